//! RSASSA-PKCS1-v1_5 verification (RFC 8017 §8.2.2).

use ::rsa::{
    BoxedUint, Pkcs1v15Sign, PublicKey,
    pkcs1::{self, der},
    pkcs8::spki,
};
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
        if modulus.len().saturating_mul(8) > MAX_BITS.saturating_add(7) {
            return Err(RsaKeyError::TooLarge);
        }
        // An exponent of 2^33 and more could make one verification arbitrarily expensive.
        let exponent = parsed.public_exponent.as_bytes();
        let exponent = match exponent.len() {
            0..=8 => exponent.iter().fold(0_u64, |sum, octet| (sum << 8) | u64::from(*octet)),
            _ => return Err(RsaKeyError::Exponent),
        };
        // RFC 8017 §3.1: e is at least 3, and odd: it has no factor in common with the even λ(n).
        if exponent < 3 || exponent % 2 == 0 || exponent > PublicKey::MAX_PUB_EXPONENT {
            return Err(RsaKeyError::Exponent);
        }
        let is_even = modulus.last().is_none_or(|octet| octet % 2 == 0);
        let modulus = BoxedUint::from_be_slice_vartime(modulus);
        let bits = usize::try_from(modulus.bit_width_vartime()).unwrap_or(usize::MAX);
        if bits > MAX_BITS {
            return Err(RsaKeyError::TooLarge);
        }
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
        // Preparing a modulus is costly: done here, where the cost is accounted for, and not on reading.
        let exponent = BoxedUint::from(self.exponent);
        PublicKey::new_with_size_limits(self.modulus.clone(), exponent, 2..=MAX_BITS)
            .is_ok_and(|key| key.verify(scheme, digest, signature).is_ok())
    }
}

fn trailing(error: &spki::Error) -> bool {
    matches!(error, spki::Error::Asn1(error) if is_trailing(error))
}

fn is_trailing(error: &der::Error) -> bool {
    matches!(error.kind(), der::ErrorKind::TrailingData { .. })
}
