//! The verdict on each signature, with the answers at hand (RFC 6376 §6.1).

use std::cell::RefCell;

use super::{
    prepare::Prepared,
    problem::Problem,
    search::KeyState,
    signature::MAX_EXACT,
    verification::{Check, Checks, DkimResult, KeyEvaluation, Verification},
};
use crate::{
    dns::{Answer, AnswerState, Answers, Name, NotAskedReason, Purpose, Query, RecordType, Request},
    finding::{Finding, Severity, Subject},
    span::Span,
};

/// Seconds that a sender's clock may be ahead.
const CLOCK_SKEW: i64 = 300;
/// Arithmetic done in one evaluation, in units of one squaring of a 1024-bit number: some 600
/// verifications with 2048-bit keys.
const ARITHMETIC: u64 = 40_000;

/// What the arithmetic said of a signature, given by its place, and a key record: it never has to
/// be asked twice.
pub(crate) type Memo = RefCell<Known>;

/// What a [`Memo`] holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// Whether the signature verifies; `None` if the record holds no key for it.
    pub(super) verified: Vec<(usize, Vec<u8>, Option<bool>)>,
    /// Whether the signature opens under the key.
    pub(super) opened: Vec<(usize, Vec<u8>, bool)>,
}

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

impl Evaluated {
    /// Whether the answer about the key of a signature is still to come.
    pub(crate) fn awaits_key(&self, signature: usize) -> bool {
        let purpose = Purpose::DkimKey { signature };
        self.queries
            .iter()
            .any(|(request, answers)| answers.is_empty() && request.purposes.contains(&purpose))
    }

    /// Asks for one more key, as far as more names may be asked for.
    pub(crate) fn ask_for_key(&mut self, name: Name, purpose: Purpose, setting: &Setting<'_>) {
        let query = Query { name, record_type: RecordType::Txt };
        let is_known = self.queries.iter().any(|(request, _)| request.query == query);
        if !is_known && (query.name.is_private() || self.queries.len() >= setting.key_names) {
            return;
        }
        let (_, answers) = setting.answers.look_up(&query);
        note_query(&mut self.queries, purpose, Some((query, answers)));
    }
}

/// Judges every signature.
pub(crate) fn evaluate(prepared: &[Prepared], memo: &Memo, setting: &Setting<'_>) -> Evaluated {
    let mut evaluated = Evaluated::default();
    let allowed = allowed_names(prepared, setting, &mut evaluated.findings);
    let mut budget = ARITHMETIC;
    let findings = &mut evaluated.findings;
    for (place, prepared) in prepared.iter().enumerate() {
        let mut judge = Judge { place, prepared, memo, setting, budget: &mut budget, findings };
        let (verification, query) = judge.judge(&allowed);
        evaluated.verifications.push(verification);
        note_query(&mut evaluated.queries, Purpose::DkimKey { signature: place }, query);
    }
    for ((place, prepared), verification) in prepared.iter().enumerate().zip(&evaluated.verifications) {
        if verification.keys.iter().any(KeyEvaluation::works) {
            Judge { place, prepared, memo, setting, budget: &mut budget, findings }.soften(verification);
        }
    }
    // Explanations come after all verdicts: they take what arithmetic and questions are left.
    {
        let mut room = setting.key_names.saturating_sub(allowed.len());
        for ((place, prepared), verification) in prepared.iter().enumerate().zip(&mut evaluated.verifications)
        {
            let mut judge = Judge { place, prepared, memo, setting, budget: &mut budget, findings };
            let query = judge.treat(verification, &mut room);
            note_query(&mut evaluated.queries, Purpose::DoubledZone { signature: place }, query);
        }
    }
    if evaluated.verifications.is_empty() {
        evaluated.findings.push(Finding::new(Problem::Unsigned, Subject::Message, None));
    }
    evaluated
}

/// Judges a signature of an ARC set, the one at `place` for the `memo`, by the keys of those names
/// that may be asked for. `budget` is what arithmetic is left.
pub(crate) fn judge_arc(
    (place, prepared): (usize, &Prepared),
    memo: &Memo,
    setting: &Setting<'_>,
    allowed: &[&Name],
    budget: &mut u64,
    findings: &mut Vec<Finding>,
) -> (Verification, Option<(Query, Vec<Answer>)>) {
    let mut judge = Judge { place, prepared, memo, setting, budget, findings };
    judge.judge(allowed)
}

/// Notes a question, what it is for, and the answers to it.
pub(crate) fn note_query(
    queries: &mut Vec<(Request, Vec<Answer>)>,
    purpose: Purpose,
    query: Option<(Query, Vec<Answer>)>,
) {
    let Some((query, answers)) = query else { return };
    match queries.iter_mut().find(|(request, _)| request.query == query) {
        Some((request, _)) => request.purposes.push(purpose),
        None => queries.push((Request::new(query, purpose), answers)),
    }
}

/// The key names that may be asked for: those of the author's domain first, then from the top.
fn allowed_names<'a>(
    prepared: &'a [Prepared],
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<&'a Name> {
    let names = || {
        prepared.iter().filter(|one| one.unjudged.is_none()).filter_map(|one| {
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

/// Judges one signature.
pub(super) struct Judge<'a, 'b> {
    pub(super) place: usize,
    pub(super) prepared: &'a Prepared,
    pub(super) memo: &'a Memo,
    pub(super) setting: &'a Setting<'a>,
    /// What is left of [`ARITHMETIC`].
    pub(super) budget: &'b mut u64,
    pub(super) findings: &'b mut Vec<Finding>,
}

impl Judge<'_, '_> {
    pub(super) fn note(&mut self, problem: Problem, span: Option<Span>) {
        self.findings.push(Finding::new(problem, Subject::Signature { index: self.place }, span));
    }

    fn judge(&mut self, allowed: &[&Name]) -> (Verification, Option<(Query, Vec<Answer>)>) {
        let prepared = self.prepared;
        let signature = &prepared.signature;
        for (problem, span) in signature.problems.iter().chain(&prepared.gaps) {
            self.note(problem.clone(), *span);
        }
        let time = if prepared.unjudged.is_none() { self.time() } else { Check::NotReached };
        let query = self.query(allowed);
        let mut verification = Verification {
            field: signature.field,
            signature: signature.tags.clone(),
            coverage: prepared.coverage.clone(),
            key_name: signature.key_name.as_ref().map(ToString::to_string),
            keys: Vec::new(),
            key_cause: None,
            doubled_zone: None,
            deciding_key: None,
            checks: Checks {
                body_hash: prepared.body_hash,
                signature: Check::NotReached,
                key_permits: Check::NotReached,
                time,
            },
            age: self.age(),
            result: DkimResult::NotChecked,
            not_checked: prepared.unjudged,
        };
        if prepared.unjudged.is_some() {
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
        let is_damaged = signature.form.is_dkim()
            && signature.octets.is_none()
            && signature.b_value.is_some_and(|value| value.len() > 40);
        if self.prepared.unjudged.is_some() || (self.prepared.header_digest.is_none() && !is_damaged) {
            return None;
        }
        let name = signature.key_name.clone()?;
        let query = Query { name, record_type: RecordType::Txt };
        let (state, mut answers) = self.setting.answers.look_up(&query);
        if answers == [Answer::not_asked(NotAskedReason::Private)] {
            self.note(Problem::PrivateName { name: query.name.to_string() }, signature.tag_span("d"));
        } else if state == AnswerState::Pending && !allowed.contains(&&query.name) {
            answers.push(Answer::not_asked(NotAskedReason::Limit));
        }
        Some((query, answers))
    }

    fn time(&mut self) -> Check {
        let signature = &self.prepared.signature;
        let tags = &signature.tags;
        let Some(now) = self.setting.now else {
            return if tags.expiration.is_some() { Check::Untestable } else { Check::Pass };
        };
        let seconds = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        if tags.timestamp.is_some_and(|time| seconds(time) > now.saturating_add(CLOCK_SKEW)) {
            self.note(Problem::TimestampInFuture, signature.tag_span("t"));
        }
        match tags.expiration.map(seconds) {
            Some(expiration) if now > expiration => {
                let seconds = now.saturating_sub(expiration).unsigned_abs();
                self.note(Problem::Expired { seconds }, signature.tag_span("x"));
                Check::Fail
            }
            _ => Check::Pass,
        }
    }

    /// Seconds since `t=`, as far as JSON keeps them exact.
    fn age(&self) -> Option<i64> {
        let signed = i64::try_from(self.prepared.signature.tags.timestamp?).ok()?;
        let exact = i64::try_from(MAX_EXACT).unwrap_or(i64::MAX);
        Some(self.setting.now?.saturating_sub(signed).clamp(exact.saturating_neg(), exact))
    }

    fn note_body(&mut self) {
        let span = self.prepared.signature.tag_span("bh");
        match self.prepared.body_hash {
            Check::Fail if !self.prepared.body_too_short => self.note(Problem::BodyHashMismatch, span),
            Check::Untestable => self.note(Problem::BodyAbsent, None),
            _ => {}
        }
    }

    /// Whether the signature cannot be accepted, whatever its key.
    pub(super) fn is_broken(&self) -> bool {
        let mut problems = self.prepared.signature.problems.iter();
        self.prepared.body_too_short || problems.any(|(problem, _)| problem.severity() == Severity::Error)
    }

    fn settle(&mut self, state: &KeyState, verification: &mut Verification) {
        let broken = self.is_broken();
        let from_key = match state {
            _ if self.prepared.is_of_fragment => {
                verification.checks.signature = Check::Untestable;
                verification.checks.key_permits = Check::Untestable;
                Some(DkimResult::Neutral)
            }
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
            KeyState::NotChecked(reason) => {
                verification.not_checked = Some(*reason);
                verification.checks.signature = Check::Untestable;
                verification.checks.key_permits = Check::Untestable;
                Some(DkimResult::NotChecked)
            }
            KeyState::Found { .. } => self.settle_key(verification),
        };
        let disputed = matches!(state, KeyState::Found { disputed: true });
        verification.result = match from_key {
            _ if broken && !self.prepared.is_of_fragment => DkimResult::PermError,
            Some(result) => result,
            None if verification.checks.signature != Check::Pass => DkimResult::PermError,
            None if verification.checks.time == Check::Fail => DkimResult::Fail,
            None => match verification.checks.body_hash {
                // RFC 8601 §2.7.1: "A later attempt may produce a final result", once the sources agree.
                Check::Pass | Check::Untestable if disputed => DkimResult::TempError,
                Check::Pass => DkimResult::Pass,
                Check::Untestable => DkimResult::Neutral,
                _ => DkimResult::Fail,
            },
        };
        if verification.result != DkimResult::NotChecked {
            verification.not_checked = None;
        }
        let checks = verification.checks;
        if !broken && checks.signature == Check::Pass && checks.key_permits == Check::Pass {
            self.note_other_domain();
            self.soften(verification);
        }
    }

    /// What is wrong with a key record makes nothing fail where another one verifies the signature.
    pub(super) fn soften(&mut self, verification: &Verification) {
        for finding in self.findings.iter_mut() {
            if let Subject::Key { signature, record } = finding.subject
                && signature == self.place
                && Some(record) != verification.deciding_key
            {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
    }

    fn note_other_domain(&mut self) {
        let (Some(signer), Some(author)) = (self.prepared.signature.domain.as_ref(), self.setting.author)
        else {
            return;
        };
        // A registry's suffix has nothing to do with those who hold a name under it.
        let is_suffix = signer.is_registry_suffix() && signer != author;
        if is_suffix {
            self.note(
                Problem::RegistrySuffix { domain: signer.to_string() },
                self.prepared.signature.tag_span("d"),
            );
        }
        if is_suffix || !are_related(signer, author) {
            let problem = Problem::OtherDomain { signer: signer.to_string(), author: author.to_string() };
            self.note(problem, self.prepared.signature.tag_span("d"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Outcome, Provenance};

    fn query(name: &str) -> Query {
        Query { name: Name::from_dns(name.as_bytes()).unwrap(), record_type: RecordType::Txt }
    }

    #[test]
    fn one_more_key_is_asked_for_as_far_as_there_is_room() {
        let mut answers = Answers::default();
        let answer = |outcome| Answer { outcome, provenance: Provenance::Recorded };
        answers.insert(query("b.example"), answer(Outcome::NoData));
        answers.insert(query("b.example"), answer(Outcome::Declined));
        let setting = |key_names| Setting { answers: &answers, now: None, key_names, author: None };
        let first = Request::new(query("a.example"), Purpose::DkimKey { signature: 0 });
        let asked = |name: &str, key_names: usize| {
            let mut evaluated =
                Evaluated { queries: vec![(first.clone(), Vec::new())], ..Evaluated::default() };
            let name = Name::from_dns(name.as_bytes()).unwrap();
            evaluated.ask_for_key(name, Purpose::RepairedSignature { signature: 1 }, &setting(key_names));
            let told = |(request, answers): &(Request, Vec<Answer>)| {
                (request.query.name.to_string(), request.purposes.len(), answers.len())
            };
            evaluated.queries.iter().map(told).collect::<Vec<_>>()
        };
        let alone = ("a.example".to_owned(), 1, 0);
        // What says something of the DNS is the answer.
        assert_eq!(asked("b.example", 2), [alone.clone(), ("b.example".to_owned(), 1, 1)]);
        assert_eq!(asked("b.example", 1), std::slice::from_ref(&alone));
        assert_eq!(asked("printer.local", 9), [alone]);
        // A question that is put anyway serves this too.
        assert_eq!(asked("a.example", 1), [("a.example".to_owned(), 2, 0)]);
    }
}
