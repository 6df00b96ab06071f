//! Everything about the chain that needs neither the DNS nor a clock.

use super::{
    chain::{ChainValidation, Claims},
    fields::{FieldSet, Fields, chain_validation, tag},
    problem::SignatureFault,
};
use crate::{
    authres::AuthenticationResults,
    crypto::hash::{HashAlgorithm, Hasher},
    dkim::{self, BodyDigests, Canonicalization, Check, Memo, NotChecked, Signature, canonical},
    finding::Finding,
    message::Header,
};

/// A chain with what the message alone says about it.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    /// By instance, the lowest first.
    pub(super) sets: Vec<PreparedSet>,
    pub(super) strays: Vec<usize>,
    /// What keeps the sets from being a chain, in the order of the steps of RFC 8617 §5.2.
    pub(super) broken: Vec<Finding>,
    /// Why it is not judged, if it is not.
    pub(super) unjudged: Option<NotChecked>,
    /// The server that wrote the topmost Authentication-Results field and the newest set.
    pub(super) receiver: Option<String>,
    pub(super) memo: Memo,
}

#[derive(Debug)]
pub(super) struct PreparedSet {
    pub(super) instance: u32,
    pub(super) results: Option<Claims>,
    pub(super) message: Option<Link>,
    pub(super) seal: Option<Link>,
    pub(super) chain_validation: Option<ChainValidation>,
}

/// A signature of a set.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) prepared: dkim::Prepared,
    /// What makes it fail though a DKIM signature of that form would not.
    pub(super) fault: Option<SignatureFault>,
}

impl Fields {
    /// Does all that can be done before any key is there. `body` holds the hashes of the body; where
    /// there is none (`body_given` is false), those of an empty one.
    pub(crate) fn prepare(
        self,
        source: &[u8],
        header: &Header,
        body: &BodyDigests,
        body_given: bool,
    ) -> Prepared {
        let mut prepared = Prepared {
            sets: Vec::new(),
            strays: self.strays,
            unjudged: self.cut_off.then_some(NotChecked::Header),
            receiver: None,
            memo: Memo::default(),
            broken: self.broken,
        };
        let is_sound = prepared.broken.is_empty();
        let mut sets = self.sets;
        let messages: Vec<Option<Signature>> = sets.iter_mut().map(|set| set.message.take()).collect();
        let (messages, digests) = if is_sound {
            prepared.receiver = receiver(source, header, sets.last());
            let digests = seal_digests(source, header, &sets, &messages);
            (dkim::prepare_arc(source, header, messages, body, body_given), digests)
        } else {
            let unhashed = |signature| dkim::Prepared::new(signature, None);
            (messages.into_iter().map(|message| message.map(unhashed)).collect(), Vec::new())
        };
        let mut digests = digests.into_iter();
        for (set, message) in sets.into_iter().zip(messages) {
            let chain_validation = set.seal.as_ref().and_then(chain_validation);
            let digest = digests.next().flatten();
            prepared.sets.push(PreparedSet {
                instance: set.instance,
                results: set.results,
                message: message.map(Link::message),
                seal: set.seal.map(|seal| Link::seal(seal, digest)),
                chain_validation,
            });
        }
        prepared
    }
}

impl Prepared {
    /// Whether there is a chain to judge.
    pub(crate) fn has_sets(&self) -> bool {
        !self.sets.is_empty() && self.unjudged.is_none()
    }

    /// Leaves the chain unjudged: the fields that were signed are not there.
    pub(crate) fn give_up(&mut self) {
        if !self.sets.is_empty() || !self.broken.is_empty() {
            self.unjudged = Some(NotChecked::Header);
        }
    }
}

impl Link {
    fn message(mut prepared: dkim::Prepared) -> Self {
        // RFC 8617 §4.1.2: ARC-Seal is not to be signed. The other ARC fields are not either, but those
        // that are there when it is signed remain; a seal of its own set comes after it.
        let signs_seal = prepared.signature.tags.signed_fields.iter().any(|name| name == "arc-seal");
        let fault = signs_seal.then_some(SignatureFault::SealSigned);
        if fault.is_some() {
            prepared.header_digest = None;
        }
        Self { prepared, fault }
    }

    fn seal(signature: Signature, digest: Option<Vec<u8>>) -> Self {
        // RFC 8617 §4.1.3: "the DKIM "h" tag is NOT allowed and, if found, MUST result in a cv status of
        // "fail"".
        let fault = tag(&signature, "h").map(|_| SignatureFault::SealListsFields);
        let mut prepared = dkim::Prepared::new(signature, None);
        prepared.header_digest = digest.filter(|_| fault.is_none());
        // It covers no body, so that nothing of it can differ.
        prepared.body_hash = Check::Pass;
        Self { prepared, fault }
    }
}

/// The hashes that the seals are over (RFC 8617 §5.1.1), in one pass; `None` where one cannot be made.
fn seal_digests(
    source: &[u8],
    header: &Header,
    sets: &[FieldSet],
    messages: &[Option<Signature>],
) -> Vec<Option<Vec<u8>>> {
    let raw = |place: usize| header.fields.get(place).map(|field| field.raw.of(source)).unwrap_or_default();
    let mut below = Hasher::new(HashAlgorithm::Sha256);
    let digests = sets.iter().zip(messages).map(|(set, message)| {
        let (results, message, seal) = (set.results.as_ref()?, message.as_ref()?, set.seal.as_ref()?);
        let mut canonical = Vec::new();
        canonical::field(Canonicalization::Relaxed, raw(results.field), &mut canonical);
        canonical::field(Canonicalization::Relaxed, raw(message.field), &mut canonical);
        below.update(&canonical);
        let digest = seal.b_value.map(|value| {
            let mut own = Vec::new();
            canonical::signature_field(Canonicalization::Relaxed, raw(seal.field), value, &mut own);
            let mut hasher = below.clone();
            hasher.update(&own);
            hasher.finish()
        });
        canonical.clear();
        canonical::field(Canonicalization::Relaxed, raw(seal.field), &mut canonical);
        below.update(&canonical);
        // SHA-1 is refused before anything is compared (RFC 8301 §3.1).
        let has_hash = seal.tags.algorithm.is_some_and(|one| one.hash() == HashAlgorithm::Sha256);
        digest.filter(|_| has_hash)
    });
    digests.collect()
}

/// The server that wrote both the topmost Authentication-Results field and the newest set.
fn receiver(source: &[u8], header: &Header, newest: Option<&FieldSet>) -> Option<String> {
    let place = header.places("authentication-results").next()?;
    let own = AuthenticationResults::parse(source, header.fields.get(place)?.value).authserv_id?;
    let sealer = newest?.results.as_ref()?.results.authserv_id.as_ref()?;
    sealer.text.eq_ignore_ascii_case(&own.text).then_some(own.text)
}
