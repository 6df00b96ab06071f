//! Line ends: LF alone is read as CRLF, everything else stays.

use memchr::memchr;

use crate::scan;

/// Octets that are handed on at once where lines have to be mended.
const BUFFER: usize = 16_384;
/// Spans from this length on are handed on where they lie.
const DIRECT: usize = 1_024;

/// Hands on a stream of octets in which every LF follows a CR, and counts what it mended.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineEnds {
    last: u8,
    /// Octets that wait to be handed on, so that short lines do not go one by one.
    buffer: Vec<u8>,
    /// LF without a CR before it; each was handed on as CRLF.
    pub(crate) bare_lf: u64,
    /// CR without an LF after it; handed on as it is.
    pub(crate) bare_cr: u64,
}

impl LineEnds {
    /// Hands `octets`, the next piece of the stream, on to `sink` in spans.
    pub(crate) fn push(&mut self, octets: &[u8], sink: &mut impl FnMut(&[u8])) {
        let mut rest = octets;
        while !rest.is_empty() {
            let (clean, after) = rest.split_at(clean_prefix(self.last, rest));
            if clean.len() >= DIRECT {
                self.flush(sink);
                sink(clean);
            } else {
                self.buffer.extend_from_slice(clean);
            }
            self.last = clean.last().copied().unwrap_or(self.last);
            rest = self.push_line(after);
            if self.buffer.len() >= BUFFER {
                self.flush(sink);
            }
        }
        self.flush(sink);
    }

    /// Ends the stream.
    pub(crate) fn finish(&mut self) {
        if self.last == b'\r' {
            self.bare_cr = self.bare_cr.saturating_add(1);
        }
        self.last = 0;
    }

    fn flush(&mut self, sink: &mut impl FnMut(&[u8])) {
        if !self.buffer.is_empty() {
            sink(&self.buffer);
            self.buffer.clear();
        }
    }

    /// Buffers octets up to and including the next LF, or as many as are handed on at once.
    fn push_line<'a>(&mut self, octets: &'a [u8]) -> &'a [u8] {
        let (within, beyond) = octets.split_at(octets.len().min(BUFFER));
        let end = memchr(b'\n', within).unwrap_or(within.len());
        let (line, rest) = within.split_at(end);
        self.count_bare_cr(line);
        self.buffer.extend_from_slice(line);
        self.last = line.last().copied().unwrap_or(self.last);
        if rest.is_empty() {
            return beyond;
        }
        if self.last != b'\r' {
            self.bare_lf = self.bare_lf.saturating_add(1);
            self.buffer.push(b'\r');
        }
        self.buffer.push(b'\n');
        self.last = b'\n';
        octets.get(end.saturating_add(1)..).unwrap_or_default()
    }

    /// Counts each CR that an octet of `line`, which holds no LF, shows to be bare.
    fn count_bare_cr(&mut self, line: &[u8]) {
        if let Some((_, within)) = line.split_last() {
            let found = memchr::memchr_iter(b'\r', within).count();
            let found = found.saturating_add(usize::from(self.last == b'\r'));
            self.bare_cr = self.bare_cr.saturating_add(found as u64);
        }
    }
}

/// How many octets of `octets`, after the octet `last`, hold CR and LF in pairs only, in whole
/// blocks. A CR at the end is judged with what follows.
fn clean_prefix(last: u8, octets: &[u8]) -> usize {
    if (last == b'\r') != (octets.first() == Some(&b'\n')) {
        return 0;
    }
    scan::paired_line_ends(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(pieces: &[&[u8]]) -> (Vec<u8>, u64, u64) {
        let mut line_ends = LineEnds::default();
        let mut output = Vec::new();
        for piece in pieces {
            line_ends.push(piece, &mut |span| output.extend_from_slice(span));
        }
        line_ends.finish();
        (output, line_ends.bare_lf, line_ends.bare_cr)
    }

    #[test]
    fn mends_lf_and_counts_cr() {
        assert_eq!(run(&[b"a\nb\r\nc\rd\r"]), (b"a\r\nb\r\nc\rd\r".to_vec(), 1, 2));
        assert_eq!(run(&[b"\r\r\n"]), (b"\r\r\n".to_vec(), 0, 1));
        assert_eq!(run(&[b"\n\n"]), (b"\r\n\r\n".to_vec(), 2, 0));
    }

    #[test]
    fn does_not_depend_on_the_pieces() {
        let mut text = Vec::new();
        for round in 0..40_u8 {
            text.extend_from_slice(&[b'x'; 71]);
            text.extend_from_slice([&b"\r\n"[..], b"\n", b"\r", b"\r\r\n", b"\n\r"][usize::from(round) % 5]);
        }
        let whole = run(&[&text]);
        for size in [1, 2, 3, 63, 64, 65, 200] {
            assert_eq!(run(&text.chunks(size).collect::<Vec<_>>()), whole, "{size}");
        }
    }
}
