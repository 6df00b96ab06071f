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
#[cfg(feature = "policy")]
pub mod arc;
mod crypto;
#[cfg(feature = "repair")]
pub mod diagnosis;
pub mod dkim;
#[cfg(feature = "policy")]
pub mod dmarc;
pub mod dns;
#[cfg(all(feature = "policy", feature = "repair"))]
mod domain;
pub mod finding;
#[cfg(feature = "policy")]
pub mod identity;
pub mod message;
#[cfg(feature = "repair")]
pub mod paste;
#[cfg(not(feature = "repair"))]
#[path = "paste/lean.rs"]
pub mod paste;
#[cfg(feature = "repair")]
mod pasted;
mod platform;
#[cfg(feature = "policy")]
pub mod policy;
mod report;
#[cfg(feature = "policy")]
pub mod requirements;
pub mod results;
mod scan;
#[cfg(feature = "policy")]
mod slips;
mod span;
#[cfg(feature = "policy")]
pub mod spf;
mod structured;
mod tag_list;
pub mod text;
pub mod trace;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use analysis::{Analysis, Circumstances, Ingest, Options};
#[cfg(all(feature = "policy", feature = "repair"))]
pub use domain::{DomainReport, Stranger, StrangerKind};
#[cfg(feature = "repair")]
pub use pasted::Pasted;
pub use platform::Platform;
pub use report::{
    Evaluation, FromField, Identifiers, Mailbox, QueryRecord, Report, ReportField, SCHEMA, Source, SourceKind,
};
pub use span::Span;
pub use structured::Part;
