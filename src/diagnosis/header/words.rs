//! Encoded words (RFC 2047) in the other forms that writers give them.

use std::rc::Rc;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    cut,
    view::{FieldText, Step, View},
};
use crate::{
    diagnosis::Problem,
    message::{Encoder, decode_text},
    span::Span,
    tag_list::is_fws,
};

/// Characters of a text that is written anew.
const MAX_CHARACTERS: usize = 160;
/// Runs of encoded words of one field that are written anew.
const MAX_RUNS: usize = 8;
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

pub(super) fn has_word(text: &[u8]) -> bool {
    !encoded_words(text).is_empty()
}

/// A field with its encoded words written in other ways.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Step>) {
    let value = field.value;
    let runs = runs(value);
    let mut forms_of: Vec<(Span, Vec<Vec<u8>>)> = Vec::new();
    let style = Style::of(value);
    for run in runs.iter().take(MAX_RUNS) {
        let text = decode_text(run.of(value), view.charsets.platform());
        let before = if run.start < 3 { field.head.len().saturating_add(run.start) } else { 0 };
        forms_of.push((*run, forms(&text, &style, before, view)));
        let wider = widened(value, *run, field.key);
        if wider != *run {
            let text = decode_text(wider.of(value), view.charsets.platform());
            let before = if wider.start < 3 { field.head.len().saturating_add(wider.start) } else { 0 };
            forms_of.push((wider, forms(&text, &style, before, view)));
        }
    }
    let mut add = |value: Vec<u8>, rank: usize| {
        let problem = Some(Problem::EncodedWordReencoded { field: field.name() });
        steps.push(Step { problem, changes: vec![field.with_value(&value)], rank });
    };
    for (number, form) in cut::kept(value, &style, view).into_iter().enumerate() {
        add(form, number / 8);
    }
    if runs.len() > 1 {
        let all: Vec<(Span, Vec<Vec<u8>>)> = runs
            .iter()
            .map(|run| (*run, unsplit(&decode_text(run.of(value), view.charsets.platform()), &style, view)))
            .collect();
        let count = all.iter().map(|(_, forms)| forms.len()).min().unwrap_or(0);
        for number in 0..count {
            let pieces = all.iter().filter_map(|(run, forms)| Some((*run, forms.get(number)?.as_slice())));
            add(spliced(value, &pieces.collect::<Vec<_>>()), number.saturating_add(1));
        }
    }
    for (run, forms) in &forms_of {
        for (number, form) in forms.iter().enumerate() {
            add(spliced(value, &[(*run, form)]), number.saturating_add(1));
        }
    }
}

/// `value` with the runs, in order, replaced.
fn spliced(value: &[u8], pieces: &[(Span, &[u8])]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut place = 0;
    for (run, form) in pieces {
        out.extend_from_slice(Span::new(place, run.start).of(value));
        out.extend_from_slice(form);
        place = run.end;
    }
    out.extend_from_slice(Span::new(place, value.len()).of(value));
    out
}

/// The ways of writing `text` in a field, where `before` octets of the first line are taken; the
/// most likely first.
pub(super) fn forms(text: &str, style: &Style, before: usize, view: &View<'_>) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    if text.is_empty() || text.chars().nth(MAX_CHARACTERS).is_some() {
        return all;
    }
    let mut add = |form: Vec<u8>| {
        if !all.contains(&form) {
            all.push(form);
        }
    };
    add(text.as_bytes().to_vec());
    unsplit(text, style, view).into_iter().filter(|form| !form.is_empty()).for_each(&mut add);
    for form in cut::at_spaces(text, style, view) {
        add(form);
    }
    for form in partly(text, style, before, view) {
        add(form);
    }
    for form in split(text, style, before, view) {
        add(form);
    }
    all
}

/// In one encoded word; the same number and order of forms for every text, empty where the
/// character set lacks a character.
fn unsplit(text: &str, style: &Style, view: &View<'_>) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for label in style.labels() {
        let encoder = encoder(&label, text, view);
        let octets = encoder.and_then(|encoder| encoder.encode(text));
        for encoding in encodings(style) {
            all.push(octets.as_ref().map(|octets| word(&label, encoding, octets)).unwrap_or_default());
        }
    }
    all
}

/// In several encoded words, as different writers cut them.
fn split(text: &str, style: &Style, before: usize, view: &View<'_>) -> Vec<Vec<u8>> {
    let separators: &[&[u8]] = if view.is_simple { &[b"\r\n ", b" ", b"\r\n\t"] } else { &[b" "] };
    let mut all = Vec::new();
    for label in style.labels() {
        let Some(encoder) = encoder(&label, text, view) else { continue };
        for encoding in
            [Encoding::B, Encoding::Q(&Q_FORMS[0]), Encoding::Q(&Q_FORMS[1]), Encoding::Q(&Q_FORMS[2])]
        {
            let measure = Measure { label: &label, encoding, encoder: &encoder };
            for cut in cuts(text, &measure, before) {
                let words: Option<Vec<Vec<u8>>> = cut.iter().map(|piece| measure.word(piece)).collect();
                let Some(words) = words else { continue };
                all.extend(separators.iter().map(|separator| words.join(*separator)));
            }
        }
    }
    all
}

/// With the plain words at either end left as they are, and with every word for itself.
fn partly(text: &str, style: &Style, before: usize, view: &View<'_>) -> Vec<Vec<u8>> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_plain = |word: &&&str| word.is_ascii();
    let front = words.iter().take_while(is_plain).count();
    let back = words.iter().rev().take_while(is_plain).count();
    if front == words.len() || (front == 0 && back == 0) {
        return Vec::new();
    }
    let join = |range: std::ops::Range<usize>| words.get(range).unwrap_or_default().join(" ");
    let middle_end = words.len().saturating_sub(back);
    let (first, middle, last) = (join(0..front), join(front..middle_end), join(middle_end..words.len()));
    let mut all = Vec::new();
    let mut add = |first: &str, middle: &str, last: &str| {
        let inner = unsplit(middle, style, view).into_iter().filter(|form| !form.is_empty());
        let before = before.saturating_add(first.len());
        for form in inner.chain(split(middle, style, before, view)) {
            let parts = [first.as_bytes(), &form, last.as_bytes()];
            let parts: Vec<&[u8]> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            all.push(parts.join(&b' '));
        }
    };
    if front > 0 {
        add(&first, &join(front..words.len()), "");
    }
    if back > 0 {
        add("", &join(0..middle_end), &last);
    }
    if front > 0 && back > 0 {
        add(&first, &middle, &last);
    }
    all
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

/// Whether a character is of those that only East Asian character sets have.
fn is_east_asian(character: char) -> bool {
    character >= '\u{2E80}'
}

/// What one encoded word is made with.
struct Measure<'a> {
    label: &'a str,
    encoding: Encoding,
    encoder: &'a Encoder,
}

impl Measure<'_> {
    fn word(&self, piece: &str) -> Option<Vec<u8>> {
        Some(word(self.label, self.encoding, &self.encoder.encode(piece)?))
    }
}

/// The ways of cutting `text` into words: no word above a length, in octets as written, in octets of
/// the character set, or in characters.
fn cuts<'t>(text: &'t str, measure: &Measure<'_>, before: usize) -> Vec<Vec<&'t str>> {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
    let piece = |from: usize, to: usize| -> &'t str {
        let bounds = starts.get(from).zip(starts.get(to));
        bounds.and_then(|(from, to)| text.get(*from..*to)).unwrap_or_default()
    };
    let count = starts.len().saturating_sub(1);
    // Lengths of the pieces from each start are asked for again and again.
    let mut memo: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    let mut lengths = |from: usize, to: usize| -> (usize, usize) {
        let Some(row) = memo.get_mut(from) else { return (usize::MAX, usize::MAX) };
        while row.len() < to.saturating_sub(from) {
            let end = from.saturating_add(row.len()).saturating_add(1);
            let octets = measure.encoder.encode(piece(from, end)).unwrap_or_default();
            let written = word(measure.label, measure.encoding, &octets).len();
            row.push((written, octets.len()));
        }
        row.get(to.saturating_sub(from).saturating_sub(1)).copied().unwrap_or((0, 0))
    };
    let mut all: Vec<Vec<usize>> = Vec::new();
    let mut greedy = |fits: &mut dyn FnMut(bool, usize, usize) -> bool| {
        let mut ends: Vec<usize> = Vec::new();
        let mut from = 0_usize;
        while from < count {
            let mut to = from.saturating_add(1);
            while to < count && fits(ends.is_empty(), from, to.saturating_add(1)) {
                to = to.saturating_add(1);
            }
            ends.push(to);
            from = to;
        }
        if ends.len() > 1 && !all.contains(&ends) {
            all.push(ends);
        }
    };
    for limit in (24..=78).rev() {
        greedy(&mut |_, from, to| lengths(from, to).0 <= limit);
        greedy(&mut |is_first, from, to| {
            lengths(from, to).0.saturating_add(if is_first { before } else { 0 }) <= limit
        });
    }
    for limit in (6..=60).rev() {
        greedy(&mut |_, from, to| lengths(from, to).1 <= limit);
    }
    for limit in 1..count.min(60) {
        greedy(&mut |_, from, to| to.saturating_sub(from) <= limit);
    }
    all.into_iter()
        .map(|ends| {
            let mut from = 0;
            ends.into_iter().map(|to| piece(std::mem::replace(&mut from, to), to)).collect()
        })
        .collect()
}

/// The encoded words of `text`.
pub(super) fn encoded_words(text: &[u8]) -> Vec<Span> {
    let mut words = Vec::new();
    let mut from = 0_usize;
    while let Some(offset) = memchr::memmem::find(text.get(from..).unwrap_or_default(), b"=?") {
        let start = from.saturating_add(offset);
        match word_length(text.get(start..).unwrap_or_default()) {
            Some(length) => {
                from = start.saturating_add(length);
                words.push(Span::new(start, from));
            }
            None => from = start.saturating_add(2),
        }
    }
    words
}

/// Octets of the encoded word that `text` begins with.
fn word_length(text: &[u8]) -> Option<usize> {
    const MAX_LENGTH: usize = 1_000;
    let text = text.get(..text.len().min(MAX_LENGTH))?;
    let mut marks = memchr::memchr_iter(b'?', text).skip(1);
    let (second, third) = (marks.next()?, marks.next()?);
    let has_no_space = !text.get(..third)?.iter().any(|octet| is_fws(*octet));
    let is_letter = third == second.saturating_add(2);
    let tail = text.get(third.saturating_add(1)..)?;
    let end = memchr::memmem::find(tail, b"?=")?;
    (has_no_space && is_letter).then(|| third.saturating_add(end).saturating_add(3))
}

/// Encoded words with nothing but white space between them, and plain words that are not ASCII.
fn runs(value: &[u8]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut found = encoded_words(value);
    found.extend(wide_words(value));
    found.sort_unstable();
    for word in found {
        match runs.last_mut() {
            Some(last) if Span::new(last.end, word.start).of(value).iter().all(|octet| is_fws(*octet)) => {
                last.end = last.end.max(word.end);
            }
            _ => runs.push(word),
        }
    }
    runs
}

/// Words with octets that are not ASCII, as they are.
fn wide_words(value: &[u8]) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = 0_usize;
    for part in value.split(|octet| is_fws(*octet) || is_delimiter(*octet)) {
        let end = start.saturating_add(part.len());
        if !part.is_ascii() {
            words.push(Span::new(start, end));
        }
        start = end.saturating_add(1);
    }
    words
}

fn is_delimiter(octet: u8) -> bool {
    matches!(octet, b'<' | b'>' | b'"' | b',' | b';' | b'(' | b')')
}

/// The run with the plain words around it: the whole of an unstructured field, else the phrase.
fn widened(value: &[u8], run: Span, key: &str) -> Span {
    const STRUCTURED: [&str; 8] =
        ["from", "to", "cc", "bcc", "sender", "reply-to", "content-type", "list-id"];
    let is_structured = STRUCTURED.contains(&key);
    let stops = |octet: &u8| is_structured && is_delimiter(*octet);
    let before = value.get(..run.start).unwrap_or_default();
    let start = before.iter().rposition(stops).map_or(0, |place| place.saturating_add(1));
    let after = value.get(run.end..).unwrap_or_default();
    let end = after.iter().position(stops).unwrap_or(after.len()).saturating_add(run.end);
    let inside = Span::new(start, end).of(value);
    let lead = inside.len().saturating_sub(inside.trim_ascii_start().len());
    let trail = inside.len().saturating_sub(inside.trim_ascii_end().len());
    Span::new(start.saturating_add(lead), end.saturating_sub(trail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, before: usize, wanted: &str) -> bool {
        let platform = crate::Platform::default();
        let style = Style::of(wanted.as_bytes());
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(Vec::new(), &[], &charsets);
        forms(text, &style, before, &view).contains(&wanted.as_bytes().to_vec())
    }

    #[test]
    fn writes_as_writers_do() {
        assert!(written("Zoë Beispiel", 6, "=?UTF-8?Q?Zo=C3=AB_Beispiel?="));
        assert!(written("Zoë Beispiel", 6, "=?utf-8?B?Wm/DqyBCZWlzcGllbA==?="));
        assert!(
            written("Zoë Beispiel", 6, "=?utf-8?q?Zo=C3=AB?= Beispiel")
                || written("Zoë Beispiel", 6, "=?utf-8?Q?Zo=C3=AB?= Beispiel")
        );
        assert!(written("Re: Zoë", 9, "Re: =?UTF-8?B?Wm/Dqw==?="));
        assert!(written(
            "Änderung der Öffnungszeiten",
            9,
            "=?UTF-8?Q?=C3=84nderung_der_=C3=96ffnungszei?=\r\n =?UTF-8?Q?ten?="
        ));
    }

    #[test]
    fn finds_runs() {
        let value = " =?utf-8?B?44GC?=\r\n =?utf-8?b?44GE?= x <a@b>, \"é b\" =?a?=".as_bytes();
        let runs = runs(value);
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[0], Span::new(1, 36));
        assert_eq!(runs[1].of(value), "é".as_bytes());
        assert_eq!(
            widened(value, runs[0], "to").of(value),
            "=?utf-8?B?44GC?=\r\n =?utf-8?b?44GE?= x".as_bytes()
        );
    }
}
