//! Where the key of a signature is looked for: the answer, the record, and the key in it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{FIELDS, KEY_NAME, MESSAGE, Maker, NOW};
use crate::signer::{Key, Signer, zone};

impl Maker {
    pub(super) fn answers(&mut self) {
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

    pub(super) fn records(&mut self) {
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
    pub(super) fn mistakes(&mut self) {
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
        // The key has a `+` in it.
        assert!(data.contains('+'));
        for (name, record) in [
            ("plus-lost", good.replace('+', " ")),
            ("of-web-address", good.replace('+', "-").replace('/', "_")),
            ("characters-missing", good.replacen(data.get(100..110).expect("it is longer"), "", 1)),
            ("tag-case", format!("V=DKIM1; K=rsa; P={data}")),
            ("separator", format!("v=DKIM1, k=rsa, p={data},")),
            ("separator-missing", format!("v=DKIM1 k=rsa p={data}")),
            ("full-width", format!("v\u{ff1d}DKIM1\u{ff1b} k\u{ff1d}rsa\u{ff1b} p={data}")),
            ("curly-quote", format!("v=DKIM1; k=rsa; p=\u{201d}{data}\u{201d}")),
            ("corner-bracket", format!("\u{300c}{good}\u{300d}")),
        ] {
            self.signed_rsa(&format!("dkim-key-{name}"), "rsa2048", |_| record.clone(), |signer| signer);
        }
        let (head, tail) = good.split_at(250);
        let halves = zone::txt(KEY_NAME, tail) + &zone::txt(KEY_NAME, head);
        let message = Signer::new(&rsa, "sender.example", "s1", FIELDS).sign(&rsa, MESSAGE.as_bytes());
        self.add("dkim-key-split-records", message, &halves);
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
    pub(super) fn gone(&mut self) {
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

    pub(super) fn keys(&mut self) {
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
