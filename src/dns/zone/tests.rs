use super::*;
use crate::dns::ExtendedError;

fn read(text: &str) -> Zone {
    parse(text, &Platform::default())
}

fn records(zone: &Zone, name: &str) -> Vec<String> {
    let answer = zone.answers.iter().find(|(query, _)| query.name.as_str() == name);
    match answer {
        Some((_, Outcome::Records { records, .. })) => {
            records.iter().map(|record| String::from_utf8_lossy(record).into_owned()).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn reads_zone_lines_quoted_and_plain() {
    let zone = read(concat!(
        "s._domainkey.example.com. 300 IN TXT \"v=DKIM1; k=rsa; \" \"p=AB\\065\\\"\"\n",
        "t._domainkey.example.com TXT v=DKIM1; p=QQ==\n",
        "u._domainkey.example.com. IN TXT ( \"v=DKIM1; \"\n  \"p=\" ) ; a comment\n",
    ));
    assert_eq!(zone.problems, []);
    assert_eq!(records(&zone, "s._domainkey.example.com"), ["v=DKIM1; k=rsa; p=ABA\""]);
    assert_eq!(records(&zone, "t._domainkey.example.com"), ["v=DKIM1; p=QQ=="]);
    assert_eq!(records(&zone, "u._domainkey.example.com"), ["v=DKIM1; p="]);
}

#[test]
fn reads_dig_output_with_aliases() {
    let zone = read(concat!(
        "; <<>> DiG 9.18 <<>> txt s._domainkey.example.com\n",
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n",
        ";; QUESTION SECTION:\n;s._domainkey.example.com. IN TXT\n",
        ";; ANSWER SECTION:\n",
        "s._domainkey.example.com. 60 IN CNAME s.esp.example.\n",
        "s.esp.example. 60 IN TXT \"v=DKIM1; p=QQ==\"\n",
        "s.esp.example. 60 IN RRSIG TXT 8 3 60 x\n",
    ));
    assert_eq!(records(&zone, "s._domainkey.example.com"), ["v=DKIM1; p=QQ=="]);
    assert_eq!(zone.problems.len(), 1);
    assert_eq!(zone.problems[0].kind, ZoneFault::TypeIgnored);
}

#[test]
fn reads_what_dig_says_is_not_there() {
    let dig = |status: &str| {
        read(&format!(
            ";; ->>HEADER<<- opcode: QUERY, status: {status}, id: 1\n; EDE: 9 (DNSKEY Missing): (no key)\n;s.example.com.\t\tIN\tTXT\n"
        ))
        .answers
        .remove(0)
        .1
    };
    assert_eq!(dig("NXDOMAIN"), Outcome::NxDomain);
    assert_eq!(dig("NOERROR"), Outcome::NoData);
    let errors = vec![ExtendedError { code: 9, text: "no key".to_owned() }];
    assert_eq!(dig("SERVFAIL"), Outcome::ServFail { rcode: 2, errors });
}

#[test]
fn takes_a_bare_key_record() {
    assert_eq!(read("v=DKIM1; k=rsa;\n p=QQ==").bare, [b"v=DKIM1; k=rsa; p=QQ=="]);
    assert_eq!(read("\"v=DKIM1; p=QQ\" \"==\"\n").bare, [b"v=DKIM1; p=QQ=="]);
    assert_eq!(read("k=ed25519; p=QQ==").bare.len(), 1);
}

#[test]
fn reads_addresses_and_names() {
    let zone = read(concat!(
        "$ORIGIN example.com.\n@ IN MX 10 Mail\n@ MX 20 mx.example.net. ; the other\n@ A 192.0.2.1\n",
        "@ AAAA 2001:DB8:0::1\nnone MX 0 .\n1.2.0.192.in-addr.arpa. PTR mail.example.com.\n",
        "www CNAME @\n",
    ));
    assert_eq!(zone.problems, []);
    let found: Vec<String> = zone
        .answers
        .iter()
        .map(|(query, outcome)| match outcome {
            Outcome::Records { records, .. } => {
                let records: Vec<_> = records.iter().map(|data| String::from_utf8_lossy(data)).collect();
                format!("{} {} {}", query.name, query.record_type.name(), records.join(", "))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        found,
        [
            "1.2.0.192.in-addr.arpa PTR mail.example.com",
            "example.com A 192.0.2.1",
            "example.com AAAA 2001:db8:0::1",
            "example.com MX 10 mail.example.com, 20 mx.example.net",
            "none.example.com MX 0 .",
            "www.example.com A 192.0.2.1",
            "www.example.com AAAA 2001:db8:0::1",
            "www.example.com MX 10 mail.example.com, 20 mx.example.net",
        ]
    );
}

#[test]
fn names_the_lines_it_leaves_out() {
    let zone = read("hello\nexample.com. NS ns.example.com.\nexample.com. A 192.0.2\n(b.example TXT x\n");
    let kinds: Vec<_> = zone.problems.iter().map(|problem| (problem.line, problem.kind)).collect();
    assert_eq!(kinds[0], (1, ZoneFault::Syntax));
    assert_eq!(kinds[1], (2, ZoneFault::TypeIgnored));
    assert_eq!(kinds[2], (3, ZoneFault::Syntax));
}

#[test]
fn reads_what_nslookup_prints() {
    let windows = "サーバー:  dns.example\r\nAddress:  192.0.2.53\r\n\r\n権限のない回答:\r\n\
        s1._domainkey.example.com\ttext =\r\n\r\n\t\"v=DKIM1; \"\r\n\t\"p=AA==\"\r\n";
    let unix = "Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\nNon-authoritative answer:\n\
        s1._domainkey.example.com\ttext = \"v=DKIM1; \" \"p=AA==\"\n\nAuthoritative answers can be found from:\n";
    for text in [windows, unix] {
        let zone = parse(text, &Platform::default());
        assert_eq!(zone.problems, []);
        let [(query, Outcome::Records { records, .. })] = zone.answers.as_slice() else { panic!("{zone:?}") };
        assert_eq!(query.name.as_str(), "s1._domainkey.example.com");
        assert_eq!(records, &[b"v=DKIM1; p=AA==".to_vec()]);
    }
    for text in [
        "** server can't find s1._domainkey.example.com: NXDOMAIN",
        "*** dns.example can't find s1._domainkey.example.com: Non-existent domain",
    ] {
        let zone = parse(text, &Platform::default());
        assert!(matches!(zone.answers.as_slice(), [(_, Outcome::NxDomain)]), "{zone:?}");
    }
    let quoted = parse("a.example IN TXT \"text = b\"", &Platform::default());
    assert!(matches!(quoted.answers.as_slice(), [(_, Outcome::Records { .. })]), "{quoted:?}");
}

#[test]
fn what_is_pasted_again_is_a_correction() {
    let mut answers = Answers::default();
    let query = read("example.com. TXT v=spf1 -all").answers.remove(0).0;
    let mut add = |text: &str, provenance: &Provenance| {
        read(text).add_to(&mut answers, provenance, &[]);
        answers.get(&query).len()
    };
    assert_eq!(add("example.com. TXT \"v=spf1 -all\"", &Provenance::Pasted), 1);
    assert_eq!(add("example.com. TXT \"v=spf1 mx -all\"", &Provenance::Pasted), 1);
    // Of other origins both are kept: they contradict each other.
    assert_eq!(add("example.com. TXT \"v=spf1 -all\"", &Provenance::Recorded), 2);
    assert_eq!(add("example.com. TXT \"v=spf1 ?all\"", &Provenance::Recorded), 3);
}
