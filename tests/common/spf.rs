//! The loop that answers what a check of SPF asks.

#![allow(dead_code, reason = "each test uses a part")]

use waxseal::{
    dns::{Answer, Answers, Outcome, Provenance, Query, zone},
    spf::{Evaluation, Identity, Limits, Session, TermKind, check_host},
};

use crate::common::platform;

/// A settled check, and what it took.
pub(crate) struct Run {
    pub(crate) evaluation: Evaluation,
    /// How often questions were put.
    pub(crate) rounds: usize,
    /// Every question that was put, in order.
    pub(crate) asked: Vec<Query>,
}

/// Checks the MAIL FROM identity of `session` until no question is open.
pub(crate) fn settle(
    session: &Session<'_>,
    mut answers: Answers,
    answer: &mut dyn FnMut(&Query) -> Answer,
) -> Run {
    let (mut rounds, mut asked) = (0, Vec::new());
    loop {
        let identity = Identity::MailFrom;
        let evaluation = check_host(session, identity, Limits::default(), &answers, &platform::native());
        let requests: Vec<Query> = evaluation.requests().cloned().collect();
        if requests.is_empty() {
            return Run { evaluation, rounds, asked };
        }
        rounds += 1;
        for query in requests {
            assert!(!asked.contains(&query), "asked twice: {} {}", query.name, query.record_type.name());
            answers.insert(query.clone(), answer(&query));
            asked.push(query);
        }
    }
}

/// How many rounds of questions a check may take: one for each record that leads to the next, one for
/// addresses, and one each for mail exchangers, names of the client and an explanation.
pub(crate) fn rounds(evaluation: &Evaluation) -> usize {
    let mut depths: Vec<usize> = Vec::new();
    for node in &evaluation.nodes {
        depths.push(node.parent.map_or(0, |place| depths[place.node] + 1));
    }
    let used = |kind: TermKind| {
        let mut terms = evaluation.nodes.iter().flat_map(|node| &node.terms);
        usize::from(terms.any(|term| term.kind == kind && !term.questions.is_empty()))
    };
    let more = [TermKind::Mx, TermKind::Ptr, TermKind::Explanation].map(used);
    depths.into_iter().max().unwrap_or(0) + 2 + more.into_iter().sum::<usize>()
}

/// The records of a zone file; what it does not list does not exist.
pub(crate) struct Zone(Vec<(Query, Outcome)>);

impl Zone {
    pub(crate) fn read(text: &str) -> Self {
        let zone = zone::parse(text, &platform::native());
        assert_eq!(zone.problems, [], "every line of a zone is a record");
        Self(zone.answers)
    }

    pub(crate) fn answer(&self, query: &Query) -> Answer {
        let record = self.0.iter().find(|(one, _)| one == query).map(|(_, outcome)| outcome.clone());
        let has_name = self.0.iter().any(|(one, _)| one.name == query.name);
        let outcome = record.unwrap_or(if has_name { Outcome::NoData } else { Outcome::NxDomain });
        Answer { outcome, provenance: Provenance::Recorded }
    }

    /// The check of mail from `a@example.com`, sent by `client`.
    pub(crate) fn check(&self, client: &str) -> Run {
        let session = Session {
            client: client.parse().expect("a client has an address"),
            helo: b"helo.example",
            mail_from: b"a@example.com",
            receiver: None,
            now: None,
        };
        settle(&session, Answers::default(), &mut |query| self.answer(query))
    }
}
