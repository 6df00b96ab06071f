//! A signature field whose `b=` was damaged.

use crate::{
    diagnosis::Damage,
    order,
    span::Span,
    tag_list::{TagList, is_fws},
};

/// The signature field with damage repaired.
pub(super) fn repairs(own: &[u8]) -> Vec<(Damage, Vec<u8>)> {
    let mut found: Vec<(Damage, Vec<u8>)> = Vec::new();
    let mut add = |damage: Damage, repaired: Vec<u8>| {
        if repaired != own && !found.iter().any(|(_, one)| *one == repaired) {
            found.push((damage, repaired));
        }
    };
    let Some(b) = value(own, "b") else { return found };
    let whole = Span::new(memchr::memchr(b':', own).map_or(0, |colon| colon.saturating_add(1)), own.len());
    // The widest first: b= alone is the last resort.
    let hashes = value(own, "bh").filter(|bh| bh.end <= b.start || b.end <= bh.start);
    for scope in [vec![whole], hashes.into_iter().chain([b]).collect(), vec![b]] {
        let all = |repair: &dyn Fn(&[u8]) -> Vec<u8>| within(own, &scope, repair);
        add(Damage::QuotedPrintable, all(&|text| without_quoted_printable(text)));
        add(Damage::PlusSign, all(&|text| without_percents(text)));
        add(Damage::ForeignCharacters, all(&|text| without_entities(text)));
    }
    for scope in [hashes.into_iter().chain([b]).collect(), vec![b]] {
        let all = |repair: &dyn Fn(&[u8]) -> Vec<u8>| within(own, &scope, repair);
        for extent in [Spaces::Inside, Spaces::LineEnds, Spaces::All] {
            add(Damage::PlusSign, all(&|text| with_plus_signs(text, extent)));
        }
        add(Damage::ForeignCharacters, all(&|text| from_other_alphabet(text)));
        add(Damage::ForeignCharacters, all(&|text| without_strangers(text)));
        add(Damage::Shortened, all(&|text| padded(text)));
    }
    found
}

/// What can be told of a `b=` that no repair brings back; `length` is what its octets should be.
pub(super) fn visible(own: &[u8], octets: Option<&[u8]>, length: Option<usize>) -> Option<Damage> {
    /// Octets of RSA signatures by keys of the usual sizes.
    const USUAL: [usize; 5] = [64, 128, 256, 384, 512];
    let text: Vec<u8> = value(own, "b")?.of(own).iter().copied().filter(|octet| !is_fws(*octet)).collect();
    let letters = text.iter().filter(|octet| octet.is_ascii_alphabetic()).count();
    if letters > 30 && !text.iter().any(u8::is_ascii_uppercase) {
        return Some(Damage::LowerCase);
    }
    let is_foreign = |octet: &&u8| !octet.is_ascii_alphanumeric() && !matches!(octet, b'+' | b'/' | b'=');
    if text.iter().any(|octet| is_foreign(&octet)) {
        return Some(Damage::ForeignCharacters);
    }
    match octets {
        None => Some(Damage::Shortened),
        Some(octets) => {
            let is_short =
                length.is_some_and(|length| octets.len() < length) && !USUAL.contains(&octets.len());
            is_short.then_some(Damage::Shortened)
        }
    }
}

/// Where the value of a tag stands in the field.
fn value(own: &[u8], name: &str) -> Option<Span> {
    let start = memchr::memchr(b':', own)?.saturating_add(1);
    TagList::parse(own.get(start..)?).get(name).map(|tag| tag.span.shifted(start))
}

fn within(own: &[u8], scope: &[Span], repair: &dyn Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut spans = scope.to_vec();
    order::sort_by_key(&mut spans, |span| *span);
    let mut out = Vec::with_capacity(own.len());
    let mut place = 0;
    for span in spans {
        out.extend_from_slice(Span::new(place, span.start).of(own));
        out.extend(repair(span.of(own)));
        place = span.end;
    }
    out.extend_from_slice(Span::new(place, own.len()).of(own));
    out
}

/// `text` with each of the pairs replaced, whatever its case.
fn replaced(text: &[u8], pairs: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let found = pairs
            .iter()
            .find(|(from, _)| rest.get(..from.len()).is_some_and(|start| start.eq_ignore_ascii_case(from)));
        if let Some((from, to)) = found {
            out.extend_from_slice(to);
            rest = rest.get(from.len()..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

fn without_quoted_printable(text: &[u8]) -> Vec<u8> {
    const PAIRS: [(&[u8], &[u8]); 8] = [
        (b"=3D", b"="),
        (b"=2B", b"+"),
        (b"=2F", b"/"),
        (b"=3B", b";"),
        (b"=20", b" "),
        (b"=09", b"\t"),
        (b"=\r\n", b""),
        (b"=\n", b""),
    ];
    replaced(text, &PAIRS)
}

fn without_percents(text: &[u8]) -> Vec<u8> {
    const PAIRS: [(&[u8], &[u8]); 6] =
        [(b"%2B", b"+"), (b"%2F", b"/"), (b"%3D", b"="), (b"%3B", b";"), (b"%20", b" "), (b"%3A", b":")];
    replaced(text, &PAIRS)
}

fn without_entities(text: &[u8]) -> Vec<u8> {
    const PAIRS: [(&[u8], &[u8]); 13] = [
        (b"&#43;", b"+"),
        (b"&#x2b;", b"+"),
        (b"&plus;", b"+"),
        (b"&#47;", b"/"),
        (b"&#x2f;", b"/"),
        (b"&sol;", b"/"),
        (b"&#61;", b"="),
        (b"&#x3d;", b"="),
        (b"&equals;", b"="),
        (b"&lt;", b"<"),
        (b"&gt;", b">"),
        (b"&nbsp;", b" "),
        (b"&amp;", b"&"),
    ];
    replaced(text, &PAIRS)
}

fn from_other_alphabet(text: &[u8]) -> Vec<u8> {
    replaced(text, &[(b"-", b"+"), (b"_", b"/")])
}

fn without_strangers(text: &[u8]) -> Vec<u8> {
    let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=');
    text.iter().copied().filter(|octet| is_base64(octet) || is_fws(*octet)).collect()
}

fn padded(text: &[u8]) -> Vec<u8> {
    let length = text.iter().filter(|octet| !is_fws(**octet)).count();
    let missing: &[u8] = match length % 4 {
        2 => b"==",
        3 => b"=",
        _ => b"",
    };
    [text, missing].concat()
}

/// Which spaces once were plus signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spaces {
    /// Those that are no part of a fold.
    Inside,
    /// Those before a line end too.
    LineEnds,
    /// Those beyond the least that stands after a line end, too.
    All,
}

fn with_plus_signs(text: &[u8], extent: Spaces) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split(|octet| *octet == b'\n').collect();
    let indent = |line: &[u8]| line.len().saturating_sub(line.trim_ascii_start().len());
    let least = lines.iter().skip(1).map(|line| indent(line)).min().unwrap_or(0);
    let mut all: Vec<Vec<u8>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let cut = if number == 0 {
            0
        } else if extent == Spaces::All {
            least
        } else {
            indent(line)
        };
        let (front, rest) = line.split_at_checked(cut).unwrap_or((line, &[]));
        let (rest, end) = match rest.strip_suffix(b"\r") {
            Some(rest) => (rest, &b"\r"[..]),
            None => (rest, &b""[..]),
        };
        let keep = if extent == Spaces::Inside { rest.trim_ascii_end().len() } else { rest.len() };
        let (inside, after) = rest.split_at_checked(keep).unwrap_or((rest, &[]));
        all.push([front, &replaced(inside, &[(b" ", b"+")]), after, end].concat());
    }
    all.join(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(is: &str) -> Vec<String> {
        let found = repairs(is.as_bytes()).into_iter();
        found.map(|(_, text)| String::from_utf8(text).unwrap()).collect()
    }

    #[test]
    fn repairs_what_can_be_seen() {
        for (is, was) in [
            ("S: bh=x=3D; b=ab=3D=3D\r\n", "S: bh=x=; b=ab==\r\n"),
            ("S: bh=x=; b=ab=3d=3d\r\n", "S: bh=x=; b=ab==\r\n"),
            ("S: v=3D1; b=3Dab=3D=3D\r\n", "S: v=1; b=ab==\r\n"),
            ("S: b=a b\r\n\tc d\r\n", "S: b=a+b\r\n\tc+d\r\n"),
            ("S: b=ab \r\n\tcd\r\n", "S: b=ab+\r\n\tcd\r\n"),
            ("S: b=ab\r\n\t  cd\r\n\t ef\r\n", "S: b=ab\r\n\t +cd\r\n\t ef\r\n"),
            ("S: b=a%2Bb%3D\r\n", "S: b=a+b=\r\n"),
            ("S: b=a&#43;b\r\n", "S: b=a+b\r\n"),
            ("S: b=ab-_\r\n", "S: b=ab+/\r\n"),
            ("S: b=ab*cd\r\n", "S: b=abcd\r\n"),
            ("S: b=abc\r\n", "S: b=abc=\r\n"),
        ] {
            assert!(repaired(is).contains(&was.to_owned()), "{is}");
        }
        assert!(repaired("S: bh=xxxx; b=abcd\r\n").is_empty());
    }

    #[test]
    fn sees_what_cannot_be_repaired() {
        let lower = format!("S: b={}\r\n", "a".repeat(88));
        assert_eq!(visible(lower.as_bytes(), Some(&[0; 64]), Some(64)), Some(Damage::LowerCase));
        assert_eq!(visible(b"S: b=AbC\r\n", None, Some(64)), Some(Damage::Shortened));
        assert_eq!(visible(b"S: b=AbCd\r\n", Some(&[0; 3]), Some(64)), Some(Damage::Shortened));
        assert_eq!(visible(b"S: b=AbCd\r\n", Some(&[0; 256]), Some(128)), None);
    }
}
