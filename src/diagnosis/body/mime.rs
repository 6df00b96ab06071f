//! The MIME structure of a body, as far as a diagnosis needs it (RFC 2046 §5.1).

use crate::{
    diagnosis::{TransferEncoding, header::Hint},
    dkim::Signature,
    message::Header,
    span::Span,
};

const MAX_DEPTH: usize = 8;
const MAX_PARTS: usize = 200;

/// What the header fields around a body, or a part, say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entity {
    /// The value of Content-Type, as it stands.
    pub(super) content_type: Option<Vec<u8>>,
    /// The value of Content-Transfer-Encoding, as it stands.
    pub(super) transfer_encoding: Option<Vec<u8>>,
    /// A charset that replaces the one of `content_type`.
    pub(super) charset: Option<String>,
    /// An encoding that replaces `transfer_encoding`.
    pub(super) encoding: Option<TransferEncoding>,
}

impl Entity {
    /// What the header of a message, or of a part, says.
    pub(super) fn of_header(octets: &[u8], header: &Header) -> Self {
        let value = |key: &str| {
            let field = header.fields.get(header.places(key).next()?)?;
            Some(field.value.of(octets).to_vec())
        };
        Self {
            content_type: value("content-type"),
            transfer_encoding: value("content-transfer-encoding"),
            charset: None,
            encoding: None,
        }
    }

    /// The media type in lower case; `text/plain` where none is given (RFC 2045 §5.2).
    pub(super) fn media_type(&self) -> String {
        let value = self.content_type.as_deref().unwrap_or(b"text/plain");
        let end = memchr::memchr(b';', value).unwrap_or(value.len());
        String::from_utf8_lossy(value.get(..end).unwrap_or_default()).trim().to_ascii_lowercase()
    }

    /// The value of a parameter of Content-Type.
    pub(super) fn parameter(&self, name: &str) -> Option<Vec<u8>> {
        let value = self.content_type.as_deref()?;
        parameter(value, name).map(|span| unquoted(span.of(value)))
    }

    pub(super) fn charset(&self) -> String {
        let given = || Some(String::from_utf8_lossy(&self.parameter("charset")?).to_ascii_lowercase());
        self.charset.clone().or_else(given).unwrap_or_else(|| "us-ascii".to_owned())
    }

    pub(super) fn encoding(&self) -> Option<TransferEncoding> {
        if let Some(encoding) = self.encoding {
            return Some(encoding);
        }
        let Some(value) = &self.transfer_encoding else { return Some(TransferEncoding::SevenBit) };
        match String::from_utf8_lossy(value).trim().to_ascii_lowercase().as_str() {
            "7bit" => Some(TransferEncoding::SevenBit),
            "8bit" | "binary" => Some(TransferEncoding::EightBit),
            "quoted-printable" => Some(TransferEncoding::QuotedPrintable),
            "base64" => Some(TransferEncoding::Base64),
            _ => None,
        }
    }

    /// What this says of the header's fields where `now` says something else.
    pub(super) fn hints(&self, now: &Self) -> Vec<Hint> {
        let mut hint = Hint { charset: self.charset.clone(), encoding: self.encoding, ..Hint::default() };
        if self.content_type != now.content_type {
            hint.content_type = Some(self.content_type.clone().unwrap_or_default());
        }
        if self.transfer_encoding != now.transfer_encoding {
            hint.transfer_encoding = Some(self.transfer_encoding.clone().unwrap_or_default());
        }
        if hint == Hint::default() { Vec::new() } else { vec![hint] }
    }
}

/// The value of Content-Type that `z=` holds (RFC 6376 §3.5).
pub(super) fn copies_of_content_type(signature: &Signature) -> Vec<Vec<u8>> {
    let z = signature.tags.tags.iter().find(|tag| tag.name == "z");
    let copies = z.into_iter().flat_map(|tag| tag.value.split('|'));
    copies
        .filter_map(|copy| {
            let (name, value) = copy.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-type").then(|| dkim_quoted_printable(value))
        })
        .collect()
}

/// RFC 6376 §2.11: white space means nothing, `=XX` is an octet.
fn dkim_quoted_printable(value: &str) -> Vec<u8> {
    let octets: Vec<u8> = value.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect();
    super::codec::decode_quoted_printable(&octets)
}

/// Where the value of a parameter stands in a value of Content-Type, quotation marks included.
pub(super) fn parameter(value: &[u8], name: &str) -> Option<Span> {
    let mut place = memchr::memchr(b';', value)?;
    loop {
        let rest = value.get(place..)?;
        let skipped = rest.iter().position(|octet| !octet.is_ascii_whitespace() && *octet != b';')?;
        let start = place.saturating_add(skipped);
        let equals = start.saturating_add(memchr::memchr(b'=', value.get(start..)?)?);
        let found = Span::new(start, equals).of(value).trim_ascii();
        let value_start = equals.saturating_add(1);
        let end = value_start.saturating_add(value_length(value.get(value_start..)?));
        if found.eq_ignore_ascii_case(name.as_bytes()) {
            return Some(Span::new(value_start, end));
        }
        place = end;
    }
}

fn value_length(rest: &[u8]) -> usize {
    let Some(quoted) = rest.strip_prefix(b"\"") else {
        let ends = |octet: &u8| *octet == b';' || octet.is_ascii_whitespace();
        return rest.iter().position(ends).unwrap_or(rest.len());
    };
    memchr::memchr(b'"', quoted).map_or(rest.len(), |end| end.saturating_add(2))
}

fn unquoted(value: &[u8]) -> Vec<u8> {
    value.strip_prefix(b"\"").map_or(value, |value| value.strip_suffix(b"\"").unwrap_or(value)).to_vec()
}

/// A part that is no multipart, or the whole body.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its header with the empty line; empty for the whole body.
    pub(super) header: Span,
    pub(super) content: Span,
    pub(super) entity: Entity,
    /// It is the whole body.
    pub(super) is_root: bool,
}

/// A multipart and its delimiters.
#[derive(Debug, Clone)]
pub(super) struct Multipart {
    /// What is before the first delimiter.
    pub(super) preamble: Span,
    /// The delimiter lines, each without the line end before it, but with its own.
    pub(super) delimiters: Vec<Span>,
    /// The last of `delimiters` is a closing one.
    pub(super) is_closed: bool,
    pub(super) boundary: Vec<u8>,
    /// It is the whole body.
    pub(super) is_root: bool,
}

/// A body taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    /// The parts that hold something, in their order.
    pub(super) leaves: Vec<Part>,
    /// The headers of all parts, and of the messages in them, each with its empty line.
    pub(super) headers: Vec<Span>,
    pub(super) multiparts: Vec<Multipart>,
}

impl Tree {
    pub(super) fn parse(text: &[u8], entity: &Entity) -> Self {
        let mut tree = Self::default();
        let root = Part {
            header: Span::new(0, 0),
            content: Span::new(0, text.len()),
            entity: entity.clone(),
            is_root: true,
        };
        tree.take_apart(text, root, 0);
        tree
    }

    /// Whether a multipart is not closed.
    pub(super) fn is_open(&self) -> bool {
        self.multiparts.iter().any(|multipart| !multipart.is_closed)
    }

    fn take_apart(&mut self, text: &[u8], part: Part, depth: usize) {
        if !part.is_root && self.headers.len() < MAX_PARTS {
            self.headers.push(part.header);
        }
        // RFC 2046 §5.2.1: the message in it is not encoded.
        let is_plain = part.entity.encoding().is_some_and(TransferEncoding::is_plain);
        if part.entity.media_type() == "message/rfc822" && is_plain && depth < MAX_DEPTH {
            return self.take_apart(text, inner_part(text, part.content), depth.saturating_add(1));
        }
        let is_multipart = part.entity.media_type().starts_with("multipart/");
        let boundary = part.entity.parameter("boundary").filter(|boundary| !boundary.is_empty());
        let (true, Some(boundary)) = (is_multipart && depth < MAX_DEPTH, boundary) else {
            if self.leaves.len() < MAX_PARTS {
                self.leaves.push(part);
            }
            return;
        };
        let (delimiters, is_closed) = delimiters(text, part.content, &boundary);
        let Some(first) = delimiters.first() else {
            self.multiparts.push(Multipart {
                preamble: part.content,
                delimiters,
                is_closed,
                boundary,
                is_root: part.is_root,
            });
            return;
        };
        let preamble = Span::new(part.content.start, first.start);
        let inner = delimiters.windows(2).filter_map(|pair| match pair {
            [one, next] => Some(Span::new(one.end, before_line_end(text, next.start).max(one.end))),
            _ => None,
        });
        let mut spans: Vec<Span> = inner.collect();
        if !is_closed && let Some(last) = delimiters.last() {
            spans.push(Span::new(last.end, part.content.end));
        }
        self.multiparts.push(Multipart { preamble, delimiters, is_closed, boundary, is_root: part.is_root });
        for span in spans {
            self.take_apart(text, inner_part(text, span), depth.saturating_add(1));
        }
    }
}

/// The header and content of what stands between two delimiters.
pub(super) fn inner_part(text: &[u8], span: Span) -> Part {
    let octets = span.of(text);
    let mut end = 0_usize;
    let mut fields_end = 0;
    // A part may begin with the empty line, and so have no header.
    while end < octets.len() {
        let line = super::line_at(octets, end);
        fields_end = end;
        let length = memchr::memchr(b'\n', octets.get(end..).unwrap_or_default());
        end = length.map_or(octets.len(), |length| end.saturating_add(length).saturating_add(1));
        if line.is_empty() {
            break;
        }
        fields_end = end;
    }
    let fields = Span::new(0, fields_end).shifted(span.start);
    let header = Header::split(text, fields);
    let start = span.start.saturating_add(end);
    Part {
        header: Span::new(span.start, start),
        content: Span::new(start, span.end),
        entity: Entity::of_header(text, &header),
        is_root: false,
    }
}

/// The line end before `place` belongs to the delimiter that begins there.
pub(super) fn before_line_end(text: &[u8], place: usize) -> usize {
    match text.get(..place) {
        Some([.., b'\r', b'\n']) => place.saturating_sub(2),
        Some([.., b'\n']) => place.saturating_sub(1),
        _ => place,
    }
}

/// The delimiter lines of a multipart up to the closing one, and whether there is one.
fn delimiters(text: &[u8], range: Span, boundary: &[u8]) -> (Vec<Span>, bool) {
    let mut found = Vec::new();
    let mut start = range.start;
    while start < range.end && found.len() < MAX_PARTS {
        let rest = Span::new(start, range.end).of(text);
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |length| length.saturating_add(1));
        let line = rest.get(..length).unwrap_or_default();
        if let Some(after) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) {
            let after = after.trim_ascii_end();
            if after.is_empty() || after == b"--" {
                found.push(Span::new(start, start.saturating_add(length)));
                if after == b"--" {
                    return (found, true);
                }
            }
        }
        start = start.saturating_add(length);
    }
    (found, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(content_type: &str) -> Entity {
        Entity { content_type: Some(content_type.as_bytes().to_vec()), ..Entity::default() }
    }

    #[test]
    fn takes_a_multipart_apart() {
        let text =
            b"pre\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n\r\n--b\r\n\r\nplain\r\n--b--\r\nepi";
        let tree = Tree::parse(text, &entity(" multipart/mixed;\r\n boundary=\"b\""));
        let contents: Vec<_> = tree.leaves.iter().map(|part| part.content.of(text)).collect();
        assert_eq!(contents, [&b"<p>\r\n"[..], b"plain"]);
        assert_eq!(tree.leaves[0].entity.media_type(), "text/html");
        assert!(!tree.is_open());
        assert_eq!(tree.multiparts[0].preamble.of(text), b"pre\r\n");
        assert_eq!(tree.multiparts[0].delimiters.len(), 3);
    }

    #[test]
    fn reads_parameters() {
        let one = entity("Text/Plain; format=flowed; Charset=\"UTF-8\"");
        assert_eq!(one.charset(), "utf-8");
        assert_eq!(one.media_type(), "text/plain");
        assert_eq!(entity("multipart/mixed; boundary=\"a;b\"; x=y").parameter("x"), Some(b"y".to_vec()));
        assert_eq!(entity("text/plain").charset(), "us-ascii");
    }
}
