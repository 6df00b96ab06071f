//! Fields that were added, lost, or changed places, and names in another case.

use super::{
    Case, addresses,
    signed::Change,
    view::{Candidate, FieldText, View},
};
use crate::diagnosis::{Problem, Undoing};

/// Fields that can only have had one of a few values, with those.
const GUESSED: [(&str, &[&str]); 8] = [
    ("MIME-Version", &["1.0"]),
    ("List-Unsubscribe-Post", &["List-Unsubscribe=One-Click"]),
    ("Content-Transfer-Encoding", &["7bit", "8bit", "quoted-printable", "base64", "binary"]),
    (
        "Content-Type",
        &[
            "text/plain; charset=utf-8",
            "text/plain; charset=UTF-8",
            "text/plain; charset=\"utf-8\"",
            "text/plain; charset=\"UTF-8\"",
            "text/plain; charset=us-ascii",
            "text/plain; charset=US-ASCII",
            "text/plain; charset=\"us-ascii\"",
            "text/plain; charset=\"US-ASCII\"",
            "text/plain",
            "text/plain; charset=iso-8859-1",
            "text/plain; charset=ISO-8859-1",
            "text/plain; charset=\"iso-8859-1\"",
            "text/plain; charset=\"ISO-8859-1\"",
            "text/plain; charset=ISO-2022-JP",
            "text/plain; charset=\"ISO-2022-JP\"",
            "text/plain; charset=iso-2022-jp",
            "text/plain; charset=\"iso-2022-jp\"",
            "text/plain; charset=Shift_JIS",
            "text/plain; charset=\"Shift_JIS\"",
            "text/plain; charset=utf-8; format=flowed",
            "text/plain; charset=UTF-8; format=flowed",
            "text/html; charset=utf-8",
            "text/html; charset=UTF-8",
            "text/html; charset=\"utf-8\"",
            "text/html; charset=\"UTF-8\"",
        ],
    ),
    ("Precedence", &["bulk", "list", "junk"]),
    ("Auto-Submitted", &["auto-generated", "auto-replied", "no"]),
    ("Importance", &["normal", "high", "low"]),
    ("X-Priority", &["3", "1", "3 (Normal)", "1 (Highest)", "5"]),
];
/// Fields that often repeat the addresses of another, with that.
const REPEATED: [(&str, &[&str]); 5] = [
    ("Sender", &["from"]),
    ("Reply-To", &["from", "sender"]),
    ("To", &["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-apparently-to", "from"]),
    ("Cc", &["to", "from", "sender"]),
    ("From", &["sender", "reply-to"]),
];

/// Fields that lists and relays put in: their own, and those that an address of theirs stands in.
const ADDED: [&str; 16] = [
    "sender",
    "reply-to",
    "precedence",
    "errors-to",
    "cc",
    "in-reply-to",
    "references",
    "autocrypt",
    "mail-followup-to",
    "disposition-notification-to",
    "return-receipt-to",
    "feedback-id",
    "content-transfer-encoding",
    "mime-version",
    "archived-at",
    "bcc",
];
/// Added fields of which all selections are tried.
const MAX_ADDED: usize = 8;
/// Groups of added fields that are likelier than anything else.
pub(super) const MAX_LIKELY: usize = 6;

/// Fields that were added together, the likeliest groups first.
pub(super) fn added_together(view: &View<'_>) -> Vec<Vec<Candidate>> {
    let is_lists = |field: &FieldText<'_>| field.key.starts_with("list-");
    let is_resent = |field: &FieldText<'_>| field.key.starts_with("resent-");
    let is_added = |field: &FieldText<'_>| is_lists(field) || is_resent(field) || ADDED.contains(&field.key);
    let all: Vec<&FieldText<'_>> = view.covered().filter(|field| is_added(field)).collect();
    let from = view.named("from").next().map_or(0, |from| from.place);
    let select = |chosen: &dyn Fn(&FieldText<'_>) -> bool| -> Vec<&FieldText<'_>> {
        all.iter().copied().filter(|field| chosen(field)).collect()
    };
    let is_own = |field: &FieldText<'_>| matches!(field.key, "sender" | "precedence" | "errors-to");
    // A newsletter has fields of its own, which its list leaves.
    let is_newsletters = |field: &FieldText<'_>| field.key.starts_with("list-unsubscribe");
    let mut groups = vec![
        select(&|field| is_lists(field) || is_own(field)),
        select(&is_lists),
        select(&|field| is_lists(field) || is_own(field) || field.key == "reply-to"),
        select(&|field| (is_lists(field) || is_own(field)) && !is_newsletters(field)),
        select(&|field| is_lists(field) && !is_newsletters(field)),
        select(&|field| {
            (is_lists(field) || is_own(field) || field.key == "reply-to") && !is_newsletters(field)
        }),
        select(&is_resent),
        select(&|field| is_resent(field) || is_lists(field) || is_own(field)),
        select(&|field| field.place < from),
        select(&|field| field.place > from),
        select(&|_| true),
    ];
    if (3..=MAX_ADDED).contains(&all.len()) {
        groups.extend(super::everywhere::selections(&all));
    }
    let mut distinct: Vec<Vec<&FieldText<'_>>> = Vec::new();
    for group in groups.into_iter().filter(|group| group.len() > 1) {
        let is_same = |other: &Vec<&FieldText<'_>>| {
            other.iter().map(|field| field.place).eq(group.iter().map(|field| field.place))
        };
        if !distinct.iter().any(is_same) {
            distinct.push(group);
        }
    }
    distinct.iter().map(|group| group.iter().map(|field| removal(field, view)).collect()).collect()
}

/// The header without one of the signed fields.
pub(super) fn added(view: &View<'_>, steps: &mut Vec<Candidate>) {
    for field in view.covered() {
        steps.push(removal(field, view));
    }
}

fn removal(field: &FieldText<'_>, view: &View<'_>) -> Candidate {
    let alike = view.named(field.key).count();
    let problem = match field.key {
        _ if alike > 1 => Problem::FieldDuplicated { field: field.name() },
        "reply-to" => Problem::ReplyToAdded,
        _ => Problem::FieldAdded { field: field.name() },
    };
    let mentions = view.signed.iter().filter(|name| *name == field.key).count();
    let rank = match field.key {
        _ if alike > 1 => 0,
        "reply-to" | "cc" | "sender" | "list-unsubscribe" | "list-id" => 0,
        "to" if addresses::is_nobody(field.text()) => 0,
        "from" | "to" | "subject" | "date" | "message-id" => 9,
        _ if mentions > 1 => 1,
        _ => 2,
    };
    Candidate { problem: Some(problem), changes: vec![Change::Remove { place: field.place }], rank }
}

/// The header with a field that `h=` names and that is not there.
pub(super) fn removed(view: &View<'_>, steps: &mut Vec<Candidate>) {
    let is_missing = |name: &str| {
        let key = name.to_ascii_lowercase();
        view.is_signed(&key) && !view.fields.iter().any(|field| field.key == key)
    };
    for (name, values) in GUESSED.iter().filter(|(name, _)| is_missing(name)) {
        let rank = if values.len() == 1 { 0 } else { 2 };
        for value in *values {
            put_back(name, format!(" {value}").as_bytes(), rank, view, steps);
        }
    }
    for (name, others) in REPEATED.iter().filter(|(name, _)| is_missing(name)) {
        for other in others.iter().flat_map(|key| view.named(key)) {
            let lead: &[u8] = if other.lead().is_empty() { b" " } else { other.lead() };
            put_back(name, &[lead, other.text()].concat(), 6, view, steps);
        }
    }
}

/// Names that signers list whether the message has such a field or not: what a list or an attacker may
/// not add (RFC 6376 §5.4), and what software lists by habit. Those of the kinds `list-`, `resent-` and
/// `content-` go with them.
const LISTED_BY_HABIT: [&str; 29] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "comments",
    "keywords",
    "autocrypt",
    "openpgp",
    "feedback-id",
    "precedence",
    "auto-submitted",
    "return-path",
    "thread-topic",
    "thread-index",
    "user-agent",
    "x-mailer",
    "importance",
    "priority",
    "x-priority",
    "x-ms-exchange-senderadcheck",
    "disposition-notification-to",
];
/// Fields that are said to be gone.
const MAX_GONE: usize = 8;

/// The fields that `h=` names and that are not there, although nobody lists such a name but for a field
/// that is there.
pub(super) fn gone(case: &Case<'_>) -> Vec<Undoing> {
    let mut names: Vec<&String> = Vec::new();
    for name in &case.signature.tags.signed_fields {
        let is_habit = LISTED_BY_HABIT.contains(&name.as_str())
            || ["list-", "resent-", "content-"].iter().any(|start| name.starts_with(start));
        if !is_habit && !names.contains(&name) && case.message.header.places(name).next().is_none() {
            names.push(name);
        }
    }
    let undoing = |name: &String| Undoing {
        problem: Some(Problem::FieldRemoved { field: spellings(name).swap_remove(0) }),
        edits: Vec::new(),
    };
    names.into_iter().take(MAX_GONE).map(undoing).collect()
}

fn put_back(name: &str, value: &[u8], rank: usize, view: &View<'_>, steps: &mut Vec<Candidate>) {
    let before = usual_place(name, view);
    let mut put = |name: &str, rank: usize| {
        let raw = [name.as_bytes(), b":", value, b"\r\n"].concat();
        let problem = Some(Problem::FieldRemoved { field: name.to_owned() });
        steps.push(Candidate { problem, changes: vec![Change::Insert { before, raw }], rank });
    };
    put(name, rank);
    if view.is_simple {
        for other in spellings(name).into_iter().filter(|other| other != name) {
            put(&other, rank.saturating_add(3));
        }
    }
}

/// Beside a field that it usually stands with; else after all others.
fn usual_place(name: &str, view: &View<'_>) -> usize {
    let neighbours: &[&str] = match name {
        "MIME-Version" => &["content-type", "content-transfer-encoding"],
        "Content-Type" => &["content-transfer-encoding"],
        "Cc" | "Reply-To" | "To" => &["subject"],
        _ => &[],
    };
    let found = neighbours.iter().find_map(|key| view.named(key).next());
    found.map_or(view.bottom(), |field| field.place)
}

/// Signed fields of one name in another order.
pub(super) fn order(view: &View<'_>, steps: &mut Vec<Candidate>) {
    let mut seen: Vec<&str> = Vec::new();
    for field in view.covered() {
        if seen.contains(&field.key) {
            continue;
        }
        seen.push(field.key);
        let alike: Vec<&FieldText<'_>> = view.named(field.key).take(MAX_ALIKE).collect();
        let problem = Problem::FieldOrder { field: field.name() };
        for order in orders(alike.len()) {
            let changes = alike.iter().zip(&order).filter_map(|(here, from)| {
                let from = alike.get(*from).filter(|from| from.place != here.place)?;
                let Change::Replace { raw, .. } = from.with_value(from.value) else { return None };
                Some(Change::Replace { place: here.place, raw })
            });
            steps.push(Candidate { problem: Some(problem.clone()), changes: changes.collect(), rank: 1 });
        }
    }
}

/// Fields of one name whose order is tried.
const MAX_ALIKE: usize = 12;

/// Two changed places, the order turned round, or one moved to the top or the bottom.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let straight: Vec<usize> = (0..count).collect();
    let mut orders: Vec<Vec<usize>> = Vec::new();
    let mut add = |order: Vec<usize>| {
        if order != straight && !orders.contains(&order) {
            orders.push(order);
        }
    };
    for high in 0..count {
        for low in 0..high {
            let mut order = straight.clone();
            order.swap(low, high);
            add(order);
        }
    }
    add(straight.iter().rev().copied().collect());
    for place in 0..count {
        let others = straight.iter().filter(|other| **other != place).copied();
        add([place].into_iter().chain(others.clone()).collect());
        add(others.chain([place]).collect());
    }
    orders
}

/// Names in the other usual cases.
pub(super) fn case(field: &FieldText<'_>, steps: &mut Vec<Candidate>) {
    let name = field.name();
    for (number, other) in spellings(&name).into_iter().filter(|other| *other != name).enumerate() {
        let problem = Some(Problem::CaseChanged { field: name.clone() });
        let changes = vec![field.with_name(other.as_bytes())];
        steps.push(Candidate { problem, changes, rank: number.saturating_add(1) });
    }
}

/// How software spells the names of all fields.
pub(super) const SPELLINGS: [fn(&str) -> String; 3] =
    [usual, str::to_ascii_lowercase, str::to_ascii_uppercase];

fn usual(name: &str) -> String {
    let spellings = spellings(name).into_iter();
    let mut mixed = spellings.filter(|one| one.bytes().any(|octet| octet.is_ascii_lowercase()));
    mixed.next().unwrap_or_default()
}

/// The ways in which a name is written.
pub(super) fn spellings(name: &str) -> Vec<String> {
    const USUAL: [&str; 12] = [
        "MIME-Version",
        "Message-ID",
        "Message-Id",
        "Content-ID",
        "Content-MD5",
        "DKIM-Signature",
        "List-ID",
        "List-Id",
        "Feedback-ID",
        "X-UIDL",
        "CC",
        "BCC",
    ];
    let usual = USUAL.iter().filter(|usual| usual.eq_ignore_ascii_case(name)).map(|&usual| usual.to_owned());
    let lower = name.to_ascii_lowercase();
    let mut at_start = true;
    let title = lower.chars().map(|character| {
        let character = if at_start { character.to_ascii_uppercase() } else { character };
        at_start = character == '-';
        character
    });
    let title: String = title.collect();
    let mut first = lower.clone();
    if let Some(start) = first.get_mut(..1) {
        start.make_ascii_uppercase();
    }
    let mut all: Vec<String> = Vec::new();
    for spelling in usual.chain([title, lower.clone(), lower.to_ascii_uppercase(), first]) {
        if !all.contains(&spelling) {
            all.push(spelling);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_names_as_usual() {
        assert_eq!(
            spellings("MIME-version"),
            ["MIME-Version", "Mime-Version", "mime-version", "MIME-VERSION", "Mime-version"]
        );
        assert_eq!(spellings("to"), ["To", "to", "TO"]);
    }

    #[test]
    fn orders_of_a_few() {
        assert_eq!(orders(1), Vec::<Vec<usize>>::new());
        assert_eq!(orders(2), [[1, 0]]);
        let three = orders(3);
        assert_eq!(three.len(), 5);
        assert!(three.contains(&vec![1, 2, 0]));
    }
}
