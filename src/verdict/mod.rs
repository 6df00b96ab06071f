//! The answer to the reader's question: whether the domain in From is proven, what is not proven, and what to do next.
//!
//! It is made from the report alone: nothing here looks at the message or at the DNS again.

mod advice;
mod meaning;
mod signature;
mod statement;

pub use advice::{Obstacle, Reserve, Trust};

use serde::Serialize;

use crate::{
    diagnosis::{CauseKind, Diagnosis},
    dkim::Verification,
    dmarc::{DmarcResult, Policy},
    dns::{Domain, Provenance},
    finding::names,
    policy::{AuthorEvaluation, AuthorProof, ClaimKind, Delivery, Method, NextStep},
    report::Report,
    trace::Standing,
};
use meaning::{leaves_author_open, opens_spf};
use signature::One;
use statement::choose;

/// Reasons that are named.
const MAX_REASONS: usize = 6;

names! {
    /// How a statement is to be taken.
    VerdictState {
        /// The author's domain is proven.
        Pass = "pass",
        /// Something is proven, with a reservation.
        Warn = "warn",
        /// Another domain than the author's is proven.
        Alien = "alien",
        /// It was proven once: the signature has expired.
        Late = "late",
        /// Something that would prove the author fails.
        Fail = "fail",
        /// Nothing can be told: this copy, or the answers, do not allow it.
        Unknown = "unknown",
        /// Answers are awaited.
        Pending = "pending",
        /// There is nothing that proves anything.
        None = "none",
    }
}

names! {
    /// What is stated. Where signatures differ, the statement that stands first in this list is made: what is certain
    /// before what is open, both before what fails. What is stated of another domain than the author's counts as
    /// [`Self::OtherDomain`], and comes behind what a signature of the author's says that was right.
    VerdictCode {
        /// A signature of the author's domain verifies.
        Verified = "verified",
        /// The same, and parts that a reader sees are not signed.
        Partly = "partly",
        /// The same, made long before the message was handed over.
        Resent = "resent",
        /// The same, at a time that is still to come.
        Ahead = "ahead",
        /// The same, by a domain that says that it is testing.
        Testing = "testing",
        /// It verifies by one answer and not by another.
        Doubtful = "doubtful",
        /// It verifies, and From is written so that it can be taken for somebody else.
        Misleading = "misleading",
        /// It verifies, and there is no one author that it could be compared with.
        AuthorUnclear = "author_unclear",
        /// It fails by changes all of which are proven.
        Altered = "altered",
        /// It fails by a mistake of the signer's that is proven.
        Faulty = "faulty",
        /// No signature proves the author; SPF passes for it.
        Route = "route",
        /// It verifies, and is of another domain than the author's.
        OtherDomain = "other_domain",
        /// The answer about a key is awaited.
        Pending = "pending",
        /// It verifies over the header; the body was not given.
        BodyAbsent = "body_absent",
        /// Nobody answered about its key.
        Unreachable = "unreachable",
        /// Its key was not asked for.
        Declined = "declined",
        /// It was not checked.
        NotChecked = "not_checked",
        /// This is a part of a header section, without From.
        Fragment = "fragment",
        /// It is right but for its time.
        Expired = "expired",
        /// It is over the header, and over nothing of the text.
        NothingSigned = "nothing_signed",
        /// It is over this header and over another body.
        BodyChanged = "body_changed",
        /// It is over this header, with proven changes undone; the body is not explained.
        PartlyAltered = "partly_altered",
        /// It does not verify.
        Failed = "failed",
        /// The key is not the one that signed.
        Misfit = "misfit",
        /// It, or its key, has a lasting fault.
        Unusable = "unusable",
        /// There is a signature of the author's or none; SPF and DMARC can still tell.
        Undecided = "undecided",
        /// There is no signature, and too little is known of the way.
        UnsignedUnchecked = "unsigned_unchecked",
        /// There is no signature, and the DNS was not asked about the way.
        UnsignedUnasked = "unsigned_unasked",
        /// There is no signature, and nobody answered about the way.
        UnsignedUnanswered = "unsigned_unanswered",
        /// Nothing proves the author.
        Unproven = "unproven",
        /// There is no one author.
        NoAuthor = "no_author",
    }
}

impl VerdictCode {
    /// Its place in the list above: the smaller one is stated.
    fn rank(self) -> usize {
        self as usize
    }
}

names! {
    /// What the author's domain asks for, if the message is not proven to come from it.
    RequestedPolicy {
        /// There is no policy record.
        Absent = "absent",
        /// `none`
        None = "none",
        /// `quarantine`
        Quarantine = "quarantine",
        /// `reject`
        Reject = "reject",
    }
}

/// What may be said of one signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub struct SignatureVerdict {
    /// How it is to be taken.
    pub state: VerdictState,
    /// What is stated.
    pub code: VerdictCode,
    /// Whether it is of another domain than the author's, as DMARC finds it, or by its name.
    pub is_others: bool,
    /// The same also where it fails, so that DMARC does not look at it.
    pub is_foreign: bool,
    /// Whether nothing but the time speaks against it.
    pub has_expired: bool,
    /// Whether it fails in a way that can have a cause in the message, in its field or in its key.
    pub needs_explaining: bool,
    /// Whether it verifies with all proven causes undone, and then covers something that was written.
    pub is_explained: bool,
    /// The same, and the causes are changes on the way: it is over the message as it was before them.
    pub is_proven_before: bool,
    /// Whether its key was pasted, so that nothing tells what the domain publishes.
    pub is_key_pasted: bool,
}

/// What the receiver's own server found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiverResult {
    /// The field's place in [`Report::claims`].
    pub claim: usize,
    /// What the server calls itself; `None` where it does not say.
    pub host: Option<String>,
    /// The result of DMARC as the field writes it, such as `fail`.
    pub theirs: String,
}

impl ReceiverResult {
    /// The topmost result of DMARC in a field that only the receiver's own server can have written (RFC 8601 §5).
    fn of(report: &Report) -> Option<Self> {
        report.claims.iter().enumerate().find_map(|(claim, one)| {
            let results = one.results.as_ref().filter(|_| {
                one.standing == Standing::Receiver && one.kind == ClaimKind::AuthenticationResults
            })?;
            let found = one.comparisons.iter().find(|comparison| comparison.method == Method::Dmarc)?;
            let host = results.authserv_id.as_ref().map(|host| host.text.clone());
            Some(Self { claim, host, theirs: found.theirs.clone() })
        })
    }
}

/// The answer in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub struct Verdict {
    /// How the statement is to be taken.
    pub state: VerdictState,
    /// What is stated.
    pub code: VerdictCode,
    /// The signature that the statement is about, as a place in [`Report::dkim`]; `None` if it is about none.
    pub signature: Option<usize>,
    /// The domain of that signature, if it can be read.
    pub signer: Option<Domain>,
    /// The display name in From, if there is one author: no method proves it.
    pub display_name: Option<String>,
    /// What the receiver's own server wrote of DMARC, where that can be believed.
    pub receiver: Option<ReceiverResult>,
    /// Why, as places in [`Report::findings`]: the weightiest first, no two of the same words, at most 6.
    pub reasons: Vec<usize>,
    /// What is proven to have happened to what was signed, each kind once.
    pub changes: Vec<CauseKind>,
    /// The key that the statement rests on, as a place in the signature's
    /// [`keys`](crate::dkim::Verification::keys).
    pub key: Option<usize>,
    /// What the author's domain asks for; `None` where the message is proven, and where that is not known.
    pub policy: Option<RequestedPolicy>,
    /// Whether the statement rests on a signature that was right, and the host that handed the message over may
    /// send for the author's domain, too (SPF).
    pub is_server_proven: bool,
    /// Whether it is open whom a proof would speak for, as programs may read From in different ways.
    pub is_author_unclear: bool,
    /// Whether this is a part of a header section, without From: that says nothing of the message.
    pub is_fragment: bool,
    /// How far the recipient can go by it.
    pub trust: Trust,
    /// What the statement leaves out, where it is more than that of all of its kind.
    pub reserve: Option<Reserve>,
    /// What keeps it from being told; `None` where it is told.
    pub obstacle: Option<Obstacle>,
    /// What may be said of each signature, as in [`Report::dkim`].
    pub each: Vec<SignatureVerdict>,
    /// Whether the author's domain is proven.
    pub author: AuthorProof,
    /// The signatures that prove it, as places in [`Report::dkim`].
    pub signatures: Vec<usize>,
    /// The check of SPF that passes for it, as a place in [`Report::spf`]; whether that says anything, `author` tells.
    pub spf: Option<usize>,
    /// What forwarding would make of it; none while questions are open, where the proof was not checked, or
    /// where no policy record is applied.
    pub forms: Vec<Delivery>,
    /// What the domain's owner can do next; `None` while questions are open, without an author, and where
    /// nothing tells that the message is the owner's: then it says nothing of how the owner sends.
    pub next_step: Option<NextStep>,
}

/// A statement and what it rests on.
#[derive(Debug, Clone)]
struct Judged {
    state: VerdictState,
    code: VerdictCode,
    /// Places in [`Report::findings`].
    reasons: Vec<usize>,
    signature: Option<usize>,
    key: Option<usize>,
}

impl Judged {
    fn new(state: VerdictState, code: VerdictCode, reasons: Vec<usize>) -> Self {
        Self { state, code, reasons, signature: None, key: None }
    }

    /// The same, about a signature and its key.
    fn about(self, signature: usize, verification: &Verification) -> Self {
        Self { signature: Some(signature), key: verification.deciding_key, ..self }
    }
}

impl Verdict {
    /// What is known of the author before the report as a whole is judged.
    pub(crate) fn before(author: AuthorEvaluation) -> Self {
        let AuthorEvaluation { author, signatures, spf, forms, next_step } = author;
        Self {
            state: VerdictState::None,
            code: VerdictCode::NoAuthor,
            signature: None,
            signer: None,
            display_name: None,
            receiver: None,
            reasons: Vec::new(),
            changes: Vec::new(),
            key: None,
            policy: None,
            is_server_proven: false,
            is_author_unclear: false,
            is_fragment: false,
            trust: Trust::Open,
            reserve: None,
            obstacle: None,
            each: Vec::new(),
            author,
            signatures,
            spf,
            forms,
            next_step,
        }
    }
}

/// The verdict on a message, with what the search for causes found of its signatures, if it was made.
#[must_use]
pub fn judge(report: &Report, diagnoses: &[Diagnosis]) -> Verdict {
    let diagnosis_of = |place: usize| diagnoses.iter().find(|one| one.signature == place);
    let all: Vec<One<'_>> = report
        .dkim
        .iter()
        .enumerate()
        .map(|(place, verification)| One { report, place, verification, diagnosis: diagnosis_of(place) })
        .collect();
    let judged: Vec<Judged> = all.iter().map(|one| one.judge().about(one.place, one.verification)).collect();
    let each = all.iter().zip(&judged).map(|(one, judged)| SignatureVerdict {
        state: judged.state,
        code: judged.code,
        is_others: one.is_others(),
        is_foreign: one.is_foreign(),
        has_expired: one.has_expired(),
        needs_explaining: one.needs_explaining(),
        is_explained: one.diagnosis.is_some_and(|found| found.explains(one.verification.checks)),
        is_proven_before: one.diagnosis.is_some_and(|found| found.is_proven_before(one.verification.checks)),
        is_key_pasted: is_key_pasted(one.verification),
    });
    let each = each.collect();
    let Judged { state, code, reasons, signature, key } = choose(report, &all, judged);
    let verification = signature.and_then(|place| report.dkim.get(place));
    let policy = requested_policy(report);
    let trust = Trust::of(report, state, code);
    Verdict {
        state,
        code,
        signature,
        signer: verification.and_then(|one| one.signature.domain.clone()),
        display_name: display_name(report),
        receiver: ReceiverResult::of(report),
        reasons: distinct(report, reasons),
        changes: signature.and_then(diagnosis_of).map(Diagnosis::proven_kinds).unwrap_or_default(),
        key,
        policy,
        is_server_proven: is_server_proven(report, code),
        is_author_unclear: report.findings.iter().any(leaves_author_open),
        is_fragment: report.is_fragment(),
        trust,
        reserve: Reserve::of(code, trust, policy),
        obstacle: Obstacle::of(report, code, trust),
        each,
        ..report.verdict.clone()
    }
}

fn is_key_pasted(verification: &Verification) -> bool {
    let key = verification.keys.get(verification.deciding_key.unwrap_or(0));
    key.is_some_and(|key| matches!(key.provenance, Provenance::Pasted))
}

/// The display name of the only author.
fn display_name(report: &Report) -> Option<String> {
    report.identifiers.author_domain.as_ref()?;
    match report.identifiers.from.as_slice() {
        [from] => match from.mailboxes.as_slice() {
            [mailbox] => mailbox.name.clone().filter(|name| !name.trim().is_empty()),
            _ => None,
        },
        _ => None,
    }
}

/// What the author's domain asks for, if the message is not proven to come from it; `None` where that is not known.
fn requested_policy(report: &Report) -> Option<RequestedPolicy> {
    match report.dmarc.result {
        DmarcResult::Fail => report.dmarc.effective_policy.map(|policy| match policy {
            Policy::None => RequestedPolicy::None,
            Policy::Quarantine => RequestedPolicy::Quarantine,
            Policy::Reject => RequestedPolicy::Reject,
        }),
        DmarcResult::None if report.verdict.author == AuthorProof::NotProven => Some(RequestedPolicy::Absent),
        _ => None,
    }
}

/// Whether the server that handed the message over may send for the author's domain, which is said beside a statement
/// that rests on a signature that was right.
fn is_server_proven(report: &Report, code: VerdictCode) -> bool {
    if code == VerdictCode::Route || report.verdict.spf.is_none() {
        return false;
    }
    match report.verdict.author {
        AuthorProof::Route => true,
        AuthorProof::HeaderProven => !report.findings.iter().any(opens_spf),
        _ => false,
    }
}

/// The reasons without those that say the same in other places, as many as are named.
fn distinct(report: &Report, reasons: Vec<usize>) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for place in reasons {
        let problem = report.findings.get(place).map(|finding| &finding.problem);
        let is_new =
            kept.iter().all(|one| report.findings.get(*one).map(|finding| &finding.problem) != problem);
        if is_new && kept.len() < MAX_REASONS {
            kept.push(place);
        }
    }
    kept
}
