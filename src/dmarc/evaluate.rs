//! Policy discovery and identifier alignment (RFC 9989 §4.10.1, §4.10.2, §5.3).

use super::{
    problem::Problem,
    record::{AlignmentMode, Policy, PolicyRecord, PublicSuffix},
    rfc7489::{self, FormerAnswer, differences},
    tree_walk::{Gap, Step, Walk},
    verdict::{
        Alignment, Alignments, DmarcResult, Evaluated, Evaluation, Existence, Need, Noted, PolicySource,
        PolicyTag,
    },
};
use crate::dns::{Answer, AnswerState, Answers, Name, Outcome, Query, RecordType};

/// How far an identifier is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It is.
    Pass,
    /// The header is; nothing is known of the body.
    BodyUntested,
    /// It may yet be: questions are open.
    Pending,
    /// It may be: the DNS did not answer.
    TempError,
    /// It may be: it was not checked.
    NotChecked,
}

/// A domain that DKIM or SPF authenticates, or may authenticate. Those that failed are left out.
#[derive(Debug, Clone)]
pub struct Identifier<'a> {
    /// The signing domain, or the domain that SPF was checked for.
    pub domain: &'a Name,
    /// Place of the signature; `None` for SPF.
    pub signature: Option<usize>,
    /// How far.
    pub proof: Proof,
}

/// What DMARC starts from.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The one domain in From; `None` if there is none, or more than one (RFC 9989 §5.3.1).
    pub author_domain: Option<&'a Name>,
    /// The identifiers, those of SPF last.
    pub identifiers: &'a [Identifier<'a>],
}

/// Evaluates DMARC with the answers at hand. The same arguments always give the same evaluation.
#[must_use]
pub fn evaluate(input: &Input<'_>, answers: &Answers) -> Evaluated {
    let Some(author) = input.author_domain else {
        let evaluation = Evaluation::without(None, DmarcResult::None);
        return Evaluated { evaluation, queries: Vec::new() };
    };
    let (walk, queries) = Walk::new(author, answers);
    let evaluation = Evaluation::without(Some(author.clone()), DmarcResult::Pending);
    let mut evaluated = Evaluated { evaluation, queries: Vec::new() };
    evaluated.note_queries(queries, Need::Policy);
    let organization = walk.organizational_domain();
    let discovered = discover(author, &walk, &organization);
    // Of a record that does not apply nothing is said; what stands in the place of one may have been meant for it.
    let applies = |step: &Step| discovered.as_ref().is_ok_and(|found| found.step.domain == step.domain);
    for step in walk.steps.iter().filter(|step| step.record.is_none() || applies(step)) {
        evaluated.evaluation.problems.extend(step.all_problems());
    }
    let result = match &discovered {
        Err(missing) => {
            evaluated.align_names(author, input.identifiers);
            of_gap(*missing)
        }
        Ok(found) => {
            evaluated.evaluation.policy_domain = Some(found.step.domain.clone());
            evaluated.evaluation.policy_source = Some(found.source);
            if found.record.applies {
                let aligner = Aligner { author, record: found.record, organization: &organization, answers };
                evaluated.apply(found, &aligner, input.identifiers)
            } else {
                evaluated.align_names(author, input.identifiers);
                DmarcResult::None
            }
        }
    };
    evaluated.evaluation.result = result;
    if let Ok(found) = &discovered {
        evaluated.note_subdomains(found, &organization);
    }
    // Of a record that is discarded its own problem tells.
    evaluated.note_result(author, matches!(discovered, Err(Missing::Record)) && !walk.is_discarded());
    evaluated.evaluation.organizational_domain = organization.ok();
    evaluated.evaluation.walk = Some(walk);
    evaluated.evaluation.former = differences(&evaluated.evaluation);
    let is_told =
        |one: &FormerAnswer| !evaluated.evaluation.former.is_empty() || one.differs(&evaluated.evaluation);
    let former = rfc7489::answer(author, input.identifiers, answers).filter(is_told);
    evaluated.evaluation.former_answer = former;
    evaluated
}

/// The organizational domain of a domain, where a policy record tells it.
pub(crate) fn organization(domain: &Name, answers: &Answers) -> Option<Name> {
    let (walk, _) = Walk::new(domain, answers);
    let is_told = walk.steps.iter().any(|step| step.record.is_some());
    walk.organizational_domain().ok().filter(|_| is_told)
}

impl Evaluated {
    fn apply(
        &mut self,
        found: &Found<'_>,
        aligner: &Aligner<'_>,
        identifiers: &[Identifier<'_>],
    ) -> DmarcResult {
        self.choose_policy(found, aligner);
        let mut best = None;
        for identifier in identifiers {
            let result = match identifier.proof {
                Proof::Pass | Proof::BodyUntested => {
                    let alignment = aligner.align(identifier, self);
                    let result = of_alignment(alignment.aligned, alignment.body_tested);
                    self.evaluation.alignments.push(alignment);
                    result
                }
                _ if !aligner.may_align(identifier) => continue,
                Proof::Pending => DmarcResult::Pending,
                Proof::TempError => DmarcResult::TempError,
                Proof::NotChecked => DmarcResult::NotChecked,
            };
            if best.is_none_or(|best| precedence(result) > precedence(best)) {
                best = Some(result);
            }
        }
        best.unwrap_or(DmarcResult::Fail)
    }

    /// Without a record that applies: the very same name is aligned, whatever a record would ask for.
    fn align_names(&mut self, author: &Name, identifiers: &[Identifier<'_>]) {
        let is_authenticated = |one: &&Identifier<'_>| {
            matches!(one.proof, Proof::Pass | Proof::BodyUntested) && one.domain == author
        };
        let alignments = identifiers.iter().filter(is_authenticated).map(|one| Alignment {
            domain: author.clone(),
            signature: one.signature,
            mode: None,
            aligned: Alignments::Identical,
            organizational_domain: None,
            walk: None,
            body_tested: one.proof == Proof::Pass,
        });
        self.evaluation.alignments.extend(alignments);
    }

    /// Notes what the owner of the author domain may want to know of the result.
    fn note_result(&mut self, author: &Name, is_absent: bool) {
        let mut notes = Vec::new();
        if is_absent {
            notes.push((Problem::RecordAbsent { domain: author.to_string() }, author.clone()));
        }
        let evaluation = &self.evaluation;
        // Then the owner meant another policy.
        let is_invalid = evaluation.problems.iter().any(|noted| noted.problem.is_of_policy());
        if let Some(domain) = &evaluation.policy_domain {
            if evaluation.policy != evaluation.effective_policy {
                notes.push((Problem::RecordTesting, domain.clone()));
            } else if evaluation.policy == Some(Policy::None) && !is_invalid {
                notes.push((Problem::RecordMonitoring, domain.clone()));
            }
            let strangers = evaluation.alignments.iter().filter(|one| one.aligned == Alignments::None);
            let strangers = strangers.filter(|_| evaluation.result == DmarcResult::Fail);
            for (one, mode) in strangers.filter_map(|one| Some((one, one.mode?))) {
                let (domain_text, author) = (one.domain.to_string(), author.to_string());
                let psd = evaluation.split_by(one).map(ToString::to_string);
                let problem = Problem::NotAligned { domain: domain_text, author, mode, psd };
                let note = (problem, domain.clone());
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
        let notes = notes.into_iter().map(|(problem, domain)| Noted { problem, domain, span: None });
        self.evaluation.problems.extend(notes);
    }

    /// Notes a policy for subdomains that leaves them open, or that nobody looks at. Only the record of an
    /// organization has one: what is below another domain takes that of the organization (RFC 9989 §4.10.1).
    fn note_subdomains(&mut self, found: &Found<'_>, organization: &Result<Name, Gap>) {
        let domain = &found.step.domain;
        if found.record.psd == PublicSuffix::Yes
            && !domain.is_registry_suffix()
            && domain.as_str().contains('.')
        {
            let problem = Problem::RecordPublicSuffix { domain: domain.to_string() };
            self.evaluation.problems.push(Noted { problem, domain: domain.clone(), span: None });
        }
        let other = organization.as_ref().ok().filter(|organization| *organization != domain);
        if let Some(organization) = other.filter(|organization| domain.is_at_or_below(organization)) {
            for tag in &found.record.below {
                let (tag, organization) = ((*tag).to_owned(), organization.to_string());
                let problem = Problem::RecordSubdomainTag { tag, domain: domain.to_string(), organization };
                self.evaluation.problems.push(Noted { problem, domain: domain.clone(), span: None });
            }
        }
        if !found.record.applies || other.is_some() {
            return;
        }
        if let Some((tag, policy)) = found.record.open_below() {
            let problem = Problem::RecordSubdomainsOpen { tag: tag.to_owned(), policy };
            self.evaluation.problems.push(Noted { problem, domain: domain.clone(), span: None });
        }
    }

    /// The policy that the record has for the author domain (RFC 9989 §4.10.1).
    fn choose_policy(&mut self, found: &Found<'_>, aligner: &Aligner<'_>) {
        let record = found.record;
        let is_subdomain = found.source != PolicySource::Author && found.step.domain != *aligner.author;
        let mut chosen = (PolicyTag::P, record.requested());
        if is_subdomain {
            if let Some(policy) = record.sp {
                chosen = (PolicyTag::Sp, policy);
            }
            if let Some(policy) = record.np {
                let existence = self.existence(aligner.author, aligner.answers);
                if existence == Existence::DoesNotExist {
                    chosen = (PolicyTag::Np, policy);
                }
                self.evaluation.existence = Some(existence);
            }
        }
        let (tag, policy): (PolicyTag, Policy) = chosen;
        self.evaluation.policy_tag = Some(tag);
        self.evaluation.policy = Some(policy);
        self.evaluation.effective_policy = Some(if record.testing { policy.lowered() } else { policy });
    }

    fn existence(&mut self, author: &Name, answers: &Answers) -> Existence {
        let query = Query { name: author.clone(), record_type: RecordType::A };
        let (state, given) = answers.look_up(&query);
        let is_missing = |answer: &Answer| answer.outcome == Outcome::NxDomain;
        let is_disputed = given.iter().any(is_missing) && !given.iter().all(is_missing);
        let existence = match state {
            _ if is_disputed => Existence::Unknown,
            AnswerState::Pending => Existence::Pending,
            AnswerState::Void if given.iter().all(is_missing) => Existence::DoesNotExist,
            AnswerState::Records | AnswerState::Void => Existence::Exists,
            AnswerState::Failed | AnswerState::NotAsked => Existence::Unknown,
        };
        if is_disputed {
            let problem = Problem::AnswersDiffer { name: author.to_string() };
            self.evaluation.problems.push(Noted { problem, domain: author.clone(), span: None });
        }
        self.note_queries(vec![(query, given)], Need::Existence);
        existence
    }
}

/// The record that applies.
struct Found<'a> {
    step: &'a Step,
    record: &'a PolicyRecord,
    source: PolicySource,
}

/// Which record applies; `Err` if none does, or if that cannot be told.
fn discover<'a>(
    author: &Name,
    walk: &'a Walk,
    organization: &Result<Name, Gap>,
) -> Result<Found<'a>, Missing> {
    let found = |step: &'a Step, source| {
        let record = step.record.as_ref()?;
        Some(Found { step, record, source })
    };
    if let Some(own) = walk.at(author).and_then(|step| found(step, PolicySource::Author)) {
        return Ok(own);
    }
    let organization = match organization {
        Ok(organization) => organization,
        Err(gap) => return Err(Missing::Gap(*gap)),
    };
    let of_organization = walk.at(organization).and_then(|step| found(step, PolicySource::Organizational));
    of_organization
        .or_else(|| walk.public_suffix().and_then(|step| found(step, PolicySource::PublicSuffix)))
        .ok_or_else(|| walk.gap().map_or(Missing::Record, Missing::Gap))
}

/// Why no record applies.
#[derive(Debug, Clone, Copy)]
enum Missing {
    Record,
    Gap(Gap),
}

struct Aligner<'a> {
    author: &'a Name,
    record: &'a PolicyRecord,
    organization: &'a Result<Name, Gap>,
    answers: &'a Answers,
}

impl Aligner<'_> {
    fn align(&self, identifier: &Identifier<'_>, evaluated: &mut Evaluated) -> Alignment {
        let domain = identifier.domain;
        let mode = self.mode(identifier);
        let mut alignment = Alignment {
            domain: domain.clone(),
            signature: identifier.signature,
            mode: Some(mode),
            aligned: Alignments::None,
            organizational_domain: None,
            walk: None,
            body_tested: identifier.proof == Proof::Pass,
        };
        if domain == self.author {
            alignment.aligned = Alignments::Identical;
        } else if mode == AlignmentMode::Relaxed {
            let (walk, queries) = Walk::new(domain, self.answers);
            evaluated.note_queries(queries, Need::Alignment);
            let organization = walk.organizational_domain();
            alignment.aligned = match (&organization, self.organization) {
                (Ok(one), Ok(other)) if one == other => Alignments::SameOrganization,
                (Ok(_), Ok(_)) => Alignments::None,
                (Err(gap), _) | (_, Err(gap)) => match gap {
                    Gap::Pending => Alignments::Pending,
                    Gap::TempError => Alignments::TempError,
                    Gap::NotChecked => Alignments::NotChecked,
                },
            };
            alignment.organizational_domain = organization.ok();
            alignment.walk = Some(walk);
        }
        alignment
    }

    /// Whether an identifier can come to be aligned at all: an organizational domain is an ancestor of both
    /// domains, or one of them.
    fn may_align(&self, identifier: &Identifier<'_>) -> bool {
        let domain = identifier.domain;
        if domain == self.author || self.mode(identifier) == AlignmentMode::Strict {
            return domain == self.author;
        }
        if let Ok(organization) = self.organization {
            return domain.is_at_or_below(organization);
        }
        let mut labels = domain.labels().rev().zip(self.author.labels().rev());
        labels.next().is_some_and(|(one, other)| one == other)
    }

    fn mode(&self, identifier: &Identifier<'_>) -> AlignmentMode {
        if identifier.signature.is_some() { self.record.adkim } else { self.record.aspf }
    }
}

fn of_alignment(aligned: Alignments, body_tested: bool) -> DmarcResult {
    match aligned {
        Alignments::Identical | Alignments::SameOrganization if body_tested => DmarcResult::Pass,
        Alignments::Identical | Alignments::SameOrganization => DmarcResult::WouldPass,
        Alignments::None => DmarcResult::Fail,
        Alignments::Pending => DmarcResult::Pending,
        Alignments::TempError => DmarcResult::TempError,
        Alignments::NotChecked => DmarcResult::NotChecked,
    }
}

fn of_gap(missing: Missing) -> DmarcResult {
    match missing {
        Missing::Record => DmarcResult::None,
        Missing::Gap(Gap::Pending) => DmarcResult::Pending,
        Missing::Gap(Gap::TempError) => DmarcResult::TempError,
        Missing::Gap(Gap::NotChecked) => DmarcResult::NotChecked,
    }
}

/// Which of two results of different identifiers counts.
pub(super) fn precedence(result: DmarcResult) -> u8 {
    match result {
        DmarcResult::None | DmarcResult::Fail => 0,
        DmarcResult::NotChecked => 1,
        DmarcResult::TempError => 2,
        DmarcResult::Pending => 3,
        DmarcResult::WouldPass => 4,
        DmarcResult::Pass => 5,
    }
}
