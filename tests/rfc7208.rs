//! The examples of RFC 7208, and what an evaluation tells beside its verdict.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
#[path = "common/spf.rs"]
mod spf;

use common::platform;
use serde_json::{Value, json};
use spf::Zone;
use waxseal::{
    dns::{Answer, Answers, Name, NotAskedReason, Outcome, Provenance, Query, RecordType, UnreachableReason},
    spf::{Cause, Evaluation, Explanation, Identity, Limits, Session, SpfResult, check_host},
};

/// RFC 7208 Appendix A.
const EXAMPLES: &str = "\
$ORIGIN example.com.
@      MX 10 mail-a
@      MX 20 mail-b
@      A 192.0.2.10
@      A 192.0.2.11
amy    A 192.0.2.65
bob    A 192.0.2.66
mail-a A 192.0.2.129
mail-b A 192.0.2.130
www    CNAME example.com.
$ORIGIN example.org.
@      MX 10 mail-c
mail-c A 192.0.2.140
$ORIGIN 2.0.192.in-addr.arpa.
10  PTR example.com.
11  PTR example.com.
65  PTR amy.example.com.
66  PTR bob.example.com.
129 PTR mail-a.example.com.
130 PTR mail-b.example.com.
140 PTR mail-c.example.org.
$ORIGIN 113.0.203.in-addr.arpa.
4   PTR bob.example.com.
";

fn check(record: &str, more: &str, client: &str) -> Evaluation {
    let zone = format!("{EXAMPLES}$ORIGIN .\nexample.com. TXT \"{record}\"\n{more}");
    Zone::read(&zone.replace("$ORIGIN .\n", "")).check(client).evaluation
}

/// The result for a client, of a record at example.com.
fn result(record: &str, more: &str, client: &str) -> &'static str {
    check(record, more, client).result.name()
}

/// The codes of what was noticed.
fn codes(evaluation: &Evaluation) -> Vec<&'static str> {
    evaluation.problems.iter().map(|noted| noted.problem.code()).collect()
}

#[test]
fn appendix_a_1_simple_examples() {
    let table: [(&str, &[&str], &[&str]); 9] = [
        ("v=spf1 +all", &["192.0.2.1", "2001:db8::1"], &[]),
        ("v=spf1 a -all", &["192.0.2.10", "192.0.2.11"], &["192.0.2.65"]),
        ("v=spf1 a:example.org -all", &[], &["192.0.2.10", "192.0.2.140"]),
        ("v=spf1 mx -all", &["192.0.2.129", "192.0.2.130"], &["192.0.2.10"]),
        ("v=spf1 mx:example.org -all", &["192.0.2.140"], &["192.0.2.129"]),
        ("v=spf1 mx mx:example.org -all", &["192.0.2.129", "192.0.2.130", "192.0.2.140"], &["192.0.2.1"]),
        ("v=spf1 mx/30 mx:example.org/30 -all", &["192.0.2.131", "192.0.2.143"], &["192.0.2.132"]),
        ("v=spf1 ptr -all", &["192.0.2.65"], &["192.0.2.140", "203.0.113.4", "198.51.100.1"]),
        ("v=spf1 ip4:192.0.2.128/28 -all", &["192.0.2.129", "::ffff:192.0.2.129"], &["192.0.2.65"]),
    ];
    for (record, pass, fail) in table {
        for client in pass {
            assert_eq!(result(record, "", client), "pass", "{record} {client}");
        }
        for client in fail {
            assert_eq!(result(record, "", client), "fail", "{record} {client}");
        }
    }
}

#[test]
fn appendix_a_2_to_a_4_several_records() {
    let more = "la.example.org. TXT \"v=spf1 include:mx.example.org include:no.example.org -all\"\n\
        mx.example.org. TXT \"v=spf1 mx:example.org -all\"\nno.example.org. TXT \"v=spf1 -all\"\n";
    assert_eq!(result("v=spf1 redirect=la.example.org", more, "192.0.2.140"), "pass");
    assert_eq!(result("v=spf1 redirect=la.example.org", more, "192.0.2.10"), "fail");

    let more = "mobile._spf.example.com. TXT \"v=spf1 exists:%{l1r+}.%{d}\"\na.mobile._spf.example.com. A 127.0.0.2\n";
    let evaluation = check("v=spf1 mx include:mobile._spf.%{d} -all", more, "198.51.100.1");
    assert_eq!(evaluation.result, SpfResult::Pass);
    let asked = |name: &str| {
        let of = |text: &str| Name::from_dns(text.as_bytes()).unwrap();
        evaluation.questions.iter().find(|question| question.query.name == of(name)).unwrap()
    };
    assert!(
        asked("a.mobile._spf.example.com").tells_sender && !asked("mobile._spf.example.com").tells_sender
    );

    let more = "ip4._spf.example.com. TXT \"v=spf1 -ip4:192.0.2.0/24 +all\"\n\
        ptr._spf.example.com. TXT \"v=spf1 -ptr:example.com +all\"\n";
    let record = "v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all";
    assert_eq!(result(record, more, "192.0.2.65"), "pass");
    assert_eq!(result(record, more, "192.0.2.140"), "fail");
    assert_eq!(result(record, more, "203.0.113.4"), "fail");
}

#[test]
fn tells_what_was_asked_and_what_matched() {
    let more = "a.example. TXT \"v=spf1 mx:example.org ip4:192.0.2.66 -all\"\n";
    let evaluation = check("v=spf1 a include:a.example ?all", more, "192.0.2.66");
    let value = serde_json::to_value(&evaluation).unwrap();
    assert_eq!(value["result"], "pass");
    assert_eq!(value["sender"], "a@example.com");
    assert_eq!(value["explanation"], json!({ "kind": "absent" }));
    let names: Vec<String> = value["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| {
            format!("{} {}", question["name"].as_str().unwrap(), question["type"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        names,
        ["example.com TXT", "example.com A", "a.example TXT", "example.org MX", "mail-c.example.org A"]
    );
    let (root, child) = (&value["nodes"][0], &value["nodes"][1]);
    assert_eq!(root["decided_by"], 1);
    assert_eq!((&root["counted_terms"], &root["void_look_ups"]), (&json!(3), &json!(0)));
    assert_eq!(child["parent"], json!({ "node": 0, "term": 1 }));
    assert_eq!((&child["counted_terms"], &child["decided_by"]), (&json!(1), &json!(1)));
    let states = |node: &Value| -> Vec<String> {
        let terms = node["terms"].as_array().unwrap().iter();
        terms
            .map(|term| format!("{} {}", term["text"].as_str().unwrap(), term["state"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(states(root), ["a no_match", "include:a.example match", "?all not_reached"]);
    assert_eq!(states(child), ["mx:example.org no_match", "ip4:192.0.2.66 match", "-all not_reached"]);
    assert_eq!(child["terms"][0]["questions"], json!([3, 4]));
    assert_eq!(child["terms"][0]["span"], json!({ "start": 7, "end": 21 }));
    assert_eq!(child["terms"][0]["target"], "example.org");
}

#[test]
fn names_the_cause_and_its_section() {
    let many: Vec<String> = (0..11).map(|n| format!("h.example. MX {n} m{n}.example.\n")).collect();
    let many = many.concat();
    let table = [
        ("v=spf1 a:b", "", Cause::Syntax, "4.6"),
        ("v=spf1 exists:a.example exists:b.example exists:c.example", "", Cause::VoidLookUps, "4.6.4"),
        ("v=spf1 mx:h.example", &many, Cause::Exchangers, "4.6.4"),
        ("v=spf1 include:a.example", "", Cause::Include, "5.2"),
        ("v=spf1 include:example.net", "example.net. TXT \"x\"\n", Cause::Include, "5.2"),
        ("v=spf1 redirect=a.example", "", Cause::Redirect, "6.1"),
        ("v=spf1 redirect=%{h}", "", Cause::Redirect, "6.1"),
        ("v=spf1 include:example.com", "", Cause::Terms, "4.6.4"),
        ("v=spf1 include:a.example", "a.example. TXT \"v=spf1 -foo\"\n", Cause::Syntax, "4.6"),
        ("v=spf1 ?all\"\nexample.com. TXT \"v=spf1 -all", "", Cause::SeveralRecords, "4.5"),
    ];
    for (record, more, cause, section) in table {
        let evaluation = check(record, more, "198.51.100.1");
        assert_eq!((evaluation.result, evaluation.cause), (SpfResult::PermError, Some(cause)), "{record}");
        assert_eq!(cause.reference().unwrap().section, section);
    }
    let ten = format!("v=spf1 {}-all", "a:mail-c.example.org ".repeat(10));
    assert_eq!(result(&ten, "", "198.51.100.1"), "fail");
    let eleven = check(&format!("v=spf1 {}-all", "a:mail-c.example.org ".repeat(11)), "", "198.51.100.1");
    assert_eq!(eleven.cause, Some(Cause::Terms));
    assert_eq!(codes(&eleven), ["spf.record.too-many-terms"]);
}

#[test]
fn notices_what_is_risky_or_wrong_beside_the_verdict() {
    let noticed = |record: &str, client: &str| codes(&check(record, "", client));
    assert_eq!(noticed("v=spf1 +all", "192.0.2.1"), ["spf.record.pass-all"]);
    assert_eq!(
        noticed("v=spf1 ip4:10.0.0.0/15 ip4:10.0.0.0/16 -all", "192.0.2.1"),
        ["spf.record.wide-range"]
    );
    assert_eq!(
        noticed("v=spf1 ip6:2001:db8::/31 ip6:2001:db8::/32 -all", "192.0.2.1"),
        ["spf.record.wide-range"]
    );
    assert_eq!(noticed("v=spf1 -ip4:0.0.0.0/0 ~all", "192.0.2.1"), [""; 0]);
    assert_eq!(noticed("v=spf1 ?ptr a/8//64 -all", "192.0.2.1"), ["spf.record.ptr", "spf.record.wide-range"]);
    assert_eq!(
        noticed("v=spf1 -all a redirect=b.example", "192.0.2.1"),
        ["spf.record.never-reached", "spf.record.never-reached"]
    );
    let eleven = format!("v=spf1 a {}-all", "mx ".repeat(10));
    assert_eq!(noticed(&eleven, "192.0.2.10"), ["spf.record.terms-over-limit"]);
    assert_eq!(noticed("v=spf1 exists:%{l}..example.com ~all", "192.0.2.10"), ["spf.record.invalid-target"]);
    assert_eq!(noticed("v=spf1 a:mail.local ~all", "192.0.2.10"), ["spf.record.private-target"]);
    assert_eq!(noticed("v=spf1 foo %x", "192.0.2.1"), ["spf.record.syntax", "spf.record.syntax"]);
    for record in ["v=spf1", "v=spf1 a", "v=spf1 a ?all"] {
        assert_eq!(noticed(record, "192.0.2.1"), ["spf.record.no-all"], "{record}");
    }
    let zone = |text: &str| codes(&Zone::read(text).check("192.0.2.1").evaluation);
    assert_eq!(zone("example.com. TXT \"v=spf2 -all\"\n"), ["spf.record.misspelt"]);
    assert_eq!(zone("example.com. TXT x\n"), ["spf.record.absent"]);
}

#[test]
fn takes_the_explanation_of_the_record_that_decided() {
    let more = "e.example. TXT \"See http://%{d}/why?s=%{S}&i=%{I}\"\nf.example. TXT \"no\"\n\
        r.example. TXT \"v=spf1 exp=f.example -all\"\ni.example. TXT \"v=spf1 exp=f.example all\"\n";
    let text = |record: &str| match check(record, more, "192.0.2.1").explanation {
        Explanation::Text { text } => text,
        other => format!("{other:?}"),
    };
    assert_eq!(text("v=spf1 exp=e.example -all"), "See http://example.com/why?s=a%40example.com&i=192.0.2.1");
    assert_eq!(text("v=spf1 exp=e.example redirect=r.example"), "no");
    assert_eq!(text("v=spf1 exp=e.example -include:i.example"), text("v=spf1 exp=e.example -all"));
    assert_eq!(text("v=spf1 -include:i.example"), "Absent");
    assert_eq!(text("v=spf1 exp=e.example ~all"), "Absent");
    assert_eq!(text("v=spf1 exp=none.example -all"), "Absent");
}

fn session<'a>(helo: &'a [u8], mail_from: &'a [u8]) -> Session<'a> {
    let client = "192.0.2.1".parse().expect("an address");
    Session { client, helo, mail_from, receiver: None, now: None }
}

#[test]
fn reads_the_identities() {
    let sender = |identity, helo: &str, mail_from: &str| {
        let session = session(helo.as_bytes(), mail_from.as_bytes());
        let evaluation =
            check_host(&session, identity, Limits::default(), &Answers::default(), &platform::native());
        let asked = evaluation.requests().next().map(|query| query.name.to_string());
        (evaluation.sender.clone(), asked.unwrap_or_else(|| evaluation.result.name().to_owned()))
    };
    let pair = |sender: &str, asked: &str| (sender.to_owned(), asked.to_owned());
    let (helo, mail_from) = (Identity::Helo, Identity::MailFrom);
    assert_eq!(sender(mail_from, "h.example", "A@B.example"), pair("A@b.example", "b.example"));
    assert_eq!(sender(helo, "H.example.", "a@b.example"), pair("postmaster@h.example", "h.example"));
    assert_eq!(sender(mail_from, "h.example", ""), pair("postmaster@h.example", "h.example"));
    assert_eq!(sender(mail_from, "h.example", "@b.example"), pair("postmaster@b.example", "b.example"));
    assert_eq!(sender(mail_from, "h.example", "b.example"), pair("postmaster@b.example", "b.example"));
    assert_eq!(sender(mail_from, "h.example", "\"a@c\"@b.example"), pair("\"a@c\"@b.example", "b.example"));
    assert_eq!(
        sender(mail_from, "h", "a@bücher.example"),
        pair("a@xn--bcher-kva.example", "xn--bcher-kva.example")
    );
    assert_eq!(
        sender(mail_from, "h.example", "@x.example,@y.example:a@b.example"),
        pair("a@b.example", "b.example")
    );
    let (long, label) = ("a".repeat(1025), "a.".repeat(600));
    assert_eq!(sender(mail_from, "h.example", &format!("{long}@b.example")).1, "none");
    assert_eq!(sender(mail_from, "h.example", &format!("a@{label}example")).1, "none");
    assert_eq!(sender(helo, &format!("h.example.{label}"), "").1, "none");
    for name in ["localhost", "[192.0.2.1]", "a..example", "", "a b.example"] {
        assert_eq!(sender(helo, name, "").1, "none", "{name}");
    }
    // RFC 8616 §4: a local part that is not ASCII matches nothing.
    let zone = Zone::read(
        "b.example. TXT \"v=spf1 exists:%{l}.b.example include:%{s} -all\"\n*.b.example. A 127.0.0.1\n"
            .replace("*.", "x.")
            .as_str(),
    );
    let run =
        spf::settle(&session(b"h.example", "é@b.example".as_bytes()), Answers::default(), &mut |query| {
            zone.answer(query)
        });
    assert_eq!((run.evaluation.result, run.asked.len()), (SpfResult::Fail, 1));
}

#[test]
fn another_text_beside_the_record_is_no_other_answer() {
    let mut answers = Answers::default();
    let query = Query { name: Name::from_dns(b"example.com").unwrap(), record_type: RecordType::Txt };
    let mut check = |records: &[&str]| {
        let records = records.iter().map(|text| text.as_bytes().to_vec()).collect();
        let outcome = Outcome::Records { records, aliases: Vec::new(), ttl: None };
        answers.insert(query.clone(), Answer { outcome, provenance: Provenance::Nobody });
        let session = session(b"h.example", b"a@example.com");
        check_host(&session, Identity::MailFrom, Limits::default(), &answers, &platform::native()).result
    };
    assert_eq!(check(&["v=spf1 -all", "x"]), SpfResult::Fail);
    assert_eq!(check(&["y", "v=spf1 -all"]), SpfResult::Fail);
    assert_eq!(check(&["v=spf1 +all"]), SpfResult::TempError);
}

#[test]
fn tells_apart_what_failed_and_what_was_not_asked() {
    let record = Zone::read("example.com. TXT \"v=spf1 a:b.example -all\"\n");
    let outcome = |answer: Vec<Outcome>| {
        let mut answers = Answers::default();
        let txt = Query { name: Name::from_dns(b"example.com").unwrap(), record_type: RecordType::Txt };
        answers.insert(txt.clone(), record.answer(&txt));
        let a = Query { name: Name::from_dns(b"b.example").unwrap(), record_type: RecordType::A };
        for outcome in answer {
            answers.insert(a.clone(), Answer { outcome, provenance: Provenance::Nobody });
        }
        let session = session(b"h.example", b"a@example.com");
        let one = check_host(&session, Identity::MailFrom, Limits::default(), &answers, &platform::native());
        assert_eq!(one.requests().count(), usize::from(one.result == SpfResult::Pending));
        (one.result, one.cause)
    };
    let address = |text: &str| {
        let records = vec![text.as_bytes().to_vec()];
        Outcome::Records { records, aliases: Vec::new(), ttl: None }
    };
    let unreachable = || Outcome::Unreachable { reason: UnreachableReason::Timeout };
    assert_eq!(outcome(vec![]), (SpfResult::Pending, None));
    assert_eq!(outcome(vec![address("192.0.2.1")]), (SpfResult::Pass, None));
    assert_eq!(outcome(vec![address("192.0.2.1"), unreachable()]), (SpfResult::Pass, None));
    assert_eq!(outcome(vec![unreachable()]), (SpfResult::TempError, Some(Cause::LookUp)));
    assert_eq!(
        outcome(vec![Outcome::ServFail { rcode: 2, errors: Vec::new() }]),
        (SpfResult::TempError, Some(Cause::LookUp))
    );
    assert_eq!(outcome(vec![Outcome::Declined]), (SpfResult::NotChecked, Some(Cause::Declined)));
    let limit = Outcome::NotAsked { reason: NotAskedReason::Limit };
    assert_eq!(outcome(vec![limit]), (SpfResult::NotChecked, Some(Cause::Limit)));
    let twice = vec![
        address("192.0.2.1"),
        Outcome::Records {
            records: vec![b"192.0.2.1".to_vec(), b"192.0.2.1".to_vec()],
            aliases: Vec::new(),
            ttl: Some(60),
        },
    ];
    assert_eq!(outcome(twice), (SpfResult::Pass, None));
    let differing = vec![address("192.0.2.1"), address("192.0.2.2")];
    assert_eq!(outcome(differing), (SpfResult::TempError, Some(Cause::AnswersDiffer)));
}
