//! Zone file lines and the comments of `dig`, one by one: whose record each is, and what they tell together.

use super::{Zone, ZoneFault, ZoneProblem, text_data};
use crate::{
    dns::{ExtendedError, Name, Outcome, Query, RecordType, sorted},
    platform::Platform,
};

const MAX_RECORDS: usize = 100;
const MAX_ALIASES: usize = 8;

/// Lines as they are read, and what they come to.
pub(super) struct Reader<'p> {
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
    pub(super) fn new(platform: &'p Platform) -> Self {
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

    pub(super) fn read_line(&mut self, number: usize, line: &str) {
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

    pub(super) fn finish(self) -> Zone {
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
            other => self.other_data(other, data)?.into_bytes(),
        };
        let records = sorted::entry(&mut self.records, query);
        if !records.contains(&data) {
            records.push(data);
        }
        if records.len() > MAX_RECORDS { Err(ZoneFault::TooManyRecords) } else { Ok(()) }
    }

    /// The data of other types than TXT, in the form of [`Outcome::Records`].
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
