//! Everything about the signatures that needs neither the DNS nor a clock.

use super::doctor::{Claim, read_claims};
use super::{
    body::{BodyDigests, Wanted},
    coverage::{self, FieldIndex, Picked},
    problem::Problem,
    signature::Signature,
    verification::{Check, Coverage, NotChecked},
};
use crate::{
    finding::{Finding, Severity, Subject},
    message::Header,
    platform::Platform,
    span::Span,
};

/// Signatures that are verified; the rest is listed.
pub(crate) const MAX_SIGNATURES: usize = 100;

/// A signature with what the message alone says about it.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) signature: Signature,
    /// Why it is not judged, if it is not.
    pub(crate) unjudged: Option<NotChecked>,
    pub(crate) coverage: Option<Coverage>,
    /// What a reader may take for signed and is not.
    pub(crate) gaps: Vec<(Problem, Option<Span>)>,
    /// The hash that `b=` is over; `None` if it cannot be made.
    pub(crate) header_digest: Option<Vec<u8>>,
    pub(crate) body_hash: Check,
    /// `l=` is larger than the body.
    pub(crate) body_too_short: bool,
    /// The copy lacks fields that were signed: it says nothing for or against the signature.
    pub(crate) is_of_fragment: bool,
    /// What a receiver wrote of it.
    pub(crate) claim: Option<Claim>,
}

/// Reads every DKIM-Signature field, top to bottom.
pub(crate) fn read_signatures(source: &[u8], header: &Header, platform: &Platform) -> Vec<Signature> {
    header
        .places("dkim-signature")
        .filter_map(|place| Some((place, header.fields.get(place)?)))
        .map(|(place, field)| Signature::parse(source, field, place, platform))
        .collect()
}

/// The body hashes that these signatures need.
pub(crate) fn wanted_body_hashes(signatures: &[Signature], header: &Header) -> Vec<Wanted> {
    let judged = if header.cut_off { &[] } else { signatures };
    judged.iter().take(MAX_SIGNATURES).filter_map(Signature::wanted_body_hash).collect()
}

/// Does all that can be done before any key is there. `body` holds the hashes of the body; where
/// there is none (`body_given` is false), those of an empty one.
pub(crate) fn prepare(
    source: &[u8],
    header: &Header,
    signatures: Vec<Signature>,
    body: &BodyDigests,
    body_given: bool,
) -> (Vec<Prepared>, Vec<Finding>) {
    let index = FieldIndex::new(header);
    let claims = read_claims(source, header);
    let mut findings = Vec::new();
    if signatures.len() > MAX_SIGNATURES {
        let problem = Problem::TooManySignatures { allowed: MAX_SIGNATURES, found: signatures.len() };
        findings.push(Finding::new(problem, Subject::Message, None));
    }
    let prepared = signatures.into_iter().enumerate().map(|(place, signature)| {
        let unjudged = if header.cut_off {
            Some(NotChecked::Header)
        } else {
            (place >= MAX_SIGNATURES).then_some(NotChecked::Signatures)
        };
        let mut prepared = Prepared::new(signature, unjudged);
        {
            prepared.claim = prepared.find_claim(&claims);
        }
        if prepared.unjudged.is_none() {
            prepared.hash(source, header, &index, body, body_given);
            if let Some(coverage) = &prepared.coverage {
                prepared.gaps.extend(coverage::gaps(header, &index, &prepared.signature, coverage));
            }
        }
        prepared
    });
    let mut prepared: Vec<Prepared> = prepared.collect();
    note_duplicates(&mut prepared);
    (prepared, findings)
}

/// Does the same for ARC-Message-Signature fields, which are no more than [`MAX_SIGNATURES`].
pub(crate) fn prepare_arc(
    source: &[u8],
    header: &Header,
    signatures: Vec<Option<Signature>>,
    body: &BodyDigests,
    body_given: bool,
) -> Vec<Option<Prepared>> {
    let index = FieldIndex::new(header);
    let prepare = |signature| {
        let mut prepared = Prepared::new(signature, None);
        prepared.hash(source, header, &index, body, body_given);
        prepared
    };
    signatures.into_iter().map(|signature| signature.map(prepare)).collect()
}

/// The same `b=` for the same key twice is one signature in two copies.
fn note_duplicates(prepared: &mut [Prepared]) {
    let identity = |one: &Prepared| {
        let Signature { key_name, octets, .. } = &one.signature;
        (key_name.clone(), octets.clone())
    };
    let all: Vec<_> = prepared.iter().take(MAX_SIGNATURES).map(identity).collect();
    for (place, one) in prepared.iter_mut().enumerate().take(MAX_SIGNATURES) {
        let own = identity(one);
        let first = all.iter().take(place).position(|other| *other == own && own.1.is_some());
        if let Some(first) = first {
            let span = one.signature.tag_span("b");
            one.gaps.push((Problem::SignatureDuplicate { first }, span));
        }
    }
}

impl Prepared {
    pub(crate) fn new(signature: Signature, unjudged: Option<NotChecked>) -> Self {
        Self {
            signature,
            unjudged,
            coverage: None,
            gaps: Vec::new(),
            header_digest: None,
            body_hash: Check::NotReached,
            body_too_short: false,
            is_of_fragment: false,
            claim: None,
        }
    }

    /// Compares the body's hash, makes that of the header, and notes what they are over.
    fn hash(
        &mut self,
        source: &[u8],
        header: &Header,
        index: &FieldIndex<'_>,
        body: &BodyDigests,
        body_given: bool,
    ) {
        self.check_body(body, body_given);
        if self.signature.is_checkable() {
            let picked = Picked::new(&self.signature, index);
            self.header_digest = picked.digest(source, header, &self.signature);
            let canonicalization = self.signature.tags.body_canonicalization;
            let length = canonicalization.filter(|_| body_given).and_then(|one| body.length(one));
            self.coverage = Some(picked.coverage(header, &self.signature, length));
        }
    }

    fn find_claim(&self, claims: &[Claim]) -> Option<Claim> {
        let super::verification::SignatureFields { domain, selector, .. } = &self.signature.tags;
        let (domain, selector) = (domain.as_ref()?, selector.as_ref()?);
        let is_about = |claim: &&Claim| claim.is_about(domain.a_label.as_str(), selector.a_label.as_str());
        claims.iter().find(is_about).cloned()
    }

    /// Leaves the signature untestable: this copy lacks From, and perhaps the end of the signature's own field.
    /// A fault that neither explains is the signer's.
    pub(crate) fn give_up(&mut self) {
        self.header_digest = None;
        let is_cut_off = |problem: &Problem| self.coverage.is_none() && problem.is_of_cut_off_field();
        self.is_of_fragment = self.unjudged.is_none()
            && self
                .signature
                .problems
                .iter()
                .all(|(problem, _)| problem.severity() != Severity::Error || is_cut_off(problem));
    }

    /// Whether the body has the hash that the signature holds.
    pub(crate) fn has_body(&self) -> bool {
        self.body_hash == Check::Pass
    }

    fn check_body(&mut self, body: &BodyDigests, body_given: bool) {
        let (Some(wanted), Some(expected)) = (self.signature.wanted_body_hash(), &self.signature.body_hash)
        else {
            return;
        };
        self.body_hash = match body.get(wanted) {
            Some(digest) if digest == expected.as_slice() => Check::Pass,
            _ if !body_given => Check::Untestable,
            Some(_) => Check::Fail,
            None => {
                self.body_too_short = true;
                let length = body.length(wanted.canonicalization).unwrap_or(0);
                let span = self.signature.tag_span("l");
                self.gaps.push((Problem::BodyLengthTooLarge { body: length }, span));
                Check::Fail
            }
        };
    }
}
