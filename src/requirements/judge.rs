//! Whether a message keeps the rules.

use super::{Evidence, HeaderFacts, OneClickCondition, Requirement, Reverse, Rule, State, table::TABLE};
use crate::{
    arc::{ArcResult, ArcSet, Chain},
    dkim::{Check, DkimResult, KeyType, Verification},
    dmarc::{self, DmarcResult},
    dns::Name,
    platform::Platform,
    policy::{AuthorEvaluation, AuthorProof, Envelope, Forwarding, ForwardingKind},
    spf::{self, SpfResult},
    trace::{Standing, TlsUse, Trace},
};

/// RSA keys shorter than this are not accepted (RFC 8301 §3.2).
const MIN_BITS: usize = 1024;

/// Domains of mailboxes at Gmail.
const GMAIL: [&str; 2] = ["gmail.com", "googlemail.com"];

type Judged = (State, Vec<Evidence>);

/// What the judgement rests on.
pub(crate) struct RequirementInput<'a> {
    pub(crate) header: &'a HeaderFacts,
    pub(crate) author: Option<&'a Name>,
    pub(crate) dkim: &'a [Verification],
    pub(crate) spf: &'a [spf::Evaluation],
    pub(crate) dmarc: &'a dmarc::Evaluation,
    pub(crate) proof: &'a AuthorEvaluation,
    pub(crate) envelope: &'a Envelope,
    pub(crate) trace: &'a Trace,
    pub(crate) arc: &'a Chain,
    pub(crate) forwarding: Option<&'a Forwarding>,
    /// The names of the client, if they were to be looked at.
    pub(crate) reverse: Option<&'a Reverse>,
}

impl RequirementInput<'_> {
    /// Every rule, in the order of the table.
    pub(crate) fn requirements(&self) -> Vec<Requirement> {
        let judged = |(rule, demands, reference)| {
            let (state, evidence) = self.judge(rule);
            Requirement { rule, demands, state, evidence, reference }
        };
        TABLE.into_iter().map(judged).collect()
    }

    fn judge(&self, rule: Rule) -> Judged {
        match rule {
            Rule::SpfOrDkim => self.either(),
            Rule::SpfAndDkim => self.both(),
            Rule::DmarcRecord => self.record(),
            Rule::Alignment => self.alignment(),
            Rule::KeyLength => self.key_length(),
            Rule::Tls => self.tls(),
            Rule::ReverseName => self.reverse_name(),
            Rule::MessageForm => self.message_form(),
            Rule::OneClick => self.one_click(),
            Rule::ArcWhenForwarding => self.arc_when_forwarding(),
            Rule::ListId => self.list_id(),
            Rule::ProviderFrom => self.provider_from(),
            Rule::SpamRate | Rule::Volume => (State::NotVisible, Vec::new()),
        }
    }

    /// Of the check that counts: that of MAIL FROM, or of HELO where the reverse-path is null.
    fn spf(&self) -> Judged {
        let counted = self.envelope.counted(self.spf);
        let found = counted.and_then(|index| Some((index, self.spf.get(index)?)));
        let Some((index, one)) = found else { return (State::NotVisible, Vec::new()) };
        let state = match one.result {
            SpfResult::Pass => State::Met,
            SpfResult::Pending => State::Pending,
            SpfResult::TempError | SpfResult::NotChecked => State::NotChecked,
            _ => State::NotMet,
        };
        (state, vec![Evidence::Spf { index }])
    }

    fn dkim(&self) -> Judged {
        let state = State::any(self.dkim.iter().map(|one| self.state_of(one)));
        let alike = self.dkim.iter().enumerate().filter(|(_, one)| self.state_of(one) == state);
        (state, alike.map(|(index, _)| Evidence::Signature { index }).collect())
    }

    fn either(&self) -> Judged {
        let (spf, dkim) = (self.spf(), self.dkim());
        let state = State::any([spf.0, dkim.0]);
        let alike = [dkim, spf].into_iter().filter(|(one, _)| *one == state);
        (state, alike.flat_map(|(_, evidence)| evidence).collect())
    }

    fn both(&self) -> Judged {
        let (spf, dkim) = (self.spf(), self.dkim());
        let state = State::all([spf.0, dkim.0]);
        let alike = [dkim, spf].into_iter().filter(|(one, _)| *one == state);
        (state, alike.flat_map(|(_, evidence)| evidence).collect())
    }

    fn record(&self) -> Judged {
        let dmarc = self.dmarc;
        let steps = dmarc.walk.as_ref().map(|walk| walk.steps.as_slice()).unwrap_or_default();
        let step = steps.iter().position(|step| Some(&step.domain) == dmarc.policy_domain.as_ref());
        let evidence = step.map(|step| Evidence::PolicyRecord { step }).into_iter().collect();
        let state = match dmarc.record() {
            _ if self.author.is_none() => self.without_author(),
            Some(record) if record.applies => State::Met,
            Some(_) => State::NotMet,
            None => match dmarc.result {
                DmarcResult::Pending => State::Pending,
                DmarcResult::TempError | DmarcResult::NotChecked => State::NotChecked,
                _ => State::NotMet,
            },
        };
        (state, evidence)
    }

    /// Of a From that names nobody, or more than one, no provider can ask whom it belongs to.
    fn without_author(&self) -> State {
        if self.header.is_cut_off { State::NotChecked } else { State::NotMet }
    }

    fn alignment(&self) -> Judged {
        let proof = self.proof;
        let was_aligned = |one: &&Verification| {
            let domain = one.signature.domain.as_ref().map(|domain| &domain.a_label);
            domain == self.author && has_but_expired(one)
        };
        let state = match proof.author {
            // By its name alone, as long as the policy that may ask for more is not known.
            AuthorProof::Proven if !self.is_compared() => of_open(self.dmarc.result),
            // Providers count what DMARC counts.
            AuthorProof::Proven | AuthorProof::Route | AuthorProof::OpenRoute => State::Met,
            AuthorProof::HeaderProven => State::NotVisible,
            AuthorProof::Pending => State::Pending,
            AuthorProof::NotProven => {
                State::any(self.dkim.iter().filter(was_aligned).map(|one| self.state_of(one)))
            }
            AuthorProof::NoAuthor => self.without_author(),
            // Whether the envelope is unknown, or a question was not put.
            AuthorProof::NotChecked => match State::any([self.spf().0, self.dkim().0]) {
                State::NotVisible => State::NotVisible,
                _ => State::NotChecked,
            },
        };
        let signatures = proof.signatures.iter().map(|index| Evidence::Signature { index: *index });
        (state, signatures.chain(proof.spf.map(|index| Evidence::Spf { index })).collect())
    }

    /// Whether the domains that prove the author's were compared with it, or no policy asks for that.
    fn is_compared(&self) -> bool {
        of_open(self.dmarc.result) == State::Met || !self.dmarc.alignments.is_empty()
    }

    /// Of the RSA keys that signatures rest on; an Ed25519 key has one length.
    fn key_length(&self) -> Judged {
        let mut evidence = Vec::new();
        let mut states = Vec::new();
        for (index, one) in self.dkim.iter().enumerate() {
            let key = one.deciding_key.and_then(|place| one.keys.get(place));
            match key.map(|key| (key.key_type, key.bits)) {
                Some((Some(KeyType::Rsa), Some(bits))) => {
                    evidence.push(Evidence::Key { signature: index, bits });
                    states.push(if bits < MIN_BITS { State::NotMet } else { State::Met });
                }
                Some(_) => {}
                None if one.result == DkimResult::Pending => states.push(State::Pending),
                None => states.push(State::NotChecked),
            }
        }
        let is_known = states.iter().any(|state| matches!(state, State::Met | State::NotMet));
        // A signature without a key says nothing of the keys of the others.
        states.retain(|state| !is_known || *state != State::NotChecked);
        let state = if states.is_empty() { State::NotApplicable } else { State::all(states) };
        (state, evidence)
    }

    /// Of the hop by which the message came into the receiver's hands.
    fn tls(&self) -> Judged {
        let boundary = self.trace.boundary.as_ref().map(|boundary| boundary.hop);
        let hop = boundary.and_then(|index| Some((index, self.trace.hops.get(index)?)));
        let Some((index, hop)) = hop.filter(|(_, hop)| hop.internal.is_none()) else {
            return (State::NotVisible, Vec::new());
        };
        let state = match hop.received.tls.used {
            TlsUse::Yes => State::Met,
            TlsUse::No => State::NotMet,
            TlsUse::Unknown => State::NotVisible,
        };
        (state, vec![Evidence::Hop { index }])
    }

    fn reverse_name(&self) -> Judged {
        if self.envelope.client.is_none() {
            return (State::NotVisible, Vec::new());
        }
        let Some(reverse) = self.reverse else { return (State::NotChecked, Vec::new()) };
        (reverse.state, reverse.evidence.clone())
    }

    fn message_form(&self) -> Judged {
        let header = self.header;
        let duplicates = header.duplicates.iter().map(|index| Evidence::Field { index: *index });
        let missing = header.missing.iter().map(|name| Evidence::Missing { name });
        let evidence: Vec<Evidence> = missing.chain(duplicates).collect();
        let state = match evidence.as_slice() {
            _ if header.is_cut_off => State::NotChecked,
            [] => State::Met,
            _ => State::NotMet,
        };
        (state, evidence)
    }

    /// Whether anybody before the receiver added a set. Who sends a message again by hand forwards no mail in
    /// the rule's sense, nor does a list to which nobody else writes.
    fn arc_when_forwarding(&self) -> Judged {
        let is_meant = self.forwarding.is_some_and(|found| match found.kind {
            ForwardingKind::Plain | ForwardingKind::Rewritten => true,
            ForwardingKind::List => self.header.is_discussion,
            ForwardingKind::Resent => false,
        });
        if !is_meant {
            return (State::NotApplicable, Vec::new());
        }
        let others = self.arc.sets.iter().filter(|set| !self.is_receivers(set));
        let seals = others.filter_map(|set| Some(Evidence::Field { index: set.seal.as_ref()?.field }));
        let evidence: Vec<Evidence> = seals.collect();
        if !evidence.is_empty() {
            return (State::Met, evidence);
        }
        // Sets that are too many, or lie behind a cap, were not read.
        let is_unread =
            self.header.is_cut_off || (self.arc.sets.is_empty() && self.arc.result != ArcResult::None);
        if is_unread {
            return (State::NotChecked, Vec::new());
        }
        (State::NotMet, vec![Evidence::Missing { name: "arc-seal" }])
    }

    /// Whether the receiver added the set itself, by its place or by the name in it.
    fn is_receivers(&self, set: &ArcSet) -> bool {
        let is_above =
            set.seal.as_ref().is_some_and(|seal| self.trace.standing(seal.field) == Standing::Receiver);
        let results = set.authentication_results.as_ref().map(|claims| &claims.results);
        let name = results.and_then(|results| results.authserv_id.as_ref());
        let name = name.and_then(|part| Name::parse(part.text.as_bytes(), &Platform::default()).ok());
        let domain = self.trace.boundary.as_ref().and_then(|boundary| boundary.domain.as_ref());
        is_above || name.zip(domain).is_some_and(|(name, domain)| name.is_at_or_below(domain))
    }

    /// RFC 2919 §3: "no more than one", with an identifier in angle brackets.
    fn list_id(&self) -> Judged {
        let header = self.header;
        if !header.is_list {
            return (State::NotApplicable, Vec::new());
        }
        let mut evidence: Vec<Evidence> =
            header.list_id.iter().map(|index| Evidence::Field { index: *index }).collect();
        if evidence.is_empty() {
            evidence.push(Evidence::Missing { name: "list-id" });
        }
        let state = match header.is_list_named {
            _ if header.is_cut_off => State::NotChecked,
            true => State::Met,
            false => State::NotMet,
        };
        (state, evidence)
    }

    /// RFC 8058 §3.1: both fields as it wants them, and both covered by a valid signature. It is made for
    /// "broadcast marketing lists" (§1), and not asked of lists for discussion.
    fn one_click(&self) -> Judged {
        let header = self.header;
        let is_bulk = !header.unsubscribe.is_empty() || !header.bulk.is_empty();
        if !is_bulk || header.is_discussion {
            return (State::NotApplicable, Vec::new());
        }
        let fields = || header.unsubscribe.iter().chain(&header.unsubscribe_post);
        let mut evidence: Vec<Evidence> =
            fields().chain(&header.bulk).map(|index| Evidence::Field { index: *index }).collect();
        let covers = |one: &Verification| {
            let covered = one.coverage.as_ref().map(|coverage| coverage.signed_fields.as_slice());
            covered.is_some_and(|covered| fields().all(|field| covered.contains(field)))
        };
        let covering: Vec<_> = self.dkim.iter().enumerate().filter(|(_, one)| covers(one)).collect();
        let signed = State::any(covering.iter().map(|(_, one)| self.state_of(one)));
        let mut unmet = header.one_click_faults.clone();
        // Of a field that is not there, no more is said.
        unmet.retain(|condition| match condition {
            OneClickCondition::Https => !header.unsubscribe.is_empty(),
            OneClickCondition::PostValue => !header.unsubscribe_post.is_empty(),
            _ => true,
        });
        if signed == State::NotMet && !header.unsubscribe.is_empty() && !header.unsubscribe_post.is_empty() {
            unmet.push(OneClickCondition::Signed);
        }
        evidence.splice(..0, unmet.into_iter().map(|condition| Evidence::Unmet { condition }));
        if !header.one_click_faults.is_empty() {
            return (State::NotMet, evidence);
        }
        let alike = covering.iter().filter(|(_, one)| self.state_of(one) == signed);
        evidence.extend(alike.map(|(index, _)| Evidence::Signature { index: *index }));
        (signed, evidence)
    }

    /// Mail from an address at Gmail that Gmail did not send.
    fn provider_from(&self) -> Judged {
        let is_gmail = |author: &Name| GMAIL.contains(&author.as_str());
        if self.author.is_some_and(is_gmail) { self.alignment() } else { (State::NotApplicable, Vec::new()) }
    }

    /// Whether a signature passes, or did when the receiver judged it: what has expired since was good then
    /// (RFC 6376 §3.5, `x=`).
    fn state_of(&self, one: &Verification) -> State {
        match one.result {
            DkimResult::Pass => State::Met,
            DkimResult::Pending => State::Pending,
            DkimResult::TempError | DkimResult::NotChecked => State::NotChecked,
            DkimResult::Neutral => State::NotVisible,
            _ if has_but_expired(one) => match (self.arrival(), one.signature.expiration) {
                (Some(arrival), Some(expiration)) if arrival <= expiration => {
                    if one.checks.body_hash == Check::Pass { State::Met } else { State::NotVisible }
                }
                (Some(_), _) => State::NotMet,
                (None, _) => State::NotVisible,
            },
            _ => State::NotMet,
        }
    }

    /// When the message came into the receiver's hands, in seconds since 1970.
    fn arrival(&self) -> Option<u64> {
        let hop = self.trace.boundary.as_ref().and_then(|boundary| self.trace.hops.get(boundary.hop));
        hop.and_then(|hop| u64::try_from(hop.received.time?).ok())
    }
}

/// Whether nothing but the time speaks against a signature; the body may not have been given.
fn has_but_expired(one: &Verification) -> bool {
    let checks = &one.checks;
    checks.time == Check::Fail
        && matches!(checks.body_hash, Check::Pass | Check::Untestable)
        && checks.signature == Check::Pass
        && checks.key_permits == Check::Pass
}

/// Whether what DMARC finds is settled.
fn of_open(result: DmarcResult) -> State {
    match result {
        DmarcResult::Pending => State::Pending,
        DmarcResult::TempError | DmarcResult::NotChecked => State::NotChecked,
        DmarcResult::None | DmarcResult::Pass | DmarcResult::WouldPass | DmarcResult::Fail => State::Met,
    }
}
