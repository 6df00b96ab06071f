//! What a header is compared with: a key, what it makes of `b=`, and the signature field as it may
//! have been.

use super::{Case, Undoing, key, signed::Signed};
use crate::{
    diagnosis::{Problem, budget::Budget, edit::Edit},
    dkim::{Algorithm, Canonicalization, KeyRecord, Signature},
};

/// What tells that a hash is the one that was signed.
#[derive(Debug)]
pub(super) enum Target<'a> {
    /// It is this one (RSA).
    Digest(Vec<u8>),
    /// The key says so (Ed25519).
    Verify { record: &'a KeyRecord, algorithm: Algorithm, octets: Vec<u8> },
}

/// A reading of the signature.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    /// What it would mean; `None` for the signature as it is.
    pub(super) problem: Option<Problem>,
    pub(super) signature: Signature,
    /// The signature field as it would have been.
    pub(super) own: Vec<u8>,
    pub(super) signed: Signed,
    pub(super) target: Target<'a>,
    /// Changes of the other fields are tried with it.
    pub(super) is_searched: bool,
}

impl Trial<'_> {
    /// Each comparison is a signature operation.
    pub(super) fn is_costly(&self) -> bool {
        matches!(self.target, Target::Verify { .. })
    }

    pub(super) fn undoing(&self, case: &Case<'_>) -> Option<Undoing> {
        let problem = Some(self.problem.clone()?);
        let span = case.message.header.fields.get(self.signature.field)?.raw;
        let edit = Edit { span, with: self.own.clone() }.trimmed(case.message.source);
        let is_idle = edit.span.is_empty() && edit.with.is_empty();
        Some(Undoing { problem, edits: if is_idle { Vec::new() } else { vec![edit] } })
    }
}

/// The readings to try, the most likely first.
pub(super) fn trials<'a>(
    case: &Case<'_>,
    keys: &'a [key::Candidate],
    _budget: &mut Budget,
) -> Vec<Trial<'a>> {
    let mut trials = Vec::new();
    let message = case.message;
    let Some(field) = message.header.fields.get(case.signature.field) else { return trials };
    let own = field.raw.of(message.source);
    let Some(canonicalization) = case.signature.tags.header_canonicalization else { return trials };
    for key in keys.iter().filter(|key| key.is_own) {
        let Some(target) = target(key, case.signature) else { continue };
        trials.extend(trial(case, case.signature, own, canonicalization, target, None));
    }
    trials
}

fn trial<'a>(
    case: &Case<'_>,
    signature: &Signature,
    own: &[u8],
    canonicalization: Canonicalization,
    target: Target<'a>,
    problem: Option<Problem>,
) -> Option<Trial<'a>> {
    let message = case.message;
    let signed = Signed::new(message.source, message.header, signature, own, canonicalization)?;
    let is_searched = problem.is_none();
    Some(Trial { problem, signature: signature.clone(), own: own.to_vec(), signed, target, is_searched })
}

/// What `key` can tell of `signature`; `None` if nothing.
fn target<'a>(key: &'a key::Candidate, signature: &Signature) -> Option<Target<'a>> {
    let algorithm = signature.tags.algorithm?;
    let octets = signature.octets.as_ref()?;
    if algorithm != Algorithm::Ed25519Sha256 {
        let (hash, digest) = key.opened.as_ref()?;
        return (*hash == algorithm.hash()).then(|| Target::Digest(digest.clone()));
    }
    // A key of another type tells nothing.
    let is_fit = key.record.verifies(algorithm, &[0; 32], octets).is_some();
    is_fit.then(|| Target::Verify { record: &key.record, algorithm, octets: octets.clone() })
}
