//! The header chains of real mailboxes, under tests/chains: what a receiver's own servers write of a message that
//! comes directly, through a forwarder and through a list, and of one whose sender pretends to be the receiver.
//!
//! A file is a form. Lines that begin with `#` say where it is from; `host` is the name under which the receiver's
//! server writes that took the message from outside, `believed` the number of fields of results, all of them to be
//! believed. The rest is the header, with places for what a client says of itself; `*` stands where the sender's own
//! fields go, which is at the end if there is none. Under tests/chains/own are whole headers with what is expected.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::{fmt::Write, fs, path::Path};

use proptest::{prelude::*, sample::select};
use waxseal::{Circumstances, Ingest, Options, Report, dns::Answers, trace::Standing};

const DATE: &str = "Mon, 23 Nov 2026 18:04:31 +0900";
const RECIPIENT: &str = "hanako@receiver.example";

/// How a receiver writes down its client.
struct Form {
    name: String,
    host: String,
    believed: usize,
    header: String,
}

/// What hands a message over.
#[derive(Debug, Clone)]
struct Client {
    helo: String,
    /// The name that the address leads to.
    reverse: Option<&'static str>,
    ip: &'static str,
    sender: &'static str,
    /// What stands below the receiver's fields.
    below: String,
}

fn forms() -> Vec<Form> {
    let mut forms: Vec<_> =
        files("tests/chains").into_iter().map(|(name, text)| read_form(name, &text)).collect();
    forms.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(forms.len() > 20);
    forms
}

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths =
        fs::read_dir(folder).expect("there are chains").map(|entry| entry.expect("it can be listed").path());
    let files = paths.filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let read = |path: &Path| fs::read_to_string(path).expect("a chain can be read");
    files
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), read(&path)))
        .collect()
}

fn read_form(name: String, text: &str) -> Form {
    let mut lines = text.lines().skip_while(|line| line.starts_with('#'));
    let host = lines.next().and_then(|line| line.strip_prefix("host ")).expect("a host").to_owned();
    let believed = lines.next().and_then(|line| line.strip_prefix("believed ")).expect("a number");
    let header = lines.fold(String::new(), |header, line| header + line + "\n");
    Form { name, host, believed: believed.parse().expect("a number"), header }
}

impl Form {
    /// The header as this receiver has it.
    fn fill(&self, client: &Client) -> String {
        let Client { helo, reverse, ip, sender, below } = client;
        let literal = if ip.contains(':') { format!("[IPv6:{ip}]") } else { format!("[{ip}]") };
        let named = reverse.unwrap_or("unknown");
        let gmail = reverse.map_or(format!("{helo} ([{ip}])"), |name| format!("{helo} ({name}. [{ip}])"));
        let exim = match reverse {
            Some(name) if name == helo => format!("{name} ([{ip}]:40312)"),
            Some(name) => format!("{name} ([{ip}]:40312 helo={helo})"),
            None => format!("[{ip}] (port=40312 helo={helo})"),
        };
        let domain = sender.rsplit('@').next().unwrap_or_default();
        let places = [
            ("{postfix}", format!("{helo} ({named} {literal})")),
            ("{gmail}", gmail),
            ("{exim}", exim),
            ("{exchange}", format!("{helo} ({ip})")),
            ("{bare}", format!("{helo} ([{ip}])")),
            ("{yahoo}", format!("{ip} (EHLO {helo})")),
            ("{helo}", helo.clone()),
            ("{ip}", (*ip).to_owned()),
            ("{sender}", (*sender).to_owned()),
            ("{envelope-domain}", domain.to_owned()),
            ("{domain}", "sender.example".to_owned()),
            ("{rcpt}", RECIPIENT.to_owned()),
            ("{date}", DATE.to_owned()),
        ];
        let fill = |text: &str| {
            places.iter().fold(text.to_owned(), |text, (place, value)| text.replace(place, value))
        };
        match self.header.split_once("*\n") {
            Some((above, end)) => fill(above) + below + &fill(end),
            None => fill(&self.header) + below,
        }
    }
}

fn report(header: &str) -> Report {
    // A signature that fields of results can be about.
    let rest = "DKIM-Signature: v=1; a=rsa-sha256; d=sender.example; s=s1; h=from; bh=AAAA; b=AAAA\nFrom: Taro <info@sender.example>\nTo: hanako@receiver.example\nSubject: x\nDate: Mon, 23 Nov 2026 \
        10:00:00 +0000\nMessage-ID: <1@sender.example>\n\nHello\n";
    let message = format!("{header}{rest}").replace('\n', "\r\n");
    let mut ingest = Ingest::new(message.len(), Options::default());
    ingest.push(message.as_bytes());
    ingest.finish().evaluate(&Answers::default(), &Circumstances::default(), None).report
}

/// `client=… helo=… sender=…`
fn envelope(report: &Report) -> String {
    let envelope = &report.envelope;
    let show = |part: &Option<waxseal::policy::Claimed>| {
        part.as_ref().map_or("-".to_owned(), |part| {
            if part.value.is_empty() { "<>".to_owned() } else { part.value.clone() }
        })
    };
    format!(
        "client={} helo={} sender={}",
        show(&envelope.client),
        show(&envelope.helo),
        show(&envelope.mail_from)
    )
}

fn believed(report: &Report) -> usize {
    report.claims.iter().filter(|claim| claim.standing != Standing::Sender).count()
}

/// What the sender's servers wrote, and a forged field of the receiver's.
fn sent(host: &str) -> String {
    format!(
        "Received: from desk.sender.example (desk.sender.example [203.0.113.5])\n\tby mail.sender.example (Postfix) \
         with ESMTPSA id 1A; {DATE}\nAuthentication-Results: {host}; spf=pass smtp.mailfrom=sender.example; dmarc=pass \
         header.from=sender.example\nReceived-SPF: pass (receiver={host}) client-ip=203.0.113.5;\n"
    )
}

/// The ways to a mailbox, and those that an attacker takes.
fn clients(form: &Form) -> Vec<(&'static str, Client)> {
    let sent = sent(&form.host);
    let direct = Client {
        helo: "mail.sender.example".to_owned(),
        reverse: Some("mail.sender.example"),
        ip: "192.0.2.1",
        sender: "info@sender.example",
        below: sent.clone(),
    };
    let handed = |by: &str| {
        format!(
            "Received: from mail.sender.example (mail.sender.example [192.0.2.1])\n\tby {by} (Postfix) with ESMTPS id 2B for <me@fwd.example>; {DATE}\n{sent}"
        )
    };
    let forwarded = Client {
        helo: "out7.fwd.example".to_owned(),
        reverse: Some("a7.fwd.example"),
        ip: "198.51.100.7",
        sender: "SRS0=hhhh=tt=sender.example=info@fwd.example",
        below: handed("out7.fwd.example"),
    };
    let list = Client {
        helo: "lists.list.example".to_owned(),
        reverse: Some("lists.list.example"),
        ip: "2001:db8:11::25",
        sender: "talk-bounces@list.example",
        below: format!(
            "Received: from lists.list.example (localhost [127.0.0.1])\n\tby lists.list.example (Postfix) with ESMTP id 3C; \
             {DATE}\nList-Id: Talk <talk.list.example>\n{}",
            handed("lists.list.example")
        ),
    };
    let nameless = Client { reverse: None, ..direct.clone() };
    let literal = Client { helo: "[192.0.2.1]".to_owned(), ..nameless.clone() };
    let forged = format!(
        "Received: from mail.bank.example (mail.bank.example [198.51.100.9])\n\tby {} with ESMTPS id 9Z for \
         <{RECIPIENT}>; {DATE}\n",
        form.host
    );
    let own_name = Client {
        helo: form.host.clone(),
        reverse: None,
        ip: "192.0.2.66",
        sender: "ceo@bank.example",
        below: forged.clone() + &sent,
    };
    let bank = Client { ip: "198.51.100.9", sender: "ceo@bank.example", ..direct.clone() };
    let whole = Client { ip: "192.0.2.66", below: forged + &form.fill(&bank), ..direct.clone() };
    vec![
        ("direct", direct),
        ("forwarded", forwarded),
        ("list", list),
        ("without reverse name", nameless),
        ("literal", literal),
        ("receiver's name", own_name),
        ("receiver's header", whole),
    ]
}

#[test]
fn mailboxes_name_their_clients() {
    let mut wrong = String::new();
    for form in forms() {
        for (way, client) in clients(&form) {
            let report = report(&form.fill(&client));
            let expected = format!("client={} helo={} sender={}", client.ip, client.helo, client.sender);
            let found = envelope(&report);
            if found != expected {
                writeln!(wrong, "{} {way}: {found}, not {expected}", form.name).expect("it is written");
            }
            if believed(&report) != form.believed {
                let all = report.claims.len();
                writeln!(wrong, "{} {way}: {} of {all} believed", form.name, believed(&report))
                    .expect("it is written");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn mail_that_stays_within_a_provider() {
    for (name, text) in files("tests/chains/own") {
        let text: String = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .fold(String::new(), |all, line| all + line + "\n");
        for case in text.split("== ").skip(1) {
            let (title, rest) = case.split_once('\n').expect("a title");
            let (header, expected) = rest.split_once("--\n").expect("what is expected");
            let report = report(&header.replace("{date}", DATE));
            let found =
                format!("{} believed={}/{}", envelope(&report), believed(&report), report.claims.len());
            assert_eq!(found, expected.trim(), "{name}: {title}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a sender puts into the header, and calls itself, the client is the one that was connected.
    #[test]
    fn nothing_that_a_sender_writes_moves_the_client(
        place in 0_usize..1000,
        pieces in proptest::collection::vec((0_usize..1000, select(vec!["mail.bank.example", "{host}", "x"])), 0..8),
        helo in select(vec!["mail.evil.example", "{host}", "localhost", "[127.0.0.1]", "x.prod.outlook.com"]),
    ) {
        let forms = forms();
        let form = &forms[place % forms.len()];
        let name = |text: &str| text.replace("{host}", &form.host);
        let mut below = String::new();
        for (other, helo) in pieces {
            let other = &forms[other % forms.len()];
            let bank = Client {
                helo: name(helo),
                reverse: Some("mail.bank.example"),
                ip: "198.51.100.9",
                sender: "ceo@bank.example",
                below: String::new(),
            };
            below += &other.fill(&bank);
        }
        let evil = Client { helo: name(helo), reverse: None, ip: "192.0.2.66", sender: "a@evil.example", below };
        let report = report(&form.fill(&evil));
        let client = report.envelope.client.as_ref().map(|client| client.value.as_str());
        prop_assert_eq!(client, Some("192.0.2.66"), "{}", form.name);
    }
}
