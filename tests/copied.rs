//! Real messages as mail programs hand them to the clipboard: what verifies as a file verifies as a
//! copy, and a copy of the header alone is never said to verify.
//!
//! `WAXSEAL_SUITES` names the folders of the suites, colon-separated.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/mod.rs"]
mod common;
#[path = "common/fixture.rs"]
mod fixture;

use std::{fs, path::PathBuf};

use common::recorded;
use fixture::Fixture;
use serde_json::Value;
use waxseal::{Circumstances, dns::Answers};

/// The suites whose messages were really sent, or look as if they had been.
const SUITES: [&str; 7] =
    ["dkimpy", "go-msgauth", "lieser-dkim_verifier", "mimekit", "rspamd", "stalwart-dkim", "zkemail-real"];

/// A way to copy a message out of a mail program, from its text with CRLF.
type Copy = (&'static str, fn(&str) -> String);

/// The whole source.
const WHOLE: [Copy; 8] = [
    ("Thunderbird's source view", lf),
    ("Thunderbird's source view, without the last line end", |text| {
        lf(text).trim_end_matches('\n').to_owned()
    }),
    ("a text editor of the old Mac", |text| lf(text).replace('\n', "\r")),
    ("Gmail's “Show original”, the raw part", |text| format!("\n{}", lf(text))),
    ("Gmail's “Show original”, all of it", |text| format!("{}{}", gmail_table(text), lf(text))),
    ("an answer that quotes it", |text| each_line(text, |line| format!("> {line}"))),
    ("a ticket that indents it", |text| {
        each_line(text, |line| if line.is_empty() { String::new() } else { format!("    {line}") })
    }),
    ("an editor that puts a byte order mark before it", |text| format!("\u{FEFF}{text}")),
];

/// The whole source from pages that lose the indent of the header's lines, which `c=relaxed` survives.
const AT_THE_MARGIN: [Copy; 4] = [
    ("Gmail's “Show original”, the raw part at the margin", |text| at_the_margin(&lf(text))),
    ("Gmail's “Show original”, all of it at the margin", |text| {
        format!("{}{}", gmail_table(text), at_the_margin(&lf(text)))
    }),
    ("Gmail's “Show original”, all of it, each line at the margin and its end trimmed", |text| {
        let (header, body) = at_the_margin(&lf(text))
            .split_once("\n\n")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .expect("there is a body");
        let header = each_line(&header, |line| line.trim_end().to_owned());
        format!("{}{header}\n{body}", gmail_table(text))
    }),
    ("a quoted copy at the margin", |text| each_line(&at_the_margin(&lf(text)), |line| format!("> {line}"))),
];

/// The header alone.
const HEADERS: [Copy; 3] = [
    ("Outlook's “Internet headers”", |text| format!("{}\r\n", header(text))),
    ("Outlook on the web's message details", |text| lf(&header(text))),
    ("Outlook's “Internet headers”, with blank lines at the end", |text| {
        format!("{}\r\n\r\n\r\n", header(text))
    }),
];

#[test]
fn real_messages_verify_as_they_are_copied() {
    let Some(folders) = std::env::var_os("WAXSEAL_SUITES").filter(|names| !names.is_empty()) else {
        println!("copied: skipped (WAXSEAL_SUITES names no folder)");
        return;
    };
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let mut tried = 0;
    let mut wrong = Vec::new();
    for folder in folders.iter().flat_map(|folder| SUITES.map(|name| folder.join(name))) {
        let Ok(text) = fs::read(folder.join("suite.json")) else { continue };
        let suite: Value = serde_json::from_slice(&text).expect("suite.json is JSON");
        for case in suite["cases"].as_array().expect("a suite has cases") {
            tried += compare(&folder, &suite, case, &mut wrong);
        }
    }
    println!("copied: {tried} copies, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 0, "the suites hold no message that verifies");
}

/// Compares each copy of a message with the message; the number of copies.
fn compare(folder: &std::path::Path, suite: &Value, case: &Value, wrong: &mut Vec<String>) -> usize {
    let Some(file) = case["message_file"].as_str() else { return 0 };
    let octets = fs::read(folder.join(file)).expect("the message can be read");
    // The clipboard holds text, and no NUL.
    let Ok(text) = String::from_utf8(octets) else { return 0 };
    let text = lf(&text).replace('\n', "\r\n");
    if text.contains('\0') || !text.contains("\r\n\r\n") || !is_mail(&text) {
        return 0;
    }
    let original = run(suite, case, &text);
    let verified = passing(&original);
    if verified.is_empty() {
        return 0;
    }
    let mut note = |way: &str, report: &Value, what: &str| {
        let codes: Vec<_> =
            report["findings"].as_array().into_iter().flatten().map(|one| &one["code"]).collect();
        wrong.push(format!("{}/{} as {way}: {what}: {codes:?}", suite["suite"], case["id"]));
    };
    for (way, copy) in WHOLE {
        let report = run(suite, case, &copy(&text));
        if passing(&report) != verified {
            note(way, &report, "the same signatures do not verify");
        }
    }
    let is_relaxed =
        |index: &usize| original["dkim"][*index]["signature"]["header_canonicalization"] == "relaxed";
    if verified.iter().all(is_relaxed) {
        for (way, copy) in AT_THE_MARGIN {
            let report = run(suite, case, &copy(&text));
            if passing(&report) != verified {
                note(way, &report, "the same signatures do not verify");
            }
        }
    }
    for (way, copy) in HEADERS {
        let report = run(suite, case, &copy(&text));
        let has_body = !text.split_once("\r\n\r\n").expect("there is a body").1.trim().is_empty();
        let signs_empty = |index: &usize| original["dkim"][*index]["signature"]["length"] == 0;
        let is_right = |index: &usize| {
            let (verdict, checks) = (&report["dkim"][*index]["result"], &report["dkim"][*index]["checks"]);
            let expected = if has_body && !signs_empty(index) { "neutral" } else { "pass" };
            checks["signature"] == "pass" && verdict == expected
        };
        if !verified.iter().all(is_right) {
            note(way, &report, "the header is not said to be as it was signed, its body untested");
        }
    }
    WHOLE.len() + HEADERS.len()
}

fn run(suite: &Value, case: &Value, text: &str) -> Value {
    let fixture = Fixture::of_suite(suite, case);
    let mut pasted = common::paste(text.as_bytes(), text.len().max(1));
    let circumstances = Circumstances { key_names: 1000, ..Circumstances::default() };
    let now = case["now"].as_i64();
    let report = common::settle_with(
        &mut |answers| pasted.evaluate(answers, &circumstances, now),
        &mut Answers::default(),
        &mut |query| vec![fixture.answer(query)],
    );
    recorded::value(&report)
}

/// The places of the signatures that verify.
fn passing(report: &Value) -> Vec<usize> {
    let signatures = report["dkim"].as_array().expect("a report lists the signatures").iter().enumerate();
    signatures.filter(|(_, one)| one["result"] == "pass").map(|(index, _)| index).collect()
}

/// The lines of the header without white space before them.
fn at_the_margin(text: &str) -> String {
    let (header, body) = text.split_once("\n\n").expect("there is a body");
    format!("{}\n{body}", each_line(header, |line| line.trim_start().to_owned()))
}

fn lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn each_line(text: &str, change: fn(&str) -> String) -> String {
    let text = lf(text);
    let lines: Vec<String> = text.strip_suffix('\n').unwrap_or(&text).split('\n').map(change).collect();
    lines.join("\n") + "\n"
}

fn header(text: &str) -> String {
    text.split_once("\r\n\r\n").map_or(text, |(header, _)| header).to_owned()
}

/// Whether it starts with a field, and has an author.
fn is_mail(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or_default();
    let has_author = header(text).lines().any(|line| line.to_ascii_lowercase().starts_with("from:"));
    has_author && name.bytes().all(|octet| octet.is_ascii_graphic())
}

/// The table above the raw part.
fn gmail_table(text: &str) -> String {
    let value = |name: &str| {
        let start = format!("{name}: ").to_ascii_lowercase();
        let lines = text.lines().take_while(|line| !line.is_empty());
        let mut found = lines.filter(|line| line.to_ascii_lowercase().starts_with(&start));
        found.next().and_then(|line| line.get(start.len()..)).unwrap_or_default().to_owned()
    };
    format!(
        "Original Message\n\nMessage ID\t{}\nCreated at:\tMon, Nov 23, 2026 at 9:00 AM (Delivered after 2 seconds)\n\
        From:\t{}\nTo:\t{}\nSubject:\t{}\nSPF:\tPASS with IP 192.0.2.1 Learn more\n\
        DKIM:\t'PASS' with domain sender.example Learn more\nDMARC:\t'PASS' Learn more\n\n\
        Download Original\nCopy to clipboard\n\n",
        value("Message-ID"),
        value("From"),
        value("To"),
        value("Subject"),
    )
}
