//! What can be done about a cause: who brings it about, and which advice fits this message.

use super::{AddressChange, Edit, LineEndForm, Problem};
use crate::{
    code::names,
    dkim::{Canonicalization, Signature, canonical},
    message::Header,
    span::Span,
};

names! {
    /// Causes that have the same culprits.
    CauseKind {
        /// A footer was added.
        Footer = "footer",
        /// A text was put before the author's.
        Banner = "banner",
        /// A list put something into the subject.
        Subject = "subject",
        /// The receiver's filter or gateway marked the subject.
        Filter = "filter",
        /// The author's or the reply address was changed.
        Author = "author",
        /// Links were rewritten.
        Links = "links",
        /// An attachment was replaced.
        Attachment = "attachment",
        /// Line ends, white space or single characters were changed.
        Copying = "copying",
        /// The same was written in another form.
        Rewriting = "rewriting",
        /// Fields were changed.
        Fields = "fields",
        /// The end is missing.
        Incomplete = "incomplete",
        /// The signature was damaged.
        Damage = "damage",
        /// The signer made a mistake.
        Signer = "signer",
        /// The key is not published as it should be.
        Key = "key",
        /// Nothing of the text is signed.
        Empty = "empty",
    }
}

names! {
    /// What the owner of the signing domain can do.
    Advice {
        /// Nothing: the signature is in order.
        InOrder = "in_order",
        /// The list or gateway should leave the body alone, or sign in its own name.
        ListLeavesBody = "list_leaves_body",
        /// The gateway should verify before it adds a banner.
        GatewayVerifiesFirst = "gateway_verifies_first",
        /// The list should leave the subject alone, or sign in its own name.
        ListLeavesSubject = "list_leaves_subject",
        /// The list should sign in its own name.
        ListSigns = "list_signs",
        /// The results of the receiver's own server are what counts.
        ReceiversResults = "receivers_results",
        /// The scanner took the attachment out.
        ScannerRemoves = "scanner_removes",
        /// A downloaded file shows whether copying did it.
        VerifyFile = "verify_file",
        /// `c=relaxed/relaxed` withstands the change.
        Relaxed = "relaxed",
        /// The last server of one's own is the one to sign.
        SignLast = "sign_last",
        /// The body is to be sent as quoted-printable or base64, which servers leave alone.
        EncodeBody = "encode_body",
        /// So too, for it has lines of more than 998 octets (RFC 5322 §2.1.1).
        ShortLines = "short_lines",
        /// So too, for it holds octets of eight bits (RFC 6376 §5.3).
        SevenBit = "seven_bit",
        /// The header is to be folded into lines that servers pass on (RFC 5322 §2.1.1).
        FoldHeader = "fold_header",
        /// The field is to be written before it is signed as it arrived.
        WriteAsArrived = "write_as_arrived",
        /// Lists add fields whose absence should not be signed.
        AllowListFields = "allow_list_fields",
        /// The whole message is to be fetched.
        FetchWhole = "fetch_whole",
        /// A downloaded file shows whether copying damaged the signature.
        VerifyUndamaged = "verify_undamaged",
        /// The signing software is to be updated.
        UpdateSigner = "update_signer",
        /// The key is to be published again.
        PublishKey = "publish_key",
        /// The body is to be complete before it is signed.
        SignComplete = "sign_complete",
    }
}

/// The kind of a cause.
pub(super) fn kind(problem: &Problem) -> CauseKind {
    use Problem as P;
    match problem {
        P::LineEnds { form: LineEndForm::SignerHashedLf | LineEndForm::SignerHashedSomeLf }
        | P::SignerLeftOutFinalNewline
        | P::SignerEmptyBody
        | P::SignerKeptBlankLines
        | P::SignerHashedAnotherForm { .. }
        | P::WrongCanonicalization { .. } => CauseKind::Signer,
        P::NothingSigned { .. } => CauseKind::Empty,
        P::LineEnds { .. }
        | P::TrailingWhitespace { .. }
        | P::TrailingBlankLines { .. }
        | P::MissingFinalNewline
        | P::ProtocolLines
        | P::TabsToSpaces
        | P::FromEscaped
        | P::DotStuffing { .. }
        | P::UnicodeSubstitution { .. }
        | P::CharactersReplaced { .. }
        | P::Rewrapped => CauseKind::Copying,
        P::FooterAppended { .. } => CauseKind::Footer,
        P::BannerPrepended => CauseKind::Banner,
        P::BlankLines { .. }
        | P::TransferEncodingChanged { .. }
        | P::CharsetChanged { .. }
        | P::Mojibake
        | P::BoundaryChanged
        | P::PreambleChanged { .. }
        | P::PartHeaderChanged
        | P::Refolded { .. }
        | P::Whitespace { .. }
        | P::EncodedWordReencoded { .. }
        | P::AddressListChanged { change: AddressChange::Form, .. }
        | P::FieldRewritten { .. }
        | P::DateReformatted
        | P::CaseChanged { .. } => CauseKind::Rewriting,
        P::LinkRewritten { .. } => CauseKind::Links,
        P::Truncated => CauseKind::Incomplete,
        P::SubjectPrefix { prefix: text } | P::SubjectSuffix { suffix: text } => {
            if is_of_filter(text) {
                CauseKind::Filter
            } else {
                CauseKind::Subject
            }
        }
        P::FromRewritten { .. } | P::ReplyToAdded => CauseKind::Author,
        P::MessageIdRewritten { .. }
        | P::FieldAdded { .. }
        | P::FieldRemoved { .. }
        | P::FieldDuplicated { .. }
        | P::FieldOrder { .. }
        | P::AddressListChanged { .. }
        | P::AddressesReplaced { .. }
        | P::FieldChanged { .. } => CauseKind::Fields,
        P::SignatureDamaged { .. } => CauseKind::Damage,
        P::WrongSelector { .. } | P::SelectorOfAnother { .. } => CauseKind::Key,
    }
}

/// What fits a cause; `withstood`: `c=relaxed/relaxed` would have withstood it, and is not what the signature has;
/// `of_body`: what the text of the body shows of a change of it.
pub(super) fn advice(problem: &Problem, withstood: bool, of_body: &[Advice]) -> Vec<Advice> {
    let mut advice = match kind(problem) {
        _ if is_of_list(problem) => vec![Advice::AllowListFields],
        CauseKind::Footer => vec![Advice::InOrder, Advice::ListLeavesBody],
        CauseKind::Banner => vec![Advice::InOrder, Advice::GatewayVerifiesFirst],
        CauseKind::Subject => vec![Advice::InOrder, Advice::ListLeavesSubject],
        CauseKind::Filter | CauseKind::Links => vec![Advice::InOrder, Advice::ReceiversResults],
        CauseKind::Author => vec![Advice::InOrder, Advice::ListSigns],
        CauseKind::Attachment => vec![Advice::InOrder, Advice::ScannerRemoves],
        CauseKind::Copying => vec![Advice::VerifyFile],
        CauseKind::Rewriting | CauseKind::Fields => vec![Advice::SignLast],
        CauseKind::Incomplete => vec![Advice::FetchWhole],
        CauseKind::Damage => vec![Advice::VerifyUndamaged],
        CauseKind::Signer => vec![Advice::UpdateSigner],
        CauseKind::Key => vec![Advice::PublishKey],
        CauseKind::Empty => vec![Advice::SignComplete],
    };
    let is_of_form = matches!(kind(problem), CauseKind::Copying | CauseKind::Rewriting);
    let shown = of_body.iter().find(|one| is_of_form && **one != Advice::Relaxed).copied();
    advice.extend(shown.or_else(|| of_problem(problem, withstood)));
    if withstood {
        advice.push(Advice::Relaxed);
    }
    advice
}

fn of_problem(problem: &Problem, withstood: bool) -> Option<Advice> {
    use Problem as P;
    match problem {
        P::Rewrapped
        | P::TransferEncodingChanged { .. }
        | P::CharsetChanged { .. }
        | P::FromEscaped
        | P::DotStuffing { .. } => Some(Advice::EncodeBody),
        P::Refolded { fold: super::Fold::LongLine, .. } => Some(Advice::FoldHeader),
        P::Whitespace { .. }
        | P::Refolded { .. }
        | P::EncodedWordReencoded { .. }
        | P::AddressListChanged { change: AddressChange::Form, .. }
        | P::FieldRewritten { .. }
        | P::DateReformatted
            if !withstood =>
        {
            Some(Advice::WriteAsArrived)
        }
        _ => None,
    }
}

/// Whether a field was added that lists put in.
fn is_of_list(problem: &Problem) -> bool {
    let Problem::FieldAdded { field } = problem else { return false };
    let field = field.to_ascii_lowercase();
    let is_own = matches!(field.as_str(), "sender" | "precedence" | "errors-to" | "archived-at");
    is_own || field.starts_with("list-") || field.starts_with("resent-")
}

/// Whether `c=relaxed/…` withstands what the edits of the header undo, which are all of it, in a signature that has
/// `simple` (RFC 6376 §3.4.2).
pub(super) fn is_withstood(
    problem: &Problem,
    signature: &Signature,
    source: &[u8],
    header: &Header,
    edits: &[Edit],
) -> bool {
    let is_simple = |canonicalization| canonicalization == Some(Canonicalization::Simple);
    match problem {
        Problem::Refolded { .. } | Problem::Whitespace { .. } | Problem::CaseChanged { .. } => {
            is_simple(signature.tags.header_canonicalization)
                && header.fields.iter().all(|field| is_same_relaxed(source, field.raw, edits))
        }
        _ => false,
    }
}

fn is_same_relaxed(source: &[u8], raw: Span, edits: &[Edit]) -> bool {
    let mut was = Vec::new();
    let mut place = raw.start;
    let inside = edits.iter().filter(|edit| raw.start <= edit.span.start && edit.span.end <= raw.end);
    for edit in inside {
        was.extend_from_slice(Span::new(place, edit.span.start).of(source));
        was.extend_from_slice(&edit.with);
        place = edit.span.end;
    }
    was.extend_from_slice(Span::new(place, raw.end).of(source));
    let relaxed = |octets: &[u8]| {
        let mut form = Vec::new();
        canonical::field(Canonicalization::Relaxed, octets, &mut form);
        form
    };
    relaxed(&was) == relaxed(raw.of(source))
}

/// Words that filters and gateways of receivers mark subjects with.
const MARKS: [&str; 21] = [
    "spam",
    "junk",
    "bulk",
    "meiwaku",
    "phish",
    "phishing",
    "virus",
    "malware",
    "scam",
    "fraud",
    "suspicious",
    "suspect",
    "suspected",
    "external",
    "ext",
    "extern",
    "externe",
    "caution",
    "warning",
    "spf",
    "dmarc",
];
/// Words that stand beside them.
const BESIDE: [&str; 22] = [
    "mail", "email", "e", "message", "sender", "score", "level", "possible", "possibly", "probable",
    "probably", "likely", "detected", "high", "low", "medium", "fail", "failed", "from", "outside",
    "verified", "not",
];
const JAPANESE: [&str; 14] = [
    "迷惑",
    "スパム",
    "詐欺",
    "フィッシング",
    "ウイルス",
    "ウィルス",
    "社外",
    "外部",
    "注意",
    "警告",
    "なりすまし",
    "不審",
    "危険",
    "未認証",
];

/// Whether filters, and not lists, put `text` into a subject.
fn is_of_filter(text: &str) -> bool {
    if JAPANESE.iter().any(|mark| text.contains(mark)) {
        return true;
    }
    let lower = text.to_lowercase();
    let words =
        || lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.chars().all(|character| character.is_ascii_digit());
    words().any(|word| MARKS.contains(&word))
        && words().all(|word| MARKS.contains(&word) || BESIDE.contains(&word) || is_number(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_filters_from_lists() {
        for text in [
            "[spam]",
            "[SPAM]",
            "***SPAM***",
            "[SPAM?]",
            "{Spam?}",
            "{Spam? 07.1}",
            "[meiwaku]",
            "[迷惑メール]",
            "【迷惑メール】",
            "[EXTERNAL]",
            "[Suspected Spam]",
            "[Possible Spam 5.3]",
            "*****SPAM(8.2)*****",
            "【社外】",
            "--SPAM--",
        ] {
            assert!(is_of_filter(text), "{text}");
        }
        for text in ["[talk]", "[spam-talk]", "Re:", "[foo 12]", "[dmarc-ietf]", "Fwd:", "[mail]", "[連絡網]"]
        {
            assert!(!is_of_filter(text), "{text}");
        }
    }

    #[test]
    fn advises_what_is_not_followed() {
        let space = Problem::Whitespace { field: "To".to_owned() };
        assert!(advice(&space, true, &[]).contains(&Advice::Relaxed));
        assert!(!advice(&space, false, &[]).contains(&Advice::Relaxed));
        let source = b"Subject:  a\r\nTo: a,b\r\n";
        let header = Header::split(source, Span::new(0, source.len()));
        let withstood = |edit: Edit| {
            header.fields.iter().all(|field| is_same_relaxed(source, field.raw, std::slice::from_ref(&edit)))
        };
        assert!(withstood(Edit::new(8, 10, b" ")));
        assert!(!withstood(Edit::new(19, 19, b" ")));
    }
}
