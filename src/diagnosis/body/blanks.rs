//! Empty lines, put in and taken out: at ends, at beginnings, between lines, and moved.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, line_at, line_starts};
use crate::{
    diagnosis::{BlankLinePlace, Change, Problem, edit::Edit},
    span::Span,
};

/// Empty lines that are taken away or put in at one place.
const MAX_BLANK_LINES: usize = 4;
/// Places that are tried one by one.
const MAX_SINGLE: usize = 400;
const LINE_END: &[u8] = b"\r\n";

fn ends(change: Change) -> Problem {
    Problem::TrailingBlankLines { change }
}

fn beginning(change: Change) -> Problem {
    Problem::BlankLines { place: BlankLinePlace::Beginning, change }
}

fn within(change: Change) -> Problem {
    Problem::BlankLines { place: BlankLinePlace::Within, change }
}

/// Empty lines before delimiters and at the end of the body: before each one, and before all alike.
pub(super) fn at_ends(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let multiparts = &view.tree.multiparts;
    let closing = multiparts.iter().filter_map(|multipart| multipart.delimiters.last());
    let all = multiparts.iter().flat_map(|multipart| multipart.delimiters.iter().rev());
    let mut places: Vec<usize> = Vec::new();
    for line in closing.chain(all) {
        if !places.contains(&line.start) {
            places.push(line.start);
        }
    }
    for place in &places {
        attempt(put_in(&[*place], 1))?;
        for count in 1..=MAX_BLANK_LINES.min(blank_lines_before(view.text, *place)) {
            attempt(Candidate::possible(ends(Change::Added), vec![taken_out_before(*place, count)]))?;
        }
        attempt(put_in(&[*place], 2))?;
    }
    at_all_ends(view, attempt)?;
    let end = view.text.trim_ascii_end().len();
    let rest = view.text.get(end..).unwrap_or_default();
    if rest.len() > LINE_END.len() {
        // Plain empty lines at the end of a body count for nothing; blanks in front of them are no empty lines.
        let is_one_line = line_starts(rest).into_iter().skip(1).all(|start| line_at(rest, start).is_empty());
        let problem = if is_one_line && end > 0 {
            Problem::TrailingWhitespace { change: Change::Added }
        } else {
            ends(Change::Added)
        };
        attempt(Candidate::possible(problem, vec![Edit::new(end, view.text.len(), LINE_END)]))?;
    }
    // Empty lines alone, the white space of the last line kept.
    let line_end = blank_tail(view.text);
    if line_end > end.saturating_add(LINE_END.len()) && line_end < view.text.len() {
        let cut = Span::new(line_end, view.text.len());
        attempt(Candidate::possible(ends(Change::Added), vec![Edit::remove(cut)]))?;
    }
    ControlFlow::Continue(())
}

/// Where the lines of white space at the end of `text` begin.
fn blank_tail(text: &[u8]) -> usize {
    let mut tail = text.len();
    for start in line_starts(text).into_iter().rev() {
        if !line_at(text, start).trim_ascii().is_empty() {
            break;
        }
        tail = start;
    }
    tail
}

/// The same number before every delimiter, before those that end a part, and before the closing ones.
fn at_all_ends(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let starts = |skipped: usize| -> Vec<usize> {
        let multiparts = view.tree.multiparts.iter();
        let mut places: Vec<usize> =
            multiparts.flat_map(|one| one.delimiters.iter().skip(skipped)).map(|line| line.start).collect();
        places.sort_unstable();
        places
    };
    let leaves: Vec<usize> = {
        let parts = view.tree.leaves.iter().filter(|part| !part.is_root);
        let ends = parts.map(|part| part.content.end);
        let ends = ends.filter(|end| view.text.get(*end..).is_some_and(|rest| rest.starts_with(LINE_END)));
        ends.map(|end| end.saturating_add(2)).collect()
    };
    let mut closing: Vec<usize> =
        view.tree.multiparts.iter().filter_map(|one| Some(one.delimiters.last()?.start)).collect();
    closing.sort_unstable();
    let mut tried: Vec<Vec<usize>> = Vec::new();
    for places in [starts(1), leaves, starts(0), closing] {
        if places.len() < 2 || tried.contains(&places) {
            continue;
        }
        for count in 1..=2 {
            attempt(put_in(&places, count))?;
        }
        for count in 1..=MAX_BLANK_LINES {
            let edits: Vec<Edit> = places
                .iter()
                .filter_map(|place| {
                    let count = count.min(blank_lines_before(view.text, *place));
                    (count > 0).then(|| taken_out_before(*place, count))
                })
                .collect();
            if edits.len() > 1 {
                attempt(Candidate::possible(ends(Change::Added), edits))?;
            }
        }
        tried.push(places);
    }
    ControlFlow::Continue(())
}

/// Line ends before `place`, which begins a line, without the one that belongs to the delimiter there
/// (RFC 2046 §5.1.1).
fn blank_lines_before(text: &[u8], place: usize) -> usize {
    let mut rest = text.get(..place).unwrap_or_default();
    let mut count = 0_usize;
    while let Some(shorter) = rest.strip_suffix(LINE_END) {
        rest = shorter;
        count = count.saturating_add(1);
    }
    count
}

fn taken_out_before(place: usize, count: usize) -> Edit {
    Edit::remove(Span::new(place.saturating_sub(count.saturating_mul(LINE_END.len())), place))
}

/// `count` empty lines put in before delimiters. The line end before a delimiter belongs to it (RFC 2046 §5.1.1):
/// whoever takes out one of two that stand there takes out an empty line, as everybody sees it.
fn put_in(places: &[usize], count: usize) -> Candidate {
    let added = LINE_END.repeat(count);
    let edits = places.iter().map(|place| Edit::insert(*place, &added)).collect();
    Candidate::possible(ends(Change::Removed), edits)
}

/// Empty lines at the beginning of the body and of parts, and those moved there from an end.
pub(super) fn at_beginnings(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let parts = view.tree.leaves.iter().filter(|part| !part.is_root);
    let mut starts: Vec<usize> = parts.map(|part| part.content.start).collect();
    let has_body = view.tree.multiparts.iter().all(|multipart| !multipart.is_root);
    if has_body && !starts.contains(&0) {
        starts.insert(0, 0);
    }
    let removed = |start: usize, count: usize| {
        let blanks = blank_starts(view.text, start);
        let end = blanks.get(count.min(blanks.len()).checked_sub(1)?)?;
        Some(Edit::remove(Span::new(start, *end)))
    };
    for count in 1..=MAX_BLANK_LINES {
        let all: Vec<Edit> = starts.iter().filter_map(|start| removed(*start, count)).collect();
        if all.len() > 1 {
            for edit in &all {
                attempt(Candidate::possible(beginning(Change::Added), vec![edit.clone()]))?;
            }
        }
        attempt(Candidate::possible(beginning(Change::Added), all))?;
    }
    for count in 1..=2 {
        let added = LINE_END.repeat(count);
        let all: Vec<Edit> = starts.iter().map(|start| Edit::insert(*start, &added)).collect();
        if all.len() > 1 {
            for edit in &all {
                attempt(Candidate::new(beginning(Change::Removed), vec![edit.clone()]))?;
            }
        }
        attempt(Candidate::new(beginning(Change::Removed), all))?;
    }
    moved(view, attempt)
}

/// Where each of the lines of white space from `start` on ends.
fn blank_starts(text: &[u8], start: usize) -> Vec<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let mut ends = Vec::new();
    let mut place = 0_usize;
    while let Some(length) = memchr::memchr(b'\n', rest.get(place..).unwrap_or_default()) {
        let end = place.saturating_add(length).saturating_add(1);
        if ends.len() == MAX_BLANK_LINES || !Span::new(place, end).of(rest).trim_ascii().is_empty() {
            break;
        }
        ends.push(start.saturating_add(end));
        place = end;
    }
    ends
}

/// Empty lines at the beginning of a part that stood before the delimiter above it, and the reverse.
fn moved(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let mut down: Vec<[Edit; 2]> = Vec::new();
    let mut up: Vec<[Edit; 2]> = Vec::new();
    for part in view.tree.leaves.iter().filter(|part| !part.is_root) {
        let start = part.content.start;
        let delimiter = line_before(view.text, part.header.start);
        let blanks = blank_starts(view.text, start);
        if let Some(end) = blanks.last() {
            let lines = Span::new(start, *end);
            down.push([Edit::insert(delimiter, lines.of(view.text)), Edit::remove(lines)]);
        }
        let count = blank_lines_before(view.text, delimiter).saturating_sub(1).min(MAX_BLANK_LINES);
        if count > 0 {
            up.push([taken_out_before(delimiter, count), Edit::insert(start, &LINE_END.repeat(count))]);
        }
    }
    for moves in [down, up] {
        if moves.len() > 1 {
            attempt(Candidate::possible(within(Change::Added), moves.iter().flatten().cloned().collect()))?;
        }
        for edits in moves {
            attempt(Candidate::possible(within(Change::Added), edits.to_vec()))?;
        }
    }
    ControlFlow::Continue(())
}

/// Where the line before the one that begins at `place` begins.
fn line_before(text: &[u8], place: usize) -> usize {
    let line = text.get(..place.saturating_sub(1)).unwrap_or_default();
    memchr::memrchr(b'\n', line).map_or(0, |end| end.saturating_add(1))
}

/// Empty lines between other lines: all of them, all that follow another one, and one of each run.
pub(super) fn between_lines(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let runs = runs(view);
    let added = || within(Change::Added);
    let whole = |run: &Vec<Span>| Some(Edit::remove(Span::new(run.first()?.start, run.last()?.end)));
    let first = |run: &Vec<Span>| Some(Edit::remove(*run.first()?));
    let but_one = |run: &Vec<Span>| Some(Edit::remove(Span::new(run.get(1)?.start, run.last()?.end)));
    attempt(Candidate::possible(added(), runs.iter().filter_map(but_one).collect()))?;
    attempt(Candidate::possible(added(), runs.iter().filter_map(first).collect()))?;
    attempt(Candidate::possible(added(), runs.iter().filter_map(whole).collect()))?;
    let more = runs.iter().filter_map(|run| Some(Edit::insert(run.first()?.start, LINE_END)));
    attempt(Candidate::possible(within(Change::Removed), more.collect()))
}

/// One empty line put in, or taken out, at a single place.
pub(super) fn one_between_lines(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for run in runs(view).into_iter().rev().take(MAX_SINGLE) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        attempt(Candidate::new(within(Change::Added), vec![Edit::remove(*first)]))?;
        if run.len() > 1 {
            let all = Span::new(first.start, last.end);
            attempt(Candidate::new(within(Change::Added), vec![Edit::remove(all)]))?;
        }
    }
    for start in line_starts(view.text).into_iter().skip(1).rev().take(MAX_SINGLE) {
        attempt(Candidate::new(within(Change::Removed), vec![Edit::insert(start, LINE_END)]))?;
    }
    ControlFlow::Continue(())
}

/// The runs of empty lines between others; those that part the header of a part from its content are
/// none.
fn runs(view: &View<'_>) -> Vec<Vec<Span>> {
    let starts = line_starts(view.text);
    let next = starts.iter().skip(1).copied().chain([view.text.len()]);
    let mut runs: Vec<Vec<Span>> = Vec::new();
    let mut is_open = false;
    for (start, end) in starts.iter().copied().zip(next) {
        let is_blank = line_at(view.text, start).is_empty();
        let parts_header = view.tree.leaves.iter().any(|part| !part.is_root && part.content.start == end);
        if is_blank && !parts_header {
            match runs.last_mut().filter(|_| is_open) {
                Some(run) => run.push(Span::new(start, end)),
                None => runs.push(vec![Span::new(start, end)]),
            }
        }
        is_open = is_blank && !parts_header;
    }
    runs
}
