//! What RFC 8617 §5.2 asks of a validator, and how its questions are put.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
mod signer;

use std::collections::BTreeSet;

use common::recorded;
use serde_json::{Value, json};
use signer::{Key, Signer, arc::Sealer};
use waxseal::{
    Analysis, Circumstances,
    dns::{Answer, Answers, Outcome, Provenance, Query, UnreachableReason},
};

const MESSAGE: &str = "From: a@sender.example\r\nSubject: Lunch\r\n\r\nAre we hungry yet?\r\n";

fn sealer<'a>(key: &'a Key, domain: &'a str) -> Sealer<'a> {
    let results = "mx.example; dkim=pass header.d=sender.example";
    Sealer { key, domain, selector: "s", fields: "from:subject", results }
}

/// [`MESSAGE`], sealed by each of these in turn.
fn sealed(key: &Key, domains: &[&str]) -> Vec<u8> {
    domains.iter().fold(MESSAGE.into(), |message, domain| sealer(key, domain).seal(&message))
}

fn record(key: &Key) -> Answer {
    let records = vec![key.record().into_bytes()];
    Answer {
        outcome: Outcome::Records { records, aliases: Vec::new(), ttl: None },
        provenance: Provenance::Recorded,
    }
}

/// The report, and the keys that are asked for.
fn evaluate(analysis: &Analysis, answers: &Answers) -> (Value, Vec<Query>) {
    let evaluation = analysis.evaluate(answers, &Circumstances::default(), None);
    let queries = evaluation.requests.into_iter().map(|request| request.query);
    let keys = queries.filter(|query| query.name.as_str().contains("._domainkey."));
    (recorded::value(&evaluation.report), keys.collect())
}

/// The report once every question has this answer.
fn settle(message: &[u8], answer: &Answer) -> Value {
    let analysis = common::analyse(message, message.len());
    let circumstances = Circumstances::default();
    let report =
        common::settle(&analysis, Answers::default(), &circumstances, None, &mut |_| vec![answer.clone()]);
    recorded::value(&report)
}

fn result(message: &[u8], key: &Key) -> String {
    let report = settle(message, &record(key));
    report["arc"]["result"].as_str().expect("a chain has a result").to_owned()
}

#[test]
fn every_octet_of_the_sets_counts() {
    let key = Key::load("ed25519");
    let message = sealed(&key, &["a.example", "b.example"]);
    assert_eq!(result(&message, &key), "pass");
    for place in 0..message.len() - MESSAGE.len() {
        let mut changed = message.clone();
        changed[place] = b'*';
        assert_eq!(result(&changed, &key), "fail", "octet {place}");
    }
}

/// Step 1.
#[test]
fn fifty_sets_are_a_chain_and_one_more_is_none() {
    let key = Key::load("ed25519");
    let fifty = sealed(&key, &["a.example"; 50]);
    assert_eq!(result(&fifty, &key), "pass");
    let more = sealer(&key, "a.example").seal(&fifty);
    let report = settle(&more, &record(&key));
    assert_eq!(report["arc"]["cause"]["code"], "arc.chain.too-many-sets");
    assert!(!report["queries"].to_string().contains("_domainkey"));
}

/// Step 5: what changes between two sets leaves the chain valid.
#[test]
fn the_oldest_set_that_still_verifies_is_found() {
    let key = Key::load("ed25519");
    let mut message = sealed(&key, &["a.example", "b.example"]);
    message.extend_from_slice(b"-- \r\nA footer.\r\n");
    assert_eq!(result(&message, &key), "fail");
    let message = sealer(&key, "c.example").seal(&message);
    let message = sealer(&key, "d.example").seal(&message);
    let arc = &settle(&message, &record(&key))["arc"];
    assert_eq!((&arc["result"], &arc["oldest_pass"]), (&json!("pass"), &json!(3)));
}

#[test]
fn a_name_that_dkim_asks_for_too_is_one_question() {
    let key = Key::load("ed25519");
    let signed = Signer::new(&key, "a.example", "s", "from:subject").sign(&key, MESSAGE.as_bytes());
    let message = sealer(&key, "b.example").seal(&sealer(&key, "a.example").seal(&signed));
    let analysis = common::analyse(&message, message.len());
    let evaluation = analysis.evaluate(&Answers::default(), &Circumstances::default(), None);
    let requests = serde_json::to_value(&evaluation.requests).expect("requests are plain data");
    let requests = requests.as_array().expect("a list").iter();
    let keys = requests.filter(|one| one["name"].as_str().is_some_and(|name| name.contains("._domainkey.")));
    let purposes: Vec<_> = keys.map(|one| &one["purposes"]).collect();
    let seal = |instance| json!({ "kind": "arc_seal_key", "instance": instance });
    let message = |instance| json!({ "kind": "arc_message_key", "instance": instance });
    let dkim = json!({ "kind": "dkim_key", "signature": 0 });
    assert_eq!(purposes, [&json!([dkim, seal(1), message(1)]), &json!([message(2), seal(2)])]);
}

/// Whatever the order of the answers, nothing is pending once nothing is asked, and what is settled
/// stays.
#[test]
fn questions_are_open_while_something_is_pending() {
    let key = Key::load("ed25519");
    let message = sealed(&key, &["a.example", "b.example", "c.example"]);
    let analysis = common::analyse(&message, message.len());
    let (_, all) = evaluate(&analysis, &Answers::default());
    assert_eq!(all.len(), 3);
    let lost = Answer {
        outcome: Outcome::Unreachable { reason: UnreachableReason::Timeout },
        provenance: Provenance::Recorded,
    };
    let gone = Answer { outcome: Outcome::NxDomain, provenance: Provenance::Recorded };
    for (middle, wanted) in [(record(&key), "pass"), (lost, "temperror"), (gone, "fail")] {
        let mut reports = BTreeSet::new();
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut answers = Answers::default();
            for place in order {
                let (report, open) = evaluate(&analysis, &answers);
                let result = &report["arc"]["result"];
                assert!(result == "pending" || result == wanted, "{result}");
                assert!(!open.is_empty() && report["arc"].to_string().contains("pending"));
                let answer = if place == 1 { middle.clone() } else { record(&key) };
                answers.insert(all[place].clone(), answer);
            }
            let (report, open) = evaluate(&analysis, &answers);
            assert_eq!(report["arc"]["result"], wanted);
            assert!(open.is_empty() && !report["arc"].to_string().contains("pending"));
            reports.insert(report["arc"].to_string());
        }
        assert_eq!(reports.len(), 1);
    }
}

#[test]
fn no_more_than_ten_names_are_asked_for() {
    let key = Key::load("ed25519");
    let domains: Vec<String> = (0..12).map(|n| format!("h{n}.example")).collect();
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let message = sealed(&key, &domains);
    let analysis = common::analyse(&message, message.len());
    let (_, asked) = evaluate(&analysis, &Answers::default());
    let newest: BTreeSet<_> = (2..12).map(|n| format!("s._domainkey.h{n}.example")).collect();
    assert_eq!(asked.iter().map(|query| query.name.to_string()).collect::<BTreeSet<_>>(), newest);
    let report = settle(&message, &record(&key));
    let arc = &report["arc"];
    assert_eq!((&arc["result"], &arc["not_checked"]), (&json!("not_checked"), &json!("key_names")));
    let verdicts = |place: usize| &arc["sets"][place]["seal"]["signature"]["verdict"];
    assert_eq!((verdicts(1), verdicts(2)), (&json!("not_checked"), &json!("pass")));
}

/// The octets that come in pieces are hashed as those that come at once.
#[test]
fn pieces_do_not_matter() {
    let key = Key::load("ed25519");
    let message = sealed(&key, &["a.example", "b.example"]);
    let whole = evaluate(&common::analyse(&message, message.len()), &Answers::default());
    for piece in [1, 7, 64] {
        assert_eq!(evaluate(&common::analyse(&message, piece), &Answers::default()), whole);
    }
}

/// A header section that was not read to its end may lack fields of the chain.
#[test]
fn a_header_that_was_cut_off_is_not_judged() {
    let key = Key::load("ed25519");
    let message = sealed(&key, &["a.example"]);
    let message = ["X-One: 1\r\n".repeat(2000).as_bytes(), &message].concat();
    let report = settle(&message, &record(&key));
    assert_eq!(
        (&report["arc"]["result"], &report["arc"]["not_checked"]),
        (&json!("not_checked"), &json!("header"))
    );
    assert!(!report["queries"].to_string().contains("_domainkey"));
}
