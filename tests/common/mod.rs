//! What the native tests and the example share: the platform's two functions, and the loop that
//! answers the core's questions.

#![allow(dead_code, reason = "each test uses a part")]

pub(crate) mod platform;
pub(crate) mod recorded;

use waxseal::{
    Analysis, Circumstances, Ingest, Options, Report,
    dns::{Answer, Answers, Query},
};

/// The analysis of `message`, handed over in pieces of `piece` octets.
pub(crate) fn analyse(message: &[u8], piece: usize) -> Analysis {
    let options = Options { platform: platform::native() };
    let mut ingest = Ingest::new(message.len(), options);
    for piece in message.chunks(piece.max(1)) {
        ingest.push(piece);
    }
    ingest.finish()
}

/// The report with every question answered; several answers are those of several resolvers.
pub(crate) fn settle(
    analysis: &Analysis,
    mut answers: Answers,
    circumstances: Circumstances,
    now: Option<i64>,
    answer: &mut dyn FnMut(&Query) -> Vec<Answer>,
) -> Report {
    loop {
        let evaluation = analysis.evaluate(&answers, &circumstances, now);
        if evaluation.requests.is_empty() {
            return evaluation.report;
        }
        for request in &evaluation.requests {
            for answer in answer(&request.query) {
                answers.insert(request.query.clone(), answer);
            }
        }
    }
}
