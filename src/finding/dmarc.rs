//! What can be wrong with a DMARC policy record, or noteworthy about it.

use crate::{
    code::{AlignmentMode, Policy, Severity, names, problems},
    slips::{Slip, SlipEffect},
};

names! {
    /// A tag that RFC 7489 had and RFC 9989 has not.
    RemovedTag {
        /// Share of messages that the policy was to be applied to.
        Pct = "pct",
        /// Format of failure reports.
        Rf = "rf",
        /// Interval between aggregate reports.
        Ri = "ri",
    }
}

names! {
    /// Why an address for reports is none.
    UriFault {
        /// There is nothing.
        Empty = "empty",
        /// It is an address without `mailto:` before it.
        Scheme = "scheme",
        /// Slashes follow `mailto:`, as if it were an address of the web.
        Slashes = "slashes",
        /// It cannot be read as anything.
        Unreadable = "unreadable",
    }
}

problems! {
    /// A problem of a DMARC policy record (`dmarc.record.…`), of what is held against it
    /// (`dmarc.alignment.…`), or of the answers about it (`dmarc.dns.…`).
    Problem {
        /// Neither the domain nor its organization publishes a policy record.
        RecordAbsent {
            /// The author domain.
            domain: String,
        }
            = "dmarc.record.absent", Warning, 9989 "4.10.1";
        /// The policy is `none`: nothing is held back.
        RecordMonitoring = "dmarc.record.monitoring", Info, 9989 "4.7";
        /// `t=y`: the policy is to be applied one level milder.
        RecordTesting = "dmarc.record.testing", Notice, 9989 "4.7";
        /// An authenticated domain is not aligned with the author's.
        NotAligned {
            /// The authenticated domain.
            domain: String,
            /// The author domain.
            author: String,
            /// How alike they would have to be.
            mode: AlignmentMode,
            /// The domain whose `psd=` makes different organizations of the two, where that is why.
            psd: Option<String>,
        }
            = "dmarc.alignment.none", Notice, 9989 "4.4";
        /// Several policy records stand at one name: all are discarded.
        RecordSeveral {
            /// How many.
            count: usize,
        }
            = "dmarc.record.several", Error, 9989 "4.10";
        /// A text that looks like a policy record does not begin as one has to: it is discarded.
        RecordVersion {
            /// The slip by which it is none, where one tells what was meant; each has an entry of its own.
            slip: Option<Slip>,
            /// What there is of the slip, or what is missing.
            written: Option<String>,
        }
            = "dmarc.record.version", Error, 9989 "4.7";
        /// A part of the record is no `tag=value`: it is ignored.
        RecordSyntax = "dmarc.record.syntax", Warning, 9989 "4.8";
        /// A tag stands twice: the first counts.
        RecordTagDuplicate {
            /// The tag.
            tag: String,
        }
            = "dmarc.record.tag-duplicate", Warning, 9989 "4.8";
        /// The name of a tag is in capitals: some receivers ignore it (RFC 6376 §3.2).
        RecordTagCase {
            /// The tag.
            tag: String,
        }
            = "dmarc.record.tag-case", Warning, 6376 "3.2";
        /// The value of a tag is none of those allowed: the default counts.
        RecordTagValue {
            /// The tag.
            tag: String,
            /// The value.
            value: String,
        }
            = "dmarc.record.tag-value", Warning, 9989 "4.8";
        /// There is no `p=`.
        RecordPolicyMissing {
            /// What that leads to: the record counts as `p=none` where reports are asked for, and else DMARC is not
            /// applied.
            effect: SlipEffect,
        }
            = "dmarc.record.policy-missing", Warning, 9989 "4.10.1";
        /// `p=`, `sp=` or `np=` is invalid, and reports are asked for: the record counts as `p=none`.
        RecordPolicyNone {
            /// The tag.
            tag: String,
            /// Its value.
            value: String,
        }
            = "dmarc.record.policy-none", Warning, 9989 "4.10.1";
        /// `p=`, `sp=` or `np=` is invalid, and no reports are asked for: DMARC does not apply.
        RecordPolicyInvalid {
            /// The tag.
            tag: String,
            /// Its value.
            value: String,
        }
            = "dmarc.record.policy-invalid", Error, 9989 "4.10.1";
        /// A tag that receivers no longer look at.
        RecordTagRemoved {
            /// The tag.
            tag: RemovedTag,
        }
            = "dmarc.record.tag-removed", Notice, 9989 "4.7";
        /// `sp=none` or `np=none` beside a stricter `p=`: subdomains are left open to everybody.
        RecordSubdomainsOpen {
            /// The tag.
            tag: String,
            /// What `p=` asks for.
            policy: Policy,
        }
            = "dmarc.record.subdomains-open", Warning, 9989 "4.7";
        /// No aggregate reports are asked for.
        RecordNoReports = "dmarc.record.no-reports", Notice, 9989 "5.1.3";
        /// An address for reports cannot be read.
        RecordUri {
            /// The tag that it stands in.
            tag: String,
            /// The address.
            value: String,
            /// What is wrong with it.
            fault: UriFault,
        }
            = "dmarc.record.uri", Warning, 9989 "4.6";
        /// Reports are to be sent in a way that no receiver need support.
        RecordReportsUnserved {
            /// The tag.
            tag: String,
            /// The address.
            value: String,
        }
            = "dmarc.record.reports-unserved", Warning, 9989 "4.7";
        /// A slip from which it can be told what was meant.
        RecordSlip {
            /// Its kind.
            slip: Slip,
            /// What there is, or what is missing.
            text: String,
            /// What it leads to.
            effect: SlipEffect,
        }
            = "dmarc.record.slip", Warning, 9989 "4.8";
        /// A tag that there is not: it is ignored.
        RecordTagUnknown {
            /// The tag.
            tag: String,
            /// The tag that was probably meant.
            meant: Option<String>,
        }
            = "dmarc.record.tag-unknown", Notice, 9989 "4.8";
        /// `sp=` or `np=` in the record of a subdomain: for what is below it that of the organization counts.
        RecordSubdomainTag {
            /// The tag.
            tag: String,
            /// The subdomain.
            domain: String,
            /// The organizational domain.
            organization: String,
        }
            = "dmarc.record.subdomain-tag", Notice, 9989 "4.10.1";
        /// `psd=y` in the record of a domain that is no public suffix, as far as its name tells: each of its
        /// subdomains counts as an organization of its own.
        RecordPublicSuffix {
            /// The domain.
            domain: String,
        }
            = "dmarc.record.psd", Warning, 9989 "4.10.2";
        /// The policy record stands at the domain itself, where nobody looks for it.
        RecordMisplaced {
            /// The domain.
            domain: String,
        }
            = "dmarc.record.misplaced", Error, 9989 "4.5";
        /// The policy record stands at a name in which the domain is there twice.
        RecordDoubledName {
            /// The name.
            name: String,
            /// The domain.
            domain: String,
        }
            = "dmarc.record.doubled-name", Error, 9989 "4.5";
        /// A domain outside of the organization, which is to get reports, does not say that it takes them.
        DestinationNotAuthorized {
            /// The domain.
            domain: String,
        }
            = "dmarc.destination.not-authorized", Warning, 9990 "4";
        /// Sources give different answers: none is taken.
        AnswersDiffer {
            /// The name asked for.
            name: String,
        }
            = "dmarc.dns.answers-differ", Warning;
    }
}

impl Problem {
    /// Whether because of it another policy counts than the one that was written.
    pub(crate) fn is_of_policy(&self) -> bool {
        match self {
            Self::RecordPolicyMissing { .. }
            | Self::RecordPolicyNone { .. }
            | Self::RecordPolicyInvalid { .. } => true,
            Self::RecordSlip { effect, .. } => {
                matches!(effect, SlipEffect::CountsAsNone | SlipEffect::NotApplied)
            }
            _ => false,
        }
    }

    /// How much a slip, or a policy that is missing, matters: as much as what it leads to.
    pub(crate) fn slip_severity(&self) -> Option<Severity> {
        match self {
            Self::RecordPolicyMissing { effect: SlipEffect::NotApplied }
            | Self::RecordSlip { effect: SlipEffect::NotApplied, .. } => Some(Severity::Error),
            Self::RecordSlip { effect: SlipEffect::Tolerated, .. } => Some(Severity::Notice),
            _ => None,
        }
    }

    /// Whether it is a fault of a record that can be published anew without it, and that comes before any other
    /// step.
    pub(crate) fn is_mendable(&self) -> bool {
        matches!(
            self,
            Self::RecordVersion { .. }
                | Self::RecordSeveral { .. }
                | Self::RecordSlip { .. }
                | Self::RecordSyntax
                | Self::RecordTagValue { .. }
                | Self::RecordTagUnknown { .. }
                | Self::RecordTagCase { .. }
                | Self::RecordPolicyMissing { .. }
                | Self::RecordPolicyNone { .. }
                | Self::RecordPolicyInvalid { .. }
                | Self::RecordUri { .. }
                | Self::RecordReportsUnserved { .. }
                | Self::RecordPublicSuffix { .. }
                | Self::RecordSubdomainTag { .. }
                | Self::RecordMisplaced { .. }
                | Self::RecordDoubledName { .. }
        )
    }
}
