//! MIME parts: put around, added, and their headers.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, line_at, line_starts, mime::parameter};
use crate::{
    diagnosis::{Change, FooterPlace, Problem, edit::Edit},
    span::Span,
};

/// Empty lines that are taken away or put in.
const MAX_BLANK_LINES: usize = 4;
/// Header lines of parts that are tried.
const MAX_PART_LINES: usize = 200;
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

/// Empty lines before delimiters and at the end of the body.
pub(super) fn blank_lines(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let closing = view.tree.multiparts.iter().filter_map(|multipart| multipart.delimiters.last());
    let all = view.tree.multiparts.iter().flat_map(|multipart| multipart.delimiters.iter().rev());
    let places: Vec<usize> = closing.chain(all).map(|line| line.start).collect();
    for place in places {
        attempt(Candidate::possible(Problem::MissingFinalNewline, vec![Edit::insert(place, LINE_END)]))?;
        let mut start = place;
        for _ in 0..MAX_BLANK_LINES {
            let Some(rest) = view.text.get(..start).and_then(|text| text.strip_suffix(LINE_END)) else {
                break;
            };
            start = rest.len();
            let problem = Problem::TrailingBlankLines { change: Change::Added };
            attempt(Candidate::possible(problem, vec![Edit::remove(Span::new(start, place))]))?;
        }
        let added = LINE_END.repeat(2);
        let problem = Problem::TrailingBlankLines { change: Change::Removed };
        attempt(Candidate::new(problem, vec![Edit::insert(place, &added)]))?;
    }
    let end = view.text.trim_ascii_end().len();
    let rest = view.text.get(end..).unwrap_or_default();
    if rest.len() > LINE_END.len() {
        let problem = Problem::TrailingBlankLines { change: Change::Added };
        attempt(Candidate::possible(problem, vec![Edit::new(end, view.text.len(), LINE_END)]))?;
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

/// A header line of a part added or rewritten: in one part, or alike in all.
pub(super) fn part_headers(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let headers = view.tree.leaves.iter().filter(|part| !part.is_root).map(|part| part.header);
    let mut lines: Vec<Span> = Vec::new();
    for header in headers {
        let starts = line_starts(header.of(view.text)).into_iter();
        lines.extend(starts.filter_map(|start| {
            let start = header.start.saturating_add(start);
            let length = line_at(view.text, start).len();
            (length > 0).then(|| Span::new(start, start.saturating_add(length)))
        }));
    }
    lines.truncate(MAX_PART_LINES);
    let mut offer = |edits: Vec<Edit>| attempt(Candidate::possible(Problem::PartHeaderChanged, edits));
    let mut names: Vec<Vec<u8>> = Vec::new();
    for line in &lines {
        let octets = line.of(view.text);
        let colon = memchr::memchr(b':', octets).unwrap_or(octets.len());
        let name = octets.get(..colon).unwrap_or_default().to_ascii_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for name in &names {
        let alike: Vec<Span> = lines
            .iter()
            .copied()
            .filter(|line| {
                let octets = line.of(view.text);
                octets.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            })
            .collect();
        let without_line = |line: &Span| Edit::remove(Span::new(line.start, line.end.saturating_add(2)));
        offer(alike.iter().map(without_line).collect())?;
        for line in alike.iter().filter(|_| alike.len() > 1) {
            offer(vec![without_line(line)])?;
        }
        for rewrite in REWRITES {
            let rewritten: Vec<Edit> = alike.iter().flat_map(|line| rewrite(view.text, *line)).collect();
            offer(rewritten.clone())?;
            for edit in rewritten.iter().filter(|_| rewritten.len() > 1) {
                offer(vec![edit.clone()])?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// What is changed in a header line of a text.
type Rewrite = fn(&[u8], Span) -> Vec<Edit>;

/// What is tried with a header line.
const REWRITES: [Rewrite; 6] = [
    without_quotes,
    with_quotes,
    without_last_parameter,
    charset_in_lower_case,
    charset_in_upper_case,
    usual_name,
];

/// `; name=value` at the end taken away.
fn without_last_parameter(text: &[u8], line: Span) -> Vec<Edit> {
    let last = memchr::memrchr(b';', line.of(text)).map(|place| line.start.saturating_add(place));
    last.map(|start| Edit::remove(Span::new(start, line.end))).into_iter().collect()
}

/// The name as `Content-Type` writes it.
fn usual_name(text: &[u8], line: Span) -> Vec<Edit> {
    let octets = line.of(text);
    let Some(colon) = memchr::memchr(b':', octets) else { return Vec::new() };
    let mut starts_word = true;
    let name: Vec<u8> = octets
        .iter()
        .take(colon)
        .map(|octet| {
            let recased = if starts_word { octet.to_ascii_uppercase() } else { octet.to_ascii_lowercase() };
            starts_word = *octet == b'-';
            recased
        })
        .collect();
    let edit = Edit::new(line.start, line.start.saturating_add(colon), &name);
    if edit.with == edit.span.of(text) { Vec::new() } else { vec![edit] }
}

/// The values of the parameters in a header line.
fn values(text: &[u8], line: Span) -> Vec<Span> {
    let octets = line.of(text);
    let starts = memchr::memchr_iter(b'=', octets).map(|place| place.saturating_add(1));
    starts
        .map(|start| {
            let rest = octets.get(start..).unwrap_or_default();
            let length = if rest.starts_with(b"\"") {
                rest.iter()
                    .skip(1)
                    .position(|octet| *octet == b'"')
                    .map_or(rest.len(), |end| end.saturating_add(2))
            } else {
                rest.iter()
                    .position(|octet| *octet == b';' || octet.is_ascii_whitespace())
                    .unwrap_or(rest.len())
            };
            Span::new(start, start.saturating_add(length)).shifted(line.start)
        })
        .collect()
}

fn without_quotes(text: &[u8], line: Span) -> Vec<Edit> {
    let quoted = values(text, line).into_iter().filter_map(|span| {
        let inner = span.of(text).strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        Some(Edit::new(span.start, span.end, inner))
    });
    quoted.collect()
}

fn with_quotes(text: &[u8], line: Span) -> Vec<Edit> {
    let bare = values(text, line).into_iter().filter(|span| !span.of(text).starts_with(b"\""));
    bare.map(|span| Edit::new(span.start, span.end, &[b"\"", span.of(text), b"\""].concat())).collect()
}

fn charset_in_lower_case(text: &[u8], line: Span) -> Vec<Edit> {
    recased(text, line, <[u8]>::to_ascii_lowercase)
}

fn charset_in_upper_case(text: &[u8], line: Span) -> Vec<Edit> {
    recased(text, line, <[u8]>::to_ascii_uppercase)
}

fn recased(text: &[u8], line: Span, recase: fn(&[u8]) -> Vec<u8>) -> Vec<Edit> {
    let edits =
        values(text, line).into_iter().map(|span| Edit::new(span.start, span.end, &recase(span.of(text))));
    edits.filter(|edit| edit.with != edit.span.of(text)).collect()
}
