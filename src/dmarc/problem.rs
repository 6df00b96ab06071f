//! What can be wrong with a DMARC policy record, or noteworthy about it.

use super::record::{AlignmentMode, Policy};
use crate::finding::{names, problems};

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
        }
            = "dmarc.alignment.none", Notice, 9989 "4.4";
        /// Several policy records stand at one name: all are discarded.
        RecordSeveral {
            /// How many.
            count: usize,
        }
            = "dmarc.record.several", Error, 9989 "4.10";
        /// A text that looks like a policy record does not begin as one has to: it is discarded.
        RecordVersion = "dmarc.record.version", Error, 9989 "4.7";
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
        }
            = "dmarc.record.tag-value", Warning, 9989 "4.8";
        /// There is no `p=`.
        RecordPolicyMissing = "dmarc.record.policy-missing", Warning, 9989 "4.10.1";
        /// `p=`, `sp=` or `np=` is invalid, and reports are asked for: the record counts as `p=none`.
        RecordPolicyNone {
            /// The tag.
            tag: String,
        }
            = "dmarc.record.policy-none", Warning, 9989 "4.10.1";
        /// `p=`, `sp=` or `np=` is invalid, and no reports are asked for: DMARC does not apply.
        RecordPolicyInvalid {
            /// The tag.
            tag: String,
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
        RecordUri = "dmarc.record.uri", Warning, 9989 "4.6";
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
