//! Whether the message was forwarded on its way, how, and what that does to each proof.

use serde::Serialize;

use super::envelope::Envelope;
use crate::{
    code::names,
    dkim::{Check, DkimResult, Verification},
    dmarc::{self, DmarcResult},
    dns::Name,
    platform::Platform,
    spf::{self, SpfResult},
    trace::{Scheme, SignKind, Trace},
};

names! {
    /// How a message was forwarded.
    ForwardingKind {
        /// By a server that leaves the envelope's sender as it is.
        Plain = "plain",
        /// By a server that puts an address of its own into the envelope (SRS and the like).
        Rewritten = "rewritten",
        /// By a mailing list.
        List = "list",
        /// By a person or a program that sent it again (RFC 5322 §3.6.6).
        Resent = "resent",
    }
}

names! {
    /// What forwarding did to a proof of the author's domain.
    Effect {
        /// It still holds.
        Kept = "kept",
        /// It fails.
        Broken = "broken",
        /// It holds for another domain than the author's.
        Replaced = "replaced",
        /// There was nothing of that kind.
        Absent = "absent",
        /// That cannot be told, or not yet.
        Unknown = "unknown",
    }
}

/// Forwarding, as the marks that it leaves tell of it. Nothing of that is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Forwarding {
    /// How.
    pub kind: ForwardingKind,
    /// The domain or host that forwarded, where it is named.
    pub forwarder: Option<String>,
    /// The mailbox that forwards, where it is named.
    pub mailbox: Option<String>,
    /// The mailing list that the message came through before that, by its identifier (RFC 2919), where the hops
    /// or the mailboxes show both steps.
    pub list: Option<String>,
    /// The envelope's sender before that, where a rewritten one holds it.
    pub original_sender: Option<String>,
    /// The marks that tell of it, as places in [`Trace::signs`].
    pub signs: Vec<usize>,
    /// SPF of the author's domain.
    pub spf: Effect,
    /// DKIM of the author's domain.
    pub dkim: Effect,
    /// DMARC.
    pub dmarc: Effect,
}

/// What forwarding is recognised by, and judged with.
pub(super) struct ForwardingInput<'a> {
    pub(super) trace: &'a Trace,
    pub(super) envelope: &'a Envelope,
    pub(super) dkim: &'a [Verification],
    pub(super) spf: &'a [spf::Evaluation],
    pub(super) dmarc: &'a dmarc::Evaluation,
    /// The signatures that prove the author, as places in `dkim`.
    pub(super) proving: &'a [usize],
    /// Whether a check of SPF speaks for the author.
    pub(super) is_routed: bool,
    pub(super) author: Option<&'a Name>,
}

impl ForwardingInput<'_> {
    /// The forwarding that tells most, if there is any.
    pub(super) fn forwarding(&self) -> Option<Forwarding> {
        let signs = |holds: &dyn Fn(SignKind) -> bool| -> Vec<usize> {
            let all = self.trace.signs.iter().enumerate();
            all.filter(|(_, sign)| holds(sign.kind)).map(|(place, _)| place).collect()
        };
        let rewriting = self.trace.signs.iter().enumerate().find_map(|(place, sign)| {
            let found = sign.rewriting.as_ref()?;
            (found.scheme != Scheme::Prvs).then_some((place, found))
        });
        let before = self.earlier_mailbox();
        let listed = signs(&|kind| kind == SignKind::ListId);
        let account = signs(&|kind| matches!(kind, SignKind::ForwardedTo | SignKind::ForwardedFor));
        let resent = signs(&|kind| kind == SignKind::Resent);
        let list = self.list_before(before.as_ref().map(|(hop, mailbox)| (*hop, mailbox.as_str())));
        let before = before.map(|(_, mailbox)| mailbox);
        let dkim = self.dkim_effect();
        let is_forwarded = before.is_some() || !account.is_empty();
        let (kind, signs) = match rewriting {
            Some((place, _)) => (ForwardingKind::Rewritten, vec![place]),
            None if is_forwarded && listed.is_empty() && self.is_forwarders(before.as_deref()) => {
                (ForwardingKind::Rewritten, self.return_path().into_iter().chain(account).collect())
            }
            None if list.is_some() => (ForwardingKind::Plain, listed),
            // A server of the author's own: the list is where the message was written for, not a station on its way.
            None if !listed.is_empty() && self.is_routed && dkim != Effect::Broken => return None,
            None if !listed.is_empty() => (ForwardingKind::List, listed),
            None if !account.is_empty() => (ForwardingKind::Plain, account),
            None if !resent.is_empty() => (ForwardingKind::Resent, resent),
            None if before.is_some() => (ForwardingKind::Plain, Vec::new()),
            None => return None,
        };
        let client = self.trace.boundary.as_ref().and_then(|boundary| boundary.helo.as_ref());
        let forwarder = rewriting.map(|(_, found)| found.forwarder.clone());
        Some(Forwarding {
            kind,
            forwarder: forwarder.or_else(|| client.map(|part| part.text.clone())),
            mailbox: before,
            list,
            original_sender: rewriting.and_then(|(_, found)| found.original.clone()),
            signs,
            spf: self.spf_effect(),
            dkim,
            dmarc: match self.dmarc.result {
                DmarcResult::Pass => Effect::Kept,
                DmarcResult::Fail => Effect::Broken,
                DmarcResult::None => Effect::Absent,
                _ => Effect::Unknown,
            },
        })
    }

    /// Whether the envelope holds an address of the mailbox that forwards, or of the host that handed the message
    /// over, and none of the author's.
    fn is_forwarders(&self, mailbox: Option<&str>) -> bool {
        let Some(sender) = self.envelope.mail_from.as_ref().and_then(|from| organization(&from.value)) else {
            return false;
        };
        let hop = self.trace.boundary.as_ref().and_then(|boundary| self.trace.hops.get(boundary.hop));
        let client = hop.and_then(|hop| hop.received.from.as_ref());
        let hosts = client.into_iter().flat_map(|from| [&from.reverse, &from.helo]).flatten();
        let forwarders = hosts.map(|part| part.text.as_str()).chain(mailbox);
        let author = self.author.and_then(Name::guessed_organization);
        author.as_ref() != Some(&sender)
            && forwarders.filter_map(organization).any(|forwarder| forwarder == sender)
    }

    /// The field that says what was in the envelope, as a place among the marks.
    fn return_path(&self) -> Option<usize> {
        let sender = &self.envelope.mail_from.as_ref()?.value;
        let mut signs = self.trace.signs.iter();
        signs.position(|sign| sign.kind == SignKind::ReturnPath && sign.value.text == *sender)
    }

    /// The list that handed the message to the mailbox that forwards: a hop of the list's domain comes first, and
    /// the mailbox is of another one. Where the two share a domain, it may be the list's own.
    fn list_before(&self, mailbox: Option<(usize, &str)>) -> Option<String> {
        let (hop, mailbox) = mailbox?;
        let sign = self.trace.signs.iter().find(|sign| sign.kind == SignKind::ListId)?;
        let id = sign.value.text.rsplit_once('<').map_or(sign.value.text.as_str(), |(_, id)| id);
        let id = id.trim_end_matches('>').trim().to_lowercase();
        let domain = last_labels(&id)?;
        let (_, of_mailbox) = mailbox.rsplit_once('@')?;
        let is_of_list = |name: &str| last_labels(&name.to_lowercase()) == Some(domain);
        let passed = self.trace.hops.get(..=hop)?.iter().any(|hop| {
            let from = hop.received.from.as_ref();
            let by = hop.received.by.as_ref().map(|by| &by.name);
            let names =
                [from.and_then(|from| from.reverse.as_ref()), from.and_then(|from| from.helo.as_ref()), by];
            names.into_iter().flatten().any(|name| is_of_list(&name.text))
        });
        (passed && !is_of_list(of_mailbox)).then(|| id.clone())
    }

    /// The mailbox of another domain that a hop before the boundary took the message for, and that hop.
    fn earlier_mailbox(&self) -> Option<(usize, String)> {
        let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        let last = domain(&self.envelope.recipient.as_ref()?.value)?;
        let boundary = self.trace.boundary.as_ref()?.hop;
        let earlier = self.trace.hops.get(..boundary)?.iter().enumerate().rev();
        let mailboxes = earlier.filter_map(|(place, hop)| Some((place, hop.received.recipient.as_ref()?)));
        mailboxes
            .map(|(place, part)| (place, part.text.trim().trim_matches(['<', '>']).to_owned()))
            .find(|(_, mailbox)| domain(mailbox).is_some_and(|domain| domain != last))
    }

    fn spf_effect(&self) -> Effect {
        match self.spf.first().map(|one| one.result) {
            _ if self.is_routed => Effect::Kept,
            Some(SpfResult::Pass) => Effect::Replaced,
            Some(SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral | SpfResult::PermError) => {
                Effect::Broken
            }
            Some(SpfResult::None) => Effect::Absent,
            _ => Effect::Unknown,
        }
    }

    fn dkim_effect(&self) -> Effect {
        let is_authors = |one: &&Verification| {
            let domain = one.signature.domain.as_ref().map(|domain| &domain.a_label);
            domain.zip(self.author).is_some_and(|(one, other)| super::replay::related(one, other))
        };
        let mut own = self.dkim.iter().filter(is_authors).peekable();
        if !self.proving.is_empty() {
            Effect::Kept
        } else if own.peek().is_none() {
            Effect::Absent
        } else if own.any(|one| one.result == DkimResult::Fail && one.checks.time != Check::Fail) {
            Effect::Broken
        } else {
            Effect::Unknown
        }
    }
}

/// The organization that a host's or a mailbox's domain belongs to, as far as its name tells.
fn organization(text: &str) -> Option<Name> {
    let domain = text.rsplit('@').next().unwrap_or(text);
    Name::parse(domain.as_bytes(), &Platform::default()).ok()?.guessed_organization()
}

/// The last two labels of a name. Names that differ in them are of two domains; names that share them may be of one.
fn last_labels(name: &str) -> Option<&str> {
    let name = name.trim_end_matches('.');
    let dot = name.rmatch_indices('.').nth(1).map_or(0, |(place, _)| place.saturating_add(1));
    name.get(dot..).filter(|end| end.contains('.'))
}
