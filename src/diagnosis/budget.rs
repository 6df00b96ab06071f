//! How much a search may cost, counted in work and never in time.

/// Octets of a body that is tiny, and octets hashed for it.
const TINY: usize = 16_384;
const TINY_OCTETS: u64 = 100_000_000;
/// Octets of a body that is small: whatever is tried with it takes little.
const SMALL: usize = 65_536;
/// Octets hashed for a small body.
const SMALL_OCTETS: u64 = 24_000_000;
/// Octets hashed for another, at least, and for each of its octets.
const MIN_OCTETS: u64 = 18_000_000;
const OCTETS_PER_OCTET: u64 = 30;
/// Octets hashed for any body.
const MAX_OCTETS: u64 = 400_000_000;
/// Octets hashed for a header, and signatures verified with Ed25519 or opened with RSA.
const HEADER: (u64, u32) = (48_000_000, 1_500);
/// The same with a body that is small.
const HEADER_WITH_SMALL: (u64, u32) = (128_000_000, 16_000);
/// The same with one that is not, and is searched as well.
const HEADER_WITH_OPEN: (u64, u32) = (24_000_000, 700);
/// One kind of change may take this part of what is left.
const KIND: u64 = 4;

/// What is left for the search for one signature.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    octets: u64,
    /// Of `octets`, those that the kind at hand may take.
    share: u64,
    operations: u32,
    /// Octets hashed so far.
    pub(super) hashed: u64,
    /// Signature operations so far.
    pub(super) operated: u32,
    /// Nothing is left.
    pub(super) is_exhausted: bool,
    /// Something was left untried.
    pub(super) is_cut: bool,
}

impl Budget {
    /// For a body of `length` octets.
    pub(super) fn new(length: usize) -> Self {
        let octets = if length <= TINY {
            TINY_OCTETS
        } else if length <= SMALL {
            SMALL_OCTETS
        } else {
            OCTETS_PER_OCTET.saturating_mul(length as u64).clamp(MIN_OCTETS, MAX_OCTETS)
        };
        Self::of(octets, 0)
    }

    /// For a header, whose search is one of many small hashes, with a body of `length` octets that
    /// is searched as well, or that `is_right`.
    pub(super) fn of_header(length: usize, is_right: bool) -> Self {
        let (octets, operations) = match () {
            () if length <= SMALL => HEADER_WITH_SMALL,
            () if is_right => HEADER,
            () => HEADER_WITH_OPEN,
        };
        Self::of(octets, operations)
    }

    fn of(octets: u64, operations: u32) -> Self {
        Self { octets, share: octets, operations, hashed: 0, operated: 0, is_exhausted: false, is_cut: false }
    }

    pub(super) fn operations_left(&self) -> u32 {
        self.operations
    }

    /// Leaves something to the kinds of changes that come after the one that begins.
    pub(super) fn begin_kind(&mut self) {
        self.share = self.octets.checked_div(KIND).unwrap_or(0);
    }

    /// What is left in all.
    pub(super) fn left(&self) -> u64 {
        self.octets
    }

    /// What the kind at hand may still take.
    pub(super) fn share(&self) -> u64 {
        self.share
    }

    /// All that is left may be used.
    pub(super) fn end_kinds(&mut self) {
        self.share = self.octets;
    }

    /// Whether `octets` may be hashed, or otherwise gone through.
    pub(super) fn hash(&mut self, octets: usize) -> bool {
        let octets = octets as u64;
        let (left, share) = (self.octets.checked_sub(octets), self.share.checked_sub(octets));
        let (Some(left), Some(share)) = (left, share) else {
            self.is_cut = true;
            self.is_exhausted |= left.is_none();
            return false;
        };
        (self.octets, self.share) = (left, share);
        self.hashed = self.hashed.saturating_add(octets);
        true
    }

    /// Whether one more signature operation may be done.
    pub(super) fn operate(&mut self) -> bool {
        let Some(left) = self.operations.checked_sub(1) else {
            (self.is_cut, self.is_exhausted) = (true, true);
            return false;
        };
        self.operations = left;
        self.operated = self.operated.saturating_add(1);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_leaves_something_to_the_others() {
        let half = usize::try_from(TINY_OCTETS / 2).unwrap();
        let mut budget = Budget::new(100);
        budget.begin_kind();
        assert!(!budget.hash(half) && budget.is_cut && !budget.is_exhausted);
        budget.end_kinds();
        assert!(budget.hash(half));
        assert!(!budget.hash(half.saturating_add(1)) && budget.is_exhausted);
    }
}
