//! White space that was put in or lost within a value, where a fold is as good as a space (RFC 6376
//! §3.4.2).

use super::{
    view::{Candidate, FieldText, View},
    was,
};
use crate::{span::Span, tag_list::is_fws};

/// Runs of white space, or marks, of one field that are changed one by one.
const MAX_SINGLE: usize = 40;
/// Octets of a line from which on a fold may have been forced, somewhat below the 998 of RFC 5322 §2.1.1.
const LONG_LINE: usize = 900;

/// What is done to all of a value.
pub(super) type Form = fn(&FieldText<'_>) -> Vec<u8>;

/// Undoings that fit any number of fields at once.
pub(super) const FORMS: [Form; 12] = [
    // The white space that software puts after commas, or takes away there, and so on.
    |field| after(field.text(), b",", b""),
    |field| after(field.text(), b",", b" "),
    |field| after(field.text(), b";", b""),
    |field| after(field.text(), b";", b" "),
    |field| after(field.text(), b",;", b""),
    |field| after(field.text(), b",;", b" "),
    |field| before(field.text(), b",;"),
    |field| between_brackets(field.text(), b" "),
    |field| between_brackets(field.text(), b""),
    // The folds that were put into lines that were too long, or all of them.
    |field| without_runs(field.text(), &forced(field)),
    |field| without_runs(field.text(), &folds(field.text())),
    |field| after(field.text(), b":", b""),
];

/// The field with white space put in, or taken out.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    let text = field.text();
    let mut add = |new: Vec<u8>, rank: usize| {
        let is_same = new == text;
        if let Some(problem) =
            was::white_space(&field.name(), text, &new, view.is_simple).filter(|_| !is_same)
        {
            steps.push(Candidate { problem: Some(problem), changes: vec![field.with_text(&new)], rank });
        }
    };
    for (number, form) in FORMS.into_iter().enumerate() {
        add(form(field), number / 4);
    }
    let runs = runs(text);
    add(without_runs(text, &runs), 4);
    let folds = folds(text);
    let is_long = was::longest("", &without_runs(text, &folds)) > LONG_LINE;
    for (number, run) in runs.iter().take(MAX_SINGLE).enumerate() {
        let is_fold = is_long && folds.contains(run);
        add(without_runs(text, &[*run]), if is_fold { 0 } else { 4_usize.saturating_add(number / 8) });
    }
    for (number, place) in marks(text).into_iter().take(MAX_SINGLE).enumerate() {
        let (front, rest) = text.split_at_checked(place).unwrap_or((text, &[]));
        add([front, b" ", rest].concat(), 3_usize.saturating_add(number / 8));
    }
}

/// `text` with `space` and nothing else after each of the marks that are not inside quotation marks.
fn after(text: &[u8], marks: &[u8], space: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut is_quoted = false;
    let mut place = 0_usize;
    while let Some(octet) = text.get(place) {
        out.push(*octet);
        place = place.saturating_add(1);
        is_quoted ^= *octet == b'"';
        let rest = text.get(place..).unwrap_or_default();
        if is_quoted || !marks.contains(octet) || trim_start(rest).is_empty() {
            continue;
        }
        out.extend_from_slice(space);
        place = text.len().saturating_sub(trim_start(rest).len());
    }
    out
}

/// `text` without white space before the marks.
fn before(text: &[u8], marks: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    for octet in text {
        if marks.contains(octet) {
            while out.last().is_some_and(|last| is_fws(*last)) {
                out.pop();
            }
        }
        out.push(*octet);
    }
    out
}

/// `text` with `space` between a closing angle bracket and the next one that opens, with a comma or without.
fn between_brackets(text: &[u8], space: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    for octet in text {
        if *octet == b'<' {
            let kept = out.iter().rposition(|octet| !is_fws(*octet)).map_or(0, |last| last.saturating_add(1));
            if out.get(..kept).and_then(<[u8]>::last) == Some(&b'>') {
                out.truncate(kept);
                out.extend_from_slice(space);
            }
        }
        out.push(*octet);
    }
    out
}

fn trim_start(text: &[u8]) -> &[u8] {
    let space = text.iter().take_while(|octet| is_fws(**octet)).count();
    text.get(space..).unwrap_or_default()
}

/// The white space inside of `text`.
fn runs(text: &[u8]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (place, _) in text.iter().enumerate().filter(|(_, octet)| is_fws(**octet)) {
        match runs.last_mut() {
            Some(last) if last.end == place => last.end = place.saturating_add(1),
            _ => runs.push(Span::new(place, place.saturating_add(1))),
        }
    }
    runs
}

fn folds(text: &[u8]) -> Vec<Span> {
    let mut runs = runs(text);
    runs.retain(|run| run.of(text).contains(&b'\n'));
    runs
}

/// The folds that end a long line.
fn forced(field: &FieldText<'_>) -> Vec<Span> {
    let mut start = 0_usize;
    let mut forced = Vec::new();
    for fold in folds(field.text()) {
        let before = if start == 0 { field.head.len().saturating_add(1) } else { 0 };
        if fold.start.saturating_sub(start).saturating_add(before) > LONG_LINE {
            forced.push(fold);
        }
        start = fold.end;
    }
    forced
}

/// Places after a mark where white space might have been lost.
fn marks(text: &[u8]) -> Vec<usize> {
    let pairs = text.iter().zip(text.iter().skip(1)).enumerate();
    let found =
        pairs.filter(|(_, (mark, next))| matches!(mark, b',' | b';' | b':' | b'>' | b'=') && !is_fws(**next));
    found.map(|(place, _)| place.saturating_add(1)).collect()
}

fn without_runs(text: &[u8], runs: &[Span]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut place = 0;
    for run in runs {
        out.extend_from_slice(Span::new(place, run.start).of(text));
        place = run.end;
    }
    out.extend_from_slice(Span::new(place, text.len()).of(text));
    out
}

#[cfg(test)]
mod tests {
    use super::{super::signed::Change, *};

    fn finds(is: &str, was: &str) -> Option<&'static str> {
        let platform = crate::Platform::default();
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let raw = format!("X-A: {is}\r\n");
        let mut view = View::of(vec![FieldText::new(0, "x-a", raw.as_bytes())], &[], &charsets);
        view.is_simple = false;
        let mut steps = Vec::new();
        undo(&view.fields[0], &view, &mut steps);
        let wanted = Change::Replace { place: 0, raw: format!("X-A: {was}\r\n").into_bytes() };
        let step = steps.iter().find(|step| step.changes == [wanted.clone()])?;
        step.problem.as_ref().map(crate::diagnosis::Problem::code)
    }

    #[test]
    fn puts_white_space_back() {
        let space = Some("diagnosis.header.whitespace");
        assert_eq!(finds("<a>, <b>, <c>", "<a>,<b>,<c>"), space);
        assert_eq!(finds("<a>,<b>", "<a>, <b>"), space);
        assert_eq!(finds("a/b; c=d; e=f", "a/b;c=d;e=f"), space);
        assert_eq!(finds("<a><b><c>", "<a> <b> <c>"), space);
        assert_eq!(finds("x\"a, b\", c", "x\"a, b\",c"), space);
        assert_eq!(finds("a b c", "a bc"), space);
        let long = "<0123456789@a> ".repeat(100);
        let (front, rest) = long.trim_end().split_at(991);
        let broken = format!("{front}\r\n {rest}");
        assert_eq!(finds(&broken, &format!("{front}{rest}")), Some("diagnosis.header.refolded"));
    }
}
