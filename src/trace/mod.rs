//! The way of a message: its Received fields (RFC 5321 §4.4), where the receiver's own hosts begin, and
//! the marks that forwarders leave. Only what the receiver's own hosts wrote can be relied on.

mod address;
mod boundary;
mod date;
mod forwarding;
mod hop;
mod host;
mod judged;
mod network;
mod own;
mod problem;
mod received;
mod rewriting;
mod tls;

pub(crate) use judged::{clients_of_results, clients_of_spf};

pub use address::{Address, AddressBasis, Scope};
pub use boundary::{Boundary, BoundaryBasis, Evidence};
pub use forwarding::{Sign, SignKind};
pub use hop::{Hop, Internal, Standing, Trace};
pub use host::{Receiver, Sender};
pub use problem::{Fault, Problem};
pub use received::Received;
pub use rewriting::{Rewriting, Scheme};
pub use tls::{Tls, TlsUse, TlsVersion};

#[cfg(test)]
mod boundary_tests;
#[cfg(test)]
mod received_tests;
