//! The cases of what providers require, of those who are to get reports, and of domains without a message.

use serde_json::json;

use super::{KEY_NAME, MESSAGE, Maker, NOW, header_of};
use crate::signer::{Key, Signer, arc::Sealer, zone};

/// Everything that a careful sender of newsletters signs.
const ALL: &str = "from:to:subject:date:message-id:list-unsubscribe:list-unsubscribe-post";

const UNSUBSCRIBE: &str = "List-Unsubscribe: <mailto:leave@sender.example>, <https://sender.example/leave?u=7>\r\n\
    List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";

const POLICY: &str = "_dmarc.sender.example";

/// What a receiver writes above a message that came with TLS.
const TRACE: &str = "Return-Path: <alice@sender.example>\r\n\
    Received: from mail.sender.example (mail.sender.example [198.51.100.7])\r\n\
    \tby mx.receiver.example (Postfix) with ESMTPS id 1; Mon, 23 Nov 2026 10:00:05 +0000\r\n";

impl Maker {
    /// A message as the receiver has it, with the questions that are asked on request.
    fn received(&mut self, name: &str, message: &[u8], zone: &str) {
        let options =
            json!({ "now": NOW, "missing": "absent", "reverse": true, "report_destinations": true });
        self.add_with(name, [TRACE.as_bytes(), message].concat(), &[zone], &options);
    }

    /// The records of `sender.example`: all that is asked for, with this key.
    fn domain_records(key: &Key, policy: &str) -> String {
        [
            zone::txt(KEY_NAME, &key.record()),
            zone::txt("sender.example", "v=spf1 ip4:198.51.100.0/24 -all"),
            zone::txt(POLICY, policy),
            "7.100.51.198.in-addr.arpa. PTR mail.sender.example.\n".to_owned(),
            "mail.sender.example. A 198.51.100.7\n".to_owned(),
        ]
        .concat()
    }

    pub(super) fn requirements(&mut self) {
        let rsa = Key::load("rsa2048");
        let newsletter = format!("{UNSUBSCRIBE}{MESSAGE}");
        let sign = |key: &Key, fields: &str, message: &str| {
            Signer::new(key, "sender.example", "s1", fields).sign(key, message.as_bytes())
        };
        let good = Self::domain_records(&rsa, "v=DMARC1; p=none; rua=mailto:dmarc@sender.example");
        self.received("requirements-all-met", &sign(&rsa, ALL, &newsletter), &good);
        self.received("requirements-one-click-unsigned", &sign(&rsa, super::FIELDS, &newsletter), &good);
        let small = newsletter.replace("List-Unsubscribe=One-Click", "list-unsubscribe=one-click");
        self.received("requirements-one-click-case", &sign(&rsa, ALL, &small), &good);
        let faulty = small.replace("https:", "http:").replace("one-click", "yes");
        let faulty = format!("List-Unsubscribe: <https:>\r\n{faulty}");
        self.received("requirements-one-click-faulty", &sign(&rsa, super::FIELDS, &faulty), &good);
        let mailto = newsletter.replace(", <https://sender.example/leave?u=7>", "");
        self.received("requirements-one-click-by-mail", &sign(&rsa, ALL, &mailto), &good);
        let short = Key::load("rsa768");
        let records = Self::domain_records(&short, "v=DMARC1; p=none; rua=mailto:dmarc@sender.example");
        self.received("requirements-short-key", &sign(&short, super::FIELDS, MESSAGE), &records);
        let elsewhere = good.replace("A 198.51.100.7", "A 198.51.100.8");
        self.received("requirements-name-leads-elsewhere", &sign(&rsa, super::FIELDS, MESSAGE), &elsewhere);
        let none =
            MESSAGE.replace("Message-ID: <1@sender.example>\r\n", "Subject: Dinner\r\nPrecedence: bulk\r\n");
        let plain = [TRACE.replace("ESMTPS", "ESMTP").as_bytes(), none.as_bytes()].concat();
        let options = json!({ "now": NOW, "missing": "absent", "reverse": true });
        self.add_with("requirements-none-met", plain, &[], &options);
        let told = json!({ "now": NOW, "missing": "absent", "reverse": true });
        let message = [TRACE.as_bytes(), &sign(&rsa, super::FIELDS, MESSAGE)].concat();
        self.add_with("requirements-names-differ", message, &[&good, &elsewhere], &told);
        let gmail = MESSAGE.replace("alice@sender.example", "alice@gmail.com");
        let records = good.clone() + &zone::txt("_dmarc.gmail.com", "v=DMARC1; p=none; sp=quarantine");
        self.received("requirements-gmail-from-elsewhere", &sign(&rsa, super::FIELDS, &gmail), &records);
        self.add_with(
            "requirements-declined",
            [TRACE, MESSAGE].concat(),
            &[],
            &json!({ "now": NOW, "reverse": true }),
        );
        let expiring = Signer::new(&rsa, "sender.example", "s1", ALL)
            .set("t", "1795428000")
            .set("x", "1795430000")
            .sign(&rsa, newsletter.as_bytes());
        // Half an hour after the message was made; one copy came within that time, one after it.
        self.received("requirements-expired-since", &expiring, &good);
        let late = [TRACE.replace("23 Nov 2026 10", "23 Nov 2026 11").as_bytes(), &expiring].concat();
        self.add_with(
            "requirements-expired-before",
            late,
            &[&good],
            &json!({ "now": NOW, "missing": "absent" }),
        );
        // Of the body nothing is known.
        self.received("requirements-expired-header-only", &header_of(&expiring), &good);
        let marked = format!("Feedback-ID: i4f:sender\r\n{MESSAGE}");
        self.received("requirements-feedback-only", &sign(&rsa, super::FIELDS, &marked), &good);
        let below =
            Signer::new(&rsa, "mail.sender.example", "s1", super::FIELDS).sign(&rsa, MESSAGE.as_bytes());
        let key = zone::txt("s1._domainkey.mail.sender.example", &rsa.record());
        self.add_with("requirements-not-compared", below, &[&key], &json!({ "now": NOW }));
        self.lists(&sign(&rsa, super::FIELDS, MESSAGE), &sign(&rsa, ALL, &newsletter));
        self.add_with("requirements-not-visible", MESSAGE, &[], &json!({ "now": NOW, "missing": "absent" }));
    }

    /// Mail of lists, and mail that was forwarded.
    fn lists(&mut self, plain: &[u8], newsletter: &[u8]) {
        let rsa = Key::load("rsa2048");
        let records = Self::domain_records(&rsa, "v=DMARC1; p=none; rua=mailto:dmarc@sender.example");
        let id = "List-Id: Lunch <lunch.lists.example>\r\n";
        let post = "List-Post: <mailto:lunch@lists.example>\r\n";
        let below = |fields: &[&str], message: &[u8]| [fields.concat().as_bytes(), message].concat();
        let leave = "List-Unsubscribe: <mailto:leave@lists.example>\r\n";
        self.received("requirements-discussion-list", &below(&[id, post, leave], plain), &records);
        let closed = "List-Post: NO (announcements)\r\n";
        self.received("requirements-announcements", &below(&[id, closed, leave], plain), &records);
        self.received("requirements-list-unnamed", &below(&["Precedence: list\r\n", post], plain), &records);
        self.received("requirements-newsletter-list", &below(&[id, post], newsletter), &records);
        let forwarded = "X-Forwarded-To: bob@receiver.example\r\n";
        self.received("requirements-forwarded-unsealed", &below(&[forwarded], plain), &records);
        let results = "mx.forwarder.example; dkim=pass header.d=sender.example";
        let (domain, selector) = ("forwarder.example", "f1");
        let sealer = Sealer { key: &rsa, domain, selector, fields: super::FIELDS, results };
        let message = sealer.seal(&below(&[forwarded], plain));
        let records = records + &zone::txt("f1._domainkey.forwarder.example", &rsa.record());
        self.received("requirements-forwarded-sealed", &message, &records);
    }

    pub(super) fn destinations(&mut self) {
        let rsa = Key::load("rsa2048");
        let message = Signer::new(&rsa, "sender.example", "s1", super::FIELDS).sign(&rsa, MESSAGE.as_bytes());
        let policy = "v=DMARC1; p=reject; rua=mailto:a@reports.example, mailto:b@in.sender.example; \
            ruf=mailto:c@silent.example, https://sender.example/r";
        let agreed = zone::txt("sender.example._report._dmarc.reports.example", "v=DMARC1;");
        let records = Self::domain_records(&rsa, policy) + &agreed;
        self.received("report-destinations", &message, &records);
        let message = [TRACE.as_bytes(), &message].concat();
        let refused = zone::txt("sender.example._report._dmarc.reports.example", "no");
        let options = json!({ "now": NOW, "missing": "absent", "report_destinations": true });
        self.add_with("report-destinations-differ", message.clone(), &[&records, &refused], &options);
        let options = json!({ "now": NOW, "missing": "absent" });
        self.add_with("report-destinations-unasked", message, &[&records], &options);
    }

    /// Domains whose records are not what their owner meant.
    pub(super) fn faulty_domains(&mut self) {
        let absent = json!({ "now": NOW, "missing": "absent" });
        for (name, text) in [
            ("domain-dmarc-subdomains", "v=DMARC1; p=reject; pct=50; sp=none"),
            ("domain-dmarc-version-joined", "v=DMARC1 p=quarantine; rua=mailto:dmarc@sender.example"),
            ("domain-dmarc-policy-joined", "v=DMARC1; p=quarantine rua=mailto:dmarc@sender.example"),
        ] {
            self.add_with(name, "sender.example", &[&zone::txt(POLICY, text)], &absent);
        }
        let records = ["v=spf1 mx ip4:198.51.100.7 -all", "v=spf1 include:_spf.mailer.example mx ~all"];
        let records = records.map(|text| zone::txt("sender.example", text)).concat();
        self.add_with("domain-spf-multiple", "sender.example", &[&records], &absent);
    }

    pub(super) fn bare_domains(&mut self) {
        let absent = json!({ "now": NOW, "missing": "absent", "report_destinations": true });
        let rsa = Key::load("rsa2048");
        let records = [
            zone::txt("sender.example", "v=spf1 mx a:web.sender.example include:_spf.%{d2} include:host.example exists:%{i}.x.example -all"),
            zone::txt("_spf.sender.example", "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ?all"),
            zone::txt("host.example", "v=spf1 ip4:203.0.113.0/24 redirect=more.host.example"),
            zone::txt("more.host.example", "v=spf1 ip4:192.0.2.0/25 ptr ~all"),
            "sender.example. MX 10 mail.sender.example.\nweb.sender.example. AAAA 2001:db8::7\n".to_owned(),
            zone::txt(POLICY, "v=DMARC1; p=quarantine; rua=mailto:a@reports.example"),
            zone::txt("sender.example._report._dmarc.reports.example", "v=DMARC1"),
            zone::txt(KEY_NAME, &rsa.record()),
        ]
        .concat();
        self.add_with("domain-whole", "sender.example s1\r\n", &[&records], &absent);
        self.add_with("domain-key-name", "s1._domainkey.sender.example\n", &[&records], &absent);
        let doubled = zone::txt("s1._domainkey.sender.example.sender.example", &rsa.record());
        self.add_with("domain-key-doubled-zone", "sender.example s1", &[&doubled], &absent);
        let record = rsa.record();
        let (head, tail) = record.split_at(220);
        let halves = zone::txt(KEY_NAME, tail) + &zone::txt(KEY_NAME, head);
        self.add_with("domain-key-split-records", "sender.example s1", &[&halves], &absent);
        self.add_with("domain-address", "https://Sender.example/", &[&records], &absent);
        self.add_with("domain-nothing", "@sender.example s1", &[], &absent);
        self.add_with("domain-declined", "sender.example s1", &[], &json!({ "now": NOW }));
        self.add_with(
            "domain-unanswered",
            "sender.example s1",
            &[],
            &json!({ "now": NOW, "missing": "timeout" }),
        );
        self.add_with("domain-private", "mail.internal s1", &[], &absent);
        self.add_with(
            "domain-u-label",
            "bücher.example",
            &[&zone::txt("xn--bcher-kva.example", "v=spf1 -all")],
            &absent,
        );
        self.add_with("domain-subdomain", "news.sender.example", &[&records], &absent);
        let broken = zone::txt(KEY_NAME, &rsa.record().replace(';', "\\;"));
        self.add_with("domain-key-broken", "sender.example s1", &[&broken], &absent);
        for (name, text) in [
            ("domain-spf-syntax", "v=spf1 ip4:198.51.100.0/33 -all"),
            ("domain-spf-loop", "v=spf1 include:sender.example -all"),
            ("domain-spf-voids", "v=spf1 a:x1.example a:x2.example mx:x3.example exists:x4.example -all"),
            ("domain-spf-include-nothing", "v=spf1 include:gone.example redirect=nowhere.example"),
        ] {
            self.add_with(name, "sender.example", &[&zone::txt("sender.example", text)], &absent);
        }
        let many: Vec<String> = (1..=12).map(|n| format!(" include:i{n}.example")).collect();
        let many = many.concat();
        let included: String =
            (1..=12).map(|n| zone::txt(&format!("i{n}.example"), "v=spf1 ip4:192.0.2.1 ?all")).collect();
        let zone = zone::txt("sender.example", &format!("v=spf1{many} -all")) + &included;
        self.add_with("domain-spf-over-limit", "sender.example", &[&zone], &absent);
    }
}
