//! The law of every record that is offered: once it is published in the place of the broken one, nothing that is wrong
//! with a record is found any more.
//!
//! Records are broken as people break them: characters of other widths, quotes, lost and doubled separators, misspelt
//! words, a whole line of a zone file as value, a second record beside it.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

mod common;
mod signer;

use std::{collections::BTreeSet, fmt::Write as _};

use common::recorded::{Missing, Recorded};
use proptest::{prelude::*, sample::select};
use signer::Key;
use waxseal::{Report, finding::Severity};

const DOMAIN: &str = "sender.example";

/// What else the domain publishes, so that nothing but the broken record is wrong.
const OTHERS: &str = "a.sender.example. A 192.0.2.1\nsender.example. A 192.0.2.1\nsender.example. MX 10 a.sender.example.\n\
    in.host.example. TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n";

const SPF: [&str; 4] = [
    "v=spf1 include:in.host.example -all",
    "v=spf1 mx ip4:192.0.2.1 ~all",
    "v=spf1 a:a.sender.example ip4:203.0.113.0/28 include:in.host.example ~all",
    "v=spf1 ip4:203.0.113.7 ip6:2001:db8::1 -all",
];

const DMARC: [&str; 4] = [
    "v=DMARC1; p=none; rua=mailto:reports@sender.example",
    "v=DMARC1; p=quarantine; sp=reject; adkim=s; rua=mailto:reports@sender.example",
    "v=DMARC1; p=reject; rua=mailto:a@sender.example,mailto:b@sender.example; fo=1",
    "v=DMARC1; p=quarantine; aspf=r; rua=mailto:reports@sender.example; t=y",
];

/// A slip, at a place that depends on `at`.
type Slip = fn(&str, usize) -> String;

/// Replaces one occurrence, of those that there are, or nothing.
fn replaced(text: &str, from: &str, to: &str, at: usize) -> String {
    let places: Vec<usize> = text.match_indices(from).map(|(place, _)| place).collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let place = places[at % places.len()];
    format!("{}{to}{}", &text[..place], &text[place + from.len()..])
}

/// The characters without the one at a place, with it twice, or with it and the next one in turn.
fn mistyped(text: &str, at: usize, how: usize) -> String {
    let mut all: Vec<char> = text.chars().collect();
    let place = (at * 7) % all.len();
    match how {
        0 => {
            all.remove(place);
        }
        1 => all.insert(place, all[place]),
        _ if place + 1 < all.len() => all.swap(place, place + 1),
        _ => {}
    }
    all.into_iter().collect()
}

const SLIPS: [Slip; 23] = [
    |text, at| mistyped(text, at, 0),
    |text, at| mistyped(text, at, 1),
    |text, at| mistyped(text, at, 2),
    |text, _| format!("sender.example. 3600 IN TXT \"{text}\""),
    |text, at| replaced(text, " ", "", at),
    |text, at| replaced(text, ";", "；", at),
    |text, at| replaced(text, "=", "＝", at),
    |text, at| replaced(text, ":", "：", at),
    |text, at| replaced(text, " ", "\u{3000}", at),
    |text, at| replaced(text, " ", "\u{A0}", at),
    |text, at| replaced(text, "-", "－", at),
    |text, at| replaced(text, "~", "～", at),
    |text, at| replaced(text, "@", "＠", at),
    |text, _| format!("\"{text}\""),
    |text, _| format!("“{text}”"),
    |text, _| format!("\u{FEFF}{text}"),
    |text, at| replaced(text, ";", "", at),
    |text, at| replaced(text, ";", ",", at),
    |text, at| replaced(text, ":", "=", at),
    |text, at| replaced(text, " ", "  ", at),
    |text, at| replaced(text, "v=spf1", if at.is_multiple_of(2) { "v=spf" } else { "v:spf1" }, 0),
    |text, at| {
        replaced(text, "quarantine", if at.is_multiple_of(2) { "quarentine" } else { "quarantene" }, 0)
    },
    |text, _| text.to_uppercase().replace("V=DMARC1", "v=DMARC1").replace("V=SPF1", "v=spf1"),
];

/// A record as a line of a zone file.
fn line(name: &str, text: &str) -> String {
    let mut value = String::new();
    for octet in text.bytes() {
        match octet {
            b'"' | b'\\' => {
                let _ = write!(value, "\\{}", char::from(octet));
            }
            0x20..=0x7e => value.push(char::from(octet)),
            _ => {
                let _ = write!(value, "\\{octet:03}");
            }
        }
    }
    // A string holds 255 octets; an escape is not cut.
    let mut strings: Vec<String> = vec![String::new()];
    let mut rest = value.as_str();
    while !rest.is_empty() {
        let unit = match rest.as_bytes() {
            [b'\\', b'0'..=b'9', ..] => 4,
            [b'\\', ..] => 2,
            _ => 1,
        };
        if strings.last().is_some_and(|one| one.len() + unit > 240) {
            strings.push(String::new());
        }
        strings.last_mut().expect("there is one").push_str(&rest[..unit]);
        rest = &rest[unit..];
    }
    format!("{name}. TXT \"{}\"\n", strings.join("\" \""))
}

/// The report on the domain with these records.
fn judged(zone: String, selector: &str) -> Report {
    let now = Some(1_795_435_200);
    let recorded = Recorded { zones: vec![zone], now, missing: Missing::Absent, ..Recorded::default() };
    recorded.report(format!("{DOMAIN} {selector}").trim().as_bytes(), 64)
}

/// The codes of what is wrong with a record.
fn faults(report: &Report) -> BTreeSet<&'static str> {
    let is_wrong = |code: &str| {
        ["spf.record.", "dmarc.record.", "dkim.key."].iter().any(|family| code.starts_with(family))
            // A letter that is lost in a value gives another value, which nobody can tell from the one that was meant.
            && !matches!(
                code,
                "spf.record.include-without-record" | "spf.record.dead-target" | "spf.record.wide-range"
            )
    };
    let wrong = report.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    wrong.map(|finding| finding.problem.code()).filter(|code| is_wrong(code)).collect()
}

/// Publishes what is offered for the name in the place of the broken record.
fn hold(name: &str, broken: &str, others: &str) -> Result<usize, TestCaseError> {
    let report = judged(format!("{}{others}", line(name, broken)), "");
    let mut offered = 0;
    for proposal in report.proposals.iter().filter(|one| one.published.iter().any(|text| !text.is_empty())) {
        for record in &proposal.records {
            let again = judged(format!("{}{others}", line(&proposal.name, record)), "");
            let left = faults(&again);
            prop_assert!(left.is_empty(), "{broken:?} leads to {record:?}, of which {left:?} is found");
            offered += 1;
        }
    }
    Ok(offered)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn a_record_offered_for_spf_is_sound(
        record in select(&SPF[..]), one in select(&SLIPS[..]), other in select(&SLIPS[..]), at in 0..40_usize, more in any::<bool>(),
    ) {
        let broken = one(record, at);
        let broken = if more { other(&broken, at / 2) } else { broken };
        let others = [OTHERS, &line("_dmarc.sender.example", DMARC[0])].concat();
        hold(DOMAIN, &broken, &others)?;
    }

    #[test]
    fn a_record_offered_for_dmarc_is_sound(
        record in select(&DMARC[..]), one in select(&SLIPS[..]), other in select(&SLIPS[..]), at in 0..40_usize, more in any::<bool>(),
    ) {
        let broken = one(record, at);
        let broken = if more { other(&broken, at / 2) } else { broken };
        let others = [OTHERS, &line(DOMAIN, SPF[0])].concat();
        hold("_dmarc.sender.example", &broken, &others)?;
    }

    #[test]
    fn a_key_record_offered_is_sound(
        one in select(&SLIPS[..]), other in select(&SLIPS[..]), at in 0..40_usize, more in any::<bool>(),
    ) {
        let name = "s1._domainkey.sender.example";
        let broken = one(&Key::load("rsa2048").record(), at);
        let broken = if more { other(&broken, at / 2) } else { broken };
        let others = [OTHERS, &line(DOMAIN, SPF[0]), &line("_dmarc.sender.example", DMARC[0])].concat();
        let report = judged(format!("{}{others}", line(name, &broken)), "s1");
        for key in report.domain.iter().flat_map(|domain| &domain.keys) {
            let Some(repair) = &key.repair else { continue };
            let again = judged(format!("{}{others}", line(name, &repair.record)), "s1");
            let left = faults(&again);
            prop_assert!(left.is_empty(), "{broken:?} leads to {:?}, of which {left:?} is found", repair.record);
        }
    }
}

/// Each slip alone is seen, and for most of them a record is offered.
#[test]
fn records_are_offered() {
    let others = [OTHERS, &line("_dmarc.sender.example", DMARC[0])].concat();
    let offers = |slip: &Slip| hold(DOMAIN, &slip(SPF[2], 0), &others).expect("it is sound") > 0;
    assert!(SLIPS.iter().filter(|slip| slip(SPF[2], 0) != SPF[2]).filter(|slip| offers(slip)).count() >= 8);
}
