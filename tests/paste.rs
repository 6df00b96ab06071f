//! Runs a corpus of what people paste: each case with its own DNS and clock.
//!
//! `WAXSEAL_PASTE` names the folder, which holds a `cases.json`. An argument runs only the cases
//! whose id contains it.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/mod.rs"]
mod common;
#[path = "common/fixture.rs"]
mod fixture;
#[path = "common/skips.rs"]
mod skips;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
};

use common::recorded;
use fixture::Fixture;
use serde_json::Value;
use skips::Skips;
use waxseal::{
    Circumstances, Pasted,
    dns::{Answers, Query},
};

/// The cases that may fail, each with its reason.
const SKIPS: &str = "tests/paste.skip";

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> ExitCode {
    let Some(folder) = std::env::var_os("WAXSEAL_PASTE").filter(|name| !name.is_empty()) else {
        println!("paste: skipped (WAXSEAL_PASTE names no folder)");
        return ExitCode::SUCCESS;
    };
    let folder = PathBuf::from(folder);
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let text = fs::read(folder.join("cases.json")).expect("WAXSEAL_PASTE holds a cases.json");
    let corpus: Value = serde_json::from_slice(&text).expect("cases.json is JSON");
    let mut skips = Skips::read(SKIPS);
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut failed = 0;
    for case in corpus["cases"].as_array().expect("a corpus has cases") {
        let id = text_of(&case["id"]).to_owned();
        if filter.as_ref().is_some_and(|filter| !id.contains(filter)) {
            continue;
        }
        let wrong = catch_unwind(AssertUnwindSafe(|| judge(&folder, case)));
        let wrong = wrong.unwrap_or_else(|_| vec!["panicked".to_owned()]);
        let (right, bad) = kinds.entry(text_of(&case["expect"]["kind"]).to_owned()).or_default();
        if wrong.is_empty() {
            *right += 1;
            if skips.allows(&id) {
                skips.faults.push(format!("{SKIPS}: {id} passes: take it off the list"));
            }
        } else {
            *bad += 1;
            failed += usize::from(!skips.allows(&id));
            println!("failed {id} ({}): {}", text_of(&case["description"]), wrong.join("; "));
        }
        seen.insert(id);
    }
    if filter.is_none() {
        let unknown =
            skips.names().filter(|name| !seen.contains(*name)).map(str::to_owned).collect::<Vec<_>>();
        skips
            .faults
            .extend(unknown.iter().map(|id| format!("{SKIPS}: {id} is no case: take it off the list")));
    }
    for (kind, (right, wrong)) in &kinds {
        println!("paste {kind}: {right} right, {wrong} wrong");
    }
    for fault in &skips.faults {
        println!("{fault}");
    }
    let (right, wrong) = kinds.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("{right} right, {wrong} wrong");
    if failed == 0 && skips.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What differs from what is expected.
fn judge(folder: &Path, case: &Value) -> Vec<String> {
    let octets = fs::read(folder.join(text_of(&case["input_file"]))).expect("the input can be read");
    let expect = &case["expect"];
    let report = report(&octets, octets.len(), 0, case);
    let mut wrong = Vec::new();
    let mut compare = |what: &str, wanted: &Value, got: Value| {
        if !wanted.is_null() && *wanted != got {
            wrong.push(format!("{what}: expected {wanted}, got {got}"));
        }
    };
    compare("kind", &expect["kind"], kind(&report).into());
    compare("messages", &expect["messages"], report["source"]["messages"].clone());
    compare("dkim", &expect["dkim"], dkim(&report).into());
    if expect["signatures_messages"].is_null() {
        compare("signatures", &expect["signatures"], signatures(&report));
    }
    compare("in pieces", &report, self::report(&octets, 997, 0, case));
    for (index, (dkim, list)) in several(expect).into_iter().enumerate() {
        let report = self::report(&octets, octets.len(), index, case);
        compare(&format!("dkim of {index}"), dkim, self::dkim(&report).into());
        compare(&format!("signatures of {index}"), list, signatures(&report));
    }
    let plain = common::analyse(&octets, octets.len());
    if !plain.needs_repair() && self::plain(&octets, case) != report {
        wrong.push("differs from the source as it is, which is said to need no repair".to_owned());
    }
    wrong.extend(compare_repairs(expect, &report));
    if !says(text_of(&expect["must_say"]), &report) {
        wrong.push(format!("does not say {}", expect["must_say"]));
    }
    if !wrong.is_empty() {
        wrong.push(format!("codes: {}", codes(&report).join(" ")));
    }
    wrong
}

fn report(octets: &[u8], piece: usize, index: usize, case: &Value) -> Value {
    let mut pasted: Pasted = common::paste(octets, piece);
    assert!(pasted.choose(index), "there is no message {index}");
    let fixture = Fixture::of_suite(&Value::Null, case);
    let now = case["now"].as_i64();
    let evaluate = &mut |answers: &_| pasted.evaluate(answers, &Circumstances::default(), now);
    let answer = &mut |query: &Query| vec![fixture.answer(query)];
    recorded::value(&common::settle_with(evaluate, &mut Answers::default(), answer))
}

/// The report on the source as it is.
fn plain(octets: &[u8], case: &Value) -> Value {
    let analysis = common::analyse(octets, octets.len());
    let fixture = Fixture::of_suite(&Value::Null, case);
    let answer = &mut |query: &Query| vec![fixture.answer(query)];
    let (answers, circumstances) = (Answers::default(), Circumstances::default());
    recorded::value(&common::settle(&analysis, answers, &circumstances, case["now"].as_i64(), answer))
}

/// What is expected of each of several messages.
fn several(expect: &Value) -> Vec<(&Value, &Value)> {
    let list = |name: &str| expect[name].as_array().map(Vec::as_slice).unwrap_or_default();
    list("dkim_messages").iter().zip(list("signatures_messages")).collect()
}

fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().expect("a report lists its findings");
    findings.iter().map(|finding| text_of(&finding["code"])).collect()
}

/// What the source was found to be instead of a message.
fn found(report: &Value) -> Option<&str> {
    let findings = report["findings"].as_array().expect("a report lists its findings");
    let finding = findings.iter().find(|finding| finding["code"] == "message.source.not-a-message")?;
    finding["params"]["found"].as_str()
}

fn kind(report: &Value) -> &str {
    match (text_of(&report["source"]["kind"]), text_of(&report["source"]["container"])) {
        ("not_a_message", _) => match found(report) {
            None => "empty",
            // Of no use here, whatever they are.
            Some("pdf" | "zip" | "utf16" | "unknown") => "unknown",
            Some("html") => "page_without_source",
            Some(found) => found,
        },
        (_, "mbox") => "mbox",
        (_, "bounce") => "dsn",
        (_, "message") => "message_attached",
        (_, "outlook_msg") => "outlook_msg",
        ("header_only", _) => "headers_only",
        _ => "message",
    }
}

fn signatures(report: &Value) -> Value {
    let list = report["dkim"].as_array().expect("a report lists the signatures");
    let check = |value: &Value| match text_of(value) {
        "not_reached" | "pending" => "untestable".to_owned(),
        other => other.to_owned(),
    };
    let judged = |one: &Value| {
        let checks = &one["checks"];
        serde_json::json!({ "body_hash": check(&checks["body_hash"]), "signature": check(&checks["signature"]) })
    };
    list.iter().map(judged).collect()
}

fn dkim(report: &Value) -> &'static str {
    let list = signatures(report);
    let list = list.as_array().expect("a list");
    if list.iter().any(|one| one["body_hash"] == "pass" && one["signature"] == "pass") {
        "pass"
    } else if list.iter().any(|one| one["body_hash"] == "fail" || one["signature"] == "fail") {
        "fail"
    } else {
        "untestable"
    }
}

/// Codes, and the corpus's words for the repairs.
const REPAIRS: &[(&str, &str)] = &[
    ("paste.source.line-ends", "line_ends"),
    ("message.source.bare-lf", "line_ends"),
    ("message.body.no-final-line-end", "final_newline_added"),
    ("paste.source.blank-lines-before", "leading_blank_lines_removed"),
    ("paste.source.blank-lines-after", "trailing_blank_lines_removed"),
    ("paste.source.surrounding-text", "leading_text_removed"),
    ("paste.source.page-text", "page_text_removed"),
    ("paste.source.quote-prefix", "quote_prefix_removed"),
    ("paste.source.indent", "indent_removed"),
    ("message.source.byte-order-mark", "bom_removed"),
    ("paste.source.utf16", "utf16_decoded"),
    ("paste.body.charset", "reencoded_to_declared_charset"),
    ("paste.source.mbox", "mbox_unwrapped"),
    ("message.source.mbox-line", "mbox_unwrapped"),
    ("paste.source.base64", "base64_decoded"),
    ("paste.source.quoted-printable", "quoted_printable_decoded"),
    ("paste.source.html-entities", "html_entities_decoded"),
    ("paste.source.code-fence", "code_fence_removed"),
    ("paste.source.line-numbers", "line_numbers_removed"),
    ("paste.source.doubled-line-breaks", "doubled_line_breaks_halved"),
    ("paste.source.json-string", "json_string_decoded"),
    ("paste.header.continuation-indent", "continuation_indent_restored"),
    ("paste.source.no-break-spaces", "nbsp_to_space"),
    ("paste.body.escapes", "iso2022jp_escapes_restored"),
    ("paste.source.mojibake", "mojibake_undone"),
    ("paste.source.inner-message", "inner_message_used"),
    ("paste.source.outlook-msg", "headers_taken_from_msg"),
];

fn compare_repairs(expect: &Value, report: &Value) -> Vec<String> {
    let list = |name: &str| {
        let list = expect[name].as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(text_of).collect::<BTreeSet<_>>()
    };
    let findings = report["findings"].as_array().expect("a report lists its findings");
    // LF throughout is how most programs hand out a source: that is no repair.
    let is_repair = |finding: &&Value| {
        finding["code"] != "message.source.bare-lf" || finding["params"]["count"] != finding["params"]["of"]
    };
    let word =
        |finding: &Value| REPAIRS.iter().find(|(code, _)| finding["code"] == *code).map(|(_, word)| *word);
    let shown: BTreeSet<&str> = findings.iter().filter(is_repair).filter_map(word).collect();
    let (required, optional) = (list("repairs"), list("repairs_optional"));
    let mut wrong = Vec::new();
    wrong.extend(required.difference(&shown).map(|word| format!("repair {word} is not shown")));
    let allowed: BTreeSet<&str> = required.union(&optional).copied().collect();
    wrong.extend(shown.difference(&allowed).map(|word| format!("repair {word} is wrong")));
    wrong
}

/// Whether the report says what the corpus calls `term`.
fn says(term: &str, report: &Value) -> bool {
    let has = |code: &str| codes(report).contains(&code);
    let list = report["dkim"].as_array().expect("a report lists the signatures");
    let is_judged = |one: &Value| !matches!(text_of(&one["result"]), "pending" | "not_checked");
    let is = |kind: &str| report["source"]["kind"] == kind;
    let found = found(report);
    match term {
        "verified" => !list.is_empty() && list.iter().all(is_judged),
        "body_missing" => has("message.body.absent"),
        "body_incomplete" => has("paste.body.incomplete"),
        "body_hash_fails" => list.iter().any(|one| one["checks"]["body_hash"] == "fail"),
        "several_messages" => report["source"]["messages"].as_u64() > Some(1),
        "original_inside" => has("paste.source.inner-message") && is("message"),
        "original_inside_headers_only" => has("paste.source.inner-message") && is("header_only"),
        "no_signature" => has("dkim.message.unsigned"),
        "source_missing" => matches!(found, Some("page_without_source" | "html")),
        "headers_missing" => matches!(found, Some("outlook_msg" | "rendered_text")),
        "headers_incomplete" => has("paste.header.incomplete") || found == Some("rendered_text"),
        "it_is_a_dkim_record" => found == Some("dkim_record"),
        "it_is_an_auth_results_line" => found == Some("auth_results"),
        "it_is_a_bounce_sentence" => found == Some("bounce_text"),
        "it_is_a_picture" => found == Some("picture"),
        "nothing_pasted" => has("message.source.empty"),
        "not_an_email" => found.is_some(),
        other => panic!("unknown: {other}"),
    }
}
