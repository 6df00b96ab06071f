//! The DKIM-Signature field (RFC 6376 §3.5).

use super::{
    base64,
    body::Wanted,
    problem::Problem,
    verification::{Algorithm, Canonicalization, SignatureFields, TagText},
};
use crate::{
    crypto::hash::HashAlgorithm,
    dns::{Domain, Name, NameFault},
    message::HeaderField,
    platform::Platform,
    span::Span,
    tag_list::{MAX_TAGS, Tag, TagList, colon_list, trim},
    text::escape,
};

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
    pub(crate) form: Form,
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
pub(crate) enum Form {
    /// DKIM-Signature.
    Dkim,
    /// ARC-Message-Signature: no `v=`, and `i=` is the instance (RFC 8617 §4.1.2).
    #[cfg(feature = "policy")]
    ArcMessage,
    /// ARC-Seal: `a`, `b`, `d`, `s` and `t` alone, and always relaxed (RFC 8617 §4.1.3).
    #[cfg(feature = "policy")]
    ArcSeal,
}

impl Form {
    pub(crate) fn is_dkim(self) -> bool {
        matches!(self, Self::Dkim)
    }

    /// Whether it is over fields of its choice and the body.
    fn covers_message(self) -> bool {
        match self {
            Self::Dkim => true,
            #[cfg(feature = "policy")]
            Self::ArcMessage => true,
            #[cfg(feature = "policy")]
            Self::ArcSeal => false,
        }
    }
}

impl Signature {
    /// Reads the DKIM-Signature field at `place`.
    pub(crate) fn parse(source: &[u8], field: &HeaderField, place: usize, platform: &Platform) -> Self {
        Self::read(source, field, place, platform, Form::Dkim)
    }

    /// Reads the field at `place` as one of this form.
    pub(crate) fn read(
        source: &[u8],
        field: &HeaderField,
        place: usize,
        platform: &Platform,
        form: Form,
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
        let timestamp = reader.number("t", 12);
        let expiration = if covers_message { reader.expiration(timestamp) } else { None };
        let signed_fields = if covers_message { reader.signed_fields() } else { Vec::new() };
        let octets = reader.base64("b");
        let (mut body_hash, mut body_length) = (None, None);
        if covers_message {
            body_hash = reader.body_hash(algorithm);
            reader.query_methods();
            body_length = reader.number("l", 76);
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

struct Reader<'a> {
    list: &'a TagList<'a>,
    /// Where the list stands in the source.
    offset: usize,
    platform: &'a Platform,
    problems: Vec<(Problem, Option<Span>)>,
}

impl<'a> Reader<'a> {
    fn note(&mut self, tag: &str, problem: Problem) {
        let span = self.list.get(tag).map(|tag| tag.span.shifted(self.offset));
        self.problems.push((problem, span));
    }

    fn note_list_problems(&mut self) {
        for fault in &self.list.faults {
            self.problems.push((Problem::TagSyntax, Some(fault.shifted(self.offset))));
        }
        for place in &self.list.duplicates {
            if let Some(tag) = self.list.tags.get(*place) {
                let problem = Problem::TagDuplicate { tag: tag.name.to_owned() };
                self.problems.push((problem, Some(tag.span.shifted(self.offset))));
            }
        }
        if self.list.cut_off {
            self.problems.push((Problem::TagLimit { allowed: MAX_TAGS }, None));
        }
    }

    /// A tag that must be there.
    fn required(&mut self, name: &'static str) -> Option<&'a Tag<'a>> {
        let tag = self.list.get(name);
        // It may stand past the cap.
        if tag.is_none() && !self.list.cut_off {
            self.problems.push((Problem::TagMissing { tag: name }, None));
        }
        tag
    }

    fn version(&mut self) {
        if let Some(tag) = self.required("v")
            && tag.value != b"1"
        {
            self.note("v", Problem::Version { value: escape(tag.value) });
        }
    }

    fn algorithm(&mut self) -> Option<Algorithm> {
        let tag = self.required("a")?;
        // RFC 5234 §2.3: literal text in ABNF is case-insensitive.
        let algorithm = Algorithm::from_tag(&tag.value.to_ascii_lowercase());
        match algorithm {
            None => self.note("a", Problem::AlgorithmUnknown { value: escape(tag.value) }),
            Some(Algorithm::RsaSha1) => self.note("a", Problem::Sha1),
            Some(_) => {}
        }
        algorithm
    }

    fn canonicalization(&mut self) -> Option<(Canonicalization, Canonicalization)> {
        let read = |text: &[u8]| match text.to_ascii_lowercase().as_slice() {
            b"simple" => Some(Canonicalization::Simple),
            b"relaxed" => Some(Canonicalization::Relaxed),
            _ => None,
        };
        let Some(tag) = self.list.get("c") else {
            return Some((Canonicalization::Simple, Canonicalization::Simple));
        };
        let (header, body) = match memchr::memchr(b'/', tag.value) {
            None => (read(tag.value), Some(Canonicalization::Simple)),
            Some(slash) => {
                let (header, body) = tag.value.split_at(slash);
                (read(trim(header)), read(trim(body.get(1..).unwrap_or_default())))
            }
        };
        let both = header.zip(body);
        if both.is_none() {
            self.note("c", Problem::CanonicalizationUnknown { value: escape(tag.value) });
        }
        both
    }

    /// `d=`: at least two labels (RFC 6376 §3.5, domain-name).
    fn name(&mut self, tag: &'static str) -> Option<Name> {
        let value = self.required(tag)?.value;
        let name = Name::parse(value, self.platform).and_then(|name| {
            if name.labels().nth(1).is_some() { Ok(name) } else { Err(NameFault::SingleLabel) }
        });
        self.usable(tag, name)
    }

    fn selector(&mut self) -> Option<Name> {
        let value = self.required("s")?.value;
        let name = Name::parse(value, self.platform);
        self.usable("s", name)
    }

    fn usable(&mut self, tag: &'static str, name: Result<Name, NameFault>) -> Option<Name> {
        match name {
            Ok(name) => Some(name),
            Err(fault) => {
                self.note(tag, Problem::InvalidName { tag, fault });
                None
            }
        }
    }

    fn key_name(&mut self, selector: Option<&Name>, domain: Option<&Name>) -> Option<Name> {
        let name = selector?.below("_domainkey", domain?);
        self.usable("s", name)
    }

    /// `i=` and its domain, which must be `d=` or below it.
    fn identity(&mut self, domain: Option<&Name>) -> (Option<String>, Option<Name>) {
        let Some(tag) = self.list.get("i") else {
            return (domain.map(|domain| format!("@{domain}")), domain.cloned());
        };
        let text = Some(escape(tag.value));
        let Some(at) = memchr::memrchr(b'@', tag.value) else {
            self.note("i", Problem::TagValue { tag: "i" });
            return (text, None);
        };
        let name = Name::parse(tag.value.get(at.saturating_add(1)..).unwrap_or_default(), self.platform);
        let name = self.usable("i", name);
        if let (Some(name), Some(domain)) = (&name, domain)
            && !name.is_at_or_below(domain)
        {
            self.note("i", Problem::IdentityOutside);
        }
        (text, name)
    }

    /// `x=`, which must be after `t=`.
    fn expiration(&mut self, timestamp: Option<u64>) -> Option<u64> {
        let expiration = self.number("x", 12);
        if let (Some(timestamp), Some(expiration)) = (timestamp, expiration)
            && expiration <= timestamp
        {
            self.note("x", Problem::ExpirationBeforeTimestamp);
        }
        expiration
    }

    /// A tag of decimal digits; more than fit are read as the largest number there is.
    fn number(&mut self, tag: &'static str, max_digits: usize) -> Option<u64> {
        let value = self.list.get(tag)?.value;
        if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
            self.note(tag, Problem::TagValue { tag });
            return None;
        }
        if value.len() > max_digits {
            self.note(tag, Problem::TagValue { tag });
        }
        let number = value.iter().try_fold(0_u64, |sum, digit| {
            sum.checked_mul(10)?.checked_add(u64::from(digit.saturating_sub(b'0')))
        });
        Some(number.unwrap_or(u64::MAX))
    }

    fn signed_fields(&mut self) -> Vec<String> {
        let Some(tag) = self.required("h") else { return Vec::new() };
        let names: Vec<&[u8]> = colon_list(tag.value).collect();
        if names.len() > MAX_SIGNED_FIELDS {
            let problem = Problem::SignedFieldLimit { allowed: MAX_SIGNED_FIELDS, found: names.len() };
            self.note("h", problem);
        }
        let is_name = |name: &&[u8]| {
            !name.is_empty() && name.iter().all(|octet| octet.is_ascii_graphic() && *octet != b';')
        };
        if !names.iter().all(is_name) {
            self.note("h", Problem::TagValue { tag: "h" });
        }
        let names: Vec<String> = names
            .iter()
            .take(MAX_SIGNED_FIELDS.saturating_add(1))
            .map(|name| escape(&name.to_ascii_lowercase()))
            .collect();
        if !names.iter().any(|name| name == "from") {
            self.note("h", Problem::FromNotSigned);
        }
        names
    }

    fn base64(&mut self, tag: &'static str) -> Option<Vec<u8>> {
        match base64::decode(self.required(tag)?.value) {
            Ok(decoded) => {
                if decoded.trailing_bits {
                    self.note(tag, Problem::Base64TrailingBits { tag });
                }
                Some(decoded.octets)
            }
            Err(fault) => {
                self.note(tag, Problem::Base64 { tag, fault });
                None
            }
        }
    }

    /// `bh=`, if it is as long as a hash.
    fn body_hash(&mut self, algorithm: Option<Algorithm>) -> Option<Vec<u8>> {
        let octets = self.base64("bh")?;
        let expected = algorithm?.hash().len();
        if octets.len() == expected {
            return Some(octets);
        }
        self.note("bh", Problem::BodyHashLength { found: octets.len(), expected });
        None
    }

    /// RFC 6376 §3.5: "Unrecognized query methods MUST be ignored."
    fn query_methods(&mut self) {
        if let Some(tag) = self.list.get("q")
            && !colon_list(tag.value).any(|method| method.eq_ignore_ascii_case(b"dns/txt"))
        {
            self.note("q", Problem::QueryMethodUnknown { value: escape(tag.value) });
        }
    }
}
