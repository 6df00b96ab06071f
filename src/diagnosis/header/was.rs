//! What the difference between a field and its earlier value is called.

use super::{
    addresses, media, runs,
    view::{FieldText, View},
};
use crate::{
    diagnosis::{AddressChange, Fold, Problem, TransferEncoding},
    message::{decode_text, read_date},
    tag_list::is_fws,
};

/// The cause of `field` being what it is, where its text was `old`.
pub(super) fn problem(field: &FieldText<'_>, old: &[u8], view: &View<'_>) -> Problem {
    let name = field.name();
    if let Some(problem) = white_space(&name, field.text(), old, view.is_simple) {
        return problem;
    }
    let (was, is) =
        (decode_text(old, view.charsets.platform()), decode_text(field.text(), view.charsets.platform()));
    let has_words = [old, field.text()].iter().any(|text| runs::has_word(text));
    if has_words && squeezed(was.as_bytes()) == squeezed(is.as_bytes()) {
        return Problem::EncodedWordReencoded { field: name };
    }
    let rest = |whole: &str, part: &str| whole.strip_suffix(part).map(|rest| rest.trim().to_owned());
    match field.key {
        "subject" if rest(&is, &was).is_some_and(|prefix| !prefix.is_empty()) => {
            Problem::SubjectPrefix { prefix: rest(&is, &was).unwrap_or_default() }
        }
        "subject" if is.starts_with(&was) => {
            Problem::SubjectSuffix { suffix: is.strip_prefix(&was).unwrap_or_default().trim().to_owned() }
        }
        "from" if addresses::change(field.text(), old) == Some(AddressChange::Form) => {
            Problem::AddressListChanged { field: name, change: AddressChange::Form }
        }
        "from" => Problem::FromRewritten { source: "DKIM-Signature".to_owned() },
        "message-id" => Problem::MessageIdRewritten { source: "DKIM-Signature".to_owned() },
        "date" if read_date(was.trim()).is_some_and(|date| Some(date) == read_date(is.trim())) => {
            Problem::DateReformatted
        }
        "to" | "cc" | "bcc" | "reply-to" | "sender" => match addresses::change(field.text(), old) {
            Some(change) => Problem::AddressListChanged { field: name, change },
            None => Problem::AddressesReplaced { field: name },
        },
        _ if media::is_same(field.key, field.text(), old) => Problem::FieldRewritten { field: name },
        "content-type" => content_type(name, old, field.text()),
        "content-transfer-encoding" => match (encoding(old), encoding(field.text())) {
            (Some(from), Some(to)) => Problem::TransferEncodingChanged { from, to },
            _ => Problem::FieldChanged { field: name },
        },
        _ => Problem::FieldChanged { field: name },
    }
}

/// Folding or other white space, if nothing else differs.
pub(super) fn white_space(name: &str, is: &[u8], was: &[u8], is_simple: bool) -> Option<Problem> {
    let solid = |text: &[u8]| -> Vec<u8> { text.iter().copied().filter(|octet| !is_fws(*octet)).collect() };
    if solid(is) != solid(was) {
        return None;
    }
    let field = name.to_owned();
    let (now, then) = (folds(is), folds(was));
    let is_long = longest(name, was) > MAX_LINE && now.len() > then.len();
    Some(if is_long {
        Problem::Refolded { field, fold: Fold::LongLine }
    } else if is_simple && now != then {
        Problem::Refolded { field, fold: Fold::Elsewhere }
    } else {
        // A fold is as good as a space under relaxed (RFC 6376 §3.4.2): there, the space itself counts.
        Problem::Whitespace { field }
    })
}

/// Octets of a line that servers must pass on, its line end left out (RFC 5322 §2.1.1).
const MAX_LINE: usize = 998;

/// Octets of the longest line of a field.
pub(super) fn longest(name: &str, value: &[u8]) -> usize {
    let lines = value.split(|octet| *octet == b'\n').enumerate();
    let lengths = lines.map(|(number, line)| {
        let before = if number == 0 { name.len().saturating_add(1) } else { 0 };
        line.trim_ascii_end().len().saturating_add(before)
    });
    lengths.max().unwrap_or(0)
}

/// Before which octet that is no white space each line end stands.
fn folds(text: &[u8]) -> Vec<usize> {
    let mut solid = 0_usize;
    let mut folds = Vec::new();
    for octet in text {
        match octet {
            b'\n' => folds.push(solid),
            b' ' | b'\t' | b'\r' => {}
            _ => solid = solid.saturating_add(1),
        }
    }
    folds
}

fn squeezed(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|octet| !is_fws(*octet)).collect()
}

fn content_type(name: String, was: &[u8], is: &[u8]) -> Problem {
    let parameter = |text: &[u8], name: &str| -> Option<String> {
        let text = String::from_utf8_lossy(text).into_owned();
        let parts = text.split(';').map(str::trim);
        let values = parts.filter_map(|part| part.split_once('='));
        let mut found = values.filter(|(one, _)| one.trim().eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim().trim_matches('"').to_owned())
    };
    let charsets = (parameter(was, "charset"), parameter(is, "charset"));
    match charsets {
        (Some(from), Some(to)) if !from.eq_ignore_ascii_case(&to) => Problem::CharsetChanged { from, to },
        _ if parameter(was, "boundary") != parameter(is, "boundary") => Problem::BoundaryChanged,
        _ => Problem::FieldChanged { field: name },
    }
}

fn encoding(text: &[u8]) -> Option<TransferEncoding> {
    let all = [
        (TransferEncoding::SevenBit, "7bit"),
        (TransferEncoding::EightBit, "8bit"),
        (TransferEncoding::QuotedPrintable, "quoted-printable"),
        (TransferEncoding::Base64, "base64"),
    ];
    let found = all.into_iter().find(|(_, name)| text.trim_ascii().eq_ignore_ascii_case(name.as_bytes()));
    found.map(|(encoding, _)| encoding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Platform;

    fn named(raw: &str, old: &str) -> &'static str {
        let platform = Platform::default();
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(Vec::new(), &[], &charsets);
        let key = raw.split(':').next().unwrap().to_ascii_lowercase();
        problem(&FieldText::new(0, &key, raw.as_bytes()), old.as_bytes(), &view).code()
    }

    #[test]
    fn names_the_difference() {
        for (raw, old, code) in [
            ("Subject: [a] b\r\n", "b", "subject-prefix"),
            ("Subject: b (fwd)\r\n", "b", "subject-suffix"),
            ("Subject: a\r\n b\r\n", "a b", "refolded"),
            ("To: b@c\r\n", "a@b", "addresses-replaced"),
            ("To: A <a@b>\r\n", "a@b", "address-list-changed"),
            ("Content-Type: a/b; Charset=\"x\"; y=z\r\n", "A/b; y=z; charset=x", "field-rewritten"),
            ("Subject: a\r\n\tb\r\n", "a\r\n b", "whitespace"),
            ("Subject: =?utf-8?Q?=C3=A9?=\r\n", "=?UTF-8?B?w6k=?=", "encoded-word-reencoded"),
            ("Date: 24 Nov 2026 12:00:00 +0900\r\n", "Tue, 24 Nov 2026 03:00:00 +0000", "date-reformatted"),
            ("To: a@b, c@d\r\n", "a@b", "address-list-changed"),
            ("X-A: a\r\n", "b", "field-changed"),
        ] {
            assert_eq!(named(raw, old), format!("diagnosis.header.{code}"), "{raw}");
        }
        assert_eq!(
            named("Content-Type: a/b; boundary=x\r\n", "a/b; boundary=y"),
            "diagnosis.body.boundary-changed"
        );
    }
}
