//! Header text for people: unfolded, with encoded words (RFC 2047) decoded.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use crate::{platform::Platform, text::escape};

/// Encoded words decoded in one field; the rest stays as it is.
pub(crate) const MAX_WORDS: usize = 1_000;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// One `=?charset?encoding?text?=`.
struct EncodedWord<'a> {
    charset: &'a str,
    octets: Vec<u8>,
    /// Octets it takes in the field.
    length: usize,
}

/// Neighbouring words of one charset. Each is whole in itself (RFC 2047 §5), shifts of ISO-2022-JP included;
/// yet writers split characters between words, so that only all of them together make sense.
struct Run {
    charset: String,
    words: Vec<Vec<u8>>,
}

/// The text of a field's value: white space around it and line ends taken away, encoded words
/// decoded, octets that are not UTF-8 escaped.
pub(crate) fn decode_text(value: &[u8], platform: &Platform) -> String {
    let unfolded: Vec<u8> = value.iter().copied().filter(|octet| !matches!(octet, b'\r' | b'\n')).collect();
    let mut output = String::new();
    let mut plain_start = 0_usize;
    let mut at = 0_usize;
    let mut words = 0_usize;
    let mut run: Option<Run> = None;
    while let Some(offset) = find_pair(unfolded.get(at..).unwrap_or_default(), *b"=?") {
        let start = at.saturating_add(offset);
        let rest = unfolded.get(start..).unwrap_or_default();
        let word = if words < MAX_WORDS { read_word(rest) } else { None };
        let Some(word) = word else {
            at = start.saturating_add(2);
            continue;
        };
        words = words.saturating_add(1);
        let between = unfolded.get(plain_start..start).unwrap_or_default();
        let adjacent = run.is_some() && between.iter().all(|octet| matches!(octet, b' ' | b'\t'));
        match &mut run {
            Some(run) if adjacent && run.charset.eq_ignore_ascii_case(word.charset) => {
                run.words.push(word.octets);
            }
            _ => {
                if let Some(run) = run.take() {
                    output.push_str(&run.decode(platform));
                }
                if !adjacent {
                    output.push_str(&escape(between));
                }
                run = Some(Run { charset: word.charset.to_owned(), words: vec![word.octets] });
            }
        }
        at = start.saturating_add(word.length);
        plain_start = at;
    }
    if let Some(run) = run {
        output.push_str(&run.decode(platform));
    }
    output.push_str(&escape(unfolded.get(plain_start..).unwrap_or_default()));
    output.trim().to_owned()
}

/// The character set of the first encoded word that is in one that the platform does not know.
pub(crate) fn unknown_charset(value: &[u8], platform: &Platform) -> Option<String> {
    let unfolded: Vec<u8> = value.iter().copied().filter(|octet| !matches!(octet, b'\r' | b'\n')).collect();
    let mut rest = unfolded.as_slice();
    let mut words = 0_usize;
    while let Some(start) = find_pair(rest, *b"=?").filter(|_| words < MAX_WORDS) {
        rest = rest.get(start..).unwrap_or_default();
        let Some(word) = read_word(rest) else {
            rest = rest.get(2..).unwrap_or_default();
            continue;
        };
        words = words.saturating_add(1);
        if (platform.decode)(word.charset, b"").is_none() {
            return Some(word.charset.to_owned());
        }
        rest = rest.get(word.length..).unwrap_or_default();
    }
    None
}

impl Run {
    fn decode(self, platform: &Platform) -> String {
        let text = |octets: &[u8]| (platform.decode)(&self.charset, octets).unwrap_or_else(|| escape(octets));
        let mut apart = String::new();
        for octets in &self.words {
            apart.push_str(&text(octets));
        }
        if self.words.len() > 1 && gaps(&apart) > 0 {
            let together = text(&self.words.concat());
            if gaps(&together) < gaps(&apart) {
                return together;
            }
        }
        apart
    }
}

/// Number of places that could not be decoded.
fn gaps(text: &str) -> usize {
    text.chars().filter(|character| *character == char::REPLACEMENT_CHARACTER).count()
}

fn read_word(rest: &[u8]) -> Option<EncodedWord<'_>> {
    // RFC 2047 §2 allows 75 octets; writers exceed it, but not without end.
    const MAX_LENGTH: usize = 1_000;
    let rest = rest.get(..rest.len().min(MAX_LENGTH))?;
    let mut parts = rest.get(2..)?.splitn(3, |octet| *octet == b'?');
    let (charset, encoding, tail) = (parts.next()?, parts.next()?, parts.next()?);
    let end = find_pair(tail, *b"?=")?;
    let text = tail.get(..end)?;
    let charset = std::str::from_utf8(charset).ok().filter(|name| !name.is_empty() && name.is_ascii())?;
    let octets = match encoding {
        b"B" | b"b" => LENIENT.decode(text).ok()?,
        b"Q" | b"q" => decode_q(text),
        _ => return None,
    };
    let length = 2_usize
        .saturating_add(charset.len())
        .saturating_add(encoding.len())
        .saturating_add(2)
        .saturating_add(end)
        .saturating_add(2);
    // RFC 2231 §5: a language may follow the charset after "*".
    let charset = charset.split('*').next().unwrap_or(charset);
    Some(EncodedWord { charset, octets, length })
}

/// Where `pair` first stands in `text`.
fn find_pair(text: &[u8], pair: [u8; 2]) -> Option<usize> {
    let followers = text.get(1..).unwrap_or_default();
    text.iter().zip(followers).position(|(first, second)| [*first, *second] == pair)
}

fn decode_q(text: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let hexadecimal = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let value = hexadecimal.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, value) {
            (b'=', Some(value)) => {
                octets.push(value);
                rest = after.get(2..).unwrap_or_default();
                continue;
            }
            (b'_', _) => octets.push(b' '),
            _ => octets.push(*first),
        }
        rest = after;
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str) -> String {
        decode_text(text.as_bytes(), &Platform::default())
    }

    #[test]
    fn decodes_both_encodings() {
        assert_eq!(decode(" =?utf-8?Q?caf=C3=A9_au?= lait\r\n"), "café au lait");
        assert_eq!(decode("=?UTF-8?B?44GC?=\r\n =?utf-8?b?44GE?= x"), "あい x");
    }

    #[test]
    fn joins_a_character_split_between_words() {
        assert_eq!(decode("=?utf-8?B?44E=?= =?utf-8?B?gg==?="), "あ");
    }

    #[test]
    fn leaves_what_is_no_encoded_word() {
        for text in ["=?utf-8?X?a?=", "a =? b", "=?utf-8?Q?never ends", "=?=?=?"] {
            assert_eq!(decode(text), text);
        }
    }
}
