//! Line ends: LF alone is read as CRLF, everything else stays.

use memchr::memchr;

const BLOCK: usize = 64;

/// Hands on a stream of octets in which every LF follows a CR, and counts what it mended.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineEnds {
    last: u8,
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
            let clean = self.clean_prefix(rest);
            let (span, after) = rest.split_at(clean);
            if let Some(last) = span.last() {
                sink(span);
                self.last = *last;
            }
            rest = self.push_line(after, sink);
        }
    }

    /// Ends the stream.
    pub(crate) fn finish(&mut self) {
        if self.last == b'\r' {
            self.bare_cr = self.bare_cr.saturating_add(1);
        }
        self.last = 0;
    }

    /// How many octets of `rest` can be handed on unchanged and uncounted, in whole blocks.
    fn clean_prefix(&self, rest: &[u8]) -> usize {
        let mut clean = 0_usize;
        let mut last = self.last;
        for block in rest.chunks_exact(BLOCK) {
            if !is_clean(last, block) {
                break;
            }
            last = block.last().copied().unwrap_or(last);
            clean = clean.saturating_add(BLOCK);
        }
        clean
    }

    /// Hands on octets up to and including the next LF, or all of them.
    fn push_line<'a>(&mut self, octets: &'a [u8], sink: &mut impl FnMut(&[u8])) -> &'a [u8] {
        let end = memchr(b'\n', octets).unwrap_or(octets.len());
        let (line, rest) = octets.split_at(end);
        self.count_bare_cr(line);
        if let Some(last) = line.last() {
            sink(line);
            self.last = *last;
        }
        let Some((newline, rest)) = rest.split_first() else { return rest };
        if self.last == b'\r' {
            sink(b"\n");
        } else {
            self.bare_lf = self.bare_lf.saturating_add(1);
            sink(b"\r\n");
        }
        self.last = *newline;
        rest
    }

    /// Counts each CR that an octet of `line`, which holds no LF, shows to be bare.
    fn count_bare_cr(&mut self, line: &[u8]) {
        if line.is_empty() {
            return;
        }
        let within = line.split_last().map_or(&[][..], |(_, before)| before);
        let found = memchr::memchr_iter(b'\r', within).count();
        let before = usize::from(self.last == b'\r');
        self.bare_cr = self.bare_cr.saturating_add(found.saturating_add(before) as u64);
    }
}

/// Whether `block`, after the octet `last`, holds CR and LF in pairs only. A CR at its end is judged
/// with the next block.
fn is_clean(last: u8, block: &[u8]) -> bool {
    // Without branches, so that it is done many octets at a time: LF must follow CR, and CR precede LF.
    let pairs = block.iter().zip(block.iter().skip(1));
    let broken = pairs
        .fold(0_u8, |broken, (here, next)| broken | (u8::from(*here == b'\r') ^ u8::from(*next == b'\n')));
    let first = u8::from(last == b'\r') ^ u8::from(block.first() == Some(&b'\n'));
    broken | first == 0
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
