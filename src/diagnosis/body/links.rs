//! Links that protection services replaced by their own.

use std::ops::ControlFlow;

use base64::{
    Engine as _,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{Candidate, Try, View, part::TextPart};
use crate::{
    diagnosis::{LinkService, Problem, edit::Edit},
    order,
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

const HOSTS: [(&[u8], LinkService); 14] = [
    (b"safelinks.protection.outlook.com", LinkService::SafeLinks),
    (b"safelinks.protection.office365.us", LinkService::SafeLinks),
    (b"safelinks.protection.outlook.cn", LinkService::SafeLinks),
    (b"safelinks.protection.partner.outlook.cn", LinkService::SafeLinks),
    (b"urldefense.proofpoint.com", LinkService::Proofpoint),
    (b"urldefense.com", LinkService::Proofpoint),
    (b"urldefense.us", LinkService::Proofpoint),
    (b"cudasvc.com", LinkService::Barracuda),
    (b"barracudanetworks.com", LinkService::Barracuda),
    (b"secure-web.cisco.com", LinkService::Cisco),
    (b"protection.sophos.com", LinkService::Sophos),
    (b"reflexion.net", LinkService::Sophos),
    (b"trendmicro.com", LinkService::TrendMicro),
    (b"trendmicro.co.jp", LinkService::TrendMicro),
];
/// What Safe Links puts into a tag beside the new link; the first holds the old one.
const ATTRIBUTES: [&[u8]; 3] = [b"originalsrc", b"shash", b"data-auth"];
/// Octets of a host that is named after a link.
const MAX_NAMED: usize = 255;

/// How the old link was written into the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinkEncoding {
    /// As it stands there.
    Same,
    /// `&` was `&amp;` before.
    Entities,
    /// There was no `/` behind a bare host.
    BareHost,
    /// Both.
    BareHostAndEntities,
}

impl LinkEncoding {
    fn written(self, link: Vec<u8>, is_html: bool) -> Vec<u8> {
        let is_bare = matches!(self, Self::BareHost | Self::BareHostAndEntities);
        let host =
            link.strip_suffix(b"/").filter(|link| is_bare && memchr::memchr_iter(b'/', link).count() == 2);
        let link = host.map(<[u8]>::to_vec).unwrap_or(link);
        let has_entities = matches!(self, Self::Entities | Self::BareHostAndEntities);
        if has_entities && is_html { with_entities(&link) } else { link }
    }
}

/// All links that carry the old one put back.
pub(super) fn links(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let mut found: Vec<(&TextPart, Vec<Rewritten>)> = view
        .parts
        .iter()
        .map(|part| (part, rewritten(&part.octets, part.is_html)))
        .filter(|(_, links)| !links.is_empty())
        .collect();
    let Some(first) = found.first().and_then(|(_, links)| links.first()) else {
        return ControlFlow::Continue(());
    };
    let mut service = first.service;
    let known = found.iter().flat_map(|(_, links)| links).map(|link| link.service);
    let known = { known }.find(|service| *service != LinkService::Other);
    // Beside the links of a service, those that look like one may be the author's.
    if let Some(known) = known {
        service = known;
        for (_, links) in &mut found {
            links.retain(|link| link.service == service);
        }
    }
    let has_marks = found.iter().any(|(_, links)| links.iter().any(|link| !link.marks.is_empty()));
    // What a service puts beside the link goes with it; what looks like that may be the author's.
    for with_marks in [true, false].into_iter().filter(|with_marks| *with_marks || has_marks) {
        for form in [
            LinkEncoding::Same,
            LinkEncoding::Entities,
            LinkEncoding::BareHost,
            LinkEncoding::BareHostAndEntities,
        ] {
            let mut edits = Vec::new();
            for (part, links) in &found {
                let inner = links.iter().flat_map(|link| {
                    let old = form.written(link.old.clone(), part.is_html);
                    let marks = link.marks.iter().filter(|_| with_marks).map(|mark| Edit::remove(*mark));
                    [Edit::new(link.span.start, link.span.end, &old)].into_iter().chain(marks)
                });
                let mut inner: Vec<Edit> = inner.collect();
                order::sort_by_key(&mut inner, |edit| edit.span);
                edits.extend(part.lift(view, &inner).unwrap_or_default());
            }
            attempt(Candidate::evident(Problem::LinkRewritten { service }, edits))?;
        }
    }
    ControlFlow::Continue(())
}

/// A link that holds another one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rewritten {
    span: Span,
    /// The link in it.
    old: Vec<u8>,
    service: LinkService,
    /// What was put beside it.
    marks: Vec<Span>,
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

/// The links that hold another one.
fn rewritten(text: &[u8], is_html: bool) -> Vec<Rewritten> {
    let mut found: Vec<Rewritten> = Vec::new();
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
        let Some(mut old) = original(&mut link, host_end) else { continue };
        from = start.saturating_add(link.len());
        let mut marks = Vec::new();
        if service == LinkService::SafeLinks && is_html {
            for (name, span, value) in attributes(text, from) {
                if name == ATTRIBUTES.first().copied().unwrap_or_default() && !value.is_empty() {
                    old = value.to_vec();
                }
                from = span.end;
                marks.push(span);
            }
        }
        if service == LinkService::Proofpoint {
            marks.extend(named_host(text, from, is_html));
            from = marks.last().map_or(from, |mark| mark.end);
        }
        found.push(Rewritten {
            span: Span::new(start, start.saturating_add(link.len())),
            old,
            service,
            marks,
        });
    }
    found
}

/// The attributes that follow a link whose quotation mark stands at `place`: the name, where it
/// stands with the white space before it, and its value.
fn attributes(text: &[u8], place: usize) -> Vec<(&'static [u8], Span, &[u8])> {
    let mut found = Vec::new();
    let mut start = place.saturating_add(1);
    loop {
        let rest = text.get(start..).unwrap_or_default();
        let rest = rest.get(..MAX_LINK).unwrap_or(rest);
        let inner = rest.trim_ascii_start();
        let Some(name) = ATTRIBUTES.into_iter().find(|name| inner.starts_with(name)) else { break };
        let Some(value) = inner.get(name.len()..).and_then(|after| after.strip_prefix(b"=\"")) else { break };
        let Some(length) = memchr::memchr(b'"', value) else { break };
        let blank = rest.len().saturating_sub(inner.len());
        let octets = blank.saturating_add(name.len()).saturating_add(length).saturating_add(3);
        let end = start.saturating_add(octets);
        found.push((name, Span::new(start, end), value.get(..length).unwrap_or_default()));
        start = end;
    }
    found
}

/// ` [host]` as newer versions of Proofpoint put behind a link, or behind the text of a link in HTML.
fn named_host(text: &[u8], from: usize, is_html: bool) -> Option<Span> {
    let rest = text.get(from..)?;
    let rest = rest.get(..MAX_LINK).unwrap_or(rest);
    let start = if is_html && rest.starts_with(b"\"") {
        let close = memchr::memmem::find(rest, b"</a>")?;
        let inner = rest.get(..close)?;
        let open = memchr::memrchr(b'[', inner)?;
        inner.ends_with(b"]").then(|| open.saturating_sub(1))?
    } else if [&b" >"[..], b" )", b" .", b" ,"].iter().any(|after| rest.starts_with(after)) {
        // A space keeps the link apart from what follows.
        return Some(Span::new(from, from.saturating_add(1)));
    } else {
        // The angle bracket may close the link before.
        usize::from(rest.starts_with(b">"))
    };
    let named = rest.get(start..)?;
    let named = named.get(..MAX_NAMED).unwrap_or(named);
    let inner = named.strip_prefix(b" [")?;
    let close = memchr::memchr(b']', inner)?;
    // A dot may be written as `[.]`.
    let mut end = close;
    while inner.get(..end)?.ends_with(b"[.") {
        end =
            end.saturating_add(1).saturating_add(memchr::memchr(b']', inner.get(end.saturating_add(1)..)?)?);
    }
    let host = inner.get(..end)?;
    let is_host = |octet: &u8| octet.is_ascii_alphanumeric() || b".-[]".contains(octet);
    let is_named = host.contains(&b'.') && host.iter().all(is_host);
    is_named.then(|| Span::new(0, end.saturating_add(3)).shifted(from.saturating_add(start)))
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
        let plain: Vec<u8> = value.iter().map(plain).collect();
        let decoded = percent_decoded(&plain);
        if is_link(&plain) && !is_v2 {
            // A link that is not encoded has its own query with it.
            let start = whole.len().saturating_sub(path.len()).saturating_add(offset_in(path, value));
            return whole.get(start..).map(<[u8]>::to_vec);
        }
        if is_link(&decoded) {
            return Some(decoded);
        }
        // Sophos writes it in base64.
        let decoded = BASE64.decode(&decoded).ok().filter(|decoded| is_link(decoded));
        if decoded.is_some() {
            return decoded;
        }
    }
    // Cisco: the old link is the last part of the path.
    let last = path.rsplit(|octet| *octet == b'/').next().map(percent_decoded)?;
    is_link(&last).then_some(last)
}

/// Where `value`, a piece of `whole`, begins in it.
fn offset_in(whole: &[u8], value: &[u8]) -> usize {
    memchr::memmem::find(whole, value).unwrap_or(0)
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
        let mut found = rewritten(text.as_bytes(), false);
        assert_eq!(found.len(), 1, "{text}");
        let Rewritten { span, old, service, .. } = found.remove(0);
        (String::from_utf8(old).unwrap(), service, span.len())
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
        let sophos =
            "https://eu-west-1.protection.sophos.com?d=a.example&u=aHR0cHM6Ly9hLmV4YW1wbGUvP3g9MQ==&p=m&i=1";
        assert_eq!(one(sophos), ("https://a.example/?x=1".to_owned(), LinkService::Sophos, sophos.len()));
        let plain = "https://link.pilot.example/s/5c/x?u=https://a.example/?x=1&y=2";
        assert_eq!(one(plain).0, "https://a.example/?x=1&y=2");
        let cisco = "http://secure-web.cisco.com/1Jv9/https%3A%2F%2Fa.example%2F";
        assert_eq!(one(cisco).0, "https://a.example/");
    }

    #[test]
    fn finds_what_stands_beside_a_link() {
        let marks = |text: &str, is_html| -> Vec<String> {
            let found = rewritten(text.as_bytes(), is_html);
            found
                .iter()
                .flat_map(|one| &one.marks)
                .map(|mark| String::from_utf8_lossy(mark.of(text.as_bytes())).into_owned())
                .collect()
        };
        let v3 = "https://urldefense.com/v3/__https://a.example__;!!x$";
        assert_eq!(marks(&format!("{v3} [a[.]example] b"), false), [" [a[.]example]"]);
        assert_eq!(marks(&format!("{v3} [no host] b"), false), [""; 0]);
        assert_eq!(marks(&format!("<a href=\"{v3}\">the text [a.example]</a>"), true), [" [a.example]"]);
        let safe = "<a href=\"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&amp;data=05\" \
            originalsrc=\"https://a.example\" shash=\"x=\" class=\"b\">";
        assert_eq!(marks(safe, true), [" originalsrc=\"https://a.example\"", " shash=\"x=\""]);
        assert_eq!(rewritten(safe.as_bytes(), true)[0].old, b"https://a.example");
    }
}
