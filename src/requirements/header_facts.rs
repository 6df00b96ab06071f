//! What the rules ask of the header, read once.

use super::OneClickCondition;
use crate::message::{Header, SINGLE_FIELDS};

/// What a header section says of the rules; fields are places in [`Report::fields`](crate::Report::fields).
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct HeaderFacts {
    /// Second and further fields of a name that may stand once.
    pub(super) duplicates: Vec<usize>,
    /// Fields that must be there and are not, in lower case.
    pub(super) missing: Vec<&'static str>,
    pub(super) unsubscribe: Vec<usize>,
    pub(super) unsubscribe_post: Vec<usize>,
    /// The conditions of RFC 8058 §3.1 that the two fields do not meet.
    pub(super) one_click_faults: Vec<OneClickCondition>,
    /// The fields beside List-Unsubscribe that tell of a message that many get. Feedback-ID is none: some
    /// providers write it into every message.
    pub(super) bulk: Vec<usize>,
    pub(super) list_id: Vec<usize>,
    /// Whether there is one List-Id, in the form of RFC 2919 §3.
    pub(super) is_list_named: bool,
    /// Whether the message says that it comes from a mailing list.
    pub(super) is_list: bool,
    /// Whether that list is one for discussion: all may write to it (RFC 2369 §3.4), and nothing tells of
    /// marketing.
    pub(super) is_discussion: bool,
    /// Fields may be missing: a cap leaves the header unread from some place on, or the copy is a part of it.
    pub(super) is_cut_off: bool,
}

impl HeaderFacts {
    pub(crate) fn read(source: &[u8], header: &Header, is_cut_off: bool) -> Self {
        let places = |name: &'static str| header.places(name).collect::<Vec<usize>>();
        let value = |place: usize| header.fields.get(place).map_or(&[][..], |field| field.value.of(source));
        let is_there = |name: &&str| header.places(name).next().is_some();
        let (unsubscribe, unsubscribe_post) = (places("list-unsubscribe"), places("list-unsubscribe-post"));
        let one_click_faults = [
            (OneClickCondition::Unsubscribe, unsubscribe.len() == 1),
            (OneClickCondition::Https, unsubscribe.iter().any(|place| has_https(value(*place)))),
            (OneClickCondition::Post, unsubscribe_post.len() == 1),
            (OneClickCondition::PostValue, unsubscribe_post.iter().any(|place| is_post(value(*place)))),
        ];
        let one_click_faults = one_click_faults
            .into_iter()
            .filter(|(_, is_met)| !is_met)
            .map(|(condition, _)| condition)
            .collect();
        let list_id = places("list-id");
        let post = places("list-post").first().copied();
        let is_list_named = matches!(list_id.as_slice(), [one] if is_list_id(value(*one)));
        let is_open = post.is_some_and(|post| !is_closed(value(post)));
        let precedence = places("precedence").first().copied();
        let is_precedence = |word: &[u8]| {
            precedence.is_some_and(|place| value(place).trim_ascii().eq_ignore_ascii_case(word))
        };
        let is_for_many = is_precedence(b"bulk") || is_precedence(b"list");
        Self {
            duplicates: SINGLE_FIELDS.iter().flat_map(|name| header.places(name).skip(1)).collect(),
            missing: ["from", "date", "message-id"].into_iter().filter(|name| !is_there(name)).collect(),
            bulk: list_id.iter().copied().chain(precedence.filter(|_| is_for_many)).collect(),
            is_list: !list_id.is_empty() || post.is_some() || is_precedence(b"list"),
            is_discussion: is_list_named
                && is_open
                && unsubscribe_post.is_empty()
                && !is_there(&"feedback-id"),
            is_list_named,
            list_id,
            unsubscribe,
            unsubscribe_post,
            one_click_faults,
            is_cut_off,
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

/// RFC 8058 §3.1: "MUST contain the single key/value pair "List-Unsubscribe=One-Click"", whose case does not
/// matter (§5, `postarg`; RFC 5234 §2.3).
fn is_post(value: &[u8]) -> bool {
    value.trim_ascii().eq_ignore_ascii_case(b"List-Unsubscribe=One-Click")
}

/// Whether an identifier of two labels or more stands between angle brackets at the end (RFC 2919 §2, §3).
fn is_list_id(value: &[u8]) -> bool {
    let inside = value.trim_ascii().strip_suffix(b">");
    let start = inside.and_then(|inside| inside.iter().rposition(|octet| *octet == b'<'));
    let id = inside.zip(start).and_then(|(inside, start)| inside.get(start.saturating_add(1)..));
    let is_label = |label: &[u8]| !label.is_empty() && label.iter().all(|octet| !b"<> @".contains(octet));
    id.is_some_and(|id| {
        id.len() <= 255 && id.contains(&b'.') && id.split(|octet| *octet == b'.').all(is_label)
    })
}

/// RFC 2369 §3.4: "the special value "NO"", which a comment may follow.
fn is_closed(value: &[u8]) -> bool {
    let value = value.trim_ascii();
    let word = value.split(|octet| octet.is_ascii_whitespace() || *octet == b'(').next().unwrap_or_default();
    word.eq_ignore_ascii_case(b"no")
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
    fn knows_names_of_lists() {
        assert!(is_list_id(b" \"Our list\"\r\n <our.lists.example>\r\n"));
        assert!(is_list_id(b"<a.localhost>"));
        for value in
            [&b" our.lists.example"[..], b" <list>", b" <>", b" <a..b>", b" <a@b.example>", b" <a.b> x"]
        {
            assert!(!is_list_id(value), "{}", value.escape_ascii());
        }
        assert!(is_closed(b" NO (posting not allowed on this list)") && is_closed(b"no"));
        assert!(!is_closed(b" <mailto:our@lists.example>") && !is_closed(b" NOBODY"));
    }

    #[test]
    fn takes_one_click_in_any_case() {
        for value in [
            &b" List-Unsubscribe=One-Click\r\n"[..],
            b" list-unsubscribe=one-click",
            b"LIST-UNSUBSCRIBE=One-click",
        ] {
            assert!(is_post(value), "{}", value.escape_ascii());
        }
        assert!(!is_post(b" List-Unsubscribe=One-Click, x=y"));
    }
}
