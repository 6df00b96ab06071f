//! The DNS as far as the core knows it: questions, answers, and how both are written.

mod answer;
mod answers;
mod name;
mod punycode;
mod query;
mod sorted;
mod telling;
pub mod wire;
pub mod zone;

pub use answer::{Answer, ExtendedError, NotAskedReason, Outcome, Provenance, UnreachableReason};
pub(crate) use answers::AnswerState;
pub use answers::Answers;
pub use name::{Domain, Name, NameFault};
pub use query::{DmarcNeed, Purpose, Query, RecordType, Request, SpfIdentity, SpfPart};
