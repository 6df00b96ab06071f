//! The clients that fields of results name: whom a receiver judged.

use std::net::IpAddr;

use super::hop::Hop;
use crate::{
    authres::{AuthenticationResults, ReceivedSpf},
    span::Span,
    structured::Part,
};

/// Clients that are kept, and fields that are read.
const MAX_CLIENTS: usize = 200;

/// The clients.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Judged {
    /// Each with the place of the field that names it.
    clients: Vec<(usize, IpAddr)>,
    fields: usize,
}

impl Judged {
    /// Keeps the clients that the field names, if it is one of results.
    pub(super) fn read(&mut self, source: &[u8], field: usize, name: &str, value: Span) {
        if self.fields >= MAX_CLIENTS {
            return;
        }
        let named = if name.eq_ignore_ascii_case("received-spf") {
            clients_of_spf(&ReceivedSpf::parse(source, value))
        } else if name.eq_ignore_ascii_case("authentication-results") {
            clients_of_results(&AuthenticationResults::parse(source, value))
        } else {
            return;
        };
        self.fields = self.fields.saturating_add(1);
        let room = MAX_CLIENTS.saturating_sub(self.clients.len());
        self.clients.extend(named.into_iter().take(room).map(|ip| (field, ip)));
    }

    /// Whether a field that stands next to the hop, of `hops` from the top, names its client.
    pub(super) fn names(&self, hops: &[&Hop], place: usize) -> bool {
        let client = hops.get(place).and_then(|hop| hop.received.from.as_ref()?.address);
        let Some(client) = client.filter(super::Address::is_of_connection) else { return false };
        let field = |place: usize| hops.get(place).map(|hop| hop.field);
        let above = place.checked_sub(1).and_then(field);
        let below = field(place.saturating_add(1)).unwrap_or(usize::MAX);
        self.clients.iter().any(|(field, ip)| *ip == client.ip && above < Some(*field) && *field < below)
    }
}

/// The clients that a Received-SPF field names.
pub(crate) fn clients_of_spf(spf: &ReceivedSpf) -> Vec<IpAddr> {
    let named = spf.client_ip.into_iter().chain(spf.comments.iter().filter_map(in_comment));
    named.map(|ip| ip.to_canonical()).collect()
}

/// The clients that a field of Authentication-Results names.
pub(crate) fn clients_of_results(results: &AuthenticationResults) -> Vec<IpAddr> {
    let properties = [("smtp", "remote-ip"), ("policy", "iprev")];
    let named = results.results.iter().flat_map(|result| {
        let parts = properties.iter().filter_map(|(ptype, name)| result.property(ptype, name));
        let written = parts.filter_map(|part| part.text.parse::<IpAddr>().ok());
        written.chain(result.comments.iter().filter_map(in_comment))
    });
    named.map(|ip| ip.to_canonical()).collect()
}

/// `domain of … designates 192.0.2.1 as permitted sender`, `sender IP is 192.0.2.1`: the only address in it.
fn in_comment(comment: &Part) -> Option<IpAddr> {
    let mut words =
        comment.text.split_whitespace().filter_map(|word| word.trim_matches([':', ';', ',']).parse().ok());
    words.next().filter(|_| words.next().is_none())
}
