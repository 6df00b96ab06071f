//! The two hosts that a Received field names, in all the ways in which servers write them.

use serde::Serialize;

use super::{
    address::{self, Address, AddressBasis},
    problem::{Fault, Problem},
    tls::words,
};
use crate::{span::Span, structured::Part};

/// The host that handed the message over (RFC 5321 §4.4, From-domain).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sender {
    /// What it called itself in HELO, EHLO or LHLO; unproven.
    pub helo: Option<Part>,
    /// The name that its address leads to, as the receiving host found it; without the final dot.
    pub reverse: Option<Part>,
    /// Whether the receiving host says, or is of a kind that is known, not to have checked that the
    /// reverse name leads back to the address.
    pub reverse_unconfirmed: bool,
    /// Its address.
    pub address: Option<Address>,
}

/// The host that took the message (RFC 5321 §4.4, By-domain).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receiver {
    /// Its name, or its address, as it writes it itself.
    pub name: Part,
    /// Its address, if it gives one.
    pub address: Option<Address>,
}

/// A clause's first word and its comments' contents.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause {
    pub(super) word: Option<Span>,
    pub(super) comments: Vec<Span>,
}

/// What the comments of a `from` clause say.
#[derive(Default)]
struct Said {
    helo: Option<Span>,
    /// `HELO x` rather than `helo=x`: qmail's and Yahoo's way.
    in_capitals: bool,
    reverse: Option<Span>,
    forged: bool,
    addresses: Vec<Address>,
}

impl Sender {
    pub(super) fn read(source: &[u8], clause: &Clause, faults: &mut Vec<Fault>) -> Self {
        let mut said = Said::default();
        for comment in &clause.comments {
            said.read(source, *comment);
        }
        let part = |span: Span| {
            let span = without_dot(source, span);
            Some(Part::new(source, span)).filter(|part| !part.text.is_empty())
        };
        let literal = clause.word.and_then(|word| Some((address::read(word.of(source))?, word)));
        let unknown = [&b"unknown"[..], b"unverified"];
        let known = |span: &Span| !unknown.iter().any(|word| span.of(source).eq_ignore_ascii_case(word));
        let mut sender = Self { helo: None, reverse: None, reverse_unconfirmed: said.forged, address: None };
        if let Some(helo) = said.helo {
            // The first word is then what the receiving host itself knows: a name or the address.
            sender.helo = part(helo);
            sender.reverse = clause.word.filter(|word| literal.is_none() && known(word)).and_then(part);
            sender.reverse_unconfirmed |= said.in_capitals && sender.reverse.is_some();
        } else {
            sender.helo = clause.word.and_then(part);
            sender.reverse = said.reverse.filter(known).and_then(part);
        }
        sender.address = match said.addresses.split_first() {
            Some((first, rest)) if rest.iter().all(|other| other.ip == first.ip) => Some(*first),
            Some((first, _)) => {
                faults.push(Fault { problem: Problem::SeveralAddresses, span: first.span });
                None
            }
            None => literal.map(|(ip, span)| {
                let named = said.helo.is_some();
                Address::new(ip, if named { AddressBasis::Connection } else { AddressBasis::Greeting }, span)
            }),
        };
        sender
    }
}

impl Receiver {
    pub(super) fn read(source: &[u8], clause: &Clause) -> Option<Self> {
        let word = without_dot(source, clause.word?);
        let mut said = Said::default();
        for comment in &clause.comments {
            said.read(source, *comment);
        }
        let own = address::read(word.of(source));
        let own = own.map(|ip| Address::new(ip, AddressBasis::Connection, word));
        Some(Self { name: Part::new(source, word), address: said.addresses.first().copied().or(own) })
    }
}

impl Said {
    /// `name [address]`, `user@name [address] (may be forged)`, `[address] helo=name`, `HELO name`,
    /// `address`, `user@address`.
    fn read(&mut self, source: &[u8], comment: Span) {
        let mut helo_follows = false;
        let mut name = None;
        let mut bracketed = false;
        let mut count = 0_usize;
        let mut only = None;
        // `user@address with login`, as Yahoo writes it.
        let mut is_login = false;
        for word in words(source, comment) {
            let word = without_quotes(source, word);
            let text = word.of(source);
            let from = |length: usize| Span::new(word.start.saturating_add(length), word.end);
            count = count.saturating_add(1);
            only = only.or(Some(word));
            is_login |= count == 2 && text.eq_ignore_ascii_case(b"with");
            if std::mem::take(&mut helo_follows) {
                self.helo = self.helo.or(Some(word));
                self.in_capitals = true;
            } else if [&b"helo"[..], b"ehlo", b"lhlo"].iter().any(|verb| text.eq_ignore_ascii_case(verb)) {
                helo_follows = true;
            } else if text.get(..5).is_some_and(|key| key.eq_ignore_ascii_case(b"helo=")) {
                self.helo = self.helo.or(Some(from(5)));
            } else if let Some(open) = memchr::memchr(b'[', text).filter(|open| may_precede(text, *open)) {
                if let Some(ip) = address::read(from(open).of(source)) {
                    bracketed = true;
                    // `account user [address]` names no host.
                    name = name.filter(|_| count == 2);
                    self.addresses.push(Address::new(ip, AddressBasis::Connection, from(open)));
                }
            } else if count == 1 {
                name = Some(from(after_user(text)));
            } else if text.eq_ignore_ascii_case(b"forged") && bracketed {
                self.forged = true;
            }
        }
        if bracketed {
            self.reverse = self.reverse.or(name);
        } else if let Some(word) = only.filter(|_| count == 1 || is_login) {
            let bare = Span::new(word.start.saturating_add(after_user(word.of(source))), word.end);
            if let Some(ip) = address::read(bare.of(source)) {
                self.addresses.push(Address::new(ip, AddressBasis::Connection, bare));
            }
        }
        // Of more addresses than two nothing can be told that two do not tell.
        self.addresses.dedup_by_key(|address| address.ip);
        self.addresses.truncate(2);
    }
}

/// Whether a bracket at `open` begins an address: nothing but `user@` stands before it.
fn may_precede(text: &[u8], open: usize) -> bool {
    open == 0 || text.get(open.saturating_sub(1)) == Some(&b'@')
}

/// The length of `user@`, of the ident protocol (RFC 1413) or of the log-in.
fn after_user(text: &[u8]) -> usize {
    memchr::memrchr(b'@', text).map_or(0, |at| at.saturating_add(1))
}

/// `"EHLO name"`, as `ZMailer` writes it.
fn without_quotes(source: &[u8], span: Span) -> Span {
    let text = span.of(source);
    let (start, end) =
        (usize::from(text.starts_with(b"\"")), usize::from(text.len() > 1 && text.ends_with(b"\"")));
    Span::new(span.start.saturating_add(start), span.end.saturating_sub(end))
}

fn without_dot(source: &[u8], span: Span) -> Span {
    let dot = usize::from(span.of(source).ends_with(b"."));
    Span::new(span.start, span.end.saturating_sub(dot))
}
