//! Records as people write and copy them: zone file lines, the output of `dig`, a bare key record.

use serde::Serialize;

use super::{Answer, Answers, ExtendedError, Name, Outcome, Provenance, Query, RecordType, sorted};
use crate::{platform::Platform, tag_list::trim};

/// Octets of pasted records that are read.
pub const MAX_OCTETS: usize = 1_048_576;
const MAX_RECORDS: usize = 100;
const MAX_ALIASES: usize = 8;

/// Why a line of pasted records was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ZoneFault {
    /// It is no record.
    Syntax,
    /// Its name is no domain name.
    Name,
    /// It is a record of a type that is not needed.
    TypeIgnored,
    /// More than 1 MiB was pasted; nothing was read.
    TooLarge,
    /// More than 100 records of a type stand under one name; none of them was taken.
    TooManyRecords,
    /// A key record without a name, and no key is missing.
    NoMissingKey,
    /// A key record without a name, and more than one key is missing: give the name too.
    SeveralMissingKeys,
}

/// A line that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ZoneProblem {
    /// Number of the line, from 1.
    pub line: usize,
    /// Why.
    pub kind: ZoneFault,
    /// The line, up to 200 characters.
    pub text: String,
}

/// What pasted text holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zone {
    /// Answers to questions.
    pub answers: Vec<(Query, Outcome)>,
    /// Key records without a name.
    pub bare: Vec<Vec<u8>>,
    /// Lines that were left out.
    pub problems: Vec<ZoneProblem>,
}

/// What became of pasted text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Added {
    /// The questions that now have an answer from it.
    pub added: Vec<Query>,
    /// What was left out.
    pub problems: Vec<ZoneProblem>,
}

impl Zone {
    /// Adds everything to `answers`; records without a name go to the one question of `missing`. What is pasted
    /// takes the place of what was pasted before: then it is a correction.
    pub fn add_to(self, answers: &mut Answers, provenance: &Provenance, missing: &[Query]) -> Added {
        let mut added = Added { added: Vec::new(), problems: self.problems };
        let mut all = self.answers;
        if !self.bare.is_empty() {
            match missing {
                [query] => {
                    let outcome = Outcome::Records { records: self.bare, aliases: Vec::new(), ttl: None };
                    all.push((query.clone(), outcome));
                }
                _ => added.problems.push(ZoneProblem {
                    line: 1,
                    kind: if missing.is_empty() {
                        ZoneFault::NoMissingKey
                    } else {
                        ZoneFault::SeveralMissingKeys
                    },
                    text: String::new(),
                }),
            }
        }
        if *provenance == Provenance::Pasted {
            for (query, _) in &all {
                answers.forget_from(query, provenance);
            }
        }
        for (query, outcome) in all {
            added.added.push(query.clone());
            answers.insert(query, Answer { outcome, provenance: provenance.clone() });
        }
        added
    }
}

/// Reads zone file lines, the output of `dig` (its NXDOMAIN and SERVFAIL too) or of `nslookup`, or key
/// records without a name.
#[must_use]
pub fn parse(text: &str, platform: &Platform) -> Zone {
    if text.len() > MAX_OCTETS {
        let problem = ZoneProblem { line: 1, kind: ZoneFault::TooLarge, text: String::new() };
        return Zone { problems: vec![problem], ..Zone::default() };
    }
    if let Some(bare) = bare_records(text) {
        return Zone { bare, ..Zone::default() };
    }
    let told = of_nslookup(text);
    let mut reader = Reader::new(platform);
    for (number, line) in logical_lines(told.as_deref().unwrap_or(text)) {
        reader.read_line(number, &line);
    }
    reader.finish()
}

/// What `nslookup -type=txt` printed, as zone file lines; `None` if it did not print the text.
fn of_nslookup(text: &str) -> Option<String> {
    let mut told = String::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let data = line.split_once('=').filter(|_| words.clone().take(2).eq(["text", "="]));
        if let Some((_, data)) = data {
            told.extend(["\n", name, " IN TXT ", data]);
            is_open = true;
        } else if is_open && line.starts_with('"') {
            told.extend([" ", line]);
        } else {
            is_open = false;
            // `** server can't find NAME: NXDOMAIN`, and `Non-existent domain` on Windows.
            let missing = words.find(|word| *word == "find").and_then(|_| words.next());
            if let (Some(name), Some("NXDOMAIN" | "Non-existent")) = (missing, words.next()) {
                told.extend(["\n;; status: NXDOMAIN,\n;", name.trim_end_matches(':'), " IN TXT"]);
            }
        }
    }
    if told.is_empty() { None } else { Some(told) }
}

/// Key records without names: text that begins as a tag list does, or as `dig +short` prints one.
fn bare_records(text: &str) -> Option<Vec<Vec<u8>>> {
    let begins_bare = |line: &str| {
        let line = line.strip_prefix('"').unwrap_or(line).trim_start();
        let mut octets = line.bytes();
        matches!(octets.next(), Some(b'v' | b'k' | b'p' | b'h' | b't' | b's' | b'n' | b'g'))
            && octets.find(|octet| *octet != b' ') == Some(b'=')
    };
    if !begins_bare(text.trim_start()) && !text.trim_start().starts_with('"') {
        return None;
    }
    let mut records: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let starts = line.trim_start_matches('"').trim_start().starts_with("v=");
        match records.last_mut() {
            Some(last) if !starts => {
                last.push(' ');
                last.push_str(line);
            }
            _ => records.push(line.to_owned()),
        }
    }
    records.iter().map(|record| text_data(record)).collect()
}

/// Lines with comments kept, those between parentheses joined.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut depth = 0_i64;
    for (number, line) in text.lines().enumerate() {
        let (stripped, change) = strip_parentheses(line);
        match lines.last_mut() {
            Some((_, open)) if depth > 0 => {
                open.push(' ');
                open.push_str(&stripped);
            }
            _ => lines.push((number.saturating_add(1), stripped)),
        }
        depth = depth.saturating_add(change).max(0);
    }
    lines
}

/// `line` with parentheses outside of quotes and comments blanked, and how many more open than close.
fn strip_parentheses(line: &str) -> (String, i64) {
    let (mut quoted, mut escaped, mut comment, mut depth) = (false, false, false, 0_i64);
    let stripped = line
        .chars()
        .map(|character| {
            let plain = !quoted && !escaped && !comment;
            escaped = !escaped && character == '\\';
            match character {
                '"' if !comment && !escaped => quoted = !quoted,
                // A semicolon inside an unquoted key record is no comment.
                ';' if plain && line.trim_start().starts_with(';') => comment = true,
                '(' if plain => depth = depth.saturating_add(1),
                ')' if plain => depth = depth.saturating_sub(1),
                _ => return character,
            }
            if plain && matches!(character, '(' | ')') { ' ' } else { character }
        })
        .collect();
    (stripped, depth)
}

struct Reader<'p> {
    platform: &'p Platform,
    origin: Option<String>,
    owner: Option<Name>,
    records: Vec<(Query, Vec<Vec<u8>>)>,
    aliases: Vec<(Name, Option<Name>)>,
    /// RCODE mnemonic of the `dig` output being read.
    status: Option<String>,
    errors: Vec<ExtendedError>,
    negative: Vec<(Query, String, Vec<ExtendedError>)>,
    problems: Vec<ZoneProblem>,
}

impl<'p> Reader<'p> {
    fn new(platform: &'p Platform) -> Self {
        Self {
            platform,
            origin: None,
            owner: None,
            records: Vec::new(),
            aliases: Vec::new(),
            status: None,
            errors: Vec::new(),
            negative: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn read_line(&mut self, number: usize, line: &str) {
        if let Some(comment) = line.trim_start().strip_prefix(';') {
            self.read_comment(comment);
        } else if let Some(origin) = line.trim().strip_prefix("$ORIGIN") {
            self.origin = Some(origin.trim().trim_end_matches('.').to_owned());
        } else if !line.trim().is_empty()
            && !line.starts_with("$TTL")
            && let Err(kind) = self.read_record(line)
        {
            let text = line.trim().chars().take(200).collect();
            self.problems.push(ZoneProblem { line: number, kind, text });
        }
    }

    /// `;; ->>HEADER<<- … status: NXDOMAIN, …`, `; EDE: 22 (…): (…)` and `;name. IN TXT` of `dig`.
    fn read_comment(&mut self, comment: &str) {
        let mut words = comment.split_whitespace();
        if words.any(|word| word == "status:") {
            self.status = words.next().map(|status| status.trim_end_matches(',').to_owned());
            self.errors.clear();
        } else if let Some(rest) = comment.trim_start().strip_prefix("EDE: ") {
            let (code, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            let text =
                rest.split_once(')').and_then(|(_, text)| text.strip_prefix(": (")).unwrap_or_default();
            if let Ok(code) = code.parse() {
                self.errors
                    .push(ExtendedError { code, text: text.trim_end().trim_end_matches(')').to_owned() });
            }
        } else if let Some(status) = &self.status {
            let words: Vec<&str> = comment.split_whitespace().collect();
            if let [name, "IN", record_type] = words.as_slice()
                && let Some(record_type) = RecordType::from_text(record_type)
                && let Ok(name) = self.name(name)
            {
                let query = Query { name, record_type };
                self.negative.push((query, status.clone(), std::mem::take(&mut self.errors)));
            }
        }
    }

    fn read_record(&mut self, line: &str) -> Result<(), ZoneFault> {
        let mut rest = line;
        let owner = if line.starts_with([' ', '\t']) {
            self.owner.clone().or_else(|| {
                // An indented paste: the first word is the name all the same.
                let (word, after) = split_word(rest.trim_start());
                rest = after;
                self.name(word).ok()
            })
        } else {
            let (word, after) = split_word(line);
            rest = after;
            Some(self.name(word)?)
        };
        let owner = owner.ok_or(ZoneFault::Syntax)?;
        loop {
            let (word, after) = split_word(rest.trim_start());
            if word.is_empty() {
                return Err(ZoneFault::Syntax);
            }
            rest = after;
            let is_ttl = word.bytes().next().is_some_and(|octet| octet.is_ascii_digit());
            if is_ttl || word.eq_ignore_ascii_case("IN") {
                continue;
            }
            self.owner = Some(owner.clone());
            if let Some(record_type) = RecordType::from_text(word) {
                return self.add_record(Query { name: owner, record_type }, rest);
            }
            return match word.to_ascii_uppercase().as_str() {
                "CNAME" => {
                    let target = self.name(split_word(rest.trim_start()).0)?;
                    *sorted::entry(&mut self.aliases, owner) = Some(target);
                    Ok(())
                }
                other if is_type(other) => Err(ZoneFault::TypeIgnored),
                _ => Err(ZoneFault::Syntax),
            };
        }
    }

    fn add_record(&mut self, query: Query, data: &str) -> Result<(), ZoneFault> {
        let data = match query.record_type {
            RecordType::Txt => text_data(data).ok_or(ZoneFault::Syntax)?,
            #[cfg(feature = "policy")]
            other => self.other_data(other, data)?.into_bytes(),
        };
        let records = sorted::entry(&mut self.records, query);
        if !records.contains(&data) {
            records.push(data);
        }
        if records.len() > MAX_RECORDS { Err(ZoneFault::TooManyRecords) } else { Ok(()) }
    }

    /// The data of other types than TXT, in the form of [`Outcome::Records`].
    #[cfg(feature = "policy")]
    fn other_data(&self, record_type: RecordType, data: &str) -> Result<String, ZoneFault> {
        let mut words = data.split_whitespace().take_while(|word| !word.starts_with(';'));
        let mut word = || words.next().ok_or(ZoneFault::Syntax);
        Ok(match record_type {
            RecordType::Txt => return Err(ZoneFault::Syntax),
            RecordType::A => address(word()?, ".", 3)?,
            RecordType::Aaaa => address(word()?, ":", 2)?,
            RecordType::Mx => {
                let preference: u16 = word()?.parse().map_err(|_| ZoneFault::Syntax)?;
                format!("{preference} {}", self.host(word()?)?)
            }
            RecordType::Ptr => self.host(word()?)?,
        })
    }

    /// A name that a record holds; the root stays `.`.
    #[cfg(feature = "policy")]
    fn host(&self, word: &str) -> Result<String, ZoneFault> {
        if word == "." { Ok(word.to_owned()) } else { self.name(word).map(|name| name.to_string()) }
    }

    fn name(&self, word: &str) -> Result<Name, ZoneFault> {
        let absolute = word.strip_suffix('.');
        let text = match (absolute, &self.origin) {
            (Some(absolute), _) => absolute.to_owned(),
            (None, Some(origin)) if word == "@" => origin.clone(),
            (None, Some(origin)) => format!("{word}.{origin}"),
            (None, None) => word.to_owned(),
        };
        Name::parse(text.as_bytes(), self.platform).map_err(|_| ZoneFault::Name)
    }

    fn finish(self) -> Zone {
        let mut answers = Vec::new();
        for (query, records) in self.records.iter().filter(|(_, records)| records.len() <= MAX_RECORDS) {
            let records = records.clone();
            answers.push((query.clone(), Outcome::Records { records, aliases: Vec::new(), ttl: None }));
        }
        for (name, _) in &self.aliases {
            for record_type in RecordType::ALL {
                let query = Query { name: name.clone(), record_type: *record_type };
                if sorted::get(&self.records, &query).is_none()
                    && let Some((aliases, records)) = self.follow(&query)
                {
                    answers.push((query, Outcome::Records { records, aliases, ttl: None }));
                }
            }
        }
        for (query, status, errors) in &self.negative {
            if sorted::get(&self.records, query).is_some()
                || sorted::get(&self.aliases, &query.name).is_some()
            {
                continue;
            }
            let outcome = match status.as_str() {
                "NOERROR" => Outcome::NoData,
                "NXDOMAIN" => Outcome::NxDomain,
                other => Outcome::ServFail { rcode: rcode(other), errors: errors.clone() },
            };
            answers.push((query.clone(), outcome));
        }
        Zone { answers, bare: Vec::new(), problems: self.problems }
    }

    fn follow(&self, start: &Query) -> Option<(Vec<String>, Vec<Vec<u8>>)> {
        let mut aliases = Vec::new();
        let mut query = start.clone();
        for _ in 0..MAX_ALIASES {
            query.name = sorted::get(&self.aliases, &query.name)?.clone()?;
            aliases.push(query.name.to_string());
            if let Some(records) = sorted::get(&self.records, &query) {
                return Some((aliases, records.clone()));
            }
        }
        None
    }
}

/// What looks like an address: parts between at least so many `separators`. Whoever compares it reads it.
#[cfg(feature = "policy")]
fn address(word: &str, separator: &str, least: usize) -> Result<String, ZoneFault> {
    let is_plain = word.bytes().all(|octet| octet.is_ascii_hexdigit() || matches!(octet, b'.' | b':'));
    let is_address = is_plain && word.matches(separator).count() >= least;
    if is_address { Ok(word.to_ascii_lowercase()) } else { Err(ZoneFault::Syntax) }
}

fn rcode(mnemonic: &str) -> u16 {
    match mnemonic {
        "FORMERR" => 1,
        "NOTIMP" => 4,
        "REFUSED" => 5,
        _ => 2,
    }
}

fn is_type(word: &str) -> bool {
    const OTHER: [&str; 16] = [
        "A", "AAAA", "MX", "PTR", "CAA", "DNSKEY", "DS", "HTTPS", "NAPTR", "NS", "NSEC", "NSEC3", "RRSIG",
        "SOA", "SPF", "SRV",
    ];
    OTHER.contains(&word) || word.starts_with("TYPE")
}

fn split_word(text: &str) -> (&str, &str) {
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The octets of TXT data: quoted strings joined (RFC 1035 §5.1), or, without quotes, the whole of it.
fn text_data(data: &str) -> Option<Vec<u8>> {
    let data = data.trim();
    if !data.starts_with('"') {
        let whole = trim(data.as_bytes());
        return if whole.is_empty() { None } else { Some(whole.to_vec()) };
    }
    let mut octets = Vec::with_capacity(data.len());
    let (mut quoted, mut rest) = (false, data.bytes());
    while let Some(octet) = rest.next() {
        match octet {
            b'"' => quoted = !quoted,
            b'\\' if quoted => octets.push(escaped(&mut rest)?),
            _ if quoted => octets.push(octet),
            b' ' | b'\t' => {}
            b';' => break,
            _ => return None,
        }
    }
    if quoted { None } else { Some(octets) }
}

/// `\DDD` is the octet of that number, `\X` is X.
fn escaped(rest: &mut std::str::Bytes<'_>) -> Option<u8> {
    let first = rest.next()?;
    if !first.is_ascii_digit() {
        return Some(first);
    }
    let digits = [first, rest.next()?, rest.next()?];
    std::str::from_utf8(&digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests;
