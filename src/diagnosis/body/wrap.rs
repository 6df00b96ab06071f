//! Long lines that were broken.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, line_at, line_starts, part::TextPart};
use crate::{
    diagnosis::{Problem, edit::Edit},
    span::Span,
};

/// Columns at which software breaks lines.
const COLUMNS: [usize; 10] = [72, 76, 78, 80, 75, 74, 70, 65, 998, 79];
/// Lengths at which software cuts lines, whatever stands there.
const CUTS: [usize; 9] = [76, 78, 80, 72, 990, 998, 1_000, 1_024, 2_048];
/// Breaks of which each is left out.
const MAX_DOUBTFUL: usize = 150;
/// Breaks of which every two are left out.
const MAX_DOUBTFUL_PAIRS: usize = 24;

/// Octets of a line that some software breaks wherever it is (RFC 5321 §4.5.3.1.6 allows 998).
const MIN_CUT: usize = 900;
/// Octets of a line that may have been cut where it was full.
const MIN_FULL: usize = 60;
/// Octets that a cut leaves free so that no character of UTF-8 is parted.
const MAX_FREE: usize = 3;
/// Line ends that are tried one by one.
const MAX_SINGLE: usize = 3_000;
/// Octets of the lines in which a lost line end is looked for.
const MAX_JOINED: usize = 1_200;
/// Breaks that are no coincidence.
const MANY: usize = 5;

/// Breaks taken out of each text part and of all of them.
pub(super) fn wrap(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for find in [banged as fn(&[u8]) -> Vec<Edit>, cut, cut_close, full_lines, nearly_full_lines, flush] {
        offer(view, find, attempt)?;
    }
    for width in CUTS {
        offer(view, |text| after_lines(text, |line| line.len() == width, |_| 0), attempt)?;
    }
    for column in COLUMNS {
        for keeps_space in [false, true] {
            offer(view, |text| broken(text, column, keeps_space), attempt)?;
        }
        offer(view, |text| without_block_ends(text, broken(text, column, false)), attempt)?;
    }
    for column in COLUMNS.into_iter().take(4) {
        let lifted = |part: &TextPart| part.lift(view, &broken(&part.octets, column, false));
        let breaks: Vec<Edit> = view.parts.iter().filter_map(lifted).flatten().collect();
        leave_out(&breaks, attempt)?;
    }
    ControlFlow::Continue(())
}

fn offer(view: &View<'_>, find: impl Fn(&[u8]) -> Vec<Edit>, attempt: Try<'_>) -> ControlFlow<()> {
    view.spend(view.text.len())?;
    let lifted = |part: &TextPart| part.lift(view, &find(&part.octets)).unwrap_or_default();
    let each: Vec<Vec<Edit>> = view.parts.iter().map(lifted).filter(|edits| !edits.is_empty()).collect();
    let all = each.concat();
    // So many lines that end where the next word would not fit show that something breaks them.
    let is_evident = all.len() >= MANY;
    let problem = Problem::Rewrapped;
    attempt(if is_evident { Candidate::evident(problem, all) } else { Candidate::possible(problem, all) })?;
    for edits in each.iter().filter(|_| each.len() > 1) {
        attempt(Candidate::possible(Problem::Rewrapped, edits.clone()))?;
    }
    ControlFlow::Continue(())
}

/// Some of the breaks may be the author's: all but one, all but two, one alone.
fn leave_out(breaks: &[Edit], attempt: Try<'_>) -> ControlFlow<()> {
    if breaks.len() < 2 || breaks.len() > MAX_DOUBTFUL {
        return ControlFlow::Continue(());
    }
    let mut offer = |keep: &dyn Fn(usize) -> bool| {
        let kept = breaks.iter().enumerate().filter(|(place, _)| keep(*place));
        attempt(Candidate::new(Problem::Rewrapped, kept.map(|(_, edit)| edit.clone()).collect()))
    };
    for one in 0..breaks.len() {
        offer(&|place| place != one)?;
        offer(&|place| place == one)?;
        for other in (0..one).filter(|_| breaks.len() <= MAX_DOUBTFUL_PAIRS) {
            offer(&|place| place != one && place != other)?;
            offer(&|place| place == one || place == other)?;
        }
    }
    ControlFlow::Continue(())
}

/// Breaks that the next word would have made longer than `column`.
fn broken(text: &[u8], column: usize, keeps_space: bool) -> Vec<Edit> {
    let starts = line_starts(text);
    let pairs = starts.iter().zip(starts.iter().skip(1));
    pairs
        .filter_map(|(start, next)| {
            let (line, following) = (line_at(text, *start), line_at(text, *next));
            let word = following.iter().position(|octet| *octet == b' ').unwrap_or(following.len());
            let is_break = !line.is_empty()
                && word > 0
                && line.len() <= column
                && line.ends_with(b" ") == keeps_space
                && line.trim_ascii_end().len().saturating_add(1).saturating_add(word) > column;
            let space: &[u8] = if keeps_space { b"" } else { b" " };
            is_break.then(|| Edit::new(start.saturating_add(line.len()), *next, space))
        })
        .collect()
}

/// Those that do not part two blocks of HTML, as authors do.
fn without_block_ends(text: &[u8], breaks: Vec<Edit>) -> Vec<Edit> {
    const ENDS: [&[u8]; 8] =
        [b"</div>", b"</p>", b"</tr>", b"</table>", b"</li>", b"</td>", b"</head>", b"<br>"];
    let parts_blocks = |edit: &Edit| {
        let before = text.get(..edit.span.start).unwrap_or_default().trim_ascii_end();
        let after = text.get(edit.span.end..).unwrap_or_default();
        ENDS.iter().any(|end| before.ends_with(end)) && after.starts_with(b"<") && !after.starts_with(b"</")
    };
    breaks.into_iter().filter(|edit| !parts_blocks(edit)).collect()
}

/// Every break within a paragraph.
fn flush(text: &[u8]) -> Vec<Edit> {
    let starts = line_starts(text);
    let pairs = starts.iter().zip(starts.iter().skip(1));
    pairs
        .filter_map(|(start, next)| {
            let (line, following) = (line_at(text, *start), line_at(text, *next));
            let space: &[u8] = if line.ends_with(b" ") { b"" } else { b" " };
            let within = !line.is_empty() && !following.is_empty();
            within.then(|| Edit::new(start.saturating_add(line.len()), *next, space))
        })
        .collect()
}

/// `!`, a line end and a space: how old mail software breaks lines that are too long.
fn banged(text: &[u8]) -> Vec<Edit> {
    let places = memchr::memmem::find_iter(text, b"!\r\n ");
    places.map(|place| Edit::new(place, place.saturating_add(4), b"")).collect()
}

/// A line end and a space in the middle of a word: how Postfix breaks lines that are too long.
fn cut(text: &[u8]) -> Vec<Edit> {
    let starts = line_starts(text);
    let pairs = starts.iter().zip(starts.iter().skip(1));
    pairs
        .filter_map(|(start, next)| {
            let line = line_at(text, *start);
            let is_cut = line.len() >= MIN_CUT && text.get(*next) == Some(&b' ');
            is_cut.then(|| Edit::new(start.saturating_add(line.len()), next.saturating_add(1), b""))
        })
        .collect()
}

/// The same without the space.
fn cut_close(text: &[u8]) -> Vec<Edit> {
    after_lines(text, |line| line.len() >= MIN_CUT, |line| usize::from(line.ends_with(b"!")))
}

/// Breaks after lines of the greatest length: they were cut where they were full.
fn full_lines(text: &[u8]) -> Vec<Edit> {
    let longest = longest(text);
    after_lines(text, |line| line.len() == longest && longest >= MIN_FULL, |_| 0)
}

/// The same where a character of several octets would not fit.
fn nearly_full_lines(text: &[u8]) -> Vec<Edit> {
    let longest = longest(text);
    let is_full = |line: &[u8]| line.len().saturating_add(MAX_FREE) >= longest && longest >= MIN_FULL;
    after_lines(text, |line| is_full(line) && !line.ends_with(b" "), |_| 0)
}

fn longest(text: &[u8]) -> usize {
    line_starts(text).into_iter().map(|start| line_at(text, start).len()).max().unwrap_or(0)
}

/// Line ends taken out after lines that `is_full` holds for, with so many octets at their ends.
fn after_lines(text: &[u8], is_full: impl Fn(&[u8]) -> bool, extra: fn(&[u8]) -> usize) -> Vec<Edit> {
    let starts = line_starts(text);
    let pairs = starts.iter().zip(starts.iter().skip(1));
    pairs
        .filter(|(start, next)| is_full(line_at(text, **start)) && !line_at(text, **next).is_empty())
        .map(|(start, next)| {
            let line = line_at(text, *start);
            let end = start.saturating_add(line.len()).saturating_sub(extra(line));
            Edit::remove(Span::new(end, *next))
        })
        .collect()
}

/// Each line end taken out once, and replaced by a space.
pub(super) fn one_break(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let starts = line_starts(view.text);
    let pairs = starts.iter().zip(starts.iter().skip(1)).rev().take(MAX_SINGLE);
    for (start, next) in pairs {
        let (line, following) = (line_at(view.text, *start), line_at(view.text, *next));
        if line.is_empty() || following.is_empty() {
            continue;
        }
        let end = start.saturating_add(line.len());
        attempt(Candidate::new(Problem::Rewrapped, vec![Edit::remove(Span::new(end, *next))]))?;
        attempt(Candidate::new(Problem::Rewrapped, vec![Edit::new(end, *next, b" ")]))?;
    }
    for part in view.parts.iter().filter(|part| part.codec.is_some_and(|codec| !codec.is_plain())) {
        for edit in broken_once(&part.octets) {
            attempt(Candidate::new(Problem::Rewrapped, part.lift(view, &[edit]).unwrap_or_default()))?;
        }
    }
    ControlFlow::Continue(())
}

fn broken_once(text: &[u8]) -> Vec<Edit> {
    let starts = line_starts(text);
    let pairs = starts.iter().zip(starts.iter().skip(1)).rev().take(MAX_SINGLE);
    let edits = pairs.filter_map(|(start, next)| {
        let (line, following) = (line_at(text, *start), line_at(text, *next));
        let end = start.saturating_add(line.len());
        (!line.is_empty() && !following.is_empty()).then(|| Edit::remove(Span::new(end, *next)))
    });
    edits.collect()
}

/// A line end put back once: where words meet that belong to two lines, and at each space.
pub(super) fn one_join(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let mut left = MAX_SINGLE;
    for start in line_starts(view.text).into_iter().rev() {
        let line = line_at(view.text, start);
        if line.len() > MAX_JOINED {
            continue;
        }
        for (place, pair) in line.windows(2).enumerate() {
            let place = start.saturating_add(place).saturating_add(1);
            let edit = match pair {
                [_, b' '] => Edit::new(place, place.saturating_add(1), b"\r\n"),
                [before, after] if is_joint(*before, *after) => Edit::insert(place, b"\r\n"),
                _ => continue,
            };
            let Some(fewer) = left.checked_sub(1) else { return ControlFlow::Continue(()) };
            left = fewer;
            attempt(Candidate::new(Problem::Rewrapped, vec![edit]))?;
        }
    }
    ControlFlow::Continue(())
}

/// Whether two characters that meet look as if a line end is lost between them.
fn is_joint(before: u8, after: u8) -> bool {
    let ends = before.is_ascii_punctuation() || before.is_ascii_lowercase() || before.is_ascii_digit();
    let begins = after.is_ascii_uppercase() || (after.is_ascii_graphic() && b".,;:!?)".contains(&before));
    (ends && begins) || (before == b'>' && after == b'<')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::edit::pieces;

    #[test]
    fn joins_what_was_broken() {
        let text = b"aaa bbb\r\ncccc\r\n\r\nd\r\ne\r\n";
        let joined = |edits: &[Edit]| pieces(text, edits, 0).flatten().copied().collect::<Vec<_>>();
        assert_eq!(joined(&broken(text, 10, false)), b"aaa bbb cccc\r\n\r\nd\r\ne\r\n");
        assert_eq!(joined(&flush(text)), b"aaa bbb cccc\r\n\r\nd e\r\n");
        assert_eq!(banged(b"ab!\r\n c").len(), 1);
        let long = [&[b'x'; 70][..], b"\r\n", &[b'y'; 70], b"\r\nz\r\n"].concat();
        assert_eq!(full_lines(&long), [Edit::remove(Span::new(70, 72)), Edit::remove(Span::new(142, 144))]);
    }
}
