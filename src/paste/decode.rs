//! Repairs of the whole: what was pasted is the source in another coding.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{
    NEAR, Repaired,
    lines::{disguised_field, field_name, header, is_continuation, lines},
    problem::Problem,
};
use crate::message::Problem as MessageProblem;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

fn shows_fields(octets: &[u8]) -> bool {
    lines(octets).take(NEAR).any(|line| disguised_field(line).is_some())
}

/// UTF-16, by its byte order mark or by its zeros.
pub(super) fn utf16(octets: &[u8]) -> Option<Repaired> {
    let is_zero = |odd: usize| octets.iter().skip(odd).step_by(2).take(NEAR).all(|octet| *octet == 0);
    let (big, rest) = match octets {
        [0xFE, 0xFF, rest @ ..] => (true, rest),
        [0xFF, 0xFE, rest @ ..] => (false, rest),
        [0, first, ..] if *first != 0 && octets.len() > 32 && is_zero(0) => (true, octets),
        [first, 0, ..] if *first != 0 && octets.len() > 32 && is_zero(1) => (false, octets),
        _ => return None,
    };
    let (units, _) = rest.as_chunks::<2>();
    let units: Vec<u16> = units
        .iter()
        .map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) })
        .collect();
    let text = String::from_utf16_lossy(&units);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    shows_fields(text.as_bytes()).then(|| Repaired::new(text.as_bytes().to_vec(), Problem::Utf16))
}

/// A byte order mark of UTF-8.
pub(super) fn byte_order_mark(octets: &[u8]) -> Option<Repaired> {
    let rest = octets.strip_prefix(b"\xEF\xBB\xBF")?;
    Some(Repaired::new(rest.to_vec(), MessageProblem::ByteOrderMark))
}

/// A JSON string (RFC 8259 §7), or the text between its quotation marks.
pub(super) fn json_string(octets: &[u8]) -> Option<Repaired> {
    let trimmed = octets.trim_ascii();
    let trimmed = trimmed.strip_suffix(b",").or(trimmed.strip_suffix(b";")).unwrap_or(trimmed);
    let quoted = trimmed.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    let inner = quoted.unwrap_or(trimmed);
    if inner.contains(&b'\n') || (quoted.is_none() && field_name(inner).is_none()) {
        return None;
    }
    let text = unescape(std::str::from_utf8(inner).ok()?, quoted.is_some())?;
    let breaks = text.matches('\n').count();
    (breaks >= 2 && shows_fields(text.as_bytes()))
        .then(|| Repaired::new(text.into_bytes(), Problem::JsonString))
}

pub(super) fn unescape(text: &str, is_quoted: bool) -> Option<String> {
    let mut output = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let escaped = match character {
            '\\' => rest.next()?,
            '"' if is_quoted => return None,
            _ => '\0',
        };
        if escaped == 'u' {
            let digits: String = rest.by_ref().take(4).collect();
            units.push(u16::from_str_radix(&digits, 16).ok()?);
            continue;
        }
        output.push_str(&String::from_utf16_lossy(&units));
        units.clear();
        output.push(match escaped {
            '\0' => character,
            'b' => '\u{8}',
            'f' => '\u{C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '"' | '\\' | '/' => escaped,
            _ => return None,
        });
    }
    output.push_str(&String::from_utf16_lossy(&units));
    Some(output)
}

/// Base64 of the whole.
pub(super) fn base64(octets: &[u8]) -> Option<Repaired> {
    let decoded = decode_base64(octets)?;
    (shows_fields(&decoded) || utf16(&decoded).is_some()).then(|| Repaired::new(decoded, Problem::Base64))
}

/// Octets from base64 that is long enough for a source, in the alphabet of MIME or in that of URLs (RFC 4648 §4, §5).
pub(super) fn decode_base64(octets: &[u8]) -> Option<Vec<u8>> {
    let is_url = octets.iter().any(|octet| b"-_".contains(octet));
    let compact = if is_url {
        let standard = octets.iter().map(|octet| match octet {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        });
        compact_base64(&standard.collect::<Vec<u8>>())?
    } else {
        compact_base64(octets)?
    };
    BASE64.decode(&compact).ok().filter(|_| compact.len() >= 64)
}

/// `octets` without white space; `None` if they hold something that is not base64.
pub(super) fn compact_base64(octets: &[u8]) -> Option<Vec<u8>> {
    let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || b"+/=".contains(octet);
    if !octets.iter().all(|octet| is_base64(octet) || octet.is_ascii_whitespace()) {
        return None;
    }
    Some(octets.iter().copied().filter(is_base64).collect())
}

/// Octets from base64, white space ignored.
pub(super) fn read_base64(octets: &[u8]) -> Option<Vec<u8>> {
    BASE64.decode(compact_base64(octets)?).ok()
}

/// Quoted-printable of the whole: no `=` of the header section stands for itself.
pub(super) fn quoted_printable(octets: &[u8]) -> Option<Repaired> {
    let header = header(octets);
    let mut escapes = 0_usize;
    for (place, _) in header.iter().enumerate().filter(|(_, octet)| **octet == b'=') {
        match header.get(place.saturating_add(1)..).unwrap_or_default() {
            [b'\n' | b'\r', ..] => {}
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                escapes = escapes.saturating_add(1);
            }
            _ => return None,
        }
    }
    (escapes > 0 && header.windows(3).any(|three| three == b"=3D") && shows_fields(header))
        .then(|| Repaired::new(read_quoted_printable(octets), Problem::QuotedPrintable))
}

/// Octets from quoted-printable (RFC 2045 §6.7); what is no escape stays.
pub(super) fn read_quoted_printable(octets: &[u8]) -> Vec<u8> {
    let mut output = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'=', [b'\r', b'\n', later @ ..] | [b'\n', later @ ..]) => rest = later,
            (b'=', [high, low, later @ ..]) => match hexadecimal(*high, *low) {
                Some(octet) => {
                    output.push(octet);
                    rest = later;
                }
                None => output.push(*first),
            },
            _ => output.push(*first),
        }
    }
    output
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digits = [high, low];
    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
}

/// References of HTML: the header section has some, and no `<` is left.
pub(super) fn html_entities(octets: &[u8]) -> Option<Repaired> {
    let header = header(octets);
    let has = |name: &[u8]| memchr::memmem::find(header, name).is_some();
    if octets.contains(&b'<') || !(has(b"&lt;") || has(b"&gt;") || has(b"&#60;")) || !shows_fields(header) {
        return None;
    }
    let mut output = Vec::with_capacity(octets.len());
    let mut count = 0_usize;
    let mut rest = octets;
    while let Some(place) = memchr::memchr(b'&', rest) {
        let (before, after) = rest.split_at(place);
        output.extend_from_slice(before);
        let (text, length) = reference(after).map_or(("&".to_owned(), 1), |(character, length)| {
            count = count.saturating_add(1);
            (character.to_string(), length)
        });
        output.extend_from_slice(text.as_bytes());
        rest = after.get(length..).unwrap_or_default();
    }
    output.extend_from_slice(rest);
    Some(Repaired::new(output, Problem::HtmlEntities { count }))
}

/// The character that a reference stands for, and the reference's length.
pub(super) fn reference(octets: &[u8]) -> Option<(char, usize)> {
    let near = octets.get(1..octets.len().min(12))?;
    let end = near.iter().position(|octet| *octet == b';')?;
    let name = std::str::from_utf8(near.get(..end)?).ok()?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        _ => match name.strip_prefix('#')? {
            digits if digits.starts_with(['x', 'X']) => number(digits.get(1..)?, 16)?,
            digits => number(digits, 10)?,
        },
    };
    Some((character, end.saturating_add(2)))
}

const NO_BREAK_SPACE: [u8; 2] = [0xC2, 0xA0];

/// No-break spaces where a header section has spaces; in the body they may be the author's own.
pub(super) fn no_break_spaces(octets: &[u8]) -> Option<Vec<Repaired>> {
    let head = header(octets);
    let is_spoiled = |line: &[u8]| {
        let text = line.trim_ascii_start();
        let value = field_name(line).and_then(|name| line.get(name.len().saturating_add(1)..));
        (is_continuation(line) && text.starts_with(&NO_BREAK_SPACE))
            || value.is_some_and(|value| value.trim_ascii_start().starts_with(&NO_BREAK_SPACE))
    };
    if !lines(head).any(is_spoiled) || !shows_fields(head) {
        return None;
    }
    let (all, count) = spaces(octets);
    let (mut only, fewer) = spaces(head);
    let mut steps = vec![Repaired::new(all, Problem::NoBreakSpaces { count })];
    if fewer < count {
        only.extend_from_slice(octets.get(head.len()..).unwrap_or_default());
        steps.push(Repaired::new(only, Problem::NoBreakSpaces { count: fewer }));
    }
    Some(steps)
}

fn spaces(octets: &[u8]) -> (Vec<u8>, usize) {
    let mut output = Vec::with_capacity(octets.len());
    let mut count = 0_usize;
    let mut rest = octets;
    while let Some(place) = memchr::memmem::find(rest, &NO_BREAK_SPACE) {
        output.extend_from_slice(rest.get(..place).unwrap_or_default());
        output.push(b' ');
        count = count.saturating_add(1);
        rest = rest.get(place.saturating_add(2)..).unwrap_or_default();
    }
    output.extend_from_slice(rest);
    (output, count)
}
