//! The samples and the cases in the repository are what the generator makes of them.
//!
//! `WAXSEAL_BLESS=1 cargo test --test generated` writes them anew.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod generator;
mod signer;

use std::{fs, path::Path};

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
