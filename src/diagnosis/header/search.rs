//! The search itself: steps alone, and with what the body asks for, within the budget.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Case, Hint, addresses, copies, entity,
    everywhere::{self, Group},
    signed::{Change, Edited},
    steps_of_all,
    trial::{Depth, Trial},
    view::{Candidate, FieldText, View},
    was,
};
use crate::{
    diagnosis::{
        Message, Problem, Undoing,
        budget::Budget,
        edit::{Edit, Text},
    },
    order,
};

/// Steps that are tried alone, at most.
const MAX_STEPS: usize = 6_000;
/// Forms of what the body asks for that are tried together with steps.
const MAX_HINTED: usize = 24;
/// Steps that each of those is tried together with.
const MAX_BESIDE_HINT: usize = 320;
/// The rank up to which a step is likely.
pub(super) const LIKELY_RANK: usize = 3;
/// What one try takes beside hashing, as octets hashed.
const OVERHEAD: usize = 64;
/// Signature operations that single steps leave for groups and pairs, of few at most half.
const KEPT_FOR_PAIRS: u32 = 8_000;

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
    pub(super) steps: Vec<Candidate>,
    /// Those that the undone body asks for.
    pub(super) hinted: Vec<Candidate>,
    /// Those that the signature's own copies of the fields ask for.
    copied: Vec<Candidate>,
    /// The same undoing of several fields.
    pub(super) groups: Vec<Group>,
}

/// Steps that are done at once.
pub(super) struct Set<'s> {
    steps: &'s [Candidate],
    edited: Edited,
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
        let (_, trial) = numbered.find(|(_, trial)| {
            let may = self.budget.hash(trial.signed.octets) && (!trial.is_costly() || self.budget.operate());
            may && trial.target.is(&trial.signed.digest(&[]))
        })?;
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
        order::sort_by_key(&mut steps, |step| (step.rank, step.changes.len()));
        steps.truncate(MAX_STEPS);
        self.drop_idle(trial, &mut steps);
        take_turns(&mut steps);
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
            groups.splice(0..0, replies(&steps));
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
    fn drop_idle(&mut self, trial: &Trial<'_>, steps: &mut Vec<Candidate>) {
        let mut seen = BTreeSet::from([trial.signed.digest(&[])]);
        steps.retain(|step| {
            self.budget.hash(trial.signed.octets)
                && seen.insert(trial.signed.digest(&step.changes.iter().collect::<Vec<_>>()))
        });
    }

    /// One step, with what the body or the copies ask for.
    fn simple(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
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
        let (hints, limit) = if trial.is_costly() { (8, 120) } else { (MAX_HINTED, MAX_BESIDE_HINT) };
        if attempt.hinted.is_empty() {
            return None;
        }
        let steps = attempt.steps.iter().take(limit).map(std::slice::from_ref);
        let steps: Vec<Set<'_>> = steps.filter_map(|step| self.set(trial, step)).collect();
        for hint in attempt.hinted.iter().take(hints).map(std::slice::from_ref) {
            let hint = self.set(trial, hint)?;
            for step in &steps {
                if let Some(found) = self.pair(attempt, &hint, step) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Everything that differs from its copy put back.
    fn all_copies(&mut self, attempt: &Attempt<'_, '_>) -> Option<Vec<Candidate>> {
        let mut steps: Vec<&Candidate> = Vec::new();
        for step in &attempt.copied {
            if steps.iter().all(|other| are_apart(other, step)) {
                steps.push(step);
            }
        }
        let is_match = steps.len() > 1 && self.matches(attempt.number, attempt.trial, &steps);
        is_match.then(|| steps.into_iter().cloned().collect())
    }

    /// The steps without those that are not needed.
    fn needed(&mut self, attempt: &Attempt<'_, '_>, mut steps: Vec<Candidate>) -> Vec<Candidate> {
        let mut place = 0;
        let is_stacked = steps.iter().zip(steps.iter().skip(1)).any(|(a, b)| !are_apart(a, b));
        if is_stacked {
            // The later step holds the earlier one.
            return steps;
        }
        while place < steps.len() && steps.len() > 1 {
            let others = steps.iter().enumerate().filter(|(other, _)| *other != place);
            let others: Vec<&Candidate> = others.map(|(_, step)| step).collect();
            let changes = changes_of(&others);
            if self.is_right(attempt.trial, &attempt.trial.signed.digest(&changes)) {
                steps.remove(place);
            } else {
                place = place.saturating_add(1);
            }
        }
        steps
    }

    pub(super) fn matches(&mut self, number: usize, trial: &Trial<'_>, steps: &[&Candidate]) -> bool {
        if !self.budget.hash(trial.signed.octets) {
            return false;
        }
        let digest = trial.signed.digest(&changes_of(steps));
        let is_new = !trial.is_costly() || self.tried.insert((number, digest.clone()));
        is_new && self.is_right(trial, &digest)
    }

    fn is_right(&mut self, trial: &Trial<'_>, digest: &[u8]) -> bool {
        (!trial.is_costly() || self.budget.operate()) && trial.target.is_one_of_many(digest)
    }

    /// Steps that are done at once, as they change what is hashed.
    pub(super) fn set<'s>(&mut self, trial: &Trial<'_>, steps: &'s [Candidate]) -> Option<Set<'s>> {
        let changes = changes_of(&steps.iter().collect::<Vec<_>>());
        self.budget.hash(trial.signed.octets).then(|| Set { steps, edited: trial.signed.edited(&changes) })
    }

    /// The steps of both, if they are apart and match.
    pub(super) fn pair(
        &mut self,
        attempt: &Attempt<'_, '_>,
        first: &Set<'_>,
        second: &Set<'_>,
    ) -> Option<Vec<Candidate>> {
        let trial = attempt.trial;
        if !first.steps.iter().all(|step| second.steps.iter().all(|one| are_apart(step, one))) {
            return None;
        }
        let steps = || first.steps.iter().chain(second.steps);
        let length = trial.signed.octets_from(&first.edited, &second.edited).saturating_add(OVERHEAD);
        let is_match = match trial.signed.together(&first.edited, &second.edited) {
            Some(digest) => {
                self.budget.hash(length)
                    && (!trial.is_costly() || self.tried.insert((attempt.number, digest.clone())))
                    && self.is_right(trial, &digest)
            }
            None => self.matches(attempt.number, trial, &steps().collect::<Vec<_>>()),
        };
        is_match.then(|| steps().cloned().collect())
    }

    fn undoings(&self, steps: &[Candidate], is_simple: bool) -> Vec<Undoing> {
        let message = self.case.message;
        let mut undoings: Vec<Undoing> = Vec::new();
        for (number, step) in steps.iter().enumerate() {
            let before = steps.get(..number).unwrap_or_default();
            let mut edits: Vec<Edit> =
                step.changes.iter().filter_map(|change| edit(message, change, before)).collect();
            order::sort_by_key(&mut edits, |edit| edit.span);
            let problem = named(message, step, before, is_simple);
            let beside = if is_simple { beside(message, step, before, problem.as_ref()) } else { Vec::new() };
            undoings.push(Undoing { problem, edits });
            undoings.extend(
                beside.into_iter().map(|problem| Undoing { problem: Some(problem), edits: Vec::new() }),
            );
        }
        undoings
    }
}

/// The author's address replaced, and the field that leads answers elsewhere put in with it.
fn replies(steps: &[Candidate]) -> Vec<Group> {
    const AUTHORS: usize = 4;
    const FIELDS: usize = 2;
    let is_author = |step: &&Candidate| matches!(step.problem, Some(Problem::FromRewritten { .. }));
    let is_added = |step: &&Candidate| match &step.problem {
        Some(Problem::ReplyToAdded) => true,
        Some(Problem::FieldAdded { field } | Problem::FieldDuplicated { field }) => {
            matches!(field.to_ascii_lowercase().as_str(), "reply-to" | "sender")
        }
        _ => false,
    };
    let added: Vec<&Candidate> = steps.iter().filter(is_added).take(FIELDS).collect();
    let authors = steps.iter().filter(is_author).take(AUTHORS);
    let groups =
        authors.flat_map(|author| added.iter().map(move |field| vec![author.clone(), (*field).clone()]));
    groups.filter(|group: &Group| matches!(group.as_slice(), [a, b] if are_apart(a, b))).collect()
}

/// Orders steps so that each kind of them comes early for each field: of two that are done together, few can be tried.
fn take_turns(steps: &mut [Candidate]) {
    let mut counts: BTreeMap<(Option<usize>, Option<&str>), usize> = BTreeMap::new();
    let turn = |step: &Candidate| {
        let place = step.changes.first().and_then(Change::place);
        let count = counts.entry((place, step.problem.as_ref().map(Problem::code))).or_default();
        let before = *count;
        *count = count.saturating_add(1);
        // Texts and dates can be written in many ways, and show that they may have been; of white space and names the
        // first form is nearly always right.
        match step.problem {
            Some(Problem::EncodedWordReencoded { .. }) => before / 4,
            Some(Problem::FieldRewritten { .. } | Problem::DateReformatted) => before / 5,
            Some(Problem::FromRewritten { .. } | Problem::FieldRemoved { .. }) => before / 2,
            Some(
                Problem::Whitespace { .. }
                | Problem::Refolded { .. }
                | Problem::CaseChanged { .. }
                | Problem::CharactersReplaced { .. },
            ) => before.saturating_mul(2),
            _ if step.rank > LIKELY_RANK => before.saturating_add(step.rank),
            _ => before,
        }
    };
    order::sort_by_key(steps, turn);
}

/// The steps in their order, but of those that mean the same for a field only the first ones.
pub(super) fn varied(steps: &[Candidate], limit: usize) -> Vec<&Candidate> {
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
fn changes_of<'s>(steps: &[&'s Candidate]) -> Vec<&'s Change> {
    steps.iter().rev().flat_map(|step| &step.changes).collect()
}

/// What one step puts in the place of a field: the text that it replaces after `before` were done, and the new one.
fn replacement<'s>(
    message: &'s Message<'_>,
    step: &'s Candidate,
    before: &'s [Candidate],
) -> Option<(FieldText<'s>, FieldText<'s>)> {
    let [Change::Replace { place, raw: old }] = step.changes.as_slice() else { return None };
    let earlier = before.iter().rev().flat_map(|step| &step.changes).find_map(|change| match change {
        Change::Replace { place: other, raw } if other == place => Some(raw.as_slice()),
        _ => None,
    });
    let now = match earlier {
        Some(raw) => raw,
        None => message.header.fields.get(*place)?.raw.of(message.source),
    };
    Some((FieldText::new(*place, "", now), FieldText::new(*place, "", old)))
}

/// What else became of the field that a step rewrites: the case of its name, and the white space around its value.
fn beside(
    message: &Message<'_>,
    step: &Candidate,
    before: &[Candidate],
    problem: Option<&Problem>,
) -> Vec<Problem> {
    let Some((now, old)) = replacement(message, step, before) else { return Vec::new() };
    let Some(problem) = problem else { return Vec::new() };
    let mut found = Vec::new();
    let is_case = now.name() != old.name() && now.name().eq_ignore_ascii_case(&old.name());
    if is_case && !matches!(problem, Problem::CaseChanged { .. }) {
        found.push(Problem::CaseChanged { field: now.name() });
    }
    let is_space = matches!(problem, Problem::Whitespace { .. } | Problem::Refolded { .. });
    let (is, was) = (around(&now), around(&old));
    if now.text() != old.text() && is != was && !is_space {
        found.extend(was::white_space(&now.name(), &is, &was, true));
    }
    found
}

/// The value of a field with one letter in the place of its text.
fn around(field: &FieldText<'_>) -> Vec<u8> {
    let (lead, text) = (field.lead(), field.text());
    let rest = field.value.get(lead.len().saturating_add(text.len())..).unwrap_or_default();
    [lead, b"x", rest].concat()
}

/// What a step undoes: white space, whatever thought of it, if nothing else differs.
fn named(message: &Message<'_>, step: &Candidate, before: &[Candidate], is_simple: bool) -> Option<Problem> {
    let white_space = || {
        let (now, old) = replacement(message, step, before)?;
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
fn edit(message: &Message<'_>, change: &Change, before: &[Candidate]) -> Option<Edit> {
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
pub(super) fn are_apart(a: &Candidate, b: &Candidate) -> bool {
    a.changes
        .iter()
        .filter_map(Change::place)
        .all(|place| b.changes.iter().all(|one| one.place() != Some(place)))
}
