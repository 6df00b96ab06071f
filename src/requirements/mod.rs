//! What large mailbox providers require of those who send to them, held against one message.
//!
//! The rules are a table with their sources; the judgement rests on verdicts that are there already.
//! What no single message can show is said to be out of sight, never to be met.

mod header_facts;
mod judge;
mod reverse;
mod table;

use serde::Serialize;

use crate::{code::names, finding::Reference};

pub(crate) use header_facts::HeaderFacts;
pub(crate) use judge::RequirementInput;
pub(crate) use reverse::Reverse;

names! {
    /// A mailbox provider.
    Provider {
        /// Gmail: recipients at gmail.com and googlemail.com.
        Gmail = "gmail",
        /// Yahoo and AOL; Yahoo Japan is another company.
        Yahoo = "yahoo",
        /// Microsoft for consumers: outlook.com, hotmail.com, live.com, msn.com.
        Microsoft = "microsoft",
    }
}

names! {
    /// Whom a rule is for.
    AppliesTo {
        /// Everybody.
        All = "all",
        /// Those who send much: some 5,000 messages a day to Gmail or Microsoft; Yahoo gives no number.
        Bulk = "bulk",
    }
}

names! {
    /// A rule.
    Rule {
        /// SPF or DKIM passes.
        SpfOrDkim = "spf_or_dkim",
        /// Both pass.
        SpfAndDkim = "spf_and_dkim",
        /// The author's domain has a DMARC record, of any policy.
        DmarcRecord = "dmarc_record",
        /// The author's domain is aligned with the one that SPF or DKIM authenticates.
        Alignment = "alignment",
        /// RSA keys of DKIM have 1024 bits or more; 2048 are advised.
        KeyLength = "key_length",
        /// The message is handed over with TLS.
        Tls = "tls",
        /// The client's address has a name that leads back to it.
        ReverseName = "reverse_name",
        /// One From, no field twice that may stand once, Date and Message-ID.
        MessageForm = "message_form",
        /// One can unsubscribe with one click.
        OneClick = "one_click",
        /// Who forwards mail adds an ARC set (RFC 8617 §5.1).
        ArcWhenForwarding = "arc_when_forwarding",
        /// Mail of a mailing list says which one (RFC 2919 §3).
        ListId = "list_id",
        /// Mail from an address of the provider comes from the provider.
        ProviderFrom = "provider_from",
        /// Few recipients report spam: below 0.3 %.
        SpamRate = "spam_rate",
        /// How much the domain sends, on which it depends whether the rules for much mail apply.
        Volume = "volume",
    }
}

names! {
    /// Whether a rule is kept.
    #[cfg_attr(feature = "schema", schemars(rename = "RequirementState"))]
    State {
        /// It is.
        Met = "met",
        /// It is not.
        NotMet = "not_met",
        /// An answer is awaited.
        Pending = "pending",
        /// It was not checked, or no answer could be had.
        NotChecked = "not_checked",
        /// This copy of the message does not show it, or no message does.
        NotVisible = "not_visible",
        /// The rule is not for mail like this.
        NotApplicable = "not_applicable",
    }
}

names! {
    /// What RFC 8058 asks for before one click may unsubscribe.
    OneClickCondition {
        /// There is one List-Unsubscribe (RFC 2369 §2).
        Unsubscribe = "unsubscribe",
        /// It holds an `https` URI (§3.1).
        Https = "https",
        /// There is one List-Unsubscribe-Post (§3.1).
        Post = "post",
        /// It says `List-Unsubscribe=One-Click` (§3.1).
        PostValue = "post_value",
        /// A valid signature covers both (§4).
        Signed = "signed",
    }
}

/// A provider's demand, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Demand {
    /// The provider.
    pub provider: Provider,
    /// Whom it is for.
    pub applies_to: AppliesTo,
    /// Where the provider says so.
    pub url: &'static str,
    /// Since when: a date or a month, as ISO 8601 writes it.
    pub since: &'static str,
}

/// What a judgement rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RequirementEvidence"))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A signature.
    Signature {
        /// Its place in [`Report::dkim`](crate::Report::dkim).
        index: usize,
    },
    /// An RSA key.
    Key {
        /// The signature's place in [`Report::dkim`](crate::Report::dkim).
        signature: usize,
        /// Bits of its modulus.
        bits: usize,
    },
    /// A check of SPF.
    Spf {
        /// Its place in [`Report::spf`](crate::Report::spf).
        index: usize,
    },
    /// A policy record.
    PolicyRecord {
        /// Its place in the walk of [`Report::dmarc`](crate::Report::dmarc).
        step: usize,
    },
    /// A hop.
    Hop {
        /// Its place in [`Trace::hops`](crate::trace::Trace::hops).
        index: usize,
    },
    /// A header field.
    Field {
        /// Its place in [`Report::fields`](crate::Report::fields).
        index: usize,
    },
    /// A header field that is not there.
    Missing {
        /// Its name, in lower case.
        name: &'static str,
    },
    /// A condition of one-click unsubscribing that is not met.
    Unmet {
        /// Which one.
        condition: OneClickCondition,
    },
    /// A name of the client's address.
    Host {
        /// The name.
        name: String,
        /// Whether it leads back to the address.
        leads_back: bool,
    },
}

/// A rule, and whether this message keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Requirement {
    /// The rule.
    pub rule: Rule,
    /// Who demands it.
    pub demands: &'static [Demand],
    /// Whether it is kept.
    pub state: State,
    /// What that rests on.
    pub evidence: Vec<Evidence>,
    /// The standard behind the rule, where there is one.
    pub reference: Option<Reference>,
}

impl State {
    /// Of several of which one must hold.
    fn any(states: impl IntoIterator<Item = Self>) -> Self {
        Self::first(states, &[Self::Met, Self::Pending, Self::NotChecked, Self::NotVisible], Self::NotMet)
    }

    /// Of several all of which must hold.
    fn all(states: impl IntoIterator<Item = Self>) -> Self {
        Self::first(states, &[Self::NotMet, Self::Pending, Self::NotChecked, Self::NotVisible], Self::Met)
    }

    fn first(states: impl IntoIterator<Item = Self>, order: &[Self], otherwise: Self) -> Self {
        let states: Vec<Self> = states.into_iter().collect();
        order.iter().copied().find(|state| states.contains(state)).unwrap_or(otherwise)
    }
}
