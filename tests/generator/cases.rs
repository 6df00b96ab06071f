//! The cases under tests/cases: one small message for each thing that can be noticed.

#[path = "arc.rs"]
mod arc;
#[path = "borders.rs"]
mod borders;
#[path = "keys.rs"]
mod keys;
#[path = "paste.rs"]
mod paste;
#[path = "policy.rs"]
mod policy;
#[path = "records.rs"]
mod records;
#[path = "rules.rs"]
mod rules;
#[path = "sender.rs"]
mod sender;

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::signer::{Canon, Key, Signer, hash, key, zone};

/// 2026-11-23 12:00:00 +0000.
const NOW: i64 = 1_795_435_200;

/// Where the key of `sender.example` stands.
const KEY_NAME: &str = "s1._domainkey.sender.example";

const FIELDS: &str = "from:to:subject:date:message-id";

const MESSAGE: &str = "From: Alice <alice@sender.example>\r\n\
    To: Bob <bob@receiver.example>\r\n\
    Subject: Lunch\r\n\
    Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\
    Message-ID: <1@sender.example>\r\n\
    \r\n\
    Are we hungry yet?\r\n";

/// The files of the cases, by their path inside the package; the reports are not among them.
pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    let mut maker = Maker { files: BTreeMap::new(), key: Key::load("ed25519") };
    maker.good();
    maker.message();
    maker.paste();
    maker.from();
    maker.identity();
    maker.unencoded();
    maker.quoted();
    maker.domains();
    maker.set();
    maker.tags();
    maker.values();
    maker.numbers();
    maker.names();
    maker.verdicts();
    maker.coverage();
    maker.answers();
    maker.records();
    maker.keys();
    maker.mistakes();
    maker.gone();
    maker.policy();
    maker.arc();
    maker.requirements();
    maker.destinations();
    maker.bare_domains();
    maker.faulty_domains();
    maker.faulty_records();
    maker.files
}

struct Maker {
    files: BTreeMap<String, Vec<u8>>,
    /// The key of most cases: short.
    key: Key,
}

impl Maker {
    fn add(&mut self, name: &str, message: impl Into<Vec<u8>>, zone: &str) {
        self.add_with(name, message, &[zone], &json!({ "now": NOW }));
    }

    fn add_with(&mut self, name: &str, message: impl Into<Vec<u8>>, zones: &[&str], options: &Value) {
        let folder = format!("tests/cases/{name}");
        let mut put = |file: &str, octets: Vec<u8>| {
            let before = self.files.insert(format!("{folder}/{file}"), octets);
            assert!(before.is_none(), "{folder}/{file} is made twice");
        };
        put("message.eml", message.into());
        for (index, zone) in zones.iter().enumerate().filter(|(_, zone)| !zone.is_empty()) {
            let file = if index == 0 { "zone.txt".to_owned() } else { format!("zone-{}.txt", index + 1) };
            put(&file, zone.as_bytes().to_vec());
        }
        put("options.json", format!("{options}\n").into_bytes());
    }

    /// The key record of most cases, as a zone line.
    fn zone(&self) -> String {
        zone::txt(KEY_NAME, &self.key.record())
    }

    fn signer(&self) -> Signer {
        Signer::new(&self.key, "sender.example", "s1", FIELDS)
    }

    /// A case of [`MESSAGE`] with the signature that `change` makes of the ordinary one.
    fn signed(&mut self, name: &str, change: impl Fn(Signer) -> Signer) {
        let message = change(self.signer()).sign(&self.key, MESSAGE.as_bytes());
        self.add(name, message, &self.zone());
    }

    /// The same with an RSA key.
    fn signed_rsa(
        &mut self,
        name: &str,
        key: &str,
        record: impl Fn(&Key) -> String,
        change: impl Fn(Signer) -> Signer,
    ) {
        let key = Key::load(key);
        let signer = Signer::new(&key, "sender.example", "s1", FIELDS);
        let message = change(signer).sign(&key, MESSAGE.as_bytes());
        let zone = zone::txt(KEY_NAME, &record(&key));
        self.add(name, message, &zone);
    }

    /// A case of the ordinary signature with other records.
    fn recorded(&mut self, name: &str, zone: &str) {
        let message = self.signer().sign(&self.key, MESSAGE.as_bytes());
        self.add(name, message, zone);
    }

    /// The ordinary signed message with `from` replaced by `to` afterwards.
    fn altered(&mut self, name: &str, from: &str, to: &str) {
        let message = self.signer().sign(&self.key, MESSAGE.as_bytes());
        self.add(name, replace(&message, from, to), &self.zone());
    }

    /// A signed message of which one piece is written in another way.
    fn written(&mut self, name: &str, piece: &str, other: &str) {
        let message = self.signer().sign(&self.key, MESSAGE.replace(piece, other).as_bytes());
        let zone = self.zone();
        self.add(name, message, &zone);
    }

    fn good(&mut self) {
        for header in Canon::ALL {
            for body in Canon::ALL {
                let name = format!("dkim-pass-{}-{}", header.name(), body.name());
                self.signed(&name, |signer| signer.canon(header, body));
            }
        }
        self.signed_rsa("dkim-pass-rsa", "rsa2048", Key::record, |signer| signer);
        self.signed("dkim-pass-all-tags", |signer| {
            signer
                .set("t", "1795431600")
                .set("x", "1795518000")
                .set("l", "20")
                .set("q", "dns/txt")
                .set("i", "alice@mail.sender.example")
                .set("z", "From:Alice=20<alice@sender.example>|Subject:Lunch")
                .set("unknown", "ignored")
        });
        let oversigned = "from:from:to:to:subject:subject:date:message-id:reply-to";
        self.signed("dkim-pass-oversigned", |signer| signer.set("h", oversigned));
        let rsa = Key::load("rsa2048");
        let message = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let message = Signer::new(&rsa, "sender.example", "s2", FIELDS).sign(&rsa, &message);
        let zone = self.zone() + &zone::txt("s2._domainkey.sender.example", &rsa.record());
        self.add("dkim-pass-two-signatures", message, &zone);
    }

    fn message(&mut self) {
        self.add("message-empty", "", "");
        self.add("message-blank", "\r\n \t\r\n", "");
        self.add(
            "message-picture",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0".to_vec(),
            "",
        );
        self.add("message-prose", "Dear sir or madam,\r\n\r\nI wrote this here by hand.\r\n", "");
        let signed = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let zone = self.zone();
        self.add("message-byte-order-mark", [&b"\xef\xbb\xbf"[..], &signed].concat(), &zone);
        let mbox = b"From alice@sender.example Mon Nov 23 10:00:00 2026\r\n";
        self.add("message-mbox-line", [&mbox[..], &signed].concat(), &zone);
        self.add("message-bare-lf", replace(&signed, "\r\n", "\n"), &zone);
        self.altered("message-header-bare-cr", "Subject: Lunch", "Subject: Lunch\rX: y");
        self.altered("message-bare-cr", "hungry", "hung\rry");
        self.add("message-header-only", header_of(&signed), &zone);
        let without_author = replace(&header_of(&signed), "From: Alice <alice@sender.example>\r\n", "");
        self.add("message-from-absent", without_author, &zone);
        self.altered("message-malformed-line", "Subject: Lunch", "no field\r\nSubject: Lunch");
        self.altered("message-space-before-colon", "Subject: Lunch", "Subject \t: Lunch");
        self.altered("message-duplicate-field", "Subject: Lunch", "Subject: You have won\r\nSubject: Lunch");
        let shifting =
            "Subject: =?ISO-2022-JP?B?GyRCJDRAQTVhPXEkThsoQg==?=\r\n =?ISO-2022-JP?B?GyRCJCpDTiRpJDsbKEI=?=";
        self.altered("message-subject-shifting", "Subject: Lunch", shifting);
        let nested = format!("From: {}x{} <alice@sender.example>", "(".repeat(51), ")".repeat(51));
        self.altered("message-limit-reached", "From: Alice <alice@sender.example>", &nested);
    }

    fn set(&mut self) {
        self.add("dkim-unsigned", MESSAGE, "");
        let many = "DKIM-Signature: v=1\r\n".repeat(101);
        self.add("dkim-too-many-signatures", many + MESSAGE, "");
        let mut message = MESSAGE.as_bytes().to_vec();
        let mut zone = String::new();
        for index in 0..11 {
            let selector = format!("s{index}");
            message = Signer::new(&self.key, "sender.example", &selector, FIELDS).sign(&self.key, &message);
            zone += &zone::txt(&format!("{selector}._domainkey.sender.example"), &self.key.record());
        }
        self.add("dkim-too-many-key-names", message, &zone);
        let rsa = Key::load("rsa2048");
        let message = Signer::new(&rsa, "sender.example", "s1", FIELDS).sign(&rsa, MESSAGE.as_bytes());
        let record = |number: u8| format!("v=DKIM1; p={}", costly_key(number, MOST));
        let zone: String = (0..10).map(|number| zone::txt(KEY_NAME, &record(number))).collect();
        self.add("dkim-too-much-arithmetic", message, &zone);
        // To try what these records were meant to be takes all that may be spent on arithmetic, to the
        // last unit: the verdict on the lower signature comes first.
        let exponents = std::iter::repeat_n(MOST, 9).chain([(1 << 28) + 1]);
        let records = (0..).zip(exponents).map(|(number, exponent)| costly_key(number, exponent));
        let zone: String = records.map(|key| zone::txt(KEY_NAME, &format!("\"v=DKIM1; p={key}\""))).collect();
        let message = Signer::new(&self.key, "sender.example", "s2", FIELDS);
        let message = message.sign(&self.key, MESSAGE.as_bytes());
        let message = Signer::new(&rsa, "sender.example", "s1", FIELDS).sign(&rsa, &message);
        let zone = zone + &zone::txt("s2._domainkey.sender.example", &self.key.record());
        self.add("dkim-verdicts-before-explanations", message, &zone);
    }

    fn tags(&mut self) {
        self.signed("dkim-tag-syntax", |signer| signer.set("c", "relaxed/relaxed; no tag"));
        self.signed("dkim-tag-duplicate", |signer| signer.add("d", "sender.example"));
        self.signed("dkim-tag-limit", |signer| {
            (0..64).fold(signer, |signer, n| signer.set(&format!("x{n}"), "1"))
        });
        self.signed("dkim-tag-missing", |signer| signer.without("bh"));
        self.signed("dkim-tag-value", |signer| signer.set("l", "-1"));
        self.signed("dkim-version", |signer| signer.set("v", "2"));
        self.signed("dkim-algorithm-unknown", |signer| signer.set("a", "rsa-md5"));
        self.signed("dkim-canonicalization-unknown", |signer| signer.set("c", "strict/relaxed"));
        self.signed("dkim-query-method-unknown", |signer| signer.set("q", "http/well-known"));
        self.signed_rsa("dkim-sha1", "rsa2048", Key::record, |signer| signer.set("a", "rsa-sha1"));
    }

    fn values(&mut self) {
        self.signed("dkim-base64-foreign-octet", |signer| signer.set("bh", "*not*base64*"));
        self.signed("dkim-base64-padding", |signer| signer.set("bh", "AAA"));
        self.signed("dkim-base64-empty", |signer| signer.without("b").add("b", " "));
        let digest = STANDARD.encode(hash("sha256", b"Are we hungry yet?\r\n"));
        // 32 octets leave two unused bits in the last of 43 characters.
        let last = digest.find('=').expect("a digest of 32 octets is padded") - 1;
        let next = char::from(digest.as_bytes()[last] + 1);
        let mut untidy = digest.clone();
        untidy.replace_range(last..=last, &next.to_string());
        self.signed("dkim-base64-trailing-bits", |signer| signer.set("bh", &untidy));
        self.signed("dkim-body-hash-length", |signer| signer.set("bh", &STANDARD.encode([0; 20])));
    }

    /// Numbers beyond what every reader of JSON keeps exact (2^53 − 1), and beyond 64 bits.
    fn numbers(&mut self) {
        for (name, value) in [("2-53", "9007199254740992"), ("2-64", "18446744073709551616")] {
            self.signed(&format!("dkim-number-{name}-t"), |signer| signer.set("t", value));
            self.signed(&format!("dkim-number-{name}-x"), |signer| signer.set("x", value));
            self.signed(&format!("dkim-number-{name}-l"), |signer| signer.set("l", value));
        }
        self.signed("dkim-number-76-digits", |signer| signer.set("l", &"9".repeat(76)));
        self.signed("dkim-number-77-digits", |signer| signer.set("l", &"0".repeat(77)));
        self.signed("dkim-time-12-digits", |signer| signer.set("x", "999999999999"));
        self.signed("dkim-time-without-end", |signer| {
            signer.set("t", "1795431600").set("x", "1000000000000")
        });
        let endless = "9".repeat(30);
        self.signed("dkim-time-both-without-end", |signer| signer.set("t", &endless).set("x", &endless));
    }

    fn names(&mut self) {
        self.signed("dkim-invalid-name-foreign-octet", |signer| {
            signer.set("d", "sender.example(.evil.example")
        });
        self.signed("dkim-invalid-name-empty", |signer| signer.set("d", "sender..example"));
        self.signed("dkim-invalid-name-too-long", |signer| signer.set("s", &"s".repeat(64)));
        self.signed("dkim-private-name", |signer| signer.set("d", "printer.local"));
        self.signed("dkim-selector-nul", |signer| signer.set("s", "s1\0"));
        self.signed("dkim-copied-fields-faulty", |signer| {
            signer.set("z", "From:Alice=20<alice@sender.example>|Subject")
        });
        let message = MESSAGE.replace("alice@sender.example", "alice@shop.city.example");
        let message =
            Signer::new(&self.key, "city.example", "s1", FIELDS).sign(&self.key, message.as_bytes());
        let zone = zone::txt("s1._domainkey.city.example", &self.key.record())
            + &zone::txt("_dmarc.city.example", "v=DMARC1; p=none; psd=y")
            + &zone::txt("_dmarc.shop.city.example", "v=DMARC1; p=reject");
        self.add("dkim-registry-suffix-by-record", message, &zone);
        self.signed("dkim-identity-outside", |signer| signer.set("i", "alice@badsender.example"));
        let message = MESSAGE.replace("alice@sender.example", "alice@bücher.example");
        let message =
            Signer::new(&self.key, "bücher.example", "s1", FIELDS).sign(&self.key, message.as_bytes());
        let zone = zone::txt("s1._domainkey.xn--bcher-kva.example", &self.key.record());
        self.add("dkim-pass-u-label", message, &zone);
        let signer = Signer::new(&self.key, "bücher.example", "schlüssel", FIELDS);
        let message = MESSAGE.replace("alice@sender.example", "alice@post.bücher.example");
        let message = signer.set("i", "alice@post.bücher.example").sign(&self.key, message.as_bytes());
        let zone = zone::txt("xn--schlssel-95a._domainkey.xn--bcher-kva.example", &self.key.record());
        self.add("dkim-pass-u-label-identity", message, &zone);
    }

    fn verdicts(&mut self) {
        self.signed("dkim-from-not-signed", |signer| signer.set("h", "to:subject"));
        let many = format!("from{}", ":x".repeat(1000));
        self.signed("dkim-signed-field-limit", |signer| signer.set("h", &many));
        self.signed("dkim-body-length-too-large", |signer| signer.set("l", "1000"));
        self.signed("dkim-expired", |signer| signer.set("t", "1795000000").set("x", "1795086400"));
        self.signed("dkim-expiration-before-timestamp", |signer| {
            signer.set("t", "1795431600").set("x", "1795431600")
        });
        self.signed("dkim-timestamp-in-future", |signer| signer.set("t", "1795694400"));
        self.altered("dkim-body-hash-mismatch", "hungry", "thirsty");
        self.altered("dkim-signature-mismatch", "Subject: Lunch", "Subject: Dinner");
    }

    fn coverage(&mut self) {
        let signed = self.signer().set("l", "20").sign(&self.key, MESSAGE.as_bytes());
        let zone = self.zone();
        self.add("dkim-unsigned-body", [&signed[..], b"And an advertisement.\r\n"].concat(), &zone);
        self.signed("dkim-field-unsigned", |signer| signer.set("h", "from:to:date:message-id"));
        self.altered("dkim-instance-unsigned", "DKIM-Signature", "Subject: You have won\r\nDKIM-Signature");
        let message = MESSAGE.replace("alice@sender.example", "service@bank.example");
        let message = self.signer().sign(&self.key, message.as_bytes());
        self.add("dkim-other-domain-header-only", header_of(&message), &zone);
        self.add("dkim-other-domain", message, &zone);
        let message = MESSAGE.replace("alice@sender.example", "service@bank.co.uk");
        let message = Signer::new(&self.key, "co.uk", "s1", FIELDS).sign(&self.key, message.as_bytes());
        let registry = zone::txt("s1._domainkey.co.uk", &self.key.record());
        self.add("dkim-registry-suffix", message, &registry);
        let field = self.signer().field(&self.key, MESSAGE.as_bytes());
        self.add("dkim-duplicate", [&field, &field, MESSAGE.as_bytes()].concat(), &zone);
    }
}

/// The largest exponent that is allowed.
const MOST: u64 = (1 << 33) - 1;

/// A public key of 8192 bits, made of nothing.
fn costly_key(number: u8, exponent: u64) -> String {
    let octets = (0..32_u8).flat_map(|block| hash("sha256", &[number, block]));
    let mut modulus: Vec<u8> = octets.collect();
    modulus[0] |= 0x80;
    modulus[1023] |= 1;
    let exponent = exponent.to_be_bytes();
    let zeros = exponent.iter().take_while(|octet| **octet == 0).count();
    STANDARD.encode(key::rsa_public_info(&modulus, &exponent[zeros..]))
}

/// The header section of `source`.
fn header_of(source: &[u8]) -> Vec<u8> {
    let end = source.windows(4).position(|four| four == b"\r\n\r\n").expect("there is a body");
    source[..end + 2].to_vec()
}

/// `source` with every `from` replaced by `to`.
fn replace(source: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(source).expect("the cases are UTF-8");
    let replaced = text.replace(from, to);
    assert_ne!(replaced, text, "{from:?} is in the message");
    replaced.into_bytes()
}
