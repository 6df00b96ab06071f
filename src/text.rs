//! Octets as text that can be shown and sent as JSON.

use std::fmt::Write as _;

use serde::{Serializer, ser::SerializeSeq as _};

/// `octets` as text: UTF-8 as it is, every other octet as `\xNN`.
///
/// A backslash that already stands before `x` and two hexadecimal digits is written `\x5C`, so that
/// the octets can be told from the text.
#[must_use]
pub fn escape(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        escape_backslashes(chunk.valid(), &mut text);
        for octet in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\x{octet:02X}");
        }
    }
    text
}

fn escape_backslashes(valid: &str, text: &mut String) {
    let mut rest = valid;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        text.push_str(if looks_escaped(after) { "\\x5C" } else { "\\" });
        rest = after;
    }
    text.push_str(rest);
}

fn looks_escaped(after: &str) -> bool {
    let octets = after.as_bytes();
    octets.first() == Some(&b'x')
        && octets.get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

pub(crate) fn serialize_list<S: Serializer>(list: &[Vec<u8>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(list.len()))?;
    for octets in list {
        sequence.serialize_element(&escape(octets))?;
    }
    sequence.end()
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn keeps_utf8_and_escapes_the_rest() {
        assert_eq!(escape("añb".as_bytes()), "añb");
        assert_eq!(escape(b"a\xE9b"), "a\\xE9b");
        assert_eq!(escape(b"C:\\temp"), "C:\\temp");
        assert_eq!(escape(b"\\xE9"), "\\x5CxE9");
    }
}
