//! Where RFC 7489, which RFC 9989 takes the place of, may lead to another answer.

use super::verdict::{Evaluation, PolicySource, PolicyTag};
use crate::{
    dns::Name,
    finding::names,
    tag_list::{TagList, trim},
};

names! {
    /// A reason why a receiver that goes by RFC 7489 may come to another answer.
    Former {
        /// `pct=` below 100: the policy is applied to a part of the mail alone (RFC 7489 §6.3).
        Share = "share",
        /// `np=` decides, which RFC 7489 does not know.
        NonExistent = "non_existent",
        /// `psd=` decides, which RFC 7489 does not know: it goes by a public suffix list.
        PublicSuffix = "public_suffix",
        /// `t=y` makes the policy milder, which RFC 7489 does not know.
        Testing = "testing",
        /// The organizational domain is another one by a public suffix list.
        Organization = "organization",
    }
}

/// The reasons, as far as what was found tells them.
pub(super) fn differences(evaluation: &Evaluation) -> Vec<Former> {
    let Some(record) = evaluation.record() else { return Vec::new() };
    let is_decided_by_suffix = |walk: &super::Walk| {
        walk.steps
            .iter()
            .filter_map(|step| step.record.as_ref())
            .any(|one| one.psd != super::PublicSuffix::Unknown)
    };
    let organization = evaluation.organizational_domain.as_ref();
    let author = evaluation.author_domain.as_ref();
    let by_list = author.and_then(guessed_organization);
    let reasons = [
        (Former::Share, is_partial(&record.text)),
        (Former::NonExistent, evaluation.policy_tag == Some(PolicyTag::Np)),
        (
            Former::PublicSuffix,
            evaluation.policy_source == Some(PolicySource::PublicSuffix)
                || evaluation.walk.as_ref().is_some_and(is_decided_by_suffix),
        ),
        (Former::Testing, evaluation.policy != evaluation.effective_policy),
        (
            Former::Organization,
            by_list.is_some() && organization.is_some() && by_list.as_ref() != organization,
        ),
    ];
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// Whether the record has a valid `pct=` below 100.
fn is_partial(record: &str) -> bool {
    let list = TagList::parse(record.as_bytes());
    let value = list.get("pct").and_then(|tag| std::str::from_utf8(trim(tag.value)).ok());
    value.and_then(|text| text.parse::<u8>().ok()).is_some_and(|share| share < 100)
}

/// The domain one label below the public suffix, as far as it is known without the list: a suffix has one
/// label, or is one such as `co.jp`.
fn guessed_organization(author: &Name) -> Option<Name> {
    let labels: Vec<&str> = author.labels().collect();
    let last = |count: usize| {
        let name = labels.get(labels.len().checked_sub(count)?..)?.join(".");
        Name::from_dns(name.as_bytes()).ok()
    };
    let two = last(2)?;
    if two.is_registry_suffix() { last(3) } else { Some(two) }
}
