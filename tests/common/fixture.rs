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
            if let Some(records) = records(&node[record_type], query.record_type) {
                if records.is_empty() {
                    return Outcome::NoData;
                }
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
    let rcode = rcode.map(str::to_ascii_uppercase);
    if node["_servfail"] == true {
        return Some(Outcome::ServFail { rcode: 2, errors: Vec::new() });
    }
    if node["_timeout"] == true {
        return Some(Outcome::Unreachable { reason: UnreachableReason::Timeout });
    }
    match rcode?.as_str() {
        "TIMEOUT" => Some(Outcome::Unreachable { reason: UnreachableReason::Timeout }),
        "NXDOMAIN" => Some(Outcome::NxDomain),
        "NOERROR" => None,
        "FORMERR" => Some(Outcome::ServFail { rcode: 1, errors: Vec::new() }),
        "NOTIMP" => Some(Outcome::ServFail { rcode: 4, errors: Vec::new() }),
        "REFUSED" => Some(Outcome::ServFail { rcode: 5, errors: Vec::new() }),
        _ => Some(Outcome::ServFail { rcode: 2, errors: Vec::new() }),
    }
}

/// The records of one type as [`Outcome::Records`] keeps them: a list, or one record alone; `None` where the
/// type is not listed.
///
/// # Panics
/// Where a record has none of the forms that the corpora use.
fn records(listed: &Value, record_type: RecordType) -> Option<Vec<Vec<u8>>> {
    match listed {
        Value::Null => None,
        // `[10, host]` is one exchanger, and not a list of two.
        Value::Array(list) if !(record_type == RecordType::Mx && is_preference(list.first())) => {
            Some(list.iter().map(|record| data(record_type, record)).collect())
        }
        one => Some(vec![data(record_type, one)]),
    }
}

fn is_preference(value: Option<&Value>) -> bool {
    value.is_some_and(|value| preference(value).is_some())
}

/// A preference, as a number or its digits.
fn preference(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The data of a record.
fn data(record_type: RecordType, record: &Value) -> Vec<u8> {
    let string = || record.as_str().unwrap_or_else(|| panic!("{record_type:?}: {record} is no text"));
    let text = match record_type {
        RecordType::Txt => return octets_of_record(record),
        // What is no address stands as it is: it is what the zone would hold.
        RecordType::A | RecordType::Aaaa => {
            string().parse().map_or_else(|_| string().to_owned(), |address: IpAddr| address.to_string())
        }
        RecordType::Mx => exchanger(record),
        RecordType::Ptr => name(string()),
    };
    text.into_bytes()
}

fn name(text: &str) -> String {
    let name = text.to_ascii_lowercase();
    name.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(&name).to_owned()
}

/// "preference host" of `[10, host]`, `{"preference": 10, "exchange": host}`, "10 host" or a host alone.
fn exchanger(record: &Value) -> String {
    let member = |names: &[&str]| names.iter().find_map(|name| record.get(name)).unwrap_or(&Value::Null);
    let (first, host) = match record {
        Value::Array(pair) => match pair.as_slice() {
            [host] => (&Value::Null, host),
            [preference, host] => (preference, host),
            _ => panic!("MX: {record} is no pair"),
        },
        Value::Object(_) => {
            (member(&["preference", "pref", "priority"]), member(&["exchange", "exchanger", "host", "name"]))
        }
        text => (&Value::Null, text),
    };
    let host = host.as_str().unwrap_or_else(|| panic!("MX: {record} names no host")).trim();
    let (preference, host) = match (preference(first), host.split_once(char::is_whitespace)) {
        (Some(preference), _) => (preference, host),
        (None, Some((digits, host))) if digits.parse::<u64>().is_ok() => {
            (digits.parse().unwrap_or(0), host.trim())
        }
        (None, _) => (0, host),
    };
    format!("{preference} {}", name(host))
}

/// A record is one character-string or a list of them; a character stands for an octet.
fn octets_of_record(record: &Value) -> Vec<u8> {
    match record {
        Value::Array(strings) => strings.iter().flat_map(octets_of_string).collect(),
        string => octets_of_string(string),
    }
}

/// Where a character stands for no octet, the text is meant as UTF-8.
fn octets_of_string(string: &Value) -> Vec<u8> {
    let text = string.as_str().unwrap_or_else(|| panic!("{string} is no character-string"));
    let octets: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    octets.unwrap_or_else(|| text.as_bytes().to_vec())
}

#[test]
fn every_form_of_a_record_is_read() {
    use serde_json::json;

    let exchangers = |listed: Value| {
        let records = records(&listed, RecordType::Mx).expect("it is listed");
        records.iter().map(|record| String::from_utf8_lossy(record).into_owned()).collect::<Vec<_>>()
    };
    let expected = ["10 mx.test", "20 b.test"];
    for listed in [
        json!([[10, "mx.test"], [20, "B.test."]]),
        json!(["10 mx.test.", "20 b.test"]),
        json!([{ "preference": 10, "exchange": "mx.test" }, { "pref": "20", "host": "b.test" }]),
        json!([["10", "mx.test"], "20\tb.test"]),
    ] {
        assert_eq!(exchangers(listed.clone()), expected, "{listed}");
    }
    for listed in [json!("mx.test"), json!(["mx.test"]), json!([["mx.test"]]), json!([0, "mx.test"])] {
        assert_eq!(exchangers(listed.clone()), ["0 mx.test"], "{listed}");
    }
    assert_eq!(exchangers(json!([[0, "."]])), ["0 ."]);
    let flood: Vec<Value> = (0..2000).map(|place| json!(format!("{place} mx{place}.test"))).collect();
    assert_eq!(exchangers(Value::Array(flood)).len(), 2000);
    let texts = |listed: Value| records(&listed, RecordType::Txt);
    for listed in [json!("a\u{e9}"), json!(["a\u{e9}"]), json!([["a", "\u{e9}"]])] {
        assert_eq!(texts(listed), Some(vec![b"a\xe9".to_vec()]));
    }
    assert_eq!(texts(json!(["\u{3042}"])), Some(vec!["\u{3042}".as_bytes().to_vec()]));
    assert_eq!((texts(Value::Null), texts(json!([]))), (None, Some(vec![])));
    assert_eq!(records(&json!(["192.0.2.1", "none"]), RecordType::A).map(|list| list.len()), Some(2));
    for (node, expected) in [
        (json!({ "RCODE": "SERVFAIL" }), "ServFail"),
        (json!({ "RCODE": ["timeout"] }), "Unreachable"),
        (json!({ "RCODE": "REFUSED" }), "ServFail"),
        (json!({ "RCODE": "NXDOMAIN" }), "NxDomain"),
        (json!({ "_servfail": true }), "ServFail"),
        (json!({ "_timeout": true }), "Unreachable"),
        (json!({ "TXT": [] }), "None"),
    ] {
        assert!(format!("{:?}", failure(&node)).replace("Some(", "").starts_with(expected), "{node}");
    }
}
