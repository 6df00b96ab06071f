//! From as mail programs read it that know little of its grammar, held against the strict reading.

use super::{
    address::{AddressList, without_asides, without_quoted},
    problem::Problem,
};

/// What two readers see, one strict and one as lenient as some mail programs: `None` if they come
/// apart, otherwise the tricks by which they would if the lenient one did not know them.
pub(super) fn tricks(value: &[u8], list: &AddressList) -> Option<Vec<Problem>> {
    let mut tricks = Vec::new();
    if list.has_encoded_member {
        tricks.push(Problem::FromEncodedAddress);
    }
    // RFC 5322 §3.4.1: white space and comments may stand around the parts of an address; around `@` all
    // programs know it.
    if readers_agree(&joined(value, b"@"), list, false) {
        return Some(tricks);
    }
    let has_quoted_at = list.mailboxes.iter().any(|mailbox| mailbox.local.contains(&b'@'));
    let plain = joined(&without_asides(value), b"@.");
    let masked = without_quoted(value);
    let is_quoted_alone = has_quoted_at && readers_agree(&joined(value, b"@"), list, true)
        || masked != value && readers_agree(&joined(&masked, b"@"), list, true);
    if !is_quoted_alone
        && !readers_agree(&plain, list, has_quoted_at)
        && !readers_agree(&without_quoted(&plain), list, true)
    {
        return None;
    }
    if list.has_route {
        tricks.push(Problem::FromSourceRoute);
    } else if !is_quoted_alone {
        tricks.push(Problem::FromCommentInAddress);
    }
    if has_quoted_at {
        tricks.push(Problem::FromQuotedAt);
    }
    Some(tricks)
}

/// Whether a lenient reader sees the same addresses, or at least the same domains.
///
/// It knows no comments, quoted strings or groups: it parts the list at commas and takes what stands
/// between the last pair of angle brackets, or the last word with an `@` in it. Where the grammar
/// gives commas, brackets and `@` another meaning, the two come apart.
fn readers_agree(value: &[u8], list: &AddressList, by_domain: bool) -> bool {
    let mut lenient = value.split(|octet| *octet == b',').filter_map(lenient_address);
    let same = list.mailboxes.iter().all(|mailbox| {
        let domain = [b"@", mailbox.domain.as_slice()].concat();
        let strict = [mailbox.local.as_slice(), &domain].concat();
        lenient.next().is_some_and(|address| {
            let at = if by_domain { memchr::memrchr(b'@', &address).unwrap_or(0) } else { 0 };
            let strict = if by_domain { &domain } else { &strict };
            address.get(at..).unwrap_or_default().eq_ignore_ascii_case(strict)
        })
    });
    same && lenient.next().is_none()
}

fn lenient_address(part: &[u8]) -> Option<Vec<u8>> {
    let is_word = |octet: &u8| !octet.is_ascii_whitespace() && !matches!(octet, b'"' | b';' | b':');
    let address = match memchr::memrchr(b'<', part) {
        Some(open) => {
            let inside = part.get(open.saturating_add(1)..)?;
            inside.get(..memchr::memchr(b'>', inside).unwrap_or(inside.len()))?
        }
        None => part.split(|octet| !is_word(octet)).rfind(|word| word.contains(&b'@'))?,
    };
    let address: Vec<u8> = address.iter().copied().filter(is_word).collect();
    if address.contains(&b'@') { Some(address) } else { None }
}

/// `value` without the white space around each octet of `marks`.
fn joined(value: &[u8], marks: &[u8]) -> Vec<u8> {
    let mut joined: Vec<u8> = Vec::with_capacity(value.len());
    for octet in value {
        if octet.is_ascii_whitespace() && joined.last().is_some_and(|last| marks.contains(last)) {
            continue;
        }
        if marks.contains(octet) {
            let end = joined.iter().rposition(|one| !one.is_ascii_whitespace());
            joined.truncate(end.map_or(0, |end| end.saturating_add(1)));
        }
        joined.push(*octet);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(value: &str) -> Option<Vec<&'static str>> {
        let list = AddressList::parse(value.as_bytes());
        assert!(!list.faulty, "{value}");
        let found = tricks(value.as_bytes(), &list)?;
        Some(found.iter().map(|problem| problem.code().strip_prefix("message.from.").unwrap()).collect())
    }

    #[test]
    fn white_space_may_stand_around_the_parts_of_an_address() {
        for value in [
            "alice @ example.com",
            "alice\r\n @\r\n example.com",
            "alice @example.com (Alice)",
            "A <alice @ example.com>",
            "G: alice @ example.com, bob@ example.com;",
            "\"a b\"@example.com",
            "\"a, b\" <a@example.com>",
            "\"b@other.example, c\" <a@example.com>",
        ] {
            assert_eq!(codes(value), Some(vec![]), "{value}");
        }
        for value in [
            "alice@(x)example.com",
            "alice (x) @ example.com",
            "alice@example . com",
            "a(@b.example)@c.example",
        ] {
            assert_eq!(codes(value), Some(vec!["comment-in-address"]), "{value}");
        }
    }

    #[test]
    fn quoted_strings_and_encoded_words_are_no_address() {
        for value in [
            "\"x <y@junk.example>\"@my.example",
            "\"y@junk.example,\"@my.example",
            "\"y@junk.example x\" @ my.example",
            "\"<y@junk.example>\"@my.example, <b@my.example>",
        ] {
            assert_eq!(codes(value), Some(vec!["quoted-at"]), "{value}");
        }
        for value in [
            "=?utf-8?Q?a=40bank.example?=@my.example",
            "=?utf-8?Q?a=40bank?= =?utf-8?Q?.example?=, b@my.example",
            "G: =?utf-8?Q?a=40bank.example?=, b@my.example;",
        ] {
            assert_eq!(codes(value), Some(vec!["encoded-address"]), "{value}");
        }
        let both = "\"x <y@junk.example>\" @my.example(@c.example)";
        assert_eq!(codes(both), Some(vec!["comment-in-address", "quoted-at"]));
    }
}
