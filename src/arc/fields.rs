//! The ARC fields, gathered into sets, and whether these make a chain (RFC 8617 §4.2, §5.2 steps 1 to 3).

use super::{
    chain::{ChainValidation, Claims},
    problem::{ArcField, Problem},
};
use crate::{
    authres::{AuthenticationResults, read_instance},
    dkim::{Signature, SignatureKind, Wanted},
    finding::{Finding, Problem as AnyProblem, Subject},
    message::Header,
    order,
    platform::Platform,
    span::Span,
};

/// RFC 8617 §5.2: "The maximum number of ARC Sets that can be attached to a message is 50."
pub(super) const MAX_SETS: usize = 50;

impl ArcField {
    /// Its name in lower case.
    fn key(self) -> &'static str {
        match self {
            Self::AuthenticationResults => "arc-authentication-results",
            Self::MessageSignature => "arc-message-signature",
            Self::Seal => "arc-seal",
        }
    }
}

/// The ARC fields of a message.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    /// By instance, the lowest first.
    pub(super) sets: Vec<FieldSet>,
    /// Places of the fields that belong to no set.
    pub(super) strays: Vec<usize>,
    /// What keeps the sets from being a chain, in the order of the steps of §5.2.
    pub(super) broken: Vec<Finding>,
    /// A cap on the header section was reached.
    pub(super) cut_off: bool,
}

/// The fields of one instance, the topmost of each kind.
#[derive(Debug)]
pub(super) struct FieldSet {
    pub(super) instance: u32,
    pub(super) results: Option<Claims>,
    pub(super) message: Option<Signature>,
    pub(super) seal: Option<Signature>,
    /// The fields that stand there a second time.
    duplicates: Vec<(ArcField, Span)>,
}

impl Fields {
    /// Reads every ARC field, and what a body must be hashed for.
    pub(crate) fn read(source: &[u8], header: &Header, platform: &Platform) -> Self {
        let mut fields = Self { cut_off: header.cut_off, ..Self::default() };
        let count = |field: &ArcField| header.places(field.key()).count();
        let found = ArcField::ALL.iter().map(count).max().unwrap_or(0);
        // Whatever else there may be past a cap.
        if found > MAX_SETS {
            let problem = Problem::TooManySets { allowed: MAX_SETS, found };
            fields.broken.push(Finding::new(problem, Subject::ArcChain, None));
            fields.cut_off = false;
            return fields;
        }
        if header.cut_off || found == 0 {
            return fields;
        }
        let mut without_instance = Vec::new();
        for kind in ArcField::ALL {
            for place in header.places(kind.key()) {
                if let Some(span) = fields.add(*kind, place, source, header, platform) {
                    let problem = Problem::Instance { field: *kind };
                    without_instance.push(Finding::new(problem, Subject::ArcChain, Some(span)));
                }
            }
        }
        order::sort_by_key(&mut fields.sets, |set| set.instance);
        fields.strays.sort_unstable();
        fields.validate(without_instance);
        fields
    }

    /// The body hashes that the chain needs.
    pub(crate) fn wanted_body_hashes(&self) -> impl Iterator<Item = Wanted> + '_ {
        self.message_signatures().filter_map(Signature::wanted_body_hash)
    }

    /// The signatures that cover the body; none where there is no chain that could be verified.
    pub(crate) fn message_signatures(&self) -> impl Iterator<Item = &Signature> + Clone {
        let sets = if self.broken.is_empty() { self.sets.as_slice() } else { &[] };
        sets.iter().filter_map(|set| set.message.as_ref())
    }

    /// Puts a field into its set; the field's own place where it has no instance.
    fn add(
        &mut self,
        kind: ArcField,
        place: usize,
        source: &[u8],
        header: &Header,
        platform: &Platform,
    ) -> Option<Span> {
        let field = header.fields.get(place)?;
        let read = |form| Signature::read(source, field, place, platform, form);
        match kind {
            ArcField::AuthenticationResults => {
                let results = AuthenticationResults::parse_arc(source, field.value);
                let instance = results.instance;
                let claims = Claims { field: place, results };
                self.put(instance, place, claims, (kind, field.raw), |set| &mut set.results)
            }
            ArcField::MessageSignature => {
                let signature = read(SignatureKind::ArcMessage);
                self.put(instance_of(&signature), place, signature, (kind, field.raw), |set| &mut set.message)
            }
            ArcField::Seal => {
                let signature = read(SignatureKind::ArcSeal);
                self.put(instance_of(&signature), place, signature, (kind, field.raw), |set| &mut set.seal)
            }
        }
    }

    fn put<T>(
        &mut self,
        instance: Option<u32>,
        place: usize,
        value: T,
        (kind, span): (ArcField, Span),
        slot: impl Fn(&mut FieldSet) -> &mut Option<T>,
    ) -> Option<Span> {
        let Some(instance) = instance else {
            self.strays.push(place);
            return Some(span);
        };
        if !self.sets.iter().any(|set| set.instance == instance) {
            self.sets.push(FieldSet::new(instance));
        }
        let set = self.sets.iter_mut().find(|set| set.instance == instance)?;
        if slot(set).is_some() {
            set.duplicates.push((kind, span));
            self.strays.push(place);
        } else {
            *slot(set) = Some(value);
        }
        None
    }

    /// Notes what keeps the sets from being a chain.
    fn validate(&mut self, without_instance: Vec<Finding>) {
        let mut broken = Vec::new();
        // Step 2.
        let newest = self.sets.last();
        if let Some(seal) = newest.and_then(|set| set.seal.as_ref())
            && chain_validation(seal) == Some(ChainValidation::Fail)
        {
            let instance = newest.map_or(0, |set| set.instance);
            let problem = Problem::FailedBefore { domain: seal.domain.as_ref().map(ToString::to_string) };
            broken.push(Finding::new(problem, Subject::ArcSet { instance }, seal.tag_span("cv")));
        }
        // Step 3, A: a field without an instance is in no set.
        broken.extend(without_instance);
        for set in &self.sets {
            set.note_fields(&mut broken);
        }
        // Step 3, B.
        let wanted = 1..=newest.map_or(0, |set| set.instance);
        let mut missing =
            wanted.filter(|instance| self.sets.binary_search_by_key(instance, |set| set.instance).is_err());
        if let Some(instance) = missing.next() {
            let problem = Problem::Gap { missing: missing.count().saturating_add(1) };
            broken.push(Finding::new(problem, Subject::ArcSet { instance }, None));
        }
        // Step 3, C; what step 2 says need not be said again.
        let has_failed = broken.first().is_some_and(is_failed_before);
        for set in self.sets.iter().rev().skip(usize::from(has_failed)).rev() {
            set.note_chain_validation(&mut broken);
        }
        self.broken = broken;
    }
}

impl FieldSet {
    fn new(instance: u32) -> Self {
        Self { instance, results: None, message: None, seal: None, duplicates: Vec::new() }
    }

    fn note_fields(&self, broken: &mut Vec<Finding>) {
        let subject = Subject::ArcSet { instance: self.instance };
        let is_there = [self.results.is_some(), self.message.is_some(), self.seal.is_some()];
        for (field, is_there) in ArcField::ALL.iter().zip(is_there) {
            if !is_there {
                broken.push(Finding::new(Problem::FieldMissing { field: *field }, subject, None));
            }
        }
        for (field, span) in &self.duplicates {
            broken.push(Finding::new(Problem::FieldDuplicate { field: *field }, subject, Some(*span)));
        }
    }

    fn note_chain_validation(&self, broken: &mut Vec<Finding>) {
        let Some(seal) = &self.seal else { return };
        let expected = if self.instance == 1 { ChainValidation::None } else { ChainValidation::Pass };
        if chain_validation(seal) != Some(expected) {
            let problem =
                Problem::ChainStatus { expected: expected.name(), found: tag(seal, "cv").map(str::to_owned) };
            let subject = Subject::ArcSet { instance: self.instance };
            broken.push(Finding::new(problem, subject, seal.tag_span("cv")));
        }
    }
}

fn is_failed_before(finding: &Finding) -> bool {
    matches!(finding.problem, AnyProblem::Arc(Problem::FailedBefore { .. }))
}

/// `cv=`, if it is one of the three.
pub(super) fn chain_validation(seal: &Signature) -> Option<ChainValidation> {
    let value = tag(seal, "cv")?;
    // RFC 5234 §2.3: literal text in ABNF is case-insensitive.
    [ChainValidation::None, ChainValidation::Pass, ChainValidation::Fail]
        .into_iter()
        .find(|one| one.name().eq_ignore_ascii_case(value))
}

/// The value of the first tag of this name.
pub(super) fn tag<'a>(signature: &'a Signature, name: &str) -> Option<&'a str> {
    signature.tags.tags.iter().find(|tag| tag.name == name).map(|tag| tag.value.as_str())
}

fn instance_of(signature: &Signature) -> Option<u32> {
    read_instance(tag(signature, "i")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let source = text.replace('\n', "\r\n").into_bytes();
        let header = Header::split(&source, Span::new(0, source.len()));
        let fields = Fields::read(&source, &header, &Platform::default());
        fields.broken.iter().map(|finding| finding.problem.code()).collect()
    }

    fn set(instance: &str, cv: &str) -> String {
        format!(
            "ARC-Seal: i={instance}; cv={cv}\nARC-Message-Signature: i={instance}\n\
             ARC-Authentication-Results: i={instance}; a.example; none\n"
        )
    }

    #[test]
    fn what_is_a_chain() {
        assert!(codes("From: a\n").is_empty());
        assert!(codes(&set("1", "none")).is_empty());
        assert!(codes(&(set("1", "NONE") + &set(" 02 ", "pass"))).is_empty());
        let all: String =
            (1..=50).map(|i: usize| set(&i.to_string(), if i == 1 { "none" } else { "pass" })).collect();
        assert!(codes(&all).is_empty());
    }

    #[test]
    fn more_than_fifty_sets_are_not_looked_at() {
        let all: String = (0..51).map(|_| set("1", "none")).collect();
        assert_eq!(codes(&all), ["arc.chain.too-many-sets"]);
    }

    #[test]
    fn an_instance_is_a_number_from_1_to_50() {
        let three = ["arc.chain.instance"; 3];
        for instance in ["0", "51", "-1", "001", "4294967297", "18446744073709551617", "1.0", "", "x"] {
            assert_eq!(codes(&set(instance, "none")), three, "{instance}");
        }
    }

    #[test]
    fn gaps_are_counted_and_status_checked() {
        let gap = set("1", "none") + &set("4", "pass");
        let source = gap.replace('\n', "\r\n").into_bytes();
        let header = Header::split(&source, Span::new(0, source.len()));
        let fields = Fields::read(&source, &header, &Platform::default());
        let expected = Finding::new(Problem::Gap { missing: 2 }, Subject::ArcSet { instance: 2 }, None);
        assert_eq!(fields.broken, [expected]);
        assert_eq!(codes(&set("2", "pass")), ["arc.chain.gap"]);
        assert_eq!(codes(&set("1", "pass")), ["arc.seal.chain-status"]);
        assert_eq!(codes(&set("1", "fail")), ["arc.chain.failed-before"]);
        let failed_below = set("1", "fail") + &set("2", "pass");
        assert_eq!(codes(&failed_below), ["arc.seal.chain-status"]);
    }

    #[test]
    fn every_set_has_each_field_once() {
        assert_eq!(codes("ARC-Seal: i=1; cv=none\n"), ["arc.set.field-missing"; 2]);
        let twice = set("1", "none") + "ARC-Message-Signature: i=1\n";
        assert_eq!(codes(&twice), ["arc.set.field-duplicate"]);
    }
}
