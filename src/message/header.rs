//! The header section, split into fields with exact spans (RFC 5322 §2.2, §4.5).

use memchr::memchr;

use super::problem::{Limit, Problem};
use crate::{
    finding::{Finding, Subject},
    span::Span,
};

/// Fields kept; the rest is counted.
pub(crate) const MAX_FIELDS: usize = 2_000;
/// Octets of the header section that are looked at.
pub(crate) const MAX_OCTETS: usize = 1_048_576;
/// Octets of one field.
pub(crate) const MAX_FIELD_OCTETS: usize = 262_144;

/// Fields that may stand once in a message (RFC 5322 §3.6, RFC 2045 §3), in lower case.
pub(crate) const SINGLE_FIELDS: [&str; 14] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "message-id",
    "in-reply-to",
    "references",
    "subject",
    "date",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
];

/// A header field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderField {
    /// Its name in lower case.
    pub(crate) key: String,
    pub(crate) name: Span,
    /// The whole field, its last line end included.
    pub(crate) raw: Span,
    /// What follows the colon, without the last line end.
    pub(crate) value: Span,
}

/// The header section of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// The fields, top to bottom, up to the caps.
    pub(crate) fields: Vec<HeaderField>,
    /// Number of fields, those past the caps included.
    pub(crate) count: usize,
    /// Number of lines, continuations included in them, that are no field.
    pub(crate) malformed: usize,
    /// A cap was reached: what the fields say must not be judged.
    pub(crate) cut_off: bool,
    pub(crate) findings: Vec<Finding>,
}

impl Header {
    /// Splits `range` of `source`, a header section without the empty line that ends it.
    pub(crate) fn split(source: &[u8], range: Span) -> Self {
        let mut header = Self::default();
        let mut malformed = None;
        let mut largest = 0_usize;
        for raw in logical_lines(source, range) {
            largest = largest.max(raw.len());
            let Some((field, odd)) = read_field(source, raw) else {
                header.malformed = header.malformed.saturating_add(1);
                malformed = malformed.or(Some(raw));
                continue;
            };
            header.count = header.count.saturating_add(1);
            let within = field.raw.end.saturating_sub(range.start) <= MAX_OCTETS;
            if header.fields.len() < MAX_FIELDS && within {
                header.note_oddity(source, &field, odd);
                header.fields.push(field);
            }
        }
        if let Some(line) = malformed {
            header.findings.push(Finding::new(Problem::MalformedLine, Subject::Message, Some(line)));
        }
        header.note_limit(Limit::HeaderFields, MAX_FIELDS, header.count);
        header.note_limit(Limit::HeaderOctets, MAX_OCTETS, range.len());
        header.note_limit(Limit::FieldOctets, MAX_FIELD_OCTETS, largest);
        header
    }

    /// The places of the fields with this name, given in lower case.
    pub(crate) fn places<'a>(&'a self, key: &'a str) -> impl DoubleEndedIterator<Item = usize> + 'a {
        self.fields.iter().enumerate().filter(move |(_, field)| field.key == key).map(|(place, _)| place)
    }

    fn note_limit(&mut self, limit: Limit, allowed: usize, found: usize) {
        if found > allowed {
            self.cut_off = true;
            self.findings.push(Finding::new(
                Problem::LimitReached { limit, allowed, found },
                Subject::Message,
                None,
            ));
        }
    }

    fn note_oddity(&mut self, source: &[u8], field: &HeaderField, odd: Oddity) {
        let subject = Subject::Field { index: self.fields.len() };
        let problem = match odd {
            Oddity::None => return,
            Oddity::SpaceBeforeColon => {
                Problem::SpaceBeforeColon { name: crate::text::escape(field.name.of(source)) }
            }
            Oddity::FoldedName => Problem::MalformedLine,
        };
        self.findings.push(Finding::new(problem, subject, Some(field.raw)));
    }
}

/// What stands between a field's name and its colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Oddity {
    None,
    SpaceBeforeColon,
    FoldedName,
}

/// Lines with their continuations: LF ends a line, and a line that begins with a space or a tab
/// continues the one before.
fn logical_lines(source: &[u8], range: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = range.start;
    std::iter::from_fn(move || {
        if start >= range.end {
            return None;
        }
        let mut end = start;
        loop {
            let line = Span::new(end, range.end).of(source);
            end =
                memchr(b'\n', line).map_or(range.end, |length| end.saturating_add(length).saturating_add(1));
            if end >= range.end || !matches!(source.get(end), Some(b' ' | b'\t')) {
                break;
            }
        }
        let span = Span::new(start, end);
        start = end;
        Some(span)
    })
}

/// `name [white space] ":" value`; `None` if `raw` is something else.
fn read_field(source: &[u8], raw: Span) -> Option<(HeaderField, Oddity)> {
    let text = raw.of(source);
    // RFC 5322 §2.2: "printable US-ASCII characters […], except colon".
    let name_len = text.iter().position(|octet| !octet.is_ascii_graphic() || *octet == b':')?;
    let (name, rest) = text.split_at(name_len);
    let gap = rest.iter().position(|octet| !matches!(octet, b' ' | b'\t' | b'\r' | b'\n'))?;
    let (between, after) = rest.split_at(gap);
    if name.is_empty() || after.first() != Some(&b':') {
        return None;
    }
    let odd = if between.is_empty() {
        Oddity::None
    } else if between.contains(&b'\n') {
        Oddity::FoldedName
    } else {
        Oddity::SpaceBeforeColon
    };
    let value = Span::new(
        raw.start.saturating_add(name_len).saturating_add(gap).saturating_add(1),
        raw.end.saturating_sub(line_end_length(text)),
    );
    let key = String::from_utf8_lossy(name).to_ascii_lowercase();
    let name = Span::new(raw.start, raw.start.saturating_add(name_len));
    Some((HeaderField { key, name, raw, value }, odd))
}

fn line_end_length(text: &[u8]) -> usize {
    match text {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<(String, String)>, Vec<&'static str>) {
        let source = text.as_bytes();
        let header = Header::split(source, Span::new(0, source.len()));
        let fields = header.fields.iter().map(|field| {
            let value = String::from_utf8_lossy(field.value.of(source)).into_owned();
            (field.key.clone(), value)
        });
        (fields.collect(), header.findings.iter().map(|finding| finding.problem.code()).collect())
    }

    #[test]
    fn splits_and_unites_continuations() {
        let (fields, findings) = split("From: a\r\n b\r\nTO:c\nX: ");
        assert_eq!(
            fields,
            [("from", " a\r\n b"), ("to", "c"), ("x", " ")].map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
        assert!(findings.is_empty());
    }

    #[test]
    fn what_is_no_field_ends_nothing() {
        let (fields, findings) = split(" From: x\r\n--boundary\r\n\tmore\r\nTo: y\r\nFrom\u{a0}: z\r\n");
        assert_eq!(fields.len(), 1);
        assert_eq!(findings, ["message.header.malformed-line"]);
    }

    #[test]
    fn obsolete_space_and_a_folded_name() {
        let (fields, findings) = split("From : x\r\nTo\r\n : y\r\n");
        assert_eq!(fields.len(), 2);
        assert_eq!(findings, ["message.header.space-before-colon", "message.header.malformed-line"]);
    }

    #[test]
    fn a_bare_cr_ends_no_line() {
        let (fields, _) = split("Subject: a\rFrom: b\r\n");
        assert_eq!(fields.len(), 1);
    }
}
