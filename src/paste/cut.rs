//! Header sections that empty lines cut in two.

use super::{
    Repaired,
    body::Split,
    lines::{field_name, is_blank, is_continuation, is_empty, lines},
    problem::Problem,
};
use crate::message::SINGLE_FIELDS;

/// Cuts that are mended.
const MAX_CUTS: usize = 4;
/// Empty lines that may make one cut.
const MAX_EMPTY: usize = 8;

/// Lines at the start among which cuts are looked for.
const MAX_LINES: usize = 20_000;

/// A source and the cuts in its header section.
pub(super) struct Joint<'a> {
    octets: &'a [u8],
    lines: Vec<&'a [u8]>,
    cuts: Vec<Cut>,
}

impl<'a> Joint<'a> {
    /// Looks for cuts.
    pub(super) fn find(octets: &'a [u8]) -> Self {
        let lines: Vec<&[u8]> = lines(octets).take(MAX_LINES).collect();
        let mut cuts: Vec<Cut> = Vec::new();
        let mut at = lines.iter().position(|line| is_empty(line));
        while let Some(cut) = at.filter(|_| cuts.len() < MAX_CUTS).and_then(|at| Cut::read(&lines, at)) {
            at = Some(cut.section_end);
            cuts.push(cut);
        }
        Self { octets, lines, cuts }
    }

    /// How many cuts there are.
    pub(super) fn count(&self) -> usize {
        self.cuts.len()
    }

    /// The ways to mend the first `count` cuts: they differ in what fills the lines that were empty, where `c=simple`
    /// signed the white space in them. None if a field would then be there twice that a message has once.
    pub(super) fn steps(&self, count: usize) -> Vec<Repaired> {
        let cuts = self.cuts.get(..count).unwrap_or_default();
        let Some(after) = cuts.first().and_then(|cut| self.lines.get(..cut.first)).and_then(last_field)
        else {
            return Vec::new();
        };
        let empty = |cut: &Cut| cut.next.saturating_sub(cut.first);
        let count = cuts.iter().map(empty).fold(0_usize, usize::saturating_add);
        let plain = self.mended(cuts, b"");
        let split = Split::new(&plain);
        if SINGLE_FIELDS.iter().any(|name| split.header.places(name).nth(1).is_some()) {
            return Vec::new();
        }
        let is_simple = memchr::memmem::find(split.header_octets(&plain), b"simple").is_some();
        let has_fold = cuts.iter().any(|cut| self.is_fold(cut));
        let fillings: &[&[u8]] = if is_simple && has_fold { &[b"\t", b" "] } else { &[] };
        let others = fillings.iter().map(|filling| self.mended(cuts, filling));
        let problem = Problem::HeaderCut { after, count };
        std::iter::once(plain).chain(others).map(|octets| Repaired::new(octets, problem.clone())).collect()
    }

    /// Whether the line behind a cut continues the field before it: the empty lines may have held white space then.
    fn is_fold(&self, cut: &Cut) -> bool {
        self.lines.get(cut.next).is_some_and(|line| is_continuation(line))
    }

    fn mended(&self, cuts: &[Cut], filling: &[u8]) -> Vec<u8> {
        let mut output = Vec::with_capacity(self.octets.len());
        let (mut done, mut length) = (0_usize, 0_usize);
        for cut in cuts {
            let (kept, empty) = (self.lines.get(done..cut.first), self.lines.get(cut.first..cut.next));
            for line in kept.unwrap_or_default() {
                output.extend_from_slice(line);
                length = length.saturating_add(line.len());
            }
            for line in empty.unwrap_or_default() {
                length = length.saturating_add(line.len());
                if self.is_fold(cut) && !filling.is_empty() {
                    output.extend_from_slice(filling);
                    output.extend_from_slice(line);
                }
            }
            done = cut.next;
        }
        output.extend_from_slice(self.octets.get(length..).unwrap_or_default());
        output
    }
}

/// Empty lines in a header section.
struct Cut {
    /// The first of them.
    first: usize,
    /// The line behind the last of them.
    next: usize,
    /// The line behind it that ends the header section, or the number of lines.
    section_end: usize,
}

impl Cut {
    /// The cut at the line `at`, if what follows is a header section.
    fn read(all: &[&[u8]], at: usize) -> Option<Self> {
        let below = all.get(at..)?;
        let empty = below.iter().take_while(|line| is_empty(line)).count();
        let section = below.get(empty..)?;
        let length = section.iter().position(|line| is_empty(line)).unwrap_or(section.len());
        let section = section.get(..length)?;
        let is_header = |line: &&[u8]| is_continuation(line) || field_name(line).is_some();
        if at == 0 || empty == 0 || empty > MAX_EMPTY || length == 0 || !section.iter().all(is_header) {
            return None;
        }
        let next = at.saturating_add(empty);
        Some(Self { first: at, next, section_end: next.saturating_add(length) })
    }
}

/// The name of the last field in these lines of a header section.
fn last_field(lines: &[&[u8]]) -> Option<String> {
    let name = lines.iter().rev().find_map(|line| field_name(line).filter(|_| !is_blank(line)))?;
    Some(crate::text::escape(name))
}
