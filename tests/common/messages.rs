//! Compares the report on a message with what a suite expects of it.

use serde_json::Value;
use waxseal::{Circumstances, dns::Answers};

use crate::{
    common::{self, recorded},
    fixture::Fixture,
};

/// High enough that no case of a suite reaches it.
const KEY_NAMES: usize = 1000;

/// More questions than any one message may cause.
const QUESTIONS: usize = 100;

/// What differs.
pub(crate) fn compare(message: &[u8], case: &Value, fixture: &Fixture<'_>) -> Vec<String> {
    let expected = &case["expected"];
    let envelope = common::envelope(&case["input"]);
    let circumstances = Circumstances { key_names: KEY_NAMES, envelope, ..Circumstances::default() };
    let run = |piece| {
        let analysis = common::analyse(message, piece);
        let answer = &mut |query: &_| vec![fixture.answer(query)];
        let now = case["now"].as_i64();
        recorded::value(&common::settle(&analysis, Answers::default(), &circumstances, now, answer))
    };
    let report = run(message.len());
    let asked = report["queries"].as_array().expect("a report lists the questions").iter().filter(|query| {
        let answers = query["answers"].as_array().expect("a question lists its answers");
        answers.iter().any(|answer| answer["outcome"]["kind"] != "not_asked")
    });
    if asked.count() > QUESTIONS {
        return vec![format!("more than {QUESTIONS} questions")];
    }
    if run(7) != report {
        return vec!["the report depends on how the message is cut into pieces".to_owned()];
    }
    let mut wrong = Vec::new();
    if let Some(signatures) = expected["dkim"].as_array() {
        wrong.extend(compare_signatures(signatures, &report));
    }
    if let Some(wanted) = expected["arc"].as_str().filter(|wanted| report["arc"]["result"] != *wanted) {
        let got = &report["arc"];
        wrong.push(format!("arc: expected {wanted}, got {} ({})", got["result"], got["cause"]));
    }
    wrong.extend(compare_header(&expected["parse"], &report, message.len()));
    wrong.extend(compare_policy(expected, &report));
    wrong
}

/// What differs from what is expected of SPF, which a case of SPF alone compares apart, and of DMARC.
fn compare_policy(expected: &Value, report: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(results) = expected["spf"].as_array() {
        let got = &report["spf"][0]["result"];
        if !results.contains(got) {
            wrong.push(format!("spf: expected {results:?}, got {got}"));
        }
    }
    let dmarc = &report["dmarc"];
    let wanted = &expected["dmarc"];
    if !wanted.is_null() && wanted["result"] != dmarc["result"] {
        wrong.push(format!("dmarc: expected {}, got {}", wanted["result"], dmarc["result"]));
    }
    let policy = &dmarc["effective_policy"];
    if wanted["policy"].is_string() && wanted["policy"] != *policy {
        wrong.push(format!("policy: expected {}, got {policy}", wanted["policy"]));
    }
    if let Some(domain) = expected["parse"]["dmarc_must_not_pass_for"].as_str() {
        let author = report["identifiers"]["author_domain"]["a_label"].as_str().unwrap_or_default();
        let is_meant = author == domain || author.ends_with(&format!(".{domain}"));
        let proofs = ["proven", "header_proven", "route"].map(Value::from);
        if is_meant && (dmarc["result"] == "pass" || proofs.contains(&report["verdict"]["author"])) {
            wrong.push(format!("{author} is confirmed"));
        }
    }
    wrong
}

fn compare_signatures(expected: &[Value], report: &Value) -> Vec<String> {
    let found = report["dkim"].as_array().expect("a report lists the signatures");
    if found.len() != expected.len() {
        return vec![format!("expected {} signatures, got {}", expected.len(), found.len())];
    }
    let pairs = expected.iter().zip(found).enumerate();
    pairs.flat_map(|(index, (expected, found))| compare_signature(index, expected, found, report)).collect()
}

fn compare_signature(index: usize, expected: &Value, found: &Value, report: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (property, tag) in [("domain", "d"), ("selector", "s")] {
        let got = name_of(&found["signature"], property, tag);
        if let Some(wanted) = expected[property].as_str().filter(|wanted| !wanted.eq_ignore_ascii_case(&got))
        {
            wrong.push(format!("dkim[{index}] {property}: expected {wanted:?}, got {got:?}"));
        }
    }
    let result = found["result"].as_str().expect("a signature has a result");
    let acceptable =
        expected["acceptable"].as_array().cloned().unwrap_or_else(|| vec![expected["result"].clone()]);
    if !acceptable.iter().any(|one| one == result) {
        let wanted: Vec<_> = acceptable.iter().filter_map(Value::as_str).collect();
        wrong.push(format!(
            "dkim[{index}]: expected {}{}, got {result} ({})",
            wanted.join("|"),
            expected["reason_hint"]
                .as_str()
                .filter(|hint| !hint.is_empty())
                .map_or(String::new(), |hint| format!(" ({hint})")),
            codes_of(index, report)
        ));
    }
    wrong
}

/// The name as it is looked up, or the tag's text where it is no name.
fn name_of(signature: &Value, property: &str, tag: &str) -> String {
    let tags = signature["tags"].as_array().expect("a signature lists its tags");
    let text = || tags.iter().find(|found| found["name"] == tag).and_then(|found| found["value"].as_str());
    signature[property]["a_label"].as_str().or_else(text).unwrap_or_default().to_owned()
}

/// The codes of the findings about a signature.
fn codes_of(index: usize, report: &Value) -> String {
    let findings = report["findings"].as_array().expect("a report lists its findings");
    let about = |finding: &&Value| {
        let subject = &finding["subject"];
        (subject["kind"] == "signature" && subject["index"] == index)
            || (subject["kind"] == "key" && subject["signature"] == index)
    };
    let codes: Vec<_> =
        findings.iter().filter(about).filter_map(|finding| finding["code"].as_str()).collect();
    codes.join(", ")
}

fn compare_header(expected: &Value, report: &Value, octets: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, wanted: &Value, got: Value| {
        if !wanted.is_null() && *wanted != got {
            wrong.push(format!("{what}: expected {wanted}, got {got}"));
        }
    };
    let source = &report["source"];
    compare("field count", &expected["header_count"], source["field_count"].clone());
    let names = report["fields"].as_array().expect("a report lists the fields");
    let lower = |field: &Value| field["name"].as_str().expect("a field has a name").to_ascii_lowercase();
    compare("field names", &plain_names(&expected["header_names"]), names.iter().map(lower).collect());
    let body = &source["body"]["start"];
    let offset = if body.is_null() { octets.into() } else { body.clone() };
    compare("body offset", &expected["body_offset"], offset);
    wrong
}

/// The reference splitter keeps a byte order mark and the line end of a name folded before its colon.
fn plain_names(names: &Value) -> Value {
    let Some(names) = names.as_array() else { return Value::Null };
    let plain = |name: &Value| {
        let name = name.as_str().expect("a name is a string");
        name.trim_start_matches("\u{FEFF}").trim_start_matches("ï»¿").trim().to_owned()
    };
    names.iter().map(plain).collect()
}
