//! The tags of a signature, one by one: what each says, and what is wrong with it.

use super::MAX_SIGNED_FIELDS;
use crate::{
    dkim::{
        base64,
        problem::Problem,
        verification::{Algorithm, Canonicalization},
    },
    dns::{Name, NameFault},
    platform::Platform,
    span::Span,
    tag_list::{MAX_TAGS, Tag, TagList, colon_list, is_fws, trim},
    text::escape,
};

/// The tags of a signature, read one by one; what is wrong with them is noted.
pub(super) struct Reader<'a> {
    pub(super) list: &'a TagList<'a>,
    /// Where the list stands in the source.
    pub(super) offset: usize,
    pub(super) platform: &'a Platform,
    pub(super) problems: Vec<(Problem, Option<Span>)>,
}

impl<'a> Reader<'a> {
    pub(super) fn note_list_problems(&mut self) {
        for fault in &self.list.faults {
            self.problems.push((Problem::TagSyntax, Some(fault.shifted(self.offset))));
        }
        for place in &self.list.duplicates {
            if let Some(tag) = self.list.tags.get(*place) {
                let problem = Problem::TagDuplicate { tag: tag.name.to_owned() };
                self.problems.push((problem, Some(tag.span.shifted(self.offset))));
            }
        }
        if self.list.cut_off {
            self.problems.push((Problem::TagLimit { allowed: MAX_TAGS }, None));
        }
    }

    pub(super) fn version(&mut self) {
        if let Some(tag) = self.required("v")
            && tag.value != b"1"
        {
            self.note("v", Problem::Version { value: escape(tag.value) });
        }
    }

    pub(super) fn algorithm(&mut self) -> Option<Algorithm> {
        let tag = self.required("a")?;
        // RFC 5234 §2.3: literal text in ABNF is case-insensitive.
        let algorithm = Algorithm::from_tag(&tag.value.to_ascii_lowercase());
        match algorithm {
            None => self.note("a", Problem::AlgorithmUnknown { value: escape(tag.value) }),
            Some(Algorithm::RsaSha1) => self.note("a", Problem::Sha1),
            Some(_) => {}
        }
        algorithm
    }

    pub(super) fn canonicalization(&mut self) -> Option<(Canonicalization, Canonicalization)> {
        let read = |text: &[u8]| match text.to_ascii_lowercase().as_slice() {
            b"simple" => Some(Canonicalization::Simple),
            b"relaxed" => Some(Canonicalization::Relaxed),
            _ => None,
        };
        let Some(tag) = self.list.get("c") else {
            return Some((Canonicalization::Simple, Canonicalization::Simple));
        };
        let (header, body) = match memchr::memchr(b'/', tag.value) {
            None => (read(tag.value), Some(Canonicalization::Simple)),
            Some(slash) => {
                let (header, body) = tag.value.split_at(slash);
                (read(trim(header)), read(trim(body.get(1..).unwrap_or_default())))
            }
        };
        let both = header.zip(body);
        if both.is_none() {
            self.note("c", Problem::CanonicalizationUnknown { value: escape(tag.value) });
        }
        both
    }

    /// `d=`: at least two labels (RFC 6376 §3.5, domain-name).
    pub(super) fn name(&mut self, tag: &'static str) -> Option<Name> {
        let value = self.required(tag)?.value;
        let name = Name::parse(value, self.platform).and_then(|name| {
            if name.labels().nth(1).is_some() { Ok(name) } else { Err(NameFault::SingleLabel) }
        });
        self.usable(tag, name)
    }

    pub(super) fn selector(&mut self) -> Option<Name> {
        let value = self.required("s")?.value;
        let name = Name::parse(value, self.platform);
        self.usable("s", name)
    }

    pub(super) fn key_name(&mut self, selector: Option<&Name>, domain: Option<&Name>) -> Option<Name> {
        let name = selector?.below("_domainkey", domain?);
        self.usable("s", name)
    }

    /// `i=` and its domain, which must be `d=` or below it.
    pub(super) fn identity(&mut self, domain: Option<&Name>) -> (Option<String>, Option<Name>) {
        let Some(tag) = self.list.get("i") else {
            return (domain.map(|domain| format!("@{domain}")), domain.cloned());
        };
        let text = Some(escape(tag.value));
        let Some(at) = memchr::memrchr(b'@', tag.value) else {
            self.note("i", Problem::TagValue { tag: "i" });
            return (text, None);
        };
        let name = Name::parse(tag.value.get(at.saturating_add(1)..).unwrap_or_default(), self.platform);
        let name = self.usable("i", name);
        if let (Some(name), Some(domain)) = (&name, domain)
            && !name.is_at_or_below(domain)
        {
            self.note("i", Problem::IdentityOutside);
        }
        (text, name)
    }

    /// `x=`, which must be after `t=`.
    pub(super) fn expiration(&mut self, timestamp: Option<u64>) -> Option<u64> {
        let expiration = self.time("x");
        if let (Some(timestamp), Some(expiration)) = (timestamp, expiration)
            && expiration <= timestamp
            // Of two times without end neither is the later one.
            && expiration != u64::MAX
        {
            self.note("x", Problem::ExpirationBeforeTimestamp);
        }
        expiration
    }

    /// `t=` or `x=`. RFC 6376 §3.5: "implementations MAY consider any value longer than 12 digits to be
    /// infinite": that is the largest number there is.
    pub(super) fn time(&mut self, tag: &'static str) -> Option<u64> {
        let number = self.digits(tag)?;
        Some(if number.len() > 12 { u64::MAX } else { value_of(number) })
    }

    /// `l=`: more digits than fit are read as the largest number there is.
    pub(super) fn length(&mut self) -> Option<u64> {
        let number = self.digits("l")?;
        // RFC 6376 §3.5: "1*76DIGIT".
        if number.len() > 76 {
            self.note("l", Problem::TagValue { tag: "l" });
        }
        Some(value_of(number))
    }

    fn digits(&mut self, tag: &'static str) -> Option<&'a [u8]> {
        let value = self.list.get(tag)?.value;
        if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
            self.note(tag, Problem::TagValue { tag });
            return None;
        }
        Some(value)
    }

    /// `z=`: copies of fields (RFC 6376 §3.5). They say nothing for the verdict; the field "any inconsistency or
    /// unexpected values" of which are to be looked for (§6.1.1) holds them all the same.
    pub(super) fn copied_fields(&mut self) {
        let Some(tag) = self.list.get("z") else { return };
        if !tag.value.split(|octet| *octet == b'|').all(is_copied_field) {
            self.note("z", Problem::TagValue { tag: "z" });
        }
    }

    pub(super) fn signed_fields(&mut self) -> Vec<String> {
        let Some(tag) = self.required("h") else { return Vec::new() };
        let names: Vec<&[u8]> = colon_list(tag.value).collect();
        if names.len() > MAX_SIGNED_FIELDS {
            let problem = Problem::SignedFieldLimit { allowed: MAX_SIGNED_FIELDS, found: names.len() };
            self.note("h", problem);
        }
        let is_name = |name: &&[u8]| {
            !name.is_empty() && name.iter().all(|octet| octet.is_ascii_graphic() && *octet != b';')
        };
        if !names.iter().all(is_name) {
            self.note("h", Problem::TagValue { tag: "h" });
        }
        let names: Vec<String> = names
            .iter()
            .take(MAX_SIGNED_FIELDS.saturating_add(1))
            .map(|name| escape(&name.to_ascii_lowercase()))
            .collect();
        if !names.iter().any(|name| name == "from") {
            self.note("h", Problem::FromNotSigned);
        }
        names
    }

    pub(super) fn base64(&mut self, tag: &'static str) -> Option<Vec<u8>> {
        match base64::decode(self.required(tag)?.value) {
            Ok(decoded) => {
                if decoded.trailing_bits {
                    self.note(tag, Problem::Base64TrailingBits { tag });
                }
                Some(decoded.octets)
            }
            Err(fault) => {
                self.note(tag, Problem::Base64 { tag, fault });
                None
            }
        }
    }

    /// `bh=`, if it is as long as a hash.
    pub(super) fn body_hash(&mut self, algorithm: Option<Algorithm>) -> Option<Vec<u8>> {
        let octets = self.base64("bh")?;
        let expected = algorithm?.hash().len();
        if octets.len() == expected {
            return Some(octets);
        }
        self.note("bh", Problem::BodyHashLength { found: octets.len(), expected });
        None
    }

    /// RFC 6376 §3.5: "Unrecognized query methods MUST be ignored."
    pub(super) fn query_methods(&mut self) {
        if let Some(tag) = self.list.get("q")
            && !colon_list(tag.value).any(|method| method.eq_ignore_ascii_case(b"dns/txt"))
        {
            self.note("q", Problem::QueryMethodUnknown { value: escape(tag.value) });
        }
    }

    fn note(&mut self, tag: &str, problem: Problem) {
        let span = self.list.get(tag).map(|tag| tag.span.shifted(self.offset));
        self.problems.push((problem, span));
    }

    /// A tag that must be there.
    fn required(&mut self, name: &'static str) -> Option<&'a Tag<'a>> {
        let tag = self.list.get(name);
        // It may stand past the cap.
        if tag.is_none() && !self.list.cut_off {
            self.problems.push((Problem::TagMissing { tag: name }, None));
        }
        tag
    }

    fn usable(&mut self, tag: &'static str, name: Result<Name, NameFault>) -> Option<Name> {
        match name {
            Ok(name) => Some(name),
            Err(fault) => {
                self.note(tag, Problem::InvalidName { tag, fault });
                None
            }
        }
    }
}

fn value_of(digits: &[u8]) -> u64 {
    let mut digits = digits.iter().map(|digit| u64::from(digit.saturating_sub(b'0')));
    digits.try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit)).unwrap_or(u64::MAX)
}

/// `hdr-name [FWS] ":" qp-hdr-value` (RFC 6376 §3.5, sig-z-tag-copy; the value is dkim-quoted-printable, §2.11).
fn is_copied_field(copy: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', copy) else { return false };
    let (name, rest) = copy.split_at(colon);
    let (name, mut value) = (trim(name), rest.get(1..).unwrap_or_default());
    let is_name = |octet: &u8| octet.is_ascii_graphic() && *octet != b';';
    if name.is_empty() || !name.iter().all(is_name) {
        return false;
    }
    while let Some((first, after)) = value.split_first() {
        value = match first {
            b'=' => match after.split_at_checked(2) {
                Some((digits, after))
                    if digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F')) =>
                {
                    after
                }
                _ => return false,
            },
            octet if is_fws(*octet) || octet.is_ascii_graphic() => after,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_fields_are_quoted_printable() {
        for copy in ["From:foo@eng.example.net", " Subject : demo=20run\r\n\t=0A", "x:", "To:a<b>=3D=7C"] {
            assert!(is_copied_field(copy.as_bytes()), "{copy}");
        }
        for copy in [
            "",
            "From",
            ":a",
            "From:a=",
            "From:a=2",
            "From:=2g",
            "From:=0d",
            "Fr om:a",
            "From:\u{e9}",
            "a:\0",
        ] {
            assert!(!is_copied_field(copy.as_bytes()), "{copy:?}");
        }
    }

    #[test]
    fn numbers_end_at_the_largest() {
        assert_eq!(value_of(b"007"), 7);
        assert_eq!(value_of(b"18446744073709551615"), u64::MAX);
        assert_eq!(value_of(b"99999999999999999999999999"), u64::MAX);
    }
}
