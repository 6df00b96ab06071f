//! What was pasted: the messages in it, and the repairs that let them be read.
//!
//! A source as it left the server needs nothing of this. What was copied from a page, quoted,
//! indented, numbered or stored in another coding is undone step by step; each step is a finding.
//! Steps that rest on a guess about the body are kept only if a signed body hash proves them.

mod body;
mod continuation;
mod cut;
mod decode;
mod json;
mod layout;
mod lines;
mod marks;
mod mime;
mod name;
mod outlook_msg;
pub(crate) mod quoted;
mod reading;
mod repaired;
mod wrapped;

pub(crate) use crate::finding::paste as problem;
pub use crate::finding::paste::{Container, Decision, Problem, Wrapping};
#[cfg(test)]
mod tests;

pub(crate) use reading::holds_messages;
pub use reading::{Readable, Reading, read};

use std::sync::Arc;

use crate::{
    finding::{Finding, Problem as AnyProblem, Subject},
    platform::Platform,
    span::Span,
};

/// Octets of the largest source that is repaired; a larger one is read as it is.
pub const MAX_OCTETS: usize = 16 << 20;
/// Messages of an mbox that are kept.
pub const MAX_MESSAGES: usize = 1_000;
/// Readings of one message that are kept beside each other.
pub const MAX_READINGS: usize = 4;
/// Lines at the start within which the header section must show.
const NEAR: usize = 64;
/// Repairs that are made one after the other.
const MAX_STEPS: usize = 12;

/// A repair; `None` where the octets do not need it.
type Repair = fn(&[u8]) -> Option<Repaired>;

/// What a repair makes of a source.
#[derive(Debug, Clone)]
struct Repaired {
    octets: Vec<u8>,
    problems: Vec<AnyProblem>,
}

impl Repaired {
    fn new(octets: Vec<u8>, problem: impl Into<AnyProblem>) -> Self {
        Self { octets, problems: vec![problem.into()] }
    }
}

/// One way to read a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its octets.
    pub octets: Vec<u8>,
    /// The octets as given, in which it was found.
    given: Arc<[u8]>,
    /// The repairs, in the order in which they were made.
    pub repairs: Vec<Finding>,
}

impl Draft {
    fn new(octets: Vec<u8>) -> Self {
        Self { given: octets.as_slice().into(), octets, repairs: Vec::new() }
    }

    /// The source as it was given.
    pub(crate) fn of(given: &Arc<[u8]>) -> Self {
        Self { octets: given.to_vec(), given: Arc::clone(given), repairs: Vec::new() }
    }

    fn with(&self, step: Repaired) -> Self {
        let mut draft =
            Self { octets: step.octets, given: Arc::clone(&self.given), repairs: self.repairs.clone() };
        for problem in step.problems {
            draft.note(problem);
        }
        draft
    }

    /// The octets as given, in which it was found.
    pub(crate) fn given(&self) -> &Arc<[u8]> {
        &self.given
    }

    /// The places at which it differs from the octets as given.
    pub(crate) fn repaired(&self) -> Vec<Span> {
        repaired::places(&self.given, &self.octets)
    }

    /// The readings in which the first cuts that empty lines make in its header section are mended: one cut more each
    /// time.
    pub(crate) fn joined(&self) -> impl Iterator<Item = Vec<Self>> {
        let joint = cut::Joint::find(&self.octets);
        (1..=joint.count())
            .map(move |count| joint.steps(count).into_iter().map(|step| self.with(step)).collect())
    }

    /// The readings that guesses about the body lead to.
    pub(crate) fn guesses(&self, platform: &Platform) -> Vec<Self> {
        body::guesses(self, platform).into_iter().map(|step| self.with(step)).collect()
    }

    /// The same, to be compared with `octets`, in which it stands by itself.
    fn within(self, octets: &[u8]) -> Self {
        Self { given: octets.into(), ..self }
    }

    /// Adds a repair. What was left out before and after the source is one repair.
    pub(crate) fn note(&mut self, problem: impl Into<AnyProblem>) {
        let problem = problem.into();
        let known = self.repairs.iter_mut().map(|repair| &mut repair.problem);
        for one in known {
            if let (
                AnyProblem::Paste(Problem::PageText { before, after }),
                AnyProblem::Paste(Problem::PageText { before: b, after: a }),
            )
            | (
                AnyProblem::Paste(Problem::SurroundingText { before, after }),
                AnyProblem::Paste(Problem::SurroundingText { before: b, after: a }),
            ) = (one, &problem)
            {
                *before = before.saturating_add(*b);
                *after = after.saturating_add(*a);
                return;
            }
        }
        self.repairs.push(Finding::new(problem, Subject::Message, None));
    }

    /// Whether there was other text around the source, and whether it was that of a page.
    fn surroundings(&self) -> Option<bool> {
        let found = self.repairs.iter().find(|repair| is_surroundings(repair))?;
        Some(matches!(found.problem, AnyProblem::Paste(Problem::PageText { .. })))
    }
}

fn is_surroundings(repair: &Finding) -> bool {
    matches!(repair.problem, AnyProblem::Paste(Problem::PageText { .. } | Problem::SurroundingText { .. }))
}

/// The repairs that show by themselves that they are needed, in the order in which they are tried.
const STEPS: [Repair; 17] = [
    decode::utf16,
    decode::byte_order_mark,
    decode::json_string,
    json::json,
    decode::base64,
    layout::line_ends,
    layout::doubled_line_breaks,
    layout::blank_lines_before,
    layout::code_fence,
    marks::line_numbers,
    marks::prefix,
    wrapped::queue_file,
    wrapped::spool_file,
    wrapped::field_table,
    layout::text_before,
    decode::quoted_printable,
    decode::html_entities,
];

/// Undoes step by step what hides the header section. A step with two outcomes gives two readings,
/// the likelier first.
fn peel(octets: &[u8]) -> Vec<Draft> {
    let mut draft = Draft::new(octets.to_vec());
    for _ in 0..MAX_STEPS {
        let Some(step) = STEPS.iter().find_map(|step| step(&draft.octets)) else { break };
        draft = draft.with(step);
    }
    let mut drafts = vec![draft];
    for split in [decode::no_break_spaces, continuation::continuation_indent] {
        drafts = drafts
            .iter()
            .flat_map(|draft| match split(&draft.octets) {
                None => vec![draft.clone()],
                Some(steps) => steps.into_iter().map(|step| draft.with(step)).collect(),
            })
            .take(MAX_READINGS)
            .collect();
    }
    drafts
}

/// Whether the last part of a message is not closed: the end of its body is missing.
pub(crate) fn ends_open(octets: &[u8]) -> bool {
    let split = body::Split::new(octets);
    mime::walk(octets, &split.header, split.body).is_open
}
