//! Key records (RFC 6376 §3.6.1, RFC 8463 §4).

use super::{
    base64,
    problem::{KeyFault, Problem},
    verification::{Algorithm, KeyType},
};
use crate::{
    crypto::{
        ed25519::{Ed25519Key, Ed25519KeyError},
        rsa::{RsaKey, RsaKeyError},
    },
    tag_list::{TagList, colon_list, is_fws},
    text::escape,
};

/// RFC 8301 §3.2: "Verifiers MUST NOT consider signatures using RSA keys of less than 1024 bits as valid".
const MIN_BITS: usize = 1024;
/// RFC 8301 §3.2: "Signers SHOULD use RSA keys of at least 2048 bits".
const GOOD_BITS: usize = 2048;
const USUAL_EXPONENT: u64 = 65_537;

/// A public key that can verify.
#[derive(Debug, Clone)]
pub(crate) enum PublicKey {
    Rsa(RsaKey),
    Ed25519(Ed25519Key),
}

/// A key record as far as it can be read.
#[derive(Debug, Clone)]
pub(crate) struct KeyRecord {
    pub(crate) key_type: Option<KeyType>,
    pub(crate) key: Option<PublicKey>,
    pub(crate) notes: Option<String>,
    /// `t=y`
    pub(crate) testing: bool,
    /// `t=s`
    pub(crate) strict: bool,
    /// `h=`, in lower case; `None` if any hash is allowed.
    hashes: Option<Vec<Vec<u8>>>,
    /// `s=` allows e-mail.
    for_mail: bool,
    /// What is wrong with it, whatever the signature.
    pub(crate) problems: Vec<Problem>,
}

impl KeyRecord {
    /// Reads the text of a TXT record.
    pub(crate) fn parse(text: &[u8]) -> Self {
        let list = TagList::parse(text);
        let mut problems = list_problems(&list);
        let value = |name: &str| list.get(name).map(|tag| tag.value);
        let flags: Vec<&[u8]> = value("t").map(|value| colon_list(value).collect()).unwrap_or_default();
        let has_flag = |flag: &[u8]| flags.iter().any(|one| one.eq_ignore_ascii_case(flag));
        let services: Option<Vec<&[u8]>> = value("s").map(|value| colon_list(value).collect());
        let for_mail = services
            .is_none_or(|list| list.iter().any(|one| *one == b"*" || one.eq_ignore_ascii_case(b"email")));
        let hashes = value("h").map(|value| colon_list(value).map(<[u8]>::to_ascii_lowercase).collect());
        let key_type = key_type(value("k"), &mut problems);
        let key = public_key(key_type, value("p"), &mut problems);
        if has_flag(b"y") {
            problems.push(Problem::KeyTesting);
        }
        Self {
            key_type,
            key,
            notes: value("n").map(escape),
            testing: has_flag(b"y"),
            strict: has_flag(b"s"),
            hashes,
            for_mail,
            problems,
        }
    }

    /// What keeps this record from serving a signature by `algorithm`, whose `i=` is below `d=` or not.
    pub(crate) fn objections(&self, algorithm: Algorithm, identity_below: bool) -> Vec<Problem> {
        let mut objections = Vec::new();
        let family = match algorithm {
            Algorithm::RsaSha1 | Algorithm::RsaSha256 => KeyType::Rsa,
            Algorithm::Ed25519Sha256 => KeyType::Ed25519,
        };
        if let Some(key_type) = self.key_type.filter(|key_type| *key_type != family) {
            objections.push(Problem::KeyTypeMismatch { key: key_type.name(), algorithm: algorithm.name() });
        }
        let hash = algorithm.hash().name();
        if self.hashes.as_ref().is_some_and(|hashes| !hashes.iter().any(|one| one == hash.as_bytes())) {
            objections.push(Problem::KeyHashForbidden { hash });
        }
        if !self.for_mail {
            objections.push(Problem::KeyServiceForbidden);
        }
        if self.strict && identity_below {
            objections.push(Problem::KeyStrictIdentity);
        }
        objections
    }

    /// Bits of the RSA modulus, or 256.
    pub(crate) fn bits(&self) -> Option<usize> {
        self.key.as_ref().map(|key| match key {
            PublicKey::Rsa(key) => key.bits,
            PublicKey::Ed25519(_) => 256,
        })
    }

    /// The RSA public exponent.
    pub(crate) fn exponent(&self) -> Option<u64> {
        match &self.key {
            Some(PublicKey::Rsa(key)) => Some(key.exponent),
            _ => None,
        }
    }

    /// Whether the key verifies `signature` over `digest`; `None` if the key cannot be used with `algorithm`.
    pub(crate) fn verifies(&self, algorithm: Algorithm, digest: &[u8], signature: &[u8]) -> Option<bool> {
        match (self.key.as_ref()?, algorithm) {
            (PublicKey::Rsa(key), Algorithm::RsaSha1 | Algorithm::RsaSha256) => {
                Some(key.verifies(algorithm.hash(), digest, signature))
            }
            // RFC 8463 §3: Ed25519 signs the SHA-256 hash.
            (PublicKey::Ed25519(key), Algorithm::Ed25519Sha256) => Some(key.verifies(digest, signature)),
            _ => None,
        }
    }
}

impl KeyType {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }
}

fn list_problems(list: &TagList<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !list.faults.is_empty() || list.cut_off {
        problems.push(Problem::KeyTagSyntax);
    }
    for place in &list.duplicates {
        if let Some(tag) = list.tags.get(*place) {
            problems.push(Problem::KeyTagDuplicate { tag: tag.name.to_owned() });
        }
    }
    if let Some(version) = list.get("v") {
        if version.value != b"DKIM1" {
            problems.push(Problem::KeyVersion { value: escape(version.value) });
        }
        // RFC 6376 §3.6.1: "This tag MUST be the first tag in the record."
        if list.tags.first().is_some_and(|first| first.name != "v") {
            problems.push(Problem::KeyVersionNotFirst);
        }
    } else if list.get("p").is_some() {
        problems.push(Problem::KeyVersionMissing);
    }
    if list.get("p").is_some_and(|tag| tag.value.iter().any(|octet| is_fws(*octet))) {
        problems.push(Problem::KeyWhiteSpace);
    }
    problems
}

fn key_type(value: Option<&[u8]>, problems: &mut Vec<Problem>) -> Option<KeyType> {
    let Some(value) = value else { return Some(KeyType::Rsa) };
    match value.to_ascii_lowercase().as_slice() {
        b"rsa" => Some(KeyType::Rsa),
        b"ed25519" => Some(KeyType::Ed25519),
        _ => {
            problems.push(Problem::KeyTypeUnknown { value: escape(value) });
            None
        }
    }
}

fn public_key(
    key_type: Option<KeyType>,
    value: Option<&[u8]>,
    problems: &mut Vec<Problem>,
) -> Option<PublicKey> {
    let Some(value) = value else {
        problems.push(Problem::KeyDataMissing);
        return None;
    };
    if value.is_empty() {
        problems.push(Problem::KeyRevoked);
        return None;
    }
    let octets = match base64::decode(value) {
        Ok(decoded) => decoded.octets,
        Err(fault) => {
            problems.push(Problem::KeyBase64 { fault });
            return None;
        }
    };
    match key_type? {
        KeyType::Rsa => rsa_key(&octets, problems).map(PublicKey::Rsa),
        KeyType::Ed25519 => match Ed25519Key::from_octets(&octets) {
            Ok(key) => Some(PublicKey::Ed25519(key)),
            Err(error) => {
                let fault = match error {
                    Ed25519KeyError::Length => KeyFault::Length,
                    Ed25519KeyError::Point => KeyFault::Point,
                };
                problems.push(Problem::KeyInvalid { fault });
                None
            }
        },
    }
}

fn rsa_key(octets: &[u8], problems: &mut Vec<Problem>) -> Option<RsaKey> {
    let key = match RsaKey::from_der(octets) {
        Ok(key) => key,
        Err(error) => {
            let fault = match error {
                RsaKeyError::Der => KeyFault::Der,
                RsaKeyError::OtherAlgorithm => KeyFault::OtherAlgorithm,
                RsaKeyError::TrailingOctets => KeyFault::TrailingOctets,
                RsaKeyError::Modulus => KeyFault::Modulus,
                RsaKeyError::Exponent => KeyFault::Exponent,
                RsaKeyError::TooLarge => KeyFault::TooLarge,
            };
            problems.push(Problem::KeyInvalid { fault });
            return None;
        }
    };
    if key.bits < MIN_BITS {
        problems.push(Problem::KeyTooShort { bits: key.bits });
    } else if key.bits < GOOD_BITS {
        problems.push(Problem::KeyWeak { bits: key.bits });
    }
    if key.exponent < USUAL_EXPONENT {
        problems.push(Problem::KeyLowExponent { exponent: key.exponent });
    }
    if key.bare {
        problems.push(Problem::KeyBareRsa);
    }
    Some(key)
}
