//! What the native tests and the example share: the platform's two functions, and the loop that
//! answers the core's questions.

#![allow(dead_code, reason = "each test uses a part")]

pub(crate) mod platform;
pub(crate) mod recorded;

use waxseal::{
    Analysis, Circumstances, Evaluation, Ingest, Options, Pasted, Report,
    dns::{Answer, Answers, Name, Query},
    policy::GivenEnvelope,
};

/// The analysis of `message`, handed over in pieces of `piece` octets.
pub(crate) fn analyse(message: &[u8], piece: usize) -> Analysis {
    ingest(message, piece).finish()
}

/// What was pasted, handed over in pieces of `piece` octets and repaired where that is needed.
pub(crate) fn paste(octets: &[u8], piece: usize) -> Pasted {
    Pasted::new(ingest(octets, piece))
}

fn ingest(message: &[u8], piece: usize) -> Ingest {
    let options = Options { platform: platform::native() };
    let mut ingest = Ingest::new(message.len(), options);
    for piece in message.chunks(piece.max(1)) {
        ingest.push(piece);
    }
    ingest
}

/// The report with every question answered; several answers are those of several resolvers.
pub(crate) fn settle(
    analysis: &Analysis,
    mut answers: Answers,
    circumstances: &Circumstances,
    now: Option<i64>,
    answer: &mut dyn FnMut(&Query) -> Vec<Answer>,
) -> Report {
    settle_with(&mut |answers| analysis.evaluate(answers, circumstances, now), &mut answers, answer)
}

/// The domain of a mailbox; `sender.example` if that is no domain.
pub(crate) fn domain_of(mailbox: &[u8]) -> String {
    let domain = mailbox.rsplit(|octet| *octet == b'@').next().unwrap_or_default();
    Name::parse(domain, &platform::native()).map_or("sender.example".to_owned(), |name| name.to_string())
}

/// The envelope that a case of the corpora gives, where it gives one.
pub(crate) fn envelope(input: &serde_json::Value) -> GivenEnvelope {
    let text = |name: &str| input[name].as_str().map(str::to_owned);
    GivenEnvelope {
        client: input["ip"].as_str().and_then(|ip| ip.parse().ok()),
        helo: text("helo"),
        mail_from: text("mail_from").or_else(|| text("mailfrom")),
        recipient: text("recipient"),
    }
}

/// The same for whatever can be evaluated.
pub(crate) fn settle_with(
    evaluate: &mut dyn FnMut(&Answers) -> Evaluation,
    answers: &mut Answers,
    answer: &mut dyn FnMut(&Query) -> Vec<Answer>,
) -> Report {
    loop {
        let evaluation = evaluate(answers);
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
