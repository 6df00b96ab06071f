//! Which hosts are the receiver's own: what the hops tell of it, and how far that may be believed.

use std::net::IpAddr;

use super::{
    address::{self, Address},
    boundary::{BoundaryBasis, Evidence},
    hop::{Hop, Internal},
    host::{Receiver, Sender},
    network::Network,
};
use crate::{dns::Name, platform::Platform, structured::Part};

/// First labels that hosts of all domains bear, numbers aside.
const COMMON: [&str; 22] = [
    "a",
    "box",
    "filter",
    "gate",
    "gateway",
    "gw",
    "host",
    "in",
    "localhost",
    "mail",
    "mta",
    "mx",
    "node",
    "ns",
    "out",
    "post",
    "relay",
    "s",
    "server",
    "smtp",
    "web",
    "www",
];

/// The receiver, as its topmost hosts name it.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Its domains, first the one that was found first.
    domains: Vec<Name>,
    network: Option<&'static Network>,
}

impl Own {
    /// The receiver whose host wrote `hop`.
    pub(super) fn of(hop: &Hop, known: Option<&Name>) -> Self {
        let mut own = Self::default();
        own.takes(hop, None, known);
        own
    }

    pub(super) fn domain(&self) -> Option<&Name> {
        self.domains.first()
    }

    /// All domains but the first.
    pub(super) fn into_others(self) -> Vec<Name> {
        self.domains.into_iter().skip(1).collect()
    }

    /// Whether a host of the receiver's can have written the hop, by the name that it gives itself: one of its
    /// domains, no public name at all, or that of the host which handed over what the hop `above` took.
    pub(super) fn takes(&mut self, hop: &Hop, above: Option<&Hop>, known: Option<&Name>) -> bool {
        let Some(by) = hop.received.by.as_ref().filter(|_| !hop.is_fetched()) else { return true };
        let Some((domain, network)) = domain_of(by, known) else { return true };
        if self.domains.contains(&domain) {
            return true;
        }
        if !self.domains.is_empty() && !above.is_some_and(|above| self.is_sender_of(above, by)) {
            return false;
        }
        self.network = self.network.or(network);
        self.domains.push(domain);
        for other in network.into_iter().flat_map(Network::domains) {
            if !self.domains.contains(&other) {
                self.domains.push(other);
            }
        }
        true
    }

    /// Whether `by`, of a domain that is not known to be the receiver's, is the host that handed over what `above`
    /// took: it has the same address, or both names begin with the same label, and the one is the receiver's.
    fn is_sender_of(&self, above: &Hop, by: &Receiver) -> bool {
        let Some(from) = &above.received.from else { return false };
        if is_same_address(from, by) {
            return true;
        }
        // LMTP is not offered to strangers (RFC 2033 §1).
        let is_lmtp = above.internal == Some(Internal::Lmtp);
        names_of(from).any(|part| {
            (is_lmtp && part.is(&by.name.text))
                || (self.is_name(part) && is_telling(first_label(part)) && is_same_label(part, &by.name))
        })
    }

    /// Why the sending host is one of the receiver's own, or on which basis it is not.
    pub(super) fn evidence(&self, hop: &Hop) -> Result<Evidence, BoundaryBasis> {
        match hop.internal {
            Some(Internal::Local | Internal::Lmtp | Internal::Http | Internal::NoSender) => {
                return Ok(Evidence::Protocol);
            }
            Some(Internal::Loopback | Internal::PrivateAddress) => return Ok(Evidence::Address),
            Some(Internal::SameHost) | None => {}
        }
        let Some(from) = &hop.received.from else { return Err(BoundaryBasis::FirstOutside) };
        let is_own = |part: &Option<Part>| part.as_ref().is_some_and(|part| self.is_name(part));
        let client = from.address.filter(Address::is_of_connection);
        if is_own(&from.reverse) && !from.reverse_unconfirmed {
            // Lines and rented machines of a provider's customers have names of its domain too.
            let is_customer = from
                .reverse
                .as_ref()
                .zip(client)
                .is_some_and(|(name, client)| tells_address(&name.text, client.ip));
            return if is_customer { Err(BoundaryBasis::FirstOutside) } else { Ok(Evidence::ReverseName) };
        }
        if !is_own(&from.helo) {
            return Err(BoundaryBasis::FirstOutside);
        }
        let own = hop.received.by.as_ref().and_then(|by| by.address);
        match client {
            Some(client) if own.is_some_and(|own| self.is_one_network(client.ip, own.ip)) => {
                Ok(Evidence::Network)
            }
            None if from.address.is_none() => Ok(Evidence::NameAlone),
            _ => Err(BoundaryBasis::OwnNameUnconfirmed),
        }
    }

    fn is_name(&self, part: &Part) -> bool {
        let Some(name) = host_name(&part.text) else { return false };
        self.domains.iter().any(|domain| name.is_at_or_below(domain))
            || self.network.is_some_and(|network| network.has_host(&name))
    }

    /// Whether two IPv6 addresses are of one site (a /48, RFC 6177 §2), or of a network that has more.
    fn is_one_network(&self, one: IpAddr, other: IpAddr) -> bool {
        let (IpAddr::V6(one), IpAddr::V6(other)) = (one, other) else { return false };
        let shares = |octets: usize| one.octets().get(..octets) == other.octets().get(..octets);
        let of_network = self.network.is_some_and(|network| {
            network.has_prefixes() && (shares(4) || (network.has_address(one) && network.has_address(other)))
        });
        shares(6) || of_network
    }
}

/// Whether the sending host of `hop` wrote the next hop of those `below` that names who wrote it. A host that did not
/// write down what it took leaves its place to whatever the message held before.
pub(super) fn hands_on(hop: &Hop, below: &[&Hop]) -> bool {
    let Some(from) = &hop.received.from else { return true };
    let Some(by) = below.iter().find_map(|hop| hop.received.by.as_ref()) else { return true };
    if is_same_address(from, by) {
        return true;
    }
    match host_name(&by.name.text).filter(|_| address::read(by.name.text.as_bytes()).is_none()) {
        // An address, which is not the host's.
        None => false,
        // Names that hosts have within a network alone tell nothing.
        Some(name) if is_inner(&name) => true,
        Some(_) => names_of(from).any(|part| is_same_label(part, &by.name)),
    }
}

fn is_same_address(from: &Sender, by: &Receiver) -> bool {
    let sender = from.address.filter(Address::is_of_connection);
    sender.zip(by.address).is_some_and(|(one, other)| one.ip == other.ip)
}

/// The names of the sending host: what it is called, and what it calls itself.
fn names_of(from: &Sender) -> impl Iterator<Item = &Part> {
    from.reverse.iter().chain(&from.helo)
}

fn first_label(part: &Part) -> &str {
    part.text.split('.').next().unwrap_or_default()
}

/// Whether the first labels of two names are the same, the numbers at their ends aside, as those of hosts in a row
/// that speak with one name.
fn is_same_label(one: &Part, other: &Part) -> bool {
    let (one, other) = (first_label(one), first_label(other));
    let stem = |label: &'_ str| {
        label.trim_end_matches(|end: char| end.is_ascii_digit() || end == '-').to_lowercase()
    };
    let stem_of_one = stem(one);
    one.eq_ignore_ascii_case(other) || (!stem_of_one.is_empty() && stem_of_one == stem(other))
}

/// Whether no host of another domain is likely to have this label.
fn is_telling(label: &str) -> bool {
    let plain = label.trim_matches(|one: char| one.is_ascii_digit() || one == '-').to_lowercase();
    plain.len() < label.len() && !plain.is_empty() && !COMMON.contains(&plain.as_str())
}

/// Whether the name holds the four numbers of the address, or three of them in a row, or all of it in hexadecimal
/// digits.
fn tells_address(name: &str, ip: IpAddr) -> bool {
    let IpAddr::V4(ip) = ip else { return false };
    let numbers: Vec<u8> =
        name.split(|one: char| !one.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let [a, b, c, d] = ip.octets();
    let hexadecimal = format!("{a:02x}{b:02x}{c:02x}{d:02x}");
    let rows = [[a, b, c], [b, c, d], [c, b, a], [d, c, b]];
    numbers.windows(3).any(|row| rows.iter().any(|wanted| wanted == row))
        || name.to_ascii_lowercase().contains(&hexadecimal)
}

/// The organization whose host wrote the hop, and the network that it has.
fn domain_of(by: &Receiver, known: Option<&Name>) -> Option<(Name, Option<&'static Network>)> {
    let name = host_name(&by.name.text)?;
    if let Some(network) = Network::with_host(&name) {
        return Some((network.domains().next()?, Some(network)));
    }
    if is_inner(&name) {
        return None;
    }
    let known = known.filter(|known| name.is_at_or_below(known));
    let domain = known.cloned().or_else(|| name.guessed_organization())?;
    let network = Network::with_domain(&domain);
    Some((domain, network))
}

/// Whether it is a name of a network's own that the DNS does not know: RFC 6761, and those that RFC 6762 Appendix G
/// lists.
fn is_inner(name: &Name) -> bool {
    const LAST: [&str; 7] = ["corp", "home", "intranet", "lan", "localdomain", "private", "workgroup"];
    name.is_private() || name.labels().next_back().is_some_and(|label| LAST.contains(&label))
}

fn host_name(text: &str) -> Option<Name> {
    Name::parse(text.as_bytes(), &Platform::default()).ok()
}
