//! The answers at hand.

use super::{Answer, NotAskedReason, Outcome, Provenance, Query, sorted};

/// What the answers to a question come to. Whether those of several sources contradict each other depends on what is
/// looked for in them, and is not said here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerState {
    /// There is none yet.
    Pending,
    /// There are records of the type.
    Records,
    /// There is no record of the type, or no such name.
    Void,
    /// A server failed, or could not be reached.
    Failed,
    /// The question was declined, or is not put.
    NotAsked,
}

impl AnswerState {
    /// By the first of several answers, which says something of the DNS if any does.
    pub(crate) fn of(answers: &[Answer]) -> Self {
        match answers.first().map(|answer| &answer.outcome) {
            None => Self::Pending,
            Some(Outcome::Records { records, .. }) if !records.is_empty() => Self::Records,
            Some(Outcome::Records { .. } | Outcome::NoData | Outcome::NxDomain) => Self::Void,
            Some(Outcome::ServFail { .. } | Outcome::Unreachable { .. }) => Self::Failed,
            Some(Outcome::Declined | Outcome::NotAsked { .. }) => Self::NotAsked,
        }
    }
}

/// What is known of the DNS: any number of answers to each question, from any number of sources.
///
/// The order in which answers are inserted changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Answers(Vec<(Query, Vec<Answer>)>);

impl Answers {
    /// Adds an answer; one that is there already is not added again.
    pub fn insert(&mut self, query: Query, answer: Answer) {
        let answers = sorted::entry(&mut self.0, query);
        if let Err(place) = answers.binary_search(&answer) {
            answers.insert(place, answer);
        }
    }

    /// Drops every answer to this question.
    pub fn forget(&mut self, query: &Query) {
        self.0.retain(|(one, _)| one != query);
    }

    /// Drops the answers to this question that are of this origin.
    pub(super) fn forget_from(&mut self, query: &Query, provenance: &Provenance) {
        if let Some((_, answers)) = self.0.iter_mut().find(|(one, _)| one == query) {
            answers.retain(|answer| answer.provenance != *provenance);
        }
    }

    /// The answers to this question, in a fixed order.
    #[must_use]
    pub fn get(&self, query: &Query) -> &[Answer] {
        sorted::get(&self.0, query).map_or(&[], Vec::as_slice)
    }

    /// Every answer that says something of the DNS stands before those that say nothing of it
    /// (unreachable, declined, not asked), which count only where there is nothing else.
    #[must_use]
    pub fn telling(&self, query: &Query) -> Vec<&Answer> {
        let all = self.get(query);
        let telling: Vec<&Answer> = all.iter().filter(|answer| answer.outcome.is_telling()).collect();
        if telling.is_empty() { all.iter().collect() } else { telling }
    }

    /// What those answers come to, and a copy of them. A private name is asked of nobody: where no answer to it was
    /// given, one says so.
    pub(crate) fn look_up(&self, query: &Query) -> (AnswerState, Vec<Answer>) {
        let mut answers: Vec<Answer> = self.telling(query).into_iter().cloned().collect();
        if answers.is_empty() && query.name.is_private() {
            answers.push(Answer::not_asked(NotAskedReason::Private));
        }
        (AnswerState::of(&answers), answers)
    }
}

impl Outcome {
    /// Whether it says something about what the DNS holds.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        matches!(self, Self::Records { .. } | Self::NoData | Self::NxDomain)
    }

    /// The records; none where there is another outcome.
    #[must_use]
    pub fn records(&self) -> &[Vec<u8>] {
        if let Self::Records { records, .. } = self { records } else { &[] }
    }
}
