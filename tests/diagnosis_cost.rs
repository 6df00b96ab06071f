//! What the search for causes costs beside a plain verification of the same message: `make
//! bench-diagnosis`. Each ratio comes from one run, because absolute times drift. Time is that of the
//! processor, where the system tells it, because other programs run beside.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

mod common;
mod signer;

use std::time::{Duration, Instant};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use signer::{Canon, Key, Signer, zone};
use waxseal::{
    Circumstances,
    dns::{Answers, Provenance},
};

/// Octets of a body, and the most that the search may cost, in verifications.
const SIZES: [(usize, f64); 3] = [(100_000, 200.0), (500_000, 40.0), (2_000_000, 40.0)];
/// Verifications that are measured together, and searches.
const VERIFICATIONS: u32 = 40;
const SEARCHES: u32 = 2;

const HEADER: &str = "From: Alice <alice@sender.example>\r\nTo: Bob <bob@receiver.example>\r\n\
    Subject: The minutes\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@sender.example>\r\n\
    MIME-Version: 1.0\r\n";
const FOOTER: &str = "_______________________________________________\r\nminutes mailing list\r\n";

type Change = fn(&str) -> String;

#[test]
#[ignore = "measures"]
fn the_search_costs_little() {
    for (size, limit) in SIZES {
        println!("verifications that the search costs, {limit} at most with {size} octets:");
        measure_all(size, limit);
    }
}

fn measure_all(size: usize, limit: f64) {
    let sources = [
        ("text", text(size)),
        ("base64", attachment(size)),
        ("multipart", multipart(size)),
        ("newsletter", newsletter(size)),
    ];
    for (kind, source) in sources {
        for (key, canon) in [("rsa2048", Canon::Relaxed), ("ed25519", Canon::Simple)] {
            let damages: [(&str, Change); 4] = [
                ("footer found", footer),
                ("body unexplained", |source| source.replacen("BBB", "BXB", 1)),
                ("header unexplained", |source| source.replacen("The minutes", "Other minutes of it", 1)),
                ("both unexplained", |source| {
                    source.replacen("BBB", "BXB", 1).replacen("The minutes", "Other minutes of it", 1)
                }),
            ];
            for (name, change) in damages {
                measure(&format!("{kind}, {key}, {name}"), key, canon, &source, change, limit);
            }
        }
    }
}

fn measure(name: &str, key: &str, canon: Canon, source: &str, change: Change, limit: f64) {
    let key = Key::load(key);
    let signer =
        Signer::new(&key, "sender.example", "s1", "from:to:subject:date:message-id").canon(canon, canon);
    let sent = String::from_utf8(signer.sign(&key, source.as_bytes())).expect("the messages are ASCII");
    let damaged = change(&sent);
    assert_ne!(damaged, sent, "{name}");
    let mut answers = Answers::default();
    let records = zone::txt("s1._domainkey.sender.example", &key.record());
    let records = waxseal::dns::zone::parse(&records, &common::platform::native());
    records.add_to(&mut answers, &Provenance::Recorded, &[]);
    let verify = |message: &str| {
        let analysis = common::analyse(message.as_bytes(), message.len());
        let report = analysis.evaluate(&answers, &Circumstances::default(), None).report;
        (analysis, report)
    };
    let plain = cost(VERIFICATIONS, || drop(verify(&sent)));
    let (analysis, report) = verify(&damaged);
    let search = cost(SEARCHES, || drop(analysis.diagnose(&report, &answers)));
    let diagnoses = analysis.diagnose(&report, &answers);
    let said: Vec<_> = diagnoses
        .iter()
        .map(|one| (one.body, one.header, one.causes.len(), one.hashed_octets, one.operations))
        .collect();
    let ratio = search.as_secs_f64() / plain.as_secs_f64();
    let header = cost(SEARCHES, || drop(analysis.diagnose_header(&report, &answers)));
    let mark = if ratio > limit { " TOO MUCH" } else { "" };
    println!(
        "{ratio:8.1}  {name}: {search:.1?}, the header {header:.1?}, beside {plain:.1?}, {said:?}{mark}"
    );
}

/// What one of so many runs takes.
fn cost(runs: u32, mut run: impl FnMut()) -> Duration {
    let (clock, start) = (Instant::now(), processor_time());
    for _ in 0..runs {
        run();
    }
    let taken =
        start.zip(processor_time()).map_or_else(|| clock.elapsed(), |(start, end)| end.saturating_sub(start));
    taken / runs
}

/// What this thread has had of the processor; Linux tells it.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// At the end of the text, or of its part.
fn footer(source: &str) -> String {
    match source.rfind("\r\n--=_m\r\nContent-Type: application/pdf") {
        Some(end) => source[..end].to_owned() + FOOTER + &source[end..],
        None => source.to_owned() + FOOTER,
    }
}

fn text(size: usize) -> String {
    let line = "We met at the mill and BBB agreed on what follows; nobody was against it.\r\n";
    HEADER.to_owned() + "Content-Type: text/plain\r\n\r\n" + &line.repeat(size / line.len())
}

fn base64(size: usize) -> String {
    let octets: Vec<u8> =
        (0..size * 3 / 4).map(|place| u8::try_from(place * place % 251).expect("an octet")).collect();
    let text = STANDARD.encode(octets);
    let mut lines: Vec<&str> = Vec::new();
    for start in (0..text.len()).step_by(76) {
        lines.push(&text[start..(start + 76).min(text.len())]);
    }
    lines.join("\r\n") + "\r\n"
}

fn attachment(size: usize) -> String {
    let body = "BBBB".repeat(19) + "\r\n" + &base64(size);
    format!("{HEADER}Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}")
}

/// Text and HTML, and no attachment.
fn newsletter(size: usize) -> String {
    let line = "We met at the mill and BBB agreed on what follows; nobody was against it.\r\n";
    let row = "<tr><td class=3D\"a\"><a href=3D\"https://mill.example/menu?day=3D1\">The menu</a> =E2=80=93 now</td></tr>=\r\n";
    format!(
        "{HEADER}Content-Type: multipart/alternative; boundary=\"=_m\"\r\n\r\n--=_m\r\nContent-Type: text/plain\r\n\r\n{}\r\n\
        --=_m\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <html><body><table>\r\n{}</table></body></html>\r\n--=_m--\r\n",
        line.repeat(size / 10 / line.len()),
        row.repeat(size / 10 * 9 / row.len())
    )
}

fn multipart(size: usize) -> String {
    let line = "We met at the mill and BBB agreed on what follows; nobody was against it.\r\n";
    format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=\"=_m\"\r\n\r\n--=_m\r\nContent-Type: text/plain\r\n\r\n{}\r\n\
        --=_m\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--=_m--\r\n",
        line.repeat(60),
        base64(size - 5_000)
    )
}
