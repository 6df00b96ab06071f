//! How much a search may cost, counted in work and never in time.

/// Octets of a body that is small: whatever is tried with it takes little.
const SMALL: usize = 65_536;
/// Octets hashed for a small body.
const SMALL_OCTETS: u64 = 24_000_000;
/// Octets hashed for another, at least, and for each of its octets.
const MIN_OCTETS: u64 = 8_000_000;
const OCTETS_PER_OCTET: u64 = 60;
/// Octets hashed for any body.
const MAX_OCTETS: u64 = 400_000_000;
/// Octets hashed for a header.
const HEADER_OCTETS: u64 = 64_000_000;
/// Signatures verified with Ed25519, or opened with RSA.
const OPERATIONS: u32 = 300;

/// What is left for the search for one signature.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    octets: u64,
    operations: u32,
    /// Octets hashed so far.
    pub(super) hashed: u64,
    /// Signature operations so far.
    pub(super) operated: u32,
    /// Something was left untried.
    pub(super) is_exhausted: bool,
}

impl Budget {
    /// For a body of `length` octets.
    pub(super) fn new(length: usize) -> Self {
        let octets = if length <= SMALL {
            SMALL_OCTETS
        } else {
            OCTETS_PER_OCTET.saturating_mul(length as u64).clamp(MIN_OCTETS, MAX_OCTETS)
        };
        Self { octets, operations: OPERATIONS, hashed: 0, operated: 0, is_exhausted: false }
    }

    /// For a header, whose search is one of many small hashes.
    pub(super) fn of_header() -> Self {
        Self { octets: HEADER_OCTETS, operations: OPERATIONS, hashed: 0, operated: 0, is_exhausted: false }
    }

    pub(super) fn operations_left(&self) -> u32 {
        self.operations
    }

    /// Whether `octets` may be hashed, or otherwise gone through.
    pub(super) fn hash(&mut self, octets: usize) -> bool {
        let octets = octets as u64;
        let Some(left) = self.octets.checked_sub(octets) else {
            self.is_exhausted = true;
            return false;
        };
        self.octets = left;
        self.hashed = self.hashed.saturating_add(octets);
        true
    }

    /// Whether one more signature operation may be done.
    pub(super) fn operate(&mut self) -> bool {
        let Some(left) = self.operations.checked_sub(1) else {
            self.is_exhausted = true;
            return false;
        };
        self.operations = left;
        self.operated = self.operated.saturating_add(1);
        true
    }
}
