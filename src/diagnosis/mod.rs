//! Why a signature does not verify: changes that mail suffers on its way are undone, and a cause is
//! proven only if the hash or the signature then matches.
//!
//! Body and header are searched apart, as `bh=` stands in the signed header. An RSA signature is
//! opened once to the hash it was made over, so that a candidate for the header costs one small
//! hash. Nothing here ever decides a verdict.

mod body;
mod budget;
mod charsets;
mod edit;
mod header;
mod key;
mod problem;

pub use problem::{
    Change, Characters, Damage, FooterPlace, LineEndForm, LinkService, Problem, TransferEncoding,
};

use serde::Serialize;

use crate::{
    dkim::{Check, Prepared, Verification},
    dns::Answers,
    finding::{Finding, Subject},
    message::Header,
    platform::Platform,
    span::Span,
    text::escape,
};
use budget::Budget;
pub(crate) use charsets::Charsets;
use edit::Edit;

/// Signatures that are searched for causes.
const MAX_SIGNATURES: usize = 10;
/// Octets of what stood there before that are shown for one change.
const MAX_SHOWN: usize = 4_096;

/// How a cause is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// With all proven causes of its half of the signature undone, the hash or the signature matches.
    Proven,
    /// It is to be seen, but no hash proves that it is the cause, or the only one.
    Likely,
}

/// Whether a half of a signature is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Explained {
    /// There is nothing to explain: it verifies, or was not checked.
    NotNeeded,
    /// Undoing the proven causes makes it match.
    Proven,
    /// Everything was tried, and nothing makes it match.
    Unexplained,
    /// Nothing that was tried makes it match, but the budget left something untried.
    CutShort,
    /// Without the right key nothing can be compared.
    Incomparable,
}

/// One change, in terms of the source: what stood there when it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Restored {
    /// What stands there now; empty where something is missing.
    pub span: Span,
    /// What stood there, escaped as all octets of a report are, up to 4,096 octets of it.
    pub text: String,
    /// Octets that stood there.
    pub octets: usize,
}

/// Something that happened to the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cause {
    /// What happened.
    pub finding: Finding,
    /// How that is known.
    pub proof: Proof,
    /// The changes that undo it, in the order of the source.
    pub restored: Vec<Restored>,
}

/// Why one signature does not verify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// The signature's place in [`Report::dkim`](crate::Report::dkim).
    pub signature: usize,
    /// Whether the body hash is explained.
    pub body: Explained,
    /// Whether `b=` is explained.
    pub header: Explained,
    /// What happened.
    pub causes: Vec<Cause>,
    /// Octets hashed by the search.
    pub hashed_octets: u64,
    /// Signature operations of the search.
    pub operations: u32,
}

/// A change undone, in terms of the source.
#[derive(Debug, Clone)]
pub(crate) struct Undoing {
    /// What it means; `None` for what goes together with another cause.
    problem: Option<Problem>,
    /// In the order of the source, apart from each other.
    edits: Vec<Edit>,
}

/// What the diagnosis starts from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Message<'a> {
    pub(crate) source: &'a [u8],
    pub(crate) header: &'a Header,
    /// The body; `None` if there is none to compare.
    pub(crate) body: Option<Span>,
    pub(crate) signatures: &'a [Prepared],
    pub(crate) platform: &'a Platform,
    pub(crate) charsets: &'a Charsets<'a>,
}

/// Searches causes for every signature whose body hash or `b=` does not match.
pub(crate) fn diagnose(
    message: &Message<'_>,
    verifications: &[Verification],
    answers: &Answers,
) -> Vec<Diagnosis> {
    let failing = verifications.iter().zip(message.signatures).enumerate().filter(|(_, (verdict, _))| {
        verdict.checks.body_hash == Check::Fail || is_header_open(verdict.checks.signature)
    });
    failing
        .take(MAX_SIGNATURES)
        .map(|(place, (verdict, prepared))| Examiner::new(message, place, prepared, verdict).run(answers))
        .collect()
}

fn is_header_open(check: Check) -> bool {
    matches!(check, Check::Fail | Check::Untestable | Check::NotReached)
}

struct Examiner<'a> {
    message: &'a Message<'a>,
    place: usize,
    prepared: &'a Prepared,
    verdict: &'a Verification,
    budget: Budget,
    causes: Vec<Cause>,
}

impl<'a> Examiner<'a> {
    fn new(
        message: &'a Message<'a>,
        place: usize,
        prepared: &'a Prepared,
        verdict: &'a Verification,
    ) -> Self {
        let budget = Budget::new(message.body.map_or(0, Span::len));
        Self { message, place, prepared, verdict, budget, causes: Vec::new() }
    }

    fn run(mut self, answers: &Answers) -> Diagnosis {
        let (body, hints) = self.explain_body();
        let header = self.explain_header(answers, &hints);
        Diagnosis {
            signature: self.place,
            body,
            header,
            causes: self.causes,
            hashed_octets: self.budget.hashed,
            operations: self.budget.operated,
        }
    }

    fn explain_body(&mut self) -> (Explained, Vec<header::Hint>) {
        let (Check::Fail, Some(body)) = (self.verdict.checks.body_hash, self.message.body) else {
            return (Explained::NotNeeded, Vec::new());
        };
        let Some(found) = body::search(self.message, body, &self.prepared.signature, &mut self.budget) else {
            return (Explained::Incomparable, Vec::new());
        };
        for undoing in &found.likely {
            self.add(undoing, Proof::Likely);
        }
        match found.proven {
            Some(steps) => {
                for undoing in &steps {
                    self.add(undoing, Proof::Proven);
                }
                (Explained::Proven, found.hints)
            }
            None => (unexplained(&self.budget), found.hints),
        }
    }

    fn explain_header(&mut self, answers: &Answers, hints: &[header::Hint]) -> Explained {
        if !is_header_open(self.verdict.checks.signature) {
            return Explained::NotNeeded;
        }
        let case = header::Case { message: self.message, signature: &self.prepared.signature };
        let mut budget = Budget::of_header();
        let keys = key::find(self.message, self.place, self.prepared, answers, &mut budget);
        let found = header::search(&case, &keys, hints, &mut budget);
        self.budget.hashed = self.budget.hashed.saturating_add(budget.hashed);
        self.budget.operated = self.budget.operated.saturating_add(budget.operated);
        let Some(found) = found else { return Explained::Incomparable };
        for undoing in &found.likely {
            self.add(undoing, Proof::Likely);
        }
        match found.proven {
            Some(steps) => {
                for undoing in &steps {
                    self.add(undoing, Proof::Proven);
                }
                Explained::Proven
            }
            None => unexplained(&budget),
        }
    }

    fn add(&mut self, undoing: &Undoing, proof: Proof) {
        let Some(problem) = undoing.problem.clone() else { return };
        let restored = undoing.edits.iter().map(|edit| Restored {
            span: edit.span,
            text: escape(edit.with.get(..MAX_SHOWN).unwrap_or(&edit.with)),
            octets: edit.with.len(),
        });
        let restored: Vec<Restored> = restored.collect();
        let span = restored.first().map(|first| first.span);
        let finding = Finding::new(problem, Subject::Signature { index: self.place }, span);
        self.causes.push(Cause { finding, proof, restored });
    }
}

fn unexplained(budget: &Budget) -> Explained {
    if budget.is_exhausted { Explained::CutShort } else { Explained::Unexplained }
}

/// What a search came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Undoing all of these makes it match.
    proven: Option<Vec<Undoing>>,
    /// What is to be seen without a proof.
    likely: Vec<Undoing>,
    /// What the body says of fields of the header.
    hints: Vec<header::Hint>,
}
