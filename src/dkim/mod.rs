//! DomainKeys Identified Mail (RFC 6376, RFC 8301, RFC 8463, RFC 8616).
//!
//! Where this differs from the letter, or the letter leaves a choice:
//!
//! - §3.5, `t=`, `x=`: more than twelve digits, which the ABNF does not allow, are taken as "infinite", as the text
//!   lets verifiers do.
//! - §3.5, `t=`: a signature from the future, which may be ignored, is judged, and its time reported.
//! - §3.5, `l=`: a length may leave the end of the body unsigned; what is left out is reported, and the signature
//!   passes.
//! - §3.5, `d=`: a domain of one label is refused, and names of no public zone are never asked for.
//! - §3.6.2.2: of several key records, the result of which is undefined, each is tried.
//! - §6.1.1: a fault of any known tag is a permanent error, `z=` included, which changes no verdict otherwise.
//! - §6.1.2: sources whose keys differ so that the signature verifies by one of them alone give `temperror`.
//! - RSA keys of up to 8192 bits are taken, where RFC 8301 §3.2 asks for 1024 to 4096, and exponents below 2^33.

mod base64;
mod body;
pub(crate) mod canonical;
mod coverage;
mod doctor;
mod evaluate;
mod key;
mod prepare;
mod published;
mod search;
mod signature;
mod verification;

use crate::finding::dkim as problem;
pub use crate::finding::dkim::{Base64Fault, KeyFault, OtherRecord, Problem};
pub use verification::{
    Algorithm, Canonicalization, Check, Checks, Coverage, DkimResult, DoubledZone, KeyCause, KeyEvaluation,
    KeyRepair, KeyType, LookUp, NotChecked, RepairType, SignatureFields, TagText, Verification,
};

pub(crate) use body::Wanted;
pub(crate) use body::{BodyDigests, BodyHashes};
pub(crate) use doctor::{corrected, joined};
pub(crate) use evaluate::{Evaluated, Memo, Setting, evaluate};
pub(crate) use evaluate::{judge_arc, note_query};
pub(crate) use key::{KeyRecord, PublicKey};
pub(crate) use prepare::prepare_arc;
pub(crate) use prepare::{Prepared, prepare, read_signatures, wanted_body_hashes};
pub(crate) use published::{Published, published};
pub(crate) use signature::Signature;
pub(crate) use signature::SignatureKind;
