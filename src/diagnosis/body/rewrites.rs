//! Forms in which software writes the header fields of MIME parts (RFC 2045 §5, §6, RFC 2183).

use super::fields::orders;
use crate::span::Span;

/// What a field, with its continuation lines and without its last line end, was.
pub(super) type Rewrite = fn(&[u8]) -> Vec<u8>;

/// Parameters of which every order is tried.
const MAX_PARAMETERS: usize = 4;

/// The usual ones.
pub(super) const USUAL: &[Rewrite] = &[
    without_quotes,
    with_quotes,
    without_last_parameter,
    charset_in_lower_case,
    charset_in_upper_case,
    usual_name,
    title_name,
    |field| folded(field, b"\r\n "),
    unfolded,
    lower_name,
    value_in_lower_case,
    value_in_upper_case,
    with_space,
    without_space,
    with_last_semicolon,
    without_last_semicolon,
];

/// Those that make no difference beside the usual ones where runs of white space count as one.
pub(super) const OF_WHITE_SPACE: &[Rewrite] = &[
    |field| folded(field, b"\r\n\t"),
    joined,
    |field| folded(field, b"\r\n  "),
    |field| folded(field, b"\r\n        "),
    |field| folded(field, b"\r\n    "),
];

/// The others.
pub(super) const RARE: &[Rewrite] = &[
    spaced_semicolons,
    close_semicolons,
    folded_after_name,
    upper_name,
    |field| with_parameter(field, b"charset=us-ascii"),
    |field| with_parameter(field, b"charset=utf-8"),
    |field| with_parameter(field, b"charset=UTF-8"),
    |field| with_parameter(field, b"charset=\"utf-8\""),
    |field| with_parameter(field, b"charset=\"UTF-8\""),
    |field| with_parameter(field, b"charset=\"us-ascii\""),
    |field| with_parameter(field, b"charset=iso-8859-1"),
    |field| with_parameter(field, b"format=flowed"),
    |field| with_parameter(field, b"format=flowed; delsp=yes"),
];

const FOLDS: &[Rewrite] =
    &[|field| folded(field, b"\r\n\t"), |field| folded(field, b"\r\n "), unfolded, joined];
const QUOTES: &[Rewrite] = &[with_quotes, without_quotes];
const CASES: &[Rewrite] = &[
    usual_name,
    title_name,
    value_in_lower_case,
    value_in_upper_case,
    charset_in_lower_case,
    charset_in_upper_case,
];
const SPACES: &[Rewrite] = &[with_space, without_space, without_last_semicolon, with_last_semicolon];

/// Groups of which a writer changes one of each at once.
pub(super) const COMBINED: &[&[&[Rewrite]; 2]] = &[
    &[QUOTES, FOLDS],
    &[CASES, FOLDS],
    &[QUOTES, CASES],
    &[SPACES, FOLDS],
    &[QUOTES, SPACES],
    &[CASES, SPACES],
];

/// The name, and what comes after the colon.
fn split(field: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr::memchr(b':', field)?;
    Some((field.get(..colon)?, field.get(colon.saturating_add(1)..)?))
}

fn with_name(field: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let Some((name, value)) = split(field) else { return field.to_vec() };
    [&change(name), &b":"[..], value].concat()
}

fn title(name: &[u8]) -> Vec<u8> {
    let mut starts_word = true;
    let recased = name.iter().map(|octet| {
        let recased = if starts_word { octet.to_ascii_uppercase() } else { octet.to_ascii_lowercase() };
        starts_word = *octet == b'-';
        recased
    });
    recased.collect()
}

/// As the RFCs write it.
fn usual_name(field: &[u8]) -> Vec<u8> {
    const USUAL: [&[u8]; 3] = [b"MIME-Version", b"Content-ID", b"Content-MD5"];
    with_name(field, |name| {
        let usual = USUAL.iter().find(|usual| usual.eq_ignore_ascii_case(name));
        usual.map_or_else(|| title(name), |usual| usual.to_vec())
    })
}

fn title_name(field: &[u8]) -> Vec<u8> {
    with_name(field, title)
}

fn lower_name(field: &[u8]) -> Vec<u8> {
    with_name(field, <[u8]>::to_ascii_lowercase)
}

fn upper_name(field: &[u8]) -> Vec<u8> {
    with_name(field, <[u8]>::to_ascii_uppercase)
}

fn with_space(field: &[u8]) -> Vec<u8> {
    spaced(field, b" ")
}

fn without_space(field: &[u8]) -> Vec<u8> {
    spaced(field, b"")
}

/// The white space after the colon replaced, if nothing is folded there.
fn spaced(field: &[u8], space: &[u8]) -> Vec<u8> {
    let Some((name, value)) = split(field) else { return field.to_vec() };
    let blank = value.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    let value = value.get(blank..).unwrap_or_default();
    if value.starts_with(b"\r\n") { field.to_vec() } else { [name, b":", space, value].concat() }
}

/// Folded between the colon and the value.
fn folded_after_name(field: &[u8]) -> Vec<u8> {
    let Some((name, value)) = split(field) else { return field.to_vec() };
    if value.starts_with(b"\r\n") {
        field.to_vec()
    } else {
        [name, b":\r\n ", value.trim_ascii_start()].concat()
    }
}

/// Each line end with its white space as one space.
fn unfolded(field: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some(place) = memchr::memmem::find(rest, b"\r\n") {
        out.extend_from_slice(rest.get(..place).unwrap_or_default().trim_ascii_end());
        out.push(b' ');
        rest = rest.get(place..).unwrap_or_default().trim_ascii_start();
    }
    out.extend_from_slice(rest);
    out
}

/// Each line end taken out, its white space left (RFC 5322 §2.2.3).
fn joined(field: &[u8]) -> Vec<u8> {
    field.iter().copied().filter(|octet| !matches!(octet, b'\r' | b'\n')).collect()
}

/// Folded behind each semicolon.
fn folded(field: &[u8], fold: &[u8]) -> Vec<u8> {
    let flat = unfolded(field);
    let mut out = Vec::with_capacity(flat.len());
    let mut is_quoted = false;
    let mut rest = flat.as_slice();
    while let Some((first, after)) = rest.split_first() {
        out.push(*first);
        is_quoted ^= *first == b'"';
        let value = after.trim_ascii_start();
        if *first == b';' && !is_quoted && !value.is_empty() {
            out.extend_from_slice(fold);
            rest = value;
        } else {
            rest = after;
        }
    }
    out
}

fn spaced_semicolons(field: &[u8]) -> Vec<u8> {
    folded(field, b" ")
}

fn close_semicolons(field: &[u8]) -> Vec<u8> {
    folded(field, b"")
}

fn with_last_semicolon(field: &[u8]) -> Vec<u8> {
    let has = field.ends_with(b";") || memchr::memchr(b';', field).is_none();
    if has { field.to_vec() } else { [field, b";"].concat() }
}

fn without_last_semicolon(field: &[u8]) -> Vec<u8> {
    field.strip_suffix(b";").unwrap_or(field).to_vec()
}

/// `; name=value` at the end taken away.
fn without_last_parameter(field: &[u8]) -> Vec<u8> {
    let last = memchr::memrchr(b';', field).unwrap_or(field.len());
    field.get(..last).unwrap_or_default().to_vec()
}

/// A parameter put back that text parts have.
fn with_parameter(field: &[u8], parameter: &[u8]) -> Vec<u8> {
    const TEXT: &[u8] = b"content-type: text/";
    let is_text = field.get(..TEXT.len()).is_some_and(|start| start.eq_ignore_ascii_case(TEXT));
    let name = parameter.get(..=memchr::memchr(b'=', parameter).unwrap_or(0)).unwrap_or_default();
    let has = memchr::memmem::find(&field.to_ascii_lowercase(), name).is_some();
    if is_text && !has { [field, b"; ", parameter].concat() } else { field.to_vec() }
}

/// The first word of the value: a media type, an encoding, a disposition.
fn first_word(field: &[u8], change: fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    const NAMES: [&[u8]; 3] = [b"content-type", b"content-transfer-encoding", b"content-disposition"];
    let Some((name, value)) = split(field) else { return field.to_vec() };
    if !NAMES.iter().any(|known| known.eq_ignore_ascii_case(name.trim_ascii())) {
        return field.to_vec();
    }
    let (word, rest) = value.split_at(memchr::memchr(b';', value).unwrap_or(value.len()));
    [name, b":", &change(word), rest].concat()
}

fn value_in_lower_case(field: &[u8]) -> Vec<u8> {
    first_word(field, <[u8]>::to_ascii_lowercase)
}

fn value_in_upper_case(field: &[u8]) -> Vec<u8> {
    first_word(field, <[u8]>::to_ascii_uppercase)
}

/// The values of the parameters.
fn values(field: &[u8]) -> Vec<Span> {
    let starts = memchr::memchr_iter(b'=', field).map(|place| place.saturating_add(1));
    let mut values: Vec<Span> = Vec::new();
    for start in starts {
        if values.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let rest = field.get(start..).unwrap_or_default();
        let length = if rest.starts_with(b"\"") {
            let end = rest.iter().skip(1).position(|octet| *octet == b'"');
            end.map_or(rest.len(), |end| end.saturating_add(2))
        } else {
            let ends = |octet: &u8| *octet == b';' || octet.is_ascii_whitespace();
            rest.iter().position(ends).unwrap_or(rest.len())
        };
        values.push(Span::new(start, start.saturating_add(length)));
    }
    values
}

fn with_values(field: &[u8], change: impl Fn(&[u8], &[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(field.len());
    let mut place = 0_usize;
    for span in values(field) {
        let before = Span::new(place, span.start).of(field);
        out.extend_from_slice(before);
        out.extend_from_slice(&change(before, span.of(field)));
        place = span.end;
    }
    out.extend_from_slice(field.get(place..).unwrap_or_default());
    out
}

fn without_quotes(field: &[u8]) -> Vec<u8> {
    with_values(field, |_, value| {
        let inner = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
        inner.unwrap_or(value).to_vec()
    })
}

fn with_quotes(field: &[u8]) -> Vec<u8> {
    with_values(
        field,
        |_, value| {
            if value.starts_with(b"\"") { value.to_vec() } else { [b"\"", value, b"\""].concat() }
        },
    )
}

fn charset(field: &[u8], change: fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    with_values(field, |before, value| {
        let name = before.strip_suffix(b"=").unwrap_or(before).trim_ascii_end();
        let is_charset = name.to_ascii_lowercase().ends_with(b"charset");
        if is_charset { change(value) } else { value.to_vec() }
    })
}

fn charset_in_lower_case(field: &[u8]) -> Vec<u8> {
    charset(field, <[u8]>::to_ascii_lowercase)
}

fn charset_in_upper_case(field: &[u8]) -> Vec<u8> {
    charset(field, <[u8]>::to_ascii_uppercase)
}

/// The field with its parameters in every other order.
pub(super) fn orders_of_parameters(field: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = field.split(|octet| *octet == b';');
    let Some(first) = pieces.next() else { return Vec::new() };
    let parameters: Vec<&[u8]> = pieces.collect();
    if !(2..=MAX_PARAMETERS).contains(&parameters.len()) {
        return Vec::new();
    }
    let written = |order: Vec<usize>| {
        let sorted = order.into_iter().filter_map(|at| parameters.get(at).copied());
        [first].into_iter().chain(sorted).collect::<Vec<_>>().join(&b";"[..])
    };
    orders(parameters.len()).into_iter().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_fields_anew() {
        let field = b"content-type: text/plain;\r\n\tcharset=UTF-8; name=\"a;b\"";
        let of = |rewrite: Rewrite| String::from_utf8(rewrite(field)).unwrap();
        assert_eq!(of(usual_name), "Content-Type: text/plain;\r\n\tcharset=UTF-8; name=\"a;b\"");
        assert_eq!(of(unfolded), "content-type: text/plain; charset=UTF-8; name=\"a;b\"");
        assert_eq!(
            of(|field| folded(field, b"\r\n ")),
            "content-type: text/plain;\r\n charset=UTF-8;\r\n name=\"a;b\""
        );
        assert_eq!(of(with_quotes), "content-type: text/plain;\r\n\tcharset=\"UTF-8\"; name=\"a;b\"");
        assert_eq!(of(without_quotes), "content-type: text/plain;\r\n\tcharset=UTF-8; name=a;b");
        assert_eq!(of(charset_in_lower_case), "content-type: text/plain;\r\n\tcharset=utf-8; name=\"a;b\"");
        assert_eq!(of(without_space), "content-type:text/plain;\r\n\tcharset=UTF-8; name=\"a;b\"");
        assert_eq!(usual_name(b"mime-version: 1.0"), b"MIME-Version: 1.0");
        assert_eq!(title_name(b"MIME-Version: 1.0"), b"Mime-Version: 1.0");
        assert_eq!(
            value_in_upper_case(b"Content-Transfer-Encoding: base64"),
            b"Content-Transfer-Encoding: BASE64"
        );
        let orders = orders_of_parameters(b"A: b; c=1; d=2");
        assert_eq!(orders, [b"A: b; d=2; c=1"]);
    }
}
