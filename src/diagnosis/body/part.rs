//! The text parts of a body: their text, and how a change of it is written back.

use super::{
    codec::Codec,
    mime::{Part, Tree},
};
use crate::{
    diagnosis::{Charsets, edit::Edit},
    span::Span,
};

/// Octets of a part that are still looked into.
const MAX_OCTETS: usize = 1_048_576;
/// Text parts that are looked into.
const MAX_TEXT_PARTS: usize = 16;

/// A text part.
#[derive(Debug, Clone)]
pub(super) struct TextPart {
    pub(super) part: Part,
    /// Its text in its character set, the transfer encoding taken off.
    pub(super) octets: Vec<u8>,
    /// How the transfer encoding was written; `None` if it cannot be written back.
    pub(super) codec: Option<Codec>,
    /// The text itself, if it is exactly what `octets` say.
    pub(super) string: Option<String>,
    pub(super) is_html: bool,
}

/// The text parts, in their order.
pub(super) fn text_parts(text: &[u8], tree: &Tree, charsets: &Charsets<'_>) -> Vec<TextPart> {
    let is_text =
        |part: &&Part| part.entity.media_type().starts_with("text/") && part.content.len() <= MAX_OCTETS;
    let parts = tree.leaves.iter().filter(is_text).take(MAX_TEXT_PARTS);
    parts
        .filter_map(|part| {
            let (octets, codec) = Codec::decode(part.entity.encoding()?, part.content.of(text))?;
            let string = charsets.decode(&part.entity.charset(), &octets);
            let is_html = part.entity.media_type() == "text/html";
            Some(TextPart { part: part.clone(), octets, codec, string, is_html })
        })
        .collect()
}

impl TextPart {
    /// `edits` of [`Self::octets`] in terms of the body `text`; `None` if they cannot be written back.
    pub(super) fn lift(&self, text: &[u8], edits: &[Edit]) -> Option<Vec<Edit>> {
        let codec = self.codec?;
        if codec == Codec::Identity {
            let start = self.part.content.start;
            return Some(edits.iter().map(|edit| edit.clone().shifted(start)).collect());
        }
        let octets: Vec<u8> =
            crate::diagnosis::edit::pieces(&self.octets, edits, 0).flatten().copied().collect();
        self.rewrite(text, &octets).map(|edit| vec![edit])
    }

    /// The whole text replaced by `octets`.
    pub(super) fn rewrite(&self, text: &[u8], octets: &[u8]) -> Option<Edit> {
        let content = self.codec?.encode(octets);
        let Span { start, end } = self.part.content;
        let edit = Edit::new(start, end, &content).trimmed(text);
        (!edit.span.is_empty() || !edit.with.is_empty()).then_some(edit)
    }
}
