//! Messages that were handed on and sealed (RFC 8617).

use serde_json::json;

use super::{FIELDS, MESSAGE, Maker, NOW, header_of, replace};
use crate::signer::{Key, Signer, arc::Sealer, zone};

const RESULTS: &str = "mx.forwarder.example;\r\n\
    \tdkim=pass header.d=sender.example header.s=s1;\r\n\
    \tdmarc=pass header.from=sender.example";

/// A forwarder that changes nothing.
fn forwarder(key: &Key) -> Sealer<'_> {
    Sealer { key, domain: "forwarder.example", selector: "f1", fields: FIELDS, results: RESULTS }
}

/// A mailing list.
fn list(key: &Key) -> Sealer<'_> {
    let results = "mx.list.example; arc=pass; dkim=pass header.d=sender.example";
    Sealer { key, domain: "list.example", selector: "l1", fields: FIELDS, results }
}

impl Maker {
    pub(super) fn arc(&mut self) {
        self.arc_good();
        self.arc_structure();
        self.arc_signatures();
        self.arc_answers();
    }

    /// The keys of the two handlers, and of the sender.
    fn arc_zone(&self) -> String {
        let handlers = ["f1._domainkey.forwarder.example", "l1._domainkey.list.example"];
        let handlers = handlers.map(|name| zone::txt(name, &self.key.record())).concat();
        self.zone() + &handlers
    }

    /// The ordinary signed message with one set.
    fn forwarded(&self) -> Vec<u8> {
        forwarder(&self.key).seal(&self.signer().sign(&self.key, MESSAGE.as_bytes()))
    }

    /// The same with another set on top.
    fn relayed(&self) -> Vec<u8> {
        list(&self.key).seal(&self.forwarded())
    }

    fn arc_case(&mut self, name: &str, message: impl Into<Vec<u8>>) {
        let zone = self.arc_zone();
        self.add(&format!("arc-{name}"), message, &zone);
    }

    /// A case of one set with the signatures that `message` and `seal` make of the ordinary ones.
    fn arc_sealed(
        &mut self,
        name: &str,
        message: impl Fn(Signer) -> Signer,
        seal: impl Fn(Signer) -> Signer,
    ) {
        let signed = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let sealed = forwarder(&self.key).seal_with(&signed, &message, &seal);
        self.arc_case(name, sealed);
    }

    fn arc_good(&mut self) {
        self.arc_case("pass-one-set", self.forwarded());
        self.arc_case("pass-two-sets", self.relayed());
        self.arc_case("header-only", header_of(&self.relayed()));
        // With an empty line after it, and no DKIM signature that tells that the body is missing.
        let unsigned = forwarder(&self.key).seal(MESSAGE.as_bytes());
        self.arc_case("header-only-unsigned", [header_of(&unsigned).as_slice(), b"\r\n"].concat());
        let changed = replace(&self.forwarded(), "Subject: Lunch", "Subject: [list] Lunch");
        let changed = [changed.as_slice(), b"-- \r\nSent by a list.\r\n"].concat();
        self.arc_case("oldest-pass", list(&self.key).seal(&changed));
        let received = b"Authentication-Results: mx.forwarder.example; dkim=pass header.d=sender.example\r\n";
        self.arc_case("receivers-own", [&received[..], &self.forwarded()].concat());
        // One name for the key of DKIM and of ARC: it is asked for once.
        let own = Sealer { domain: "sender.example", selector: "s1", ..forwarder(&self.key) };
        let message = own.seal(&self.signer().sign(&self.key, MESSAGE.as_bytes()));
        self.arc_case("shared-key", message);
        let rsa = Key::load("rsa2048");
        let sealed = forwarder(&rsa).seal(MESSAGE.as_bytes());
        self.add("arc-pass-rsa", sealed, &zone::txt("f1._domainkey.forwarder.example", &rsa.record()));
    }

    fn arc_structure(&mut self) {
        let signed = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let failed = list(&self.key).seal_with(&self.forwarded(), &|one| one, &|seal| seal.set("cv", "fail"));
        self.arc_case("failed-before", failed);
        self.arc_sealed("chain-status", |one| one, |seal| seal.set("cv", "pass"));
        self.arc_sealed("chain-status-missing", |one| one, |seal| seal.without("cv"));
        self.arc_sealed("instance", |message| message.set("i", "0"), |one| one);
        let gap = replace(&self.relayed(), "i=2;", "i=3;");
        self.arc_case("gap", gap);
        let twice = list(&self.key).seal(&signed);
        let twice = [twice[..twice.len() - signed.len()].to_vec(), self.forwarded()].concat();
        self.arc_case("duplicate", twice);
        let sealed = self.forwarded();
        let start = sealed.windows(7).position(|seven| seven == b"ARC-Mes").expect("there is a set");
        self.arc_case("field-missing", &sealed[start..]);
        let set = |i| {
            format!(
                "ARC-Seal: i={i}; cv=pass\r\nARC-Message-Signature: i={i}\r\n\
                 ARC-Authentication-Results: i={i}; a.example; none\r\n"
            )
        };
        let many = (1..=51).map(set).collect::<Vec<_>>().concat();
        self.arc_case("too-many-sets", many + MESSAGE);
    }

    fn arc_signatures(&mut self) {
        self.arc_case("edited-results", replace(&self.forwarded(), "dmarc=pass", "dmarc=fail"));
        self.arc_case("edited-older-results", replace(&self.relayed(), "dmarc=pass", "dmarc=fail"));
        self.arc_case("body-changed", replace(&self.forwarded(), "hungry", "thirsty"));
        self.arc_case("header-changed", replace(&self.forwarded(), "Subject: Lunch", "Subject: Dinner"));
        self.arc_sealed("tag-missing", |message| message.without("s"), |one| one);
        self.arc_sealed("expired", |message| message.set("x", "1795000000"), |one| one);
        self.arc_sealed("seal-signed", |message| message.set("h", "from:to:arc-seal"), |one| one);
        self.arc_sealed("seal-lists-fields", |one| one, |seal| seal.set("h", "from"));
        // What is no tag of the field is ignored (RFC 8617 §4.1.2, §4.1.3).
        self.arc_sealed(
            "foreign-tags",
            |message| message.set("v", "9"),
            |seal| seal.set("v", "9").set("c", "simple/simple").set("x", "1").set("bh", "?"),
        );
    }

    fn arc_answers(&mut self) {
        let message = self.forwarded();
        let zone = self.zone();
        self.add("arc-key-declined", message.as_slice(), &zone);
        let options = json!({ "now": NOW, "missing": "timeout" });
        self.add_with("arc-key-unreachable", message.as_slice(), &[&zone], &options);
        let nobody =
            |name: &str| format!(";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 0\n;{name}. IN TXT\n");
        let name = "f1._domainkey.forwarder.example";
        self.add("arc-key-missing", message.as_slice(), &(zone.clone() + &nobody(name)));
        let revoked = zone.clone() + &zone::txt(name, "v=DKIM1; k=ed25519; p=");
        self.add("arc-key-revoked", message, &revoked);
        let private = Sealer { domain: "gateway.local", ..forwarder(&self.key) };
        let message = private.seal(&self.signer().sign(&self.key, MESSAGE.as_bytes()));
        self.add("arc-private-name", message, &zone);
        let mut message = MESSAGE.as_bytes().to_vec();
        let mut zone = String::new();
        for index in 0..11 {
            let selector = format!("f{index}");
            message = Sealer { selector: &selector, ..forwarder(&self.key) }.seal(&message);
            zone += &zone::txt(&format!("{selector}._domainkey.forwarder.example"), &self.key.record());
        }
        self.add("arc-too-many-key-names", message, &zone);
    }
}
