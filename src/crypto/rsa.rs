//! RSASSA-PKCS1-v1_5 verification (RFC 8017 §8.2.2).

use ::rsa::{
    BoxedUint, Pkcs1v15Sign, PublicKey,
    pkcs1::{self, der},
    pkcs8::spki,
};
use ::rsa::{hazmat, traits::PublicKeyParts as _};
use sha1::Sha1;
use sha2::Sha256;

use super::hash::HashAlgorithm;

/// Larger moduli are refused before any arithmetic.
pub(crate) const MAX_BITS: usize = 8192;

/// Why octets are no usable RSA public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RsaKeyError {
    Der,
    OtherAlgorithm,
    TrailingOctets,
    Modulus,
    Exponent,
    TooLarge,
}

/// An RSA public key of any size up to [`MAX_BITS`].
#[derive(Debug, Clone)]
pub(crate) struct RsaKey {
    /// Odd, and above the exponent.
    modulus: BoxedUint,
    /// Bits of the modulus.
    pub(crate) bits: usize,
    /// The public exponent.
    pub(crate) exponent: u64,
    /// No SubjectPublicKeyInfo was around it.
    pub(crate) bare: bool,
}

impl RsaKey {
    /// Reads a SubjectPublicKeyInfo or a bare RSAPublicKey, both strictly DER.
    pub(crate) fn from_der(octets: &[u8]) -> Result<Self, RsaKeyError> {
        match spki::SubjectPublicKeyInfoRef::try_from(octets) {
            Ok(info) => {
                if info.algorithm.oid != pkcs1::ALGORITHM_OID {
                    return Err(RsaKeyError::OtherAlgorithm);
                }
                let inner = info.subject_public_key.as_bytes().ok_or(RsaKeyError::Der)?;
                Self::from_rsa_public_key(inner, false)
            }
            Err(error) if trailing(&error) => Err(RsaKeyError::TrailingOctets),
            Err(_) => Self::from_rsa_public_key(octets, true),
        }
    }

    fn from_rsa_public_key(octets: &[u8], bare: bool) -> Result<Self, RsaKeyError> {
        let parsed =
            pkcs1::RsaPublicKey::<der::asn1::UintRef<'_>>::try_from(octets).map_err(|error| match error {
                pkcs1::Error::Asn1(error) if is_trailing(&error) => RsaKeyError::TrailingOctets,
                _ => RsaKeyError::Der,
            })?;
        let modulus = parsed.modulus.as_bytes();
        let bits = bits(modulus);
        if bits > MAX_BITS {
            return Err(RsaKeyError::TooLarge);
        }
        // An exponent of 2^33 and more could make one verification arbitrarily expensive.
        let exponent = number(parsed.public_exponent.as_bytes()).ok_or(RsaKeyError::Exponent)?;
        // RFC 8017 §3.1: e is at least 3, and odd: it has no factor in common with the even λ(n).
        if exponent < 3 || exponent % 2 == 0 || exponent > PublicKey::MAX_PUB_EXPONENT {
            return Err(RsaKeyError::Exponent);
        }
        let is_even = modulus.last().is_none_or(|octet| octet % 2 == 0);
        let modulus = BoxedUint::from_be_slice_vartime(modulus);
        if is_even || modulus <= BoxedUint::from(exponent) {
            return Err(RsaKeyError::Modulus);
        }
        Ok(Self { modulus, bits, exponent, bare })
    }

    /// Whether `signature` is exactly the one over `digest`: as long as the modulus, below it, and
    /// opening to the one encoding that EMSA-PKCS1-v1_5 allows.
    pub(crate) fn verifies(&self, hash: HashAlgorithm, digest: &[u8], signature: &[u8]) -> bool {
        let scheme = match hash {
            HashAlgorithm::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            HashAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        };
        self.prepared().is_some_and(|key| key.verify(scheme, digest, signature).is_ok())
    }

    /// The hash that `signature` was made over, if it opens under this key to exactly one of the
    /// encodings of EMSA-PKCS1-v1_5. For explanations only: a verdict comes from [`Self::verifies`],
    /// which parses nothing. It costs as much as that.
    pub(crate) fn open(&self, signature: &[u8]) -> Option<(HashAlgorithm, Vec<u8>)> {
        let key = self.prepared()?;
        if signature.len() != key.size() {
            return None;
        }
        let signature = BoxedUint::from_be_slice(signature, key.n_bits_precision()).ok()?;
        if signature >= self.modulus {
            return None;
        }
        let opened = hazmat::rsa_encrypt(&key, &signature).ok()?.to_be_bytes();
        let encoded = opened.get(opened.len().checked_sub(key.size())?..)?;
        [HashAlgorithm::Sha1, HashAlgorithm::Sha256].into_iter().find_map(|hash| {
            let digest = encoded.get(encoded.len().checked_sub(hash.len())?..)?;
            (encode(hash, digest, encoded.len())? == encoded).then(|| (hash, digest.to_vec()))
        })
    }

    /// Preparing a modulus is costly: done where the cost is accounted for, and not on reading.
    fn prepared(&self) -> Option<PublicKey> {
        let exponent = BoxedUint::from(self.exponent);
        PublicKey::new_with_size_limits(self.modulus.clone(), exponent, 2..=MAX_BITS).ok()
    }
}

/// Bits of a number, highest octet first.
fn bits(octets: &[u8]) -> usize {
    let Some(first) = octets.iter().position(|octet| *octet != 0) else { return 0 };
    let rest = octets.get(first..).unwrap_or_default();
    let zeros = rest.first().map_or(0, |octet| octet.leading_zeros());
    rest.len().saturating_mul(8).saturating_sub(usize::try_from(zeros).unwrap_or(0))
}

/// A number of at most eight octets, highest first.
fn number(octets: &[u8]) -> Option<u64> {
    let mut whole = [0; 8];
    let start = whole.len().checked_sub(octets.len())?;
    whole.get_mut(start..)?.copy_from_slice(octets);
    Some(u64::from_be_bytes(whole))
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2) in `length` octets; `None` if they are too few.
fn encode(hash: HashAlgorithm, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    const SHA1: &[u8] = b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14";
    const SHA256: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
    let prefix = match hash {
        HashAlgorithm::Sha1 => SHA1,
        HashAlgorithm::Sha256 => SHA256,
    };
    let padding = length.checked_sub(prefix.len())?.checked_sub(digest.len())?.checked_sub(3)?;
    if padding < 8 {
        return None;
    }
    Some([&[0, 1], vec![0xff; padding].as_slice(), &[0], prefix, digest].concat())
}

fn trailing(error: &spki::Error) -> bool {
    matches!(error, spki::Error::Asn1(error) if is_trailing(error))
}

fn is_trailing(error: &der::Error) -> bool {
    matches!(error.kind(), der::ErrorKind::TrailingData { .. })
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::Digest as _;

    use super::*;

    const KEY: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCVy0/OfbeinFxf3qxlb9mjq6aWQT8v6xkNMz75gDe9YbxZUZYSJk7Fiv7HviKhjWp0695i9//4JIyCuS2s1D6VH10a7z2BNbc31hbHXAu5EYFCEyWcIM+RIojA4vnGFAvZMFg8MHl4tgsuswzfd2FHgyGPRJhXuYS1lKJq6lj2MwIDAQAB";
    /// Over `waxseal`.
    const SHA256: &str = "aU4qEHTg7m6ZakNGO+CHqCxXd1BwUkhmmO7ZYolH0i4aEalqb2oIf4rwA3re3hSkEVjAiymgm2aeOxmsdmfOKmIkxzdwvOUuZ41wijF04ef0jTtkDH2ByoTXuOkEG6ZOpFNunD1Y03oIcYOv/uyTQjZn0rK6hna/hrlrxHrgsEM=";
    const SHA1: &str = "cD0oVCpjGOpWkypXxVKCHthnUqBx73DnMcQR4UHJD6/aMR0hXlYQ17faj/JSQw9SC7OiQziGvHAinsJp1FvrZDrjGDkIw4sEA5NHpyaYySUH1G6mIgIyE05stpuCauVL6BNv8eUMhTH7twz/v/n3ZtA+GeT1R8kIC5jwX1rVjOA=";

    fn octets(text: &str) -> Vec<u8> {
        STANDARD.decode(text).unwrap()
    }

    fn key() -> RsaKey {
        RsaKey::from_der(&octets(KEY)).unwrap()
    }

    /// A value of DER.
    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let head = match length {
            0..=0x7F => vec![tag, u8::try_from(length).unwrap()],
            0x80..=0xFF => vec![tag, 0x81, u8::try_from(length).unwrap()],
            _ => [&[tag, 0x82][..], &u16::try_from(length).unwrap().to_be_bytes()].concat(),
        };
        [head, content.to_vec()].concat()
    }

    /// A number that is not negative, highest octet first.
    fn integer(octets: &[u8]) -> Vec<u8> {
        let first = octets.iter().position(|octet| *octet != 0);
        let rest = first.map_or(&[0][..], |first| &octets[first..]);
        let sign: &[u8] = if rest[0] >= 0x80 { &[0] } else { &[] };
        der(0x02, &[sign, rest].concat())
    }

    /// A bare key with a modulus of all ones.
    fn bare(bits: usize, exponent: u64) -> Vec<u8> {
        let mut modulus = vec![0xFF; bits.div_ceil(8)];
        modulus[0] = 0xFF >> (bits.next_multiple_of(8).abs_diff(bits));
        der(0x30, &[integer(&modulus), integer(&exponent.to_be_bytes())].concat())
    }

    fn error(octets: &[u8]) -> Option<RsaKeyError> {
        RsaKey::from_der(octets).err()
    }

    #[test]
    fn exponents_are_odd_and_neither_small_nor_large() {
        for exponent in [3, 5, 65_537, (1 << 33) - 1] {
            let key = RsaKey::from_der(&bare(1024, exponent)).unwrap();
            assert_eq!((key.exponent, key.bits, key.bare), (exponent, 1024, true));
        }
        for exponent in [0, 1, 2, 4, 65_536, (1 << 33) - 2, 1 << 33, (1 << 33) + 1, u64::MAX] {
            assert_eq!(error(&bare(1024, exponent)), Some(RsaKeyError::Exponent), "{exponent}");
        }
        let long = der(0x30, &[integer(&[0xFF; 128]), integer(&[1, 0, 0, 0, 0, 0, 0, 0, 1])].concat());
        assert_eq!(error(&long), Some(RsaKeyError::Exponent));
    }

    #[test]
    fn moduli_are_odd_and_end_at_the_largest() {
        for bits in [17, 1023, 1024, 1025, 8185, 8191, 8192] {
            assert_eq!(RsaKey::from_der(&bare(bits, 65_537)).unwrap().bits, bits);
        }
        for bits in [8193, 8199, 8200, 8201, 9000, 16_384] {
            assert_eq!(error(&bare(bits, 65_537)), Some(RsaKeyError::TooLarge), "{bits}");
        }
        for last in [0, 2, 0x80, 0xFE] {
            let even = der(0x30, &[integer(&[&[0xFF; 127][..], &[last]].concat()), integer(&[3])].concat());
            assert_eq!(error(&even), Some(RsaKeyError::Modulus), "{last}");
        }
        assert_eq!(error(&bare(2, 3)), Some(RsaKeyError::Modulus));
        assert_eq!((bits(&[0, 0]), bits(&[]), bits(&[0, 1]), bits(&[0x80, 0])), (0, 0, 1, 16));
    }

    #[test]
    fn tells_what_follows_a_key_from_what_is_none() {
        let (info, bare) = (octets(KEY), bare(1024, 3));
        for whole in [&info, &bare] {
            assert_eq!(error(whole), None);
            assert_eq!(error(&[whole.as_slice(), &[0]].concat()), Some(RsaKeyError::TrailingOctets));
            assert_eq!(error(whole.split_last().unwrap().1), Some(RsaKeyError::Der));
        }
        // One octet too many within the outer sequence.
        let within = der(0x30, &[integer(&[0xFF; 128]), integer(&[3]), vec![0x05, 0x00]].concat());
        assert!(matches!(error(&within), Some(RsaKeyError::Der | RsaKeyError::TrailingOctets)));
        for other in [&b""[..], b"\x30\x00", b"\x04\x01\x00", &[0x30; 40]] {
            assert_eq!(error(other), Some(RsaKeyError::Der), "{other:X?}");
        }
    }

    #[test]
    fn opens_to_the_hash_that_verifies() {
        let sha256 = Sha256::digest(b"waxseal").to_vec();
        assert!(key().verifies(HashAlgorithm::Sha256, &sha256, &octets(SHA256)));
        assert_eq!(key().open(&octets(SHA256)), Some((HashAlgorithm::Sha256, sha256)));
        let sha1 = Sha1::digest(b"waxseal").to_vec();
        assert!(key().verifies(HashAlgorithm::Sha1, &sha1, &octets(SHA1)));
        assert_eq!(key().open(&octets(SHA1)), Some((HashAlgorithm::Sha1, sha1)));
    }

    #[test]
    fn opens_nothing_that_is_not_whole() {
        let signature = octets(SHA256);
        let mut damaged = signature.clone();
        damaged[60] ^= 1;
        let longer = [&[0], signature.as_slice()].concat();
        for wrong in [&damaged, &longer, &signature[1..].to_vec(), &vec![0xff; 128], &vec![0; 128], &vec![]] {
            assert_eq!(key().open(wrong), None);
        }
        // 1 opens to 1.
        let mut one = vec![0; 128];
        one[127] = 1;
        assert_eq!(key().open(&one), None);
    }

    #[test]
    fn encodes_with_eight_octets_of_padding_at_least() {
        assert_eq!(encode(HashAlgorithm::Sha256, &[7; 32], 61), None);
        let encoded = encode(HashAlgorithm::Sha256, &[7; 32], 62).unwrap();
        assert_eq!(encoded.len(), 62);
        assert_eq!(encoded[..11], [0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 0]);
    }
}
