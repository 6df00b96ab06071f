//! The questions of all protocols together: each once, no more than one message may cause, and those named
//! that tell the sender something.

use super::{evaluate::Evaluated, problem::Problem};
use crate::{
    dns::{Answer, Answers, NotAskedReason, Outcome, Provenance, Query, Request},
    finding::{Finding, Subject},
};

/// Distinct questions that one message may cause.
const MAX_QUESTIONS: usize = 100;

/// A question and the answers to it.
type Asked = (Request, Vec<Answer>);

/// Judges with the answers at hand, and again with those questions refused that are too many. `fixed` are
/// the questions of others, which come first; all of them come back together.
pub(crate) fn settle(
    fixed: &[Asked],
    answers: &Answers,
    judge: &dyn Fn(&Answers) -> Evaluated,
) -> (Evaluated, Vec<Asked>) {
    let mut answers = answers.clone();
    // A question that is not put may lead to others; each time there is one fewer that can.
    loop {
        let mut judged = judge(&answers);
        let mut questions = fixed.to_vec();
        merge(&mut questions, judged.queries.clone());
        let excess = excess(&questions, fixed.len());
        if excess.is_empty() {
            judged.findings.append(&mut inspect(&questions));
            return (judged, questions);
        }
        for query in excess {
            answers.insert(query, refused());
        }
    }
}

/// Adds questions; one that is there already gets one more purpose.
fn merge(questions: &mut Vec<Asked>, more: Vec<Asked>) {
    for (request, answers) in more {
        let known = questions.iter_mut().find(|(one, _)| one.query == request.query);
        let Some((one, _)) = known else {
            questions.push((request, answers));
            continue;
        };
        one.tells_sender |= request.tells_sender;
        for purpose in request.purposes {
            if !one.purposes.contains(&purpose) {
                one.purposes.push(purpose);
            }
        }
    }
}

/// The open questions that are too many, of those after the first `fixed`: those that come last.
fn excess(questions: &[Asked], fixed: usize) -> Vec<Query> {
    let is_put = |answers: &[Answer]| answers.iter().any(|answer| !is_unasked(answer));
    let is_open = |(_, answers): &&Asked| answers.is_empty();
    let put = questions.iter().filter(|(_, answers)| is_put(answers)).count();
    let before = questions.iter().take(fixed).filter(is_open).count();
    let room = MAX_QUESTIONS.saturating_sub(put.saturating_add(before));
    let open = questions.iter().skip(fixed).filter(is_open);
    open.skip(room).map(|(request, _)| request.query.clone()).collect()
}

/// The answer to a question that is one too many.
fn refused() -> Answer {
    let outcome = Outcome::NotAsked { reason: NotAskedReason::Limit };
    Answer { outcome, provenance: Provenance::Nobody }
}

fn is_unasked(answer: &Answer) -> bool {
    matches!(answer.outcome, Outcome::NotAsked { .. } | Outcome::Declined)
}

/// Names the questions for what could have been made for one message, and says if there were too many questions.
fn inspect(questions: &[Asked]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let refused = refused();
    if questions.iter().any(|(_, answers)| answers.contains(&refused)) {
        let problem = Problem::TooManyQuestions { allowed: MAX_QUESTIONS };
        findings.push(Finding::new(problem, Subject::Message, None));
    }
    for (request, _) in questions {
        if request.is_made_for_one() {
            let problem = Problem::Token { name: request.query.name.to_string() };
            findings.push(Finding::new(problem, Subject::Message, None));
        }
    }
    findings
}
