//! One encoded word (RFC 2047): the character set, the encoding, and the text in it.

use std::rc::Rc;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{runs::encoded_words, view::View};
use crate::message::Encoder;

/// Names of character sets, as they are usually spelled.
const LABELS: [&str; 24] = [
    "UTF-8",
    "utf-8",
    "ISO-2022-JP",
    "iso-2022-jp",
    "ISO-8859-1",
    "iso-8859-1",
    "windows-1252",
    "Windows-1252",
    "WINDOWS-1252",
    "Shift_JIS",
    "shift_jis",
    "SHIFT_JIS",
    "EUC-JP",
    "euc-jp",
    "ISO-8859-15",
    "iso-8859-15",
    "ISO-8859-2",
    "iso-8859-2",
    "windows-1250",
    "windows-1251",
    "KOI8-R",
    "koi8-r",
    "us-ascii",
    "US-ASCII",
];

/// How the encoded words at hand are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    label: Option<String>,
    is_q: bool,
}

impl Style {
    /// That of the first encoded word of `text`.
    pub(super) fn of(text: &[u8]) -> Self {
        let Some(first) = encoded_words(text).first().copied() else { return Self::default() };
        let mut parts = first.of(text).get(2..).unwrap_or_default().split(|octet| *octet == b'?');
        let label = parts.next().and_then(|label| std::str::from_utf8(label).ok()).map(str::to_owned);
        Self { label, is_q: parts.next().is_some_and(|letter| letter.eq_ignore_ascii_case(b"q")) }
    }

    /// The names of character sets to try, the most likely first.
    pub(super) fn labels(&self) -> Vec<String> {
        let own = self.label.iter();
        let own =
            own.flat_map(|label| [label.clone(), label.to_ascii_uppercase(), label.to_ascii_lowercase()]);
        let mut labels: Vec<String> = Vec::new();
        for label in own.chain(LABELS.iter().map(|&label| label.to_owned())) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }
}

/// How text becomes the last part of an encoded word.
#[derive(Debug, Clone, Copy)]
pub(super) enum Encoding {
    B,
    Q(&'static QForm),
}

#[derive(Debug)]
pub(super) struct QForm {
    /// The punctuation that stays as it is.
    kept: &'static [u8],
    space: &'static [u8],
    lower_case: bool,
}

pub(super) const Q_FORMS: [QForm; 6] = [
    QForm { kept: b"", space: b"_", lower_case: false },
    QForm { kept: b"-!*+/", space: b"_", lower_case: false },
    QForm { kept: b"!\"#$%&'()*+,-./:;<>@[\\]^`{|}~", space: b"_", lower_case: false },
    QForm { kept: b"!\"#$%&'()*+,-./:;<>@[\\]^`{|}~", space: b"=20", lower_case: false },
    QForm { kept: b"-!*+/", space: b"=20", lower_case: false },
    QForm { kept: b"!#$%&'*+-/^`{|}~.", space: b"_", lower_case: true },
];

/// All encodings, beginning with the one that is not at hand.
pub(super) fn encodings(style: &Style) -> Vec<Encoding> {
    let q = Q_FORMS.iter().map(Encoding::Q);
    if style.is_q { [Encoding::B].into_iter().chain(q).collect() } else { q.chain([Encoding::B]).collect() }
}

pub(super) fn word(label: &str, encoding: Encoding, octets: &[u8]) -> Vec<u8> {
    let (letter, text): (&[u8], Vec<u8>) = match encoding {
        Encoding::B => (b"?B?", STANDARD.encode(octets).into_bytes()),
        Encoding::Q(form) => (b"?Q?", q_text(form, octets)),
    };
    [b"=?", label.as_bytes(), letter, &text, b"?="].concat()
}

/// The encoder for the words of `text`; `None` if the character set is unknown, or lacks a character.
pub(super) fn encoder(label: &str, text: &str, view: &View<'_>) -> Option<Rc<Encoder>> {
    let name = label.to_ascii_lowercase();
    let is_ascii = name == "us-ascii";
    let is_japanese = ["iso-2022-jp", "shift_jis", "euc-jp"].contains(&name.as_str());
    if (is_ascii && !text.is_ascii()) || (is_japanese && !text.chars().any(is_east_asian)) {
        return None;
    }
    let encoder = view.charsets.encoder(if is_ascii { "utf-8" } else { &name })?;
    encoder.encode(text).is_some().then_some(encoder)
}

fn q_text(form: &QForm, octets: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(octets.len());
    for octet in octets {
        match octet {
            b' ' => text.extend_from_slice(form.space),
            _ if octet.is_ascii_alphanumeric() || form.kept.contains(octet) => text.push(*octet),
            _ if form.lower_case => text.extend_from_slice(format!("={octet:02x}").as_bytes()),
            _ => text.extend_from_slice(format!("={octet:02X}").as_bytes()),
        }
    }
    text
}

/// Whether a character is of those that only East Asian character sets have.
fn is_east_asian(character: char) -> bool {
    character >= '\u{2E80}'
}
