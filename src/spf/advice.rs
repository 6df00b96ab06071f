//! What is risky in records, or useless, whoever the client is.

use std::net::IpAddr;

use super::{
    evaluate::MAX_TERMS,
    evaluation::{Identity, Mending, Node, Place, Qualifier, Term, TermKind, TermState},
    evaluator::Evaluator,
    mend::{Reading, modifier_meant, propose},
    problem::{OpenEnd, Problem},
    record::{Content, Mechanism, Record, is_misspelt, select},
};
use crate::{
    order,
    slips::{Found, Slip, SlipEffect},
    span::Span,
    text::escape,
};

/// Prefixes shorter than these give away more addresses than one sender has.
const WIDE: (u8, u8) = (16, 32);
/// Faults of one record that are told, and risks: who finds twenty looks at them all.
const MAX_ADVICE: usize = 20;
/// Octets of a record with which the whole answer fits into 512 (RFC 7208 §3.4).
const MAX_LENGTH: usize = 450;
/// Octets of a text that show what it is.
const BEGIN: usize = 80;
/// Terms whose cost is told.
const MAX_COSTS: usize = 12;

/// What a record leaves to be said, and the term that it is about.
type Advice = (Problem, Option<usize>);

/// The codes of what is wrong with a text that was taken for the record of a domain.
pub(super) fn codes(text: &[u8], is_effective: bool) -> Vec<&'static str> {
    if select(&[text.to_vec()]).is_empty() {
        return vec![(Problem::Misspelt { text: String::new(), slip: None, written: None }).code()];
    }
    let record = Record::parse(text);
    let reading = Reading::new(text).unwrap_or_default();
    let of_slips = slips(&record, &reading.slips).into_iter();
    let all = of_slips.chain(faults(text, &record)).chain(risks(text, &record, is_effective));
    all.map(|(problem, _)| problem.code()).collect()
}

/// The reasons for which a text that was meant to be a record is none: its slips, or that it is none, where no slip
/// tells what was meant.
fn misspelt(record: &[u8]) -> Vec<Problem> {
    let text = escape(begin(record));
    let told =
        |one: Found| Problem::Misspelt { text: text.clone(), slip: Some(one.slip), written: Some(one.text) };
    let found: Vec<Problem> = Reading::new(record).unwrap_or_default().slips.into_iter().map(told).collect();
    if found.is_empty() { vec![Problem::Misspelt { text, slip: None, written: None }] } else { found }
}

/// The slips by which the record says something else than was meant.
fn slips(record: &Record<'_>, found: &[Found]) -> Vec<Advice> {
    let effect = if record.faults.is_empty() { SlipEffect::Misread } else { SlipEffect::Invalid };
    let term = |span: Span| record.terms.iter().position(|term| span.start <= term.span.end);
    let told =
        |one: &Found| (Problem::Slip { slip: one.slip, text: one.text.clone(), effect }, term(one.span));
    found.iter().map(told).collect()
}

fn faults(text: &[u8], record: &Record<'_>) -> Vec<Advice> {
    let told = record.faults.iter().take(MAX_ADVICE).map(|fault| {
        (Problem::Syntax { text: term_text(text, record, fault.term), fault: fault.kind }, Some(fault.term))
    });
    told.collect()
}

fn term_text(text: &[u8], record: &Record<'_>, term: usize) -> String {
    record.terms.get(term).map(|term| escape(term.span.of(text))).unwrap_or_default()
}

/// What is risky in a record, or useless.
fn risks(text: &[u8], record: &Record<'_>, is_effective: bool) -> Vec<Advice> {
    let all = record.all();
    let problem = |(term, one): (usize, &super::record::RecordTerm<'_>)| {
        let problem = match &one.content {
            Content::Directive(..) if all.is_some_and(|all| term > all) => {
                Problem::NeverReached { text: term_text(text, record, term) }
            }
            Content::Redirect(_) if all.is_some() => {
                Problem::NeverReached { text: term_text(text, record, term) }
            }
            Content::Directive(Qualifier::Pass, mechanism) => risk(mechanism)?,
            Content::Directive(_, Mechanism::Ptr(_)) => Problem::Ptr,
            Content::UnknownModifier => {
                let text = term_text(text, record, term);
                let meant = modifier_meant(&text)?;
                Problem::UnknownModifier { text, meant: Some(meant).filter(|meant| !meant.is_empty()) }
            }
            _ => return None,
        };
        Some((problem, Some(term)))
    };
    let mut found: Vec<Advice> =
        record.terms.iter().enumerate().filter_map(problem).take(MAX_ADVICE).collect();
    if is_effective && record.faults.is_empty() {
        found.extend(open_end(record));
    }
    if text.len() > MAX_LENGTH {
        found.push((Problem::TooLong { octets: text.len(), allowed: MAX_LENGTH }, None));
    }
    found
}

/// Whether nothing is said of whom the record does not name. RFC 7208 §4.7: the result is then "neutral", as
/// with `?all`; what an included record ends with does not count (§5.2).
fn open_end(record: &Record<'_>) -> Option<Advice> {
    let all = record.all();
    let directive = all.and_then(|all| record.terms.get(all)).map(|term| &term.content);
    match directive {
        Some(Content::Directive(Qualifier::Neutral, _)) => {
            return Some((Problem::NoAll { end: OpenEnd::Neutral }, all));
        }
        Some(_) => return None,
        None => {}
    }
    if record.terms.iter().any(|term| matches!(term.content, Content::Redirect(_))) {
        return None;
    }
    let is_empty = record.terms.is_empty();
    Some((Problem::NoAll { end: if is_empty { OpenEnd::Empty } else { OpenEnd::Missing } }, None))
}

impl<'a> Evaluator<'a> {
    /// Where `include` or `redirect` lead to nothing, it is they that say so.
    pub(super) fn note_absent(&mut self, node: usize, records: &'a [Vec<u8>]) {
        if let Some(record) = records.iter().find(|record| is_misspelt(record)) {
            for problem in misspelt(record) {
                self.note_record(node, problem);
            }
            self.texts.push((node, vec![record]));
        } else if let Some(one) = self.nodes.get(node).filter(|one| one.parent.is_none()) {
            let domain = one.domain.clone();
            self.note_record(node, Problem::Absent { domain });
        }
    }

    /// What is wrong with a record, risky in it, or useless.
    pub(super) fn note_content(&mut self, node: usize, text: &'a [u8], record: &Record<'_>) {
        self.texts.push((node, vec![text]));
        let is_effective = self.is_effective(node);
        let reading = Reading::new(text).unwrap_or_default();
        let mut all = slips(record, &reading.slips);
        // Of what the slip alone has broken nothing more is told.
        if all.is_empty() || propose(&[text], is_effective, &[]).is_empty() {
            all.extend(faults(text, record));
        }
        all.extend(risks(text, record, is_effective));
        for (problem, term) in all {
            match term {
                Some(term) => self.note(Place { node, term }, problem),
                None => self.note_record(node, problem),
            }
        }
    }

    /// Whether a record is that of the identity, or goes on in its place: what it ends with counts.
    fn is_effective(&self, node: usize) -> bool {
        let mut node = self.nodes.get(node);
        while let Some(place) = node.and_then(|node| node.parent) {
            let above = self.nodes.get(place.node);
            let term = above.and_then(|above| above.terms.get(place.term));
            if term.is_none_or(|term| term.kind != TermKind::Redirect) {
                return false;
            }
            // Each record stands after the one that leads to it, so this comes to an end.
            node = above;
        }
        true
    }

    /// The way by which a record leads to itself, if `domain` stands above `place`.
    pub(super) fn loop_to(&self, domain: &str, place: Place) -> Option<String> {
        let mut path = vec![domain.to_owned()];
        let mut node = self.nodes.get(place.node);
        while let Some(one) = node {
            path.push(one.domain.clone());
            if one.domain == domain {
                path.reverse();
                return Some(path.join(" -> "));
            }
            node = one.parent.and_then(|parent| self.nodes.get(parent.node));
        }
        None
    }

    /// Another client may need every term of the records seen.
    pub(super) fn note_terms_over_limit(&mut self, identity: Identity) {
        let found: usize = self.nodes.iter().map(|node| reachable(node).count()).sum();
        if found <= MAX_TERMS {
            return;
        }
        let problem = if identity == Identity::Domain {
            let is_left = |(_, term): (usize, &Term)| term.state == TermState::NotReached;
            let is_whole = !self.nodes.iter().any(|node| reachable(node).any(is_left));
            let found = is_whole.then_some(found as u64);
            Problem::TermsExceeded { allowed: MAX_TERMS, found, costs: self.costs() }
        } else {
            Problem::TermsOverLimit { allowed: MAX_TERMS, found }
        };
        self.note_record(0, problem);
    }

    /// The terms of the first record that ask the DNS, each with what it comes to together with the records
    /// it leads to, the dearest first.
    fn costs(&self) -> String {
        let below = |term: &Term| {
            term.node.and_then(|node| self.nodes.get(node)).map_or(0, |node| node.counted_terms)
        };
        let root = self.nodes.first();
        let mut costs: Vec<(&str, usize)> = root
            .into_iter()
            .flat_map(reachable)
            .map(|(_, term)| (term.text.as_str(), below(term).saturating_add(1)))
            .collect();
        order::sort_by_key(&mut costs, |(_, cost)| std::cmp::Reverse(*cost));
        let more = if costs.len() > MAX_COSTS { ", …" } else { "" };
        let told: Vec<String> =
            costs.iter().take(MAX_COSTS).map(|(term, cost)| format!("{term} = {cost}")).collect();
        told.join(", ") + more
    }

    /// The records that can be published in the place of those that were found. Terms that lead to nothing, or
    /// back to the record, are left out.
    pub(super) fn mendings(&self) -> Vec<Mending> {
        let mut mendings: Vec<Mending> = Vec::new();
        for (node, texts) in &self.texts {
            let domain = self.nodes.get(*node).map(|node| node.domain.clone()).unwrap_or_default();
            if mendings.iter().any(|known| known.domain == domain) {
                continue;
            }
            let is_effective = self.is_effective(*node);
            let dead = self.dead_terms(*node);
            let records = propose(texts, is_effective, &dead);
            let is_same = |record: &String| matches!(texts.as_slice(), [text] if *text == record.as_bytes());
            // What is no record, or one of several, is shown even where nothing can be made of it.
            let is_discarded =
                texts.len() > 1 || texts.iter().all(|text| select(&[text.to_vec()]).is_empty());
            if (records.is_empty() && !is_discarded) || records.iter().any(is_same) {
                continue;
            }
            // Blanks and capitals are no reason to publish another record.
            let is_faulty =
                texts.len() > 1 || !dead.is_empty() || texts.iter().any(|text| is_faulty(text, is_effective));
            if is_faulty {
                let published = texts.iter().map(|text| escape(text)).collect();
                mendings.push(Mending { domain, published, records });
            }
        }
        mendings
    }

    /// Terms of a record that lead to nothing, unless a slip tells what was meant.
    fn dead_terms(&self, node: usize) -> Vec<Span> {
        let of_term = |term: usize| {
            self.problems.iter().filter(move |noted| noted.node == node && noted.term == Some(term))
        };
        let terms = self.nodes.get(node).map(|node| node.terms.as_slice()).unwrap_or_default();
        let is_dead = |problem: &Problem, term: &Term| match problem {
            Problem::DeadTarget { .. } | Problem::IncludeWithoutRecord { .. } | Problem::Loop { .. } => true,
            // What a macro stands for may be another name with the next message.
            Problem::PrivateTarget { target } | Problem::InvalidTarget { target } => {
                term.target.as_ref() == Some(target) && !term.text.contains('%')
            }
            _ => false,
        };
        let dead = terms.iter().enumerate().filter(|(place, term)| {
            let has_slip = of_term(*place).any(|noted| matches!(noted.problem, Problem::Slip { .. }));
            let leads_back = term.node.is_some_and(|below| self.is_looping(below, node));
            !has_slip && (leads_back || of_term(*place).any(|noted| is_dead(&noted.problem, term)))
        });
        dead.map(|(_, term)| term.span).collect()
    }

    /// Whether the records below a term of the first record lead back to it.
    fn is_looping(&self, below: usize, node: usize) -> bool {
        if node != 0 {
            return false;
        }
        let root = self.nodes.first().map(|root| root.domain.as_str()).unwrap_or_default();
        let back = format!(" -> {root}");
        self.problems.iter().any(|noted| {
            let mut above = Some(noted.node);
            let is_below = std::iter::from_fn(|| {
                let this = above?;
                above = self.nodes.get(this).and_then(|node| node.parent).map(|place| place.node);
                Some(this)
            });
            matches!(&noted.problem, Problem::Loop { path } if path.ends_with(&back))
                && is_below.into_iter().any(|one| one == below)
        })
    }

    /// Takes out what something else explains.
    pub(super) fn drop_consequences(&mut self) {
        let has_loop = self.problems.iter().any(|noted| matches!(noted.problem, Problem::Loop { .. }));
        let slipped: Vec<(usize, Option<usize>)> = self
            .problems
            .iter()
            .filter(|noted| matches!(noted.problem, Problem::Slip { slip: Slip::SpaceMissing, .. }))
            .map(|noted| (noted.node, noted.term))
            .collect();
        // What is said of the record that a term leads to says why the term finds none.
        let misspelt: Vec<(usize, Option<usize>)> = self
            .problems
            .iter()
            .filter(|noted| matches!(noted.problem, Problem::Misspelt { .. }))
            .filter_map(|noted| self.nodes.get(noted.node)?.parent)
            .map(|place| (place.node, Some(place.term)))
            .collect();
        self.problems.retain(|noted| match noted.problem {
            // The limit ends what would never end.
            Problem::TooManyTerms { .. } | Problem::TermsOverLimit { .. } => !has_loop,
            Problem::IncludeWithoutRecord { .. } | Problem::RedirectWithoutRecord { .. } => {
                !slipped.contains(&(noted.node, noted.term)) && !misspelt.contains(&(noted.node, noted.term))
            }
            _ => true,
        });
    }
}

/// Whether there is something to mend in a record, apart from what only its owner can judge.
pub(super) fn is_faulty(text: &[u8], is_effective: bool) -> bool {
    const LEFT: [&str; 3] = ["spf.record.ptr", "spf.record.wide-range", "spf.record.too-long"];
    codes(text, is_effective).iter().any(|code| !LEFT.contains(code))
}

/// The begin of a text that may be long, whole characters of it.
fn begin(text: &[u8]) -> &[u8] {
    let is_continuation = |octet: &u8| (0x80..0xC0).contains(octet);
    let mut end = text.len().min(BEGIN);
    while end > 0 && text.get(end).is_some_and(is_continuation) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

/// The terms of a record that count for the limit and can be reached.
fn reachable(node: &Node) -> impl Iterator<Item = (usize, &Term)> {
    let all = node.terms.iter().position(|term| term.kind == TermKind::All);
    node.terms.iter().enumerate().filter(move |(place, term)| match (term.kind, all) {
        (TermKind::Redirect, all) => all.is_none(),
        (kind, Some(all)) => kind.is_counted() && *place < all,
        (kind, None) => kind.is_counted(),
    })
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
