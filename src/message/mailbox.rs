//! Mailboxes of address fields, as the report has them (RFC 5322 §3.4).

use serde::Serialize;

use crate::dns::Domain;

/// A mailbox of an address field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mailbox {
    /// The display name, decoded.
    pub name: Option<String>,
    /// The address as written, local part and domain.
    pub address: String,
    /// The domain, if it is one.
    pub domain: Option<Domain>,
}

/// A From field, as it stands and as it is understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FromField {
    /// Its place in [`Report::fields`](crate::Report::fields).
    pub field: usize,
    /// Its value as text, unfolded.
    pub text: String,
    /// Its mailboxes.
    pub mailboxes: Vec<Mailbox>,
}
