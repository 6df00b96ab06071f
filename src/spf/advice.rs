//! What is risky in records, or useless, whoever the client is.

use std::net::IpAddr;

use super::{
    evaluate::MAX_TERMS,
    evaluation::{Node, Place, Qualifier, Term, TermKind},
    evaluator::Evaluator,
    problem::Problem,
    record::{Content, Mechanism, Record, RecordTerm, is_misspelt},
};
use crate::text::escape;

/// Prefixes shorter than these give away more addresses than one sender has.
const WIDE: (u8, u8) = (16, 32);
/// Faults of one record that are told, and risks: who finds twenty looks at them all.
const MAX_ADVICE: usize = 20;

impl Evaluator<'_> {
    /// Where `include` or `redirect` lead to nothing, it is they that say so.
    pub(super) fn note_absent(&mut self, node: usize, records: &[Vec<u8>]) {
        if let Some(record) = records.iter().find(|record| is_misspelt(record)) {
            let text = escape(record.get(..record.len().min(80)).unwrap_or_default());
            self.note_record(node, Problem::Misspelt { text });
        } else if let Some(one) = self.nodes.get(node).filter(|one| one.parent.is_none()) {
            let domain = one.domain.clone();
            self.note_record(node, Problem::Absent { domain });
        }
    }

    /// What is wrong with a record, risky in it, or useless.
    pub(super) fn note_content(&mut self, node: usize, text: &[u8], record: &Record<'_>) {
        let term_text =
            |term: usize| record.terms.get(term).map(|term| escape(term.span.of(text))).unwrap_or_default();
        for fault in record.faults.iter().take(MAX_ADVICE) {
            let problem = Problem::Syntax { text: term_text(fault.term), fault: fault.kind };
            self.note(Place { node, term: fault.term }, problem);
        }
        let all = record.all();
        let problem = |(term, one): (usize, &RecordTerm<'_>)| {
            let problem = match &one.content {
                Content::Directive(..) if all.is_some_and(|all| term > all) => {
                    Problem::NeverReached { text: term_text(term) }
                }
                Content::Redirect(_) if all.is_some() => Problem::NeverReached { text: term_text(term) },
                Content::Directive(Qualifier::Pass, mechanism) => risk(mechanism)?,
                Content::Directive(_, Mechanism::Ptr(_)) => Problem::Ptr,
                _ => return None,
            };
            Some((term, problem))
        };
        for (term, problem) in record.terms.iter().enumerate().filter_map(problem).take(MAX_ADVICE) {
            self.note(Place { node, term }, problem);
        }
    }

    /// Another client may need every term of the records seen.
    pub(super) fn note_terms_over_limit(&mut self) {
        let count = |node: &Node| {
            let all = node.terms.iter().position(|term| term.kind == TermKind::All);
            let reachable = |(place, term): &(usize, &Term)| match (term.kind, all) {
                (TermKind::Redirect, all) => all.is_none(),
                (kind, Some(all)) => kind.is_counted() && *place < all,
                (kind, None) => kind.is_counted(),
            };
            node.terms.iter().enumerate().filter(reachable).count()
        };
        let found: usize = self.nodes.iter().map(count).sum();
        if found > MAX_TERMS {
            self.note_record(0, Problem::TermsOverLimit { allowed: MAX_TERMS, found });
        }
    }
}

/// What makes a mechanism that passes the client risky.
fn risk(mechanism: &Mechanism<'_>) -> Option<Problem> {
    let wide = |prefix: u8| Problem::WideRange { prefix: u64::from(prefix) };
    match mechanism {
        Mechanism::All => Some(Problem::PassAll),
        Mechanism::Ptr(_) => Some(Problem::Ptr),
        Mechanism::Network(IpAddr::V4(_), prefix) if *prefix < WIDE.0 => Some(wide(*prefix)),
        Mechanism::Network(IpAddr::V6(_), prefix) if *prefix < WIDE.1 => Some(wide(*prefix)),
        Mechanism::A(_, prefixes) | Mechanism::Mx(_, prefixes) if prefixes.v4 < WIDE.0 => {
            Some(wide(prefixes.v4))
        }
        Mechanism::A(_, prefixes) | Mechanism::Mx(_, prefixes) if prefixes.v6 < WIDE.1 => {
            Some(wide(prefixes.v6))
        }
        _ => None,
    }
}
