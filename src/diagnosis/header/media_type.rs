//! A media type or a disposition, taken apart (RFC 2045 §5.1, RFC 2183 §2).

use crate::tag_list::trim;

/// Parameters of one field that are looked at.
const MAX_PARAMETERS: usize = 8;

/// A parameter, and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameter {
    /// From the semicolon on up to the name.
    pub(super) lead: Vec<u8>,
    pub(super) name: Vec<u8>,
    /// Without quotation marks.
    pub(super) value: Vec<u8>,
    pub(super) is_quoted: bool,
}

impl Parameter {
    pub(super) fn read(lead: &[u8], text: &[u8]) -> Option<Self> {
        let equals = memchr::memchr(b'=', text)?;
        let (name, value) = (text.get(..equals)?, text.get(equals.saturating_add(1)..)?);
        let inside = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
        let is_sound = !name.is_empty() && !value.is_empty();
        is_sound.then(|| Self {
            lead: lead.to_vec(),
            name: name.to_vec(),
            value: inside.unwrap_or(value).to_vec(),
            is_quoted: inside.is_some(),
        })
    }

    /// The name, and the value as far as its capitals mean something.
    pub(super) fn meaning(&self) -> (Vec<u8>, Vec<u8>) {
        let name = trim(&self.name).to_ascii_lowercase();
        let is_word = matches!(name.as_slice(), b"charset" | b"format" | b"delsp" | b"type");
        let value = trim(&self.value);
        let value = if is_word { value.to_ascii_lowercase() } else { value.to_vec() };
        (name, value)
    }

    /// Whether the value needs no quotation marks (RFC 2045 §5.1).
    pub(super) fn is_token(&self) -> bool {
        self.value.iter().all(|octet| octet.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(octet))
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mark: &[u8] = if self.is_quoted { b"\"" } else { b"" };
        for piece in [&self.lead[..], &self.name, b"=", mark, &self.value, mark] {
            out.extend_from_slice(piece);
        }
    }
}

/// A media type or a disposition, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Media {
    pub(super) kind: Vec<u8>,
    pub(super) parameters: Vec<Parameter>,
    /// What follows the last parameter.
    pub(super) tail: Vec<u8>,
}

impl Media {
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let pieces = split(text);
        let (kind, rest) = pieces.split_first()?;
        let mut media = Self { kind: trim(kind).to_vec(), parameters: Vec::new(), tail: Vec::new() };
        let mut before = kind.get(kind.trim_ascii_end().len()..)?.to_vec();
        for (number, piece) in rest.iter().enumerate() {
            let inside = trim(piece);
            let space = piece.len().saturating_sub(piece.trim_ascii_start().len());
            let lead = [&before, &b";"[..], piece.get(..space)?].concat();
            if inside.is_empty() && number.saturating_add(1) == rest.len() {
                media.tail = lead;
                break;
            }
            media.parameters.push(Parameter::read(&lead, inside)?);
            before = piece.get(piece.trim_ascii_end().len()..)?.to_vec();
        }
        (media.parameters.len() <= MAX_PARAMETERS).then_some(media)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = self.kind.clone();
        for parameter in &self.parameters {
            parameter.write(&mut out);
        }
        out.extend_from_slice(&self.tail);
        out
    }

    /// What separates parameters here.
    pub(super) fn lead(&self) -> Vec<u8> {
        self.parameters.first().map_or_else(|| b"; ".to_vec(), |first| first.lead.clone())
    }

    pub(super) fn with(&self, change: impl Fn(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// With other parameters, the separators staying where they are.
    pub(super) fn reordered(&self, order: &[usize]) -> Self {
        let pick = |(here, from): (&Parameter, &usize)| {
            let from = self.parameters.get(*from)?;
            Some(Parameter { lead: here.lead.clone(), ..from.clone() })
        };
        let parameters = self.parameters.iter().zip(order).filter_map(pick).collect();
        Self { parameters, ..self.clone() }
    }
}

/// The pieces between the semicolons that are not inside quotation marks.
fn split(text: &[u8]) -> Vec<&[u8]> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parts = text.split(|octet| {
        match octet {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b';' => return !is_quoted,
            _ => {}
        }
        false
    });
    parts.collect()
}

/// `text` without comments and what stands before them; `None` if one is not closed.
pub(super) fn without_comments(text: &[u8]) -> Option<Vec<u8>> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    for octet in text {
        let was_escaped = std::mem::take(&mut is_escaped);
        match octet {
            b'\\' if !was_escaped => is_escaped = true,
            b'"' if !was_escaped && depth == 0 => is_quoted = !is_quoted,
            b'(' if !was_escaped && !is_quoted => {
                if depth == 0 {
                    out.truncate(out.trim_ascii_end().len());
                }
                depth = depth.saturating_add(1);
                continue;
            }
            b')' if !was_escaped && !is_quoted && depth > 0 => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            out.push(*octet);
        }
    }
    (depth == 0).then_some(out)
}
