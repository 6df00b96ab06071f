//! Encoded words (RFC 2047) in the other forms that writers give them.

use std::collections::BTreeSet;

use super::{
    cut,
    encoded::{Encoding, Q_FORMS, Style, encoder, encodings, word},
    runs::{runs, widened},
    view::{Candidate, FieldText, View},
};
use crate::{
    diagnosis::{Charsets, Problem},
    message::{Encoder, decode_text},
    span::Span,
};

/// Characters of a text that is written anew.
const MAX_CHARACTERS: usize = 160;
/// Runs of encoded words of one field that are written anew.
const MAX_RUNS: usize = 8;
/// A field with its encoded words written in other ways.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
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
        steps.push(Candidate { problem, changes: vec![field.with_value(&value)], rank });
    };
    for (rank, form) in raw(field, view) {
        add(form, rank);
    }
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

/// The field's value as raw octets, with how far-fetched that is: bare, and for names in quotation marks.
fn raw(field: &FieldText<'_>, view: &View<'_>) -> Vec<(usize, Vec<u8>)> {
    let mut all = Vec::new();
    for (number, charset) in cut::RAW.into_iter().enumerate() {
        let rank = usize::from(number > 1);
        all.extend(
            [false, true]
                .into_iter()
                .filter_map(|is_quoted| Some((rank, raw_in(field, charset, is_quoted, view)?))),
        );
    }
    all
}

/// The same in one of the character sets of [`cut::RAW`].
pub(super) fn raw_in(
    field: &FieldText<'_>,
    charset: Option<&str>,
    is_quoted: bool,
    view: &View<'_>,
) -> Option<Vec<u8>> {
    let value = field.value;
    if !is_quoted {
        return cut::raw(value, charset, view);
    }
    let mut pieces: Vec<(Span, Vec<u8>)> = Vec::new();
    for run in runs(value).into_iter().take(MAX_RUNS) {
        let phrase = widened(value, run, field.key);
        if phrase == run || !pieces.iter().any(|(other, _)| *other == phrase) {
            pieces.push((
                phrase,
                [b"\"", cut::raw(phrase.of(value), charset, view)?.as_slice(), b"\""].concat(),
            ));
        }
    }
    let pieces: Vec<(Span, &[u8])> = pieces.iter().map(|(span, form)| (*span, form.as_slice())).collect();
    (!pieces.is_empty() && is_named(field.key)).then(|| spliced(value, &pieces))
}

/// Whether a field holds names of people.
pub(super) fn is_named(key: &str) -> bool {
    matches!(key, "from" | "to" | "cc" | "bcc" | "sender" | "reply-to" | "resent-from" | "resent-to")
}

/// The ways of writing `text` in a field, where `before` octets of the first line are taken; the
/// most likely first.
pub(super) fn forms(text: &str, style: &Style, before: usize, view: &View<'_>) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    if text.is_empty() || text.chars().nth(MAX_CHARACTERS).is_some() {
        return all;
    }
    let mut seen: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut add = |form: Vec<u8>| {
        view.charsets.write(form.len());
        if seen.insert(form.clone()) {
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

/// As it is, and in one encoded word of the likeliest character sets.
pub(super) fn in_one_word(text: &str, style: &Style, view: &View<'_>) -> Vec<Vec<u8>> {
    let mut all = vec![text.as_bytes().to_vec()];
    for label in style.labels().iter().take(3) {
        let octets = encoder(label, text, view).and_then(|encoder| encoder.encode(text));
        let forms = octets.iter().flat_map(|octets| {
            encodings(style).into_iter().map(move |encoding| word(label, encoding, octets))
        });
        all.extend(forms);
    }
    all
}

/// In one encoded word; the same number and order of forms for every text, empty where the
/// character set lacks a character.
fn unsplit(text: &str, style: &Style, view: &View<'_>) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for label in style.labels() {
        let encoder =
            encoder(&label, text, view).filter(|_| view.charsets.write(text.len().saturating_mul(8)));
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
        let may_write = view.charsets.write(text.len());
        let Some(encoder) = encoder(&label, text, view).filter(|_| may_write) else { continue };
        for encoding in
            [Encoding::B, Encoding::Q(&Q_FORMS[0]), Encoding::Q(&Q_FORMS[1]), Encoding::Q(&Q_FORMS[2])]
        {
            let measure = Measure { label: &label, encoding, encoder: &encoder, charsets: view.charsets };
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

/// What one encoded word is made with.
struct Measure<'a> {
    label: &'a str,
    encoding: Encoding,
    encoder: &'a Encoder,
    charsets: &'a Charsets<'a>,
}

impl Measure<'_> {
    fn word(&self, piece: &str) -> Option<Vec<u8>> {
        let octets = self.encoder.encode(piece)?;
        self.charsets.write(octets.len().saturating_mul(2)).then(|| word(self.label, self.encoding, &octets))
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
            if !measure.charsets.may_write() {
                return (usize::MAX, usize::MAX);
            }
            let octets = measure.encoder.encode(piece(from, end)).unwrap_or_default();
            measure.charsets.write(octets.len().saturating_mul(2));
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
    fn what_is_written_is_counted() {
        let platform = crate::Platform::default();
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(Vec::new(), &[], &charsets);
        let text = "\u{FFFD}é".repeat(MAX_CHARACTERS / 2);
        let count = |times: usize| {
            charsets.begin();
            for _ in 0..times {
                forms(&text, &Style::default(), 9, &view);
            }
            charsets.written()
        };
        let once = count(1);
        assert!(once > 1_000_000, "the work of one text is counted: {once}");
        // However many fields and readings there are, there is an end to it.
        assert!(count(1_000) < 30_000_000);
        assert!(!charsets.may_write());
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
}
