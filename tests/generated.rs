//! The samples and the cases in the repository are what the generator makes of them.
//!
//! `WAXSEAL_BLESS=1 cargo test --test generated` writes them anew.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
mod generator;
mod signer;

use std::{fs, path::Path};

use waxseal::{
    Circumstances,
    dns::{Answers, Provenance, zone},
};

#[test]
fn committed_files_are_what_the_generator_makes() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bless = std::env::var_os("WAXSEAL_BLESS").is_some();
    let mut files = generator::samples::files();
    files.extend(generator::cases::files());
    files.extend(generator::diagnosis::files());
    let mut differ = Vec::new();
    for (name, octets) in &files {
        let path = package.join(name);
        if bless {
            fs::create_dir_all(path.parent().expect("a file lies in a folder"))
                .expect("a folder can be made");
            fs::write(&path, octets).expect("a file can be written");
        } else if fs::read(&path).ok().as_ref() != Some(octets) {
            differ.push(name.as_str());
        }
    }
    assert!(differ.is_empty(), "differ from what the generator makes: {differ:#?}");
}

#[test]
fn the_page_looks_at_the_samples_at_the_time_they_were_made_for() {
    let index = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples/index.js");
    let index = fs::read_to_string(index).expect("the page lists its samples");
    for id in generator::samples::NAMES {
        let entry = format!("{{ id: '{id}', now: {} }}", generator::samples::NOW);
        assert!(index.contains(&entry), "{entry}");
    }
}

#[test]
fn the_samples_bring_every_answer_along() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    for id in generator::samples::NAMES {
        let read = |file: &str| fs::read(folder.join(id).join(file)).expect("a sample has its files");
        let zone = String::from_utf8(read("zone.txt")).expect("a zone file is UTF-8");
        let zone = zone::parse(&zone, &common::platform::native());
        assert_eq!(zone.problems, [], "{id}");
        let mut answers = Answers::default();
        zone.add_to(&mut answers, &Provenance::Recorded, &[]);
        let mut pasted = common::paste(&read("message.eml"), 977);
        let evaluation = pasted.evaluate(&answers, &Circumstances::default(), Some(generator::samples::NOW));
        assert_eq!(evaluation.requests, [], "{id}");
    }
}

#[test]
fn forwarding_does_to_the_samples_what_it_is_known_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    for (id, kind, spf, dkim, dmarc) in [
        ("forwarded", "plain", "broken", "kept", "kept"),
        ("forwarded-srs", "rewritten", "replaced", "kept", "kept"),
        ("forwarded-unsigned", "plain", "broken", "absent", "broken"),
        ("forwarded-footer", "plain", "broken", "broken", "broken"),
        ("list-footer", "list", "replaced", "broken", "broken"),
    ] {
        let read =
            |file: &str| fs::read_to_string(folder.join(id).join(file)).expect("a sample has its files");
        let recorded = common::recorded::Recorded {
            zones: vec![read("zone.txt")],
            now: Some(generator::samples::NOW),
            ..Default::default()
        };
        let forwarding = recorded.verify(read("message.eml").as_bytes()).forwarding.expect(id);
        let found =
            [forwarding.kind.name(), forwarding.spf.name(), forwarding.dkim.name(), forwarding.dmarc.name()];
        assert_eq!(found, [kind, spf, dkim, dmarc], "{id}");
    }
}
