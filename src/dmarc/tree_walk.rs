//! The DNS Tree Walk (RFC 9989 §4.10).

use serde::Serialize;

use super::{
    mend::Reading,
    problem::Problem,
    record::{Policy, PolicyRecord, PublicSuffix, is_policy_record, resembles_policy_record},
    verdict::Noted,
};
use crate::{
    code::names,
    dns::{Answer, AnswerState, Answers, Name, Query, RecordType},
    order::sorted,
    slips::{Found, SlipEffect},
};

/// Queries of one walk.
const MAX_STEPS: usize = 8;

names! {
    /// What was found at one name of a walk.
    StepState {
        /// One policy record.
        Record = "record",
        /// No policy record, or several, which count as none.
        None = "none",
        /// It is still to be asked for.
        Pending = "pending",
        /// No answer could be had.
        TempError = "temperror",
        /// Sources give different answers.
        AnswersDiffer = "answers_differ",
        /// It was not asked for.
        NotChecked = "not_checked",
    }
}

/// One name of a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The domain; its record stands at `_dmarc` below it.
    pub domain: Name,
    /// What was found.
    pub state: StepState,
    /// The policy record.
    pub record: Option<PolicyRecord>,
    /// What is wrong with what was found, apart from the record's own problems.
    #[serde(skip)]
    pub problems: Vec<Problem>,
    /// The texts that are policy records, or were meant to be.
    #[serde(skip)]
    pub texts: Vec<Vec<u8>>,
}

/// A walk from a domain towards the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Walk {
    /// The names in the order in which they count; at most eight. The walk ends at `psd=y` and `psd=n`.
    pub steps: Vec<Step>,
}

/// Why a walk does not tell what it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Pending,
    TempError,
    NotChecked,
}

/// The queries of a walk, with the answers at hand.
pub(super) type Queries = Vec<(Query, Vec<Answer>)>;

impl Walk {
    /// Walks up from `start`, as far as the answers lead.
    pub(super) fn new(start: &Name, answers: &Answers) -> (Self, Queries) {
        let mut steps = Vec::new();
        let mut queries = Vec::new();
        for domain in domains(start) {
            let (step, query) = Step::new(domain, answers);
            queries.extend(query);
            let is_last = step.record.as_ref().is_some_and(|record| record.psd != PublicSuffix::Unknown);
            steps.push(step);
            if is_last {
                break;
            }
        }
        (Self { steps }, queries)
    }

    /// The step at `domain`, if it has a record.
    pub(super) fn at(&self, domain: &Name) -> Option<&Step> {
        self.steps.iter().find(|step| step.domain == *domain && step.record.is_some())
    }

    /// The organizational domain of the domain that the walk started from (RFC 9989 §4.10.2).
    pub(super) fn organizational_domain(&self) -> Result<Name, Gap> {
        let mut found = None;
        for (place, step) in self.steps.iter().enumerate() {
            if let Some(gap) = step.gap() {
                return Err(gap);
            }
            let Some(record) = &step.record else { continue };
            if record.psd == PublicSuffix::Yes && place > 0 {
                return below(self.start(), &step.domain).or(found).ok_or(Gap::NotChecked);
            }
            found = Some(step.domain.clone());
        }
        found.or_else(|| self.start().cloned()).ok_or(Gap::NotChecked)
    }

    /// Whether the walk met a record at `domain` that calls it a public suffix.
    pub(crate) fn has_public_suffix(&self, domain: &Name) -> bool {
        let is_suffix = |record: &PolicyRecord| record.psd == PublicSuffix::Yes;
        self.steps.iter().any(|step| step.domain == *domain && step.record.as_ref().is_some_and(is_suffix))
    }

    /// The public suffix domain that the walk ended at.
    pub(super) fn public_suffix(&self) -> Option<&Step> {
        let is_suffix = |step: &&Step| step.record.as_ref().is_some_and(|one| one.psd == PublicSuffix::Yes);
        self.steps.last().filter(is_suffix)
    }

    /// Whether there is no record, and what stands in the place of one was discarded (RFC 9989 §4.10).
    pub(crate) fn is_discarded(&self) -> bool {
        let is_discarded = |step: &Step| !step.problems.is_empty();
        self.steps.iter().all(|step| step.record.is_none()) && self.steps.iter().any(is_discarded)
    }

    /// The first step that tells nothing.
    pub(super) fn gap(&self) -> Option<Gap> {
        self.steps.iter().find_map(Step::gap)
    }

    fn start(&self) -> Option<&Name> {
        self.steps.first().map(|step| &step.domain)
    }
}

impl Step {
    pub(super) fn new(domain: Name, answers: &Answers) -> (Self, Option<(Query, Vec<Answer>)>) {
        let mut step =
            Self { domain, state: StepState::None, record: None, problems: Vec::new(), texts: Vec::new() };
        // A name that is too long for the DNS holds nothing.
        let Ok(name) = Name::from_dns(format!("_dmarc.{}", step.domain).as_bytes()) else {
            return (step, None);
        };
        let query = Query { name, record_type: RecordType::Txt };
        let (state, given) = answers.look_up(&query);
        step.read(&query.name, state, &given);
        step.look_aside(answers);
        (step, Some((query, given)))
    }

    fn read(&mut self, name: &Name, state: AnswerState, answers: &[Answer]) {
        self.state = match state {
            AnswerState::Pending => StepState::Pending,
            AnswerState::Failed => StepState::TempError,
            AnswerState::NotAsked => StepState::NotChecked,
            AnswerState::Records | AnswerState::Void => StepState::None,
        };
        if differ(answers) {
            self.state = StepState::AnswersDiffer;
            self.problems.push(Problem::AnswersDiffer { name: name.to_string() });
            return;
        }
        let mut texts: Vec<&[u8]> = Vec::new();
        for text in answers.iter().flat_map(|answer| answer.outcome.records()) {
            if !texts.contains(&text.as_slice()) {
                texts.push(text);
            }
        }
        let (policies, others): (Vec<&[u8]>, Vec<&[u8]>) =
            texts.into_iter().partition(|text| is_policy_record(text));
        let meant: Vec<&[u8]> = others.into_iter().filter(|text| resembles_policy_record(text)).collect();
        for problem in meant.iter().flat_map(|text| discarded(text)) {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        match policies.as_slice() {
            [] => self.take(&meant),
            [text] => {
                self.record = PolicyRecord::parse(text).map(|record| explained(record, text));
                self.state = StepState::Record;
                self.take(&policies);
            }
            several => {
                self.problems.push(Problem::RecordSeveral { count: several.len() });
                self.take(several);
            }
        }
    }

    fn take(&mut self, texts: &[&[u8]]) {
        self.texts = texts.iter().map(|text| text.to_vec()).collect();
    }

    /// Looks for a record at the domain itself, where its texts were asked for to check SPF: RFC 9989 §4.5
    /// wants it at `_dmarc`.
    fn look_aside(&mut self, answers: &Answers) {
        if self.state != StepState::None || !self.problems.is_empty() {
            return;
        }
        let query = Query { name: self.domain.clone(), record_type: RecordType::Txt };
        let given = answers.telling(&query);
        let texts = given.iter().flat_map(|answer| answer.outcome.records());
        let found: Vec<Vec<u8>> = texts.filter(|text| resembles_policy_record(text)).cloned().collect();
        if !found.is_empty() {
            self.problems.push(Problem::RecordMisplaced { domain: self.domain.to_string() });
            self.texts = found;
            self.texts.dedup();
        }
    }

    /// Whether several policy records were found.
    pub(super) fn has_several(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem, Problem::RecordSeveral { .. }))
    }

    pub(super) fn gap(&self) -> Option<Gap> {
        match self.state {
            StepState::Record | StepState::None => None,
            StepState::Pending => Some(Gap::Pending),
            StepState::TempError | StepState::AnswersDiffer => Some(Gap::TempError),
            StepState::NotChecked => Some(Gap::NotChecked),
        }
    }

    /// What is wrong with what was found, each with its place in the record where it has one.
    pub(super) fn all_problems(&self) -> impl Iterator<Item = Noted> {
        let of_record = self.record.iter().flat_map(|record| record.problems.iter().cloned());
        let all = self.problems.iter().map(|problem| (problem.clone(), None)).chain(of_record);
        all.map(|(problem, span)| Noted { problem, domain: self.domain.clone(), span })
    }
}

/// The reasons for which a text that was meant to be a policy record is none: its slips, or that it does not begin
/// as one, where no slip tells what was meant.
fn discarded(text: &[u8]) -> Vec<Problem> {
    let told = |one: Found| Problem::RecordVersion { slip: Some(one.slip), written: Some(one.text) };
    let found: Vec<Problem> = Reading::new(text).unwrap_or_default().slips.into_iter().map(told).collect();
    if found.is_empty() { vec![Problem::RecordVersion { slip: None, written: None }] } else { found }
}

/// A record with what its slips explain told as these alone.
fn explained(record: PolicyRecord, text: &[u8]) -> PolicyRecord {
    let Some(reading) = Reading::new(text).filter(|reading| !reading.slips.is_empty()) else { return record };
    let meant = reading.text().and_then(|text| PolicyRecord::parse(text.as_bytes()));
    let Some(meant) = meant else { return record };
    let left: Vec<Problem> = meant.problems.into_iter().map(|(problem, _)| problem).collect();
    let gone = |problem: &Problem| !left.iter().any(|one| one.code() == problem.code());
    let explained: Vec<&Problem> =
        record.problems.iter().map(|(problem, _)| problem).filter(|one| gone(one)).collect();
    let has = |is: fn(&Problem) -> bool| explained.iter().any(|problem| is(problem));
    let effect = if has(is_not_applied) {
        SlipEffect::NotApplied
    } else if has(Problem::is_of_policy) {
        SlipEffect::CountsAsNone
    } else if has(|problem| matches!(problem, Problem::RecordUri { .. } | Problem::RecordNoReports)) {
        SlipEffect::ReportsLost
    } else if explained.is_empty() && meant_same(&record, meant.p, meant.sp, meant.rua.len()) {
        SlipEffect::Tolerated
    } else {
        SlipEffect::Misread
    };
    let told = reading
        .slips
        .into_iter()
        .map(|Found { slip, text, span }| (Problem::RecordSlip { slip, text, effect }, Some(span)));
    let problems = told.chain(left.into_iter().map(|problem| (problem, None))).collect();
    PolicyRecord { problems, ..record }
}

/// Whether DMARC is not applied because of it.
fn is_not_applied(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::RecordPolicyInvalid { .. } | Problem::RecordPolicyMissing { effect: SlipEffect::NotApplied }
    )
}

fn meant_same(record: &PolicyRecord, p: Option<Policy>, sp: Option<Policy>, rua: usize) -> bool {
    record.p == p && record.sp == sp && record.rua.len() == rua
}

/// Whether sources contradict each other about the policy records at a name.
pub(super) fn differ(answers: &[Answer]) -> bool {
    let policies = |answer: &Answer| {
        sorted(answer.outcome.records().iter().filter(|text| is_policy_record(text)).cloned().collect())
    };
    let mut all = answers.iter().map(policies);
    all.next().is_some_and(|first| all.any(|other| other != first))
}

/// The domains of a walk: the first one itself, then what is left of at most seven labels, label by label.
fn domains(start: &Name) -> Vec<Name> {
    let labels: Vec<&str> = start.labels().collect();
    let first_parent = labels.len().saturating_sub(MAX_STEPS.saturating_sub(1)).max(1);
    let parents = (first_parent..labels.len()).filter_map(|from| {
        let name = labels.get(from..)?.join(".");
        Name::from_dns(name.as_bytes()).ok()
    });
    std::iter::once(start.clone()).chain(parents).collect()
}

/// The domain one label below `suffix` on the way to `start`.
fn below(start: Option<&Name>, suffix: &Name) -> Option<Name> {
    let labels: Vec<&str> = start?.labels().collect();
    let from = labels.len().checked_sub(suffix.labels().count())?.checked_sub(1)?;
    Name::from_dns(labels.get(from..)?.join(".").as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::from_dns(text.as_bytes()).expect("a name")
    }

    fn names_of(start: &str) -> Vec<String> {
        domains(&name(start)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn takes_a_shortcut_above_eight_labels() {
        assert_eq!(names_of("mail.example.com"), ["mail.example.com", "example.com", "com"]);
        assert_eq!(names_of("a.b.c.d.e.f.example.com").len(), 8);
        let deep = names_of("a.b.c.d.e.f.g.h.i.j.mail.example.com");
        assert_eq!(deep.len(), 8);
        assert_eq!(deep.get(1).map(String::as_str), Some("g.h.i.j.mail.example.com"));
        assert_eq!(deep.last().map(String::as_str), Some("com"));
    }

    #[test]
    fn a_public_suffix_gives_out_the_domain_below_it() {
        assert_eq!(below(Some(&name("a.b.bank")), &name("bank")), Some(name("b.bank")));
        assert_eq!(below(Some(&name("bank")), &name("bank")), None);
    }
}
