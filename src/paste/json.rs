//! Messages and header sections in the JSON that programs hand out (RFC 8259).

use super::{
    Repaired,
    decode::{decode_base64, unescape},
    lines::{begins_source, lines},
    problem::{Problem, Wrapping},
};

/// Lists and objects that may stand in each other, and texts that are JSON again.
const MAX_DEPTH: usize = 24;
/// Fields that are taken from a list.
const MAX_FIELDS: usize = 2_000;

/// A value, as far as texts in it are looked for.
enum Json {
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    /// A number or a literal.
    Other,
}

/// A message as a text of an object or a list, be it in base64, or else a header section as names and values.
pub(super) fn json(octets: &[u8]) -> Option<Repaired> {
    let value = read(std::str::from_utf8(octets).ok()?, 0)?;
    if let Some(message) = value.message() {
        return Some(Repaired::new(message, Problem::Extracted { wrapping: Wrapping::Json }));
    }
    let header = value.header()?;
    Some(Repaired::new(header, Problem::Extracted { wrapping: Wrapping::HeaderList }))
}

/// The object or list that `text` is.
fn read(text: &str, depth: usize) -> Option<Json> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    let text = text.strip_suffix([',', ';']).unwrap_or(text);
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(depth)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|octet| octet.is_ascii_whitespace()) {
            self.at = self.at.saturating_add(1);
        }
    }

    /// Goes past `octet` and white space before it.
    fn take(&mut self, octet: u8) -> bool {
        self.skip_space();
        let is_there = self.peek() == Some(octet);
        self.at = self.at.saturating_add(usize::from(is_there));
        is_there
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.skip_space();
        match self.peek()? {
            b'"' => {
                let text = self.string()?;
                // A text can be JSON again: notifications hold what they tell of as a text.
                let inner =
                    if depth < MAX_DEPTH { read(&text, depth.saturating_add(MAX_DEPTH / 3)) } else { None };
                Some(inner.unwrap_or(Json::Text(text)))
            }
            b'{' if depth < MAX_DEPTH => self.object(depth.saturating_add(1)),
            b'[' if depth < MAX_DEPTH => self.list(depth.saturating_add(1)),
            b'{' | b'[' => None,
            _ => {
                let rest = self.text.get(self.at..)?;
                let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))?;
                self.at = self.at.saturating_add(length);
                (length > 0).then_some(Json::Other)
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let inside = self.text.get(self.at.checked_add(1)?..)?;
        let mut is_escaped = false;
        let length = inside.bytes().position(|octet| {
            let ends = octet == b'"' && !is_escaped;
            is_escaped = octet == b'\\' && !is_escaped;
            ends
        })?;
        self.at = self.at.saturating_add(length).saturating_add(2);
        unescape(inside.get(..length)?, true)
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.take(b'[');
        if !self.take(b']') {
            loop {
                items.push(self.value(depth)?);
                if !self.take(b',') {
                    break;
                }
            }
            self.take(b']').then_some(())?;
        }
        Some(Json::List(items))
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = Vec::new();
        self.take(b'{');
        if !self.take(b'}') {
            loop {
                self.skip_space();
                (self.peek() == Some(b'"')).then_some(())?;
                let name = self.string()?;
                self.take(b':').then_some(())?;
                members.push((name, self.value(depth)?));
                if !self.take(b',') {
                    break;
                }
            }
            self.take(b'}').then_some(())?;
        }
        Some(Json::Object(members))
    }
}

impl Json {
    /// The values right inside.
    fn inside(&self) -> Vec<&Self> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Object(members) => members.iter().map(|(_, value)| value).collect(),
            Self::Text(_) | Self::Other => Vec::new(),
        }
    }

    fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The first text that is a source, plain or in base64 of either alphabet (RFC 4648 §4, §5).
    fn message(&self) -> Option<Vec<u8>> {
        let Self::Text(text) = self else { return self.inside().into_iter().find_map(Self::message) };
        let is_source = |octets: &[u8]| begins_source(lines(octets));
        if is_source(text.as_bytes()) {
            return Some(text.clone().into_bytes());
        }
        decode_base64(text.as_bytes()).filter(|octets| is_source(octets))
    }

    /// The first names and values that make a header section.
    fn header(&self) -> Option<Vec<u8>> {
        let fields: Vec<(&str, &str)> = match self {
            Self::List(items) => items.iter().filter_map(Self::pair).collect(),
            Self::Object(members) => members
                .iter()
                .flat_map(|(name, value)| {
                    let values =
                        if let Self::List(items) = value { items.iter().collect() } else { vec![value] };
                    values.into_iter().filter_map(move |value| Some((name.as_str(), value.text()?)))
                })
                .collect(),
            Self::Text(_) | Self::Other => Vec::new(),
        };
        let header = write_header(fields.into_iter());
        header.or_else(|| self.inside().into_iter().find_map(Self::header))
    }

    /// A name and a value: `["name", "value"]`, or an object that calls them so.
    fn pair(&self) -> Option<(&str, &str)> {
        match self {
            Self::List(items) => match items.as_slice() {
                [name, value] => Some((name.text()?, value.text()?)),
                _ => None,
            },
            Self::Object(members) => {
                let of = |wanted: &[&str]| {
                    let is_wanted = |name: &str| wanted.iter().any(|one| one.eq_ignore_ascii_case(name));
                    members.iter().find(|(name, _)| is_wanted(name)).and_then(|(_, value)| value.text())
                };
                Some((of(&["name", "key", "header"])?, of(&["value"])?))
            }
            Self::Text(_) | Self::Other => None,
        }
    }
}

/// A header section of these fields, if it is one of a source. A line within a value is indented where it is not.
pub(super) fn write_header<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Vec<u8>> {
    let mut output = String::new();
    for (name, value) in fields.take(MAX_FIELDS) {
        let is_name = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.".contains(&octet);
        if name.is_empty() || !name.bytes().all(is_name) {
            continue;
        }
        output.extend([name, if value.starts_with([' ', '\t']) { ":" } else { ": " }]);
        let lines = value.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        for (place, line) in lines.filter(|line| !line.trim().is_empty()).enumerate() {
            if place > 0 {
                output.push_str(if line.starts_with([' ', '\t']) { "\r\n" } else { "\r\n " });
            }
            output.push_str(line);
        }
        output.push_str("\r\n");
    }
    begins_source(lines(output.as_bytes())).then(|| output.into_bytes())
}
