//! Content-Type and Content-Transfer-Encoding as the undone body says they were.

use super::{
    Hint,
    signed::Change,
    view::{Candidate, FieldText, View},
};
use crate::{diagnosis::TransferEncoding, order, span::Span, tag_list::is_fws};

/// The header with what the hints say; the body's cause covers it.
pub(super) fn hinted(hints: &[Hint], view: &View<'_>) -> Vec<Candidate> {
    let mut steps: Vec<Candidate> = Vec::new();
    for hint in hints {
        let types = content_types(hint, view);
        let encodings = encodings(hint, view);
        let mut add = |changes: Vec<Change>| {
            if !steps.iter().any(|step| step.changes == changes) {
                steps.push(Candidate { problem: None, changes, rank: steps.len() });
            }
        };
        // The likely forms first; where one of the fields is as it was, both come to the same as the other.
        for sum in 0..types.len().saturating_add(encodings.len()) {
            for (number, change) in types.iter().enumerate().take(sum.saturating_add(1)) {
                if let Some(other) = encodings.get(sum.saturating_sub(number)) {
                    add(vec![change.clone(), other.clone()]);
                }
            }
            for change in types.get(sum).into_iter().chain(encodings.get(sum)) {
                add(vec![change.clone()]);
            }
        }
    }
    steps
}

fn content_types(hint: &Hint, view: &View<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let field = view.named("content-type").last();
    if let Some(value) = &hint.content_type {
        match field {
            Some(field) => changes.extend([field.with_text(value.trim_ascii()), field.with_value(value)]),
            None => changes.push(put_back(b"Content-Type", value.trim_ascii(), view)),
        }
    }
    if let (Some(charset), Some(field)) = (&hint.charset, field) {
        changes.extend(with_charset(field.text(), charset).iter().map(|text| field.with_text(text)));
    }
    changes
}

fn encodings(hint: &Hint, view: &View<'_>) -> Vec<Change> {
    const QUOTED_PRINTABLE: [&str; 4] =
        ["quoted-printable", "Quoted-Printable", "QUOTED-PRINTABLE", "Quoted-printable"];
    const BASE64: [&str; 3] = ["base64", "BASE64", "Base64"];
    // These mean the same for the octets of a body, so that none of them can be told from another.
    const SEVEN_BIT: [&str; 7] = ["7bit", "8bit", "7BIT", "8BIT", "7Bit", "8Bit", "binary"];
    const EIGHT_BIT: [&str; 7] = ["8bit", "7bit", "8BIT", "7BIT", "8Bit", "7Bit", "binary"];
    let field: Option<&FieldText<'_>> = view.named("content-transfer-encoding").last();
    let is_plain = |text: &[u8]| SEVEN_BIT.iter().any(|plain| text.eq_ignore_ascii_case(plain.as_bytes()));
    // With the charset, the name of an encoding that leaves octets as they are may have changed.
    let follows = hint.charset.is_some() && field.is_none_or(|field| is_plain(field.text()));
    let encoding = hint.encoding.or(follows.then_some(TransferEncoding::SevenBit));
    let usual: &[&str] = match encoding {
        None => &[],
        Some(TransferEncoding::SevenBit) => &SEVEN_BIT,
        Some(TransferEncoding::EightBit) => &EIGHT_BIT,
        Some(TransferEncoding::QuotedPrintable) => &QUOTED_PRINTABLE,
        Some(TransferEncoding::Base64) => &BASE64,
    };
    let given = hint.transfer_encoding.iter().map(|value| value.trim_ascii());
    let values = given.chain(usual.iter().map(|value| value.as_bytes())).filter(|value| !value.is_empty());
    let Some(field) = field else {
        return values.map(|value| put_back(b"Content-Transfer-Encoding", value, view)).collect();
    };
    let mut changes: Vec<Change> = values.map(|value| field.with_text(value)).collect();
    if usual.contains(&"binary") || hint.transfer_encoding.as_ref().is_some_and(Vec::is_empty) {
        // RFC 2045 §6.1: 7bit is what no field means.
        changes.insert(changes.len().min(2), Change::Remove { place: field.place });
    }
    changes
}

fn put_back(name: &[u8], value: &[u8], view: &View<'_>) -> Change {
    Change::Insert { before: view.bottom(), raw: [name, b": ", value, b"\r\n"].concat() }
}

/// `text`, a media type, with another charset in the ways it is written.
fn with_charset(text: &[u8], charset: &str) -> Vec<Vec<u8>> {
    let mut names: Vec<String> = Vec::new();
    let usual = if charset.eq_ignore_ascii_case("shift_jis") { "Shift_JIS" } else { charset };
    for name in
        [charset.to_owned(), charset.to_ascii_lowercase(), charset.to_ascii_uppercase(), usual.to_owned()]
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let quoted = names.iter().flat_map(|name| [name.clone(), format!("\"{name}\"")]);
    let place = parameter(text, b"charset");
    let mut forms: Vec<Vec<u8>> = Vec::new();
    // The form of quotation that is there is the most likely.
    let is_quoted = place.is_some_and(|span| span.of(text).starts_with(b"\""));
    let mut quoted: Vec<String> = quoted.collect();
    order::sort_by_key(&mut quoted, |name| name.starts_with('"') != is_quoted);
    for name in quoted {
        match place {
            Some(span) => {
                let after = text.get(span.end..).unwrap_or_default();
                forms.push([Span::new(0, span.start).of(text), name.as_bytes(), after].concat());
            }
            None => forms.push([text, b"; charset=", name.as_bytes()].concat()),
        }
    }
    if charset.eq_ignore_ascii_case("us-ascii")
        && let Some(semicolon) = memchr::memchr(b';', text)
    {
        forms.push(text.get(..semicolon).unwrap_or_default().trim_ascii_end().to_vec());
    }
    forms
}

/// Whether both fields name the same charset, in the same form.
pub(super) fn has_same_charset(a: &[u8], b: &[u8]) -> bool {
    let charset = |raw: &[u8]| parameter(raw, b"charset").map(|span| span.of(raw).to_vec());
    charset(a) == charset(b)
}

/// Where the value of a parameter stands, its quotation marks included.
fn parameter(text: &[u8], name: &[u8]) -> Option<Span> {
    let mut start = 0_usize;
    for part in text.split(|octet| *octet == b';') {
        let end = start.saturating_add(part.len());
        if let Some(equals) = memchr::memchr(b'=', part)
            && part.get(..equals)?.trim_ascii().eq_ignore_ascii_case(name)
        {
            let from = start.saturating_add(equals).saturating_add(1);
            let value = Span::new(from, end).of(text);
            let lead = value.iter().take_while(|octet| is_fws(**octet)).count();
            let from = from.saturating_add(lead);
            return Some(Span::new(from, from.saturating_add(value.trim_ascii().len())));
        }
        start = end.saturating_add(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Platform;

    #[test]
    fn writes_what_the_body_says() {
        let platform = Platform::default();
        let (content, encoding) = (
            b"Content-Type: text/plain; charset=\"utf-8\"\r\n".as_slice(),
            b"Content-Transfer-Encoding: base64\r\n".as_slice(),
        );
        let fields = vec![
            FieldText::new(0, "content-type", content),
            FieldText::new(1, "content-transfer-encoding", encoding),
        ];
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(fields, &[], &charsets);
        let hint = Hint {
            charset: Some("ISO-2022-JP".to_owned()),
            encoding: Some(TransferEncoding::SevenBit),
            ..Hint::default()
        };
        let steps = hinted(&[hint], &view);
        let replace = |place: usize, raw: &str| Change::Replace { place, raw: raw.as_bytes().to_vec() };
        let wanted = [
            replace(0, "Content-Type: text/plain; charset=\"ISO-2022-JP\"\r\n"),
            replace(1, "Content-Transfer-Encoding: 7bit\r\n"),
        ];
        assert!(steps.iter().any(|step| step.changes == wanted));
        assert!(steps.iter().all(|step| step.problem.is_none()));
    }

    #[test]
    fn finds_parameters() {
        let text = b"a/b; x=y ; Charset = \"q\" ; z=1";
        assert_eq!(parameter(text, b"charset").map(|span| span.of(text)), Some(&b"\"q\""[..]));
        assert_eq!(parameter(text, b"boundary"), None);
    }
}
