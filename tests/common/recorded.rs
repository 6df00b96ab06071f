//! A message with recorded DNS answers, as the samples and the cases keep it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use waxseal::{
    Circumstances, Evaluation, Report,
    diagnosis::Diagnosis,
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
    /// The envelope, as far as the reader gives it: `ip`, `helo`, `mail_from`, `recipient`.
    pub(crate) envelope: Value,
    /// The hop that the reader takes for the receiver's first.
    pub(crate) boundary: Option<usize>,
    /// Whether the names of the client are asked for.
    pub(crate) reverse: bool,
    /// Whether those who are to get reports are asked.
    pub(crate) report_destinations: bool,
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
    /// The name does not exist.
    Absent,
}

/// The resolver that is asked in vain.
const RESOLVER: &str = "https://resolver.example/dns-query";

impl Recorded {
    /// The report on `message`, handed over in pieces of `piece` octets.
    pub(crate) fn report(&self, message: &[u8], piece: usize) -> Report {
        let mut pasted = super::paste(message, piece);
        let circumstances = self.circumstances();
        self.settle(&mut |answers| pasted.evaluate(answers, &circumstances, self.now)).0
    }

    /// The report on `message` as it stands.
    pub(crate) fn verify(&self, message: &[u8]) -> Report {
        let analysis = super::analyse(message, message.len());
        let circumstances = self.circumstances();
        self.settle(&mut |answers| analysis.evaluate(answers, &circumstances, self.now)).0
    }

    /// The report on `message` as it stands, and why its signatures do not verify.
    pub(crate) fn diagnose(&self, message: &[u8]) -> (Report, Vec<Diagnosis>) {
        let analysis = super::analyse(message, message.len());
        let circumstances = self.circumstances();
        let (report, answers) =
            self.settle(&mut |answers| analysis.evaluate(answers, &circumstances, self.now));
        let diagnoses = analysis.diagnose(&report, &answers);
        (report, diagnoses)
    }

    fn circumstances(&self) -> Circumstances {
        let envelope = super::envelope(&self.envelope);
        Circumstances {
            envelope,
            boundary: self.boundary,
            reverse: self.reverse,
            report_destinations: self.report_destinations,
            ..Circumstances::default()
        }
    }

    fn settle(&self, evaluate: &mut dyn FnMut(&Answers) -> Evaluation) -> (Report, Answers) {
        let mut answers = Answers::default();
        for text in &self.zones {
            // A record without a name goes to the one key that is missing.
            let open = evaluate(&answers).requests;
            let keys = open.into_iter().filter(|request| request.purposes.iter().any(Purpose::is_key));
            let missing: Vec<Query> = keys.map(|request| request.query).collect();
            let zone = zone::parse(text, &platform::native());
            zone.add_to(&mut answers, &Provenance::Recorded, &missing);
        }
        let report = super::settle_with(evaluate, &mut answers, &mut |_: &Query| vec![self.missing()]);
        (report, answers)
    }

    fn missing(&self) -> Answer {
        match self.missing {
            Missing::Declined => Answer { outcome: Outcome::Declined, provenance: Provenance::Nobody },
            Missing::Absent => Answer { outcome: Outcome::NxDomain, provenance: Provenance::Recorded },
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

/// A report, or diagnoses, as they are printed and kept: two spaces for each level, and a last line
/// end.
pub(crate) fn print(report: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report is plain data");
    text.push('\n');
    text
}

/// The report as JSON.
pub(crate) fn value(report: &Report) -> Value {
    serde_json::to_value(report).expect("a report is plain data")
}
