//! Where something stands in the octets that were given.

use serde::Serialize;

/// A half-open range `[start, end)` of octets, counted from the first octet of the source as given
/// (a byte order mark and an mbox line included).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// First octet.
    pub start: usize,
    /// One past the last octet; never below `start`.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`; empty if `end` lies before `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Number of octets.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no octet.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The same range, `offset` octets further on.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start.saturating_add(offset), end: self.end.saturating_add(offset) }
    }

    /// The octets of `source` in this range; empty where it lies outside.
    #[must_use]
    pub fn of(self, source: &[u8]) -> &[u8] {
        source.get(self.start..self.end).unwrap_or_default()
    }
}
