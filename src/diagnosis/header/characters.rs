//! Characters of the subject that software replaces by plainer or finer ones.

use super::{
    cut,
    encoded::Style,
    runs::has_word,
    view::{Candidate, FieldText, View},
    words,
};
use crate::{
    diagnosis::{Characters, Problem},
    message::decode_text,
};

/// Places at which one character alone is put back.
const MAX_SINGLE: usize = 6;
/// Forms of a text that has to be written as encoded words.
const MAX_FORMS: usize = 24;

/// What is there, what may have stood there, and what that is.
const PAIRS: [(&str, &str, Characters); 29] = [
    ("-", "–", Characters::Dashes),
    ("-", "—", Characters::Dashes),
    ("--", "–", Characters::Dashes),
    ("--", "—", Characters::Dashes),
    ("–", "-", Characters::Dashes),
    ("—", "-", Characters::Dashes),
    ("—", "–", Characters::Dashes),
    ("-", "‐", Characters::Dashes),
    ("-", "‑", Characters::Dashes),
    ("-", "−", Characters::Dashes),
    ("－", "−", Characters::Dashes),
    ("−", "－", Characters::Dashes),
    (" ", "\u{3000}", Characters::Spaces),
    ("  ", "\u{3000}", Characters::Spaces),
    ("\u{3000}", " ", Characters::Spaces),
    (" ", "\u{a0}", Characters::Spaces),
    ("\u{a0}", " ", Characters::Spaces),
    (" ", "\t", Characters::Spaces),
    ("    ", "\t", Characters::Spaces),
    ("\t", " ", Characters::Spaces),
    ("'", "’", Characters::Quotes),
    ("’", "'", Characters::Quotes),
    ("‘", "'", Characters::Quotes),
    ("...", "…", Characters::Ellipsis),
    ("…", "...", Characters::Ellipsis),
    ("〜", "～", Characters::Several),
    ("～", "〜", Characters::Several),
    ("~", "〜", Characters::Several),
    ("~", "～", Characters::Several),
];

/// The subject with other characters.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    if !matches!(field.key, "subject" | "thread-topic" | "comments") {
        return;
    }
    let text = decode_text(field.text(), view.charsets.platform());
    for (from, to, characters) in PAIRS.into_iter().filter(|(from, ..)| text.contains(from)) {
        put_back(field, view, &|text| text.replace(from, to), (characters, 1), steps);
        let count = text.matches(from).count();
        for place in (0..count.min(MAX_SINGLE)).filter(|_| count > 1) {
            put_back(field, view, &|text| replaced_at(text, from, to, place), (characters, 3), steps);
        }
    }
    put_back(field, view, &curled, (Characters::Quotes, 1), steps);
    put_back(field, view, &straight, (Characters::Quotes, 1), steps);
    put_back(field, view, &fine, (Characters::Several, 2), steps);
    put_back(field, view, &|text| plain(text), (Characters::Several, 2), steps);
}

fn put_back(
    field: &FieldText<'_>,
    view: &View<'_>,
    change: &dyn Fn(&str) -> String,
    (characters, rank): (Characters, usize),
    steps: &mut Vec<Candidate>,
) {
    let value = field.text();
    let mut add = |new: &[u8], rank: usize| {
        if new != value {
            let problem = Some(Problem::CharactersReplaced { field: field.name(), characters });
            steps.push(Candidate { problem, changes: vec![field.with_text(new)], rank });
        }
    };
    if has_word(value) {
        // Each word keeps its place and its encoding.
        if let Some(new) = cut::changed(value, change, view) {
            add(&new, rank);
        }
    } else if let Ok(text) = std::str::from_utf8(value) {
        add(change(text).as_bytes(), rank);
    }
    let text = decode_text(value, view.charsets.platform());
    let new = change(&text);
    if new != text && !(new.is_ascii() && text.is_ascii()) {
        let forms = words::in_one_word(&new, &Style::of(value), view);
        for (number, form) in forms.into_iter().take(MAX_FORMS).enumerate() {
            add(&form, rank.saturating_add(1).saturating_add(number / 6));
        }
    }
}

/// `text` with one of the places where `from` stands replaced.
fn replaced_at(text: &str, from: &str, to: &str, number: usize) -> String {
    let Some((place, _)) = text.match_indices(from).nth(number) else { return text.to_owned() };
    let (front, rest) = text.split_at_checked(place).unwrap_or((text, ""));
    [front, to, rest.strip_prefix(from).unwrap_or(rest)].concat()
}

/// Straight quotation marks as they are printed in English.
fn curled(text: &str) -> String {
    let mut last = ' ';
    let curl = |character: char| {
        let opens = last.is_whitespace() || matches!(last, '(' | '[');
        last = character;
        match (character, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => character,
        }
    };
    text.chars().map(curl).collect()
}

fn straight(text: &str) -> String {
    text.replace(['“', '”', '„', '«', '»'], "\"").replace(['‘', '’', '‚'], "'")
}

fn fine(text: &str) -> String {
    curled(text).replace("...", "…").replace(" - ", " – ")
}

fn plain(text: &str) -> String {
    straight(text).replace('…', "...").replace(['–', '—'], "-").replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::{super::signed::Change, *};
    use crate::platform::Platform;

    fn finds(is: &str, was: &str) -> bool {
        let platform = Platform::default();
        let raw = format!("Subject: {is}\r\n");
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(vec![FieldText::new(0, "subject", raw.as_bytes())], &[], &charsets);
        let mut steps = Vec::new();
        undo(&view.fields[0], &view, &mut steps);
        let wanted = Change::Replace { place: 0, raw: format!("Subject: {was}\r\n").into_bytes() };
        steps.iter().any(|step| step.changes == [wanted.clone()])
    }

    #[test]
    fn puts_characters_back() {
        assert!(finds("one - two", "one – two"));
        assert!(finds("one – two", "one - two"));
        assert!(finds("議題 資料", "議題\u{3000}資料"));
        assert!(finds("\"it\" isn't", "“it” isn’t"));
        assert!(finds("a-b - c", "a-b – c"));
        assert!(finds("one - two", "=?UTF-8?B?b25lIOKAkyB0d28=?="));
        assert!(finds("=?UTF-8?B?b25lIC0gdHdv?=", "=?UTF-8?B?b25lIOKAkyB0d28=?="));
        assert!(!finds("one", "two"));
    }
}
