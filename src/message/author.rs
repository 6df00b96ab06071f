//! Whom the message says it is from (RFC 5322 §3.6.2), and whether that can be told at all.

use super::{
    FromField, Mailbox,
    address::AddressList,
    appearance::{appearance, name_as_shown},
    encoded_word::decode_text,
    header::Header,
    lenient::tricks,
    problem::Problem,
};
use crate::{
    dns::{Domain, Name},
    finding::{Finding, Subject},
    order::sorted,
    platform::Platform,
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
                let encoded = list.has_encoded_member.then_some(Problem::FromEncodedAddress);
                [Problem::FromAmbiguous].into_iter().chain(encoded).collect()
            }
        };
        for problem in problems {
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        let mailboxes: Vec<Mailbox> =
            list.mailboxes.iter().map(|address| mailbox(address, platform)).collect();
        if !ambiguous && mailboxes.len() > 1 {
            let problem =
                Problem::FromMultipleMailboxes { count: mailboxes.len(), domains: domains(&mailboxes) };
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        if !ambiguous && mailboxes.iter().any(|mailbox| mailbox.domain.is_none()) {
            author.findings.push(Finding::new(Problem::FromInvalidDomain, subject, Some(field.value)));
        }
        for address in shown_addresses(&list, &mailboxes, platform) {
            let problem = Problem::FromAddressInName { address };
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        let text = decode_text(value, platform);
        // A tab is what a field may be folded with (RFC 5322 §2.2.3).
        if text.chars().any(|one| is_control(one) && one != '\t') {
            author.findings.push(Finding::new(Problem::FromControlCharacter, subject, Some(field.value)));
        }
        author.from.push(FromField { field: place, text, mailboxes });
    }
    match author.from.as_slice() {
        [] => author.findings.push(Finding::new(Problem::FromMissing, Subject::Message, None)),
        // RFC 9989 §5.3.1: "If zero or more than one domain is extracted": it is domains that count, not mailboxes.
        [only] => {
            if let ([mailbox, ..], 1, false) =
                (only.mailboxes.as_slice(), domains(&only.mailboxes), ambiguous)
            {
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

/// A control character, or one that ends a line or a paragraph (Unicode, `Zl` and `Zp`).
pub(crate) fn is_control(one: char) -> bool {
    one.is_control() || matches!(one, '\u{2028}' | '\u{2029}')
}

/// The mailboxes of any address field, as far as they can be read.
pub(crate) fn mailboxes(value: &[u8], platform: &Platform) -> Vec<Mailbox> {
    AddressList::parse(value).mailboxes.iter().map(|address| mailbox(address, platform)).collect()
}

/// The names of the groups of an address field, as a reader sees them.
pub(crate) fn group_names(value: &[u8], platform: &Platform) -> Vec<String> {
    AddressList::parse(value).group_names.iter().map(|name| decode_text(name, platform)).collect()
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

/// Number of different domains of these mailboxes; one that is no domain differs from all others.
fn domains(mailboxes: &[Mailbox]) -> usize {
    let names = sorted(
        mailboxes.iter().filter_map(own_domain).map(|name| name.as_str().as_bytes().to_vec()).collect(),
    );
    let invalid = mailboxes.iter().filter(|mailbox| mailbox.domain.is_none()).count();
    names.len().saturating_add(invalid)
}

fn own_domain(mailbox: &Mailbox) -> Option<&Name> {
    mailbox.domain.as_ref().map(|domain| &domain.a_label)
}

/// The addresses that display names show, and those that the names of groups show, of domains that have
/// nothing to do with the author's.
fn shown_addresses(list: &AddressList, mailboxes: &[Mailbox], platform: &Platform) -> Vec<String> {
    let groups = list.group_names.iter().map(|name| decode_text(name, platform));
    let of_groups = groups.filter_map(|name| {
        let own: Vec<&Name> = mailboxes.iter().filter_map(own_domain).collect();
        foreign_address(&name, &own, platform)
    });
    let of_mailboxes = mailboxes
        .iter()
        .filter_map(|mailbox| foreign_address(mailbox.name.as_deref()?, &[own_domain(mailbox)?], platform));
    of_groups.chain(of_mailboxes).collect()
}

/// An address that a display name shows, of none of the domains in `own`, nor of one above or below.
pub(crate) fn foreign_address(name: &str, own: &[&Name], platform: &Platform) -> Option<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '%' | '+' | '-');
    appearance(name).split(|c| !is_part(c)).find_map(|word| {
        let word = word.trim_matches('.');
        let (local, domain) = word.rsplit_once('@')?;
        let domain = name_as_shown(domain, platform)?;
        let is_related = |own: &&Name| domain.is_at_or_below(own) || own.is_at_or_below(&domain);
        let is_foreign = !own.iter().any(is_related);
        let is_address = !local.is_empty() && domain.labels().nth(1).is_some();
        (is_foreign && is_address).then(|| word.to_owned())
    })
}
