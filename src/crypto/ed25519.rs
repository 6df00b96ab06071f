//! Ed25519 verification, strict (RFC 8032 §5.1.7).

use ed25519_dalek::{Signature, VerifyingKey};

/// Why octets are no usable Ed25519 public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ed25519KeyError {
    /// Not 32 octets.
    Length,
    /// No point of the curve, not its canonical encoding, or a point of small order.
    Point,
}

/// An Ed25519 public key that can verify.
#[derive(Debug, Clone)]
pub(crate) struct Ed25519Key(VerifyingKey);

impl Ed25519Key {
    /// Reads the 32 octets of RFC 8463 §4.2.
    pub(crate) fn from_octets(octets: &[u8]) -> Result<Self, Ed25519KeyError> {
        let octets: &[u8; 32] = octets.try_into().map_err(|_| Ed25519KeyError::Length)?;
        let key = VerifyingKey::from_bytes(octets).map_err(|_| Ed25519KeyError::Point)?;
        if key.is_weak() || !is_canonical(octets) {
            return Err(Ed25519KeyError::Point);
        }
        Ok(Self(key))
    }

    /// Whether `signature` (64 octets) is valid for `message`: S below the group order, R not of small order.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

/// Whether the y coordinate is below the field's prime, 2^255 - 19 (RFC 8032 §5.1.3).
fn is_canonical(octets: &[u8; 32]) -> bool {
    let [low, middle @ .., high] = octets;
    !(high & 0x7F == 0x7F && middle.iter().all(|octet| *octet == 0xFF) && *low >= 0xED)
}
