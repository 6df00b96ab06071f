//! Signers that hashed something else than what they sent.

use crate::{
    crypto::hash::Hasher,
    diagnosis::{LineEndForm, Problem},
    dkim::{Canonicalization, Wanted},
};

/// The quirk that explains `expected`.
pub(super) fn find(body: &[u8], wanted: Wanted, expected: &[u8]) -> Option<Problem> {
    let canonical = canonical(body, wanted.canonicalization);
    let without = canonical.strip_suffix(b"\r\n").unwrap_or(&canonical);
    let lf: Vec<u8> = memchr::memmem::find_iter(&canonical, b"\r\n")
        .fold((Vec::with_capacity(canonical.len()), 0_usize), |(mut out, start), end| {
            out.extend_from_slice(canonical.get(start..end).unwrap_or_default());
            out.push(b'\n');
            (out, end.saturating_add(2))
        })
        .0;
    let digest = |octets: &[u8]| {
        let length = wanted.length.and_then(|length| usize::try_from(length).ok());
        let mut hasher = Hasher::new(wanted.hash);
        hasher.update(length.map_or(octets, |length| octets.get(..length).unwrap_or(octets)));
        hasher.finish()
    };
    let forms: [(&[u8], Problem); 3] = [
        (&lf, Problem::LineEnds { form: LineEndForm::SignerHashedLf }),
        (lf.strip_suffix(b"\n").unwrap_or(&lf), Problem::LineEnds { form: LineEndForm::SignerHashedLf }),
        (without, Problem::SignerLeftOutFinalNewline),
    ];
    forms.into_iter().find(|(octets, _)| digest(octets) == expected).map(|(_, problem)| problem)
}

/// The canonical body (RFC 6376 §3.4.3, §3.4.4), all of it at once.
fn canonical(body: &[u8], canonicalization: Canonicalization) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(body.len().saturating_add(2));
    let mut held = 0_usize;
    for start in super::line_starts(body) {
        let line = super::line_at(body, start);
        let before = out.len();
        for _ in 0..held {
            out.extend_from_slice(b"\r\n");
        }
        let text_start = out.len();
        if canonicalization == Canonicalization::Simple {
            out.extend_from_slice(line);
        } else {
            push_relaxed(line, &mut out);
        }
        if out.len() == text_start {
            out.truncate(before);
            held = held.saturating_add(1);
        } else {
            out.extend_from_slice(b"\r\n");
            held = 0;
        }
    }
    out
}

fn push_relaxed(line: &[u8], out: &mut Vec<u8>) {
    let mut space = false;
    for octet in line {
        if matches!(octet, b' ' | b'\t') {
            space = true;
            continue;
        }
        if space {
            out.push(b' ');
        }
        space = false;
        out.push(*octet);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::hash::HashAlgorithm;

    #[test]
    fn finds_what_the_signer_hashed() {
        let body = b"a \r\n\r\nb\r\n\r\n";
        let digest = |octets: &[u8]| {
            let mut hasher = Hasher::new(HashAlgorithm::Sha256);
            hasher.update(octets);
            hasher.finish()
        };
        let wanted =
            Wanted { canonicalization: Canonicalization::Relaxed, hash: HashAlgorithm::Sha256, length: None };
        let found = find(body, wanted, &digest(b"a\n\nb\n"));
        assert_eq!(found, Some(Problem::LineEnds { form: LineEndForm::SignerHashedLf }));
        assert_eq!(find(body, wanted, &digest(b"a\r\n\r\nb")), Some(Problem::SignerLeftOutFinalNewline));
        assert_eq!(find(body, wanted, &digest(b"a\r\n\r\nb\r\n\r\n")), None);
    }
}
