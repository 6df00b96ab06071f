//! Those that a message names beside its author: who gets the answers, who sent it, who gets bounces.

use super::{Message, problem::Problem};
use crate::{
    dns::Name,
    finding::{Finding, Severity, Subject},
    message::{FromField, Mailbox, appearance, foreign_address, group_names, mailboxes, name_as_shown},
    platform::Platform,
};

/// Top-level domains that a word in a display name is taken for a domain with, beside the codes of
/// countries. Those that are endings of files are left out.
const TOP_LEVELS: [&str; 24] = [
    "app", "bank", "biz", "cloud", "club", "com", "dev", "edu", "example", "gov", "info", "int", "jobs",
    "life", "live", "mil", "net", "online", "org", "shop", "site", "store", "tech", "xyz",
];

/// Codes of countries that end the names of files, or words that end sentences.
const NOT_COUNTRIES: [&str; 17] =
    ["ai", "cc", "cs", "db", "gz", "hs", "js", "md", "ml", "mm", "pl", "ps", "py", "rs", "sh", "so", "ts"];

/// Adds what differs from the author, or shows another one.
pub(super) fn inspect(message: &Message<'_>, findings: &mut Vec<Finding>) {
    let authors: Vec<&Name> = message.from.iter().flat_map(domains).collect();
    note_names(message, &authors, findings);
    let Some(author) = authors.first().map(ToString::to_string) else { return };
    for key in ["reply-to", "sender", "return-path"] {
        let Some(place) = message.header.places(key).next() else { continue };
        let Some(field) = message.header.fields.get(place) else { continue };
        let others = mailboxes(field.value.of(message.octets), message.platform);
        let is_foreign = |other: &&Name| !authors.iter().any(|author| are_related(author, other));
        let Some(other) = others.iter().filter_map(own_domain).find(is_foreign) else { continue };
        let (domain, author) = (other.to_string(), author.clone());
        let problem = match key {
            "reply-to" => Problem::ReplyToOtherDomain { domain, author },
            "sender" => Problem::SenderOtherDomain { domain, author },
            _ => Problem::ReturnPathOtherDomain { domain, author },
        };
        findings.push(Finding::new(problem, Subject::Field { index: place }, Some(field.value)));
    }
}

/// Adds the domains that display names show and that are not of those who have the names.
fn note_names(message: &Message<'_>, authors: &[&Name], findings: &mut Vec<Finding>) {
    for from in message.from {
        let span = message.header.fields.get(from.field).map(|field| field.value);
        for mailbox in &from.mailboxes {
            let Some((name, own)) = mailbox.name.as_ref().zip(own_domain(mailbox)) else { continue };
            if let Some(shown) = domain_in_name(name, &[own], message.platform) {
                let problem = Problem::NameDomain { name: "from", shown, author: own.to_string() };
                findings.push(Finding::new(problem, Subject::Field { index: from.field }, span));
            }
        }
        let own: Vec<&Name> = domains(from).collect();
        let value = span.map(|span| span.of(message.octets)).unwrap_or_default();
        for group in group_names(value, message.platform) {
            if let (Some(shown), Some(first)) = (domain_in_name(&group, &own, message.platform), own.first())
            {
                let problem = Problem::NameDomain { name: "from", shown, author: first.to_string() };
                findings.push(Finding::new(problem, Subject::Field { index: from.field }, span));
            }
        }
    }
    for key in ["reply-to", "sender"] {
        for place in message.header.places(key) {
            let Some(field) = message.header.fields.get(place) else { continue };
            for mailbox in mailboxes(field.value.of(message.octets), message.platform) {
                let Some(problem) = shown_elsewhere(key, &mailbox, authors, message.platform) else {
                    continue;
                };
                let mut finding = Finding::new(problem, Subject::Field { index: place }, Some(field.value));
                // Mail programs show the names of From, and these ones sometimes.
                finding.severity = finding.severity.min(Severity::Notice);
                findings.push(finding);
            }
        }
    }
}

/// A domain, or an address of one, that the name of a mailbox in another field than From shows, and that is
/// neither the mailbox's own nor the author's.
fn shown_elsewhere(
    key: &'static str,
    mailbox: &Mailbox,
    authors: &[&Name],
    platform: &Platform,
) -> Option<Problem> {
    let (name, own) = (mailbox.name.as_ref()?, own_domain(mailbox)?);
    let known: Vec<&Name> = [own].into_iter().chain(authors.iter().copied()).collect();
    let shown = foreign_address(name, &known, platform).or_else(|| domain_in_name(name, &known, platform))?;
    Some(Problem::NameDomain { name: key, shown, author: own.to_string() })
}

fn domains(from: &FromField) -> impl Iterator<Item = &Name> {
    from.mailboxes.iter().filter_map(own_domain)
}

fn own_domain(mailbox: &Mailbox) -> Option<&Name> {
    mailbox.domain.as_ref().map(|domain| &domain.a_label)
}

/// Whether two domains may belong to one organization: one is above the other, or they share more
/// than what a registry gives out names under.
fn are_related(one: &Name, other: &Name) -> bool {
    if one.is_at_or_below(other) || other.is_at_or_below(one) {
        return true;
    }
    let shared: Vec<&str> = one
        .labels()
        .rev()
        .zip(other.labels().rev())
        .take_while(|(one, other)| one == other)
        .map(|(label, _)| label)
        .collect();
    match shared.as_slice() {
        [] | [_] => false,
        [top, second] => {
            Name::from_dns(format!("{second}.{top}").as_bytes()).is_ok_and(|name| !name.is_registry_suffix())
        }
        _ => true,
    }
}

/// A domain that stands in a display name without an address, and belongs to none of `own`.
fn domain_in_name(name: &str, own: &[&Name], platform: &Platform) -> Option<String> {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '@' | '.' | '_' | '-' | '/');
    appearance(name).split(|one| !is_part(one)).find_map(|word| {
        let word = word.trim_matches(['.', '/', '-']);
        // Other forms of letters still are what programs read them as.
        let mapped = || name_as_shown(word, platform).filter(|_| !word.is_ascii());
        let is_host = is_host_name(word) || mapped().is_some_and(|name| is_host_name(name.as_str()));
        let shown = name_as_shown(word, platform).filter(|_| is_host)?;
        let is_foreign = !own.iter().any(|own| are_related(&shown, own));
        is_foreign.then(|| word.to_owned())
    })
}

/// Whether a word is written as the name of a host and as nothing else: no file, no initials, no
/// abbreviation, no end of one sentence before the next.
fn is_host_name(word: &str) -> bool {
    let Some((rest, top)) = word.rsplit_once('.') else { return false };
    let label = rest.rsplit('.').next().unwrap_or(rest);
    let is_upper = !word.contains(|one: char| one.is_ascii_lowercase());
    let lower = top.to_ascii_lowercase();
    let is_country = top.len() == 2
        && top.bytes().all(|octet| octet.is_ascii_alphabetic())
        && !NOT_COUNTRIES.contains(&lower.as_str());
    let is_top = TOP_LEVELS.contains(&lower.as_str());
    let least = if is_upper || !is_top { 4 } else { 2 };
    // RFC 5890 §2.3.1: letters, digits and hyphens, and letters that are not ASCII.
    let is_plain = rest.chars().all(|one| one.is_alphanumeric() || matches!(one, '-' | '.'));
    let is_second = is_country && ["co", "ne", "or", "com", "ac", "go", "gov", "org", "net"].contains(&label);
    (is_upper || top == lower)
        && (is_country || is_top)
        && is_plain
        && (label.chars().count() >= least || is_second && rest.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text.as_bytes(), &Platform::default()).unwrap()
    }

    #[test]
    fn one_organization_shares_more_than_a_suffix() {
        for (one, other) in [
            ("example.com", "mail.example.com"),
            ("a.example.com", "b.example.com"),
            ("a.example.co.uk", "b.example.co.uk"),
        ] {
            assert!(are_related(&name(one), &name(other)), "{one} {other}");
        }
        for (one, other) in [
            ("example.com", "example.org"),
            ("example.com", "badexample.com"),
            ("one.co.uk", "two.co.uk"),
            ("one.or.jp", "two.or.jp"),
        ] {
            assert!(!are_related(&name(one), &name(other)), "{one} {other}");
        }
    }

    #[test]
    fn tells_hosts_from_files_and_words() {
        for word in ["example.com", "www.bank.example", "EXAMPLE.COM", "amazon.co.jp", "dhl.com", "shop.de"] {
            assert!(is_host_name(word), "{word}");
        }
        for word in [
            "ASP.NET",
            "Node.js",
            "Dr.Med",
            "J.R",
            "report.pdf",
            "setup.sh",
            "Prof.Li",
            "v1.2",
            "a@b.example",
            "St.Gallen",
            "U.S.A",
            "com",
            "e.g",
            "Jr.de",
            "and/or.com",
            "a_b.com",
            "No.1",
        ] {
            assert!(!is_host_name(word), "{word}");
        }
    }
}
