//! Mechanisms (RFC 7208 §5): whether they match.

use std::net::IpAddr;

use super::{
    evaluate::MAX_TERMS,
    evaluation::{Cause, Part, Place, SpfResult},
    evaluator::Evaluator,
    look_up::{For, Found, MAX_NAMES, Reply},
    macros::MacroString,
    problem::Problem,
    record::{Mechanism, Prefixes},
};
use crate::{
    dns::{Name, Outcome, Query, RecordType},
    text::escape,
};

/// Terms beyond the limit that are looked at: ten of each record that can have been asked for.
const MAX_BEYOND: usize = 250;

/// What the evaluation of a mechanism gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MechanismResult {
    Match,
    NoMatch,
    Pending,
    /// The evaluation ends.
    Exception(SpfResult, Cause),
}

/// What a domain-spec leads to.
pub(super) enum Target {
    Name(Name),
    /// No domain name, or none that can exist.
    Invalid,
    Pending,
    Without(SpfResult, Cause),
}

impl<'a> Evaluator<'a> {
    pub(super) fn mechanism(&mut self, mechanism: &Mechanism<'a>, place: Place) -> MechanismResult {
        let (spec, is_record) = match mechanism {
            Mechanism::All => return MechanismResult::Match,
            Mechanism::Network(network, prefix) => return step(is_within(self.client, *network, *prefix)),
            Mechanism::Include(spec) => (Some(spec), true),
            Mechanism::Exists(spec) => (Some(spec), false),
            Mechanism::A(spec, _) | Mechanism::Mx(spec, _) | Mechanism::Ptr(spec) => (spec.as_ref(), false),
        };
        if let Some(exception) = self.count_term(place) {
            return exception;
        }
        let part = if is_record { Part::Record } else { Part::Mechanism };
        let what = self.purpose(place, part, spec);
        let name = match self.target(spec, what) {
            Target::Name(name) => name,
            Target::Invalid if is_record && !(what.tells_sender && self.is_local_part_foreign()) => {
                return self.include_nothing(place);
            }
            Target::Invalid => return MechanismResult::NoMatch,
            Target::Pending => return MechanismResult::Pending,
            Target::Without(result, cause) => return MechanismResult::Exception(result, cause),
        };
        match mechanism {
            Mechanism::Include(_) => self.include(name, what),
            Mechanism::A(_, prefixes) => self.a(name, *prefixes, what),
            Mechanism::Mx(_, prefixes) => self.mx(name, *prefixes, what),
            Mechanism::Ptr(_) => self.ptr(&name, what),
            _ => self.exists(name, what),
        }
    }

    /// What a term asks for.
    pub(super) fn purpose(&self, place: Place, part: Part, spec: Option<&MacroString<'_>>) -> For {
        let tells_sender = spec.is_some_and(|spec| spec.uses(b"sl"));
        For { place, part, tells_sender, is_hint: self.is_waiting }
    }

    /// Counts a term that asks the DNS; the end of the evaluation if it is one too many.
    pub(super) fn count_term(&mut self, place: Place) -> Option<MechanismResult> {
        if self.counted_terms == MAX_TERMS {
            // What was asked for such terms, before it was known that they are, is counted.
            if self.hints.is_none() && self.is_waiting && self.terms_beyond < MAX_BEYOND {
                self.terms_beyond = self.terms_beyond.saturating_add(1);
                return None;
            }
            self.note(place, Problem::TooManyTerms { allowed: MAX_TERMS });
            return Some(MechanismResult::Exception(SpfResult::PermError, Cause::Terms));
        }
        self.counted_terms = self.counted_terms.saturating_add(1);
        None
    }

    /// Counts an empty answer to the question for a term's own target; the end of the evaluation if
    /// it is one too many, `otherwise` if not.
    fn count_void(&mut self, place: Place, otherwise: MechanismResult) -> MechanismResult {
        self.void_look_ups = self.void_look_ups.saturating_add(1);
        let allowed = self.limits.void_look_ups;
        if self.void_look_ups <= allowed {
            return otherwise;
        }
        self.note(place, Problem::TooManyVoidLookUps { allowed });
        MechanismResult::Exception(SpfResult::PermError, Cause::VoidLookUps)
    }

    /// The name that a domain-spec leads to; the domain itself where there is none.
    pub(super) fn target(&mut self, spec: Option<&MacroString<'_>>, what: For) -> Target {
        let domain = self.nodes.get(what.place.node).map(|node| node.domain.clone()).unwrap_or_default();
        let Some(spec) = spec else { return self.take_target(domain.as_bytes(), what.place) };
        if what.tells_sender && self.is_local_part_foreign() {
            // RFC 8616 §4: "terms that include %{s} or %{l} do not match anything".
            return Target::Invalid;
        }
        let validated = if spec.uses(b"p") {
            match self.validated_name(&domain, what) {
                Ok(name) => Some(name),
                Err(target) => return target,
            }
        } else {
            None
        };
        let expanded = spec.target(&self.values(&domain, validated.as_deref()));
        self.take_target(&expanded, what.place)
    }

    fn take_target(&mut self, text: &[u8], place: Place) -> Target {
        let target = crate::text::escape(text);
        if let Some(term) = self.term(place) {
            term.target = Some(target.clone());
        }
        if let Ok(name) = Name::from_dns(text) {
            return Target::Name(name);
        }
        self.note(place, Problem::InvalidTarget { target });
        Target::Invalid
    }

    /// What `%{p}` stands for (RFC 7208 §7.3). A macro is no term: it does not count for the limit of
    /// ten, and its questions are the same for the whole evaluation.
    pub(super) fn validated_name(&mut self, domain: &str, what: For) -> Result<String, Target> {
        let what = For { part: Part::Mechanism, tells_sender: false, ..what };
        let (validated, _) = self.validated(what, &|_| true);
        if validated.is_pending {
            return Err(Target::Pending);
        }
        if let Some(cause) = validated.unasked {
            return Err(Target::Without(SpfResult::NotChecked, cause));
        }
        let domain = Name::from_dns(domain.as_bytes()).ok();
        let rank = |name: &&Name| match &domain {
            Some(domain) if *name == domain => 0,
            Some(domain) if name.is_at_or_below(domain) => 1,
            _ => 2,
        };
        // Among equals the least, so that the order of records does not matter.
        let best = validated
            .names
            .iter()
            .min_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| one.cmp(other)));
        Ok(best.map_or_else(|| "unknown".to_owned(), ToString::to_string))
    }

    fn include(&mut self, name: Name, what: For) -> MechanismResult {
        let place = what.place;
        let child = self.check(name, Some(place), what.tells_sender);
        let Some(node) = self.nodes.get(child) else { return MechanismResult::Pending };
        match (node.result, node.cause) {
            (SpfResult::Pass, _) => MechanismResult::Match,
            (SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral, _) => MechanismResult::NoMatch,
            (SpfResult::Pending, _) => MechanismResult::Pending,
            (SpfResult::None, _) => {
                let is_void = self.is_void(child);
                let nothing = self.include_nothing(place);
                if is_void { self.count_void(place, nothing) } else { nothing }
            }
            (result, cause) => MechanismResult::Exception(result, cause.unwrap_or(Cause::Include)),
        }
    }

    fn include_nothing(&mut self, place: Place) -> MechanismResult {
        let domain = self.term(place).and_then(|term| term.target.clone()).unwrap_or_default();
        self.note(place, Problem::IncludeWithoutRecord { domain });
        MechanismResult::Exception(SpfResult::PermError, Cause::Include)
    }

    /// Whether the question for this record was answered with nothing.
    pub(super) fn is_void(&self, node: usize) -> bool {
        let question = self.nodes.get(node).and_then(|node| node.question);
        let question = question.and_then(|place| self.questions.get(place));
        question.is_some_and(|question| {
            let outcome = question.answers.first().map(|answer| &answer.outcome);
            !matches!(outcome, Some(crate::dns::Outcome::Records { .. }))
        })
    }

    fn a(&mut self, name: Name, prefixes: Prefixes, what: For) -> MechanismResult {
        let (client, asked) = (self.client, name.clone());
        match self.has_address(name, what, &|address| is_within(client, address, prefixes.of(client))) {
            (Found::No, true) => {
                // Of the other family nothing is known.
                if self.is_missing(&asked) {
                    self.note_dead(&asked, what.place);
                }
                self.count_void(what.place, MechanismResult::NoMatch)
            }
            (found, _) => found.into(),
        }
    }

    fn exists(&mut self, name: Name, what: For) -> MechanismResult {
        match self.ask(&Query { name, record_type: RecordType::A }, what) {
            Reply::Pending => MechanismResult::Pending,
            Reply::Records(_) => MechanismResult::Match,
            Reply::Void(_) => self.count_void(what.place, MechanismResult::NoMatch),
            Reply::Without(result, cause) => MechanismResult::Exception(result, cause),
        }
    }

    fn mx(&mut self, name: Name, prefixes: Prefixes, what: For) -> MechanismResult {
        let asked = name.clone();
        let records = match self.ask(&Query { name, record_type: RecordType::Mx }, what) {
            Reply::Pending => return MechanismResult::Pending,
            Reply::Void(_) => {
                self.note_dead(&asked, what.place);
                return self.count_void(what.place, MechanismResult::NoMatch);
            }
            Reply::Without(result, cause) => return MechanismResult::Exception(result, cause),
            Reply::Records(records) => records,
        };
        if records.len() > MAX_NAMES {
            let found = records.len();
            self.note(what.place, Problem::TooManyExchangers { allowed: MAX_NAMES, found });
            return MechanismResult::Exception(SpfResult::PermError, Cause::Exchangers);
        }
        self.note_exchangers(records, &asked, what.place);
        let client = self.client;
        // Addresses are looked up in the order of preference, and hosts of one preference side by side: the order
        // of the records does not matter.
        let (mut is_pending, mut matching, mut failing, mut unasked) = (false, None, None, None);
        for (preference, host) in records.iter().filter_map(|record| exchanger(record)) {
            if self.must_wait(what) {
                return MechanismResult::Pending;
            }
            let is_wanted = |address| is_within(client, address, prefixes.of(client));
            match self.has_address(host, what, &is_wanted).0 {
                Found::Yes => {
                    matching = Some(matching.map_or(preference, |first: u16| first.min(preference)));
                }
                Found::Pending => is_pending = true,
                Found::Without(SpfResult::NotChecked, cause) => {
                    unasked = Some(MechanismResult::Exception(SpfResult::NotChecked, cause));
                }
                Found::Without(result, cause) => {
                    let exception = (preference, MechanismResult::Exception(result, cause));
                    failing = failing
                        .filter(|(first, _): &(u16, MechanismResult)| *first <= preference)
                        .or(Some(exception));
                }
                Found::No => {}
            }
        }
        // RFC 7208 §5: "if the DNS server returns an error (RCODE other than 0 or 3) or the query times out, the
        // mechanism stops": before a host that matches, unless that one is looked up first.
        let stops = failing.filter(|(preference, _)| matching.is_none_or(|first| *preference <= first));
        match (unasked, stops) {
            // What was asked is awaited, though another host may match: no question stays open.
            _ if is_pending => MechanismResult::Pending,
            // What was left unasked is named before what failed: the reader can ask.
            (Some(exception), _) if matching.is_none() => exception,
            (_, Some((_, exception))) => exception,
            _ => step(matching.is_some()),
        }
    }

    /// Notes what keeps the mail exchangers of a domain from being found.
    pub(super) fn note_exchangers(&mut self, records: &[Vec<u8>], domain: &Name, place: Place) {
        for host in records.iter().take(MAX_NAMES).filter_map(|record| host(record)) {
            if is_address(host) {
                let (domain, address) = (domain.to_string(), escape(host));
                self.note(place, Problem::MxAddress { domain, address });
            }
        }
        // "The null MX" (RFC 7505 §3): the domain has none.
        if records.iter().all(|record| host(record).is_some_and(<[u8]>::is_empty)) {
            self.note_dead(domain, place);
        }
    }

    /// Notes that a term leads to nothing.
    pub(super) fn note_dead(&mut self, name: &Name, place: Place) {
        let kind = self.term(place).map(|term| term.kind);
        if let Some(kind) = kind.filter(|_| !name.is_private()) {
            self.note(place, Problem::DeadTarget { kind, target: name.to_string() });
        }
    }

    /// Whether there is no such name at all.
    fn is_missing(&self, name: &Name) -> bool {
        let asked = self.questions.iter().filter(|question| question.query.name == *name);
        let mut outcomes = asked.flat_map(|question| &question.answers).map(|answer| &answer.outcome);
        outcomes.any(|outcome| *outcome == Outcome::NxDomain)
    }

    fn ptr(&mut self, target: &Name, what: For) -> MechanismResult {
        let (validated, is_void) = self.validated(what, &|name| name.is_at_or_below(target));
        match validated.unasked {
            _ if validated.is_pending => MechanismResult::Pending,
            _ if !validated.names.is_empty() => MechanismResult::Match,
            Some(cause) => MechanismResult::Exception(SpfResult::NotChecked, cause),
            None if is_void => self.count_void(what.place, MechanismResult::NoMatch),
            None => MechanismResult::NoMatch,
        }
    }
}

impl From<Found> for MechanismResult {
    fn from(found: Found) -> Self {
        match found {
            Found::Yes => Self::Match,
            Found::No => Self::NoMatch,
            Found::Pending => Self::Pending,
            Found::Without(result, cause) => Self::Exception(result, cause),
        }
    }
}

impl Prefixes {
    fn of(self, client: IpAddr) -> u8 {
        if client.is_ipv4() { self.v4 } else { self.v6 }
    }
}

fn step(is_match: bool) -> MechanismResult {
    if is_match { MechanismResult::Match } else { MechanismResult::NoMatch }
}

/// Whether the first `prefix` bits of two addresses of one family are the same.
fn is_within(client: IpAddr, network: IpAddr, prefix: u8) -> bool {
    let (difference, bits) = match (client, network) {
        (IpAddr::V4(client), IpAddr::V4(network)) => {
            (u128::from(u32::from(client) ^ u32::from(network)), 32_u8)
        }
        (IpAddr::V6(client), IpAddr::V6(network)) => (u128::from(client) ^ u128::from(network), 128),
        _ => return false,
    };
    difference.checked_shr(u32::from(bits.saturating_sub(prefix))).unwrap_or_default() == 0
}

/// The preference and the host of an MX record's data, "preference host"; `None` for the root (RFC 7505), and for an
/// address, which no host is called (RFC 1035 §3.3.9).
fn exchanger(record: &[u8]) -> Option<(u16, Name)> {
    let space = record.iter().position(|octet| *octet == b' ')?;
    let preference = std::str::from_utf8(record.get(..space)?).ok()?.parse().ok()?;
    let host = host(record)?;
    if is_address(host) { None } else { Some((preference, Name::from_dns(host).ok()?)) }
}

/// What stands in the place of the host, without a final dot.
fn host(record: &[u8]) -> Option<&[u8]> {
    let space = record.iter().position(|octet| *octet == b' ')?;
    let host = record.get(space.saturating_add(1)..)?;
    Some(host.strip_suffix(b".").unwrap_or(host))
}

fn is_address(host: &[u8]) -> bool {
    std::str::from_utf8(host).is_ok_and(|host| host.parse::<IpAddr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn compares_the_bits_of_the_prefix() {
        let within = |client: &str, network: &str, prefix| {
            is_within(client.parse().unwrap(), network.parse().unwrap(), prefix)
        };
        assert!(within("192.0.2.129", "192.0.2.128", 31));
        assert!(!within("192.0.2.130", "192.0.2.128", 31));
        assert!(within("192.0.2.1", "198.51.100.1", 0));
        assert!(!within("192.0.2.1", "192.0.2.0", 32));
        assert!(within("2001:db8::1", "::", 0));
        assert!(within("2001:db8::1", "2001:db8::", 127));
        assert!(!within("2001:db8::1", "2001:db8::", 128));
        assert!(!within("::1", "0.0.0.1", 0));
    }
}
