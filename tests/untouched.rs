//! No repair loses what verifies as it was given: for every message, the reading of what was pasted verifies at least
//! as much as the message as it stands.
//!
//! `WAXSEAL_SUITES` names the folders of the suites, colon-separated; without it made messages alone are tried.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
#[path = "common/fixture.rs"]
mod fixture;
mod signer;

use std::{fs, path::PathBuf, sync::LazyLock};

use common::recorded::{Recorded, value};
use fixture::Fixture;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use signer::{Canon, Key, Signer, zone};
use waxseal::{
    Circumstances,
    dns::{Answers, Query},
};

/// What of a report verifies: signatures that pass, whether the ARC chain does, signatures that verify over the header.
type Rank = (usize, bool, usize);

fn rank(report: &Value) -> Rank {
    let signatures = report["dkim"].as_array().expect("a report lists the signatures");
    let count = |is_wanted: fn(&&Value) -> bool| signatures.iter().filter(is_wanted).count();
    let chain = report["arc"]["result"] == "pass";
    (count(|one| one["result"] == "pass"), chain, count(|one| one["checks"]["signature"] == "pass"))
}

/// Whether SPF and DMARC say of `report` at least what they say of `given`.
fn keeps_policy(report: &Value, given: &Value) -> bool {
    let passes = |report: &Value| {
        let list = report["spf"].as_array().expect("a report lists the checks of SPF");
        list.iter().filter(|one| one["result"] == "pass").count()
    };
    let aligned = |report: &Value| report["dmarc"]["result"] == "pass";
    passes(report) >= passes(given) && aligned(report) >= aligned(given)
}

fn codes(report: &Value) -> String {
    let findings = report["findings"].as_array().expect("a report lists its findings");
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect::<Vec<_>>().join(" ")
}

/// What stands before and after a message of the suites.
const WAYS: [(&str, &str, &str); 4] = [
    ("as it is", "", ""),
    ("behind an mbox line", "From x@sender.example Mon Nov 23 10:00:00 2026\r\n", ""),
    (
        "behind an mbox line, with a line of white space",
        "From x@sender.example Mon Nov 23 10:00:00 2026\n",
        " \r\n",
    ),
    ("below a line that is no field", "no field\r\n", "\r\n \r\n"),
];

#[test]
fn messages_of_the_suites_verify_through_the_paste_as_they_stand() {
    let Some(folders) = std::env::var_os("WAXSEAL_SUITES").filter(|names| !names.is_empty()) else {
        println!("untouched: skipped (WAXSEAL_SUITES names no folder)");
        return;
    };
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let (mut tried, mut wrong) = (0, Vec::new());
    for folder in folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder of suites")) {
        let folder = folder.expect("a folder can be listed").path();
        let Ok(text) = fs::read(folder.join("suite.json")) else { continue };
        let suite: Value = serde_json::from_slice(&text).expect("suite.json is JSON");
        for case in suite["cases"].as_array().into_iter().flatten() {
            let Some(file) = case["message_file"].as_str() else { continue };
            let octets = fs::read(folder.join(file)).expect("the message can be read");
            let fixture = Fixture::of_suite(&suite, case);
            for (way, above, below) in WAYS {
                tried += 1;
                let octets = [above.as_bytes(), &octets, below.as_bytes()].concat();
                let lost = lost(&octets, case["now"].as_i64(), &fixture);
                wrong.extend(lost.map(|what| format!("{}/{} {way}: {what}", suite["suite"], case["id"])));
            }
        }
    }
    println!("untouched: {tried} messages, {} lose something", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 0, "the suites hold no message");
}

/// What the reading of the paste loses, if it loses anything.
fn lost(octets: &[u8], now: Option<i64>, fixture: &Fixture<'_>) -> Option<String> {
    let circumstances = Circumstances { key_names: 1000, ..Circumstances::default() };
    let answer = &mut |query: &Query| vec![fixture.answer(query)];
    let piece = octets.len().max(1);
    let analysis = common::analyse(octets, piece);
    let given = value(&common::settle(&analysis, Answers::default(), &circumstances, now, answer));
    let mut pasted = common::paste(octets, piece);
    let mut reports = Vec::new();
    // A message inside may be the one that is shown first; the one around can be chosen.
    for index in 0..pasted.count().min(10) {
        pasted.choose(index);
        let evaluate = &mut |answers: &Answers| pasted.evaluate(answers, &circumstances, now);
        reports.push(value(&common::settle_with(evaluate, &mut Answers::default(), answer)));
    }
    let is_kept = reports.iter().any(|report| rank(report) >= rank(&given) && keeps_policy(report, &given));
    let (before, after) = (rank(&given), reports.iter().map(rank).max());
    (!is_kept).then(|| format!("{before:?} became {after:?}: {}", codes(&reports[0])))
}

static KEY: LazyLock<Key> = LazyLock::new(|| Key::load("ed25519"));

/// What repairs could stumble over, in a body.
const LINES: [&str; 28] = [
    "Hello",
    "",
    " ",
    "\t",
    "  indented",
    "> quoted",
    "From here on",
    ">From here on",
    "a\r\rb",
    "a\rb",
    "\r",
    ".",
    "Subject: not mine",
    "From: somebody <x@other.example>",
    "Received: by no one",
    "-----Original Message-----",
    "=3D and =20",
    "a &lt;b&gt; &amp; c",
    "\u{a0}wide",
    "caf\u{e9}",
    "1: one",
    "2: two",
    "3: three",
    "```",
    "|",
    "From x@y.example Mon Nov 23 10:00:00 2026",
    "To: me\tyou",
    "*** MESSAGE CONTENTS x ***",
];

/// Fields that may stand in the header section, each with its line end.
const FIELDS: [&str; 16] = [
    "To: Bob <bob@receiver.example>\r\n",
    "Subject: Lunch\r\n",
    "Subject:\r\n \t\r\n Lunch\r\n",
    "Message-ID: <1@sender.example>\r\n",
    "Received: from a by b;\r\n\tMon, 23 Nov 2026 10:00:00 +0000\r\n",
    "Received : from a by b; Mon, 23 Nov 2026 10:00:00 +0000\r\n",
    "X-One: 1\r\n",
    "X\u{e9}: no field\r\n",
    "no field at all\r\n",
    "X!Two: 2\r\n",
    "Content-Type: text/plain; charset=iso-8859-1\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\n",
    "X-Json: \"a\\nb\"\r\n",
    "X-Html: &lt;p&gt;\r\n",
    "X-Table:\ta\tb\r\n",
    "X-Wide: \u{a0}\r\n",
];

/// What may stand before the message.
const ABOVE: [&str; 7] = [
    "",
    "From x@sender.example Mon Nov 23 10:00:00 2026\r\n",
    "X\u{e9}: 1\r\n",
    "no field\r\n",
    "X!Three: 3\r\n",
    "Received : from c by d; Mon, 23 Nov 2026 10:00:00 +0000\r\nno field\r\n",
    "\u{feff}",
];

#[derive(Debug, Clone)]
struct Made {
    above: &'static str,
    fields: Vec<&'static str>,
    below: Vec<&'static str>,
    body: Vec<&'static str>,
    ends_line: bool,
    header: Canon,
    body_canon: Canon,
    /// Whether every CR LF is an LF.
    lf: bool,
    /// Whether a line of white space stands inside of the signature.
    folds_blank: bool,
    cut: Option<usize>,
}

impl Made {
    fn message(&self) -> Vec<u8> {
        let mut body = self.body.join("\r\n");
        if self.ends_line {
            body.push_str("\r\n");
        }
        let fields = self.fields.concat();
        let source = format!("{fields}From: a@sender.example\r\n{}\r\n{body}", self.below.concat());
        let signed = Signer::new(&KEY, "sender.example", "s", "from:to:subject:x-one")
            .canon(self.header, self.body_canon)
            .sign(&KEY, source.as_bytes());
        let mut signed = [self.above.as_bytes(), &signed].concat();
        if self.folds_blank
            && self.header == Canon::Relaxed
            && let Some(at) = signed.windows(4).position(|four| four == b"\tbh=")
        {
            signed.splice(at..at, *b" \t\r\n");
        }
        if let Some(cut) = self.cut {
            signed.truncate(signed.len().saturating_sub(cut));
        }
        if self.lf {
            let mut rest = signed.as_slice();
            let mut output = Vec::new();
            while let Some((first, after)) = rest.split_first() {
                if !rest.starts_with(b"\r\n") {
                    output.push(*first);
                }
                rest = after;
            }
            return output;
        }
        signed
    }
}

fn made() -> impl Strategy<Value = Made> {
    let fields = || vec(select(FIELDS.to_vec()), 0..5);
    let canon = || select(Canon::ALL.to_vec());
    let cut = prop_oneof![3 => Just(None), 1 => (0_usize..80).prop_map(Some)];
    (
        select(ABOVE.to_vec()),
        fields(),
        fields(),
        vec(select(LINES.to_vec()), 0..12),
        any::<bool>(),
        canon(),
        canon(),
        any::<bool>(),
        any::<bool>(),
        cut,
    )
        .prop_map(|(above, fields, below, body, ends_line, header, body_canon, lf, folds_blank, cut)| {
            Made { above, fields, below, body, ends_line, header, body_canon, lf, folds_blank, cut }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn made_messages_verify_through_the_paste_as_they_stand(made in made()) {
        let message = made.message();
        let record = zone::txt("s._domainkey.sender.example", &KEY.record());
        let recorded = Recorded { zones: vec![record], ..Recorded::default() };
        let given = value(&recorded.verify(&message));
        let pasted = value(&recorded.report(&message, message.len()));
        // A message inside may be the one that is shown.
        prop_assume!(pasted["source"]["messages"] == 1 || pasted["source"]["container"] == "none");
        prop_assert!(
            rank(&pasted) >= rank(&given) && keeps_policy(&pasted, &given),
            "{:?} became {:?}: {}\n{}", rank(&given), rank(&pasted), codes(&pasted), String::from_utf8_lossy(&message)
        );
    }
}
