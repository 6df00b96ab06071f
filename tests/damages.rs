//! Mail that is signed, damaged as mail gets damaged, and examined: the causes that are named must
//! be those that were.
//!
//! The damages in `damages/` are written from standards and from the habits of software, apart from
//! the search that undoes them. `WAXSEAL_DAMAGE=text` runs only what has the text in its name, and
//! shows what was said.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

mod common;
mod signer;

#[allow(clippy::format_push_string, clippy::unnecessary_wraps, reason = "short texts; the damages are alike")]
mod damages {
    pub(crate) mod bases;
    pub(crate) mod encode;
    pub(crate) mod footers;
    pub(crate) mod forms;
    pub(crate) mod header;
    pub(crate) mod judge;
    pub(crate) mod lines;
    pub(crate) mod mail;
    pub(crate) mod mime;
    pub(crate) mod random;
    pub(crate) mod signature;
    pub(crate) mod wild;

    use bases::Base;
    use mail::Mail;

    /// How far the message that is left tells what it was.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Provable {
        /// An undoing that suggests itself gives the signed hash.
        Yes,
        /// There is evidence, or a hash only with luck.
        Partial,
        /// The information is gone.
        No,
    }

    /// Something that happens to mail.
    #[derive(Clone, Copy)]
    pub(crate) struct Damage {
        /// The code of the cause, without `diagnosis.`.
        pub(crate) cause: &'static str,
        /// What does it, or how.
        pub(crate) variant: &'static str,
        /// Other names that are right for it.
        pub(crate) also: &'static [&'static str],
        pub(crate) provable: Provable,
        /// Does it; `None` if this message has nothing to do it to.
        pub(crate) run: fn(&Base, &mut Mail) -> Option<()>,
    }

    impl Damage {
        pub(crate) const fn new(
            cause: &'static str,
            variant: &'static str,
            run: fn(&Base, &mut Mail) -> Option<()>,
        ) -> Self {
            Self { cause, variant, also: &[], provable: Provable::Yes, run }
        }

        pub(crate) const fn also(self, also: &'static [&'static str]) -> Self {
            Self { also, ..self }
        }

        pub(crate) const fn partial(self) -> Self {
            Self { provable: Provable::Partial, ..self }
        }

        pub(crate) const fn unprovable(self) -> Self {
            Self { provable: Provable::No, ..self }
        }

        /// Whether `code` is a right name for it.
        pub(crate) fn is_named(&self, code: &str) -> bool {
            self.cause == code || self.also.contains(&code)
        }
    }
}

use std::collections::BTreeMap;

use damages::{
    Damage, Provable,
    bases::{self, Base},
    footers, forms, header,
    judge::{self, Happened, Verdict},
    lines,
    mail::Mail,
    mime,
    random::Random,
    signature, wild,
};

/// Of what can be proven, the share that must be named right, in percent.
const SINGLES: usize = 97;
const PAIRS: usize = 90;
const HEADER_PAIRS: usize = 90;
/// Messages that each single damage is done to, and that each damage is done to together with others.
const SINGLE_MESSAGES: usize = 4;
const PAIR_MESSAGES: usize = 2;
/// Damages that no cause may be named for.
const WILD: usize = 2_000;

/// How often a cause was named right, in part, or not at all.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<String, [usize; 3]>,
    misses: Vec<String>,
    faults: Vec<String>,
}

impl Tally {
    fn add(&mut self, key: &str, name: &str, (verdict, said): (Verdict, String)) {
        let place = match verdict {
            Verdict::Right => 0,
            Verdict::Half => 1,
            Verdict::Missed => 2,
            Verdict::Foreign => return self.faults.push(format!("{name}: {said}")),
            Verdict::Absorbed | Verdict::NotCounted => return,
        };
        self.counts.entry(key.to_owned()).or_default()[place] += 1;
        if place > 0 {
            self.misses.push(format!("{verdict:?} {name}: {said}"));
        }
    }

    /// Shows the counts, and compares the share of what is right with `percent`.
    fn settle(self, title: &str, percent: usize) {
        let mut sum = [0; 3];
        for (key, counts) in &self.counts {
            println!("{title} {key}: {} right, {} in part, {} missed", counts[0], counts[1], counts[2]);
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        println!("{title}: {sum:?}");
        for miss in &self.misses {
            println!("{title} {miss}");
        }
        assert!(self.faults.is_empty(), "claimed, but never happened: {:#?}", self.faults);
        let all: usize = sum.iter().sum();
        let is_filtered = judge::filter().is_some();
        assert!(is_filtered || sum[0] * 100 >= percent * all, "{title}: {} of {all} named right", sum[0]);
    }
}

fn all(lists: &[&'static [Damage]]) -> Vec<Damage> {
    lists.iter().flat_map(|list| list.iter().copied()).collect()
}

fn of_bodies() -> Vec<Damage> {
    all(&[lines::DAMAGES, mime::DAMAGES, footers::DAMAGES, forms::DAMAGES])
}

fn of_headers() -> Vec<Damage> {
    all(&[header::DAMAGES, signature::DAMAGES])
}

/// `base` with the damages done one after the other.
fn run(base: &Base, sent: &Mail, damages: &[Damage]) -> Option<(Verdict, String)> {
    let mut mail = sent.clone();
    let mut happened: Vec<Happened> = Vec::new();
    for damage in damages {
        // Of several, each must matter by itself.
        let mut alone = sent.clone();
        (damage.run)(base, &mut alone)?;
        if damages.len() > 1 && judge::is_absorbed(base, &alone) {
            return None;
        }
        let before = mail.clone();
        (damage.run)(base, &mut mail)?;
        if mail.write() == before.write() && mail.zone.is_none() {
            return None;
        }
        for earlier in &mut happened {
            earlier.follow(&before, &mail);
        }
        happened.push(Happened::new(*damage, &before, &mail));
    }
    // What a later damage has overwritten is no damage any more.
    for left_out in 0..damages.len().saturating_sub(1) {
        let mut without = sent.clone();
        let others = damages.iter().enumerate().filter(|(place, _)| *place != left_out);
        for (_, damage) in others {
            (damage.run)(base, &mut without)?;
        }
        if without.write() == mail.write() && without.zone == mail.zone {
            return None;
        }
    }
    Some(judge::judge(base, &mail, &happened))
}

/// Every base with what it was sent as.
fn sent() -> Vec<(Base, Mail)> {
    let sign = |base: Base| {
        let mail = Mail::read(&base.sign());
        (base, mail)
    };
    bases::all().into_iter().map(sign).collect()
}

/// The messages from the one of this number on, round to the one before it.
fn from(sent: &[(Base, Mail)], number: usize) -> impl Iterator<Item = &(Base, Mail)> {
    sent.iter().cycle().skip(number % sent.len()).take(sent.len())
}

#[test]
fn causes_are_named() {
    let (mut singles, mut idle) = (Tally::default(), Vec::new());
    let sent = sent();
    for (number, damage) in of_bodies().into_iter().chain(of_headers()).enumerate() {
        let mut count = 0;
        for (base, mail) in from(&sent, number * 5) {
            let name = format!("{} / {} / {}", base.name, damage.cause, damage.variant);
            if count == SINGLE_MESSAGES || !judge::is_wanted(&name) {
                continue;
            }
            let Some(outcome) = run(base, mail, &[damage]) else { continue };
            count += usize::from(outcome.0 != Verdict::Absorbed);
            singles.add(damage.cause, &name, outcome);
        }
        if count == 0 {
            idle.push(format!("{} / {}", damage.cause, damage.variant));
        }
    }
    assert!(judge::filter().is_some() || idle.is_empty(), "these damage nothing: {idle:#?}");
    singles.settle("single", SINGLES);
}

#[test]
fn pairs_are_named() {
    let mut pairs = Tally::default();
    let mut random = Random::new(11);
    let provable = |list: Vec<Damage>| -> Vec<Damage> {
        list.into_iter().filter(|damage| damage.provable == Provable::Yes).collect()
    };
    let (bodies, headers) = (provable(of_bodies()), provable(all(&[header::DAMAGES])));
    let additions = provable(all(&[footers::DAMAGES]));
    let sent = sent();
    for (number, body) in bodies.iter().enumerate() {
        for (kind, others) in [("body + header", &headers), ("body + body", &additions)] {
            let mut count = 0;
            for (base, mail) in from(&sent, number * 3) {
                let other = *random.pick(others);
                let name = format!(
                    "{} / {} / {} + {} / {}",
                    base.name, body.cause, body.variant, other.cause, other.variant
                );
                if count == PAIR_MESSAGES || other.cause == body.cause || !judge::is_wanted(&name) {
                    continue;
                }
                let Some(outcome) = run(base, mail, &[*body, other]) else { continue };
                count += usize::from(outcome.0 != Verdict::Absorbed);
                pairs.add(kind, &name, outcome);
            }
        }
    }
    pairs.settle("pair", PAIRS);
}

#[test]
fn pairs_of_headers_are_named() {
    let mut pairs = Tally::default();
    let mut random = Random::new(17);
    let headers: Vec<Damage> =
        header::DAMAGES.iter().copied().filter(|damage| damage.provable == Provable::Yes).collect();
    let sent = sent();
    for (number, damage) in headers.iter().enumerate() {
        let mut count = 0;
        for (base, mail) in from(&sent, number * 3) {
            let other = *random.pick(&headers);
            let name = format!(
                "{} / {} / {} + {} / {}",
                base.name, damage.cause, damage.variant, other.cause, other.variant
            );
            if count == PAIR_MESSAGES || other.cause == damage.cause || !judge::is_wanted(&name) {
                continue;
            }
            let Some(outcome) = run(base, mail, &[*damage, other]) else { continue };
            count += usize::from(outcome.0 != Verdict::Absorbed);
            pairs.add("header + header", &name, outcome);
        }
    }
    pairs.settle("pair", HEADER_PAIRS);
}

#[test]
fn nothing_is_proven_of_other_changes() {
    let sent = sent();
    let (mut random, mut faults, mut count) = (Random::new(23), Vec::new(), 0);
    while count < WILD {
        let place = count % sent.len();
        let (base, mut mail) = (&sent[place].0, sent[place].1.clone());
        let Some(what) = wild::damage(&mut random, &mut mail, &sent[(place + 5) % sent.len()].1) else {
            continue;
        };
        let Some(claimed) = judge::claimed(base, &mail) else { continue };
        if !claimed.is_empty() {
            faults.push(format!("{} {what}: {claimed:?}", base.name));
        }
        count += 1;
    }
    assert!(faults.is_empty(), "claimed of changes without a cause: {faults:#?}");
}
