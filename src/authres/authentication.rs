//! Authentication-Results (RFC 8601 §2.2), read as strictly as it can be written and as leniently as it
//! is written.

use serde::Serialize;

use super::{
    outcome::{Outcome, is_defined},
    problem::{Fault, Problem},
    reader::Reader,
};
use crate::{
    span::Span,
    structured::{Part, is_keyword},
};

/// ARC sets, and so the highest instance (RFC 8617 §4.2.1).
const MAX_INSTANCE: u32 = 50;

/// An Authentication-Results or ARC-Authentication-Results field: a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthenticationResults {
    /// The field's value.
    pub span: Span,
    /// The ARC instance, 1 to 50; `None` also where none must stand.
    pub instance: Option<u32>,
    /// Who says so; `None` where it was left out, as Exchange does.
    pub authserv_id: Option<Part>,
    /// The version, if one is written.
    pub version: Option<Part>,
    /// `none`: no method was tried.
    pub none: Option<Span>,
    /// The results in their order, up to 200.
    pub results: Vec<MethodResult>,
    /// The comments that belong to no result.
    pub comments: Vec<Part>,
    /// Text outside of every result that the grammar has no place for.
    pub unread: Vec<Part>,
    /// What is wrong with the field.
    pub faults: Vec<Fault>,
    /// Number of parts that are not kept because there are too many.
    pub left_out: usize,
}

/// What one method found (RFC 8601 §2.2, resinfo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MethodResult {
    /// The result with everything that belongs to it, without the semicolons.
    pub span: Span,
    /// The method as written.
    pub method: Part,
    /// The method's version, if one is written.
    pub version: Option<Part>,
    /// The result as written; `None` if there is none.
    pub result: Option<Part>,
    /// The result, if it is one that is defined for some method.
    pub outcome: Option<Outcome>,
    /// What `reason=` says.
    pub reason: Option<Part>,
    /// The properties in their order, up to 200.
    pub properties: Vec<Property>,
    /// The comments, without their parentheses.
    pub comments: Vec<Part>,
    /// Text that the grammar has no place for.
    pub unread: Vec<Part>,
}

/// What a result is about, `ptype.property=value` (RFC 8601 §2.2, propspec).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Property {
    /// Where the value is from: `smtp`, `header`, `body`, `policy`; `None` where it was left out.
    pub ptype: Option<Part>,
    /// What it is.
    pub property: Part,
    /// The value; empty if none is written.
    pub value: Part,
}

impl MethodResult {
    /// The first property `ptype.property`, whatever the case of its letters.
    #[must_use]
    pub fn property(&self, ptype: &str, property: &str) -> Option<&Part> {
        let is_it = |found: &&Property| {
            found.property.is(property) && found.ptype.as_ref().is_some_and(|found| found.is(ptype))
        };
        self.properties.iter().find(is_it).map(|found| &found.value)
    }
}

impl AuthenticationResults {
    /// Reads the value of an Authentication-Results field that stands at `value` in `source`.
    #[must_use]
    pub fn parse(source: &[u8], value: Span) -> Self {
        Self::read(source, value, false)
    }

    /// Reads the value of an ARC-Authentication-Results field, which begins with its instance.
    #[must_use]
    pub fn parse_arc(source: &[u8], value: Span) -> Self {
        Self::read(source, value, true)
    }

    fn read(source: &[u8], value: Span, arc: bool) -> Self {
        let mut reader = Reader::new(source, value);
        let mut field = Self {
            span: reader.cursor.rest(),
            instance: None,
            authserv_id: None,
            version: None,
            none: None,
            results: Vec::new(),
            comments: Vec::new(),
            unread: Vec::new(),
            faults: Vec::new(),
            left_out: 0,
        };
        reader.skip(&mut field.comments);
        if reader.cursor.peek().is_none() {
            reader.fault(Problem::Empty, field.span);
        } else {
            if arc {
                field.read_instance(&mut reader);
            }
            field.read_head(&mut reader);
            field.read_parts(&mut reader);
            if field.none.is_none() && field.results.is_empty() {
                reader.fault(Problem::NoResult, field.span);
            }
        }
        if let Some(none) = field.none.filter(|_| !field.results.is_empty()) {
            reader.fault(Problem::NoneWithResults, none);
        }
        Self { faults: reader.faults, left_out: reader.left_out, ..field }
    }

    /// `i=1;`
    fn read_instance(&mut self, reader: &mut Reader<'_>) {
        let mut ahead = reader.cursor;
        let name = ahead.take_while(is_keyword);
        if !name.of(reader.source).eq_ignore_ascii_case(b"i") || ahead.after_cfws() != Some(b'=') {
            reader.fault(Problem::InstanceMissing, name);
            return;
        }
        reader.cursor = ahead;
        reader.skip(&mut self.comments);
        reader.cursor.eat(b'=');
        reader.skip(&mut self.comments);
        let number = reader.cursor.take_while(|octet| octet.is_ascii_digit());
        let text = std::str::from_utf8(number.of(reader.source)).unwrap_or_default();
        let ends = matches!(reader.cursor.after_cfws(), None | Some(b';'));
        self.instance = read_instance(text).filter(|_| ends);
        if self.instance.is_none() {
            reader.fault(Problem::InstanceMissing, number);
        }
        reader.skip(&mut self.comments);
        self.read_rest_of_part(reader);
        reader.cursor.eat(b';');
        reader.skip(&mut self.comments);
    }

    /// `authserv-id [ CFWS authres-version ]`
    fn read_head(&mut self, reader: &mut Reader<'_>) {
        if begins_result(reader) {
            let here = Span::new(reader.cursor.at(), reader.cursor.at());
            reader.fault(Problem::AuthservIdMissing, here);
            return;
        }
        self.authserv_id = reader.value(|_| false);
        if self.authserv_id.is_none() {
            let here = Span::new(reader.cursor.at(), reader.cursor.at());
            reader.fault(Problem::AuthservIdMissing, here);
        }
        reader.skip(&mut self.comments);
        let mut ahead = reader.cursor;
        let digits = ahead.take_while(|octet| octet.is_ascii_digit());
        if !digits.is_empty() && matches!(ahead.after_cfws(), None | Some(b';')) {
            reader.cursor = ahead;
            let version = Part::new(reader.source, digits);
            if version.text != "1" {
                reader.fault(Problem::VersionUnknown, digits);
            }
            self.version = Some(version);
        }
        self.read_rest_of_part(reader);
    }

    /// Everything from here to the next semicolon is of no use.
    fn read_rest_of_part(&mut self, reader: &mut Reader<'_>) {
        loop {
            reader.skip(&mut self.comments);
            if matches!(reader.cursor.peek(), None | Some(b';')) {
                return;
            }
            reader.unread(reader.cursor.at(), &mut self.unread);
        }
    }

    /// `*( ";" ( "none" / resinfo ) )`; the first one stands here without a semicolon where there is no
    /// authserv-id.
    fn read_parts(&mut self, reader: &mut Reader<'_>) {
        loop {
            let parted = reader.cursor.eat(b';');
            let start = reader.cursor.at();
            reader.skip(&mut self.comments);
            match reader.cursor.peek() {
                None if !parted => return,
                None | Some(b';') => reader.fault(Problem::EmptyPart, Span::new(start, reader.cursor.at())),
                Some(_) if begins_result(reader) => {
                    let result = MethodResult::read(reader);
                    let span = result.span;
                    reader.keep(&mut self.results, span, || result);
                }
                Some(_) => self.read_none(reader),
            }
            if reader.cursor.peek().is_none() {
                return;
            }
        }
    }

    fn read_none(&mut self, reader: &mut Reader<'_>) {
        let mut ahead = reader.cursor;
        let word = ahead.take_while(is_keyword);
        let ends = matches!(ahead.after_cfws(), None | Some(b';'));
        if ends && word.of(reader.source).eq_ignore_ascii_case(b"none") {
            reader.cursor = ahead;
            if self.none.is_some() {
                reader.fault(Problem::Duplicate, word);
            }
            self.none = self.none.or(Some(word));
        }
        self.read_rest_of_part(reader);
    }
}

/// `position = 1*2DIGIT ; 1 - 50` (RFC 8617 §4.2.1).
pub(crate) fn read_instance(text: &str) -> Option<u32> {
    let is_position = text.len() <= 2 && text.bytes().all(|octet| octet.is_ascii_digit());
    text.parse().ok().filter(|number| is_position && (1..=MAX_INSTANCE).contains(number))
}

/// Whether `method [ "/" version ] "="` stands here.
fn begins_result(reader: &Reader<'_>) -> bool {
    let mut ahead = reader.cursor;
    !ahead.take_while(is_keyword).is_empty() && matches!(ahead.after_cfws(), Some(b'=' | b'/'))
}

impl MethodResult {
    /// Reads up to the next semicolon; a keyword stands here.
    fn read(reader: &mut Reader<'_>) -> Self {
        let mut comments = Vec::new();
        let method = reader.cursor.take_while(is_keyword);
        let mut result = Self {
            span: method,
            method: Part::new(reader.source, method),
            version: None,
            result: None,
            outcome: None,
            reason: None,
            properties: Vec::new(),
            comments: Vec::new(),
            unread: Vec::new(),
        };
        reader.skip(&mut comments);
        if reader.cursor.eat(b'/') {
            reader.skip(&mut comments);
            result.version = reader.value(|octet| octet == b'=');
            reader.skip(&mut comments);
        }
        if reader.cursor.eat(b'=') {
            reader.skip(&mut comments);
            result.result = reader.value(|_| false);
        }
        result.comments = comments;
        result.judge(reader);
        result.read_properties(reader);
        result.span = Span::new(method.start, reader.cursor.at());
        result
    }

    /// Whether the result is one of the method's.
    fn judge(&mut self, reader: &mut Reader<'_>) {
        let Some(result) = &self.result else {
            reader.fault(Problem::ValueMissing, self.method.span);
            return;
        };
        self.outcome = Outcome::read(&result.text);
        let method = self.method.text.to_ascii_lowercase();
        match is_defined(&method, self.outcome) {
            Some(false) => reader.fault(Problem::ResultUnknown, result.span),
            // RFC 4408 §2.5 wrote SPF's results with a capital letter, and many still do.
            Some(true) if method != "spf" && result.text.bytes().any(|octet| octet.is_ascii_uppercase()) => {
                reader.fault(Problem::ResultCase, result.span);
            }
            _ => {}
        }
    }

    /// `[ reasonspec ] [ 1*propspec ]`, in any order.
    fn read_properties(&mut self, reader: &mut Reader<'_>) {
        let mut comments = std::mem::take(&mut self.comments);
        loop {
            reader.skip(&mut comments);
            if matches!(reader.cursor.peek(), None | Some(b';')) {
                break;
            }
            self.read_property(reader, &mut comments);
        }
        self.comments = comments;
    }

    fn read_property(&mut self, reader: &mut Reader<'_>, comments: &mut Vec<Part>) {
        let first = reader.cursor.take_while(is_keyword);
        if first.is_empty() || !matches!(reader.cursor.after_cfws(), Some(b'.' | b'=')) {
            return reader.unread(first.start, &mut self.unread);
        }
        reader.skip(comments);
        let mut second = None;
        if reader.cursor.eat(b'.') {
            reader.skip(comments);
            let name = reader.cursor.take_while(is_keyword);
            if name.is_empty() || reader.cursor.after_cfws() != Some(b'=') {
                return reader.unread(first.start, &mut self.unread);
            }
            second = Some(name);
            reader.skip(comments);
        }
        reader.cursor.eat(b'=');
        reader.skip(comments);
        let here = Span::new(reader.cursor.at(), reader.cursor.at());
        let whole = |end: usize| Span::new(first.start, end);
        let value = reader.value(|_| false).unwrap_or_else(|| {
            reader.fault(Problem::ValueMissing, whole(here.end));
            Part { text: String::new(), span: here }
        });
        let first = Part::new(reader.source, first);
        let span = whole(value.span.end);
        if second.is_none() && first.is("reason") {
            if self.reason.is_none() {
                self.reason = Some(value);
                return;
            }
            reader.fault(Problem::Duplicate, span);
        } else if second.is_none() {
            reader.fault(Problem::PropertyWithoutType, span);
        }
        let property = match second {
            Some(name) => Property { ptype: Some(first), property: Part::new(reader.source, name), value },
            None => Property { ptype: None, property: first, value },
        };
        reader.keep(&mut self.properties, span, || property);
    }
}

#[cfg(test)]
#[path = "authentication_tests.rs"]
mod tests;
