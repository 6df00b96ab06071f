//! Lists of addresses in the other forms that writers give them (RFC 5322 §3.4).

use super::{
    from::{address, mailboxes, phrase},
    view::{Candidate, FieldText, View},
};
use crate::diagnosis::{AddressChange, Problem};

/// Mailboxes that are changed one by one.
const MAX_SINGLE: usize = 20;
/// Addresses and names of other fields that are looked at.
const MAX_KNOWN: usize = 60;
const LISTS: [&str; 12] = [
    "to",
    "cc",
    "bcc",
    "from",
    "reply-to",
    "sender",
    "resent-to",
    "resent-cc",
    "resent-from",
    "resent-sender",
    "mail-followup-to",
    "disposition-notification-to",
];
/// What stands in To where nobody is named (RFC 5322 §3.4: a group without members).
const NOBODY: [&[u8]; 16] = [
    b"undisclosed-recipients:;",
    b"undisclosed-recipients: ;",
    b"Undisclosed recipients:;",
    b"Undisclosed recipients: ;",
    b"undisclosed recipients:;",
    b"undisclosed recipients: ;",
    b"Undisclosed-recipients:;",
    b"Undisclosed-Recipients:;",
    b"undisclosed-recipients:",
    b"undisclosed-recipients",
    b"Undisclosed recipients",
    b"\"undisclosed-recipients:;\"",
    b"<undisclosed-recipients:;>",
    b"unlisted-recipients:; (no To-header on input)",
    b"recipient list not shown:;",
    b"recipient list not shown: ;",
];

/// Whether a field names nobody, as an empty group does.
pub(super) fn is_nobody(text: &[u8]) -> bool {
    let is_group = text.contains(&b':') && text.trim_ascii_end().ends_with(b";");
    !text.contains(&b'@') && (is_group || NOBODY.contains(&text))
}

/// What became of the addresses of a field; `None` if some are others.
pub(super) fn change(is: &[u8], was: &[u8]) -> Option<AddressChange> {
    let read = |text: &[u8]| -> Vec<Vec<u8>> {
        let bare = |one: &&[u8]| address(without_comment(one)).trim_ascii().to_ascii_lowercase();
        mailboxes(text).iter().map(bare).filter(|one| one.contains(&b'@')).collect()
    };
    let (is, was) = (read(is), read(was));
    let has_all = |all: &[Vec<u8>], some: &[Vec<u8>]| some.iter().all(|one| all.contains(one));
    match (has_all(&is, &was), has_all(&was, &is)) {
        (true, true) => Some(AddressChange::Form),
        // Nobody is no part of somebody.
        (true, false) if !was.is_empty() => Some(AddressChange::Added),
        (false, true) if !is.is_empty() => Some(AddressChange::Removed),
        _ => None,
    }
}

fn without_comment(mailbox: &[u8]) -> &[u8] {
    let open = memchr::memchr(b'(', mailbox).filter(|_| !mailbox.contains(&b'<'));
    open.and_then(|open| mailbox.get(..open)).unwrap_or(mailbox)
}

pub(super) fn is_list(key: &str) -> bool {
    LISTS.contains(&key)
}

/// A field of addresses, written anew, with an address more or less.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    if !is_list(field.key) {
        return;
    }
    if is_nobody(field.text()) {
        nobody(field, steps);
    }
    let all = mailboxes(field.text());
    let between = separator(field.text());
    let known = known(field, view);
    let mut add = |list: &[Vec<u8>], between: &[u8], rank: usize| {
        let text = list.join(between);
        if text != field.text() && !text.is_empty() {
            let change = change(field.text(), &text).unwrap_or(AddressChange::Form);
            let problem = Some(Problem::AddressListChanged { field: field.name(), change });
            steps.push(Candidate { problem, changes: vec![field.with_text(&text)], rank });
        }
    };
    let list: Vec<Vec<u8>> = all.iter().map(|one| one.to_vec()).collect();
    for other in BETWEEN {
        add(&list, other, 1);
    }
    if list.len() > 1 {
        for place in (0..list.len()).rev().take(MAX_SINGLE) {
            let mut fewer = list.clone();
            fewer.remove(place);
            add(&fewer, &between, 0);
            for other in BETWEEN {
                add(&fewer, other, 2);
            }
        }
    }
    for form in FORMS {
        let changed: Option<Vec<Vec<u8>>> =
            all.iter().map(|one| form(one).or_else(|| Some(one.to_vec()))).collect();
        if let Some(changed) = changed {
            add(&changed, &between, 0);
            for other in BETWEEN {
                add(&changed, other, 3);
            }
        }
    }
    for (place, one) in all.iter().enumerate().take(MAX_SINGLE) {
        let forms = FORMS.iter().filter_map(|form| form(one));
        let named = known.iter().filter(|other| address(other).eq_ignore_ascii_case(address(one)));
        for (number, other) in forms.chain(named.cloned()).enumerate() {
            let mut changed = list.clone();
            if let Some(mailbox) = changed.get_mut(place) {
                *mailbox = other;
            }
            add(&changed, &between, 1_usize.saturating_add(number / 4));
        }
    }
    for other in known.iter().filter(|other| !all.iter().any(|one| address(one) == address(other))) {
        add(&[list.clone(), vec![other.clone()]].concat(), &between, 4);
        add(&[vec![other.clone()], list.clone()].concat(), &between, 5);
    }
}

/// The other ways to name nobody.
fn nobody(field: &FieldText<'_>, steps: &mut Vec<Candidate>) {
    for (number, form) in NOBODY.into_iter().enumerate().filter(|(_, form)| *form != field.text()) {
        let problem = Problem::AddressListChanged { field: field.name(), change: AddressChange::Form };
        let changes = vec![field.with_text(form)];
        steps.push(Candidate { problem: Some(problem), changes, rank: number / 6 });
    }
}

/// A mailbox of a field, and what it may have been.
#[derive(Debug, Clone)]
pub(super) struct Rewritten {
    /// The place of the field among those given.
    field: usize,
    /// The place of the mailbox in the field.
    place: usize,
    new: Vec<u8>,
}

/// For each form, the mailboxes of all the fields that it changes.
pub(super) fn everywhere(fields: &[&FieldText<'_>]) -> Vec<Vec<Rewritten>> {
    let of_form = |form: &Form| {
        let all = fields.iter().enumerate().flat_map(|(field, text)| {
            let mailboxes = mailboxes(text.text()).into_iter().enumerate().take(MAX_SINGLE);
            mailboxes.filter_map(move |(place, one)| Some(Rewritten { field, place, new: form(one)? }))
        });
        all.collect::<Vec<_>>()
    };
    FORMS.iter().map(of_form).collect()
}

/// The fields with some of their mailboxes written anew; one step for each field that is changed.
pub(super) fn with(fields: &[&FieldText<'_>], some: &[&Rewritten]) -> Vec<Candidate> {
    let changed = fields.iter().enumerate().filter_map(|(number, field)| {
        let mut list: Vec<&[u8]> = mailboxes(field.text());
        for one in some.iter().filter(|one| one.field == number) {
            *list.get_mut(one.place)? = &one.new;
        }
        let text = list.join(separator(field.text()).as_slice());
        let problem = Problem::AddressListChanged { field: field.name(), change: AddressChange::Form };
        let step = Candidate { problem: Some(problem), changes: vec![field.with_text(&text)], rank: 0 };
        some.iter().any(|one| one.field == number).then_some(step)
    });
    changed.collect()
}

/// The list with its mailboxes as they are, and something else between them.
pub(super) fn joined(text: &[u8], between: &[u8]) -> Vec<u8> {
    mailboxes(text).join(between)
}

pub(super) const BETWEEN: [&[u8]; 6] = [b", ", b",", b",\r\n ", b",\r\n\t", b" , ", b" ,"];

/// What stands between the first two mailboxes.
fn separator(text: &[u8]) -> Vec<u8> {
    let all = mailboxes(text);
    let between = all.first().zip(all.get(1)).and_then(|(first, second)| {
        let after = text.get(first.len()..)?;
        let end = memchr::memmem::find(after, second)?;
        after.get(..end)
    });
    between.filter(|between| between.len() < 20).unwrap_or(b", ").to_vec()
}

type Form = fn(&[u8]) -> Option<Vec<u8>>;

/// How one mailbox may have been written; `None` where that makes no difference.
const FORMS: [Form; 13] = [
    // a@b for <a@b>
    |one| (phrase(one).is_empty() && one.first() == Some(&b'<')).then(|| address(one).to_vec()),
    // <a@b> for a@b
    |one| is_bare(one).then(|| [b"<", one, b">"].concat()),
    // "A" <a@b> for A <a@b>
    |one| {
        let name = Some(phrase(one)).filter(|name| !name.is_empty() && !is_quoted(name))?;
        Some([b"\"", name, b"\" <", address(one), b">"].concat())
    },
    // A <a@b> for "A" <a@b>
    |one| {
        let name = Some(phrase(one)).filter(|name| is_quoted(name))?;
        Some([unquoted(name).as_slice(), b" <", address(one), b">"].concat())
    },
    // a@b for A <a@b>
    |one| (!phrase(one).is_empty()).then(|| address(one).to_vec()),
    // <a@b> for A <a@b>
    |one| (!phrase(one).is_empty()).then(|| [b"<", address(one), b">"].concat()),
    // "a@b" <a@b> for a@b
    |one| {
        let address = address(one);
        (is_bare(one) || phrase(one).is_empty()).then(|| [b"\"", address, b"\" <", address, b">"].concat())
    },
    // A <a@b> for a@b (A)
    |one| {
        let open = memchr::memchr(b'(', one)?;
        let (address, comment) = one.split_at(open);
        let name = comment.strip_prefix(b"(")?.strip_suffix(b")")?;
        Some([name, b" <", address.trim_ascii_end(), b">"].concat())
    },
    // a@b (A) for A <a@b>
    |one| {
        let name = Some(phrase(one)).filter(|name| !name.is_empty())?;
        Some([address(one), b" (", &unquoted(name), b")"].concat())
    },
    // A<a@b> for A <a@b>
    |one| (!phrase(one).is_empty()).then(|| [phrase(one), b"<", address(one), b">"].concat()),
    // A <a@b> for A<a@b>
    |one| (!phrase(one).is_empty()).then(|| [phrase(one), b" <", address(one), b">"].concat()),
    // 'A' <a@b> for A <a@b>
    |one| {
        let name = Some(phrase(one)).filter(|name| !name.is_empty())?;
        Some([b"'", unquoted(name).as_slice(), b"' <", address(one), b">"].concat())
    },
    // A <a@b> for 'A' <a@b>
    |one| {
        let name =
            phrase(one).strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(phrase(one));
        let name = name.strip_prefix(b"'").and_then(|name| name.strip_suffix(b"'"))?;
        Some([name, b" <", address(one), b">"].concat())
    },
];

fn is_bare(mailbox: &[u8]) -> bool {
    !mailbox.contains(&b'<') && !mailbox.contains(&b'(') && mailbox.contains(&b'@')
}

fn is_quoted(name: &[u8]) -> bool {
    name.len() > 2 && name.starts_with(b"\"") && name.ends_with(b"\"")
}

/// A quoted string's content (RFC 5322 §3.2.4); anything else as it is.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let Some(inside) = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")) else {
        return name.to_vec();
    };
    let mut is_escaped = false;
    let kept = inside.iter().filter(|octet| {
        is_escaped = **octet == b'\\' && !is_escaped;
        !is_escaped
    });
    kept.copied().collect()
}

/// Mailboxes that other fields name.
fn known(field: &FieldText<'_>, view: &View<'_>) -> Vec<Vec<u8>> {
    let mut known: Vec<Vec<u8>> = Vec::new();
    for other in view.fields.iter().filter(|other| other.place != field.place) {
        let is_list = LISTS.contains(&other.key) || other.key.starts_with("x-original");
        let is_target =
            matches!(other.key, "delivered-to" | "envelope-to" | "x-envelope-to" | "x-apparently-to");
        let found: Vec<&[u8]> = match other.key {
            "received" => received_for(other.text()).into_iter().collect(),
            _ if is_list || is_target => mailboxes(other.text()),
            _ => Vec::new(),
        };
        for mailbox in found.into_iter().filter(|one| one.contains(&b'@')) {
            for form in [mailbox, address(mailbox)] {
                if known.len() < MAX_KNOWN && !known.iter().any(|one| one == form) {
                    known.push(form.to_vec());
                }
            }
        }
    }
    known
}

/// The address that a Received field was made for.
fn received_for(text: &[u8]) -> Option<&[u8]> {
    let start = memchr::memmem::find(text, b"for <")?.saturating_add(5);
    let rest = text.get(start..)?;
    rest.get(..memchr::memchr(b'>', rest)?)
}

#[cfg(test)]
mod tests {
    use super::{super::signed::Change, *};
    use crate::platform::Platform;

    fn finds(is: &str, was: &str, others: &[(&str, &str)]) -> bool {
        let platform = Platform::default();
        let raw = format!("To: {is}\r\n");
        let mut fields = vec![FieldText::new(0, "to", raw.as_bytes())];
        for (place, (key, raw)) in others.iter().enumerate() {
            fields.push(FieldText::new(place.saturating_add(1), key, raw.as_bytes()));
        }
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(fields, &[], &charsets);
        let mut steps = Vec::new();
        undo(&view.fields[0], &view, &mut steps);
        let wanted = Change::Replace { place: 0, raw: format!("To: {was}\r\n").into_bytes() };
        steps.iter().any(|step| step.changes == [wanted.clone()])
    }

    #[test]
    fn writes_lists_anew() {
        for (is, was) in [
            ("a@b, c@d", "a@b"),
            ("a@b, c@d", "c@d"),
            ("<a@b>", "a@b"),
            ("a@b", "<a@b>"),
            ("\"A\" <a@b>", "A <a@b>"),
            ("A <a@b>, B <c@d>", "\"A\" <a@b>, \"B\" <c@d>"),
            ("A <a@b>, B <c@d>", "A <a@b>, \"B\" <c@d>"),
            ("A <a@b>,B <c@d>", "A <a@b>, B <c@d>"),
            ("A <a@b>, B <c@d>", "A <a@b>,\r\n B <c@d>"),
            ("A <a@b>", "a@b"),
            ("A <a@b>", "A<a@b>"),
            ("undisclosed-recipients: ;", "undisclosed-recipients:;"),
            ("Undisclosed recipients:;", "undisclosed-recipients:;"),
        ] {
            assert!(finds(is, was, &[]), "{is}");
        }
        assert!(finds("a@b", "A <a@b>", &[("cc", "Cc: A <a@b>, c@d\r\n")]));
        assert!(finds("a@b", "a@b, c@d", &[("received", "Received: by x\r\n for <c@d>; now\r\n")]));
        assert!(!finds("a@b", "c@d", &[]));
    }

    #[test]
    fn tells_what_became_of_addresses() {
        for (is, was, expected) in [
            ("\"A\" <a@b>", "a@b (A)", Some(AddressChange::Form)),
            ("a@b, c@d", "A <a@b>", Some(AddressChange::Added)),
            ("a@b", "c@d, a@b", Some(AddressChange::Removed)),
            ("l@l", "a@b", None),
            ("l@l, c@d", "a@b, c@d", None),
            ("undisclosed-recipients:;", "a@b", None),
            ("a@b", "undisclosed-recipients:;", None),
            ("undisclosed-recipients: ;", "undisclosed-recipients:;", Some(AddressChange::Form)),
        ] {
            assert_eq!(change(is.as_bytes(), was.as_bytes()), expected, "{is}");
        }
    }

    #[test]
    fn reads_quoted_strings() {
        assert_eq!(unquoted(b"\"a\\\"b\\\\\""), b"a\"b\\");
    }
}
