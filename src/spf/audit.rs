//! The records of a domain, looked through without a client: what they say, what they lead to, and what
//! is wrong with them. That is no statement on anybody.

use std::net::{IpAddr, Ipv4Addr};

use super::{
    evaluate::{Limits, MAX_TERMS, Session},
    evaluation::{Cause, Evaluation, Identity, Part, Place, SpfResult, TermState},
    evaluator::Evaluator,
    look_up::{For, MAX_NAMES, Reply},
    macros::MacroString,
    mechanism::Target,
    problem::Problem,
    record::{Content, Mechanism, Record},
};
use crate::dns::{Answers, Name, Query, RecordType};

/// Terms that are followed: as many as may be evaluated, and twice as many again, so that it can be told by
/// how many they are too many. Records that include themselves end here.
const MAX_EXAMINED: usize = 3 * MAX_TERMS;

/// Looks through the record of `domain` and all that it includes, as far as `answers` tell.
///
/// The result is [`SpfResult::NotChecked`] with [`Cause::NoClient`], unless it is the same whoever the client
/// is: without a record, or with one that cannot be read. Terms whose target depends on the client or the
/// sender are not followed; addresses are asked for where an empty answer counts (RFC 7208 §4.6.4), never
/// those of mail exchangers.
#[must_use]
pub fn examine(domain: &Name, limits: Limits, answers: &Answers) -> Evaluation {
    let session = Session {
        // Stands for nobody: nothing is compared with it, and no macro that tells of it is expanded.
        client: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        helo: b"",
        mail_from: b"",
        receiver: None,
        now: None,
    };
    let mut evaluator = Evaluator::new(session, limits, answers, b"", domain.to_string());
    evaluator.is_examined = true;
    evaluator.check(domain.clone(), None, false);
    let evaluation = evaluator.finish(Identity::Domain);
    Evaluation { sender: domain.to_string(), client: None, ..evaluation }
}

impl<'a> Evaluator<'a> {
    /// Looks at every term of a record that can be reached.
    pub(super) fn look_through(&mut self, node: usize, record: &Record<'a>) -> (SpfResult, Option<Cause>) {
        let all = record.all();
        let mut is_open = false;
        for (term, one) in record.terms.iter().enumerate() {
            let place = Place { node, term };
            let state = match &one.content {
                Content::Directive(..) if all.is_some_and(|all| term > all) => continue,
                Content::Directive(_, mechanism) => self.look_at_mechanism(mechanism, place),
                Content::Redirect(spec) if all.is_none() => self.look_at_record(spec, place, true),
                _ => continue,
            };
            is_open |= state == TermState::Pending;
            if let Some(term) = self.term(place) {
                term.state = state;
            }
        }
        if is_open { (SpfResult::Pending, None) } else { (SpfResult::NotChecked, Some(Cause::NoClient)) }
    }

    fn look_at_mechanism(&mut self, mechanism: &Mechanism<'a>, place: Place) -> TermState {
        match mechanism {
            Mechanism::All | Mechanism::Network(..) => TermState::Examined,
            Mechanism::Include(spec) => self.look_at_record(spec, place, false),
            Mechanism::A(spec, _) => {
                self.look_at_addresses(spec.as_ref(), place, &[RecordType::A, RecordType::Aaaa])
            }
            Mechanism::Mx(spec, _) => self.look_at_addresses(spec.as_ref(), place, &[RecordType::Mx]),
            Mechanism::Exists(spec) => self.look_at_addresses(Some(spec), place, &[RecordType::A]),
            // The names that it asks for are those of the client.
            Mechanism::Ptr(_) => {
                self.counted_terms = self.counted_terms.saturating_add(1);
                TermState::Examined
            }
        }
    }

    /// Counts a term; `Err` with its state if it is not followed.
    fn enter(&mut self, spec: Option<&MacroString<'_>>, what: For) -> Result<Name, TermState> {
        self.counted_terms = self.counted_terms.saturating_add(1);
        if self.counted_terms > MAX_EXAMINED {
            return Err(TermState::NotReached);
        }
        // All but %{d} and %{o} depend on the client or the sender.
        if spec.is_some_and(|spec| spec.uses(b"slihpvcrt")) {
            return Err(TermState::Examined);
        }
        match self.target(spec, what) {
            Target::Name(name) => Ok(name),
            _ => Err(TermState::Exception),
        }
    }

    fn look_at_record(&mut self, spec: &MacroString<'_>, place: Place, is_redirect: bool) -> TermState {
        let what = For { place, part: Part::Record, tells_sender: false, is_hint: false };
        let name = match self.enter(Some(spec), what) {
            Ok(name) => Some(name),
            Err(TermState::Exception) => None,
            Err(state) => return state,
        };
        if let Some(path) = name.as_ref().and_then(|name| self.loop_to(name.as_str(), place)) {
            self.note(place, Problem::Loop { path });
            return TermState::Exception;
        }
        let child = name.map(|name| self.check(name, Some(place), false));
        let result = child.and_then(|child| self.nodes.get(child)).map(|node| (node.result, node.cause));
        match result {
            Some((SpfResult::Pending, _)) => return TermState::Pending,
            Some((SpfResult::NotChecked, Some(Cause::NoClient))) => return TermState::Examined,
            Some((SpfResult::None, _)) | None => {}
            Some(_) => return TermState::Exception,
        }
        if child.is_some_and(|child| self.is_void(child)) && !is_redirect {
            self.note_void(place);
        }
        let domain = self.term(place).and_then(|term| term.target.clone()).unwrap_or_default();
        self.note(
            place,
            if is_redirect {
                Problem::RedirectWithoutRecord { domain }
            } else {
                Problem::IncludeWithoutRecord { domain }
            },
        );
        TermState::Exception
    }

    /// Asks for the types in turn, until there is one: only if there is none, the term meets with nothing.
    fn look_at_addresses(
        &mut self,
        spec: Option<&MacroString<'_>>,
        place: Place,
        types: &[RecordType],
    ) -> TermState {
        let what = For { place, part: Part::Mechanism, tells_sender: false, is_hint: false };
        let name = match self.enter(spec, what) {
            Ok(name) => name,
            Err(state) => return state,
        };
        for record_type in types {
            match self.ask(&Query { name: name.clone(), record_type: *record_type }, what) {
                Reply::Void(_) => {}
                Reply::Pending => return TermState::Pending,
                Reply::Without(..) => return TermState::Exception,
                Reply::Records(records) => {
                    let found = records.len();
                    if *record_type == RecordType::Mx {
                        self.note_exchangers(records, &name, place);
                    }
                    let is_too_many = *record_type == RecordType::Mx && found > MAX_NAMES;
                    if is_too_many {
                        self.note(place, Problem::TooManyExchangers { allowed: MAX_NAMES, found });
                    }
                    return if is_too_many { TermState::Exception } else { TermState::Examined };
                }
            }
        }
        self.note_dead(&name, place);
        self.note_void(place);
        TermState::Examined
    }

    /// Notes once that more terms meet with nothing than may: another evaluation may meet fewer of them.
    fn note_void(&mut self, place: Place) {
        let allowed = self.limits.void_look_ups;
        self.void_look_ups = self.void_look_ups.saturating_add(1);
        if self.void_look_ups == allowed.saturating_add(1) {
            self.note(place, Problem::TooManyVoidLookUps { allowed });
        }
    }
}
