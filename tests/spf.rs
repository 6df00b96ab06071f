//! What checks of SPF cost, and what holds for every record.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
#[path = "common/spf.rs"]
mod spf;

use std::net::IpAddr;

use common::platform;
use proptest::{collection::vec, prelude::*, sample::select};
use spf::{Run, Zone, settle};
use waxseal::{
    Circumstances, QueryRecord,
    dns::{Answer, Answers, Name, Outcome, Provenance, Purpose, Query, RecordType, UnreachableReason},
    policy::GivenEnvelope,
    requirements::{Rule, State},
    spf::{
        Cause, Identity, Limits, MAX_QUESTIONS, MAX_TERMS, Session, SpfResult, TermKind, check_host, examine,
    },
};

fn each(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().concat()
}

/// Records that lead to each other `depth` times, the last of which is `leaf`.
fn chain(depth: usize, leaf: &str, root: &str) -> Zone {
    let names = "m.example. MX 10 x.example.\nx.example. A 192.0.2.7\ny.example. A 192.0.2.8\ne.example. TXT \"no\"\n";
    let records = each(depth + 1, |level| {
        let name = if level == 0 { "example.com.".to_owned() } else { format!("n{level}.example.") };
        let term = if level == depth { leaf.to_owned() } else { format!("include:n{}.example", level + 1) };
        let rest = if level == 0 { root } else { "?all" };
        format!("{name} TXT \"v=spf1 {term} {rest}\"\n")
    });
    Zone::read(&[names, &records].concat())
}

#[test]
fn a_chain_takes_a_round_for_each_record_and_one_for_each_kind_of_name_after_it() {
    for depth in 0..=8 {
        let rounds = |leaf: &str, root: &str| chain(depth, leaf, root).check("192.0.2.1").rounds;
        assert_eq!(rounds("ip4:192.0.2.9", "-all"), depth + 1);
        assert_eq!(rounds("a:y.example", "-all"), depth + 2);
        assert_eq!(rounds("mx:m.example", "-all"), depth + 3);
        assert_eq!(rounds("ptr:m.example", "-all"), depth + 2);
        assert_eq!(rounds("a:y.example", "a:x.example mx:m.example -all"), depth + 2);
        assert_eq!(rounds("mx:m.example", "-all exp=e.example"), depth + 4);
    }
}

#[test]
fn what_stands_side_by_side_is_asked_in_one_round() {
    let record = |n| {
        let term = if n < 3 { "a:x.example" } else { "ip4:192.0.2.8" };
        format!("n{n}.example. TXT \"v=spf1 {term} ?all\"\n")
    };
    let root = each(7, |n| format!("include:n{n}.example "));
    let zone = format!("x.example. A 192.0.2.7\nexample.com. TXT \"v=spf1 {root}-all\"\n") + &each(7, record);
    let run = Zone::read(&zone).check("192.0.2.1");
    assert_eq!(run.evaluation.result, SpfResult::Fail);
    assert_eq!((run.rounds, run.asked.len()), (3, 9));
    // One of the records in the middle ends it: nothing behind it was worth more questions.
    let zone =
        zone.replace("n3.example. TXT \"v=spf1 ip4:192.0.2.8", "n3.example. TXT \"v=spf1 ip4:192.0.2.1");
    let run = Zone::read(&zone).check("192.0.2.1");
    assert_eq!((run.evaluation.result, run.rounds), (SpfResult::Pass, 3));
}

#[test]
fn the_addresses_of_an_exchanger_wait_for_the_records_ahead() {
    let hosts = each(10, |n| format!("m.example. MX {n} h{n}.example.\n"));
    let more = each(9, |n| format!("exists:k{n}.example "));
    let text = format!(
        "example.com. TXT \"v=spf1 include:n.example mx:m.example -all\"\nn.example. TXT \"v=spf1 {more}?all\"\n{hosts}"
    );
    let run = Zone::read(&text).check("192.0.2.1");
    assert_eq!(run.evaluation.cause, Some(Cause::VoidLookUps));
    assert!(!run.asked.iter().any(|query| query.name.as_str().starts_with('h')));
}

#[test]
fn records_over_the_limit_take_few_more_questions() {
    // Seven that include two each: the eleventh term is one of the fourth.
    let root = each(7, |n| format!("include:n{n}.example "));
    let record = |n| format!("n{n}.example. TXT \"v=spf1 include:a{n}.example include:b{n}.example ?all\"\n");
    let leaf = |n| format!("a{n}.example. TXT \"v=spf1 ?all\"\nb{n}.example. TXT \"v=spf1 ?all\"\n");
    let zone = format!("example.com. TXT \"v=spf1 {root}-all\"\n") + &each(7, record) + &each(7, leaf);
    let run = Zone::read(&zone).check("192.0.2.1");
    assert_eq!(run.evaluation.cause, Some(Cause::Terms));
    assert_eq!((run.rounds, run.asked.len()), (4, 1 + 7 + 6));
}

#[test]
fn a_limit_of_terms_is_one_of_questions() {
    // Eleven that only differ in their name: the last one is never asked for.
    let root = each(11, |n| format!("a:n{n}.example "));
    let zone = format!("example.com. TXT \"v=spf1 {root}-all\"\n")
        + &each(11, |n| format!("n{n}.example. A 192.0.2.7\n"));
    let run = Zone::read(&zone).check("192.0.2.1");
    assert_eq!(run.evaluation.cause, Some(Cause::Terms));
    assert_eq!((run.rounds, run.asked.len()), (2, 1 + MAX_TERMS));
}

/// Some names, so that records meet each other.
fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "c", "d", "e", "f", "example.com", "%{d}", "%{l}.x", "%{ir}.y", "..", "%{h}"])
        .prop_map(|name| if name.ends_with(['}', 'm']) { name.to_owned() } else { format!("{name}.example") })
}

fn term() -> impl Strategy<Value = String> {
    let mechanism = select(vec![
        "include:",
        "include:",
        "include:",
        "a:",
        "mx:",
        "exists:",
        "ptr:",
        "redirect=",
        "exp=",
        "x=",
    ]);
    let named =
        (select(vec!["", "", "-", "~", "?"]), mechanism, name()).prop_map(|(qualifier, mechanism, name)| {
            let qualifier = if mechanism.ends_with('=') { "" } else { qualifier };
            format!("{qualifier}{mechanism}{name}")
        });
    let plain =
        select(vec!["a", "mx/24", "ptr", "ip4:192.0.2.1", "-ip6:::/0", "ip4:203.0.113.0/24", "?all", "-all"]);
    prop_oneof![6 => named, 3 => plain.prop_map(str::to_owned), 1 => "[ -~]{0,8}"]
}

fn record() -> impl Strategy<Value = Vec<u8>> {
    let good = vec(term(), 0..6).prop_map(|terms| format!("v=spf1 {}", terms.join(" ")).into_bytes());
    let wild = vec(any::<u8>(), 0..40).prop_map(|octets| [b"v=spf1 ".to_vec(), octets].concat());
    prop_oneof![12 => good, 1 => wild, 1 => vec(any::<u8>(), 0..20)]
}

fn outcome(record_type: RecordType) -> BoxedStrategy<Outcome> {
    let records = |records| Outcome::Records { records, aliases: Vec::new(), ttl: None };
    let host = select(vec!["a.example", "b.example", "c.example", "."]);
    let data = match record_type {
        RecordType::Txt => record().boxed(),
        RecordType::A => select(vec!["192.0.2.1", "192.0.2.2", "x"]).prop_map(Into::into).boxed(),
        RecordType::Aaaa => select(vec!["2001:db8::1", "::"]).prop_map(Into::into).boxed(),
        RecordType::Mx => host.prop_map(|host| format!("10 {host}").into_bytes()).boxed(),
        RecordType::Ptr => host.prop_map(|host| host.as_bytes().to_vec()).boxed(),
    };
    let most = if record_type == RecordType::Txt { 2 } else { 13 };
    prop_oneof![
        12 => vec(data, 1..most).prop_map(records),
        2 => Just(Outcome::NoData),
        2 => Just(Outcome::NxDomain),
        1 => Just(Outcome::ServFail { rcode: 2, errors: Vec::new() }),
        1 => Just(Outcome::Unreachable { reason: UnreachableReason::Timeout }),
        1 => Just(Outcome::Declined),
    ]
    .boxed()
}

/// What a world answers: a list for each type, from which a name takes its own.
#[derive(Debug, Clone)]
struct World(Vec<Vec<Outcome>>);

impl World {
    fn answer(&self, query: &Query) -> Answer {
        let place = RecordType::ALL.iter().position(|one| *one == query.record_type).expect("one of them");
        let hash =
            query.name.as_str().bytes().fold(7_usize, |sum, octet| (sum * 31 + usize::from(octet)) % 9973);
        let outcomes = &self.0[place];
        Answer { outcome: outcomes[hash % outcomes.len()].clone(), provenance: Provenance::Recorded }
    }
}

fn world() -> impl Strategy<Value = World> {
    let of_type = |record_type: &RecordType| vec(outcome(*record_type), 8);
    RecordType::ALL.iter().map(of_type).collect::<Vec<_>>().prop_map(World)
}

fn client() -> impl Strategy<Value = IpAddr> {
    select(vec!["192.0.2.1", "192.0.2.200", "2001:db8::1", "::ffff:192.0.2.1", "10.0.0.1"])
        .prop_map(|text| text.parse().expect("an address"))
}

fn run(world: &World, client: IpAddr, mail_from: &[u8]) -> Run {
    let session = Session { client, helo: b"helo.example", mail_from, receiver: None, now: None };
    settle(&session, Answers::default(), &mut |query| world.answer(query))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_world_is_settled_within_the_limits(world in world(), client in client()) {
        let run = run(&world, client, b"a@example.com");
        let evaluation = &run.evaluation;
        prop_assert!(evaluation.result != SpfResult::Pending);
        prop_assert!(run.asked.len() <= MAX_QUESTIONS, "{} questions", run.asked.len());
        prop_assert!(evaluation.nodes[0].counted_terms <= MAX_TERMS);
        prop_assert!(evaluation.nodes.len() <= 1 + MAX_TERMS);
        prop_assert!(evaluation.nodes[0].void_look_ups <= 1 + Limits::default().void_look_ups);
        for node in &evaluation.nodes {
            let octets = node.record.as_ref().map_or(0, String::len);
            prop_assert!(node.terms.iter().all(|term| term.span.end <= octets && !term.span.is_empty()));
            prop_assert!(node.faults.iter().all(|fault| fault.span.end <= octets));
            prop_assert!(node.faults.is_empty() || node.result == SpfResult::PermError);
        }
        // Records, an address; names of exchangers or of the client; an explanation.
        let used = |kind: TermKind| {
            let mut terms = evaluation.nodes.iter().flat_map(|node| &node.terms);
            terms.any(|term| term.kind == kind && !term.questions.is_empty())
        };
        let more = usize::from(used(TermKind::Mx) || used(TermKind::Ptr)) + usize::from(used(TermKind::Explanation));
        // A record that includes itself can use up what may be asked ahead: then each term takes a round.
        prop_assert!(run.rounds <= MAX_TERMS + 2 + more, "{} rounds: {evaluation:#?}", run.rounds);
    }

    #[test]
    fn other_answers_change_nothing(world in world(), client in client()) {
        let settled = run(&world, client, b"a@example.com");
        let mut answers = Answers::default();
        let names = ["a", "b", "c", "d", "e", "f", "helo", "a.x"].map(|label| format!("{label}.example"));
        for name in names.iter().map(String::as_str).chain(["example.com", "zz.example"]) {
            for record_type in RecordType::ALL {
                let query = Query { name: Name::from_dns(name.as_bytes()).unwrap(), record_type: *record_type };
                answers.insert(query.clone(), world.answer(&query));
            }
        }
        for query in settled.asked.iter().rev() {
            answers.insert(query.clone(), world.answer(query));
        }
        let session =
            Session { client, helo: b"helo.example", mail_from: b"a@example.com", receiver: None, now: None };
        let again = check_host(&session, Identity::MailFrom, Limits::default(), &answers, &platform::native());
        prop_assert_eq!(again, settled.evaluation);
    }

    #[test]
    fn hostile_octets_are_read_in_peace(
        record in vec(any::<u8>(), 0..400),
        helo in vec(any::<u8>(), 0..80),
        mail_from in vec(any::<u8>(), 0..300),
    ) {
        let record = [b"v=spf1 exists:%{s}%{h}.%{l9r-+}.example exp=%{S}.example ", &record[..]].concat();
        let session =
            Session { client: "::1".parse().unwrap(), helo: &helo, mail_from: &mail_from, receiver: None, now: None };
        let records = Outcome::Records { records: vec![record], aliases: Vec::new(), ttl: None };
        let run = settle(&session, Answers::default(), &mut |_| {
            Answer { outcome: records.clone(), provenance: Provenance::Recorded }
        });
        prop_assert!(run.evaluation.result != SpfResult::Pending);
        prop_assert!(serde_json::to_string(&run.evaluation).is_ok());
    }
}

/// Terms of records that are followed without a client, each with two questions for addresses at most.
const MAX_EXAMINED: usize = 3 * MAX_TERMS;

/// Names of a client that are looked up.
const MAX_NAMES: usize = 10;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_are_looked_through_within_the_limits(world in world()) {
        let domain = Name::from_dns(b"example.com").expect("a name");
        let (mut answers, mut asked) = (Answers::default(), 0);
        let evaluation = loop {
            let evaluation = examine(&domain, Limits::default(), &answers);
            let requests: Vec<Query> = evaluation.requests().cloned().collect();
            if requests.is_empty() {
                break evaluation;
            }
            asked += requests.len();
            for query in requests {
                answers.insert(query.clone(), world.answer(&query));
            }
            prop_assert!(asked <= 1 + 2 * MAX_EXAMINED, "{asked} questions");
        };
        prop_assert!(evaluation.result != SpfResult::Pending && evaluation.client.is_none());
        prop_assert!(evaluation.nodes.len() <= 1 + MAX_EXAMINED);
        prop_assert!(!evaluation.passes_anybody());
    }

    #[test]
    fn names_of_a_client_are_looked_up_within_the_limits(world in world(), client in client()) {
        let message = b"From: a@example.com\r\n\r\nHello.\r\n";
        let analysis = common::analyse(message, message.len());
        let envelope = GivenEnvelope { client: Some(client), ..GivenEnvelope::default() };
        let circumstances = Circumstances { envelope, reverse: true, ..Circumstances::default() };
        let answer = &mut |query: &Query| vec![world.answer(query)];
        let report = common::settle(&analysis, Answers::default(), &circumstances, None, answer);
        let of_names = |query: &&QueryRecord| query.request.purposes.contains(&Purpose::Reverse);
        let count = report.queries.iter().filter(of_names).count();
        prop_assert!((1..=1 + MAX_NAMES).contains(&count), "{count} questions");
        let rule = report.requirements.iter().find(|one| one.rule == Rule::ReverseName);
        prop_assert!(rule.is_some_and(|one| one.state != State::Pending));
    }
}

#[test]
fn the_worst_records_stay_within_the_limits() {
    // Every record includes and looks up as much as it can, each under other names.
    let answer = |query: &Query| {
        let name = &query.name;
        let short = name.as_str().len() < 150;
        let data = match query.record_type {
            RecordType::Txt if short => {
                let rest = each(9, |n| format!("mx:m{n}.{name} "));
                vec![format!("v=spf1 include:i.{name} {rest}-all")]
            }
            RecordType::Txt => vec!["v=spf1 ?all".to_owned()],
            RecordType::Mx => (0..10).map(|n| format!("{n} h{n}.{name}")).collect(),
            _ => vec!["192.0.2.77".to_owned()],
        };
        let records = data.into_iter().map(String::into_bytes).collect();
        let outcome = Outcome::Records { records, aliases: Vec::new(), ttl: None };
        Answer { outcome, provenance: Provenance::Recorded }
    };
    let session = Session {
        client: "192.0.2.1".parse().unwrap(),
        helo: b"helo.example",
        mail_from: b"a@example.com",
        receiver: None,
        now: None,
    };
    let run = settle(&session, Answers::default(), &mut |query| answer(query));
    assert_eq!(run.evaluation.cause, Some(Cause::Terms));
    // The record of the domain, ten terms, and as many that turned out to be beyond them.
    assert_eq!((run.asked.len(), run.rounds), (21, 11));
    // Long records are read in one go: twenty thousand terms, each with a fault; the first are told.
    let long = ["v=spf1 ", &"x ".repeat(20_000)].concat().into_bytes();
    let run = settle(&session, Answers::default(), &mut |_| Answer {
        outcome: Outcome::Records { records: vec![long.clone()], aliases: Vec::new(), ttl: None },
        provenance: Provenance::Recorded,
    });
    // Beside them, that the record is too long.
    assert_eq!((run.evaluation.cause, run.evaluation.problems.len()), (Some(Cause::Syntax), 21));
    assert_eq!(run.evaluation.nodes[0].faults.len(), 20_000);
}
