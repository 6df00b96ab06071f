//! The keys that a signature can be compared with.

use super::{Message, budget::Budget};
use crate::{
    crypto::hash::HashAlgorithm,
    dkim::{KeyRecord, Prepared, PublicKey},
    dns::{Answers, Name, Outcome, Query, RecordType},
};

/// A key, and what it makes of `b=`.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) record: KeyRecord,
    /// The name that it was found under.
    pub(super) name: Name,
    /// It is the name that the signature asks for.
    pub(super) is_own: bool,
    /// The hash that the signature was made over, if the key opens it (RFC 8017 §9.2).
    pub(super) opened: Option<(HashAlgorithm, Vec<u8>)>,
}

/// The usable keys under the names of all signatures of the message, those of this signature first.
pub(super) fn find(
    message: &Message<'_>,
    place: usize,
    prepared: &Prepared,
    answers: &Answers,
    budget: &mut Budget,
) -> Vec<Candidate> {
    let mut names: Vec<&Name> = Vec::new();
    let own = message.signatures.get(place).into_iter();
    for signature in own.chain(message.signatures) {
        if let Some(name) = signature.signature.key_name.as_ref().filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    let mut candidates = Vec::new();
    for name in names {
        let query = Query { name: name.clone(), record_type: RecordType::Txt };
        for answer in answers.get(&query) {
            let Outcome::Records { records, .. } = &answer.outcome else { continue };
            for record in records {
                let record = KeyRecord::parse(record);
                let opened = open(&record, prepared, budget);
                let is_own = prepared.signature.key_name.as_ref() == Some(name);
                if record.key.is_some() {
                    candidates.push(Candidate { record, name: name.clone(), is_own, opened });
                }
            }
        }
    }
    candidates
}

fn open(record: &KeyRecord, prepared: &Prepared, budget: &mut Budget) -> Option<(HashAlgorithm, Vec<u8>)> {
    let Some(PublicKey::Rsa(key)) = &record.key else { return None };
    let octets = prepared.signature.octets.as_ref()?;
    budget.operate().then(|| key.open(octets)).flatten()
}
