//! Characters of shown text that hide, reorder or break it.

use super::{problem::Problem, table::IGNORABLE};
use crate::{
    message::{decode_text, is_control, unknown_charset},
    platform::Platform,
};

/// The first character of a kind, and how many there are.
#[derive(Default)]
struct Tally {
    first: Option<char>,
    count: usize,
}

/// What is odd about the text of the field `name`.
pub(super) fn inspect(name: &'static str, value: &[u8], platform: &Platform) -> Vec<Problem> {
    let text = decode_text(value, platform);
    let (mut bidi, mut invisible, mut control) = (Tally::default(), Tally::default(), Tally::default());
    let is_rtl = text.chars().any(is_right_to_left);
    let mut before = None;
    for one in text.chars() {
        if is_bidi_control(one) {
            bidi.add(one);
        } else if is_unseen(one) && !is_needed(one, before, is_rtl) {
            invisible.add(one);
        } else if is_control(one) && one != '\t' {
            control.add(one);
        }
        before = Some(one);
    }
    let mut problems = Vec::new();
    if let Some((character, count)) = bidi.result() {
        problems.push(Problem::TextBidiControl { name, character, count });
    }
    if let Some((character, count)) = invisible.result() {
        problems.push(Problem::TextInvisibleCharacter { name, character, count });
    }
    if let Some((character, count)) = control.result()
        && name != "from"
    {
        problems.push(Problem::TextControlCharacter { name, character, count });
    }
    if let Some(charset) = unknown_charset(value, platform) {
        problems.push(Problem::TextUnknownCharset { name, charset });
    }
    problems
}

impl Tally {
    fn add(&mut self, one: char) {
        self.first.get_or_insert(one);
        self.count = self.count.saturating_add(1);
    }

    fn result(self) -> Option<(String, usize)> {
        Some((format!("U+{:04X}", u32::from(self.first?)), self.count))
    }
}

/// Embeddings, overrides and isolates (UAX #9 §2); the marks of §2.6 move nothing by themselves.
fn is_bidi_control(one: char) -> bool {
    matches!(one, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters with the property `Default_Ignorable_Code_Point` (Unicode, `DerivedCoreProperties`).
pub(super) fn is_ignorable(one: char) -> bool {
    let place = IGNORABLE.partition_point(|(_, last)| *last < one);
    IGNORABLE.get(place).is_some_and(|(first, _)| *first <= one)
}

/// Whether nothing is seen of a character; the blank of Braille is one that shows no dot.
fn is_unseen(one: char) -> bool {
    is_ignorable(one) || one == '\u{2800}'
}

/// Whether a character that is not seen does its work after the character before it.
fn is_needed(one: char, before: Option<char>, is_rtl: bool) -> bool {
    let Some(before) = before else { return false };
    match one {
        '\u{61C}' | '\u{200E}' | '\u{200F}' => is_rtl,
        // Arabic, Indic and Mongolian letters, and emoji, are joined or kept apart.
        '\u{200C}' | '\u{200D}' => joins(before),
        '\u{180B}'..='\u{180F}' => matches!(before, '\u{1800}'..='\u{18AF}'),
        // Emoji, digits in keycaps, and letters that have variants.
        '\u{FE00}'..='\u{FE0F}' => {
            before >= '\u{1000}'
                || matches!(before, '0'..='9' | '#' | '*')
                || !before.is_ascii() && !before.is_alphabetic() && !before.is_whitespace()
        }
        '\u{E0100}'..='\u{E01EF}' => before >= '\u{2E80}',
        // UTS #51 §1.4.6: a black flag, and the letters of its region.
        '\u{E0020}'..='\u{E007F}' => matches!(before, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'),
        _ => false,
    }
}

fn joins(before: char) -> bool {
    matches!(before,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'
        | '\u{1B00}'..='\u{1B7F}' | '\u{2190}'..='\u{2BFF}' | '\u{A980}'..='\u{A9DF}' | '\u{FE0F}'
        | '\u{FB50}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_right_to_left(one: char) -> bool {
    matches!(one,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && one != '\u{61C}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let problems = inspect("subject", text.as_bytes(), &Platform::default());
        problems.iter().map(|problem| problem.code().strip_prefix("identity.text.").unwrap()).collect()
    }

    #[test]
    fn the_table_tells_what_is_ignorable() {
        assert!(IGNORABLE.is_sorted_by(|(_, last), (first, _)| last < first));
        assert!(IGNORABLE.iter().all(|(first, last)| first <= last));
        for one in ['\u{AD}', '\u{1160}', '\u{180F}', '\u{FFF0}', '\u{E0000}', '\u{E0FFF}'] {
            assert!(is_ignorable(one), "{one:?}");
        }
        for one in ['a', '\u{AC}', '\u{AE}', '\u{1161}', '\u{FFF9}', '\u{DFFFF}', '\u{E1000}', char::MAX] {
            assert!(!is_ignorable(one), "{one:?}");
        }
    }

    #[test]
    fn names_what_hides_or_reorders() {
        assert_eq!(codes("=?utf-8?B?4oCuZWxwbWF4ZQ==?="), ["bidi-control"]);
        for text in [
            "a\u{200B}b",
            "Ba\u{AD}nk",
            "\u{3164}\u{3164}",
            "\u{2800}",
            "a\u{200D}b",
            "a\u{200F}b",
            "a\u{FE0F}",
            "\u{E0041}x",
            "\u{200D}",
            "x\u{FEFF}",
        ] {
            assert_eq!(codes(text), ["invisible-character"], "{text:?}");
        }
        for text in ["=?utf-8?Q?a=0D=0Ab?=", "a\u{2028}b", "a\u{85}b"] {
            assert_eq!(codes(text), ["control-character"], "{text:?}");
        }
        assert_eq!(codes("=?x-none?Q?a?= =?utf-8?Q?b?="), ["unknown-charset"]);
    }

    #[test]
    fn leaves_alone_what_writing_needs() {
        for text in [
            "Plain",
            "folded\r\n\tonce",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "שלום (a)\u{200F}",
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
            "\u{2764}\u{FE0F}\u{200D}\u{1F525}",
            "1\u{FE0F}\u{20E3} \u{A9}\u{FE0F}",
            "葛\u{E0100}城",
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}",
            "=?utf-8?Q?caf=C3=A9?=",
        ] {
            assert!(codes(text).is_empty(), "{text:?}: {:?}", codes(text));
        }
    }
}
