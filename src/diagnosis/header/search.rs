//! The search itself: steps alone, and with what the body asks for, within the budget.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Case, Hint, addresses, copies, entity,
    everywhere::{self, Group},
    signed::Change,
    steps_of_all,
    trial::{Depth, Target, Trial},
    view::{FieldText, Step, View},
    was,
};
use crate::diagnosis::{
    Message, Problem, Undoing,
    budget::Budget,
    edit::{Edit, Text},
};

/// Steps that are tried alone, at most.
const MAX_STEPS: usize = 6_000;
/// Forms of what the body asks for that are tried together with steps.
const MAX_HINTED: usize = 24;
/// Steps that each of those is tried together with.
const MAX_BESIDE_HINT: usize = 320;
/// The rank up to which a step is likely.
pub(super) const LIKELY_RANK: usize = 3;
/// Signature operations that single steps leave for groups and pairs, of few at most half.
const KEPT_FOR_PAIRS: u32 = 400;

/// The search for what undoes the changes of one header.
pub(super) struct Search<'a, 'b> {
    case: &'a Case<'a>,
    pub(super) budget: &'b mut Budget,
    /// The hashes that were compared with Ed25519, which is costly.
    tried: BTreeSet<(usize, Vec<u8>)>,
}

/// A reading of the signature and the steps that go with it, the likely ones first.
pub(super) struct Attempt<'t, 'k> {
    pub(super) number: usize,
    pub(super) trial: &'t Trial<'k>,
    pub(super) steps: Vec<Step>,
    /// Those that the undone body asks for.
    pub(super) hinted: Vec<Step>,
    /// Those that the signature's own copies of the fields ask for.
    copied: Vec<Step>,
    /// The same undoing of several fields.
    pub(super) groups: Vec<Group>,
}

impl<'a, 'b> Search<'a, 'b> {
    pub(super) fn new(case: &'a Case<'a>, budget: &'b mut Budget) -> Self {
        Self { case, budget, tried: BTreeSet::new() }
    }

    pub(super) fn run(&mut self, trials: &[Trial<'_>], hints: &[Hint]) -> Option<Vec<Undoing>> {
        if let Some(found) = self.bare(trials) {
            return Some(found);
        }
        let deep = trials.iter().enumerate().filter(|(_, trial)| trial.depth > Depth::Alone);
        let attempts: Vec<Attempt<'_, '_>> =
            deep.map(|(number, trial)| self.attempt(number, trial, hints)).collect();
        let found = attempts.iter().find_map(|attempt| Some((attempt, self.simple(attempt)?)));
        let found = found.or_else(|| {
            let full = attempts.iter().filter(|attempt| attempt.trial.depth == Depth::Full);
            full.into_iter().find_map(|attempt| Some((attempt, self.combined(attempt)?)))
        });
        let (attempt, steps) = found?;
        let steps = self.needed(attempt, steps);
        let mut undoings = attempt.trial.undoings(self.case);
        undoings.extend(self.undoings(&steps, attempt.trial.signed.is_simple()));
        Some(undoings)
    }

    /// The first reading that matches without anything else.
    pub(super) fn bare(&mut self, trials: &[Trial<'_>]) -> Option<Vec<Undoing>> {
        let mut numbered = trials.iter().enumerate();
        let (_, trial) = numbered.find(|(number, trial)| self.matches(*number, trial, &[]))?;
        Some(trial.undoings(self.case))
    }

    fn attempt<'t, 'k>(&mut self, number: usize, trial: &'t Trial<'k>, hints: &[Hint]) -> Attempt<'t, 'k> {
        let view = self.view(trial);
        let copied = copies::undo(&view);
        let mut steps = copied.clone();
        steps.extend(steps_of_all(&view));
        steps.retain(|step| step.changes.iter().all(|change| !trial.signed.is_idle(change)));
        if trial.depth == Depth::Likely {
            steps.retain(|step| step.rank <= LIKELY_RANK);
        }
        steps.sort_by_key(|step| (step.rank, step.changes.len()));
        steps.truncate(MAX_STEPS);
        self.drop_idle(trial, &mut steps);
        if trial.is_costly() {
            take_turns(&mut steps);
        }
        let mut hinted = entity::hinted(hints, &view);
        self.drop_idle(trial, &mut hinted);
        let copied =
            copied.into_iter().filter(|step| step.changes.iter().all(|change| !trial.signed.is_idle(change)));
        let mut groups = Vec::new();
        if trial.depth == Depth::Full {
            groups = everywhere::groups(&view, trial.is_costly(), self.budget);
            for group in &mut groups {
                group.retain(|step| step.changes.iter().all(|change| !trial.signed.is_idle(change)));
            }
            groups.retain(|group| group.len() > 1);
        }
        Attempt { number, trial, steps, hinted, copied: copied.collect(), groups }
    }

    pub(super) fn view<'t>(&self, trial: &'t Trial<'_>) -> View<'t>
    where
        'a: 't,
    {
        let message = self.case.message;
        View::new(message.source, message.header, trial, message.charsets)
    }

    /// Removes the steps that change nothing that is signed, and all but the first that come to the same.
    fn drop_idle(&mut self, trial: &Trial<'_>, steps: &mut Vec<Step>) {
        let mut seen = BTreeSet::from([trial.signed.digest(&[])]);
        steps.retain(|step| {
            self.budget.hash(trial.signed.octets)
                && seen.insert(trial.signed.digest(&step.changes.iter().collect::<Vec<_>>()))
        });
    }

    /// One step, with what the body or the copies ask for.
    fn simple(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Step>> {
        let (number, trial) = (attempt.number, attempt.trial);
        for step in &attempt.hinted {
            if self.matches(number, trial, &[step]) {
                return Some(vec![step.clone()]);
            }
        }
        if let Some(steps) = self.all_copies(attempt) {
            return Some(steps);
        }
        let half = self.budget.operations_left().checked_div(2).unwrap_or(0);
        for step in &attempt.steps {
            if trial.is_costly() && self.budget.operations_left() <= half.min(KEPT_FOR_PAIRS) {
                break;
            }
            if self.matches(number, trial, &[step]) {
                return Some(vec![step.clone()]);
            }
        }
        let (hints, limit, alike) =
            if trial.is_costly() { (3, 24, 2) } else { (MAX_HINTED, MAX_BESIDE_HINT, usize::MAX) };
        let steps = varied(&attempt.steps, alike);
        for hint in attempt.hinted.iter().take(hints) {
            for step in steps.iter().copied().take(limit).filter(|step| are_apart(hint, step)) {
                if self.matches(number, trial, &[hint, step]) {
                    return Some(vec![hint.clone(), step.clone()]);
                }
            }
        }
        None
    }

    /// Everything that differs from its copy put back.
    fn all_copies(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Step>> {
        let mut steps: Vec<&Step> = Vec::new();
        for step in &attempt.copied {
            if steps.iter().all(|other| are_apart(other, step)) {
                steps.push(step);
            }
        }
        let is_match = steps.len() > 1 && self.matches(attempt.number, attempt.trial, &steps);
        is_match.then(|| steps.into_iter().cloned().collect())
    }

    /// The steps without those that are not needed.
    fn needed(&mut self, attempt: &Attempt<'_, '_>, mut steps: Vec<Step>) -> Vec<Step> {
        let mut place = 0;
        let is_stacked = steps.iter().zip(steps.iter().skip(1)).any(|(a, b)| !are_apart(a, b));
        if is_stacked {
            // The later step holds the earlier one.
            return steps;
        }
        while place < steps.len() && steps.len() > 1 {
            let others = steps.iter().enumerate().filter(|(other, _)| *other != place);
            let others: Vec<&Step> = others.map(|(_, step)| step).collect();
            let changes = changes_of(&others);
            if self.is_right(attempt.trial, &attempt.trial.signed.digest(&changes)) {
                steps.remove(place);
            } else {
                place = place.saturating_add(1);
            }
        }
        steps
    }

    pub(super) fn matches(&mut self, number: usize, trial: &Trial<'_>, steps: &[&Step]) -> bool {
        if !self.budget.hash(trial.signed.octets) {
            return false;
        }
        let digest = trial.signed.digest(&changes_of(steps));
        let is_new = !trial.is_costly() || self.tried.insert((number, digest.clone()));
        is_new && self.is_right(trial, &digest)
    }

    fn is_right(&mut self, trial: &Trial<'_>, digest: &[u8]) -> bool {
        match &trial.target {
            Target::Digest(wanted) => digest == wanted,
            Target::Verify { record, algorithm, octets } => {
                self.budget.operate() && record.verifies(*algorithm, digest, octets) == Some(true)
            }
        }
    }

    fn undoings(&self, steps: &[Step], is_simple: bool) -> Vec<Undoing> {
        let message = self.case.message;
        let mut undoings: Vec<Undoing> = Vec::new();
        for (number, step) in steps.iter().enumerate() {
            let before = steps.get(..number).unwrap_or_default();
            let mut edits: Vec<Edit> =
                step.changes.iter().filter_map(|change| edit(message, change, before)).collect();
            edits.sort_by_key(|edit| edit.span);
            undoings.push(Undoing { problem: named(message, step, before, is_simple), edits });
        }
        undoings
    }
}

/// Orders steps so that each kind of them comes early for each field: few of them can be tried.
fn take_turns(steps: &mut [Step]) {
    let mut counts: BTreeMap<(Option<usize>, Option<&str>), usize> = BTreeMap::new();
    let turn = |step: &Step| {
        let place = step.changes.first().and_then(Change::place);
        let count = counts.entry((place, step.problem.as_ref().map(Problem::code))).or_default();
        let before = *count;
        *count = count.saturating_add(1);
        // Texts and dates can be written in many ways, and show that they may have been.
        match step.problem {
            Some(Problem::EncodedWordReencoded { .. }) => before / 8,
            Some(Problem::FieldRewritten { .. }) => before / 6,
            Some(Problem::DateReformatted) => before / 3,
            _ => before.max(step.rank),
        }
    };
    let turns: Vec<usize> = steps.iter().map(turn).collect();
    let mut ordered: Vec<(usize, Step)> = turns.into_iter().zip(steps.iter().cloned()).collect();
    ordered.sort_by_key(|(turn, _)| *turn);
    for (step, (_, next)) in steps.iter_mut().zip(ordered) {
        *step = next;
    }
}

/// The steps in their order, but of those that mean the same for a field only the first ones.
pub(super) fn varied(steps: &[Step], limit: usize) -> Vec<&Step> {
    let mut counts: BTreeMap<(Option<usize>, Option<&str>), usize> = BTreeMap::new();
    let kept = steps.iter().filter(|step| {
        let place = step.changes.first().and_then(Change::place);
        let count = counts.entry((place, step.problem.as_ref().map(Problem::code))).or_default();
        *count = count.saturating_add(1);
        *count <= limit
    });
    kept.collect()
}

/// What steps come to; of two of one field, the later one counts.
fn changes_of<'s>(steps: &[&'s Step]) -> Vec<&'s Change> {
    steps.iter().rev().flat_map(|step| &step.changes).collect()
}

/// What a step undoes: white space, whatever thought of it, if nothing else differs.
fn named(message: &Message<'_>, step: &Step, before: &[Step], is_simple: bool) -> Option<Problem> {
    let white_space = || {
        let [Change::Replace { place, raw: old }] = step.changes.as_slice() else { return None };
        let earlier = before.iter().rev().flat_map(|step| &step.changes).find_map(|change| match change {
            Change::Replace { place: other, raw } if other == place => Some(raw.as_slice()),
            _ => None,
        });
        let now = match earlier {
            Some(raw) => raw,
            None => message.header.fields.get(*place)?.raw.of(message.source),
        };
        let (now, old) = (FieldText::new(*place, "", now), FieldText::new(*place, "", old));
        let is_same = now.head != old.head || now.value == old.value;
        // White space is what a group without members consists of.
        let is_group = matches!(step.problem, Some(Problem::AddressListChanged { .. }))
            && addresses::is_nobody(now.text());
        if is_same || is_group {
            None
        } else {
            was::white_space(&now.name(), now.value, old.value, is_simple)
        }
    };
    step.problem.as_ref().map(|problem| white_space().unwrap_or_else(|| problem.clone()))
}

/// The change in terms of the source, after `before` were done.
fn edit(message: &Message<'_>, change: &Change, before: &[Step]) -> Option<Edit> {
    let fields = &message.header.fields;
    match change {
        Change::Remove { place } => Some(Edit::remove(fields.get(*place)?.raw)),
        Change::Insert { before, raw } => {
            let bottom = fields.last().map_or(0, |last| last.raw.end);
            Some(Edit::insert(fields.get(*before).map_or(bottom, |field| field.raw.start), raw))
        }
        Change::Replace { place, raw } => {
            let span = fields.get(*place)?.raw;
            let mut text = Text::new(message.source, span);
            for earlier in before.iter().flat_map(|step| &step.changes) {
                if let Change::Replace { place: other, raw } = earlier
                    && other == place
                {
                    text = text.edited(&[whole(&text, raw)]);
                }
            }
            let edit = whole(&text, raw);
            Some(Edit { span: text.origin(edit.span), with: edit.with })
        }
    }
}

/// `text` replaced by `raw`, as little of it as possible.
fn whole(text: &Text, raw: &[u8]) -> Edit {
    Edit::new(0, text.octets.len(), raw).trimmed(&text.octets)
}

/// Whether both can be done at once.
pub(super) fn are_apart(a: &Step, b: &Step) -> bool {
    a.changes
        .iter()
        .filter_map(Change::place)
        .all(|place| b.changes.iter().all(|one| one.place() != Some(place)))
}
