//! The Authenticated Received Chain (RFC 8617): who says to have handled the message, and what each of
//! them says to have found. A valid chain proves who sealed it, never that what it says is true.

mod chain;
mod evaluate;
mod fields;
mod prepare;

use crate::finding::arc as problem;
pub use crate::finding::arc::{ArcField, Problem, SignatureFault};
pub use chain::{
    ArcResult, ArcSet, ArcSignature, ArcVerdict, Chain, ChainValidation, Claims, MessageSignature, Seal,
};

pub(crate) use fields::Fields;
pub(crate) use prepare::Prepared;
