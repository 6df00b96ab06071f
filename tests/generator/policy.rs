//! The ordinary signed message as a receiver delivered it, and what can be noticed about SPF, DMARC, its
//! way, and what it says of itself.

use serde_json::{Value, json};

use super::{FIELDS, KEY_NAME, MESSAGE, Maker, NOW, replace};
use crate::signer::{Key, Signer, zone};

const DOMAIN: &str = "sender.example";
const HOST: &str = "mail.sender.example";
const DMARC_NAME: &str = "_dmarc.sender.example";

const SPF: &str = "v=spf1 ip4:192.0.2.10 -all";
const DMARC: &str = "v=DMARC1; p=reject; rua=mailto:reports@sender.example";

/// What the receiver's hosts put on top.
const DELIVERY: &str = "Return-Path: <alice@sender.example>\r\n\
    Delivered-To: bob@receiver.example\r\n";
const RECEIVED: &str = "Received: from mail.sender.example (mail.sender.example [192.0.2.10])\r\n\
    \tby mx.receiver.example (Postfix) with ESMTPS id 4Xkq2C1wzz9rxT\r\n\
    \tfor <bob@receiver.example>; Mon, 23 Nov 2026 10:00:03 +0000 (UTC)\r\n";

/// Ten minutes before the receiver took the message.
const SIGNED: &str = "1795427400";

impl Maker {
    pub(super) fn policy(&mut self) {
        self.spf_identities();
        self.spf_records();
        self.spf_limits();
        self.spf_answers();
        self.dmarc_records();
        self.dmarc_alignment();
        self.dmarc_split();
        self.dmarc_existence();
        self.dmarc_former();
        self.settings();
        self.routes();
        self.way();
        self.borders();
        self.changed();
        self.claims();
        self.replays();
        self.questions();
    }

    /// Records with which the ordinary message passes.
    fn world(&self, spf: &str, dmarc: &str) -> String {
        let helo = zone::txt(HOST, SPF);
        self.zone() + &helo + spf + dmarc
    }

    fn good_spf() -> String {
        zone::txt(DOMAIN, SPF)
    }

    fn good_dmarc() -> String {
        zone::txt(DMARC_NAME, DMARC)
    }

    pub(super) fn good_world(&self) -> String {
        self.world(&Self::good_spf(), &Self::good_dmarc())
    }

    /// The ordinary signed message below these fields.
    pub(super) fn below(&self, fields: &str) -> Vec<u8> {
        let signed = self.signer().set("t", SIGNED).sign(&self.key, MESSAGE.as_bytes());
        [fields.as_bytes(), &signed].concat()
    }

    fn delivered(&self) -> Vec<u8> {
        self.below(&format!("{DELIVERY}{RECEIVED}"))
    }

    /// A case in a world in which no other name exists.
    pub(super) fn judged(&mut self, name: &str, message: impl Into<Vec<u8>>, zone: &str) {
        self.add_with(name, message, &[zone], &options("absent"));
    }

    /// A case of the ordinary delivered message with other records of SPF.
    fn with_spf(&mut self, name: &str, spf: &str) {
        let zone = self.world(spf, &Self::good_dmarc());
        self.judged(name, self.delivered(), &zone);
    }

    /// The same with this one record.
    fn with_spf_record(&mut self, name: &str, record: &str) {
        self.with_spf(name, &zone::txt(DOMAIN, record));
    }

    /// A case of the ordinary delivered message with this record of DMARC.
    fn with_dmarc(&mut self, name: &str, record: &str) {
        let zone = self.world(&Self::good_spf(), &zone::txt(DMARC_NAME, record));
        self.judged(name, self.delivered(), &zone);
    }

    fn spf_identities(&mut self) {
        let message =
            replace(&self.delivered(), "<alice@sender.example>\r\nDelivered", "<root@web1>\r\nDelivered");
        let zone = self.good_world();
        self.judged("spf-invalid-domain", message, &zone);
    }

    fn spf_records(&mut self) {
        self.with_spf("spf-absent", "");
        self.with_spf_record("spf-misspelt", "v=spf ip4:192.0.2.10 -all");
        let second = zone::txt(DOMAIN, "v=spf1 include:_spf.mailer.example ~all");
        self.with_spf("spf-multiple", &(Self::good_spf() + &second));
        self.with_spf_record("spf-syntax", "v=spf1 ipv4:192.0.2.10 -all");
        self.with_spf_record("spf-include-without-record", "v=spf1 include:_spf.mailer.example -all");
        self.with_spf_record("spf-redirect-without-record", "v=spf1 redirect=_spf.mailer.example");
        self.with_spf_record("spf-invalid-target", "v=spf1 a:mail..sender.example ip4:192.0.2.10 -all");
        self.with_spf_record("spf-private-target", "v=spf1 a:exchange.corp.local ip4:192.0.2.10 -all");
        self.with_spf_record("spf-pass-all", "v=spf1 mx +all");
        self.with_spf_record("spf-wide-range", "v=spf1 ip4:192.0.0.0/8 -all");
        let address = format!("10.2.0.192.in-addr.arpa. 3600 IN PTR {HOST}.\n{HOST}. 3600 IN A 192.0.2.10\n");
        self.with_spf("spf-ptr", &(zone::txt(DOMAIN, "v=spf1 ptr -all") + &address));
        let address = format!("{DOMAIN}. 3600 IN MX 10 192.0.2.10.\n");
        self.with_spf("spf-mx-address", &(zone::txt(DOMAIN, "v=spf1 mx -all") + &address));
        let back = zone::txt("_spf.mailer.example", "v=spf1 include:sender.example -all");
        self.with_spf("spf-loop", &(zone::txt(DOMAIN, "v=spf1 include:_spf.mailer.example -all") + &back));
        self.with_spf_record("spf-full-width", "v=spf1　ip4:192.0.2.10　～all");
        self.with_spf_record("spf-never-reached", "v=spf1 ip4:192.0.2.10 -all include:_spf.mailer.example");
    }

    fn spf_limits(&mut self) {
        let terms = lines(11, |place| format!("include:_spf{place}.mailer.example "));
        let records = lines(11, |place| {
            zone::txt(&format!("_spf{place}.mailer.example"), "v=spf1 ip4:198.51.100.7 -all")
        });
        let record = zone::txt(DOMAIN, &format!("v=spf1 {terms}ip4:192.0.2.10 -all"));
        self.with_spf("spf-too-many-terms", &(record + &records));
        self.with_spf_record("spf-server-unlisted", "v=spf1 ip4:198.51.100.7 ~all");
        self.with_spf_record("spf-terms-over-limit", &format!("v=spf1 ip4:192.0.2.10 {terms}-all"));
        let gone = "v=spf1 a:old.sender.example a:older.sender.example mx:oldest.sender.example -all";
        self.with_spf_record("spf-too-many-void-lookups", gone);
        let exchangers = lines(11, |place| format!("{DOMAIN}. 3600 IN MX 10 mx{place}.sender.example.\n"));
        self.with_spf("spf-too-many-exchangers", &(zone::txt(DOMAIN, "v=spf1 mx -all") + &exchangers));
    }

    fn spf_answers(&mut self) {
        let failing = ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 0\n;mx1.sender.example. IN A\n";
        for (name, first, second) in [("before", 10, 20), ("beside", 10, 10), ("after", 20, 10)] {
            let exchangers = format!(
                "{DOMAIN}. 3600 IN MX {first} mx1.sender.example.\n{DOMAIN}. 3600 IN MX {second} mx2.sender.example.\n\
                mx2.sender.example. 3600 IN A 192.0.2.10\n{failing}"
            );
            let records = zone::txt(DOMAIN, "v=spf1 mx -all") + &exchangers;
            self.with_spf(&format!("spf-exchanger-fails-{name}"), &records);
        }
        let record = zone::txt(DOMAIN, "v=spf1 include:_spf.mailer.example -all");
        let failure =
            ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 0\n;_spf.mailer.example. IN TXT\n";
        self.with_spf("spf-failed", &(record.clone() + failure));
        let first = self.good_world();
        let second = zone::txt(DOMAIN, "v=spf1 ip4:198.51.100.7 -all");
        self.add_with("spf-answers-differ", self.delivered(), &[&first, &second], &options("absent"));
        let tops = [DMARC_NAME, "_dmarc.example"]
            .map(|name| format!(";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 0\n;{name}. IN TXT\n"));
        let zone = self.world(&record, &tops.concat());
        self.add_with("spf-not-asked", self.delivered(), &[&zone], &json!({ "now": NOW }));
    }

    fn dmarc_records(&mut self) {
        let zone = self.world(&Self::good_spf(), "");
        self.judged("dmarc-absent", self.delivered(), &zone);
        let second = zone::txt(DMARC_NAME, "v=DMARC1; p=none");
        let zone = self.world(&Self::good_spf(), &(Self::good_dmarc() + &second));
        self.judged("dmarc-several", self.delivered(), &zone);
        for (name, record) in [
            ("monitoring", "v=DMARC1; p=none; rua=mailto:reports@sender.example"),
            ("testing", "v=DMARC1; p=reject; t=y; rua=mailto:reports@sender.example"),
            ("version", "v=dmarc1; p=reject; rua=mailto:reports@sender.example"),
            ("syntax", "v=DMARC1; p=reject; rua=mailto:reports@sender.example; dmarc@sender.example"),
            ("tag-duplicate", "v=DMARC1; p=none; p=reject; rua=mailto:reports@sender.example"),
            ("version-tag-case", "V=DMARC1; p=reject; rua=mailto:reports@sender.example"),
            ("tag-case", "v=DMARC1; P=reject; rua=mailto:reports@sender.example"),
            ("tag-value", "v=DMARC1; p=reject; adkim=relaxed; rua=mailto:reports@sender.example"),
            ("policy-missing", "v=DMARC1; rua=mailto:reports@sender.example"),
            ("policy-missing-unreported", "v=DMARC1; adkim=s"),
            ("policy-none", "v=DMARC1; p=block; rua=mailto:reports@sender.example"),
            ("policy-invalid", "v=DMARC1; p=block"),
            ("tag-removed", "v=DMARC1; p=quarantine; pct=50; rua=mailto:reports@sender.example"),
            ("no-reports", "v=DMARC1; p=reject"),
            ("uri", "v=DMARC1; p=reject; rua=reports@sender.example"),
        ] {
            self.with_dmarc(&format!("dmarc-{name}"), record);
        }
    }

    /// A provider that sends under its own name.
    fn dmarc_alignment(&mut self) {
        let signed = Signer::new(&self.key, "mailer.example", "s1", FIELDS).set("t", SIGNED);
        let signed = signed.sign(&self.key, MESSAGE.as_bytes());
        let fields = format!("{DELIVERY}{RECEIVED}").replace("<alice@sender", "<bounce@mailer");
        let fields = fields.replace("mail.sender.example", "out.mailer.example");
        let zone = zone::txt("s1._domainkey.mailer.example", &self.key.record())
            + &zone::txt("mailer.example", SPF)
            + &zone::txt("out.mailer.example", SPF)
            + &Self::good_spf()
            + &zone::txt(DMARC_NAME, DMARC);
        self.judged("dmarc-alignment-none", [fields.as_bytes(), &signed].concat(), &zone);
        // Of one public suffix, by its record; the signer is an organization of its own.
        let zone = zone.replace(&zone::txt(DMARC_NAME, DMARC), "")
            + &zone::txt("_dmarc.example", "v=DMARC1; p=reject")
            + &zone::txt("_dmarc.mailer.example", "V=DMARC1; p=none; psd=n");
        self.judged("dmarc-version-tag-case-own-organization", [fields.as_bytes(), &signed].concat(), &zone);
    }

    /// A subdomain whose mail its own organization signs, and that `psd=y` makes an organization of its own.
    fn dmarc_split(&mut self) {
        let author = MESSAGE.replace("alice@sender.example", "alice@news.sender.example");
        let signed = self.signer().set("t", SIGNED).sign(&self.key, author.as_bytes());
        let message = [format!("{DELIVERY}{RECEIVED}").as_bytes(), &signed].concat();
        let record = zone::txt(DMARC_NAME, "v=DMARC1; p=reject; psd=y; rua=mailto:reports@sender.example");
        let zone = self.world(&Self::good_spf(), &record);
        self.judged("dmarc-split-by-psd", message, &zone);
    }

    /// Settings of the author's domain with which its own mail fails.
    fn settings(&mut self) {
        // Two signatures that nobody may believe any more, one of a provider's domain.
        let key = Key::load("rsa1024");
        let sign = |domain: &str, message: &[u8]| {
            let signer = Signer::new(&key, domain, "s1", FIELDS).set("a", "rsa-sha1");
            signer.set("t", SIGNED).sign(&key, message)
        };
        let signed = sign("mailer.example", &sign(DOMAIN, MESSAGE.as_bytes()));
        let message = [format!("{DELIVERY}{RECEIVED}").as_bytes(), &signed].concat();
        let keys = [KEY_NAME, "s1._domainkey.mailer.example"].map(|name| zone::txt(name, &key.record()));
        let records = keys.concat() + &zone::txt(HOST, SPF) + &Self::good_spf() + &Self::good_dmarc();
        self.judged("dmarc-signed-sha1", message, &records);
        // Neither the key nor the server is published.
        let records = zone::txt(DOMAIN, "v=spf1 ip4:198.51.100.7 -all") + &Self::good_dmarc();
        self.judged("dmarc-nothing-published", self.delivered(), &records);
        // Nothing tells of the way.
        self.judged("dmarc-way-unknown", MESSAGE, &Self::good_dmarc());
    }

    /// Records by which receivers that go by RFC 7489 come to another answer.
    /// One source knows the author domain, the other one says that there is none: which policy is meant?
    fn dmarc_existence(&mut self) {
        let author = MESSAGE.replace("alice@sender.example", "alice@news.sender.example");
        let signed = self.signer().set("t", SIGNED).sign(&self.key, author.as_bytes());
        let message = [format!("{DELIVERY}{RECEIVED}").as_bytes(), &signed].concat();
        let record = zone::txt(DMARC_NAME, "v=DMARC1; p=none; sp=quarantine; np=reject");
        let known = self.world(&Self::good_spf(), &record) + "news.sender.example. 3600 IN A 192.0.2.20\n";
        let unknown = ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 0\n;news.sender.example. IN A\n";
        self.add_with("dmarc-existence-differs", message, &[&known, unknown], &options("absent"));
    }

    fn dmarc_former(&mut self) {
        let news = "_dmarc.news.sender.example";
        let zone = self.world(
            &Self::good_spf(),
            &zone::txt(news, "v=DMARC1; p=reject; psd=n; rua=mailto:a@sender.example"),
        );
        let signed = self.signer().set("t", SIGNED);
        let other = MESSAGE.replace("alice@sender.example", "alice@news.sender.example");
        let signed = signed.sign(&self.key, other.as_bytes());
        let whole = [format!("{DELIVERY}{RECEIVED}").as_bytes(), &signed].concat();
        self.judged("dmarc-former-organization", whole.clone(), &zone);
        let several = zone::txt(news, "v=DMARC1; p=none") + &zone::txt(news, "v=DMARC1; p=reject");
        let zone = self.world(&Self::good_spf(), &(several + &Self::good_dmarc()));
        self.judged("dmarc-former-several", whole, &zone);
    }

    /// Mail without a signature, by hosts that its domain names or does not.
    fn routes(&mut self) {
        let unsigned = |fields: &str| [fields, MESSAGE].concat();
        let plain = unsigned(&format!("{DELIVERY}{RECEIVED}"));
        let world = |spf: &str| zone::txt(HOST, SPF) + &zone::txt(DOMAIN, spf) + &Self::good_dmarc();
        self.judged("route-proven", plain.as_str(), &world("v=spf1 ip4:192.0.2.10 ~all"));
        self.judged("route-open-all", plain.as_str(), &world("v=spf1 +all"));
        self.judged("route-open-range", plain.as_str(), &world("v=spf1 ip4:192.0.0.0/8 -all"));
        let forged = plain.replace("192.0.2.10", "203.0.113.9");
        self.judged("route-forged", forged.as_str(), &world(SPF));
        // Of the name in HELO, which is not asked for, DMARC wants nothing.
        let records = zone::txt(DOMAIN, SPF) + &Self::good_dmarc();
        self.add_with("route-helo-declined", forged, &[&records], &json!({ "now": NOW }));
        // A null reverse-path, and a host without a name: nothing is left that could prove the author.
        let bounce = plain.replace("<alice@sender.example>\r\nDelivered", "<>\r\nDelivered");
        let bounce = bounce.replace("from mail.sender.example", "from [192.0.2.10]");
        self.judged("route-null-nameless", bounce, &world(SPF));
    }

    fn way(&mut self) {
        let zone = self.good_world();
        let inner = "Received: from [198.51.100.23] (client.isp.example [198.51.100.23])\r\n\
            \tby mail.sender.example (Postfix) with ESMTPSA id 4Xkq2B5Lkz2xx8;\r\n\
            \tMon, 23 Nov 2026 10:00:01 +0000 (UTC)\r\n";
        self.judged("trace-hops-unproven", self.below(&format!("{DELIVERY}{RECEIVED}{inner}")), &zone);
        let late = inner.replace("10:00:01", "10:07:45");
        self.judged("trace-clock-skew", self.below(&format!("{DELIVERY}{RECEIVED}{late}")), &zone);
        // Within the receiver's network, whatever the address.
        let lmtp = "Received: from mx.receiver.example ([203.0.113.5])\r\n\
            \tby box.receiver.example (Dovecot) with LMTP id SwCqDV2y4liSbgAA\r\n\
            \tfor <bob@receiver.example>; Mon, 23 Nov 2026 10:00:04 +0000\r\n";
        self.judged("trace-lmtp", self.below(&format!("{DELIVERY}{lmtp}{RECEIVED}{inner}")), &zone);
        let bare = RECEIVED.replace(" (mail.sender.example [192.0.2.10])", "");
        self.judged("envelope-client-unknown", self.below(&format!("{DELIVERY}{bare}")), &zone);
        let inside = RECEIVED.replace("192.0.2.10", "10.20.0.9");
        self.judged("envelope-client-private", self.below(&format!("{DELIVERY}{inside}")), &zone);
        self.judged("envelope-received-absent", self.below(DELIVERY), &zone);
        self.judged("envelope-mail-from-unknown", self.below(RECEIVED), &zone);
    }

    fn changed(&mut self) {
        let elsewhere = format!("{DELIVERY}{RECEIVED}List-Id: <lunch.lists.example>\r\n")
            .replace("mail.sender.example", "out.lists.example")
            .replace("192.0.2.10", "198.51.100.7");
        let message =
            [self.below(&elsewhere).as_slice(), b"-- \r\nThe list of those who have lunch\r\n"].concat();
        let zone =
            self.world(&Self::good_spf(), &zone::txt(DMARC_NAME, &DMARC.replace("reject", "quarantine")));
        self.judged("sender-changed", message, &zone);
        // Through a list to a subscriber, whose provider forwards it.
        let steps = "Received: from out.lists.example (out.lists.example [198.51.100.9])\r\n\
            \tby mx.forwarder.example (Postfix) with ESMTPS id 4Xkq2B7Jkz2xx9\r\n\
            \tfor <bob@forwarder.example>; Mon, 23 Nov 2026 10:00:02 +0000 (UTC)\r\n";
        let fields = format!("{elsewhere}{steps}").replacen("out.lists.example", "out.forwarder.example", 2);
        self.judged("route-list-forwarded", self.below(&fields), &zone);
    }

    fn claims(&mut self) {
        let zone = self.good_world();
        let made_up = "Authentication-Results: mx.bank.example;\r\n\
            \tdkim=pass header.d=bank.example header.s=s1;\r\n\
            \tspf=pass smtp.mailfrom=service@bank.example;\r\n\
            \tdmarc=pass header.from=bank.example\r\n";
        let message = self.below(&format!("{DELIVERY}{RECEIVED}{made_up}"));
        self.judged("results-unproven", message, &zone);
        let other = "Authentication-Results: mx.receiver.example 2;\r\n\
            \tdkim=pass header.d=sender.example header.s=s1\r\n";
        let message = self.below(&format!("{DELIVERY}{other}{RECEIVED}"));
        self.judged("results-version-unknown", message, &zone);
        let many = "Authentication-Results: mx.receiver.example; none\r\n".repeat(101);
        let message = self.below(&format!("{DELIVERY}{many}{RECEIVED}"));
        self.judged("results-too-many-fields", message, &zone);
    }

    fn replays(&mut self) {
        let zone = self.good_world();
        let message = replace(&self.delivered(), "<bob@receiver.example>;", "<carol@receiver.example>;");
        let message = replace(&message, "To: bob@receiver.example", "To: carol@receiver.example");
        self.judged("replay-recipient-not-named", message, &zone);
        let fields = format!("{DELIVERY}{RECEIVED}")
            .replace("<alice@sender.example>", "<news@offers.example>")
            .replace("mail.sender.example", "out.offers.example")
            .replace("192.0.2.10", "198.51.100.7");
        let offers = ["offers.example", "out.offers.example"];
        let offers = offers.map(|name| zone::txt(name, "v=spf1 ip4:198.51.100.7 -all")).concat();
        self.judged("replay-host-other", self.below(&fields), &(zone.clone() + &offers));
        // 2026-11-09.
        let signed = self.signer().set("t", "1794217800").sign(&self.key, MESSAGE.as_bytes());
        let message = [format!("{DELIVERY}{RECEIVED}").as_bytes(), &signed].concat();
        self.judged("replay-time-long-before", message, &zone);
    }

    fn questions(&mut self) {
        let selector = "u-7f3a9c21d4e8b6";
        let signed = Signer::new(&self.key, DOMAIN, selector, FIELDS).set("t", SIGNED);
        let signed = signed.sign(&self.key, MESSAGE.as_bytes());
        let message = [format!("{DELIVERY}{RECEIVED}").as_bytes(), &signed].concat();
        let key = KEY_NAME.replace("s1.", &format!("{selector}."));
        let zone = replace(self.good_world().as_bytes(), KEY_NAME, &key);
        self.judged("dns-token", message, &String::from_utf8(zone).expect("a zone is ASCII"));
        // Ten terms of ten hosts each.
        let terms = lines(10, |term| format!("mx:d{term}.sender.example "));
        let hosts = lines(100, |place| {
            let (term, host) = (place / 10, place % 10);
            format!("d{term}.sender.example. 3600 IN MX 10 h{host}.d{term}.sender.example.\n")
        });
        self.with_spf(
            "dns-too-many-questions",
            &(zone::txt(DOMAIN, &format!("v=spf1 {terms}-all")) + &hosts),
        );
    }
}

/// So many of them, numbered from 0.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

fn options(missing: &str) -> Value {
    json!({ "now": NOW, "missing": missing })
}
