//! Whom the message says it is from (RFC 5322 §3.6.2), and whether that can be told at all.

use super::{
    address::{AddressList, without_asides},
    encoded_word::decode_text,
    header::Header,
    problem::Problem,
};
use crate::{
    dns::{Domain, Name},
    finding::{Finding, Subject},
    platform::Platform,
    report::{FromField, Mailbox},
    text::escape,
};

/// The From fields and the one domain that they name, if they name one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AuthorFields {
    pub(crate) from: Vec<FromField>,
    pub(crate) domain: Option<Domain>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads the From fields of a header section.
pub(crate) fn read_author(source: &[u8], header: &Header, platform: &Platform) -> AuthorFields {
    let mut author = AuthorFields::default();
    let mut ambiguous = false;
    for place in header.places("from") {
        let Some(field) = header.fields.get(place) else { continue };
        let value = field.value.of(source);
        let list = AddressList::parse(value);
        let subject = Subject::Field { index: place };
        if let Some((limit, allowed)) = list.cut_off {
            let problem = Problem::LimitReached { limit, allowed, found: allowed.saturating_add(1) };
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        let problems = match tricks(value, &list) {
            Some(tricks) if list.cut_off.is_none() && !list.faulty && !list.mailboxes.is_empty() => tricks,
            _ => {
                ambiguous = true;
                vec![Problem::FromAmbiguous]
            }
        };
        for problem in problems {
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        if !ambiguous && list.mailboxes.len() > 1 {
            let problem = Problem::FromMultipleMailboxes { count: list.mailboxes.len() };
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        let mailboxes: Vec<Mailbox> =
            list.mailboxes.iter().map(|address| mailbox(address, platform)).collect();
        if !ambiguous && mailboxes.iter().any(|mailbox| mailbox.domain.is_none()) {
            author.findings.push(Finding::new(Problem::FromInvalidDomain, subject, Some(field.value)));
        }
        for mailbox in &mailboxes {
            if let Some(address) = address_in_name(mailbox, platform) {
                let problem = Problem::FromAddressInName { address };
                author.findings.push(Finding::new(problem, subject, Some(field.value)));
            }
        }
        let text = decode_text(value, platform);
        // A tab is what a field may be folded with (RFC 5322 §2.2.3).
        if text.chars().any(|one| one.is_control() && one != '\t') {
            author.findings.push(Finding::new(Problem::FromControlCharacter, subject, Some(field.value)));
        }
        author.from.push(FromField { field: place, text, mailboxes });
    }
    match author.from.as_slice() {
        [] => author.findings.push(Finding::new(Problem::FromMissing, Subject::Message, None)),
        [only] => {
            if let ([mailbox], false) = (only.mailboxes.as_slice(), ambiguous) {
                author.domain.clone_from(&mailbox.domain);
            }
        }
        several => {
            let problem = Problem::FromMultipleFields { count: several.len() };
            author.findings.push(Finding::new(problem, Subject::Message, None));
        }
    }
    author
}

/// The mailboxes of any address field, as far as they can be read.
#[cfg(feature = "policy")]
pub(crate) fn mailboxes(value: &[u8], platform: &Platform) -> Vec<Mailbox> {
    AddressList::parse(value).mailboxes.iter().map(|address| mailbox(address, platform)).collect()
}

fn mailbox(address: &super::address::Address, platform: &Platform) -> Mailbox {
    let name = decode_text(&address.name, platform);
    let domain = Name::parse(&address.domain, platform).ok();
    Mailbox {
        name: if name.is_empty() { None } else { Some(name) },
        address: format!("{}@{}", escape(&address.local), escape(&address.domain)),
        domain: domain.map(|name| Domain::new(name, platform)),
    }
}

/// What two readers see, one strict and one as lenient as some mail programs: `None` if they come
/// apart, otherwise the tricks by which they would if the lenient one did not know them.
fn tricks(value: &[u8], list: &AddressList) -> Option<Vec<Problem>> {
    let mut tricks = Vec::new();
    if list.has_encoded_member {
        tricks.push(Problem::FromEncodedAddress);
    }
    if readers_agree(value, list, false) {
        return Some(tricks);
    }
    let plain = without_asides(value);
    let has_quoted_at = list.mailboxes.iter().any(|mailbox| mailbox.local.contains(&b'@'));
    if !readers_agree(&plain, list, has_quoted_at) {
        return None;
    }
    if list.has_route {
        tricks.push(Problem::FromSourceRoute);
    } else if plain != value {
        tricks.push(Problem::FromCommentInAddress);
    }
    if has_quoted_at {
        tricks.push(Problem::FromQuotedAt);
    }
    Some(tricks)
}

/// Whether a lenient reader sees the same addresses, or at least the same domains.
///
/// It knows no comments, quoted strings or groups: it parts the list at commas and takes what stands
/// between the last pair of angle brackets, or the last word with an `@` in it. Where the grammar
/// gives commas, brackets and `@` another meaning, the two come apart.
fn readers_agree(value: &[u8], list: &AddressList, by_domain: bool) -> bool {
    let mut lenient = value.split(|octet| *octet == b',').filter_map(lenient_address);
    let same = list.mailboxes.iter().all(|mailbox| {
        let domain = [b"@", mailbox.domain.as_slice()].concat();
        let strict = [mailbox.local.as_slice(), &domain].concat();
        lenient.next().is_some_and(|address| {
            let at = if by_domain { memchr::memrchr(b'@', &address).unwrap_or(0) } else { 0 };
            let strict = if by_domain { &domain } else { &strict };
            address.get(at..).unwrap_or_default().eq_ignore_ascii_case(strict)
        })
    });
    same && lenient.next().is_none()
}

/// An address that the display name shows, of a domain that has nothing to do with the author's.
fn address_in_name(mailbox: &Mailbox, platform: &Platform) -> Option<String> {
    let (name, own) = (mailbox.name.as_ref()?, &mailbox.domain.as_ref()?.a_label);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '%' | '+' | '-');
    name.split(|c| !is_part(c)).find_map(|word| {
        let (local, domain) = word.trim_matches('.').rsplit_once('@')?;
        let domain = Name::parse(domain.as_bytes(), platform).ok()?;
        let foreign = !domain.is_at_or_below(own) && !own.is_at_or_below(&domain);
        let is_address = !local.is_empty() && domain.labels().nth(1).is_some();
        (foreign && is_address).then(|| word.trim_matches('.').to_owned())
    })
}

fn lenient_address(part: &[u8]) -> Option<Vec<u8>> {
    let is_word = |octet: &u8| !octet.is_ascii_whitespace() && !matches!(octet, b'"' | b';' | b':');
    let address = match memchr::memrchr(b'<', part) {
        Some(open) => {
            let inside = part.get(open.saturating_add(1)..)?;
            inside.get(..memchr::memchr(b'>', inside).unwrap_or(inside.len()))?
        }
        None => part.split(|octet| !is_word(octet)).rfind(|word| word.contains(&b'@'))?,
    };
    let address: Vec<u8> = address.iter().copied().filter(is_word).collect();
    if address.contains(&b'@') { Some(address) } else { None }
}
