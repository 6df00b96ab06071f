//! Records that the owner of a domain can publish. Each was judged like any other before it is offered.

use serde::Serialize;

use super::{author::NextStep, evaluate::Evaluated};
use crate::{
    code::names,
    dmarc::{self, Guess, Policy, Proposed},
    dns::Name,
    text::escape,
};

names! {
    /// What a record is offered for.
    ProposalKind {
        /// In the place of an SPF record that is wrong.
        Spf = "spf",
        /// One SPF record in the place of several.
        SpfMerged = "spf_merged",
        /// In the place of a DMARC record that is wrong, or as none applies.
        Dmarc = "dmarc",
        /// The DMARC record of a step that comes later.
        DmarcLater = "dmarc_later",
    }
}

/// Records to choose from, and where one of them belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proposal {
    /// What they are for.
    pub kind: ProposalKind,
    /// The name to publish it at, of type TXT.
    pub name: String,
    /// What it takes the place of, where that is wrong.
    pub published: Vec<String>,
    /// The name at which that stands; `None` where there is nothing.
    pub published_at: Option<String>,
    /// The records: more than one where the published ones end differently, the strictest first; none where it
    /// cannot be told what was meant.
    pub records: Vec<String>,
    /// What is guessed from the spelling.
    pub guesses: Vec<Guess>,
    /// A mailbox named in it that has to be replaced.
    pub placeholder: Option<String>,
}

/// Records of one name that are shown.
const MAX_PUBLISHED: usize = 10;

impl Evaluated {
    /// Works out the records, before the problems that lead to them are handed over as findings.
    pub(super) fn propose(&mut self, author: Option<&Name>) {
        let of_spf = self.of_spf(author);
        self.proposals.extend(of_spf);
        self.proposals.extend(self.of_dmarc());
    }

    /// Those in the place of SPF records of the owner's, as far as names tell whose they are.
    fn of_spf(&self, author: Option<&Name>) -> Vec<Proposal> {
        let within = self.dmarc.organizational_domain.as_ref().or(author);
        let is_own = |domain: &str| match (Name::from_dns(domain.as_bytes()), within, author) {
            (Ok(name), Some(within), Some(author)) => {
                name.is_at_or_below(within) || author.is_at_or_below(&name)
            }
            _ => false,
        };
        let mut found: Vec<Proposal> = Vec::new();
        for mending in self.spf.iter().flat_map(|one| &one.mendings).filter(|one| is_own(&one.domain)) {
            if found.iter().any(|known| known.name == mending.domain) {
                continue;
            }
            found.push(Proposal {
                kind: if mending.published.len() > 1 { ProposalKind::SpfMerged } else { ProposalKind::Spf },
                name: mending.domain.clone(),
                published: mending.published.iter().take(MAX_PUBLISHED).cloned().collect(),
                published_at: Some(mending.domain.clone()),
                records: mending.records.clone(),
                guesses: Vec::new(),
                placeholder: None,
            });
        }
        found
    }

    /// The one of the next step, or that comes before it.
    fn of_dmarc(&self) -> Option<Proposal> {
        let next = self.author.next_step?;
        let dmarc = &self.dmarc;
        let place = self.published_policy();
        let domain = match &place {
            Some((domain, _)) => domain.clone(),
            None => dmarc.organizational_domain.clone().or_else(|| dmarc.author_domain.clone())?,
        };
        let texts: &[Vec<u8>] = place.as_ref().map_or(&[], |(_, texts)| texts);
        let is_faulty =
            next == NextStep::MendRecord || dmarc.problems.iter().any(|noted| noted.problem.is_mendable());
        let later = match next {
            NextStep::ReadReportsThenQuarantine => Some(Policy::Quarantine),
            NextStep::ReadReportsThenReject => Some(Policy::Reject),
            _ => None,
        };
        let policy = match next {
            _ if is_faulty => None,
            NextStep::PublishRecord => Some(Policy::None),
            NextStep::AskForReports => None,
            _ => Some(later?),
        };
        let dropped: Vec<&str> = dmarc.problems.iter().filter_map(|noted| dropped(&noted.problem)).collect();
        let proposed = match texts {
            [] if is_faulty => None,
            [] => dmarc::propose(None, domain.as_str(), policy, &[]),
            [text] => dmarc::propose(Some(text), domain.as_str(), policy, &dropped),
            _ => None,
        };
        if proposed.is_none() && !is_faulty {
            return None;
        }
        let published = if is_faulty {
            texts.iter().take(MAX_PUBLISHED).map(|text| escape(text)).collect()
        } else {
            Vec::new()
        };
        let is_there = !published.is_empty();
        let published_at = is_there.then(|| self.policy_name(&domain));
        let (records, guesses, placeholder) = match proposed {
            Some(Proposed { record, guesses, placeholder }) => (vec![record], guesses, placeholder),
            None => (Vec::new(), Vec::new(), None),
        };
        let is_later = later.is_some() && !is_faulty;
        let kind = if is_later { ProposalKind::DmarcLater } else { ProposalKind::Dmarc };
        Some(Proposal {
            kind,
            name: format!("_dmarc.{domain}"),
            published,
            published_at,
            records,
            guesses,
            placeholder,
        })
    }

    /// The name at which the record of a domain stands, right or wrong.
    fn policy_name(&self, domain: &Name) -> String {
        let elsewhere = self.dmarc.problems.iter().find_map(|noted| match &noted.problem {
            dmarc::Problem::RecordMisplaced { domain: at } if at == domain.as_str() => Some(at.clone()),
            dmarc::Problem::RecordDoubledName { name, .. } => Some(name.clone()),
            _ => None,
        });
        elsewhere.unwrap_or_else(|| format!("_dmarc.{domain}"))
    }

    /// What is published as the policy record that applies, or in the place of one, and the domain it is for.
    fn published_policy(&self) -> Option<(Name, &[Vec<u8>])> {
        let dmarc = &self.dmarc;
        let steps = dmarc.walk.as_ref().map(|walk| walk.steps.as_slice()).unwrap_or_default();
        let applies =
            |step: &&dmarc::Step| step.record.is_some() && Some(&step.domain) == dmarc.policy_domain.as_ref();
        let found = steps
            .iter()
            .find(applies)
            .or_else(|| steps.iter().find(|step| step.record.is_some()))
            .or_else(|| steps.iter().find(|step| !step.texts.is_empty()));
        let found = found.map(|step| (step.domain.clone(), step.texts.as_slice()));
        found.or_else(|| {
            let doubled = dmarc.doubled.iter().find(|step| step.record.is_some())?;
            let half = doubled.domain.labels().count() / 2;
            let labels: Vec<&str> = doubled.domain.labels().take(half).collect();
            Some((Name::from_dns(labels.join(".").as_bytes()).ok()?, doubled.texts.as_slice()))
        })
    }
}

/// The tag that a problem is about and that is best left out.
fn dropped(problem: &dmarc::Problem) -> Option<&str> {
    match problem {
        dmarc::Problem::RecordSubdomainTag { tag, .. } => Some(tag),
        dmarc::Problem::RecordPublicSuffix { .. } => Some("psd"),
        _ => None,
    }
}
