//! What DMARC says of a message (RFC 9989 §5.3).

use serde::Serialize;

use super::{
    problem::Problem,
    record::{AlignmentMode, Policy, PolicyRecord, PublicSuffix},
    rfc7489::{Former, FormerAnswer},
    tree_walk::{Queries, Step, StepState, Walk},
};
pub use crate::dns::DmarcNeed as Need;
use crate::{
    code::names,
    dns::{Answer, Answers, Name, Query},
    span::Span,
};

names! {
    /// The result (RFC 9989 §9.2), or why there is none.
    DmarcResult {
        /// An authenticated identifier is aligned with the author domain.
        Pass = "pass",
        /// None is.
        Fail = "fail",
        /// DMARC does not apply: there is no policy record, or no single author domain.
        None = "none",
        /// The DNS did not answer a question on which it rests.
        TempError = "temperror",
        /// It would pass if the body, of which nothing is known, is as it was signed.
        WouldPass = "would_pass",
        /// Questions are open on which it rests.
        Pending = "pending",
        /// A question on which it rests was not asked, or something was not checked.
        NotChecked = "not_checked",
    }
}

names! {
    /// Whose policy record applies (RFC 9989 §4.10.1).
    PolicySource {
        /// The author domain's own.
        Author = "author",
        /// That of its organizational domain.
        Organizational = "organizational",
        /// That of its public suffix domain.
        PublicSuffix = "public_suffix",
    }
}

names! {
    /// The tag that a policy was taken from.
    PolicyTag {
        /// For the domain itself, and wherever the others are missing.
        P = "p",
        /// For subdomains.
        Sp = "sp",
        /// For subdomains that do not exist.
        Np = "np",
    }
}

names! {
    /// Whether the author domain exists (RFC 9989 §3.2.13).
    Existence {
        /// It does.
        Exists = "exists",
        /// The answer was NXDOMAIN.
        DoesNotExist = "does_not_exist",
        /// It is still to be asked for.
        Pending = "pending",
        /// No answer could be had, or it was not asked for; it is taken to exist.
        Unknown = "unknown",
    }
}

names! {
    /// Whether an authenticated identifier is aligned with the author domain (RFC 9989 §4.4).
    Alignments {
        /// They are the same domain.
        Identical = "identical",
        /// They have the same organizational domain.
        SameOrganization = "same_organization",
        /// They are not aligned.
        None = "none",
        /// Questions are open.
        Pending = "pending",
        /// The DNS did not answer.
        TempError = "temperror",
        /// A question was not asked, or there is no policy record to be aligned for.
        NotChecked = "not_checked",
    }
}

/// How an authenticated identifier relates to the author domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alignment {
    /// The identifier's domain.
    pub domain: Name,
    /// Place of the signature in [`Report::dkim`](crate::Report::dkim); `None` for SPF.
    pub signature: Option<usize>,
    /// How alike they must be; `None` where no record that applies is known to ask for it.
    pub mode: Option<AlignmentMode>,
    /// Whether they are.
    pub aligned: Alignments,
    /// The identifier's organizational domain, as far as it was needed.
    pub organizational_domain: Option<Name>,
    /// The walk that found it.
    pub walk: Option<Walk>,
    /// Whether the body, which the identifier stands for, was tested too.
    pub body_tested: bool,
}

/// What DMARC says, and on what it rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DmarcEvaluation"))]
pub struct Evaluation {
    /// The one domain in From.
    pub author_domain: Option<Name>,
    /// The result.
    pub result: DmarcResult,
    /// The walk from the author domain.
    pub walk: Option<Walk>,
    /// The author domain's organizational domain, once it is known.
    pub organizational_domain: Option<Name>,
    /// The domain whose record applies.
    pub policy_domain: Option<Name>,
    /// Why it is that one.
    pub policy_source: Option<PolicySource>,
    /// The tag of the record that applies.
    pub policy_tag: Option<PolicyTag>,
    /// What the record asks for, if the message fails.
    pub policy: Option<Policy>,
    /// The same with `t=y` taken into account.
    pub effective_policy: Option<Policy>,
    /// Whether the author domain exists; `None` where nothing depends on it.
    pub existence: Option<Existence>,
    /// The identifiers that were authenticated.
    pub alignments: Vec<Alignment>,
    /// Names with the domain in them twice at which a record was looked for, where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub doubled: Vec<Step>,
    /// Where RFC 7489, which many receivers still go by, may say otherwise.
    pub former: Vec<Former>,
    /// What it says; `None` where it can say nothing else, or answers are not at hand.
    pub former_answer: Option<FormerAnswer>,
    /// What is wrong with the record that applies, and with what stands in the place of one; the report
    /// has it among its findings.
    #[serde(skip)]
    pub problems: Vec<Noted>,
}

/// A problem, and where it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What it is.
    pub problem: Problem,
    /// The domain whose record it is about.
    pub domain: Name,
    /// Where in the record it can be seen, where it can.
    pub span: Option<Span>,
}

/// A question, what it is for, and the answers to it; none if it is to be asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question.
    pub query: Query,
    /// What it is first needed for.
    pub need: Need,
    /// The answers that count.
    pub answers: Vec<Answer>,
}

/// An evaluation, and what it needs.
#[derive(Debug, Clone)]
pub struct Evaluated {
    /// The evaluation.
    pub evaluation: Evaluation,
    /// Every question it rests on, each once.
    pub queries: Vec<Asked>,
}

impl Evaluation {
    pub(super) fn without(author_domain: Option<Name>, result: DmarcResult) -> Self {
        Self {
            author_domain,
            result,
            walk: None,
            organizational_domain: None,
            policy_domain: None,
            policy_source: None,
            policy_tag: None,
            policy: None,
            effective_policy: None,
            existence: None,
            alignments: Vec::new(),
            doubled: Vec::new(),
            former: Vec::new(),
            former_answer: None,
            problems: Vec::new(),
        }
    }

    /// The domain whose `psd=` makes different organizations of an identifier and the author domain, though
    /// both are below one domain that is no registry's.
    pub(super) fn split_by<'a>(&'a self, alignment: &'a Alignment) -> Option<&'a Name> {
        let author = self.author_domain.as_ref()?;
        let common =
            author.guessed_organization().filter(|common| alignment.domain.is_at_or_below(common))?;
        let walks = [self.walk.as_ref(), alignment.walk.as_ref()];
        let mut steps = walks.into_iter().flatten().flat_map(|walk| &walk.steps);
        let says =
            |step: &&Step| step.record.as_ref().is_some_and(|record| record.psd != PublicSuffix::Unknown);
        steps.find(|step| says(step) && step.domain.is_at_or_below(&common)).map(|step| &step.domain)
    }

    /// The record that applies.
    #[must_use]
    pub fn record(&self) -> Option<&PolicyRecord> {
        self.walk.as_ref()?.at(self.policy_domain.as_ref()?)?.record.as_ref()
    }
}

impl Evaluated {
    /// Looks for the record at `_dmarc.d.d`, where it ends up if the zone's name is entered with it, if there
    /// is none for `d`, the author domain.
    pub(crate) fn look_for_doubled(&mut self, answers: &Answers) {
        let is_absent = |noted: &Noted| matches!(noted.problem, Problem::RecordAbsent { .. });
        let Some(author) = self.evaluation.author_domain.clone() else { return };
        if !self.evaluation.problems.iter().any(is_absent) {
            return;
        }
        let mut domains = vec![author.clone()];
        domains.extend(author.guessed_organization().filter(|organization| *organization != author));
        for domain in domains {
            let doubled = Name::from_dns(format!("{domain}.{domain}").as_bytes());
            let Some(doubled) = doubled.ok().filter(|doubled| !doubled.is_private()) else { continue };
            let (step, query) = Step::new(doubled, answers);
            self.note_queries(query.into_iter().collect(), Need::DoubledName);
            if step.state == StepState::Record {
                let name = format!("_dmarc.{}", step.domain);
                let problem = Problem::RecordDoubledName { name, domain: domain.to_string() };
                self.evaluation.problems.retain(|noted| !is_absent(noted));
                self.evaluation.problems.push(Noted { problem, domain, span: None });
            }
            self.evaluation.doubled.push(step);
        }
    }

    pub(super) fn note_queries(&mut self, queries: Queries, need: Need) {
        for (query, answers) in queries {
            if self.queries.iter().all(|asked| asked.query != query) {
                self.queries.push(Asked { query, need, answers });
            }
        }
    }
}
