//! Values that were replaced and are kept in another field.

use super::{
    signed::Change,
    view::{Candidate, FieldText, View},
    was,
};
use crate::{diagnosis::Problem, tag_list::trim};

/// Fields of a header that are looked through for old values.
const MAX_SOURCES: usize = 60;
/// What software puts before the name of a field whose old value it keeps.
const PREFIXES: [&str; 10] = [
    "x-original-",
    "original-",
    "x-google-original-",
    "x-microsoft-original-",
    "x-ms-original-",
    "x-mailman-original-",
    "x-mimetrack-original-",
    "x-old-",
    "old-",
    "x-",
];

/// A signed field with the value that another field holds.
pub(super) fn undo(view: &View<'_>, steps: &mut Vec<Candidate>) {
    for field in view.covered() {
        // One of the same name keeps nothing: it was added.
        let others = view.fields.iter().filter(|other| other.key != field.key && other.place != view.own);
        for other in others.take(MAX_SOURCES) {
            let Some(rank) = holds_old(field.key, other.key) else { continue };
            let problem = match field.key {
                "from" => Problem::FromRewritten { source: other.name() },
                "message-id" => Problem::MessageIdRewritten { source: other.name() },
                _ => was::problem(field, other.text(), view),
            };
            for (number, value) in values(field, other).into_iter().enumerate() {
                let rank = rank.saturating_add(number);
                let change = field.with_text(&value);
                let mut add = |changes: Vec<Change>, rank: usize| {
                    steps.push(Candidate { problem: Some(problem.clone()), changes, rank });
                };
                if view.is_signed(other.key) {
                    // What keeps the old value was put in together with the new one.
                    add(vec![change.clone(), Change::Remove { place: other.place }], rank);
                    for rest in without(other, &value) {
                        add(vec![change.clone(), rest], rank.saturating_add(1));
                    }
                }
                add(vec![change], rank);
            }
        }
    }
}

/// How unlikely it is that the field `other` holds what `key` said; `None` if it does not.
fn holds_old(key: &str, other: &str) -> Option<usize> {
    if PREFIXES.iter().any(|prefix| other.strip_prefix(prefix) == Some(key)) {
        return Some(0);
    }
    match (key, other) {
        (
            "from",
            "reply-to" | "x-original-sender" | "x-reply-to" | "mail-reply-to" | "x-original-reply-to",
        ) => Some(0),
        ("from", "cc") | ("subject", "thread-topic") => Some(1),
        ("from", "sender" | "x-sender" | "x-envelope-from" | "mail-followup-to" | "resent-from") => Some(2),
        ("from", _) if ["from", "sender", "author", "original"].iter().any(|part| other.contains(part)) => {
            Some(2)
        }
        ("message-id", _) if other.ends_with("message-id") || other.ends_with("-msgid") => Some(0),
        ("reply-to", "x-original-from" | "from") => Some(4),
        ("to", "delivered-to" | "envelope-to" | "x-envelope-to" | "x-apparently-to") => Some(3),
        _ => None,
    }
}

/// What the field may have said: the value of `other`, or a part of it.
fn values(field: &FieldText<'_>, other: &FieldText<'_>) -> Vec<Vec<u8>> {
    let text = other.text();
    let mut values = vec![text.to_vec()];
    if !matches!(field.key, "from" | "to" | "cc" | "reply-to" | "sender") {
        return values;
    }
    let mut add = |value: Vec<u8>| {
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    };
    for mailbox in mailboxes(text) {
        add(mailbox.to_vec());
        let address = address(mailbox);
        add(address.to_vec());
        add([b"<", address, b">"].concat());
        for name in names(field.text()) {
            add([name.as_slice(), b" <", address, b">"].concat());
            add([b"\"", name.as_slice(), b"\" <", address, b">"].concat());
        }
    }
    values
}

/// The list `other` without the mailbox that was put into it.
fn without(other: &FieldText<'_>, value: &[u8]) -> Vec<Change> {
    let all = mailboxes(other.text());
    if all.len() < 2 {
        return Vec::new();
    }
    let kept: Vec<&[u8]> = all.into_iter().filter(|one| address(one) != address(value)).collect();
    vec![other.with_text(&kept.join(b", ".as_slice())), other.with_text(&kept.join(b",".as_slice()))]
}

/// The parts of a list between commas that are not inside quotes, brackets or comments.
pub(super) fn mailboxes(text: &[u8]) -> Vec<&[u8]> {
    /// Mailboxes of one list.
    const MAX: usize = 200;
    let (mut is_quoted, mut is_escaped, mut depth) = (false, false, 0_usize);
    let parts = text.split(|octet| {
        match octet {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'(' | b'<' if !is_quoted => depth = depth.saturating_add(1),
            b')' | b'>' if !is_quoted => depth = depth.saturating_sub(1),
            b',' => return !is_quoted && depth == 0,
            _ => {}
        }
        false
    });
    parts.take(MAX).map(trim).filter(|part| !part.is_empty()).collect()
}

/// The address of a mailbox: what stands in angle brackets, or all of it.
pub(super) fn address(mailbox: &[u8]) -> &[u8] {
    let open = memchr::memrchr(b'<', mailbox);
    let inside = open.and_then(|open| mailbox.get(open.saturating_add(1)..));
    inside.map_or(mailbox, |inside| inside.strip_suffix(b">").unwrap_or(inside))
}

/// What stands before the address of a mailbox.
pub(super) fn phrase(mailbox: &[u8]) -> &[u8] {
    let open = memchr::memrchr(b'<', mailbox);
    trim(open.and_then(|open| mailbox.get(..open)).unwrap_or_default())
}

/// The author's name in what a list made of it, such as `"Name via List"`.
fn names(text: &[u8]) -> Vec<Vec<u8>> {
    let phrase = phrase(text);
    let plain = phrase.strip_prefix(b"\"").and_then(|one| one.strip_suffix(b"\"")).unwrap_or(phrase);
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut add = |name: &[u8]| {
        let name = trim(name);
        let bare = name.strip_prefix(b"'").and_then(|one| one.strip_suffix(b"'")).unwrap_or(name);
        for name in [bare, name] {
            if !name.is_empty() && !names.iter().any(|one| one == name) {
                names.push(name.to_vec());
            }
        }
    };
    let marks: [&[u8]; 6] = [b" via ", b" - ", b" (", b" [", b" on behalf of ", b"/"];
    for mark in marks {
        if let Some(place) = memchr::memmem::rfind(plain, mark) {
            add(plain.get(..place).unwrap_or_default());
        }
    }
    add(plain);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_as_far_as_needed() {
        let list = b"\"A, B\" <a@x>,c@y , D (e,f) <d@z>";
        assert_eq!(mailboxes(list), [&b"\"A, B\" <a@x>"[..], b"c@y", b"D (e,f) <d@z>"]);
        assert_eq!(address(b"\"A, B\" <a@x>"), b"a@x");
        assert_eq!(phrase(b"\"A, B\" <a@x>"), b"\"A, B\"");
    }

    #[test]
    fn finds_the_name_that_a_list_kept() {
        assert!(names(b"\"Kim Muster via Talk\" <t@l>").contains(&b"Kim Muster".to_vec()));
        assert_eq!(names(b"'Paper' via Talk <t@l>").first(), Some(&b"Paper".to_vec()));
    }

    #[test]
    fn knows_who_keeps_old_values() {
        assert_eq!(holds_old("from", "x-original-from"), Some(0));
        assert_eq!(holds_old("message-id", "x-microsoft-original-message-id"), Some(0));
        assert_eq!(holds_old("date", "x-original-date"), Some(0));
        assert_eq!(holds_old("subject", "from"), None);
    }
}
