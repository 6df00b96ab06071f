//! Whether the domain in From is proven, by what, and what that means for the message and its owner.

use serde::Serialize;

use super::replay::related;
use crate::{
    code::names,
    dkim::{Check, DkimResult, Verification},
    dmarc::{self, Alignments, DmarcResult, Policy},
    dns::Name,
    finding::Severity,
    spf::{self, SpfResult},
};

names! {
    /// Whether the message is proven to come from the author's domain.
    AuthorProof {
        /// A signature of the domain, or of one that is aligned with it, verifies.
        Proven = "proven",
        /// It verifies over the header; nothing is known of the body.
        HeaderProven = "header_proven",
        /// No such signature verifies; the host that handed the message over may send for the domain. That
        /// rests on what the receiver wrote in the header.
        Route = "route",
        /// No such signature verifies; the host that handed the message over passes SPF for the domain, yet
        /// only because the record passes almost everybody. DMARC counts that (RFC 9989 §4.4.2); it proves
        /// nothing.
        OpenRoute = "open_route",
        /// Nothing proves it.
        NotProven = "not_proven",
        /// Questions are open.
        Pending = "pending",
        /// What could prove it was not checked, or could not be.
        NotChecked = "not_checked",
        /// There is no single author to prove.
        NoAuthor = "no_author",
    }
}

names! {
    /// A way for the message to come to a mailbox.
    DeliveryKind {
        /// As it came.
        Direct = "direct",
        /// Forwarded by a server that leaves the envelope as it is.
        Forwarded = "forwarded",
        /// Forwarded by a server that puts an address of its own into the envelope (SRS).
        ForwardedSrs = "forwarded_srs",
        /// By a mailing list, or a forwarder, that adds a footer or changes the subject.
        Changed = "changed",
    }
}

/// What DMARC finds if the message comes that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delivery {
    /// The way.
    pub kind: DeliveryKind,
    /// The result of SPF: of a forwarder's own address where that is in the envelope, else what the record
    /// gives for a host that it names nowhere; `not_checked` where that is not known.
    pub spf: SpfResult,
    /// Whether that result counts for the author's domain.
    pub spf_aligned: bool,
    /// Whether a signature of the author's domain still verifies.
    pub dkim: bool,
    /// Whether DMARC passes.
    pub dmarc: bool,
}

names! {
    /// What the owner of the author's domain can do next. No single message is a reason for `reject`.
    NextStep {
        /// Publish a DMARC record with `p=none` and an address for reports.
        PublishRecord = "publish_record",
        /// Mend the record, which does not apply as it is, or was discarded.
        MendRecord = "mend_record",
        /// Mend the faults of the domain that are open: until then a stricter policy would hit its own mail.
        MendFaults = "mend_faults",
        /// Sign with DKIM for the domain itself: without it, forwarded mail fails.
        SignForDomain = "sign_for_domain",
        /// Ask for aggregate reports.
        AskForReports = "ask_for_reports",
        /// Read the reports for some weeks; when all one's own mail passes, go on to `quarantine`.
        ReadReportsThenQuarantine = "read_reports_then_quarantine",
        /// Read on; when nothing of one's own is caught any more, and no user writes to lists, to `reject`.
        ReadReportsThenReject = "read_reports_then_reject",
        /// Leave it as it is, and read on.
        Keep = "keep",
    }
}

/// What SPF, DKIM and DMARC say of the author's domain, and what follows for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorEvaluation {
    /// Whether the author's domain is proven.
    pub author: AuthorProof,
    /// The signatures that prove it, as places in [`Report::dkim`](crate::Report::dkim).
    pub signatures: Vec<usize>,
    /// The check of SPF that passes for it, as a place in [`Report::spf`](crate::Report::spf); whether that
    /// says anything, `author` tells.
    pub spf: Option<usize>,
    /// What forwarding would make of it; none while questions are open, where the proof was not checked, or
    /// where no policy record is applied.
    pub forms: Vec<Delivery>,
    /// What the domain's owner can do next; `None` while questions are open, without an author, and where
    /// nothing tells that the message is the owner's: then it says nothing of how the owner sends.
    pub next_step: Option<NextStep>,
}

/// What it is made from.
pub(super) struct AuthorInput<'a> {
    pub(super) author: Option<&'a Name>,
    pub(super) dkim: &'a [Verification],
    pub(super) spf: &'a [spf::Evaluation],
    pub(super) dmarc: &'a dmarc::Evaluation,
    /// Whether a key of the domain is missing or broken that was looked for without a message.
    pub(super) has_key_fault: bool,
    /// There is no message: whether the domain signs is not known.
    pub(super) is_without_message: bool,
    /// Place in `spf` of the check that counts.
    pub(super) counted: Option<usize>,
    /// The domain that the check could prove if more of the envelope were known.
    pub(super) unknown_route: Option<&'a Name>,
}

impl AuthorInput<'_> {
    pub(super) fn evaluate(&self) -> AuthorEvaluation {
        let spf = self.spf_speaks();
        let author = self.proof(spf.is_some());
        let is_settled = !matches!(author, AuthorProof::Pending | AuthorProof::NoAuthor)
            && self.dmarc.result != DmarcResult::Pending;
        let signatures = self.signatures(|one| {
            if author == AuthorProof::HeaderProven {
                is_header_proven(one)
            } else {
                one.result == DkimResult::Pass
            }
        });
        let is_judged =
            matches!(self.dmarc.result, DmarcResult::Pass | DmarcResult::WouldPass | DmarcResult::Fail);
        let is_known = is_settled && is_judged && author != AuthorProof::NotChecked;
        let forms = if is_known { self.forms(spf, &signatures) } else { Vec::new() };
        let next_step = if is_settled && self.is_owners(author) { self.next_step(author) } else { None };
        AuthorEvaluation { author, signatures, spf, forms, next_step }
    }

    /// Of a domain without a message: nothing is proven, and its owner may have something to do.
    pub(super) fn of_domain(&self) -> AuthorEvaluation {
        let is_settled = self.dmarc.result != DmarcResult::Pending;
        AuthorEvaluation {
            author: if is_settled { AuthorProof::NoAuthor } else { AuthorProof::Pending },
            signatures: Vec::new(),
            spf: None,
            forms: Vec::new(),
            next_step: if is_settled { self.next_step(AuthorProof::NoAuthor) } else { None },
        }
    }

    fn proof(&self, is_routed: bool) -> AuthorProof {
        let has = |holds: &dyn Fn(&Verification) -> bool| !self.signatures(holds).is_empty();
        if self.author.is_none() {
            let is_unread = self.dmarc.result == DmarcResult::NotChecked;
            return if is_unread { AuthorProof::NotChecked } else { AuthorProof::NoAuthor };
        }
        let is = |result: DkimResult| move |one: &Verification| one.result == result;
        let spf = self.counted().map(|one| one.result);
        let is_open = is_routed && self.counted().is_some_and(spf::Evaluation::passes_anybody);
        if self.dmarc.result == DmarcResult::Fail {
            // Whatever is open cannot change that any more.
            AuthorProof::NotProven
        } else if has(&is(DkimResult::Pass)) {
            AuthorProof::Proven
        } else if has(&is(DkimResult::Pending)) {
            AuthorProof::Pending
        } else if has(&is_header_proven) {
            AuthorProof::HeaderProven
        } else if is_routed && !is_open && self.is_route_compared() {
            AuthorProof::Route
        } else if spf == Some(SpfResult::Pending) || self.dmarc.result == DmarcResult::Pending {
            AuthorProof::Pending
        } else if has(&is(DkimResult::NotChecked))
            || has(&is(DkimResult::TempError))
            || self.unknown_route.is_some_and(|domain| self.is_aligned(None, domain))
            || matches!(spf, Some(SpfResult::NotChecked | SpfResult::TempError))
        {
            AuthorProof::NotChecked
        } else if is_open {
            AuthorProof::OpenRoute
        } else {
            AuthorProof::NotProven
        }
    }

    /// Whether nothing that is open can take from the author the domain that SPF passes for.
    fn is_route_compared(&self) -> bool {
        self.dmarc.result != DmarcResult::Pending || self.counted_domain().as_ref() == self.author
    }

    /// The domain that the check of SPF that counts is about.
    fn counted_domain(&self) -> Option<Name> {
        Name::from_dns(self.counted()?.nodes.first()?.domain.as_bytes()).ok()
    }

    fn counted(&self) -> Option<&spf::Evaluation> {
        self.spf.get(self.counted?)
    }

    /// The signatures for which this holds, of domains that are aligned with the author's.
    fn signatures(&self, holds: impl Fn(&Verification) -> bool) -> Vec<usize> {
        let all = self.dkim.iter().enumerate();
        let found = all.filter(|(place, one)| {
            let domain = one.signature.domain.as_ref();
            holds(one) && domain.is_some_and(|domain| self.is_aligned(Some(*place), &domain.a_label))
        });
        found.map(|(place, _)| place).collect()
    }

    /// Whether an identifier counts for the author's domain: as DMARC says, and where no policy asks for
    /// alignment, if one of the two domains is at or below the other, and no registry's suffix.
    fn is_aligned(&self, signature: Option<usize>, domain: &Name) -> bool {
        let Some(author) = self.author else { return false };
        let found =
            self.dmarc.alignments.iter().find(|one| one.signature == signature && one.domain == *domain);
        match found.map(|one| one.aligned) {
            Some(Alignments::Identical | Alignments::SameOrganization) => true,
            Some(Alignments::None) => false,
            _ if domain == author => true,
            _ => related(domain, author) && !domain.is_registry_suffix() && !author.is_registry_suffix(),
        }
    }

    /// The check of SPF that counts, if it passes for an aligned domain.
    fn spf_speaks(&self) -> Option<usize> {
        self.counted().filter(|one| one.result == SpfResult::Pass)?;
        let domain = self.counted_domain()?;
        self.counted.filter(|_| self.is_aligned(None, &domain))
    }

    /// Whether the message is the owner's of the author's domain: it is proven, or a signature of that domain
    /// was made over this header, whatever became of the body and the time since. What else names the domain
    /// anybody can write.
    fn is_owners(&self, author: AuthorProof) -> bool {
        matches!(author, AuthorProof::Proven | AuthorProof::HeaderProven | AuthorProof::Route)
            || !self.signatures(|one| one.checks.signature == Check::Pass).is_empty()
    }

    fn forms(&self, spf: Option<usize>, signatures: &[usize]) -> Vec<Delivery> {
        let counted = self.counted();
        let own = counted.map_or(SpfResult::NotChecked, |one| one.result);
        let other = counted.map_or(SpfResult::NotChecked, spf::Evaluation::of_strangers);
        let dkim = !signatures.is_empty();
        let form = |kind, spf, spf_aligned, dkim| Delivery {
            kind,
            spf,
            spf_aligned,
            dkim,
            dmarc: spf_aligned || dkim,
        };
        vec![
            form(DeliveryKind::Direct, own, spf.is_some(), dkim),
            form(DeliveryKind::Forwarded, other, spf.is_some() && other == SpfResult::Pass, dkim),
            form(DeliveryKind::ForwardedSrs, SpfResult::Pass, false, dkim),
            form(DeliveryKind::Changed, SpfResult::Pass, false, false),
        ]
    }

    /// `None` if what is published is not known.
    fn next_step(&self, author: AuthorProof) -> Option<NextStep> {
        let dmarc = self.dmarc;
        // Whether it verifies depends on the way; that there is one, on the owner.
        let is_signed = self.is_without_message || !self.signatures(|_| true).is_empty();
        let Some(record) = dmarc.record() else {
            let is_doubled = dmarc.doubled.iter().any(|step| step.record.is_some());
            let is_discarded = is_doubled || dmarc.walk.as_ref().is_some_and(dmarc::Walk::is_discarded);
            return match dmarc.result {
                // Whatever stands above it, the record that was meant to apply does not.
                DmarcResult::None | DmarcResult::NotChecked if is_discarded => Some(NextStep::MendRecord),
                DmarcResult::None => Some(NextStep::PublishRecord),
                _ => None,
            };
        };
        // Another policy counts than the one that was written.
        let is_misread = record.problems.iter().any(|(problem, _)| problem.is_of_policy());
        Some(match dmarc.effective_policy {
            _ if !record.applies || is_misread => NextStep::MendRecord,
            _ if !is_signed => NextStep::SignForDomain,
            _ if record.rua.iter().all(|uri| uri.domain.is_none()) => NextStep::AskForReports,
            _ if self.has_fault() => NextStep::MendFaults,
            Some(Policy::Reject) => NextStep::Keep,
            // The owner's own mail that a stricter policy would have refused.
            Some(Policy::Quarantine) if author == AuthorProof::NotProven => NextStep::Keep,
            Some(Policy::Quarantine) => NextStep::ReadReportsThenReject,
            Some(Policy::None) | None => NextStep::ReadReportsThenQuarantine,
        })
    }

    /// Whether a record of the domain has a fault, so that a strict policy would hit the domain's own mail, or would
    /// stop nobody.
    fn has_fault(&self) -> bool {
        let is_broken = |one: &spf::Evaluation| {
            let domain = one.nodes.first().and_then(|node| Name::from_dns(node.domain.as_bytes()).ok());
            let is_faulty = one.result == SpfResult::PermError
                || one.problems.iter().any(|noted| noted.problem.is_fault_of_owner(noted.node == 0));
            is_faulty && domain.is_some_and(|domain| self.is_aligned(None, &domain))
        };
        let has_broken_key =
            |one: &Verification| one.key_cause.is_some() || one.result == DkimResult::PermError;
        let is_of_policy = |noted: &dmarc::Noted| {
            let severity = noted.problem.slip_severity().unwrap_or(noted.problem.severity());
            Some(&noted.domain) == self.dmarc.policy_domain.as_ref()
                && noted.problem.is_mendable()
                && severity >= Severity::Warning
        };
        self.has_key_fault
            || self.spf.iter().any(is_broken)
            || self.dmarc.problems.iter().any(is_of_policy)
            || !self.signatures(has_broken_key).is_empty()
    }
}

fn is_header_proven(one: &Verification) -> bool {
    one.result == DkimResult::Neutral
        && one.checks.signature == Check::Pass
        && one.checks.body_hash == Check::Untestable
        && one.checks.key_permits == Check::Pass
}
