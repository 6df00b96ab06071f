//! A message with recorded DNS answers, as the samples and the cases keep it.

use serde::Deserialize;
use serde_json::Value;
use waxseal::{
    Circumstances, Report,
    dns::{Answer, Answers, Outcome, Provenance, Purpose, Query, UnreachableReason, zone},
};

use super::platform;

/// The records, and what becomes of a question that they do not answer.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Recorded {
    /// Zone files; a name that stands in two of them has two answers.
    pub(crate) zones: Vec<String>,
    /// The clock; `None` leaves times unchecked.
    pub(crate) now: Option<i64>,
    /// What becomes of other questions.
    pub(crate) missing: Missing,
}

/// What becomes of a question without a recorded answer.
#[derive(Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Missing {
    /// It is not asked.
    #[default]
    Declined,
    /// It is asked in vain.
    Timeout,
}

/// The resolver that is asked in vain.
const RESOLVER: &str = "https://resolver.example/dns-query";

impl Recorded {
    /// The report on `message`, handed over in pieces of `piece` octets.
    pub(crate) fn report(&self, message: &[u8], piece: usize) -> Report {
        let mut pasted = super::paste(message, piece);
        let circumstances = Circumstances::default();
        let mut answers = Answers::default();
        for text in &self.zones {
            // A record without a name goes to the one key that is missing.
            let open = pasted.evaluate(&answers, &circumstances, self.now).requests;
            let is_key = |purpose: &Purpose| matches!(purpose, Purpose::DkimKey { .. });
            let keys = open.into_iter().filter(|request| request.purposes.iter().any(is_key));
            let missing: Vec<Query> = keys.map(|request| request.query).collect();
            let zone = zone::parse(text, &platform::native());
            zone.add_to(&mut answers, &Provenance::Recorded, &missing);
        }
        let evaluate = &mut |answers: &_| pasted.evaluate(answers, &circumstances, self.now);
        super::settle_with(evaluate, answers, &mut |_: &Query| vec![self.missing()])
    }

    fn missing(&self) -> Answer {
        match self.missing {
            Missing::Declined => Answer { outcome: Outcome::Declined, provenance: Provenance::Nobody },
            Missing::Timeout => Answer {
                outcome: Outcome::Unreachable { reason: UnreachableReason::Timeout },
                provenance: Provenance::Resolver {
                    url: RESOLVER.to_owned(),
                    time: self.now.unwrap_or_default(),
                    authenticated: false,
                },
            },
        }
    }
}

/// The report as it is printed and kept: two spaces for each level, and a last line end.
pub(crate) fn print(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report is plain data");
    text.push('\n');
    text
}

/// The report as JSON.
pub(crate) fn value(report: &Report) -> Value {
    serde_json::to_value(report).expect("a report is plain data")
}
