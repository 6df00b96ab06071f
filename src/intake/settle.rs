//! Which of a message's readings are looked at: what the body hash decides without a key is decided here.

use std::sync::Arc;

use crate::{
    analysis::{Analysis, Ingest, Options},
    finding::{Finding, Subject},
    paste::{Decision, Draft, MAX_READINGS, Problem, Readable, ends_open},
    report::SourceKind,
    span::Span,
};

/// Octets that the search for a signed body may hash.
const MAX_HASHED: usize = 32 << 20;

/// The analyses of this message, the likeliest first: more than one where only a signature can decide between
/// them. The message as it was given is one of them wherever a signature can verify in it.
///
/// `ready` is the analysis of a source as it was given, which is not hashed again.
pub(super) fn settle(message: &Readable, options: &Options, ready: Option<Analysis>) -> Vec<Analysis> {
    let mut bench = Bench { options, ready };
    let mut tried: Vec<Tried> = message.drafts.iter().map(|draft| bench.analyse(draft.clone())).collect();
    let source = message.drafts.first().map(|draft| Arc::clone(draft.given())).unwrap_or_default();
    let given = bench.as_given(&source, &tried);
    let mut count = tried.len();
    // A reading in which a cut header section is one again, and whose body nothing proves.
    let mut joined = None;
    let analyses = tried.iter().map(|(_, analysis)| analysis).chain(&given);
    if analyses.into_iter().all(Analysis::is_body_unproven) {
        let given = given.is_some().then(|| Draft::of(&source));
        if let Some(found) = bench.join(&tried, given.as_ref()) {
            count = count.saturating_add(1);
            let is_proven = found.iter().any(|(_, analysis)| analysis.matching_body_hashes() > 0);
            if is_proven {
                tried = found;
            } else {
                joined = found.into_iter().find(|(_, analysis)| analysis.can_verify());
            }
        }
        let open = || tried.iter().chain(&joined);
        if open().all(|(_, analysis)| analysis.is_body_unproven())
            && open().any(|(_, analysis)| analysis.is_body_changed())
            && let Some((found, readings)) = bench.search(open())
        {
            count = count.saturating_add(readings);
            tried = vec![found];
            joined = None;
        }
    }
    let best = tried.iter().map(|(_, analysis)| analysis.matching_body_hashes()).max().unwrap_or(0);
    tried.retain(|(_, analysis)| analysis.matching_body_hashes() == best);
    let decided_by = match tried.len() {
        1 if count == 1 => None,
        1 if best == 0 => None,
        1 => Some(Decision::BodyHash),
        _ => Some(Decision::Nothing),
    };
    tried.truncate(MAX_READINGS);
    let mut settled: Vec<Analysis> =
        tried.into_iter().map(|(draft, analysis)| finish(draft, analysis, decided_by, count)).collect();
    settled.extend(joined.map(|(draft, analysis)| finish(draft, analysis, None, count)));
    // Nothing was changed in it: it has no repairs to tell of.
    if let Some(given) = given {
        let place = if given.matching_body_hashes() > best { 0 } else { settled.len() };
        settled.insert(place, given);
    }
    settled
}

/// A way to read a message, and what it comes to.
type Tried = (Draft, Analysis);

/// Where readings are tried.
struct Bench<'a> {
    options: &'a Options,
    /// The analysis of a source as it was given, until it is used.
    ready: Option<Analysis>,
}

impl Bench<'_> {
    fn analyse(&mut self, draft: Draft) -> Tried {
        let is_the_same = |ready: &mut Analysis| ready.is_of(&draft.octets);
        let analysis =
            self.ready.take_if(is_the_same).unwrap_or_else(|| analyse(&draft.octets, self.options));
        (draft, analysis)
    }

    /// The reading in which nothing was changed, if it is none of those tried and a signature can verify in it.
    fn as_given(&mut self, given: &[u8], tried: &[Tried]) -> Option<Analysis> {
        if self.ready.is_none() && tried.iter().any(|(draft, _)| draft.octets == given) {
            return None;
        }
        let analysis = self.ready.take().unwrap_or_else(|| analyse(given, self.options));
        analysis.can_verify().then_some(analysis)
    }

    /// The readings in which a header section that empty lines cut is one again: those whose body was signed, or else
    /// the first one with a signature.
    fn join(&mut self, tried: &[Tried], given: Option<&Draft>) -> Option<Vec<Tried>> {
        let mut budget = MAX_HASHED;
        let mut unproven = None;
        for draft in tried.iter().map(|(draft, _)| draft).chain(given) {
            for drafts in draft.joined() {
                let Some(rest) = budget.checked_sub(draft.octets.len()) else { return unproven };
                budget = rest;
                let found: Vec<Tried> = drafts.into_iter().map(|draft| self.analyse(draft)).collect();
                if found.first().is_some_and(|(_, analysis)| analysis.matching_body_hashes() > 0) {
                    return Some(found);
                }
                if unproven.is_none() && found.iter().any(|(_, analysis)| analysis.can_verify()) {
                    unproven = Some(found);
                }
            }
        }
        unproven
    }

    /// The first reading with a body that was signed, one or two guesses away, and how many were tried.
    fn search<'b>(&mut self, open: impl Iterator<Item = &'b Tried>) -> Option<(Tried, usize)> {
        let mut budget = MAX_HASHED;
        let mut count = 0_usize;
        let mut open: Vec<Draft> = open.map(|(draft, _)| draft.clone()).collect();
        for _ in 0..2 {
            let mut further = Vec::new();
            for draft in &open {
                for guess in draft.guesses(&self.options.platform) {
                    budget = budget.checked_sub(guess.octets.len())?;
                    count = count.saturating_add(1);
                    let (guess, analysis) = self.analyse(guess);
                    if analysis.matching_body_hashes() > 0 {
                        return Some(((guess, analysis), count));
                    }
                    further.push(guess);
                }
            }
            open = further;
        }
        None
    }
}

/// The analysis of a source that is too large to be repaired.
pub(super) fn unrepaired(mut analysis: Analysis) -> Analysis {
    if analysis.is_body_unproven() && ends_open(analysis.octets(Span::new(0, usize::MAX))) {
        analysis.add_findings(vec![Finding::new(Problem::BodyIncomplete, Subject::Message, None)]);
    }
    analysis
}

/// A source read as it stands.
pub(super) fn analyse(octets: &[u8], options: &Options) -> Analysis {
    let mut ingest = Ingest::new(octets.len(), *options);
    ingest.push(octets);
    ingest.finish()
}

/// Adds what is to be known about the reading.
fn finish(
    mut draft: Draft,
    mut analysis: Analysis,
    decided_by: Option<Decision>,
    readings: usize,
) -> Analysis {
    let kind = analysis.kind();
    if kind == SourceKind::Message && analysis.matching_body_hashes() == 0 && ends_open(&draft.octets) {
        draft.note(Problem::BodyIncomplete);
    }
    if kind == SourceKind::HeaderOnly && analysis.is_fragment() {
        draft.note(Problem::HeaderIncomplete { count: analysis.field_count() });
    }
    if let Some(decided_by) = decided_by {
        draft.note(Problem::Guess { readings, decided_by });
    }
    if !draft.repairs.is_empty() {
        analysis.mark_repaired(draft.repaired());
    }
    analysis.add_findings(draft.repairs);
    analysis
}
