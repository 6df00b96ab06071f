//! Structured field values (RFC 5322 §2.2.2), read octet by octet: comments, quoted strings, words.

use serde::Serialize;

use crate::{span::Span, text::escape};

/// Comments within comments.
const MAX_DEPTH: usize = 50;

/// A part of a field's value, as text and as a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// What it says: unfolded, without quotation marks and the backslashes of quoted pairs; octets that
    /// are not UTF-8 as in [`escape`].
    pub text: String,
    /// Where it stands in the source, quotation marks included.
    pub span: Span,
}

impl Part {
    /// The part of `source` at `span`, quoted strings in it unquoted (RFC 5322 §3.2.4).
    pub(crate) fn new(source: &[u8], span: Span) -> Self {
        let mut plain = Vec::with_capacity(span.len());
        let (mut quoted, mut escaped) = (false, false);
        for octet in span.of(source) {
            match octet {
                b'\r' | b'\n' => {}
                b'\\' if quoted && !escaped => {
                    escaped = true;
                    continue;
                }
                b'"' if !escaped => quoted = !quoted,
                _ => plain.push(*octet),
            }
            escaped = false;
        }
        Self { text: escape(&plain), span }
    }

    /// The same with nothing but the folding taken away, as comments and unreadable text are kept.
    pub(crate) fn verbatim(source: &[u8], span: Span) -> Self {
        let plain = span.of(source).iter().copied().filter(|octet| !matches!(octet, b'\r' | b'\n'));
        Self { text: escape(&plain.collect::<Vec<u8>>()), span }
    }

    /// Whether it says `text`, whatever the case of its letters.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }
}

/// A comment (RFC 5322 §3.2.2), those within it included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comment {
    /// With its parentheses.
    pub(crate) span: Span,
    /// Without them.
    pub(crate) content: Span,
    /// Whether it ends, and no deeper than comments may be nested.
    pub(crate) sound: bool,
}

/// A place in a field's value. It only moves forward, so that reading costs what the value's length is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    /// The source up to the end of the value.
    text: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The first octet of `value`.
    pub(crate) fn new(source: &'a [u8], value: Span) -> Self {
        let text = source.get(..value.end).unwrap_or(source);
        Self { text, at: value.start.min(text.len()) }
    }

    /// The place, counted from the first octet of the source.
    pub(crate) fn at(self) -> usize {
        self.at
    }

    /// What is not read yet.
    pub(crate) fn rest(self) -> Span {
        Span::new(self.at, self.text.len())
    }

    pub(crate) fn peek(self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Steps over `octet`, if it stands here.
    pub(crate) fn eat(&mut self, octet: u8) -> bool {
        let stands = self.peek() == Some(octet);
        self.at = self.at.saturating_add(usize::from(stands));
        stands
    }

    /// Steps over the octets for which `holds` is true.
    pub(crate) fn take_while(&mut self, holds: impl Fn(u8) -> bool) -> Span {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.iter().position(|octet| !holds(*octet)).unwrap_or(rest.len());
        self.at = start.saturating_add(length);
        Span::new(start, self.at)
    }

    /// Steps over white space, folding included.
    pub(crate) fn skip_white(&mut self) {
        self.take_while(is_white);
    }

    /// Steps over a comment, if one stands here; one that does not end ends with the value.
    pub(crate) fn comment(&mut self) -> Option<Comment> {
        if self.peek() != Some(b'(') {
            return None;
        }
        let start = self.at;
        let (mut depth, mut deepest, mut escaped) = (0_usize, 0_usize, false);
        while let Some(octet) = self.peek() {
            self.at = self.at.saturating_add(1);
            match octet {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => depth = depth.saturating_add(1),
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
            if depth == 0 {
                break;
            }
        }
        let end = if depth == 0 { self.at.saturating_sub(1) } else { self.at };
        Some(Comment {
            span: Span::new(start, self.at),
            content: Span::new(start.saturating_add(1), end),
            sound: depth == 0 && deepest <= MAX_DEPTH,
        })
    }

    /// White space and comments (RFC 5322 §3.2.2, CFWS); what `each` does with a comment is its matter.
    pub(crate) fn skip_cfws(&mut self, mut each: impl FnMut(Comment)) {
        loop {
            self.skip_white();
            match self.comment() {
                Some(comment) => each(comment),
                None => return,
            }
        }
    }

    /// What stands after white space and comments.
    pub(crate) fn after_cfws(mut self) -> Option<u8> {
        self.skip_cfws(|_| {});
        self.peek()
    }

    /// Steps over a word: everything up to white space, a comment or an octet for which `ends` is true,
    /// outside of quoted strings. Also says whether its quoted strings end.
    pub(crate) fn word(&mut self, ends: impl Fn(u8) -> bool) -> (Span, bool) {
        let start = self.at;
        let (mut quoted, mut escaped) = (false, false);
        while let Some(octet) = self.peek() {
            match octet {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if !quoted && (is_white(octet) || octet == b'(' || ends(octet)) => break,
                _ => {}
            }
            self.at = self.at.saturating_add(1);
        }
        (Span::new(start, self.at), !quoted)
    }
}

/// White space of a header field, folding included.
pub(crate) fn is_white(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\r' | b'\n')
}

/// What SMTP calls a keyword (RFC 5321 §4.1.2, Ldh-str), and `_`, which is written all the same.
pub(crate) fn is_keyword(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(text: &str) -> Cursor<'_> {
        Cursor::new(text.as_bytes(), Span::new(0, text.len()))
    }

    #[test]
    fn comments_nest_and_may_lack_an_end() {
        let text = "(a (b\\) ) c) d";
        let comment = cursor(text).comment().unwrap();
        assert_eq!(comment.content.of(text.as_bytes()), b"a (b\\) ) c");
        assert!(comment.sound);
        let open = cursor("(a (b)").comment().unwrap();
        assert_eq!((open.span, open.sound), (Span::new(0, 6), false));
        let deep = ["(".repeat(51), ")".repeat(51)].concat();
        assert!(!cursor(&deep).comment().unwrap().sound);
        let less = ["(".repeat(50), ")".repeat(50)].concat();
        assert!(cursor(&less).comment().unwrap().sound);
    }

    #[test]
    fn a_word_holds_its_quoted_strings() {
        let text = "\"a ;\\\" b\"@c.example;d";
        let (span, ended) = cursor(text).word(|octet| octet == b';');
        assert!(ended);
        assert_eq!(Part::new(text.as_bytes(), span).text, "a ;\" b@c.example");
        assert!(!cursor("\"a b").word(|_| false).1);
    }

    #[test]
    fn a_value_outside_the_source_is_empty() {
        assert_eq!(Cursor::new(b"abc", Span::new(7, 9)).peek(), None);
        assert_eq!(Cursor::new(b"abc", Span::new(1, 9)).rest(), Span::new(1, 3));
    }
}
