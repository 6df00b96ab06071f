//! The cases under tests/cases: one small message for each thing that can be noticed.

#[path = "arc.rs"]
mod arc;
#[path = "paste.rs"]
mod paste;
#[path = "policy.rs"]
mod policy;
#[path = "rules.rs"]
mod rules;

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

    fn from(&mut self) {
        let author = "From: Alice <alice@sender.example>";
        self.altered("message-from-missing", &format!("{author}\r\n"), "");
        self.altered("message-from-twice", author, &format!("From: Eve <eve@evil.example>\r\n{author}"));
        self.altered("message-from-two-mailboxes", author, "From: alice@sender.example, eve@evil.example");
        self.altered("message-from-ambiguous", author, "From: <alice@sender.example>, \\, eve@evil.example>");
        for (name, from) in [
            ("encoded-address", "=?utf-8?B?PGFkbWluQGJhbmsuZXhhbXBsZT4=?=, <alice@sender.example>"),
            ("source-route", "<@evil.example,@relay.example:alice@sender.example>"),
            ("comment-in-address", "alice(@bank.example(x))@sender.example"),
            ("quoted-at", "\"admin@bank.example x\"@sender.example"),
            ("address-in-name", "=?utf-8?Q?admin=40bank=2Eexample?= <alice@sender.example>"),
            ("control-character", "=?utf-8?Q?Alice=00?= <alice@sender.example>"),
        ] {
            let message = MESSAGE.replace("Alice <alice@sender.example>", from);
            let message = self.signer().sign(&self.key, message.as_bytes());
            let zone = self.zone();
            self.add(&format!("message-from-{name}"), message, &zone);
        }
        self.written("message-from-folded-with-tab", "Alice <", "Alice\r\n\t<");
        self.altered("message-from-invalid-domain", author, "From: Alice <alice@sen!der.example>");
    }

    /// A signed message of which one piece is written in another way.
    fn written(&mut self, name: &str, piece: &str, other: &str) {
        let message = self.signer().sign(&self.key, MESSAGE.replace(piece, other).as_bytes());
        let zone = self.zone();
        self.add(name, message, &zone);
    }

    /// What misleads about the sender, and what only seems to.
    fn identity(&mut self) {
        let subject = "Subject: Lunch";
        for (name, shown) in [
            ("bidi-control", "=?utf-8?Q?=E2=80=AEhcnuL?="),
            ("invisible-character", "Lu\u{200b}nch\u{ad}"),
            ("control-character", "=?utf-8?Q?Lunch=0D=0AX:_y?="),
            ("unknown-charset", "=?x-unknown?Q?Lunch?="),
        ] {
            self.written(&format!("identity-text-{name}"), subject, &format!("Subject: {shown}"));
        }
        let emoji = "\u{1f468}\u{200d}\u{1f373}\u{fe0f} \u{5d0}\u{200f}";
        self.written("identity-text-needed", subject, &format!("Subject:\r\n\t{emoji}"));
        self.written("identity-text-bidi-control-in-from", "Alice", "\u{202e}ecilA\u{202c}");
        self.written("identity-name-domain", "Alice <", "\"www.bank.example\" <");
        self.written("identity-name-own-domain", "Alice <", "\"Sender.example, Report.pdf, ASP.NET\" <");
        let reply = format!("Reply-To: alice@receiver.example\r\n{subject}");
        self.written("identity-reply-to-other-domain", subject, &reply);
        let reply = format!("Reply-To: alice@mail.sender.example\r\n{subject}");
        self.written("identity-reply-to-own-domain", subject, &reply);
        let sender = format!("Sender: list@lists.example\r\n{subject}");
        self.written("identity-sender-other-domain", subject, &sender);
        self.altered(
            "identity-return-path-other-domain",
            "DKIM-Signature",
            "Return-Path: <b@bounces.example>\r\nDKIM-Signature",
        );
        self.altered(
            "identity-dkim2-not-checked",
            "DKIM-Signature",
            "DKIM2-Signature: i=1; m=1; d=sender.example\r\nMessage-Instance: m=1\r\nDKIM-Signature",
        );
        let commands = "MAIL FROM:<eve@evil.example>\r\nRCPT TO:<bob@receiver.example>\r\nDATA\r\n";
        self.written("identity-smuggled-commands", "yet?\r\n", &format!("yet?\r\n\n.\r\n{commands}"));
        self.written("identity-dot-lines", "yet?\r\n", "yet?\r\n\n.\r\nMAIL FROM: is a command.\r\n");
    }

    /// Domains that look like others: of the author, of the answers, of the signer.
    fn domains(&mut self) {
        let own = "alice@sender.example";
        // Of Cyrillic letters: one, all of them, and a word that looks like none.
        self.written("identity-domain-mixed-script", own, "alice@s\u{435}nder.example");
        self.written("identity-domain-mixed-script-a-label", own, "alice@xn--snder-zwe.example");
        self.written("identity-domain-confusable", own, "alice@\u{430}\u{440}\u{440}\u{4cf}\u{435}.example");
        self.written(
            "identity-domain-cyrillic",
            own,
            "alice@\u{43f}\u{438}\u{441}\u{44c}\u{43c}\u{43e}.example",
        );
        self.written("identity-domain-japanese", own, "alice@abc\u{30a8}\u{30fc}\u{65e5}.example");
        self.written("identity-domain-full-width", own, "alice@\u{ff53}\u{ff45}nder\u{3002}example");
        self.written("identity-domain-full-width-u-label", own, "alice@\u{ff42}\u{fc}cher.example");
        self.written("identity-domain-capital", own, "alice@B\u{dc}CHER.example");
        self.written("identity-domain-invisible", own, "alice@se\u{200b}nder.example");
        self.written("identity-domain-invalid-a-label", own, "alice@xn--0049.sender.example");
        let reply = "Reply-To: alice@\u{430}\u{440}\u{440}\u{4cf}\u{435}.example\r\nSubject: Lunch";
        self.written("identity-domain-confusable-reply-to", "Subject: Lunch", reply);
        let domain = "s\u{435}nder.example";
        let signer = Signer::new(&self.key, domain, "s1", FIELDS);
        let message = signer.sign(&self.key, MESSAGE.as_bytes());
        self.add("identity-domain-mixed-script-signer", message, "");
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
    }

    fn names(&mut self) {
        self.signed("dkim-invalid-name-foreign-octet", |signer| {
            signer.set("d", "sender.example(.evil.example")
        });
        self.signed("dkim-invalid-name-empty", |signer| signer.set("d", "sender..example"));
        self.signed("dkim-invalid-name-too-long", |signer| signer.set("s", &"s".repeat(64)));
        self.signed("dkim-private-name", |signer| signer.set("d", "printer.local"));
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

    fn answers(&mut self) {
        let dig = |status: &str, more: &str| {
            format!(";; ->>HEADER<<- opcode: QUERY, status: {status}, id: 0\n{more};{KEY_NAME}. IN TXT\n")
        };
        self.recorded("dkim-key-name-missing", &dig("NXDOMAIN", ""));
        self.recorded("dkim-key-no-record", &dig("NOERROR", ""));
        let error = "; EDE: 6 (DNSSEC Bogus): (the signature has expired)\n";
        self.recorded("dkim-key-server-failure", &dig("SERVFAIL", error));
        let message = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let unreachable = json!({ "now": NOW, "missing": "timeout" });
        self.add_with("dkim-key-unreachable", message.clone(), &[], &unreachable);
        self.add_with("dkim-key-declined", message.clone(), &[], &json!({ "now": NOW }));
        let other = zone::txt(KEY_NAME, &Key::load("rsa2048").record());
        let options = json!({ "now": NOW });
        self.add_with("dkim-key-answers-differ", message.clone(), &[&self.zone(), &other], &options);
        // Both verify: the second source has more.
        let more = self.zone() + &other;
        self.add_with("dkim-key-answers-differ-harmlessly", message, &[&self.zone(), &more], &options);
        let alias = format!("{KEY_NAME}. 300 IN CNAME s1.keys.host.example.\n");
        let target = zone::txt("s1.keys.host.example", &self.key.record());
        self.recorded("dkim-key-alias", &(alias + &target));
        self.recorded("dkim-key-multiple-records", &(self.zone() + &other));
        let broken = zone::txt(KEY_NAME, "v=DKIM1; k=ed25519; p=!");
        self.recorded("dkim-key-beside-a-broken-one", &(self.zone() + &broken));
    }

    fn records(&mut self) {
        let data = self.key.data();
        let good = self.key.record();
        for (name, record) in [
            ("tag-syntax", format!("{good}; no tag")),
            ("tag-duplicate", format!("{good}; p={data}")),
            ("tag-value", format!("v=DKIM1; k=ed25519; t=1:!; p={data}")),
            ("version", format!("v=DKIM2; k=ed25519; p={data}")),
            ("version-not-first", format!("k=ed25519; v=DKIM1; p={data}")),
            ("data-missing", "v=DKIM1; k=ed25519".to_owned()),
            ("revoked", "v=DKIM1; k=ed25519; p=; n=rotated in October".to_owned()),
            ("base64", format!("v=DKIM1; k=ed25519; p=!{data}")),
            ("type-unknown", format!("v=DKIM1; k=mldsa44; p={data}")),
            ("type-mismatch", Key::load("rsa2048").record()),
            ("hash-forbidden", format!("v=DKIM1; k=ed25519; h=sha1; p={data}")),
            ("service-forbidden", format!("v=DKIM1; k=ed25519; s=tlsrpt; p={data}")),
            ("testing", format!("v=DKIM1; k=ed25519; t=y; p={data}")),
            ("version-missing", format!("k=ed25519; p={data}")),
            ("white-space", format!("v=DKIM1; k=ed25519; p={}", data.replacen('A', " A", 1))),
            ("invalid-length", "v=DKIM1; k=ed25519; p=AAAA".to_owned()),
            ("invalid-point", format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode([0; 32]))),
            ("octets", format!("v=DKIM1; k=ed25519; n=caf\u{e9} \"quoted\" \\; p={data}")),
        ] {
            self.recorded(&format!("dkim-key-{name}"), &zone::txt(KEY_NAME, &record));
        }
        let strict = format!("v=DKIM1; k=ed25519; t=s; p={data}");
        let signer = self.signer().set("i", "alice@mail.sender.example");
        let message = signer.sign(&self.key, MESSAGE.as_bytes());
        self.add("dkim-key-strict-identity", message, &zone::txt(KEY_NAME, &strict));
    }

    /// What people enter in place of the record that they were shown.
    fn mistakes(&mut self) {
        let rsa = Key::load("rsa2048");
        let (good, data) = (rsa.record(), rsa.data());
        let private = STANDARD.encode(b"\x30\x82\x04\xa4\x02\x01\x00\x02\x82\x01\x01\x00 not a whole key");
        for (name, record) in [
            ("escaped-semicolon", good.replace(';', "\\;")),
            ("stray-quote", format!("\"{good}\"")),
            ("foreign-blank", good.replacen("AQ", "AQ\\n", 1)),
            ("pem-armour", format!("v=DKIM1; p=-----BEGIN PUBLIC KEY-----{data}-----END PUBLIC KEY-----")),
            ("cut-off", good.chars().take(255).collect()),
            ("private-key", format!("v=DKIM1; k=rsa; p={private}")),
            ("type-differs", format!("v=DKIM1; k=ed25519; p={data}")),
            ("alias-text", "s1.keys.host.example.".to_owned()),
            ("does-not-open", Key::load("rsa2048-other").record()),
        ] {
            self.signed_rsa(&format!("dkim-key-{name}"), "rsa2048", |_| record.clone(), |signer| signer);
        }
        self.recorded(
            "dkim-key-type-default",
            &zone::txt(KEY_NAME, &format!("v=DKIM1; p={}", self.key.data())),
        );
        let wildcard = ["v=spf1 -all", "v=DMARC1; p=none", "site-verification=1"]
            .map(|text| zone::txt(KEY_NAME, text))
            .concat();
        self.recorded("dkim-key-other-record", &wildcard);
    }

    /// No key under its name.
    fn gone(&mut self) {
        let nobody = format!(";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 0\n;{KEY_NAME}. IN TXT\n");
        let doubled = "s1._domainkey.sender.example.sender.example";
        self.recorded("dkim-key-doubled-zone", &(nobody.clone() + &zone::txt(doubled, &self.key.record())));
        let not_there =
            format!(";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 0\n;{doubled}. IN TXT\n");
        let message = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let trace = "Authentication-Results: mx.receiver.example;\r\n\
            \tdkim=pass header.d=sender.example header.s=s1\r\n\
            Received: from mail.sender.example by mx.receiver.example;\r\n\
            \tMon, 23 Nov 2026 10:00 +0000\r\n";
        self.add("dkim-key-passed-before", [trace.as_bytes(), &message].concat(), &(nobody + &not_there));
        let changed = [trace.as_bytes(), &message, b"Sent by a list.\r\n"].concat();
        self.add("dkim-signature-passed-before", changed, &zone::txt(KEY_NAME, &self.key.record()));
    }

    fn keys(&mut self) {
        self.signed_rsa("dkim-key-too-short", "rsa768", Key::record, |signer| signer);
        self.signed_rsa("dkim-key-weak", "rsa1024", Key::record, |signer| signer);
        self.signed_rsa("dkim-key-low-exponent", "rsa2048-e3", Key::record, |signer| signer);
        let bare = |key: &Key| format!("v=DKIM1; p={}", key.bare_data());
        self.signed_rsa("dkim-key-bare-rsa", "rsa2048", bare, |signer| signer);
        let longer = |key: &Key| {
            let octets = [key.public_info(), b"\0"].concat();
            format!("v=DKIM1; p={}", STANDARD.encode(octets))
        };
        self.signed_rsa("dkim-key-invalid-trailing", "rsa2048", longer, |signer| signer);
        let other = |_: &Key| Key::load("rsa2048-other").record();
        self.signed_rsa("dkim-signature-mismatch-other-key", "rsa2048", other, |signer| signer);
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
