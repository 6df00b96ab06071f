//! Where the boundary lies, and what stands around the hops.

use super::*;
use crate::{dns::Name, span::Span};

const DATE: &str = "; Mon, 23 Nov 2026 18:04:31 +0900";

/// The trace of these Received fields, top to bottom, each without its date.
fn trace(fields: &[&str]) -> Trace {
    named(&fields.iter().map(|field| ("Received", format!("{field}{DATE}"))).collect::<Vec<_>>())
}

fn named(fields: &[(&str, String)]) -> Trace {
    let mut source = Vec::new();
    let mut places = Vec::new();
    for (name, value) in fields {
        source.extend_from_slice(format!("{name}: ").as_bytes());
        let start = source.len();
        source.extend_from_slice(value.as_bytes());
        places.push((*name, Span::new(start, source.len())));
        source.extend_from_slice(b"\r\n");
    }
    Trace::read(&source, places.into_iter())
}

/// `field basis evidence domain client helo`
fn show(fields: &[&str]) -> String {
    let trace = trace(fields);
    let boundary = trace.boundary.unwrap();
    format!(
        "{} {} {} {} {} {}",
        trace.hops[boundary.hop].field,
        boundary.basis.name(),
        boundary.evidence.map_or("-", Evidence::name),
        boundary.domain.map_or("-".to_owned(), |name| name.to_string()),
        boundary.client.map_or("-".to_owned(), |client| client.ip.to_string()),
        boundary.helo.map_or("-".to_owned(), |helo| helo.text),
    )
}

#[test]
fn one_server() {
    assert_eq!(
        show(&["from mail.sender.example (mail.sender.example [192.0.2.1]) by mx.receiver.example"]),
        "0 first_outside - receiver.example 192.0.2.1 mail.sender.example"
    );
    assert_eq!(Trace::default().boundary, None);
}

#[test]
fn filters_and_relays_are_inside() {
    assert_eq!(
        show(&[
            "from localhost (localhost [127.0.0.1]) by box.receiver.ne.jp (Postfix)",
            "from mx.receiver.ne.jp ([10.1.2.3]) by filter.receiver.ne.jp",
            "from mail.sender.example (mail.sender.example [192.0.2.1]) by localhost (x [127.0.0.1]) (amavis)",
            "from mail.sender.example (mail.sender.example [192.0.2.1]) by mx.receiver.ne.jp (Postfix)",
            "from desk (desk [198.51.100.3]) by mail.sender.example",
        ]),
        "3 first_outside address receiver.ne.jp 192.0.2.1 mail.sender.example"
    );
    assert_eq!(
        show(&[
            "by 2002:a05:6a10::1 with SMTP id x",
            "from a1.sender.example (a1.sender.example. [192.0.2.1]) by mx.google.com with ESMTPS id x",
            "by 10.1.1.1 with HTTP",
        ]),
        "1 first_outside protocol google.com 192.0.2.1 a1.sender.example"
    );
}

#[test]
fn exchange_is_known_by_its_network() {
    assert_eq!(
        show(&[
            "from A1.prod.outlook.com (2001:db8:20b:1::1) by B1.prod.outlook.com with HTTPS",
            "from C1.prod.outlook.com (2001:db8:20b:2::1) by A1.prod.outlook.com (2001:db8:20b:1::1) with x",
            "from mail.sender.example (192.0.2.1) by C1.mail.protection.outlook.com (10.1.1.1) with x",
        ]),
        "2 first_outside network outlook.com 192.0.2.1 mail.sender.example"
    );
}

#[test]
fn a_name_of_ones_own_alone_is_not_believed() {
    let forged = "from bank.example (bank.example [198.51.100.9]) by mx.receiver.example";
    assert_eq!(
        show(&["from mx.receiver.example (unknown [192.0.2.1]) by mx.receiver.example", forged]),
        "0 own_name_unconfirmed - receiver.example 192.0.2.1 mx.receiver.example"
    );
    // A reverse name that nobody checked.
    assert_eq!(
        show(&[
            "from a.receiver.example (HELO a.receiver.example) (192.0.2.1) by mx.receiver.example",
            forged
        ]),
        "0 own_name_unconfirmed - receiver.example 192.0.2.1 a.receiver.example"
    );
    // An address literal in the greeting.
    assert_eq!(
        show(&["from [127.0.0.1] by mx.receiver.example", forged]),
        "0 first_outside - receiver.example - [127.0.0.1]"
    );
    // Without any address the name is all there is, and the evidence says so.
    assert_eq!(
        show(&["from mx.receiver.example by box.receiver.example", forged]),
        "1 first_outside name_alone receiver.example 198.51.100.9 bank.example"
    );
}

#[test]
fn a_relay_without_a_reverse_name_is_not_settled() {
    let relay = "from mx2.receiver.example (unknown [192.0.2.66]) by mx1.receiver.example (Postfix)";
    // It may be true, and it may be a sender that wants the bank's address to be judged: neither is the client.
    let before =
        "from mail.bank.example (mail.bank.example [198.51.100.9]) by mx2.receiver.example (Postfix)";
    assert_eq!(show(&[relay, before]), "0 own_name_unsettled - receiver.example - mx2.receiver.example");
    // The receiver's own results settle it.
    let fields = [("Received-SPF", "fail client-ip=192.0.2.66;"), ("Received", relay), ("Received", before)];
    assert_eq!(show_with(&fields), "1 own_name_unconfirmed 192.0.2.66");
    // So do a name of its own that the address leads to, another address, and another host that wrote the hop before.
    for (relay, before) in [
        (relay.replace("unknown", "pool.isp.example"), before.to_owned()),
        (relay.to_owned(), before.replace("mx2.receiver.example", "mx2.receiver.example (192.0.2.67)")),
        (relay.to_owned(), before.replace("mx2", "mx3")),
        (relay.replace("mx2", "mx1"), before.replace("mx2", "mx1")),
    ] {
        let shown = show(&[&relay, &before]);
        assert!(
            shown.starts_with("0 own_name_unconfirmed - receiver.example 192.0.2.66 "),
            "{relay} {shown}"
        );
    }
    assert!(show(&[relay]).starts_with("0 own_name_unconfirmed - receiver.example 192.0.2.66 "));
}

#[test]
fn ends_inside_or_in_another_domain() {
    assert_eq!(
        show(&[
            "from a1.google.com (a1.google.com. [192.0.2.41]) by mx.google.com with SMTPS",
            "by 2002:a05:6a10::1 with SMTP",
        ]),
        "0 own_server - google.com 192.0.2.41 a1.google.com"
    );
    assert_eq!(
        show(&[
            "from a1.google.com (a1.google.com. [192.0.2.41]) by mx.google.com with SMTPS",
            "from desk ([198.51.100.3]) by smtp.gmail.com with ESMTPSA",
        ]),
        "0 domain_left - google.com 192.0.2.41 a1.google.com"
    );
    assert_eq!(show(&["by mail.receiver.example with local"]), "0 all_inside - receiver.example - -");
}

/// Fields of results and hops, as `show` has them; results without their date.
fn show_with(fields: &[(&str, &str)]) -> String {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| {
            let date = if *name == "Received" { DATE } else { "" };
            (*name, format!("{value}{date}"))
        })
        .collect();
    let trace = named(&fields);
    let boundary = trace.boundary.unwrap();
    let client = boundary.client.map_or("-".to_owned(), |client| client.ip.to_string());
    format!("{} {} {client}", trace.hops[boundary.hop].field, boundary.basis.name())
}

#[test]
fn a_host_may_change_its_domain() {
    // The same address, or the same first label, as the host that handed the message over.
    for by in ["DS7PR03CA0133.other.example (2001:db8:5:3b4::18)", "gate.other.example (2001:db8:5:3b4::18)"]
    {
        assert_eq!(
            show(&[
                "from DS7PR03CA0133.a.example (2001:db8:5:3b4::18) by CH3PR12.a.example (2001:db8:5:15f::15) with x",
                &format!("from mail.sender.example (192.0.2.1) by {by} with x"),
            ]),
            "1 first_outside network a.example 192.0.2.1 mail.sender.example",
            "{by}"
        );
    }
    // A label that any host may bear, of another domain.
    assert_eq!(
        show(&[
            "from mail1.a.example (mail1.a.example [192.0.2.9]) by box.a.example",
            "from desk.example (desk.example [192.0.2.1]) by mail1.other.example",
        ]),
        "0 domain_left - a.example - mail1.a.example"
    );
    // Names that are a network's own.
    assert_eq!(
        show(&[
            "from mx.a.example (mx.a.example [10.0.0.5]) by ex01.a.lan with Microsoft SMTP Server",
            "from mail.sender.example (mail.sender.example [192.0.2.1]) by mx.a.example",
        ]),
        "1 first_outside address a.example 192.0.2.1 mail.sender.example"
    );
}

#[test]
fn what_was_fetched_came_to_the_mailbox_before() {
    assert_eq!(
        show(&[
            "from imap.receiver.example [203.0.113.4] by desk.home.example with IMAP (fetchmail-6.4.37) for <b@localhost>",
            "from mail.sender.example (mail.sender.example [192.0.2.1]) by mx.receiver.example (Postfix)",
        ]),
        "1 first_outside protocol receiver.example 192.0.2.1 mail.sender.example"
    );
}

#[test]
fn known_networks_have_several_domains() {
    assert_eq!(
        show(&[
            "from st43p00im-x05.me.com by p116-mailgateway-smtp-746c-6mknn (mailgateway 2403B92) with SMTP id x",
            "from mail.sender.example (mail.sender.example [192.0.2.1]) by st43p00im-x05.me.com (Postfix)",
        ]),
        "1 first_outside name_alone icloud.com 192.0.2.1 mail.sender.example"
    );
    assert_eq!(
        show(&[
            "from vcmba.ocn.ne.jp (localhost.localdomain [127.0.0.1]) by mv-drv-hcb003.ocn.ad.jp (Postfix)",
            "from mail.sender.example (mail.sender.example [192.0.2.1]) by vcmba.ocn.ne.jp (Postfix)",
        ]),
        "1 first_outside address ocn.ad.jp 192.0.2.1 mail.sender.example"
    );
    // Regions have networks of their own.
    assert_eq!(
        show(&[
            "from A1PR01.prod.outlook.com (2603:10b6:5::1) by B2PR01.prod.outlook.com (2603:1096:5::1) with x",
            "from mail.sender.example (192.0.2.1) by A1PR01.mail.protection.outlook.com (10.1.1.1) with x",
        ]),
        "1 first_outside network outlook.com 192.0.2.1 mail.sender.example"
    );
}

#[test]
fn servers_for_customers_are_clients() {
    let sent = "from f41.google.com (f41.google.com. [192.0.2.41]) by mx.google.com with SMTPS id x";
    let spf = "pass (google.com: domain of l@list.example designates 192.0.2.41 as permitted sender) \
        client-ip=192.0.2.41;";
    let inner = "by 2002:a05:6a10::1 with SMTP id x";
    let group =
        "from mail.sender.example (mail.sender.example. [192.0.2.1]) by gmr-mx.google.com with ESMTPS id x";
    // A group's mail came in from outside, yet that is not what was judged.
    let fields = [("Received", sent), ("Received-SPF", spf), ("Received", inner), ("Received", group)];
    assert_eq!(show_with(&fields), "0 own_server 192.0.2.41");
    assert_eq!(show(&[sent, inner, group]), "0 own_server - google.com - f41.google.com");
    assert_eq!(
        show(&[sent, "by 10.1.1.2 with SMTP id x", group]),
        "0 own_server - google.com - f41.google.com"
    );
    assert_eq!(
        show(&[sent, inner, "by 10.1.1.1 with HTTP"]),
        "0 own_server - google.com 192.0.2.41 f41.google.com"
    );
    // So too if the host wrote down what it took.
    let own = "by f41.google.com with SMTP id x";
    let fields = [("Received", sent), ("Received-SPF", spf), ("Received", own), ("Received", group)];
    assert_eq!(show_with(&fields), "0 own_server 192.0.2.41");
    // Handed in by a customer.
    assert_eq!(
        show(&[
            "from sv1.host.example (sv1.host.example [192.0.2.9]) by sv2.host.example",
            "from desk.example (desk.example [192.0.2.1]) by sv1.host.example with ESMTPSA",
        ]),
        "0 own_server - host.example 192.0.2.9 sv1.host.example"
    );
    // Results that name a relay far away are no reason.
    let relay = "from mx1.host.example (mx1.host.example [192.0.2.9]) by box.host.example";
    let taken = "from mail.sender.example (mail.sender.example [192.0.2.1]) by mx1.host.example";
    let below = "from x.example (x.example [192.0.2.2]) by mail.sender.example";
    let fields = [
        ("Received", relay),
        ("Received", taken),
        ("Received", below),
        ("Received-SPF", "pass client-ip=192.0.2.9"),
    ];
    assert_eq!(show_with(&fields), "1 first_outside 192.0.2.1");
}

#[test]
fn customers_are_no_servers() {
    let forged = "from bank.example (bank.example [198.51.100.9]) by mx.isp.example";
    // A line's name holds its address.
    for name in ["p192-0-2-7.isp.example", "7.2.0.192.dyn.isp.example", "hc0000207.isp.example"] {
        let line = format!("from {name} ({name} [192.0.2.7]) by mx.isp.example");
        assert_eq!(show(&[&line, forged]), format!("0 first_outside - isp.example 192.0.2.7 {name}"));
    }
    // Who has an account at the host can write what stands below.
    for origin in [
        "by sv1.isp.example (Postfix, from userid 1001) id x",
        "from www by sv1.isp.example with local (Exim 4.97)",
        "from [192.0.2.66] by sv1.isp.example with HTTP",
    ] {
        let relay = "from sv1.isp.example (sv1.isp.example [192.0.2.7]) by mx.isp.example";
        let forged = "from bank.example (bank.example [198.51.100.9]) by sv1.isp.example";
        assert_eq!(
            show(&[relay, origin, forged]),
            "0 own_server - isp.example - sv1.isp.example",
            "{origin}"
        );
        assert_eq!(
            show(&[relay, "by sv1.isp.example with local"]),
            "0 all_inside - isp.example 192.0.2.7 sv1.isp.example"
        );
    }
    // A network as large as a provider's is no reason.
    assert_eq!(
        show(&[
            "from ex2.a.example (2001:db8:666::1) by ex1.a.example (2001:db8:1::1) with Microsoft SMTP Server",
            "from bank.example (198.51.100.9) by ex2.a.example (2001:db8:1::2) with Microsoft SMTP Server",
        ]),
        "0 own_name_unconfirmed - a.example 2001:db8:666::1 ex2.a.example"
    );
}

#[test]
fn can_be_moved() {
    let trace = trace(&[
        "from relay.other.example (relay.other.example [192.0.2.2]) by mx.receiver.example",
        "from mail.sender.example (mail.sender.example [192.0.2.1]) by relay.other.example",
    ]);
    assert_eq!(trace.boundary.as_ref().map(|boundary| boundary.hop), Some(1));
    let moved = trace.boundary_at(0).unwrap();
    assert_eq!((moved.hop, moved.basis), (0, BoundaryBasis::Given));
    assert_eq!(moved.client.map(|client| client.ip), "192.0.2.1".parse().ok());
    assert_eq!(trace.boundary_at(2), None);
}

#[test]
fn delays_run_from_the_sender_to_the_receiver() {
    let at = |time: &str| ("Received", format!("from a.example by b.example; Mon, 23 Nov 2026 {time} +0900"));
    let undated = ("Received", "from a.example by b.example".to_owned());
    let trace = named(&[at("18:04:00"), undated, at("18:05:00"), at("18:03:00")]);
    let hops: Vec<_> = trace.hops.iter().map(|hop| (hop.field, hop.delay, hop.clock_skew)).collect();
    assert_eq!(hops, [(3, None, false), (2, Some(120), false), (1, None, false), (0, Some(-60), true)]);
}

#[test]
fn knows_internal_hops() {
    for (field, expected) in [
        ("from a by b.example with local (Exim)", "local"),
        ("from a.example by b.example with mapi", "local"),
        ("from 1 by b.example with HTTPREST", "http"),
        ("by b.example with SMTP id x", "no_sender"),
        ("from x (localhost [::1]) by b.example", "loopback"),
        ("from x (y [192.168.1.1]) by b.example", "private_address"),
        ("from x (y [fe80::1]) by b.example", "private_address"),
        ("from b.example by b.example with SMTP", "same_host"),
        ("from x (y [192.0.2.1]) by b.example (Dovecot) with LMTP id z", "lmtp"),
        ("from [127.0.0.1] by b.example", "-"),
        ("from x (y [192.0.2.1]) by b.example", "-"),
    ] {
        let found = trace(&[field]).hops[0].internal.map_or("-", Internal::name);
        assert_eq!(found, expected, "{field}");
    }
    assert!(trace(&["from x (y [192.0.2.1]) by b.example with ESMTPSA"]).hops[0].authenticated);
}

#[test]
fn collects_the_marks_of_forwarding() {
    let trace = named(&[
        ("Return-Path", "<SRS0=HHHH=TT=sender.example=a@fwd.example>".to_owned()),
        ("Delivered-To", "b@receiver.example".to_owned()),
        ("X-Original-To", "c@receiver.example".to_owned()),
        (
            "Received-SPF",
            "pass client-ip=192.0.2.1; envelope-from=\"prvs=0123abcdef=a@s.example\"".to_owned(),
        ),
        ("Received", format!("by b.example (envelope-from <o+caf_=t=o.example@gmail.com>){DATE}")),
        ("Resent-From", "d@receiver.example".to_owned()),
        ("X-Forwarded-To", "e@receiver.example".to_owned()),
        ("X-Forwarded-For", "d@receiver.example e@receiver.example".to_owned()),
        ("List-Id", "A list <list.receiver.example>".to_owned()),
        ("Subject", "none".to_owned()),
    ]);
    let signs = trace.signs.iter().map(|sign| {
        let scheme = sign.rewriting.as_ref().map_or("-", |rewriting| rewriting.scheme.name());
        format!("{} {} {} {scheme}", sign.field, sign.kind.name(), sign.value.text)
    });
    assert_eq!(
        signs.collect::<Vec<_>>(),
        [
            "0 return_path SRS0=HHHH=TT=sender.example=a@fwd.example srs0",
            "1 delivered_to b@receiver.example -",
            "2 original_to c@receiver.example -",
            "3 envelope_sender prvs=0123abcdef=a@s.example prvs",
            "4 envelope_sender o+caf_=t=o.example@gmail.com caf",
            "5 resent d@receiver.example -",
            "6 forwarded_to e@receiver.example -",
            "7 forwarded_for d@receiver.example e@receiver.example -",
            "8 list_id A list <list.receiver.example> -",
        ]
    );
}

#[test]
fn ends_at_the_caps() {
    let fields = vec!["by a.example with local"; 250];
    let trace = trace(&fields);
    assert_eq!((trace.hops.len(), trace.count), (200, 250));
    assert_eq!(trace.hops.last().map(|hop| hop.field), Some(0));
    let signs = named(&vec![("Delivered-To", "a@b.example".to_owned()); 250]);
    assert_eq!((signs.signs.len(), signs.signs_left_out), (200, 50));
}

#[test]
fn what_the_dns_tells_of_an_organization_is_not_guessed_against() {
    // Cities below a suffix that no form gives away.
    let fields = [
        "from gw.city.pref.example (gw.city.pref.example [192.0.2.1]) by mx.city.pref.example",
        "from out.town.pref.example (out.town.pref.example [192.0.2.2]) by gw.town.pref.example",
    ];
    let mut trace = trace(&fields);
    let domain = |trace: &Trace| trace.boundary.as_ref().unwrap().domain.as_ref().unwrap().to_string();
    assert_eq!(domain(&trace), "pref.example");
    let town = Name::from_dns(b"town.pref.example").unwrap();
    trace.learn(&town);
    assert_eq!(domain(&trace), "pref.example");
    let city = Name::from_dns(b"city.pref.example").unwrap();
    trace.learn(&city);
    assert_eq!(domain(&trace), "city.pref.example");
    assert_eq!(trace.hops[trace.boundary.as_ref().unwrap().hop].field, 0);
    trace.boundary = trace.boundary_at(1);
    trace.learn(&city);
    assert_eq!(
        (trace.boundary.as_ref().unwrap().basis, trace.boundary.as_ref().unwrap().hop),
        (BoundaryBasis::Given, 1)
    );
    assert_eq!(domain(&trace), "city.pref.example");
}
