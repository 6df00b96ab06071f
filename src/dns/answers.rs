//! The answers at hand.

use super::{Answer, Outcome, Provenance, Query, sorted};

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
