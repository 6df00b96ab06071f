//! Whether a source is a domain, and nothing else.

use super::characters::{bare as bare_word, fold};
use crate::{dns::Name, platform::Platform};

/// Octets of such a source: two names of any script, and white space.
const MAX_OCTETS: usize = 4096;

/// `example.com`, `@example.com`, `https://example.com/`, `example.com selector`, or
/// `selector._domainkey.example.com`, in whatever form of these characters, quoted or with the punctuation of a
/// sentence behind it: the domain and the selector.
pub(crate) fn read(octets: &[u8], platform: &Platform) -> Option<(Name, Option<Name>)> {
    if octets.len() > MAX_OCTETS {
        return None;
    }
    let text = fold(std::str::from_utf8(octets).ok()?);
    let mut words = bare_word(&text).split_whitespace().map(bare_word);
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let name = |text: &str| Name::parse(text.as_bytes(), platform).ok();
    let given = name(bare(first))?;
    let (domain, selector) = match given.as_str().split_once("._domainkey.") {
        Some((selector, domain)) if second.is_none() => (name(domain)?, Some(name(selector)?)),
        Some(_) => return None,
        None => {
            let policy = given.as_str().strip_prefix("_dmarc.");
            let domain = policy.map_or(Some(given.clone()), name)?;
            let selector = match second {
                Some(second) => Some(name(second)?),
                None => None,
            };
            (domain, selector)
        }
    };
    is_domain(&domain).then_some((domain, selector))
}

/// Without what people copy along with a domain.
fn bare(word: &str) -> &str {
    let scheme = |scheme: &str| {
        let start = word.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme));
        start.and_then(|_| word.get(scheme.len()..)).map(|rest| rest.strip_suffix('/').unwrap_or(rest))
    };
    let word = scheme("https://").or_else(|| scheme("http://")).unwrap_or(word);
    word.strip_prefix('@').unwrap_or(word)
}

/// Two labels or more, the last of which can be a top-level domain.
pub(super) fn is_domain(name: &Name) -> bool {
    let top = name.labels().next_back().unwrap_or_default();
    let is_top = top.len() > 1 && top.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-');
    name.as_str().contains('.') && is_top && !top.bytes().all(|octet| octet.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        let platform = Platform {
            to_a_label: |label| (label == "例え").then(|| "xn--r8jz45g".to_owned()),
            ..Platform::default()
        };
        let (domain, selector) = read(text.as_bytes(), &platform)?;
        Some(format!("{domain} {}", selector.map(|name| name.to_string()).unwrap_or_default()))
    }

    #[test]
    fn takes_a_domain_and_nothing_else() {
        for (text, expected) in [
            ("example.com", "example.com "),
            (" \r\n@Example.COM.\r\n", "example.com "),
            ("https://example.com/", "example.com "),
            ("example.com selector1", "example.com selector1"),
            ("example.com\ns1.mail", "example.com s1.mail"),
            ("selector1._domainkey.example.com", "example.com selector1"),
            ("_dmarc.example.com", "example.com "),
            ("例え。jp", "xn--r8jz45g.jp "),
            ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com "),
            ("＠ｅｘａｍｐｌｅ。com", "example.com "),
            ("ｈｔｔｐｓ：／／example.com／", "example.com "),
            ("「example.com」", "example.com "),
            ("“example.com”", "example.com "),
            ("example.com、", "example.com "),
            ("example.com，", "example.com "),
            ("example.com。", "example.com "),
            ("\u{3000}example.com\u{3000}selector1\u{3000}", "example.com selector1"),
            ("\u{200B}example.com", "example.com "),
            ("ｓ１．＿ｄｏｍａｉｎｋｅｙ．ｅｘａｍｐｌｅ．ｃｏｍ", "example.com s1"),
        ] {
            assert_eq!(of(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "example",
            "a@example.com",
            "https://example.com/x",
            "192.0.2.1",
            "From: a",
            "example.com a b",
            "s._domainkey.example.com s2",
            "s._domainkey.com",
            "a..example",
            "v=DKIM1;",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
