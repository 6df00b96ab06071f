//! Text as a reader takes it: full-width letters, other forms of letters and the full stops of other
//! scripts for the ASCII that they are read as (Unicode, compatibility decompositions; UTS #46).

use crate::{dns::Name, platform::Platform};

/// `text` with ASCII for all that stands for ASCII, and without what cannot be seen.
pub(crate) fn appearance(text: &str) -> String {
    let seen: Vec<char> = text.chars().filter(|one| !is_unseen(*one)).map(ascii_form).collect();
    let mut shown = String::with_capacity(text.len());
    for (place, one) in seen.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| seen.get(place));
        let after = place.checked_add(1).and_then(|place| seen.get(place));
        shown.push(if is_full_stop(*one, before, after) { '.' } else { *one });
    }
    shown
}

/// The domain name that a word of such text shows: labels that stand for ASCII are taken for it, where an
/// address would have to hold A-labels.
pub(crate) fn name_as_shown(word: &str, platform: &Platform) -> Option<Name> {
    let labels: Option<Vec<String>> = word.split('.').map(|label| plain_label(label, platform)).collect();
    Name::parse(labels?.join(".").as_bytes(), platform).ok()
}

/// The label that IDNA makes of one that is not ASCII, where that is ASCII alone; else the label itself.
fn plain_label(label: &str, platform: &Platform) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    // A delimiter could end the name (see `Name::parse`).
    if label.contains(|one: char| one.is_ascii() && !one.is_ascii_alphanumeric() && one != '-') {
        return None;
    }
    (platform.to_a_label)(label)
}

/// The characters that IDNA takes for the dot (RFC 3490 §3.1) end sentences elsewhere.
fn is_full_stop(one: char, before: Option<&char>, after: Option<&char>) -> bool {
    let is_plain = |other: Option<&char>| other.is_some_and(char::is_ascii_alphanumeric);
    matches!(one, '\u{3002}' | '\u{FF61}')
        && is_plain(after)
        && (is_plain(before) || after.is_some_and(char::is_ascii_lowercase))
}

/// Whether a character takes no room: those that hide within a word, not those that a script needs.
fn is_unseen(one: char) -> bool {
    matches!(
        one,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// The ASCII character that a form of one stands for.
fn ascii_form(one: char) -> char {
    let code = u32::from(one);
    let letter = |first: char, offset: u32| {
        u8::try_from(u32::from(first).saturating_add(offset)).map_or(one, char::from)
    };
    match one {
        '\u{FF01}'..='\u{FF5E}' => letter('!', code.saturating_sub(0xFF01)),
        '\u{FE52}' | '\u{2024}' => '.',
        '\u{FE6B}' => '@',
        '\u{2010}' | '\u{2011}' | '\u{FE63}' => '-',
        '\u{FE4D}'..='\u{FE4F}' => '_',
        // Thirteen alphabets of capitals and small letters, and five rows of digits.
        '\u{1D400}'..='\u{1D6A3}' => match code.saturating_sub(0x1D400) % 52 {
            capital @ 0..=25 => letter('A', capital),
            small => letter('a', small.saturating_sub(26)),
        },
        '\u{1D7CE}'..='\u{1D7FF}' => letter('0', code.saturating_sub(0x1D7CE) % 10),
        '\u{24B6}'..='\u{24CF}' => letter('A', code.saturating_sub(0x24B6)),
        '\u{24D0}'..='\u{24E9}' => letter('a', code.saturating_sub(0x24D0)),
        '\u{1F130}'..='\u{1F149}' => letter('A', code.saturating_sub(0x1F130)),
        '\u{1F150}'..='\u{1F169}' => letter('A', code.saturating_sub(0x1F150)),
        '\u{1F170}'..='\u{1F189}' => letter('A', code.saturating_sub(0x1F170)),
        _ => letterlike(one),
    }
}

/// The letters for which the mathematical alphabets have gaps.
fn letterlike(one: char) -> char {
    const FORMS: [(char, char); 25] = [
        ('ℂ', 'C'),
        ('ℊ', 'g'),
        ('ℋ', 'H'),
        ('ℌ', 'H'),
        ('ℍ', 'H'),
        ('ℎ', 'h'),
        ('ℐ', 'I'),
        ('ℑ', 'I'),
        ('ℒ', 'L'),
        ('ℓ', 'l'),
        ('ℕ', 'N'),
        ('ℙ', 'P'),
        ('ℚ', 'Q'),
        ('ℛ', 'R'),
        ('ℜ', 'R'),
        ('ℝ', 'R'),
        ('ℤ', 'Z'),
        ('ℨ', 'Z'),
        ('ℬ', 'B'),
        ('ℭ', 'C'),
        ('ℯ', 'e'),
        ('ℰ', 'E'),
        ('ℱ', 'F'),
        ('ℳ', 'M'),
        ('ℴ', 'o'),
    ];
    FORMS.iter().find(|(form, _)| *form == one).map_or(one, |(_, ascii)| *ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_ascii_are_read_as_ascii() {
        for (text, expected) in [
            ("Ａｍａｚｏｎ．ｃｏ．ｊｐ", "Amazon.co.jp"),
            ("account＠amazon．co．jp", "account@amazon.co.jp"),
            ("amazon。co。jp", "amazon.co.jp"),
            ("amazon｡ｃｏ｡jp", "amazon.co.jp"),
            ("a﹫b﹒example", "a@b.example"),
            ("b\u{200B}a\u{AD}n\u{2060}k.exam\u{200D}ple", "bank.example"),
            ("𝐛𝒂𝓷𝔨.𝚎𝚡𝖆𝗺𝘱𝙡𝕖 𝟘𝟡", "bank.example 09"),
            ("ⒷⓐⓝⓀ․ℯxample", "BanK.example"),
            ("例え。jp", "例え.jp"),
            ("ご確認ください。Amazon", "ご確認ください。Amazon"),
            ("お知らせ。次回", "お知らせ。次回"),
            ("Ünïcode", "Ünïcode"),
        ] {
            assert_eq!(appearance(text), expected, "{text}");
        }
    }
}
