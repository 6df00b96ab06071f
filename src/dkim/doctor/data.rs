//! The base64 of a key of which characters were changed or lost on the way into the DNS.

use super::{
    der::{KeyData, recognise},
    record::decode_loosely,
};
use crate::{dkim::base64, tag_list::is_fws};

/// Blanks that may have been a `+`: a key of 4096 bits has some ten of them.
const MAX_BLANKS: usize = 64;

/// The octets of base64 in which each blank must have been a `+`, and how many there are: forms and web addresses
/// write blanks so. `None` if it is a key as it stands, or none with them either.
pub(super) fn with_plus(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let is_blank = |octet: &&u8| **octet == b' ';
    let count = text.iter().filter(is_blank).count();
    if count == 0 || count > MAX_BLANKS || is_key(&decode_loosely(text)?) {
        return None;
    }
    let plain: Vec<u8> = text.iter().map(|octet| if *octet == b' ' { b'+' } else { *octet }).collect();
    let octets = base64::decode(&plain).ok()?.octets;
    // A blank too many, which no plus sign was, would leave octets over.
    let is_whole = matches!(recognise(&octets), KeyData::Rsa(key) if key.len() == octets.len());
    is_whole.then_some((octets, count))
}

/// The text with the characters of base64 for those that stand for them in web addresses (RFC 4648 §5, RFC 3986
/// §2.1); `None` where there are none.
pub(super) fn of_web_address(text: &[u8]) -> Option<Vec<u8>> {
    const CODES: [(&[u8], u8); 8] = [
        (b"-", b'+'),
        (b"_", b'/'),
        (b"%2B", b'+'),
        (b"%2b", b'+'),
        (b"%2F", b'/'),
        (b"%2f", b'/'),
        (b"%3D", b'='),
        (b"%3d", b'='),
    ];
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut is_changed) = (text, false);
    while let Some((first, after)) = rest.split_first() {
        let code = CODES.iter().find_map(|(code, octet)| Some((*octet, rest.strip_prefix(*code)?)));
        is_changed |= code.is_some();
        let (octet, after) = code.unwrap_or((*first, after));
        plain.push(octet);
        rest = after;
    }
    is_changed.then_some(plain)
}

/// How many characters of base64 are missing inside of a key that says that it has `expected` octets, where its end
/// is there: the usual exponent, 65537.
pub(super) fn missing_inside(text: &[u8], expected: usize) -> Option<usize> {
    let compact: Vec<u8> = text.iter().copied().filter(|octet| !is_fws(*octet) && *octet != b'=').collect();
    // The last octets, 02 03 01 00 01, by where they stand in a group of three.
    let end: &[u8] = match expected.checked_rem(3)? {
        0 => b"IDAQAB",
        1 => b"CAwEAAQ",
        _ => b"AgMBAAE",
    };
    let length = expected.checked_mul(4)?.div_ceil(3);
    compact.ends_with(end).then_some(length.checked_sub(compact.len())?).filter(|missing| *missing > 0)
}

fn is_key(octets: &[u8]) -> bool {
    matches!(recognise(octets), KeyData::Rsa(key) | KeyData::Ed25519(key) if !key.is_empty())
}
