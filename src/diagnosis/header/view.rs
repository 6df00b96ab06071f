//! The header as those who think of undoings look at it.

use super::{
    signed::{Change, line_end},
    trial::Trial,
};
use crate::{
    diagnosis::{Charsets, Problem},
    message::Header,
    tag_list::trim,
};

/// A way in which the header may have been before.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// What then happened to it; `None` for what another cause covers.
    pub(super) problem: Option<Problem>,
    pub(super) changes: Vec<Change>,
    /// How far-fetched it is, 0 being the least.
    pub(super) rank: usize,
}

/// One field, cut up.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldText<'a> {
    pub(super) place: usize,
    /// The name in lower case.
    pub(super) key: &'a str,
    /// The name as it is, and what stands between it and the value.
    pub(super) head: &'a [u8],
    /// What follows the colon, up to the last line end.
    pub(super) value: &'a [u8],
    end: &'a [u8],
}

impl<'a> FieldText<'a> {
    pub(super) fn new(place: usize, key: &'a str, raw: &'a [u8]) -> Self {
        let colon = memchr::memchr(b':', raw).map_or(raw.len(), |colon| colon.saturating_add(1));
        let (head, rest) = raw.split_at(colon);
        let end = line_end(rest);
        let value = rest.get(..rest.len().saturating_sub(end.len())).unwrap_or_default();
        Self { place, key, head, value, end }
    }

    /// The name as it is spelled.
    pub(super) fn name(&self) -> String {
        let name = self.head.strip_suffix(b":").unwrap_or(self.head);
        String::from_utf8_lossy(name.trim_ascii_end()).into_owned()
    }

    /// The value without the white space around it.
    pub(super) fn text(&self) -> &'a [u8] {
        trim(self.value)
    }

    /// The white space before the value.
    pub(super) fn lead(&self) -> &'a [u8] {
        let length = self.value.len().saturating_sub(self.value.trim_ascii_start().len());
        self.value.get(..length).unwrap_or_default()
    }

    /// The field with another value, white space before it included.
    pub(super) fn with_value(&self, value: &[u8]) -> Change {
        let end: &[u8] = if self.end.is_empty() { b"\r\n" } else { self.end };
        Change::Replace { place: self.place, raw: [self.head, value, end].concat() }
    }

    /// The field with another value after the same white space.
    pub(super) fn with_text(&self, text: &[u8]) -> Change {
        self.with_value(&[self.lead(), text].concat())
    }

    /// The field with another name.
    pub(super) fn with_name(&self, name: &[u8]) -> Change {
        let after = self.head.iter().rposition(|octet| octet.is_ascii_graphic() && *octet != b':');
        let rest = self.head.get(after.map_or(0, |last| last.saturating_add(1))..).unwrap_or_default();
        let end: &[u8] = if self.end.is_empty() { b"\r\n" } else { self.end };
        Change::Replace { place: self.place, raw: [name, rest, self.value, end].concat() }
    }
}

/// The fields, and what is signed of them.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub(super) fields: Vec<FieldText<'a>>,
    /// `h=`, in lower case.
    pub(super) signed: &'a [String],
    /// The place of the signature field.
    pub(super) own: usize,
    /// White space and the case of names matter (RFC 6376 §3.4.1).
    pub(super) is_simple: bool,
    pub(super) charsets: &'a Charsets<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        source: &'a [u8],
        header: &'a Header,
        trial: &'a Trial<'_>,
        charsets: &'a Charsets<'a>,
    ) -> Self {
        let fields = header.fields.iter().enumerate();
        let fields = fields.map(|(place, field)| FieldText::new(place, &field.key, field.raw.of(source)));
        let mut view = Self {
            fields: fields.collect(),
            signed: &trial.signature.tags.signed_fields,
            own: trial.signature.field,
            is_simple: trial.signed.is_simple(),
            charsets,
        };
        view.replace(trial.signature.field, &trial.own);
        view
    }

    #[cfg(test)]
    pub(super) fn of(fields: Vec<FieldText<'a>>, signed: &'a [String], charsets: &'a Charsets<'a>) -> Self {
        let own = usize::MAX;
        Self { fields, signed, own, is_simple: true, charsets }
    }

    /// The field at `place` being `raw` instead.
    pub(super) fn replace(&mut self, place: usize, raw: &'a [u8]) {
        if let Some(field) = self.fields.get_mut(place) {
            *field = FieldText::new(place, field.key, raw);
        }
    }

    pub(super) fn is_signed(&self, key: &str) -> bool {
        self.signed.iter().any(|name| name == key)
    }

    /// The fields of this name, top to bottom.
    pub(super) fn named(&self, key: &'a str) -> impl DoubleEndedIterator<Item = &FieldText<'a>> + '_ {
        self.fields.iter().filter(move |field| field.key == key)
    }

    /// The fields whose names are in `h=`.
    pub(super) fn covered(&self) -> impl Iterator<Item = &FieldText<'a>> + '_ {
        self.fields.iter().filter(|field| self.is_signed(field.key) && field.place != self.own)
    }

    /// Where a field without a place of its own would stand: after all others.
    pub(super) fn bottom(&self) -> usize {
        self.fields.len()
    }
}
