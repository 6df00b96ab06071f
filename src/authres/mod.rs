//! What others say they found: Authentication-Results (RFC 8601), ARC-Authentication-Results
//! (RFC 8617 §4.1.1) and Received-SPF (RFC 7208 §9.1). Nothing here is proven: anybody can write such a
//! field.

mod authentication;
mod outcome;
mod problem;
mod reader;
mod received_spf;

pub(crate) use authentication::read_instance;
pub use authentication::{AuthenticationResults, MethodResult, Property};
pub use outcome::Outcome;
pub use problem::{Fault, Problem};
pub use received_spf::{KeyValue, ReceivedSpf};
