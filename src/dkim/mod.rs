//! DomainKeys Identified Mail (RFC 6376, RFC 8301, RFC 8463, RFC 8616).

mod base64;
mod body;
pub(crate) mod canonical;
mod coverage;
#[cfg(feature = "repair")]
mod doctor;
mod evaluate;
mod key;
mod prepare;
mod problem;
#[cfg(all(feature = "policy", feature = "repair"))]
mod published;
mod search;
mod signature;
mod verification;

pub use problem::{Base64Fault, KeyFault, OtherRecord, Problem};
pub use verification::{
    Algorithm, Canonicalization, Check, Checks, Coverage, DkimResult, DoubledZone, KeyCause, KeyEvaluation,
    KeyRepair, KeyType, LookUp, NotChecked, RepairType, SignatureFields, TagText, Verification,
};

#[cfg(any(feature = "policy", feature = "repair"))]
pub(crate) use body::Wanted;
pub(crate) use body::{BodyDigests, BodyHashes};
#[cfg(feature = "repair")]
pub(crate) use doctor::corrected;
pub(crate) use evaluate::{Evaluated, Memo, Setting, evaluate};
#[cfg(feature = "policy")]
pub(crate) use evaluate::{judge_arc, note_query};
#[cfg(feature = "repair")]
pub(crate) use key::{KeyRecord, PublicKey};
#[cfg(feature = "policy")]
pub(crate) use prepare::prepare_arc;
pub(crate) use prepare::{Prepared, prepare, read_signatures, wanted_body_hashes};
#[cfg(all(feature = "policy", feature = "repair"))]
pub(crate) use published::{Published, published};
#[cfg(feature = "policy")]
pub(crate) use signature::Form;
pub(crate) use signature::Signature;
