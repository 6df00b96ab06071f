//! Signs that a signed message was sent once more, to somebody it was not meant for (RFC 6376 §8.6). None
//! of them proves it: forwarding, mailing lists and blind copies look the same.

use super::{envelope::Envelope, problem::Problem};
use crate::{
    dkim::{Check, DkimResult, Verification},
    dns::Name,
    finding::{Finding, Subject},
    platform::Platform,
    spf::{self, SpfResult},
};

/// Mail that cannot be delivered is given up after some days (RFC 5321 §4.5.4.1: "generally needs to be at
/// least 4-5 days").
const LONG: u64 = 6 * 24 * 3600;

/// What the signs are read from.
pub(super) struct ReplayInput<'a> {
    pub(super) dkim: &'a [Verification],
    pub(super) spf: &'a [spf::Evaluation],
    pub(super) envelope: &'a Envelope,
    /// The recipient fields' text, lower case.
    pub(super) recipients: &'a str,
    /// When the receiver took the message, in seconds since 1970.
    pub(super) taken: Option<i64>,
    pub(super) author: &'a Name,
}

impl ReplayInput<'_> {
    pub(super) fn findings(&self) -> Vec<Finding> {
        let is_authors = |one: &&Verification| {
            let domain = one.signature.domain.as_ref().map(|domain| &domain.a_label);
            domain.is_some_and(|domain| related(domain, self.author)) && holds(one)
        };
        let Some(signature) = self.dkim.iter().find(is_authors) else { return Vec::new() };
        let problems = [self.recipient(), self.host(signature), self.time(signature)];
        let note = |problem| Finding::new(problem, Subject::Message, None);
        problems.into_iter().flatten().map(note).collect()
    }

    fn recipient(&self) -> Option<Problem> {
        let recipient = &self.envelope.recipient.as_ref()?.value;
        let is_named = self.recipients.contains(&recipient.to_lowercase());
        (recipient.contains('@') && !self.recipients.is_empty() && !is_named)
            .then(|| Problem::RecipientNotNamed { recipient: recipient.clone() })
    }

    fn host(&self, signature: &Verification) -> Option<Problem> {
        let client = self.envelope.client.as_ref()?;
        let signer = &signature.signature.domain.as_ref()?.a_label;
        let is_open =
            |one: &spf::Evaluation| matches!(one.result, SpfResult::Pending | SpfResult::NotChecked);
        let of_signer = |text: &str| {
            let domain = text.rsplit('@').next().unwrap_or(text);
            Name::parse(domain.as_bytes(), &Platform::default()).is_ok_and(|name| related(&name, signer))
        };
        let proves = |one: &spf::Evaluation| one.result == SpfResult::Pass && of_signer(&one.sender);
        let is_known = !self.spf.is_empty() && !self.spf.iter().any(is_open);
        (is_known && !self.spf.iter().any(proves))
            .then(|| Problem::OtherHost { client: client.value.clone(), signer: signer.to_string() })
    }

    fn time(&self, signature: &Verification) -> Option<Problem> {
        let signed = i64::try_from(signature.signature.timestamp?).ok()?;
        let seconds = u64::try_from(self.taken?.saturating_sub(signed)).ok()?;
        (seconds > LONG).then_some(Problem::SignedLongBefore { seconds })
    }
}

fn holds(one: &Verification) -> bool {
    one.result == DkimResult::Pass
        || (one.result == DkimResult::Neutral && one.checks.signature == Check::Pass)
}

pub(super) fn related(one: &Name, other: &Name) -> bool {
    one.is_at_or_below(other) || other.is_at_or_below(one)
}
