//! The body: what was changed after `bh=` was made.

mod characters;
mod codec;
mod encoding;
mod footer;
mod lines;
mod links;
mod mime;
mod part;
mod quirk;
mod structure;
mod wrap;

use std::ops::ControlFlow;

use super::{
    Charsets, Found, Message, Problem, Undoing,
    budget::Budget,
    edit::{Edit, Text, pieces},
};
use crate::{
    dkim::{BodyHashes, Signature, Wanted},
    span::Span,
};
use mime::{Entity, Tree};
use part::TextPart;

/// Octets between two states of the hash that are kept.
const CHECKPOINT: usize = 4_096;
/// States that are kept.
const MAX_CHECKPOINTS: usize = 64;
/// Undoings of one kind on which a second one is tried.
const MAX_FIRST: usize = 8;
/// Undoings of one kind tried on top of another.
const MAX_SECOND: usize = 80;

/// A change that may have happened, undone.
#[derive(Debug, Clone)]
struct Candidate {
    problem: Problem,
    /// A second cause that goes with it.
    with: Option<Problem>,
    /// In terms of the text, in order, apart from each other.
    edits: Vec<Edit>,
    /// What the header says of the body then, where that changes.
    entity: Option<Entity>,
    pairing: Pairing,
}

/// Whether a second change is looked for where undoing one does not suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pairing {
    /// The text shows that this has happened.
    Evident,
    /// It may have happened to any text.
    Possible,
    /// It is tried alone.
    Alone,
}

impl Candidate {
    fn new(problem: Problem, edits: Vec<Edit>) -> Self {
        Self { problem, with: None, edits, entity: None, pairing: Pairing::Alone }
    }

    fn possible(problem: Problem, edits: Vec<Edit>) -> Self {
        Self { pairing: Pairing::Possible, ..Self::new(problem, edits) }
    }

    fn evident(problem: Problem, edits: Vec<Edit>) -> Self {
        Self { pairing: Pairing::Evident, ..Self::new(problem, edits) }
    }

    fn with_entity(mut self, entity: Option<Entity>) -> Self {
        self.entity = entity;
        self
    }
}

/// Takes candidates one by one; breaks off when one matches.
type Try<'t> = &'t mut dyn FnMut(Candidate) -> ControlFlow<()>;

/// Tries one kind of undoing.
type Undo = fn(&View<'_>, Try<'_>) -> ControlFlow<()>;

/// A text of which changes are undone, taken apart.
struct View<'a> {
    text: &'a [u8],
    entity: &'a Entity,
    tree: &'a Tree,
    parts: &'a [TextPart],
    charsets: &'a Charsets<'a>,
    /// Values of Content-Type that the signature holds a copy of.
    copies: &'a [Vec<u8>],
}

/// Every kind of undoing, the likelier and the cheaper first.
const UNDOINGS: [Undo; 21] = [
    lines::line_ends,
    structure::blank_lines,
    footer::at_the_end,
    encoding::widths,
    structure::wrapped,
    structure::last_part,
    lines::from_lines,
    lines::dots,
    structure::preamble,
    footer::in_parts,
    footer::banners,
    encoding::transfer_encodings,
    encoding::mojibake,
    encoding::charsets,
    links::links,
    lines::white_space,
    structure::boundary,
    structure::part_headers,
    characters::characters,
    wrap::wrap,
    footer::in_both,
];

/// Those that are tried on top of what may have happened to any text.
const COMMON: [Undo; 10] = [
    lines::line_ends,
    lines::white_space,
    footer::at_the_end,
    structure::wrapped,
    structure::last_part,
    lines::from_lines,
    footer::in_parts,
    footer::banners,
    links::links,
    encoding::mojibake,
];

/// The same for what takes many tries, and is looked for alone.
const LAST: [Undo; 2] = [lines::lost_dots, lines::single_spaces];

/// Searches what undoes the changes of the body; `None` if there is nothing to compare with.
pub(super) fn search(
    message: &Message<'_>,
    body: Span,
    signature: &Signature,
    budget: &mut Budget,
) -> Option<Found> {
    let mut search = Search {
        wanted: signature.wanted_body_hash()?,
        expected: signature.body_hash.as_deref()?,
        charsets: message.charsets,
        copies: mime::copies_of_content_type(signature),
        budget,
    };
    let state = State {
        text: Text::new(message.source, body),
        entity: Entity::of_header(message.source, message.header),
        steps: Vec::new(),
    };
    let mut found = Found::default();
    if Tree::parse(&state.text.octets, &state.entity).is_open() {
        found.likely.push(Undoing { problem: Some(Problem::Truncated), edits: Vec::new() });
    }
    if let Some(solved) = search.run(&state) {
        found.likely.clear();
        found.hints = solved.entity.hints(&state.entity);
        found.proven = Some(solved.steps);
    }
    Some(found)
}

/// A text reached by undoing `steps`.
#[derive(Debug, Clone)]
struct State {
    text: Text,
    entity: Entity,
    steps: Vec<Undoing>,
}

impl State {
    fn after(&self, candidate: Candidate) -> Self {
        let text = self.text.edited(&candidate.edits);
        let edits =
            candidate.edits.into_iter().map(|edit| Edit { span: self.text.origin(edit.span), ..edit });
        let mut steps = self.steps.clone();
        steps.push(Undoing { problem: Some(candidate.problem), edits: edits.collect() });
        if let Some(problem) = candidate.with {
            steps.push(Undoing { problem: Some(problem), edits: Vec::new() });
        }
        Self { text, entity: candidate.entity.unwrap_or_else(|| self.entity.clone()), steps }
    }
}

struct Search<'a> {
    wanted: Wanted,
    expected: &'a [u8],
    charsets: &'a Charsets<'a>,
    copies: Vec<Vec<u8>>,
    budget: &'a mut Budget,
}

impl Search<'_> {
    fn run(&mut self, start: &State) -> Option<State> {
        if let Some(problem) = self.quirk(start) {
            let mut solved = start.clone();
            solved.steps.push(Undoing { problem: Some(problem), edits: Vec::new() });
            return Some(solved);
        }
        let mut firsts = Vec::new();
        if let Some(solved) = self.single(start, &UNDOINGS, None, &mut firsts) {
            return Some(solved);
        }
        firsts.sort_by_key(|candidate| candidate.pairing);
        for first in firsts {
            let undoings: &[Undo] = if first.pairing == Pairing::Evident { &UNDOINGS } else { &COMMON };
            let code = first.problem.code();
            let solved = self.single(&start.after(first), undoings, Some(code), &mut Vec::new());
            if solved.is_some() || self.budget.is_exhausted {
                return solved;
            }
        }
        self.single(start, &LAST, None, &mut Vec::new())
    }

    fn quirk(&mut self, start: &State) -> Option<Problem> {
        let body = &start.text.octets;
        if !self.budget.hash(body.len().saturating_mul(2)) {
            return None;
        }
        quirk::find(body, self.wanted, self.expected)
    }

    /// Tries `undoings`, but none of the code `second_to` on top of one of that code; keeps in
    /// `firsts` those that do not match and are worth a second one.
    fn single(
        &mut self,
        state: &State,
        undoings: &[Undo],
        second_to: Option<&str>,
        firsts: &mut Vec<Candidate>,
    ) -> Option<State> {
        let text = &state.text.octets;
        // Hashed once, taken apart, and copied.
        if !self.budget.hash(text.len().saturating_mul(3)) {
            return None;
        }
        let prober = Prober::new(text, self.wanted, self.expected);
        let tree = Tree::parse(text, &state.entity);
        let parts = part::text_parts(text, &tree, self.charsets);
        let view = View {
            text,
            entity: &state.entity,
            tree: &tree,
            parts: &parts,
            charsets: self.charsets,
            copies: &self.copies,
        };
        let budget = &mut *self.budget;
        let mut solution = None;
        for undo in undoings {
            let (mut kept, mut tried) = (0_usize, 0_usize);
            let outcome = undo(&view, &mut |candidate| {
                if second_to == Some(candidate.problem.code()) || candidate.edits.is_empty() {
                    return ControlFlow::Continue(());
                }
                tried = tried.saturating_add(1);
                if second_to.is_some() && tried > MAX_SECOND {
                    return ControlFlow::Break(());
                }
                match prober.matches(&candidate.edits, budget) {
                    Some(true) => {
                        solution = Some(candidate);
                        ControlFlow::Break(())
                    }
                    Some(false) => {
                        if candidate.pairing != Pairing::Alone && kept < MAX_FIRST {
                            kept = kept.saturating_add(1);
                            firsts.push(candidate);
                        }
                        ControlFlow::Continue(())
                    }
                    None => ControlFlow::Break(()),
                }
            });
            if outcome.is_break() && (solution.is_some() || budget.is_exhausted) {
                break;
            }
        }
        solution.map(|candidate| state.after(candidate))
    }
}

/// Hashes a text with changes, from the last kept state before the first of them.
struct Prober<'a> {
    text: &'a [u8],
    wanted: Wanted,
    expected: &'a [u8],
    checkpoints: Vec<(usize, BodyHashes)>,
    spacing: usize,
}

impl<'a> Prober<'a> {
    fn new(text: &'a [u8], wanted: Wanted, expected: &'a [u8]) -> Self {
        let spacing = text.len().checked_div(MAX_CHECKPOINTS).unwrap_or(0).max(CHECKPOINT);
        let mut hashes = BodyHashes::new(&[wanted]);
        let mut checkpoints = vec![(0, hashes.clone())];
        let mut place = 0_usize;
        for piece in text.chunks(spacing) {
            hashes.push(piece);
            place = place.saturating_add(piece.len());
            checkpoints.push((place, hashes.clone()));
        }
        Self { text, wanted, expected, checkpoints, spacing }
    }

    /// Whether the text with `edits` has the expected hash; `None` if the budget does not allow it.
    fn matches(&self, edits: &[Edit], budget: &mut Budget) -> Option<bool> {
        let first = edits.first().map_or(0, |edit| edit.span.start);
        let checkpoint = first.checked_div(self.spacing).unwrap_or(0);
        let (start, hashes) = self.checkpoints.get(checkpoint)?;
        let added: usize = edits.iter().map(|edit| edit.with.len()).sum();
        // What was written anew cost about as much as hashing it.
        let length = self.text.len().saturating_sub(*start).saturating_add(added.saturating_mul(2));
        if !budget.hash(length.saturating_add(64)) {
            return None;
        }
        let mut hashes = hashes.clone();
        for piece in pieces(self.text, edits, *start) {
            hashes.push(piece);
        }
        Some(hashes.finish().get(self.wanted) == Some(self.expected))
    }
}

/// The starts of the lines of `text`, in order; the end of the text is not one.
fn line_starts(text: &[u8]) -> Vec<usize> {
    let after = memchr::memchr_iter(b'\n', text).map(|place| place.saturating_add(1));
    let starts = [0].into_iter().chain(after);
    starts.filter(|start| *start < text.len()).collect()
}

/// A line without its line end, from `start` on.
fn line_at(text: &[u8], start: usize) -> &[u8] {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.get(..memchr::memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or_default();
    line.strip_suffix(b"\r").unwrap_or(line)
}
