//! Why a published key does not serve: the mistakes that people make, and the record to publish
//! instead. Nothing here changes a verdict; the arithmetic is done with what the verdicts left over.

mod claim;
mod data;
mod der;
mod halves;
mod record;
mod tags;

use std::fmt::Write as _;

pub(super) use claim::{Claim, read_claims};
pub(crate) use halves::joined;
pub(super) use record::{Examination, examine};

use super::{
    evaluate::Judge,
    key::{KeyRecord, PublicKey},
    problem::Problem,
    search::records_of,
    verification::{
        Algorithm, Check, DoubledZone, KeyCause, KeyEvaluation, KeyRepair, LookUp, RepairType, Verification,
    },
};
use crate::{
    dns::{Answer, Name, Query, RecordType},
    finding::{self, Severity, Subject},
    text::escape,
};

/// The key record that a text was meant to be, where it is none as it stands and this can be told.
pub(crate) fn corrected(text: &[u8]) -> Option<Vec<u8>> {
    let corrected = examine(text).corrected;
    corrected.and_then(|(kind, text)| (kind == RepairType::Txt).then_some(text))
}

impl Judge<'_, '_> {
    /// Examines what was found in place of a key that serves. `room` is how many more names may be
    /// asked for; the question for a doubled zone name comes back, with the answers to it.
    pub(super) fn treat(
        &mut self,
        verification: &mut Verification,
        room: &mut usize,
    ) -> Option<(Query, Vec<Answer>)> {
        if self.prepared.unjudged.is_some() || self.prepared.header_digest.is_none() {
            return None;
        }
        let query = Query { name: self.prepared.signature.key_name.clone()?, record_type: RecordType::Txt };
        let answers = self.setting.answers.telling(&query);
        if answers.is_empty() || !answers.iter().all(|answer| answer.outcome.is_telling()) {
            return None;
        }
        let checks = verification.checks;
        let is_changed = checks.body_hash == Check::Fail || checks.signature == Check::Fail;
        if let (true, Some(claim)) = (is_changed, &self.prepared.claim) {
            let (receiver, time) = (claim.receiver.clone(), claim.time);
            self.note(Problem::SignaturePassedBefore { receiver, time }, Some(claim.span));
        }
        let serves = verification.keys.iter().any(KeyEvaluation::works);
        let mut cause = None;
        // Nothing is there, or nothing that was meant for DKIM: the record may stand elsewhere.
        let mut is_absent = true;
        for (place, (text, _)) in records_of(answers.iter().copied()).into_iter().enumerate() {
            let Some(key) = verification.keys.get_mut(place).filter(|key| !key.works()) else {
                is_absent = false;
                continue;
            };
            let (own, is_foreign) = self.treat_key(place, text, &query.name, key);
            is_absent &= is_foreign;
            if verification.deciding_key.is_none_or(|deciding| deciding == place) {
                cause = own;
            }
        }
        if serves {
            return None;
        }
        if let Some(answer) = answers.iter().find_map(|answer| joined(&texts(answer))) {
            self.note(Problem::KeySplitRecords, None);
            self.mend_halves(verification, &query.name, &answer);
            (is_absent, cause) = (false, None);
        }
        if verification.keys.is_empty() {
            cause = Some(KeyCause::Missing);
        }
        verification.key_cause = cause;
        if let (Some(KeyCause::Missing | KeyCause::Revoked), Some(claim)) = (cause, &self.prepared.claim) {
            let problem = Problem::KeyPassedBefore { receiver: claim.receiver.clone(), time: claim.time };
            self.note(problem, Some(claim.span));
        }
        if is_absent && !self.is_broken() { self.doubled_zone(verification, room) } else { None }
    }

    /// Examines one record: what keeps it from serving, and whether it is no key record at all.
    fn treat_key(
        &mut self,
        place: usize,
        text: &[u8],
        name: &Name,
        key: &mut KeyEvaluation,
    ) -> (Option<KeyCause>, bool) {
        let record = KeyRecord::parse(text);
        if key.signature == Check::Fail {
            key.opens = self.opens(text, &record);
            if key.opens == Some(false) {
                self.note_key(place, Problem::KeyDoesNotOpen);
            }
        }
        // A record without a fault holds what it was meant to hold.
        let is_sound = key.permits == Check::Pass;
        let examination = if is_sound { Examination::default() } else { examine(text) };
        if !examination.mistakes.is_empty() {
            self.drop_consequences(place);
        }
        for problem in examination.mistakes {
            self.note_key(place, problem);
        }
        key.repair = examination.corrected.map(|(kind, text)| self.repair(name, kind, &text));
        let of_other_type = |problem: &Problem| {
            matches!(problem, Problem::KeyTypeMismatch { .. } | Problem::KeyTypeUnknown { .. })
        };
        let mut objections = self.objections(&record).into_iter().chain(record.problems);
        let mut cause = examination.cause;
        if cause.is_none() && objections.any(|problem| of_other_type(&problem)) {
            cause = Some(KeyCause::WrongType);
        }
        (cause.or((key.opens == Some(false)).then_some(KeyCause::Changed)), examination.is_foreign)
    }

    /// What is wrong with each half of a key is that it is one; the whole record stands at the first of them.
    fn mend_halves(&mut self, verification: &mut Verification, name: &Name, text: &[u8]) {
        for place in 0..verification.keys.len() {
            self.drop_consequences(place);
            let subject = Subject::Key { signature: self.place, record: place };
            self.findings.retain(|finding| {
                let is_of_half = matches!(
                    &finding.problem,
                    finding::Problem::Dkim(
                        Problem::KeyCutOff { .. }
                            | Problem::KeyOtherRecord { .. }
                            | Problem::KeyAliasText { .. }
                    )
                );
                finding.subject != subject || !is_of_half
            });
        }
        let of_many = finding::Problem::Dkim(Problem::KeyMultipleRecords { count: verification.keys.len() });
        let own = Subject::Signature { index: self.place };
        self.findings.retain(|finding| finding.subject != own || finding.problem != of_many);
        let repair = self.repair(name, RepairType::Txt, text);
        for key in &mut verification.keys {
            key.repair = None;
        }
        if let Some(first) = verification.keys.first_mut() {
            first.repair = Some(repair);
        }
    }

    /// What the syntax of a record breaks by is of no interest beside the mistake that made it so.
    fn drop_consequences(&mut self, place: usize) {
        let subject = Subject::Key { signature: self.place, record: place };
        self.findings.retain(|finding| {
            let is_consequence = match &finding.problem {
                finding::Problem::Dkim(problem) => problem.is_of_key_text(),
                _ => false,
            };
            finding.subject != subject || !is_consequence
        });
    }

    /// The record to publish, and whether this signature verifies with it.
    fn repair(&mut self, name: &Name, record_type: RepairType, text: &[u8]) -> KeyRepair {
        let proof = match record_type {
            RepairType::Cname => Check::NotReached,
            RepairType::Txt => self.prove(text),
        };
        KeyRepair::new(name, record_type, text, proof)
    }

    /// Whether the signature over the header verifies with a record that may be used for it.
    fn prove(&mut self, text: &[u8]) -> Check {
        let record = KeyRecord::parse(text);
        let mut objections = self.objections(&record).into_iter().chain(record.problems.iter().cloned());
        if objections.any(|problem| problem.severity() == Severity::Error) {
            return Check::Fail;
        }
        self.verifies(text, &record)
    }

    /// Whether an RSA signature opens to a hash of the kind that `a=` names; `None` where this cannot be seen.
    fn opens(&mut self, text: &[u8], record: &KeyRecord) -> Option<bool> {
        let signature = &self.prepared.signature;
        let (Some(PublicKey::Rsa(key)), Some(algorithm), Some(octets)) =
            (&record.key, signature.tags.algorithm, &signature.octets)
        else {
            return None;
        };
        if algorithm == Algorithm::Ed25519Sha256 || !self.spend(record) {
            return None;
        }
        let mut memo = self.memo.borrow_mut();
        let known = memo.opened.iter().find(|(place, one, _)| *place == self.place && one == text);
        if let Some((.., opens)) = known {
            return Some(*opens);
        }
        let opens = key.open(octets).is_some_and(|(hash, _)| hash == algorithm.hash());
        memo.opened.push((self.place, text.to_vec(), opens));
        Some(opens)
    }

    /// `s._domainkey.d.d`: where a record ends up if the zone's name is entered with it.
    fn doubled_zone(
        &mut self,
        verification: &mut Verification,
        room: &mut usize,
    ) -> Option<(Query, Vec<Answer>)> {
        let signature = &self.prepared.signature;
        let query = doubled_query(&signature.tags.selector.as_ref()?.a_label, signature.domain.as_ref()?)?;
        *room = room.checked_sub(1)?;
        let (_, answers) = self.setting.answers.look_up(&query);
        let (mut doubled, found) = DoubledZone::read(&query, &answers);
        if let (Some(text), Some(name)) = (found, &signature.key_name) {
            doubled.repair = Some(self.repair(name, RepairType::Txt, &text));
            self.note(Problem::KeyDoubledZone { name: doubled.name.clone() }, None);
        }
        verification.doubled_zone = Some(doubled);
        Some((query, answers))
    }
}

/// The question for a record that was entered with the zone's name; `None` where nobody may be asked.
pub(super) fn doubled_query(selector: &Name, domain: &Name) -> Option<Query> {
    let name = selector.below(&format!("_domainkey.{domain}"), domain).ok();
    let name = name.filter(|name| !name.is_private())?;
    Some(Query { name, record_type: RecordType::Txt })
}

impl DoubledZone {
    /// What the answers to such a question tell, and the record to publish, where one is found.
    pub(super) fn read(query: &Query, answers: &[Answer]) -> (Self, Option<Vec<u8>>) {
        let mut doubled = Self { name: query.name.to_string(), state: LookUp::Pending, repair: None };
        if answers.is_empty() {
            return (doubled, None);
        }
        let is_telling = answers.iter().any(|answer| answer.outcome.is_telling());
        doubled.state = if is_telling { LookUp::Absent } else { LookUp::NotChecked };
        // A wildcard answers for this name too.
        let records = records_of(answers);
        let whole = records.iter().find(|(text, _)| KeyRecord::parse(text).key.is_some());
        let found = whole.map(|(text, _)| text.to_vec());
        let found = found.or_else(|| records.iter().find_map(|(text, _)| corrected(text)));
        if found.is_some() {
            doubled.state = LookUp::Found;
        }
        (doubled, found)
    }
}

/// The texts that one answer holds.
pub(super) fn texts(answer: &Answer) -> Vec<&[u8]> {
    answer.outcome.records().iter().map(Vec::as_slice).collect()
}

impl KeyRepair {
    pub(super) fn new(name: &Name, record_type: RepairType, text: &[u8], proof: Check) -> Self {
        let strings = match record_type {
            RepairType::Cname => Vec::new(),
            RepairType::Txt => text.chunks(MAX_STRING).map(quoted).collect(),
        };
        Self { name: name.to_string(), record_type, record: escape(text), strings, proof }
    }
}

/// Octets of one character-string (RFC 1035 §3.3.14).
const MAX_STRING: usize = 255;

/// A character-string as it stands between quotation marks in a zone file (RFC 1035 §5.1).
fn quoted(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for octet in octets {
        match octet {
            b'"' | b'\\' => text.extend(['\\', char::from(*octet)]),
            b' '..=b'~' => text.push(char::from(*octet)),
            other => {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\{other:03}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests;
