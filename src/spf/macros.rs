//! Macro strings (RFC 7208 §7).

use std::{borrow::Cow, fmt::Write as _, net::IpAddr};

use super::problem::SyntaxFault;
use crate::{dns::Name, span::Span};

/// Octets of a domain name (RFC 7208 §7.3).
const MAX_NAME: usize = 253;
/// Octets of an explanation that are kept; RFC 7208 §6.2 leaves the limit open.
const MAX_EXPLANATION: usize = 1024;

/// Where a macro string stands, which decides on its grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    DomainSpec,
    UnknownModifier,
    Explanation,
}

/// A macro string that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MacroString<'a>(Vec<Piece<'a>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Literal(&'a [u8]),
    Macro(Macro<'a>),
}

/// `%{…}`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Macro<'a> {
    /// In lower case.
    letter: u8,
    /// Whether it was written in upper case: the value is to be URL-escaped.
    is_escaped: bool,
    /// Right-hand parts to keep; `None` for all.
    keep: Option<usize>,
    is_reversed: bool,
    /// Empty for the dot.
    delimiters: &'a [u8],
}

/// What macros stand for (RFC 7208 §7.2).
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) local_part: &'a [u8],
    pub(super) sender_domain: &'a str,
    pub(super) domain: &'a str,
    pub(super) client: IpAddr,
    pub(super) helo: &'a [u8],
    /// `None` while it is not known, which only matters where [`MacroString::uses`] `p`.
    pub(super) validated: Option<&'a str>,
    pub(super) receiver: &'a str,
    pub(super) now: i64,
}

impl<'a> MacroString<'a> {
    /// Reads `text`, of which every octet counts.
    ///
    /// # Errors
    /// The first fault, and where it is in `text`.
    pub(super) fn parse(text: &'a [u8], grammar: Grammar) -> Result<Self, (SyntaxFault, Span)> {
        let mut pieces = Vec::new();
        let (mut at, mut literal) = (0_usize, 0_usize);
        while let Some(octet) = text.get(at) {
            if *octet != b'%' {
                let is_space = *octet == b' ' && grammar == Grammar::Explanation;
                if !octet.is_ascii_graphic() && !is_space {
                    return Err((SyntaxFault::ForeignOctet, Span::new(at, at.saturating_add(1))));
                }
                at = at.saturating_add(1);
                continue;
            }
            if let Some(before) = text.get(literal..at).filter(|before| !before.is_empty()) {
                pieces.push(Piece::Literal(before));
            }
            let (piece, length) = read_macro(text.get(at..).unwrap_or_default(), grammar)
                .map_err(|(fault, length)| (fault, Span::new(at, at.saturating_add(length))))?;
            pieces.push(piece);
            at = at.saturating_add(length);
            literal = at;
        }
        let rest = text.get(literal..).unwrap_or_default();
        if grammar == Grammar::DomainSpec {
            if text.is_empty() {
                return Err((SyntaxFault::ValueMissing, Span::new(0, 0)));
            }
            if !rest.is_empty() && !ends_in_top_label(rest) {
                return Err((SyntaxFault::DomainSpec, Span::new(literal, text.len())));
            }
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest));
        }
        Ok(Self(pieces))
    }

    /// Whether one of these macro letters occurs.
    pub(super) fn uses(&self, letters: &[u8]) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Macro(one) if letters.contains(&one.letter)))
    }

    /// Whether it can lead to a name: it is one (RFC 1035 §2.3.4), or what a macro stands for is still to come.
    pub(super) fn can_be_name(&self) -> bool {
        let literals = self.0.iter().map(|piece| match piece {
            Piece::Literal(text) => Some(*text),
            Piece::Macro(_) => None,
        });
        literals.collect::<Option<Vec<&[u8]>>>().is_none_or(|parts| {
            let text = parts.concat();
            Name::from_dns(text.strip_suffix(b".").unwrap_or(&text)).is_ok()
        })
    }

    /// The domain name it expands to, cut from the left to 253 octets (RFC 7208 §7.3); without a
    /// final dot.
    pub(super) fn target(&self, values: &Values<'_>) -> Vec<u8> {
        // What is cut off needs no expansion: from the right, as far as a name and a dot can reach.
        let mut pieces = Vec::new();
        let mut length = 0_usize;
        for piece in self.0.iter().rev() {
            let text = piece.expand(values);
            length = length.saturating_add(text.len());
            pieces.push(text);
            if length > MAX_NAME.saturating_add(1) {
                break;
            }
        }
        let mut name: Vec<u8> = pieces.iter().rev().flat_map(|piece| piece.iter().copied()).collect();
        if name.last() == Some(&b'.') {
            name.pop();
        }
        let excess = name.len().saturating_sub(MAX_NAME);
        if excess > 0 {
            // The label that begins within the last 253 octets, or nothing that could be one.
            let from = excess.saturating_sub(1);
            let dot = name.get(from..).and_then(|end| end.iter().position(|octet| *octet == b'.'));
            name.drain(..dot.map_or(0, |dot| from.saturating_add(dot).saturating_add(1)));
        }
        name
    }

    /// The text it expands to, up to 1024 octets; `None` unless all of it is ASCII (RFC 7208 §6.2).
    pub(super) fn explanation(&self, values: &Values<'_>) -> Option<String> {
        let mut text = Vec::new();
        for piece in &self.0 {
            text.extend_from_slice(&piece.expand(values));
            if text.len() > MAX_EXPLANATION {
                text.truncate(MAX_EXPLANATION);
                break;
            }
        }
        String::from_utf8(text).ok().filter(|text| text.bytes().all(|o| o == b' ' || o.is_ascii_graphic()))
    }
}

/// Reads what begins with a percent sign; with its length, or that of the faulty part.
fn read_macro(text: &[u8], grammar: Grammar) -> Result<(Piece<'_>, usize), (SyntaxFault, usize)> {
    match text.get(1) {
        Some(b'%') => return Ok((Piece::Literal(b"%"), 2)),
        Some(b'_') => return Ok((Piece::Literal(b" "), 2)),
        Some(b'-') => return Ok((Piece::Literal(b"%20"), 2)),
        Some(b'{') => {}
        other => return Err((SyntaxFault::Macro, if other.is_some() { 2 } else { 1 })),
    }
    let Some(end) = text.iter().position(|octet| *octet == b'}') else {
        return Err((SyntaxFault::Macro, text.len()));
    };
    let length = end.saturating_add(1);
    let (letter, rest) =
        text.get(2..end).and_then(<[u8]>::split_first).ok_or((SyntaxFault::Macro, length))?;
    let letters: &[u8] = if grammar == Grammar::DomainSpec { b"slodiphv" } else { b"slodiphvcrt" };
    if !letters.contains(&letter.to_ascii_lowercase()) {
        return Err((SyntaxFault::MacroLetter, length));
    }
    let digits = rest.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at_checked(digits).unwrap_or((rest, &[]));
    let is_reversed = rest.first().is_some_and(|octet| octet.eq_ignore_ascii_case(&b'r'));
    let delimiters = rest.get(usize::from(is_reversed)..).unwrap_or_default();
    let keep = number(digits);
    if !delimiters.iter().all(|octet| b".-+,/_=".contains(octet)) || keep == Some(0) {
        return Err((SyntaxFault::Macro, length));
    }
    let is_escaped = letter.is_ascii_uppercase();
    let letter = letter.to_ascii_lowercase();
    Ok((Piece::Macro(Macro { letter, is_escaped, keep, is_reversed, delimiters }), length))
}

/// The number that digits write, at most the largest there is; `None` without digits.
fn number(digits: &[u8]) -> Option<usize> {
    let add = |sum: usize, digit: &u8| {
        sum.saturating_mul(10).saturating_add(usize::from(digit.saturating_sub(b'0')))
    };
    if digits.is_empty() { None } else { Some(digits.iter().fold(0, add)) }
}

/// `"." toplabel [ "." ]` at the end of `text`, which holds no macro.
fn ends_in_top_label(text: &[u8]) -> bool {
    let text = text.strip_suffix(b".").unwrap_or(text);
    let Some(dot) = text.iter().rposition(|octet| *octet == b'.') else { return false };
    let label = text.get(dot.saturating_add(1)..).unwrap_or_default();
    let is_plain = label.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-');
    let is_number = label.iter().all(u8::is_ascii_digit);
    is_plain && !is_number && label.first() != Some(&b'-') && label.last() != Some(&b'-')
}

impl Piece<'_> {
    fn expand<'v>(&'v self, values: &Values<'v>) -> Cow<'v, [u8]> {
        match self {
            Self::Literal(text) => Cow::Borrowed(text),
            Self::Macro(one) => one.expand(values),
        }
    }
}

impl Macro<'_> {
    fn expand<'v>(&self, values: &Values<'v>) -> Cow<'v, [u8]> {
        let mut value = values.of(self.letter);
        if self.keep.is_some() || self.is_reversed || !self.delimiters.is_empty() {
            let delimiters = if self.delimiters.is_empty() { b"." } else { self.delimiters };
            let mut parts: Vec<&[u8]> = value.split(|octet| delimiters.contains(octet)).collect();
            if self.is_reversed {
                parts.reverse();
            }
            let dropped = parts.len().saturating_sub(self.keep.unwrap_or(usize::MAX));
            value = Cow::Owned(parts.get(dropped..).unwrap_or_default().join(&b'.'));
        }
        if self.is_escaped { Cow::Owned(url_escape(&value)) } else { value }
    }
}

/// RFC 3986 §2.1, all but the unreserved characters of §2.3.
fn url_escape(value: &[u8]) -> Vec<u8> {
    let mut text = String::with_capacity(value.len());
    for octet in value {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(octet) {
            text.push(char::from(*octet));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{octet:02X}");
        }
    }
    text.into_bytes()
}

impl<'v> Values<'v> {
    fn of(&self, letter: u8) -> Cow<'v, [u8]> {
        let own = |text: String| Cow::Owned(text.into_bytes());
        match letter {
            b's' => Cow::Owned([self.local_part, b"@", self.sender_domain.as_bytes()].concat()),
            b'l' => Cow::Borrowed(self.local_part),
            b'o' => Cow::Borrowed(self.sender_domain.as_bytes()),
            b'd' => Cow::Borrowed(self.domain.as_bytes()),
            b'i' => own(dotted(self.client)),
            b'p' => Cow::Borrowed(self.validated.unwrap_or("unknown").as_bytes()),
            b'v' => Cow::Borrowed(if self.client.is_ipv4() { b"in-addr" } else { b"ip6" }),
            b'h' => Cow::Borrowed(self.helo),
            b'c' => own(self.client.to_string()),
            b'r' => Cow::Borrowed(self.receiver.as_bytes()),
            _ => own(self.now.to_string()),
        }
    }
}

/// An address in parts between dots: octets of IPv4, nibbles of IPv6.
fn dotted(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let nibbles = format!("{:032x}", u128::from(address));
            let nibbles: Vec<String> = nibbles.chars().map(String::from).collect();
            nibbles.join(".")
        }
    }
}

/// The name under which the names of an address are found (RFC 1035 §3.5, RFC 3596 §2.5).
pub(crate) fn reverse_name(address: IpAddr) -> String {
    let dotted = dotted(address);
    let parts: Vec<&str> = dotted.rsplit('.').collect();
    let zone = if address.is_ipv4() { "in-addr" } else { "ip6" };
    format!("{}.{zone}.arpa", parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(client: &str) -> Values<'static> {
        Values {
            local_part: b"strong-bad",
            sender_domain: "email.example.com",
            domain: "email.example.com",
            client: client.parse().unwrap(),
            helo: b"mx example",
            validated: Some("mx.example.org"),
            receiver: "unknown",
            now: 1_760_000_000,
        }
    }

    fn expand(text: &str, client: &str) -> String {
        let read = MacroString::parse(text.as_bytes(), Grammar::Explanation).unwrap();
        read.explanation(&values(client)).unwrap()
    }

    #[test]
    fn expands_the_examples_of_rfc_7208_section_7_4() {
        let table = "\
            %{s} strong-bad@email.example.com\n%{o} email.example.com\n%{d} email.example.com\n\
            %{d4} email.example.com\n%{d3} email.example.com\n%{d2} example.com\n%{d1} com\n\
            %{dr} com.example.email\n%{d2r} example.email\n%{l} strong-bad\n%{l-} strong.bad\n\
            %{lr} strong-bad\n%{lr-} bad.strong\n%{l1r-} strong\n\
            %{ir}.%{v}._spf.%{d2} 3.2.0.192.in-addr._spf.example.com\n\
            %{lr-}.lp._spf.%{d2} bad.strong.lp._spf.example.com\n\
            %{lr-}.lp.%{ir}.%{v}._spf.%{d2} bad.strong.lp.3.2.0.192.in-addr._spf.example.com\n\
            %{ir}.%{v}.%{l1r-}.lp._spf.%{d2} 3.2.0.192.in-addr.strong.lp._spf.example.com\n\
            %{d2}.trusted-domains.example.net example.com.trusted-domains.example.net";
        for line in table.lines() {
            let (text, expansion) = line.split_once(' ').unwrap();
            assert_eq!(expand(text, "192.0.2.3"), expansion, "{text}");
        }
        assert_eq!(
            expand("%{ir}.%{v}._spf.%{d2}", "2001:db8::cb01"),
            "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"
        );
    }

    #[test]
    fn escapes_what_is_written_in_capitals() {
        assert_eq!(
            expand("%{S} %{H} %%%_%-", "192.0.2.3"),
            "strong-bad%40email.example.com mx%20example % %20"
        );
        assert_eq!(
            expand("%{c} %{r} %{t} %{p}", "2001:db8::1"),
            "2001:db8::1 unknown 1760000000 mx.example.org"
        );
        assert_eq!(expand("%{d999999999999999999999r.}", "192.0.2.3"), "com.example.email");
    }

    #[test]
    fn names_the_first_fault_and_its_place() {
        let fault = |text: &str| MacroString::parse(text.as_bytes(), Grammar::DomainSpec).unwrap_err();
        assert_eq!(fault("a.%(ir).b.com"), (SyntaxFault::Macro, Span::new(2, 4)));
        assert_eq!(fault("a.com%"), (SyntaxFault::Macro, Span::new(5, 6)));
        assert_eq!(fault("%{d0}"), (SyntaxFault::Macro, Span::new(0, 5)));
        assert_eq!(fault("%{dx}"), (SyntaxFault::Macro, Span::new(0, 5)));
        assert_eq!(fault("%{d"), (SyntaxFault::Macro, Span::new(0, 3)));
        assert_eq!(fault("%{}"), (SyntaxFault::Macro, Span::new(0, 3)));
        assert_eq!(fault("x.%{t}"), (SyntaxFault::MacroLetter, Span::new(2, 6)));
        assert_eq!(fault("a\u{e9}.com"), (SyntaxFault::ForeignOctet, Span::new(1, 2)));
        assert_eq!(fault(""), (SyntaxFault::ValueMissing, Span::new(0, 0)));
        for text in ["com", "a.b.1", "a.b-", "a.-b", "a..", "%{d}com", "a.com:80", "a.com/", "a.b_c"] {
            assert_eq!(fault(text).0, SyntaxFault::DomainSpec, "{text}");
        }
        for text in ["a.com", "a.com.", "%{d}.c-d", "a/b:c.com", "%{d}", "x%%", ".com", "a.1b"] {
            assert!(MacroString::parse(text.as_bytes(), Grammar::DomainSpec).is_ok(), "{text}");
        }
    }

    #[test]
    fn cuts_whole_labels_from_the_left() {
        let target = |text: &str| {
            let read = MacroString::parse(text.as_bytes(), Grammar::DomainSpec).unwrap();
            String::from_utf8(read.target(&values("192.0.2.3"))).unwrap()
        };
        // 62 + 1 octets four times, and what is left of 253.
        let labels = format!("{}.", "a".repeat(62)).repeat(4);
        assert_eq!(target(&format!("b.{labels}")), "b.".to_owned() + labels.trim_end_matches('.'));
        assert_eq!(target(&format!("bb.{labels}")), labels.trim_end_matches('.'));
        assert_eq!(target(&format!("x.y.%{{l}}.b.{labels}")), "b.".to_owned() + labels.trim_end_matches('.'));
        assert_eq!(target(&format!("{}.com", "%{l}".repeat(100))), "com");
        assert!(target(&"%{l}".repeat(100)).len() > MAX_NAME);
        assert_eq!(target("%{d2}.net."), "example.com.net");
    }

    #[test]
    fn an_explanation_is_ascii_and_bounded() {
        let long = MacroString::parse(b"%{s}", Grammar::Explanation).unwrap();
        assert_eq!(
            MacroString(long.0.repeat(1000)).explanation(&values("::1")).unwrap().len(),
            MAX_EXPLANATION
        );
        assert_eq!(long.explanation(&Values { local_part: "é".as_bytes(), ..values("::1") }), None);
    }

    #[test]
    fn names_addresses_backwards() {
        assert_eq!(reverse_name("192.0.2.1".parse().unwrap()), "1.2.0.192.in-addr.arpa");
        let six = reverse_name("2001:db8::1".parse().unwrap());
        assert!(six.starts_with("1.0.0.0.") && six.ends_with(".8.b.d.0.1.0.0.2.ip6.arpa"));
    }
}
