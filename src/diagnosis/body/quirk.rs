//! Signers that hashed something else than what they sent.

use crate::{
    crypto::hash::{HashAlgorithm, Hasher},
    diagnosis::{Extent, LineEndForm, Problem, budget::Budget},
    dkim::{Canonicalization, Wanted},
    span::Span,
};

/// Empty lines at the end that a signer may have kept.
const MAX_KEPT: usize = 16;
const LINE_END: &[u8] = b"\r\n";

/// The quirk that explains `expected`.
pub(super) fn find(body: &[u8], wanted: Wanted, expected: &[u8]) -> Option<Problem> {
    let lines = Lines::read(body, wanted.canonicalization);
    let canonical = &lines.octets;
    // RFC 6376 §3.4.3, §3.4.4: an empty body is CR LF under `simple`, and nothing under `relaxed`.
    let is_empty_hash = [HashAlgorithm::Sha256, HashAlgorithm::Sha1]
        .into_iter()
        .any(|hash| [&b""[..], LINE_END, b"\n"].iter().any(|empty| digest(hash, empty) == expected));
    if is_empty_hash {
        let extent = Extent::Body;
        let is_empty = lines.starts.is_empty();
        return Some(if is_empty { Problem::SignerEmptyBody } else { Problem::NothingSigned { extent } });
    }
    let cut = |octets: &[u8]| {
        let length = wanted.length.and_then(|length| usize::try_from(length).ok());
        digest(wanted.hash, length.map_or(octets, |length| octets.get(..length).unwrap_or(octets)))
    };
    let without = canonical.strip_suffix(LINE_END).unwrap_or(canonical);
    let lf = with_lf(canonical);
    let lf_without = lf.strip_suffix(b"\n").unwrap_or(&lf);
    let hashed_lf = || Problem::LineEnds { form: LineEndForm::SignerHashedLf };
    let forms: [(&[u8], Problem); 3] =
        [(without, Problem::SignerLeftOutFinalNewline), (&lf, hashed_lf()), (lf_without, hashed_lf())];
    let found = forms.into_iter().find(|(octets, _)| cut(octets) == expected).map(|(_, problem)| problem);
    found.or_else(|| lines.is_kept(wanted, expected).then_some(Problem::SignerKeptBlankLines))
}

fn digest(hash: HashAlgorithm, octets: &[u8]) -> Vec<u8> {
    let mut hasher = Hasher::new(hash);
    hasher.update(octets);
    hasher.finish()
}

/// Each CR LF as LF.
fn with_lf(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    let mut start = 0_usize;
    for end in memchr::memmem::find_iter(octets, LINE_END) {
        out.extend_from_slice(octets.get(start..end).unwrap_or_default());
        out.push(b'\n');
        start = end.saturating_add(2);
    }
    out.extend_from_slice(octets.get(start..).unwrap_or_default());
    out
}

/// Some lines ended with LF alone when they were hashed: one, the first or the last ones, those of
/// one of `parts`, or those that do so still.
pub(super) fn has_some_lf(
    body: &[u8],
    parts: &[Span],
    wanted: Wanted,
    expected: &[u8],
    budget: &mut Budget,
) -> bool {
    if wanted.length.is_some() || !budget.hash(body.len().saturating_mul(3)) {
        return false;
    }
    let lines = Lines::read(body, wanted.canonicalization);
    let lf = with_lf(&lines.octets);
    let is_bare = |start: &usize| {
        let line_end = memchr::memchr(b'\n', body.get(*start..).unwrap_or_default());
        line_end.is_some_and(|end| {
            !body.get(*start..).unwrap_or_default().get(..end).unwrap_or_default().ends_with(b"\r")
        })
    };
    let bare: Vec<bool> = lines.raw_starts.iter().map(is_bare).collect();
    if bare.contains(&true)
        && bare.contains(&false)
        && lines.digest_with(wanted.hash, &|line| bare.get(line) == Some(&true)) == expected
    {
        return true;
    }
    let in_part = |part: &Span, line: usize| {
        lines.raw_starts.get(line).is_some_and(|start| part.start <= *start && *start < part.end)
    };
    for part in parts {
        if !budget.hash(body.len()) {
            return false;
        }
        if lines.digest_with(wanted.hash, &|line| in_part(part, line)) == expected {
            return true;
        }
    }
    lines.has_lf_run(&lf, wanted.hash, expected, budget)
}

/// A canonical body (RFC 6376 §3.4.3, §3.4.4) and its lines.
struct Lines {
    octets: Vec<u8>,
    /// Where each line begins, in `octets`.
    starts: Vec<usize>,
    /// The same in the body.
    raw_starts: Vec<usize>,
    /// White space stood at its end, and was removed.
    stripped: Vec<bool>,
    /// The empty lines at the end, with what is left of their white space where a signer drops it only
    /// within lines.
    dropped: Vec<bool>,
}

impl Lines {
    fn read(body: &[u8], canonicalization: Canonicalization) -> Self {
        let mut lines = Self {
            octets: Vec::with_capacity(body.len().saturating_add(2)),
            starts: Vec::new(),
            raw_starts: Vec::new(),
            stripped: Vec::new(),
            dropped: Vec::new(),
        };
        let (mut length, mut count) = (0_usize, 0_usize);
        for start in super::line_starts(body) {
            let line = super::line_at(body, start);
            let before = lines.octets.len();
            if canonicalization == Canonicalization::Simple {
                lines.octets.extend_from_slice(line);
            } else {
                push_relaxed(line, &mut lines.octets);
            }
            let is_empty = lines.octets.len() == before;
            lines.starts.push(before);
            lines.raw_starts.push(start);
            let is_blank_ended = line.last().is_some_and(|octet| matches!(octet, b' ' | b'\t'));
            lines.stripped.push(canonicalization == Canonicalization::Relaxed && is_blank_ended);
            lines.octets.extend_from_slice(LINE_END);
            if !is_empty {
                (length, count) = (lines.octets.len(), lines.starts.len());
            }
        }
        lines.dropped = lines.stripped.get(count..).unwrap_or_default().to_vec();
        lines.octets.truncate(length);
        lines.starts.truncate(count);
        lines.raw_starts.truncate(count);
        lines.stripped.truncate(count);
        lines
    }

    /// Whether the hash is that with some of the empty lines at the end.
    fn is_kept(&self, wanted: Wanted, expected: &[u8]) -> bool {
        if wanted.length.is_some() {
            return false;
        }
        let (mut empty, mut spaced) = (Hasher::new(wanted.hash), Hasher::new(wanted.hash));
        empty.update(&self.octets);
        spaced.update(&self.octets);
        for is_stripped in self.dropped.iter().take(MAX_KEPT) {
            empty.update(LINE_END);
            spaced.update(if *is_stripped { b" \r\n" } else { LINE_END });
            if empty.clone().finish() == expected || spaced.clone().finish() == expected {
                return true;
            }
        }
        false
    }

    /// A line without its line end.
    fn line(&self, number: usize) -> &[u8] {
        let start = self.starts.get(number).copied().unwrap_or(self.octets.len());
        let end = self.starts.get(number.saturating_add(1)).copied().unwrap_or(self.octets.len());
        let line = self.octets.get(start..end).unwrap_or_default();
        line.strip_suffix(LINE_END).unwrap_or(line)
    }

    fn digest_with(&self, hash: HashAlgorithm, is_lf: &dyn Fn(usize) -> bool) -> Vec<u8> {
        let mut hasher = Hasher::new(hash);
        for number in 0..self.starts.len() {
            hasher.update(self.line(number));
            hasher.update(if is_lf(number) { b"\n" } else { LINE_END });
        }
        hasher.finish()
    }

    /// LF at the end of one line, of the first ones, or of the last ones.
    fn has_lf_run(&self, lf: &[u8], hash: HashAlgorithm, expected: &[u8], budget: &mut Budget) -> bool {
        let (mut before, mut before_lf) = (Hasher::new(hash), Hasher::new(hash));
        let mut lf_start = 0_usize;
        for number in 0..self.starts.len() {
            let line = self.line(number);
            let next = self.starts.get(number.saturating_add(1)).copied().unwrap_or(self.octets.len());
            let rest = self.octets.get(next..).unwrap_or_default();
            if !budget.hash(rest.len().saturating_add(line.len()).saturating_mul(3)) {
                return false;
            }
            before_lf.update(line);
            before_lf.update(b"\n");
            let is_stripped = self.stripped.get(number) == Some(&true);
            // LF is no line end to such a signer: white space before it stays (RFC 6376 §3.4.4).
            let middles: &[&[u8]] = if is_stripped { &[b"\n", b" \n"] } else { &[b"\n"] };
            let ends_with = |mut hasher: Hasher, middle: &[u8], rest: &[u8]| {
                hasher.update(middle);
                hasher.update(rest);
                hasher.finish() == expected
            };
            let mut here = before.clone();
            here.update(line);
            if middles.iter().any(|middle| ends_with(here.clone(), middle, rest))
                || ends_with(before_lf.clone(), b"", rest)
                || ends_with(before.clone(), b"", lf.get(lf_start..).unwrap_or_default())
            {
                return true;
            }
            before = here;
            before.update(LINE_END);
            lf_start = lf_start.saturating_add(line.len()).saturating_add(1);
        }
        false
    }
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

    const RELAXED: Wanted =
        Wanted { canonicalization: Canonicalization::Relaxed, hash: HashAlgorithm::Sha256, length: None };
    const SIMPLE: Wanted = Wanted { canonicalization: Canonicalization::Simple, ..RELAXED };

    fn sha256(octets: &[u8]) -> Vec<u8> {
        digest(HashAlgorithm::Sha256, octets)
    }

    #[test]
    fn finds_what_the_signer_hashed() {
        let body = b"a \r\n\r\nb\r\n\r\n";
        let found = |octets: &[u8]| find(body, RELAXED, &sha256(octets));
        assert_eq!(found(b"a\n\nb\n"), Some(Problem::LineEnds { form: LineEndForm::SignerHashedLf }));
        assert_eq!(found(b"a\r\n\r\nb"), Some(Problem::SignerLeftOutFinalNewline));
        assert_eq!(found(b"a\r\n\r\nb\r\n\r\n"), Some(Problem::SignerKeptBlankLines));
        assert_eq!(found(b"a\r\n\r\nb\r\n"), None);
        // There is no LF in it.
        assert_eq!(find(b"a\r\n", RELAXED, &sha256(b"a")), Some(Problem::SignerLeftOutFinalNewline));
    }

    #[test]
    fn an_empty_hash_is_no_text() {
        let extent = Extent::Body;
        for empty in [&b""[..], b"\r\n"] {
            for wanted in [RELAXED, SIMPLE] {
                for hash in [HashAlgorithm::Sha256, HashAlgorithm::Sha1] {
                    let expected = digest(hash, empty);
                    let of = |body| find(body, Wanted { hash, ..wanted }, &expected);
                    assert_eq!(of(&b"Hello\r\n"[..]), Some(Problem::NothingSigned { extent }));
                    assert_eq!(of(b"\r\n"), Some(Problem::SignerEmptyBody));
                }
            }
        }
    }

    #[test]
    fn finds_some_lf() {
        let body = b"one \r\n two\r\nthree\r\nfour\r\n";
        let is_found = |octets: &[u8]| {
            has_some_lf(body, &[Span::new(6, 18)], RELAXED, &sha256(octets), &mut Budget::new(body.len()))
        };
        assert!(is_found(b"one \n two\r\nthree\r\nfour\r\n"));
        assert!(is_found(b"one\n two\r\nthree\r\nfour\r\n"));
        assert!(is_found(b"one\r\n two\r\nthree\nfour\r\n"));
        assert!(is_found(b"one\n two\nthree\r\nfour\r\n"));
        assert!(is_found(b"one\r\n two\nthree\nfour\n"));
        assert!(is_found(b"one\r\n two\nthree\nfour\r\n"));
        assert!(!is_found(b"one\r\n two\r\nthree\r\nfive\r\n"));
    }
}
