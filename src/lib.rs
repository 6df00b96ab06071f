//! Verifies and explains e-mail authentication.
//!
//! Data flows one way: octets → [`Ingest`] → [`Analysis`] → [`Evaluation`], which holds a complete
//! [`Report`] and the DNS questions that would settle what is still pending. The core knows no
//! browser, network, clock or randomness: the answers, the circumstances and the time are arguments,
//! and the same arguments always give the same report.
//!
//! ```
//! use waxseal::{Circumstances, Ingest, Options, dns::Answers};
//!
//! let mut ingest = Ingest::new(64, Options::default());
//! ingest.push(b"From: a@example.com\r\n");
//! ingest.push(b"Subject: hello\r\n\r\nHello.\r\n");
//! let analysis = ingest.finish();
//! let evaluation = analysis.evaluate(&Answers::default(), &Circumstances::default(), Some(1_760_000_000));
//! let names: Vec<String> = evaluation.requests.iter().map(|one| one.query.name.to_string()).collect();
//! assert!(names.contains(&"_dmarc.example.com".to_owned()));
//! assert!(evaluation.report.dkim.is_empty());
//! ```

mod analysis;
pub mod arc;
pub mod authres;
pub mod code;
mod crypto;
pub mod deception;
pub mod diagnosis;
pub mod dkim;
pub mod dmarc;
pub mod dns;
mod domain;
pub mod finding;
mod intake;
pub mod message;
mod order;
pub mod paste;
mod platform;
pub mod policy;
mod report;
pub mod requirements;
mod scan;
mod slips;
mod span;
pub mod spf;
mod structured;
mod tag_list;
pub mod text;
pub mod trace;
mod typed;
pub mod verdict;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use analysis::{Analysis, Circumstances, Ingest, Options};
pub use intake::Pasted;
pub use message::{FromField, Mailbox};
pub use platform::Platform;
pub use report::{
    DomainReport, Evaluation, Identifiers, QueryRecord, Report, ReportField, SCHEMA, Source, SourceKind,
};
pub use span::Span;
pub use structured::Part;
pub use typed::{Typed, TypedKind};
