//! What a signature covers, and the hash of it (RFC 6376 §3.7, §5.4.2).

use std::{
    collections::{BTreeSet, HashMap},
    iter::Rev,
    slice::Iter,
};

use super::{canonical, problem::Problem, signature::Signature, verification::Coverage};
use crate::{
    crypto::hash::Hasher,
    message::{Header, SINGLE_FIELDS},
    span::Span,
};

/// Fields that a reader sees, or that decide what is seen.
const RELIED_ON: [&str; 6] = ["subject", "date", "to", "cc", "reply-to", "content-type"];

/// The places of the fields of each name, top to bottom.
pub(crate) type FieldIndex<'a> = HashMap<&'a str, Vec<usize>>;

/// Sorts the fields by name.
pub(crate) fn index(header: &Header) -> FieldIndex<'_> {
    let mut index = FieldIndex::new();
    for (place, field) in header.fields.iter().enumerate() {
        index.entry(field.key.as_str()).or_default().push(place);
    }
    index
}

/// The fields that `h=` picks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Picked {
    /// Their places, in the order of `h=`.
    fields: Vec<usize>,
    /// The names that no field is left for.
    absent: Vec<String>,
}

impl Picked {
    /// Of fields with one name, each mention of it picks the lowest that is left (RFC 6376 §5.4.2).
    pub(crate) fn new(signature: &Signature, index: &FieldIndex<'_>) -> Self {
        let mut left: HashMap<&str, Rev<Iter<'_, usize>>> = HashMap::new();
        let mut picked = Self::default();
        for name in &signature.tags.signed_fields {
            let places = left
                .entry(name)
                .or_insert_with(|| index.get(name.as_str()).map_or(&[][..], Vec::as_slice).iter().rev());
            // RFC 6376 §3.5: h= never means the signature's own field.
            match places.find(|place| **place != signature.field) {
                Some(place) => picked.fields.push(*place),
                None => picked.absent.push(name.clone()),
            }
        }
        picked
    }

    /// The hash of the picked fields and of the signature field itself (RFC 6376 §3.7).
    pub(crate) fn digest(&self, source: &[u8], header: &Header, signature: &Signature) -> Option<Vec<u8>> {
        let canonicalization = signature.tags.header_canonicalization?;
        let mut hasher = Hasher::new(signature.tags.algorithm?.hash());
        let mut canonical = Vec::new();
        for place in &self.fields {
            canonical.clear();
            canonical::field(canonicalization, header.fields.get(*place)?.raw.of(source), &mut canonical);
            hasher.update(&canonical);
        }
        canonical.clear();
        let own = header.fields.get(signature.field)?.raw.of(source);
        canonical::signature_field(canonicalization, own, signature.b_value?, &mut canonical);
        hasher.update(&canonical);
        Some(hasher.finish())
    }

    /// What is covered. `body` is the length of the canonical body.
    pub(crate) fn coverage(&self, header: &Header, signature: &Signature, body: Option<u64>) -> Coverage {
        let mut signed: BTreeSet<usize> = self.fields.iter().copied().collect();
        signed.insert(signature.field);
        let signed_body = body.map(|body| signature.tags.body_length.map_or(body, |length| length.min(body)));
        Coverage {
            unsigned_fields: (0..header.fields.len()).filter(|place| !signed.contains(place)).collect(),
            signed_fields: signed.into_iter().collect(),
            absent_fields: self.absent.clone(),
            signed_body_octets: signed_body,
            unsigned_body_octets: body.zip(signed_body).map(|(body, signed)| body.saturating_sub(signed)),
        }
    }
}

/// What a reader may take for signed and is not (RFC 6376 §5.4.1, §8.2, §8.15).
pub(crate) fn gaps(
    header: &Header,
    index: &FieldIndex<'_>,
    coverage: &Coverage,
) -> Vec<(Problem, Option<Span>)> {
    let signed: BTreeSet<usize> = coverage.signed_fields.iter().copied().collect();
    let span = |place: &usize| header.fields.get(*place).map(|field| field.raw);
    let mut gaps = Vec::new();
    for name in SINGLE_FIELDS {
        let places = index.get(name).map_or(&[][..], Vec::as_slice);
        let unsigned = places.iter().find(|place| !signed.contains(place));
        let any_signed = places.iter().any(|place| signed.contains(place));
        match unsigned {
            Some(place) if any_signed => {
                gaps.push((Problem::InstanceUnsigned { name: name.to_owned() }, span(place)));
            }
            Some(place) if RELIED_ON.contains(&name) => {
                gaps.push((Problem::FieldUnsigned { name }, span(place)));
            }
            _ => {}
        }
    }
    if let Some(octets) = coverage.unsigned_body_octets.filter(|octets| *octets > 0) {
        gaps.push((Problem::UnsignedBody { octets }, None));
    }
    gaps
}
