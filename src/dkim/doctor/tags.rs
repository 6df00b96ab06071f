//! The tag list of a key record as it must have been meant: what was written in place of its semicolons and
//! tag names.

use crate::tag_list::{TagList, is_fws, trim};

/// Names of tags that key records have (RFC 6376 §3.6.1), those with free text left out.
const NAMES: [u8; 6] = *b"vkptsh";
/// Characters that are written in place of a semicolon.
const SEPARATORS: [u8; 4] = *b",:.|";

/// `text` with ASCII for full-width characters (U+FF01 to U+FF5E) and for the Greek question mark, which looks like
/// a semicolon; `None` where there are none.
pub(super) fn half_width(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let mut is_changed = false;
    for chunk in text.utf8_chunks() {
        for one in chunk.valid().chars() {
            let ascii = match one {
                '\u{FF01}'..='\u{FF5E}' => u8::try_from(u32::from(one).saturating_sub(0xFEE0)).ok(),
                '\u{37E}' => Some(b';'),
                _ => None,
            };
            is_changed |= ascii.is_some();
            match ascii {
                Some(ascii) => plain.push(ascii),
                None => plain.extend_from_slice(one.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        plain.extend_from_slice(chunk.invalid());
    }
    is_changed.then_some(plain)
}

/// `text` with a semicolon before each tag, and what stood in its place first: a character, or nothing; `None`
/// where no semicolon is missing.
pub(super) fn separated(text: &[u8]) -> Option<(Vec<u8>, String)> {
    let mut mended: Vec<u8> = Vec::with_capacity(text.len());
    let (mut found, mut has_text) = (None, false);
    for (place, octet) in text.iter().enumerate() {
        let rest = text.get(place..).unwrap_or_default();
        if has_text && begins_tag(rest) {
            let blank = mended.last().is_some_and(|last| is_fws(*last));
            let end = mended.iter().rposition(|one| !is_fws(*one)).map_or(0, |last| last.saturating_add(1));
            match end.checked_sub(1).and_then(|last| mended.get(last)).copied() {
                Some(b';') => {}
                Some(mark) if SEPARATORS.contains(&mark) => {
                    mended.truncate(end.saturating_sub(1));
                    mended.extend_from_slice(b"; ");
                    found.get_or_insert(char::from(mark).to_string());
                }
                _ if blank || ends_value(&mended) => {
                    mended.truncate(end);
                    mended.extend_from_slice(b"; ");
                    found.get_or_insert_default();
                }
                _ => {}
            }
        }
        has_text |= !is_fws(*octet);
        mended.push(*octet);
    }
    // A list that is parted by commas may end with one.
    if let Some(mark) = found.as_ref().and_then(|mark| mark.bytes().next())
        && trim(&mended).last() == Some(&mark)
    {
        let end = mended.iter().rposition(|one| *one == mark).unwrap_or(mended.len());
        mended.truncate(end);
    }
    found.map(|mark| (mended, mark))
}

/// Whether a tag stands here, with a value that it can have: in base64, letters and `=` stand as well.
fn begins_tag(text: &[u8]) -> bool {
    let Some((name, rest)) = text.split_first() else { return false };
    if !NAMES.contains(&name.to_ascii_lowercase()) {
        return false;
    }
    let Some(value) = trim(rest).strip_prefix(b"=").map(trim) else { return false };
    let value = value.strip_prefix(b"'").unwrap_or(value);
    let begins = |words: &[&[u8]]| {
        words.iter().any(|word| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    };
    match name.to_ascii_lowercase() {
        b'v' => begins(&[b"DKIM1"]),
        b'k' => begins(&[b"rsa", b"ed25519"]),
        b't' => {
            let flags = value.iter().take_while(|octet| matches!(octet, b'y' | b's')).count();
            flags > 0 && value.get(flags).is_none_or(|end| is_end(*end))
        }
        b's' => begins(&[b"email", b"*"]),
        b'h' => begins(&[b"sha1", b"sha256"]),
        // A key, the plus signs of which may be lost.
        _ => {
            value.iter().take_while(|octet| octet.is_ascii_alphanumeric() || b"+/-_ ".contains(octet)).count()
                > 40
        }
    }
}

fn is_end(octet: u8) -> bool {
    octet == b';' || SEPARATORS.contains(&octet) || is_fws(octet)
}

/// Whether a value ends here that has no other end.
fn ends_value(text: &[u8]) -> bool {
    let end = text.len().checked_sub(7).map_or(text, |start| text.get(start..).unwrap_or_default());
    let end = end.to_ascii_lowercase();
    [&b"dkim1"[..], b"rsa", b"ed25519"].iter().any(|word| end.ends_with(word))
}

/// The list with the names of tags in lower case where they are not, and without quotation marks around values;
/// the names that were not, and whether there were marks. `None` where nothing was to be mended.
pub(super) fn plain_tags(list: &TagList<'_>) -> Option<(Vec<u8>, Vec<String>, bool)> {
    let (mut text, mut capitals, mut is_quoted) = (Vec::new(), Vec::new(), false);
    for tag in &list.tags {
        let lower = tag.name.to_ascii_lowercase();
        let is_known = matches!(lower.as_bytes(), [name] if NAMES.contains(name) || *name == b'n');
        let is_capital = is_known && lower != tag.name && list.get(&lower).is_none();
        if is_capital {
            capitals.push(tag.name.to_owned());
        }
        let inside = tag.value.strip_prefix(b"'").and_then(|value| value.strip_suffix(b"'"));
        is_quoted |= inside.is_some();
        let name = if is_capital { lower.as_str() } else { tag.name };
        text.extend_from_slice(&[name.as_bytes(), b"=", inside.unwrap_or(tag.value), b";"].concat());
    }
    (!capitals.is_empty() || is_quoted).then_some((text, capitals, is_quoted))
}
