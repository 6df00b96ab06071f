//! Receivers whose hosts bear names of several domains, or names without one.
//!
//! A table cannot be complete, and need not: without an entry the boundary lies higher. Looked up on
//! 2026-11-30 in the Received fields of public archives (Linux kernel lists, sourceware.org, Debian lists,
//! published messages of iCloud and Outlook.com) of 2014 to 2026; rows marked "names" rest on the names of the
//! provider's own mail servers alone.

use std::net::Ipv6Addr;

use crate::{dns::Name, platform::Platform};

/// A receiver's hosts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Network {
    /// Their domains, first the one that names the receiver.
    domains: &'static [&'static str],
    /// What stands after `p` and a number in the names of hosts that have one label.
    hosts: &'static [&'static str],
    /// The first 32 bits of their IPv6 addresses, and which of these bits count.
    prefixes: &'static [(u32, u32)],
}

const NETWORKS: [Network; 13] = [
    // Exchange Online and Outlook.com: mailbox hosts in prod.outlook.com, their front ends in
    // outlook.office365.com, what filters in mail.protection.outlook.com, formerly protection.gbl.
    Network {
        domains: &["outlook.com", "office365.com", "protection.gbl"],
        hosts: &[],
        // 2603:10?6::/32, a prefix for each region.
        prefixes: &[(0x2603_1006, 0xffff_ff0f), (0x2a01_0111, 0xffff_ffff)],
    },
    // The same in China; from memory.
    Network { domains: &["outlook.cn"], hosts: &[], prefixes: &[(0x2406_e500, 0xffff_ffff)] },
    // `by p116-mailgateway-smtp-746c496c44-6mknn`, `from st43p00im-qukt05021701.me.com`, `by
    // p00-icloudmta-asmtp-us-central-1k-100-percent-4`, results of `dmarc.icloud.com`.
    Network {
        domains: &["icloud.com", "me.com", "mac.com", "apple.com"],
        hosts: &["-mailgateway-", "-icloudmta-"],
        prefixes: &[],
    },
    Network::of(&["yahoo.com", "aol.com", "yahoodns.net"]),
    // `by mas-ckd-mts-104c5.mail.goo.jp` from `mas-spm-mts-103c1.ocn.ad.jp`, `vcmba.ocn.ne.jp`.
    Network::of(&["ocn.ne.jp", "ocn.ad.jp", "goo.jp"]),
    // `sv8486.xserver.jp`, `webmail.xserver.ne.jp`.
    Network::of(&["xserver.jp", "xserver.ne.jp"]),
    // Names.
    Network::of(&["nifty.com", "nifty.ne.jp"]),
    Network::of(&["docomo.ne.jp", "spmode.ne.jp"]),
    Network::of(&["au.com", "ezweb.ne.jp", "auone-net.jp"]),
    Network::of(&["biglobe.ne.jp", "mesh.ad.jp"]),
    Network::of(&["sakura.ne.jp", "sakura.ad.jp"]),
    Network::of(&["gmx.net", "gmx.com", "web.de", "kundenserver.de"]),
    Network::of(&["protonmail.ch", "proton.me", "protonmail.com"]),
];

impl Network {
    const fn of(domains: &'static [&'static str]) -> Self {
        Self { domains, hosts: &[], prefixes: &[] }
    }

    /// The network that hosts of `domain` belong to.
    pub(super) fn with_domain(domain: &Name) -> Option<&'static Self> {
        NETWORKS.iter().find(|network| network.domains.contains(&domain.as_str()))
    }

    /// The network that has hosts of this form of name.
    pub(super) fn with_host(name: &Name) -> Option<&'static Self> {
        NETWORKS.iter().find(|network| network.has_host(name))
    }

    pub(super) fn has_host(&self, name: &Name) -> bool {
        let number = name.as_str().strip_prefix('p').unwrap_or_default();
        let rest = number.trim_start_matches(|one: char| one.is_ascii_digit());
        rest.len() < number.len() && self.hosts.iter().any(|form| rest.starts_with(form))
    }

    /// The domains, first the one that names the receiver.
    pub(super) fn domains(&self) -> impl Iterator<Item = Name> {
        self.domains.iter().filter_map(|text| Name::parse(text.as_bytes(), &Platform::default()).ok())
    }

    pub(super) fn has_prefixes(&self) -> bool {
        !self.prefixes.is_empty()
    }

    pub(super) fn has_address(&self, ip: Ipv6Addr) -> bool {
        let [a, b, c, d, ..] = ip.octets();
        let start = u32::from_be_bytes([a, b, c, d]);
        self.prefixes.iter().any(|(prefix, bits)| start & bits == *prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text.as_bytes(), &Platform::default()).unwrap()
    }

    #[test]
    fn domains_are_names_of_one_network_each() {
        let all: Vec<_> = NETWORKS.iter().flat_map(|network| network.domains).collect();
        for (place, text) in all.iter().enumerate() {
            assert_eq!(name(text).guessed_organization(), Some(name(text)), "{text}");
            assert!(!all[..place].contains(text), "{text}");
        }
    }

    #[test]
    fn knows_addresses() {
        let network = Network::with_domain(&name("outlook.com")).unwrap();
        for (ip, expected) in [
            ("2603:10b6:5:3b4::18", true),
            ("2603:1096:404:2c::16", true),
            ("2a01:111:f400:7c10::1:198", true),
            ("2603:1030:8:5::1", false),
            ("2603:10b7::1", false),
        ] {
            assert_eq!(network.has_address(ip.parse().unwrap()), expected, "{ip}");
        }
    }

    #[test]
    fn knows_hosts_by_their_form() {
        for (text, expected) in [
            ("p116-mailgateway-smtp-746c496c44-6mknn", true),
            ("p00-icloudmta-asmtp-us-central-1k-100-percent-10", true),
            ("p-mailgateway-smtp-1", false),
            ("x116-mailgateway-smtp-1", false),
            ("p116", false),
            ("mailgateway", false),
        ] {
            assert_eq!(Network::with_host(&name(text)).is_some(), expected, "{text}");
        }
    }
}
