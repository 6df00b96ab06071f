//! What was pasted, with the message in it that is looked at.

#[cfg(feature = "policy")]
use crate::domain::Given;
use crate::{
    analysis::{Analysis, Circumstances, Ingest, Options},
    diagnosis::Diagnosis,
    dkim::{Check, Verification},
    dns::Answers,
    finding::{Finding, Problem as AnyProblem, Subject},
    paste::{
        self, Readable, Reading,
        problem::{Container, Decision, Problem},
    },
    report::{Evaluation, Report, SourceKind},
    span::Span,
};

/// What was pasted: one message or several, repaired where that is needed.
///
/// A source that is good as it is costs no more than [`Ingest::finish`].
#[derive(Debug)]
pub struct Pasted {
    options: Options,
    container: Container,
    messages: Vec<Readable>,
    /// How many of them were pasted; the rest stands inside or around.
    main: usize,
    chosen: usize,
    /// The readings of the chosen message, the likeliest first.
    analyses: Vec<Analysis>,
    /// The reading that the last evaluation is of.
    shown: usize,
    /// What was pasted is no message but a domain.
    #[cfg(feature = "policy")]
    domain: Option<Given>,
}

impl Pasted {
    /// Ends the source, and repairs it if it is not good as it is.
    #[must_use]
    pub fn new(ingest: Ingest) -> Self {
        let options = ingest.options();
        let analysis = ingest.finish();
        let mut pasted = Self {
            options,
            container: Container::None,
            messages: Vec::new(),
            main: 1,
            chosen: 0,
            analyses: Vec::new(),
            shown: 0,
            #[cfg(feature = "policy")]
            domain: None,
        };
        #[cfg(feature = "policy")]
        if let Some(given) = Given::read(analysis.octets(Span::new(0, usize::MAX)), options.platform) {
            pasted.domain = Some(given);
            return pasted;
        }
        if !analysis.needs_repair() {
            pasted.analyses = vec![analysis];
            return pasted;
        }
        let octets = analysis.octets(Span::new(0, usize::MAX)).to_vec();
        let Reading { container, messages, others, found } = paste::read(&octets);
        (pasted.container, pasted.main) = (container, messages.len());
        pasted.messages = messages.into_iter().chain(others).collect();
        if let Some(found) = found {
            pasted.messages.clear();
            pasted.analyses = vec![analysis.named(found)];
            return pasted;
        }
        pasted.analyse();
        if pasted.analyses.iter().all(|one| one.kind() == SourceKind::NotAMessage) {
            // What was undone on the way led to nothing.
            pasted.messages.clear();
            pasted.analyses = vec![analysis];
        }
        pasted
    }

    /// Messages that can be chosen: those that were pasted, and after them those that stand inside
    /// or around.
    #[must_use]
    pub fn count(&self) -> usize {
        self.messages.len().max(1)
    }

    /// Looks at another message, counted from 0; `false` if there is none of this number.
    pub fn choose(&mut self, index: usize) -> bool {
        if index >= self.messages.len() {
            return index == 0;
        }
        if index != self.chosen {
            self.chosen = index;
            self.analyse();
        }
        true
    }

    /// The octets of `span` in the chosen message, as it was read.
    #[must_use]
    pub fn octets(&self, span: Span) -> &[u8] {
        #[cfg(feature = "policy")]
        if let Some(domain) = &self.domain {
            return domain.octets(span);
        }
        self.analyses.get(self.shown).map(|analysis| analysis.octets(span)).unwrap_or_default()
    }

    /// As [`Analysis::evaluate`]. Where the source can be read in more than one way, the reading
    /// that verifies is taken; where none does, the likeliest.
    pub fn evaluate(
        &mut self,
        answers: &Answers,
        circumstances: &Circumstances,
        now: Option<i64>,
    ) -> Evaluation {
        #[cfg(feature = "policy")]
        if let Some(domain) = &self.domain {
            return domain.evaluate(answers, circumstances, now);
        }
        let mut first = None;
        for (place, analysis) in self.analyses.iter().enumerate() {
            let mut evaluation = analysis.evaluate(answers, circumstances, now);
            let verifies = evaluation.report.dkim.iter().any(verifies);
            // What is still to be asked for this reading comes before the next one is tried.
            if verifies || !evaluation.requests.is_empty() {
                self.shown = place;
                if verifies {
                    decide(&mut evaluation.report.findings);
                }
                return evaluation;
            }
            first = first.or(Some(evaluation));
        }
        self.shown = 0;
        first.unwrap_or_else(|| Ingest::new(0, self.options).finish().evaluate(answers, circumstances, now))
    }

    /// As [`Analysis::diagnose`], for the reading that the last evaluation is of.
    #[must_use]
    pub fn diagnose(&self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        self.analyses.get(self.shown).map(|analysis| analysis.diagnose(report, answers)).unwrap_or_default()
    }

    /// As [`Analysis::diagnose_header`], for the reading that the last evaluation is of.
    #[must_use]
    pub fn diagnose_header(&self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let analysis = self.analyses.get(self.shown);
        analysis.map(|analysis| analysis.diagnose_header(report, answers)).unwrap_or_default()
    }

    fn analyse(&mut self) {
        let Some(message) = self.messages.get(self.chosen) else { return };
        self.analyses = message.settle(&self.options);
        self.shown = 0;
        let others = self.messages.len().saturating_sub(self.main);
        for analysis in &mut self.analyses {
            if others > 0 {
                let problem = Problem::OtherMessages { count: others };
                analysis.add_findings(vec![Finding::new(problem, Subject::Message, None)]);
            }
            let is_message = analysis.kind() != SourceKind::NotAMessage;
            let container = if self.chosen < self.main { self.container } else { Container::None };
            analysis.place(container, if is_message { self.main } else { 0 }, others, self.chosen);
        }
    }
}

fn verifies(verification: &Verification) -> bool {
    verification.checks.signature == Check::Pass
}

/// Notes that a signature decided between the readings.
fn decide(findings: &mut [Finding]) {
    for finding in findings {
        if let AnyProblem::Paste(Problem::Guess { decided_by: decided_by @ Decision::Nothing, .. }) =
            &mut finding.problem
        {
            *decided_by = Decision::Signature;
        }
    }
}
