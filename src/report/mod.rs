//! The report: everything that was found out, as plain data.

mod domain;
mod verdict;

pub use domain::DomainReport;
pub use verdict::{
    Obstacle, ReceiverResult, RequestedPolicy, Reserve, SignatureVerdict, Trust, Verdict, VerdictCode,
    VerdictState,
};

use serde::Serialize;

use crate::arc;
use crate::{
    dkim,
    dns::{self, Domain},
    finding::{Finding, Problem},
    message::FromField,
    paste::Container,
    span::Span,
};
use crate::{dmarc, policy, requirements::Requirement, spf, trace};

/// Grows by one whenever the form of the report changes.
pub const SCHEMA: u32 = 1;

/// What the given octets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A header section and a body, which may be empty.
    Message,
    /// A header section that no empty line ends.
    HeaderOnly,
    /// Something else; a finding says what.
    NotAMessage,
    /// A domain alone: the report is on what it publishes.
    Domain,
}

/// The source as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Number of octets.
    pub octets: usize,
    /// The header section, without the empty line that ends it.
    pub header: Span,
    /// The body; `None` where there is none.
    pub body: Option<Span>,
    /// Number of header fields, those past the cap included.
    pub field_count: usize,
    /// What the message was found in.
    pub container: Container,
    /// Number of messages that were pasted, of which this is one; 0 if it is none.
    pub messages: usize,
    /// Number of further messages that can be chosen: those that stand inside or around.
    pub others: usize,
    /// The number of this message, counted from 0: those that were pasted first, then the others.
    pub index: usize,
    /// What it is instead of a message, where that names a domain or could have named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub typed: Option<crate::typed::Typed>,
    /// The places in the message at which it differs from what was given, in their order, at most 500;
    /// an empty one where something was taken away. None where the whole was repaired.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub repaired: Vec<Span>,
}

/// A header field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportField {
    /// Its name as written.
    pub name: String,
    /// The whole field, its last line end included.
    pub raw: Span,
    /// What follows the colon, without the last line end.
    pub value: Span,
}

/// Who and what the message says it is about. Nothing here is proven.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identifiers {
    /// Every From field, top to bottom.
    pub from: Vec<FromField>,
    /// The domain of the author, if there is exactly one From field, and its mailboxes are all of one domain.
    pub author_domain: Option<Domain>,
    /// The topmost Subject, decoded.
    pub subject: Option<String>,
    /// The topmost Date as text, unfolded.
    pub date: Option<String>,
    /// The same in seconds since 1970, if it is a date.
    pub time: Option<i64>,
    /// The topmost To as text, unfolded and decoded.
    pub to: Option<String>,
}

/// A question and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueryRecord {
    /// The question and what it is needed for.
    #[serde(flatten)]
    pub request: dns::Request,
    /// The answers, none while it is pending; more than one where sources differ.
    pub answers: Vec<dns::Answer>,
}

/// Everything that was found out about a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The source as given.
    pub source: Source,
    /// The header fields, top to bottom, up to the cap.
    pub fields: Vec<ReportField>,
    /// Who the message says it is from.
    pub identifiers: Identifiers,
    /// A verdict for each DKIM-Signature field, top to bottom.
    pub dkim: Vec<dkim::Verification>,
    /// The verdict on the ARC chain.
    pub arc: arc::Chain,
    /// The way of the message, from the sender to the receiver.
    pub trace: trace::Trace,
    /// The envelope, and where it is known from.
    pub envelope: policy::Envelope,
    /// The checks of SPF, that of MAIL FROM first; none if the client is not known.
    pub spf: Vec<spf::Evaluation>,
    /// What DMARC says.
    pub dmarc: dmarc::Evaluation,
    /// What fields of results say, top to bottom, beside our own verdicts. Nothing there is proven.
    pub claims: Vec<policy::Claim>,
    /// Whether the message was forwarded, and what that did to its proofs; `None` if nothing tells of it.
    pub forwarding: Option<policy::Forwarding>,
    /// Whether the author's domain is proven, by what, and what to do; without what a search for causes would add.
    pub verdict: Verdict,
    /// What mailbox providers require, and whether the message keeps it; none of what is no message.
    pub requirements: Vec<Requirement>,
    /// Where the policy record that applies wants reports sent to.
    pub report_destinations: Vec<dmarc::ReportDestination>,
    /// Records that the owner of the author's domain can publish: in the place of those that are wrong, and for
    /// the next step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub proposals: Vec<policy::Proposal>,
    /// The domain that was given in place of a message.
    pub domain: Option<DomainReport>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Every question that the verdicts rest on or wait for.
    pub queries: Vec<QueryRecord>,
}

impl Report {
    /// Whether this is a part of a header section, without From: that says nothing of the message.
    pub(crate) fn is_fragment(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| matches!(finding.problem, Problem::Message(crate::message::Problem::FromAbsent)))
    }
}

/// A report and what is still to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evaluation {
    /// Always complete: a part that waits for an answer says so.
    pub report: Report,
    /// The questions that are open; none if and only if nothing is pending.
    pub requests: Vec<dns::Request>,
}
