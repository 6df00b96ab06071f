//! Prints the report on a message as JSON: the same octets as the WebAssembly module gives.
//!
//! ```text
//! cargo run --release --example report -- MESSAGE [--zone FILE]… [--now SECONDS]
//! cargo run --release --example report -- --batch FILE
//! ```
//!
//! `--zone` names recorded DNS records (zone lines, or what `dig` prints); nothing else is asked.
//! Without `--now` no time is checked. A line of a batch is
//! `{"message": "path", "zones": ["records"], "now": 0}`, and a line of its output is a report.

#![allow(clippy::expect_used, clippy::panic)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::{env, fs, io, io::Write as _, process::ExitCode};

use common::recorded::{Recorded, print};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    message: String,
    #[serde(flatten)]
    recorded: Recorded,
}

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(text) => match io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(why) => {
            eprintln!("{why}");
            eprintln!("usage: report MESSAGE [--zone FILE]... [--now SECONDS]");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<String, String> {
    let mut recorded = Recorded::default();
    let mut message = None;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--batch" => return batch(&value()?),
            "--zone" => recorded.zones.push(text(&value()?)?),
            "--now" => recorded.now = Some(value()?.parse().map_err(|_| "--now needs seconds".to_owned())?),
            option if option.starts_with("--") => return Err(format!("unknown option {option}")),
            _ if message.is_some() => return Err("one message at a time".to_owned()),
            _ => message = Some(argument),
        }
    }
    let message = octets(&message.ok_or("no message")?)?;
    Ok(print(&recorded.report(&message, message.len())))
}

fn batch(file: &str) -> Result<String, String> {
    let mut output = String::new();
    for line in text(file)?.lines() {
        let line: Line = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        let message = octets(&line.message)?;
        let report = line.recorded.report(&message, message.len());
        output += &serde_json::to_string(&report).expect("a report is plain data");
        output.push('\n');
    }
    Ok(output)
}

fn octets(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}"))
}

fn text(file: &str) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}
