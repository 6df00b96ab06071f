//! Content transfer encodings, in the ways that mail software writes them (RFC 2045 §6).

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::diagnosis::TransferEncoding;

/// A way to write octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    /// As they are.
    Identity,
    Base64 {
        /// Characters in a line.
        width: usize,
        /// A line end after the last line.
        ends_line: bool,
    },
    QuotedPrintable(QuotedPrintable),
}

/// How quoted-printable is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuotedPrintable {
    /// Characters in a line, the `=` of a soft line break included.
    width: usize,
    habit: Habit,
}

/// Where a writer of quoted-printable differs from most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// Nowhere.
    None,
    /// A line that is as long as it may be gets a soft line break even where it ends there.
    BreaksFull,
    /// Tabs are written as `=09`.
    EscapesTabs,
    /// `From ` and a dot at the beginning of a line are escaped.
    EscapesStarts,
    /// Digits are in lower case.
    LowerCase,
}

const QP: QuotedPrintable = QuotedPrintable { width: 76, habit: Habit::None };

/// The ways to write quoted-printable, the usual ones first.
const QUOTED_PRINTABLE: [QuotedPrintable; 8] = [
    QP,
    QuotedPrintable { habit: Habit::BreaksFull, ..QP },
    QuotedPrintable { habit: Habit::EscapesTabs, ..QP },
    QuotedPrintable { habit: Habit::EscapesStarts, ..QP },
    QuotedPrintable { width: 75, ..QP },
    QuotedPrintable { width: 73, ..QP },
    QuotedPrintable { width: 72, ..QP },
    QuotedPrintable { habit: Habit::LowerCase, ..QP },
];

/// The widths of base64 lines, the usual ones first; the last one stands for a single line.
const WIDTHS: [usize; 6] = [76, 72, 64, 60, 54, usize::MAX];

impl Codec {
    /// The ways to write `encoding`.
    pub(super) fn all(encoding: TransferEncoding) -> Vec<Self> {
        match encoding {
            TransferEncoding::SevenBit | TransferEncoding::EightBit => vec![Self::Identity],
            TransferEncoding::QuotedPrintable => {
                QUOTED_PRINTABLE.into_iter().map(Self::QuotedPrintable).collect()
            }
            TransferEncoding::Base64 => [true, false]
                .into_iter()
                .flat_map(|ends_line| WIDTHS.into_iter().map(move |width| Self::Base64 { width, ends_line }))
                .collect(),
        }
    }

    /// Whether octets stand as they are.
    pub(super) fn is_plain(self) -> bool {
        self == Self::Identity
    }

    /// Whether it is the usual way to write its encoding.
    pub(super) fn is_usual(self) -> bool {
        match self {
            Self::Identity => true,
            Self::Base64 { width, ends_line } => width == 76 && ends_line,
            Self::QuotedPrintable(style) => style == QP,
        }
    }

    /// What `octets`, written in `encoding`, hold, and the way in which they are written, if it is
    /// one of those known.
    pub(super) fn decode(encoding: TransferEncoding, octets: &[u8]) -> Option<(Vec<u8>, Option<Self>)> {
        let decoded = match encoding {
            TransferEncoding::SevenBit | TransferEncoding::EightBit => {
                return Some((octets.to_vec(), Some(Self::Identity)));
            }
            TransferEncoding::QuotedPrintable => decode_quoted_printable(octets),
            TransferEncoding::Base64 => {
                let text: Vec<u8> =
                    octets.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
                STANDARD.decode(text).ok()?
            }
        };
        let codec = Self::all(encoding).into_iter().find(|codec| codec.encode(&decoded) == octets);
        Some((decoded, codec))
    }

    /// The characters of base64 broken into lines in this way; `None` if this is no base64.
    pub(super) fn in_lines(self, characters: &[u8]) -> Option<Vec<u8>> {
        let Self::Base64 { width, ends_line } = self else { return None };
        let mut out = characters.chunks(width).collect::<Vec<_>>().join(&b"\r\n"[..]);
        if ends_line {
            out.extend_from_slice(b"\r\n");
        }
        Some(out)
    }

    /// `octets` written in this way.
    pub(super) fn encode(self, octets: &[u8]) -> Vec<u8> {
        match self {
            Self::Identity => octets.to_vec(),
            Self::Base64 { .. } => {
                let text = STANDARD.encode(octets).into_bytes();
                self.in_lines(&text).unwrap_or(text)
            }
            Self::QuotedPrintable(style) => style.encode(octets),
        }
    }
}

impl QuotedPrintable {
    fn encode(self, octets: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(octets.len());
        let mut rest = octets;
        loop {
            let end = memchr::memmem::find(rest, b"\r\n");
            let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.encode_line(line, &mut out);
            let Some(after) = after.strip_prefix(b"\r\n") else { return out };
            out.extend_from_slice(b"\r\n");
            rest = after;
        }
    }

    fn encode_line(self, line: &[u8], out: &mut Vec<u8>) {
        let mut length = 0_usize;
        for (place, octet) in line.iter().enumerate() {
            let is_last = place.saturating_add(1) == line.len();
            let escaped = match octet {
                b' ' => is_last,
                b'\t' => is_last || self.habit == Habit::EscapesTabs,
                b'=' => true,
                b'F' => self.habit == Habit::EscapesStarts && place == 0 && line.starts_with(b"From "),
                b'.' => self.habit == Habit::EscapesStarts && length == 0,
                other => !other.is_ascii_graphic(),
            };
            let needed = if escaped { 3 } else { 1 };
            let room = if is_last && self.habit != Habit::BreaksFull {
                self.width
            } else {
                self.width.saturating_sub(1)
            };
            if length.saturating_add(needed) > room {
                out.extend_from_slice(b"=\r\n");
                length = 0;
            }
            if escaped {
                let digits: &[u8; 16] =
                    if self.habit == Habit::LowerCase { b"0123456789abcdef" } else { b"0123456789ABCDEF" };
                let digit = |value: u8| digits.get(usize::from(value)).copied().unwrap_or(b'0');
                out.extend_from_slice(&[b'=', digit(octet >> 4), digit(octet & 15)]);
            } else {
                out.push(*octet);
            }
            length = length.saturating_add(needed);
        }
    }
}

/// Lenient, as RFC 2045 §6.7 advises: what is no escape stays as it is.
pub(super) fn decode_quoted_printable(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let Some(place) = memchr::memchr(b'=', rest) {
        let (before, escape) = rest.split_at(place);
        out.extend_from_slice(before);
        let digit = |place: usize| char::from(*escape.get(place)?).to_digit(16);
        let skipped = if escape.starts_with(b"=\r\n") {
            3
        } else if escape.starts_with(b"=\n") {
            2
        } else if let Some(value) = digit(1).zip(digit(2)).map(|(high, low)| high << 4 | low) {
            out.push(u8::try_from(value).unwrap_or_default());
            3
        } else {
            out.push(b'=');
            1
        };
        rest = escape.get(skipped..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads() {
        let text = "Grüße = ok \r\n\tx\r\n".repeat(9) + &"long ".repeat(40);
        for encoding in [TransferEncoding::QuotedPrintable, TransferEncoding::Base64] {
            for codec in Codec::all(encoding) {
                let written = codec.encode(text.as_bytes());
                let (read, found) = Codec::decode(encoding, &written).unwrap();
                assert_eq!(read, text.as_bytes(), "{codec:?}");
                assert_eq!(found.map(|found| found.encode(text.as_bytes())), Some(written));
            }
        }
    }

    #[test]
    fn breaks_lines_of_quoted_printable() {
        let line = |text: &str| Codec::QuotedPrintable(QP).encode(text.as_bytes());
        assert_eq!(line(&"x".repeat(76)), "x".repeat(76).as_bytes());
        assert_eq!(line(&"x".repeat(77)), format!("{}=\r\nxx", "x".repeat(75)).as_bytes());
        assert_eq!(line("a \r\n"), b"a=20\r\n");
        assert_eq!(decode_quoted_printable(b"a=3Db=\r\nc=zz"), b"a=bc=zz");
    }
}
