//! The DKIM-Signature field (RFC 6376 §3.5).

mod reader;

use super::{
    body::Wanted,
    problem::Problem,
    verification::{Algorithm, Canonicalization, SignatureFields, TagText},
};
use crate::{
    crypto::hash::{HashAlgorithm, Hasher},
    dns::{Domain, Name},
    message::HeaderField,
    platform::Platform,
    span::Span,
    tag_list::TagList,
    text::escape,
};
use reader::Reader;

/// Names looked at in `h=`.
pub(crate) const MAX_SIGNED_FIELDS: usize = 1_000;
/// The largest whole number that every reader of JSON keeps exact.
pub(super) const MAX_EXACT: u64 = (1 << 53) - 1;

/// A DKIM-Signature field as far as it can be read.
#[derive(Debug, Clone)]
pub(crate) struct Signature {
    /// Its place among the header fields.
    pub(crate) field: usize,
    /// What it says.
    pub(crate) tags: SignatureFields,
    /// What is wrong with it, each with the place in the source that shows it.
    pub(crate) problems: Vec<(Problem, Option<Span>)>,
    /// The octets between `b=` and the next `;`, counted from the first octet of the field.
    pub(crate) b_value: Option<Span>,
    /// `b=`
    pub(crate) octets: Option<Vec<u8>>,
    /// `bh=`
    pub(crate) body_hash: Option<Vec<u8>>,
    /// The name that holds the key.
    pub(crate) key_name: Option<Name>,
    /// The domain of `i=`.
    pub(crate) identity_domain: Option<Name>,
    /// `d=`
    pub(crate) domain: Option<Name>,
    /// The field that carries it.
    pub(crate) form: SignatureKind,
}

impl Algorithm {
    pub(crate) fn from_tag(value: &[u8]) -> Option<Self> {
        match value {
            b"rsa-sha1" => Some(Self::RsaSha1),
            b"rsa-sha256" => Some(Self::RsaSha256),
            b"ed25519-sha256" => Some(Self::Ed25519Sha256),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RsaSha1 => "rsa-sha1",
            Self::RsaSha256 => "rsa-sha256",
            Self::Ed25519Sha256 => "ed25519-sha256",
        }
    }

    pub(crate) fn hash(self) -> HashAlgorithm {
        match self {
            Self::RsaSha1 => HashAlgorithm::Sha1,
            Self::RsaSha256 | Self::Ed25519Sha256 => HashAlgorithm::Sha256,
        }
    }
}

/// The fields that carry a signature of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureKind {
    /// DKIM-Signature.
    Dkim,
    /// ARC-Message-Signature: no `v=`, and `i=` is the instance (RFC 8617 §4.1.2).
    ArcMessage,
    /// ARC-Seal: `a`, `b`, `d`, `s` and `t` alone, and always relaxed (RFC 8617 §4.1.3).
    ArcSeal,
}

impl SignatureKind {
    pub(crate) fn is_dkim(self) -> bool {
        matches!(self, Self::Dkim)
    }

    /// Whether it is over fields of its choice and the body.
    fn covers_message(self) -> bool {
        match self {
            Self::Dkim | Self::ArcMessage => true,
            Self::ArcSeal => false,
        }
    }
}

impl Signature {
    /// Reads the DKIM-Signature field at `place`.
    pub(crate) fn parse(source: &[u8], field: &HeaderField, place: usize, platform: &Platform) -> Self {
        Self::read(source, field, place, platform, SignatureKind::Dkim)
    }

    /// Reads the field at `place` as one of this form.
    pub(crate) fn read(
        source: &[u8],
        field: &HeaderField,
        place: usize,
        platform: &Platform,
        form: SignatureKind,
    ) -> Self {
        let list = TagList::parse(field.value.of(source));
        let mut reader = Reader { list: &list, offset: field.value.start, platform, problems: Vec::new() };
        reader.note_list_problems();
        if form.is_dkim() {
            reader.version();
        }
        let covers_message = form.covers_message();
        let algorithm = reader.algorithm();
        let canonicalization = if covers_message {
            reader.canonicalization()
        } else {
            Some((Canonicalization::Relaxed, Canonicalization::Relaxed))
        };
        let domain = reader.name("d");
        let selector = reader.selector();
        let (identity, identity_domain) =
            if form.is_dkim() { reader.identity(domain.as_ref()) } else { (None, domain.clone()) };
        let timestamp = reader.time("t");
        let expiration = if covers_message { reader.expiration(timestamp) } else { None };
        let signed_fields = if covers_message { reader.signed_fields() } else { Vec::new() };
        let octets = reader.base64("b");
        let (mut body_hash, mut body_length) = (None, None);
        if covers_message {
            body_hash = reader.body_hash(algorithm);
            reader.query_methods();
            reader.copied_fields();
            body_length = reader.length();
        }
        let key_name = reader.key_name(selector.as_ref(), domain.as_ref());
        // What is missing can be seen in the field as a whole.
        let problems = reader.problems.into_iter().map(|(problem, span)| (problem, span.or(Some(field.raw))));
        let value_offset = field.value.start.saturating_sub(field.raw.start);
        Self {
            field: place,
            b_value: list.get("b").map(|tag| tag.whole.shifted(value_offset)),
            form,
            octets,
            body_hash,
            key_name,
            tags: SignatureFields {
                algorithm,
                domain: domain.clone().map(|name| Domain::new(name, platform)),
                selector: selector.map(|name| Domain::new(name, platform)),
                identity,
                identity_domain: identity_domain.clone().map(|name| Domain::new(name, platform)),
                header_canonicalization: canonicalization.map(|(header, _)| header),
                body_canonicalization: canonicalization.map(|(_, body)| body).filter(|_| covers_message),
                body_length: body_length.map(|value| value.min(MAX_EXACT)),
                timestamp: timestamp.map(|value| value.min(MAX_EXACT)),
                expiration: expiration.map(|value| value.min(MAX_EXACT)),
                signed_fields,
                tags: tag_texts(&list, field.value.start),
            },
            domain,
            identity_domain,
            problems: problems.collect(),
        }
    }

    /// The body hash that the signature holds; `None` if it cannot be told.
    pub(crate) fn wanted_body_hash(&self) -> Option<Wanted> {
        Some(Wanted {
            canonicalization: self.tags.body_canonicalization?,
            hash: self.tags.algorithm?.hash(),
            length: self.tags.body_length,
        })
    }

    /// Whether the body hash that the signature holds is the one of an empty body, in whatever canonicalization
    /// (RFC 6376 §3.4.3, §3.4.4). With `l=0` every body has that hash, and nothing is said of this one.
    pub(crate) fn is_of_empty_body(&self) -> bool {
        let hash = |algorithm, body: &[u8]| {
            let mut hasher = Hasher::new(algorithm);
            hasher.update(body);
            hasher.finish()
        };
        let algorithms = [HashAlgorithm::Sha256, HashAlgorithm::Sha1];
        self.tags.body_length != Some(0)
            && self.body_hash.as_ref().is_some_and(|found| {
                let mut bodies = algorithms.iter().flat_map(|one| [(*one, &b""[..]), (*one, b"\r\n")]);
                bodies.any(|(algorithm, body)| hash(algorithm, body) == *found)
            })
    }

    /// Where the value of the first tag of this name stands.
    pub(crate) fn tag_span(&self, name: &str) -> Option<Span> {
        self.tags.tags.iter().find(|tag| tag.name == name).map(|tag| tag.span)
    }

    /// Whether the arithmetic can be done once a key is there.
    pub(crate) fn is_checkable(&self) -> bool {
        self.tags.algorithm.is_some()
            && self.tags.header_canonicalization.is_some()
            && self.octets.is_some()
            && self.b_value.is_some()
            && !self.tags.signed_fields.is_empty()
            && self.tags.signed_fields.len() <= MAX_SIGNED_FIELDS
    }
}

fn tag_texts(list: &TagList<'_>, offset: usize) -> Vec<TagText> {
    list.tags
        .iter()
        .map(|tag| TagText {
            name: tag.name.to_owned(),
            value: escape(tag.value),
            span: tag.span.shifted(offset),
        })
        .collect()
}
