//! Character sets and IDNA, as every browser has them.

use web_sys::{TextDecoder, Url};

use crate::platform::Platform;

/// The browser's `TextDecoder` and `URL`.
pub(super) fn browser() -> Platform {
    Platform { decode, to_a_label }
}

fn decode(charset: &str, octets: &[u8]) -> Option<String> {
    TextDecoder::new_with_label(charset).ok()?.decode_with_u8_array(octets).ok()
}

fn to_a_label(label: &str) -> Option<String> {
    // The core hands over one label without ASCII delimiters, and looks at what comes back.
    Url::new(&format!("http://{label}/")).ok().map(|url| url.hostname())
}
