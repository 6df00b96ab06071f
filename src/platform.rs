//! The two tables that every browser already has, handed to the core as functions.

/// Character sets and IDNA, as the host offers them.
#[derive(Debug, Clone, Copy)]
pub struct Platform {
    /// Decodes octets in the character set of this name (as in MIME); `None` if the name is unknown.
    pub decode: fn(charset: &str, octets: &[u8]) -> Option<String>,
    /// The A-label (RFC 5890 §2.3.2.1) of one label that is not ASCII; `None` if it has none.
    pub to_a_label: fn(label: &str) -> Option<String>,
}

impl Default for Platform {
    /// Knows UTF-8 and ASCII alone.
    fn default() -> Self {
        Self {
            decode: |charset, octets| {
                let known = ["utf-8", "us-ascii"].iter().any(|name| name.eq_ignore_ascii_case(charset));
                known.then(|| String::from_utf8_lossy(octets).into_owned())
            },
            to_a_label: |_| None,
        }
    }
}
