//! What findings mean for the verdict.

use crate::{
    deception::Problem as Identity,
    dkim::Problem as Dkim,
    finding::{Finding, Problem, Subject},
    message::{Limit, Problem as Message},
    policy::Problem as Policy,
    spf::Problem as Spf,
};

/// Whether programs may read From in different ways, or nobody can, so that it is open whom a proof speaks for.
pub(super) fn leaves_author_open(finding: &Finding) -> bool {
    match &finding.problem {
        Problem::Message(problem) => match problem {
            Message::FromMissing
            | Message::FromAbsent
            | Message::FromMultipleFields { .. }
            | Message::FromAmbiguous
            | Message::FromInvalidDomain
            | Message::FromEncodedAddress
            | Message::FromSourceRoute
            | Message::FromCommentInAddress
            | Message::FromQuotedAt
            | Message::MalformedLine
            | Message::HeaderBareCr { .. } => true,
            // The cap on fields and octets cuts the author off.
            Message::LimitReached { limit, .. } => matches!(
                limit,
                Limit::HeaderFields
                    | Limit::HeaderOctets
                    | Limit::FieldOctets
                    | Limit::Addresses
                    | Limit::Nesting
            ),
            Message::FromMultipleMailboxes { .. } => !is_of_one_domain(finding),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the authors are several, all of one domain (RFC 9989 §5.3.1).
fn is_of_one_domain(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Message(Message::FromMultipleMailboxes { domains: 1, .. }))
}

/// Whether the signature is of another domain than the author's.
pub(super) fn is_of_other_domain(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Dkim(Dkim::OtherDomain { .. }))
}

/// Whether From is written so that it can be taken for somebody else.
pub(super) fn is_misleading(finding: &Finding) -> bool {
    match &finding.problem {
        Problem::Message(problem) => matches!(problem, Message::FromAddressInName { .. }),
        Problem::Identity(problem) => match problem {
            Identity::DomainConfusable { .. }
            | Identity::DomainMixedScript { .. }
            | Identity::DomainCompatibilityCharacters { .. }
            | Identity::TextBidiControl { .. } => true,
            Identity::NameDomain { name, .. } => *name == "from",
            _ => false,
        },
        _ => false,
    }
}

/// Whether what a reader takes for part of the mail is not signed, so that anybody could have written it.
fn is_gap(finding: &Finding) -> bool {
    match &finding.problem {
        Problem::Dkim(Dkim::UnsignedBody { .. } | Dkim::InstanceUnsigned { .. }) => true,
        Problem::Dkim(Dkim::FieldUnsigned { name }) => *name == "subject",
        _ => false,
    }
}

/// Whether answers about the key differ.
pub(super) fn is_disagreement(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Dkim(Dkim::KeyAnswersDiffer { .. }))
}

/// Whether the mail may have been sent once more (RFC 6376 §8.6).
pub(super) fn is_old(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Policy(Policy::SignedLongBefore { .. }))
}

/// Why a signature that verifies is not called verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reservation {
    /// RFC 6376 §3.6.1: a domain that is testing is to be treated as if it did not sign.
    Testing,
    /// The answers about the key differ.
    Doubtful,
    /// A part that a reader sees is not signed.
    Partly,
    /// RFC 6376 §3.5: a signature from the future may be ignored.
    Ahead,
    /// It was made long before.
    Resent,
}

/// What a finding says against a signature that verifies, the weightiest first.
pub(super) fn reservation(finding: &Finding) -> Option<Reservation> {
    match &finding.problem {
        Problem::Dkim(Dkim::KeyTesting) => Some(Reservation::Testing),
        _ if is_disagreement(finding) => Some(Reservation::Doubtful),
        _ if is_gap(finding) => Some(Reservation::Partly),
        Problem::Dkim(Dkim::TimestampInFuture) => Some(Reservation::Ahead),
        _ if is_old(finding) => Some(Reservation::Resent),
        _ => None,
    }
}

/// Whether it is said beside a proof, without changing it.
pub(super) fn is_aside(finding: &Finding) -> bool {
    is_of_one_domain(finding)
        || matches!(
            finding.problem,
            Problem::Dkim(Dkim::FieldUnsigned { .. }) | Problem::Message(Message::FromControlCharacter)
        )
}

/// Whether it is about a key record.
pub(super) fn is_of_key(finding: &Finding) -> bool {
    finding.problem.code().starts_with("dkim.key.")
}

/// Whether the time of the signature is over.
pub(super) fn is_expiry(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Dkim(Dkim::Expired { .. }))
}

/// Whether proven changes can account for it; beside any other error they say nothing.
pub(super) fn is_accounted_for(finding: &Finding) -> bool {
    is_expiry(finding)
        || matches!(
            finding.problem,
            Problem::Dkim(Dkim::BodyHashMismatch | Dkim::SignatureMismatch | Dkim::Base64 { .. })
        )
}

/// Whether a record of SPF passes almost everybody.
pub(super) fn opens_spf(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Spf(Spf::PassAll | Spf::WideRange { .. }))
}

/// Whether it is about the signature at this place, or about one of its keys.
pub(super) fn is_of_signature(finding: &Finding, place: usize) -> bool {
    match finding.subject {
        Subject::Signature { index } => index == place,
        Subject::Key { signature, .. } => signature == place,
        _ => false,
    }
}
