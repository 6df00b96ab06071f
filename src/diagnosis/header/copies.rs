//! The copies of signed fields that a signature may hold (`z=`, RFC 6376 §3.5).

use super::{
    signed::Change,
    view::{Candidate, View},
    was,
};
use crate::{
    diagnosis::Problem,
    tag_list::{TagList, is_fws, trim},
};

/// Copies looked at.
const MAX_COPIES: usize = 100;

/// The fields that differ from their copies, as they were.
pub(super) fn undo(view: &View<'_>) -> Vec<Candidate> {
    let Some(own) = view.fields.get(view.own) else { return Vec::new() };
    let list = TagList::parse(own.value);
    let Some(tag) = list.get("z") else { return Vec::new() };
    let mut steps = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for copy in tag.value.split(|octet| *octet == b'|').take(MAX_COPIES) {
        let Some(colon) = memchr::memchr(b':', copy) else { continue };
        let (name, value) = copy.split_at(colon);
        let name = String::from_utf8_lossy(&decode(name)).trim().to_owned();
        let value = decode(value.get(1..).unwrap_or_default());
        let key = name.to_ascii_lowercase();
        if !view.is_signed(&key) {
            continue;
        }
        // Which of several fields of a name a copy is of cannot be told but by their order.
        let before = seen.iter().filter(|one| **one == key).count();
        seen.push(key.clone());
        let fields: Vec<_> = view.fields.iter().filter(|field| field.key == key).collect();
        let Some(field) = fields.get(before) else {
            let space: &[u8] = if value.first().is_some_and(|octet| is_fws(*octet)) { b"" } else { b" " };
            let raw = [name.as_bytes(), b":", space, &value, b"\r\n"].concat();
            let problem = Some(Problem::FieldRemoved { field: name });
            let changes = vec![Change::Insert { before: view.bottom(), raw }];
            steps.push(Candidate { problem, changes, rank: 0 });
            continue;
        };
        let old = trim(&value);
        let problem = Some(was::problem(field, old, view));
        let mut add = |change: Change| {
            steps.push(Candidate { problem: problem.clone(), changes: vec![change], rank: 0 });
        };
        add(field.with_text(old));
        if view.is_simple {
            add(field.with_value(&value));
            add(field.with_value(&[b" ", old].concat()));
        }
    }
    steps
}

/// dkim-quoted-printable (RFC 6376 §2.11): white space means nothing.
fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if is_fws(*first) {
            continue;
        }
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) if *first == b'=' => {
                out.push(value);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => out.push(*first),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{super::view::FieldText, *};
    use crate::platform::Platform;

    #[test]
    fn puts_copies_back() {
        let platform = Platform::default();
        let own = b"DKIM-Signature: z=From:A=20<a@b>|\r\n\tSubject:x=20y|To:c@d; b=\r\n";
        let fields = vec![
            FieldText::new(0, "dkim-signature", own),
            FieldText::new(1, "from", b"From: L <l@l>\r\n"),
            FieldText::new(2, "subject", b"Subject: [l] x y\r\n"),
        ];
        let signed = ["from", "to", "subject"].map(str::to_owned);
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let mut view = View::of(fields, &signed, &charsets);
        (view.own, view.is_simple) = (0, false);
        let steps = undo(&view);
        let codes: Vec<_> =
            steps.iter().filter_map(|step| step.problem.as_ref().map(Problem::code)).collect();
        assert_eq!(
            codes,
            [
                "diagnosis.header.from-rewritten",
                "diagnosis.header.subject-prefix",
                "diagnosis.header.field-removed"
            ]
        );
        assert_eq!(steps[0].changes, [Change::Replace { place: 1, raw: b"From: A <a@b>\r\n".to_vec() }]);
        assert_eq!(steps[2].changes, [Change::Insert { before: 3, raw: b"To: c@d\r\n".to_vec() }]);
    }
}
