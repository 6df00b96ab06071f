//! What a header is compared with: a key, what it makes of `b=`, and the signature field as it may
//! have been.

use std::cell::OnceCell;

use super::{Case, Undoing, canonicalization, damage, key, signed::Signed};
use crate::{
    crypto::ed25519::Ed25519Matcher,
    diagnosis::{Problem, budget::Budget, edit::Edit},
    dkim::{Algorithm, Canonicalization, KeyRecord, PublicKey, Signature},
    dns::Name,
    message::HeaderField,
    order,
    span::Span,
    tag_list::TagList,
};

/// What tells that a hash is the one that was signed.
#[derive(Debug)]
pub(super) enum Target<'a> {
    /// It is this one (RSA).
    Digest(Vec<u8>),
    /// The key says so (Ed25519).
    Verify {
        record: &'a KeyRecord,
        algorithm: Algorithm,
        octets: Vec<u8>,
        /// Tells it for many hashes, once it is made; `None` for a signature that is over nothing.
        matcher: OnceCell<Option<Box<Ed25519Matcher>>>,
    },
}

/// A reading of the signature.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    /// What it would mean; none for the signature and the key as they are.
    pub(super) problems: Vec<Problem>,
    pub(super) signature: Signature,
    /// The signature field as it would have been.
    pub(super) own: Vec<u8>,
    pub(super) signed: Signed,
    pub(super) target: Target<'a>,
    /// How much is tried with it.
    pub(super) depth: Depth,
}

/// What is tried with a reading of the signature, apart from itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Nothing.
    Alone,
    /// The likely changes of other fields.
    Likely,
    /// All changes of other fields, and pairs of them.
    Full,
}

impl Target<'_> {
    /// Whether `digest` is the hash that was signed.
    pub(super) fn is(&self, digest: &[u8]) -> bool {
        match self {
            Self::Digest(wanted) => digest == wanted,
            Self::Verify { record, algorithm, octets, .. } => {
                record.verifies(*algorithm, digest, octets) == Some(true)
            }
        }
    }

    /// The same where many hashes are compared.
    pub(super) fn is_one_of_many(&self, digest: &[u8]) -> bool {
        let Self::Verify { record, octets, matcher, .. } = self else { return self.is(digest) };
        let matcher = matcher.get_or_init(|| match &record.key {
            Some(PublicKey::Ed25519(key)) => key.matcher(octets).map(Box::new),
            _ => None,
        });
        matcher.as_ref().is_some_and(|matcher| matcher.is_over(digest)) && self.is(digest)
    }
}

impl Trial<'_> {
    /// Each comparison is a signature operation.
    pub(super) fn is_costly(&self) -> bool {
        matches!(self.target, Target::Verify { .. })
    }

    pub(super) fn undoings(&self, case: &Case<'_>) -> Vec<Undoing> {
        let Some(field) = case.message.header.fields.get(self.signature.field) else { return Vec::new() };
        let edit = Edit { span: field.raw, with: self.own.clone() }.trimmed(case.message.source);
        let is_idle = edit.span.is_empty() && edit.with.is_empty();
        let is_of_field = |problem: &Problem| {
            let of_field = matches!(
                problem,
                Problem::SignatureDamaged { .. }
                    | Problem::WrongCanonicalization { .. }
                    | Problem::WrongSelector { .. }
            );
            of_field && !is_idle
        };
        let undoing = |problem: &Problem| Undoing {
            problem: Some(problem.clone()),
            edits: if is_of_field(problem) { vec![edit.clone()] } else { Vec::new() },
        };
        self.problems.iter().map(undoing).collect()
    }
}

/// The readings of `c=` alone, with the keys that the signature asks for.
pub(super) fn canonicalizations<'a>(case: &Case<'_>, keys: &'a [key::Candidate]) -> Vec<Trial<'a>> {
    let Some(maker) = Maker::new(case) else { return Vec::new() };
    keys.iter().filter(|key| key.is_own).flat_map(|key| maker.other_canonicalizations(key)).collect()
}

/// The readings to try, the most likely first.
pub(super) fn trials<'a>(case: &Case<'_>, keys: &'a [key::Candidate], budget: &mut Budget) -> Vec<Trial<'a>> {
    let Some(maker) = Maker::new(case) else { return Vec::new() };
    let mut trials = Vec::new();
    for key in keys.iter().filter(|key| key.is_own) {
        trials.extend(maker.as_it_is(key));
    }
    for key in keys.iter().filter(|key| !key.is_own) {
        trials.extend(maker.other_selector(key));
    }
    for (damage, own) in damage::repairs(maker.own) {
        for key in keys {
            trials.extend(maker.repaired(key, damage, &own, budget));
        }
    }
    trials.extend(canonicalizations(case, keys));
    order::sort_by_key(&mut trials, |trial| std::cmp::Reverse(trial.depth));
    trials
}

/// The names of the keys that the signature field would ask for if damage were repaired.
pub(super) fn repaired_names(case: &Case<'_>) -> Vec<Name> {
    let Some(maker) = Maker::new(case) else { return Vec::new() };
    let mut names: Vec<Name> = Vec::new();
    for name in damage::repairs(maker.own).iter().filter_map(|(_, own)| maker.read(own)?.key_name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

struct Maker<'c> {
    case: &'c Case<'c>,
    own: &'c [u8],
    /// `None` if `c=` cannot be read.
    canonicalization: Option<(Canonicalization, Canonicalization)>,
}

impl<'c> Maker<'c> {
    fn new(case: &'c Case<'c>) -> Option<Self> {
        let tags = &case.signature.tags;
        let field = case.message.header.fields.get(case.signature.field)?;
        let canonicalization = tags.header_canonicalization.zip(tags.body_canonicalization);
        Some(Self { case, own: field.raw.of(case.message.source), canonicalization })
    }

    fn as_it_is<'a>(&self, key: &'a key::Candidate) -> Option<Trial<'a>> {
        let target = target(key, self.case.signature)?;
        let (header, _) = self.canonicalization?;
        self.trial(self.case.signature.clone(), self.own, header, target, None, Depth::Full)
    }

    fn other_canonicalizations<'a>(&self, key: &'a key::Candidate) -> Vec<Trial<'a>> {
        let Some(present) = self.canonicalization else { return Vec::new() };
        let readings = canonicalization::readings(self.own, present).into_iter();
        let trials = readings.filter_map(|reading| {
            let target = target(key, self.case.signature)?;
            let depth = if matches!(target, Target::Digest(_)) { Depth::Likely } else { Depth::Alone };
            let problem = Problem::WrongCanonicalization { header: reading.header, body: reading.body };
            let signature = self.case.signature.clone();
            self.trial(signature, &reading.own, reading.header, target, Some(problem), depth)
        });
        trials.collect()
    }

    /// The key of another signature, with the field as it is or saying where that key is.
    fn other_selector<'a>(&self, key: &'a key::Candidate) -> Vec<Trial<'a>> {
        let (Some(target), Some((header, _))) = (target(key, self.case.signature), self.canonicalization)
        else {
            return Vec::new();
        };
        let costly = matches!(target, Target::Verify { .. });
        let depth = if costly { Depth::Alone } else { Depth::Full };
        let named = self
            .case
            .message
            .signatures
            .iter()
            .find(|other| other.signature.key_name.as_ref() == Some(&key.name));
        let Some(other) = named else { return Vec::new() };
        let selector =
            other.signature.tags.selector.as_ref().map_or_else(String::new, |one| one.a_label.to_string());
        let tag = |name: &str| {
            let tags = other.signature.tags.tags.iter();
            tags.filter(|tag| tag.name == name).map(|tag| tag.span.of(self.case.message.source)).next()
        };
        let put_right = tag("s").and_then(|value| with_tag(self.own, "s", value));
        let put_right = put_right.and_then(|own| with_tag(&own, "d", tag("d")?));
        let forms = [Some(self.own.to_vec()), put_right];
        let trials = forms.into_iter().flatten().filter_map(|own| {
            let target = self::target(key, self.case.signature)?;
            let problem = Problem::WrongSelector { selector: selector.clone() };
            let signature = self.case.signature.clone();
            self.trial(signature, &own, header, target, Some(problem), depth)
        });
        trials.collect()
    }

    fn repaired<'a>(
        &self,
        key: &'a key::Candidate,
        damage: crate::diagnosis::Damage,
        own: &[u8],
        budget: &mut Budget,
    ) -> Option<Trial<'a>> {
        let signature = self.read(own)?;
        let algorithm = signature.tags.algorithm?;
        let octets = signature.octets.as_ref()?;
        let target = match &key.record.key {
            Some(PublicKey::Rsa(rsa)) if algorithm != Algorithm::Ed25519Sha256 => {
                let (hash, digest) = budget.operate().then(|| rsa.open(octets)).flatten()?;
                (hash == algorithm.hash()).then_some(Target::Digest(digest))?
            }
            _ => target(key, &signature)?,
        };
        let depth = if matches!(target, Target::Digest(_)) { Depth::Full } else { Depth::Likely };
        let canonicalization = signature.tags.header_canonicalization?;
        let problem = Problem::SignatureDamaged { damage };
        self.trial(signature, own, canonicalization, target, Some(problem), depth)
    }

    /// The signature that `own` holds.
    fn read(&self, own: &[u8]) -> Option<Signature> {
        let colon = memchr::memchr(b':', own)?;
        let end = own.len().saturating_sub(super::signed::line_end(own).len());
        let field = HeaderField {
            key: "dkim-signature".to_owned(),
            name: Span::new(0, colon),
            raw: Span::new(0, own.len()),
            value: Span::new(colon.saturating_add(1), end),
        };
        Some(Signature::parse(own, &field, self.case.signature.field, self.case.message.charsets.platform()))
    }

    #[allow(clippy::too_many_arguments, reason = "all that a trial is made of")]
    fn trial<'a>(
        &self,
        signature: Signature,
        own: &[u8],
        canonicalization: Canonicalization,
        target: Target<'a>,
        problem: Option<Problem>,
        depth: Depth,
    ) -> Option<Trial<'a>> {
        let message = self.case.message;
        let signed = Signed::new(message.source, message.header, &signature, own, canonicalization)?;
        let problems = problem.into_iter().collect();
        Some(Trial { problems, signature, own: own.to_vec(), signed, target, depth })
    }
}

/// What `key` can tell of `signature`; `None` if nothing.
fn target<'a>(key: &'a key::Candidate, signature: &Signature) -> Option<Target<'a>> {
    let algorithm = signature.tags.algorithm?;
    let octets = signature.octets.as_ref()?;
    if algorithm != Algorithm::Ed25519Sha256 {
        let (hash, digest) = key.opened.as_ref()?;
        return (*hash == algorithm.hash()).then(|| Target::Digest(digest.clone()));
    }
    // A key of another type tells nothing.
    let is_fit = octets.len() == 64 && matches!(key.record.key, Some(PublicKey::Ed25519(_)));
    is_fit.then(|| Target::Verify {
        record: &key.record,
        algorithm,
        octets: octets.clone(),
        matcher: OnceCell::new(),
    })
}

/// The field with another value of a tag.
fn with_tag(own: &[u8], name: &str, value: &[u8]) -> Option<Vec<u8>> {
    let start = memchr::memchr(b':', own)?.saturating_add(1);
    let span = TagList::parse(own.get(start..)?).get(name)?.span.shifted(start);
    Some([own.get(..span.start)?, value, own.get(span.end..)?].concat())
}
