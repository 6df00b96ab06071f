//! Where the message came into the receiver's hands.
//!
//! Every host adds its field on top, so the topmost ones are the receiver's own, and whatever stands
//! below the first of them may be made up. In doubt the boundary lies higher: then one of the receiver's
//! own relays is taken for the client, which proves too little, never too much.

use std::net::IpAddr;

use serde::Serialize;

use super::{
    address::{Address, Scope},
    hop::{Hop, Internal},
    host::Sender,
};
use crate::{dns::Name, finding::names, platform::Platform, structured::Part};

names! {
    /// Why the boundary lies where it does.
    BoundaryBasis {
        /// The hop is the first, seen from the receiver, whose sending host is from outside.
        FirstOutside = "first_outside",
        /// The sending host gives itself a name of the receiver's domain, which nothing confirms; so it
        /// is taken for one from outside.
        OwnNameUnconfirmed = "own_name_unconfirmed",
        /// The hop before was written by a host of another domain.
        DomainLeft = "domain_left",
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
    /// The address of the host from outside; `None` if it is not known from the connection.
    pub client: Option<Address>,
    /// What that host called itself in HELO or EHLO.
    pub helo: Option<Part>,
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
        }
    }

    pub(super) fn given(place: usize, hop: &Hop, known: Option<&Name>) -> Self {
        let domain = own_domain(hop, known);
        Self { domain, ..Self::new(place, hop, BoundaryBasis::Given) }
    }
}

/// Goes from the topmost hop down, `hops` in this order, as long as the hosts are the receiver's own; `known`
/// is an organization's domain that need not be guessed.
pub(super) fn find(hops: &[&Hop], known: Option<&Name>) -> Option<Boundary> {
    let mut domain = None;
    let mut reasons: Vec<Evidence> = Vec::new();
    let mut found = None;
    for (place, hop) in hops.iter().enumerate() {
        let by = own_domain(hop, known);
        let is_foreign = by.is_some() && domain.is_some() && by != domain;
        if is_foreign && hop.internal.is_none() {
            found = Some((place.saturating_sub(1), BoundaryBasis::DomainLeft));
            break;
        }
        domain = domain.or(by);
        match evidence(hop, domain.as_ref()) {
            Ok(reason) => reasons.push(reason),
            Err(basis) => {
                found = Some((place, basis));
                break;
            }
        }
    }
    let (place, basis) = found.unwrap_or((hops.len().saturating_sub(1), BoundaryBasis::AllInside));
    let place = if basis == BoundaryBasis::AllInside || basis == BoundaryBasis::DomainLeft {
        last_from_public(hops, place)
    } else {
        place
    };
    reasons.truncate(place);
    let boundary = Boundary::new(place, hops.get(place)?, basis);
    Some(Boundary { domain, evidence: reasons.into_iter().max_by_key(|reason| *reason as u8), ..boundary })
}

/// Of the hops down to `place`, the last one with a client that has a public address: mail from one
/// customer of a provider to another never leaves its domain, yet it is that client that was judged.
fn last_from_public(hops: &[&Hop], place: usize) -> usize {
    let is_public = |hop: &&Hop| {
        if hop.internal == Some(Internal::Lmtp) {
            return false;
        }
        let address = hop.received.from.as_ref().and_then(|from| from.address);
        address.is_some_and(|found| found.is_of_connection() && found.scope == Scope::Public)
    };
    let walked = hops.get(..=place).unwrap_or(hops);
    walked.iter().rposition(is_public).unwrap_or(place)
}

/// Why the sending host is one of the receiver's own, or on which basis it is not.
fn evidence(hop: &Hop, domain: Option<&Name>) -> Result<Evidence, BoundaryBasis> {
    match hop.internal {
        Some(Internal::Local | Internal::Lmtp | Internal::Http | Internal::NoSender) => {
            return Ok(Evidence::Protocol);
        }
        Some(Internal::Loopback | Internal::PrivateAddress) => return Ok(Evidence::Address),
        Some(Internal::SameHost) | None => {}
    }
    let (Some(from), Some(domain)) = (&hop.received.from, domain) else {
        return Err(BoundaryBasis::FirstOutside);
    };
    let is_own = |part: &Option<Part>| {
        part.as_ref().and_then(|part| host_name(&part.text)).is_some_and(|name| name.is_at_or_below(domain))
    };
    if is_own(&from.reverse) && !from.reverse_unconfirmed {
        return Ok(Evidence::ReverseName);
    }
    if !is_own(&from.helo) {
        return Err(BoundaryBasis::FirstOutside);
    }
    let own = hop.received.by.as_ref().and_then(|by| by.address);
    match connection(from) {
        Some(client) if own.is_some_and(|own| same_network(client.ip, own.ip)) => Ok(Evidence::Network),
        None if from.address.is_none() => Ok(Evidence::NameAlone),
        _ => Err(BoundaryBasis::OwnNameUnconfirmed),
    }
}

fn connection(from: &Sender) -> Option<Address> {
    from.address.filter(Address::is_of_connection)
}

fn same_network(one: IpAddr, other: IpAddr) -> bool {
    match (one, other) {
        (IpAddr::V6(one), IpAddr::V6(other)) => one.octets().get(..4) == other.octets().get(..4),
        _ => false,
    }
}

/// The domain of the organization whose host wrote the hop.
fn own_domain(hop: &Hop, known: Option<&Name>) -> Option<Name> {
    let name = host_name(&hop.received.by.as_ref()?.name.text).filter(|name| !name.is_private())?;
    let known = known.filter(|known| name.is_at_or_below(known));
    known.cloned().or_else(|| name.guessed_organization())
}

fn host_name(text: &str) -> Option<Name> {
    Name::parse(text.as_bytes(), &Platform::default()).ok()
}
