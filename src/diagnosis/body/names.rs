//! What an addition is called: the most specific name that is true of its octets.

use super::{Candidate, line_at, line_starts, mime::Entity};
use crate::{
    diagnosis::{BlankLinePlace, Change, Extent, FooterPlace, Problem, TransferEncoding},
    dkim::Signature,
    span::Span,
};

/// `cut`, which goes to the end of `text`, as an addition.
pub(super) fn tail(text: &[u8], cut: Span, is_html: bool, place: FooterPlace) -> Problem {
    let (kept, added) = (Span::new(0, cut.start).of(text), cut.of(text));
    if let Some(problem) = without_text(kept, added, is_html, extent(place)) {
        return problem;
    }
    if added.trim_ascii().is_empty() {
        let is_of_line = !added.starts_with(b"\r") && !kept.is_empty() && !kept.ends_with(b"\n");
        return if is_of_line
            && added.trim_ascii_start().is_empty()
            && memchr::memchr_iter(b'\n', added).count() < 2
        {
            Problem::TrailingWhitespace { change: Change::Added }
        } else {
            Problem::TrailingBlankLines { change: Change::Added }
        };
    }
    if is_protocol(added) { Problem::ProtocolLines } else { Problem::FooterAppended { place } }
}

/// `cut`, at the beginning of `text`, as an addition.
pub(super) fn head(text: &[u8], cut: Span, is_html: bool, extent: Extent) -> Problem {
    let kept = [Span::new(0, cut.start).of(text), Span::new(cut.end, text.len()).of(text)].concat();
    let added = cut.of(text);
    if let Some(problem) = without_text(&kept, added, is_html, extent) {
        return problem;
    }
    if added.trim_ascii().is_empty() {
        return Problem::BlankLines { place: BlankLinePlace::Beginning, change: Change::Added };
    }
    if is_protocol(added) { Problem::ProtocolLines } else { Problem::BannerPrepended }
}

fn extent(place: FooterPlace) -> Extent {
    match place {
        FooterPlace::Body | FooterPlace::Wrapped => Extent::Body,
        FooterPlace::TextPart | FooterPlace::HtmlPart | FooterPlace::OwnPart => Extent::Part,
    }
}

/// An addition to something that holds no text by itself.
fn without_text(kept: &[u8], added: &[u8], is_html: bool, extent: Extent) -> Option<Problem> {
    (!is_visible(kept, is_html) && is_visible(added, is_html)).then_some(Problem::NothingSigned { extent })
}

/// Whether a reader sees something of `text`.
pub(super) fn is_visible(text: &[u8], is_html: bool) -> bool {
    if !is_html {
        return text.iter().any(|octet| !octet.is_ascii_whitespace() && !octet.is_ascii_control());
    }
    let shows = |place: usize| {
        let tag = text.get(place..place.saturating_add(4)).unwrap_or_default();
        tag.eq_ignore_ascii_case(b"<img")
    };
    !super::footer::words(text, true).is_empty() || memchr::memchr_iter(b'<', text).any(shows)
}

/// Lines of SMTP, POP3 or IMAP, and the separator of mailbox files, that were saved with a message.
fn is_protocol(text: &[u8]) -> bool {
    let mut lines = line_starts(text).into_iter().map(|start| line_at(text, start).trim_ascii());
    lines.all(|line| line.is_empty() || is_protocol_line(line))
}

/// RFC 5321 §4.2.3, RFC 4954 §6: the replies of SMTP to what goes well.
const REPLIES: [&[u8]; 10] = [b"211", b"214", b"220", b"221", b"235", b"250", b"251", b"252", b"334", b"354"];

fn is_protocol_line(line: &[u8]) -> bool {
    // RFC 5321 §4.1.1.4, RFC 1939 §3: a dot alone ends the message.
    if line == b"." || line.eq_ignore_ascii_case(b"quit") {
        return true;
    }
    let mut words = line.split(|octet| *octet == b' ').filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (code, after) = first.split_at_checked(3).unwrap_or((first, b""));
    let is_reply =
        REPLIES.contains(&code) && (after.starts_with(b"-") || (after.is_empty() && !second.is_empty()));
    // RFC 1939 §3.
    let is_reply = is_reply || first == b"+OK" || first == b"-ERR";
    // RFC 9051 §7.5.2: what comes after the literal of a FETCH, and the tagged response.
    let is_fetched = line == b")" || (line.ends_with(b")") && [&b"FLAGS"[..], b"UID"].contains(&first));
    let is_tag = first.len() <= 12
        && first.iter().all(|o| o.is_ascii_alphanumeric() || matches!(o, b'*' | b'.' | b'+'));
    let is_response = is_tag
        && [&b"OK"[..], b"NO", b"BAD", b"BYE"].contains(&second)
        && first.last().is_some_and(|last| last.is_ascii_digit() || *last == b'*');
    // RFC 4155: `From `, an address, and a date that ends in the year.
    let year = line.get(line.len().saturating_sub(5)..).unwrap_or_default();
    let is_separator = first == b"From"
        && matches!(year, [b' ', digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit))
        && line.contains(&b':');
    is_reply || is_fetched || is_response || is_separator
}

/// Fields about the form of the body that are signed, in a header that verifies: they are as they
/// were when it was signed.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::diagnosis) struct Sealed {
    content_type: bool,
    transfer_encoding: bool,
}

impl Sealed {
    /// Those of `signature`, whose header verifies.
    pub(in crate::diagnosis) fn by(signature: &Signature) -> Self {
        let names = |name: &str| signature.tags.signed_fields.iter().any(|field| field == name);
        Self { content_type: names("content-type"), transfer_encoding: names("content-transfer-encoding") }
    }

    /// The candidate under a name that does not contradict the sealed fields, which say `now`; `None`
    /// if there is none.
    pub(super) fn named(self, mut candidate: Candidate, now: &Entity) -> Option<Candidate> {
        let Some(was) = &candidate.entity else { return Some(candidate) };
        if self.content_type && was.content_type != now.content_type {
            return None;
        }
        if self.transfer_encoding && was.transfer_encoding != now.transfer_encoding {
            return None;
        }
        let hashed =
            was.encoding.filter(|encoding| self.transfer_encoding && Some(*encoding) != now.encoding());
        let charset = was.charset.clone().filter(|charset| self.content_type && *charset != now.charset());
        let (hashed, sent) = match (hashed, charset) {
            (_, Some(charset)) => (charset, now.charset()),
            (Some(hashed), None) => {
                let sent = now.encoding().unwrap_or(TransferEncoding::SevenBit);
                (hashed.name().to_owned(), sent.name().to_owned())
            }
            (None, None) => return Some(candidate),
        };
        candidate.problem = Problem::SignerHashedAnotherForm { hashed, sent };
        candidate.entity = None;
        Some(candidate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_was_added() {
        let of = |text: &[u8], start| tail(text, Span::new(start, text.len()), false, FooterPlace::Body);
        let footer = Problem::FooterAppended { place: FooterPlace::Body };
        let blank = Problem::TrailingBlankLines { change: Change::Added };
        assert_eq!(of(b"a\r\nb\r\n", 3), footer);
        assert_eq!(of(b"a\r\n  \r\n", 3), blank);
        assert_eq!(of(b"a  \r\n", 1), Problem::TrailingWhitespace { change: Change::Added });
        assert_eq!(of(b" \r\nb\r\n", 3), Problem::NothingSigned { extent: Extent::Body });
        for line in [
            ".",
            "QUIT",
            "250 2.0.0 Ok: queued as 4F",
            "250-SIZE",
            "221 2.0.0 Bye",
            ")",
            " FLAGS (\\Seen))",
            "A003 OK FETCH completed",
            "From MAILER-DAEMON Mon Nov 23 10:00:00 2026",
            ".\r\nQUIT",
        ] {
            let text = format!("a\r\n{line}\r\n");
            assert_eq!(of(text.as_bytes(), 3), Problem::ProtocolLines, "{line}");
        }
        for line in ["250", "From here on 2026", "Alice OK?", "...", "2026 was good", "200 euros"] {
            let text = format!("a\r\n{line}\r\n");
            assert_eq!(of(text.as_bytes(), 3), footer, "{line}");
        }
    }
}
