//! The hash of a text with changes.

use crate::{
    diagnosis::{
        budget::Budget,
        edit::{Edit, pieces},
    },
    dkim::{BodyHashes, Wanted},
};

/// Octets between two states of the hash that are kept.
const CHECKPOINT: usize = 4_096;
/// States that are kept.
const MAX_CHECKPOINTS: usize = 64;

/// Hashes a text with changes, from the last kept state before the first of them.
pub(super) struct Prober<'a> {
    text: &'a [u8],
    wanted: Wanted,
    expected: &'a [u8],
    checkpoints: Vec<(usize, BodyHashes)>,
    spacing: usize,
}

impl<'a> Prober<'a> {
    pub(super) fn new(text: &'a [u8], wanted: Wanted, expected: &'a [u8]) -> Self {
        let spacing = text.len().checked_div(MAX_CHECKPOINTS).unwrap_or(0).max(CHECKPOINT);
        let mut hashes = BodyHashes::new(&[wanted]);
        let mut checkpoints = vec![(0, hashes.clone())];
        let mut place = 0_usize;
        for piece in text.chunks(spacing) {
            hashes.push(piece);
            place = place.saturating_add(piece.len());
            checkpoints.push((place, hashes.clone()));
        }
        Self { text, wanted, expected, checkpoints, spacing }
    }

    /// Whether the text with `edits` has the expected hash; `None` if the budget does not allow it.
    pub(super) fn matches(&self, edits: &[Edit], budget: &mut Budget) -> Option<bool> {
        let first = edits.first().map_or(0, |edit| edit.span.start);
        let checkpoint = first.checked_div(self.spacing).unwrap_or(0);
        let (start, hashes) = self.checkpoints.get(checkpoint)?;
        let added: usize = edits.iter().map(|edit| edit.with.len()).sum();
        // What was written anew cost about as much as hashing it.
        let length = self.text.len().saturating_sub(*start).saturating_add(added.saturating_mul(2));
        if !budget.hash(length.saturating_add(64)) {
            return None;
        }
        let mut hashes = hashes.clone();
        for piece in pieces(self.text, edits, *start) {
            hashes.push(piece);
        }
        Some(hashes.finish().get(self.wanted) == Some(self.expected))
    }
}
