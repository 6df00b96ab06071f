//! The signature field with another `c=` (RFC 6376 §3.5).

use crate::{
    dkim::Canonicalization::{self, Relaxed, Simple},
    span::Span,
    tag_list::TagList,
};

/// A form of the field, and the canonicalizations it stands for.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) own: Vec<u8>,
    pub(super) header: Canonicalization,
    pub(super) body: Canonicalization,
}

const ALL: [(Canonicalization, Canonicalization); 4] =
    [(Relaxed, Relaxed), (Simple, Simple), (Relaxed, Simple), (Simple, Relaxed)];

/// The field with another `c=`, for each pair of canonicalizations, and as it is, for all but `present`.
pub(super) fn readings(own: &[u8], present: (Canonicalization, Canonicalization)) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for (header, body) in ALL {
        for form in with_value(own, header, body).into_iter().filter(|form| form != own) {
            readings.push(Reading { own: form, header, body });
        }
    }
    for (header, body) in ALL.into_iter().filter(|(header, _)| *header != present.0) {
        // The signer itself may have named another one than it used.
        readings.push(Reading { own: own.to_vec(), header, body });
    }
    readings
}

/// The values that say so.
fn values(header: Canonicalization, body: Canonicalization) -> Vec<String> {
    let both = format!("{}/{}", header.name(), body.name());
    if body == Simple { vec![both, header.name().to_owned()] } else { vec![both] }
}

fn with_value(own: &[u8], header: Canonicalization, body: Canonicalization) -> Vec<Vec<u8>> {
    let Some(start) = memchr::memchr(b':', own).map(|colon| colon.saturating_add(1)) else {
        return Vec::new();
    };
    let list = TagList::parse(own.get(start..).unwrap_or_default());
    let mut forms: Vec<Vec<u8>> = Vec::new();
    let mut put = |span: Span, with: &[u8]| {
        let after = own.get(span.end..).unwrap_or_default();
        forms.push([Span::new(0, span.start).of(own), with, after].concat());
    };
    if let Some(tag) = list.get("c") {
        for value in values(header, body) {
            put(tag.span.shifted(start), value.as_bytes());
        }
        if (header, body) == (Simple, Simple) {
            let name = Span::new(tag.whole.start, tag.whole.end).shifted(start);
            forms.extend(remove(own, name));
        }
        return forms;
    }
    for tag in &list.tags {
        // After the semicolon that ends the tag.
        let place = tag.whole.end.saturating_add(start).saturating_add(1);
        if own.get(place.saturating_sub(1)) != Some(&b';') {
            continue;
        }
        let space = own.get(place..).unwrap_or_default();
        let space =
            space.get(..space.len().saturating_sub(space.trim_ascii_start().len())).unwrap_or_default();
        for value in values(header, body) {
            let spaces: [&[u8]; 3] = [space, b" ", b""];
            for (number, space) in spaces.into_iter().enumerate() {
                if !spaces.iter().take(number).any(|before| *before == space) {
                    put(Span::new(place, place), &[space, b"c=", value.as_bytes(), b";"].concat());
                }
            }
        }
    }
    forms
}

/// The field without the tag whose value is `value`.
fn remove(own: &[u8], value: Span) -> Option<Vec<u8>> {
    let before = own.get(..value.start)?;
    let start = before.iter().rposition(|octet| *octet == b';')?.saturating_add(1);
    let end = value.end.saturating_add(1);
    Some([own.get(..start)?, own.get(end..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(is: &str, was: &str) -> bool {
        readings(is.as_bytes(), (Simple, Simple)).iter().any(|reading| reading.own == was.as_bytes())
    }

    #[test]
    fn puts_the_tag_right() {
        assert!(finds("S: v=1; c=simple/simple; b=x", "S: v=1; c=relaxed/relaxed; b=x"));
        assert!(finds("S: v=1; c=simple/simple; b=x", "S: v=1; c=relaxed; b=x"));
        assert!(finds("S: v=1; b=x", "S: v=1; c=relaxed/relaxed; b=x"));
        assert!(finds("S: v=1;\r\n\tb=x", "S: v=1;\r\n\tc=relaxed/relaxed;\r\n\tb=x"));
        let readings = readings(b"S: v=1; c=relaxed/relaxed; b=x", (Relaxed, Relaxed));
        assert!(readings.iter().any(|reading| reading.own == b"S: v=1; b=x" && reading.header == Simple));
    }
}
