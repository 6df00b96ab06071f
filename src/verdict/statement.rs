//! Which statement is made about the message: that on one of its signatures, or on the way that it took.

use super::{
    Judged, RequestedPolicy, VerdictCode, VerdictState,
    meaning::{is_misleading, is_of_key, is_of_signature, leaves_author_open},
    requested_policy,
    signature::One,
};
use crate::{dmarc::DmarcResult, dns::Outcome, finding::Severity, policy::AuthorProof, report::Report};

/// What is wrong with the keys of the author's own signatures, as places in [`Report::findings`].
fn key_faults(report: &Report, all: &[One<'_>]) -> Vec<usize> {
    let own = all.iter().filter(|one| !one.is_foreign());
    own.flat_map(|one| {
        let findings = report.findings.iter().enumerate();
        findings
            .filter(|(_, finding)| {
                is_of_signature(finding, one.place)
                    && finding.severity == Severity::Error
                    && is_of_key(finding)
            })
            .map(|(place, _)| place)
    })
    .collect()
}

/// The statement about the message.
pub(super) fn choose(report: &Report, all: &[One<'_>], judged: Vec<Judged>) -> Judged {
    let author = report.verdict.author;
    // What DMARC does not know yet can still take a pass from the author.
    let can_turn = |one: &Judged| {
        let verification = one.signature.and_then(|place| report.dkim.get(place));
        let signer = verification.and_then(|one| one.signature.domain.as_ref()).map(|one| &one.a_label);
        let named = report.identifiers.author_domain.as_ref().map(|one| &one.a_label);
        report.dmarc.result == DmarcResult::Pending && verification.is_some() && signer != named
    };
    // An open question could still change what a lesser pass says, so only a full one is stated before the end.
    let is_full = |one: &&Judged| one.code == VerdictCode::Verified && !can_turn(one);
    if let Some(one) =
        judged.iter().find(is_full).or_else(|| judged.iter().find(|one| one.code == VerdictCode::Pending))
    {
        return one.clone();
    }
    let is_own =
        |one: &Judged| one.signature.and_then(|place| all.get(place)).is_some_and(|one| !one.is_foreign());
    // The author's own signature that was right says more of the author than one of somebody else's that verifies.
    let rank = |one: &Judged| {
        let was_right = matches!(one.code, VerdictCode::BodyAbsent | VerdictCode::Expired) && is_own(one);
        let is_of_another = one.state == VerdictState::Alien;
        let code = if was_right || is_of_another { VerdictCode::OtherDomain } else { one.code };
        (code.rank(), !was_right)
    };
    let best = judged.into_iter().min_by_key(&rank).unwrap_or_else(|| judge_unsigned(report));
    // A signature that was right says more than the way that the mail took.
    let is_late = best.code == VerdictCode::Expired && is_own(&best);
    let is_behind_route = best.signature.is_none() || rank(&best).0 > VerdictCode::Route.rank();
    if author == AuthorProof::Route && !is_late && is_behind_route {
        let is_kept = |place: &usize| report.findings.get(*place).is_some_and(is_misleading);
        // Why the author's own signature does not count, where that lies in its key.
        let kept: Vec<usize> = best.reasons.iter().copied().filter(is_kept).collect();
        let reasons = [kept, key_faults(report, all)].concat();
        return Judged { state: VerdictState::Warn, code: VerdictCode::Route, reasons, key: None, ..best };
    }
    // Of the author, what somebody else's signature fails by says nothing.
    let is_unproven = matches!(author, AuthorProof::NotProven | AuthorProof::OpenRoute);
    if is_unproven
        && best.signature.is_some()
        && !is_own(&best)
        && !matches!(best.code, VerdictCode::OtherDomain | VerdictCode::AuthorUnclear | VerdictCode::Altered)
    {
        let reasons = best
            .reasons
            .iter()
            .copied()
            .filter(|place| report.findings.get(*place).is_some_and(is_misleading));
        let reasons = reasons.collect();
        return Judged { reasons, signature: best.signature, ..judge_unsigned(report) };
    }
    // Signatures that prove nothing about the author leave it to the other questions.
    let is_open = author == AuthorProof::Pending || (best.code == VerdictCode::Verified && can_turn(&best));
    if is_open && matches!(best.code, VerdictCode::Verified | VerdictCode::OtherDomain) {
        return Judged {
            state: VerdictState::Pending,
            code: VerdictCode::Undecided,
            reasons: Vec::new(),
            key: None,
            ..best
        };
    }
    best
}

/// The statement about a message without a signature.
fn judge_unsigned(report: &Report) -> Judged {
    let of = |state, code| Judged::new(state, code, Vec::new());
    match report.verdict.author {
        // Whatever DMARC asks for: without a way and a signature nothing can prove the author.
        AuthorProof::Pending if report.spf.is_empty() => {
            of(VerdictState::Unknown, VerdictCode::UnsignedUnchecked)
        }
        AuthorProof::Pending => of(VerdictState::Pending, VerdictCode::Undecided),
        AuthorProof::NotChecked if report.is_fragment() => of(VerdictState::Unknown, VerdictCode::Fragment),
        AuthorProof::NotChecked => of(VerdictState::Unknown, unchecked_route(report)),
        AuthorProof::NoAuthor => {
            let findings = report.findings.iter().enumerate();
            let unclear = findings.filter(|(_, finding)| leaves_author_open(finding));
            Judged::new(VerdictState::None, VerdictCode::NoAuthor, unclear.map(|(place, _)| place).collect())
        }
        // A way that is open to almost everybody proves nothing, though DMARC counts it. The rest needs a signature, or
        // is stated of the way.
        AuthorProof::OpenRoute
        | AuthorProof::NotProven
        | AuthorProof::Proven
        | AuthorProof::HeaderProven
        | AuthorProof::Route => {
            // A domain that has its mail held back says that all of it can be proven.
            let is_strict = matches!(
                requested_policy(report),
                Some(RequestedPolicy::Quarantine | RequestedPolicy::Reject)
            );
            of(if is_strict { VerdictState::Fail } else { VerdictState::None }, VerdictCode::Unproven)
        }
    }
}

/// Why the way of the message was not checked.
fn unchecked_route(report: &Report) -> VerdictCode {
    let has = |is_wanted: fn(&Outcome) -> bool| {
        report.queries.iter().flat_map(|query| &query.answers).any(|answer| is_wanted(&answer.outcome))
    };
    // Without a way there is nothing to ask about.
    if report.spf.is_empty() {
        VerdictCode::UnsignedUnchecked
    } else if has(|outcome| matches!(outcome, Outcome::Declined)) {
        VerdictCode::UnsignedUnasked
    } else if has(|outcome| matches!(outcome, Outcome::Unreachable { .. } | Outcome::ServFail { .. })) {
        VerdictCode::UnsignedUnanswered
    } else {
        VerdictCode::UnsignedUnchecked
    }
}
