//! Where the encoded words of a field stand, and the words around them.

use crate::{order, span::Span, tag_list::is_fws};

pub(super) fn has_word(text: &[u8]) -> bool {
    !encoded_words(text).is_empty()
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

/// Encoded words with nothing but white space between them, and plain words that are not ASCII.
pub(super) fn runs(value: &[u8]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut found = encoded_words(value);
    found.extend(wide_words(value));
    order::sort_by_key(&mut found, |span| *span);
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

/// The run with the plain words around it: the whole of an unstructured field, else the phrase.
pub(super) fn widened(value: &[u8], run: Span, key: &str) -> Span {
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

#[cfg(test)]
mod tests {
    use super::*;

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
