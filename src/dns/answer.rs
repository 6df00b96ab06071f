//! What the DNS said, and who said so.

use serde::Serialize;

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Provenance {
    /// Asked of a resolver by DNS over HTTPS.
    Resolver {
        /// Its URL.
        url: String,
        /// When it answered, in seconds since 1970.
        time: i64,
        /// The AD flag: the resolver says that it validated the answer by DNSSEC.
        authenticated: bool,
    },
    /// Pasted by the reader.
    Pasted,
    /// Recorded earlier, with the message.
    Recorded,
    /// Nobody was asked.
    Nobody,
}

/// Why a question was not put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotAskedReason {
    /// A cap on the number of questions.
    Limit,
    /// The name belongs to no public zone.
    Private,
}

/// Why no answer of a resolver could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnreachableReason {
    /// The connection failed, or the answer may not be read (an HTTP error without CORS fields looks the same).
    Network,
    /// No answer in time.
    Timeout,
    /// An HTTP status other than 200.
    HttpStatus,
    /// Not `application/dns-message`.
    ContentType,
    /// More than 64 KiB.
    TooLarge,
    /// Cut off (TC), or shorter than it says.
    Truncated,
    /// No DNS message, or none that answers this question.
    Malformed,
    /// The aliases form a loop or a chain of more than 8.
    AliasChain,
    /// The reader cancelled.
    Cancelled,
}

/// An extended DNS error (RFC 8914 §2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExtendedError {
    /// INFO-CODE.
    pub code: u16,
    /// EXTRA-TEXT; empty if none was sent.
    pub text: String,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// Records of the type asked for.
    Records {
        /// The data of the records, at most 100: of TXT the character-strings joined; of A and AAAA
        /// the address in one of its spellings, of MX the preference, a space and the host, of PTR
        /// the name, both in lower case and without the final dot (the root as `.`).
        #[serde(serialize_with = "crate::text::serialize_list")]
        #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
        records: Vec<Vec<u8>>,
        /// The names that a chain of CNAMEs led through, the last one holding the records; empty without one.
        aliases: Vec<String>,
        /// The smallest time to live, in seconds.
        ttl: Option<u32>,
    },
    /// The name exists, without a record of this type.
    NoData,
    /// The name does not exist.
    NxDomain,
    /// The resolver failed.
    ServFail {
        /// The RCODE.
        rcode: u16,
        /// The extended errors it sent.
        errors: Vec<ExtendedError>,
    },
    /// No answer could be read.
    Unreachable {
        /// Why.
        reason: UnreachableReason,
    },
    /// The reader chose not to ask.
    Declined,
    /// The question is not put to anybody.
    NotAsked {
        /// Why.
        reason: NotAskedReason,
    },
}

/// An outcome and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// What came back.
    pub outcome: Outcome,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Answer {
    /// What stands in the place of an answer to a question that is not put.
    pub(crate) fn not_asked(reason: NotAskedReason) -> Self {
        Self { outcome: Outcome::NotAsked { reason }, provenance: Provenance::Nobody }
    }
}
