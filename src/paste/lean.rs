//! What repairs can be reported; this build makes none.

#[allow(dead_code, reason = "no repair is made")]
pub(crate) mod problem;

pub use problem::{Container, Decision, Problem, Wrapping};
