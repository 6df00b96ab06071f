//! Runs conformance suites through the whole pipeline, each case with its own DNS and clock.
//!
//! `WAXSEAL_SUITES` names folders, colon-separated; each folder below one of them that holds a
//! `suite.json` is a suite. Without it `tests/suites` is taken, where it exists. An argument runs
//! only the cases whose `suite/id` contains it.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/results.rs"]
mod authres;
#[path = "common/mod.rs"]
mod common;
#[path = "common/fixture.rs"]
mod fixture;
#[path = "common/identifiers.rs"]
mod identifiers;
#[path = "common/messages.rs"]
mod messages;
#[path = "common/skips.rs"]
mod skips;
#[path = "common/spf.rs"]
mod spf;

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
};

use fixture::Fixture;
use serde_json::{Map, Value};
use skips::Skips;
use waxseal::{
    Circumstances,
    dns::{Answers, Name, Query, RecordType},
    policy::GivenEnvelope,
    spf::{Explanation, MAX_QUESTIONS, Session},
};

/// The cases that may fail, one a line, each with its reason: those alone that are contested, or that no
/// other verifier's verdict supports.
const SKIPS: &str = "tests/suites.skip";

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> ExitCode {
    let Some(folders) = folders() else {
        println!("suites: skipped (WAXSEAL_SUITES names no folder, and there is no tests/suites)");
        return ExitCode::SUCCESS;
    };
    let mut runner = Runner {
        filter: std::env::args().skip(1).find(|argument| !argument.starts_with('-')),
        skips: Skips::read(SKIPS),
        total: Tally::default(),
        seen: BTreeSet::new(),
        suites: BTreeSet::new(),
        now_passing: Vec::new(),
        faults: Vec::new(),
    };
    for folder in suites_below(&folders) {
        runner.suite(&folder);
    }
    runner.close()
}

fn folders() -> Option<Vec<PathBuf>> {
    if let Some(names) = std::env::var_os("WAXSEAL_SUITES").filter(|names| !names.is_empty()) {
        return Some(std::env::split_paths(&names).collect());
    }
    let own = package().join("tests/suites");
    own.is_dir().then(|| vec![own])
}

/// The folders given, and those in them, that hold a suite; in the order of their names.
fn suites_below(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for folder in folders {
        let entries = fs::read_dir(folder)
            .unwrap_or_else(|error| panic!("WAXSEAL_SUITES: {}: {error}", folder.display()));
        let below = entries.map(|entry| entry.expect("a folder can be listed").path());
        found.extend(below.chain([folder.clone()]).filter(|path| path.join("suite.json").is_file()));
    }
    found.into_iter().collect()
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
}

enum Outcome {
    Passed,
    /// No part of what is expected is built.
    NotBuilt,
    /// What was expected and what came out.
    Failed(String),
}

struct Runner {
    filter: Option<String>,
    skips: Skips,
    total: Tally,
    seen: BTreeSet<String>,
    suites: BTreeSet<String>,
    now_passing: Vec<String>,
    faults: Vec<String>,
}

impl Runner {
    fn suite(&mut self, folder: &Path) {
        let text = fs::read(folder.join("suite.json")).expect("suite.json can be read");
        let suite: Value = serde_json::from_slice(&text)
            .unwrap_or_else(|error| panic!("{}/suite.json: {error}", folder.display()));
        let name = suite["suite"].as_str().expect("a suite has a name");
        self.suites.insert(name.to_owned());
        let mut tally = Tally::default();
        for case in suite["cases"].as_array().expect("a suite has cases") {
            let id = format!("{name}/{}", case["id"].as_str().expect("a case has an id"));
            if self.filter.as_ref().is_none_or(|filter| id.contains(filter)) {
                self.case(folder, &suite, case, id, &mut tally);
            }
        }
        println!("suite {name}: {} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped);
        self.total.passed += tally.passed;
        self.total.failed += tally.failed;
        self.total.skipped += tally.skipped;
    }

    fn case(&mut self, folder: &Path, suite: &Value, case: &Value, id: String, tally: &mut Tally) {
        let judged = catch_unwind(AssertUnwindSafe(|| judge(folder, suite, case)));
        let outcome = judged.unwrap_or_else(|_| Outcome::Failed("panicked".to_owned()));
        let contested = case["contested"] == true;
        let unsupported = case["verdicts"].as_object().is_none_or(Map::is_empty);
        let listed = self.skips.allows(&id);
        let may_fail = contested || unsupported;
        if listed && !may_fail {
            self.faults.push(format!("{SKIPS}: {id} is not contested, so it may not be skipped"));
        }
        match outcome {
            Outcome::Passed => {
                tally.passed += 1;
                if listed {
                    self.now_passing.push(id.clone());
                }
            }
            Outcome::NotBuilt => tally.skipped += 1,
            Outcome::Failed(_) if listed && may_fail => tally.skipped += 1,
            Outcome::Failed(why) => {
                tally.failed += 1;
                println!("failed {id}{}: {why}", if contested { " (contested)" } else { "" });
            }
        }
        self.seen.insert(id);
    }

    fn close(mut self) -> ExitCode {
        self.faults.append(&mut self.skips.faults);
        for id in &self.now_passing {
            println!("{SKIPS}: {id} passes: take it off the list");
        }
        if self.filter.is_none() {
            let known = |name: &&str| name.split('/').next().is_some_and(|suite| self.suites.contains(suite));
            for id in self.skips.names().filter(known).filter(|name| !self.seen.contains(*name)) {
                println!("{SKIPS}: {id} is no case of that suite: take it off the list");
            }
        }
        for fault in &self.faults {
            println!("{fault}");
        }
        let Tally { passed, failed, skipped } = self.total;
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 && self.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Runs a case and compares what is built with what is expected.
fn judge(folder: &Path, suite: &Value, case: &Value) -> Outcome {
    let expected = &case["expected"];
    let fixture = Fixture::of_suite(suite, case);
    let mut wrong = Vec::new();
    if expected["authentication_results"].is_object() {
        wrong.extend(authres::compare(&case["input"]["header"], &expected["authentication_results"]));
    }
    if let Some(results) = expected["spf"].as_array().filter(|_| case["message_file"].is_null()) {
        wrong.extend(compare_spf(results, case, &fixture));
    }
    if identifiers::are_given(case) {
        wrong.extend(identifiers::compare(case, &fixture));
    }
    if let Some(file) = case["message_file"].as_str() {
        let message = fs::read(folder.join(file)).expect("the message can be read");
        wrong.extend(messages::compare(&message, case, &fixture));
    }
    if !wrong.is_empty() {
        return Outcome::Failed(wrong.join("; "));
    }
    if is_built(&suite["kind"], case) { Outcome::Passed } else { Outcome::NotBuilt }
}

/// Whether what a suite of this kind is about can be judged; other parts are compared all the same.
fn is_built(kind: &Value, case: &Value) -> bool {
    let expected = &case["expected"];
    let has_message = case["message_file"].is_string();
    match kind.as_str() {
        Some("dkim") => has_message && expected["dkim"].is_array(),
        Some("arc") => has_message && expected["arc"].is_string(),
        Some("spf") => expected["spf"].is_array(),
        Some("dmarc") => expected["dmarc"].is_object(),
        Some("parse") if expected["authentication_results"].is_object() => true,
        Some("parse") => has_message && expected["parse"].is_object(),
        _ => false,
    }
}

fn compare_spf(expected: &[Value], case: &Value, fixture: &Fixture<'_>) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("an input is a string").to_owned();
    let input = &case["input"];
    let (helo, mail_from) = (text(&input["helo"]), text(&input["mailfrom"]));
    let session = Session {
        client: text(&input["ip"]).parse().expect("a client has an address"),
        helo: helo.as_bytes(),
        mail_from: mail_from.as_bytes(),
        receiver: input["receiver"].as_str(),
        now: Some(case["now"].as_i64().unwrap_or(1_760_000_000)),
    };
    // Names that are not asked for in the public DNS are there all the same.
    let mut answers = Answers::default();
    for name in fixture.names().filter_map(|name| Name::from_dns(name.as_bytes()).ok()) {
        for record_type in RecordType::ALL.iter().filter(|_| name.is_private()) {
            let query = Query { name: name.clone(), record_type: *record_type };
            answers.insert(query.clone(), fixture.answer(&query));
        }
    }
    let private = answers.clone();
    let run = spf::settle(&session, answers, &mut |query| fixture.answer(query));
    let evaluation = &run.evaluation;
    let mut wrong = Vec::new();
    let result = evaluation.result.name();
    if !expected.iter().any(|one| one == result) {
        let wanted: Vec<_> = expected.iter().filter_map(Value::as_str).collect();
        wrong.push(format!("spf: expected {}, got {result} ({:?})", wanted.join("|"), evaluation.cause));
    }
    if let Some(wanted) = case["expected"]["spf_explanation"].as_str() {
        let got = match &evaluation.explanation {
            Explanation::Text { text } => text.as_str(),
            Explanation::Absent | Explanation::Pending => "",
        };
        // Hexadecimal digits of an address may be of either case.
        if !wanted.eq_ignore_ascii_case(got) {
            wrong.push(format!("explanation: expected {wanted:?}, got {got:?}"));
        }
    }
    if run.asked.len() > MAX_QUESTIONS {
        wrong.push(format!("spf: {} questions", run.asked.len()));
    }
    wrong.extend(too_many_rounds(&session, private, fixture));
    wrong
}

/// Whether a whole report on mail of this session takes more rounds of questions than it may: one for each
/// record that leads to the next, one for addresses, one for the alignment of what passed, and one each for
/// mail exchangers, names of the client and an explanation.
fn too_many_rounds(session: &Session<'_>, mut answers: Answers, fixture: &Fixture<'_>) -> Option<String> {
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let envelope = GivenEnvelope {
        client: Some(session.client),
        helo: Some(text(session.helo)),
        mail_from: Some(text(session.mail_from)),
        recipient: None,
    };
    let circumstances = Circumstances { envelope, ..Circumstances::default() };
    // Aligned at most by a walk of its own, as when a subdomain sends.
    let message = format!("From: a@author.{}\r\n\r\nHello.\r\n", common::domain_of(session.mail_from));
    let analysis = common::analyse(message.as_bytes(), message.len());
    let mut rounds = 0_usize;
    let report = loop {
        let evaluation = analysis.evaluate(&answers, &circumstances, session.now);
        if evaluation.requests.is_empty() {
            break evaluation.report;
        }
        rounds += 1;
        for request in evaluation.requests {
            answers.insert(request.query.clone(), fixture.answer(&request.query));
        }
    };
    let allowed = report.spf.iter().map(spf::rounds).max().unwrap_or(2) + 1;
    (rounds > allowed).then(|| format!("{rounds} rounds of questions, not {allowed}"))
}
