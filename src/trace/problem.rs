//! What can be wrong with a Received field.

use serde::Serialize;

use crate::{code::names, span::Span};

names! {
    /// What is wrong with a part of a Received field.
    #[cfg_attr(feature = "schema", schemars(rename = "HopProblem"))]
    Problem {
        /// The field says nothing.
        Empty = "empty",
        /// Neither the sending nor the receiving host is named.
        NoHost = "no_host",
        /// A clause without a value.
        ClauseEmpty = "clause_empty",
        /// A clause that stands in the field before.
        ClauseTwice = "clause_twice",
        /// The sending host's address is given more than once, with different values: none is taken.
        SeveralAddresses = "several_addresses",
        /// No date stands at the end (RFC 5321 §4.4).
        DateMissing = "date_missing",
        /// What stands after the last semicolon is no date.
        DateUnreadable = "date_unreadable",
        /// Words that belong to no clause.
        Unread = "unread",
        /// A comment that does not end, or with more than 50 within each other.
        CommentUnsound = "comment_unsound",
        /// A quoted string that does not end.
        QuoteUnclosed = "quote_unclosed",
        /// More parts than are kept; the rest is counted.
        TooMany = "too_many",
    }
}

/// A problem and where it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "HopFault"))]
pub struct Fault {
    /// What is wrong.
    pub problem: Problem,
    /// The part of the field that shows it.
    pub span: Span,
}
