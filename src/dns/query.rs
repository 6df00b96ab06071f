//! What is asked of the DNS, and why.

use serde::Serialize;

use super::{Name, telling};
use crate::code::names;

/// The type of a DNS record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum RecordType {
    /// Text.
    Txt,
    /// An IPv4 address.
    A,
    /// An IPv6 address.
    Aaaa,
    /// A host that takes mail.
    Mx,
    /// The name of an address.
    Ptr,
}

impl RecordType {
    /// Every type there is.
    pub const ALL: &'static [Self] = &[Self::Txt, Self::A, Self::Aaaa, Self::Mx, Self::Ptr];

    /// The type that `text` names, in any case; `None` for one that is never asked for.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| text.eq_ignore_ascii_case(one.name()))
    }

    /// Its mnemonic.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "TXT",
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
            Self::Ptr => "PTR",
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Query {
    /// The name asked for.
    pub name: Name,
    /// The type asked for.
    #[serde(rename = "type")]
    pub record_type: RecordType,
}

names! {
    /// Which name of the SMTP session is checked (RFC 7208 §2.3, §2.4).
    SpfIdentity {
        /// The name that the client gave with HELO or EHLO.
        Helo = "helo",
        /// The reverse-path; where it is null, `postmaster` at the HELO name.
        MailFrom = "mailfrom",
        /// None: the records of a domain were looked through, whoever may send.
        Domain = "domain",
    }
}

names! {
    /// What a question of SPF serves.
    SpfPart {
        /// To find a record.
        Record = "record",
        /// To compare the client with addresses or names.
        Mechanism = "mechanism",
        /// To find the explanation.
        Explanation = "explanation",
    }
}

names! {
    /// What DMARC needs an answer for.
    DmarcNeed {
        /// The policy record of the author domain (RFC 9989 §4.10.1).
        Policy = "policy",
        /// The organizational domain of an identifier (RFC 9989 §4.10.2).
        Alignment = "alignment",
        /// Whether the author domain exists (RFC 9989 §4.7, `np`).
        Existence = "existence",
        /// Whether the record was entered with the domain twice.
        DoubledName = "doubled_name",
    }
}

/// What an answer is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Purpose {
    /// The public key of a DKIM signature.
    DkimKey {
        /// The signature's place in [`Report::dkim`](crate::Report::dkim).
        signature: usize,
    },
    /// That key, at the name that it gets where the zone's name is entered twice.
    DoubledZone {
        /// The signature's place in [`Report::dkim`](crate::Report::dkim).
        signature: usize,
    },
    /// The key that the signature would ask for if damage to its field were repaired.
    RepairedSignature {
        /// The signature's place in [`Report::dkim`](crate::Report::dkim).
        signature: usize,
    },
    /// The public key of an ARC-Seal.
    ArcSealKey {
        /// The instance of its set.
        instance: u32,
    },
    /// The public key of an ARC-Message-Signature.
    ArcMessageKey {
        /// The instance of its set.
        instance: u32,
    },
    /// The key under a selector that was given with a domain.
    PublishedKey,
    /// Whether the client may send for a domain.
    Spf {
        /// The name of the session that is checked.
        identity: SpfIdentity,
        /// What the answer serves.
        part: SpfPart,
    },
    /// What the author's domain wants done with mail that is not proven.
    Dmarc {
        /// What the answer serves.
        need: DmarcNeed,
    },
    /// Whether the client's address has a name that leads back to it.
    Reverse,
    /// Whether a domain takes the reports that another one asks for.
    ReportDestination,
}

impl Purpose {
    /// Whether it is the key at the name where it belongs, which a record without a name can be for.
    #[must_use]
    pub fn is_key(&self) -> bool {
        matches!(self, Self::DkimKey { .. } | Self::PublishedKey)
    }
}

/// A question that must be answered, or declined, before everything is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Request {
    /// The question.
    #[serde(flatten)]
    pub query: Query,
    /// What it is asked for; at least one.
    pub purposes: Vec<Purpose>,
    /// Whether whoever runs the zone may learn from the question that this very message is looked at: the
    /// name holds the sender's local part, or could have been made for one message.
    pub tells_sender: bool,
}

impl Request {
    /// A question with one purpose.
    pub(crate) fn new(query: Query, purpose: Purpose) -> Self {
        let tells_sender = telling::is_made_for_one(&query.name);
        Self { query, purposes: vec![purpose], tells_sender }
    }

    /// Whether the name by itself could have been made for one message.
    pub(crate) fn is_made_for_one(&self) -> bool {
        telling::is_made_for_one(&self.query.name)
    }
}
