//! What was pasted, with the message in it that is looked at: its readings are analysed, and the one that verifies is
//! taken.

mod settle;

use settle::{analyse, settle, unrepaired};

use crate::domain::Given;
use crate::{
    analysis::{Analysis, Circumstances, Ingest, Options, Rank},
    diagnosis::Diagnosis,
    dkim::Verification,
    dns::Answers,
    finding::{Finding, Problem as AnyProblem, Subject},
    paste::{
        self, Readable, Reading,
        problem::{Container, Decision, Problem},
    },
    report::{Evaluation, Report, SourceKind},
    span::Span,
    verdict,
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
    domain: Option<Given>,
    /// What the last search for causes found.
    searched: Option<Searched>,
}

/// What a search for causes found, and the signatures that it was about.
#[derive(Debug)]
struct Searched {
    reading: usize,
    dkim: Vec<Verification>,
    diagnoses: Vec<Diagnosis>,
}

impl Searched {
    /// Whether it is about these signatures, with the same keys and outcomes.
    fn is_about(&self, reading: usize, dkim: &[Verification]) -> bool {
        let same = |(one, other): (&Verification, &Verification)| {
            let records =
                |one: &Verification| one.keys.iter().map(|key| key.record.clone()).collect::<Vec<_>>();
            one.result == other.result && one.checks == other.checks && records(one) == records(other)
        };
        self.reading == reading && self.dkim.len() == dkim.len() && self.dkim.iter().zip(dkim).all(same)
    }
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
            domain: None,
            searched: None,
        };
        if let Some(given) = Given::read(analysis.octets(Span::new(0, usize::MAX)), options.platform) {
            pasted.domain = Some(given);
            return pasted;
        }
        if !analysis.needs_repair() {
            pasted.analyses = vec![analysis];
            return pasted;
        }
        let all = Span::new(0, usize::MAX);
        let octets = analysis.octets(all);
        if octets.len() > paste::MAX_OCTETS || (analysis.is_sound() && !paste::holds_messages(octets)) {
            pasted.analyses = vec![unrepaired(analysis)];
            return pasted;
        }
        let Reading { container, messages, others, found } = paste::read(analysis.octets(all));
        if let Some(found) = found.filter(|_| !analysis.can_verify()) {
            pasted.analyses = vec![analysis.named(found)];
            pasted.analyses.iter_mut().for_each(Analysis::name_typed);
            return pasted;
        }
        (pasted.container, pasted.main) = (container, messages.len());
        pasted.messages = messages.into_iter().chain(others).collect();
        let given = (analysis.kind() == SourceKind::NotAMessage).then(|| analysis.octets(all).to_vec());
        let is_alone = pasted.main == 1 && matches!(container, Container::None | Container::Mbox);
        pasted.analyse(is_alone.then_some(analysis));
        if let Some(given) = given
            && pasted.analyses.iter().all(|one| one.kind() == SourceKind::NotAMessage)
        {
            // What was undone on the way led to nothing.
            pasted.messages.clear();
            pasted.analyses = vec![analyse(&given, &options)];
            pasted.analyses.iter_mut().for_each(Analysis::name_typed);
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
            self.analyse(None);
        }
        true
    }

    /// The octets of `span` in the chosen message, as it was read.
    #[must_use]
    pub fn octets(&self, span: Span) -> &[u8] {
        if let Some(domain) = &self.domain {
            return domain.octets(span);
        }
        self.analyses.get(self.shown).map(|analysis| analysis.octets(span)).unwrap_or_default()
    }

    /// As [`Analysis::evaluate`]. Where the source can be read in more than one way, the reading
    /// that verifies is taken; where none does, the likeliest. The verdict takes into account what
    /// [`Self::diagnose`] found, as long as the signatures are judged as they were then.
    pub fn evaluate(
        &mut self,
        answers: &Answers,
        circumstances: &Circumstances,
        now: Option<i64>,
    ) -> Evaluation {
        if let Some(domain) = &self.domain {
            return domain.evaluate(answers, circumstances, now);
        }
        let mut best: Option<(Rank, usize, Evaluation)> = None;
        for (place, analysis) in self.analyses.iter().enumerate() {
            if best.as_ref().is_some_and(|(rank, ..)| analysis.ceiling() <= *rank) {
                continue;
            }
            let evaluation = analysis.evaluate(answers, circumstances, now);
            let rank = Rank::of(&evaluation.report);
            let is_open = !evaluation.requests.is_empty();
            if best.as_ref().is_none_or(|(best, ..)| is_open || rank > *best) {
                best = Some((rank, place, evaluation));
            }
            // What is still to be asked for this reading comes before the next one is tried.
            if is_open {
                break;
            }
        }
        let Some((rank, place, mut evaluation)) = best else {
            return Ingest::new(0, self.options).finish().evaluate(answers, circumstances, now);
        };
        self.shown = place;
        if rank.is_verified() {
            decide(&mut evaluation.report.findings);
        }
        if let Some(searched) =
            self.searched.as_ref().filter(|one| one.is_about(place, &evaluation.report.dkim))
        {
            evaluation.report.verdict = verdict::judge(&evaluation.report, &searched.diagnoses);
        }
        evaluation
    }

    /// As [`Analysis::diagnose`], for the reading that the last evaluation is of.
    pub fn diagnose(&mut self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let analysis = self.analyses.get(self.shown);
        let found = analysis.map(|analysis| analysis.diagnose(report, answers)).unwrap_or_default();
        self.keep(report, found)
    }

    /// As [`Analysis::diagnose_header`], for the reading that the last evaluation is of.
    pub fn diagnose_header(&mut self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let analysis = self.analyses.get(self.shown);
        let found = analysis.map(|analysis| analysis.diagnose_header(report, answers)).unwrap_or_default();
        self.keep(report, found)
    }

    fn keep(&mut self, report: &Report, diagnoses: Vec<Diagnosis>) -> Vec<Diagnosis> {
        let (reading, dkim) = (self.shown, report.dkim.clone());
        self.searched = Some(Searched { reading, dkim, diagnoses: diagnoses.clone() });
        diagnoses
    }

    /// Reads the chosen message; `ready` is the analysis of the source as it was given.
    fn analyse(&mut self, ready: Option<Analysis>) {
        let Some(message) = self.messages.get(self.chosen) else { return };
        self.analyses = settle(message, &self.options, ready);
        self.shown = 0;
        self.searched = None;
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
