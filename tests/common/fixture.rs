//! The DNS that a test case brings with it, in the form of the suites or of the attack corpus.

#![allow(dead_code, reason = "each test uses a part")]

use std::net::IpAddr;

use serde_json::Value;
use waxseal::dns::{Answer, Outcome, Provenance, Query, RecordType, UnreachableReason};

/// The longest chain of aliases that is followed.
const ALIASES: usize = 8;

/// How a corpus writes what differs between the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A name that is not listed does not exist; `_servfail`, `_timeout`.
    Suite,
    /// A name that is not listed exists if a name below it is listed; `RCODE`.
    Attack,
}

/// The names that a case lists.
pub(crate) struct Fixture<'a> {
    dialect: Dialect,
    /// The first zone that lists a name wins.
    zones: Vec<&'a Value>,
}

impl<'a> Fixture<'a> {
    /// The case's own names before those of the zone it refers to.
    pub(crate) fn of_suite(suite: &'a Value, case: &'a Value) -> Self {
        let zone = case["dns_ref"].as_str().map(|name| &suite["dns_zones"][name]);
        Self { dialect: Dialect::Suite, zones: std::iter::once(&case["dns"]).chain(zone).collect() }
    }

    /// The names of an attack.
    pub(crate) fn of_attack(case: &'a Value) -> Self {
        Self { dialect: Dialect::Attack, zones: vec![&case["dns"]] }
    }

    /// The answer to `query`, as a recorded one.
    pub(crate) fn answer(&self, query: &Query) -> Answer {
        Answer { outcome: self.outcome(query), provenance: Provenance::Recorded }
    }

    /// What the resolver `name` of an attack answers: its own `zone` before the attack's.
    pub(crate) fn answer_of(&self, name: &str, zone: &'a Value, query: &Query) -> Answer {
        let zones = std::iter::once(zone).chain(self.zones.iter().copied()).collect();
        let outcome = Self { dialect: self.dialect, zones }.outcome(query);
        let url = format!("https://{name}.example/dns-query");
        Answer { outcome, provenance: Provenance::Resolver { url, time: 0, authenticated: false } }
    }

    /// Every name that is listed.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a String> {
        self.zones.iter().filter_map(|zone| zone.as_object()).flat_map(|names| names.keys())
    }

    fn outcome(&self, query: &Query) -> Outcome {
        let record_type = query.record_type.name();
        let mut name = query.name.to_string().to_ascii_lowercase();
        let mut aliases = Vec::new();
        loop {
            let Some(node) = self.node(&name) else {
                return if self.has_children(&name) { Outcome::NoData } else { Outcome::NxDomain };
            };
            if let Some(records) = node[record_type].as_array() {
                if records.is_empty() {
                    return Outcome::NoData;
                }
                let records = records.iter().map(|record| data(query.record_type, record)).collect();
                return Outcome::Records { records, aliases, ttl: None };
            }
            if let Some(failure) = failure(node) {
                return failure;
            }
            let Some(target) = alias(node) else { return Outcome::NoData };
            name = target.trim_end_matches('.').to_ascii_lowercase();
            if aliases.contains(&name) || aliases.len() == ALIASES {
                return Outcome::Unreachable { reason: UnreachableReason::AliasChain };
            }
            aliases.push(name.clone());
        }
    }

    fn node(&self, name: &str) -> Option<&'a Value> {
        self.zones.iter().find_map(|zone| {
            let names = zone.as_object()?;
            names.iter().find(|(listed, _)| listed.eq_ignore_ascii_case(name)).map(|(_, node)| node)
        })
    }

    fn has_children(&self, name: &str) -> bool {
        let suffix = format!(".{name}");
        let below = |zone: &&Value| {
            zone.as_object().is_some_and(|names| names.keys().any(|listed| listed.ends_with(&suffix)))
        };
        self.dialect == Dialect::Attack && self.zones.iter().any(below)
    }
}

fn alias(node: &Value) -> Option<&str> {
    node["CNAME"].as_str().or_else(|| node["CNAME"][0].as_str())
}

fn failure(node: &Value) -> Option<Outcome> {
    let rcode = node["RCODE"].as_str().or_else(|| node["RCODE"][0].as_str());
    if node["_servfail"] == true || rcode == Some("SERVFAIL") {
        return Some(Outcome::ServFail { rcode: 2, errors: Vec::new() });
    }
    if node["_timeout"] == true || rcode == Some("TIMEOUT") {
        return Some(Outcome::Unreachable { reason: UnreachableReason::Timeout });
    }
    None
}

/// The data as [`Outcome::Records`] keeps it; MX is a preference and a host.
fn data(record_type: RecordType, record: &Value) -> Vec<u8> {
    let name = |value: &Value| {
        let name = value.as_str().expect("a name is a string").to_ascii_lowercase();
        name.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(&name).to_owned()
    };
    let text = match record_type {
        RecordType::Txt => return octets_of_record(record),
        RecordType::A | RecordType::Aaaa => {
            let address: IpAddr = record.as_str().and_then(|text| text.parse().ok()).expect("an address");
            address.to_string()
        }
        RecordType::Mx => format!("{} {}", record[0], name(&record[1])),
        RecordType::Ptr => name(record),
    };
    text.into_bytes()
}

/// A record is one character-string or a list of them; a character stands for an octet.
fn octets_of_record(record: &Value) -> Vec<u8> {
    match record {
        Value::Array(strings) => strings.iter().flat_map(octets_of_string).collect(),
        string => octets_of_string(string),
    }
}

fn octets_of_string(string: &Value) -> Vec<u8> {
    let text = string.as_str().expect("a character-string is a string");
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("a character stands for an octet")).collect()
}
