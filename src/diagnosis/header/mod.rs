//! Header fields: what was changed after the signature was made.

mod addresses;
mod canonicalization;
mod characters;
mod combined;
mod copies;
mod cut;
mod damage;
mod date;
mod encoded;
mod entity;
mod everywhere;
mod fields;
mod fold;
mod from;
mod media;
mod media_type;
mod runs;
mod search;
mod signed;
mod spaces;
mod subject;
mod trial;
mod view;
mod was;
mod words;

use super::{Found, Message, Problem, Undoing, budget::Budget, key};
use crate::{
    dkim::{PublicKey, Signature},
    dns::Name,
};
use search::Search;
use trial::{Depth, Trial};
use view::{Candidate, FieldText, View};

/// What the search starts from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) message: &'a Message<'a>,
    pub(super) signature: &'a Signature,
}

/// What the undone body says of a field of the header; `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// The name of the charset that Content-Type gave.
    pub(super) charset: Option<String>,
    /// The Content-Transfer-Encoding.
    pub(super) encoding: Option<super::TransferEncoding>,
    /// The value of Content-Type as it was, all of it.
    pub(super) content_type: Option<Vec<u8>>,
    /// The value of Content-Transfer-Encoding as it was, all of it.
    pub(super) transfer_encoding: Option<Vec<u8>>,
}

/// Searches what undoes the changes of the header; `None` if no key tells what was signed.
pub(super) fn search(
    case: &Case<'_>,
    keys: &[key::Candidate],
    hints: &[Hint],
    budget: &mut Budget,
) -> Option<Found> {
    let trials = trial::trials(case, keys, budget);
    let proven = Search::new(case, budget).run(&trials, hints);
    let likely = if proven.is_some() { Vec::new() } else { likely(case, keys, &trials, budget) };
    let has_said = !trials.is_empty() || !likely.is_empty();
    has_said.then_some(Found { proven, likely, ..Found::default() })
}

/// The names that the signature field would ask for if damage were repaired.
pub(super) fn repaired_names(case: &Case<'_>) -> Vec<Name> {
    trial::repaired_names(case)
}

/// Whether nothing but `c=` was changed: what it was, and how that is undone.
pub(super) fn canonicalization(
    case: &Case<'_>,
    keys: &[key::Candidate],
    budget: &mut Budget,
) -> Option<Undoing> {
    let trials = trial::canonicalizations(case, keys);
    let undoings = Search::new(case, budget).bare(&trials)?;
    undoings.into_iter().find(|one| matches!(one.problem, Some(Problem::WrongCanonicalization { .. })))
}

/// What is to be seen without a proof: fields that are gone, and a signature that no key at hand opens.
fn likely(
    case: &Case<'_>,
    keys: &[key::Candidate],
    trials: &[Trial<'_>],
    budget: &mut Budget,
) -> Vec<Undoing> {
    let is_fit = trials.iter().any(|trial| trial.depth == Depth::Full);
    let mut gone = if is_fit { fields::gone(case) } else { Vec::new() };
    gone.extend(likely_of_signature(case, keys, trials, budget));
    gone
}

/// The same of the field itself.
fn likely_of_signature(
    case: &Case<'_>,
    keys: &[key::Candidate],
    trials: &[Trial<'_>],
    budget: &mut Budget,
) -> Option<Undoing> {
    let is_opened = trials.iter().any(|trial| trial.depth == Depth::Full && !trial.is_costly());
    let field = case.message.header.fields.get(case.signature.field).filter(|_| !is_opened)?;
    let own = keys.iter().find(|key| key.is_own);
    let length = own.and_then(|key| key.record.bits()).map(|bits| match own.map(|key| &key.record.key) {
        Some(Some(PublicKey::Ed25519(_))) => 64,
        _ => bits.div_ceil(8),
    });
    let octets = case.signature.octets.as_deref();
    let damage = damage::visible(field.raw.of(case.message.source), octets, length);
    let problem = match damage {
        Some(damage) => Problem::SignatureDamaged { damage },
        None if own.is_some_and(|own| key::belongs_to_another(own, case.message, case.signature, budget)) => {
            let selector = case.signature.tags.selector.as_ref().map(|name| name.a_label.to_string());
            Problem::SelectorOfAnother { selector: selector.unwrap_or_default() }
        }
        None => return None,
    };
    Some(Undoing { problem: Some(problem), edits: Vec::new() })
}

/// What may be undone, whatever the signature says of it.
fn steps_of_all(view: &View<'_>) -> Vec<Candidate> {
    let mut steps = Vec::new();
    from::undo(view, &mut steps);
    fields::added(view, &mut steps);
    fields::removed(view, &mut steps);
    fields::order(view, &mut steps);
    for field in view.covered() {
        steps_of(field, view, &mut steps);
    }
    if let Some(own) = view.fields.get(view.own).filter(|_| view.is_simple) {
        fold::undo(own, &mut steps);
        fields::case(own, &mut steps);
    }
    steps
}

/// The undoings of one field by itself.
fn steps_of(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    subject::undo(field, view, steps);
    words::undo(field, view, steps);
    date::undo(field, steps);
    addresses::undo(field, view, steps);
    media::undo(field, view, steps);
    spaces::undo(field, view, steps);
    characters::undo(field, view, steps);
    if view.is_simple {
        fold::undo(field, steps);
        fields::case(field, steps);
    }
}
