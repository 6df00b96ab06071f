//! A message taken apart far enough to be damaged, and put together again.

use std::ops::Range;

use super::encode;

/// Whole fields with their line ends, and the body.
#[derive(Clone, Default)]
pub(crate) struct Mail {
    pub(crate) fields: Vec<Vec<u8>>,
    pub(crate) body: Vec<u8>,
    /// The key records that are found, where they are not the signer's.
    pub(crate) zone: Option<String>,
}

/// A part that holds no other parts.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    /// Its header inside the body, the empty line not included; `None` for the message itself.
    pub(crate) head: Option<Range<usize>>,
    /// Its content, without the line end that belongs to the boundary.
    pub(crate) content: Range<usize>,
    /// Lower case, such as `text/html`.
    pub(crate) kind: String,
    pub(crate) charset: String,
    pub(crate) encoding: String,
}

impl Leaf {
    pub(crate) fn is_text(&self) -> bool {
        self.kind.starts_with("text/")
    }
}

impl Mail {
    pub(crate) fn read(source: &[u8]) -> Self {
        let end = find(source, b"\r\n\r\n").expect("a message has a body");
        Self { fields: fields(&source[..end + 2]), body: source[end + 4..].to_vec(), zone: None }
    }

    pub(crate) fn header(&self) -> Vec<u8> {
        self.fields.concat()
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        [&self.header()[..], b"\r\n", &self.body].concat()
    }

    /// The place of the lowest field of this name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().rposition(|field| is_named(field, name))
    }

    /// What follows the colon, without the last line end.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let field = &self.fields[self.place(name)?];
        let colon = field.iter().position(|octet| *octet == b':')?;
        let value = String::from_utf8(field[colon + 1..].to_vec()).ok()?;
        Some(value.trim_end_matches("\r\n").to_owned())
    }

    /// The value on one line, without white space around it.
    pub(crate) fn flat(&self, name: &str) -> Option<String> {
        Some(self.value(name)?.replace("\r\n", "").trim().to_owned())
    }

    /// Writes the lowest field of this name anew, or adds one at the end.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let field = format!("{name}: {value}\r\n").into_bytes();
        match self.place(name) {
            Some(place) => self.fields[place] = field,
            None => self.fields.push(field),
        }
    }

    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.fields.push(format!("{name}: {value}\r\n").into_bytes());
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<Vec<u8>> {
        Some(self.fields.remove(self.place(name)?))
    }

    pub(crate) fn boundary(&self) -> Option<String> {
        parameter(&self.flat("Content-Type")?, "boundary")
    }

    /// The parts that hold text or files, in order.
    pub(crate) fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        collect(&self.body, None, 0..self.body.len(), &self.header(), &mut leaves);
        leaves
    }

    pub(crate) fn text_leaves(&self) -> Vec<Leaf> {
        self.leaves().into_iter().filter(Leaf::is_text).collect()
    }

    /// The first part of this type.
    pub(crate) fn leaf(&self, kind: &str) -> Option<Leaf> {
        self.leaves().into_iter().find(|leaf| leaf.kind == kind)
    }

    pub(crate) fn content(&self, leaf: &Leaf) -> &[u8] {
        &self.body[leaf.content.clone()]
    }

    pub(crate) fn set_content(&mut self, leaf: &Leaf, content: &[u8]) {
        self.body.splice(leaf.content.clone(), content.iter().copied());
    }

    /// The text of a part, if it can be read and written again in its character set.
    pub(crate) fn text(&self, leaf: &Leaf) -> Option<String> {
        let octets = encode::decode(&leaf.encoding, self.content(leaf))?;
        let encoding = encoding_rs::Encoding::for_label(leaf.charset.as_bytes())?;
        let (text, _, malformed) = encoding.decode(&octets);
        (!malformed).then(|| text.into_owned())
    }

    /// Writes the text of a part anew in its character set and encoding, as Python does it.
    pub(crate) fn set_text(&mut self, leaf: &Leaf, text: &str) -> Option<()> {
        let octets = encode::charset(&leaf.charset, text)?;
        let content = encode::encode(&leaf.encoding, &octets)?;
        self.set_content(leaf, &content);
        Some(())
    }

    /// Writes a field of the part's header (of the message's header if it is the only part) anew.
    pub(crate) fn set_leaf_field(&mut self, leaf: &Leaf, name: &str, value: &str) {
        let Some(head) = leaf.head.clone() else {
            return self.set(name, value);
        };
        let mut lines = Self { fields: fields(&self.body[head.clone()]), ..Self::default() };
        lines.set(name, value);
        self.body.splice(head, lines.header());
    }
}

fn collect(
    body: &[u8],
    head: Option<Range<usize>>,
    content: Range<usize>,
    header: &[u8],
    leaves: &mut Vec<Leaf>,
) {
    let mail = Mail { fields: fields(header), ..Mail::default() };
    let kind = mail.flat("Content-Type").unwrap_or_else(|| "text/plain".to_owned());
    if let Some(boundary) = parameter(&kind, "boundary") {
        for part in parts(body, content, &boundary) {
            let (head, content) = match find(&body[part.clone()], b"\r\n\r\n") {
                _ if body[part.clone()].starts_with(b"\r\n") => {
                    (part.start..part.start, part.start + 2..part.end)
                }
                Some(end) => (part.start..part.start + end + 2, part.start + end + 4..part.end),
                None => (part.clone(), part.end..part.end),
            };
            collect(body, Some(head.clone()), content, &body[head], leaves);
        }
        return;
    }
    let charset = parameter(&kind, "charset").unwrap_or_else(|| "us-ascii".to_owned());
    let encoding = mail.flat("Content-Transfer-Encoding").unwrap_or_else(|| "7bit".to_owned());
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    leaves.push(Leaf { head, content, kind, charset, encoding: encoding.to_ascii_lowercase() });
}

/// What stands between the delimiters.
fn parts(body: &[u8], content: Range<usize>, boundary: &str) -> Vec<Range<usize>> {
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = content.start;
    while at < content.end {
        let end = find(&body[at..content.end], b"\r\n").map_or(content.end, |length| at + length + 2);
        if body[at..end].starts_with(delimiter.as_bytes()) {
            if let Some(start) = start {
                parts.push(start..(at - 2).max(start));
            }
            start = Some(end);
        }
        at = end;
    }
    parts
}

pub(crate) fn fields(header: &[u8]) -> Vec<Vec<u8>> {
    let mut fields: Vec<Vec<u8>> = Vec::new();
    for line in header.split_inclusive(|octet| *octet == b'\n') {
        match fields.last_mut() {
            Some(field) if matches!(line[0], b' ' | b'\t') => field.extend_from_slice(line),
            _ => fields.push(line.to_vec()),
        }
    }
    fields
}

pub(crate) fn is_named(field: &[u8], name: &str) -> bool {
    field
        .iter()
        .position(|octet| *octet == b':')
        .is_some_and(|colon| field[..colon].eq_ignore_ascii_case(name.as_bytes()))
}

pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    let value = value.replace("\r\n", "");
    value.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

pub(crate) fn find(octets: &[u8], what: &[u8]) -> Option<usize> {
    octets.windows(what.len()).position(|window| window == what)
}

pub(crate) fn rfind(octets: &[u8], what: &[u8]) -> Option<usize> {
    octets.windows(what.len()).rposition(|window| window == what)
}
