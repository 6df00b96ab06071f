//! Findings: what was noticed, as data. Sentences live in the page's catalogues.

mod macros;

pub(crate) use macros::{names, problems};

use serde::{Serialize, Serializer, ser::SerializeMap as _};

use crate::span::Span;

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

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// The message as a whole.
    Message,
    /// A header field.
    Field {
        /// Its place in [`Report::fields`](crate::Report::fields).
        index: usize,
    },
    /// A DKIM signature.
    Signature {
        /// Its place in [`Report::dkim`](crate::Report::dkim).
        index: usize,
    },
    /// A key record found for a DKIM signature.
    Key {
        /// The signature's place in [`Report::dkim`](crate::Report::dkim).
        signature: usize,
        /// The record's place in [`Verification::keys`](crate::dkim::Verification::keys).
        record: usize,
    },
    /// The ARC chain.
    ArcChain,
    /// An ARC set.
    ArcSet {
        /// Its instance, 1 to 50; there may be no set of this instance.
        instance: u32,
    },
    /// What is published under the selector that was given with a domain.
    PublishedKey {
        /// The record's place in [`DomainReport::keys`](crate::DomainReport::keys); `None` for all of it.
        record: Option<usize>,
    },
    /// A record that a check of SPF met.
    Spf {
        /// The check's place in [`Report::spf`](crate::Report::spf).
        evaluation: usize,
        /// The record's place in [`Evaluation::nodes`](crate::spf::Evaluation::nodes).
        node: usize,
        /// The term's place in [`Node::terms`](crate::spf::Node::terms).
        term: Option<usize>,
    },
    /// A DMARC policy record, or what stands in the place of one.
    PolicyRecord {
        /// Its place in the walk of [`Report::dmarc`](crate::Report::dmarc).
        step: usize,
        /// The part of the record's text, where it is one.
        part: Option<Span>,
    },
}

/// The problems of all protocols.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Problem {
    /// Of the message and its header.
    Message(crate::message::Problem),
    /// Of DKIM.
    Dkim(crate::dkim::Problem),
    /// Of what the message shows of its sender.
    Identity(crate::deception::Problem),
    /// Of ARC.
    Arc(crate::arc::Problem),
    /// Of the way in which what was pasted was read.
    Paste(crate::paste::Problem),
    /// Why a signature does not verify.
    Diagnosis(crate::diagnosis::Problem),
    /// Of SPF.
    Spf(crate::spf::Problem),
    /// Of DMARC.
    Dmarc(crate::dmarc::Problem),
    /// Of the way, of claims, and of asking.
    Policy(crate::policy::Problem),
}

impl Problem {
    /// Every code there is.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let codes = crate::message::Problem::CODES.iter().chain(crate::dkim::Problem::CODES);
        let codes = codes.chain(crate::deception::Problem::CODES).chain(crate::arc::Problem::CODES);
        let codes = codes.chain(crate::paste::Problem::CODES).chain(crate::diagnosis::Problem::CODES);
        let codes = codes
            .chain(crate::spf::Problem::CODES)
            .chain(crate::dmarc::Problem::CODES)
            .chain(crate::policy::Problem::CODES);
        codes.copied()
    }

    /// Its code, `protocol.object.problem`; never renamed.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Message(problem) => problem.code(),
            Self::Dkim(problem) => problem.code(),
            Self::Identity(problem) => problem.code(),
            Self::Arc(problem) => problem.code(),
            Self::Paste(problem) => problem.code(),
            Self::Diagnosis(problem) => problem.code(),
            Self::Spf(problem) => problem.code(),
            Self::Dmarc(problem) => problem.code(),
            Self::Policy(problem) => problem.code(),
        }
    }

    fn params(&self) -> Vec<(&'static str, Param<'_>)> {
        match self {
            Self::Message(problem) => problem.params(),
            Self::Dkim(problem) => problem.params(),
            Self::Identity(problem) => problem.params(),
            Self::Arc(problem) => problem.params(),
            Self::Paste(problem) => problem.params(),
            Self::Diagnosis(problem) => problem.params(),
            Self::Spf(problem) => problem.params(),
            Self::Dmarc(problem) => problem.params(),
            Self::Policy(problem) => problem.params(),
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::Message(problem) => problem.severity(),
            Self::Dkim(problem) => problem.severity(),
            Self::Identity(problem) => problem.severity(),
            Self::Arc(problem) => problem.severity(),
            Self::Paste(problem) => problem.severity(),
            Self::Diagnosis(problem) => problem.severity(),
            Self::Spf(problem) => problem.severity(),
            Self::Dmarc(problem) => problem.severity(),
            Self::Policy(problem) => problem.severity(),
        }
    }

    fn reference(&self) -> Option<Reference> {
        match self {
            Self::Message(problem) => problem.reference(),
            Self::Dkim(problem) => problem.reference(),
            Self::Identity(problem) => problem.reference(),
            Self::Arc(problem) => problem.reference(),
            Self::Paste(problem) => problem.reference(),
            Self::Diagnosis(problem) => problem.reference(),
            Self::Spf(problem) => problem.reference(),
            Self::Dmarc(problem) => problem.reference(),
            Self::Policy(problem) => problem.reference(),
        }
    }
}

impl From<crate::message::Problem> for Problem {
    fn from(problem: crate::message::Problem) -> Self {
        Self::Message(problem)
    }
}

impl From<crate::deception::Problem> for Problem {
    fn from(problem: crate::deception::Problem) -> Self {
        Self::Identity(problem)
    }
}

impl From<crate::diagnosis::Problem> for Problem {
    fn from(problem: crate::diagnosis::Problem) -> Self {
        Self::Diagnosis(problem)
    }
}

impl From<crate::paste::Problem> for Problem {
    fn from(problem: crate::paste::Problem) -> Self {
        Self::Paste(problem)
    }
}

impl From<crate::arc::Problem> for Problem {
    fn from(problem: crate::arc::Problem) -> Self {
        Self::Arc(problem)
    }
}

impl From<crate::spf::Problem> for Problem {
    fn from(problem: crate::spf::Problem) -> Self {
        Self::Spf(problem)
    }
}

impl From<crate::dmarc::Problem> for Problem {
    fn from(problem: crate::dmarc::Problem) -> Self {
        Self::Dmarc(problem)
    }
}

impl From<crate::policy::Problem> for Problem {
    fn from(problem: crate::policy::Problem) -> Self {
        Self::Policy(problem)
    }
}

impl From<crate::dkim::Problem> for Problem {
    fn from(problem: crate::dkim::Problem) -> Self {
        Self::Dkim(problem)
    }
}

/// Something noticed about the message, its signatures or the DNS records behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What it is: a code and its parameters.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub problem: Problem,
    /// How much it matters.
    pub severity: Severity,
    /// The text that decides, where one does.
    pub reference: Option<Reference>,
    /// What it is about.
    pub subject: Subject,
    /// Where in the source it can be seen, where it can.
    pub span: Option<Span>,
}

impl Finding {
    /// A finding with the severity and reference that the problem's table gives.
    #[must_use]
    pub fn new(problem: impl Into<Problem>, subject: Subject, span: Option<Span>) -> Self {
        let problem = problem.into();
        let (severity, reference) = (problem.severity(), problem.reference());
        Self { problem, severity, reference, subject, span }
    }
}

/// `{ code, params, severity, reference, subject, span }`; no `params` where there are none.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let params = self.problem.params();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.problem.code())?;
        if !params.is_empty() {
            map.serialize_entry("params", &Params(params))?;
        }
        map.serialize_entry("severity", &self.severity)?;
        map.serialize_entry("reference", &self.reference)?;
        map.serialize_entry("subject", &self.subject)?;
        map.serialize_entry("span", &self.span)?;
        map.end()
    }
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

impl From<&crate::dkim::Canonicalization> for Param<'_> {
    fn from(canonicalization: &crate::dkim::Canonicalization) -> Self {
        Self::Text(canonicalization.name())
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
