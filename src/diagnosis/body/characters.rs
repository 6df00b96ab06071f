//! Characters replaced by look-alikes.

use std::ops::ControlFlow;

use super::{Candidate, Try, View, part::TextPart};
use crate::diagnosis::{Characters, Problem, edit::Edit};

/// Places of which every choice is tried.
const MAX_CHOSEN: usize = 8;
/// Hyphens of which each may have been a dash.
const MAX_DASHES: usize = 5;
/// Places of which each alone, and all but each, are tried.
const MAX_SINGLE: usize = 100;
/// Octets of a part in which that is done.
const MAX_CHOSEN_OCTETS: usize = 16_384;

/// One kind of replacement, undone.
type Restore = fn(&[char]) -> Vec<char>;

/// What is undone, by kind; of each kind at most one is done at a time.
const KINDS: [(Characters, &[Restore]); 5] = [
    (
        Characters::Spaces,
        &[
            |text| map(text, |c| if is_odd_space(c) { ' ' } else { c }),
            |text| spaces(text, &[before_unit]),
            |text| spaces(text, &[after_digit]),
            |text| spaces(text, &[before_unit, before_mark]),
            |text| spaces(text, &[before_mark]),
            |text| spaces(text, &[between_digits]),
            |text| spaces(text, &[between_digits, after_digit]),
            |text| spaces(text, &[between_digits, before_unit]),
            |text| spaces(text, &[between_digits, after_digit, before_mark]),
            |text| wide_spaces(text, |before, after| before.is_none_or(|c| c == '\n') && is_wide(after)),
            |text| wide_spaces(text, |before, after| is_wide(before) && is_wide(after)),
            |text| {
                wide_spaces(text, |before, after| {
                    is_wide(after) && (is_wide(before) || before.is_none_or(|c| c == '\n'))
                })
            },
            |text| wide_spaces(text, |before, after| is_wide(before) || is_wide(after)),
            |text| map(text, |c| if c == ' ' { '\u{3000}' } else { c }),
            |text| map(text, |c| if c == ' ' { '\u{A0}' } else { c }),
            |text| replace(text, &[' ', ' '], &['\u{3000}']),
            |text| replace(text, &[' ', ' '], &['\u{A0}', ' ']),
            |text| replace(text, &[' ', ' '], &[' ', '\u{A0}']),
            |text| replace(text, &['\u{A0}'], &['&', 'n', 'b', 's', 'p', ';']),
        ],
    ),
    (
        Characters::Quotes,
        &[
            straight_quotes,
            typographic_quotes,
            typographic_apostrophes,
            |text| paired(text, '\u{201E}', '\u{201C}'),
            |text| paired(text, '\u{AB}', '\u{BB}'),
            |text| map(text, |c| if c == '\'' { '\u{2019}' } else { c }),
        ],
    ),
    (
        Characters::Dashes,
        &[
            |text| replace(text, &['\u{2014}'], &['-', '-']),
            |text| {
                map(text, |c| {
                    if matches!(c, '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' | '\u{2212}') {
                        '-'
                    } else {
                        c
                    }
                })
            },
            |text| replace(text, &['\u{2013}'], &['-', '-']),
            |text| replace(text, &[' ', '-', ' '], &[' ', '\u{2013}', ' ']),
            ranges,
            |text| ranges(&replace(text, &[' ', '-', ' '], &[' ', '\u{2013}', ' '])),
            |text| ranges(&replace(text, &[' ', '-', ' '], &[' ', '\u{2014}', ' '])),
            |text| replace(text, &[' ', '-', ' '], &[' ', '\u{2014}', ' ']),
            |text| replace(text, &['-', '-'], &['\u{2014}']),
            |text| replace(text, &['-', '-'], &['\u{2013}']),
            |text| replace(text, &['-', '-', '-'], &['\u{2014}']),
            |text| replace(text, &['\u{2014}'], &[' ', '-', ' ']),
            |text| replace(text, &['\u{2014}'], &['-', '-', '-']),
            |text| map(text, |c| if c == '-' { '\u{2013}' } else { c }),
            |text| map(text, |c| if c == '-' { '\u{2014}' } else { c }),
            |text| map(text, |c| if c == '-' { '\u{2010}' } else { c }),
            |text| map(text, |c| if c == '-' { '\u{2011}' } else { c }),
            |text| map(text, |c| if c == '-' { '\u{2212}' } else { c }),
            |text| map(text, |c| if c == '~' { '\u{301C}' } else { c }),
            |text| map(text, |c| if c == '~' { '\u{FF5E}' } else { c }),
            |text| map(text, narrowed),
            |text| map(text, widened),
        ],
    ),
    (
        Characters::Ellipsis,
        &[
            |text| replace(text, &['.', '.', '.'], &['\u{2026}']),
            |text| replace(text, &['\u{2026}'], &['.', '.', '.']),
        ],
    ),
    (
        Characters::Invisible,
        &[|text| {
            let invisible = ['\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}'];
            text.iter().copied().filter(|c| !invisible.contains(c)).collect()
        }],
    ),
];

/// Each kind in each text part and in all of them, then two and three kinds together.
pub(super) fn characters(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let parts = texts(view);
    let mut singles: Vec<(usize, Restore)> = Vec::new();
    for (kind, (name, restores)) in KINDS.iter().enumerate() {
        for restore in *restores {
            if offer(view, &parts, *name, &|text| restore(text), attempt)? {
                singles.push((kind, *restore));
            }
        }
    }
    if parts.iter().any(|(part, _)| part.octets.len() > MAX_CHOSEN_OCTETS) {
        return ControlFlow::Continue(());
    }
    for (place, (kind, first)) in singles.iter().enumerate() {
        let later = singles.get(place.saturating_add(1)..).unwrap_or_default();
        for (at, (other, second)) in later.iter().enumerate().filter(|(_, (other, _))| other != kind) {
            offer(view, &parts, Characters::Several, &|text| second(&first(text)), attempt)?;
            let rest = later.get(at.saturating_add(1)..).unwrap_or_default();
            for (last, third) in rest.iter().filter(|(last, _)| last != kind && last != other) {
                let _ = last;
                let all = |text: &[char]| third(&second(&first(text)));
                offer(view, &parts, Characters::Several, &all, attempt)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Each choice of a few places at which a character may have been replaced; of more, each alone and
/// all but each.
pub(super) fn some_characters(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let parts = texts(view);
    for (place, (part, text)) in parts.iter().enumerate() {
        if part.octets.len() > MAX_CHOSEN_OCTETS {
            continue;
        }
        let one = parts.get(place..=place).unwrap_or_default();
        let held: Restore = |text| spaces(text, &[after_digit, before_mark, between_digits]);
        choose(view, one, Characters::Spaces, text, &held(text), attempt)?;
        some_dashes(view, one, text, attempt)?;
        for (name, restores) in &KINDS {
            for restore in *restores {
                let restored = restore(text);
                if restored.len() == text.len() {
                    choose(view, one, *name, text, &restored, attempt)?;
                }
            }
        }
    }
    ControlFlow::Continue(())
}

/// Each choice of hyphens and dashes for a few hyphens.
fn some_dashes(
    view: &View<'_>,
    part: &[(&TextPart, Vec<char>)],
    text: &[char],
    attempt: Try<'_>,
) -> ControlFlow<()> {
    const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];
    let stands_alone = |place: &usize| {
        let at = |place: Option<usize>| place.and_then(|place| text.get(place));
        text.get(*place) == Some(&'-')
            && at(place.checked_sub(1)) == Some(&' ')
            && at(place.checked_add(1)) == Some(&' ')
    };
    let places: Vec<usize> = (0..text.len()).filter(stands_alone).collect();
    if !(2..=MAX_DASHES).contains(&places.len()) {
        return ControlFlow::Continue(());
    }
    let choices = places.iter().fold(vec![Vec::new()], |choices, _| {
        choices
            .iter()
            .flat_map(|one: &Vec<char>| DASHES.map(|dash| [one.as_slice(), &[dash]].concat()))
            .collect()
    });
    for choice in choices {
        let restore = |text: &[char]| {
            let mut text = text.to_vec();
            for (place, dash) in places.iter().zip(&choice) {
                if let Some(c) = text.get_mut(*place) {
                    *c = *dash;
                }
            }
            text
        };
        match offer(view, part, Characters::Dashes, &restore, attempt) {
            ControlFlow::Continue(_) => {}
            ControlFlow::Break(()) => return ControlFlow::Break(()),
        }
    }
    ControlFlow::Continue(())
}

/// Some of the places at which `restored` differs from `text`.
fn choose(
    view: &View<'_>,
    part: &[(&TextPart, Vec<char>)],
    characters: Characters,
    text: &[char],
    restored: &[char],
    attempt: Try<'_>,
) -> ControlFlow<()> {
    let pairs = text.iter().zip(restored).enumerate();
    let places: Vec<usize> = pairs.filter(|(_, (a, b))| a != b).map(|(place, _)| place).collect();
    let mut put_back = |is_chosen: &dyn Fn(usize) -> bool| {
        let restore = |text: &[char]| {
            let mut text = text.to_vec();
            for (_, place) in places.iter().enumerate().filter(|(number, _)| is_chosen(*number)) {
                if let (Some(c), Some(was)) = (text.get_mut(*place), restored.get(*place)) {
                    *c = *was;
                }
            }
            text
        };
        match offer(view, part, characters, &restore, attempt) {
            ControlFlow::Continue(_) => ControlFlow::Continue(()),
            ControlFlow::Break(()) => ControlFlow::Break(()),
        }
    };
    if (2..=MAX_CHOSEN).contains(&places.len()) {
        for choice in 1_u32..(1 << places.len()) {
            put_back(&|number| choice >> number & 1 == 1)?;
        }
    } else if (2..=MAX_SINGLE).contains(&places.len()) {
        for one in 0..places.len() {
            put_back(&|number| number == one)?;
            put_back(&|number| number != one)?;
        }
    }
    ControlFlow::Continue(())
}

fn texts<'v>(view: &View<'v>) -> Vec<(&'v TextPart, Vec<char>)> {
    let text = |part: &'v TextPart| Some((part, part.string.as_deref()?.chars().collect()));
    view.parts.iter().filter_map(text).collect()
}

/// Whether it changes anything.
fn offer(
    view: &View<'_>,
    parts: &[(&TextPart, Vec<char>)],
    characters: Characters,
    restore: &dyn Fn(&[char]) -> Vec<char>,
    attempt: Try<'_>,
) -> ControlFlow<(), bool> {
    let problem = Problem::UnicodeSubstitution { characters };
    let mut edits: Vec<Edit> = Vec::new();
    for (part, text) in parts {
        view.spend(part.octets.len().saturating_mul(2))?;
        let restored = restore(text);
        if restored == *text {
            continue;
        }
        let restored: String = restored.into_iter().collect();
        let Some(octets) = view.charsets.encode(&part.part.entity.charset(), &restored) else { continue };
        edits.extend(part.rewrite(view.text, &octets));
    }
    if edits.is_empty() {
        return ControlFlow::Continue(false);
    }
    attempt(Candidate::possible(problem.clone(), edits.clone()))?;
    for edit in edits.iter().filter(|_| edits.len() > 1) {
        attempt(Candidate::possible(problem.clone(), vec![edit.clone()]))?;
    }
    ControlFlow::Continue(true)
}

fn map(text: &[char], change: impl Fn(char) -> char) -> Vec<char> {
    text.iter().map(|c| change(*c)).collect()
}

fn replace(text: &[char], what: &[char], with: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.first() {
        if let Some(after) = rest.strip_prefix(what) {
            out.extend_from_slice(with);
            rest = after;
        } else {
            out.push(*first);
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out
}

fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}' | '\u{3000}' | '\u{2000}'..='\u{200A}')
}

/// Spaces that typography makes no-break ones, put back where one of `rules` holds for the
/// characters before and after.
fn spaces(text: &[char], rules: &[fn(char, &[char]) -> bool]) -> Vec<char> {
    let around =
        |place: usize| Some((*text.get(place.checked_sub(1)?)?, text.get(place.saturating_add(1)..)?));
    let mark = |(place, c): (usize, &char)| {
        let held = *c == ' '
            && around(place).is_some_and(|(before, after)| rules.iter().any(|rule| rule(before, after)));
        if held { '\u{A0}' } else { *c }
    };
    text.iter().enumerate().map(mark).collect()
}

fn is_wide(c: Option<char>) -> bool {
    c.is_some_and(|c| ('\u{2E80}'..='\u{FFEF}').contains(&c))
}

/// Spaces put back as the wide ones of Japanese where `rule` holds for what stands before and after
/// the run of spaces.
fn wide_spaces(text: &[char], rule: impl Fn(Option<char>, Option<char>) -> bool) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|c| **c == ' ').count();
        let after = rest.get(run.max(1)..).unwrap_or_default();
        let is_put_back = run > 0 && rule(out.last().copied(), after.first().copied());
        out.extend(std::iter::repeat_n(if is_put_back { '\u{3000}' } else { *first }, run.max(1)));
        rest = after;
    }
    out
}

/// Between a number and its unit.
fn before_unit(before: char, after: &[char]) -> bool {
    const UNITS: [&str; 32] = [
        "kg", "g", "mg", "t", "m", "km", "cm", "mm", "l", "ml", "h", "min", "s", "ms", "kB", "KB", "MB",
        "GB", "TB", "W", "kW", "kWh", "V", "A", "Hz", "px", "pt", "EUR", "USD", "JPY", "Uhr", "C",
    ];
    let word: String = after.iter().take(4).take_while(|c| c.is_alphabetic()).collect();
    let is_sign = after.first().is_some_and(|c| "%€$£¥°‰".contains(*c));
    before.is_ascii_digit() && (is_sign || UNITS.contains(&word.as_str()))
}

/// After every number.
fn after_digit(before: char, after: &[char]) -> bool {
    before.is_ascii_digit() && after.first().is_some_and(|c| c.is_alphabetic() || "%€$£¥°‰".contains(*c))
}

/// Between groups of digits.
fn between_digits(before: char, after: &[char]) -> bool {
    before.is_ascii_digit() && after.first().is_some_and(char::is_ascii_digit)
}

/// As French has it.
fn before_mark(before: char, after: &[char]) -> bool {
    after.first().is_some_and(|c| ":;!?»%".contains(*c)) || before == '«'
}

/// Straight quotation marks in turn as opening and closing ones.
fn paired(text: &[char], opening: char, closing: char) -> Vec<char> {
    let mut is_open = false;
    map_in_order(text, |c| {
        if c != '"' {
            return c;
        }
        is_open = !is_open;
        if is_open { opening } else { closing }
    })
}

fn map_in_order(text: &[char], change: impl FnMut(char) -> char) -> Vec<char> {
    text.iter().copied().map(change).collect()
}

/// Characters of Japanese sets that two tables read in different ways.
const TWINS: [(char, char); 7] = [
    ('\u{301C}', '\u{FF5E}'),
    ('\u{2016}', '\u{2225}'),
    ('\u{2212}', '\u{FF0D}'),
    ('\u{2014}', '\u{2015}'),
    ('\u{A2}', '\u{FFE0}'),
    ('\u{A3}', '\u{FFE1}'),
    ('\u{AC}', '\u{FFE2}'),
];

fn narrowed(c: char) -> char {
    TWINS.into_iter().find(|(_, wide)| *wide == c).map_or(c, |(narrow, _)| narrow)
}

fn widened(c: char) -> char {
    TWINS.into_iter().find(|(narrow, _)| *narrow == c).map_or(c, |(_, wide)| wide)
}

/// `9-17` as `9–17`.
fn ranges(text: &[char]) -> Vec<char> {
    let is_digit =
        |place: Option<usize>| place.and_then(|place| text.get(place)).is_some_and(char::is_ascii_digit);
    let mark = |(place, c): (usize, &char)| {
        let is_range = *c == '-' && is_digit(place.checked_sub(1)) && is_digit(place.checked_add(1));
        if is_range { '\u{2013}' } else { *c }
    };
    text.iter().enumerate().map(mark).collect()
}

fn straight_quotes(text: &[char]) -> Vec<char> {
    map(text, |c| match c {
        '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
        '\u{2018}' | '\u{2019}' | '\u{201A}' => '\'',
        _ => c,
    })
}

/// By what stands before: after white space or an opening bracket it is an opening one.
fn typographic_quotes(text: &[char]) -> Vec<char> {
    curled(text, true)
}

fn typographic_apostrophes(text: &[char]) -> Vec<char> {
    curled(text, false)
}

fn curled(text: &[char], doubles: bool) -> Vec<char> {
    let mut before = ' ';
    let mut out = Vec::with_capacity(text.len());
    for c in text {
        let opens = before.is_whitespace() || "([{\u{2013}\u{2014}<".contains(before);
        out.push(match c {
            '"' if doubles && opens => '\u{201C}',
            '"' if doubles => '\u{201D}',
            '\'' if opens => '\u{2018}',
            '\'' => '\u{2019}',
            _ => *c,
        });
        before = *c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(restore: Restore, text: &str) -> String {
        restore(&text.chars().collect::<Vec<_>>()).into_iter().collect()
    }

    #[test]
    fn restores_typography() {
        assert_eq!(apply(typographic_quotes, "\"Quick\", it's"), "“Quick”, it’s");
        assert_eq!(apply(straight_quotes, "“Quick”, it’s"), "\"Quick\", it's");
        assert_eq!(
            apply(|text| spaces(text, &[before_unit]), "3 kg at 12,40 €"),
            "3\u{A0}kg at 12,40\u{A0}€"
        );
    }
}
