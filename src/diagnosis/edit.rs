//! Changes of a text, and where they stand in the source.

use crate::span::Span;

/// Octets put in the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// What is replaced; empty where something is put in.
    pub(super) span: Span,
    /// What stands there instead.
    pub(super) with: Vec<u8>,
}

impl Edit {
    pub(super) fn new(start: usize, end: usize, with: &[u8]) -> Self {
        Self { span: Span::new(start, end), with: with.to_vec() }
    }

    pub(super) fn remove(span: Span) -> Self {
        Self { span, with: Vec::new() }
    }

    pub(super) fn insert(place: usize, with: &[u8]) -> Self {
        Self::new(place, place, with)
    }

    pub(super) fn shifted(mut self, offset: usize) -> Self {
        self.span = self.span.shifted(offset);
        self
    }

    /// The same change of `octets` without what is alike at both ends.
    pub(super) fn trimmed(self, octets: &[u8]) -> Self {
        let old = self.span.of(octets);
        let alike = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
        let front = alike(&mut old.iter().zip(&self.with));
        let (old, with) = (old.get(front..).unwrap_or_default(), self.with.get(front..).unwrap_or_default());
        let back = alike(&mut old.iter().rev().zip(with.iter().rev()));
        let end = self.span.end.saturating_sub(back);
        let kept = with.len().saturating_sub(back);
        Self::new(self.span.start.saturating_add(front), end, with.get(..kept).unwrap_or_default())
    }
}

/// The pieces of `octets` with `edits`, which are in order and apart from each other, done; from
/// `start` on, which lies before the first.
pub(super) fn pieces<'a>(
    octets: &'a [u8],
    edits: &'a [Edit],
    start: usize,
) -> impl Iterator<Item = &'a [u8]> {
    let ends = edits.iter().map(|edit| edit.span.start).chain([octets.len()]);
    let starts = [start].into_iter().chain(edits.iter().map(|edit| edit.span.end));
    let with = edits.iter().map(|edit| edit.with.as_slice()).chain([&[][..]]);
    starts.zip(ends).zip(with).flat_map(|((start, end), with)| [Span::new(start, end).of(octets), with])
}

/// A run of octets of a text and where it comes from.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Octets of the text.
    len: usize,
    /// The octets of the source that it is, or that it stands for.
    origin: Span,
    /// It is these octets.
    is_kept: bool,
}

/// A text made from a stretch of the source, with the origin of each octet.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) octets: Vec<u8>,
    runs: Vec<Run>,
}

impl Text {
    /// The octets of `span` of `source`.
    pub(super) fn new(source: &[u8], span: Span) -> Self {
        let octets = span.of(source).to_vec();
        let run = Run { len: octets.len(), origin: span, is_kept: true };
        Self { octets, runs: vec![run] }
    }

    /// The text with `edits`, in order and apart from each other, done.
    pub(super) fn edited(&self, edits: &[Edit]) -> Self {
        let octets = pieces(&self.octets, edits, 0).flatten().copied().collect();
        let mut runs = Vec::new();
        let mut place = 0;
        for edit in edits {
            self.copy_runs(Span::new(place, edit.span.start), &mut runs);
            runs.push(Run { len: edit.with.len(), origin: self.origin(edit.span), is_kept: false });
            place = edit.span.end;
        }
        self.copy_runs(Span::new(place, self.octets.len()), &mut runs);
        Self { octets, runs }
    }

    /// What `span` of the text is, or stands for, in the source.
    pub(super) fn origin(&self, span: Span) -> Span {
        let mut found: Option<Span> = None;
        let mut start = 0_usize;
        for run in &self.runs {
            let here = Span::new(start, start.saturating_add(run.len));
            start = here.end;
            let touches = if span.is_empty() {
                here.start <= span.start && span.start <= here.end && run.len > 0
            } else {
                here.start < span.end && span.start < here.end
            };
            if !touches {
                continue;
            }
            let origin = if run.is_kept {
                let from = span.start.max(here.start).saturating_sub(here.start);
                let to = span.end.min(here.end).saturating_sub(here.start);
                Span::new(run.origin.start.saturating_add(from), run.origin.start.saturating_add(to))
            } else {
                run.origin
            };
            found =
                Some(found.map_or(origin, |all: Span| {
                    Span::new(all.start.min(origin.start), all.end.max(origin.end))
                }));
            if span.is_empty() {
                break;
            }
        }
        found.unwrap_or(Span::new(0, 0))
    }

    fn copy_runs(&self, span: Span, runs: &mut Vec<Run>) {
        let mut start = 0_usize;
        for run in &self.runs {
            let end = start.saturating_add(run.len);
            let (from, to) = (span.start.max(start), span.end.min(end));
            if from < to {
                let offset = from.saturating_sub(start);
                let len = to.saturating_sub(from);
                let origin = if run.is_kept {
                    Span::new(0, len).shifted(run.origin.start.saturating_add(offset))
                } else {
                    run.origin
                };
                runs.push(Run { len, origin, is_kept: run.is_kept });
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_keep_the_origin() {
        let source = b"HEAD abc def ghi";
        let text = Text::new(source, Span::new(5, 16));
        let text = text.edited(&[Edit::new(0, 3, b"ABCD"), Edit::insert(7, b"++")]);
        assert_eq!(text.octets, b"ABCD def++ ghi");
        assert_eq!(text.origin(Span::new(5, 8)), Span::new(9, 12));
        assert_eq!(text.origin(Span::new(1, 2)), Span::new(5, 8));
        assert_eq!(text.origin(Span::new(2, 8)), Span::new(5, 12));
        let text = text.edited(&[Edit::remove(Span::new(8, 11))]);
        assert_eq!(text.octets, b"ABCD defghi");
        assert_eq!(text.origin(Span::new(8, 11)), Span::new(13, 16));
    }

    #[test]
    fn trims_what_is_alike() {
        let edit = Edit::new(1, 6, b"abXde").trimmed(b"_abcde_");
        assert_eq!(edit, Edit::new(3, 4, b"X"));
        assert_eq!(Edit::new(0, 2, b"aaa").trimmed(b"aa"), Edit::insert(2, b"a"));
    }
}
