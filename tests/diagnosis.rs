//! Runs the cases whose causes are known, and counts how many are named right.
//!
//! `WAXSEAL_DIAGNOSIS` names the folder with `cases.json`. An argument runs only the cases whose
//! `id` or description contains it, and shows what was said of each.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/mod.rs"]
mod common;
#[path = "common/fixture.rs"]
mod fixture;

use std::{collections::BTreeMap, fs, path::PathBuf, process::ExitCode};

use common::recorded;
use fixture::Fixture;
use serde_json::Value;
use waxseal::{Circumstances, dns::Answers};

/// Of the cases with one cause, those that must be named right, in percent; and of those with two.
const SINGLES: usize = 95;
const PAIRS: usize = 80;

#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    half: usize,
    wrong: usize,
    silent: usize,
}

/// A cause as the corpus names it, and as it was found.
#[derive(Debug, Clone)]
struct Named {
    cause: String,
    is_proven: bool,
    spans: Vec<(u64, u64)>,
}

fn main() -> ExitCode {
    let Some(folder) = std::env::var_os("WAXSEAL_DIAGNOSIS").filter(|name| !name.is_empty()) else {
        println!("diagnosis: skipped (WAXSEAL_DIAGNOSIS names no folder)");
        return ExitCode::SUCCESS;
    };
    let folder = PathBuf::from(folder);
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let text = fs::read(folder.join("cases.json")).expect("cases.json can be read");
    let suite: Value = serde_json::from_slice(&text).expect("cases.json is JSON");
    let mut causes: BTreeMap<String, Tally> = BTreeMap::new();
    let mut kinds: BTreeMap<String, Tally> = BTreeMap::new();
    let mut faults = 0;
    for case in suite["cases"].as_array().expect("a list of cases") {
        let description = format!("{} {}", case["id"].as_str().unwrap_or_default(), case["description"]);
        if filter.as_ref().is_some_and(|filter| !description.contains(filter.as_str())) {
            continue;
        }
        let message =
            fs::read(folder.join(case["message_file"].as_str().expect("a file"))).expect("a message");
        let (report, diagnoses) = run(&message, case);
        let mut wrong = check_verdict(case, &report);
        let named = named(case, &report, &diagnoses);
        let (verdict, why) = judge(case, &named);
        wrong.extend(why.filter(|_| verdict == "wrong"));
        if !wrong.is_empty() {
            faults += 1;
            println!("fault {description}: {}", wrong.join("; "));
        }
        if filter.is_some() || verdict != "right" {
            println!("{verdict} {description}: {named:?}");
        }
        if filter.is_some() {
            println!("{}", serde_json::to_string_pretty(&diagnoses).expect("JSON"));
        }
        let kind = case["kind"].as_str().unwrap_or_default();
        let single = case["causes"].as_array().filter(|_| kind == "single").and_then(|causes| causes.first());
        let cause = single.and_then(|cause| cause["cause"].as_str()).unwrap_or(kind);
        for (tallies, name) in [(&mut causes, cause), (&mut kinds, kind)] {
            let tally = tallies.entry(name.to_owned()).or_default();
            match verdict {
                "right" => tally.right += 1,
                "half" => tally.half += 1,
                "wrong" => tally.wrong += 1,
                _ => tally.silent += 1,
            }
        }
    }
    for (cause, Tally { right, half, wrong, silent }) in &causes {
        println!("diagnosis {cause}: {} right, {wrong} wrong, {} silent", right, silent + half);
    }
    let share = |kind: &str| {
        let tally = kinds.get(kind).copied().unwrap_or_default();
        let all = tally.right + tally.half + tally.wrong + tally.silent;
        (tally.right * 100).checked_div(all).unwrap_or(100)
    };
    println!("singles {} %, pairs {} %, {faults} faults", share("single"), share("pair"));
    let good = faults == 0 && share("single") >= SINGLES && share("pair") >= PAIRS;
    if good || filter.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(message: &[u8], case: &Value) -> (Value, Value) {
    let fixture = Fixture::of_suite(&Value::Null, case);
    let analysis = common::analyse(message, message.len());
    let mut answers = Answers::default();
    let circumstances = Circumstances { key_names: 100, ..Circumstances::default() };
    loop {
        let evaluation = analysis.evaluate(&answers, &circumstances, case["now"].as_i64());
        if evaluation.requests.is_empty() {
            let diagnoses = analysis.diagnose(&evaluation.report, &answers);
            let report = recorded::value(&evaluation.report);
            return (report, serde_json::to_value(diagnoses).expect("JSON"));
        }
        for request in &evaluation.requests {
            answers.insert(request.query.clone(), fixture.answer(&request.query));
        }
    }
}

/// The verdict on the signature that a case is about.
fn signature_of<'a>(case: &Value, report: &'a Value) -> &'a Value {
    let index = case["signature_index"].as_u64().and_then(|index| usize::try_from(index).ok());
    &report["dkim"][index.unwrap_or(0)]
}

/// What is wrong with the verdict on the signature.
fn check_verdict(case: &Value, report: &Value) -> Vec<String> {
    let expected = &case["expect"];
    let verdict = signature_of(case, report);
    let mut faults = Vec::new();
    let mut compare = |what: &str, found: &str, expected: &Value, also: &Value| {
        let also = also.as_array().is_some_and(|also| also.iter().any(|one| one == found));
        if !also && expected != found {
            faults.push(format!("{what} is {found}, not {expected}"));
        }
    };
    let check = |value: &Value| match value.as_str() {
        Some("not_reached" | "untestable") => "untestable".to_owned(),
        other => other.unwrap_or_default().to_owned(),
    };
    // The corpus calls the arithmetic untestable where the key record does not allow it.
    let forbidden = verdict["checks"]["key_permits"] == "fail";
    let also = &expected["signature_accept"];
    compare("body_hash", &check(&verdict["checks"]["body_hash"]), &expected["body_hash"], &Value::Null);
    let signature = if forbidden { "untestable".to_owned() } else { check(&verdict["checks"]["signature"]) };
    compare("signature", &signature, &expected["signature"], also);
    faults
}

/// The causes that were named for the signature, in the words of the corpus.
fn named(case: &Value, report: &Value, diagnoses: &Value) -> Vec<Named> {
    let index = &case["signature_index"];
    let mut named = Vec::new();
    let diagnoses = diagnoses.as_array().expect("a list");
    for diagnosis in diagnoses.iter().filter(|one| &one["signature"] == index) {
        for cause in diagnosis["causes"].as_array().expect("a list") {
            let code = cause["finding"]["code"].as_str().unwrap_or_default();
            let spans = cause["restored"].as_array().expect("a list").iter();
            named.push(Named {
                cause: of_code(code),
                is_proven: cause["proof"] == "proven",
                spans: spans.map(|one| span(&one["span"])).collect(),
            });
        }
    }
    let verdict = signature_of(case, report);
    if let Some(cause) = verdict["key_cause"].as_str() {
        named.push(Named { cause: format!("key.{cause}"), is_proven: false, spans: Vec::new() });
    }
    for finding in report["findings"].as_array().expect("a list") {
        let subject = &finding["subject"];
        let ours = &subject["index"] == index || &subject["signature"] == index;
        let code = finding["code"].as_str().unwrap_or_default();
        if let Some(cause) = of_finding(code).filter(|_| ours) {
            named.push(Named { cause: cause.to_owned(), is_proven: false, spans: Vec::new() });
        }
    }
    named
}

fn span(value: &Value) -> (u64, u64) {
    let (start, end) =
        if value.is_array() { (&value[0], &value[1]) } else { (&value["start"], &value["end"]) };
    (start.as_u64().unwrap_or(0), end.as_u64().unwrap_or(0))
}

/// `diagnosis.body.line-ends` is `body.line_ends` in the corpus.
fn of_code(code: &str) -> String {
    let name = match code {
        "diagnosis.body.signer-left-out-final-newline" => "body.missing_final_newline",
        "diagnosis.body.mojibake" => "body.charset",
        "diagnosis.body.link-rewritten" => "body.html_link_rewritten",
        "diagnosis.signature.damaged" => "signature.b_damaged",
        "diagnosis.signature.selector-of-another" => "signature.wrong_selector",
        _ => code.strip_prefix("diagnosis.").unwrap_or(code),
    };
    name.replace('-', "_")
}

/// What the report itself says, beside the diagnosis.
fn of_finding(code: &str) -> Option<&'static str> {
    match code {
        "dkim.signature.expired" => Some("signature.expired"),
        "dkim.signature.unsigned-body" => Some("body.appended_after_l"),
        _ => None,
    }
}

/// How well the causes are named, and what is wrong.
fn judge(case: &Value, named: &[Named]) -> (&'static str, Option<String>) {
    let causes = case["causes"].as_array().expect("a list");
    let is_meant = |cause: &Value, name: &str| {
        cause["cause"] == name
            || cause["also_right"].as_array().is_some_and(|also| also.iter().any(|one| one == name))
    };
    let stranger = named
        .iter()
        .filter(|one| one.is_proven)
        .find(|one| !causes.iter().any(|cause| is_meant(cause, &one.cause)));
    if let Some(stranger) = stranger {
        return ("wrong", Some(format!("{} is claimed as proven", stranger.cause)));
    }
    let kind = case["kind"].as_str().unwrap_or_default();
    if kind == "control" || kind == "unexplainable" {
        return ("right", None);
    }
    let mut right = 0;
    for cause in causes {
        let matching: Vec<&Named> = named.iter().filter(|one| is_meant(cause, &one.cause)).collect();
        if matching.is_empty() {
            right += usize::from(cause["provable"] == "no");
        } else if matching.iter().any(|one| stands_there(cause, one)) {
            right += 1;
        } else {
            return ("half", Some("the octets are others".to_owned()));
        }
    }
    match (right, causes.len()) {
        (right, all) if right == all => ("right", None),
        (0, _) => ("silent", None),
        _ => ("half", None),
    }
}

/// Whether the octets are those of the corpus. The same change can often be seen a few octets
/// earlier or later.
fn stands_there(cause: &Value, named: &Named) -> bool {
    let edits = cause["edits"].as_array().map(Vec::as_slice).unwrap_or_default();
    let places: Vec<(u64, u64)> = edits
        .iter()
        .chain([cause])
        .filter(|one| one["span"].is_array())
        .map(|one| span(&one["span"]))
        .collect();
    if places.is_empty() || named.spans.is_empty() {
        return true;
    }
    let loose = cause["overlaid"] == true || edits.len() > 1;
    places.iter().any(|place| {
        named.spans.iter().any(|found| {
            let near = |a: u64, b: u64| a.abs_diff(b) <= 8;
            let overlaps = found.0 <= place.1 && place.0 <= found.1;
            let alike = near(found.0, place.0) && near(found.1, place.1);
            let within = place.0 <= found.0 && found.1 <= place.1;
            alike || within || (overlaps && (loose || named.spans.len() > 1 || cause["inserted"] == ""))
        })
    })
}
