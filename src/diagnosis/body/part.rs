//! The text parts of a body: their text, and how a change of it is written back.

use super::{
    View,
    codec::Codec,
    mime::{Part, Tree},
};
use crate::{
    diagnosis::{
        Charsets,
        edit::{Edit, pieces},
    },
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
    /// Of quoted-printable, where each line begins in `octets` and in the content.
    lines: Vec<(usize, usize)>,
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
            let lines = match codec {
                Some(Codec::QuotedPrintable(_)) => lines(&octets, part.content.of(text)),
                _ => Vec::new(),
            };
            Some(TextPart { part: part.clone(), octets, codec, lines, string, is_html })
        })
        .collect()
}

/// The beginnings of the lines of a text, and of the same lines in quoted-printable.
fn lines(octets: &[u8], coded: &[u8]) -> Vec<(usize, usize)> {
    let starts = |text: &[u8], is_soft: bool| -> Vec<usize> {
        let ends = memchr::memmem::find_iter(text, b"\r\n");
        // RFC 2045 §6.7: `=` before a line end makes it a soft one.
        let hard =
            ends.filter(|end| !is_soft || end.checked_sub(1).and_then(|at| text.get(at)) != Some(&b'='));
        [0].into_iter().chain(hard.map(|end| end.saturating_add(2))).collect()
    };
    let (plain, coded) = (starts(octets, false), starts(coded, true));
    if plain.len() == coded.len() { plain.into_iter().zip(coded).collect() } else { Vec::new() }
}

impl TextPart {
    /// `edits` of [`Self::octets`] in terms of the body; `None` if they cannot be written back.
    pub(super) fn lift(&self, view: &View<'_>, edits: &[Edit]) -> Option<Vec<Edit>> {
        let codec = self.codec?;
        let text = view.text;
        if codec == Codec::Identity {
            let start = self.part.content.start;
            return Some(edits.iter().map(|edit| edit.clone().shifted(start)).collect());
        }
        if !self.lines.is_empty() {
            return Some(self.lift_lines(text, codec, edits));
        }
        if view.spend(self.octets.len().saturating_mul(3)).is_break() {
            return None;
        }
        let octets: Vec<u8> = pieces(&self.octets, edits, 0).flatten().copied().collect();
        self.rewrite(text, &octets).map(|edit| vec![edit])
    }

    /// The same for quoted-printable: only the lines that are touched are written anew.
    fn lift_lines(&self, text: &[u8], codec: Codec, edits: &[Edit]) -> Vec<Edit> {
        let mut lifted = Vec::new();
        let mut rest = edits;
        while let Some(first) = rest.first() {
            let start = self.lines.partition_point(|(start, _)| *start <= first.span.start).saturating_sub(1);
            let mut count = 0_usize;
            let mut end = None;
            // Up to a line whose beginning is left as it is, and that no further edit comes before.
            for edit in rest {
                if end.is_some_and(|(end, _)| edit.span.start >= end) {
                    break;
                }
                let last = edit.span.end.saturating_add(2);
                let next = self.lines.partition_point(|(start, _)| *start < last);
                end = self.lines.get(next).copied();
                count = count.saturating_add(1);
            }
            let (touched, later) = rest.split_at(count);
            let (from, coded_from) = self.lines.get(start).copied().unwrap_or((0, 0));
            let whole = (self.octets.len(), self.part.content.len());
            let (to, coded_to) = end.unwrap_or(whole);
            let octets = self.octets.get(..to).unwrap_or_default();
            let written: Vec<u8> = pieces(octets, touched, from).flatten().copied().collect();
            let base = self.part.content.start;
            let edit = Edit::new(
                base.saturating_add(coded_from),
                base.saturating_add(coded_to),
                &codec.encode(&written),
            );
            let edit = edit.trimmed(text);
            if !edit.span.is_empty() || !edit.with.is_empty() {
                lifted.push(edit);
            }
            rest = later;
        }
        lifted
    }

    /// The whole text replaced by `octets`.
    pub(super) fn rewrite(&self, text: &[u8], octets: &[u8]) -> Option<Edit> {
        let content = self.codec?.encode(octets);
        let Span { start, end } = self.part.content;
        let edit = Edit::new(start, end, &content).trimmed(text);
        (!edit.span.is_empty() || !edit.with.is_empty()).then_some(edit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{TransferEncoding, body::codec};

    #[test]
    fn lines_written_anew_are_the_whole_written_anew() {
        let text = "Grüße = ok\r\n".repeat(3) + &"long ".repeat(40) + "\r\n\r\nend \r\nx";
        for codec in Codec::all(TransferEncoding::QuotedPrintable) {
            let content = codec.encode(text.as_bytes());
            let part = TextPart {
                part: Part {
                    header: Span::new(0, 0),
                    content: Span::new(0, content.len()),
                    entity: super::super::mime::Entity::default(),
                    is_root: true,
                },
                octets: codec::decode_quoted_printable(&content),
                codec: Some(codec),
                lines: lines(text.as_bytes(), &content),
                string: None,
                is_html: false,
            };
            assert_eq!(part.octets, text.as_bytes());
            for start in 0..text.len() {
                let others = [text.len(), start + 1, start + 14, start + 40];
                for end in others.into_iter().filter(|end| (start..=text.len()).contains(end)) {
                    let more = Edit::insert(text.len(), b"!");
                    for edits in [
                        vec![Edit::new(start, end, b"a=\r\nb")],
                        vec![Edit::remove(Span::new(start, end)), more],
                    ] {
                        let written: Vec<u8> =
                            pieces(text.as_bytes(), &edits, 0).flatten().copied().collect();
                        let lifted = part.lift_lines(&content, codec, &edits);
                        let here: Vec<u8> = pieces(&content, &lifted, 0).flatten().copied().collect();
                        assert_eq!(here, codec.encode(&written), "{codec:?} {edits:?}");
                    }
                }
            }
        }
    }
}
