//! Hashes and signature arithmetic; knows no protocol.

pub(crate) mod ed25519;
pub(crate) mod hash;
pub(crate) mod rsa;
