//! What is no answer is never taken for one that there is nothing.

use super::*;
use crate::dns::Name;

const MALFORMED: Outcome = Outcome::Unreachable { reason: UnreachableReason::Malformed };
const TRUNCATED: Outcome = Outcome::Unreachable { reason: UnreachableReason::Truncated };

/// An answer whose names are compressed: question, then `records` of type, class, TTL and data.
fn answer(query: &Query, rcode: u8, records: &[(u16, &[u8])]) -> Outcome {
    let rtype = wire_type(query.record_type).to_int().to_be_bytes();
    let mut octets =
        vec![0, 0, 0x81, 0x80 | rcode, 0, 1, 0, u8::try_from(records.len()).unwrap(), 0, 0, 0, 0];
    for label in query.name.labels() {
        octets.push(u8::try_from(label.len()).unwrap());
        octets.extend_from_slice(label.as_bytes());
    }
    octets.extend([0, rtype[0], rtype[1], 0, 1]);
    for (rtype, data) in records {
        octets.extend([0xC0, 12]);
        octets.extend(rtype.to_be_bytes());
        octets.extend([0, 1, 0, 0, 0, 60, 0, u8::try_from(data.len()).unwrap()]);
        octets.extend_from_slice(data);
    }
    decode(query, &octets).outcome
}

fn query(record_type: RecordType) -> Query {
    Query { name: Name::from_dns(b"example.com").unwrap(), record_type }
}

fn texts(outcome: &Outcome) -> Vec<String> {
    let Outcome::Records { records, .. } = outcome else { panic!("{outcome:?}") };
    records.iter().map(|data| String::from_utf8_lossy(data).into_owned()).collect()
}

#[test]
fn reads_each_type_with_compressed_names() {
    let host = [&[0, 10, 4][..], b"Mail", &[0xC0, 12]].concat();
    let mx = answer(&query(RecordType::Mx), 0, &[(15, &host), (15, &[0, 0, 0]), (1, &[192, 0, 2, 1])]);
    assert_eq!(texts(&mx), ["10 mail.example.com", "0 ."]);
    assert_eq!(texts(&answer(&query(RecordType::Ptr), 0, &[(12, &[0xC0, 20])])), ["com"]);
    assert_eq!(texts(&answer(&query(RecordType::A), 0, &[(1, &[192, 0, 2, 1])])), ["192.0.2.1"]);
    let mut address = [0; 16];
    (address[0], address[1], address[15]) = (0x20, 1, 1);
    assert_eq!(texts(&answer(&query(RecordType::Aaaa), 0, &[(28, &address)])), ["2001:0:0:0:0:0:0:1"]);
    assert_eq!(answer(&query(RecordType::A), 3, &[]), Outcome::NxDomain);
}

#[test]
fn refuses_data_of_another_length_and_pointers_that_lead_nowhere() {
    let broken: [(RecordType, u16, &[u8]); 7] = [
        (RecordType::A, 1, &[192, 0, 2]),
        (RecordType::A, 1, &[192, 0, 2, 1, 0]),
        (RecordType::Txt, 16, &[3, b'a', b'b']),
        (RecordType::Aaaa, 28, &[0; 15]),
        (RecordType::Mx, 15, &[0]),
        (RecordType::Ptr, 12, &[0xC0, 0xFF]),
        (RecordType::Ptr, 12, &[0xC0, 41]),
    ];
    for (record_type, rtype, data) in broken {
        let outcome = answer(&query(record_type), 0, &[(rtype, data)]);
        assert_eq!(outcome, TRUNCATED, "{record_type:?}");
    }
}

const IN: u16 = 1;
const CHAOS: u16 = 3;
const A: u16 = 1;
const CNAME: u16 = 5;
const SOA: u16 = 6;
const TXT: u16 = 16;
const DNAME: u16 = 39;
const OPT: u16 = 41;
const RRSIG: u16 = 46;

/// A record: owner, type, class and data.
type Raw<'a> = (&'a str, u16, u16, Vec<u8>);

fn name(text: &str) -> Vec<u8> {
    let labels = text.split('.').filter(|label| !label.is_empty());
    let mut octets: Vec<u8> = labels
        .flat_map(|label| [&[u8::try_from(label.len()).unwrap()][..], label.as_bytes()].concat())
        .collect();
    octets.push(0);
    octets
}

/// The octets of an answer to a TXT question for example.com, with the answer, authority and additional section.
fn octets(rcode: u8, sections: [&[Raw<'_>]; 3]) -> Vec<u8> {
    let mut octets = vec![0, 0, 0x81, 0x80 | rcode, 0, 1];
    for section in sections {
        octets.extend(u16::try_from(section.len()).unwrap().to_be_bytes());
    }
    octets.extend([name("example.com"), vec![0, 16, 0, 1]].concat());
    for (owner, rtype, class, data) in sections.concat() {
        octets.extend([name(owner), rtype.to_be_bytes().to_vec(), class.to_be_bytes().to_vec()].concat());
        octets
            .extend([&[0, 0, 0, 60][..], &u16::try_from(data.len()).unwrap().to_be_bytes(), &data].concat());
    }
    octets
}

fn read(rcode: u8, records: &[Raw<'_>]) -> Outcome {
    decode(&query(RecordType::Txt), &octets(rcode, [records, &[], &[]])).outcome
}

fn text(owner: &str) -> Raw<'_> {
    (owner, TXT, IN, b"\x03yes".to_vec())
}

fn alias<'a>(owner: &'a str, target: &str) -> Raw<'a> {
    (owner, CNAME, IN, name(target))
}

#[test]
fn counts_what_stands_at_the_name_or_at_the_end_of_its_aliases() {
    for records in [
        vec![text("example.com")],
        vec![text("EXAMPLE.com"), text("evil.example")],
        vec![alias("example.com", "a.example"), text("A.example")],
        vec![text("b.example"), alias("a.example", "b.example"), alias("example.com", "a.example")],
        vec![alias("example.com", "a.example"), alias("example.com", "A.example"), text("a.example")],
        vec![("com", DNAME, IN, name("org")), alias("example.com", "example.org"), text("example.org")],
        vec![text("example.com"), ("example.com", TXT, CHAOS, b"\x02no".to_vec())],
        vec![text("example.com"), ("example.com", RRSIG, IN, vec![0; 30])],
    ] {
        assert_eq!(texts(&read(0, &records)), ["yes"], "{records:?}");
        // NXDOMAIN and records contradict each other.
        assert_eq!(read(3, &records), MALFORMED, "{records:?}");
    }
}

#[test]
fn says_that_there_is_nothing_only_where_the_answer_does() {
    for records in [
        vec![],
        vec![alias("example.com", "a.example")],
        vec![alias("a.example", "b.example"), alias("example.com", "a.example")],
        vec![("com", DNAME, IN, name("org")), alias("example.com", "example.org")],
        vec![alias("example.com", "a.example"), ("example.com", RRSIG, IN, vec![0; 30])],
    ] {
        assert_eq!(read(0, &records), Outcome::NoData, "{records:?}");
        assert_eq!(read(3, &records), Outcome::NxDomain, "{records:?}");
    }
}

#[test]
fn does_not_take_an_answer_to_another_question_for_none() {
    let chaos = |(owner, rtype, _, data): Raw<'static>| (owner, rtype, CHAOS, data);
    for records in [
        // Another owner: beside, above or below the name, or before its alias.
        vec![text("evil.example")],
        vec![text("com")],
        vec![text("x.example.com")],
        vec![alias("example.com", "a.example"), text("example.com")],
        vec![alias("example.com", "a.example"), text("b.example")],
        // An alias of another name, or two of one.
        vec![alias("evil.example", "example.com")],
        vec![alias("evil.example", "a.example"), text("a.example")],
        vec![alias("example.com", "a.example"), alias("b.example", "c.example")],
        vec![alias("example.com", "a.example"), alias("example.com", "b.example"), text("a.example")],
        // Another class, also of the alias that leads on.
        vec![chaos(text("example.com"))],
        vec![chaos(alias("example.com", "a.example")), text("a.example")],
        vec![chaos(alias("example.com", "a.example"))],
        vec![alias("example.com", "a.example"), chaos(text("a.example"))],
        // Another type: what a network answers that lets nothing through.
        vec![("example.com", A, IN, vec![0; 4])],
        vec![("example.com", SOA, IN, vec![0; 22])],
        vec![alias("example.com", "a.example"), ("a.example", A, IN, vec![0; 4])],
    ] {
        for rcode in [0, 3] {
            assert_eq!(read(rcode, &records), MALFORMED, "{rcode} {records:?}");
        }
    }
}

#[test]
fn follows_eight_aliases_and_no_loop() {
    let hosts: Vec<String> =
        ["example.com".to_owned()].into_iter().chain((1..=9).map(|n| format!("a{n}.example"))).collect();
    let chain = |length: usize| -> Vec<Raw<'_>> {
        let links = hosts.iter().zip(&hosts[1..]).take(length);
        let end = text(&hosts[length]);
        links.map(|(owner, target)| alias(owner, target)).chain([end]).collect()
    };
    let Outcome::Records { aliases, .. } = read(0, &chain(8)) else { panic!("eight aliases") };
    assert_eq!(aliases, hosts[1..=8]);
    let broken = Outcome::Unreachable { reason: UnreachableReason::AliasChain };
    for records in [
        chain(9),
        vec![alias("example.com", "example.com")],
        vec![alias("example.com", "a.example"), alias("a.example", "Example.com"), text("example.com")],
    ] {
        for rcode in [0, 3] {
            assert_eq!(read(rcode, &records), broken, "{records:?}");
        }
    }
}

#[test]
fn does_not_read_what_is_cut_off() {
    let soa = [name("ns.example"), name("admin.example"), vec![0; 20]].concat();
    let authority = [("example.com", SOA, IN, soa)];
    // The upper octet of an RCODE that is larger than 15.
    let opt = [("", OPT, 1232, Vec::new())];
    for (rcode, records, expected) in [
        (0, vec![], Outcome::NoData),
        (3, vec![], Outcome::NxDomain),
        (0, vec![alias("example.com", "a.example")], Outcome::NoData),
    ] {
        let whole = octets(rcode, [&records, &authority, &opt]);
        assert_eq!(decode(&query(RecordType::Txt), &whole).outcome, expected);
        for end in 0..whole.len() {
            let outcome = decode(&query(RecordType::Txt), &whole[..end]).outcome;
            // Without a whole question there is none that could be compared.
            assert!([TRUNCATED, MALFORMED].contains(&outcome), "{end}: {outcome:?}");
            assert!(end < 29 || outcome == TRUNCATED, "{end}: {outcome:?}");
        }
        let mut flagged = whole;
        flagged[2] |= 2;
        assert_eq!(decode(&query(RecordType::Txt), &flagged).outcome, TRUNCATED);
    }
}

#[test]
fn takes_no_answer_to_another_question() {
    let sound = octets(0, [&[text("example.com")], &[], &[]]);
    let altered = |place: usize, octet: u8| {
        let mut octets = sound.clone();
        octets[place] = octet;
        decode(&query(RecordType::Txt), &octets).outcome
    };
    assert_eq!(texts(&altered(13, b'E')), ["yes"]);
    // ID, QR, OPCODE, the number of questions, name, type and class.
    for (place, octet) in [(1, 1), (2, 0x01), (2, 0x91), (5, 0), (13, b'x'), (26, 1), (28, 3)] {
        assert_eq!(altered(place, octet), MALFORMED, "{place}");
    }
}

#[test]
fn a_resolver_that_fails_says_nothing_of_the_name() {
    for (rcode, upper) in [(1, 0), (2, 0), (4, 0), (5, 0), (6, 0), (9, 0), (15, 0), (0, 1), (3, 1)] {
        let mut octets = octets(rcode, [&[], &[], &[("", OPT, 1232, Vec::new())]]);
        let ttl = octets.len() - 6;
        octets[ttl] = upper;
        let outcome = decode(&query(RecordType::Txt), &octets).outcome;
        let expected = u16::from(upper) * 16 + u16::from(rcode);
        assert_eq!(outcome, Outcome::ServFail { rcode: expected, errors: Vec::new() });
        assert!(!outcome.is_telling());
    }
}
