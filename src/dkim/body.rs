//! Body hashes, computed while the body comes in (RFC 6376 §3.4.3, §3.4.4, §3.7).
//!
//! One pass per canonicalization, whatever the number of signatures: each `l=` keeps a copy of the
//! hash's state at its cut.

use super::verification::Canonicalization;
use crate::{
    crypto::hash::{HashAlgorithm, Hasher},
    message::LineEnds,
    scan,
};

const BLOCK: usize = 64;
const BUFFER: usize = 8_192;
/// Spans from this length on are hashed where they lie.
const DIRECT: usize = 256;

/// A body hash that a signature needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) canonicalization: Canonicalization,
    pub(crate) hash: HashAlgorithm,
    /// `l=`
    pub(crate) length: Option<u64>,
}

/// The running hashes of a body.
#[derive(Debug, Clone)]
pub(crate) struct BodyHashes {
    line_ends: LineEnds,
    passes: Vec<Pass>,
}

/// The body's hashes.
#[derive(Debug, Clone, Default)]
pub(crate) struct BodyDigests {
    digests: Vec<(Canonicalization, Output)>,
    /// LF without a CR before it, in the body.
    pub(crate) bare_lf: u64,
    /// CR without an LF after it, in the body.
    pub(crate) bare_cr: u64,
}

impl BodyHashes {
    /// Prepares the passes that `wanted` asks for.
    pub(crate) fn new(wanted: &[Wanted]) -> Self {
        let mut passes: Vec<Pass> = Vec::new();
        for one in wanted {
            let place = passes.iter().position(|pass| pass.canonicalization == one.canonicalization);
            let place = place.unwrap_or_else(|| {
                passes.push(Pass::new(one.canonicalization));
                passes.len().saturating_sub(1)
            });
            if let Some(pass) = passes.get_mut(place) {
                pass.sink.want(one.hash, one.length);
            }
        }
        Self { line_ends: LineEnds::default(), passes }
    }

    /// Takes the next piece of the body.
    pub(crate) fn push(&mut self, octets: &[u8]) {
        let passes = &mut self.passes;
        self.line_ends.push(octets, &mut |span| {
            for pass in passes.iter_mut() {
                pass.push(span);
            }
        });
    }

    /// Ends the body.
    pub(crate) fn finish(mut self) -> BodyDigests {
        self.line_ends.finish();
        BodyDigests {
            digests: self.passes.into_iter().map(|pass| (pass.canonicalization, pass.finish())).collect(),
            bare_lf: self.line_ends.bare_lf,
            bare_cr: self.line_ends.bare_cr,
        }
    }
}

impl BodyDigests {
    /// The hash that was wanted; `None` if `l=` is larger than the canonical body.
    pub(crate) fn get(&self, wanted: Wanted) -> Option<&[u8]> {
        let output = self.output(wanted.canonicalization)?;
        let digests = match wanted.length {
            None => &output.whole,
            Some(length) => &output.cuts.iter().find(|cut| cut.length == length)?.digests,
        };
        digests.iter().find(|(hash, _)| *hash == wanted.hash).map(|(_, digest)| digest.as_slice())
    }

    /// Octets of the canonical body.
    pub(crate) fn length(&self, canonicalization: Canonicalization) -> Option<u64> {
        self.output(canonicalization).map(|output| output.length)
    }

    fn output(&self, canonicalization: Canonicalization) -> Option<&Output> {
        self.digests.iter().find(|(one, _)| *one == canonicalization).map(|(_, output)| output)
    }
}

type Digests = Vec<(HashAlgorithm, Vec<u8>)>;

/// What one pass came to.
#[derive(Debug, Clone)]
struct Output {
    length: u64,
    whole: Digests,
    cuts: Vec<Cut>,
}

/// The digests of the first `length` octets; none while they are not reached.
#[derive(Debug, Clone)]
struct Cut {
    length: u64,
    digests: Digests,
}

/// Where canonical octets go.
#[derive(Debug, Clone, Default)]
struct Sink {
    hashers: Vec<Hasher>,
    cuts: Vec<Cut>,
    reached: usize,
    length: u64,
    buffer: Vec<u8>,
}

impl Sink {
    fn want(&mut self, hash: HashAlgorithm, length: Option<u64>) {
        if !self.hashers.iter().any(|hasher| hasher.algorithm() == hash) {
            self.hashers.push(Hasher::new(hash));
        }
        if let Some(length) = length
            && let Err(place) = self.cuts.binary_search_by_key(&length, |cut| cut.length)
        {
            self.cuts.insert(place, Cut { length, digests: Vec::new() });
        }
    }

    fn is_empty(&self) -> bool {
        self.length == 0 && self.buffer.is_empty()
    }

    fn write(&mut self, octets: &[u8]) {
        if octets.len() >= DIRECT {
            self.flush();
            self.hash(octets);
            return;
        }
        if self.buffer.len().saturating_add(octets.len()) > BUFFER {
            self.flush();
        }
        self.buffer.extend_from_slice(octets);
    }

    fn flush(&mut self) {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.hash(&buffer);
        buffer.clear();
        self.buffer = buffer;
    }

    fn hash(&mut self, octets: &[u8]) {
        let mut rest = octets;
        loop {
            let until = self.cuts.get(self.reached).map(|cut| cut.length.saturating_sub(self.length));
            let (now, later) = match until.and_then(|until| usize::try_from(until).ok()) {
                Some(until) if until <= rest.len() => rest.split_at(until),
                _ => (rest, &[][..]),
            };
            for hasher in &mut self.hashers {
                hasher.update(now);
            }
            self.length = self.length.saturating_add(now.len() as u64);
            rest = later;
            if !self.take_cut() && rest.is_empty() {
                return;
            }
        }
    }

    /// Keeps the digests of the cut that is reached, if one is.
    fn take_cut(&mut self) -> bool {
        let length = self.length;
        let hashers = &self.hashers;
        let Some(cut) = self.cuts.get_mut(self.reached).filter(|cut| cut.length == length) else {
            return false;
        };
        cut.digests = digests(hashers.clone());
        self.reached = self.reached.saturating_add(1);
        true
    }

    fn finish(mut self) -> Output {
        self.flush();
        Output { length: self.length, whole: digests(self.hashers), cuts: self.cuts }
    }
}

fn digests(hashers: Vec<Hasher>) -> Digests {
    hashers.into_iter().map(|hasher| (hasher.algorithm(), hasher.finish())).collect()
}

/// One canonicalization of a stream in which every LF follows a CR.
#[derive(Debug, Clone)]
struct Pass {
    canonicalization: Canonicalization,
    sink: Sink,
    /// Line ends held back: they count only if something follows (RFC 6376 §3.4.3).
    held: u64,
    /// A CR was read whose next octet is not known yet.
    cr: bool,
    /// White space was read that counts only if the line goes on (relaxed).
    space: bool,
}

impl Pass {
    fn new(canonicalization: Canonicalization) -> Self {
        Self { canonicalization, sink: Sink::default(), held: 0, cr: false, space: false }
    }

    fn push(&mut self, octets: &[u8]) {
        match self.canonicalization {
            Canonicalization::Simple => self.push_clean(octets),
            Canonicalization::Relaxed => self.push_relaxed(octets),
        }
    }

    /// Takes octets that are in canonical form but for line ends at their end.
    fn push_clean(&mut self, octets: &[u8]) {
        let Some((first, after)) = octets.split_first() else { return };
        let mut rest = octets;
        if self.cr {
            self.cr = false;
            if *first == b'\n' {
                self.held = self.held.saturating_add(1);
                rest = after;
            } else {
                self.release();
                self.sink.write(b"\r");
            }
        }
        let (before_cr, cr) = match rest.split_last() {
            Some((b'\r', before)) => (before, true),
            _ => (rest, false),
        };
        let mut body = before_cr;
        let mut line_ends = 0_u64;
        while let Some(shorter) = body.strip_suffix(b"\r\n") {
            body = shorter;
            line_ends = line_ends.saturating_add(1);
        }
        if !body.is_empty() {
            self.release();
            self.sink.write(body);
        }
        self.held = self.held.saturating_add(line_ends);
        self.cr = cr;
    }

    fn push_relaxed(&mut self, octets: &[u8]) {
        let mut rest = octets;
        while !rest.is_empty() {
            let clean = if self.space { 0 } else { scan::relaxed_spaces(rest) };
            let (span, after) = rest.split_at(clean);
            self.push_clean(span);
            let (slow, after) = after.split_at(after.len().min(BLOCK));
            for octet in slow {
                self.push_octet(*octet);
            }
            rest = after;
        }
    }

    /// Takes one octet of a relaxed body.
    fn push_octet(&mut self, octet: u8) {
        if self.cr {
            self.cr = false;
            if octet == b'\n' {
                // RFC 6376 §3.4.4: "Ignore all whitespace at the end of lines."
                self.space = false;
                self.held = self.held.saturating_add(1);
                return;
            }
            self.write_octet(b'\r');
        }
        match octet {
            b'\r' => self.cr = true,
            b' ' | b'\t' => self.space = true,
            _ => self.write_octet(octet),
        }
    }

    fn write_octet(&mut self, octet: u8) {
        self.release();
        if self.space {
            self.space = false;
            self.sink.write(b" ");
        }
        self.sink.write(&[octet]);
    }

    /// Writes the line ends held back: something follows them.
    fn release(&mut self) {
        const PAIRS: [[u8; 2]; 256] = [*b"\r\n"; 256];
        const LINES: &[u8] = PAIRS.as_flattened();
        while self.held > 0 {
            let lines = self.held.min(LINES.len() as u64 / 2);
            let octets = usize::try_from(lines.saturating_mul(2)).unwrap_or(LINES.len());
            self.sink.write(LINES.get(..octets).unwrap_or(LINES));
            self.held = self.held.saturating_sub(lines);
        }
    }

    fn finish(mut self) -> Output {
        if self.cr {
            self.cr = false;
            self.write_octet(b'\r');
        }
        // RFC 6376 §3.4.3: "If there is no body or no trailing CRLF on the message body, a CRLF is
        // added." §3.4.4 adds it only to a body that is not empty.
        if !self.sink.is_empty() || self.canonicalization == Canonicalization::Simple {
            self.sink.write(b"\r\n");
        }
        self.sink.finish()
    }
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
