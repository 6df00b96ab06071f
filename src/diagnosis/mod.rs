//! Why a signature does not verify: changes that mail suffers on its way are undone, and a cause is
//! proven only if the hash or the signature then matches.
//!
//! Body and header are searched apart, as `bh=` stands in the signed header. An RSA signature is
//! opened once to the hash it was made over, so that a candidate for the header costs one small
//! hash. Nothing here ever decides a verdict.

mod advice;
mod body;
mod budget;
mod charsets;
mod contradiction;
mod edit;
mod header;
mod key;

pub use crate::finding::diagnosis::{
    AddressChange, BlankLinePlace, Change, Characters, Damage, Extent, Fold, FooterPlace, LineEndForm,
    LinkService, Problem, TransferEncoding,
};
pub use advice::{Advice, CauseKind};

use serde::Serialize;

use crate::{
    dkim::{BodyHashes, Canonicalization, Check, Checks, Prepared, Signature, Verification},
    dns::{Answers, Name},
    finding::{self, Finding, Subject},
    message::Header,
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
    /// It was left to a later search.
    Pending,
}

/// How much of a signature a search is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The header alone, which takes little however long the body is. What the body says of the
    /// header is not known then.
    Header,
    /// Header and body.
    Whole,
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
    /// Who brings such a thing about.
    pub kind: CauseKind,
    /// What the owner of the signing domain can do about it, in this case.
    pub advice: Vec<Advice>,
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
    /// Octets hashed by the search, or written to be hashed.
    pub hashed_octets: u64,
    /// Signature operations of the search.
    pub operations: u32,
}

impl Diagnosis {
    /// The kinds of the proven causes, each once, in the order of the causes.
    #[must_use]
    pub fn proven_kinds(&self) -> Vec<CauseKind> {
        let mut kinds = Vec::new();
        for cause in self.causes.iter().filter(|cause| cause.proof == Proof::Proven) {
            if !kinds.contains(&cause.kind) {
                kinds.push(cause.kind);
            }
        }
        kinds
    }

    /// Whether the signature verifies with all proven causes undone, and then covers something that was written.
    pub(crate) fn explains(&self, checks: Checks) -> bool {
        let is_right = |explained, check| match explained {
            Explained::Proven => true,
            Explained::NotNeeded => check == Check::Pass,
            _ => false,
        };
        let kinds = self.proven_kinds();
        !kinds.is_empty()
            && !kinds.contains(&CauseKind::Empty)
            && is_right(self.body, checks.body_hash)
            && is_right(self.header, checks.signature)
    }

    /// Whether the signature is proven to be over the message as it was before changes on its way.
    pub(crate) fn is_proven_before(&self, checks: Checks) -> bool {
        let is_fault = |kind: &CauseKind| {
            matches!(kind, CauseKind::Signer | CauseKind::Key | CauseKind::Damage | CauseKind::Empty)
        };
        self.explains(checks) && !self.proven_kinds().iter().any(is_fault)
    }
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
    pub(crate) charsets: &'a Charsets<'a>,
}

/// Searches causes for every signature whose body hash or `b=` does not match.
pub(crate) fn diagnose(
    message: &Message<'_>,
    verifications: &[Verification],
    answers: &Answers,
    scope: Scope,
) -> Vec<Diagnosis> {
    let failing = verifications.iter().zip(message.signatures).enumerate().filter(|(_, (verdict, _))| {
        let checks = &verdict.checks;
        checks.body_hash == Check::Fail
            || is_header_open(checks.signature)
            || checks.key_permits == Check::Fail
    });
    failing
        .take(MAX_SIGNATURES)
        .map(|(place, (verdict, prepared))| {
            Examiner::new(message, place, prepared, verdict).run(answers, scope)
        })
        .collect()
}

/// The names of the keys that a signature field would ask for if damage to it were repaired, besides its own.
pub(crate) fn repaired_names(message: &Message<'_>, place: usize) -> Vec<Name> {
    let Some(prepared) = message.signatures.get(place).filter(|_| place < MAX_SIGNATURES) else {
        return Vec::new();
    };
    let signature = &prepared.signature;
    let mut names = header::repaired_names(&header::Case { message, signature });
    names.retain(|name| signature.key_name.as_ref() != Some(name));
    names
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
    header_budget: Budget,
    causes: Vec<Cause>,
    /// What the text of the body shows of what helps against its changes.
    advice: Vec<Advice>,
}

impl<'a> Examiner<'a> {
    fn new(
        message: &'a Message<'a>,
        place: usize,
        prepared: &'a Prepared,
        verdict: &'a Verification,
    ) -> Self {
        let length = message.body.map_or(0, Span::len);
        let is_right = verdict.checks.body_hash != Check::Fail;
        Self {
            message,
            place,
            prepared,
            verdict,
            budget: Budget::new(length),
            header_budget: Budget::of_header(length, is_right),
            causes: Vec::new(),
            advice: Vec::new(),
        }
    }

    fn run(mut self, answers: &Answers, scope: Scope) -> Diagnosis {
        self.message.charsets.begin();
        let keys = key::find(self.message, self.place, self.prepared, answers, &mut self.header_budget);
        let mut signature = self.prepared.signature.clone();
        let (body, header) = if scope == Scope::Header {
            let is_open = self.verdict.checks.body_hash == Check::Fail;
            let body = if is_open { Explained::Pending } else { Explained::NotNeeded };
            let is_other = self.explain_canonicalization(&keys, &mut signature);
            (body, if is_other { Explained::Proven } else { self.explain_header(&keys, &[], body) })
        } else if self.explain_canonicalization(&keys, &mut signature) {
            let (body, _) = self.explain_body(&signature);
            (body, Explained::Proven)
        } else {
            let (body, hints) = self.explain_body(&signature);
            let header = self.explain_header(&keys, &hints, body);
            (self.reconsider_body(body), header)
        };
        let written = self.message.charsets.written();
        Diagnosis {
            signature: self.place,
            body,
            header,
            causes: self.causes,
            hashed_octets: self
                .budget
                .hashed
                .saturating_add(self.header_budget.hashed)
                .saturating_add(written),
            operations: self.budget.operated.saturating_add(self.header_budget.operated),
        }
    }

    /// Whether nothing but `c=` was changed in the header; `signature` is then as it was, and its
    /// body is to be judged by that.
    fn explain_canonicalization(&mut self, keys: &[key::Candidate], signature: &mut Signature) -> bool {
        if !is_header_open(self.verdict.checks.signature) {
            return false;
        }
        let case = header::Case { message: self.message, signature: &self.prepared.signature };
        let Some(undoing) = header::canonicalization(&case, keys, &mut self.header_budget) else {
            return false;
        };
        if let Some(Problem::WrongCanonicalization { body, .. }) = undoing.problem {
            signature.tags.body_canonicalization = Some(body);
        }
        self.add(&undoing, Proof::Proven);
        true
    }

    /// What is said of the body, if `c=` turned out to have been another one.
    fn reconsider_body(&mut self, body: Explained) -> Explained {
        let was = self.causes.iter().find_map(|cause| match (cause.proof, &cause.finding.problem) {
            (Proof::Proven, finding::Problem::Diagnosis(Problem::WrongCanonicalization { body, .. })) => {
                Some(*body)
            }
            _ => None,
        });
        let mut signature = self.prepared.signature.clone();
        match was {
            Some(was) if !matches!(body, Explained::NotNeeded | Explained::Proven) => {
                signature.tags.body_canonicalization = Some(was);
                if self.is_body_right(&signature) { Explained::Proven } else { body }
            }
            _ => body,
        }
    }

    /// The body is as it was signed, but canonicalized in another way than `c=` says.
    fn other_canonicalization(&mut self, signature: &Signature) -> Option<Undoing> {
        let (header, said) =
            signature.tags.header_canonicalization.zip(signature.tags.body_canonicalization)?;
        let body = match said {
            Canonicalization::Simple => Canonicalization::Relaxed,
            Canonicalization::Relaxed => Canonicalization::Simple,
        };
        let mut other = signature.clone();
        other.tags.body_canonicalization = Some(body);
        let problem = Some(Problem::WrongCanonicalization { header, body });
        self.is_body_right(&other).then(|| Undoing { problem, edits: Vec::new() })
    }

    fn is_body_right(&mut self, signature: &Signature) -> bool {
        let (Some(wanted), Some(body)) = (signature.wanted_body_hash(), self.message.body) else {
            return false;
        };
        if !self.budget.hash(body.len()) {
            return false;
        }
        let mut hashes = BodyHashes::new(&[wanted]);
        hashes.push(body.of(self.message.source));
        hashes.finish().get(wanted) == signature.body_hash.as_deref()
    }

    fn explain_body(&mut self, signature: &Signature) -> (Explained, Vec<header::Hint>) {
        let (Check::Fail, Some(body)) = (self.verdict.checks.body_hash, self.message.body) else {
            return (Explained::NotNeeded, Vec::new());
        };
        let is_read_anew =
            signature.tags.body_canonicalization != self.prepared.signature.tags.body_canonicalization;
        if is_read_anew && self.is_body_right(signature) {
            return (Explained::Proven, Vec::new());
        }
        let is_sealed = self.verdict.checks.signature == Check::Pass;
        let sealed = if is_sealed { body::Sealed::by(signature) } else { body::Sealed::default() };
        let Some(found) = body::search(self.message, body, signature, sealed, &mut self.budget) else {
            return (Explained::Incomparable, Vec::new());
        };
        // White space that was changed under `simple` looks the same: that comes first.
        let other = if found.proven.is_none() { self.other_canonicalization(signature) } else { None };
        if other.is_none() {
            for undoing in &found.likely {
                self.add(undoing, Proof::Likely);
            }
        }
        self.advice = found.advice;
        match found.proven.or(other.map(|undoing| vec![undoing])) {
            Some(steps) => {
                for undoing in &steps {
                    self.add(undoing, Proof::Proven);
                }
                (Explained::Proven, found.hints)
            }
            None => (unexplained(&self.budget), found.hints),
        }
    }

    fn explain_header(
        &mut self,
        keys: &[key::Candidate],
        hints: &[header::Hint],
        body: Explained,
    ) -> Explained {
        let checks = self.verdict.checks;
        // A record that was damaged may hold a key that verifies.
        let is_unfit = checks.signature == Check::Pass && checks.key_permits == Check::Fail;
        let corrected: Vec<key::Candidate> = keys.iter().filter(|key| key.is_corrected).cloned().collect();
        let keys = if is_unfit { corrected.as_slice() } else { keys };
        let is_open = is_header_open(checks.signature) || (is_unfit && !keys.is_empty());
        if !is_open {
            return Explained::NotNeeded;
        }
        let case = header::Case { message: self.message, signature: &self.prepared.signature };
        let Some(found) = header::search(&case, keys, hints, &mut self.header_budget) else {
            return Explained::Incomparable;
        };
        for undoing in &found.likely {
            self.add(undoing, Proof::Likely);
        }
        match found.proven {
            Some(steps) => {
                contradiction::hold(&mut self.causes, self.message, &self.prepared.signature, &steps);
                for undoing in &steps {
                    // The header alone proves nothing of the body.
                    let is_of_body = undoing.problem.as_ref().is_some_and(Problem::is_of_body);
                    let proof =
                        if is_of_body && body != Explained::Proven { Proof::Likely } else { Proof::Proven };
                    self.add(undoing, proof);
                }
                Explained::Proven
            }
            None if !self.message.charsets.may_write() => Explained::CutShort,
            None => unexplained(&self.header_budget),
        }
    }

    fn add(&mut self, undoing: &Undoing, proof: Proof) {
        let Some(problem) = undoing.problem.clone() else { return };
        let (message, signature) = (self.message, &self.prepared.signature);
        let of_body = self.advice_on(&problem);
        let withstood = of_body.contains(&Advice::Relaxed)
            || advice::is_withstood(&problem, signature, message.source, message.header, &undoing.edits);
        let (kind, advice) = (advice::kind(&problem), advice::advice(&problem, withstood, of_body));
        let restored = undoing.edits.iter().map(|edit| Restored {
            span: edit.span,
            text: escape(edit.with.get(..MAX_SHOWN).unwrap_or(&edit.with)),
            octets: edit.with.len(),
        });
        let restored: Vec<Restored> = restored.collect();
        let span = restored.first().map(|first| first.span);
        let finding = Finding::new(problem, Subject::Signature { index: self.place }, span);
        self.causes.push(Cause { finding, proof, kind, advice, restored });
    }

    /// What the text of the body shows of a change of it.
    fn advice_on(&self, problem: &Problem) -> &[Advice] {
        if problem.is_of_body() && !problem.is_of_signer() { &self.advice } else { &[] }
    }
}

fn unexplained(budget: &Budget) -> Explained {
    if budget.is_cut { Explained::CutShort } else { Explained::Unexplained }
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
    /// What the text shows of what helps against the proven changes.
    advice: Vec<Advice>,
}
