//! Bodies cut into pieces of all sizes, against their canonical form made octet by octet.

#![allow(clippy::arithmetic_side_effects)]

use super::*;

/// The canonical form octet by octet, for comparison.
fn naive(canonicalization: Canonicalization, body: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for (place, octet) in body.iter().enumerate() {
        if *octet == b'\n' && (place == 0 || body[place - 1] != b'\r') {
            text.push(b'\r');
        }
        text.push(*octet);
    }
    if canonicalization == Canonicalization::Relaxed {
        let mut out: Vec<u8> = Vec::new();
        for octet in text {
            match octet {
                b' ' | b'\t' if out.last() == Some(&b' ') => {}
                b' ' | b'\t' => out.push(b' '),
                b'\n' if out.ends_with(b" \r") => {
                    out.truncate(out.len() - 2);
                    out.extend_from_slice(b"\r\n");
                }
                _ => out.push(octet),
            }
        }
        if out.last() == Some(&b' ') {
            out.pop();
        }
        text = out;
    }
    while text.ends_with(b"\r\n\r\n") || text == b"\r\n" {
        text.truncate(text.len() - 2);
    }
    let empty_stays = canonicalization == Canonicalization::Relaxed && text.is_empty();
    if !text.ends_with(b"\r\n") && !empty_stays {
        text.extend_from_slice(b"\r\n");
    }
    text
}

fn digest(octets: &[u8]) -> Vec<u8> {
    let mut hasher = Hasher::new(HashAlgorithm::Sha256);
    hasher.update(octets);
    hasher.finish()
}

fn check(body: &[u8]) {
    for canonicalization in [Canonicalization::Simple, Canonicalization::Relaxed] {
        let expected = naive(canonicalization, body);
        let lengths = [0, 1, expected.len() / 2, expected.len(), expected.len() + 1];
        for size in [1, 2, 3, 63, 64, 65, 100_000] {
            let wanted = |length| Wanted { canonicalization, hash: HashAlgorithm::Sha256, length };
            let mut all = vec![wanted(None)];
            all.extend(lengths.iter().map(|length| wanted(Some(*length as u64))));
            let mut hashes = BodyHashes::new(&all);
            for piece in body.chunks(size) {
                hashes.push(piece);
            }
            let digests = hashes.finish();
            let text = String::from_utf8_lossy(body);
            assert_eq!(digests.length(canonicalization), Some(expected.len() as u64), "{text:?} {size}");
            assert_eq!(digests.get(wanted(None)), Some(&*digest(&expected)), "{text:?} {size}");
            for length in lengths {
                let expected = expected.get(..length).map(digest);
                assert_eq!(digests.get(wanted(Some(length as u64))), expected.as_deref(), "{text:?}");
            }
        }
    }
}

#[test]
fn small_bodies() {
    for body in [
        "",
        "\r\n",
        "\r\n\r\n",
        "a",
        "a\r\n",
        "a\r\n\r\n\r\n",
        " \r\n\t\r\n",
        "a \r\n \r\n",
        "a\tb  c \r\n",
        "a\r\n\r\nb",
        "a\nb\n\n",
        "a\r\r\n",
        "\r",
        "a \rb",
        " ",
        "a ",
        "\r\na",
        "a\r",
        " a",
        "\t\ta\r\n",
    ] {
        check(body.as_bytes());
    }
}

#[test]
fn bodies_longer_than_a_block() {
    let pieces = ["word ", "  ", "\t", "\r\n", "\n", "\r", "x".repeat(70).leak(), "\r\n\r\n", " \r\n", "é"];
    let mut state = 7_u32;
    for _ in 0..60 {
        let mut body = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            body.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        check(body.as_bytes());
    }
}
