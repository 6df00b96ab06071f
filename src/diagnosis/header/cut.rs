//! Encoded words (RFC 2047) that were cut where they are cut now, or between words of the text.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    encoded::{Encoding, Q_FORMS, Style, encoder, encodings, word},
    runs::encoded_words,
    view::View,
};
use crate::{message::decode_text, span::Span, tag_list::is_fws};

/// Encoded words of a field that are written anew.
const MAX_WORDS: usize = 20;
/// Spaces at which a text is cut.
const MAX_SPACES: usize = 8;

/// One encoded word, taken apart.
pub(super) struct Word<'a> {
    span: Span,
    label: &'a str,
    letter: u8,
    text: &'a [u8],
}

impl<'a> Word<'a> {
    fn read(value: &'a [u8], span: Span) -> Option<Self> {
        let inside = span.of(value).strip_prefix(b"=?")?.strip_suffix(b"?=")?;
        let mut parts = inside.splitn(3, |octet| *octet == b'?');
        let label = std::str::from_utf8(parts.next()?).ok()?;
        Some(Self { span, label, letter: *parts.next()?.first()?, text: parts.next()? })
    }

    /// With another name of the character set, or letter.
    fn spelled(&self, label: &str, letter: u8) -> Vec<u8> {
        [b"=?", label.as_bytes(), b"?", &[letter], b"?", self.text, b"?="].concat()
    }

    fn is_b(&self) -> bool {
        self.letter.eq_ignore_ascii_case(&b'b')
    }

    /// In the character set.
    fn octets(&self) -> Option<Vec<u8>> {
        if self.is_b() {
            return STANDARD.decode(self.text).ok();
        }
        let mut octets = Vec::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            match first {
                b'_' => octets.push(b' '),
                b'=' => {
                    let digits = std::str::from_utf8(after.get(..2)?).ok()?;
                    octets.push(u8::from_str_radix(digits, 16).ok()?);
                    rest = after.get(2..)?;
                }
                _ => octets.push(*first),
            }
        }
        Some(octets)
    }
}

/// `value` with the text of each encoded word changed, the character set and the encoding kept.
pub(super) fn changed(value: &[u8], change: &dyn Fn(&str) -> String, view: &View<'_>) -> Option<Vec<u8>> {
    let words = read_all(value)?;
    let form = |one: &Word<'_>| {
        let text = (view.charsets.platform().decode)(&one.label.to_ascii_lowercase(), &one.octets()?)?;
        let new = change(&text);
        let octets = encoder(one.label, &new, view)?.encode(&new)?;
        let encoding = if one.is_b() { Encoding::B } else { Encoding::Q(&Q_FORMS[0]) };
        if new == text { Some(one.span.of(value).to_vec()) } else { Some(word(one.label, encoding, &octets)) }
    };
    rewritten(value, &words, &form)
}

fn read_all(value: &[u8]) -> Option<Vec<Word<'_>>> {
    let spans = encoded_words(value);
    let words: Option<Vec<Word<'_>>> = spans.iter().map(|span| Word::read(value, *span)).collect();
    words.filter(|words| !words.is_empty() && words.len() <= MAX_WORDS)
}

/// What is done to each encoded word by itself.
type Form = fn(&Word<'_>) -> Option<Vec<u8>>;

/// Undoings that fit the encoded words of any number of fields at once.
pub(super) const FORMS: [Form; 7] = [
    |one| Some(one.spelled(&one.label.to_ascii_uppercase(), one.letter)),
    |one| Some(one.spelled(&one.label.to_ascii_lowercase(), one.letter)),
    |one| Some(one.spelled(one.label, one.letter.to_ascii_lowercase())),
    |one| Some(one.spelled(one.label, one.letter.to_ascii_uppercase())),
    |one| Some(word(one.label, Encoding::B, &one.octets()?)),
    |one| Some(word(one.label, Encoding::Q(&Q_FORMS[0]), &one.octets()?)),
    |one| Some(word(one.label, Encoding::Q(&Q_FORMS[1]), &one.octets()?)),
];

/// `value` with each encoded word in the form.
pub(super) fn formed(value: &[u8], form: Form) -> Option<Vec<u8>> {
    rewritten(value, &read_all(value)?, &form)
}

/// What the octets were before a server made encoded words of them, as raw octets are not allowed in a
/// field (RFC 2047 §2): those of the words themselves, or the text in a character set.
pub(super) const RAW: [Option<&str>; 8] = [
    None,
    Some("utf-8"),
    Some("iso-8859-1"),
    Some("windows-1252"),
    Some("shift_jis"),
    Some("euc-jp"),
    Some("iso-2022-jp"),
    Some("iso-8859-15"),
];

/// `value` without encoded words: their octets as they are, or those of their text in `charset`.
pub(super) fn raw(value: &[u8], charset: Option<&str>, view: &View<'_>) -> Option<Vec<u8>> {
    let words = read_all(value)?;
    let mut out = Vec::with_capacity(value.len());
    let mut place = 0;
    for one in &words {
        let between = Span::new(place, one.span.start).of(value);
        if place == 0 || !between.iter().all(|octet| is_fws(*octet)) {
            out.extend_from_slice(between);
        }
        let octets = match charset {
            None => one.octets()?,
            Some(charset) => {
                let text =
                    (view.charsets.platform().decode)(&one.label.to_ascii_lowercase(), &one.octets()?)?;
                view.charsets.encode(charset, &text)?
            }
        };
        // A line end would begin another field.
        if octets.iter().any(|octet| matches!(octet, b'\r' | b'\n' | 0)) {
            return None;
        }
        out.extend(octets);
        place = one.span.end;
    }
    out.extend_from_slice(Span::new(place, value.len()).of(value));
    Some(out)
}

/// `value` with all its encoded words in another form, each for itself; the most likely first.
pub(super) fn kept(value: &[u8], style: &Style, view: &View<'_>) -> Vec<Vec<u8>> {
    let Some(words) = read_all(value) else { return Vec::new() };
    let mut all: Vec<Vec<u8>> = Vec::new();
    let mut add = |form: &dyn Fn(&Word<'_>) -> Option<Vec<u8>>| {
        all.extend(rewritten(value, &words, form).filter(|new| new != value && !all.contains(new)));
    };
    let own = words.first().map_or("", |word| word.label);
    let labels = style.labels();
    let (same, others): (Vec<_>, Vec<_>) = labels.iter().partition(|label| label.eq_ignore_ascii_case(own));
    for label in &same {
        add(&|word| Some(word.spelled(label, word.letter)));
    }
    for label in &same {
        for encoding in encodings(style) {
            add(&|one| Some(word(label, encoding, &one.octets()?)));
        }
    }
    for label in &same {
        add(&|word| Some(word.spelled(label, word.letter.to_ascii_lowercase())));
        add(&|word| Some(word.spelled(label, word.letter.to_ascii_uppercase())));
    }
    let texts = |one: &Word<'_>| decode_text(one.span.of(value), view.charsets.platform());
    for label in others {
        for encoding in [Encoding::B, Encoding::Q(&Q_FORMS[0])] {
            add(&|one| {
                let text = texts(one);
                let octets = encoder(label, &text, view)?.encode(&text)?;
                Some(word(label, encoding, &octets))
            });
        }
    }
    all
}

fn rewritten(
    value: &[u8],
    words: &[Word<'_>],
    form: &dyn Fn(&Word<'_>) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(value.len());
    let mut place = 0;
    for word in words {
        out.extend_from_slice(Span::new(place, word.span.start).of(value));
        out.extend(form(word)?);
        place = word.span.end;
    }
    out.extend_from_slice(Span::new(place, value.len()).of(value));
    Some(out)
}

/// In two encoded words, cut after a space.
pub(super) fn at_spaces(text: &str, style: &Style, view: &View<'_>) -> Vec<Vec<u8>> {
    let between: &[u8] = if view.is_simple { b"\r\n " } else { b" " };
    let spaces: Vec<usize> = text.match_indices(' ').map(|(place, _)| place).take(MAX_SPACES).collect();
    let mut all = Vec::new();
    for label in style.labels().iter().take(3) {
        let Some(encoder) = encoder(label, text, view) else { continue };
        for encoding in [Encoding::Q(&Q_FORMS[0]), Encoding::B] {
            let cut = |space: &usize| -> Option<Vec<u8>> {
                let (first, second) = text.split_at_checked(space.saturating_add(1))?;
                let first = word(label, encoding, &encoder.encode(first)?);
                Some([first, word(label, encoding, &encoder.encode(second)?)].join(between))
            };
            all.extend(spaces.iter().rev().filter_map(cut));
        }
    }
    all
}
