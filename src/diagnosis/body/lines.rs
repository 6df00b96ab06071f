//! Lines: their ends, the white space in them, and marks at their beginnings.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, line_at, line_starts};
use crate::{
    diagnosis::{Change, LineEndForm, Problem, edit::Edit},
    span::Span,
};

/// Lines that are tried one by one.
const MAX_SINGLE: usize = 400;
const TAB: usize = 8;

/// What becomes of a line, given without its line end.
type MapLine = fn(&[u8]) -> Vec<u8>;

/// The whole text replaced.
fn whole(view: &View<'_>, octets: &[u8]) -> Vec<Edit> {
    let edit = Edit::new(0, view.text.len(), octets).trimmed(view.text);
    if edit.span.is_empty() && edit.with.is_empty() { Vec::new() } else { vec![edit] }
}

/// The text with each line, given without its line end, replaced by what `change` makes of it.
fn map_lines(text: &[u8], mut change: impl FnMut(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for start in line_starts(text) {
        let line = line_at(text, start);
        out.extend_from_slice(&change(line));
        let end = start.saturating_add(line.len());
        let rest = text.get(end..).unwrap_or_default();
        let line_end: &[u8] = if rest.starts_with(b"\r\n") {
            b"\r\n"
        } else if rest.starts_with(b"\n") {
            b"\n"
        } else {
            b""
        };
        out.extend_from_slice(line_end);
    }
    out
}

/// Line ends doubled, CR CR LF, CR alone.
pub(super) fn line_ends(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let text = view.text;
    let mut offer = |form: LineEndForm, octets: Vec<u8>| {
        attempt(Candidate::evident(Problem::LineEnds { form }, whole(view, &octets)))
    };
    if memchr::memmem::find(text, b"\r\r\n").is_some() {
        offer(LineEndForm::CrCrLf, replace(text, b"\r\r\n", b"\r\n"))?;
    }
    if memchr::memchr(b'\r', text).is_some() {
        let cr = replace(&replace(text, b"\r\n", b"\n"), b"\r", b"\n");
        offer(LineEndForm::Cr, replace(&cr, b"\n", b"\r\n"))?;
    }
    if let Some(halved) = halved(text) {
        offer(LineEndForm::Doubled, halved)?;
    }
    ControlFlow::Continue(())
}

fn replace(text: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut start = 0_usize;
    for place in memchr::memmem::find_iter(text, what) {
        out.extend_from_slice(text.get(start..place).unwrap_or_default());
        out.extend_from_slice(with);
        start = place.saturating_add(what.len());
    }
    out.extend_from_slice(text.get(start..).unwrap_or_default());
    out
}

/// Every second line left out, if they are all empty.
fn halved(text: &[u8]) -> Option<Vec<u8>> {
    let starts = line_starts(text);
    let mut out = Vec::with_capacity(text.len());
    let mut doubled = 0_usize;
    for (place, start) in starts.iter().enumerate() {
        let line = line_at(text, *start);
        if place % 2 == 1 {
            if !line.is_empty() {
                return None;
            }
            doubled = doubled.saturating_add(1);
        } else {
            out.extend_from_slice(line);
            out.extend_from_slice(b"\r\n");
        }
    }
    (doubled > 1).then_some(out)
}

/// `>From `, ` From `: as mailbox files mark these lines.
pub(super) fn from_lines(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let is_marked = |line: &[u8]| {
        let unmarked = line.strip_prefix(b">").or_else(|| line.strip_prefix(b" "));
        unmarked.is_some_and(|line| {
            let marks = line.iter().take_while(|octet| **octet == b'>').count();
            line.get(marks..).is_some_and(|line| line.starts_with(b"From "))
        })
    };
    marked_lines(view, is_marked, &Problem::FromEscaped, attempt)
}

/// The first octet of the lines that `is_marked` holds for taken away: of all, and of each alone.
fn marked_lines(
    view: &View<'_>,
    is_marked: impl Fn(&[u8]) -> bool,
    problem: &Problem,
    attempt: Try<'_>,
) -> ControlFlow<()> {
    let starts = line_starts(view.text).into_iter();
    let marked = starts.filter(|start| is_marked(line_at(view.text, *start)));
    let edits: Vec<Edit> =
        marked.map(|start| Edit::remove(Span::new(start, start.saturating_add(1)))).collect();
    attempt(Candidate::evident(problem.clone(), edits.clone()))?;
    if edits.len() > 1 {
        for edit in edits.into_iter().take(MAX_SINGLE) {
            attempt(Candidate::new(problem.clone(), vec![edit]))?;
        }
    }
    ControlFlow::Continue(())
}

/// Dots doubled at the beginning of lines.
pub(super) fn dots(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let problem = Problem::DotStuffing { change: Change::Added };
    marked_lines(view, |line| line.starts_with(b".."), &problem, attempt)
}

/// A dot lost at the beginning of a line.
pub(super) fn lost_dots(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let problem = Problem::DotStuffing { change: Change::Removed };
    let starts = line_starts(view.text);
    let dotted = starts.iter().filter(|start| line_at(view.text, **start).starts_with(b"."));
    let all: Vec<Edit> = dotted.map(|start| Edit::insert(*start, b".")).collect();
    if all.len() > 1 {
        attempt(Candidate::new(problem.clone(), all))?;
    }
    // From the end: the later the change, the less is to be hashed.
    for start in starts.into_iter().rev().take(MAX_SINGLE) {
        attempt(Candidate::new(problem.clone(), vec![Edit::insert(start, b".")]))?;
    }
    ControlFlow::Continue(())
}

/// One space added, or lost, at the end of a single line.
pub(super) fn single_spaces(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for start in line_starts(view.text).into_iter().rev().take(MAX_SINGLE) {
        let line = line_at(view.text, start);
        let end = start.saturating_add(line.len());
        let kept = start.saturating_add(line.trim_ascii_end().len());
        let (change, edit) = if kept < end {
            (Change::Added, Edit::remove(Span::new(kept, end)))
        } else {
            (Change::Removed, Edit::insert(end, b" "))
        };
        attempt(Candidate::new(Problem::TrailingWhitespace { change }, vec![edit]))?;
    }
    ControlFlow::Continue(())
}

/// White space at the ends of lines, tabs that became spaces.
pub(super) fn white_space(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let text = view.text;
    let mut offer = |problem: Problem, octets: Vec<u8>| {
        view.spend(text.len())?;
        let is_added = problem == Problem::TrailingWhitespace { change: Change::Added };
        let edits = whole(view, &octets);
        // One such line shows little, several show that something adds them.
        let is_evident = is_added && ends_in_space(text) > 2;
        attempt(if is_evident {
            Candidate::evident(problem, edits)
        } else {
            Candidate::possible(problem, edits)
        })
    };
    let added = || Problem::TrailingWhitespace { change: Change::Added };
    offer(added(), map_lines(text, |line| line.trim_ascii_end().to_vec()))?;
    for space in [b" ", b"\t"] {
        offer(added(), map_lines(text, |line| line.strip_suffix(space).unwrap_or(line).to_vec()))?;
    }
    // RFC 3676 §4.3: the line before a signature is `-- `.
    let but_signature =
        |line: &[u8]| if line == b"-- " { line.to_vec() } else { line.trim_ascii_end().to_vec() };
    offer(added(), map_lines(text, but_signature))?;
    let removed = || Problem::TrailingWhitespace { change: Change::Removed };
    offer(removed(), map_lines(text, |line| if line == b"--" { b"-- ".to_vec() } else { line.to_vec() }))?;
    offer(removed(), flowed(text))?;
    offer(removed(), map_lines(text, |line| [line, b" "].concat()))?;
    offer(
        removed(),
        map_lines(text, |line| if line.is_empty() { Vec::new() } else { [line, b" "].concat() }),
    )?;
    offer(removed(), map_lines(text, |line| if line.is_empty() { b" ".to_vec() } else { line.to_vec() }))?;
    let forms: [MapLine; 12] = [
        |line| tabs_at_stops(line, TAB, 2, true),
        in_tables,
        |line| tabs_at_stops(line, TAB, 2, false),
        |line| tabs_at_stops(line, TAB, 1, false),
        |line| tabs_for_runs(line, 4),
        |line| tabs_for_runs(line, TAB),
        |line| leading(line, |blank| tabs_for_runs(blank, 4)),
        |line| leading(line, |blank| tabs_for_runs(blank, 2)),
        |line| within(line, |rest| tabs_for_runs(rest, 4)),
        |line| tabs_at_stops(line, 4, 2, false),
        |line| tabs_at_stops(line, 4, 1, false),
        |line| leading(line, |blank| tabs_for_runs(blank, 1)),
    ];
    for form in forms {
        offer(Problem::TabsToSpaces, map_lines(text, form))?;
    }
    ControlFlow::Continue(())
}

/// Lines that end in white space.
fn ends_in_space(text: &[u8]) -> usize {
    let starts = line_starts(text).into_iter();
    starts.filter(|start| line_at(text, *start).last().is_some_and(u8::is_ascii_whitespace)).count()
}

/// A space after each line that the next one goes on with (RFC 3676).
fn flowed(text: &[u8]) -> Vec<u8> {
    let starts = line_starts(text);
    let next = starts.iter().skip(1).map(|start| !line_at(text, *start).is_empty()).chain([false]);
    let mut next = next.collect::<Vec<_>>().into_iter();
    map_lines(text, |line| {
        let goes_on = next.next().unwrap_or(false) && !line.is_empty();
        if goes_on { [line, b" "].concat() } else { line.to_vec() }
    })
}

/// Runs of at least `shortest` spaces that end at a tab stop, written as tabs.
fn tabs_at_stops(line: &[u8], stop: usize, shortest: usize, only_leading: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len());
    let mut run = 0_usize;
    // A character of UTF-8 takes one column, whatever its octets.
    let mut column = 0_usize;
    for (place, octet) in line.iter().chain([&0]).enumerate() {
        let is_at_stop = column.checked_rem(stop) == Some(0);
        if run > 0 && is_at_stop && run >= shortest && (!only_leading || out.iter().all(|o| *o == b'\t')) {
            out.push(b'\t');
            run = 0;
        }
        column = column.saturating_add(usize::from(!matches!(octet, 0x80..=0xBF)));
        if *octet == b' ' {
            run = run.saturating_add(1);
            continue;
        }
        out.resize(out.len().saturating_add(run), b' ');
        run = 0;
        if place < line.len() {
            out.push(*octet);
        }
    }
    out
}

/// Where a line shows by longer runs that it is a row of a table, single spaces may be tabs too.
fn in_tables(line: &[u8]) -> Vec<u8> {
    let is_row = tabs_at_stops(line, TAB, 2, false) != line;
    if is_row { tabs_at_stops(line, TAB, 1, false) } else { line.to_vec() }
}

/// Each whole `length` of a run of spaces written as one tab.
fn tabs_for_runs(line: &[u8], length: usize) -> Vec<u8> {
    let spaces = vec![b' '; length];
    replace(line, &spaces, b"\t")
}

/// Only the white space that begins a line changed.
fn leading(line: &[u8], change: MapLine) -> Vec<u8> {
    let (blank, rest) = line.split_at(line.len().saturating_sub(line.trim_ascii_start().len()));
    [change(blank).as_slice(), rest].concat()
}

/// All but the white space that begins a line changed.
fn within(line: &[u8], change: MapLine) -> Vec<u8> {
    let (blank, rest) = line.split_at(line.len().saturating_sub(line.trim_ascii_start().len()));
    [blank, change(rest).as_slice()].concat()
}

/// Places at which spaces may have been a tab, of which every choice is tried.
const MAX_TABS: usize = 8;

/// Some of the runs of four spaces, or of those that end at a tab stop, as tabs.
pub(super) fn some_tabs(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let runs = |length: usize| -> Vec<Edit> {
        let spaces = vec![b' '; length];
        let places = memchr::memmem::find_iter(view.text, &spaces).take(MAX_TABS.saturating_add(1));
        places.map(|place| Edit::new(place, place.saturating_add(length), b"\t")).collect()
    };
    for edits in [runs(4), runs(8), runs(2)] {
        if !(2..=MAX_TABS).contains(&edits.len()) {
            continue;
        }
        for choice in 1_u32..(1 << edits.len()) {
            let chosen = edits.iter().enumerate().filter(|(number, _)| choice >> number & 1 == 1);
            let chosen = chosen.map(|(_, edit)| edit.clone()).collect();
            attempt(Candidate::new(Problem::TabsToSpaces, chosen))?;
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_come_back() {
        assert_eq!(tabs_at_stops(b"        - a  b", 8, 2, true), b"\t- a  b");
        assert_eq!(tabs_at_stops(b"Item    Qty     Price", 8, 2, false), b"Item\tQty\tPrice");
        assert_eq!(tabs_at_stops(b"Shipping                 6.90", 8, 2, false), b"Shipping\t\t 6.90");
        assert_eq!(tabs_for_runs(b"a    b", 4), b"a\tb");
    }

    #[test]
    fn halves_only_what_is_doubled() {
        assert_eq!(halved(b"a\r\n\r\nb\r\n\r\n\r\n\r\n").as_deref(), Some(&b"a\r\nb\r\n\r\n"[..]));
        assert_eq!(halved(b"a\r\nb\r\n"), None);
    }
}
