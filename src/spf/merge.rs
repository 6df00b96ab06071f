//! One SPF record in the place of several that stand at one name (RFC 7208 §3.2).

use super::{
    evaluate::MAX_TERMS,
    evaluation::Qualifier,
    record::{Content, Mechanism, read_term},
};

/// The record that says what several say, with each end that they have, the strictest first; none where they
/// cannot be put together for certain, as where the order of their terms matters.
pub(super) fn merge(records: &[Vec<String>]) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut ends: Vec<&'static str> = Vec::new();
    let mut counted = 0_usize;
    for record in records {
        for (place, term) in record.iter().enumerate() {
            let is_last = place.saturating_add(1) == record.len();
            match read_term(term.as_bytes()) {
                Ok(Content::Directive(qualifier, Mechanism::All)) if is_last => ends.extend(end(qualifier)),
                Ok(Content::Directive(Qualifier::Pass, mechanism)) if is_listed(&mechanism) => {
                    let bare = term.strip_prefix('+').unwrap_or(term);
                    if !terms.iter().any(|known| known.eq_ignore_ascii_case(bare)) {
                        counted =
                            counted.saturating_add(usize::from(!matches!(mechanism, Mechanism::Network(..))));
                        terms.push(bare.to_owned());
                    }
                }
                _ => return Vec::new(),
            }
        }
    }
    if counted > MAX_TERMS {
        return Vec::new();
    }
    // Without an end that says something, the milder one.
    let wanted = |end: &&&str| if ends.is_empty() { **end == "~all" } else { ends.contains(end) };
    let ends = ["-all", "~all"];
    let choices = ends.iter().filter(wanted);
    choices
        .map(|end| {
            ["v=spf1"]
                .into_iter()
                .chain(terms.iter().map(String::as_str))
                .chain([*end])
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// What lets servers send; the order of such terms does not matter.
fn is_listed(mechanism: &Mechanism<'_>) -> bool {
    !matches!(mechanism, Mechanism::All | Mechanism::Ptr(_))
}

fn end(qualifier: Qualifier) -> Option<&'static str> {
    match qualifier {
        Qualifier::Fail => Some("-all"),
        Qualifier::SoftFail => Some("~all"),
        Qualifier::Neutral | Qualifier::Pass => None,
    }
}
