//! Where the message came into the receiver's hands.
//!
//! Every host adds its field on top, so the topmost ones are the receiver's own, and whatever stands
//! below the first of them may be made up. In doubt the boundary lies higher. Where it then lies at one of the
//! receiver's own servers, that server is the client only if nothing else can be: as one that may send for the
//! receiver's domain it would prove whatever outsiders say to come from there.

use serde::Serialize;

use super::{
    address::{Address, Scope},
    hop::{Hop, Internal},
    judged::Judged,
    own::{Own, hands_on},
};
use crate::{code::names, dns::Name, structured::Part};

names! {
    /// Why the boundary lies where it does.
    BoundaryBasis {
        /// The hop is the first, seen from the receiver, whose sending host is from outside.
        FirstOutside = "first_outside",
        /// The sending host gives itself a name of the receiver's domain, which nothing confirms; so it
        /// is taken for one from outside.
        OwnNameUnconfirmed = "own_name_unconfirmed",
        /// The same, and a host of this very name wrote the hop before: a relay of the receiver's, or somebody who made
        /// that hop up. Neither is taken for the client.
        OwnNameUnsettled = "own_name_unsettled",
        /// The hop before was written by a host of another domain.
        DomainLeft = "domain_left",
        /// The sending host is one of the receiver's own, and sends for the provider's customers: the receiver's
        /// results name it as the client, the message was handed in there, or another host wrote the hop before.
        OwnServer = "own_server",
        /// Every hop is within the receiver's domain.
        AllInside = "all_inside",
        /// It was given from outside.
        Given = "given",
    }
}

names! {
    /// Why a sending host is held for one of the receiver's own: strongest first.
    #[cfg_attr(feature = "schema", schemars(rename = "BoundaryEvidence"))]
    Evidence {
        /// The hop's protocol, or that no sending host is named: the receiving host wrote to itself.
        Protocol = "protocol",
        /// The address is a private one or the host's own.
        Address = "address",
        /// The address leads to a name of the receiver's domain, and the receiving host checked it.
        ReverseName = "reverse_name",
        /// Its name is one of the receiver's domain, and its address one of the same IPv6 network (/32).
        Network = "network",
        /// Its name alone: the receiving host writes no address.
        NameAlone = "name_alone",
    }
}

/// The hop by which the message came into the receiver's hands, and from whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Boundary {
    /// The hop's place in [`Trace::hops`](super::Trace::hops): what stands before it is a claim.
    pub hop: usize,
    /// Why there.
    pub basis: BoundaryBasis,
    /// The weakest reason for which a host between here and the receiver is held for the receiver's own;
    /// `None` if there is none between.
    pub evidence: Option<Evidence>,
    /// The receiver's domain, by the name of its topmost host: guessed, unless the DNS has told which
    /// organization it is of; `None` where no host is named.
    pub domain: Option<Name>,
    /// The address of the host from outside; `None` if it is not known from the connection, and where a host of
    /// the receiver's own handed the message over that nothing tells to be the client, or one that may be the receiver's own.
    pub client: Option<Address>,
    /// What that host called itself in HELO or EHLO.
    pub helo: Option<Part>,
    /// Further domains of the receiver's hosts.
    #[serde(skip)]
    pub(crate) others: Vec<Name>,
}

impl Boundary {
    fn new(place: usize, hop: &Hop, basis: BoundaryBasis) -> Self {
        let from = hop.received.from.as_ref();
        Self {
            hop: place,
            basis,
            evidence: None,
            domain: None,
            client: from.and_then(|from| from.address).filter(Address::is_of_connection),
            helo: from.and_then(|from| from.helo.clone()),
            others: Vec::new(),
        }
    }

    pub(super) fn given(place: usize, hop: &Hop, known: Option<&Name>) -> Self {
        let own = Own::of(hop, known);
        let boundary = Self::new(place, hop, BoundaryBasis::Given);
        Self { domain: own.domain().cloned(), others: own.into_others(), ..boundary }
    }

    /// Whether hosts of this name are the receiver's.
    pub(crate) fn is_own(&self, name: &Name) -> bool {
        self.domain.iter().chain(&self.others).any(|domain| name.is_at_or_below(domain))
    }
}

/// Goes from the topmost hop down, `hops` in this order, as long as the hosts are the receiver's own; `known`
/// is an organization's domain that need not be guessed, `judged` the clients that fields of results name.
pub(super) fn find(hops: &[&Hop], known: Option<&Name>, judged: &Judged) -> Option<Boundary> {
    let walk = Walk::down(hops, known);
    let is_submission = hops.get(walk.place)?.authenticated;
    let (mut place, mut basis) = match walk.basis {
        // Mail from one customer of a provider to another never leaves its domain, yet it is the server between
        // them that was judged.
        BoundaryBasis::AllInside | BoundaryBasis::DomainLeft => {
            (walk.server(hops, hops.len()).unwrap_or(walk.place), walk.basis)
        }
        basis if is_submission => walk
            .server(hops, walk.place)
            .map_or((walk.place, basis), |server| (server, BoundaryBasis::OwnServer)),
        basis => (walk.place, basis),
    };
    // What the receiver's results call the client is none of its relays.
    if let Some(named) = (0..place).find(|place| judged.names(hops, *place)) {
        (place, basis) = (named, BoundaryBasis::OwnServer);
    }
    let below = hops.get(place.saturating_add(1)..).unwrap_or_default();
    if basis == BoundaryBasis::OwnNameUnconfirmed
        && !judged.names(hops, place)
        && may_be_relay(hops.get(place)?, below)
    {
        basis = BoundaryBasis::OwnNameUnsettled;
    }
    let mut boundary = Boundary::new(place, hops.get(place)?, basis);
    let is_handed_in = is_submission || below.first().is_some_and(|hop| hop.authenticated);
    // A filter of the host itself writes down the client that it was told of.
    let is_other = walk
        .reasons
        .get(place)
        .is_some_and(|reason| !matches!(reason, Evidence::ReverseName | Evidence::Address));
    let is_relay = match basis {
        BoundaryBasis::OwnNameUnsettled => true,
        BoundaryBasis::AllInside => is_other,
        BoundaryBasis::OwnServer | BoundaryBasis::DomainLeft if judged.names(hops, place) => false,
        // Mail from outside shows its way in below.
        BoundaryBasis::OwnServer | BoundaryBasis::DomainLeft => {
            is_other || (!is_handed_in && below.iter().any(|hop| has_public_client(hop)))
        }
        _ => false,
    };
    boundary.client = boundary.client.filter(|client| !is_relay || client.scope != Scope::Public);
    boundary.evidence = walk.reasons.into_iter().take(place).max_by_key(|reason| *reason as u8);
    boundary.domain = walk.own.domain().cloned();
    boundary.others = walk.own.into_others();
    Some(boundary)
}

/// How far down the receiver's own hosts reach.
struct Walk {
    own: Own,
    /// Why the sending hosts of the hops, topmost first, are the receiver's own.
    reasons: Vec<Evidence>,
    place: usize,
    basis: BoundaryBasis,
}

impl Walk {
    fn down(hops: &[&Hop], known: Option<&Name>) -> Self {
        let last = hops.len().saturating_sub(1);
        let own = Own::default();
        let mut walk = Self { own, reasons: Vec::new(), place: last, basis: BoundaryBasis::AllInside };
        for (place, hop) in hops.iter().enumerate() {
            if let Some(end) = walk.step(hops, place, hop, known) {
                (walk.place, walk.basis) = end;
                break;
            }
        }
        walk
    }

    /// Where the way ends, if it does so at this hop.
    fn step(
        &mut self,
        hops: &[&Hop],
        place: usize,
        hop: &Hop,
        known: Option<&Name>,
    ) -> Option<(usize, BoundaryBasis)> {
        let above = place.checked_sub(1).and_then(|above| hops.get(above));
        if !self.own.takes(hop, above.copied(), known) {
            return Some((place.saturating_sub(1), BoundaryBasis::DomainLeft));
        }
        let below = hops.get(place.saturating_add(1)..).unwrap_or_default();
        // Who has an account at the host can write what stands below.
        let is_origin = hop.received.by.is_some()
            && matches!(hop.internal, Some(Internal::Local | Internal::Http | Internal::NoSender));
        if let Some(server) = self.server(hops, place).filter(|_| is_origin && !below.is_empty()) {
            return Some((server, BoundaryBasis::OwnServer));
        }
        let reason = match self.own.evidence(hop) {
            Ok(reason) => reason,
            Err(basis) => return Some((place, basis)),
        };
        self.reasons.push(reason);
        let is_inner = matches!(reason, Evidence::Protocol | Evidence::Address);
        if is_inner || hands_on(hop, below) {
            return None;
        }
        let next = below.iter().find(|hop| hop.received.by.is_some());
        let is_left = next.is_some_and(|next| !self.own.takes(next, Some(hop), known));
        Some((place, if is_left { BoundaryBasis::DomainLeft } else { BoundaryBasis::OwnServer }))
    }

    /// The lowest of the receiver's own servers with a public address that leads to its name, in the first `end`
    /// hops.
    fn server(&self, hops: &[&Hop], end: usize) -> Option<usize> {
        let reasons = self.reasons.get(..end).unwrap_or(&self.reasons);
        reasons
            .iter()
            .zip(hops)
            .rposition(|(reason, hop)| *reason == Evidence::ReverseName && has_public_client(hop))
    }
}

/// Whether the sending host of `hop`, which calls itself by a name of the receiver's, can be a relay of the receiver's
/// whose address leads to no name: it wrote the hop before under that name. Anybody could write that, so it is no
/// reason to believe the hop before; yet if it is true, the host that handed the message over is not its client. Two
/// hosts do not have one name.
fn may_be_relay(hop: &Hop, below: &[&Hop]) -> bool {
    let (Some(from), Some(by)) = (&hop.received.from, &hop.received.by) else { return false };
    let Some(helo) = from.helo.as_ref().filter(|helo| !helo.is(&by.name.text)) else { return false };
    let is_nameless = from.reverse.as_ref().is_none_or(|reverse| reverse.is(&helo.text));
    let wrote = below.first().and_then(|next| next.received.by.as_ref());
    let client = from.address.map(|address| address.ip);
    is_nameless
        && wrote.is_some_and(|next| {
            helo.is(&next.name.text) && next.address.is_none_or(|own| Some(own.ip) == client)
        })
}

fn has_public_client(hop: &Hop) -> bool {
    let address = hop.received.from.as_ref().and_then(|from| from.address);
    address.is_some_and(|found| found.is_of_connection() && found.scope == Scope::Public)
}
