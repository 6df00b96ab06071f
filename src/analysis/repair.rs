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

    /// Whether there is a body that was signed, and in another form than this.
    pub(crate) fn is_body_changed(&self) -> bool {
        self.source.kind == SourceKind::Message
            && !self.signatures.is_empty()
            && self.matching_body_hashes() == 0
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

    /// The same octets as something that is no message.
    pub(crate) fn named(self, found: crate::message::FileKind) -> Self {
        Self::not_a_message(self.octets, self.source, Problem::NotAMessage { found }, self.platform)
    }
}
