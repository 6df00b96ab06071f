//! `check_host()` (RFC 7208 §4), over the answers at hand.

use std::net::IpAddr;

use super::{
    evaluation::{Cause, Evaluation, Identity, Part, Place, SpfResult, Term, TermState},
    evaluator::Evaluator,
    look_up::{For, MAX_RISKED, Reply},
    macros::MacroString,
    mechanism::{MechanismResult, Target},
    problem::Problem,
    record::{Content, Record, RecordTerm, select},
};
use crate::{
    dns::{Answers, Name, Query, RecordType},
    platform::Platform,
    text::escape,
};

/// Terms that may ask the DNS in one evaluation (RFC 7208 §4.6.4).
pub const MAX_TERMS: usize = 10;
/// Questions that an evaluation can come to: a record, ten terms with ten addresses each, the
/// client's names with ten addresses, an explanation.
pub const MAX_QUESTIONS: usize = 123;
/// Octets of a name or a path that are looked at; RFC 5321 §4.5.3.1 allows 256.
const MAX_PATH: usize = 1024;

/// What is known of an SMTP session.
#[derive(Debug, Clone, Copy)]
pub struct Session<'a> {
    /// The client's address; one of IPv4 that is mapped into IPv6 is taken as IPv4.
    pub client: IpAddr,
    /// The name it gave with HELO or EHLO.
    pub helo: &'a [u8],
    /// The reverse-path without angle brackets; empty if it is null. A source route (RFC 5321
    /// Appendix C) is left out.
    pub mail_from: &'a [u8],
    /// The name of the host that does the check, where there is one (RFC 7208 §7.3, `%{r}`).
    pub receiver: Option<&'a str>,
    /// Seconds since 1970 (`%{t}`).
    pub now: Option<i64>,
}

/// The limits that RFC 7208 leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Terms that may meet with an empty answer; 2 is recommended (§4.6.4).
    pub void_look_ups: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { void_look_ups: 2 }
    }
}

/// Whether the client may use the domain of `identity`, as far as `answers` tell.
///
/// The same arguments always give the same evaluation. Two names of a session are two evaluations,
/// each with its own limits.
#[must_use]
pub fn check_host(
    session: &Session<'_>,
    identity: Identity,
    limits: Limits,
    answers: &Answers,
    platform: &Platform,
) -> Evaluation {
    let cut = |path: &mut &[u8]| *path = path.get(..MAX_PATH).unwrap_or(path);
    let mut session = *session;
    cut(&mut session.helo);
    let (mut local_part, mut domain) = sender(&session, identity);
    // What was cut names nobody: it is shown, and no domain any more.
    let is_long = local_part.len().max(domain.len()) > MAX_PATH;
    cut(&mut local_part);
    cut(&mut domain);
    let name = Name::parse(domain.strip_suffix(b".").unwrap_or(domain), platform);
    let name = name.ok().filter(|name| name.as_str().contains('.') && !is_long);
    let sender_domain = name.as_ref().map_or_else(|| escape(domain), ToString::to_string);
    let start = |hints| {
        let mut new = Evaluator::new(session, limits, answers, local_part, sender_domain.clone());
        new.hints = hints;
        new
    };
    let mut evaluator = start(None);
    match name {
        Some(name) => {
            evaluator.check(name.clone(), None, false);
            if evaluator.is_waiting {
                // Once more, for what may be asked along with that.
                evaluator = start(Some(MAX_RISKED.saturating_sub(evaluator.risked)));
                evaluator.check(name, None, false);
            }
        }
        None => evaluator.refuse(),
    }
    evaluator.finish(identity)
}

/// The local part and the domain of what is checked (RFC 7208 §2.3, §2.4, §4.3).
fn sender<'a>(session: &Session<'a>, identity: Identity) -> (&'a [u8], &'a [u8]) {
    const POSTMASTER: &[u8] = b"postmaster";
    if identity == Identity::Helo || session.mail_from.is_empty() {
        return (POSTMASTER, session.helo);
    }
    let mut path = session.mail_from;
    if path.first() == Some(&b'@')
        && let Some(colon) = path.iter().position(|octet| *octet == b':')
    {
        path = path.get(colon.saturating_add(1)..).unwrap_or_default();
    }
    let at = path.iter().rposition(|octet| *octet == b'@');
    let Some((local_part, domain)) = at.and_then(|at| path.split_at_checked(at)) else {
        return (POSTMASTER, path);
    };
    let domain = domain.get(1..).unwrap_or_default();
    (if local_part.is_empty() { POSTMASTER } else { local_part }, domain)
}

impl<'a> Evaluator<'a> {
    /// Evaluates the record of a domain; the place of its node.
    pub(super) fn check(&mut self, domain: Name, parent: Option<Place>, tells_sender: bool) -> usize {
        self.note_loop(domain.as_str(), parent);
        let node = self.open_node(domain.to_string(), parent);
        let (terms, void_look_ups) = (self.counted_terms, self.void_look_ups);
        let (result, cause) = self.check_record(node, domain, parent, tells_sender);
        self.close(node, result, cause);
        if let Some(node) = self.nodes.get_mut(node) {
            node.counted_terms = self.counted_terms.saturating_sub(terms);
            node.void_look_ups = self.void_look_ups.saturating_sub(void_look_ups);
        }
        node
    }

    /// A record that leads to itself is evaluated on, until it has used up the terms that it may.
    fn note_loop(&mut self, domain: &str, parent: Option<Place>) {
        let is_noted = self.problems.iter().any(|noted| matches!(noted.problem, Problem::Loop { .. }));
        let found =
            parent.filter(|_| !is_noted).and_then(|place| Some((place, self.loop_to(domain, place)?)));
        if let Some((place, path)) = found {
            self.note(place, Problem::Loop { path });
        }
    }

    /// The identity holds no domain that could have a record (RFC 7208 §4.3).
    fn refuse(&mut self) {
        let domain = self.sender_domain.clone();
        let node = self.open_node(domain.clone(), None);
        self.close(node, SpfResult::None, Some(Cause::InvalidDomain));
        self.note_record(node, Problem::InvalidDomain { domain });
    }

    fn check_record(
        &mut self,
        node: usize,
        domain: Name,
        parent: Option<Place>,
        tells_sender: bool,
    ) -> (SpfResult, Option<Cause>) {
        if !domain.as_str().contains('.') {
            return (SpfResult::None, Some(Cause::InvalidDomain));
        }
        let query = Query { name: domain, record_type: RecordType::Txt };
        let place = parent.unwrap_or(Place { node, term: 0 });
        let is_hint = self.is_waiting && !self.is_examined;
        let reply = self.ask(&query, For { place, part: Part::Record, tells_sender, is_hint });
        let question = self.questions.iter().position(|question| question.query == query);
        if let Some(node) = self.nodes.get_mut(node) {
            node.question = question;
        }
        let records = match reply {
            Reply::Pending => {
                self.is_record_awaited = true;
                return (SpfResult::Pending, None);
            }
            Reply::Without(result, cause) => return (result, Some(cause)),
            Reply::Void(is_missing) => {
                let cause = if is_missing { Cause::DomainMissing } else { Cause::NoRecord };
                self.note_absent(node, &[]);
                return (SpfResult::None, Some(cause));
            }
            Reply::Records(records) => records,
        };
        match select(records).as_slice() {
            [] => {
                self.note_absent(node, records);
                (SpfResult::None, Some(Cause::NoRecord))
            }
            [record] => self.evaluate(node, record),
            several => {
                self.note_record(node, Problem::Multiple { count: several.len() });
                self.texts.push((node, several.to_vec()));
                (SpfResult::PermError, Some(Cause::SeveralRecords))
            }
        }
    }

    fn evaluate(&mut self, node: usize, text: &'a [u8]) -> (SpfResult, Option<Cause>) {
        let record = Record::parse(text);
        if let Some(node) = self.nodes.get_mut(node) {
            node.record = Some(escape(text));
            node.terms = record.terms.iter().map(|term| open_term(text, term)).collect();
            node.faults.clone_from(&record.faults);
        }
        self.note_content(node, text, &record);
        if !record.faults.is_empty() {
            return (SpfResult::PermError, Some(Cause::Syntax));
        }
        if self.is_examined {
            return self.look_through(node, &record);
        }
        // Whether one of the terms so far is not settled; then the later ones decide nothing.
        let (mut is_open, mut counted) = (false, 0_usize);
        for (term, one) in record.terms.iter().enumerate() {
            let Content::Directive(qualifier, mechanism) = &one.content else { continue };
            counted = counted.saturating_add(usize::from(one.content.kind().is_counted()));
            if counted > MAX_TERMS && self.terms_beyond > 0 {
                break;
            }
            let place = Place { node, term };
            let step = self.mechanism(mechanism, place);
            self.set_state(place, step);
            match step {
                MechanismResult::NoMatch => {}
                MechanismResult::Pending => is_open = true,
                MechanismResult::Match if is_open => return (SpfResult::Pending, None),
                MechanismResult::Match => return self.decide(place, (*qualifier).into(), None),
                MechanismResult::Exception(..) if is_open => {
                    self.is_over = true;
                    return (SpfResult::Pending, None);
                }
                MechanismResult::Exception(result, cause) => return self.decide(place, result, Some(cause)),
            }
        }
        let redirect = record.terms.iter().enumerate().find_map(|(term, one)| match &one.content {
            Content::Redirect(spec) => Some((Place { node, term }, spec)),
            _ => None,
        });
        match redirect {
            Some((place, spec)) => {
                let (result, cause) = self.redirect(spec, place);
                if !is_open {
                    return self.decide(place, result, cause);
                }
                self.is_over |= !matches!(result, SpfResult::Pending);
                (SpfResult::Pending, None)
            }
            None if is_open => (SpfResult::Pending, None),
            None => (SpfResult::Neutral, None),
        }
    }

    /// RFC 7208 §6.1: the record that takes the place of this one.
    fn redirect(&mut self, spec: &MacroString<'_>, place: Place) -> (SpfResult, Option<Cause>) {
        let (result, cause) = self.follow(spec, place);
        self.set_state(
            place,
            match result {
                SpfResult::Pending => MechanismResult::Pending,
                SpfResult::TempError | SpfResult::PermError | SpfResult::NotChecked => {
                    MechanismResult::Exception(result, cause.unwrap_or(Cause::Redirect))
                }
                _ => MechanismResult::Match,
            },
        );
        (result, cause)
    }

    fn follow(&mut self, spec: &MacroString<'_>, place: Place) -> (SpfResult, Option<Cause>) {
        if let Some(MechanismResult::Exception(result, cause)) = self.count_term(place) {
            return (result, Some(cause));
        }
        let what = self.purpose(place, Part::Record, Some(spec));
        let name = match self.target(Some(spec), what) {
            Target::Name(name) => Some(name),
            Target::Invalid => None,
            Target::Pending => return (SpfResult::Pending, None),
            Target::Without(result, cause) => return (result, Some(cause)),
        };
        if let Some(name) = name {
            let child = self.check(name, Some(place), what.tells_sender);
            let outcome = self.nodes.get(child).map(|node| (node.result, node.cause));
            if let Some((result, cause)) = outcome.filter(|(result, _)| *result != SpfResult::None) {
                return (result, cause);
            }
        }
        let domain = self.term(place).and_then(|term| term.target.clone()).unwrap_or_default();
        self.note(place, Problem::RedirectWithoutRecord { domain });
        (SpfResult::PermError, Some(Cause::Redirect))
    }
}

fn open_term(text: &[u8], term: &RecordTerm<'_>) -> Term {
    let qualifier = match &term.content {
        Content::Directive(qualifier, _) => Some(*qualifier),
        _ => None,
    };
    Term {
        text: escape(term.span.of(text)),
        span: term.span,
        kind: term.content.kind(),
        qualifier,
        target: None,
        state: TermState::NotReached,
        questions: Vec::new(),
        node: None,
    }
}
