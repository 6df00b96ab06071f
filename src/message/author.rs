//! Whom the message says it is from (RFC 5322 §3.6.2), and whether that can be told at all.

use mail_parser::{Address as LenientAddress, HeaderValue, parsers::MessageStream};

use super::{address::AddressList, encoded_word::decode_text, header::Header, problem::Problem};
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
        if list.cut_off.is_some() || list.faulty || list.mailboxes.is_empty() || !readers_agree(value, &list)
        {
            ambiguous = true;
            author.findings.push(Finding::new(Problem::FromAmbiguous, subject, Some(field.value)));
        } else if list.mailboxes.len() > 1 {
            let problem = Problem::FromMultipleMailboxes { count: list.mailboxes.len() };
            author.findings.push(Finding::new(problem, subject, Some(field.value)));
        }
        let mailboxes: Vec<Mailbox> =
            list.mailboxes.iter().map(|address| mailbox(address, platform)).collect();
        if !ambiguous && mailboxes.iter().any(|mailbox| mailbox.domain.is_none()) {
            author.findings.push(Finding::new(Problem::FromInvalidDomain, subject, Some(field.value)));
        }
        let text = decode_text(value, platform);
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

fn mailbox(address: &super::address::Address, platform: &Platform) -> Mailbox {
    let name = decode_text(&address.name, platform);
    let domain = Name::parse(&address.domain, platform).ok();
    Mailbox {
        name: if name.is_empty() { None } else { Some(name) },
        address: format!("{}@{}", escape(&address.local), escape(&address.domain)),
        domain: domain.map(|name| Domain::new(name, platform)),
    }
}

/// Whether a reader as lenient as mail programs are sees the same addresses.
fn readers_agree(value: &[u8], list: &AddressList) -> bool {
    let mut text = value.to_vec();
    // The lenient reader wants the end of a line.
    text.extend_from_slice(b"\r\n");
    let parsed = MessageStream::new(&text).parse_address();
    let lenient: Vec<Option<String>> = match &parsed {
        HeaderValue::Address(LenientAddress::List(addresses)) => {
            addresses.iter().map(|address| address.address().map(str::to_owned)).collect()
        }
        HeaderValue::Address(LenientAddress::Group(groups)) => groups
            .iter()
            .flat_map(|group| &group.addresses)
            .map(|address| address.address().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    let strict = list.mailboxes.iter().map(|mailbox| {
        let mut address = mailbox.local.clone();
        address.push(b'@');
        address.extend_from_slice(&mailbox.domain);
        String::from_utf8_lossy(&address).into_owned()
    });
    let same = |a: &Option<String>, b: &String| {
        a.as_ref().is_some_and(|a| a.replace('"', "").eq_ignore_ascii_case(&b.replace('"', "")))
    };
    lenient.len() == list.mailboxes.len() && lenient.iter().zip(strict).all(|(a, b)| same(a, &b))
}
