//! Makes the samples of the page and the cases under tests/cases.
//!
//! `WAXSEAL_BLESS=1 cargo test --test generated` writes them anew.

pub(crate) mod cases;
pub(crate) mod diagnosis;
pub(crate) mod samples;
