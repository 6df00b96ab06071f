//! Findings: what was noticed, as data, with a table for each protocol. Sentences live in the page's catalogues.

pub(crate) mod arc;
pub(crate) mod deception;
pub(crate) mod diagnosis;
pub(crate) mod dkim;
pub(crate) mod dmarc;
pub(crate) mod message;
pub(crate) mod paste;
pub(crate) mod policy;
pub(crate) mod spf;

pub use crate::code::{Reference, Severity};

use serde::{Serialize, Serializer, ser::SerializeMap as _};

use crate::{
    code::{Param, Params},
    span::Span,
};

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
    Message(message::Problem),
    /// Of DKIM.
    Dkim(dkim::Problem),
    /// Of what the message shows of its sender.
    Identity(deception::Problem),
    /// Of ARC.
    Arc(arc::Problem),
    /// Of the way in which what was pasted was read.
    Paste(paste::Problem),
    /// Why a signature does not verify.
    Diagnosis(diagnosis::Problem),
    /// Of SPF.
    Spf(spf::Problem),
    /// Of DMARC.
    Dmarc(dmarc::Problem),
    /// Of the way, of claims, and of asking.
    Policy(policy::Problem),
}

impl Problem {
    /// Every code there is.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let codes = message::Problem::CODES.iter().chain(dkim::Problem::CODES);
        let codes = codes.chain(deception::Problem::CODES).chain(arc::Problem::CODES);
        let codes = codes.chain(paste::Problem::CODES).chain(diagnosis::Problem::CODES);
        let codes =
            codes.chain(spf::Problem::CODES).chain(dmarc::Problem::CODES).chain(policy::Problem::CODES);
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

impl From<message::Problem> for Problem {
    fn from(problem: message::Problem) -> Self {
        Self::Message(problem)
    }
}

impl From<deception::Problem> for Problem {
    fn from(problem: deception::Problem) -> Self {
        Self::Identity(problem)
    }
}

impl From<diagnosis::Problem> for Problem {
    fn from(problem: diagnosis::Problem) -> Self {
        Self::Diagnosis(problem)
    }
}

impl From<paste::Problem> for Problem {
    fn from(problem: paste::Problem) -> Self {
        Self::Paste(problem)
    }
}

impl From<arc::Problem> for Problem {
    fn from(problem: arc::Problem) -> Self {
        Self::Arc(problem)
    }
}

impl From<spf::Problem> for Problem {
    fn from(problem: spf::Problem) -> Self {
        Self::Spf(problem)
    }
}

impl From<dmarc::Problem> for Problem {
    fn from(problem: dmarc::Problem) -> Self {
        Self::Dmarc(problem)
    }
}

impl From<policy::Problem> for Problem {
    fn from(problem: policy::Problem) -> Self {
        Self::Policy(problem)
    }
}

impl From<dkim::Problem> for Problem {
    fn from(problem: dkim::Problem) -> Self {
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
