//! The verdict on one signature, as data.

use serde::Serialize;

pub use crate::code::Canonicalization;
use crate::{
    dns::{self, Domain},
    span::Span,
};

/// The algorithm that `a=` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Algorithm {
    /// RSA with SHA-1: not to be used (RFC 8301 §3.1).
    #[serde(rename = "rsa-sha1")]
    RsaSha1,
    /// RSA with SHA-256.
    #[serde(rename = "rsa-sha256")]
    RsaSha256,
    /// Ed25519 over a SHA-256 hash (RFC 8463).
    #[serde(rename = "ed25519-sha256")]
    Ed25519Sha256,
}

/// A tag as it stands in a tag list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagText {
    /// Its name.
    pub name: String,
    /// Its value, white space around it removed.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

/// What a DKIM-Signature field says; a part that cannot be read is `None`, and a finding says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignatureFields {
    /// `a=`
    pub algorithm: Option<Algorithm>,
    /// `d=`
    pub domain: Option<Domain>,
    /// `s=`
    pub selector: Option<Domain>,
    /// `i=`; where it is absent, `@` and `d=`.
    pub identity: Option<String>,
    /// The domain of `i=`, or `d=`.
    pub identity_domain: Option<Domain>,
    /// `c=`, first part.
    pub header_canonicalization: Option<Canonicalization>,
    /// `c=`, second part.
    pub body_canonicalization: Option<Canonicalization>,
    /// `l=`: octets of the canonical body that are signed. `None` if absent; capped at 2^53.
    pub body_length: Option<u64>,
    /// `t=`, in seconds since 1970; capped at 2^53.
    pub timestamp: Option<u64>,
    /// `x=`, in seconds since 1970; capped at 2^53.
    pub expiration: Option<u64>,
    /// `h=`, names in lower case, in the order of the list.
    pub signed_fields: Vec<String>,
    /// All tags, in their order.
    pub tags: Vec<TagText>,
}

/// Which parts of the message a signature covers (RFC 6376 §5.4.2, §8.2, §8.15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// The fields whose octets are signed, as places in [`Report::fields`](crate::Report::fields), in ascending order.
    pub signed_fields: Vec<usize>,
    /// The other fields.
    pub unsigned_fields: Vec<usize>,
    /// Names in `h=` that no field is left for: none can be added without breaking the signature.
    pub absent_fields: Vec<String>,
    /// Of the fields that a mail program shows or goes by, those that can be added on top without
    /// breaking the signature (RFC 6376 §8.15), lower case.
    pub addable_fields: Vec<&'static str>,
    /// Octets of the canonical body that are signed; `None` while the body is absent.
    pub signed_body_octets: Option<u64>,
    /// Octets of the canonical body after them.
    pub unsigned_body_octets: Option<u64>,
}

/// The outcome of one of the checks that a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Holds.
    Pass,
    /// Does not hold.
    Fail,
    /// An earlier problem leaves nothing to check.
    NotReached,
    /// A DNS answer is awaited.
    Pending,
    /// This copy of the message, or the answer at hand, does not allow the check.
    Untestable,
}

/// The checks, each judged apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checks {
    /// `bh=` is the hash of the body.
    pub body_hash: Check,
    /// `b=` verifies over the header fields: the arithmetic's own outcome, whatever policy says of
    /// the algorithm or the key's size.
    pub signature: Check,
    /// The key record allows this signature, and the key is fit for use.
    pub key_permits: Check,
    /// Not expired.
    pub time: Check,
}

/// The verdict, spelled as RFC 8601 §2.7.1 does, and two more for what is not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DkimResult {
    /// The signature verifies.
    Pass,
    /// It does not.
    Fail,
    /// It cannot be judged for a reason that lies in the copy of the message.
    Neutral,
    /// It cannot be judged for a reason that will not go away.
    #[serde(rename = "permerror")]
    PermError,
    /// It cannot be judged for a reason that may go away.
    #[serde(rename = "temperror")]
    TempError,
    /// A DNS answer is awaited.
    Pending,
    /// It was not checked; [`Verification::not_checked`] says why.
    NotChecked,
}

/// Why a signature was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotChecked {
    /// The reader chose not to ask for the key.
    Declined,
    /// The key's name belongs to no public zone.
    PrivateName,
    /// The cap on the key names that are asked for.
    KeyNames,
    /// The cap on the signatures of a message.
    Signatures,
    /// A cap on the header section, which was not read to its end.
    Header,
    /// The cap on arithmetic.
    Arithmetic,
}

/// The type of a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum KeyType {
    /// RSA.
    Rsa,
    /// Ed25519.
    Ed25519,
}

/// A key record and what it did for the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyEvaluation {
    /// The record's text.
    pub record: String,
    /// The name it was found under.
    pub name: String,
    /// Who gave it.
    pub provenance: dns::Provenance,
    /// The type of key, if it can be read.
    pub key_type: Option<KeyType>,
    /// Bits of the RSA modulus, or 256.
    pub bits: Option<usize>,
    /// The RSA public exponent, where it is below 2^33.
    pub exponent: Option<u64>,
    /// `n=`, notes for people.
    pub notes: Option<String>,
    /// `t=y`: the domain says that it is testing.
    pub testing: bool,
    /// `t=s`: the domain of `i=` must be `d=` itself.
    pub strict: bool,
    /// What the arithmetic says with this key.
    pub signature: Check,
    /// Whether the record allows this signature, and the key is fit for use.
    pub permits: Check,
    /// Whether an RSA signature that does not verify opens under the key to a hash of the declared
    /// kind (RFC 8017 §8.2.2): then key and `b=` belong together, and what was signed has changed.
    pub opens: Option<bool>,
    /// What to publish instead, where that can be told.
    pub repair: Option<KeyRepair>,
}

/// The type of a record to publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum RepairType {
    /// The key itself.
    Txt,
    /// An alias of the name that holds it.
    Cname,
}

/// A record to publish in place of one that does not serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyRepair {
    /// The name it belongs under.
    pub name: String,
    /// Its type.
    pub record_type: RepairType,
    /// Its text.
    pub record: String,
    /// The same in character-strings of at most 255 octets, escaped as a zone file wants them
    /// between quotation marks (RFC 1035 §5.1); none for an alias.
    pub strings: Vec<String>,
    /// Whether the signature over the header verifies with it.
    pub proof: Check,
}

/// What became of an additional question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LookUp {
    /// The answer is awaited.
    Pending,
    /// What was looked for is there.
    Found,
    /// It is not.
    Absent,
    /// Nobody answered.
    NotChecked,
}

/// Whether the key stands where it gets if the zone's name is entered twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DoubledZone {
    /// That name: `s=._domainkey.d=.d=`.
    pub name: String,
    /// What the look-up gave.
    pub state: LookUp,
    /// The record found there, under its right name.
    pub repair: Option<KeyRepair>,
}

/// Why the key does not serve, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyCause {
    /// Another key is published than the one that signed, or `b=` was damaged, or `s=` names the key
    /// of another signature: the signature does not open under this key.
    Changed,
    /// `p=` is empty.
    Revoked,
    /// There is no key record, or none with a key.
    Missing,
    /// The key is of another type than the record or the signature says.
    WrongType,
    /// The end of the key is lost.
    Truncated,
    /// Characters inside of the key are lost.
    Damaged,
    /// Backslashes stand before semicolons.
    EscapedSemicolons,
    /// Quotation marks stand in the text.
    StrayQuotes,
}

/// Everything about one DKIM-Signature field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verification {
    /// The field's place in [`Report::fields`](crate::Report::fields).
    pub field: usize,
    /// What the field says.
    pub signature: SignatureFields,
    /// What the signature covers; `None` if `h=` or `c=` cannot be read.
    pub coverage: Option<Coverage>,
    /// The name that the key is asked for under, if `d=` and `s=` make one.
    pub key_name: Option<String>,
    /// The key records found, in a fixed order.
    pub keys: Vec<KeyEvaluation>,
    /// Why no key found serves, where that can be told.
    pub key_cause: Option<KeyCause>,
    /// A second look-up, where no key record stands under `key_name`.
    pub doubled_zone: Option<DoubledZone>,
    /// The place in `keys` of the record that the verdict rests on.
    pub deciding_key: Option<usize>,
    /// The single checks.
    pub checks: Checks,
    /// Seconds between `t=` and the time of the evaluation; negative if `t=` is later.
    pub age: Option<i64>,
    /// The verdict.
    pub result: DkimResult,
    /// Why it was not checked; `None` unless the verdict is `not_checked`.
    pub not_checked: Option<NotChecked>,
}
