//! The causes that a search can name.

use crate::code::{names, problems};

names! {
    /// What became of something.
    Change {
        /// It was put in.
        Added = "added",
        /// It was taken out.
        Removed = "removed",
    }
}

names! {
    /// What became of the line ends.
    LineEndForm {
        /// Every one stands twice.
        Doubled = "doubled",
        /// CR CR LF.
        CrCrLf = "cr_cr_lf",
        /// CR alone.
        Cr = "cr",
        /// LF alone, hashed so by the signer.
        SignerHashedLf = "signer_hashed_lf",
        /// LF alone at the end of some lines, hashed so by the signer.
        SignerHashedSomeLf = "signer_hashed_some_lf",
    }
}

names! {
    /// Where empty lines are that are not at an end.
    BlankLinePlace {
        /// At the beginning of the body or of a part.
        Beginning = "beginning",
        /// Between other lines.
        Within = "within",
    }
}

names! {
    /// What a body is, or is a part of.
    Extent {
        /// All of the body.
        Body = "body",
        /// A part of it.
        Part = "part",
    }
}

names! {
    /// Where a footer was put.
    FooterPlace {
        /// At the end of the body.
        Body = "body",
        /// At the end of a text part.
        TextPart = "text_part",
        /// At the end of an HTML part.
        HtmlPart = "html_part",
        /// In a MIME part of its own.
        OwnPart = "own_part",
        /// The body was put into a new multipart together with it.
        Wrapped = "wrapped",
    }
}

names! {
    /// A content transfer encoding (RFC 2045 §6).
    TransferEncoding {
        /// Lines of US-ASCII as they are.
        SevenBit = "7bit",
        /// Lines of octets as they are.
        EightBit = "8bit",
        /// `quoted-printable`
        QuotedPrintable = "quoted-printable",
        /// `base64`
        Base64 = "base64",
    }
}

names! {
    /// Characters that were replaced by look-alikes.
    Characters {
        /// No-break spaces and plain ones.
        Spaces = "spaces",
        /// Typographic and straight quotation marks.
        Quotes = "quotes",
        /// Dashes and hyphens.
        Dashes = "dashes",
        /// `…` and three dots.
        Ellipsis = "ellipsis",
        /// Soft hyphens, zero-width characters.
        Invisible = "invisible",
        /// Several of these.
        Several = "several",
    }
}

names! {
    /// Where a field is folded that was folded otherwise.
    Fold {
        /// At another place.
        Elsewhere = "elsewhere",
        /// Inside of a line longer than a server passes on.
        LongLine = "long_line",
    }
}

names! {
    /// What became of a list of addresses.
    AddressChange {
        /// The same addresses are written in another form.
        Form = "form",
        /// An address was put in.
        Added = "added",
        /// An address was taken out.
        Removed = "removed",
    }
}

names! {
    /// A service that rewrites links.
    LinkService {
        /// Microsoft Defender Safe Links.
        SafeLinks = "safelinks",
        /// Proofpoint URL Defense.
        Proofpoint = "proofpoint",
        /// Barracuda Link Protection.
        Barracuda = "barracuda",
        /// Cisco Secure Email.
        Cisco = "cisco",
        /// Sophos Email.
        Sophos = "sophos",
        /// Trend Micro.
        TrendMicro = "trend_micro",
        /// Mimecast.
        Mimecast = "mimecast",
        /// Another one.
        Other = "other",
    }
}

names! {
    /// What happened to `b=`.
    Damage {
        /// `=` became `=3D`.
        QuotedPrintable = "quoted_printable",
        /// `+` became a space, or was percent-encoded.
        PlusSign = "plus_sign",
        /// Characters are missing.
        Shortened = "shortened",
        /// Letters were changed to lower case.
        LowerCase = "lower_case",
        /// Characters that are no base64.
        ForeignCharacters = "foreign_characters",
    }
}

problems! {
    /// What most likely happened to a message after it was signed.
    Problem {
        /// Line ends of the body were changed.
        LineEnds {
            /// How.
            form: LineEndForm,
        } = "diagnosis.body.line-ends", Notice, 6376 "3.4.3";
        /// White space at the ends of lines.
        TrailingWhitespace {
            /// What became of it.
            change: Change,
        } = "diagnosis.body.trailing-whitespace", Notice, 6376 "3.4.3";
        /// Empty lines at the end of the body or of a part.
        TrailingBlankLines {
            /// What became of them.
            change: Change,
        } = "diagnosis.body.trailing-blank-lines", Notice, 6376 "3.4.3";
        /// Empty lines at another place than an end.
        BlankLines {
            /// Where.
            place: BlankLinePlace,
            /// What became of them.
            change: Change,
        } = "diagnosis.body.blank-lines", Notice, 6376 "3.4.3";
        /// Lines of SMTP, POP3 or IMAP, or the separator of a mailbox file, were saved with the body.
        ProtocolLines = "diagnosis.body.protocol-lines", Notice, 5321 "4.1.1.4";
        /// The newline that ends the last line of the text is gone: something else was put right behind it.
        MissingFinalNewline = "diagnosis.body.missing-final-newline", Notice, 6376 "3.4.3";
        /// The signer hashed the body without its last line end.
        SignerLeftOutFinalNewline = "diagnosis.body.signer-left-out-final-newline", Notice, 6376 "3.4.3";
        /// The hash is that of an empty body, or part: nothing of the text is signed.
        NothingSigned {
            /// What of the text that is.
            extent: Extent,
        } = "diagnosis.body.nothing-signed", Notice, 6376 "3.4.3";
        /// The body is empty, and the signer hashed an empty body by the rules of another canonicalization.
        SignerEmptyBody = "diagnosis.body.signer-empty-body", Notice, 6376 "3.4.4";
        /// The signer kept the empty lines at the end of the body, which canonicalization drops.
        SignerKeptBlankLines = "diagnosis.body.signer-kept-blank-lines", Notice, 6376 "3.4.4";
        /// The signer hashed the text in another form than its signed header fields say.
        SignerHashedAnotherForm {
            /// The transfer encoding, or the character set, that was hashed.
            hashed: String,
            /// The one that the signed header names.
            sent: String,
        } = "diagnosis.body.signer-hashed-another-form", Notice, 6376 "5.3";
        /// Tabs became spaces.
        TabsToSpaces = "diagnosis.body.tabs-to-spaces", Notice, 6376 "3.4.3";
        /// Text was put after the author's text.
        FooterAppended {
            /// Where.
            place: FooterPlace,
        } = "diagnosis.body.footer-appended", Notice, 6376 "8.2";
        /// Text was put before the author's text.
        BannerPrepended = "diagnosis.body.banner-prepended", Notice;
        /// Lines that begin with `From ` were marked, as mailbox files do (RFC 4155).
        FromEscaped = "diagnosis.body.from-escaped", Notice, 6376 "5.3";
        /// Dots at the beginning of lines.
        DotStuffing {
            /// What became of them.
            change: Change,
        } = "diagnosis.body.dot-stuffing", Notice, 5321 "4.5.2";
        /// The content transfer encoding of a part was changed; or, where both are the same, its
        /// lines were broken anew.
        TransferEncodingChanged {
            /// What it was when signed.
            from: TransferEncoding,
            /// What it is.
            to: TransferEncoding,
        } = "diagnosis.body.transfer-encoding", Notice, 6376 "5.3";
        /// The text was converted to another character set.
        CharsetChanged {
            /// What it was when signed.
            from: String,
            /// What it is.
            to: String,
        } = "diagnosis.body.charset", Notice, 6376 "5.3";
        /// UTF-8 was read as windows-1252 and written as UTF-8 again.
        Mojibake = "diagnosis.body.mojibake", Notice;
        /// Characters were replaced by look-alikes.
        UnicodeSubstitution {
            /// Which.
            characters: Characters,
        } = "diagnosis.body.unicode-substitution", Notice;
        /// Lines were broken anew.
        Rewrapped = "diagnosis.body.rewrapped", Notice, 6376 "5.3";
        /// The boundary between the MIME parts is another one.
        BoundaryChanged = "diagnosis.body.boundary-changed", Notice;
        /// The text before the first MIME part.
        PreambleChanged {
            /// What became of it.
            change: Change,
        } = "diagnosis.body.preamble-changed", Notice;
        /// A header line of a MIME part was added or rewritten.
        PartHeaderChanged = "diagnosis.body.part-header-changed", Notice;
        /// Links were replaced by those of a protection service.
        LinkRewritten {
            /// Whose.
            service: LinkService,
        } = "diagnosis.body.link-rewritten", Notice;
        /// The last MIME part is not closed: the end of the body is missing.
        Truncated = "diagnosis.body.truncated", Notice, 2046 "5.1.1";

        /// Text was put before the subject.
        SubjectPrefix {
            /// The text.
            prefix: String,
        } = "diagnosis.header.subject-prefix", Notice;
        /// Text was put after the subject.
        SubjectSuffix {
            /// The text.
            suffix: String,
        } = "diagnosis.header.subject-suffix", Notice;
        /// The author's address was replaced, as mailing lists do.
        FromRewritten {
            /// The field that holds the old value.
            source: String,
        } = "diagnosis.header.from-rewritten", Notice;
        /// The Message-ID was replaced.
        MessageIdRewritten {
            /// The field that holds the old value.
            source: String,
        } = "diagnosis.header.message-id-rewritten", Notice;
        /// A field was folded at other places.
        Refolded {
            /// Its name.
            field: String,
            /// Where it is folded.
            fold: Fold,
        } = "diagnosis.header.refolded", Notice, 6376 "3.4.1";
        /// White space in a field was changed.
        Whitespace {
            /// Its name.
            field: String,
        } = "diagnosis.header.whitespace", Notice, 6376 "3.4.1";
        /// An encoded word was written anew.
        EncodedWordReencoded {
            /// The field's name.
            field: String,
        } = "diagnosis.header.encoded-word-reencoded", Notice, 2047 "2";
        /// A field was added that the signature says was not there.
        FieldAdded {
            /// Its name.
            field: String,
        } = "diagnosis.header.field-added", Notice, 6376 "5.4.2";
        /// A Reply-To was added that the signature says was not there.
        ReplyToAdded = "diagnosis.header.reply-to-added", Notice, 6376 "5.4.2";
        /// A signed field is gone.
        FieldRemoved {
            /// Its name.
            field: String,
        } = "diagnosis.header.field-removed", Notice;
        /// A second field of the same name was added.
        FieldDuplicated {
            /// Its name.
            field: String,
        } = "diagnosis.header.field-duplicated", Notice, 6376 "5.4.2";
        /// Fields of the same name changed places.
        FieldOrder {
            /// Their name.
            field: String,
        } = "diagnosis.header.field-order", Notice, 6376 "5.4.2";
        /// A list of addresses was written anew.
        AddressListChanged {
            /// The field's name.
            field: String,
            /// What became of the addresses.
            change: AddressChange,
        } = "diagnosis.header.address-list-changed", Notice;
        /// A field names other addresses than the copy that the signature holds (`z=`).
        AddressesReplaced {
            /// Its name.
            field: String,
        } = "diagnosis.header.addresses-replaced", Notice, 6376 "3.5";
        /// A field says the same in another form: quotation marks, capitals, comments, parameters.
        FieldRewritten {
            /// Its name.
            field: String,
        } = "diagnosis.header.field-rewritten", Notice, 2045 "5.1";
        /// Characters of a field were replaced by look-alikes.
        CharactersReplaced {
            /// Its name.
            field: String,
            /// Which.
            characters: Characters,
        } = "diagnosis.header.characters-replaced", Notice;
        /// The date was written anew.
        DateReformatted = "diagnosis.header.date-reformatted", Notice;
        /// The name of a field is spelled in another case.
        CaseChanged {
            /// The name as it is.
            field: String,
        } = "diagnosis.header.case-changed", Notice, 6376 "3.4.1";
        /// A field differs from the copy that the signature holds (`z=`).
        FieldChanged {
            /// Its name.
            field: String,
        } = "diagnosis.header.field-changed", Notice, 6376 "3.5";

        /// `b=`, or the whole field, was damaged.
        SignatureDamaged {
            /// How.
            damage: Damage,
        } = "diagnosis.signature.damaged", Notice;
        /// `c=` is not what the signature was made with.
        WrongCanonicalization {
            /// What it was made with.
            header: crate::code::Canonicalization,
            /// The same for the body.
            body: crate::code::Canonicalization,
        } = "diagnosis.signature.wrong-canonicalization", Notice, 6376 "3.4";
        /// The key of another selector verifies the signature.
        WrongSelector {
            /// That selector.
            selector: String,
        } = "diagnosis.signature.wrong-selector", Notice, 6376 "3.6.1";
        /// The key of this selector belongs to another signature of the message.
        SelectorOfAnother {
            /// That selector.
            selector: String,
        } = "diagnosis.signature.selector-of-another", Notice, 6376 "3.6.1";
    }
}

impl TransferEncoding {
    /// Whether octets stand in it as they are (RFC 2045 §6.2).
    pub(crate) fn is_plain(self) -> bool {
        matches!(self, Self::SevenBit | Self::EightBit)
    }
}

impl Problem {
    /// Whether it was in the signer that it happened.
    pub(crate) fn is_of_signer(&self) -> bool {
        let is_line_end = |form: &LineEndForm| {
            matches!(form, LineEndForm::SignerHashedLf | LineEndForm::SignerHashedSomeLf)
        };
        self.code().starts_with("diagnosis.body.signer-")
            || matches!(self, Self::LineEnds { form } if is_line_end(form))
    }

    /// Whether it is about the body.
    pub(crate) fn is_of_body(&self) -> bool {
        self.code().starts_with("diagnosis.body.")
    }
}
