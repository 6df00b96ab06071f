//! Canonicalization of header fields (RFC 6376 §3.4.1, §3.4.2).

use super::verification::Canonicalization;
use crate::span::Span;

/// Appends the canonical form of a field to `out`, with its final CRLF.
///
/// `raw` is the whole field. LF alone is read as CRLF.
pub(crate) fn field(canonicalization: Canonicalization, raw: &[u8], out: &mut Vec<u8>) {
    match canonicalization {
        Canonicalization::Simple => {
            simple(without_line_end(raw), out);
        }
        Canonicalization::Relaxed => relaxed(raw, Span::new(0, 0), out),
    }
    out.extend_from_slice(b"\r\n");
}

/// Appends the canonical form of a signature field to `out`: the octets of `value`, which are those
/// between `b=` and the next `;`, left out, and no final CRLF (RFC 6376 §3.7).
pub(crate) fn signature_field(
    canonicalization: Canonicalization,
    raw: &[u8],
    value: Span,
    out: &mut Vec<u8>,
) {
    match canonicalization {
        Canonicalization::Simple => {
            simple(raw.get(..value.start).unwrap_or_default(), out);
            simple(without_line_end(raw.get(value.end..).unwrap_or_default()), out);
        }
        Canonicalization::Relaxed => relaxed(raw, value, out),
    }
}

fn without_line_end(raw: &[u8]) -> &[u8] {
    raw.strip_suffix(b"\r\n").or_else(|| raw.strip_suffix(b"\n")).unwrap_or(raw)
}

fn simple(raw: &[u8], out: &mut Vec<u8>) {
    let mut last = 0_u8;
    for octet in raw {
        if *octet == b'\n' && last != b'\r' {
            out.push(b'\r');
        }
        out.push(*octet);
        last = *octet;
    }
}

/// `raw` without the octets of `hole`, in relaxed form, without a final CRLF.
fn relaxed(raw: &[u8], hole: Span, out: &mut Vec<u8>) {
    let colon = memchr::memchr(b':', raw).unwrap_or(raw.len());
    let (name, value) = raw.split_at(colon);
    out.extend(name.iter().filter(|octet| !is_space(**octet)).map(u8::to_ascii_lowercase));
    out.push(b':');
    let mut space = false;
    let start = out.len();
    let mut places = value.iter().enumerate().skip(1).peekable();
    while let Some((place, octet)) = places.next() {
        let place = place.saturating_add(colon);
        if (hole.start..hole.end).contains(&place) {
            continue;
        }
        match octet {
            b' ' | b'\t' => space = true,
            b'\n' => {}
            // "Unfold all header field continuation lines": a CR alone is no part of a fold.
            b'\r' if places.peek().is_some_and(|(_, next)| **next == b'\n') => {}
            _ => {
                if space && out.len() > start {
                    out.push(b' ');
                }
                space = false;
                out.push(*octet);
            }
        }
    }
}

fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(canonicalization: Canonicalization, raw: &str) -> String {
        let mut out = Vec::new();
        field(canonicalization, raw.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_example_of_rfc_6376_3_4_5() {
        let (a, b) = ("A: X\r\n", "B : Y\t\r\n\tZ  \r\n");
        assert_eq!(canonical(Canonicalization::Relaxed, a), "a:X\r\n");
        assert_eq!(canonical(Canonicalization::Relaxed, b), "b:Y Z\r\n");
        assert_eq!(canonical(Canonicalization::Simple, a), a);
        assert_eq!(canonical(Canonicalization::Simple, b), b);
    }

    #[test]
    fn lf_is_read_as_crlf_and_a_missing_end_supplied() {
        assert_eq!(canonical(Canonicalization::Simple, "A: b\n c"), "A: b\r\n c\r\n");
        assert_eq!(canonical(Canonicalization::Relaxed, "A: b\n c"), "a:b c\r\n");
        assert_eq!(canonical(Canonicalization::Relaxed, "A:  \r\n"), "a:\r\n");
        assert_eq!(canonical(Canonicalization::Relaxed, "A: b\rc\r\n"), "a:b\rc\r\n");
    }

    #[test]
    fn leaves_the_value_of_b_out() {
        let raw = b"S: a=b; b= xx\r\n yy ; c=d \r\n";
        let hole = Span::new(10, 19);
        let mut out = Vec::new();
        signature_field(Canonicalization::Simple, raw, hole, &mut out);
        assert_eq!(out, b"S: a=b; b=; c=d ");
        out.clear();
        signature_field(Canonicalization::Relaxed, raw, hole, &mut out);
        assert_eq!(out, b"s:a=b; b=; c=d");
    }
}
