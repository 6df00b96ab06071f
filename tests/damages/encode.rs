//! Encoders written after what mail software does, apart from the core's.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Whose habits quoted-printable is written with (RFC 2045 §6.7 leaves a choice).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    /// `quopri`: lines of 76 with the `=`, only what must be encoded.
    Python,
    /// `quoted_printable_encode`: lines of 76, spaces at ends of lines, no regard to words.
    Php,
    /// `QPEncoderStream`: lines of 76, `=` alone encoded too, spaces only before line ends.
    JavaMail,
    /// libqp: soft line breaks after a space or punctuation where there is one near the end.
    Nodemailer,
}

pub(crate) fn quoted_printable(octets: &[u8], habit: Habit) -> Vec<u8> {
    let lines = split_lines(octets);
    let encoded: Vec<String> = lines.iter().map(|line| quoted_printable_line(line, habit)).collect();
    encoded.join("\r\n").into_bytes()
}

fn quoted_printable_line(line: &[u8], habit: Habit) -> String {
    let mut tokens: Vec<String> = Vec::new();
    for (index, octet) in line.iter().enumerate() {
        let is_last = index + 1 == line.len();
        let plain = match octet {
            b' ' | b'\t' => !is_last,
            b'=' => false,
            // Python's email.quoprimime leaves these; PHP and JavaMail too.
            0x21..=0x7e => true,
            _ => false,
        };
        tokens.push(if plain { char::from(*octet).to_string() } else { format!("={octet:02X}") });
    }
    let total: usize = tokens.iter().map(String::len).sum();
    if total <= 76 {
        return tokens.concat();
    }
    let (mut text, mut line) = (String::new(), String::new());
    let mut left = total;
    for token in tokens {
        let length = token.len();
        let room = if habit == Habit::Php { 75 } else { 75 + usize::from(line.len() + left <= 76) };
        if line.len() + length > room {
            let cut = match habit {
                Habit::Nodemailer => line.rfind([' ', '.', ',']).filter(|cut| *cut > 50).map(|cut| cut + 1),
                _ => None,
            };
            let rest = line.split_off(cut.unwrap_or(line.len()));
            text.push_str(&line);
            text.push_str("=\r\n");
            line = rest;
        }
        line.push_str(&token);
        left -= length;
    }
    text + &line
}

/// Base64 on lines of `width` characters, each with a line end.
pub(crate) fn base64(octets: &[u8], width: usize) -> Vec<u8> {
    let text = STANDARD.encode(octets);
    text.as_bytes().chunks(width).flat_map(|line| [line, b"\r\n"].concat()).collect()
}

/// As Python's `email` writes a part of this encoding; `None` if it cannot be.
pub(crate) fn encode(encoding: &str, octets: &[u8]) -> Option<Vec<u8>> {
    match encoding {
        "base64" => Some(base64(octets, 76)),
        "quoted-printable" => Some(quoted_printable(octets, Habit::Python)),
        "7bit" => octets.is_ascii().then(|| octets.to_vec()),
        _ => Some(octets.to_vec()),
    }
}

/// `None` if it is not well formed, as after a first damage.
pub(crate) fn decode(encoding: &str, content: &[u8]) -> Option<Vec<u8>> {
    match encoding {
        "base64" => {
            let is_text = |octet: &u8| !octet.is_ascii_whitespace();
            STANDARD.decode(content.iter().copied().filter(is_text).collect::<Vec<u8>>()).ok()
        }
        "quoted-printable" => decode_quoted_printable(content),
        _ => Some(content.to_vec()),
    }
}

fn decode_quoted_printable(content: &[u8]) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut rest = content;
    while let Some((first, after)) = rest.split_first() {
        if *first != b'=' {
            octets.push(*first);
            rest = after;
        } else if let Some(after) = after.strip_prefix(b"\r\n") {
            rest = after;
        } else {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            octets.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        }
    }
    Some(octets)
}

/// The text in a character set; `None` if it lacks a character.
pub(crate) fn charset(name: &str, text: &str) -> Option<Vec<u8>> {
    if name.eq_ignore_ascii_case("us-ascii") {
        return text.is_ascii().then(|| text.as_bytes().to_vec());
    }
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes())?;
    let (octets, _, unmappable) = encoding.encode(text);
    (!unmappable).then(|| octets.into_owned())
}

pub(crate) fn b_word(name: &str, text: &str) -> String {
    let octets = charset(name, text).expect("the character set has these characters");
    format!("=?{name}?B?{}?=", STANDARD.encode(octets))
}

/// RFC 2047 §4.2, with everything but letters and digits encoded.
pub(crate) fn q_word(name: &str, text: &str) -> String {
    let octets = charset(name, text).expect("the character set has these characters");
    let mut word = String::new();
    for octet in octets {
        match octet {
            b' ' => word.push('_'),
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => word.push(char::from(octet)),
            other => word.push_str(&format!("={other:02X}")),
        }
    }
    format!("=?{name}?Q?{word}?=")
}

/// `encodeURIComponent`.
pub(crate) fn percent(text: &str) -> String {
    let mut encoded = String::new();
    for octet in text.bytes() {
        match octet {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(octet));
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

/// What stands between the CRLFs.
pub(crate) fn split_lines(octets: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = octets;
    while let Some(end) = super::mail::find(rest, b"\r\n") {
        lines.push(&rest[..end]);
        rest = &rest[end + 2..];
    }
    lines.push(rest);
    lines
}
