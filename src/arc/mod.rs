//! The Authenticated Received Chain (RFC 8617): who says to have handled the message, and what each of
//! them says to have found. A valid chain proves who sealed it, never that what it says is true.

mod chain;
mod evaluate;
mod fields;
mod prepare;
mod problem;

pub use chain::{
    ArcResult, ArcSet, ArcSignature, ArcVerdict, Chain, ChainValidation, Claims, MessageSignature, Seal,
};
pub use problem::{ArcField, Problem, SignatureFault};

pub(crate) use fields::Fields;
pub(crate) use prepare::Prepared;
