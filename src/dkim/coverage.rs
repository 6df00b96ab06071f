//! What a signature covers, and the hash of it (RFC 6376 §3.7, §5.4.2).

use super::{canonical, problem::Problem, signature::Signature, verification::Coverage};
use crate::{
    crypto::hash::Hasher,
    message::{Header, SINGLE_FIELDS},
    span::Span,
};

/// Fields that a reader sees, or that decide what is seen.
const RELIED_ON: [&str; 6] = ["subject", "date", "to", "cc", "reply-to", "content-type"];

/// Fields that deceive if somebody adds one: a mail program shows the first it finds, or goes by it.
const GUARDED: [&str; 9] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "content-type",
    "content-transfer-encoding",
];

/// The fields with their places, by name and then from top to bottom.
pub(crate) struct FieldIndex<'a>(Vec<(&'a str, usize)>);

impl<'a> FieldIndex<'a> {
    pub(crate) fn new(header: &'a Header) -> Self {
        let fields = header.fields.iter().enumerate();
        let mut index: Vec<_> = fields.map(|(place, field)| (field.key.as_str(), place)).collect();
        index.sort_unstable();
        Self(index)
    }

    /// Where the fields of this name stand in the index.
    fn range(&self, name: &str) -> std::ops::Range<usize> {
        let start = self.0.partition_point(|(one, _)| *one < name);
        let rest = self.0.get(start..).unwrap_or_default();
        start..start.saturating_add(rest.partition_point(|(one, _)| *one == name))
    }

    /// The places of the fields of this name, top to bottom.
    fn places(&self, name: &str) -> impl Iterator<Item = usize> + '_ {
        self.0.get(self.range(name)).unwrap_or_default().iter().map(|(_, place)| *place)
    }
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
        // How many fields of a name were used up, kept at the start of its range.
        let mut used = vec![0_usize; index.0.len()];
        let mut picked = Self::default();
        for name in &signature.tags.signed_fields {
            let range = index.range(name);
            let places = index.0.get(range.clone()).unwrap_or_default();
            let mut next = || {
                // The start of an empty range belongs to another name.
                let used = used.get_mut(range.clone())?.first_mut()?;
                *used = used.saturating_add(1);
                places.get(places.len().checked_sub(*used)?).map(|(_, place)| *place)
            };
            // RFC 6376 §3.5: h= never means the signature's own field.
            match next().and_then(|place| if place == signature.field { next() } else { Some(place) }) {
                Some(place) => picked.fields.push(place),
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
        let mut is_signed = vec![false; header.fields.len()];
        for place in self.fields.iter().chain([&signature.field]) {
            if let Some(is_signed) = is_signed.get_mut(*place) {
                *is_signed = true;
            }
        }
        let places = |wanted: bool| {
            let all = is_signed.iter().enumerate();
            all.filter(|(_, is_signed)| **is_signed == wanted).map(|(place, _)| place).collect()
        };
        let signed_body = body.map(|body| signature.tags.body_length.map_or(body, |length| length.min(body)));
        Coverage {
            signed_fields: places(true),
            unsigned_fields: places(false),
            absent_fields: self.absent.clone(),
            addable_fields: GUARDED
                .into_iter()
                .filter(|name| !self.absent.iter().any(|absent| absent == name))
                .collect(),
            signed_body_octets: signed_body,
            unsigned_body_octets: body.zip(signed_body).map(|(body, signed)| body.saturating_sub(signed)),
        }
    }
}

/// What a reader may take for signed and is not (RFC 6376 §5.4.1, §8.2, §8.15).
pub(crate) fn gaps(
    header: &Header,
    index: &FieldIndex<'_>,
    signature: &Signature,
    coverage: &Coverage,
) -> Vec<(Problem, Option<Span>)> {
    let is_signed = |place: usize| coverage.signed_fields.binary_search(&place).is_ok();
    let span = |place: usize| header.fields.get(place).map(|field| field.raw);
    let mut gaps = Vec::new();
    for name in SINGLE_FIELDS {
        let unsigned = index.places(name).find(|place| !is_signed(*place));
        let any_signed = index.places(name).any(is_signed);
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
        gaps.push((Problem::UnsignedBody { octets }, signature.tag_span("l")));
    }
    gaps
}
