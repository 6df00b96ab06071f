//! Folding and other white space, which count under `simple` (RFC 6376 §3.4.1).

use super::{
    view::{Candidate, FieldText},
    was,
};
use crate::{span::Span, tag_list::is_fws};

/// Runs of white space of one field that are changed one by one.
const MAX_RUNS: usize = 60;
/// What stands between two words; `None` is what stands there, doubled.
const BETWEEN: [&[u8]; 8] = [b" ", b"\r\n ", b"\r\n\t", b"\t", b"  ", b"", b"\r\n  ", b"\r\n        "];
/// What lines after a fold begin with.
const INDENTS: [&[u8]; 3] = [b"\t", b" ", b"        "];
/// Octets of a line at which writers fold.
const WIDTHS: [usize; 9] = [78, 76, 77, 72, 75, 80, 998, 70, 64];

/// The field with other white space.
pub(super) fn undo(field: &FieldText<'_>, steps: &mut Vec<Candidate>) {
    let value = field.value;
    let mut add = |new: Vec<u8>, rank: usize| {
        let is_same = new == value;
        if let Some(problem) = was::white_space(&field.name(), value, &new, true).filter(|_| !is_same) {
            steps.push(Candidate { problem: Some(problem), changes: vec![field.with_value(&new)], rank });
        }
    };
    for number in 0..WHOLE {
        let rank = if number < LEADS.len() { number } else { usize::from(number > PLAIN) };
        if let Some(new) = whole(field, number) {
            add(new, rank);
        }
    }
    let runs = runs(value);
    for (number, run) in runs.iter().take(MAX_RUNS).enumerate() {
        let rank = 1_usize.saturating_add(number / 4);
        for between in BETWEEN {
            add(with_runs(value, &[*run], |_| Some(between)), rank);
        }
        // A space at the end of a line, or one more or less.
        let octets = run.of(value);
        let around = [
            [b" ", octets].concat(),
            [octets, b" "].concat(),
            octets.get(1..).unwrap_or_default().to_vec(),
            octets.split_last().map_or(&[][..], |(_, rest)| rest).to_vec(),
        ];
        for around in around {
            add(with_runs(value, &[*run], |_| Some(&around)), rank);
        }
    }
    for place in marks(value).into_iter().take(MAX_RUNS) {
        for between in [&b" "[..], b"\r\n ", b"\r\n\t"] {
            add(with_runs(value, &[Span::new(place, place)], |_| Some(between)), 3);
        }
    }
}

const LEADS: [&[u8]; 6] = [b" ", b"", b"\t", b"  ", b"\r\n ", b"\r\n\t"];
/// How many things can be done to the whole of a value.
pub(super) const WHOLE: usize = REFOLDED + 2 * WIDTHS.len();
/// The first of them that does something else than to change what stands at the ends, or at each fold.
const PLAIN: usize = LEADS.len() + BETWEEN.len();
const INDENTED: usize = PLAIN + 3;
const REFOLDED: usize = INDENTED + INDENTS.len() * INDENTS.len();

/// The field's value with one thing done to all of it, of those that `number` counts; `None` if it changes nothing.
pub(super) fn whole(field: &FieldText<'_>, number: usize) -> Option<Vec<u8>> {
    let value = field.value;
    let past = |first: usize| number.checked_sub(first);
    let new = if let Some(number) = past(REFOLDED) {
        let between: &[u8] = if number % 2 == 0 { b"\r\n " } else { b"\r\n\t" };
        refolded(field, field.text(), *WIDTHS.get(number / 2)?, between)
    } else if let Some(number) = past(INDENTED) {
        let from = number.checked_div(INDENTS.len())?;
        let to = number.checked_rem(INDENTS.len())?;
        reindented(value, INDENTS.get(from)?, INDENTS.get(to)?)
    } else if let Some(number) = past(PLAIN) {
        match number {
            0 => with_runs(value, &runs(value), |_| Some(b" ")),
            1 => value.trim_ascii_end().to_vec(),
            _ => [value.trim_ascii_end(), b" "].concat(),
        }
    } else if let Some(number) = past(LEADS.len()) {
        let between = BETWEEN.get(number).copied();
        with_runs(value, &runs(value), |octets| between.filter(|_| octets.contains(&b'\n')))
    } else {
        [LEADS.get(number)?, value.trim_ascii_start()].concat()
    };
    (new != value).then_some(new)
}

/// The white space inside of a value, that at its ends left out.
fn runs(value: &[u8]) -> Vec<Span> {
    let start = value.len().saturating_sub(value.trim_ascii_start().len());
    let end = value.trim_ascii_end().len();
    let mut runs: Vec<Span> = Vec::new();
    for place in start..end {
        if !value.get(place).is_some_and(|octet| is_fws(*octet)) {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.end == place => last.end = place.saturating_add(1),
            _ => runs.push(Span::new(place, place.saturating_add(1))),
        }
    }
    runs
}

/// Places after a comma, semicolon or colon where white space might have been lost.
fn marks(value: &[u8]) -> Vec<usize> {
    let pairs = value.iter().zip(value.iter().skip(1)).enumerate();
    let found =
        pairs.filter(|(_, (mark, next))| matches!(mark, b',' | b';' | b':' | b'>') && !is_fws(**next));
    found.map(|(place, _)| place.saturating_add(1)).collect()
}

/// `value` with other octets in the place of `runs`, where there are any.
fn with_runs<'a>(value: &[u8], runs: &[Span], other: impl Fn(&[u8]) -> Option<&'a [u8]>) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut place = 0;
    for run in runs {
        out.extend_from_slice(Span::new(place, run.start).of(value));
        let octets = run.of(value);
        match other(octets) {
            Some(other) => out.extend_from_slice(other),
            None => out.extend_from_slice(octets),
        }
        place = run.end;
    }
    out.extend_from_slice(Span::new(place, value.len()).of(value));
    out
}

/// `value` with the lines after a fold that begin with `from` beginning with `to`.
fn reindented(value: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let lines = value.split(|octet| *octet == b'\n').enumerate().map(|(number, line)| {
        match line.strip_prefix(from).filter(|_| number > 0) {
            Some(rest) => [to, rest].concat(),
            None => line.to_vec(),
        }
    });
    lines.collect::<Vec<_>>().join(&b'\n')
}

/// The field's words, on lines of `width` octets where that can be.
fn refolded(field: &FieldText<'_>, text: &[u8], width: usize, between: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = b" ".to_vec();
    let mut column = field.head.len().saturating_add(1);
    let words = text.split(|octet| is_fws(*octet)).filter(|word| !word.is_empty());
    for (number, word) in words.enumerate() {
        if number > 0 && column.saturating_add(1).saturating_add(word.len()) > width {
            out.extend_from_slice(between);
            column = 1;
        } else if number > 0 {
            out.push(b' ');
            column = column.saturating_add(1);
        }
        out.extend_from_slice(word);
        column = column.saturating_add(word.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{super::signed::Change, *};

    fn finds(is: &str, was: &str) -> Option<&'static str> {
        let mut steps = Vec::new();
        undo(&FieldText::new(0, "subject", is.as_bytes()), &mut steps);
        let wanted = Change::Replace { place: 0, raw: was.as_bytes().to_vec() };
        steps
            .iter()
            .find(|step| step.changes == [wanted.clone()])?
            .problem
            .as_ref()
            .map(crate::diagnosis::Problem::code)
    }

    #[test]
    fn undoes_white_space() {
        let (space, fold) = (Some("diagnosis.header.whitespace"), Some("diagnosis.header.refolded"));
        assert_eq!(finds("Subject: a  b\r\n", "Subject: a b\r\n"), space);
        assert_eq!(finds("Subject: a b c\r\n", "Subject: a  b c\r\n"), space);
        assert_eq!(finds("Subject:\ta\r\n", "Subject: a\r\n"), space);
        assert_eq!(finds("Subject:  a\r\n", "Subject: a\r\n"), space);
        assert_eq!(finds("Subject: a \r\n", "Subject: a\r\n"), space);
        assert_eq!(finds("Subject: a\r\n\tb\r\n", "Subject: a\r\n b\r\n"), space);
        assert_eq!(finds("Subject: a\r\n b\r\n", "Subject: a b\r\n"), fold);
        assert_eq!(finds("Subject: a b\r\n", "Subject: a\r\n b\r\n"), fold);
        assert_eq!(finds("Subject: a\r\n b\r\n  c\r\n", "Subject: a\r\n\tb\r\n\t c\r\n"), space);
        assert_eq!(finds("Subject: a,b\r\n", "Subject: a, b\r\n"), space);
    }
}
