//! What the recipient can do: how far to go by the verdict, and what keeps it from being told.

use super::{Obstacle, RequestedPolicy, Reserve, Trust, VerdictCode, VerdictState};
use crate::{
    policy::AuthorProof,
    report::{Report, SourceKind},
};

impl Trust {
    pub(super) fn of(report: &Report, state: VerdictState, code: VerdictCode) -> Self {
        // The domain signed this header; of the text nothing is known.
        if code == VerdictCode::BodyAbsent && report.verdict.author == AuthorProof::HeaderProven {
            return Self::Reserved;
        }
        // A signature may be right: whom readers take for the author is not proven by it.
        if matches!(code, VerdictCode::AuthorUnclear | VerdictCode::Unusable) {
            return Self::Unproven;
        }
        match state {
            VerdictState::Pass => Self::Proven,
            VerdictState::Warn | VerdictState::Late => Self::Reserved,
            VerdictState::Alien | VerdictState::Fail | VerdictState::None => Self::Unproven,
            VerdictState::Unknown | VerdictState::Pending => Self::Open,
        }
    }
}

impl Reserve {
    pub(super) fn of(code: VerdictCode, trust: Trust, policy: Option<RequestedPolicy>) -> Option<Self> {
        let is_strict = matches!(policy, Some(RequestedPolicy::Quarantine | RequestedPolicy::Reject));
        match code {
            VerdictCode::Partly => Some(Self::Part),
            // What is proven of another domain's signature is no part of the author's.
            VerdictCode::Altered | VerdictCode::BodyAbsent if trust == Trust::Reserved => Some(Self::Part),
            VerdictCode::Expired => Some(Self::Expired),
            VerdictCode::Route => Some(Self::Route),
            VerdictCode::Misleading => Some(Self::Name),
            VerdictCode::AuthorUnclear => Some(Self::Unclear),
            VerdictCode::BodyChanged => Some(Self::Body),
            _ if trust == Trust::Unproven && is_strict => Some(Self::Refused),
            _ => None,
        }
    }
}

impl Obstacle {
    pub(super) fn of(report: &Report, code: VerdictCode, trust: Trust) -> Option<Self> {
        let is_header_only = report.source.kind == SourceKind::HeaderOnly;
        match code {
            VerdictCode::BodyAbsent => Some(Self::Body),
            VerdictCode::Expired if is_header_only => Some(Self::Body),
            _ if trust != Trust::Open => None,
            VerdictCode::Declined | VerdictCode::UnsignedUnasked => Some(Self::Declined),
            VerdictCode::Unreachable | VerdictCode::UnsignedUnanswered => Some(Self::Unanswered),
            VerdictCode::Fragment => Some(Self::Source),
            VerdictCode::NotChecked => Some(Self::Limit),
            VerdictCode::UnsignedUnchecked => Some(Self::Way),
            _ => Some(Self::Question),
        }
    }
}
