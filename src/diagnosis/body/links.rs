//! Links that protection services replaced by their own.

use std::ops::ControlFlow;

use base64::{
    Engine as _,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{Candidate, Try, View};
use crate::{
    diagnosis::{LinkService, Problem, edit::Edit},
    span::Span,
};

/// How Proofpoint writes the length of a run, from 2 on.
const RUNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Links of one part that are read.
const MAX_LINKS: usize = 2_000;
/// Octets of a link.
const MAX_LINK: usize = 8_192;

/// Proofpoint leaves out the padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const HOSTS: [(&[u8], LinkService); 7] = [
    (b"safelinks.protection.outlook.com", LinkService::SafeLinks),
    (b"safelinks.protection.office365.us", LinkService::SafeLinks),
    (b"urldefense.proofpoint.com", LinkService::Proofpoint),
    (b"urldefense.com", LinkService::Proofpoint),
    (b"linkprotect.cudasvc.com", LinkService::Barracuda),
    (b"secure-web.cisco.com", LinkService::Cisco),
    (b"trendmicro.com", LinkService::TrendMicro),
];

/// All links that carry the old one put back.
pub(super) fn links(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    // The old link may have been written with `&amp;` before or after it was put into the new one.
    for amp in [false, true] {
        let mut service = LinkService::Other;
        let mut edits = Vec::new();
        for part in view.parts {
            let found = rewritten(&part.octets);
            if let Some((_, _, first)) = found.first() {
                service = *first;
            }
            let inner: Vec<Edit> = found
                .into_iter()
                .map(|(span, link, _)| {
                    let link = if amp && part.is_html { with_entities(&link) } else { link };
                    Edit::new(span.start, span.end, &link)
                })
                .collect();
            if !inner.is_empty() {
                edits.extend(part.lift(view.text, &inner).unwrap_or_default());
            }
        }
        attempt(Candidate::evident(Problem::LinkRewritten { service }, edits))?;
    }
    ControlFlow::Continue(())
}

fn with_entities(link: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(link.len());
    for (place, octet) in link.iter().enumerate() {
        out.push(*octet);
        if *octet == b'&' && !link.get(place..).is_some_and(|rest| rest.starts_with(b"&amp;")) {
            out.extend_from_slice(b"amp;");
        }
    }
    out
}

/// The links that hold another one: where, which, and whose they are.
fn rewritten(text: &[u8]) -> Vec<(Span, Vec<u8>, LinkService)> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    for start in memchr::memmem::find_iter(text, b"http").take(MAX_LINKS) {
        if start < from {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let rest = rest.get(..MAX_LINK).unwrap_or(rest);
        let ends = |octet: &u8| octet.is_ascii_whitespace() || b"\"'<>".contains(octet);
        let mut link = rest.get(..rest.iter().position(ends).unwrap_or(rest.len())).unwrap_or_default();
        let Some((service, host_end)) = service(link) else { continue };
        let Some(old) = original(&mut link, host_end) else { continue };
        from = start.saturating_add(link.len());
        found.push((Span::new(start, from), old, service));
    }
    found
}

/// Whose link this is, and where its host ends.
fn service(link: &[u8]) -> Option<(LinkService, usize)> {
    let after = link.strip_prefix(b"https://").or_else(|| link.strip_prefix(b"http://"))?;
    let length = after.iter().position(|octet| matches!(octet, b'/' | b'?')).unwrap_or(after.len());
    let host = after.get(..length)?;
    let known = HOSTS.iter().find(|(suffix, _)| host.ends_with(suffix)).map(|(_, service)| *service);
    let end = link.len().saturating_sub(after.len()).saturating_add(length);
    Some((known.unwrap_or(LinkService::Other), end))
}

/// The link that `link` carries; `link` becomes what belongs to it.
fn original(link: &mut &[u8], host_end: usize) -> Option<Vec<u8>> {
    let whole = *link;
    let path = whole.get(host_end..)?;
    if let Some(inner) = path.strip_prefix(b"/v3/__") {
        return proofpoint_v3(link, whole, inner);
    }
    let query =
        memchr::memchr(b'?', path).map(|place| path.get(place.saturating_add(1)..).unwrap_or_default());
    let parameters = query.into_iter().flat_map(|query| query.split(|octet| *octet == b'&'));
    for parameter in parameters {
        let parameter = parameter.strip_prefix(b"amp;").unwrap_or(parameter);
        let Some(equals) = memchr::memchr(b'=', parameter) else { continue };
        let value = parameter.get(equals.saturating_add(1)..)?;
        // Proofpoint's second form has `-` for `%` and `_` for `/`.
        let is_v2 = path.starts_with(b"/v2/url");
        let plain = |octet: &u8| match octet {
            b'-' if is_v2 => b'%',
            b'_' if is_v2 => b'/',
            _ => *octet,
        };
        let decoded = percent_decoded(&value.iter().map(plain).collect::<Vec<_>>());
        if is_link(&decoded) {
            return Some(decoded);
        }
    }
    // Cisco: the old link is the last part of the path.
    let last = path.rsplit(|octet| *octet == b'/').next().map(percent_decoded)?;
    is_link(&last).then_some(last)
}

fn is_link(octets: &[u8]) -> bool {
    octets.starts_with(b"http://") || octets.starts_with(b"https://")
}

/// `__LINK__;BASE64!!…$`: each `*` in the link stands for an octet of the base64, `**` and a
/// character for two and more.
fn proofpoint_v3<'a>(link: &mut &'a [u8], whole: &'a [u8], inner: &[u8]) -> Option<Vec<u8>> {
    let end = memchr::memmem::find(inner, b"__;")?;
    let old = inner.get(..end)?;
    let after = inner.get(end.saturating_add(3)..)?;
    let bang = memchr::memmem::find(after, b"!!")?;
    let dollar = memchr::memchr(b'$', after)?;
    let used = whole.len().saturating_sub(after.len()).saturating_add(dollar).saturating_add(1);
    *link = whole.get(..used)?;
    let table = after.get(..bang)?;
    let mut stars = BASE64.decode(table).unwrap_or_default().into_iter();
    let mut out = Vec::with_capacity(old.len());
    let mut rest = old;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'*', [b'*', length, after @ ..]) => {
                let length = RUNS.iter().position(|run| run == length)?.saturating_add(2);
                out.extend(stars.by_ref().take(length));
                rest = after;
            }
            (b'*', _) => out.push(stars.next().unwrap_or(b'*')),
            _ => out.push(*first),
        }
    }
    Some(out)
}

fn percent_decoded(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, after)) = rest.split_first() {
        let digit = |place: usize| char::from(*after.get(place)?).to_digit(16);
        if *first == b'%'
            && let Some((high, low)) = digit(0).zip(digit(1))
        {
            out.push(u8::try_from(high << 4 | low).unwrap_or_default());
            rest = after.get(2..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (String, LinkService, usize) {
        let mut found = rewritten(text.as_bytes());
        assert_eq!(found.len(), 1, "{text}");
        let (span, link, service) = found.remove(0);
        (String::from_utf8(link).unwrap(), service, span.len())
    }

    #[test]
    fn reads_the_old_link() {
        let safe = "https://jpn01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y&amp;data=05";
        assert_eq!(one(safe), ("https://a.example/?x=1&y".to_owned(), LinkService::SafeLinks, safe.len()));
        let v2 = "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b-3Fc-3D1&d=DwMF";
        assert_eq!(one(v2).0, "https://a.example/b?c=1");
        let v3 = "https://urldefense.com/v3/__https://a.example/b*c__;Iw!!abc$";
        assert_eq!(
            one(&format!("{v3}>")),
            ("https://a.example/b#c".to_owned(), LinkService::Proofpoint, v3.len())
        );
        let cisco = "http://secure-web.cisco.com/1Jv9/https%3A%2F%2Fa.example%2F";
        assert_eq!(one(cisco).0, "https://a.example/");
    }
}
