//! What holds for every message, signature and answer.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
mod signer;

use std::sync::LazyLock;

use common::recorded::{Recorded, value};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use signer::{Canon, Key, Signer, zone};
use waxseal::{
    Circumstances,
    dns::{Answer, Answers, Outcome, Provenance, Query},
};

static ED25519: LazyLock<Key> = LazyLock::new(|| Key::load("ed25519"));
static RSA: LazyLock<Key> = LazyLock::new(|| Key::load("rsa1024"));

/// A message and how it is signed.
#[derive(Debug, Clone)]
struct Made {
    /// The fields besides From: name and value.
    fields: Vec<(String, String)>,
    body: String,
    header: Canon,
    body_canon: Canon,
    rsa: bool,
}

impl Made {
    fn key(&self) -> &'static Key {
        if self.rsa { &RSA } else { &ED25519 }
    }

    fn source(&self) -> String {
        let field = |(name, value): &(String, String)| [name, ":", value, "\r\n"].concat();
        let fields = self.fields.iter().map(field).collect::<String>();
        format!("From: a@sender.example\r\n{fields}\r\n{}", self.body)
    }

    fn signed(&self) -> Vec<u8> {
        let names: Vec<&str> = self.fields.iter().map(|(name, _)| name.as_str()).collect();
        let list = [&["from"][..], &names].concat().join(":");
        Signer::new(self.key(), "sender.example", "s", &list)
            .canon(self.header, self.body_canon)
            .sign(self.key(), self.source().as_bytes())
    }

    fn zone(&self) -> String {
        zone::txt("s._domainkey.sender.example", &self.key().record())
    }

    fn report(&self, message: &[u8]) -> Value {
        let recorded = Recorded { zones: vec![self.zone()], ..Recorded::default() };
        value(&recorded.report(message, message.len()))
    }
}

fn made() -> impl Strategy<Value = Made> {
    let name = select(vec!["Subject", "To", "Date", "X-One", "x-two", "X-One", "Message-ID"]);
    let value = vec(select(vec!["a", "B", "é", " ", "  ", "\t", "\r\n ", "\r\n\t", ":", ";", "="]), 0..12);
    // A line of white space alone is a field's end in some eyes: no part of what is tested here.
    let value = value.prop_map(|parts| format!(" v{}", parts.concat().replace("\r\n", "\r\n x")));
    let line =
        vec(select(vec!["a", "b", "ü", " ", "  ", "\t", ".", "-"]), 0..8).prop_map(|parts| parts.concat());
    let body = vec((line, select(vec!["\r\n", "\r\n\r\n", "\r\n \r\n"])), 0..8)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect::<String>());
    let canon = || select(Canon::ALL.to_vec());
    (vec((name.prop_map(str::to_owned), value), 0..6), body, canon(), canon(), any::<bool>())
        .prop_map(|(fields, body, header, body_canon, rsa)| Made { fields, body, header, body_canon, rsa })
}

fn result(report: &Value) -> &str {
    report["dkim"][0]["result"].as_str().expect("a signature has a result")
}

/// Whether the octet at `at` is one that canonicalization or the syntax of the field may ignore.
fn is_loose(octet: u8) -> bool {
    octet.is_ascii_whitespace() || matches!(octet, b':' | b';' | b'=')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_signed_verifies(made in made()) {
        let report = made.report(&made.signed());
        prop_assert_eq!(result(&report), "pass", "{}", report["findings"]);
    }

    #[test]
    fn a_changed_signed_octet_fails(made in made(), place in any::<prop::sample::Index>()) {
        let mut message = made.signed();
        let start = message.len() - made.source().len();
        let at = start + place.index(made.source().len());
        prop_assume!(!is_loose(message[at]));
        // Another letter in another case: names of fields are compared without it.
        message[at] = if message[at] == b'q' { b'z' } else { b'q' };
        let report = made.report(&message);
        prop_assert_ne!(result(&report), "pass");
    }

    #[test]
    fn an_unsigned_field_changes_no_verdict(made in made(), text in "[ -~]{0,40}") {
        let signed = made.signed();
        let message = [format!("X-Unsigned: {text}\r\n").as_bytes(), &signed].concat();
        let (before, after) = (made.report(&signed), made.report(&message));
        prop_assert_eq!(result(&after), "pass");
        let unsigned = |report: &Value| report["dkim"][0]["coverage"]["unsigned_fields"].as_array().map(Vec::len);
        prop_assert_eq!(unsigned(&after), unsigned(&before).map(|count| count + 1));
    }

    #[test]
    fn pieces_do_not_matter(made in made(), junk in vec(any::<u8>(), 0..200), piece in 1_usize..40) {
        for message in [made.signed(), junk.clone(), [made.signed(), junk.clone()].concat()] {
            let recorded = Recorded { zones: vec![made.zone()], ..Recorded::default() };
            prop_assert_eq!(recorded.report(&message, piece), recorded.report(&message, message.len()));
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter(made in made(), others in vec(0_usize..4, 1..4)) {
        let query = query(&made);
        let answers: Vec<_> = others.iter().map(|other| answer(&made, *other)).collect();
        let forth = evaluate(&made, &query, answers.iter());
        let back = evaluate(&made, &query, answers.iter().rev());
        prop_assert_eq!(forth, back);
    }

    #[test]
    fn an_answer_to_another_question_changes_nothing(made in made(), name in "[a-z]{1,8}\\.example") {
        let query = query(&made);
        let good = answer(&made, 0);
        let settled = evaluate(&made, &query, [&good].into_iter());
        let other = zone::txt(&name, "v=DKIM1; p=");
        let mut answers = Answers::default();
        for (query, outcome) in waxseal::dns::zone::parse(&other, &common::platform::native()).answers {
            answers.insert(query, Answer { outcome, provenance: Provenance::Recorded });
        }
        answers.insert(query, good);
        prop_assert_eq!(evaluate_with(&made, &answers), settled);
    }

    #[test]
    fn a_record_entered_wrongly_is_mended(made in made(), mistake in select(MISTAKES.to_vec())) {
        let record = mistake(&made.key().record());
        let report = |record: &str| {
            let zones = vec![zone::txt("s._domainkey.sender.example", record)];
            let message = made.signed();
            value(&Recorded { zones, ..Recorded::default() }.report(&message, message.len()))
        };
        let wrong = report(&record);
        prop_assert_eq!(result(&wrong), "permerror", "{}", record);
        let repair = &wrong["dkim"][0]["keys"][0]["repair"];
        prop_assert_eq!(&repair["proof"], "pass", "{}", wrong["findings"]);
        let right = report(repair["record"].as_str().expect("a record is text"));
        prop_assert_eq!(result(&right), "pass", "{}", right["findings"]);
    }

    #[test]
    fn a_plain_source_is_read_as_it_is(made in made()) {
        let message = made.signed();
        let reading = waxseal::paste::read(&message);
        prop_assert_eq!(reading.messages.len(), 1);
        let drafts = &reading.messages[0].drafts;
        prop_assert_eq!(drafts.len(), 1);
        prop_assert_eq!(&drafts[0].octets, &message);
        prop_assert!(drafts[0].repairs.is_empty());
    }

    #[test]
    fn any_octets_are_read(
        junk in vec(select(JUNK.to_vec()), 0..80),
        octets in vec(any::<u8>(), 0..300),
        mark in select(vec!["> ", "\t", "From a Mon 10:00 2026\n", "```\n", "\u{feff}", "\u{d0}\u{cf}"]),
    ) {
        let text = junk.concat();
        let lines: String = text.lines().map(|line| [mark, line, "\n"].concat()).collect();
        for pasted in [text.as_bytes(), lines.as_bytes(), &octets, &[text.as_bytes(), &octets].concat()] {
            let reading = waxseal::paste::read(pasted);
            prop_assert!(reading.messages.len() <= waxseal::paste::MAX_MESSAGES);
            let readable = reading.messages.iter().chain(&reading.others);
            for message in readable {
                prop_assert!((1..=waxseal::paste::MAX_READINGS).contains(&message.drafts.len()));
            }
            let mut pasted = common::paste(pasted, 7);
            for index in 0..pasted.count().min(3) {
                prop_assert!(pasted.choose(index));
                let _ = pasted.evaluate(&Answers::default(), &Circumstances::default(), Some(0));
            }
        }
    }

    #[test]
    fn nothing_makes_it_panic(junk in vec(select(JUNK.to_vec()), 0..60)) {
        let message = junk.concat();
        let recorded = Recorded { zones: vec![message.clone()], now: Some(0), ..Recorded::default() };
        let report = value(&recorded.report(message.as_bytes(), 5));
        let findings = report["findings"].as_array().expect("a report lists its findings");
        for finding in findings {
            let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
            // Of the source as it was read, which repairs may have made longer.
            prop_assert!(end.as_u64().unwrap_or(0) <= report["source"]["octets"].as_u64().unwrap_or(0));
            prop_assert!(start.as_u64() <= end.as_u64());
        }
    }
}

/// What people make of a record on its way into the DNS.
const MISTAKES: &[fn(&str) -> String] = &[
    |record| record.replace(';', "\\;"),
    |record| record.replacen(';', "\\;", 1),
    |record| format!("\"{record}\""),
    |record| format!("'{record}'"),
    |record| record.replace("p=", "p=\\n"),
    |record| record.replace("p=", "p=\u{a0}"),
    |record| record.replace("p=", "p=-----BEGIN PUBLIC KEY----- ") + " -----END PUBLIC KEY-----",
    |record| record.replace("v=DKIM1; ", "") + "; v=DKIM1",
    |record| record.replace("DKIM1", "DKIM2"),
    |record| record.replace("k=rsa", "k=ed").replace("k=ed25519", "k=rsa").replace("k=ed;", "k=ed25519;"),
];

/// Pieces that messages, signatures and records are made of.
const JUNK: &[&str] = &[
    "DKIM-Signature:",
    "From:",
    "Subject:",
    "Received:",
    "\r\n",
    "\n",
    "\r",
    " ",
    "\t",
    "v=1;",
    "a=rsa-sha256;",
    "a=ed25519-sha256;",
    "c=relaxed/simple;",
    "d=sender.example;",
    "s=s;",
    "h=from;",
    "h=from:subject;",
    "bh=AAAA;",
    "b=AAAA",
    "l=1;",
    "x=1;",
    "t=99999999999999999999;",
    "i=@sender.example;",
    "<a@b.example>",
    "\"",
    "\\",
    "(",
    ")",
    ":",
    ";",
    "=",
    "=?utf-8?B?w6k=?=",
    "=?iso-2022-jp?Q?=1B$B?=",
    "é",
    "\u{feff}",
    "\0",
    "From a@b.example\n",
    "From a@b.example Mon Nov 23 10:00:00 2026\n",
    "Content-Type: multipart/mixed; boundary=x\n",
    "Content-Type: message/rfc822\n",
    "--x\n",
    "--x--\n",
    "MIME-Version: 1.0\n",
    "&lt;",
    "=3D",
    "> ",
    "|",
    "1: ",
    "\u{a0}",
    "$B",
    "(B",
    "```\n",
    "v=DKIM1; p=",
    "k=ed25519;",
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC",
    "\\;",
    "-----BEGIN PUBLIC KEY-----",
    "Authentication-Results: mx; dkim=pass header.d=sender.example\r\n",
    "s._domainkey.sender.example. IN TXT ",
    "IN CNAME ",
    ",",
    "@",
];

fn query(made: &Made) -> Query {
    let message = made.signed();
    let analysis = common::analyse(&message, message.len());
    let evaluation = analysis.evaluate(&Answers::default(), &Circumstances::default(), None);
    evaluation.requests[0].query.clone()
}

fn answer(made: &Made, which: usize) -> Answer {
    let record =
        |text: String| Outcome::Records { records: vec![text.into_bytes()], aliases: Vec::new(), ttl: None };
    let outcome = match which {
        0 => record(made.key().record()),
        1 => record("v=DKIM1; p=".to_owned()),
        2 => Outcome::NxDomain,
        _ => Outcome::ServFail { rcode: 2, errors: Vec::new() },
    };
    Answer { outcome, provenance: Provenance::Recorded }
}

fn evaluate<'a>(made: &Made, query: &Query, given: impl Iterator<Item = &'a Answer>) -> Value {
    let mut answers = Answers::default();
    for answer in given {
        answers.insert(query.clone(), answer.clone());
    }
    evaluate_with(made, &answers)
}

fn evaluate_with(made: &Made, answers: &Answers) -> Value {
    let message = made.signed();
    let analysis = common::analyse(&message, message.len());
    let evaluation = analysis.evaluate(answers, &Circumstances::default(), None);
    value(&evaluation.report)
}
