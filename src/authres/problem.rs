//! What can be wrong with a field of results.

use serde::Serialize;

use crate::{code::names, span::Span};

names! {
    /// What is wrong with a part of such a field.
    #[cfg_attr(feature = "schema", schemars(rename = "ResultsProblem"))]
    Problem {
        /// The field says nothing.
        Empty = "empty",
        /// No authserv-id stands at the beginning (RFC 8601 §2.2).
        AuthservIdMissing = "authserv_id_missing",
        /// The version is none that is defined: 1 (RFC 8601 §2.2).
        VersionUnknown = "version_unknown",
        /// No instance, `i=` and a number from 1 to 50, stands at the beginning (RFC 8617 §4.2.1).
        InstanceMissing = "instance_missing",
        /// Neither a result nor `none` is given (RFC 8601 §2.2).
        NoResult = "no_result",
        /// `none` stands beside results.
        NoneWithResults = "none_with_results",
        /// Nothing stands between two semicolons, or after the last one.
        EmptyPart = "empty_part",
        /// A method or a key without a value.
        ValueMissing = "value_missing",
        /// A result that is not defined for its method.
        ResultUnknown = "result_unknown",
        /// A result in capital letters, which some readers do not know.
        ResultCase = "result_case",
        /// A property without its type, such as `action=none` (RFC 8601 §2.2).
        PropertyWithoutType = "property_without_type",
        /// Something that is given once was given before.
        Duplicate = "duplicate",
        /// Text that the grammar has no place for.
        Unread = "unread",
        /// An octet that is a control character or not UTF-8.
        ForeignOctet = "foreign_octet",
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
#[cfg_attr(feature = "schema", schemars(rename = "ResultsFault"))]
pub struct Fault {
    /// What is wrong.
    pub problem: Problem,
    /// The part of the field that shows it.
    pub span: Span,
}
