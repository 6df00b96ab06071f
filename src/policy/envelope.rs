//! The envelope of the SMTP session by which the message came into the receiver's hands.

use std::net::IpAddr;

use serde::Serialize;

use super::claims::Claim;
use crate::{
    authres::AuthenticationResults,
    dns::Name,
    platform::Platform,
    spf,
    structured::Part,
    trace::{Hop, Scope, SignKind, Standing, Trace},
};

/// What the reader says of the envelope, where the reader knows better than the message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenEnvelope {
    /// The client's address.
    pub client: Option<IpAddr>,
    /// The name it gave with HELO or EHLO.
    pub helo: Option<String>,
    /// The reverse-path without angle brackets; empty if it is null.
    pub mail_from: Option<String>,
    /// The mailbox that the message was meant for, without angle brackets.
    pub recipient: Option<String>,
}

/// Where a part of the envelope is known from. Fields are places in [`Report::fields`](crate::Report::fields).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Basis {
    /// The reader gave it.
    Given,
    /// A Received field.
    Received {
        /// The field.
        field: usize,
    },
    /// A Return-Path field.
    ReturnPath {
        /// The field.
        field: usize,
    },
    /// A Received-SPF field.
    ReceivedSpf {
        /// The field.
        field: usize,
    },
    /// An Authentication-Results field.
    AuthenticationResults {
        /// The field.
        field: usize,
    },
    /// A Delivered-To field.
    DeliveredTo {
        /// The field.
        field: usize,
    },
}

/// A part of the envelope, and where it is known from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claimed {
    /// What it is.
    pub value: String,
    /// Where it is known from.
    pub basis: Basis,
    /// Who wrote that.
    pub standing: Standing,
}

/// The envelope as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Envelope {
    /// The client's address: a public one, unless the reader gave it.
    pub client: Option<Claimed>,
    /// The name it gave with HELO or EHLO.
    pub helo: Option<Claimed>,
    /// The reverse-path without angle brackets; empty if it is null.
    pub mail_from: Option<Claimed>,
    /// The mailbox that the message was delivered to.
    pub recipient: Option<Claimed>,
    /// The host that took the message from outside, as it writes its name.
    pub receiver: Option<String>,
}

impl Envelope {
    /// What `given` says, and where it says nothing, what the header tells of the hop at the boundary.
    pub(super) fn new(given: &GivenEnvelope, trace: &Trace, claims: &[Claim]) -> Self {
        let hop = trace.boundary.as_ref().and_then(|boundary| trace.hops.get(boundary.hop));
        let view = View { trace, hop, claims };
        let of_reader = |value: &Option<String>| {
            let value = value.as_deref().map(|text| text.trim().trim_matches(['<', '>']).to_owned())?;
            Some(given_by_reader(value))
        };
        Self {
            client: given
                .client
                .map(|ip| given_by_reader(ip.to_canonical().to_string()))
                .or_else(|| view.client()),
            helo: of_reader(&given.helo).or_else(|| view.helo()),
            mail_from: of_reader(&given.mail_from).or_else(|| view.mail_from()),
            recipient: of_reader(&given.recipient).or_else(|| view.recipient()),
            receiver: hop.and_then(|hop| Some(hop.received.by.as_ref()?.name.text.clone())),
        }
    }

    /// Which of the checks DMARC goes by: that of MAIL FROM, or of HELO where the reverse-path is null, not
    /// where it is unknown (RFC 7208 §2.4). A reverse-path that others than the receiver can have written is not
    /// known to be that of the session: whoever may use a host could name any domain that the host may send for.
    pub(crate) fn counted(&self, spf: &[spf::Evaluation]) -> Option<usize> {
        let is_null = self.known_mail_from()?.value.is_empty();
        let identity = if is_null { spf::Identity::Helo } else { spf::Identity::MailFrom };
        spf.iter().position(|one| one.identity == identity)
    }

    /// The reverse-path, if the receiver wrote it down, or the reader knows it.
    pub(super) fn known_mail_from(&self) -> Option<&Claimed> {
        self.mail_from.as_ref().filter(|from| from.standing == Standing::Receiver)
    }

    /// The domain that the check which counts would be of, where it could not be made; that of the author
    /// where it is not known.
    pub(super) fn unchecked_domain(&self, author: &Name) -> Option<Name> {
        let identity = match self.known_mail_from() {
            Some(from) if from.value.is_empty() => self.helo.as_ref(),
            from => from,
        };
        let Some(identity) = identity else { return Some(author.clone()) };
        let domain = identity.value.rsplit('@').next().unwrap_or_default();
        let domain = Name::parse(domain.as_bytes(), &Platform::default()).ok();
        domain.filter(|domain| domain.labels().nth(1).is_some())
    }
}

fn given_by_reader(value: String) -> Claimed {
    Claimed { value, basis: Basis::Given, standing: Standing::Receiver }
}

struct View<'a> {
    trace: &'a Trace,
    /// The hop at the boundary.
    hop: Option<&'a Hop>,
    claims: &'a [Claim],
}

impl View<'_> {
    fn of_hop(&self, read: impl Fn(&Hop) -> Option<String>) -> Option<Claimed> {
        let hop = self.hop?;
        let basis = Basis::Received { field: hop.field };
        Some(Claimed { value: read(hop)?, basis, standing: Standing::Receiver })
    }

    /// The first value that a field of results gives, those of the receiver before all others; what the
    /// sender alone can have written is no source.
    fn of_claims(&self, read: impl Fn(&Claim) -> Option<String>) -> Option<Claimed> {
        [Standing::Receiver, Standing::Adjoining].into_iter().find_map(|standing| {
            let mut claims = self.claims.iter().filter(|claim| claim.standing == standing);
            claims.find_map(|claim| Some(Claimed { value: read(claim)?, basis: claim.basis(), standing }))
        })
    }

    fn client(&self) -> Option<Claimed> {
        let boundary = self.trace.boundary.as_ref();
        let seen = boundary.and_then(|one| one.client).filter(|address| address.scope == Scope::Public);
        self.of_hop(|_| seen.map(|address| address.ip.to_string())).or_else(|| {
            self.of_claims(|claim| {
                let spf = claim.received_spf.as_ref().and_then(|spf| spf.client_ip);
                let address = || property(claim.results.as_ref()?, &["remote-ip", "iprev"])?.parse().ok();
                spf.or_else(address).map(|ip: IpAddr| ip.to_canonical().to_string())
            })
            // An address is all that SPF proves anything by: what the sender can have written names none.
            .filter(|claimed| claimed.standing == Standing::Receiver)
        })
    }

    fn helo(&self) -> Option<Claimed> {
        let seen = self.trace.boundary.as_ref().and_then(|boundary| boundary.helo.as_ref());
        self.of_hop(|_| seen.map(|part| part.text.clone())).or_else(|| {
            self.of_claims(|claim| match (&claim.received_spf, &claim.results) {
                (Some(spf), _) => spf.get("helo").map(|part| part.text.clone()),
                (_, Some(results)) => property(results, &["helo"]).map(str::to_owned),
                _ => None,
            })
        })
    }

    fn mail_from(&self) -> Option<Claimed> {
        let return_path = |standing: Standing| {
            let sign = self.trace.signs.iter().find(|sign| sign.kind == SignKind::ReturnPath)?;
            if self.trace.standing(sign.field) != standing {
                return None;
            }
            let basis = Basis::ReturnPath { field: sign.field };
            Some(Claimed { value: sign.value.text.clone(), basis, standing })
        };
        let claimed = || {
            self.of_claims(|claim| match (&claim.received_spf, &claim.results) {
                (Some(spf), _) => spf.get("envelope-from").map(bare),
                (_, Some(results)) => property(results, &["mailfrom", "mail"]).map(str::to_owned),
                _ => None,
            })
        };
        return_path(Standing::Receiver)
            .or_else(|| self.of_hop(|hop| hop.received.envelope_from.as_ref().map(bare)))
            .or_else(|| claimed().map(|claimed| self.with_local_part(claimed)))
            .or_else(|| return_path(Standing::Adjoining))
            .or_else(|| return_path(Standing::Sender))
    }

    /// The address in Return-Path, where a field of results gives its domain alone and the two agree: Exchange writes
    /// the one at the end of the header, the other between its hops.
    fn with_local_part(&self, claimed: Claimed) -> Claimed {
        let is_same = |address: &str| {
            let domain = address.rsplit_once('@').map(|(_, domain)| domain);
            domain.is_some_and(|domain| domain.eq_ignore_ascii_case(&claimed.value))
        };
        let found = self
            .trace
            .signs
            .iter()
            .find(|sign| sign.kind == SignKind::ReturnPath && is_same(&sign.value.text));
        match found {
            Some(sign) => {
                let basis = Basis::ReturnPath { field: sign.field };
                Claimed { value: sign.value.text.clone(), basis, ..claimed }
            }
            None => claimed,
        }
    }

    fn recipient(&self) -> Option<Claimed> {
        let delivered = || {
            let sign = self.trace.signs.iter().find(|sign| sign.kind == SignKind::DeliveredTo)?;
            let standing = self.trace.standing(sign.field);
            let basis = Basis::DeliveredTo { field: sign.field };
            let is_receivers = standing == Standing::Receiver;
            is_receivers.then(|| Claimed { value: sign.value.text.clone(), basis, standing })
        };
        self.of_hop(|hop| hop.received.recipient.as_ref().map(bare)).or_else(delivered)
    }
}

/// Without angle brackets.
fn bare(part: &Part) -> String {
    part.text.trim().trim_matches(['<', '>']).to_owned()
}

/// The first of these properties that any of the results has.
fn property<'a>(results: &'a AuthenticationResults, names: &[&str]) -> Option<&'a str> {
    results.results.iter().flat_map(|result| &result.properties).find_map(|found| {
        let is_named = names.iter().any(|name| found.property.is(name));
        let is_of_smtp = found.ptype.as_ref().is_some_and(|ptype| ptype.is("smtp") || ptype.is("policy"));
        (is_named && is_of_smtp).then_some(found.value.text.as_str())
    })
}
