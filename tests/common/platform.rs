//! The two functions that a host lends to the core, as a native program has them.

use waxseal::Platform;

/// Legacy charsets by `encoding_rs`, one label to its A-label by `idna`.
pub(crate) fn native() -> Platform {
    Platform { decode, to_a_label }
}

fn decode(charset: &str, octets: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
    let (text, _) = encoding.decode_without_bom_handling(octets);
    Some(text.into_owned())
}

fn to_a_label(label: &str) -> Option<String> {
    // As `new URL()` does it in a browser.
    let name = idna::domain_to_ascii_cow(label.as_bytes(), idna::AsciiDenyList::URL).ok()?;
    Some(name.into_owned())
}
