//! Every case under tests/cases gives the report that lies beside it, the diagnoses where there are any, and the
//! verdict that these lead to where it is another one than the report's.
//!
//! `WAXSEAL_BLESS=1 cargo test --test cases` writes the reports anew: read the difference before it
//! is committed.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;
mod common;

use std::fs;

use common::recorded::print;

#[test]
fn cases_give_their_reports() {
    let bless = std::env::var_os("WAXSEAL_BLESS").is_some();
    let mut differ = Vec::new();
    for case in cases::all() {
        let report = case.recorded.report(&case.message, case.message.len());
        let (searched, diagnoses) = case.recorded.diagnose(&case.message);
        let verdict = waxseal::verdict::judge(&searched, &diagnoses);
        let verdict = if verdict == searched.verdict { String::new() } else { print(&verdict) };
        let diagnoses = if diagnoses.is_empty() { String::new() } else { print(&diagnoses) };
        for (file, text) in
            [("report.json", print(&report)), ("diagnosis.json", diagnoses), ("verdict.json", verdict)]
        {
            let path = case.folder.join(file);
            // A file that is not there holds nothing.
            if fs::read_to_string(&path).unwrap_or_default() == text {
                continue;
            }
            match (bless, text.is_empty()) {
                (true, true) => fs::remove_file(&path).expect("a file can be removed"),
                (true, false) => fs::write(&path, text).expect("a file can be written"),
                _ => differ.push(format!("{}/{file}: {}", case.name(), first_difference(&path, &text))),
            }
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn pieces_do_not_matter() {
    for case in cases::all() {
        let whole = case.recorded.report(&case.message, case.message.len());
        for piece in [1, 2, 7, 64] {
            assert_eq!(
                case.recorded.report(&case.message, piece),
                whole,
                "{} in pieces of {piece}",
                case.name()
            );
        }
    }
}

fn first_difference(path: &std::path::Path, report: &str) -> String {
    let Ok(expected) = fs::read_to_string(path) else { return "no such file".to_owned() };
    let mut pairs = expected.lines().zip(report.lines()).enumerate();
    let found = pairs.find(|(_, (expected, got))| expected != got);
    found.map_or("one is longer".to_owned(), |(line, (expected, got))| {
        format!("line {}: expected {}, got {}", line.saturating_add(1), expected.trim(), got.trim())
    })
}
