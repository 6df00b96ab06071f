//! The body: what was changed after `bh=` was made.

mod advice;
mod blanks;
mod characters;
mod codec;
mod encoding;
mod fields;
mod footer;
mod lines;
mod links;
mod mime;
mod names;
mod part;
mod probe;
mod quirk;
mod rewrites;
mod structure;
mod wrap;

use std::{cell::Cell, ops::ControlFlow};

use super::{
    BlankLinePlace, Change, Charsets, Extent, Found, LineEndForm, Message, Problem, Undoing,
    budget::Budget,
    edit::{Edit, Text},
};
use crate::{
    diagnosis::TransferEncoding,
    dkim::{Canonicalization, Signature, Wanted},
    order,
    span::Span,
};
use codec::Codec;
use mime::{Entity, Tree};
pub(super) use names::Sealed;
use part::TextPart;
use probe::Prober;

/// Undoings of one kind on which a second one is tried.
const MAX_FIRST: usize = 8;
/// Undoings of one kind tried on top of another.
const MAX_SECOND: usize = 80;
/// The same once more, where work is left.
const MAX_FURTHER: usize = 400;

/// This part of the budget is kept from pairs.
const KEPT: u64 = 3;
/// Looking at so many octets costs as much as hashing one.
const LOOK: usize = 16;

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
    /// The same, and nothing speaks for it.
    Conceivable,
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
    /// Runs of white space count as one (RFC 6376 §3.4.4).
    is_relaxed: bool,
    effort: &'a Effort,
}

/// What it takes to make candidates, whether they come to something or not.
#[derive(Debug, Default)]
struct Effort {
    /// Octets gone through that are not yet in the budget.
    open: Cell<u64>,
    /// Octets that the kind at hand may go through.
    allowed: Cell<u64>,
}

impl View<'_> {
    /// Counts `octets` that are gone through, or written, to make a candidate; breaks off when the
    /// kind at hand has had its share.
    fn spend(&self, octets: usize) -> ControlFlow<()> {
        let open = self.effort.open.get().saturating_add(octets as u64);
        self.effort.open.set(open);
        if open > self.effort.allowed.get() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Effort {
    /// Takes what was counted out of the budget.
    fn settle(&self, budget: &mut Budget) -> bool {
        let is_within = budget.hash(usize::try_from(self.open.take()).unwrap_or(usize::MAX));
        self.allowed.set(budget.share());
        is_within
    }
}

/// Every kind of undoing, the likelier and the cheaper first.
const UNDOINGS: [Undo; 24] = [
    lines::line_ends,
    blanks::at_ends,
    footer::at_the_end,
    footer::in_parts,
    blanks::at_beginnings,
    encoding::widths,
    structure::wrapped,
    structure::last_part,
    lines::from_lines,
    lines::dots,
    structure::preamble,
    footer::banners,
    encoding::transfer_encodings,
    encoding::mojibake,
    encoding::charsets,
    links::links,
    lines::white_space,
    structure::boundary,
    fields::part_headers,
    footer::in_both,
    characters::characters,
    wrap::wrap,
    blanks::between_lines,
    fields::part_headers_alone,
];

/// Those that are tried on top of what may have happened to any text.
const COMMON: [Undo; 12] = [
    lines::line_ends,
    blanks::at_ends,
    lines::white_space,
    footer::at_the_end,
    structure::wrapped,
    structure::last_part,
    lines::from_lines,
    footer::in_parts,
    footer::banners,
    links::links,
    encoding::mojibake,
    blanks::at_beginnings,
];

/// The same for what takes many tries, and is looked for alone.
const LAST: [Undo; 7] = [
    wrap::one_break,
    lines::some_tabs,
    lines::lost_dots,
    lines::single_spaces,
    blanks::one_between_lines,
    wrap::one_join,
    characters::some_characters,
];

/// Searches what undoes the changes of the body; `None` if there is nothing to compare with.
pub(super) fn search(
    message: &Message<'_>,
    body: Span,
    signature: &Signature,
    sealed: Sealed,
    budget: &mut Budget,
) -> Option<Found> {
    let mut search = Search {
        sealed,
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
        found.advice = advice::find(&state.text.octets, &solved.text.octets, search.wanted);
        found.proven = Some(if solved.holds_text() { joined(solved.steps) } else { solved.nothing_signed() });
    }
    Some(found)
}

/// The steps, with empty lines right beside text that was put in as a part of that.
fn joined(mut steps: Vec<Undoing>) -> Vec<Undoing> {
    let is_text = |step: &Undoing| {
        matches!(step.problem, Some(Problem::FooterAppended { .. } | Problem::BannerPrepended))
    };
    let is_blank = |step: &Undoing| {
        matches!(
            step.problem,
            Some(
                Problem::TrailingBlankLines { change: Change::Added }
                    | Problem::BlankLines { place: BlankLinePlace::Beginning, change: Change::Added }
            )
        )
    };
    let touches = |a: &Edit, b: &Edit| a.span.start <= b.span.end && b.span.start <= a.span.end;
    let Some(text) = steps.iter().position(is_text) else { return steps };
    let cut = steps.get(text).map(|step| step.edits.clone()).unwrap_or_default();
    let belongs = |step: &Undoing| {
        is_blank(step) && step.edits.iter().all(|edit| cut.iter().any(|other| touches(edit, other)))
    };
    let (blank, mut others): (Vec<Undoing>, Vec<Undoing>) = steps.drain(..).partition(belongs);
    if let Some(step) = others.iter_mut().find(|step| is_text(step)) {
        step.edits.extend(blank.into_iter().flat_map(|step| step.edits));
        step.edits.sort_by_key(|edit| edit.span);
    }
    others
}

/// Whether a body says something to a reader.
fn has_text(text: &[u8], entity: &Entity) -> bool {
    Tree::parse(text, entity).leaves.iter().any(|part| {
        let is_html = part.entity.media_type() == "text/html"
            && part.entity.encoding().is_some_and(TransferEncoding::is_plain);
        names::is_visible(part.content.of(text), is_html)
    })
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
        // What a signer hashed never stood in the message.
        let edits = if candidate.problem.is_of_signer() { Vec::new() } else { edits.collect() };
        steps.push(Undoing { problem: Some(candidate.problem), edits });
        if let Some(problem) = candidate.with {
            steps.push(Undoing { problem: Some(problem), edits: Vec::new() });
        }
        Self { text, entity: candidate.entity.unwrap_or_else(|| self.entity.clone()), steps }
    }

    /// With a fault of the signer.
    fn explained(&self, problem: Problem) -> Self {
        let mut solved = self.clone();
        solved.steps.push(Undoing { problem: Some(problem), edits: Vec::new() });
        solved
    }

    /// Whether no two steps are about the same place.
    fn is_apart(&self) -> bool {
        let mut spans: Vec<Span> = Vec::new();
        for step in &self.steps {
            let mut own = step.edits.iter().map(|edit| edit.span);
            if own.any(|one| spans.iter().any(|other| one.start <= other.end && other.start <= one.end)) {
                return false;
            }
            spans.extend(step.edits.iter().map(|edit| edit.span));
        }
        true
    }

    /// Whether something is left that was signed, where text was taken away.
    fn holds_text(&self) -> bool {
        let takes_text = |step: &Undoing| {
            matches!(step.problem, Some(Problem::FooterAppended { .. } | Problem::BannerPrepended))
        };
        !self.steps.iter().any(takes_text) || has_text(&self.text.octets, &self.entity)
    }

    /// The same steps as an addition to something that says nothing by itself.
    fn nothing_signed(self) -> Vec<Undoing> {
        let edits = self.steps.into_iter().flat_map(|step| step.edits).collect();
        vec![Undoing { problem: Some(Problem::NothingSigned { extent: Extent::Body }), edits }]
    }
}

struct Search<'a> {
    sealed: Sealed,
    wanted: Wanted,
    expected: &'a [u8],
    charsets: &'a Charsets<'a>,
    copies: Vec<Vec<u8>>,
    budget: &'a mut Budget,
}

impl Search<'_> {
    fn run(&mut self, start: &State) -> Option<State> {
        if let Some(solved) = self.quirk(start) {
            return Some(solved);
        }
        let mut firsts = Vec::new();
        if let Some(solved) = self.single(start, &UNDOINGS, None, &mut firsts) {
            return Some(solved);
        }
        order::sort_by_key(&mut firsts, |candidate| candidate.pairing);
        // Something is left for what is looked for alone.
        let kept = self.budget.left().checked_div(KEPT).unwrap_or(0);
        for first in firsts.iter().filter(|first| first.pairing <= Pairing::Possible) {
            let undoings: &[Undo] = if first.pairing == Pairing::Evident { &UNDOINGS } else { &COMMON };
            let second_to = Some((first.problem.code(), MAX_SECOND));
            let is_evident = first.pairing == Pairing::Evident;
            let state = start.after(first.clone());
            let solved = self.single(&state, undoings, second_to, &mut Vec::new());
            let solved = solved.or_else(|| if is_evident { self.quirk(&state) } else { None });
            if solved.is_some() || self.budget.is_exhausted {
                return solved;
            }
            if self.budget.left() < kept {
                self.budget.is_cut = true;
                break;
            }
        }
        self.budget.end_kinds();
        self.some_lf(start)
            .or_else(|| self.single(start, &LAST, None, &mut Vec::new()))
            .or_else(|| self.further(start, firsts))
    }

    /// All that was left untried on top of another undoing.
    fn further(&mut self, start: &State, firsts: Vec<Candidate>) -> Option<State> {
        for first in firsts {
            let second_to = Some((first.problem.code(), MAX_FURTHER));
            let is_evident = first.pairing == Pairing::Evident;
            let state = start.after(first);
            if is_evident && let Some(solved) = self.some_lf(&state) {
                return Some(solved);
            }
            for (undoings, may_touch) in [(&UNDOINGS[..], true), (&LAST, false)] {
                let solved = self.single(&state, undoings, second_to, &mut Vec::new());
                // Of two small changes at one place, together they are another one.
                let solved = solved.filter(|solved| may_touch || solved.is_apart());
                if solved.is_some() || self.budget.is_exhausted {
                    return solved;
                }
            }
        }
        None
    }

    /// What the signer made wrong of this text.
    fn quirk(&mut self, state: &State) -> Option<State> {
        let body = &state.text.octets;
        if !self.budget.hash(body.len().saturating_mul(4)) {
            return None;
        }
        quirk::find(body, self.wanted, self.expected).map(|problem| state.explained(problem))
    }

    fn some_lf(&mut self, state: &State) -> Option<State> {
        let body = &state.text.octets;
        let tree = Tree::parse(body, &state.entity);
        let parts: Vec<Span> =
            tree.leaves.iter().filter(|part| !part.is_root).map(|part| part.content).collect();
        let is_found = quirk::has_some_lf(body, &parts, self.wanted, self.expected, self.budget);
        is_found.then(|| state.explained(Problem::LineEnds { form: LineEndForm::SignerHashedSomeLf }))
    }

    /// Tries `undoings`, but none of the code of `second_to` on top of one of that code, and so many of each kind;
    /// keeps in `firsts` those that do not match and are worth a second one.
    fn single(
        &mut self,
        state: &State,
        undoings: &[Undo],
        second_to: Option<(&str, usize)>,
        firsts: &mut Vec<Candidate>,
    ) -> Option<State> {
        let text = &state.text.octets;
        self.budget.end_kinds();
        // Hashed once, taken apart, and copied.
        if !self.budget.hash(text.len().saturating_mul(3)) {
            return None;
        }
        let prober = Prober::new(text, self.wanted, self.expected);
        let tree = Tree::parse(text, &state.entity);
        let parts = part::text_parts(text, &tree, self.charsets);
        // Each way of writing an encoded part was tried on it.
        let coded = parts.iter().filter(|part| part.codec != Some(Codec::Identity));
        let _ = self.budget.hash(coded.map(|part| part.octets.len().saturating_mul(3)).sum());
        let effort = Effort::default();
        let view = View {
            is_relaxed: self.wanted.canonicalization == Canonicalization::Relaxed,
            effort: &effort,
            text,
            entity: &state.entity,
            tree: &tree,
            parts: &parts,
            charsets: self.charsets,
            copies: &self.copies,
        };
        let budget = &mut *self.budget;
        let sealed = self.sealed;
        let mut solution = None;
        for undo in undoings {
            let (mut kept, mut conceivable, mut tried) = (0_usize, 0_usize, 0_usize);
            budget.begin_kind();
            // Looking for something takes its part, whatever comes of it.
            let may_look = budget.hash(text.len().checked_div(LOOK).unwrap_or(0).saturating_add(64))
                && effort.settle(budget);
            let outcome = if may_look {
                undo(&view, &mut |candidate| {
                    if !effort.settle(budget) {
                        return ControlFlow::Break(());
                    }
                    let is_alike = second_to.is_some_and(|(code, _)| code == candidate.problem.code());
                    if is_alike || candidate.edits.is_empty() {
                        return ControlFlow::Continue(());
                    }
                    let Some(candidate) = sealed.named(candidate, &state.entity) else {
                        return ControlFlow::Continue(());
                    };
                    tried = tried.saturating_add(1);
                    if second_to.is_some_and(|(_, limit)| tried > limit) {
                        return ControlFlow::Break(());
                    }
                    match prober.matches(&candidate.edits, budget) {
                        Some(true) => {
                            solution = Some(candidate);
                            ControlFlow::Break(())
                        }
                        Some(false) => {
                            let count = match candidate.pairing {
                                Pairing::Evident | Pairing::Possible => &mut kept,
                                Pairing::Conceivable => &mut conceivable,
                                Pairing::Alone => return ControlFlow::Continue(()),
                            };
                            if *count < MAX_FIRST {
                                *count = count.saturating_add(1);
                                firsts.push(candidate);
                            }
                            ControlFlow::Continue(())
                        }
                        None => ControlFlow::Break(()),
                    }
                })
            } else {
                ControlFlow::Break(())
            };
            let _ = effort.settle(budget);
            if outcome.is_break() && (solution.is_some() || budget.is_exhausted) {
                break;
            }
        }
        solution.map(|candidate| state.after(candidate))
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
