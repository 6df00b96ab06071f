//! An evaluation under way: what it has to go by, and what it has come to so far.

use std::net::IpAddr;

use super::{
    evaluate::{Limits, Session},
    evaluation::{
        Cause, Evaluation, Explanation, Identity, Node, Noted, Place, Question, SpfResult, Term, TermState,
    },
    macros::Values,
    mechanism::MechanismResult,
    problem::Problem,
};
use crate::{dns::Answers, text::escape};

/// An evaluation under way.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Evaluator<'a> {
    session: Session<'a>,
    pub(super) client: IpAddr,
    pub(super) limits: Limits,
    pub(super) answers: &'a Answers,
    local_part: &'a [u8],
    pub(super) sender_domain: String,
    pub(super) nodes: Vec<Node>,
    pub(super) questions: Vec<Question>,
    pub(super) problems: Vec<Noted>,
    /// The texts of each node that are its record, or were meant to be.
    pub(super) texts: Vec<(usize, Vec<&'a [u8]>)>,
    pub(super) counted_terms: usize,
    pub(super) void_look_ups: usize,
    /// Whether an answer is awaited on which the verdict rests. From there on the terms that may
    /// follow are only looked at for what they will ask, as if none before them matched.
    pub(super) is_waiting: bool,
    /// Whether one of the answers awaited is a record, which can hold more terms.
    pub(super) is_record_awaited: bool,
    /// Whether, of what is only looked at, no term can be reached any more.
    pub(super) is_over: bool,
    /// How many questions that are not needed yet may be put behind a record that is awaited; `None`
    /// while that is found out, and none is put.
    pub(super) hints: Option<usize>,
    /// Terms looked at after the last that can be reached.
    pub(super) terms_beyond: usize,
    /// Questions answered behind a record that is awaited, or beyond the last term.
    pub(super) risked: usize,
    /// Whether the records are looked through, with no client: no term is compared with anything.
    pub(super) is_examined: bool,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        session: Session<'a>,
        limits: Limits,
        answers: &'a Answers,
        local_part: &'a [u8],
        sender_domain: String,
    ) -> Self {
        Self {
            session,
            client: session.client.to_canonical(),
            limits,
            answers,
            local_part,
            sender_domain,
            nodes: Vec::new(),
            questions: Vec::new(),
            problems: Vec::new(),
            texts: Vec::new(),
            counted_terms: 0,
            void_look_ups: 0,
            is_waiting: false,
            is_record_awaited: false,
            is_over: false,
            hints: None,
            terms_beyond: 0,
            risked: 0,
            is_examined: false,
        }
    }

    pub(super) fn note(&mut self, place: Place, problem: Problem) {
        let term = self.term(place).map(|_| place.term);
        self.problems.push(Noted { problem, node: place.node, term });
    }

    pub(super) fn note_record(&mut self, node: usize, problem: Problem) {
        self.problems.push(Noted { problem, node, term: None });
    }

    pub(super) fn term(&mut self, place: Place) -> Option<&mut Term> {
        self.nodes.get_mut(place.node)?.terms.get_mut(place.term)
    }

    pub(super) fn is_local_part_foreign(&self) -> bool {
        !self.local_part.is_ascii()
    }

    pub(super) fn values<'v>(&'v self, domain: &'v str, validated: Option<&'v str>) -> Values<'v> {
        Values {
            local_part: self.local_part,
            sender_domain: &self.sender_domain,
            domain,
            client: self.client,
            helo: self.session.helo,
            validated,
            receiver: self.session.receiver.unwrap_or("unknown"),
            now: self.session.now.unwrap_or_default(),
        }
    }

    pub(super) fn open_node(&mut self, domain: String, parent: Option<Place>) -> usize {
        let node = self.nodes.len();
        if let Some(place) = parent
            && let Some(term) = self.term(place)
        {
            term.node = Some(node);
        }
        self.nodes.push(Node {
            domain,
            parent,
            question: None,
            record: None,
            terms: Vec::new(),
            faults: Vec::new(),
            result: SpfResult::Pending,
            cause: None,
            decided_by: None,
            counted_terms: 0,
            void_look_ups: 0,
        });
        node
    }

    pub(super) fn close(&mut self, node: usize, result: SpfResult, cause: Option<Cause>) {
        if let Some(node) = self.nodes.get_mut(node) {
            (node.result, node.cause) = (result, cause);
        }
    }

    pub(super) fn decide(
        &mut self,
        place: Place,
        result: SpfResult,
        cause: Option<Cause>,
    ) -> (SpfResult, Option<Cause>) {
        if result != SpfResult::Pending
            && let Some(node) = self.nodes.get_mut(place.node)
        {
            node.decided_by = Some(place.term);
        }
        (result, cause)
    }

    pub(super) fn set_state(&mut self, place: Place, step: MechanismResult) {
        if let Some(term) = self.term(place) {
            term.state = match step {
                MechanismResult::Match => TermState::Match,
                MechanismResult::NoMatch => TermState::NoMatch,
                MechanismResult::Pending => TermState::Pending,
                MechanismResult::Exception(..) => TermState::Exception,
            };
        }
    }

    pub(super) fn finish(mut self, identity: Identity) -> Evaluation {
        let (result, cause) =
            self.nodes.first().map_or((SpfResult::Pending, None), |node| (node.result, node.cause));
        let explanation = if result == SpfResult::Fail { self.explanation() } else { Explanation::Absent };
        if result != SpfResult::Pending && cause != Some(Cause::Terms) {
            self.note_terms_over_limit(identity);
        }
        self.drop_consequences();
        let mendings = self.mendings();
        let sender = format!("{}@{}", escape(self.local_part), self.sender_domain);
        Evaluation {
            identity,
            sender,
            client: Some(self.client),
            result,
            cause,
            explanation,
            nodes: self.nodes,
            questions: self.questions,
            problems: self.problems,
            mendings,
        }
    }
}
