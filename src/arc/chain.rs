//! The verdict on a chain, as data.

use serde::Serialize;

use super::problem::SignatureFault;
use crate::{
    authres::AuthenticationResults,
    code::names,
    dkim::{Algorithm, Canonicalization, Check, Coverage, KeyEvaluation, NotChecked},
    dns::Domain,
    finding::Finding,
};

names! {
    /// The Chain Validation Status (RFC 8617 §4.4), or why there is none.
    ArcResult {
        /// The message has no chain.
        None = "none",
        /// The chain validates.
        Pass = "pass",
        /// It would if the body, of which nothing is known, is as it was signed.
        WouldPass = "would_pass",
        /// It does not; [`Chain::cause`] says why.
        Fail = "fail",
        /// The DNS did not answer a question on which it rests, or not with one voice.
        TempError = "temperror",
        /// Questions are open on which it rests.
        Pending = "pending",
        /// It was not checked; [`Chain::not_checked`] says why.
        NotChecked = "not_checked",
    }
}

names! {
    /// What `cv=` says (RFC 8617 §4.4).
    ChainValidation {
        /// There was no chain before.
        None = "none",
        /// The chain before was valid.
        Pass = "pass",
        /// It was not.
        Fail = "fail",
    }
}

names! {
    /// The verdict on a signature of a set.
    ArcVerdict {
        /// It verifies.
        Pass = "pass",
        /// It verifies over the header; of the body nothing is known.
        BodyUntested = "body_untested",
        /// It does not; [`ArcSignature::fault`] says why.
        Fail = "fail",
        /// The DNS did not answer, or not with one voice.
        TempError = "temperror",
        /// The answer about its key is awaited.
        Pending = "pending",
        /// It was not checked.
        NotChecked = "not_checked",
    }
}

/// The chain of a message (RFC 8617 §4.3) and what its validation came to (§5.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chain {
    /// The verdict.
    pub result: ArcResult,
    /// What makes it fail: the first that the steps of RFC 8617 §5.2 come to. It is among
    /// [`Report::findings`](crate::Report::findings) too.
    pub cause: Option<Finding>,
    /// Why it was not checked; `None` unless the verdict is `not_checked`.
    pub not_checked: Option<NotChecked>,
    /// The sets, from the lowest instance up; none where there are more than 50.
    pub sets: Vec<ArcSet>,
    /// The ARC fields that belong to no set, as places in
    /// [`Report::fields`](crate::Report::fields): without an instance, or the second of their kind.
    pub strays: Vec<usize>,
    /// The lowest instance from which on every ARC-Message-Signature verifies, 0 if all do; `None`
    /// while that is not known, and where the newest one does not verify.
    pub oldest_pass: Option<u32>,
}

impl Default for Chain {
    /// No chain.
    fn default() -> Self {
        let result = ArcResult::None;
        Self {
            result,
            cause: None,
            not_checked: None,
            sets: Vec::new(),
            strays: Vec::new(),
            oldest_pass: None,
        }
    }
}

/// An ARC set (RFC 8617 §4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArcSet {
    /// `i=`, from 1 to 50.
    pub instance: u32,
    /// ARC-Authentication-Results.
    pub authentication_results: Option<Claims>,
    /// ARC-Message-Signature.
    pub message_signature: Option<MessageSignature>,
    /// ARC-Seal.
    pub seal: Option<Seal>,
}

/// What an ARC-Authentication-Results field says. Whoever sealed it vouches for it, and nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claims {
    /// The field's place in [`Report::fields`](crate::Report::fields).
    pub field: usize,
    /// What it says.
    pub results: AuthenticationResults,
}

/// An ARC-Message-Signature field: a signature over the message (RFC 8617 §4.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageSignature {
    /// The field's place in [`Report::fields`](crate::Report::fields).
    pub field: usize,
    /// Who signed, and whether it verifies.
    pub signature: ArcSignature,
    /// `c=`, first part.
    pub header_canonicalization: Option<Canonicalization>,
    /// `c=`, second part.
    pub body_canonicalization: Option<Canonicalization>,
    /// Whether `bh=` is the hash of the body.
    pub body_hash: Check,
    /// What is covered; `None` if `h=` or `c=` cannot be read.
    pub coverage: Option<Coverage>,
}

/// An ARC-Seal field: a signature over the sets up to its own (RFC 8617 §4.1.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seal {
    /// The field's place in [`Report::fields`](crate::Report::fields).
    pub field: usize,
    /// `cv=`: what the sealer says of the chain as it came in.
    pub chain_validation: Option<ChainValidation>,
    /// Who sealed, and whether it verifies.
    pub signature: ArcSignature,
}

/// What both kinds of signature have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArcSignature {
    /// `d=`
    pub domain: Option<Domain>,
    /// `s=`
    pub selector: Option<Domain>,
    /// `a=`
    pub algorithm: Option<Algorithm>,
    /// `t=`, in seconds since 1970; capped at 2^53.
    pub timestamp: Option<u64>,
    /// The name that the key is asked for under, if `d=` and `s=` make one.
    pub key_name: Option<String>,
    /// The key records found, in a fixed order.
    pub keys: Vec<KeyEvaluation>,
    /// The place in `keys` of the record that the verdict rests on.
    pub deciding_key: Option<usize>,
    /// What the arithmetic says of `b=`.
    pub check: Check,
    /// The verdict; `None` where nothing is to be verified, because the chain has no sound structure.
    pub verdict: Option<ArcVerdict>,
    /// Why it does not verify; `None` unless the verdict is `fail`.
    pub fault: Option<SignatureFault>,
    /// Why it was not checked; `None` unless the verdict is `not_checked`.
    pub not_checked: Option<NotChecked>,
    /// What was noticed about the field and its key, in DKIM's terms.
    pub findings: Vec<Finding>,
}
