//! Addresses of hosts as Received fields write them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;

use crate::{code::names, span::Span};

names! {
    /// Where an address can be reached from.
    Scope {
        /// From everywhere.
        Public = "public",
        /// From within a network alone (RFC 1918, RFC 4193, RFC 6598).
        Private = "private",
        /// From the same link alone (RFC 3927, RFC 4291 §2.5.6).
        LinkLocal = "link_local",
        /// From the host itself alone.
        Loopback = "loopback",
    }
}

names! {
    /// Who says that it is the address.
    AddressBasis {
        /// The receiving host, of the connection (RFC 5321 §4.4, TCP-info).
        Connection = "connection",
        /// The sending host, in its greeting: an address literal that nothing confirms.
        Greeting = "greeting",
    }
}

/// The address of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Address {
    /// The address; an IPv4 address mapped into IPv6 as IPv4.
    pub ip: IpAddr,
    /// Where it can be reached from.
    pub scope: Scope,
    /// Who says so.
    pub basis: AddressBasis,
    /// Where it stands, with its brackets.
    pub span: Span,
}

impl Address {
    pub(super) fn new(ip: IpAddr, basis: AddressBasis, span: Span) -> Self {
        let ip = ip.to_canonical();
        Self { ip, scope: scope(ip), basis, span }
    }

    /// Whether the receiving host took it from the connection.
    #[must_use]
    pub fn is_of_connection(&self) -> bool {
        self.basis == AddressBasis::Connection
    }
}

/// The address in `text`: bare or in brackets, with `IPv6:` before it, a zone or a port behind it.
pub(super) fn read(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?;
    let inside = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => text,
    };
    let inside = match inside.split_at_checked(5) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ipv6:") => rest,
        _ => inside,
    };
    let address = inside.split_once('%').map_or(inside, |(address, _)| address);
    address.parse().ok()
}

fn scope(ip: IpAddr) -> Scope {
    let (loopback, link, private) = match ip {
        IpAddr::V4(ip) => (ip.is_loopback(), ip.is_link_local(), ip.is_private() || is_shared(ip)),
        IpAddr::V6(ip) => (ip.is_loopback(), ip.is_unicast_link_local(), is_private_v6(ip)),
    };
    match (loopback, link, private) {
        (true, _, _) => Scope::Loopback,
        (_, true, _) => Scope::LinkLocal,
        (_, _, true) => Scope::Private,
        _ => Scope::Public,
    }
}

/// 100.64.0.0/10 (RFC 6598).
fn is_shared(ip: Ipv4Addr) -> bool {
    matches!(ip.octets(), [100, 64..128, _, _])
}

/// Unique local (RFC 4193), and 6to4 of a private address (RFC 3056 §2), as Gmail names its own hosts.
fn is_private_v6(ip: Ipv6Addr) -> bool {
    let [first, second, a, b, c, d, ..] = ip.octets();
    let carried = Ipv4Addr::new(a, b, c, d);
    ip.is_unique_local() || ([first, second] == [0x20, 0x02] && (carried.is_private() || is_shared(carried)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing() {
        for (text, ip) in [
            ("192.0.2.1", "192.0.2.1"),
            ("[192.0.2.1]", "192.0.2.1"),
            ("[192.0.2.1]:2525", "192.0.2.1"),
            ("[IPv6:2001:db8::1]", "2001:db8::1"),
            ("[ipv6:2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[fe80::1%14]", "fe80::1"),
        ] {
            assert_eq!(read(text.as_bytes()), ip.parse().ok(), "{text}");
        }
        for text in ["", "[", "[192.0.2.1", "192.0.2", "é:1234:::", "[example]"] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn knows_where_an_address_can_be_reached_from() {
        let scope = |text: &str| {
            Address::new(text.parse().unwrap(), AddressBasis::Connection, Span::new(0, 0)).scope.name()
        };
        for (text, expected) in [
            ("192.0.2.1", "public"),
            ("2001:db8::1", "public"),
            ("10.1.2.3", "private"),
            ("172.31.0.1", "private"),
            ("172.32.0.1", "public"),
            ("100.64.0.1", "private"),
            ("100.128.0.1", "public"),
            ("fd00::1", "private"),
            ("2002:a05:6a10::1", "private"),
            ("2002:c000:201::1", "public"),
            ("169.254.1.1", "link_local"),
            ("fe80::1", "link_local"),
            ("127.0.0.1", "loopback"),
            ("::1", "loopback"),
            ("::ffff:10.0.0.1", "private"),
        ] {
            assert_eq!(scope(text), expected, "{text}");
        }
    }
}
