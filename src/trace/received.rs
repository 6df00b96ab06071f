//! The Received field (RFC 5321 §4.4), in the forms that servers write.

use serde::Serialize;

use super::{
    address,
    date::{begins_date, read_moment},
    host::{Clause, Receiver, Sender},
    problem::{Fault, Problem},
    tls::{self, Tls},
};
use crate::{
    span::Span,
    structured::{Comment, Cursor, Part},
};

/// Comments and unread words of one field that are kept, each.
const MAX_PARTS: usize = 100;
/// Octets of a date that are looked at.
const MAX_DATE: usize = 256;

/// A Received field: what one host wrote about how it got the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Received {
    /// The field's value.
    pub span: Span,
    /// The host that handed the message over.
    pub from: Option<Sender>,
    /// The host that took it, and wrote the field.
    pub by: Option<Receiver>,
    /// The link, `via`.
    pub via: Option<Part>,
    /// The protocol, `with`; more than one word where a server's name stands in its place.
    pub with: Option<Part>,
    /// The name under which the receiving host keeps the message.
    pub id: Option<Part>,
    /// The recipient, `for`, without angle brackets.
    pub recipient: Option<Part>,
    /// The envelope's sender, where a comment gives it, without angle brackets.
    pub envelope_from: Option<Part>,
    /// Whether the hop was encrypted.
    pub tls: Tls,
    /// The date as written.
    pub date: Option<Part>,
    /// The date in seconds since 1970.
    pub time: Option<i64>,
    /// The comments, without their parentheses.
    pub comments: Vec<Part>,
    /// Words that belong to no clause.
    pub unread: Vec<Part>,
    /// What is wrong with the field.
    pub faults: Vec<Fault>,
    /// Number of parts that are not kept because there are too many.
    pub left_out: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    From,
    By,
    Via,
    With,
    Id,
    For,
    /// Exim's and Haraka's `tls`, which gives the cipher suite.
    Tls,
    /// `over TLS secured channel`, as IIS writes it.
    Over,
    /// Haraka's `envelope-from`, `XMail`'s second `from`.
    EnvelopeFrom,
    /// `ZMailer`'s `convert rfc822-to-8bit`.
    Convert,
    /// Mimecast's `with ESMTP with STARTTLS`.
    StartTls,
    /// A clause that stands twice, or the beginning of a field that begins with none.
    None,
}

impl Key {
    fn read(word: &[u8]) -> Option<Self> {
        let keys = [
            ("from", Self::From),
            ("by", Self::By),
            ("via", Self::Via),
            ("with", Self::With),
            ("id", Self::Id),
            ("for", Self::For),
            ("tls", Self::Tls),
            ("over", Self::Over),
            ("envelope-from", Self::EnvelopeFrom),
            ("convert", Self::Convert),
        ];
        keys.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())).map(|(_, key)| key)
    }
}

impl Received {
    /// Reads the value of a Received field that stands at `value` in `source`.
    #[must_use]
    pub fn parse(source: &[u8], value: Span) -> Self {
        let span = Cursor::new(source, value).rest();
        let mut reader = Reader::new(source);
        let date = split_date(source, span);
        reader.clauses(Cursor::new(source, Span::new(span.start, date.map_or(span.end, |at| at.start))));
        let date = date.map(|rest| Span::new(rest.start.saturating_add(1), rest.end)).or(reader.loose_date);
        let (date, time) = reader.date(date, span);
        let Reader { clauses, comment_spans, comments, unread, mut faults, left_out, .. } = reader;
        let clause = |key: Key| clauses.iter().find(|(found, _)| *found == key).map(|(_, found)| found);
        let text = |key: Key| clause(key).and_then(|found| found.word).map(|word| Part::new(source, word));
        let (with, suite) = clause(Key::With).and_then(|found| found.word).map_or((None, None), |words| {
            let (protocol, suite) = tls::split_protocol(source, words);
            (Some(Part::new(source, protocol)), suite)
        });
        let over = [Key::Over, Key::StartTls].into_iter().filter_map(|key| clause(key)?.word);
        let said = suite.into_iter().chain(over).chain(comment_spans.iter().copied());
        let mut tls = Tls::read(source, protocol_of(with.as_ref()), said);
        if tls.cipher.is_none() {
            tls.cipher = text(Key::Tls);
        }
        let from = clause(Key::From).map(|found| Sender::read(source, found, &mut faults));
        let by = clause(Key::By).and_then(|found| Receiver::read(source, found));
        if from.is_none() && by.is_none() && comments.is_empty() {
            let problem =
                if span.of(source).trim_ascii().is_empty() { Problem::Empty } else { Problem::NoHost };
            faults.push(Fault { problem, span });
        }
        Self {
            span,
            via: text(Key::Via),
            id: text(Key::Id),
            recipient: clause(Key::For).and_then(|found| found.word).map(|word| bare(source, word)),
            envelope_from: clause(Key::EnvelopeFrom)
                .and_then(|found| found.word)
                .map(|word| bare(source, word))
                .or_else(|| comment_spans.iter().find_map(|comment| envelope_from(source, *comment))),
            from,
            by,
            with,
            tls,
            date,
            time,
            comments,
            unread,
            faults,
            left_out,
        }
    }

    /// The protocol in lower case: the first word, or the last one where the name of a server stands before it;
    /// empty if there is none.
    #[must_use]
    pub fn protocol(&self) -> String {
        protocol_of(self.with.as_ref()).to_ascii_lowercase()
    }
}

fn protocol_of(with: Option<&Part>) -> &str {
    let text = with.map_or("", |part| &part.text);
    let last = text.split_whitespace().next_back().filter(|word| tls::is_protocol(word));
    last.or_else(|| text.split_whitespace().next()).unwrap_or_default()
}

struct Reader<'a> {
    source: &'a [u8],
    clauses: Vec<(Key, Clause)>,
    comments: Vec<Part>,
    comment_spans: Vec<Span>,
    unread: Vec<Part>,
    faults: Vec<Fault>,
    left_out: usize,
    /// A date that no semicolon stands before.
    loose_date: Option<Span>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a [u8]) -> Self {
        Self {
            source,
            clauses: Vec::new(),
            comments: Vec::new(),
            comment_spans: Vec::new(),
            unread: Vec::new(),
            faults: Vec::new(),
            left_out: 0,
            loose_date: None,
        }
    }

    fn clauses(&mut self, mut cursor: Cursor<'_>) {
        let (mut key, mut clause) = (Key::None, Clause::default());
        // Whether a word that follows belongs to the clause's value.
        let mut open = false;
        loop {
            cursor.skip_white();
            if let Some(comment) = cursor.comment() {
                // `with (X encrypted) ESMTPS`
                open &= key == Key::With && clause.word.is_none();
                if self.comment(comment) {
                    clause.comments.push(comment.content);
                }
                continue;
            }
            if cursor.eat(b';') {
                open = false;
                continue;
            }
            if cursor.peek().is_none() {
                break;
            }
            let (word, ended) = cursor.word(|octet| octet == b';');
            if !ended {
                self.fault(Problem::QuoteUnclosed, word);
            }
            let text = word.of(self.source);
            let filled = key == Key::None || clause.word.is_some() || !clause.comments.is_empty();
            let next = self.keyword(text, cursor, key).filter(|_| filled || !self.stands_for_value(cursor));
            match next {
                Some(next) => {
                    self.close(key, std::mem::take(&mut clause));
                    key = self.open(next, word);
                    open = key != Key::None;
                }
                None if open && clause.word.is_none() => {
                    clause.word = Some(word);
                    open = matches!(key, Key::With | Key::Via | Key::Over) || is_cut(key, text);
                }
                None if open => {
                    clause.word = clause.word.map(|first| Span::new(first.start, word.end));
                    open = key != Key::For || !text.ends_with(b">");
                }
                // `from name [address]`, without the parentheses.
                None if key == Key::From && clause.comments.is_empty() && address::read(text).is_some() => {
                    clause.comments.push(word);
                }
                None if begins_date(text) => {
                    self.loose_date = Some(Span::new(word.start, cursor.rest().end));
                    break;
                }
                None => self.unread(word),
            }
        }
        self.close(key, clause);
    }

    /// The clause that `word` begins before `cursor` and within the clause `key`, if it begins one.
    fn keyword(&self, word: &[u8], mut cursor: Cursor<'_>, key: Key) -> Option<Key> {
        let found = Key::read(word)?;
        cursor.skip_white();
        let next = cursor.word(|octet| octet == b';').0.of(self.source);
        let is_there = |key: Key| self.clauses.iter().any(|(found, _)| *found == key);
        match found {
            // `with ESMTP TLS id x` has the word within the clause.
            Key::Tls if key == Key::With && Key::read(next).is_some() => None,
            Key::Tls => matches!(key, Key::With | Key::Id | Key::For | Key::EnvelopeFrom).then_some(found),
            Key::Convert => matches!(key, Key::With | Key::Id).then_some(found),
            Key::Over => {
                (next.eq_ignore_ascii_case(b"tls") || next.eq_ignore_ascii_case(b"ssl")).then_some(found)
            }
            Key::With if is_there(found) && next.eq_ignore_ascii_case(b"starttls") => Some(Key::StartTls),
            Key::From if is_there(found) && next.starts_with(b"<") => Some(Key::EnvelopeFrom),
            _ => Some(found),
        }
    }

    /// Whether the keyword that stands before `cursor`, in a clause that is empty so far, is the clause's
    /// value: a host that calls itself `by` must not hide its address.
    fn stands_for_value(&self, mut cursor: Cursor<'_>) -> bool {
        cursor.skip_white();
        if cursor.peek() == Some(b'(') {
            return true;
        }
        let (next, _) = cursor.word(|octet| octet == b';');
        Key::read(next.of(self.source)).is_some()
    }

    /// The clause that `word` begins; none if it stands in the field before.
    fn open(&mut self, key: Key, word: Span) -> Key {
        if self.clauses.iter().any(|(found, _)| *found == key) {
            self.fault(Problem::ClauseTwice, word);
            return Key::None;
        }
        self.clauses.push((key, Clause { word: Some(word), comments: Vec::new() }));
        key
    }

    fn close(&mut self, key: Key, clause: Clause) {
        let Some((_, found)) = self.clauses.iter_mut().find(|(found, _)| *found == key) else { return };
        let keyword = found.word;
        let is_empty = clause.word.is_none() && clause.comments.is_empty();
        *found = clause;
        if let Some(keyword) = keyword.filter(|_| is_empty) {
            self.fault(Problem::ClauseEmpty, keyword);
        }
    }

    /// Whether there is room for it.
    fn comment(&mut self, comment: Comment) -> bool {
        if !comment.sound {
            self.fault(Problem::CommentUnsound, comment.span);
        }
        if self.comments.len() >= MAX_PARTS {
            self.leave_out(comment.span);
            return false;
        }
        self.comments.push(Part::verbatim(self.source, comment.content));
        self.comment_spans.push(comment.content);
        true
    }

    fn unread(&mut self, word: Span) {
        if self.unread.len() >= MAX_PARTS {
            return self.leave_out(word);
        }
        self.fault(Problem::Unread, word);
        self.unread.push(Part::verbatim(self.source, word));
    }

    fn leave_out(&mut self, span: Span) {
        if self.left_out == 0 {
            self.faults.push(Fault { problem: Problem::TooMany, span });
        }
        self.left_out = self.left_out.saturating_add(1);
    }

    fn fault(&mut self, problem: Problem, span: Span) {
        if self.faults.len() < MAX_PARTS {
            self.faults.push(Fault { problem, span });
        }
    }

    /// The date in `text`, comments taken out, and the moment that it names.
    fn date(&mut self, text: Option<Span>, value: Span) -> (Option<Part>, Option<i64>) {
        let end = Span::new(value.end, value.end);
        let Some(text) = text else {
            self.fault(Problem::DateMissing, end);
            return (None, None);
        };
        let mut cursor = Cursor::new(self.source, text);
        let (mut plain, mut written) = (Vec::new(), None::<Span>);
        loop {
            cursor.skip_white();
            if let Some(comment) = cursor.comment() {
                self.comment(comment);
                continue;
            }
            if cursor.peek().is_none() {
                break;
            }
            let (word, _) = cursor.word(|_| false);
            written = Some(Span::new(written.map_or(word.start, |found| found.start), word.end));
            if plain.len() < MAX_DATE {
                plain.extend_from_slice(word.of(self.source).get(..MAX_DATE).unwrap_or(word.of(self.source)));
                plain.push(b' ');
            }
        }
        let Some(written) = written else {
            self.fault(Problem::DateMissing, end);
            return (None, None);
        };
        let time = read_moment(String::from_utf8_lossy(&plain).trim_end());
        if time.is_none() {
            self.fault(Problem::DateUnreadable, written);
        }
        (Some(Part::verbatim(self.source, written)), time)
    }
}

/// What stands from the last semicolon on that is outside of comments and quoted strings; where none is,
/// from the last one of all, if a date follows it.
fn split_date(source: &[u8], value: Span) -> Option<Span> {
    let mut cursor = Cursor::new(source, value);
    let mut last = None;
    while cursor.peek().is_some() {
        cursor.skip_white();
        if cursor.comment().is_some() {
            continue;
        }
        let at = cursor.at();
        if cursor.eat(b';') {
            last = Some(at);
        } else {
            cursor.word(|octet| octet == b';');
        }
    }
    let last = last.or_else(|| {
        let at = value.start.saturating_add(memchr::memrchr(b';', value.of(source))?);
        let text = Span::new(at.saturating_add(1), value.end).of(source);
        let text = String::from_utf8_lossy(text.get(..MAX_DATE).unwrap_or(text)).into_owned();
        read_moment(text.trim()).map(|_| at)
    })?;
    Some(Span::new(last, value.end))
}

/// Whether a recipient in angle brackets goes on after white space: `<multiple recipients>`.
fn is_cut(key: Key, word: &[u8]) -> bool {
    key == Key::For && word.starts_with(b"<") && !word.ends_with(b">")
}

/// An address without its angle brackets.
fn bare(source: &[u8], word: Span) -> Part {
    let text = word.of(source);
    let inside = text.strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">"));
    let span = match inside {
        Some(inside) => {
            let start = word.start.saturating_add(1);
            Span::new(start, start.saturating_add(inside.len()))
        }
        None => word,
    };
    Part::new(source, span)
}

/// `envelope-from <address>`, as Exim and FreeBSD's Sendmail write it; maddy has `envelope-sender`.
fn envelope_from(source: &[u8], comment: Span) -> Option<Part> {
    let mut words = tls::words(source, comment);
    let first = words.next()?;
    let text = first.of(source);
    if [&b"envelope-from"[..], b"envelope-sender"].iter().any(|key| text.eq_ignore_ascii_case(key)) {
        return words.next().map(|word| bare(source, word));
    }
    None
}
