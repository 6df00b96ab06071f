//! What is noticed about a message as a whole.

use crate::{
    dkim::BodyDigests,
    finding::{Finding, Subject},
    message::{Header, LineEnds, Problem, SINGLE_FIELDS},
    span::Span,
};

pub(super) fn lacks_final_line_end(octets: &[u8], body: Option<Span>) -> bool {
    body.is_some_and(|body| body.of(octets).last().is_some_and(|last| *last != b'\n'))
}

/// `head` is all that stands before the body.
pub(super) fn note_line_ends(octets: &[u8], head: Span, digests: &BodyDigests, findings: &mut Vec<Finding>) {
    let mut line_ends = LineEnds::default();
    line_ends.push(head.of(octets), &mut |_| {});
    line_ends.finish();
    let count = line_ends.bare_lf.saturating_add(digests.bare_lf);
    if count > 0 {
        let message = octets.get(head.start..).unwrap_or_default();
        let of = memchr::memchr_iter(b'\n', message).count() as u64;
        findings.push(Finding::new(Problem::BareLf { count, of }, Subject::Message, None));
    }
    if line_ends.bare_cr > 0 {
        let problem = Problem::HeaderBareCr { count: line_ends.bare_cr };
        findings.push(Finding::new(problem, Subject::Message, None));
    }
    if digests.bare_cr > 0 {
        findings.push(Finding::new(Problem::BareCr { count: digests.bare_cr }, Subject::Message, None));
    }
}

pub(super) fn note_duplicates(header: &Header, findings: &mut Vec<Finding>) {
    for name in SINGLE_FIELDS.into_iter().filter(|name| *name != "from") {
        let mut places = header.places(name);
        let (Some(first), count) = (places.next(), places.count().saturating_add(1)) else { continue };
        if count > 1 {
            let span = header.fields.get(first).map(|field| field.raw);
            let subject = Subject::Field { index: first };
            findings.push(Finding::new(Problem::DuplicateField { name, count }, subject, span));
        }
    }
}
