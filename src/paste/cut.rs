//! Header sections that empty lines cut in two.

use super::{
    Step,
    body::Split,
    lines::{field_name, is_blank, is_continuation, is_empty, lines},
    problem::Problem,
};
use crate::message::SINGLE_FIELDS;

/// Cuts that are mended.
const MAX_CUTS: usize = 4;
/// Empty lines that may make one cut.
const MAX_EMPTY: usize = 8;

/// What stands in place of an empty line: nothing, or the white space of a folded line that was trimmed.
const FILLINGS: [&[u8]; 3] = [b"", b"\t", b" "];

/// The source with its first cut mended, with its first two, and so on: for each the ways to fill the lines that were
/// empty, which differ where `c=simple` signed the white space in them.
pub(super) fn joined(octets: &[u8]) -> Vec<Vec<Step>> {
    let all: Vec<&[u8]> = lines(octets).collect();
    let mut groups = Vec::new();
    let mut cuts: Vec<Cut> = Vec::new();
    let Some(mut at) = all.iter().position(|line| is_empty(line)) else { return groups };
    while cuts.len() < MAX_CUTS {
        let Some(cut) = Cut::read(&all, at) else { break };
        at = cut.section_end;
        cuts.push(cut);
        let steps = steps(&all, &cuts);
        if steps.is_empty() {
            break;
        }
        groups.push(steps);
    }
    groups
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

/// The ways to mend these cuts; none if a field would then be there twice that a message has once.
fn steps(all: &[&[u8]], cuts: &[Cut]) -> Vec<Step> {
    let Some(after) = cuts.first().and_then(|cut| all.get(..cut.first)).and_then(last_field) else {
        return Vec::new();
    };
    let count = cuts.iter().fold(0_usize, |sum, cut| sum.saturating_add(cut.next.saturating_sub(cut.first)));
    let problem = Problem::HeaderCut { after, count };
    let is_fold = |cut: &Cut| all.get(cut.next).is_some_and(|line| is_continuation(line));
    let mend = |filling: &[u8]| {
        let mut output = Vec::new();
        let mut done = 0_usize;
        for cut in cuts {
            output.extend_from_slice(&all.get(done..cut.first).unwrap_or_default().concat());
            if is_fold(cut) && !filling.is_empty() {
                for line in all.get(cut.first..cut.next).unwrap_or_default() {
                    output.extend_from_slice(filling);
                    output.extend_from_slice(line);
                }
            }
            done = cut.next;
        }
        output.extend_from_slice(&all.get(done..).unwrap_or_default().concat());
        output
    };
    let plain = mend(b"");
    let split = Split::new(&plain);
    if SINGLE_FIELDS.iter().any(|name| split.header.places(name).nth(1).is_some()) {
        return Vec::new();
    }
    let is_simple = memchr::memmem::find(split.header_octets(&plain), b"simple").is_some();
    let fillings = if is_simple && cuts.iter().any(is_fold) { &FILLINGS[..] } else { &FILLINGS[..1] };
    fillings.iter().map(|filling| Step::new(mend(filling), problem.clone())).collect()
}

/// The name of the last field in these lines of a header section.
fn last_field(lines: &[&[u8]]) -> Option<String> {
    let name = lines.iter().rev().find_map(|line| field_name(line).filter(|_| !is_blank(line)))?;
    Some(crate::text::escape(name))
}
