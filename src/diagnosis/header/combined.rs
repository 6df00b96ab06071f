//! Steps in combination: the same undoing of several fields, what lists do, stacked, and in pairs.

use super::{
    entity,
    everywhere::Group,
    search::{Attempt, LIKELY_RANK, Search, Set, are_apart, varied},
    signed::Change,
    steps_of,
    view::Candidate,
};
use crate::{diagnosis::Problem, order};

/// Steps that are tried in pairs.
const MAX_PAIRED: usize = 500;
/// The same where each pair costs a verification.
const MAX_PAIRED_COSTLY: usize = 200;
/// Steps upon which others of the same field are tried.
const MAX_STACKED: usize = 16;
/// The same where each costs a verification, and what the body asks for.
const MAX_STACKED_COSTLY: usize = 8;
/// Those others, where each costs a verification.
const MAX_STACKED_MORE: usize = 60;
/// Of steps that mean the same for a field, those upon which others are tried.
const MAX_STACKED_ALIKE: usize = 2;
/// What a step upon which others are tried takes, as octets hashed: its field is taken apart anew.
const OCTETS_OF_STACK: u64 = 4_000_000;
/// Groups that are tried together with a step, and with each other.
const MAX_GROUPED: usize = 64;
/// Steps that each of those is tried together with.
const MAX_BESIDE_GROUP: usize = 300;
/// Groups tried alone and with steps, and those steps, where each costs a verification.
const MAX_GROUPS_COSTLY: usize = 200;
const MAX_GROUPED_COSTLY: usize = 50;
const MAX_BESIDE_GROUP_COSTLY: usize = 120;

impl Search<'_, '_> {
    /// Steps in combination, the likely ones first.
    pub(super) fn combined(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
        self.grouped(attempt)
            .or_else(|| self.listed(attempt))
            .or_else(|| self.stacked(attempt))
            .or_else(|| self.paired(attempt))
    }

    /// The same undoing of several fields, alone, with what the body asks for, with a step, and with another one.
    fn grouped(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
        let costly = attempt.trial.is_costly();
        let (all, limit, beside) = if costly {
            (MAX_GROUPS_COSTLY, MAX_GROUPED_COSTLY, MAX_BESIDE_GROUP_COSTLY)
        } else {
            (usize::MAX, MAX_GROUPED, MAX_BESIDE_GROUP)
        };
        for group in attempt.groups.iter().take(all) {
            if let Some(found) = self.together(attempt, group, &[]) {
                return Some(found);
            }
        }
        let trial = attempt.trial;
        let groups = attempt.groups.iter().take(limit).map(Vec::as_slice);
        let groups: Vec<Set<'_>> = groups.filter_map(|group| self.set(trial, group)).collect();
        let others = attempt.hinted.iter().chain(attempt.steps.iter().take(beside)).map(std::slice::from_ref);
        let others: Vec<Set<'_>> = others.filter_map(|steps| self.set(trial, steps)).collect();
        for (place, group) in groups.iter().enumerate() {
            for other in others.iter().chain(groups.iter().skip(place.saturating_add(1))) {
                if let Some(found) = self.pair(attempt, group, other) {
                    return Some(found);
                }
                if self.budget.is_exhausted {
                    return None;
                }
            }
        }
        None
    }

    /// What a list does at once: to the subject, to the author's address, and with fields of its own.
    fn listed(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
        let (subjects, authors, fields) = if attempt.trial.is_costly() { (1, 3, 2) } else { (6, 12, 10) };
        let select = |limit: usize, is_wanted: &dyn Fn(&Problem) -> bool| -> Vec<Vec<Candidate>> {
            let found = attempt.steps.iter().filter(|step| step.problem.as_ref().is_some_and(is_wanted));
            [Vec::new()].into_iter().chain(found.take(limit).map(|step| vec![step.clone()])).collect()
        };
        let is_added = |problem: &Problem| {
            matches!(
                problem,
                Problem::FieldAdded { .. } | Problem::ReplyToAdded | Problem::FieldDuplicated { .. }
            )
        };
        let subjects = select(subjects, &|problem| matches!(problem, Problem::SubjectPrefix { .. }));
        let authors = select(authors, &|problem| matches!(problem, Problem::FromRewritten { .. }));
        let mut added = select(fields, &is_added);
        let is_of_added =
            |group: &&Group| group.iter().all(|step| step.problem.as_ref().is_some_and(is_added));
        added.extend(attempt.groups.iter().filter(is_of_added).take(fields).cloned());
        for subject in &subjects {
            for author in &authors {
                let list = [subject.as_slice(), author.as_slice()].concat();
                for fields in &added {
                    if let Some(found) = self.together(attempt, &list, fields) {
                        return Some(found);
                    }
                    if self.budget.is_exhausted {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// Both at once, if they are apart and match.
    fn together(
        &mut self,
        attempt: &Attempt<'_, '_>,
        group: &[Candidate],
        other: &[Candidate],
    ) -> Option<Vec<Candidate>> {
        let are_apart = group.iter().all(|step| other.iter().all(|one| are_apart(step, one)));
        let steps: Vec<&Candidate> = group.iter().chain(other).collect();
        let is_match = are_apart && self.matches(attempt.number, attempt.trial, &steps);
        is_match.then(|| steps.into_iter().cloned().collect())
    }

    /// Pairs, those first that are likely both.
    fn paired(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
        let costly = attempt.trial.is_costly();
        let limit = if costly { MAX_PAIRED_COSTLY } else { MAX_PAIRED };
        let steps = attempt.steps.iter().take(limit).map(std::slice::from_ref);
        let steps: Vec<Set<'_>> = steps.filter_map(|step| self.set(attempt.trial, step)).collect();
        for sum in 0..steps.len().saturating_mul(2) {
            for (high, second) in steps.iter().enumerate().take(sum.saturating_add(1)) {
                let low = sum.saturating_sub(high);
                let Some(first) = steps.get(low).filter(|_| low < high) else { continue };
                if let Some(found) = self.pair(attempt, first, second) {
                    return Some(found);
                }
                if self.budget.is_exhausted {
                    return None;
                }
            }
        }
        None
    }

    /// Two steps of one field, one upon the other.
    fn stacked(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
        let trial = attempt.trial;
        let code = |step: &Candidate| step.problem.as_ref().map(Problem::code);
        let affordable = usize::try_from(self.budget.left() / OCTETS_OF_STACK).unwrap_or(usize::MAX);
        let limit = affordable.min(if trial.is_costly() { MAX_STACKED_COSTLY } else { MAX_STACKED });
        let firsts = varied(&attempt.steps, MAX_STACKED_ALIKE).into_iter();
        let firsts = firsts.filter(|step| step.rank <= LIKELY_RANK && step.changes.len() == 1);
        for first in attempt.hinted.iter().take(MAX_STACKED_COSTLY).chain(firsts).take(limit) {
            let mut view = self.view(trial);
            let mut places = Vec::new();
            for change in &first.changes {
                if let Change::Replace { place, raw } = change
                    && *place != view.own
                {
                    view.replace(*place, raw);
                    places.push(*place);
                }
            }
            let mut more = Vec::new();
            for field in places.iter().filter_map(|place| view.fields.get(*place)) {
                steps_of(field, &view, &mut more);
            }
            // Otherwise what the body says would come back in another form, and be called a change of its own.
            let keeps = |step: &Candidate| match step.changes.as_slice() {
                [Change::Replace { place, raw }] => first.changes.iter().all(|change| match change {
                    Change::Replace { place: other, raw: old } if other == place => {
                        entity::has_same_charset(old, raw)
                    }
                    _ => true,
                }),
                _ => true,
            };
            more.retain(|step| code(step) != code(first) && (first.problem.is_some() || keeps(step)));
            order::sort_by_key(&mut more, |step| step.rank);
            if trial.is_costly() {
                more.truncate(MAX_STACKED_MORE);
            }
            for second in more {
                if self.matches(attempt.number, trial, &[first, &second]) {
                    return Some(vec![first.clone(), second]);
                }
                if self.budget.is_exhausted {
                    return None;
                }
            }
        }
        None
    }
}
