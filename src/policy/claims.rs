//! What fields of results say, and who can have written them.

use std::net::IpAddr;

use serde::Serialize;

use super::{
    compare::{Comparison, Difference, Method, contradicts},
    envelope::Basis,
};
use crate::{
    authres::{AuthenticationResults, Outcome, ReceivedSpf},
    code::names,
    dkim::Verification,
    dns::Name,
    message::Header,
    platform::Platform,
    trace::{Boundary, Scope, Standing, Trace, clients_of_results, clients_of_spf},
};

/// Fields that are read; the results of more tell nothing new.
const MAX_FIELDS: usize = 100;

names! {
    /// Which field it is.
    ClaimKind {
        /// Authentication-Results (RFC 8601).
        AuthenticationResults = "authentication_results",
        /// Authentication-Results-Original, X-Original-Authentication-Results and the like: what a later
        /// host found and set aside.
        Original = "original",
        /// Received-SPF (RFC 7208 §9.1).
        ReceivedSpf = "received_spf",
    }
}

/// A field of results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// The field's place in [`Report::fields`](crate::Report::fields).
    pub field: usize,
    /// Which field it is.
    pub kind: ClaimKind,
    /// Who can have written it. [`Standing::Adjoining`] only if it names the receiver, which has to
    /// remove such fields of others (RFC 8601 §5), and if nothing that is known contradicts it; even then it is
    /// no ground for anything.
    pub standing: Standing,
    /// What it says, if it is one of Authentication-Results.
    pub results: Option<AuthenticationResults>,
    /// What it says, if it is a Received-SPF.
    pub received_spf: Option<ReceivedSpf>,
    /// Its results beside ours.
    pub comparisons: Vec<Comparison>,
}

impl Claim {
    /// It as the source of a part of the envelope.
    pub(super) fn basis(&self) -> Basis {
        match self.kind {
            ClaimKind::ReceivedSpf => Basis::ReceivedSpf { field: self.field },
            _ => Basis::AuthenticationResults { field: self.field },
        }
    }

    /// Whether it says something that only the sender having written it need explain.
    pub(super) fn is_contradicted(&self) -> bool {
        self.comparisons.iter().any(|one| one.difference == Some(Difference::Forgeable))
    }

    /// Whether it says of anything that it passes.
    pub(super) fn says_pass(&self) -> bool {
        let outcomes = self.results.iter().flat_map(|results| &results.results).filter_map(|one| one.outcome);
        outcomes.chain(self.received_spf.iter().filter_map(|spf| spf.outcome)).any(is_pass)
    }

    fn read(source: &[u8], header: &Header, field: usize) -> Option<Self> {
        let found = header.fields.get(field)?;
        let kind = match found.key.as_str() {
            "authentication-results" => ClaimKind::AuthenticationResults,
            "authentication-results-original"
            | "original-authentication-results"
            | "x-original-authentication-results" => ClaimKind::Original,
            "received-spf" => ClaimKind::ReceivedSpf,
            _ => return None,
        };
        let is_spf = kind == ClaimKind::ReceivedSpf;
        Some(Self {
            field,
            kind,
            standing: Standing::Sender,
            results: (!is_spf).then(|| AuthenticationResults::parse(source, found.value)),
            received_spf: is_spf.then(|| ReceivedSpf::parse(source, found.value)),
            comparisons: Vec::new(),
        })
    }

    /// The clients that it names.
    fn clients(&self) -> Vec<IpAddr> {
        let of_results = self.results.iter().flat_map(clients_of_results);
        of_results.chain(self.received_spf.iter().flat_map(clients_of_spf)).collect()
    }

    /// What it says of the message as a whole: the results of SPF and DMARC.
    fn outcomes(&self) -> impl Iterator<Item = (Method, Outcome)> {
        let all = self.results.iter().flat_map(|results| &results.results);
        let of_results = all.filter_map(|one| {
            let methods = [("spf", Method::Spf), ("dmarc", Method::Dmarc)];
            let method = methods.into_iter().find(|(name, _)| one.method.is(name))?.1;
            // A check of HELO stands beside that of MAIL FROM.
            let is_helo =
                one.property("smtp", "helo").is_some() && one.property("smtp", "mailfrom").is_none();
            (!is_helo).then_some((method, one.outcome?))
        });
        let of_spf = self.received_spf.iter().filter_map(|spf| {
            let is_helo = spf.get("identity").is_some_and(|part| part.is("helo"));
            (!is_helo).then_some((Method::Spf, spf.outcome?))
        });
        of_results.chain(of_spf)
    }

    /// Whether the field says that a host of the receiver's wrote it.
    fn names_receiver(&self, boundary: &Boundary) -> bool {
        let is_own = |host: &str| {
            Name::parse(host.as_bytes(), &Platform::default()).is_ok_and(|name| boundary.is_own(&name))
        };
        let results = self.results.as_ref().and_then(|results| results.authserv_id.as_ref());
        let spf = self.received_spf.as_ref().and_then(|spf| spf.get("receiver"));
        // Google and Exchange write `Received-SPF` without the key, with the receiver in a comment.
        let in_comment = || {
            let comments = self.received_spf.iter().flat_map(|spf| &spf.comments);
            comments.filter_map(|comment| comment.text.split(':').next()).any(|host| is_own(host.trim()))
        };
        results.or(spf).map_or_else(in_comment, |part| is_own(&part.text))
    }
}

/// Every field of results, top to bottom, without comparisons; the number of those that were not read.
pub(super) fn read(source: &[u8], header: &Header) -> (Vec<Claim>, usize) {
    let mut all: Vec<usize> = [
        "authentication-results",
        "authentication-results-original",
        "original-authentication-results",
        "x-original-authentication-results",
        "received-spf",
    ]
    .iter()
    .flat_map(|name| header.places(name))
    .collect();
    all.sort_unstable();
    let left_out = all.len().saturating_sub(MAX_FIELDS);
    let claims = all.into_iter().take(MAX_FIELDS).filter_map(|field| Claim::read(source, header, field));
    (claims.collect(), left_out)
}

/// Says of each field who can have written it. Of those right below the boundary, which a filter of the receiver's or
/// the sender can have written, the ones that a stranger must have written are told by what they say.
pub(super) fn place(claims: &mut [Claim], trace: &Trace, dkim: &[Verification]) {
    let boundary = trace.boundary.as_ref();
    let hop = boundary.and_then(|boundary| trace.hops.get(boundary.hop));
    let client = hop.and_then(|hop| hop.received.from.as_ref()?.address);
    let client = client.filter(|one| one.is_of_connection() && one.scope == Scope::Public);
    let mut said: Vec<(Method, Outcome)> = Vec::new();
    for claim in claims {
        claim.standing = trace.standing(claim.field);
        if claim.standing == Standing::Adjoining {
            let is_receivers = boundary.is_some_and(|boundary| claim.names_receiver(boundary))
                && client.is_none_or(|client| claim.clients().iter().all(|ip| *ip == client.ip))
                && !claim.results.as_ref().is_some_and(|results| contradicts(dkim, results))
                && claim.outcomes().all(|(method, outcome)| {
                    said.iter().all(|(known, above)| *known != method || *above == outcome)
                });
            if !is_receivers {
                claim.standing = Standing::Sender;
            }
        }
        if claim.standing != Standing::Sender && claim.kind != ClaimKind::Original {
            said.extend(claim.outcomes());
        }
    }
}

fn is_pass(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Pass | Outcome::Softpass | Outcome::BestGuessPass)
}
