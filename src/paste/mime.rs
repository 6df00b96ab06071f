//! The MIME tree (RFC 2046 §5.1), as far as repairs need it: leaves, and what is attached.

use memchr::memchr;

use crate::{
    message::{Header, HeaderSearch},
    span::Span,
};

const MAX_DEPTH: usize = 4;
const MAX_PARTS: usize = 100;

/// A part without parts in it.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) content_type: ContentType,
    /// `Content-Transfer-Encoding` in lower case.
    pub(super) encoding: String,
    pub(super) body: Span,
}

/// The leaves of a message, in their order.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) leaves: Vec<Leaf>,
    /// A multipart has no line that closes it.
    pub(super) is_open: bool,
}

/// What `Content-Type` says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct ContentType {
    /// Type and subtype in lower case; empty where the field is absent.
    pub(super) kind: String,
    pub(super) boundary: Option<String>,
    pub(super) charset: Option<String>,
}

impl ContentType {
    pub(super) fn read(source: &[u8], header: &Header) -> Self {
        let value = first_value(source, header, "content-type");
        let mut parts = split_parameters(&value).into_iter();
        let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let mut read = Self { kind, ..Self::default() };
        for part in parts {
            let Some((name, value)) = part.split_once('=') else { continue };
            let value = value.trim().trim_matches('"').replace('\\', "");
            match name.trim().to_ascii_lowercase().as_str() {
                "boundary" => read.boundary = Some(value),
                "charset" => read.charset = Some(value),
                _ => {}
            }
        }
        read
    }
}

/// The topmost field of this name as text without line ends.
fn first_value(source: &[u8], header: &Header, key: &str) -> String {
    let field = header.places(key).next().and_then(|place| header.fields.get(place));
    let octets = field.map(|field| field.value.of(source)).unwrap_or_default();
    String::from_utf8_lossy(octets).replace(['\r', '\n'], "")
}

/// Parts of a value between semicolons that stand outside of quotation marks.
fn split_parameters(value: &str) -> Vec<&str> {
    let mut is_quoted = false;
    value
        .split(|character| {
            is_quoted ^= character == '"';
            character == ';' && !is_quoted
        })
        .collect()
}

/// Walks the parts of the message with this header and body.
pub(super) fn walk(source: &[u8], header: &Header, body: Span) -> Tree {
    let mut tree = Tree::default();
    let mut open = vec![(ContentType::read(source, header), encoding(source, header), body, 0_usize)];
    while let Some((content_type, encoding, body, depth)) = open.pop() {
        let boundary = content_type.boundary.as_ref().filter(|_| content_type.kind.starts_with("multipart/"));
        let Some(boundary) = boundary.filter(|_| depth < MAX_DEPTH) else {
            if tree.leaves.len() < MAX_PARTS {
                tree.leaves.push(Leaf { content_type, encoding, body });
            }
            continue;
        };
        let (parts, is_closed) = split(source, body, boundary.as_bytes());
        tree.is_open |= !is_closed;
        for part in parts.into_iter().rev() {
            let (header, body) = split_header(source, part);
            let content_type = ContentType::read(source, &header);
            open.push((content_type, self::encoding(source, &header), body, depth.saturating_add(1)));
        }
    }
    tree
}

fn encoding(source: &[u8], header: &Header) -> String {
    first_value(source, header, "content-transfer-encoding").trim().to_ascii_lowercase()
}

/// The header section and the body of a part.
fn split_header(source: &[u8], part: Span) -> (Header, Span) {
    let text = part.of(source);
    let (end, start) = HeaderSearch::default().run(text).unwrap_or((text.len(), text.len()));
    let at = |place: usize| part.start.saturating_add(place);
    (Header::split(source, Span::new(part.start, at(end))), Span::new(at(start), part.end))
}

/// The parts between the lines of `boundary`, and whether one closes the last.
fn split(source: &[u8], body: Span, boundary: &[u8]) -> (Vec<Span>, bool) {
    let mut parts = Vec::new();
    let mut part_start = None;
    let mut at = body.start;
    while at < body.end {
        let rest = Span::new(at, body.end).of(source);
        let length = memchr(b'\n', rest).map_or(rest.len(), |end| end.saturating_add(1));
        let line = rest.get(..length).unwrap_or_default();
        let next = at.saturating_add(length);
        let after =
            line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)).map(<[u8]>::trim_ascii_end);
        if let Some(after @ (b"" | b"--")) = after {
            if let Some(start) = part_start.replace(next) {
                parts.push(Span::new(start, before_line_end(source, start, at)));
            }
            if after == b"--" {
                return (parts, true);
            }
            if parts.len() >= MAX_PARTS {
                return (parts, false);
            }
        }
        at = next;
    }
    if let Some(start) = part_start {
        parts.push(Span::new(start, body.end));
    }
    (parts, false)
}

/// The line end before a boundary belongs to the boundary.
fn before_line_end(source: &[u8], start: usize, end: usize) -> usize {
    let length = match Span::new(start, end).of(source) {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => 0,
    };
    end.saturating_sub(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(source: &str) -> Tree {
        let octets = source.as_bytes();
        let (header, body) = split_header(octets, Span::new(0, octets.len()));
        walk(octets, &header, body)
    }

    #[test]
    fn walks_nested_parts() {
        let tree = tree(
            "Content-Type: multipart/mixed; boundary=\"a;b\"\r\n\r\n--a;b\r\n\
             Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\none\r\n--c\r\n\
             Content-Type: text/html; charset=\"x\"\r\n\r\ntwo\r\n--c--\r\n--a;b\r\n\r\nthree\r\n--a;b--\r\n",
        );
        assert!(!tree.is_open);
        assert_eq!(tree.leaves.len(), 3);
        assert_eq!(tree.leaves.get(1).and_then(|leaf| leaf.content_type.charset.as_deref()), Some("x"));
    }

    #[test]
    fn sees_what_is_not_closed() {
        assert!(tree("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nhalf a pa").is_open);
    }
}
