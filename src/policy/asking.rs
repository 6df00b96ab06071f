//! The questions of all protocols together: each once, no more than one message may cause, and those named
//! that tell the sender something.

use super::{evaluate::Evaluated, problem::Problem};
use crate::{
    dns::{Answer, Answers, Name, NotAskedReason, Outcome, Provenance, Query, Request},
    finding::{Finding, Subject},
};

/// Distinct questions that one message may cause.
const MAX_QUESTIONS: usize = 100;

/// Letters and digits that a token has at least.
const LENGTH: usize = 12;
/// Changes between letters and digits that it has at least; `selector20260101` has one.
const CHANGES: usize = 4;

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
            judged.findings.append(&mut inspect(&mut questions));
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

/// Marks and names the questions that are put to the zone of a name made for one message, and says if
/// there were too many questions.
fn inspect(questions: &mut [Asked]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let refused = refused();
    if questions.iter().any(|(_, answers)| answers.contains(&refused)) {
        let problem = Problem::TooManyQuestions { allowed: MAX_QUESTIONS };
        findings.push(Finding::new(problem, Subject::Message, None));
    }
    for (request, _) in questions {
        if has_token(&request.query.name) {
            request.tells_sender = true;
            let problem = Problem::Token { name: request.query.name.to_string() };
            findings.push(Finding::new(problem, Subject::Message, None));
        }
    }
    findings
}

/// Whether a label of the name looks like a token: whoever runs the zone learns from the question that,
/// and when, the message is looked at.
fn has_token(name: &Name) -> bool {
    let is_plain = |label: &&str| !label.starts_with("xn--");
    name.labels().filter(is_plain).any(|label| label.split(['-', '_']).any(is_token))
}

fn is_token(word: &str) -> bool {
    if word.len() < LENGTH {
        return false;
    }
    let digits = word.bytes().map(|octet| octet.is_ascii_digit());
    digits.clone().zip(digits.skip(1)).filter(|(one, other)| one != other).count() >= CHANGES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_codes_from_words() {
        for (name, expected) in [
            ("u-7f3a9c21d4e8b6._domainkey.evil.example", true),
            // Twelve letters and digits, and eleven.
            ("a1b2c3d4e5f6._domainkey.evil.example", true),
            ("a1b2c3d4e5f._domainkey.evil.example", false),
            // Four changes, and three.
            ("abcd1efgh2ijk._domainkey.evil.example", true),
            ("abcd1efghij22._domainkey.evil.example", false),
            ("ug7nbtf4gccmlpwj322ax3p6ow6yfsug._domainkey.example.com", true),
            ("selector20260101._domainkey.example.com", false),
            ("20230601._domainkey.gmail.com", false),
            ("selector1-example-com._domainkey.tenant.onmicrosoft.com", false),
            ("_dmarc.xn--e1awd7f4a1b2c3.example", false),
            ("s1._domainkey.example.com", false),
        ] {
            assert_eq!(has_token(&Name::from_dns(name.as_bytes()).unwrap()), expected, "{name}");
        }
    }
}
