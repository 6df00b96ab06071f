//! The loop that answers what a check of SPF asks.

#![allow(dead_code, reason = "each test uses a part")]

use waxseal::{
    dns::{Answer, Answers, Query},
    spf::{Evaluation, Identity, Limits, Session, check_host},
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
