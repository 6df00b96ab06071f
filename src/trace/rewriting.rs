//! Envelope senders that forwarders rewrote so that SPF passes or bounces can be told apart.

use serde::Serialize;

use crate::code::names;

names! {
    /// In which way an address was rewritten.
    Scheme {
        /// The Sender Rewriting Scheme, one forwarder.
        Srs0 = "srs0",
        /// The Sender Rewriting Scheme, a further forwarder.
        Srs1 = "srs1",
        /// Exchange's form of SRS, `bounces+SRS=…`.
        ExchangeSrs = "exchange_srs",
        /// Bounce Address Tag Validation, `prvs=…`: the sender's own mark, no forwarding.
        Prvs = "prvs",
        /// Gmail's forwarding, `user+caf_=…`.
        Caf = "caf",
    }
}

/// What a rewritten address says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rewriting {
    /// In which way.
    pub scheme: Scheme,
    /// The address before, as the rewritten one tells it; for Gmail's forwarding the one it goes to.
    pub original: Option<String>,
    /// The domain of the host that rewrote it; for SRS1 the first one that did.
    pub forwarder: String,
}

impl Rewriting {
    /// What `address` tells, if it was rewritten.
    pub(super) fn read(address: &str) -> Option<Self> {
        let (local, domain) = address.rsplit_once('@')?;
        let new = |scheme, original| Some(Self { scheme, original, forwarder: domain.to_owned() });
        if let Some(rest) = after_tag(local, "SRS0").and_then(after_separator) {
            return new(Scheme::Srs0, srs0(rest));
        }
        if let Some(rest) = after_tag(local, "SRS1").and_then(after_separator) {
            // hash "=" first forwarder "=" separator and the rest of its SRS0
            let (_, rest) = rest.split_once('=')?;
            let (first, rest) = rest.split_once('=')?;
            let original = after_separator(rest).and_then(srs0);
            return Some(Self { scheme: Scheme::Srs1, original, forwarder: first.to_owned() });
        }
        if let Some(rest) = after_tag(local, "prvs=") {
            // `prvs=tag=local` (draft-levine-smtp-batv), and the form that has the two the other way.
            let (one, other) = rest.split_once('=')?;
            let local = if is_tag(one) { other } else { one };
            return new(Scheme::Prvs, Some(format!("{local}@{domain}")));
        }
        if let Some((_, rest)) = split_once_ignoring_case(local, "+srs=") {
            return new(Scheme::ExchangeSrs, srs0(rest));
        }
        let (_, target) = split_once_ignoring_case(local, "+caf_=")?;
        new(Scheme::Caf, target.split_once('=').map(|(local, domain)| format!("{local}@{domain}")))
    }
}

/// `hash "=" timestamp "=" domain "=" local`
fn srs0(text: &str) -> Option<String> {
    let mut parts = text.splitn(4, '=');
    let (_, _, domain, local) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    (!domain.is_empty() && !local.is_empty()).then(|| format!("{local}@{domain}"))
}

/// The separator may be `=`, `+` or `-`.
fn after_separator(text: &str) -> Option<&str> {
    text.strip_prefix(['=', '+', '-'])
}

fn after_tag<'a>(local: &'a str, tag: &str) -> Option<&'a str> {
    let (start, rest) = local.split_at_checked(tag.len())?;
    start.eq_ignore_ascii_case(tag).then_some(rest)
}

/// `K DDD SSSSSS`: the key's number, the day, six hexadecimal digits.
fn is_tag(text: &str) -> bool {
    let (days, signature) = text.split_at_checked(4).unwrap_or_default();
    signature.len() == 6
        && days.bytes().all(|octet| octet.is_ascii_digit())
        && signature.bytes().all(|octet| octet.is_ascii_hexdigit())
}

fn split_once_ignoring_case<'a>(text: &'a str, pattern: &str) -> Option<(&'a str, &'a str)> {
    let at = text.to_ascii_lowercase().find(pattern)?;
    Some((text.get(..at)?, text.get(at.saturating_add(pattern.len())..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_schemes() {
        for (address, scheme, original, forwarder) in [
            (
                "SRS0=HHHH=TT=sender.example=a.b@fwd.example",
                "srs0",
                Some("a.b@sender.example"),
                "fwd.example",
            ),
            (
                "srs0+HHHH=TT=sender.example=a=b@fwd.example",
                "srs0",
                Some("a=b@sender.example"),
                "fwd.example",
            ),
            (
                "SRS1=GGGG=fwd.example==HHHH=TT=sender.example=a@next.example",
                "srs1",
                Some("a@sender.example"),
                "fwd.example",
            ),
            (
                "bounces+SRS=abcde=XY=sender.example=a@tenant.example",
                "exchange_srs",
                Some("a@sender.example"),
                "tenant.example",
            ),
            ("prvs=0123abcdef=a@sender.example", "prvs", Some("a@sender.example"), "sender.example"),
            ("prvs=a=0123abcdef@sender.example", "prvs", Some("a@sender.example"), "sender.example"),
            ("own+caf_=target=other.example@gmail.com", "caf", Some("target@other.example"), "gmail.com"),
            ("SRS0=broken@fwd.example", "srs0", None, "fwd.example"),
        ] {
            let found = Rewriting::read(address).unwrap();
            assert_eq!(found.scheme.name(), scheme, "{address}");
            assert_eq!(found.original.as_deref(), original, "{address}");
            assert_eq!(found.forwarder, forwarder, "{address}");
        }
        for address in ["", "a@b.example", "SRS0", "srs0x@b.example", "prvs@b.example", "é@b.example"] {
            assert_eq!(Rewriting::read(address), None, "{address}");
        }
    }
}
