//! SPF records: which TXT record is one, and its terms (RFC 7208 §4.5, §4.6.1, §12).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;

use super::{
    evaluation::{Qualifier, TermKind},
    macros::{Grammar, MacroString},
    mend::Reading,
    problem::SyntaxFault,
};
use crate::span::Span;

const VERSION: &[u8] = b"v=spf1";

/// What breaks the syntax of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SpfFault"))]
pub struct Fault {
    /// What is wrong.
    pub kind: SyntaxFault,
    /// Where, in octets of the record.
    pub span: Span,
    /// The term, as a place in [`Node::terms`](super::Node::terms).
    pub term: usize,
}

/// The SPF records among TXT records.
pub(super) fn select(records: &[Vec<u8>]) -> Vec<&[u8]> {
    let mut found: Vec<&[u8]> = Vec::new();
    for record in records {
        let (version, rest) = record.split_at_checked(VERSION.len()).unwrap_or((record, &[]));
        if version.eq_ignore_ascii_case(VERSION) && matches!(rest.first(), None | Some(b' ')) {
            found.push(record);
        }
    }
    found
}

/// Whether a TXT record that [`select`] leaves out was meant to be one of SPF.
pub(super) fn is_misspelt(record: &[u8]) -> bool {
    let start = record.iter().position(|octet| !b" \t\"'".contains(octet)).unwrap_or_default();
    let text = record.get(start..).unwrap_or_default();
    let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    let begins_so =
        begins(b"v=spf") || begins(b"v = spf") || begins(b"v=\"spf") || begins(b"spf1 ") || begins(b"spf=");
    begins_so || Reading::new(record).is_some()
}

/// A record's terms, and what is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) terms: Vec<RecordTerm<'a>>,
    pub(super) faults: Vec<Fault>,
}

/// A term and where it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RecordTerm<'a> {
    pub(super) span: Span,
    pub(super) content: Content<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content<'a> {
    Directive(Qualifier, Mechanism<'a>),
    Redirect(MacroString<'a>),
    Explanation(MacroString<'a>),
    UnknownModifier,
    Unreadable,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mechanism<'a> {
    All,
    Include(MacroString<'a>),
    A(Option<MacroString<'a>>, Prefixes),
    Mx(Option<MacroString<'a>>, Prefixes),
    Ptr(Option<MacroString<'a>>),
    /// `ip4` or `ip6`.
    Network(IpAddr, u8),
    Exists(MacroString<'a>),
}

/// Lengths of prefixes, in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefixes {
    pub(super) v4: u8,
    pub(super) v6: u8,
}

type Faulty = (SyntaxFault, Span);

impl<'a> Record<'a> {
    /// Reads a record that [`select`] found, to its end.
    pub(super) fn parse(text: &'a [u8]) -> Self {
        let mut record = Self { terms: Vec::new(), faults: Vec::new() };
        let (mut redirects, mut explanations) = (0_usize, 0_usize);
        let mut start = VERSION.len();
        for word in text.get(start..).unwrap_or_default().split(|octet| *octet == b' ') {
            let span = Span::new(start, start.saturating_add(word.len()));
            start = span.end.saturating_add(1);
            if word.is_empty() {
                continue;
            }
            let term = record.terms.len();
            let content = read_term(word).unwrap_or_else(|(kind, place)| {
                record.faults.push(Fault { kind, span: place.shifted(span.start), term });
                Content::Unreadable
            });
            let seen = match content {
                Content::Redirect(_) => &mut redirects,
                Content::Explanation(_) => &mut explanations,
                _ => &mut 0,
            };
            *seen = seen.saturating_add(1);
            if *seen > 1 {
                record.faults.push(Fault { kind: SyntaxFault::Repeated, span, term });
            }
            record.terms.push(RecordTerm { span, content });
        }
        record
    }

    /// The place of `all`; what follows it is ignored, and so is `redirect=` (RFC 7208 §5.1).
    pub(super) fn all(&self) -> Option<usize> {
        let is_all = |term: &RecordTerm<'_>| matches!(term.content, Content::Directive(_, Mechanism::All));
        self.terms.iter().position(is_all)
    }
}

impl Content<'_> {
    pub(super) fn kind(&self) -> TermKind {
        match self {
            Self::Directive(_, mechanism) => match mechanism {
                Mechanism::All => TermKind::All,
                Mechanism::Include(_) => TermKind::Include,
                Mechanism::A(..) => TermKind::A,
                Mechanism::Mx(..) => TermKind::Mx,
                Mechanism::Ptr(_) => TermKind::Ptr,
                Mechanism::Network(IpAddr::V4(_), _) => TermKind::Ip4,
                Mechanism::Network(IpAddr::V6(_), _) => TermKind::Ip6,
                Mechanism::Exists(_) => TermKind::Exists,
            },
            Self::Redirect(_) => TermKind::Redirect,
            Self::Explanation(_) => TermKind::Explanation,
            Self::UnknownModifier => TermKind::UnknownModifier,
            Self::Unreadable => TermKind::Unreadable,
        }
    }
}

pub(super) fn read_term(text: &[u8]) -> Result<Content<'_>, Faulty> {
    if let Some(at) = text.iter().position(|octet| !octet.is_ascii_graphic()) {
        return Err((SyntaxFault::ForeignOctet, Span::new(at, at.saturating_add(1))));
    }
    if let Some(modifier) = read_modifier(text) {
        return modifier;
    }
    let (qualifier, start) = match text.first() {
        Some(b'+') => (Qualifier::Pass, 1),
        Some(b'-') => (Qualifier::Fail, 1),
        Some(b'~') => (Qualifier::SoftFail, 1),
        Some(b'?') => (Qualifier::Neutral, 1),
        _ => (Qualifier::Pass, 0),
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.iter().position(|octet| matches!(octet, b':' | b'/')).unwrap_or(rest.len());
    let (name, value) = rest.split_at_checked(end).unwrap_or((rest, &[]));
    let place = start.saturating_add(end);
    let mechanism = read_mechanism(name, value).map_err(|(fault, span)| {
        let whole = fault == SyntaxFault::UnknownMechanism;
        (fault, if whole { Span::new(0, text.len()) } else { span.shifted(place) })
    })?;
    Ok(Content::Directive(qualifier, mechanism))
}

/// `name "=" macro-string`; `None` if it is no modifier.
fn read_modifier(text: &[u8]) -> Option<Result<Content<'_>, Faulty>> {
    let is_name = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.');
    let end = text.iter().position(|octet| !is_name(octet))?;
    if text.get(end) != Some(&b'=') || !text.first()?.is_ascii_alphabetic() {
        return None;
    }
    let (name, start) = (text.get(..end)?, end.saturating_add(1));
    let value = text.get(start..)?;
    let read =
        |grammar| MacroString::parse(value, grammar).map_err(|(fault, span)| (fault, span.shifted(start)));
    Some(if name.eq_ignore_ascii_case(b"redirect") {
        read(Grammar::DomainSpec).map(Content::Redirect)
    } else if name.eq_ignore_ascii_case(b"exp") {
        read(Grammar::DomainSpec).map(Content::Explanation)
    } else {
        read(Grammar::UnknownModifier).map(|_| Content::UnknownModifier)
    })
}

/// Reads a mechanism; places are counted from the start of `value`, its colon or slash.
fn read_mechanism<'a>(name: &[u8], value: &'a [u8]) -> Result<Mechanism<'a>, Faulty> {
    let whole = Span::new(0, value.len());
    let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
    if is(b"all") {
        return if value.is_empty() {
            Ok(Mechanism::All)
        } else {
            Err((SyntaxFault::ValueUnexpected, whole))
        };
    }
    if is(b"a") || is(b"mx") {
        let (spec, prefixes) = read_prefixes(value)?;
        let spec = domain_spec(spec)?;
        return Ok(if is(b"a") { Mechanism::A(spec, prefixes) } else { Mechanism::Mx(spec, prefixes) });
    }
    let is_slash = value.first() == Some(&b'/');
    if is(b"ptr") {
        return if is_slash {
            Err((SyntaxFault::ValueUnexpected, whole))
        } else {
            domain_spec(value).map(Mechanism::Ptr)
        };
    }
    if is(b"include") || is(b"exists") {
        let fault = if is_slash { SyntaxFault::ValueUnexpected } else { SyntaxFault::ValueMissing };
        let spec = if is_slash { None } else { domain_spec(value)? }.ok_or((fault, whole))?;
        return Ok(if is(b"include") { Mechanism::Include(spec) } else { Mechanism::Exists(spec) });
    }
    if is(b"ip4") {
        return network::<Ipv4Addr>(value, 32, SyntaxFault::Ip4Network);
    }
    if is(b"ip6") {
        return network::<Ipv6Addr>(value, 128, SyntaxFault::Ip6Network);
    }
    Err((SyntaxFault::UnknownMechanism, whole))
}

/// `":" domain-spec`, or nothing.
fn domain_spec(value: &[u8]) -> Result<Option<MacroString<'_>>, Faulty> {
    let Some(text) = value.strip_prefix(b":") else {
        let whole = Span::new(0, value.len());
        return if value.is_empty() { Ok(None) } else { Err((SyntaxFault::ValueUnexpected, whole)) };
    };
    let read = MacroString::parse(text, Grammar::DomainSpec);
    read.map(Some).map_err(|(fault, span)| (fault, span.shifted(1)))
}

/// `value` without `[ ip4-cidr-length ] [ "/" ip6-cidr-length ]` at its end.
fn read_prefixes(value: &[u8]) -> Result<(&[u8], Prefixes), Faulty> {
    let mut prefixes = Prefixes { v4: 32, v6: 128 };
    let mut rest = value;
    if let Some((before, digits)) = split_prefix(rest)
        && let Some(before) = before.strip_suffix(b"/")
    {
        prefixes.v6 = prefix(digits, 128, before.len(), value.len())?;
        rest = before;
    }
    if let Some((before, digits)) = split_prefix(rest) {
        prefixes.v4 = prefix(digits, 32, before.len(), value.len())?;
        rest = before;
    }
    Ok((rest, prefixes))
}

/// What stands before and after the last slash, if digits alone follow it.
fn split_prefix(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let slash = value.iter().rposition(|octet| *octet == b'/')?;
    let (before, after) = value.split_at_checked(slash)?;
    let digits = after.get(1..)?;
    digits.iter().all(u8::is_ascii_digit).then_some((before, digits))
}

/// A length up to `most`, written without a leading zero.
fn prefix(digits: &[u8], most: u8, start: usize, end: usize) -> Result<u8, Faulty> {
    let is_plain = digits == b"0" || digits.first() != Some(&b'0');
    let length = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    length.filter(|length| is_plain && *length <= most).ok_or((SyntaxFault::Prefix, Span::new(start, end)))
}

/// `":" ip-network [ cidr-length ]`
fn network<A: std::str::FromStr + Into<IpAddr>>(
    value: &[u8],
    most: u8,
    fault: SyntaxFault,
) -> Result<Mechanism<'static>, Faulty> {
    let whole = Span::new(0, value.len());
    let Some(text) = value.strip_prefix(b":") else {
        let is_missing = value.is_empty();
        return Err((
            if is_missing { SyntaxFault::ValueMissing } else { SyntaxFault::ValueUnexpected },
            whole,
        ));
    };
    let slash = text.iter().position(|octet| *octet == b'/').unwrap_or(text.len());
    let (address, length) = text.split_at_checked(slash).unwrap_or((text, &[]));
    let end = slash.saturating_add(1);
    let address: Option<A> = std::str::from_utf8(address).ok().and_then(|address| address.parse().ok());
    let address = address.ok_or((fault, Span::new(1, end)))?;
    let length = match length.get(1..) {
        None => most,
        Some(digits) => prefix(digits, most, end, value.len())?,
    };
    Ok(Mechanism::Network(address.into(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(SyntaxFault, &str)> {
        let record = Record::parse(text.as_bytes());
        record
            .faults
            .iter()
            .map(|fault| (fault.kind, text.get(fault.span.start..fault.span.end).unwrap()))
            .collect()
    }

    fn kinds(text: &str) -> Vec<TermKind> {
        let record = Record::parse(text.as_bytes());
        assert_eq!(record.faults, [], "{text}");
        record.terms.iter().map(|term| term.content.kind()).collect()
    }

    #[test]
    fn selects_by_the_version_section() {
        let records = ["v=spf1", "V=SPF1 -all", "v=spf10 -all", "v=spf1\t-all", " v=spf1 -all", "v=spf", "x"];
        let records = records.map(|text| text.as_bytes().to_vec());
        assert_eq!(select(&records), [&b"v=spf1"[..], b"V=SPF1 -all"]);
        let misspelt: Vec<bool> = records.iter().map(|record| is_misspelt(record)).collect();
        assert_eq!(misspelt[2..], [true, true, true, true, false]);
        assert!(is_misspelt(b"\"v=spf1 -all\"") && !is_misspelt(b"spf2.0/pra -all") && !is_misspelt(b""));
    }

    #[test]
    fn reads_every_kind_of_term() {
        use TermKind::{A, All, Exists, Explanation, Include, Ip4, Ip6, Mx, Ptr, Redirect, UnknownModifier};
        assert_eq!(
            kinds("v=spf1  +A mx/24 a:b.example//64 Mx:%{d}/0//0 ptr ptr:b.example ip4:192.0.2.0/24 "),
            [A, Mx, A, Mx, Ptr, Ptr, Ip4]
        );
        assert_eq!(
            kinds("v=spf1 ip6:2001:db8::/32 ip6:::1 ~include:_spf.b.example ?exists:%{i}.b.example -ALL"),
            [Ip6, Ip6, Include, Exists, All]
        );
        assert_eq!(
            kinds("v=spf1 redirect=b.example exp=c.example all.= x-y=%{c} a=b"),
            [Redirect, Explanation, UnknownModifier, UnknownModifier, UnknownModifier]
        );
        assert_eq!(kinds("v=spf1"), []);
    }

    #[test]
    fn names_each_fault_and_its_place() {
        use SyntaxFault::*;
        let table = [
            ("v=spf1 ipv4:192.0.2.1 -all", UnknownMechanism, "ipv4:192.0.2.1"),
            ("v=spf1 192.0.2.1", UnknownMechanism, "192.0.2.1"),
            ("v=spf1 -", UnknownMechanism, "-"),
            ("v=spf1 -redirect=b.example", UnknownMechanism, "-redirect=b.example"),
            ("v=spf1 1up=b", UnknownMechanism, "1up=b"),
            ("v=spf1 all:", ValueUnexpected, ":"),
            ("v=spf1 ptr/24", ValueUnexpected, "/24"),
            ("v=spf1 include/24", ValueUnexpected, "/24"),
            ("v=spf1 include", ValueMissing, ""),
            ("v=spf1 include: a", ValueMissing, ""),
            ("v=spf1 exp=", ValueMissing, ""),
            ("v=spf1 ip4", ValueMissing, ""),
            ("v=spf1 a:b", DomainSpec, "b"),
            ("v=spf1 a:b.example:80", DomainSpec, "b.example:80"),
            ("v=spf1 a:b.example/x", DomainSpec, "b.example/x"),
            ("v=spf1 a/33", Prefix, "/33"),
            ("v=spf1 a/024", Prefix, "/024"),
            ("v=spf1 mx//129", Prefix, "//129"),
            ("v=spf1 a/", Prefix, "/"),
            ("v=spf1 a/24//", Prefix, "//"),
            ("v=spf1 ip4:192.0.2", Ip4Network, "192.0.2"),
            ("v=spf1 ip4:192.0.2.01", Ip4Network, "192.0.2.01"),
            ("v=spf1 ip4:2001:db8::1", Ip4Network, "2001:db8::1"),
            ("v=spf1 ip4:192.0.2.0/33", Prefix, "/33"),
            ("v=spf1 ip4:192.0.2.0//32", Prefix, "//32"),
            ("v=spf1 ip6:192.0.2.1", Ip6Network, "192.0.2.1"),
            ("v=spf1 ip6:::1/129", Prefix, "/129"),
            ("v=spf1 exists:%{x}.b.example", MacroLetter, "%{x}"),
            ("v=spf1 m=%a", Macro, "%a"),
            ("v=spf1 a\t-all", ForeignOctet, "\t"),
            ("v=spf1 a:é.example", ForeignOctet, ""),
        ];
        for (text, fault, place) in table {
            let record = Record::parse(text.as_bytes());
            assert_eq!(record.faults.first().map(|fault| fault.kind), Some(fault), "{text}");
            if fault != ForeignOctet {
                assert_eq!(faults(text), [(fault, place)], "{text}");
            }
        }
        assert_eq!(
            faults("v=spf1 foo redirect=a.example bar EXP=a.example redirect=b.example exp=b.example"),
            [
                (UnknownMechanism, "foo"),
                (UnknownMechanism, "bar"),
                (Repeated, "redirect=b.example"),
                (Repeated, "exp=b.example"),
            ]
        );
    }

    #[test]
    fn a_slash_may_stand_in_a_domain() {
        let prefixes = |text: &str| match Record::parse(text.as_bytes()).terms.remove(0).content {
            Content::Directive(_, Mechanism::A(spec, prefixes)) => (spec.is_some(), prefixes.v4, prefixes.v6),
            other => panic!("{other:?}"),
        };
        assert_eq!(prefixes("v=spf1 a:b/24.example"), (true, 32, 128));
        assert_eq!(prefixes("v=spf1 a:%{ir/}"), (true, 32, 128));
        assert_eq!(prefixes("v=spf1 a:b.example/8//16"), (true, 8, 16));
        assert_eq!(prefixes("v=spf1 a//16"), (false, 32, 16));
    }
}
