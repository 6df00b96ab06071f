//! What RFC 7489 says, which RFC 9989 takes the place of, and where it may lead to another answer.

use serde::Serialize;

use super::{
    evaluate::{Identifier, Proof, precedence},
    record::{AlignmentMode, Policy, PolicyRecord},
    tree_walk::{Gap, Step},
    verdict::{DmarcResult, Evaluation, PolicySource, PolicyTag},
};
use crate::{
    code::names,
    dns::{Answers, Name},
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
        /// Several records at one name end the search (RFC 7489 §6.6.3).
        Several = "several",
    }
}

/// What a receiver finds that goes by RFC 7489 and has the same answers of the DNS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerAnswer {
    /// The result.
    pub result: DmarcResult,
    /// The domain whose record applies.
    pub policy_domain: Option<Name>,
    /// What the record asks for, if the message fails.
    pub policy: Option<Policy>,
    /// `pct=`: to how much of the mail that fails, in percent.
    pub share: u8,
    /// Whether it rests on organizational domains that are guessed by their form. RFC 7489 goes by a list
    /// of public suffixes, which is not at hand.
    pub is_guessed: bool,
}

/// The reasons, as far as what was found tells them.
pub(super) fn differences(evaluation: &Evaluation) -> Vec<Former> {
    let Some(record) = evaluation.record() else { return Vec::new() };
    let steps = evaluation.walk.as_ref().map(|walk| walk.steps.as_slice()).unwrap_or_default();
    let is_suffix =
        |step: &Step| step.record.as_ref().is_some_and(|one| one.psd != super::PublicSuffix::Unknown);
    let organization = evaluation.organizational_domain.as_ref();
    let author = evaluation.author_domain.as_ref();
    let by_list = author.and_then(Name::guessed_organization);
    let reasons = [
        (Former::Share, share(record) < 100),
        (Former::NonExistent, evaluation.policy_tag == Some(PolicyTag::Np)),
        (
            Former::PublicSuffix,
            evaluation.policy_source == Some(PolicySource::PublicSuffix) || steps.iter().any(is_suffix),
        ),
        (Former::Testing, evaluation.policy != evaluation.effective_policy),
        (
            Former::Organization,
            by_list.is_some() && organization.is_some() && by_list.as_ref() != organization,
        ),
        (Former::Several, steps.iter().any(Step::has_several)),
    ];
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// `pct=`, where it is valid and below 100.
fn share(record: &PolicyRecord) -> u8 {
    let list = TagList::parse(record.text.as_bytes());
    let value = list.get_alike("pct").and_then(|tag| std::str::from_utf8(trim(tag.value)).ok());
    value.and_then(|text| text.parse::<u8>().ok()).map_or(100, |share| share.min(100))
}

/// What RFC 7489 says, by its own rules; `None` where an answer that it needs is not at hand.
pub(super) fn answer(
    author: &Name,
    identifiers: &[Identifier<'_>],
    answers: &Answers,
) -> Option<FormerAnswer> {
    let organization = author.guessed_organization().unwrap_or_else(|| author.clone());
    let mut found = Step::new(author.clone(), answers).0;
    let mut is_guessed = false;
    // "If the set is now empty" (§6.6.3, step 3): several records are not, and end the search.
    if found.record.is_none() && found.gap().is_none() && !found.has_several() && organization != *author {
        found = Step::new(organization, answers).0;
        is_guessed = true;
    }
    let without = |result| FormerAnswer { result, policy_domain: None, policy: None, share: 100, is_guessed };
    let Some(record) = &found.record else {
        return match found.gap() {
            None => Some(without(DmarcResult::None)),
            Some(Gap::TempError) => Some(without(DmarcResult::TempError)),
            Some(Gap::Pending | Gap::NotChecked) => None,
        };
    };
    let Some(policy) = policy(record, found.domain != *author) else {
        return Some(without(DmarcResult::None));
    };
    let (result, by_guess) = result(author, record, identifiers);
    Some(FormerAnswer {
        result,
        policy_domain: Some(found.domain.clone()),
        policy: Some(policy),
        share: share(record),
        is_guessed: is_guessed || by_guess,
    })
}

/// What the record asks for (RFC 7489 §6.3, §6.6.3 step 6); `None` if it is not applied.
fn policy(record: &PolicyRecord, is_subdomain: bool) -> Option<Policy> {
    let list = TagList::parse(record.text.as_bytes());
    let read = |name| list.get_alike(name).map(|tag| Policy::read(trim(tag.value)));
    match (read("p"), read("sp")) {
        (Some(Some(_)), Some(Some(sp))) if is_subdomain => Some(sp),
        (Some(Some(p)), None | Some(Some(_))) => Some(p),
        _ => (!record.rua.is_empty()).then_some(Policy::None),
    }
}

/// The result, and whether it rests on guessed organizational domains (RFC 7489 §3.1).
fn result(author: &Name, record: &PolicyRecord, identifiers: &[Identifier<'_>]) -> (DmarcResult, bool) {
    let mut best = (DmarcResult::Fail, false);
    for one in identifiers {
        let mode = if one.signature.is_some() { record.adkim } else { record.aspf };
        // Below different top-level domains nothing need be guessed.
        let is_near = one.domain.labels().next_back() == author.labels().next_back();
        let by_guess = one.domain != author && mode == AlignmentMode::Relaxed && is_near;
        let organizations = (one.domain.guessed_organization(), author.guessed_organization());
        let is_alike = by_guess && organizations.0.is_some() && organizations.0 == organizations.1;
        let result = if one.domain == author || is_alike { of_proof(one.proof) } else { DmarcResult::Fail };
        best = match precedence(result).cmp(&precedence(best.0)) {
            std::cmp::Ordering::Greater => (result, by_guess),
            std::cmp::Ordering::Equal if result == DmarcResult::Fail => (result, best.1 || by_guess),
            std::cmp::Ordering::Equal => (result, best.1 && by_guess),
            std::cmp::Ordering::Less => best,
        };
    }
    best
}

fn of_proof(proof: Proof) -> DmarcResult {
    match proof {
        Proof::Pass => DmarcResult::Pass,
        Proof::BodyUntested => DmarcResult::WouldPass,
        Proof::Pending => DmarcResult::Pending,
        Proof::TempError => DmarcResult::TempError,
        Proof::NotChecked => DmarcResult::NotChecked,
    }
}

impl FormerAnswer {
    /// Whether ours is known, and another one.
    pub(super) fn differs(&self, ours: &Evaluation) -> bool {
        let is_open =
            matches!(ours.result, DmarcResult::Pending | DmarcResult::NotChecked | DmarcResult::TempError);
        !is_open && (self.result, self.policy) != (ours.result, ours.effective_policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dns::{Provenance, zone},
        platform::Platform,
    };

    fn name(text: &str) -> Name {
        Name::from_dns(text.as_bytes()).expect("a name")
    }

    /// `result policy domain share guess` for a signature of `signer`.
    fn show(author: &str, signer: &str, records: &str) -> String {
        let mut answers = Answers::default();
        zone::parse(records, &Platform::default()).add_to(&mut answers, &Provenance::Recorded, &[]);
        let signer = name(signer);
        let identifiers = [Identifier { domain: &signer, signature: Some(0), proof: Proof::Pass }];
        let Some(found) = answer(&name(author), &identifiers, &answers) else { return "unknown".to_owned() };
        format!(
            "{} {} {} {} {}",
            found.result.name(),
            found.policy.map_or("-", Policy::name),
            found.policy_domain.map_or("-".to_owned(), |domain| domain.to_string()),
            found.share,
            if found.is_guessed { "guessed" } else { "certain" }
        )
    }

    #[test]
    fn goes_by_its_own_rules() {
        let own = |record: &str| format!("_dmarc.news.example.com. TXT \"{record}\"\n");
        let top = |record: &str| own("no") + &format!("_dmarc.example.com. TXT \"{record}\"\n");
        for (author, signer, records, expected) in [
            (
                "news.example.com",
                "news.example.com",
                own("v=DMARC1; p=reject; t=y; pct=50"),
                "pass reject news.example.com 50 certain",
            ),
            (
                "news.example.com",
                "mail.example.com",
                own("v=DMARC1; p=none"),
                "pass none news.example.com 100 guessed",
            ),
            (
                "news.example.com",
                "mail.example.com",
                own("v=DMARC1; p=none; adkim=s"),
                "fail none news.example.com 100 certain",
            ),
            (
                "news.example.com",
                "mailer.test",
                own("v=DMARC1; p=none"),
                "fail none news.example.com 100 certain",
            ),
            (
                "news.example.com",
                "news.example.com",
                top("v=DMARC1; p=reject; np=none; sp=quarantine"),
                "pass quarantine example.com 100 guessed",
            ),
            ("news.example.com", "news.example.com", top("v=DMARC1; p=reject; sp=x"), "none - - 100 guessed"),
            (
                "news.example.com",
                "news.example.com",
                top("v=DMARC1; p=reject; sp=x; rua=mailto:a@b.test"),
                "pass none example.com 100 guessed",
            ),
            (
                "news.example.com",
                "news.example.com",
                own("v=DMARC1; p=none") + &own("v=DMARC1; p=reject"),
                "none - - 100 certain",
            ),
            ("news.example.com", "news.example.com", own("no"), "unknown"),
        ] {
            assert_eq!(show(author, signer, &records), expected, "{records}");
        }
    }
}
