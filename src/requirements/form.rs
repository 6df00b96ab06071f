//! What the rules ask of the header, read once.

use crate::message::{Header, SINGLE_FIELDS};

/// What a header section says of the rules; fields are places in [`Report::fields`](crate::Report::fields).
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// Second and further fields of a name that may stand once.
    pub(super) duplicates: Vec<usize>,
    /// Fields that must be there and are not, in lower case.
    pub(super) missing: Vec<&'static str>,
    pub(super) unsubscribe: Vec<usize>,
    pub(super) unsubscribe_post: Vec<usize>,
    /// Whether the one List-Unsubscribe has an `https` URI, and the one List-Unsubscribe-Post is as
    /// RFC 8058 §3.1 wants it.
    pub(super) is_one_click: bool,
    /// Whether the message is one that many get.
    pub(super) is_bulk: bool,
    /// A cap leaves the header unread from some place on.
    pub(super) is_cut_off: bool,
}

impl Form {
    pub(crate) fn read(source: &[u8], header: &Header) -> Self {
        let places = |name: &'static str| header.places(name).collect::<Vec<usize>>();
        let value = |place: usize| header.fields.get(place).map_or(&[][..], |field| field.value.of(source));
        let is_there = |name: &&str| header.places(name).next().is_some();
        let (unsubscribe, unsubscribe_post) = (places("list-unsubscribe"), places("list-unsubscribe-post"));
        let is_one_click = match (unsubscribe.as_slice(), unsubscribe_post.as_slice()) {
            ([uris], [post]) => has_https(value(*uris)) && is_post(value(*post)),
            _ => false,
        };
        let precedence = places("precedence").first().map(|place| value(*place).trim_ascii());
        let is_precedence = |word: &[u8]| precedence.is_some_and(|value| value.eq_ignore_ascii_case(word));
        Self {
            duplicates: SINGLE_FIELDS.iter().flat_map(|name| header.places(name).skip(1)).collect(),
            missing: ["from", "date", "message-id"].into_iter().filter(|name| !is_there(name)).collect(),
            is_bulk: !unsubscribe.is_empty()
                || ["list-id", "feedback-id"].iter().any(is_there)
                || is_precedence(b"bulk")
                || is_precedence(b"list"),
            unsubscribe,
            unsubscribe_post,
            is_one_click,
            is_cut_off: header.cut_off,
        }
    }
}

/// Whether one of the URIs between angle brackets (RFC 2369 §2) is of `https`.
fn has_https(value: &[u8]) -> bool {
    const SCHEME: &[u8] = b"https://";
    let uris = value.split(|octet| *octet == b'<').skip(1);
    let is_https = |uri: &[u8]| {
        let uri = uri.trim_ascii_start();
        let start = uri.get(..SCHEME.len()).unwrap_or_default();
        let has_host = uri.get(SCHEME.len()).is_some_and(|octet| *octet != b'>');
        start.eq_ignore_ascii_case(SCHEME) && has_host && uri.contains(&b'>')
    };
    uris.into_iter().any(is_https)
}

/// RFC 8058 §3.1: "MUST contain the single key/value pair "List-Unsubscribe=One-Click"".
fn is_post(value: &[u8]) -> bool {
    value.trim_ascii() == b"List-Unsubscribe=One-Click"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_secure_address_among_several() {
        assert!(has_https(b" <mailto:a@b.example>,\r\n <https://b.example/u?x=1>"));
        assert!(has_https(b" <HTTPS://b.example/>"));
        for value in
            [&b" https://b.example/"[..], b" <http://b.example/>", b" <https://>", b" <https://b", b"<>"]
        {
            assert!(!has_https(value), "{}", value.escape_ascii());
        }
    }

    #[test]
    fn takes_one_click_to_the_letter() {
        assert!(is_post(b" List-Unsubscribe=One-Click\r\n"));
        assert!(!is_post(b" list-unsubscribe=one-click"));
        assert!(!is_post(b" List-Unsubscribe=One-Click, x=y"));
    }
}
