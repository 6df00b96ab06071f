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

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;

    /// y, and the bit for the sign of x.
    fn point(low: u8, middle: u8, high: u8) -> [u8; 32] {
        let mut octets = [middle; 32];
        (octets[0], octets[31]) = (low, high);
        octets
    }

    #[test]
    fn a_point_has_one_encoding() {
        // p - 1 with either sign, and numbers below it.
        for octets in
            [point(0xEC, 0xFF, 0x7F), point(0xEC, 0xFF, 0xFF), point(0xFF, 0xFF, 0x7E), point(0xFF, 0, 0)]
        {
            assert!(is_canonical(&octets), "{octets:X?}");
        }
        let mut gap = point(0xFF, 0xFF, 0x7F);
        gap[16] = 0xFE;
        assert!(is_canonical(&gap));
        // p and more.
        for octets in [point(0xED, 0xFF, 0x7F), point(0xFF, 0xFF, 0x7F), point(0xEE, 0xFF, 0xFF)] {
            assert!(!is_canonical(&octets), "{octets:X?}");
        }
    }

    #[test]
    fn only_canonical_points_are_keys() {
        // 3 to 6, 9 and 10 are y coordinates of points of large order; p + y names the same point.
        for y in [3, 4, 5, 6, 9, 10] {
            assert!(Ed25519Key::from_octets(&point(y, 0, 0)).is_ok(), "{y}");
            let other = Ed25519Key::from_octets(&point(0xED + y, 0xFF, 0x7F));
            assert_eq!(other.err(), Some(Ed25519KeyError::Point), "p + {y}");
        }
        // Points of small order, of no point at all, and of another length.
        for octets in [&point(0, 0, 0)[..], &point(1, 0, 0), &point(2, 0, 0)] {
            assert_eq!(Ed25519Key::from_octets(octets).err(), Some(Ed25519KeyError::Point));
        }
        assert_eq!(Ed25519Key::from_octets(&[3; 31]).err(), Some(Ed25519KeyError::Length));
    }
}
