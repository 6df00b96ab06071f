//! Header fields: what was changed after the signature was made.

mod addresses;
mod date;
mod fields;
mod fold;
mod from;
mod signed;
mod subject;
mod trial;
mod view;
mod was;
mod words;

use std::collections::BTreeSet;

use super::{
    Found, Message, Problem, Undoing,
    budget::Budget,
    edit::{Edit, Text},
    key,
};
use crate::{dkim::Signature, span::Span};
use signed::{Change, Signed};
use trial::{Target, Trial};
use view::{FieldText, Step, View};

/// Steps that are tried alone, at most.
const MAX_STEPS: usize = 6_000;
/// Steps that are tried in pairs.
const MAX_PAIRED: usize = 400;
/// The same where each pair costs a verification.
const MAX_PAIRED_COSTLY: usize = 40;
/// Steps upon which others of the same field are tried.
const MAX_STACKED: usize = 12;
/// Signature operations that single steps leave for pairs.
const KEPT_FOR_PAIRS: u32 = 120;

/// What the search starts from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) message: &'a Message<'a>,
    pub(super) signature: &'a Signature,
}

/// What the undone body says of a field of the header; `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// The name of the charset that Content-Type gave.
    pub(super) charset: Option<String>,
    /// The Content-Transfer-Encoding.
    pub(super) encoding: Option<super::TransferEncoding>,
    /// The value of Content-Type as it was, all of it.
    pub(super) content_type: Option<Vec<u8>>,
    /// The value of Content-Transfer-Encoding as it was, all of it.
    pub(super) transfer_encoding: Option<Vec<u8>>,
}

/// Searches what undoes the changes of the header; `None` if there is no key to compare with.
pub(super) fn search(
    case: &Case<'_>,
    keys: &[key::Candidate],
    hints: &[Hint],
    budget: &mut Budget,
) -> Option<Found> {
    keys.first()?;
    let _ = hints;
    let trials = trial::trials(case, keys, budget);
    let mut search = Search { case, budget, tried: BTreeSet::new() };
    let proven = search.run(&trials);
    Some(Found { proven, ..Found::default() })
}

/// One field changed twice, or two fields.
type Combination<'a> = Vec<&'a Step>;

struct Search<'a, 'b> {
    case: &'a Case<'a>,
    budget: &'b mut Budget,
    /// The hashes that were compared with Ed25519, which is costly.
    tried: BTreeSet<(usize, Vec<u8>)>,
}

impl Search<'_, '_> {
    fn run(&mut self, trials: &[Trial<'_>]) -> Option<Vec<Undoing>> {
        let bare = trials.iter().enumerate().find(|(number, trial)| self.matches(*number, trial, &[]));
        if let Some((_, trial)) = bare {
            return Some(trial.undoing(self.case).into_iter().collect());
        }
        trials.iter().enumerate().filter(|(_, trial)| trial.is_searched).find_map(|(number, trial)| {
            let (steps, found) = self.changes(number, trial)?;
            Some(trial.undoing(self.case).into_iter().chain(self.undoings(&steps, &found)).collect())
        })
    }

    /// The steps that make it match, and no more than needed.
    fn changes(&mut self, number: usize, trial: &Trial<'_>) -> Option<(Vec<Step>, Vec<usize>)> {
        let message = self.case.message;
        let mut view = View::new(
            message.source,
            message.header,
            &trial.signature.tags.signed_fields,
            trial.signature.field,
            message.platform,
        );
        view.is_simple = trial.signed.is_simple();
        view.replace(trial.signature.field, &trial.own);
        let mut steps = steps(&view);
        steps.retain(|step| step.changes.iter().all(|change| !trial.signed.is_idle(change)));
        steps.sort_by_key(|step| (step.rank, step.changes.len()));
        steps.truncate(MAX_STEPS);
        self.drop_idle(trial, &mut steps);
        if let Some(one) = self.alone(number, trial, &steps) {
            return Some((steps, vec![one]));
        }
        let pair = self.paired(number, trial, &steps)?;
        Some((steps, pair))
    }

    /// Removes the steps that change nothing that is signed, and all but the first that come to the same.
    fn drop_idle(&mut self, trial: &Trial<'_>, steps: &mut Vec<Step>) {
        let mut seen = BTreeSet::from([trial.signed.digest(&[])]);
        let mut is_left = true;
        steps.retain(|step| {
            is_left = is_left && self.budget.hash(trial.signed.octets);
            is_left && seen.insert(trial.signed.digest(&step.changes.iter().collect::<Vec<_>>()))
        });
    }

    fn alone(&mut self, number: usize, trial: &Trial<'_>, steps: &[Step]) -> Option<usize> {
        let spare = if trial.is_costly() { KEPT_FOR_PAIRS } else { 0 };
        for (place, step) in steps.iter().enumerate() {
            if trial.is_costly() && self.budget.operations_left() <= spare {
                break;
            }
            if self.matches(number, trial, &[step]) {
                return Some(place);
            }
        }
        None
    }

    /// Pairs, those first that are likely both.
    fn paired(&mut self, number: usize, trial: &Trial<'_>, steps: &[Step]) -> Option<Vec<usize>> {
        let limit = if trial.is_costly() { MAX_PAIRED_COSTLY } else { MAX_PAIRED };
        let likely: Vec<(usize, &Step)> = steps.iter().enumerate().take(limit).collect();
        for sum in 0..likely.len().saturating_mul(2) {
            for (high, second) in likely.iter().take(sum.saturating_add(1)) {
                let low = sum.saturating_sub(*high);
                let Some((_, first)) = likely.get(low).filter(|_| low < *high) else { continue };
                if are_apart(first, second) && self.matches(number, trial, &[*first, *second]) {
                    return Some(vec![low, *high]);
                }
                if self.budget.is_exhausted {
                    return None;
                }
            }
        }
        None
    }

    fn matches(&mut self, number: usize, trial: &Trial<'_>, steps: &[&Step]) -> bool {
        if !self.budget.hash(trial.signed.octets) {
            return false;
        }
        let changes: Vec<&Change> = steps.iter().flat_map(|step| &step.changes).collect();
        let digest = trial.signed.digest(&changes);
        match &trial.target {
            Target::Digest(wanted) => digest == *wanted,
            Target::Verify { record, algorithm, octets } => {
                self.tried.insert((number, digest.clone()))
                    && self.budget.operate()
                    && record.verifies(*algorithm, &digest, octets) == Some(true)
            }
        }
    }

    fn undoings(&self, steps: &[Step], found: &[usize]) -> Vec<Undoing> {
        found.iter().filter_map(|place| steps.get(*place)).map(|step| self.undoing(step)).collect()
    }

    fn undoing(&self, step: &Step) -> Undoing {
        let message = self.case.message;
        let edits = step.changes.iter().filter_map(|change| edit(message, change));
        let mut edits: Vec<Edit> = edits.collect();
        edits.sort_by_key(|edit| edit.span);
        Undoing { problem: step.problem.clone(), edits }
    }
}

/// The change in terms of the source.
fn edit(message: &Message<'_>, change: &Change) -> Option<Edit> {
    let fields = &message.header.fields;
    match change {
        Change::Remove { place } => Some(Edit::remove(fields.get(*place)?.raw)),
        Change::Insert { before, raw } => {
            let bottom = fields.last().map_or(0, |last| last.raw.end);
            Some(Edit::insert(fields.get(*before).map_or(bottom, |field| field.raw.start), raw))
        }
        Change::Replace { place, raw } => {
            let span = fields.get(*place)?.raw;
            Some(Edit { span, with: raw.clone() }.trimmed(message.source))
        }
    }
}

/// Whether both can be done at once.
fn are_apart(a: &Step, b: &Step) -> bool {
    a.changes
        .iter()
        .filter_map(Change::place)
        .all(|place| b.changes.iter().all(|one| one.place() != Some(place)))
}

/// What may be undone, whatever the signature says of it.
fn steps(view: &View<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    from::undo(view, &mut steps);
    fields::added(view, &mut steps);
    fields::removed(view, &mut steps);
    fields::order(view, &mut steps);
    for field in view.covered() {
        steps_of(field, view, &mut steps);
    }
    if let Some(own) = view.fields.get(view.own).filter(|_| view.is_simple) {
        fold::undo(own, &mut steps);
        fields::case(own, &mut steps);
    }
    steps
}

/// The undoings of one field by itself.
fn steps_of(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Step>) {
    subject::undo(field, view, steps);
    words::undo(field, view, steps);
    date::undo(field, steps);
    addresses::undo(field, view, steps);
    if view.is_simple {
        fold::undo(field, steps);
        fields::case(field, steps);
    }
}
