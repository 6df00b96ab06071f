//! Tag lists, `name=value; name=value` (RFC 6376 §3.2).

use crate::span::Span;

/// Tags looked at in one list.
pub(crate) const MAX_TAGS: usize = 64;

/// One `name=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    /// The value without the white space around it.
    pub(crate) value: &'a [u8],
    /// Where `value` stands, counted from the first octet of the list.
    pub(crate) span: Span,
    /// Everything between `=` and the next `;`, white space included.
    pub(crate) whole: Span,
}

/// A list that was read as far as its syntax allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TagList<'a> {
    /// The tags that can be read, in their order, up to [`MAX_TAGS`].
    pub(crate) tags: Vec<Tag<'a>>,
    /// The parts that are no `name=value`.
    pub(crate) faults: Vec<Span>,
    /// The tags whose name stands in the list before, as places in `tags`.
    pub(crate) duplicates: Vec<usize>,
    /// Whether there are more than [`MAX_TAGS`] parts; the rest was not read.
    pub(crate) cut_off: bool,
}

impl<'a> TagList<'a> {
    /// Reads `text`, whose octets may be folded.
    pub(crate) fn parse(text: &'a [u8]) -> Self {
        let mut list = Self { tags: Vec::new(), faults: Vec::new(), duplicates: Vec::new(), cut_off: false };
        let mut start = 0_usize;
        let mut parts = text.split(|octet| *octet == b';').peekable();
        let mut read = 0_usize;
        while let Some(part) = parts.next() {
            let span = Span::new(start, start.saturating_add(part.len()));
            start = span.end.saturating_add(1);
            if parts.peek().is_none() && trim(part).is_empty() {
                // "tag-list = tag-spec *( ";" tag-spec ) [ ";" ]": nothing need follow the last one.
                break;
            }
            if read == MAX_TAGS {
                list.cut_off = true;
                break;
            }
            read = read.saturating_add(1);
            list.read_part(part, span);
        }
        list
    }

    /// The first tag of this name. Names are case-sensitive.
    pub(crate) fn get(&self, name: &str) -> Option<&Tag<'a>> {
        self.tags.iter().find(|tag| tag.name == name)
    }

    /// The tag of this name: as it is written, or else in whatever letters.
    pub(crate) fn get_alike(&self, name: &str) -> Option<&Tag<'a>> {
        self.get(name).or_else(|| self.tags.iter().find(|tag| tag.name.eq_ignore_ascii_case(name)))
    }

    fn read_part(&mut self, part: &'a [u8], span: Span) {
        let Some(equals) = memchr::memchr(b'=', part) else {
            self.faults.push(span);
            return;
        };
        let (name, after) = part.split_at(equals);
        let whole_text = after.get(1..).unwrap_or_default();
        let Some(name) = tag_name(trim(name)) else {
            self.faults.push(span);
            return;
        };
        let whole = Span::new(span.start.saturating_add(equals).saturating_add(1), span.end);
        let value = trim(whole_text);
        let leading = whole_text.len().saturating_sub(trim_start(whole_text).len());
        let value_start = whole.start.saturating_add(leading);
        let tag =
            Tag { name, value, span: Span::new(value_start, value_start.saturating_add(value.len())), whole };
        if self.get(name).is_some() {
            self.duplicates.push(self.tags.len());
        }
        self.tags.push(tag);
    }
}

/// `ALPHA *ALNUMPUNC`, ALNUMPUNC being letters, digits and `_`.
fn tag_name(octets: &[u8]) -> Option<&str> {
    let (first, rest) = octets.split_first()?;
    let legal = first.is_ascii_alphabetic()
        && rest.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'_');
    if legal { std::str::from_utf8(octets).ok() } else { None }
}

/// Whether `octet` can be part of FWS.
pub(crate) fn is_fws(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\r' | b'\n')
}

fn trim_start(octets: &[u8]) -> &[u8] {
    let begin = octets.iter().position(|octet| !is_fws(*octet)).unwrap_or(octets.len());
    octets.get(begin..).unwrap_or_default()
}

/// `octets` without the white space at both ends.
pub(crate) fn trim(octets: &[u8]) -> &[u8] {
    let octets = trim_start(octets);
    let end = octets.iter().rposition(|octet| !is_fws(*octet)).map_or(0, |last| last.saturating_add(1));
    octets.get(..end).unwrap_or_default()
}

/// The parts of a colon-separated value, without the white space around each.
pub(crate) fn colon_list(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.split(|octet| *octet == b':').map(trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let list = TagList::parse(text.as_bytes());
        list.tags
            .iter()
            .map(|tag| {
                assert_eq!(tag.span.of(text.as_bytes()), tag.value);
                (tag.name.to_owned(), String::from_utf8_lossy(tag.value).into_owned())
            })
            .collect()
    }

    #[test]
    fn reads_names_and_values_with_folding() {
        let tags = read(" v=1; a =\r\n\trsa-sha256 ;b= AB\r\n CD; ");
        assert_eq!(
            tags,
            [("v", "1"), ("a", "rsa-sha256"), ("b", "AB\r\n CD")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn keeps_an_equals_sign_inside_a_value() {
        assert_eq!(read("p=AA=="), [("p".to_owned(), "AA==".to_owned())]);
    }

    #[test]
    fn one_semicolon_may_end_the_list_and_no_more() {
        assert!(TagList::parse(b"v=1; ").faults.is_empty());
        assert_eq!(TagList::parse(b"v=1;;").faults, [Span::new(4, 4)]);
    }

    #[test]
    fn names_are_case_sensitive_and_start_with_a_letter() {
        let list = TagList::parse(b"d=a; D=b; 1d=c; d=e");
        assert_eq!(list.get("d").map(|tag| tag.value), Some(&b"a"[..]));
        assert_eq!(list.faults.len(), 1);
        assert_eq!(list.duplicates, [2]);
    }

    #[test]
    fn stops_at_the_cap() {
        let text = "a=b;".repeat(MAX_TAGS + 1);
        let list = TagList::parse(text.as_bytes());
        assert!(list.cut_off);
        assert_eq!(list.tags.len(), MAX_TAGS);
        assert!(!TagList::parse("a=b;".repeat(MAX_TAGS).as_bytes()).cut_off);
    }
}
