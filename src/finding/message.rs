//! What can be noticed about a message before any signature is looked at.

use crate::code::{names, problems};

names! {
    /// A cap of the analysis that was reached.
    Limit {
        /// Number of header fields.
        HeaderFields = "header_fields",
        /// Octets of the header section.
        HeaderOctets = "header_octets",
        /// Octets of one header field.
        FieldOctets = "field_octets",
        /// Addresses in one field.
        Addresses = "addresses",
        /// Nested comments or groups in an address field.
        Nesting = "nesting",
        /// Encoded words in one field.
        EncodedWords = "encoded_words",
        /// Number of `Received` fields.
        Received = "received",
        /// Number of ARC sets.
        ArcSets = "arc_sets",
        /// Results in one `Authentication-Results` field.
        AuthenticationResults = "authentication_results",
        /// Depth of MIME parts.
        MimeDepth = "mime_depth",
        /// Number of MIME parts.
        MimeParts = "mime_parts",
    }
}

names! {
    /// What a picture, an archive or a document given instead of a message is.
    FileKind {
        /// PNG, JPEG, GIF, WebP, BMP, TIFF or HEIC.
        Picture = "picture",
        /// Portable Document Format.
        Pdf = "pdf",
        /// ZIP, and the office formats that are ZIP files.
        Zip = "zip",
        /// An OLE compound file: Outlook's `.msg`.
        OutlookMsg = "outlook_msg",
        /// Text in UTF-16.
        Utf16 = "utf16",
        /// A page of HTML without a header section.
        Html = "html",
        /// A DKIM key record.
        DkimRecord = "dkim_record",
        /// The results of a receiver's checks: an Authentication-Results field, or its value.
        AuthResults = "auth_results",
        /// What a mail server said when it refused a message.
        BounceText = "bounce_text",
        /// The table that a web mail shows above the source.
        PageWithoutSource = "page_without_source",
        /// A mail as it is displayed.
        RenderedText = "rendered_text",
        /// Anything else.
        Unknown = "unknown",
    }
}

problems! {
    /// A problem of the message as a whole or of one of its header fields.
    Problem {
        /// Nothing, or white space alone, was given.
        Empty = "message.source.empty", Error;
        /// What was given has no header section, so it is no message.
        NotAMessage {
            /// What it is.
            found: FileKind,
        } = "message.source.not-a-message", Error, 5322 "2.1";
        /// The source begins with a byte order mark; it was left out.
        ByteOrderMark = "message.source.byte-order-mark", Notice;
        /// The source begins with an mbox `From ` line; it was left out.
        MboxLine = "message.source.mbox-line", Notice;
        /// Line ends that are LF alone; they were read as CRLF.
        BareLf {
            /// How many.
            count: u64,
            /// Line ends in all.
            of: u64,
        } = "message.source.bare-lf", Info, 5322 "2.3";
        /// CR not followed by LF in the body; left as it is, and no line end.
        BareCr {
            /// How many.
            count: u64,
        } = "message.source.bare-cr", Warning, 5322 "2.3";
        /// No empty line ends the header section: there is no body.
        NoBody = "message.body.absent", Notice, 5322 "2.1";
        /// No line end stands at the end of the body; it was hashed as if one did.
        NoFinalLineEnd = "message.body.no-final-line-end", Info, 6376 "3.4.3";
        /// A line of the header section is neither a field nor the continuation of one.
        MalformedLine = "message.header.malformed-line", Warning, 5322 "2.2";
        /// CR not followed by LF in the header section; no line end, though some programs take it for
        /// one, and see other fields.
        HeaderBareCr {
            /// How many.
            count: u64,
        } = "message.header.bare-cr", Warning, 5322 "2.2";
        /// White space stands between a field's name and its colon.
        SpaceBeforeColon {
            /// The field's name.
            name: String,
        } = "message.header.space-before-colon", Warning, 5322 "4.5";
        /// A field that may stand once stands more than once.
        DuplicateField {
            /// The field's name in lower case.
            name: &'static str,
            /// How many there are.
            count: usize,
        } = "message.header.duplicate-field", Warning, 5322 "3.6";
        /// There is no From field.
        FromMissing = "message.from.missing", Error, 5322 "3.6";
        /// This copy is a part of a header section, without From: that says nothing of the message.
        FromAbsent = "message.from.absent", Warning, 5322 "3.6";
        /// There is more than one From field.
        FromMultipleFields {
            /// How many.
            count: usize,
        } = "message.from.multiple-fields", Error, 5322 "3.6";
        /// The From field holds more than one mailbox. Of one domain alone, that is the author's domain
        /// (RFC 9989 §5.3.1).
        FromMultipleMailboxes {
            /// How many.
            count: usize,
            /// How many domains they are of.
            domains: usize,
        } = "message.from.multiple-mailboxes", Warning, 5322 "3.6.2";
        /// Two readings of the From field name different authors, or none can be read.
        FromAmbiguous = "message.from.ambiguous", Error, 5322 "3.6.2";
        /// Where an address must stand in From, or a part of one, there is an encoded word, which never is one;
        /// some mail programs take what it decodes to for the author.
        FromEncodedAddress = "message.from.encoded-address", Warning, 2047 "5";
        /// A route stands before the author's address, which some mail programs take for the author.
        FromSourceRoute = "message.from.source-route", Warning, 5322 "4.4";
        /// A comment, or white space, stands in the author's address so that some mail programs read another one.
        FromCommentInAddress = "message.from.comment-in-address", Warning, 5322 "3.2.2";
        /// The part of the author's address before the domain holds an `@` in quotation marks; some mail
        /// programs read another domain there.
        FromQuotedAt = "message.from.quoted-at", Warning, 5322 "3.4.1";
        /// The display name shows an address of another domain than the author's.
        FromAddressInName {
            /// That address.
            address: String,
        } = "message.from.address-in-name", Warning, 5322 "3.4";
        /// From holds a control character, plain or in an encoded word.
        FromControlCharacter = "message.from.control-character", Warning, 5322 "3.2.3";
        /// The author's address or domain holds something that no domain name may hold.
        FromInvalidDomain = "message.from.invalid-domain", Error, 5322 "3.4.1";
        /// A cap of the analysis was reached; what lies beyond it was not looked at.
        LimitReached {
            /// Which cap.
            limit: Limit,
            /// Its size.
            allowed: usize,
            /// How many there are, at least.
            found: usize,
        } = "message.limit.reached", Warning;
    }
}
