//! The keys that a signature can be compared with.

use super::{Message, budget::Budget, header};
use crate::{
    crypto::hash::HashAlgorithm,
    dkim::{self, KeyRecord, Prepared, PublicKey, Signature},
    dns::{Answers, Name, Outcome, Query, RecordType},
    finding::Severity,
};

/// A key, and what it makes of `b=`.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) record: KeyRecord,
    /// The name that it was found under.
    pub(super) name: Name,
    /// The record had to be corrected.
    pub(super) is_corrected: bool,
    /// It is the name that the signature asks for.
    pub(super) is_own: bool,
    /// The hash that the signature was made over, if the key opens it (RFC 8017 §9.2).
    pub(super) opened: Option<(HashAlgorithm, Vec<u8>)>,
}

/// The usable keys under the names of all signatures of the message, those of this signature first, and
/// under the names that it would ask for if it were repaired.
pub(super) fn find(
    message: &Message<'_>,
    place: usize,
    prepared: &Prepared,
    answers: &Answers,
    budget: &mut Budget,
) -> Vec<Candidate> {
    let case = header::Case { message, signature: &prepared.signature };
    let repaired = header::repaired_names(&case);
    let mut names: Vec<&Name> = Vec::new();
    let own = message.signatures.get(place).into_iter();
    for signature in own.chain(message.signatures) {
        if let Some(name) = signature.signature.key_name.as_ref().filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    // What a damaged field asks for may be answered as well.
    names.extend(repaired.iter().filter(|name| {
        message.signatures.iter().all(|other| other.signature.key_name.as_ref() != Some(*name))
    }));
    let mut candidates = Vec::new();
    for name in names {
        let query = Query { name: name.clone(), record_type: RecordType::Txt };
        for answer in answers.get(&query) {
            let Outcome::Records { records, .. } = &answer.outcome else { continue };
            let pieces: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
            let whole = dkim::joined(&pieces);
            for text in records.iter().chain(&whole) {
                let is_joined = whole.as_ref() == Some(text);
                let plain = KeyRecord::parse(text);
                let is_sound = plain.problems.iter().all(|problem| problem.severity() != Severity::Error);
                let corrected = if is_sound { None } else { dkim::corrected(text) };
                let corrected = corrected.map(|text| (true, KeyRecord::parse(&text)));
                let found = corrected.into_iter().chain([(is_joined, plain)]);
                for (is_corrected, record) in found.filter(|(_, record)| record.key.is_some()) {
                    let opened = open(&record, prepared, budget);
                    let is_own = prepared.signature.key_name.as_ref() == Some(name);
                    candidates.push(Candidate { record, name: name.clone(), is_corrected, is_own, opened });
                }
            }
        }
    }
    candidates
}

/// Whether the key of this signature's name opens another signature of the message, but not this one.
pub(super) fn belongs_to_another(
    own: &Candidate,
    message: &Message<'_>,
    prepared: &Signature,
    budget: &mut Budget,
) -> bool {
    let others = message.signatures.iter().map(|other| &other.signature);
    let mut others =
        others.filter(|other| other.field != prepared.field && other.key_name.as_ref() == Some(&own.name));
    own.opened.is_none()
        && others.any(|other| open_octets(&own.record, other.octets.as_deref(), budget).is_some())
}

fn open(record: &KeyRecord, prepared: &Prepared, budget: &mut Budget) -> Option<(HashAlgorithm, Vec<u8>)> {
    open_octets(record, prepared.signature.octets.as_deref(), budget)
}

fn open_octets(
    record: &KeyRecord,
    octets: Option<&[u8]>,
    budget: &mut Budget,
) -> Option<(HashAlgorithm, Vec<u8>)> {
    let Some(PublicKey::Rsa(key)) = &record.key else { return None };
    let octets = octets?;
    budget.operate().then(|| key.open(octets)).flatten()
}
