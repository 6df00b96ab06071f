//! Who may send for the author's domain, beside DKIM: the envelope, SPF, DMARC, and what receivers say
//! they found.

mod author;
mod claims;
mod compare;
mod domain;
mod envelope;
mod evaluate;
mod forwarding;
mod proposals;
mod questions;
mod replay;

use crate::finding::policy as problem;
pub use crate::finding::policy::Problem;
pub use author::{AuthorEvaluation, AuthorProof, Delivery, DeliveryKind, NextStep};
pub use claims::{Claim, ClaimKind};
pub use compare::{Comparison, Difference, Method};
pub use envelope::{Basis, Claimed, Envelope, GivenEnvelope};
pub use forwarding::{Effect, Forwarding, ForwardingKind};
pub use proposals::{Proposal, ProposalKind};

pub(crate) use domain::examine;
pub(crate) use evaluate::{Evaluated, Prepared, Setting};
pub(crate) use questions::settle;
