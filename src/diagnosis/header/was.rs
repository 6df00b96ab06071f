//! What the difference between a field and its earlier value is called.

use super::view::{FieldText, View};
use crate::{
    diagnosis::{Problem, TransferEncoding},
    message::{decode_text, read_date},
    tag_list::is_fws,
};

/// The cause of `field` being what it is, where its text was `old`.
pub(super) fn problem(field: &FieldText<'_>, old: &[u8], view: &View<'_>) -> Problem {
    let name = field.name();
    let is_list = matches!(field.key, "to" | "cc" | "bcc" | "from" | "reply-to" | "sender");
    let is_same_relaxed = words_of(field.text()).eq(words_of(old));
    if let Some(problem) = white_space(&name, field.text(), old).filter(|_| !is_list || is_same_relaxed) {
        return problem;
    }
    let (was, is) =
        (decode_text(old, view.charsets.platform()), decode_text(field.text(), view.charsets.platform()));
    let has_words = [old, field.text()].iter().any(|text| super::runs::has_word(text));
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
        "from" => Problem::FromRewritten { source: "DKIM-Signature".to_owned() },
        "message-id" => Problem::MessageIdRewritten { source: "DKIM-Signature".to_owned() },
        "date" if read_date(was.trim()).is_some_and(|date| Some(date) == read_date(is.trim())) => {
            Problem::DateReformatted
        }
        "to" | "cc" | "bcc" | "reply-to" | "sender" => Problem::AddressListChanged { field: name },
        "content-type" => content_type(name, old, field.text()),
        "content-transfer-encoding" => match (encoding(old), encoding(field.text())) {
            (Some(from), Some(to)) => Problem::TransferEncodingChanged { from, to },
            _ => Problem::FieldChanged { field: name },
        },
        _ => Problem::FieldChanged { field: name },
    }
}

/// Folding or other white space, if nothing else differs.
pub(super) fn white_space(name: &str, is: &[u8], was: &[u8]) -> Option<Problem> {
    let solid = |text: &[u8]| -> Vec<u8> { text.iter().copied().filter(|octet| !is_fws(*octet)).collect() };
    if solid(is) != solid(was) {
        return None;
    }
    let field = name.to_owned();
    let folds = folds(is) != folds(was);
    Some(if folds { Problem::Refolded { field } } else { Problem::Whitespace { field } })
}

fn words_of(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|octet| is_fws(*octet)).filter(|word| !word.is_empty())
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
