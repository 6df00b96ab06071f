//! What may be said of one signature.

use super::{
    Judged, VerdictCode, VerdictState,
    meaning::{
        Reservation, is_accounted_for, is_aside, is_disagreement, is_expiry, is_misleading,
        is_of_other_domain, is_of_signature, is_old, leaves_author_open, reservation,
    },
};
use crate::{
    diagnosis::{CauseKind, Diagnosis, Explained},
    dkim::{Check, DkimResult, KeyCause, NotChecked, Problem as Dkim, Verification},
    dmarc::Alignments,
    finding::{Finding, Problem, Severity},
    message::Problem as Message,
    report::Report,
};

/// One signature of a report, and what the search for causes found.
#[derive(Clone, Copy)]
pub(super) struct One<'a> {
    pub(super) report: &'a Report,
    pub(super) place: usize,
    pub(super) verification: &'a Verification,
    pub(super) diagnosis: Option<&'a Diagnosis>,
}

impl<'a> One<'a> {
    /// What may be said of it.
    pub(super) fn judge(self) -> Judged {
        if self.verification.result == DkimResult::Pass {
            return self.judge_pass();
        }
        self.judge_explained().unwrap_or_else(|| self.judge_other())
    }

    /// Whether it is somebody else's: as DMARC finds it, and where that is not known, by its name.
    pub(super) fn is_others(self) -> bool {
        if self.report.verdict.signatures.contains(&self.place) {
            return false;
        }
        let alignments = &self.report.dmarc.alignments;
        let found = alignments.iter().find(|one| one.signature == Some(self.place)).map(|one| one.aligned);
        match found {
            Some(Alignments::Identical | Alignments::SameOrganization) => false,
            Some(Alignments::None) => true,
            _ => self.own().any(|(_, finding)| is_of_other_domain(finding)),
        }
    }

    /// Whether it is of another domain than the author's also where it fails, so that DMARC does not look at it:
    /// by its name, as far as no organization is known. Of a mail without an author nothing is.
    pub(super) fn is_foreign(self) -> bool {
        if self.is_others() {
            return true;
        }
        let is_aligned = self.report.verdict.signatures.contains(&self.place)
            || self.report.dmarc.alignments.iter().any(|one| {
                one.signature == Some(self.place)
                    && matches!(one.aligned, Alignments::Identical | Alignments::SameOrganization)
            });
        let signer = self.verification.signature.domain.as_ref().map(|domain| &domain.a_label);
        let author = self.report.identifiers.author_domain.as_ref().map(|domain| &domain.a_label);
        let (Some(signer), Some(author)) = (signer.filter(|_| !is_aligned), author) else { return false };
        let within = self.report.dmarc.organizational_domain.as_ref().unwrap_or(author);
        !signer.is_at_or_below(within) && !author.is_at_or_below(signer)
    }

    /// Whether it fails in a way that can have a cause in the message, in its field or in its key.
    pub(super) fn needs_explaining(self) -> bool {
        let checks = &self.verification.checks;
        matches!(self.verification.result, DkimResult::Fail | DkimResult::PermError)
            && (checks.body_hash == Check::Fail
                || checks.signature != Check::Pass
                || checks.key_permits == Check::Fail)
    }

    /// Whether nothing but the time speaks against it.
    pub(super) fn has_expired(self) -> bool {
        let checks = &self.verification.checks;
        checks.time == Check::Fail
            && matches!(checks.body_hash, Check::Pass | Check::Untestable)
            && checks.signature == Check::Pass
            && checks.key_permits == Check::Pass
    }

    /// The findings about it and its keys, with their places in the report.
    fn own(self) -> impl Iterator<Item = (usize, &'a Finding)> + Clone {
        self.all().filter(move |(_, finding)| is_of_signature(finding, self.place))
    }

    fn all(self) -> impl Iterator<Item = (usize, &'a Finding)> + Clone {
        self.report.findings.iter().enumerate()
    }

    fn of(self, is_wanted: fn(&Finding) -> bool) -> Vec<usize> {
        self.all().filter(|(_, finding)| is_wanted(finding)).map(|(place, _)| place).collect()
    }

    fn own_of(self, is_wanted: impl Fn(&Finding) -> bool) -> Vec<usize> {
        self.own().filter(|(_, finding)| is_wanted(finding)).map(|(place, _)| place).collect()
    }

    fn errors(self) -> Vec<usize> {
        self.own_of(|finding| finding.severity == Severity::Error)
    }

    fn are_errors(self, is_known: fn(&Finding) -> bool) -> bool {
        self.own().all(|(_, finding)| finding.severity != Severity::Error || is_known(finding))
    }

    fn kinds(self) -> Vec<CauseKind> {
        self.diagnosis.map(Diagnosis::proven_kinds).unwrap_or_default()
    }

    /// How it may be spoken of if it verifies.
    fn judge_pass(self) -> Judged {
        let own: Vec<_> = self.own().chain(self.all().filter(|(_, finding)| is_old(finding))).collect();
        let unclear = self.of(leaves_author_open);
        let misleading = self.of(is_misleading);
        let weightiest = own.iter().filter_map(|(_, finding)| reservation(finding)).min();
        let places = |is_wanted: fn(&Finding) -> bool| {
            own.iter().filter(move |(_, finding)| is_wanted(finding)).map(|(place, _)| *place)
        };
        let reserved = misleading.iter().copied().chain(places(|finding| reservation(finding).is_some()));
        let reserved: Vec<usize> = reserved.collect();
        if !unclear.is_empty() || self.report.identifiers.author_domain.is_none() {
            return Judged::new(VerdictState::Warn, VerdictCode::AuthorUnclear, [unclear, reserved].concat());
        }
        if self.is_others() {
            return Judged::new(VerdictState::Alien, VerdictCode::OtherDomain, reserved);
        }
        let code = match weightiest {
            _ if !misleading.is_empty() => VerdictCode::Misleading,
            Some(Reservation::Testing) => VerdictCode::Testing,
            Some(Reservation::Doubtful) => VerdictCode::Doubtful,
            Some(Reservation::Partly) => VerdictCode::Partly,
            Some(Reservation::Ahead) => VerdictCode::Ahead,
            Some(Reservation::Resent) => VerdictCode::Resent,
            None => {
                let of_fields = self
                    .all()
                    .filter(|(_, finding)| is_of_field(finding) && is_aside(finding))
                    .map(|(place, _)| place);
                return Judged::new(
                    VerdictState::Pass,
                    VerdictCode::Verified,
                    places(is_aside).chain(of_fields).collect(),
                );
            }
        };
        Judged::new(VerdictState::Warn, code, reserved)
    }

    /// How it may be spoken of if it fails for reasons all of which are proven.
    fn judge_explained(self) -> Option<Judged> {
        let kinds = self.kinds();
        // Of a key that was published otherwise nothing was judged but that it fits.
        let is_explained =
            self.diagnosis?.explains(self.verification.checks) && !kinds.contains(&CauseKind::Key);
        if !is_explained || !self.are_errors(is_accounted_for) {
            return None;
        }
        // Of somebody else's signature the change of the author's address is what tells.
        let is_foreign = self.is_foreign();
        let tells = !is_foreign || kinds.contains(&CauseKind::Author);
        let reserved = self.own_of(|finding| {
            (is_foreign && is_of_other_domain(finding))
                || is_expiry(finding)
                || reservation(finding).is_some()
        });
        let code =
            if kinds.contains(&CauseKind::Signer) { VerdictCode::Faulty } else { VerdictCode::Altered };
        let state = if tells { VerdictState::Warn } else { VerdictState::Alien };
        let of_author = self.of(|finding| leaves_author_open(finding) || is_misleading(finding));
        Some(Judged::new(state, code, [of_author, reserved].concat()))
    }

    /// How it may be spoken of if it does not verify.
    fn judge_other(self) -> Judged {
        let checks = &self.verification.checks;
        let misleading = self.of(is_misleading);
        let others = if self.is_others() { self.own_of(is_of_other_domain) } else { Vec::new() };
        let others = [others, misleading].concat();
        match self.verification.result {
            DkimResult::Pending => {
                return Judged::new(VerdictState::Pending, VerdictCode::Pending, Vec::new());
            }
            // It verifies by one answer and not by another.
            DkimResult::TempError if checks.signature == Check::Pass => {
                return Judged::new(VerdictState::Warn, VerdictCode::Doubtful, self.own_of(is_disagreement));
            }
            DkimResult::TempError => {
                return Judged::new(VerdictState::Unknown, VerdictCode::Unreachable, Vec::new());
            }
            DkimResult::NotChecked => return self.judge_unchecked(),
            DkimResult::Neutral if self.report.is_fragment() => {
                return Judged::new(VerdictState::Unknown, VerdictCode::Fragment, Vec::new());
            }
            // Whatever the body is: another domain signed.
            DkimResult::Neutral if self.is_others() => {
                return Judged::new(VerdictState::Alien, VerdictCode::OtherDomain, self.of(is_misleading));
            }
            DkimResult::Neutral => {
                return Judged::new(VerdictState::Unknown, VerdictCode::BodyAbsent, others);
            }
            DkimResult::PermError => {
                return Judged::new(VerdictState::Fail, VerdictCode::Unusable, self.errors());
            }
            DkimResult::Pass | DkimResult::Fail => {}
        }
        let kinds = self.kinds();
        if checks.signature != Check::Pass {
            if self.is_header_proven(&kinds) {
                return Judged::new(VerdictState::Fail, VerdictCode::PartlyAltered, others);
            }
            let is_changed = self.verification.key_cause == Some(KeyCause::Changed);
            return Judged::new(
                VerdictState::Fail,
                if is_changed { VerdictCode::Misfit } else { VerdictCode::Failed },
                Vec::new(),
            );
        }
        if checks.body_hash == Check::Fail {
            let is_empty = kinds.contains(&CauseKind::Empty);
            return Judged::new(
                VerdictState::Fail,
                if is_empty { VerdictCode::NothingSigned } else { VerdictCode::BodyChanged },
                others,
            );
        }
        if !self.are_errors(is_expiry) {
            return Judged::new(VerdictState::Fail, VerdictCode::Failed, self.errors());
        }
        let reserved = self.own_of(|finding| reservation(finding).is_some());
        Judged::new(VerdictState::Late, VerdictCode::Expired, [others, reserved].concat())
    }

    /// Whether the header verifies once it is put right: the domain signed it, whatever became of the body.
    fn is_header_proven(self, kinds: &[CauseKind]) -> bool {
        self.diagnosis.is_some_and(|one| one.header == Explained::Proven && one.body != Explained::Proven)
            && self.verification.checks.body_hash != Check::Pass
            && !kinds.contains(&CauseKind::Key)
    }

    /// Why it was not checked.
    fn judge_unchecked(self) -> Judged {
        let reason: fn(&Finding) -> bool = match self.verification.not_checked {
            None | Some(NotChecked::Declined) => {
                return Judged::new(VerdictState::Unknown, VerdictCode::Declined, Vec::new());
            }
            Some(NotChecked::PrivateName) => {
                |finding| matches!(finding.problem, Problem::Dkim(Dkim::PrivateName { .. }))
            }
            Some(NotChecked::KeyNames) => {
                |finding| matches!(finding.problem, Problem::Dkim(Dkim::TooManyKeyNames { .. }))
            }
            Some(NotChecked::Signatures) => {
                |finding| matches!(finding.problem, Problem::Dkim(Dkim::TooManySignatures { .. }))
            }
            Some(NotChecked::Header) => {
                |finding| matches!(finding.problem, Problem::Message(Message::LimitReached { .. }))
            }
            Some(NotChecked::Arithmetic) => {
                |finding| matches!(finding.problem, Problem::Dkim(Dkim::TooMuchArithmetic))
            }
        };
        Judged::new(VerdictState::Unknown, VerdictCode::NotChecked, self.of(reason))
    }
}

fn is_of_field(finding: &Finding) -> bool {
    matches!(finding.subject, crate::finding::Subject::Field { .. })
}
