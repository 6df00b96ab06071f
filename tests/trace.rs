//! Received and results fields: whatever stands in them, and those of real messages.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use waxseal::{
    Circumstances, Ingest, Options, Span,
    authres::{AuthenticationResults, Problem, ReceivedSpf},
    dns::Answers,
    trace::{self, Received, Trace},
};

/// Every span of a serialized value.
fn spans(value: &Value, found: &mut Vec<(usize, usize)>) {
    match value {
        Value::Object(map) => {
            let number =
                |key: &str| map.get(key).and_then(Value::as_u64).map(|n| usize::try_from(n).expect("fits"));
            found.extend(number("start").zip(number("end")));
            map.values().for_each(|value| spans(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| spans(value, found)),
        _ => {}
    }
}

fn spans_within(value: &impl serde::Serialize, field: Span) -> Result<(), TestCaseError> {
    let mut found = Vec::new();
    spans(&serde_json::to_value(value).expect("it can be serialized"), &mut found);
    prop_assert!(!found.is_empty());
    for (start, end) in found {
        prop_assert!(field.start <= start && start <= end && end <= field.end, "{start}..{end} of {field:?}");
    }
    Ok(())
}

/// Octets that are a field's own, and any others.
fn field() -> impl Strategy<Value = Vec<u8>> {
    let pieces = vec![
        "from ",
        "by ",
        "with ",
        "id ",
        "for ",
        "via ",
        "tls ",
        "; ",
        "(",
        ")",
        "[",
        "]",
        "[192.0.2.1]",
        "helo=",
        "HELO ",
        "\"",
        "\\",
        "<",
        ">",
        "a.example",
        "\r\n ",
        "TLS1.2:",
        "cipher ",
        "=",
        ".",
        "/",
        "none",
        "spf=pass",
        "i=1",
        "smtp.mailfrom=",
        "reason=",
        "envelope-from ",
        "Mon, 23 Nov 2026 18:04:31 +0900",
        "é",
        "\0",
        " ",
        "@",
        "2001:db8::1",
        "client-ip=",
        "SRS0=",
        "+caf_=",
        "ESMTPS",
    ];
    let piece = prop_oneof![
        8 => select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..6),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_inside_the_field(before in vec(any::<u8>(), 0..9), field in field(), after in vec(any::<u8>(), 0..9)) {
        let source = [before.as_slice(), &field, &after].concat();
        let value = Span::new(before.len(), before.len() + field.len());
        spans_within(&AuthenticationResults::parse(&source, value), value)?;
        spans_within(&AuthenticationResults::parse_arc(&source, value), value)?;
        spans_within(&ReceivedSpf::parse(&source, value), value)?;
        spans_within(&Received::parse(&source, value), value)?;
        let names = ["Received", "Return-Path", "Received-SPF", "List-Id"];
        spans_within(&Trace::read(&source, names.into_iter().map(|name| (name, value))), value)?;
    }

    #[test]
    fn what_follows_the_field_changes_nothing(field in field(), after in vec(any::<u8>(), 0..9)) {
        let value = Span::new(0, field.len());
        let source = [field.as_slice(), &after].concat();
        prop_assert_eq!(Received::parse(&source, value), Received::parse(&field, value));
        prop_assert_eq!(AuthenticationResults::parse(&source, value), AuthenticationResults::parse(&field, value));
        prop_assert_eq!(ReceivedSpf::parse(&source, value), ReceivedSpf::parse(&field, value));
    }

    #[test]
    fn hops_below_the_boundary_do_not_move_it(below in vec(field(), 0..4)) {
        let top = b"from mail.sender.example (mail.sender.example [192.0.2.1]) by mx.receiver.example; \
            Mon, 23 Nov 2026 18:04:31 +0900".to_vec();
        let mut source = Vec::new();
        let mut places = Vec::new();
        for field in [vec![top], below].concat() {
            places.push(Span::new(source.len(), source.len() + field.len()));
            source.extend(field);
        }
        let trace = Trace::read(&source, places.iter().map(|place| ("Received", *place)));
        let boundary = trace.boundary.expect("there is a hop");
        prop_assert_eq!(boundary.hop + 1, trace.hops.len());
        prop_assert_eq!(boundary.client.map(|client| client.ip.to_string()), Some("192.0.2.1".to_owned()));
    }
}

/// The messages of the suites, by path; none without `WAXSEAL_SUITES`.
fn messages() -> Vec<PathBuf> {
    let Some(folders) = std::env::var_os("WAXSEAL_SUITES").filter(|names| !names.is_empty()) else {
        println!("skipped (WAXSEAL_SUITES names no folder)");
        return Vec::new();
    };
    let list = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| entry.expect("it can be listed").path())
            .collect()
    };
    let suites = std::env::split_paths(&folders).flat_map(|folder| list(&folder));
    let mut messages: Vec<_> = suites.flat_map(|suite| list(&suite.join("msg"))).collect();
    messages.sort();
    messages
}

/// The values of the fields of `path`, each with its name in lower case.
fn fields(path: &Path) -> (Vec<u8>, Vec<(String, Span)>) {
    let source = fs::read(path).expect("a message can be read");
    let mut ingest = Ingest::new(source.len(), Options::default());
    ingest.push(&source);
    let report = ingest.finish().evaluate(&Answers::default(), &Circumstances::default(), None).report;
    let fields = report.fields.iter().map(|field| (field.name.to_ascii_lowercase(), field.value)).collect();
    (source, fields)
}

/// Whether somewhere in `text` a time of day stands.
fn has_time(text: &str) -> bool {
    let octets = text.as_bytes();
    octets.windows(6).any(|window| {
        let digit = |place: usize| window[place].is_ascii_digit();
        digit(0) && digit(1) && window[2] == b':' && digit(3) && digit(4) && window[5] == b':'
    })
}

#[test]
fn received_fields_of_real_messages() {
    let mut seen = BTreeSet::new();
    let (mut complete, mut faulty) = (0_usize, BTreeMap::<&str, usize>::new());
    let mut unread = Vec::new();
    for path in messages() {
        let (source, fields) = fields(&path);
        for (_, value) in fields.iter().filter(|(name, _)| name == "received") {
            let text = String::from_utf8_lossy(value.of(&source)).into_owned();
            if !seen.insert(text.clone()) {
                continue;
            }
            let received = Received::parse(&source, *value);
            let names_one = text.split_whitespace().any(|word| matches!(word, "from" | "by"));
            let hosts =
                received.from.is_some() || received.by.is_some() || !names_one || text.contains("(qmail ");
            if hosts && (received.time.is_some() || !has_time(&text)) {
                complete += usize::from(received.faults.is_empty());
            } else {
                unread.push(format!("{}: {}", path.display(), text.escape_debug()));
            }
            for problem in received.faults.iter().map(|fault| fault.problem.name()).collect::<BTreeSet<_>>() {
                *faulty.entry(problem).or_default() += 1;
            }
            if std::env::var_os("WAXSEAL_SHOW").is_some() && !received.faults.is_empty() {
                println!("{:?}: {}", received.faults, text.escape_debug());
            }
        }
    }
    println!("{} Received fields, {complete} without a fault; with one: {faulty:?}", seen.len());
    assert!(unread.is_empty(), "{}", unread.join("\n"));
}

#[test]
fn results_fields_of_real_messages() {
    let mut seen = BTreeSet::new();
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut sound = 0_usize;
    for path in messages() {
        let (source, fields) = fields(&path);
        for (name, value) in &fields {
            let faults = match name.as_str() {
                "authentication-results" => AuthenticationResults::parse(&source, *value).faults,
                "arc-authentication-results" => AuthenticationResults::parse_arc(&source, *value).faults,
                "received-spf" => ReceivedSpf::parse(&source, *value).faults,
                _ => continue,
            };
            if !seen.insert(value.of(&source).to_vec()) {
                continue;
            }
            let problems: BTreeSet<_> = faults.iter().map(|fault| fault.problem.name()).collect();
            sound += usize::from(problems.is_empty());
            for problem in &problems {
                *counts.entry(problem).or_default() += 1;
            }
            if std::env::var_os("WAXSEAL_SHOW").is_some() && !problems.is_empty() {
                println!("{problems:?} {name}: {}", value.of(&source).escape_ascii());
            }
        }
    }
    println!("{} fields of results, {sound} without a fault; with one: {counts:?}", seen.len());
    assert_eq!(counts.get(Problem::TooMany.name()), None);
}

#[test]
fn boundaries_of_real_messages() {
    let mut bases = BTreeMap::<&str, usize>::new();
    for path in messages() {
        let (source, fields) = fields(&path);
        let trace = Trace::read(&source, fields.iter().map(|(name, value)| (name.as_str(), *value)));
        let Some(boundary) = &trace.boundary else { continue };
        *bases.entry(boundary.basis.name()).or_default() += 1;
        // A relay of the receiver's own is no client unless the reader says so.
        let given = trace.boundary_at(boundary.hop).and_then(|given| given.client);
        assert!(boundary.client.is_none() || given == boundary.client, "{}", path.display());
        if std::env::var_os("WAXSEAL_SHOW").is_some() {
            let client = boundary.client.map(|client: trace::Address| client.ip);
            let helo = boundary.helo.as_ref().map(|helo| &helo.text);
            let by = trace.hops[boundary.hop].received.by.as_ref().map(|by| &by.name.text);
            println!(
                "{}: {} {client:?} {helo:?} -> {by:?} {:?}",
                path.display(),
                boundary.basis.name(),
                boundary.evidence
            );
        }
    }
    println!("boundaries: {bases:?}");
}
