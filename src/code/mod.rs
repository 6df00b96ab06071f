//! What every table of findings is made with: severities, references, parameters, and the macros of the tables.

mod macros;
mod terms;

pub(crate) use macros::{names, problems};
pub use terms::{AlignmentMode, Canonicalization, Policy, TermKind};

use serde::{Serialize, Serializer};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Unusual; changes no verdict.
    Notice,
    /// Works, but is risky or against a MUST or SHOULD.
    Warning,
    /// A verdict fails, or cannot be given, because of it.
    Error,
}

/// The text that decides: an RFC and a section of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// Number of the RFC.
    pub rfc: u16,
    /// Section as the RFC numbers it, such as `3.4.2`.
    pub section: &'static str,
}

/// A parameter of a problem.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Param<'a> {
    Text(&'a str),
    Number(u64),
    Nothing,
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<&&'static str> for Param<'_> {
    fn from(text: &&'static str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Self::Nothing, Self::Text)
    }
}

impl From<&u64> for Param<'_> {
    fn from(number: &u64) -> Self {
        Self::Number(*number)
    }
}

impl From<&Option<u64>> for Param<'_> {
    fn from(number: &Option<u64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

impl From<&usize> for Param<'_> {
    fn from(number: &usize) -> Self {
        Self::Number(*number as u64)
    }
}

impl Serialize for Param<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Nothing => serializer.serialize_none(),
        }
    }
}

/// Parameters with their names.
pub(crate) struct Params<'a>(pub(crate) Vec<(&'static str, Param<'a>)>);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
