//! The outcome of `check_host()`, as data.

use serde::Serialize;

use super::{problem::Problem, record::Fault};
pub use crate::code::TermKind;
pub use crate::dns::{SpfIdentity as Identity, SpfPart as Part};
use crate::{
    code::names,
    dns::{self, Query},
    finding::Reference,
    span::Span,
};

names! {
    /// The verdict, spelled as RFC 7208 §2.6 does, and two more for what is not settled.
    SpfResult {
        /// There is no domain, or it has no record.
        None = "none",
        /// The domain says nothing of this client.
        Neutral = "neutral",
        /// The client may use the domain.
        Pass = "pass",
        /// It may not.
        Fail = "fail",
        /// It probably may not.
        SoftFail = "softfail",
        /// It cannot be judged for a reason that may go away.
        TempError = "temperror",
        /// It cannot be judged for a reason that the domain's owner must remove.
        PermError = "permerror",
        /// A DNS answer is awaited.
        Pending = "pending",
        /// It was not checked; the [`Cause`] says why.
        NotChecked = "not_checked",
    }
}

names! {
    /// Why there is no statement of the domain on the client.
    #[cfg_attr(feature = "schema", schemars(rename = "SpfCause"))]
    Cause {
        /// The identity is no domain name of two labels or more.
        InvalidDomain = "invalid_domain",
        /// The domain does not exist.
        DomainMissing = "domain_missing",
        /// The domain has no SPF record.
        NoRecord = "no_record",
        /// The domain has more than one.
        SeveralRecords = "several_records",
        /// The record breaks the syntax.
        Syntax = "syntax",
        /// More than 10 terms that ask the DNS.
        Terms = "terms",
        /// More empty answers than are allowed.
        VoidLookUps = "void_look_ups",
        /// More than 10 mail exchangers in one `mx`.
        Exchangers = "exchangers",
        /// `include:` leads to no record.
        Include = "include",
        /// `redirect=` leads to no record.
        Redirect = "redirect",
        /// A question for a record was not answered.
        Record = "record",
        /// A question for an address or a name was not answered.
        LookUp = "look_up",
        /// Sources give different answers.
        AnswersDiffer = "answers_differ",
        /// The reader chose not to ask.
        Declined = "declined",
        /// A cap on the number of questions.
        Limit = "limit",
        /// The records were looked through without a client on whom they could say anything.
        NoClient = "no_client",
    }
}

impl Cause {
    /// The text that decides, where one does.
    #[must_use]
    pub fn reference(self) -> Option<Reference> {
        let section = match self {
            Self::InvalidDomain | Self::DomainMissing => "4.3",
            Self::NoRecord | Self::SeveralRecords => "4.5",
            Self::Syntax => "4.6",
            Self::Terms | Self::VoidLookUps | Self::Exchangers => "4.6.4",
            Self::Include => "5.2",
            Self::Redirect => "6.1",
            Self::Record => "4.4",
            Self::LookUp => "5",
            Self::AnswersDiffer | Self::Declined | Self::Limit | Self::NoClient => return None,
        };
        Some(Reference { rfc: 7208, section })
    }
}

names! {
    /// What a directive gives if its mechanism matches (RFC 7208 §4.6.2).
    Qualifier {
        /// `+`, or none.
        Pass = "pass",
        /// `-`
        Fail = "fail",
        /// `~`
        SoftFail = "softfail",
        /// `?`
        Neutral = "neutral",
    }
}

impl From<Qualifier> for SpfResult {
    fn from(qualifier: Qualifier) -> Self {
        match qualifier {
            Qualifier::Pass => Self::Pass,
            Qualifier::Fail => Self::Fail,
            Qualifier::SoftFail => Self::SoftFail,
            Qualifier::Neutral => Self::Neutral,
        }
    }
}

impl TermKind {
    /// Whether it counts for the limit of 10 terms (RFC 7208 §4.6.4).
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Include | Self::A | Self::Mx | Self::Ptr | Self::Exists | Self::Redirect)
    }
}

names! {
    /// What became of a term.
    TermState {
        /// The verdict was there before, or does not need it.
        NotReached = "not_reached",
        /// An answer is awaited.
        Pending = "pending",
        /// It matches; of a modifier, that it took effect.
        Match = "match",
        /// It does not match.
        NoMatch = "no_match",
        /// It ends the evaluation without a match.
        Exception = "exception",
        /// It was looked at without a client, so that it neither matches nor does not.
        Examined = "examined",
    }
}

/// A question of the evaluation, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// The question.
    #[serde(flatten)]
    pub query: Query,
    /// What it serves.
    pub part: Part,
    /// Whether the local part of the sender stands in the name: whoever answers learns who wrote.
    pub tells_sender: bool,
    /// The answers; none if it is to be asked.
    pub answers: Vec<dns::Answer>,
}

/// A term of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The record, as a place in [`Evaluation::nodes`].
    pub node: usize,
    /// The term, as a place in [`Node::terms`].
    pub term: usize,
}

/// A term, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// As it is written.
    pub text: String,
    /// Where it stands, in octets of the record.
    pub span: Span,
    /// What it is.
    pub kind: TermKind,
    /// What it gives; `None` for a modifier.
    pub qualifier: Option<Qualifier>,
    /// The domain it leads to, macros expanded; `None` if it names none, or was not reached.
    pub target: Option<String>,
    /// What became of it.
    pub state: TermState,
    /// What was asked for it, as places in [`Evaluation::questions`].
    pub questions: Vec<usize>,
    /// The record it leads to, as a place in [`Evaluation::nodes`].
    pub node: Option<usize>,
}

/// An evaluation of `check_host()` for one domain: that of the identity, or one that a record names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Node {
    /// The domain.
    pub domain: String,
    /// The term that leads here; `None` for the identity's own.
    pub parent: Option<Place>,
    /// The question for the record, as a place in [`Evaluation::questions`]; `None` if the domain is none.
    pub question: Option<usize>,
    /// The record, if there is exactly one.
    pub record: Option<String>,
    /// Its terms.
    pub terms: Vec<Term>,
    /// What breaks its syntax.
    pub faults: Vec<Fault>,
    /// What the record gives, taken alone.
    pub result: SpfResult,
    /// Why it gives no statement on the client.
    pub cause: Option<Cause>,
    /// The place in `terms` of the term that decided.
    pub decided_by: Option<usize>,
    /// Terms that were evaluated here and below, of those that count for the limit of 10.
    pub counted_terms: usize,
    /// Of these, the ones that met with an empty answer to the question for their own target.
    pub void_look_ups: usize,
}

/// The domain's own words for a "fail" (RFC 7208 §6.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Explanation {
    /// There is none, or none that can be used.
    Absent,
    /// An answer is awaited.
    Pending,
    /// Written by the domain's owner: visible ASCII and spaces, at most 1024.
    Text {
        /// The text.
        text: String,
    },
}

/// A problem, and where it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What it is.
    pub problem: Problem,
    /// The record, as a place in [`Evaluation::nodes`].
    pub node: usize,
    /// The term, as a place in [`Node::terms`].
    pub term: Option<usize>,
}

/// Records to choose from that can be published in the place of one, or several, that are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mending {
    /// The name at which they stand.
    pub domain: String,
    /// What stands there, escaped as all octets of a report are.
    pub published: Vec<String>,
    /// The records; more than one where they end differently, the strictest first.
    pub records: Vec<String>,
}

/// Everything about the check of one identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SpfEvaluation"))]
pub struct Evaluation {
    /// What was checked.
    pub identity: Identity,
    /// The mailbox that was checked; a domain if no mailbox was.
    pub sender: String,
    /// The client's address, one of IPv4 where it was mapped into IPv6; `None` if the records were looked
    /// through without a client.
    pub client: Option<std::net::IpAddr>,
    /// The verdict.
    pub result: SpfResult,
    /// Why the domain makes no statement.
    pub cause: Option<Cause>,
    /// The explanation of a "fail".
    pub explanation: Explanation,
    /// The evaluations of `check_host()`, each after the one that leads to it; the first is that of
    /// the identity. While the verdict is pending, also those that may be needed.
    pub nodes: Vec<Node>,
    /// What was asked, in that order, or is to be asked; no question twice.
    pub questions: Vec<Question>,
    /// What was noticed; the report has it among its findings.
    #[serde(skip)]
    pub problems: Vec<Noted>,
    /// What can be published in the place of records that are wrong; the report has those of the owner's
    /// among its proposals.
    #[serde(skip)]
    pub mendings: Vec<Mending>,
}

impl Evaluation {
    /// The questions that are open; none if and only if nothing is pending.
    pub fn requests(&self) -> impl Iterator<Item = &Query> {
        self.questions.iter().filter(|question| question.answers.is_empty()).map(|question| &question.query)
    }
}
