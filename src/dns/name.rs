//! Domain names that may be asked for.

use std::fmt;

use serde::Serialize;

use super::punycode;
use crate::{code::names, platform::Platform};

const MAX_LABEL: usize = 63;
const MAX_NAME: usize = 253;

names! {
    /// Why octets are no domain name that can be asked for.
    NameFault {
        /// It is empty, or one of its labels is.
        Empty = "empty",
        /// It holds an octet that no host name may hold.
        ForeignOctet = "foreign_octet",
        /// A label is longer than 63 octets, or the name longer than 253.
        TooLong = "too_long",
        /// A label that is not ASCII has no A-label (RFC 5891).
        NoALabel = "no_a_label",
        /// It has one label only.
        SingleLabel = "single_label",
    }
}

/// A domain name in ASCII and lower case, without a final dot: labels of letters, digits, `-` and `_`,
/// or what else a DNS record makes of a name ([`Name::from_dns`]).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Reads a name as DKIM tags and addresses write it; labels that are not ASCII become A-labels
    /// (RFC 8616 §4).
    ///
    /// # Errors
    /// The first fault found.
    pub fn parse(text: &[u8], platform: &Platform) -> Result<Self, NameFault> {
        if text.is_empty() {
            return Err(NameFault::Empty);
        }
        // Before any work is done on it: no name is longer, whatever its labels become.
        if text.len() > MAX_NAME.saturating_mul(4) {
            return Err(NameFault::TooLong);
        }
        let mut name = String::with_capacity(text.len());
        for label in text.split(|octet| *octet == b'.') {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&read_label(label, platform)?);
        }
        if name.len() > MAX_NAME { Err(NameFault::TooLong) } else { Ok(Self(name)) }
    }

    /// Reads a name as DNS records and expanded macros hold it (RFC 7208 §4.8): any visible ASCII
    /// character and the space may stand in a label, except a backslash, which would begin an escape
    /// (RFC 1035 §5.1). One final dot is left out.
    ///
    /// # Errors
    /// The first fault found.
    pub fn from_dns(text: &[u8]) -> Result<Self, NameFault> {
        let text = text.strip_suffix(b".").unwrap_or(text);
        if text.len() > MAX_NAME {
            return Err(NameFault::TooLong);
        }
        let legal = |octet: &u8| (b' '..=b'~').contains(octet) && *octet != b'\\';
        let text = std::str::from_utf8(text).map_err(|_| NameFault::ForeignOctet)?;
        if !text.as_bytes().iter().all(legal) {
            return Err(NameFault::ForeignOctet);
        }
        match text.split('.').map(str::len).find(|length| *length == 0 || *length > MAX_LABEL) {
            None => Ok(Self(text.to_ascii_lowercase())),
            Some(0) => Err(NameFault::Empty),
            Some(_) => Err(NameFault::TooLong),
        }
    }

    /// `self` below `parent`: `selector._domainkey` below `example.com`.
    ///
    /// # Errors
    /// [`NameFault::TooLong`].
    pub fn below(&self, infix: &str, parent: &Self) -> Result<Self, NameFault> {
        let name = format!("{self}.{infix}.{parent}");
        if name.len() > MAX_NAME { Err(NameFault::TooLong) } else { Ok(Self(name)) }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its labels, leftmost first.
    #[must_use]
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// Whether it is `ancestor` or below it, label by label.
    #[must_use]
    pub fn is_at_or_below(&self, ancestor: &Self) -> bool {
        self.0.strip_suffix(ancestor.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// Whether it belongs to no public zone and is never asked for: a single label, a special-use
    /// name (RFC 6761, RFC 6762, RFC 7686, RFC 8375), a private reverse zone, an IP address.
    #[must_use]
    pub fn is_private(&self) -> bool {
        const SUFFIXES: [&str; 14] = [
            "local",
            "localhost",
            "internal",
            "home.arpa",
            "onion",
            "invalid",
            "10.in-addr.arpa",
            "127.in-addr.arpa",
            "168.192.in-addr.arpa",
            "254.169.in-addr.arpa",
            "0.in-addr.arpa",
            "8.e.f.ip6.arpa",
            "c.f.ip6.arpa",
            "d.f.ip6.arpa",
        ];
        let last_is_number =
            self.labels().next_back().is_some_and(|label| label.bytes().all(|o| o.is_ascii_digit()));
        !self.0.as_bytes().contains(&b'.')
            || last_is_number
            || SUFFIXES.iter().any(|suffix| self.is_at_or_below(&Self((*suffix).to_owned())))
            || self.is_private_172()
    }

    /// Whether it has the form of the suffixes under which registries of countries give out names,
    /// such as `co.uk`: a customary category and a country code. No list of them all is kept here.
    #[must_use]
    pub fn is_registry_suffix(&self) -> bool {
        const CATEGORIES: [&str; 18] = [
            "ac", "ad", "co", "com", "ed", "edu", "go", "gob", "gov", "gr", "lg", "ltd", "mil", "ne", "net",
            "or", "org", "plc",
        ];
        match self.0.split_once('.') {
            Some((category, country)) => {
                let is_code = country.len() == 2 && country.bytes().all(|octet| octet.is_ascii_alphabetic());
                is_code && CATEGORIES.contains(&category)
            }
            None => false,
        }
    }

    /// The domain of the organization that it belongs to, as far as the name itself tells: one label below
    /// the public suffix, which has one label, or is one such as `co.jp`. No list of them all is kept here.
    #[must_use]
    pub fn guessed_organization(&self) -> Option<Self> {
        let labels: Vec<&str> = self.labels().collect();
        let last = |count: usize| Some(Self(labels.get(labels.len().checked_sub(count)?..)?.join(".")));
        let two = last(2)?;
        if two.is_registry_suffix() { last(3) } else { Some(two) }
    }

    /// 172.16.0.0/12 (RFC 1918).
    fn is_private_172(&self) -> bool {
        let mut labels = self.labels().rev();
        labels.next() == Some("arpa")
            && labels.next() == Some("in-addr")
            && labels.next() == Some("172")
            && labels
                .next()
                .and_then(|label| label.parse::<u8>().ok())
                .is_some_and(|octet| (16..32).contains(&octet))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn read_label(label: &[u8], platform: &Platform) -> Result<String, NameFault> {
    if label.is_empty() {
        return Err(NameFault::Empty);
    }
    let is_plain = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_');
    // A delimiter inside a label must never reach an IDNA function: it could end the name there.
    if label.iter().any(|octet| octet.is_ascii() && !is_plain(octet)) {
        return Err(NameFault::ForeignOctet);
    }
    let text = std::str::from_utf8(label).map_err(|_| NameFault::ForeignOctet)?;
    let label = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        (platform.to_a_label)(text)
            .filter(|ascii| ascii.starts_with("xn--") && ascii.as_bytes().iter().all(is_plain))
            .ok_or(NameFault::NoALabel)?
            .to_ascii_lowercase()
    };
    if label.len() > MAX_LABEL { Err(NameFault::TooLong) } else { Ok(label) }
}

/// A domain name as it is looked up and, where that differs, as people write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Domain {
    /// In ASCII, lower case (RFC 5890 A-labels where needed).
    pub a_label: Name,
    /// In Unicode, where a label is a valid A-label.
    pub u_label: Option<String>,
}

impl Domain {
    /// The domain of this name.
    #[must_use]
    pub fn new(name: Name, platform: &Platform) -> Self {
        let mut differs = false;
        let labels: Vec<String> = name
            .labels()
            .map(|label| {
                let decoded = label
                    .strip_prefix("xn--")
                    .and_then(punycode::decode)
                    // A string that does not lead back to its label is a fake one (RFC 5890 §2.3.2.1).
                    .filter(|text| (platform.to_a_label)(text).as_deref() == Some(label));
                differs |= decoded.is_some();
                decoded.unwrap_or_else(|| label.to_owned())
            })
            .collect();
        Self { u_label: differs.then(|| labels.join(".")), a_label: name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, NameFault> {
        let platform = Platform {
            to_a_label: |label| (label == "bücher").then(|| "xn--bcher-kva".to_owned()),
            ..Platform::default()
        };
        Name::parse(text.as_bytes(), &platform).map(|name| name.to_string())
    }

    #[test]
    fn lower_cases_and_converts() {
        assert_eq!(parse("Sel.Example.COM"), Ok("sel.example.com".to_owned()));
        assert_eq!(parse("bücher.example"), Ok("xn--bcher-kva.example".to_owned()));
        assert_eq!(parse("büchér.example"), Err(NameFault::NoALabel));
    }

    #[test]
    fn refuses_what_could_break_out_of_a_question() {
        for text in ["a(b.example", "a\".example", "a b.example", "a\0.example", "*.example", "a/ü.b"] {
            assert_eq!(parse(text), Err(NameFault::ForeignOctet), "{text}");
        }
        assert_eq!(parse("a..example"), Err(NameFault::Empty));
        assert_eq!(parse("example.com."), Err(NameFault::Empty));
        assert_eq!(parse(&"a".repeat(64)), Err(NameFault::TooLong));
        assert_eq!(parse(&"a.".repeat(100_000)), Err(NameFault::TooLong));
    }

    #[test]
    fn takes_from_the_dns_what_cannot_end_a_label() {
        let read = |text: &str| Name::from_dns(text.as_bytes()).map(|name| name.to_string());
        assert_eq!(read("A+b=c d/e.Example.COM."), Ok("a+b=c d/e.example.com".to_owned()));
        for text in ["a\\.b.example", "a\u{7f}.example", "é.example", "a\0.example"] {
            assert_eq!(read(text), Err(NameFault::ForeignOctet), "{text:?}");
        }
        for text in ["", ".", "a..example", ".example", "a.example.."] {
            assert_eq!(read(text), Err(NameFault::Empty), "{text:?}");
        }
        assert_eq!(read(&format!("{}.example", "a".repeat(64))), Err(NameFault::TooLong));
        assert_eq!(read(&"a.".repeat(128)), Err(NameFault::TooLong));
    }

    #[test]
    fn compares_by_labels() {
        let name = |text: &str| Name::parse(text.as_bytes(), &Platform::default()).unwrap();
        assert!(name("mail.example.com").is_at_or_below(&name("example.com")));
        assert!(name("example.com").is_at_or_below(&name("example.com")));
        assert!(!name("badexample.com").is_at_or_below(&name("example.com")));
    }

    #[test]
    fn knows_the_form_of_registries_suffixes() {
        let suffix =
            |text: &str| Name::parse(text.as_bytes(), &Platform::default()).unwrap().is_registry_suffix();
        assert!(suffix("co.uk") && suffix("or.jp") && suffix("com.au") && suffix("ad.jp") && suffix("go.jp"));
        for text in ["bank.co.uk", "bank.uk", "uk", "co.example", "web.de", "co.1a"] {
            assert!(!suffix(text), "{text}");
        }
    }

    #[test]
    fn guesses_the_organization() {
        let guess = |text: &str| {
            let name = Name::parse(text.as_bytes(), &Platform::default()).unwrap();
            name.guessed_organization().map(|name| name.to_string())
        };
        assert_eq!(guess("a.b.example.com").as_deref(), Some("example.com"));
        assert_eq!(guess("example.com").as_deref(), Some("example.com"));
        assert_eq!(guess("mail.bank.co.jp").as_deref(), Some("bank.co.jp"));
        assert_eq!((guess("co.jp"), guess("com")), (None, None));
    }

    #[test]
    fn knows_names_that_are_nobodys_business() {
        let private = |text: &str| Name::parse(text.as_bytes(), &Platform::default()).unwrap().is_private();
        for text in [
            "router",
            "a._domainkey.printer.local",
            "s._domainkey.127.0.0.1",
            "1.20.172.in-addr.arpa",
            "1.0.0.10.in-addr.arpa",
        ] {
            assert!(private(text), "{text}");
        }
        for text in ["s._domainkey.example.com", "1.40.172.in-addr.arpa", "localhost.example.com"] {
            assert!(!private(text), "{text}");
        }
    }
}
