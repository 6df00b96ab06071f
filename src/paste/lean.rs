//! What repairs can be reported; this build makes none.

pub(crate) mod problem;

pub use problem::{Container, Decision, Problem};
