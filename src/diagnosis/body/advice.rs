//! What a sender can do so that the same changes do no harm.

use super::{line_at, line_starts};
use crate::{
    diagnosis::Advice,
    dkim::{BodyHashes, Canonicalization, Wanted},
};

/// RFC 5322 §2.1.1: octets of a line without its line end.
const MAX_LINE: usize = 998;

/// What would have helped against what made `now` of the body `signed`.
pub(super) fn find(now: &[u8], signed: &[u8], wanted: Wanted) -> Vec<Advice> {
    let mut advice = Vec::new();
    if wanted.canonicalization == Canonicalization::Simple && now != signed {
        let relaxed = Wanted { canonicalization: Canonicalization::Relaxed, length: None, ..wanted };
        let hash = |octets: &[u8]| {
            let mut hashes = BodyHashes::new(&[relaxed]);
            hashes.push(octets);
            hashes.finish().get(relaxed).map(<[u8]>::to_vec)
        };
        if hash(now) == hash(signed) {
            advice.push(Advice::Relaxed);
        }
    }
    let has_long_line = line_starts(signed).into_iter().any(|start| line_at(signed, start).len() > MAX_LINE);
    if has_long_line {
        advice.push(Advice::ShortLines);
    } else if !signed.is_ascii() && now != signed {
        advice.push(Advice::SevenBit);
    }
    advice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::hash::HashAlgorithm;

    #[test]
    fn finds_what_would_have_helped() {
        let of = |now: &[u8], signed: &[u8], canonicalization| {
            find(now, signed, Wanted { canonicalization, hash: HashAlgorithm::Sha256, length: None })
        };
        let (simple, relaxed) = (Canonicalization::Simple, Canonicalization::Relaxed);
        assert_eq!(of(b"a \r\n", b"a\r\n", simple), [Advice::Relaxed]);
        assert_eq!(of(b"a b\r\n", b"ab\r\n", simple), []);
        assert_eq!(of(b"b\r\n", b"a\r\n", relaxed), []);
        let long = [b'x'; 1_000];
        assert_eq!(of(&long[..990], &long, relaxed), [Advice::ShortLines]);
        assert_eq!(of(b"?\r\n", "\u{e9}\r\n".as_bytes(), relaxed), [Advice::SevenBit]);
    }
}
