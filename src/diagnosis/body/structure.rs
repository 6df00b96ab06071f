//! MIME parts: put around and added, and what parts them.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, mime::parameter};
use crate::{
    diagnosis::{Change, FooterPlace, Problem, edit::Edit},
    span::Span,
};

const LINE_END: &[u8] = b"\r\n";
/// What software writes before the first part.
const PREAMBLES: [&str; 4] = [
    "This is a multi-part message in MIME format.",
    "This is a MIME-encapsulated message",
    "This is a multipart message in MIME format.",
    "This message is in MIME format.",
];

/// The body was the first part of what is now a multipart.
pub(super) fn wrapped(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let Some(root) = view.tree.multiparts.iter().find(|multipart| multipart.is_root) else {
        return ControlFlow::Continue(());
    };
    let [first, second, ..] = root.delimiters.as_slice() else { return ControlFlow::Continue(()) };
    let inner = super::mime::inner_part(
        view.text,
        Span::new(first.end, super::mime::before_line_end(view.text, second.start).max(first.end)),
    );
    let content = inner.content;
    let problem = Problem::FooterAppended { place: FooterPlace::Wrapped };
    for end in [content.end, second.start] {
        let edits = vec![
            Edit::remove(Span::new(0, content.start)),
            Edit::remove(Span::new(end.max(content.start), view.text.len())),
        ];
        attempt(Candidate::evident(problem.clone(), edits.clone()).with_entity(Some(inner.entity.clone())))?;
    }
    ControlFlow::Continue(())
}

/// A part added at the end, or at the beginning, of a multipart.
pub(super) fn last_part(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let problem = || Problem::FooterAppended { place: FooterPlace::OwnPart };
    for multipart in &view.tree.multiparts {
        let [.., last, close] = multipart.delimiters.as_slice() else { continue };
        let cut = vec![Edit::remove(Span::new(last.start, close.start))];
        attempt(Candidate::possible(problem(), cut))?;
        let [first, second, _, ..] = multipart.delimiters.as_slice() else { continue };
        let cut = vec![Edit::remove(Span::new(first.start, second.start))];
        attempt(Candidate::new(Problem::BannerPrepended, cut))?;
    }
    ControlFlow::Continue(())
}

/// The text before the first part.
pub(super) fn preamble(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for multipart in &view.tree.multiparts {
        let Some(first) = multipart.delimiters.first() else { continue };
        let preamble = Span::new(multipart.preamble.start, first.start);
        let added = || Problem::PreambleChanged { change: Change::Added };
        if !preamble.is_empty() {
            attempt(Candidate::possible(added(), vec![Edit::remove(preamble)]))?;
            attempt(Candidate::possible(added(), vec![Edit::new(preamble.start, preamble.end, LINE_END)]))?;
        }
        for sentence in PREAMBLES {
            for after in ["\r\n", "\r\n\r\n"] {
                let text = format!("{sentence}{after}");
                let problem = Problem::PreambleChanged { change: Change::Removed };
                let edit = Edit::new(preamble.start, preamble.end, text.as_bytes());
                attempt(Candidate::possible(problem, vec![edit]))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Another boundary, of which the signature holds a copy.
pub(super) fn boundary(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let Some(root) = view.tree.multiparts.iter().find(|multipart| multipart.is_root) else {
        return ControlFlow::Continue(());
    };
    for copy in view.copies {
        let Some(old) = parameter(copy, "boundary").map(|span| span.of(copy)) else { continue };
        let old = old.strip_prefix(b"\"").and_then(|old| old.strip_suffix(b"\"")).unwrap_or(old);
        let edits = root.delimiters.iter().map(|line| {
            let start = line.start.saturating_add(2);
            Edit::new(start, start.saturating_add(root.boundary.len()), old)
        });
        let mut entity = view.entity.clone();
        entity.content_type = Some(copy.clone());
        attempt(Candidate::possible(Problem::BoundaryChanged, edits.collect()).with_entity(Some(entity)))?;
    }
    ControlFlow::Continue(())
}
