//! The verdict on each signature, with the answers at hand (RFC 6376 §6.1).

use std::cell::RefCell;

use super::{
    key::{KeyRecord, PublicKey},
    prepare::Prepared,
    problem::Problem,
    verification::{Check, Checks, DkimResult, KeyEvaluation, Verification},
};
use crate::{
    dns::{Answer, Answers, Name, NotAskedReason, Outcome, Provenance, Purpose, Query, RecordType, Request},
    finding::{Finding, Severity, Subject},
    span::Span,
    text::escape,
};

/// Seconds that a sender's clock may be ahead.
const CLOCK_SKEW: i64 = 300;
/// Arithmetic done in one evaluation, in units of one squaring of a 1024-bit number: some 600
/// verifications with 2048-bit keys.
const ARITHMETIC: u64 = 40_000;

/// What the arithmetic said of a signature, given by its place, and a key record: it never has to
/// be asked twice.
pub(crate) type Memo = RefCell<Vec<(usize, Vec<u8>, Option<bool>)>>;

/// What an evaluation starts from, beside the message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) answers: &'a Answers,
    /// Seconds since 1970; `None` if times are not to be checked.
    pub(crate) now: Option<i64>,
    /// Distinct key names that may be asked for.
    pub(crate) key_names: usize,
    /// The domain of the author.
    pub(crate) author: Option<&'a Name>,
}

/// The verdicts, and what they need.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evaluated {
    pub(crate) verifications: Vec<Verification>,
    pub(crate) findings: Vec<Finding>,
    /// Every question that a verdict rests on, with the answers to it; none if it is to be asked.
    pub(crate) queries: Vec<(Request, Vec<Answer>)>,
}

/// Judges every signature.
pub(crate) fn evaluate(prepared: &[Prepared], memo: &Memo, setting: &Setting<'_>) -> Evaluated {
    let mut evaluated = Evaluated::default();
    let allowed = allowed_names(prepared, setting, &mut evaluated.findings);
    let mut budget = ARITHMETIC;
    for (place, one) in prepared.iter().enumerate() {
        let mut judge = Judge {
            place,
            prepared: one,
            memo,
            setting,
            budget: &mut budget,
            findings: &mut evaluated.findings,
        };
        let (verification, query) = judge.judge(&allowed);
        evaluated.verifications.push(verification);
        if let Some((query, answers)) = query {
            note_query(&mut evaluated.queries, place, query, answers);
        }
    }
    if evaluated.verifications.is_empty() {
        evaluated.findings.push(Finding::new(Problem::Unsigned, Subject::Message, None));
    }
    evaluated
}

fn note_query(
    queries: &mut Vec<(Request, Vec<Answer>)>,
    signature: usize,
    query: Query,
    answers: Vec<Answer>,
) {
    let purpose = Purpose::DkimKey { signature };
    match queries.iter_mut().find(|(request, _)| request.query == query) {
        Some((request, _)) => request.purposes.push(purpose),
        None => queries.push((Request { query, purposes: vec![purpose] }, answers)),
    }
}

/// The key names that may be asked for: those of the author's domain first, then from the top.
fn allowed_names<'a>(
    prepared: &'a [Prepared],
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<&'a Name> {
    let names = || {
        prepared.iter().filter(|one| one.is_judged).filter_map(|one| {
            let signature = &one.signature;
            let related =
                signature.domain.as_ref().zip(setting.author).is_some_and(|(a, b)| are_related(a, b));
            signature.key_name.as_ref().map(|name| (related, name))
        })
    };
    let mut ordered: Vec<&Name> = Vec::new();
    for wanted in [true, false] {
        for (_, name) in names().filter(|(related, _)| *related == wanted) {
            if !ordered.contains(&name) {
                ordered.push(name);
            }
        }
    }
    if ordered.len() > setting.key_names {
        let problem = Problem::TooManyKeyNames { allowed: setting.key_names, found: ordered.len() };
        findings.push(Finding::new(problem, Subject::Message, None));
    }
    ordered.truncate(setting.key_names);
    ordered
}

fn are_related(a: &Name, b: &Name) -> bool {
    a.is_at_or_below(b) || b.is_at_or_below(a)
}

/// What became of the search for a key.
enum KeyState {
    /// No name, or nothing that a key could be used on.
    Useless,
    Pending,
    /// Records are there; see [`Verification::keys`].
    Found,
    /// The result that the answer leads to.
    Without(DkimResult),
}

struct Judge<'a, 'b> {
    place: usize,
    prepared: &'a Prepared,
    memo: &'a Memo,
    setting: &'a Setting<'a>,
    budget: &'b mut u64,
    findings: &'b mut Vec<Finding>,
}

impl Judge<'_, '_> {
    fn note(&mut self, problem: Problem, span: Option<Span>) {
        self.findings.push(Finding::new(problem, Subject::Signature { index: self.place }, span));
    }

    fn judge(&mut self, allowed: &[&Name]) -> (Verification, Option<(Query, Vec<Answer>)>) {
        let prepared = self.prepared;
        let signature = &prepared.signature;
        for (problem, span) in signature.problems.iter().chain(&prepared.gaps) {
            self.note(problem.clone(), *span);
        }
        let time = if prepared.is_judged { self.time() } else { Check::NotReached };
        let query = self.query(allowed);
        let mut verification = Verification {
            field: signature.field,
            signature: signature.tags.clone(),
            coverage: prepared.coverage.clone(),
            key_name: signature.key_name.as_ref().map(ToString::to_string),
            keys: Vec::new(),
            deciding_key: None,
            checks: Checks {
                body_hash: prepared.body_hash,
                signature: Check::NotReached,
                key_permits: Check::NotReached,
                time,
            },
            result: DkimResult::NotChecked,
        };
        if !prepared.is_judged {
            return (verification, None);
        }
        self.note_body();
        let state = match &query {
            None => KeyState::Useless,
            Some((_, answers)) => self.look_at(answers, &mut verification),
        };
        self.settle(&state, &mut verification);
        (verification, query)
    }

    /// The question for the key and the answers to it, made up where nobody may be asked.
    fn query(&mut self, allowed: &[&Name]) -> Option<(Query, Vec<Answer>)> {
        let signature = &self.prepared.signature;
        // A b= that was damaged can be explained with the key alone.
        let is_damaged =
            signature.octets.is_none() && signature.b_value.is_some_and(|value| value.len() > 40);
        if !self.prepared.is_judged || (self.prepared.header_digest.is_none() && !is_damaged) {
            return None;
        }
        let name = signature.key_name.clone()?;
        let query = Query { name, record_type: RecordType::Txt };
        let answers: Vec<Answer> = self.setting.answers.telling(&query).into_iter().cloned().collect();
        if !answers.is_empty() {
            return Some((query, answers));
        }
        let reason = if query.name.is_private() {
            self.note(Problem::PrivateName { name: query.name.to_string() }, None);
            NotAskedReason::Private
        } else if allowed.contains(&&query.name) {
            return Some((query, Vec::new()));
        } else {
            NotAskedReason::Limit
        };
        let outcome = Outcome::NotAsked { reason };
        Some((query, vec![Answer { outcome, provenance: Provenance::Nobody }]))
    }

    fn time(&mut self) -> Check {
        let tags = &self.prepared.signature.tags;
        let Some(now) = self.setting.now else {
            return if tags.expiration.is_some() { Check::Untestable } else { Check::Pass };
        };
        let seconds = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        if tags.timestamp.is_some_and(|time| seconds(time) > now.saturating_add(CLOCK_SKEW)) {
            self.note(Problem::TimestampInFuture, self.tag_span("t"));
        }
        match tags.expiration.map(seconds) {
            Some(expiration) if now > expiration => {
                let seconds = now.saturating_sub(expiration).unsigned_abs();
                self.note(Problem::Expired { seconds }, self.tag_span("x"));
                Check::Fail
            }
            _ => Check::Pass,
        }
    }

    fn tag_span(&self, name: &str) -> Option<Span> {
        self.prepared.signature.tags.tags.iter().find(|tag| tag.name == name).map(|tag| tag.span)
    }

    fn note_body(&mut self) {
        let span = self.prepared.signature.body_hash_span;
        match self.prepared.body_hash {
            Check::Fail if !self.prepared.body_too_short => self.note(Problem::BodyHashMismatch, span),
            Check::Untestable => self.note(Problem::BodyAbsent, None),
            _ => {}
        }
    }

    fn look_at(&mut self, answers: &[Answer], verification: &mut Verification) -> KeyState {
        let Some(first) = answers.first() else { return KeyState::Pending };
        let name = self.prepared.signature.key_name.as_ref().map(ToString::to_string).unwrap_or_default();
        if !answers.iter().all(|answer| say_the_same(answer, first)) {
            self.note(Problem::KeyAnswersDiffer { name: name.clone() }, None);
        }
        let mut seen: Vec<&[u8]> = Vec::new();
        let mut target = None;
        for answer in answers {
            if let Outcome::Records { records, aliases, .. } = &answer.outcome {
                target = target.or_else(|| aliases.last().cloned());
                for record in records {
                    if !seen.contains(&record.as_slice()) {
                        seen.push(record);
                        let key = self.try_key(record, &name, &answer.provenance, verification.keys.len());
                        verification.keys.push(key);
                    }
                }
            }
        }
        if let Some(target) = target {
            self.note(Problem::KeyAlias { target }, None);
        }
        if seen.len() > 1 {
            self.note(Problem::KeyMultipleRecords { count: seen.len() }, None);
        }
        if seen.is_empty() { self.without(&first.outcome, name) } else { KeyState::Found }
    }

    /// What follows from an answer without a record.
    fn without(&mut self, outcome: &Outcome, name: String) -> KeyState {
        let (problem, result) = match outcome {
            Outcome::NxDomain => (Problem::KeyNameMissing { name }, DkimResult::PermError),
            Outcome::Records { .. } | Outcome::NoData => {
                (Problem::KeyNoRecord { name }, DkimResult::PermError)
            }
            Outcome::ServFail { errors, .. } => {
                let text = errors.first().map(|error| error.text.clone()).filter(|text| !text.is_empty());
                (Problem::KeyServerFailure { name, text }, DkimResult::TempError)
            }
            Outcome::Unreachable { .. } => (Problem::KeyUnreachable { name }, DkimResult::TempError),
            Outcome::Declined => (Problem::KeyDeclined { name }, DkimResult::NotChecked),
            Outcome::NotAsked { .. } => return KeyState::Without(DkimResult::NotChecked),
        };
        self.note(problem, None);
        KeyState::Without(result)
    }

    fn try_key(&mut self, text: &[u8], name: &str, provenance: &Provenance, place: usize) -> KeyEvaluation {
        let record = KeyRecord::parse(text);
        let signature = &self.prepared.signature;
        let below = signature.identity_domain != signature.domain;
        let algorithm = signature.tags.algorithm;
        let objections = algorithm.map(|one| record.objections(one, below)).unwrap_or_default();
        let mut permits = Check::Pass;
        for problem in record.problems.iter().chain(&objections) {
            if problem.severity() == Severity::Error {
                permits = Check::Fail;
            }
            let subject = Subject::Key { signature: self.place, record: place };
            self.findings.push(Finding::new(problem.clone(), subject, None));
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
            signature: self.arithmetic(text, &record),
            permits,
        }
    }

    fn arithmetic(&mut self, text: &[u8], record: &KeyRecord) -> Check {
        let signature = &self.prepared.signature;
        let (Some(algorithm), Some(octets), Some(digest)) =
            (signature.tags.algorithm, &signature.octets, &self.prepared.header_digest)
        else {
            return Check::NotReached;
        };
        let Some(left) = self.budget.checked_sub(cost(record)) else {
            let finding = Finding::new(Problem::TooMuchArithmetic, Subject::Message, None);
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
            return Check::Untestable;
        };
        *self.budget = left;
        let mut memo = self.memo.borrow_mut();
        let known = memo.iter().find(|(place, one, _)| *place == self.place && one == text);
        let outcome = if let Some((.., outcome)) = known {
            *outcome
        } else {
            let outcome = record.verifies(algorithm, digest, octets);
            memo.push((self.place, text.to_vec(), outcome));
            outcome
        };
        match outcome {
            Some(true) => Check::Pass,
            Some(false) => Check::Fail,
            None => Check::NotReached,
        }
    }

    fn settle(&mut self, state: &KeyState, verification: &mut Verification) {
        let broken =
            self.prepared.signature.problems.iter().any(|(one, _)| one.severity() == Severity::Error)
                || self.prepared.body_too_short;
        let from_key = match state {
            KeyState::Useless => None,
            KeyState::Pending => {
                verification.checks.signature = Check::Pending;
                verification.checks.key_permits = Check::Pending;
                Some(DkimResult::Pending)
            }
            KeyState::Without(result) => {
                verification.checks.signature = Check::Untestable;
                verification.checks.key_permits = Check::Untestable;
                Some(*result)
            }
            KeyState::Found => self.settle_key(verification),
        };
        verification.result = match from_key {
            _ if broken => DkimResult::PermError,
            Some(result) => result,
            None if verification.checks.signature != Check::Pass => DkimResult::PermError,
            None if verification.checks.time == Check::Fail => DkimResult::Fail,
            None => match verification.checks.body_hash {
                Check::Pass => DkimResult::Pass,
                Check::Untestable => DkimResult::Neutral,
                _ => DkimResult::Fail,
            },
        };
        if verification.result == DkimResult::Pass {
            self.note_other_domain();
        }
    }

    /// Chooses the record that the verdict rests on; the verdict, where the key alone decides it.
    fn settle_key(&mut self, verification: &mut Verification) -> Option<DkimResult> {
        let keys = &verification.keys;
        let place = keys
            .iter()
            .position(|key| key.signature == Check::Pass && key.permits == Check::Pass)
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
        if signature == Check::Fail {
            let span = self.tag_span("b");
            self.note(Problem::SignatureMismatch, span);
        }
        match (signature, permits) {
            (Check::Untestable, _) => Some(DkimResult::NotChecked),
            (_, Check::Fail) | (Check::NotReached, _) => Some(DkimResult::PermError),
            (Check::Fail, _) => Some(DkimResult::Fail),
            _ => None,
        }
    }

    fn note_other_domain(&mut self) {
        let (Some(signer), Some(author)) = (self.prepared.signature.domain.as_ref(), self.setting.author)
        else {
            return;
        };
        if !are_related(signer, author) {
            let problem = Problem::OtherDomain { signer: signer.to_string(), author: author.to_string() };
            self.note(problem, self.tag_span("d"));
        }
    }
}

/// Whether two answers hold the same records, in any order.
fn say_the_same(a: &Answer, b: &Answer) -> bool {
    let records = |answer: &Answer| match &answer.outcome {
        Outcome::Records { records, .. } => records.clone(),
        _ => Vec::new(),
    };
    let (a, b) = (records(a), records(b));
    a.iter().all(|record| b.contains(record)) && b.iter().all(|record| a.contains(record))
}

/// Units of [`ARITHMETIC`]: squarings and multiplications, by the square of the modulus' length.
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
