//! What is published under the name of a key, without a signature to try it on.

use super::{
    doctor,
    key::KeyRecord,
    problem::Problem,
    search::{records_of, say_the_same},
    verification::{Check, DoubledZone, KeyCause, KeyEvaluation, KeyRepair, LookUp, RepairType},
};
use crate::{
    dns::{Answer, Answers, Name, Outcome, Provenance, Query},
    finding::{Finding, Severity, Subject},
    text::escape,
};

/// The key records found, and what is wrong with them.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    /// What the look-up gave.
    pub(crate) state: LookUp,
    pub(crate) keys: Vec<KeyEvaluation>,
    pub(crate) cause: Option<KeyCause>,
    pub(crate) doubled_zone: Option<DoubledZone>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads the answers about `name`; none while they are awaited.
pub(crate) fn published(name: &Name, answers: &[Answer]) -> Published {
    let mut published = Published {
        state: LookUp::Pending,
        keys: Vec::new(),
        cause: None,
        doubled_zone: None,
        findings: Vec::new(),
    };
    let Some(first) = answers.first() else { return published };
    let records = records_of(answers);
    for (record, (text, provenance)) in records.iter().enumerate() {
        published.read(record, text, name, provenance);
    }
    published.note_halves(name, answers);
    published.note_answers(name, answers);
    published.state = match (&first.outcome, records.is_empty()) {
        (_, false) => LookUp::Found,
        (outcome, true) if outcome.is_telling() => {
            published.cause = Some(KeyCause::Missing);
            LookUp::Absent
        }
        _ => LookUp::NotChecked,
    };
    published
}

impl Published {
    /// Looks for the record where it stands if the zone's name was entered with its own, unless one was found; the
    /// question for that, and the answers to it.
    pub(crate) fn look_for_doubled(
        &mut self,
        selector: &Name,
        domain: &Name,
        name: &Name,
        answers: &Answers,
    ) -> Option<(Query, Vec<Answer>)> {
        // What was found may be none of DKIM: a wildcard answers for every name.
        let is_foreign =
            self.cause == Some(KeyCause::Missing) && self.keys.iter().all(|key| key.repair.is_none());
        let is_absent = self.state == LookUp::Absent || (self.state == LookUp::Found && is_foreign);
        let query = doctor::doubled_query(selector, domain).filter(|_| is_absent)?;
        let (_, given) = answers.look_up(&query);
        let (mut doubled, found) = DoubledZone::read(&query, &given);
        if let Some(text) = found {
            doubled.repair = Some(repair(name, RepairType::Txt, &text));
            self.note(None, Problem::KeyDoubledZone { name: doubled.name.clone() });
        }
        self.doubled_zone = Some(doubled);
        Some((query, given))
    }

    fn note(&mut self, record: Option<usize>, problem: Problem) {
        self.findings.push(Finding::new(problem, Subject::PublishedKey { record }, None));
    }

    fn read(&mut self, place: usize, text: &[u8], name: &Name, provenance: &Provenance) {
        let record = KeyRecord::parse(text);
        let is_sound = record.problems.iter().all(|problem| problem.severity() < Severity::Error);
        let examination = if is_sound { doctor::Examination::default() } else { doctor::examine(text) };
        // What the syntax of a record breaks by is of no interest beside the mistake that made it so.
        let has_mistake = !examination.mistakes.is_empty();
        let problems = record.problems.iter().filter(|problem| !has_mistake || !problem.is_of_key_text());
        for problem in problems.cloned().chain(examination.mistakes) {
            self.note(Some(place), problem);
        }
        self.cause = self.cause.or(examination.cause);
        self.keys.push(KeyEvaluation {
            record: escape(text),
            name: name.to_string(),
            provenance: provenance.clone(),
            key_type: record.key_type,
            bits: record.bits(),
            exponent: record.exponent(),
            notes: record.notes.clone(),
            testing: record.testing,
            strict: record.strict,
            signature: Check::NotReached,
            permits: if is_sound { Check::Pass } else { Check::Fail },
            opens: None,
            repair: examination.corrected.map(|(kind, text)| repair(name, kind, &text)),
        });
    }

    /// What is wrong with each half of a key is that it is one; the whole record stands at the first of them.
    fn note_halves(&mut self, name: &Name, answers: &[Answer]) {
        if self.keys.iter().any(|key| key.permits == Check::Pass) {
            return;
        }
        let Some(text) = answers.iter().find_map(|answer| doctor::joined(&doctor::texts(answer))) else {
            return;
        };
        self.findings.clear();
        self.note(None, Problem::KeySplitRecords);
        self.cause = None;
        for key in &mut self.keys {
            key.repair = None;
        }
        if let Some(first) = self.keys.first_mut() {
            first.repair = Some(repair(name, RepairType::Txt, &text));
        }
    }

    /// What is to be said of the answers themselves, as of those about a signature's key.
    fn note_answers(&mut self, name: &Name, answers: &[Answer]) {
        let Some(first) = answers.first() else { return };
        let name = name.to_string();
        if !answers.iter().all(|answer| say_the_same(answer, first)) {
            self.note(None, Problem::KeyAnswersDiffer { name: name.clone() });
        }
        let alias = answers.iter().find_map(|answer| match &answer.outcome {
            Outcome::Records { aliases, .. } => aliases.last().cloned(),
            _ => None,
        });
        if let Some(target) = alias {
            self.note(None, Problem::KeyAlias { target });
        }
        let most = answers.iter().map(|answer| records_of([answer]).len()).max().unwrap_or(0);
        let is_split =
            |finding: &Finding| finding.problem == crate::finding::Problem::Dkim(Problem::KeySplitRecords);
        if most > 1 && !self.findings.iter().any(is_split) {
            self.note(None, Problem::KeyMultipleRecords { count: most });
        }
        if !self.keys.is_empty() {
            return;
        }
        let problem = match &first.outcome {
            Outcome::NxDomain => Problem::KeyNameMissing { name },
            Outcome::Records { .. } | Outcome::NoData => Problem::KeyNoRecord { name },
            Outcome::ServFail { errors, .. } => {
                let text = errors.first().map(|error| error.text.clone()).filter(|text| !text.is_empty());
                Problem::KeyServerFailure { name, text }
            }
            Outcome::Unreachable { .. } => Problem::KeyUnreachable { name },
            Outcome::Declined => Problem::KeyDeclined { name },
            Outcome::NotAsked { .. } => return,
        };
        self.note(None, problem);
    }
}

/// The record to publish, which no signature can prove.
fn repair(name: &Name, record_type: RepairType, text: &[u8]) -> KeyRepair {
    KeyRepair::new(name, record_type, text, Check::NotReached)
}
