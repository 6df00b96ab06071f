//! Domain-based Message Authentication, Reporting, and Conformance (RFC 9989).
//!
//! Where this differs from the letter, or the letter leaves a choice:
//!
//! - §4.8: the names of tags are read in any case, as its ABNF has them (RFC 5234 §2.3), although tag lists have
//!   names whose case matters (RFC 6376 §3.2); a finding tells of it.
//! - §5.3.1: with more than one domain in From, validation, which a receiver may go on with, ends. Several
//!   mailboxes of one domain have that domain.
//! - §4.10.1: answers of several resolvers that differ count as none that could be had.
//! - §4.10: names of no public zone are never asked for.

mod destinations;
mod evaluate;
mod mend;
#[cfg(test)]
mod mend_tests;
mod record;
mod rfc7489;
mod tree_walk;
mod verdict;

use crate::finding::dmarc as problem;
pub use crate::finding::dmarc::{Problem, RemovedTag, UriFault};
pub(crate) use destinations::Destinations;
pub use destinations::{DestinationState, ReportDestination, ReportTag};
pub(crate) use evaluate::organization;
pub use evaluate::{Identifier, Input, Proof, evaluate};
pub use mend::Guess;
pub(crate) use mend::{Proposed, propose};
pub use record::{AlignmentMode, Policy, PolicyRecord, PublicSuffix, ReportingUri};
pub use rfc7489::{Former, FormerAnswer};
pub use tree_walk::{Step, StepState, Walk};
pub use verdict::{
    Alignment, Alignments, Asked, DmarcResult, Evaluated, Evaluation, Existence, Need, Noted, PolicySource,
    PolicyTag,
};
