//! The table by which look-alike domain names are told, and characters that show nothing.
//!
//! Of scripts and look-alikes, nothing is kept but what stands in domain names, which makes the ranges few.

use std::fmt::Write as _;

use unicode_script::{Script, UnicodeScript as _};

use crate::shown;

/// UTS #39 §5.1: the writing systems of Japan, Korea and Taiwan, by the scripts that they mix.
const MIXED: [(&str, &[Script]); 3] = [
    ("Jpan", &[Script::Han, Script::Hiragana, Script::Katakana]),
    ("Kore", &[Script::Han, Script::Hangul]),
    ("Hanb", &[Script::Han, Script::Bopomofo]),
];

/// UAX #31, table 5: the other scripts in everyday use; the first three have names in the module.
const RECOMMENDED: [Script; 24] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Arabic,
    Script::Armenian,
    Script::Bengali,
    Script::Devanagari,
    Script::Ethiopic,
    Script::Georgian,
    Script::Gujarati,
    Script::Gurmukhi,
    Script::Hebrew,
    Script::Kannada,
    Script::Khmer,
    Script::Lao,
    Script::Malayalam,
    Script::Myanmar,
    Script::Oriya,
    Script::Sinhala,
    Script::Tamil,
    Script::Telugu,
    Script::Thaana,
    Script::Thai,
    Script::Tibetan,
];

/// The bit of every other script.
const OTHER: u32 = 1 << (RECOMMENDED.len() + MIXED.len());
/// Common to all scripts, or inherited from the character before.
const ANY: u32 = u32::MAX;

/// The module of the core.
pub(crate) fn module(version: &str) -> String {
    let allowed: Vec<char> = ('\u{80}'..=char::MAX).filter(|one| stands_in_names(*one)).collect();
    let mut sets = vec![ANY];
    let mut ranges: Vec<u32> = Vec::new();
    let mut last = 0;
    for one in &allowed {
        let set = scripts(*one);
        let place = sets.iter().position(|known| *known == set).unwrap_or(sets.len());
        if place == sets.len() {
            sets.push(set);
        }
        if place != last {
            ranges.push(pack(*one, u8::try_from(place).expect("there are fewer than 256 sets")));
            last = place;
        }
    }
    let alike: Vec<u32> = allowed.iter().filter_map(|one| Some(pack(*one, looks_like(*one)?))).collect();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "//! Scripts and look-alikes (UTS #39) of the characters that stand in domain names, and the characters\n\
         //! of which nothing is seen."
    );
    let _ = writeln!(out, "//!\n//! Written by `make unicode`. Unicode {version}.\n");
    let _ = writeln!(out, "#![allow(clippy::unreadable_literal)]\n");
    for (script, bit) in RECOMMENDED.iter().zip(0..).take(3) {
        let name = script.full_name();
        let _ = writeln!(out, "/// The {name} script.");
        let _ = writeln!(out, "pub(super) const {}: u32 = 1 << {bit};", name.to_uppercase());
    }
    let _ = writeln!(out, "/// A script that is not in everyday use (UAX #31, table 5).");
    let _ = writeln!(out, "pub(super) const OTHER: u32 = 1 << {};\n", OTHER.trailing_zeros());
    let _ = writeln!(out, "/// The scripts that a character belongs to, a bit for each.");
    array(&mut out, "SETS", &sets);
    let _ = writeln!(
        out,
        "\n/// The first character of a range, eight bits up, and the place of its set in [`SETS`]."
    );
    array(&mut out, "RANGES", &ranges);
    let _ = writeln!(
        out,
        "\n/// A character, eight bits up, and the letter or digit of ASCII that it looks like."
    );
    array(&mut out, "ALIKE", &alike);
    ignorable(&mut out);
    out
}

/// The ranges of `Default_Ignorable_Code_Point`.
fn ignorable(out: &mut String) {
    let ranges = shown::ranges(shown::is_ignorable);
    let _ = writeln!(
        out,
        "\n/// The first and the last character of each range that is `Default_Ignorable_Code_Point`."
    );
    let _ = writeln!(out, "#[rustfmt::skip]");
    let _ = write!(out, "pub(super) const IGNORABLE: [(char, char); {}] = [", ranges.len());
    for (place, range) in ranges.iter().enumerate() {
        let start = if place % 4 == 0 { "\n    " } else { " " };
        let _ = write!(out, "{start}('\\u{{{:x}}}', '\\u{{{:x}}}'),", range.start, range.end - 1);
    }
    let _ = writeln!(out, "\n];");
}

fn array(out: &mut String, name: &str, values: &[u32]) {
    let _ = writeln!(out, "#[rustfmt::skip]");
    let _ = write!(out, "pub(super) const {name}: [u32; {}] = [", values.len());
    for (place, value) in values.iter().enumerate() {
        let _ = write!(out, "{}0x{value:x},", if place % 10 == 0 { "\n    " } else { " " });
    }
    let _ = writeln!(out, "\n];");
}

fn pack(one: char, low: u8) -> u32 {
    u32::from(one) << 8 | u32::from(low)
}

/// Whether UTS #46 leaves the character as it is, in some label or other.
fn stands_in_names(one: char) -> bool {
    let stands = |label: String| {
        let Ok(ascii) = idna::domain_to_ascii_cow(label.as_bytes(), idna::AsciiDenyList::URL) else {
            return false;
        };
        let (unicode, result) = idna::domain_to_unicode(&ascii);
        result.is_ok() && unicode == label
    };
    // A mark needs a letter before it, a digit of Arabic one that is written from right to left.
    ["", "q", "\u{5d0}", "\u{628}"].iter().any(|before| stands(format!("{before}{one}")))
}

/// UTS #39 §5.1: the scripts of a character, those that stand for mixtures among them.
fn scripts(one: char) -> u32 {
    let extension = one.script_extension();
    if extension.is_common() || extension.is_inherited() || extension.is_empty() {
        return ANY;
    }
    let mut set = 0;
    for script in extension.iter() {
        let mut bits = 0;
        for (place, _) in RECOMMENDED.iter().enumerate().filter(|(_, known)| **known == script) {
            bits |= 1 << place;
        }
        for (place, _) in MIXED.iter().enumerate().filter(|(_, (_, parts))| parts.contains(&script)) {
            bits |= 1 << (RECOMMENDED.len() + place);
        }
        set |= if bits == 0 { OTHER } else { bits };
    }
    set
}

/// UTS #39 §4: the one letter, digit or hyphen of ASCII that the character has as its skeleton.
fn looks_like(one: char) -> Option<u8> {
    let skeleton: String = unicode_security::skeleton(one.encode_utf8(&mut [0; 4])).collect();
    match skeleton.as_str() {
        // The skeleton of an m is that too.
        "rn" => Some(b'm'),
        other => match other.as_bytes() {
            [octet] if octet.is_ascii_alphanumeric() || *octet == b'-' => Some(octet.to_ascii_lowercase()),
            _ => None,
        },
    }
}
