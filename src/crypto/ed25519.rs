//! Ed25519 verification, strict (RFC 8032 §5.1.7).

use curve25519_dalek::{EdwardsPoint, Scalar, edwards::CompressedEdwardsY, traits::IsIdentity as _};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha512};

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

    /// What tells for many messages whether `signature` (64 octets) is over one of them; `None` if it is over none.
    pub(crate) fn matcher(&self, signature: &[u8]) -> Option<Ed25519Matcher> {
        let (first, second) = signature.split_first_chunk::<32>()?;
        let second: &[u8; 32] = second.try_into().ok()?;
        let (r, s) = (CompressedEdwardsY(*first).decompress()?, Scalar::from_canonical_bytes(*second));
        let s = Option::<Scalar>::from(s)?;
        let key = self.0.to_edwards();
        let mut prefix = [0; 64];
        let (left, right) = prefix.split_at_mut(32);
        left.copy_from_slice(first);
        right.copy_from_slice(self.0.as_bytes());
        #[allow(clippy::arithmetic_side_effects, reason = "points of the curve")]
        let wanted = EdwardsPoint::mul_base(&s) - r;
        Some(Ed25519Matcher { prefix, wanted, multiples: multiples(key) })
    }

    /// Whether `signature` (64 octets) is valid for `message`: S below the group order, R not of small order.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

/// One signature, to be compared with many messages: RFC 8032 §5.1.7 asks for S·B = R + k·A, of which k alone depends
/// on the message. With multiples of A at hand, one more message costs a few additions.
///
/// For searches: what it finds has to be verified like any other signature.
#[derive(Clone)]
pub(crate) struct Ed25519Matcher {
    /// R and A, as they are hashed before the message.
    prefix: [u8; 64],
    /// S·B - R.
    wanted: EdwardsPoint,
    /// For each octet of a scalar, lowest first, the multiples of A that its values 1 to 255 stand for.
    multiples: Vec<Vec<EdwardsPoint>>,
}

impl Ed25519Matcher {
    /// Whether the signature is over `message`.
    #[allow(clippy::arithmetic_side_effects, reason = "points of the curve")]
    pub(crate) fn is_over(&self, message: &[u8]) -> bool {
        let hash = Sha512::new().chain_update(self.prefix).chain_update(message).finalize();
        let scalar = Scalar::from_bytes_mod_order_wide(&hash.into());
        let mut rest = self.wanted;
        for (octet, multiples) in scalar.to_bytes().iter().zip(&self.multiples) {
            if let Some(multiple) = usize::from(*octet).checked_sub(1).and_then(|place| multiples.get(place))
            {
                rest -= multiple;
            }
        }
        rest.is_identity()
    }
}

impl std::fmt::Debug for Ed25519Matcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Ed25519Matcher").finish_non_exhaustive()
    }
}

/// The multiples of a point by 1 to 255 times each power of 256 that a scalar has.
#[allow(clippy::arithmetic_side_effects, reason = "points of the curve")]
fn multiples(point: EdwardsPoint) -> Vec<Vec<EdwardsPoint>> {
    let mut unit = point;
    let mut all = Vec::with_capacity(32);
    for _ in 0..32 {
        let mut multiple = unit;
        let mut row = Vec::with_capacity(255);
        for _ in 0..255 {
            row.push(multiple);
            multiple += unit;
        }
        all.push(row);
        unit = multiple;
    }
    all
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
    fn a_matcher_agrees_with_the_verification() {
        // RFC 8032 §7.1, TEST 3.
        let octets = |hex: &str| -> Vec<u8> {
            let digits = hex.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
            digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
        };
        let key = octets("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        let key = Ed25519Key::from_octets(&key).unwrap();
        let signature = octets(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
             18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        );
        let matcher = key.matcher(&signature).unwrap();
        assert!(key.verifies(&[0xAF, 0x82], &signature) && matcher.is_over(&[0xAF, 0x82]));
        for message in [&[0xAF, 0x83][..], &[0xAF], &[]] {
            assert!(!key.verifies(message, &signature) && !matcher.is_over(message));
        }
        // An S above the order of the group (RFC 8032 §8.4), and an R that is no point.
        let mut other = signature.clone();
        other[63] |= 0x10;
        assert!(key.matcher(&other).is_none());
        let no_point = [point(2, 0, 0).as_slice(), &signature[32..]].concat();
        assert!(key.matcher(&no_point).is_none());
        assert!(key.matcher(&signature[..63]).is_none());
    }

    #[test]
    fn r_is_no_point_of_small_order() {
        use curve25519_dalek::traits::Identity as _;
        let secret = Scalar::from(1_234_567_u64);
        let public = EdwardsPoint::mul_base(&secret).compress();
        let r = EdwardsPoint::identity().compress();
        let hash =
            Sha512::new().chain_update(r.as_bytes()).chain_update(public.as_bytes()).chain_update(b"x");
        let s = Scalar::from_bytes_mod_order_wide(&hash.finalize().into()) * secret;
        let signature = [*r.as_bytes(), s.to_bytes()].concat();
        let key = Ed25519Key::from_octets(public.as_bytes()).unwrap();
        // The equation holds, and R is of small order (RFC 8032 leaves that open, `verify_strict` does not).
        assert!(key.matcher(&signature).unwrap().is_over(b"x"));
        assert!(!key.verifies(b"x", &signature));
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
