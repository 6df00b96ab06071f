//! Lines, and what shows that a header section begins.

/// The lines, each with its line end; LF ends a line.
pub(super) fn lines(octets: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    octets.split_inclusive(|octet| *octet == b'\n')
}

/// A line's text and its line end.
pub(super) fn split_end(line: &[u8]) -> (&[u8], &[u8]) {
    let text = text(line);
    line.split_at(text.len())
}

/// A line without its line end.
pub(super) fn text(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Whether a line holds white space alone.
pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Whether a line holds nothing at all, as the one that ends a header section.
pub(super) fn is_empty(line: &[u8]) -> bool {
    text(line).is_empty()
}

/// Fields that only a source shows: mail programs do not display them.
const SOURCE_FIELDS: [&str; 17] = [
    "received",
    "x-received",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "authentication-results",
    "received-spf",
    "message-id",
    "mime-version",
    "x-apparently-to",
    "x-original-to",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
    "x-google-smtp-source",
    "x-google-dkim-signature",
    "x-mozilla-status",
];

/// Fields that many mail programs display.
const SHOWN_FIELDS: [&str; 12] = [
    "from",
    "to",
    "cc",
    "bcc",
    "date",
    "subject",
    "sender",
    "reply-to",
    "content-type",
    "content-transfer-encoding",
    "list-id",
    "list-unsubscribe",
];

/// The name of the field that begins with this line, if it has the form that names have in practice.
pub(super) fn field_name(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().position(|octet| !(octet.is_ascii_alphanumeric() || b"-_.".contains(octet)))?;
    let (name, rest) = line.split_at(end);
    let is_name = name.first().is_some_and(u8::is_ascii_alphabetic) && rest.first() == Some(&b':');
    is_name.then_some(name)
}

/// The same for a name that white space parts from its colon (RFC 5322 §4.5).
pub(super) fn obsolete_field_name(line: &[u8]) -> Option<&[u8]> {
    let name = line.get(..memchr::memchr(b':', line)?)?.trim_ascii_end();
    let is_name = |octet: &u8| octet.is_ascii_alphanumeric() || b"-_.".contains(octet);
    (!name.is_empty() && name.iter().all(is_name)).then_some(name)
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|one| one.as_bytes().eq_ignore_ascii_case(name))
}

/// Whether only a source shows a field of this name.
pub(super) fn is_source_field(name: &[u8]) -> bool {
    is_one_of(name, &SOURCE_FIELDS)
}

/// Whether this line begins a field of a well-known name.
pub(super) fn begins_known_field(line: &[u8]) -> bool {
    field_name(line).is_some_and(is_known)
}

fn is_known(name: &[u8]) -> bool {
    is_source_field(name) || is_one_of(name, &SHOWN_FIELDS)
}

/// What stands behind marks of quotation and white space.
pub(super) fn behind_marks(line: &[u8]) -> (&[u8], &[u8]) {
    line.split_at(line.iter().position(|octet| !b" \t>|".contains(octet)).unwrap_or(line.len()))
}

/// A number at the start of a line, behind white space or a bracket, and what follows it.
pub(super) fn read_number(line: &[u8]) -> Option<(usize, &[u8])> {
    let line = line.trim_ascii_start();
    let line =
        line.strip_prefix(b"[").or(line.strip_prefix(b"(")).or(line.strip_prefix(b"L")).unwrap_or(line);
    let digits = line.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let (number, rest) = line.split_at(digits);
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

/// The line without marks and a number, where a known field begins behind them.
pub(super) fn disguised_field(line: &[u8]) -> Option<&[u8]> {
    let (_, rest) = behind_marks(line);
    if begins_known_field(rest) {
        return Some(rest);
    }
    let (_, rest) = read_number(rest)?;
    let gap = rest.iter().position(u8::is_ascii_alphabetic).filter(|gap| *gap <= 16)?;
    rest.get(gap..).filter(|rest| begins_known_field(rest))
}

/// Whether this line continues the one before, be it with a no-break space.
pub(super) fn is_continuation(line: &[u8]) -> bool {
    matches!(line, [b' ' | b'\t', ..] | [0xC2, 0xA0, ..])
}

/// Lines that may be looked at for a header section.
pub(super) const MAX_RUN: usize = 400;

/// Whether these lines begin with a header section as only a source has it: a known field first, at
/// least three known names before an empty line, and one that mail programs do not display.
pub(super) fn begins_source<'a>(lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut is_source = false;
    for (index, line) in lines.take(MAX_RUN).enumerate() {
        if is_blank(line) {
            break;
        }
        let obsolete = || obsolete_field_name(line).filter(|name| is_source_field(name));
        let Some(name) = field_name(line).or_else(obsolete) else {
            if index == 0 {
                return false;
            }
            continue;
        };
        if is_known(name) {
            let name = name.to_ascii_lowercase();
            is_source = is_source || is_source_field(&name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if is_source && names.len() >= 3 {
            return true;
        }
    }
    false
}

/// The octets of the header section: up to the first blank line.
pub(super) fn header_length(octets: &[u8]) -> usize {
    lines(octets).take_while(|line| !is_blank(line)).fold(0, |sum, line| sum.saturating_add(line.len()))
}

/// The header section.
pub(super) fn header(octets: &[u8]) -> &[u8] {
    octets.get(..header_length(octets)).unwrap_or_default()
}

/// `From `, an address, and a time: text that begins with "From " has no time of day in it, or no year.
pub(super) fn is_from_line(line: &[u8]) -> bool {
    let is_time =
        |word: &[u8]| matches!(word, [b'0'..=b'9', b'0'..=b'9', b':', b'0'..=b'9', b'0'..=b'9', ..]);
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let mut words = line.split(u8::is_ascii_whitespace);
    words.next() == Some(b"From") && {
        let words: Vec<&[u8]> = words.collect();
        words.iter().any(|word| is_time(word)) && words.iter().any(|word| is_year(word))
    }
}
