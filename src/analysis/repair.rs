//! What repairs of what was pasted, and the search for causes, ask of a source and add to it.

use super::{Analysis, is_fragment};
use crate::{
    diagnosis::{self, Diagnosis, Scope},
    dkim::{self, Setting},
    dns::{Answers, Purpose},
    finding::Finding,
    message::Problem,
    paste::Container,
    report::{Report, Source, SourceKind},
};

/// How much of a reading verifies: the reading with more of it is the right one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    /// Signatures that pass.
    passes: usize,
    /// The ARC chain passes.
    chain: bool,
    /// Signatures that verify, whatever becomes of the body.
    signatures: usize,
}

impl Rank {
    /// What `report` comes to.
    pub(crate) fn of(report: &Report) -> Self {
        let count = |is_wanted: fn(&dkim::Verification) -> bool| {
            report.dkim.iter().filter(|one| is_wanted(one)).count()
        };
        let chain = report.arc.result == crate::arc::ArcResult::Pass;
        Self {
            passes: count(|one| one.result == dkim::DkimResult::Pass),
            chain,
            signatures: count(|one| one.checks.signature == dkim::Check::Pass),
        }
    }

    /// Whether a signature verifies.
    pub(crate) fn is_verified(self) -> bool {
        self.signatures > 0
    }
}

impl Analysis {
    /// Why signatures do not verify, as far as undoing what usually happens to mail shows it.
    ///
    /// `report` is what [`Self::evaluate`] made of the same `answers`. The search has a budget of
    /// octets and operations; the same arguments always give the same diagnoses.
    #[must_use]
    pub fn diagnose(&self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let charsets = diagnosis::Charsets::new(&self.platform);
        diagnosis::diagnose(&self.examined(&charsets), &report.dkim, answers, Scope::Whole)
    }

    /// As [`Self::diagnose`], of the header alone: what of it is known while a long body is searched.
    #[must_use]
    pub fn diagnose_header(&self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let charsets = diagnosis::Charsets::new(&self.platform);
        diagnosis::diagnose(&self.examined(&charsets), &report.dkim, answers, Scope::Header)
    }

    fn examined<'a>(&'a self, charsets: &'a diagnosis::Charsets) -> diagnosis::Message<'a> {
        diagnosis::Message {
            source: &self.octets,
            header: &self.header,
            body: self.source.body,
            signatures: &self.signatures,
            charsets,
        }
    }

    /// Asks for the keys of signatures whose field may be damaged, once their own came to nothing.
    pub(super) fn ask_for_repaired(&self, evaluated: &mut dkim::Evaluated, setting: &Setting<'_>) {
        let charsets = diagnosis::Charsets::new(&self.platform);
        let message = self.examined(&charsets);
        let is_open = |(place, one): (usize, &dkim::Verification)| {
            let is_open = one.not_checked.is_none() && one.checks.signature != dkim::Check::Pass;
            (is_open && !evaluated.awaits_key(place)).then_some(place)
        };
        let open: Vec<usize> = evaluated.verifications.iter().enumerate().filter_map(is_open).collect();
        for signature in open {
            for name in diagnosis::repaired_names(&message, signature) {
                evaluated.ask_for_key(name, Purpose::RepairedSignature { signature }, setting);
            }
        }
    }

    pub(crate) fn kind(&self) -> SourceKind {
        self.source.kind
    }

    pub(crate) fn field_count(&self) -> usize {
        self.source.field_count
    }

    /// Whether the source is a part of a header section, without From.
    pub(crate) fn is_fragment(&self) -> bool {
        is_fragment(&self.header, self.source.body)
    }

    /// How many signatures hold the hash of this body.
    pub(crate) fn matching_body_hashes(&self) -> usize {
        self.signatures.iter().filter(|signature| signature.has_body()).count()
    }

    /// Whether there is a body, and no signature of which it is known to be the body.
    pub(crate) fn is_body_unproven(&self) -> bool {
        self.source.kind == SourceKind::Message && self.matching_body_hashes() == 0
    }

    /// Whether there is a body that was signed, and in another form than this.
    pub(crate) fn is_body_changed(&self) -> bool {
        self.is_body_unproven() && !self.signatures.is_empty()
    }

    /// Whether these are the octets that were read.
    pub(crate) fn is_of(&self, octets: &[u8]) -> bool {
        self.octets == octets
    }

    /// Whether answers can make a signature verify.
    pub(crate) fn can_verify(&self) -> bool {
        self.ceiling() > Rank::default()
    }

    /// The most that answers can make of this reading.
    pub(crate) fn ceiling(&self) -> Rank {
        let is_message = self.source.kind == SourceKind::Message;
        let chain = is_message && self.arc.has_sets();
        Rank {
            passes: if is_message { self.matching_body_hashes() } else { 0 },
            chain,
            signatures: self.signatures.iter().filter(|one| one.header_digest.is_some()).count(),
        }
    }

    /// Puts these before what was found in the message itself.
    pub(crate) fn add_findings(&mut self, findings: Vec<Finding>) {
        self.findings.splice(..0, findings);
    }

    /// Says at which places the message differs from what was given.
    pub(crate) fn mark_repaired(&mut self, repaired: Vec<crate::span::Span>) {
        self.source.repaired = repaired;
    }

    /// Says where the message was found, and among how many.
    pub(crate) fn place(&mut self, container: Container, messages: usize, others: usize, index: usize) {
        self.source = Source { container, messages, others, index, ..self.source.clone() };
    }

    /// Says what was given in place of a message, where that names a domain or could have named one.
    pub(crate) fn name_typed(&mut self) {
        use crate::{
            finding,
            message::FileKind::{DkimRecord, Unknown},
            typed::{address, record_or_host},
        };
        let found = self.findings.first().map(|finding| &finding.problem);
        let Some(finding::Problem::Message(Problem::NotAMessage { found })) = found else { return };
        let is_open = matches!(found, Unknown | DkimRecord);
        let other = || if is_open { record_or_host(&self.octets, &self.platform) } else { None };
        self.source.typed = address(&self.octets).or_else(other);
    }

    /// The same octets as something that is no message.
    pub(crate) fn named(self, found: crate::message::FileKind) -> Self {
        Self::not_a_message(self.octets, self.source, Problem::NotAMessage { found }, self.platform)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Circumstances, Ingest, Options};
    use crate::dns::{Answer, Answers, Name, Outcome, Provenance, Purpose, Query, RecordType};

    /// The names that a message with this signature asks for because its field may be damaged.
    fn asked(signature: &str, own_key: &str, key_names: usize) -> Vec<String> {
        let source = format!("DKIM-Signature: {signature}\r\nFrom: a@sender.example\r\n\r\nx\r\n");
        let mut ingest = Ingest::new(source.len(), Options::default());
        ingest.push(source.as_bytes());
        let analysis = ingest.finish();
        let mut answers = Answers::default();
        let name = Name::from_dns(own_key.as_bytes()).unwrap();
        let absent = Answer { outcome: Outcome::NxDomain, provenance: Provenance::Recorded };
        answers.insert(Query { name, record_type: RecordType::Txt }, absent);
        let circumstances = Circumstances { key_names, ..Circumstances::default() };
        let requests = analysis.evaluate(&answers, &circumstances, None).requests;
        let is_repaired = |purpose: &Purpose| matches!(purpose, Purpose::RepairedSignature { signature: 0 });
        let repaired = requests.iter().filter(|request| request.purposes.iter().any(is_repaired));
        repaired.map(|request| request.query.name.to_string()).collect()
    }

    #[test]
    fn the_key_that_a_damaged_field_names_is_asked_for() {
        let quoted = |domain: &str| {
            format!(
                "v=3D1; a=3Drsa-sha256; c=3Drelaxed/relaxed; d=3D{domain}; s=3Ds1; h=3Dfrom; \
                 bh=3D47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=3D; b=3D{}=3D=3D",
                "A".repeat(342)
            )
        };
        let (signature, own) = (quoted("sender.example"), "3ds1._domainkey.3dsender.example");
        assert_eq!(asked(&signature, own, 10), ["s1._domainkey.sender.example"]);
        assert_eq!(asked(&signature, own, 2), ["s1._domainkey.sender.example"]);
        // No more names than may be asked for, and none of nobody's business.
        assert!(asked(&signature, own, 1).is_empty());
        assert!(asked(&quoted("printer.local"), "3ds1._domainkey.3dprinter.local", 10).is_empty());
    }
}
