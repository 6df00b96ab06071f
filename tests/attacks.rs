//! Runs the attack corpus through the whole pipeline.
//!
//! `WAXSEAL_ATTACKS` names its folder. A check on a part that does not exist yet is *not built*: it
//! neither passes nor fails. A case passes if all its built checks hold and at least one was built.
//! An argument runs only the cases whose id contains it.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/attack_codes.rs"]
mod attack_codes;
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
    process::{Command, ExitCode},
};

use common::recorded;
use fixture::Fixture;
use serde_json::Value;
use skips::Skips;
use waxseal::{
    Circumstances,
    dns::{Answer, Answers, Outcome, Provenance, Query},
};

/// The attacks that may fail, one a line, each with its reason.
const SKIPS: &str = "tests/attacks.skip";

/// As many as the page asks for without another click.
const KEY_NAMES: usize = 10;

/// More questions than any one message may cause.
const QUESTIONS: usize = 100;

/// How the resolver answers: what a case says of it goes through the host's part, not the core's.
const RESOLVER: &[&str] = &[
    "doh_override",
    "doh_raw",
    "doh_content_type",
    "doh_wire_hex",
    "doh_raw_repeat",
    "doh_redirect",
    "doh_flags",
];

/// Messages that are made for a part that does not exist yet: the tree of MIME parts.
const NOT_BUILT: &[&str] = &["gen:mime_depth:", "gen:mime_parts:", "gen:rfc822_depth:"];

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> ExitCode {
    let Some(folder) = std::env::var_os("WAXSEAL_ATTACKS").filter(|name| !name.is_empty()) else {
        println!("attacks: skipped (WAXSEAL_ATTACKS names no folder)");
        return ExitCode::SUCCESS;
    };
    let folder = PathBuf::from(folder);
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let skips = Skips::read(SKIPS);
    let mut categories: BTreeMap<String, Tally> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for case in cases(&folder) {
        let id = case["id"].as_str().expect("a case has an id").to_owned();
        if filter.as_ref().is_some_and(|filter| !id.contains(filter)) {
            continue;
        }
        let category = case["category"].as_str().expect("a case has a category");
        let tally = categories.entry(category.to_owned()).or_default();
        let judged = catch_unwind(AssertUnwindSafe(|| judge(&folder, &case)));
        match judged.unwrap_or_else(|_| Judgement::Failed("panicked".to_owned())) {
            Judgement::Passed => {
                tally.passed += 1;
                if skips.allows(&id) {
                    println!("{SKIPS}: {id} passes: take it off the list");
                }
            }
            Judgement::NotBuilt => tally.not_built += 1,
            Judgement::Failed(_) if skips.allows(&id) => tally.skipped += 1,
            Judgement::Failed(why) => {
                tally.failed += 1;
                println!("failed {category}/{id}: {why}");
            }
        }
        seen.insert(id);
    }
    if filter.is_none() {
        for id in skips.names().filter(|name| !seen.contains(*name)) {
            println!("{SKIPS}: {id} is no case: take it off the list");
        }
    }
    close(&categories, &skips)
}

fn close(categories: &BTreeMap<String, Tally>, skips: &Skips) -> ExitCode {
    let mut total = Tally::default();
    for (category, tally) in categories {
        println!("attacks {category}: {tally}");
        total.passed += tally.passed;
        total.failed += tally.failed;
        total.not_built += tally.not_built;
        total.skipped += tally.skipped;
    }
    for fault in &skips.faults {
        println!("{fault}");
    }
    println!("{total}");
    if total.failed == 0 && skips.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    not_built: usize,
    skipped: usize,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} passed, {} failed, {} not built", self.passed, self.failed, self.not_built)?;
        if self.skipped > 0 {
            write!(out, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

enum Judgement {
    Passed,
    NotBuilt,
    /// What was expected and what came out.
    Failed(String),
}

/// The cases in the order of their files' names.
fn cases(folder: &Path) -> Vec<Value> {
    let entries = fs::read_dir(folder.join("cases"))
        .unwrap_or_else(|error| panic!("WAXSEAL_ATTACKS: {}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        serde_json::from_slice(&fs::read(file).expect("a case can be read")).expect("a case is JSON")
    };
    files.iter().map(read).collect()
}

/// The message of a case; `None` if what makes it is missing.
fn message(folder: &Path, case: &Value) -> Option<Vec<u8>> {
    let file = case["message_file"].as_str()?;
    if !file.starts_with("gen:") {
        return Some(fs::read(folder.join(file)).expect("the message can be read"));
    }
    let output = Command::new("python3").arg("bombs.py").arg(file).current_dir(folder).output().ok()?;
    output.status.success().then_some(output.stdout)
}

fn judge(folder: &Path, case: &Value) -> Judgement {
    let file = case["message_file"].as_str().unwrap_or_default();
    if RESOLVER.iter().any(|key| !case["input"][*key].is_null())
        || NOT_BUILT.iter().any(|made| file.starts_with(made))
    {
        return Judgement::NotBuilt;
    }
    let Some(message) = message(folder, case) else { return Judgement::NotBuilt };
    let mut outcome = observe(&message, case);
    let mut built = false;
    let mut wrong = Vec::new();
    for (key, wanted) in [("must", true), ("must_not", false)] {
        for check in case[key].as_array().expect("a case lists its checks") {
            let check = check.as_str().expect("a check is a string");
            if check.starts_with("should:") {
                continue;
            }
            let Some(found) = outcome.check(check) else { continue };
            built |= !is_general(check) || outcome.parts_exist;
            if found.holds != wanted {
                wrong.push(format!("{key} {check}: got {}", found.got));
            }
        }
    }
    if !wrong.is_empty() {
        Judgement::Failed(wrong.join("; "))
    } else if built {
        Judgement::Passed
    } else {
        Judgement::NotBuilt
    }
}

/// Checks that hold as well where the part that a case is about does not exist.
fn is_general(check: &str) -> bool {
    matches!(check, "panic" | "no_panic" | "unbounded_queries") || check.starts_with("dns.")
}

/// What came out of a case.
struct Observed {
    report: Value,
    asked: BTreeSet<String>,
    /// Whether the part that the case's category is about exists.
    parts_exist: bool,
}

fn observe(message: &[u8], case: &Value) -> Observed {
    let input = &case["input"];
    let consents = input["consent"] != false;
    let mut asked = BTreeSet::new();
    let fixture = Fixture::of_attack(case);
    let mut answer = |query: &Query| {
        if !consents {
            return vec![Answer { outcome: Outcome::Declined, provenance: Provenance::Nobody }];
        }
        asked.insert(query.name.to_string());
        let Some(resolvers) = input["resolvers"].as_object() else { return vec![fixture.answer(query)] };
        resolvers.iter().map(|(name, zone)| fixture.answer_of(name, zone, query)).collect()
    };
    let analysis = common::analyse(message, message.len());
    let now = input["now"].as_i64();
    let envelope = common::envelope(input);
    let circumstances = Circumstances { key_names: KEY_NAMES, envelope, ..Circumstances::default() };
    let report = common::settle(&analysis, Answers::default(), &circumstances, now, &mut answer);
    let report = recorded::value(&report);
    let category = case["category"].as_str();
    let built = ["author", "bomb", "claims", "crypto", "dkim", "dns", "policy", "unicode"];
    Observed { report, asked, parts_exist: category.is_some_and(|category| built.contains(&category)) }
}

/// Whether a check holds, and what was found.
struct Found {
    holds: bool,
    got: String,
}

impl Found {
    fn new(holds: bool, got: impl Into<String>) -> Self {
        Self { holds, got: got.into() }
    }
}

impl Observed {
    /// `None` for a check on a part that is not built.
    fn check(&mut self, check: &str) -> Option<Found> {
        if let Some(name) = check.strip_prefix("finding:") {
            return self.finding(name);
        }
        if let Some(name) = check.strip_prefix("signed_header:") {
            return self.signed(name);
        }
        if let Some(name) = check.strip_prefix("dns.asked:") {
            return Some(Found::new(self.asked.contains(name), self.asked_names()));
        }
        if let Some(suffix) = check.strip_prefix("dns.asked_none:") {
            let below = |name: &&String| name.rsplit('.').next() == Some(suffix) || name.ends_with(suffix);
            return Some(Found::new(!self.asked.iter().any(|name| below(&name)), self.asked_names()));
        }
        match check {
            "no_panic" => return Some(Found::new(true, "no panic")),
            "panic" => return Some(Found::new(false, "no panic")),
            "unbounded_queries" => return Some(Found::new(self.asked.len() > QUESTIONS, self.asked_names())),
            _ => {}
        }
        let (property, operator, wanted) = split(check)?;
        let got = self.property(property)?;
        let holds = match operator {
            "<=" => got.parse::<u64>().is_ok_and(|got| wanted.parse().is_ok_and(|wanted: u64| got <= wanted)),
            "!=" => wanted.split('|').all(|one| one != got),
            _ => wanted.split('|').any(|one| one == got),
        };
        // One of many: any of them may be the one.
        let holds = holds
            || (property.contains("[any]") && got.split(',').any(|one| wanted.split('|').any(|w| w == one)));
        Some(Found::new(holds, got))
    }

    fn property(&self, property: &str) -> Option<String> {
        let signatures = self.report["dkim"].as_array()?;
        let text = |value: &Value| value.as_str().map_or_else(|| "absent".to_owned(), str::to_owned);
        match property {
            "dkim.count" => return Some(signatures.len().to_string()),
            "dkim.verified_count" => {
                let verified = signatures.iter().filter(|one| one["result"] != "not_checked");
                return Some(verified.count().to_string());
            }
            "dkim[any].result" => {
                let results: Vec<_> = signatures.iter().map(|one| text(&one["result"])).collect();
                return Some(results.join(","));
            }
            "arc.result" => return Some(text(&self.report["arc"]["result"])),
            "from.domain" => return Some(text(&self.report["identifiers"]["author_domain"]["a_label"])),
            "from.ambiguous" => return Some((!self.author_is_clear()).to_string()),
            // Where SPF, DMARC or ARC decide, they have to exist first.
            "overall" if !self.parts_exist => return None,
            "overall" => {
                return Some(if self.is_authenticated() { "authenticated" } else { "not" }.to_owned());
            }
            "spf.result" => return Some(text(&self.report["spf"][0]["result"])),
            "spf.identity" => return Some(text(&self.report["spf"][0]["identity"])),
            "spf.ip" => return Some(text(&self.report["envelope"]["client"]["value"])),
            "dmarc.result" => return Some(text(&self.report["dmarc"]["result"])),
            "dmarc.policy" => return Some(text(&self.report["dmarc"]["effective_policy"])),
            "ar.count" => {
                let claims = self.report["claims"].as_array()?.iter();
                let results = claims.filter(|claim| claim["kind"] == "authentication_results");
                return Some(results.count().to_string());
            }
            "dns.count" => return Some(self.asked.len().to_string()),
            _ => {}
        }
        let (index, part) = property.strip_prefix("dkim[")?.split_once("].")?;
        let signature = signatures.get(index.parse::<usize>().ok()?);
        let signature = signature.unwrap_or(&Value::Null);
        match part {
            "result" => Some(text(&signature["result"])),
            "d" => Some(text(&signature["signature"]["domain"]["a_label"])),
            _ => None,
        }
    }

    fn has_finding(&self, codes: &[&str]) -> bool {
        let findings = self.report["findings"].as_array().expect("a report lists its findings");
        findings.iter().any(|finding| codes.iter().any(|code| finding["code"] == *code))
    }

    fn author_is_clear(&self) -> bool {
        let unclear = ["ambiguous", "invalid-domain", "missing", "multiple-fields"];
        let unclear = unclear.map(|what| format!("message.from.{what}"));
        let findings = self.report["findings"].as_array().expect("a report lists its findings");
        // RFC 9989 §5.3.1: several authors of one domain have that domain.
        let several = findings.iter().any(|finding| {
            finding["code"] == "message.from.multiple-mailboxes" && finding["params"]["domains"] != 1
        });
        !several && !self.has_finding(&unclear.each_ref().map(String::as_str))
    }

    /// What the page's headline goes by: the author is proven, with nothing that a reader sees left out.
    fn is_authenticated(&self) -> bool {
        const RESERVATIONS: &[&str] = &[
            "message.from.encoded-address",
            "message.from.source-route",
            "message.from.comment-in-address",
            "message.from.quoted-at",
            "message.header.malformed-line",
            "message.header.bare-cr",
            "dkim.key.testing",
            "dkim.key.answers-differ",
            "dkim.signature.unsigned-body",
            "dkim.signature.instance-unsigned",
            "dkim.signature.timestamp-in-future",
            "replay.time.long-before",
        ];
        self.author_is_clear()
            && !self.has_finding(RESERVATIONS)
            && self.report["verdict"]["author"] == "proven"
    }

    fn finding(&self, name: &str) -> Option<Found> {
        let codes = attack_codes::codes(name)?;
        let findings = self.report["findings"].as_array()?;
        let means = |finding: &&Value| {
            codes.iter().any(|code| {
                finding["code"] == code.0
                    && code.1.is_none_or(|(parameter, value)| finding["params"][parameter] == value)
            })
        };
        let all: BTreeSet<_> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
        let all: Vec<_> = all.into_iter().collect();
        Some(Found::new(findings.iter().any(|finding| means(&finding)), all.join(", ")))
    }

    /// Whether a field of that name is signed by a signature that passes.
    fn signed(&self, name: &str) -> Option<Found> {
        let fields = self.report["fields"].as_array()?;
        let named = |index: &Value| {
            let field = index.as_u64().and_then(|index| fields.get(usize::try_from(index).ok()?));
            field
                .and_then(|field| field["name"].as_str())
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let signs = |signature: &Value| {
            let signed = signature["coverage"]["signed_fields"].as_array();
            signature["result"] == "pass" && signed.is_some_and(|signed| signed.iter().any(named))
        };
        Some(Found::new(self.report["dkim"].as_array()?.iter().any(signs), "no signature of it"))
    }

    fn asked_names(&self) -> String {
        let names: Vec<_> = self.asked.iter().map(String::as_str).collect();
        format!("asked {}", names.join(", "))
    }
}

/// A check's property, operator and value.
fn split(check: &str) -> Option<(&str, &str, &str)> {
    ["<=", "!=", "="].into_iter().find_map(|operator| {
        let (property, value) = check.split_once(operator)?;
        Some((property, operator, value))
    })
}
