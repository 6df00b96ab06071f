//! What is made of policy records that are wrong.

use proptest::{collection::vec, prelude::*, sample::select as any_of};

use super::{
    mend::{Reading, propose},
    record::{Policy, PolicyRecord, PublicSuffix},
};

fn record(text: &str) -> Option<String> {
    propose(Some(text.as_bytes()), "a.example", None, &[]).map(|proposed| proposed.record)
}

fn slips(text: &str) -> Vec<(&'static str, String)> {
    let found = Reading::new(text.as_bytes()).unwrap_or_default().slips;
    found.into_iter().map(|one| (one.slip.name(), one.text)).collect()
}

#[test]
fn an_address_that_runs_into_the_next_tag_is_not_offered() {
    let offered = record("v=DMARC1; rua=none; tmailto:a@a.example!10mrua=none");
    assert!(offered.is_some_and(|record| !record.contains("10m")));
    let offered = record("v=DMARC1; rua=none; rau = mailto:d@a.examplerua=mailto:d@a.example");
    assert!(offered.is_some_and(|record| !record.contains("examplerua")));
    let sized = record("v=DMARC1; p=none; rua=mailto:a@a.example!10m");
    assert_eq!(sized.as_deref(), Some("v=DMARC1; p=none; rua=mailto:a@a.example!10m"));
}

#[test]
fn slips_are_read_as_what_was_meant() {
    let wanted = "v=DMARC1; p=quarantine; rua=mailto:d@a.example";
    for text in [
        "v=DMARC1；p=quarantine；rua=mailto:d@a.example",
        "v=DMARC1; p＝quarantine; rua=mailto:d@a.example",
        "v=DMARC1; p=quarantine; rua=mailto:d＠a.example",
        "v=DMARC1; p=quarantine; rua=mailto：d@a。example",
        "ｖ＝ＤＭＡＲＣ１；　ｐ＝ｑｕａｒａｎｔｉｎｅ；　ｒｕａ＝ｍａｉｌｔｏ：ｄ＠ａ．ｅｘａｍｐｌｅ",
        "v=DMARC1;　p=quarantine;　rua=mailto:d@a.example",
        "v=DMARC1;\u{A0}p=quarantine;\u{A0}rua=mailto:d@a.example",
        "\u{FEFF}v=DMARC1; p=quarantine; rua=mailto:d@a.example",
        "“v=DMARC1; p=quarantine; rua=mailto:d@a.example”",
        "「v=DMARC1; p=quarantine; rua=mailto:d@a.example」",
        "＂v=DMARC1; p=quarantine; rua=mailto:d@a.example＂",
        "\"v=DMARC1; p=quarantine; rua=mailto:d@a.example\"",
        "'v=DMARC1; p=quarantine; rua=mailto:d@a.example'",
        "v=DMARC1; p=“quarantine”; rua=mailto:d@a.example",
        "v=DMARC1\\; p=quarantine\\; rua=mailto:d@a.example",
        "v=DMARC1; p=quarantine;\r\nrua=mailto:d@a.example",
        "v=DMARC1;\n p=quarantine;\n rua=mailto:d@a.example",
        "_dmarc.a.example. IN TXT \"v=DMARC1; p=quarantine; rua=mailto:d@a.example\"",
        "_dmarc IN TXT ( \"v=DMARC1; p=quarantine;\" \" rua=mailto:d@a.example\" )",
        "TXT v=DMARC1; p=quarantine; rua=mailto:d@a.example",
        "DMARC1; p=quarantine; rua=mailto:d@a.example",
        "p=quarantine; rua=mailto:d@a.example",
        "v:DMARC1; p=quarantine; rua=mailto:d@a.example",
        "v=dmarc1; p=quarantine; rua=mailto:d@a.example",
        "v=DMARC 1; p=quarantine; rua=mailto:d@a.example",
        " v=DMARC1; p=quarantine; rua=mailto:d@a.example",
        "v=DMARC1 p=quarantine rua=mailto:d@a.example",
        "v=DMARC1; p=quarantine rua=mailto:d@a.example",
        "v=DMARC1; p=quarantinerua=mailto:d@a.example",
        "v=DMARC1, p=quarantine, rua=mailto:d@a.example",
        "v=DMARC1: p=quarantine; rua=mailto:d@a.example",
        "v=DMARC1; p:quarantine; rua:mailto:d@a.example",
    ] {
        assert_eq!(record(text).as_deref(), Some(wanted), "{text}");
        assert!(!slips(text).is_empty(), "{text}");
    }
    assert_eq!(slips("v=DMARC1；p=none"), [("full_width", "；".to_owned())]);
    assert_eq!(
        slips("v=DMARC1; p=reject rua=mailto:d@a.example"),
        [("semicolon_missing", "p=reject".to_owned())]
    );
    assert_eq!(slips("v=DMARC1; p=none;\r\nfo=1"), [("line_break", "U+000D U+000A".to_owned())]);
    for text in [
        "v=DMARC1",
        "V = DMARC1 ;\tp = none ; rua = mailto:d@a.example , mailto:e@a.example ;",
        "v=DMARC1; p=none; x=a=b",
        "v=DMARC1; rua=mailto:o'brien@a.example?subject=x",
    ] {
        assert_eq!(slips(text), [], "{text}");
    }
}

#[test]
fn what_does_not_count_is_taken_out_or_written_as_it_was_meant() {
    for (text, wanted) in [
        (
            "v=DMARC1; p=reject; fo=1,d; ruf=mailto:d@a.example; rua=mailto:d@a.example",
            "v=DMARC1; p=reject; fo=1:d; ruf=mailto:d@a.example; rua=mailto:d@a.example",
        ),
        ("v=DMARC1; p=reject; fo=2,x", "v=DMARC1; p=reject; rua=mailto:dmarc-reports@a.example"),
        (
            "v=DMARC1; p=reject; rau=mailto:d@a.example; policy=reject; spf=reject",
            "v=DMARC1; p=reject; rua=mailto:d@a.example",
        ),
        ("v=DMARC1; policy=reject; ruaa=mailto:d@a.example", "v=DMARC1; p=reject; rua=mailto:d@a.example"),
        ("v=DMARC1; p=none; rua=dmarc@a.example; ruf=", "v=DMARC1; p=none; rua=mailto:dmarc@a.example"),
        ("v=DMARC1; p=none; rua=mailto://d@a.example", "v=DMARC1; p=none; rua=mailto:d@a.example"),
        (
            "v=DMARC1; p=none; rua=mailto: d@a.example mailto:e@a.example",
            "v=DMARC1; p=none; rua=mailto:d@a.example,mailto:e@a.example",
        ),
        (
            "v=DMARC1; p=none; rua=mailto:d@a.example; mailto:e@a.example",
            "v=DMARC1; p=none; rua=mailto:d@a.example,mailto:e@a.example",
        ),
        ("v=DMARC1; p=none; rua=mialto:d@a.example", "v=DMARC1; p=none; rua=mailto:d@a.example"),
        (
            "v=DMARC1; p=reject; rua=https://a.example/r",
            "v=DMARC1; p=reject; rua=mailto:dmarc-reports@a.example",
        ),
        (
            "v=DMARC1; p=reject; rua=mailto:d@a.example,https://a.example/r",
            "v=DMARC1; p=reject; rua=mailto:d@a.example",
        ),
        (
            "v=DMARC1; p=reject; pct=50; adkim=strict; aspf=x; rua=mailto:d@a.example",
            "v=DMARC1; p=reject; adkim=s; rua=mailto:d@a.example",
        ),
        ("v=DMARC1; P=Reject; RUA=mailto:D@a.example", "v=DMARC1; p=reject; rua=mailto:D@a.example"),
        (
            "v=DMARC1; p=quarentine; sp=rejekt; rua=mailto:d@a.example",
            "v=DMARC1; p=quarantine; sp=reject; rua=mailto:d@a.example",
        ),
        ("v=DMARC1; rua=mailto:d@a.example", "v=DMARC1; p=none; rua=mailto:d@a.example"),
        ("v=DMARC1; p=none; junk; rua=mailto:d@a.example", "v=DMARC1; p=none; rua=mailto:d@a.example"),
    ] {
        assert_eq!(record(text).as_deref(), Some(wanted), "{text}");
    }
    let dropped = propose(
        Some(b"v=DMARC1; p=reject; psd=y; sp=none; rua=mailto:d@a.example"),
        "a.example",
        Some(Policy::None),
        &["psd", "sp"],
    );
    assert_eq!(dropped.map(|one| one.record).as_deref(), Some("v=DMARC1; p=none; rua=mailto:d@a.example"));
    let guessed = propose(Some(b"v=DMARC1; p=quarentine"), "a.example", None, &[]).unwrap();
    assert_eq!(
        guessed.guesses.first().map(|guess| (guess.found.as_str(), guess.meant.as_str())),
        Some(("p=quarentine", "p=quarantine"))
    );
    assert_eq!(guessed.placeholder.as_deref(), Some("dmarc-reports@a.example"));
}

#[test]
fn nothing_is_made_of_what_is_not_certain() {
    for text in [
        "v=DMARC1 quarantine; rua=mailto:a@b.example",
        "v=DMARC2; p=none",
        "v=DMARC1; p=block",
        "v=DMARC1 p=none p=reject",
        "v=DMARC1 p=reject now; fo=1",
        "v=DMARC1; p=é",
        "v=spf1 -all",
        "dmarc reports",
        "",
    ] {
        assert_eq!(record(text), None, "{text}");
    }
    for text in [
        "v=DMARC2; p=none",
        "v=spf1 -all",
        "dmarc reports",
        "dmarc-check=1",
        "v=DKIM1; p=abc",
        "p=abc",
        "p=",
        "",
    ] {
        assert!(Reading::new(text.as_bytes()).is_none(), "{text}");
    }
}

fn tag() -> impl Strategy<Value = String> {
    let names = any_of(vec![
        "p", "sp", "np", "rua", "ruf", "fo", "adkim", "aspf", "t", "psd", "pct", "P", "rau", "policy", "x",
        "v", "",
    ]);
    let values = any_of(vec![
        "none",
        "reject",
        "quarantine",
        "quarentine",
        "r",
        "s",
        "strict",
        "y",
        "u",
        "1",
        "0:d",
        "1,d",
        "",
        "mailto:d@a.example",
        "d@a.example",
        "mailto:d＠a．example",
        "mailto://d@a.example",
        "https://a.example/r",
        "mailto:a@a.example,b@b.example",
        "mailto:a@a.example!10m",
        "é",
        "DMARC1",
        "a b",
        "mailto:x@y z",
    ]);
    let equals = any_of(vec!["=", "=", "=", " = ", "＝", ":", ""]);
    let end = any_of(vec!["; ", "; ", ";", "；", " ", ",", "", "\r\n", ";\u{3000}", "\\;", "\";\"", ";;"]);
    (names, equals, values, end).prop_map(|(name, equals, value, end)| [name, equals, value, end].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A record that is offered has no fault at all, and asks for no policy that nobody wrote.
    #[test]
    fn what_is_offered_is_sound(
        start in any_of(vec!["v=DMARC1; ", "v=DMARC1; ", "V=DMARC1;", "v=dmarc1; ", "v=DMARC1 ", "DMARC1; ", "“v=DMARC1; ", "v＝DMARC1；", "TXT v=DMARC1; ", ""]),
        tags in vec(tag(), 0..6), policy in any_of(vec![None, Some(Policy::None), Some(Policy::Quarantine), Some(Policy::Reject)]),
        dropped in any_of(vec![&[][..], &["psd"][..], &["sp", "np"][..]]),
    ) {
        let text = [start, &tags.concat()].concat();
        if let Some(proposed) = propose(Some(text.as_bytes()), "a.example", policy, dropped) {
            let offered = proposed.record;
            prop_assert!(offered.is_ascii(), "{offered}");
            let read = PolicyRecord::parse(offered.as_bytes()).expect("a policy record");
            prop_assert_eq!(&read.problems, &vec![], "{} -> {}", text, offered);
            prop_assert!(read.applies && !read.rua.is_empty() && read.rua.iter().all(|uri| uri.domain.is_some()));
            prop_assert!(!dropped.contains(&"psd") || read.psd == PublicSuffix::Unknown);
            if let Some(policy) = policy {
                prop_assert_eq!(read.p, Some(policy));
            }
            // What is offered is left as it is.
            let again = propose(Some(offered.as_bytes()), "a.example", None, &[]).map(|one| one.record);
            prop_assert_eq!(again, Some(offered.clone()), "{}", text);
            prop_assert!(Reading::new(offered.as_bytes()).is_some_and(|reading| reading.slips.is_empty()), "{offered}");
        }
    }
}
