//! The Sender Policy Framework (RFC 7208, RFC 8616 §4): whether the client of an SMTP session was
//! allowed to use the domain it named.
//!
//! [`examine`] looks through the records of a domain without any client.
//!
//! [`check_host`] is evaluated from the start with the answers at hand. What it lacks comes back as
//! [`Evaluation::requests`]; with those answered, it is evaluated again, until nothing is lacking.

mod advice;
mod evaluate;
mod evaluation;
mod evaluator;
mod examine;
mod explanation;
mod look_up;
mod macros;
mod mechanism;
mod mend;
#[cfg(test)]
mod mend_tests;
mod merge;
mod openness;
mod problem;
mod record;

pub use evaluate::{Limits, MAX_QUESTIONS, MAX_TERMS, Session, check_host};
pub use evaluation::{
    Cause, Evaluation, Explanation, Identity, Mending, Node, Noted, Part, Place, Qualifier, Question,
    SpfResult, Term, TermKind, TermState,
};
pub use examine::examine;
pub use problem::{OpenEnd, Problem, SyntaxFault};
pub use record::Fault;

pub(crate) use macros::reverse_name;
