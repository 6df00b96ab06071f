//! Prints the JSON schema of an evaluation, of diagnoses, and of what became of pasted records.
//!
//! ```text
//! cargo run --release --features schema --example schema
//! ```
//!
//! `make types` makes the types of the page from it.

use schemars::{JsonSchema, generate::SchemaSettings};
use waxseal::{Evaluation, diagnosis::Diagnosis, dns::zone::Added};

/// All, so that what they share is described once.
#[derive(JsonSchema)]
#[allow(dead_code)]
struct Module {
    evaluation: Evaluation,
    diagnoses: Vec<Diagnosis>,
    added: Added,
}

fn main() {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    println!("{:#}", generator.into_root_schema_for::<Module>().to_value());
}
