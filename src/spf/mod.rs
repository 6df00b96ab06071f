//! The Sender Policy Framework (RFC 7208, RFC 8616 §4): whether the client of an SMTP session was
//! allowed to use the domain it named.
//!
//! Where this differs from the letter, or the letter leaves a choice:
//!
//! - §5, `mx`: addresses are looked up in the order of preference, which §5.4 leaves open, up to the first host
//!   that matches. Of hosts with one preference a failure of any ends the evaluation with `temperror`, even if
//!   another matches: in the order of the records, which no resolver keeps, it might have been asked first.
//! - §4.6.4: two void look-ups are allowed, as is recommended; whether `mx` and `ptr` count those of the hosts
//!   they look up is open, and they do not.
//! - §5.5 and §7.3: of the client's names, those that are left out beyond ten depend on the order of the records.
//! - Names of no public zone (RFC 6761 and the like) are never asked for, and count as names that do not exist.
//! - Several resolvers whose answers differ give `temperror`.
//!
//! [`examine`] looks through the records of a domain without any client.
//!
//! [`check_host`] is evaluated from the start with the answers at hand. What it lacks comes back as
//! [`Evaluation::requests`]; with those answered, it is evaluated again, until nothing is lacking.

mod advice;
mod audit;
mod evaluate;
mod evaluation;
mod evaluator;
mod explanation;
mod look_up;
mod macros;
mod mechanism;
mod mend;
#[cfg(test)]
mod mend_tests;
mod merge;
mod permissiveness;
mod record;

use crate::finding::spf as problem;
pub use crate::finding::spf::{OpenEnd, Problem, SyntaxFault};
pub use audit::examine;
pub use evaluate::{Limits, MAX_QUESTIONS, MAX_TERMS, Session, check_host};
pub use evaluation::{
    Cause, Evaluation, Explanation, Identity, Mending, Node, Noted, Part, Place, Qualifier, Question,
    SpfResult, Term, TermKind, TermState,
};
pub use record::Fault;

pub(crate) use macros::reverse_name;
