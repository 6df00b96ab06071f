//! What the octets of `p=` are, by their DER structure.

use crate::crypto::rsa::{RsaKey, RsaKeyError};

/// Octets before the key in the SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §4).
const ED25519_INFO: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
/// An Ed25519 key (RFC 8032 §5.1.5).
const ED25519_LEN: usize = 32;

/// What octets are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KeyData<'a> {
    /// A whole RSA key, without what may follow it.
    Rsa(&'a [u8]),
    /// The 32 octets of an Ed25519 key.
    Ed25519(&'a [u8]),
    /// A private key.
    Private,
    /// The beginning of a structure that says itself how long it is.
    CutOff {
        expected: usize,
    },
    Unknown,
}

/// Looks at octets; most of the structure is left to the strict reader.
pub(super) fn recognise(octets: &[u8]) -> KeyData<'_> {
    if let Some(key) = octets.strip_prefix(ED25519_INFO)
        && key.len() == ED25519_LEN
    {
        return KeyData::Ed25519(key);
    }
    // Any octets can be such a key; few begin like a longer structure.
    if octets.len() == ED25519_LEN && !matches!(octets, [0x30, 0x81 | 0x82, ..]) {
        return KeyData::Ed25519(octets);
    }
    let Some((content, total)) = sequence(octets) else { return KeyData::Unknown };
    // RFC 8017 §A.1.2 and RFC 5958 §2: a private key begins with a version, INTEGER 0.
    if matches!(content, [0x02, 0x01, 0x00, 0x02 | 0x30, ..]) {
        return KeyData::Private;
    }
    // RFC 5280 §4.1, RFC 8017 §A.1.1: an AlgorithmIdentifier, or the modulus.
    let begins_well = matches!(content, [0x30 | 0x02, ..]);
    match octets.get(..total) {
        None if begins_well => KeyData::CutOff { expected: total },
        Some(whole)
            if !matches!(RsaKey::from_der(whole), Err(RsaKeyError::Der | RsaKeyError::OtherAlgorithm)) =>
        {
            KeyData::Rsa(whole)
        }
        _ => KeyData::Unknown,
    }
}

/// The content of a SEQUENCE as far as it is there, and the length that the whole says it has.
fn sequence(octets: &[u8]) -> Option<(&[u8], usize)> {
    let (length, header) = match octets {
        [0x30, length @ 0..=0x7f, ..] => (usize::from(*length), 2_usize),
        [0x30, 0x81, length, ..] => (usize::from(*length), 3),
        [0x30, 0x82, high, low, ..] => (usize::from(u16::from_be_bytes([*high, *low])), 4),
        _ => return None,
    };
    Some((octets.get(header..)?, header.saturating_add(length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_keys_from_pieces_and_from_secrets() {
        let info = [ED25519_INFO, &[9; 32]].concat();
        assert_eq!(recognise(&info), KeyData::Ed25519(&[9; 32]));
        assert_eq!(recognise(&[0x30; 32]), KeyData::Ed25519(&[0x30; 32]));
        assert_eq!(recognise(&[9; 31]), KeyData::Unknown);
        assert_eq!(recognise(b"\x30\x82\x01\x22\x30\x0d\x06\x09"), KeyData::CutOff { expected: 294 });
        assert_eq!(recognise(b"\x30\x81\x9f\x30\x0d\x06\x09"), KeyData::CutOff { expected: 162 });
        assert_eq!(recognise(b"\x30\x82\x04\xa4\x02\x01\x00\x02\x82\x01\x01\x00"), KeyData::Private);
        assert_eq!(recognise(b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70"), KeyData::Private);
        assert_eq!(recognise(b""), KeyData::Unknown);
    }
}
