//! The codes: each is unique, well formed, has an RFC's section where it is an error, and a case
//! that emits it. That each has a text in every language: tests/catalog.test.mjs.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;
mod common;

use std::collections::BTreeSet;

use waxseal::finding::Problem;

#[test]
fn codes_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for code in Problem::codes() {
        assert!(seen.insert(code), "{code} is there twice");
        let parts: Vec<&str> = code.split('.').collect();
        assert_eq!(parts.len(), 3, "{code}: protocol.object.problem");
        let plain =
            |part: &str| part.bytes().all(|o| o.is_ascii_lowercase() || o.is_ascii_digit() || o == b'-');
        assert!(parts.iter().all(|part| !part.is_empty() && plain(part)), "{code}");
    }
}

#[test]
fn each_code_has_a_case() {
    let mut emitted = BTreeSet::new();
    for case in cases::all() {
        let report = case.recorded.report(&case.message, case.message.len());
        let (_, diagnoses) = case.recorded.diagnose(&case.message);
        let causes = diagnoses.iter().flat_map(|diagnosis| &diagnosis.causes).map(|cause| &cause.finding);
        emitted.extend(report.findings.iter().chain(causes).map(|finding| finding.problem.code()));
    }
    let without: Vec<&str> = Problem::codes().filter(|code| !emitted.contains(code)).collect();
    assert!(without.is_empty(), "no case emits {without:#?}");
}
