//! The search for the key: the answers, the records in them, and what the arithmetic says of each.

use super::{
    evaluate::Judge,
    key::{KeyRecord, PublicKey},
    problem::Problem,
    verification::{Check, DkimResult, KeyEvaluation, NotChecked, Verification},
};
use crate::{
    dns::{Answer, NotAskedReason, Outcome, Provenance},
    finding::{Finding, Severity, Subject},
    text::escape,
};

/// What became of the search for a key.
pub(super) enum KeyState {
    /// No name, or nothing that a key could be used on.
    Useless,
    Pending,
    /// Records are there; see [`Verification::keys`].
    Found {
        /// By one source's answer the signature verifies, by another's it does not.
        disputed: bool,
    },
    /// The result that the answer leads to.
    Without(DkimResult),
    NotChecked(NotChecked),
}

impl Judge<'_, '_> {
    pub(super) fn look_at(&mut self, answers: &[Answer], verification: &mut Verification) -> KeyState {
        let Some(first) = answers.first() else { return KeyState::Pending };
        let name = self.prepared.signature.key_name.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut target = None;
        for answer in answers {
            if let Outcome::Records { aliases, .. } = &answer.outcome {
                target = target.or_else(|| aliases.last().cloned());
            }
        }
        let seen = records_of(answers);
        for (place, (record, provenance)) in seen.iter().enumerate() {
            let key = self.try_key(record, &name, provenance, place);
            verification.keys.push(key);
        }
        let most = answers.iter().map(|answer| records_of([answer]).len()).max().unwrap_or(0);
        let verifies = |answer: &Answer| {
            let works = |record: &Vec<u8>| {
                let place = seen.iter().position(|(one, _)| one == record);
                place.and_then(|place| verification.keys.get(place)).is_some_and(KeyEvaluation::works)
            };
            matches!(&answer.outcome, Outcome::Records { records, .. } if records.iter().any(works))
        };
        // A record that the reader gives is a copy for lack of a better one; the DNS must not contradict
        // itself.
        let asked =
            || answers.iter().filter(|answer| matches!(answer.provenance, Provenance::Resolver { .. }));
        let disputed = asked().any(verifies) && !asked().all(verifies);
        if !answers.iter().all(|answer| say_the_same(answer, first)) {
            let subject = Subject::Signature { index: self.place };
            let mut finding = Finding::new(Problem::KeyAnswersDiffer { name: name.clone() }, subject, None);
            if disputed {
                finding.severity = Severity::Error;
            }
            self.findings.push(finding);
        }
        if let Some(target) = target {
            self.note(Problem::KeyAlias { target }, None);
        }
        if most > 1 {
            self.note(Problem::KeyMultipleRecords { count: most }, None);
        }
        if seen.is_empty() { self.without(&first.outcome, name) } else { KeyState::Found { disputed } }
    }

    /// What follows from an answer without a record.
    fn without(&mut self, outcome: &Outcome, name: String) -> KeyState {
        let (problem, state) = match outcome {
            Outcome::NxDomain => (Problem::KeyNameMissing { name }, KeyState::Without(DkimResult::PermError)),
            Outcome::Records { .. } | Outcome::NoData => {
                (Problem::KeyNoRecord { name }, KeyState::Without(DkimResult::PermError))
            }
            Outcome::ServFail { errors, .. } => {
                let text = errors.first().map(|error| error.text.clone()).filter(|text| !text.is_empty());
                (Problem::KeyServerFailure { name, text }, KeyState::Without(DkimResult::TempError))
            }
            Outcome::Unreachable { .. } => {
                (Problem::KeyUnreachable { name }, KeyState::Without(DkimResult::TempError))
            }
            Outcome::Declined => (Problem::KeyDeclined { name }, KeyState::NotChecked(NotChecked::Declined)),
            Outcome::NotAsked { reason } => {
                return KeyState::NotChecked(match reason {
                    NotAskedReason::Private => NotChecked::PrivateName,
                    NotAskedReason::Limit => NotChecked::KeyNames,
                });
            }
        };
        self.note(problem, None);
        state
    }

    fn try_key(&mut self, text: &[u8], name: &str, provenance: &Provenance, place: usize) -> KeyEvaluation {
        let record = KeyRecord::parse(text);
        let mut permits = Check::Pass;
        for problem in record.problems.iter().cloned().chain(self.objections(&record)) {
            if problem.severity() == Severity::Error {
                permits = Check::Fail;
            }
            self.note_key(place, problem);
        }
        KeyEvaluation {
            record: escape(text),
            name: name.to_owned(),
            provenance: provenance.clone(),
            key_type: record.key_type,
            bits: record.bits(),
            exponent: record.exponent(),
            notes: record.notes.clone(),
            testing: record.testing,
            strict: record.strict,
            signature: self.arithmetic(text, &record),
            permits,
            opens: None,
            repair: None,
        }
    }

    /// What keeps the record from serving this signature.
    pub(super) fn objections(&self, record: &KeyRecord) -> Vec<Problem> {
        let signature = &self.prepared.signature;
        let below = signature.identity_domain != signature.domain;
        signature.tags.algorithm.map(|one| record.objections(one, below)).unwrap_or_default()
    }

    pub(super) fn note_key(&mut self, record: usize, problem: Problem) {
        let subject = Subject::Key { signature: self.place, record };
        self.findings.push(Finding::new(problem, subject, None));
    }

    /// Whether the key verifies the signature over the header; a finding if too much was asked.
    fn arithmetic(&mut self, text: &[u8], record: &KeyRecord) -> Check {
        let check = self.verifies(text, record);
        if check == Check::Untestable {
            let finding = Finding::new(Problem::TooMuchArithmetic, Subject::Message, None);
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        check
    }

    /// Whether the key verifies the signature over the header; untestable once the budget is spent.
    pub(super) fn verifies(&mut self, text: &[u8], record: &KeyRecord) -> Check {
        let signature = &self.prepared.signature;
        let (Some(algorithm), Some(octets), Some(digest)) =
            (signature.tags.algorithm, &signature.octets, &self.prepared.header_digest)
        else {
            return Check::NotReached;
        };
        if !self.spend(record) {
            return Check::Untestable;
        }
        let mut memo = self.memo.borrow_mut();
        let known = memo.verified.iter().find(|(place, one, _)| *place == self.place && one == text);
        let outcome = if let Some((.., outcome)) = known {
            *outcome
        } else {
            let outcome = record.verifies(algorithm, digest, octets);
            memo.verified.push((self.place, text.to_vec(), outcome));
            outcome
        };
        match outcome {
            Some(true) => Check::Pass,
            Some(false) => Check::Fail,
            None => Check::NotReached,
        }
    }

    /// Takes the cost of one use of the key from what is left, known outcomes included, so that a
    /// repeated evaluation gives the same.
    pub(super) fn spend(&mut self, record: &KeyRecord) -> bool {
        let left = self.budget.checked_sub(cost(record));
        *self.budget = left.unwrap_or(*self.budget);
        left.is_some()
    }

    /// Chooses the record that the verdict rests on; the verdict, where the key alone decides it.
    pub(super) fn settle_key(&mut self, verification: &mut Verification) -> Option<DkimResult> {
        let keys = &verification.keys;
        let place = keys
            .iter()
            .position(KeyEvaluation::works)
            .or_else(|| keys.iter().position(|key| key.signature == Check::Pass))
            // A record that was not tried may be the right one: without a pass, nothing has failed.
            .or_else(|| keys.iter().position(|key| key.signature == Check::Untestable))
            .or_else(|| keys.iter().position(|key| key.permits == Check::Pass))
            .unwrap_or(0);
        let key = keys.get(place)?;
        verification.deciding_key = Some(place);
        verification.checks.signature = key.signature;
        verification.checks.key_permits = key.permits;
        let (signature, permits) = (key.signature, key.permits);
        match (signature, permits) {
            (Check::Fail, _) => {
                let span = self.prepared.signature.tag_span("b");
                self.note(Problem::SignatureMismatch, span);
            }
            (Check::Untestable, _) => verification.not_checked = Some(NotChecked::Arithmetic),
            _ => {}
        }
        match (signature, permits) {
            (Check::Untestable, _) => Some(DkimResult::NotChecked),
            (_, Check::Fail) | (Check::NotReached, _) => Some(DkimResult::PermError),
            (Check::Fail, _) => Some(DkimResult::Fail),
            _ => None,
        }
    }
}

impl KeyEvaluation {
    /// Whether the signature over the header verifies by this record.
    pub(super) fn works(&self) -> bool {
        self.signature == Check::Pass && self.permits == Check::Pass
    }
}

/// The distinct records of some answers, in their order, each with the first source of it.
pub(super) fn records_of<'a>(
    answers: impl IntoIterator<Item = &'a Answer>,
) -> Vec<(&'a [u8], &'a Provenance)> {
    let mut found: Vec<(&[u8], &Provenance)> = Vec::new();
    for answer in answers {
        let Outcome::Records { records, .. } = &answer.outcome else { continue };
        for record in records {
            if !found.iter().any(|(one, _)| one == record) {
                found.push((record, &answer.provenance));
            }
        }
    }
    found
}

/// Whether two answers hold the same records, in any order.
pub(super) fn say_the_same(a: &Answer, b: &Answer) -> bool {
    let records = |answer: &Answer| match &answer.outcome {
        Outcome::Records { records, .. } => records.clone(),
        _ => Vec::new(),
    };
    let (a, b) = (records(a), records(b));
    a.iter().all(|record| b.contains(record)) && b.iter().all(|record| a.contains(record))
}

/// Units of the budget: squarings and multiplications, by the square of the modulus' length.
fn cost(record: &KeyRecord) -> u64 {
    match &record.key {
        Some(PublicKey::Rsa(key)) => {
            let size = (key.bits as u64).div_ceil(1024);
            let steps = u64::from(64_u32.saturating_sub(key.exponent.leading_zeros()));
            size.saturating_mul(size)
                .saturating_mul(steps.saturating_add(u64::from(key.exponent.count_ones())))
        }
        Some(PublicKey::Ed25519(_)) => 32,
        None => 0,
    }
}
