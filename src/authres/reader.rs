//! What the readers of both fields share.

use super::problem::{Fault, Problem};
use crate::{
    span::Span,
    structured::{Cursor, Part},
};

/// Comments kept, properties of one result, keys, unread parts, faults: each up to this number.
pub(super) const MAX_PARTS: usize = 200;

/// Reads a field's value and collects what is wrong with it.
pub(super) struct Reader<'a> {
    pub(super) source: &'a [u8],
    pub(super) cursor: Cursor<'a>,
    pub(super) faults: Vec<Fault>,
    /// Parts that are not kept, of whatever kind.
    pub(super) left_out: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a [u8], value: Span) -> Self {
        Self { source, cursor: Cursor::new(source, value), faults: Vec::new(), left_out: 0 }
    }

    pub(super) fn fault(&mut self, problem: Problem, span: Span) {
        if self.faults.len() < MAX_PARTS {
            self.faults.push(Fault { problem, span });
        }
    }

    /// Keeps what `make` makes while there is room for it, and counts it otherwise.
    pub(super) fn keep<T>(&mut self, list: &mut Vec<T>, span: Span, make: impl FnOnce() -> T) {
        if list.len() < MAX_PARTS {
            list.push(make());
            return;
        }
        if self.left_out == 0 {
            self.faults.push(Fault { problem: Problem::TooMany, span });
        }
        self.left_out = self.left_out.saturating_add(1);
    }

    /// Steps over white space and comments, which go to `comments`.
    pub(super) fn skip(&mut self, comments: &mut Vec<Part>) {
        let mut cursor = self.cursor;
        cursor.skip_cfws(|comment| {
            if !comment.sound {
                self.fault(Problem::CommentUnsound, comment.span);
            }
            let source = self.source;
            self.keep(comments, comment.span, || Part::verbatim(source, comment.content));
        });
        self.cursor = cursor;
    }

    /// A value: up to white space, a comment or a semicolon, quoted strings unquoted; `None` if nothing
    /// stands here.
    pub(super) fn value(&mut self, ends: impl Fn(u8) -> bool) -> Option<Part> {
        let (span, ended) = self.cursor.word(|octet| octet == b';' || ends(octet));
        if span.is_empty() {
            return None;
        }
        if !ended {
            self.fault(Problem::QuoteUnclosed, span);
        }
        let octets = span.of(self.source);
        let is_control = |octet: &u8| octet.is_ascii_control() && !matches!(octet, b'\t' | b'\r' | b'\n');
        if octets.iter().any(is_control) || std::str::from_utf8(octets).is_err() {
            self.fault(Problem::ForeignOctet, span);
        }
        Some(Part::new(self.source, span))
    }

    /// Text that has no place in the grammar: from `start` to the end of the word that stands here.
    pub(super) fn unread(&mut self, start: usize, list: &mut Vec<Part>) {
        let at = self.cursor.at();
        let (span, ended) = self.cursor.word(|octet| octet == b';');
        if !ended {
            self.fault(Problem::QuoteUnclosed, span);
        }
        let whole = Span::new(start.min(at), span.end);
        self.fault(Problem::Unread, whole);
        let source = self.source;
        self.keep(list, whole, || Part::verbatim(source, whole));
    }
}
