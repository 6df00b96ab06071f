//! The hops in the order in which the message went.

use serde::Serialize;

use super::{
    address::{Address, Scope},
    boundary::{self, Boundary},
    forwarding::{self, Sign},
    judged::Judged,
    received::Received,
};
use crate::{code::names, dns::Name, span::Span};

/// Received fields that are read: the topmost ones, which the receiver's own hosts wrote.
const MAX_HOPS: usize = 200;

/// Protocols by which a mailbox is read, as fetchmail names them, in lower case.
const FETCHING: [&str; 7] = ["imap", "imaps", "pop2", "pop3", "pop3s", "apop", "sdps"];

names! {
    /// Why a hop is one within a host or a network.
    Internal {
        /// The protocol is one of delivery within a host (`local`, `pipe`, `mapi`), or one by which the reader's own
        /// program fetched the message from a mailbox (`imap`, `pop3`).
        Local = "local",
        /// The protocol is LMTP, by which a host hands mail to a mailbox of its own network (RFC 2033 §1).
        Lmtp = "lmtp",
        /// The message was handed over by HTTP: from a program's or a web mail's own interface.
        Http = "http",
        /// No sending host is named: the host handed the message to itself.
        NoSender = "no_sender",
        /// The address of one of the two hosts is the host's own.
        Loopback = "loopback",
        /// The sending host's address is a private one.
        PrivateAddress = "private_address",
        /// Both hosts have the same name, and no address is given.
        SameHost = "same_host",
    }
}

names! {
    /// Who can have written a header field, by its place.
    Standing {
        /// The receiver's own hosts alone: it stands above the boundary, or is the boundary's own field.
        Receiver = "receiver",
        /// It stands right below the boundary's Received field, where a receiver's filter may put its own,
        /// and where the sender's topmost field stands too.
        Adjoining = "adjoining",
        /// Anybody on the way, and the sender.
        Sender = "sender",
    }
}

/// One step of the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hop {
    /// The field's place among the header fields.
    pub field: usize,
    /// What the field says.
    pub received: Received,
    /// Seconds since the hop before that has a date; below 0 where a clock is wrong.
    pub delay: Option<i64>,
    /// Whether the delay is below 0: the clock of this host or of the one before is wrong, or a date is
    /// made up.
    pub clock_skew: bool,
    /// Why it is a hop within a host or a network, if it is one.
    pub internal: Option<Internal>,
    /// Whether the sender logged in (RFC 3848, the protocols that end in `A`).
    pub authenticated: bool,
}

/// The way of a message, as its header tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trace {
    /// The hops from the sender to the receiver: bottom to top. Up to 200, those nearest the receiver.
    pub hops: Vec<Hop>,
    /// Number of Received fields, those past the cap included.
    pub count: usize,
    /// Where the message came into the receiver's hands; `None` if there is no hop.
    pub boundary: Option<Boundary>,
    /// The marks of forwarding, in the order of the fields, up to 200.
    pub signs: Vec<Sign>,
    /// Number of marks that are not kept because there are too many.
    pub signs_left_out: usize,
    #[serde(skip)]
    judged: Judged,
}

impl Trace {
    /// Reads the fields of a header section, top to bottom, each given as its name and the place of its
    /// value in `source`.
    pub fn read<'a>(source: &[u8], fields: impl Iterator<Item = (&'a str, Span)>) -> Self {
        let mut trace = Self::default();
        let mut signs = forwarding::Signs::default();
        for (field, (name, value)) in fields.enumerate() {
            if !name.eq_ignore_ascii_case("received") {
                signs.read(source, field, name, value);
                trace.judged.read(source, field, name, value);
                continue;
            }
            trace.count = trace.count.saturating_add(1);
            if trace.hops.len() < MAX_HOPS {
                let received = Received::parse(source, value);
                signs.add_envelope_from(field, received.envelope_from.as_ref());
                trace.hops.push(Hop::new(field, received));
            }
        }
        trace.hops.reverse();
        trace.boundary = trace.find_boundary(None);
        trace.measure();
        (trace.signs, trace.signs_left_out) = (signs.list, signs.left_out);
        trace
    }

    /// The boundary if the hop at this place in [`Trace::hops`] is the first that the receiver's own
    /// hosts wrote; `None` if there is no such hop.
    #[must_use]
    pub fn boundary_at(&self, hop: usize) -> Option<Boundary> {
        self.hops.get(hop).map(|found| Boundary::given(hop, found, None))
    }

    /// Looks for the boundary anew with the domain of an organization that the DNS has told, as hosts below
    /// it are of that one and no other, whatever their names look like.
    pub(crate) fn learn(&mut self, organization: &Name) {
        let given =
            self.boundary.as_ref().filter(|boundary| boundary.basis == boundary::BoundaryBasis::Given);
        self.boundary = match given.map(|boundary| boundary.hop) {
            Some(place) => self.hops.get(place).map(|hop| Boundary::given(place, hop, Some(organization))),
            None => self.find_boundary(Some(organization)),
        };
    }

    fn find_boundary(&self, known: Option<&Name>) -> Option<Boundary> {
        let hops: Vec<&Hop> = self.hops.iter().rev().collect();
        let found = boundary::find(&hops, known, &self.judged)?;
        let hop = hops.len().saturating_sub(1).saturating_sub(found.hop);
        Some(Boundary { hop, ..found })
    }

    /// Who can have written the header field at this place.
    #[must_use]
    pub fn standing(&self, field: usize) -> Standing {
        let Some(boundary) = &self.boundary else { return Standing::Sender };
        let received = |hop: usize| self.hops.get(hop).map_or(usize::MAX, |hop| hop.field);
        if field <= received(boundary.hop) {
            Standing::Receiver
        } else if field < boundary.hop.checked_sub(1).map_or(usize::MAX, received) {
            Standing::Adjoining
        } else {
            Standing::Sender
        }
    }

    fn measure(&mut self) {
        let mut before = None;
        for hop in &mut self.hops {
            let time = hop.received.time;
            hop.delay = time.zip(before).map(|(time, before): (i64, i64)| time.saturating_sub(before));
            hop.clock_skew = hop.delay.is_some_and(|delay| delay < 0);
            before = time.or(before);
        }
    }
}

impl Hop {
    /// Whether the reader's own program fetched the message, so that the host which wrote the hop tells nothing of
    /// the receiver's.
    pub(super) fn is_fetched(&self) -> bool {
        FETCHING.contains(&self.received.protocol().as_str())
    }

    fn new(field: usize, received: Received) -> Self {
        let protocol = received.protocol();
        let logs_in = ["smtpa", "smtpsa", "lmtpa", "lmtpsa", "asmtp", "asmtps"];
        Self {
            field,
            internal: internal(&received, &protocol),
            authenticated: logs_in.iter().any(|end| protocol.ends_with(end)),
            received,
            delay: None,
            clock_skew: false,
        }
    }
}

fn internal(received: &Received, protocol: &str) -> Option<Internal> {
    match protocol {
        "local" | "pipe" | "mapi" | "uucp" => return Some(Internal::Local),
        "lmtp" | "lmtps" | "lmtpa" | "lmtpsa" => return Some(Internal::Lmtp),
        _ if FETCHING.contains(&protocol) => return Some(Internal::Local),
        "http" | "https" | "httprest" => return Some(Internal::Http),
        // Exim's local-bsmtp, local-rmail, local-esmtp.
        _ if protocol.starts_with("local-") => return Some(Internal::Local),
        _ => {}
    }
    let Some(from) = &received.from else { return Some(Internal::NoSender) };
    let own = received.by.as_ref().and_then(|by| by.address);
    // What the sender says in its greeting is no reason.
    let sender = from.address.filter(Address::is_of_connection);
    let is = |address: Option<Address>, scope: Scope| address.is_some_and(|found| found.scope == scope);
    if is(sender, Scope::Loopback) || is(own, Scope::Loopback) {
        return Some(Internal::Loopback);
    }
    if is(sender, Scope::Private) || is(sender, Scope::LinkLocal) {
        return Some(Internal::PrivateAddress);
    }
    let same = match (&from.helo, &received.by) {
        (Some(helo), Some(by)) => helo.is(&by.name.text),
        _ => false,
    };
    (same && from.address.is_none()).then_some(Internal::SameHost)
}
