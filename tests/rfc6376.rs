//! The examples of RFC 6376.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;
mod signer;

use common::recorded::{Recorded, value};
use serde_json::Value;
use signer::{Canon, Key, Signer, zone};

/// §3.4.5, example 1.
const HEADER: [&str; 2] = ["A: X\r\n", "B : Y\t\r\n\tZ  \r\n"];
const BODY: &str = " C \r\nD \t E\r\n\r\n\r\n";

/// Field by field and body, as §3.4.5 gives them for each algorithm.
const SIMPLE_HEADER: [&str; 2] = HEADER;
const RELAXED_HEADER: [&str; 2] = ["a:X\r\n", "b:Y Z\r\n"];
const SIMPLE_BODY: &str = " C \r\nD \t E\r\n";
const RELAXED_BODY: &str = " C\r\nD E\r\n";

fn report(message: &[u8], zone: &str) -> Value {
    let recorded = Recorded { zones: vec![zone.to_owned()], ..Recorded::default() };
    value(&recorded.report(message, message.len()))
}

fn results(report: &Value) -> Vec<&str> {
    let signatures = report["dkim"].as_array().expect("a report lists the signatures");
    signatures.iter().map(|signature| signature["result"].as_str().expect("it has a result")).collect()
}

#[test]
fn section_3_4_5_the_signer_of_these_tests() {
    for (field, (simple, relaxed)) in HEADER.iter().zip(SIMPLE_HEADER.iter().zip(RELAXED_HEADER)) {
        assert_eq!(Canon::Simple.field(field.as_bytes()), simple.as_bytes());
        assert_eq!(Canon::Relaxed.field(field.as_bytes()), relaxed.as_bytes());
    }
    assert_eq!(Canon::Simple.body(BODY.as_bytes()), SIMPLE_BODY.as_bytes());
    assert_eq!(Canon::Relaxed.body(BODY.as_bytes()), RELAXED_BODY.as_bytes());
}

/// A signature over the example's canonical form verifies over the example itself.
#[test]
fn section_3_4_5_through_the_core() {
    let key = Key::load("ed25519");
    let zone = zone::txt("s._domainkey.example.com", &key.record());
    let from = "From: a@example.com\r\n";
    for header in Canon::ALL {
        for body in Canon::ALL {
            let signer = Signer::new(&key, "example.com", "s", "a:b:from").canon(header, body);
            let canonical = match (header, body) {
                (Canon::Simple, Canon::Simple) => [&SIMPLE_HEADER.concat(), from, "\r\n", SIMPLE_BODY],
                (Canon::Simple, Canon::Relaxed) => [&SIMPLE_HEADER.concat(), from, "\r\n", RELAXED_BODY],
                (Canon::Relaxed, Canon::Simple) => [&RELAXED_HEADER.concat(), from, "\r\n", SIMPLE_BODY],
                (Canon::Relaxed, Canon::Relaxed) => [&RELAXED_HEADER.concat(), from, "\r\n", RELAXED_BODY],
            };
            let field = signer.field(&key, canonical.concat().as_bytes());
            let original = [&HEADER.concat(), from, "\r\n", BODY].concat();
            let message = [field.as_slice(), original.as_bytes()].concat();
            let report = report(&message, &zone);
            assert_eq!(results(&report), ["pass"], "{}/{}", header.name(), body.name());
        }
    }
}

/// §3.4.3 and §3.4.4: hashes of an empty body, as the RFC prints them.
#[test]
fn empty_bodies() {
    let message = "From: a@example.com\r\n\r\n";
    let key = Key::load("ed25519");
    let rsa = Key::load("rsa2048");
    for (key, algorithm, body, hash) in [
        (&rsa, "rsa-sha1", Canon::Simple, "uoq1oCgLlTqpdDX/iUbLy7J1Wic="),
        (&key, "ed25519-sha256", Canon::Simple, "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="),
        (&rsa, "rsa-sha1", Canon::Relaxed, "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        (&key, "ed25519-sha256", Canon::Relaxed, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ] {
        let signer = Signer::new(key, "example.com", "s", "from").set("a", algorithm);
        let signer = signer.canon(Canon::Relaxed, body).set("bh", hash);
        let zone = zone::txt("s._domainkey.example.com", &key.record());
        for message in [message, "From: a@example.com\r\n\r\n\r\n\r\n"] {
            let report = report(&signer.sign(key, message.as_bytes()), &zone);
            let checks = &report["dkim"][0]["checks"];
            assert_eq!(
                (&checks["body_hash"], &checks["signature"]),
                (&"pass".into(), &"pass".into()),
                "{hash}"
            );
        }
    }
}

/// Appendix A.2. What the printed form changed is put back: six spaces of indentation, and one space
/// between the sentences, for the body's hash is that of one.
const MESSAGE: &str = "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n\
    \x20     c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n\
    \x20     h=Received : From : To : Subject : Date : Message-ID;\r\n\
    \x20     bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n\
    \x20     b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n\
    \x20     4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n\
    \x20     KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n\
    \x20     4bmp/YzhwvcubU4=;\r\n\
    Received: from client1.football.example.com  [192.0.2.1]\r\n\
    \x20     by submitserver.example.com with SUBMISSION;\r\n\
    \x20     Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n\
    From: Joe SixPack <joe@football.example.com>\r\n\
    To: Suzie Q <suzie@shopping.example.net>\r\n\
    Subject: Is dinner ready?\r\n\
    Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
    Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\
    \r\n\
    Hi.\r\n\
    \r\n\
    We lost the game. Are you hungry yet?\r\n\
    \r\n\
    Joe.\r\n";

/// Appendix C, at the name that A.3 asks for.
const RECORD: &str = "$ORIGIN _domainkey.example.com.\n\
    brisbane IN  TXT  (\"v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ\"\n\
    \x20                  \"KBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt\"\n\
    \x20                  \"IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v\"\n\
    \x20                  \"/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi\"\n\
    \x20                  \"tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB\")\n";

#[test]
fn appendix_a_and_c() {
    let report = report(MESSAGE.as_bytes(), RECORD);
    assert_eq!(results(&report), ["pass"]);
    let signature = &report["dkim"][0];
    assert_eq!(signature["key_name"], "brisbane._domainkey.example.com");
    assert_eq!(signature["signature"]["identity"], "joe@football.example.com");
    assert_eq!(signature["keys"][0]["bits"], 1024);
}
