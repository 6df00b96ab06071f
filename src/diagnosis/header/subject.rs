//! Text that was put before or after the subject.

use super::{
    encoded::Style,
    runs::has_word,
    view::{Candidate, FieldText, View},
    words,
};
use crate::{diagnosis::Problem, message::decode_text, tag_list::is_fws};

/// Places tried from either end of a subject.
const MAX_CUTS: usize = 24;
/// The same in encoded words, where each takes many forms.
const MAX_DECODED_CUTS: usize = 6;

/// The subject without some of its first or last words.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    if field.key != "subject" {
        return;
    }
    let text = field.text();
    let shown = |octets: &[u8]| decode_text(octets, view.charsets.platform());
    for (number, cut) in fronts(text).into_iter().take(MAX_CUTS).enumerate() {
        let (front, rest) = text.split_at(cut);
        let rank = if is_mark(&shown(front)) { 0 } else { number.saturating_add(3) };
        let problem = Problem::SubjectPrefix { prefix: shown(front) };
        let change = field.with_text(rest.trim_ascii_start());
        steps.push(Candidate { problem: Some(problem.clone()), changes: vec![change], rank });
        if view.is_simple {
            // What was put in may have been put in with a fold of its own.
            let with_space = [b" ", rest.trim_ascii_start()].concat();
            steps.push(Candidate {
                problem: Some(problem),
                changes: vec![field.with_value(&with_space)],
                rank,
            });
        }
    }
    for (number, cut) in backs(text).into_iter().take(MAX_CUTS).enumerate() {
        let (front, rest) = text.split_at(cut);
        let rank = if is_mark(&shown(rest)) { 0 } else { number.saturating_add(4) };
        let problem = Problem::SubjectSuffix { suffix: shown(rest) };
        let change = field.with_text(front.trim_ascii_end());
        steps.push(Candidate { problem: Some(problem), changes: vec![change], rank });
    }
    if has_word(text) {
        within_words(field, view, steps);
    }
}

/// What was put into the encoded words themselves: the rest is written anew.
fn within_words(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    let whole = decode_text(field.text(), view.charsets.platform());
    let written = Style::of(field.text());
    let mut cuts: Vec<(&str, Problem)> = Vec::new();
    for cut in fronts(whole.as_bytes()).into_iter().take(MAX_DECODED_CUTS) {
        if let Some((front, rest)) = whole.split_at_checked(cut) {
            cuts.push((rest.trim_start(), Problem::SubjectPrefix { prefix: front.trim().to_owned() }));
        }
    }
    for cut in backs(whole.as_bytes()).into_iter().take(MAX_DECODED_CUTS) {
        if let Some((front, rest)) = whole.split_at_checked(cut) {
            cuts.push((front.trim_end(), Problem::SubjectSuffix { suffix: rest.trim().to_owned() }));
        }
    }
    for (text, problem) in cuts {
        for (number, form) in words::forms(text, &written, field.head.len(), view).into_iter().enumerate() {
            let problem = Some(problem.clone());
            let rank = number.saturating_add(5);
            steps.push(Candidate { problem, changes: vec![field.with_text(&form)], rank });
        }
    }
}

/// Where a first part may end: after white space, a bracket, a colon.
fn fronts(text: &[u8]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut last = 0_u8;
    for (place, octet) in text.iter().enumerate() {
        let after_space = is_fws(last) && !is_fws(*octet);
        let after_mark =
            matches!(last, b']' | b'}' | b')' | b':' | b'*' | b'|' | b'>' | b'-') && last != *octet;
        if place > 0 && (after_space || (after_mark && !is_fws(*octet)) || ends_wide(text, place)) {
            cuts.push(place);
        }
        last = *octet;
    }
    cuts
}

/// Where a last part may begin, from the end.
fn backs(text: &[u8]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut last = 0_u8;
    for (place, octet) in text.iter().enumerate() {
        let before_mark = matches!(octet, b'[' | b'{' | b'(' | b'*' | b'<') && last != *octet;
        let begins_wide = starts_wide(text, place);
        if place > 0 && (is_fws(*octet) && !is_fws(last) || (before_mark && !is_fws(last)) || begins_wide) {
            cuts.push(place);
        }
        last = *octet;
    }
    cuts.reverse();
    cuts
}

/// Whether a closing Japanese bracket or colon ends before `place`.
fn ends_wide(text: &[u8], place: usize) -> bool {
    let before = text.get(..place).unwrap_or_default();
    ["】", "］", "）", "」", "〉", "》", "：", "　"].iter().any(|mark| before.ends_with(mark.as_bytes()))
}

/// Whether an opening Japanese bracket begins at `place`.
fn starts_wide(text: &[u8], place: usize) -> bool {
    let after = text.get(place..).unwrap_or_default();
    ["【", "［", "（", "「", "〈", "《", "　"].iter().any(|mark| after.starts_with(mark.as_bytes()))
}

/// Words that filters mark subjects with.
const MARKS: [&str; 14] = [
    "spam",
    "external",
    "caution",
    "warning",
    "phish",
    "suspicious",
    "suspect",
    "virus",
    "bulk",
    "fwd",
    "meiwaku",
    "迷惑",
    "外部",
    "注意",
];

/// Whether `text` looks as what filters and lists put in.
fn is_mark(text: &str) -> bool {
    let lower = text.to_lowercase();
    if lower.len() < 60 && MARKS.iter().any(|mark| lower.contains(mark)) {
        return true;
    }
    let text = text.trim();
    let pairs = [
        ('[', ']'),
        ('{', '}'),
        ('(', ')'),
        ('【', '】'),
        ('*', '*'),
        ('<', '>'),
        ('［', '］'),
        ('（', '）'),
    ];
    let is_bracketed = pairs.iter().any(|(open, close)| {
        text.starts_with(*open)
            && text.ends_with(*close)
            && text.chars().filter(|one| one == close).count() < 7
    });
    is_bracketed || (text.ends_with([':', '：']) && text.len() <= 20 && !text.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        fronts(text.as_bytes()).into_iter().map(|place| text.split_at(place).1).collect()
    }

    #[test]
    fn cuts_after_words_and_brackets() {
        assert_eq!(cut("[a b]c: d"), ["b]c: d", "c: d", "d"]);
        assert_eq!(cut("***SPAM*** x"), ["SPAM*** x", "x"]);
        assert_eq!(cut("【外部】件名"), ["件名"]);
        let text = "one two (fwd)";
        let backs: Vec<&str> =
            backs(text.as_bytes()).into_iter().map(|place| text.split_at(place).0).collect();
        assert_eq!(backs, ["one two", "one"]);
    }

    #[test]
    fn knows_marks() {
        for mark in
            ["[talk]", "[Talk 12]", "***SPAM***", "{Spam?} ", "Fwd:", "【迷惑メール】", "(fwd)", "--SPAM--"]
        {
            assert!(is_mark(mark), "{mark}");
        }
        assert!(!is_mark("Move of"));
    }
}
