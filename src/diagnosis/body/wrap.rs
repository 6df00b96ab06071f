//! Long lines that were broken.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, line_at, line_starts, part::TextPart};
use crate::diagnosis::{Problem, edit::Edit};

/// Columns at which software breaks lines.
const COLUMNS: [usize; 10] = [72, 76, 78, 80, 75, 74, 70, 65, 998, 79];
/// Breaks of which each is left out.
const MAX_DOUBTFUL: usize = 150;
/// Breaks of which every two are left out.
const MAX_DOUBTFUL_PAIRS: usize = 24;

/// Octets of a line that some software breaks wherever it is (RFC 5321 §4.5.3.1.6 allows 998).
const MIN_CUT: usize = 900;
/// Breaks that are no coincidence.
const MANY: usize = 5;

/// Breaks taken out of each text part and of all of them.
pub(super) fn wrap(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for find in [banged as fn(&[u8]) -> Vec<Edit>, cut, flush] {
        offer(view, find, attempt)?;
    }
    for column in COLUMNS {
        for keeps_space in [false, true] {
            offer(view, |text| broken(text, column, keeps_space), attempt)?;
        }
        offer(view, |text| without_block_ends(text, broken(text, column, false)), attempt)?;
    }
    for column in COLUMNS.into_iter().take(4) {
        let lifted = |part: &TextPart| part.lift(view.text, &broken(&part.octets, column, false));
        let breaks: Vec<Edit> = view.parts.iter().filter_map(lifted).flatten().collect();
        leave_out(&breaks, attempt)?;
    }
    ControlFlow::Continue(())
}

fn offer(view: &View<'_>, find: impl Fn(&[u8]) -> Vec<Edit>, attempt: Try<'_>) -> ControlFlow<()> {
    let lifted = |part: &TextPart| part.lift(view.text, &find(&part.octets)).unwrap_or_default();
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
    }
}
