//! Text back into octets of a legacy character set: the reverse of what the platform decodes.

use crate::{order, platform::Platform};

/// Writes text in one character set; its table is made once, from the platform's decoder.
#[derive(Debug, Clone)]
pub(crate) struct Encoder {
    form: CharacterForm,
    /// Octets of each character beyond ASCII, without escape sequences; in the order of the characters.
    table: Vec<(char, [u8; 2])>,
}

/// How a character set builds characters from octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharacterForm {
    Utf8,
    SingleOctet,
    ShiftJis,
    EucJp,
    /// RFC 1468: pairs of seven bits between `ESC $ B` and `ESC ( B`.
    Iso2022Jp,
}

impl Encoder {
    /// An encoder for the character set of this name (as in MIME): UTF-8, those of one octet for
    /// each character, `Shift_JIS`, EUC-JP and ISO-2022-JP. `None` for any other.
    pub(crate) fn new(charset: &str, platform: &Platform) -> Option<Self> {
        let form = form(charset)?;
        let codes = match form {
            CharacterForm::Utf8 => Vec::new(),
            CharacterForm::SingleOctet => (0x80..=0xFF).map(|octet| vec![octet]).collect(),
            // The rows 0xED and 0xEE hold second copies of characters; nobody writes those.
            CharacterForm::ShiftJis => [
                (0xA1..=0xDF).map(|octet| vec![octet]).collect(),
                pairs((0x81..=0x9F).chain(0xE0..=0xEC).chain(0xEF..=0xFC), 0x40, 0xFC),
            ]
            .concat(),
            CharacterForm::EucJp => pairs(std::iter::once(0x8E).chain(0xA1..=0xFE), 0xA1, 0xFE),
            CharacterForm::Iso2022Jp => pairs(0x21..=0x7E, 0x21, 0x7E),
        };
        let mut table = if LATIN.iter().any(|name| name.eq_ignore_ascii_case(charset)) {
            latin_table()
        } else {
            read_table(charset, form, &codes, platform)?
        };
        // Of two ways to write a character, the first one counts.
        order::sort_by_key(&mut table, |(character, _)| *character);
        table.dedup_by_key(|(character, _)| *character);
        Some(Self { form, table })
    }

    /// `text` in the character set; `None` if it holds a character that the set lacks.
    pub(crate) fn encode(&self, text: &str) -> Option<Vec<u8>> {
        if self.form == CharacterForm::Utf8 {
            return Some(text.as_bytes().to_vec());
        }
        let mut octets = Vec::with_capacity(text.len());
        let mut in_pairs = false;
        for character in text.chars() {
            let wide = if character.is_ascii() { None } else { Some(self.octets_of(character)?) };
            if self.form == CharacterForm::Iso2022Jp && wide.is_some() != in_pairs {
                octets.extend_from_slice(if in_pairs { b"\x1B(B" } else { b"\x1B$B" });
                in_pairs = !in_pairs;
            }
            match wide {
                // A character of one octet has a zero in the first place.
                Some([0, octet]) => octets.push(*octet),
                Some(pair) => octets.extend_from_slice(pair),
                None => octets.extend(u8::try_from(character).ok()),
            }
        }
        if in_pairs {
            octets.extend_from_slice(b"\x1B(B");
        }
        Some(octets)
    }

    fn octets_of(&self, character: char) -> Option<&[u8; 2]> {
        let place = self.table.binary_search_by_key(&character, |(one, _)| *one).ok()?;
        self.table.get(place).map(|(_, octets)| octets)
    }
}

/// `text` in the character set of this name; `None` if the set is unknown or lacks a character.
/// The table is made anew each time: keep an [`Encoder`] for more than one text.
pub(crate) fn encode(charset: &str, text: &str, platform: &Platform) -> Option<Vec<u8>> {
    Encoder::new(charset, platform)?.encode(text)
}

/// Names for what the Web decodes as windows-1252. Some platforms decode its octets 0x80 to 0x9F as
/// control characters.
const LATIN: [&str; 5] = ["iso-8859-1", "iso8859-1", "latin1", "us-ascii", "windows-1252"];
/// The characters of the octets 0x80 to 0x9F (WHATWG Encoding §9, index windows-1252).
const LATIN_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

fn latin_table() -> Vec<(char, [u8; 2])> {
    let characters = LATIN_80.chars().chain('\u{A0}'..='\u{FF}');
    characters.zip(0x80..=0xFF_u8).map(|(character, octet)| (character, [0, octet])).collect()
}

fn form(charset: &str) -> Option<CharacterForm> {
    const MULTIPLE: [(&str, CharacterForm); 9] = [
        ("utf-8", CharacterForm::Utf8),
        ("utf8", CharacterForm::Utf8),
        ("shift_jis", CharacterForm::ShiftJis),
        ("shift-jis", CharacterForm::ShiftJis),
        ("x-sjis", CharacterForm::ShiftJis),
        ("windows-31j", CharacterForm::ShiftJis),
        ("euc-jp", CharacterForm::EucJp),
        ("x-euc-jp", CharacterForm::EucJp),
        ("iso-2022-jp", CharacterForm::Iso2022Jp),
    ];
    const SINGLE: [&str; 8] =
        ["iso-8859-", "iso8859-1", "windows-12", "windows-874", "koi8-", "us-ascii", "latin1", "macintosh"];
    let charset = charset.to_ascii_lowercase();
    let found = MULTIPLE.iter().find(|(name, _)| *name == charset).map(|(_, form)| *form);
    found.or_else(|| {
        SINGLE.iter().any(|prefix| charset.starts_with(prefix)).then_some(CharacterForm::SingleOctet)
    })
}

fn pairs(leads: impl Iterator<Item = u8>, first: u8, last: u8) -> Vec<Vec<u8>> {
    leads.flat_map(|lead| (first..=last).map(move |trail| vec![lead, trail])).collect()
}

/// Decodes all codes at once, a line for each; the first of two codes for one character counts.
fn read_table(
    charset: &str,
    form: CharacterForm,
    codes: &[Vec<u8>],
    platform: &Platform,
) -> Option<Vec<(char, [u8; 2])>> {
    let mut octets = Vec::with_capacity(codes.len().saturating_mul(9));
    for code in codes {
        let (before, after): (&[u8], &[u8]) =
            if form == CharacterForm::Iso2022Jp { (b"\x1B$B", b"\x1B(B\n") } else { (b"", b"\n") };
        octets.extend_from_slice(before);
        octets.extend_from_slice(code);
        octets.extend_from_slice(after);
    }
    let text = (platform.decode)(charset, &octets)?;
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    if lines.len() != codes.len() {
        return None;
    }
    let mut table = Vec::new();
    for (code, line) in codes.iter().zip(lines) {
        let mut characters = line.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else { continue };
        let code = match code.as_slice() {
            [octet] => [0, *octet],
            [lead, trail] => [*lead, *trail],
            _ => continue,
        };
        if !character.is_ascii() && character != char::REPLACEMENT_CHARACTER {
            table.push((character, code));
        }
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform() -> Platform {
        let decode = |charset: &str, octets: &[u8]| {
            let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
            Some(encoding.decode_without_bom_handling(octets).0.into_owned())
        };
        Platform { decode, ..Platform::default() }
    }

    #[test]
    fn what_is_encoded_decodes_to_the_same() {
        let japanese = "日本語、ｶﾅ。①㈱\r\nASCII ￢∵Ⅰ髙\r\n";
        for (charset, text) in [
            ("utf-8", "é日"),
            ("ISO-8859-1", "é à ÿ €"),
            ("windows-1252", "“é”\u{9d}"),
            ("iso-8859-15", "€"),
            ("koi8-r", "Привет"),
            ("Shift_JIS", japanese),
            ("EUC-JP", japanese),
            ("ISO-2022-JP", "日本語、カナ。①㈱\r\nASCII ￢∵Ⅰ\r\n"),
        ] {
            let octets = encode(charset, text, &platform());
            let octets = octets.as_deref().unwrap_or_default();
            let back = (platform().decode)(charset, octets);
            assert_eq!(back.as_deref(), Some(text), "{charset}");
        }
    }

    #[test]
    fn writes_what_other_encoders_write() {
        let text = "見本、①㈱￢∵Ⅰ髙﨑～\r\nabc\r\n";
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP] {
            let text =
                text.replace(['髙', '﨑'], if encoding == encoding_rs::SHIFT_JIS { "髙" } else { "高" });
            let expected = encoding.encode(&text).0.into_owned();
            assert_eq!(encode(encoding.name(), &text, &platform()), Some(expected), "{}", encoding.name());
        }
    }

    #[test]
    fn what_a_set_lacks_is_not_encoded() {
        assert_eq!(encode("iso-8859-1", "日", &platform()), None);
        assert_eq!(encode("shift_jis", "é", &platform()), None);
        assert_eq!(encode("big5", "日", &platform()), None);
        assert_eq!(encode("koi8-r", "П", &Platform::default()), None);
    }
}
