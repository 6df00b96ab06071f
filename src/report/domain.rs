//! What a domain publishes, as data.

use serde::Serialize;

use crate::{
    dkim,
    dns::{Domain, Name},
};

/// The domain that was given in place of a message, and the key under a selector of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DomainReport {
    /// The domain.
    pub name: Domain,
    /// The selector, if one was given.
    pub selector: Option<Domain>,
    /// The name that the key is asked for under.
    pub key_name: Option<Name>,
    /// What the look-up of the key gave; `None` without a selector.
    pub key_state: Option<dkim::LookUp>,
    /// The key records found, in a fixed order. No signature was tried on them.
    pub keys: Vec<dkim::KeyEvaluation>,
    /// Why no key found serves, where that can be told.
    pub key_cause: Option<dkim::KeyCause>,
    /// The look-up of the key under a name with the domain twice, where it is not found under its own.
    pub doubled_zone: Option<dkim::DoubledZone>,
}
