//! The answer to the reader's question: whether the domain in From is proven, what is not proven, and what to do next.
//!
//! It is made from the report alone: nothing here looks at the message or at the DNS again.

mod advice;
mod meaning;
mod signature;
mod statement;

pub use crate::report::{
    Obstacle, ReceiverResult, RequestedPolicy, Reserve, SignatureVerdict, Trust, Verdict, VerdictCode,
    VerdictState,
};

use crate::{
    diagnosis::Diagnosis,
    dkim::Verification,
    dmarc::{DmarcResult, Policy},
    dns::Provenance,
    policy::{AuthorProof, ClaimKind, Method},
    report::Report,
    trace::Standing,
};
use meaning::{leaves_author_open, opens_spf};
use signature::One;
use statement::choose;

/// Reasons that are named.
const MAX_REASONS: usize = 6;

impl VerdictCode {
    /// Its place in the list above: the smaller one is stated.
    fn rank(self) -> usize {
        self as usize
    }
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
