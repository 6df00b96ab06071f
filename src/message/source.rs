//! What the given octets are, and where the header section lies in them.

use memchr::memchr;

use super::{
    header::Header,
    problem::{FileKind, Problem},
};
use crate::{
    finding::{Finding, Subject},
    span::Span,
};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How far the search for the end of the header section has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct HeaderSearch {
    line_start: usize,
    scanned: usize,
}

impl HeaderSearch {
    /// Goes on with `source`, which may have grown since: the end of the header section and the
    /// start of the body, if an empty line parts them.
    pub(crate) fn run(&mut self, source: &[u8]) -> Option<(usize, usize)> {
        while let Some(length) = memchr(b'\n', source.get(self.scanned..).unwrap_or_default()) {
            let line_end = self.scanned.saturating_add(length);
            let next = line_end.saturating_add(1);
            if matches!(source.get(self.line_start..line_end), Some([] | b"\r")) {
                return Some((self.line_start, next));
            }
            *self = Self { line_start: next, scanned: next };
        }
        self.scanned = source.len();
        None
    }
}

/// The octets before the first header field that are none of the message's, each with its finding.
pub(crate) fn prefix(source: &[u8]) -> (usize, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut offset = 0_usize;
    let mut note = |problem, span| findings.push(Finding::new(problem, Subject::Message, Some(span)));
    if source.starts_with(BYTE_ORDER_MARK) {
        offset = BYTE_ORDER_MARK.len();
        note(Problem::ByteOrderMark, Span::new(0, offset));
    }
    let rest = source.get(offset..).unwrap_or_default();
    if rest.starts_with(b"From ") {
        let line = memchr(b'\n', rest).map_or(rest.len(), |length| length.saturating_add(1));
        // "From : x" is a field with obsolete white space, no mbox line.
        let is_field = rest
            .get(5..line)
            .is_some_and(|text| text.iter().find(|octet| !matches!(octet, b' ' | b'\t')) == Some(&b':'));
        if !is_field {
            let end = offset.saturating_add(line);
            note(Problem::MboxLine, Span::new(offset, end));
            offset = end;
        }
    }
    (offset, findings)
}

/// Field names of which a message has at least one.
const COMMON_FIELDS: [&str; 16] = [
    "from",
    "to",
    "cc",
    "date",
    "subject",
    "sender",
    "message-id",
    "received",
    "return-path",
    "reply-to",
    "mime-version",
    "content-type",
    "dkim-signature",
    "delivered-to",
    "authentication-results",
    "arc-seal",
];

/// Says why `source`, with this header section, is no message; `None` if it is one.
pub(crate) fn inspect(source: &[u8], header: &Header) -> Option<Problem> {
    if is_blank(source) {
        return Some(Problem::Empty);
    }
    let found = file_kind(source);
    // Noise and prose hold a line now and then that looks like a field.
    let is_header = header.malformed == 0
        || header.cut_off
        || header.fields.iter().any(|field| COMMON_FIELDS.contains(&field.key.as_str()));
    let is_message = found == FileKind::Unknown && header.count > 0 && is_header;
    if is_message { None } else { Some(Problem::NotAMessage { found }) }
}

/// Nothing but white space of whatever kind, and byte order marks.
fn is_blank(source: &[u8]) -> bool {
    /// Nobody pastes more of the white space that is not ASCII.
    const MAX_WIDE: usize = 1_000;
    let start = source.trim_ascii_start();
    let is_space = |character: char| character.is_whitespace() || character == '\u{FEFF}';
    start.is_empty()
        || (start.len() <= MAX_WIDE
            && std::str::from_utf8(start).is_ok_and(|text| text.chars().all(is_space)))
}

fn file_kind(source: &[u8]) -> FileKind {
    const MAGIC: [(&[u8], FileKind); 14] = [
        (b"\x89PNG\r\n\x1A\n", FileKind::Picture),
        (b"\xFF\xD8\xFF", FileKind::Picture),
        (b"GIF87a", FileKind::Picture),
        (b"GIF89a", FileKind::Picture),
        (b"BM", FileKind::Picture),
        (b"II*\0", FileKind::Picture),
        (b"MM\0*", FileKind::Picture),
        (b"%PDF-", FileKind::Pdf),
        (b"PK\x03\x04", FileKind::Zip),
        (b"PK\x05\x06", FileKind::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::OutlookMsg),
        (b"\xFF\xFE", FileKind::Utf16),
        (b"\xFE\xFF", FileKind::Utf16),
        (b"<svg", FileKind::Picture),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| source.starts_with(magic)) {
        return *kind;
    }
    match (source.get(..4), source.get(4..12)) {
        (Some(b"RIFF"), Some([_, _, _, _, b'W', b'E', b'B', b'P'])) => return FileKind::Picture,
        (_, Some([b'f', b't', b'y', b'p', brand @ ..])) if brand.starts_with(b"hei") => {
            return FileKind::Picture;
        }
        _ => {}
    }
    let text = source.trim_ascii_start();
    let begins = |prefix: &[u8]| text.get(..prefix.len()).is_some_and(|t| t.eq_ignore_ascii_case(prefix));
    if [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<div", b"<meta", b"<table"]
        .iter()
        .any(|tag| begins(tag))
    {
        FileKind::Html
    } else {
        FileKind::Unknown
    }
}
