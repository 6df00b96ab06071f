//! Records as people write and copy them: zone file lines, the output of `dig`, a bare key record.

mod reader;

use serde::Serialize;

use super::{Answer, Answers, Outcome, Provenance, Query};
use crate::{platform::Platform, tag_list::trim};
use reader::Reader;

/// Octets of pasted records that are read.
pub const MAX_OCTETS: usize = 1_048_576;

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
