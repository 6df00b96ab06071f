//! What a message shows of its sender, and by what it may mislead: look-alike domains, characters
//! that hide or reorder text, addresses that differ.

mod domain;
mod parties;
mod smuggling;
mod table;
mod text;
mod unencoded;

use crate::finding::deception as problem;
pub use crate::finding::deception::Problem;

use crate::{
    dkim::Prepared,
    finding::{Finding, Subject},
    message::{FromField, Header, mailboxes},
    platform::Platform,
    span::Span,
};

/// The parts of a message that are looked at.
#[derive(Clone, Copy)]
pub(crate) struct Message<'a> {
    pub(crate) octets: &'a [u8],
    pub(crate) header: &'a Header,
    pub(crate) body: Option<Span>,
    pub(crate) from: &'a [FromField],
    pub(crate) signatures: &'a [Prepared],
    pub(crate) platform: &'a Platform,
}

/// Fields of which a reader sees the text, in lower case.
const SHOWN: [&str; 4] = ["from", "subject", "reply-to", "sender"];

/// What may mislead a reader of the message; nothing where a cap left part of the header unread.
pub(crate) fn inspect(message: &Message<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if message.header.cut_off {
        return findings;
    }
    let declared = declared_charset(message);
    for name in SHOWN {
        for place in message.header.places(name) {
            let Some(field) = message.header.fields.get(place) else { continue };
            let value = field.value.of(message.octets);
            let mut problems = text::inspect(name, value, message.platform);
            problems.extend(unencoded::inspect(name, value, declared.as_deref(), message.platform));
            if name != "subject" {
                problems.extend(domain::inspect(name, &mailboxes(value, message.platform), message.platform));
            }
            let subject = Subject::Field { index: place };
            findings.extend(problems.into_iter().map(|problem| {
                let mut finding = Finding::new(problem, subject, Some(field.value));
                if name == "subject" {
                    finding.severity = finding.severity.min(crate::finding::Severity::Notice);
                }
                finding
            }));
        }
    }
    parties::inspect(message, &mut findings);
    for (index, prepared) in message.signatures.iter().enumerate() {
        let signature = &prepared.signature;
        let Some(domain) = &signature.tags.domain else { continue };
        let problems = domain::problems("dkim-signature", domain, message.platform);
        let subject = Subject::Signature { index };
        findings.extend(problems.map(|problem| Finding::new(problem, subject, signature.tag_span("d"))));
    }
    if let Some(place) = dkim2_field(message.header) {
        let span = message.header.fields.get(place).map(|field| field.raw);
        findings.push(Finding::new(Problem::Dkim2NotChecked, Subject::Field { index: place }, span));
    }
    if let Some(span) = message.body.and_then(|body| smuggling::find(message.octets, body)) {
        findings.push(Finding::new(Problem::SmuggledCommands, Subject::Message, Some(span)));
    }
    if message.body.is_some_and(|body| {
        crate::paste::quoted::quotes_message(message.octets, message.header, body, message.platform)
    }) {
        findings.push(Finding::new(Problem::QuotedMessage, Subject::Message, None));
    }
    findings
}

/// The character set that Content-Type names (RFC 2045 §5.1).
fn declared_charset(message: &Message<'_>) -> Option<String> {
    let place = message.header.places("content-type").next()?;
    let value = message.header.fields.get(place)?.value.of(message.octets);
    let value = String::from_utf8_lossy(value.get(..value.len().min(1_000))?).into_owned();
    let at = value.to_ascii_lowercase().find("charset=")?;
    let charset = value.get(at.checked_add(8)?..)?.split([';', ' ', '\r', '\n']).next()?;
    Some(charset.trim_matches('"').to_owned()).filter(|charset| !charset.is_empty())
}

/// draft-ietf-dkim-dkim2-spec: the signature, and what each hop changed.
fn dkim2_field(header: &Header) -> Option<usize> {
    ["dkim2-signature", "message-instance"].into_iter().find_map(|name| header.places(name).next())
}
