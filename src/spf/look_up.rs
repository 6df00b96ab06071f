//! Questions, and what their answers say.

use std::net::IpAddr;

use super::{
    evaluate::MAX_TERMS,
    evaluation::{Cause, Part, Place, Question, SpfResult},
    evaluator::Evaluator,
    macros::reverse_name,
    problem::Problem,
    record::select,
};
use crate::{
    dns::{Answer, Name, NotAskedReason, Outcome, Query, RecordType},
    order::sorted,
};

/// Mail exchangers of one `mx`, and names of the client, that are looked up (RFC 7208 §4.6.4).
pub(super) const MAX_NAMES: usize = 10;
/// Questions asked behind a record that is still unknown, and may use up the terms that are left:
/// as many as RFC 7208 §4.6.4 has terms may have been asked in vain.
pub(super) const MAX_RISKED: usize = MAX_TERMS;

/// What is known of a question.
pub(super) enum Reply<'a> {
    /// Nothing yet.
    Pending,
    /// Records.
    Records(&'a [Vec<u8>]),
    /// The name has no record of this type, or (`true`) does not exist.
    Void(bool),
    /// No answer on which a verdict can rest.
    Without(SpfResult, Cause),
}

/// Whether something holds, as far as that can be told.
pub(super) enum Found {
    Yes,
    No,
    Pending,
    Without(SpfResult, Cause),
}

/// Names of the client that lead back to its address (RFC 7208 §5.5).
pub(super) struct Validated {
    pub(super) names: Vec<Name>,
    /// Whether an answer is awaited.
    pub(super) is_pending: bool,
    /// An answer that is not to be had because nobody was asked.
    pub(super) unasked: Option<Cause>,
}

/// What a question is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct For {
    pub(super) place: Place,
    pub(super) part: Part,
    pub(super) tells_sender: bool,
    /// Whether the verdict waits for something else first, and may never need it.
    pub(super) is_hint: bool,
}

impl<'a> Evaluator<'a> {
    /// The type of the client's own addresses.
    pub(super) fn address_type(&self) -> RecordType {
        if self.client.is_ipv4() { RecordType::A } else { RecordType::Aaaa }
    }

    /// Asks, unless the answer is there or the question is not to be put.
    pub(super) fn ask(&mut self, query: &Query, what: For) -> Reply<'a> {
        let known = self.questions.iter().position(|question| question.query == *query);
        let place = if let Some(place) = known {
            place
        } else {
            let (_, answers) = self.answers.look_up(query);
            if what.is_hint && !self.may_ask(!answers.is_empty()) {
                return Reply::Pending;
            }
            let (part, tells_sender) = (what.part, what.tells_sender);
            self.questions.push(Question { query: query.clone(), part, tells_sender, answers });
            self.questions.len().saturating_sub(1)
        };
        if let Some(term) = self.term(what.place)
            && !term.questions.contains(&place)
        {
            term.questions.push(place);
        }
        self.read(query, place, what)
    }

    /// Whether a question may be put that the verdict does not need yet, or was, if `is_answered`.
    fn may_ask(&mut self, is_answered: bool) -> bool {
        let is_risked = self.is_record_awaited || self.terms_beyond > 0;
        match &mut self.hints {
            _ if is_answered => {
                self.risked = self.risked.saturating_add(usize::from(is_risked));
                true
            }
            Some(left) if !self.is_over && (*left > 0 || !is_risked) => {
                *left = left.saturating_sub(usize::from(is_risked));
                true
            }
            _ => false,
        }
    }

    fn read(&mut self, query: &Query, place: usize, what: For) -> Reply<'a> {
        let answers = self.answers;
        let telling = answers.telling(query);
        let name = || query.name.to_string();
        let Some((first, others)) = telling.split_first() else {
            let is_settled = self.questions.get(place).is_some_and(|one| !one.answers.is_empty());
            if is_settled {
                self.note(what.place, Problem::PrivateTarget { target: name() });
                return Reply::Void(true);
            }
            self.is_waiting = true;
            return Reply::Pending;
        };
        // Those that say nothing of the DNS contradict nobody.
        let differs = |other: &&Answer| !agree(&first.outcome, &other.outcome, what.part);
        if first.outcome.is_telling() && others.iter().any(differs) {
            self.note(what.place, Problem::AnswersDiffer { name: name() });
            return Reply::Without(SpfResult::TempError, Cause::AnswersDiffer);
        }
        match &first.outcome {
            Outcome::Records { records, .. } if !records.is_empty() => Reply::Records(records),
            Outcome::Records { .. } | Outcome::NoData => Reply::Void(false),
            Outcome::NxDomain | Outcome::NotAsked { reason: NotAskedReason::Private } => Reply::Void(true),
            Outcome::ServFail { .. } | Outcome::Unreachable { .. } => {
                self.note(what.place, Problem::LookUpFailed { name: name() });
                let cause = if what.part == Part::Record { Cause::Record } else { Cause::LookUp };
                Reply::Without(SpfResult::TempError, cause)
            }
            Outcome::Declined => {
                self.note(what.place, Problem::NotAsked { name: name() });
                Reply::Without(SpfResult::NotChecked, Cause::Declined)
            }
            Outcome::NotAsked { reason: NotAskedReason::Limit } => {
                self.note(what.place, Problem::NotAsked { name: name() });
                Reply::Without(SpfResult::NotChecked, Cause::Limit)
            }
        }
    }

    /// Whether `name` has an address that `is_wanted` takes.
    pub(super) fn has_address(
        &mut self,
        name: Name,
        what: For,
        is_wanted: &dyn Fn(IpAddr) -> bool,
    ) -> (Found, bool) {
        match self.ask(&Query { name, record_type: self.address_type() }, what) {
            Reply::Pending => (Found::Pending, false),
            Reply::Void(_) => (Found::No, true),
            Reply::Without(result, cause) => (Found::Without(result, cause), false),
            Reply::Records(records) => {
                let is_there = records.iter().filter_map(|record| address(record)).any(is_wanted);
                (if is_there { Found::Yes } else { Found::No }, false)
            }
        }
    }

    /// The client's names that `is_wanted` takes and that lead back to it, and whether the client
    /// has no names at all.
    pub(super) fn validated(&mut self, what: For, is_wanted: &dyn Fn(&Name) -> bool) -> (Validated, bool) {
        let mut validated = Validated { names: Vec::new(), is_pending: false, unasked: None };
        let Ok(name) = Name::from_dns(reverse_name(self.client).as_bytes()) else {
            return (validated, false);
        };
        let records = match self.ask(&Query { name, record_type: RecordType::Ptr }, what) {
            Reply::Pending => {
                validated.is_pending = true;
                return (validated, false);
            }
            Reply::Void(_) => return (validated, true),
            Reply::Without(result, cause) => {
                // "If a DNS error occurs while doing the PTR RR lookup, then this mechanism fails to match."
                validated.unasked = (result == SpfResult::NotChecked).then_some(cause);
                return (validated, false);
            }
            Reply::Records(records) => records,
        };
        let names = records.iter().take(MAX_NAMES).filter_map(|record| Name::from_dns(record).ok());
        let client = self.client;
        for name in names.filter(|name| is_wanted(name)) {
            if self.must_wait(what) {
                validated.is_pending = true;
                break;
            }
            match self.has_address(name.clone(), what, &|address| address == client).0 {
                Found::Yes => validated.names.push(name),
                Found::Pending => validated.is_pending = true,
                Found::Without(SpfResult::NotChecked, cause) => validated.unasked = Some(cause),
                // "If a DNS error occurs while doing an A RR lookup, then that domain name is skipped."
                Found::No | Found::Without(..) => {}
            }
        }
        (validated, false)
    }

    /// Whether addresses of several names are better not asked for yet: a record ahead, still
    /// unknown, may use up the terms that are left.
    pub(super) fn must_wait(&self, what: For) -> bool {
        what.is_hint && self.is_record_awaited
    }
}

/// Whether two outcomes say the same; the order of records and their times to live do not matter,
/// nor do the other texts beside a record of SPF.
fn agree(one: &Outcome, other: &Outcome, part: Part) -> bool {
    match (one, other) {
        (Outcome::Records { records: one, .. }, Outcome::Records { records: other, .. }) => {
            if part == Part::Record {
                let set = |records| sorted(select(records).into_iter().map(<[u8]>::to_vec).collect());
                return set(one) == set(other);
            }
            // An address has several spellings.
            let key = |record: &Vec<u8>| {
                address(record).map_or_else(|| record.clone(), |address| address.to_string().into_bytes())
            };
            let set = |records: &[Vec<u8>]| sorted(records.iter().map(key).collect());
            set(one) == set(other)
        }
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

fn address(record: &[u8]) -> Option<IpAddr> {
    std::str::from_utf8(record).ok()?.parse().ok()
}
