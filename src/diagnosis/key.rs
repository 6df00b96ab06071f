//! The keys that a signature can be compared with.

use super::{Message, Problem, budget::Budget, record};
use crate::{
    crypto::hash::HashAlgorithm,
    dkim::{KeyRecord, Prepared, PublicKey},
    dns::{Answers, Name, Outcome, Query, RecordType},
    finding::Severity,
};

/// A key, and what it makes of `b=`.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) record: KeyRecord,
    /// The name that it was found under.
    pub(super) name: Name,
    /// What had to be repaired in the record.
    pub(super) repair: Option<Problem>,
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
            for text in records {
                let plain = KeyRecord::parse(text);
                let is_sound = plain.problems.iter().all(|problem| problem.severity() != Severity::Error);
                let plain = (None, plain);
                let repaired =
                    record::repairs(text).into_iter().map(|(problem, record)| (Some(problem), record));
                let found: Vec<(Option<Problem>, KeyRecord)> =
                    if is_sound { vec![plain] } else { repaired.chain([plain]).collect() };
                for (repair, record) in found.into_iter().filter(|(_, record)| record.key.is_some()) {
                    let opened = open(&record, prepared, budget);
                    let is_own = prepared.signature.key_name.as_ref() == Some(name);
                    candidates.push(Candidate { record, name: name.clone(), repair, is_own, opened });
                }
            }
        }
    }
    candidates
}

/// Whether a record of the signature's own name ends before its key does.
pub(super) fn is_truncated(prepared: &Prepared, answers: &Answers) -> bool {
    let Some(name) = &prepared.signature.key_name else { return false };
    let query = Query { name: name.clone(), record_type: RecordType::Txt };
    answers.get(&query).iter().any(|answer| match &answer.outcome {
        Outcome::Records { records, .. } => records.iter().any(|text| record::is_truncated(text)),
        _ => false,
    })
}

fn open(record: &KeyRecord, prepared: &Prepared, budget: &mut Budget) -> Option<(HashAlgorithm, Vec<u8>)> {
    let Some(PublicKey::Rsa(key)) = &record.key else { return None };
    let octets = prepared.signature.octets.as_ref()?;
    budget.operate().then(|| key.open(octets)).flatten()
}
