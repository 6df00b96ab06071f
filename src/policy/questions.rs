//! The questions of all protocols together: each once, no more than one message may cause, and those named
//! that tell the sender something.

use super::{evaluate::Evaluated, problem::Problem};
use crate::{
    dns::{Answer, Answers, NotAskedReason, Outcome, Query, Request},
    finding::{Finding, Subject},
};

/// Distinct questions that one message may cause.
const MAX_QUESTIONS: usize = 100;

/// A question and the answers to it.
type Asked = (Request, Vec<Answer>);

/// Judges with the answers at hand, and again with those questions refused that are too many. `fixed` are
/// the questions of others, which come first; all of them come back together. `T` is what else is judged with the same
/// answers.
pub(crate) fn settle<T>(
    fixed: &[Asked],
    answers: &Answers,
    judge: &dyn Fn(&Answers) -> (Evaluated, T),
) -> (Evaluated, T, Vec<Asked>) {
    let mut answers = answers.clone();
    // A question that is not put may lead to others; each time there is one fewer that can.
    loop {
        let (mut judged, beside) = judge(&answers);
        let mut questions = fixed.to_vec();
        merge(&mut questions, judged.queries.clone());
        let excess = excess(&questions, fixed.len());
        if excess.is_empty() {
            judged.findings.append(&mut inspect(&questions));
            return (judged, beside, questions);
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
    Answer::not_asked(NotAskedReason::Limit)
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

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::dns::Provenance;
    use crate::dns::{Name, Purpose, RecordType};

    const KEY: Purpose = Purpose::DkimKey { signature: 0 };

    fn asked(name: &str, purpose: Purpose, outcome: Option<Outcome>) -> Asked {
        let name = Name::from_dns(name.as_bytes()).unwrap();
        let request = Request::new(Query { name, record_type: RecordType::Txt }, purpose);
        let answer = |outcome| Answer { outcome, provenance: Provenance::Recorded };
        (request, outcome.map(answer).into_iter().collect())
    }

    /// So many questions with names of their own.
    fn several(first: usize, count: usize, outcome: Option<&Outcome>) -> Vec<Asked> {
        let name = |number: usize| format!("h{number}.a.example");
        (first..first + count).map(|number| asked(&name(number), KEY, outcome.cloned())).collect()
    }

    #[test]
    fn a_question_is_there_once_with_all_that_is_known_of_it() {
        let telling = |tells_sender: bool, purpose: Purpose| {
            let (request, answers) = asked("a.example", purpose, None);
            vec![(Request { tells_sender, ..request }, answers)]
        };
        for (first, second) in [(true, false), (false, true)] {
            let mut questions = telling(first, KEY);
            merge(&mut questions, telling(second, Purpose::Reverse));
            merge(&mut questions, telling(false, KEY));
            let [(request, _)] = questions.as_slice() else { panic!("{questions:?}") };
            assert!(request.tells_sender, "{first} {second}");
            assert_eq!(request.purposes, [KEY, Purpose::Reverse]);
        }
        let mut questions = telling(false, KEY);
        merge(&mut questions, telling(false, KEY));
        merge(&mut questions, several(0, 1, None));
        assert_eq!(questions.len(), 2);
        assert!(!questions[0].0.tells_sender);
    }

    #[test]
    fn questions_end_at_the_limit_and_those_of_others_come_first() {
        let names = |questions: &[Asked], fixed: usize| -> Vec<String> {
            excess(questions, fixed).iter().map(|query| query.name.to_string()).collect()
        };
        let open = several(0, MAX_QUESTIONS + 2, None);
        assert_eq!(names(&open, 0), ["h100.a.example", "h101.a.example"]);
        assert!(names(&open[..MAX_QUESTIONS], 0).is_empty());
        // The first ones are asked whatever comes, and take their room.
        assert_eq!(names(&open, 3), ["h100.a.example", "h101.a.example"]);
        assert!(names(&open, open.len()).is_empty());
        // Answers count as asked, unless nobody was.
        let unasked = [Outcome::Declined, Outcome::NotAsked { reason: NotAskedReason::Private }];
        for (outcome, left) in
            [(&Outcome::NoData, 1), (&Outcome::NxDomain, 1), (&unasked[0], 0), (&unasked[1], 0)]
        {
            let answered = several(500, 1, Some(outcome));
            let all = [answered, several(0, MAX_QUESTIONS, None)].concat();
            assert_eq!(names(&all, 0).len(), left, "{outcome:?}");
            assert_eq!(names(&all, 1).len(), left, "{outcome:?}");
        }
    }

    #[test]
    fn names_made_for_one_message_and_refusals_are_told() {
        let codes = |questions: &[Asked]| -> Vec<&'static str> {
            inspect(questions).iter().map(|finding| finding.problem.code()).collect()
        };
        let mut questions = several(0, 2, Some(&Outcome::NoData));
        assert!(codes(&questions).is_empty());
        // A name with the local part of the sender tells something, and says itself why.
        questions[0].0.tells_sender = true;
        assert!(codes(&questions).is_empty());
        questions[1].1 = vec![refused()];
        assert_eq!(codes(&questions), ["dns.message.too-many-questions"]);
        let mut made = asked("u-7f3a9c21d4e8b6.a.example", KEY, None);
        assert!(made.0.tells_sender);
        made.0.tells_sender = false;
        assert_eq!(codes(&[made]), ["dns.name.token"]);
    }
}
