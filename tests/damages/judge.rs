//! What was said of a damaged message, beside what happened to it.

use std::ops::Range;

use waxseal::{
    diagnosis::{Diagnosis, Explained, Proof},
    dkim::Check,
};

use super::{Damage, Provable, bases::Base, mail::Mail};
use crate::common::recorded::Recorded;

/// 2026-11-17 14:00:00 +0000.
const NOW: i64 = 1_794_924_000;

/// How well what happened was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Every cause as proven, where it stands, and every half of the signature explained.
    Right,
    /// Some of it.
    Half,
    /// Nothing of it.
    Missed,
    /// Something is claimed as proven that did not happen.
    Foreign,
    /// The signature verifies still.
    Absorbed,
    /// It cannot be proven.
    NotCounted,
}

/// A damage, and the octets of header or body that it touched.
pub(crate) struct Happened {
    damage: Damage,
    header: Option<Range<usize>>,
    body: Option<Range<usize>>,
}

impl Happened {
    pub(crate) fn new(damage: Damage, before: &Mail, after: &Mail) -> Self {
        let header = difference(&before.header(), &after.header()).map(|(_, after)| after);
        let body = difference(&before.body, &after.body).map(|(_, after)| after);
        Self { damage, header, body }
    }

    /// Moves along with a later damage.
    pub(crate) fn follow(&mut self, before: &Mail, after: &Mail) {
        follow(&mut self.header, difference(&before.header(), &after.header()));
        follow(&mut self.body, difference(&before.body, &after.body));
    }

    fn touches(&self, mail: &Mail, spans: &[Range<usize>]) -> bool {
        let offset = mail.header().len() + 2;
        let header = self.header.clone();
        let body = self.body.clone().map(|body| body.start + offset..body.end + offset);
        let mut places = header.into_iter().chain(body);
        // Where a field stood that is gone, nothing tells.
        let is_gone = self.damage.cause == "header.field-removed";
        is_gone
            || spans.is_empty()
            || places.any(|place| spans.iter().any(|span| span.start <= place.end && place.start <= span.end))
    }
}

fn follow(place: &mut Option<Range<usize>>, change: Option<(Range<usize>, Range<usize>)>) {
    let (Some(place), Some((old, new))) = (place, change) else { return };
    let moved = |at: usize| (at + new.end).saturating_sub(old.end);
    if old.end <= place.start {
        *place = moved(place.start)..moved(place.end);
    } else if old.start < place.end {
        *place = place.start.min(new.start)..moved(place.end.max(old.end));
    }
}

/// What differs, in both, without what is alike at the ends.
fn difference(before: &[u8], after: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    if before == after {
        return None;
    }
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let room = before.len().min(after.len()) - start;
    let pairs = before.iter().rev().zip(after.iter().rev());
    let end = pairs.take(room).take_while(|(a, b)| a == b).count();
    Some((start..before.len() - end, start..after.len() - end))
}

/// What `WAXSEAL_DAMAGE` asks for.
pub(crate) fn filter() -> Option<String> {
    std::env::var("WAXSEAL_DAMAGE").ok().filter(|text| !text.is_empty())
}

pub(crate) fn is_wanted(name: &str) -> bool {
    filter().is_none_or(|text| name.contains(&text))
}

struct Said {
    body: Check,
    header: Check,
    diagnoses: Vec<Diagnosis>,
}

fn examine(base: &Base, mail: &Mail) -> Said {
    let zone = mail.zone.clone().unwrap_or_else(|| base.zone());
    let recorded = Recorded { zones: vec![zone], now: Some(NOW), ..Recorded::default() };
    let (report, diagnoses) = recorded.diagnose(&mail.write());
    let checks: Vec<_> = report.dkim.iter().map(|one| one.checks).collect();
    let worst = |check: fn(&waxseal::dkim::Checks) -> Check| {
        checks.iter().map(check).find(|one| *one != Check::Pass).unwrap_or(Check::Pass)
    };
    Said { body: worst(|one| one.body_hash), header: worst(|one| one.signature), diagnoses }
}

/// A proven cause: its code without `diagnosis.`, and where it stands.
fn proven(diagnoses: &[Diagnosis]) -> Vec<(&'static str, Vec<Range<usize>>)> {
    let causes = diagnoses.iter().flat_map(|diagnosis| &diagnosis.causes);
    causes
        .filter(|cause| cause.proof == Proof::Proven)
        .map(|cause| {
            let code = cause.finding.problem.code();
            let spans = cause.restored.iter().map(|one| one.span.start..one.span.end).collect();
            (code.strip_prefix("diagnosis.").unwrap_or(code), spans)
        })
        .collect()
}

/// Whether the signature verifies.
pub(crate) fn is_absorbed(base: &Base, mail: &Mail) -> bool {
    let zone = mail.zone.clone().unwrap_or_else(|| base.zone());
    let recorded = Recorded { zones: vec![zone], now: Some(NOW), ..Recorded::default() };
    let checks = |one: &waxseal::dkim::Verification| (one.checks.body_hash, one.checks.signature);
    let report = recorded.verify(&mail.write());
    report.dkim.iter().all(|one| checks(one) == (Check::Pass, Check::Pass))
}

/// The causes that are claimed as proven; `None` if the signature verifies.
pub(crate) fn claimed(base: &Base, mail: &Mail) -> Option<Vec<String>> {
    let said = examine(base, mail);
    if said.body == Check::Pass && said.header == Check::Pass {
        return None;
    }
    Some(proven(&said.diagnoses).iter().map(|(code, spans)| format!("{code} at {spans:?}")).collect())
}

pub(crate) fn judge(base: &Base, mail: &Mail, happened: &[Happened]) -> (Verdict, String) {
    let said = examine(base, mail);
    let proven = proven(&said.diagnoses);
    let words = words(&said, &proven);
    if filter().is_some() {
        println!("{words}\n{}", serde_json::to_string_pretty(&said.diagnoses).expect("plain data"));
        println!("{}", String::from_utf8_lossy(&mail.write()[..mail.write().len().min(4_000)]));
    }
    let is_foreign = |code: &str| !happened.iter().any(|one| one.damage.is_named(code));
    if proven.iter().any(|(code, _)| is_foreign(code)) {
        return (Verdict::Foreign, words);
    }
    if said.body == Check::Pass && said.header == Check::Pass {
        return (Verdict::Absorbed, words);
    }
    if happened.iter().any(|one| one.damage.provable != Provable::Yes) {
        return (Verdict::NotCounted, words);
    }
    let is_found = |one: &&Happened| {
        proven.iter().any(|(code, spans)| one.damage.is_named(code) && one.touches(mail, spans))
    };
    let found = happened.iter().filter(is_found).count();
    let is_open = |explained| !matches!(explained, Explained::NotNeeded | Explained::Proven);
    let open = said.diagnoses.iter().any(|one| is_open(one.body) || is_open(one.header));
    let verdict = match found {
        found if found == happened.len() && !open => Verdict::Right,
        0 => Verdict::Missed,
        _ => Verdict::Half,
    };
    (verdict, words)
}

fn words(said: &Said, proven: &[(&'static str, Vec<Range<usize>>)]) -> String {
    let halves: Vec<String> =
        said.diagnoses.iter().map(|one| format!("body {:?}, header {:?}", one.body, one.header)).collect();
    let likely = said.diagnoses.iter().flat_map(|one| &one.causes).filter(|one| one.proof == Proof::Likely);
    let likely: Vec<&str> = likely.map(|one| one.finding.problem.code()).collect();
    let codes: Vec<&str> = proven.iter().map(|(code, _)| *code).collect();
    format!("{}; proven {codes:?}, likely {likely:?}", halves.join(" | "))
}
