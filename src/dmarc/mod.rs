//! Domain-based Message Authentication, Reporting, and Conformance (RFC 9989).

mod destinations;
mod evaluate;
mod former;
mod mend;
#[cfg(test)]
mod mend_tests;
mod problem;
mod record;
mod verdict;
mod walk;

pub(crate) use destinations::Destinations;
pub use destinations::{DestinationState, ReportDestination, ReportTag};
pub(crate) use evaluate::organization;
pub use evaluate::{Identifier, Input, Proof, evaluate};
pub use former::{Former, FormerAnswer};
pub use mend::Guess;
pub(crate) use mend::{Proposed, propose};
pub use problem::{Problem, RemovedTag, UriFault};
pub use record::{AlignmentMode, Policy, PolicyRecord, PublicSuffix, ReportingUri};
pub use verdict::{
    Alignment, Alignments, Asked, DmarcResult, Evaluated, Evaluation, Existence, Need, Noted, PolicySource,
    PolicyTag,
};
pub use walk::{Step, StepState, Walk};
