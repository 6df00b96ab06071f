//! Records of SPF and DMARC that are not what their owner meant.

use serde_json::json;

use super::{Maker, NOW};
use crate::signer::zone;

const DOMAIN: &str = "sender.example";
const POLICY: &str = "_dmarc.sender.example";
const DMARC: &str = "v=DMARC1; p=reject; rua=mailto:reports@sender.example";

impl Maker {
    pub(super) fn faulty_records(&mut self) {
        self.spf_slips();
        self.spf_meanings();
        self.dmarc_slips();
        self.dmarc_places();
    }

    /// The domain alone, in a world in which no other name exists.
    fn domain(&mut self, name: &str, records: &str) {
        self.add_with(name, DOMAIN, &[records], &json!({ "now": NOW, "missing": "absent" }));
    }

    /// The same with this record of SPF.
    fn domain_with_spf(&mut self, name: &str, record: &str, others: &str) {
        let records = zone::txt(DOMAIN, record) + &zone::txt(POLICY, DMARC) + others;
        self.domain(name, &records);
    }

    fn spf_slips(&mut self) {
        let host =
            "mx3.rental.example. 3600 IN A 192.0.2.40\nsender.example. 3600 IN MX 10 mx3.rental.example.\n";
        for (name, record) in [
            ("domain-spf-full-width", "v=spf1　mx　a：mx3．rental．example　～all"),
            ("domain-spf-no-break-space", "v=spf1 mx\u{A0}a:mx3.rental.example ~all"),
            ("domain-spf-quoted", "”v=spf1 mx a:mx3.rental.example ~all”"),
            ("domain-spf-byte-order-mark", "\u{FEFF}v=spf1 mx a:mx3.rental.example ~all"),
            ("domain-spf-line-break", "v=spf1 mx\n a:mx3.rental.example ~all"),
            ("domain-spf-dash", "v=spf1 mx a:mx3.rental.example –all"),
            ("domain-spf-zone-line", "sender.example. IN TXT \"v=spf1 mx a:mx3.rental.example ~all\""),
            ("domain-spf-version-colon", "v:spf1 mx a:mx3.rental.example ~all"),
            ("domain-spf-without-version", "mx a:mx3.rental.example ~all"),
            ("domain-spf-space-missing", "v=spf1 a:mx3.rental.examplemx:sender.example~all"),
            ("domain-spf-all-joined", "v=spf1 a:mx3.rental.example-all"),
            ("domain-spf-space-inside", "v=spf1 mx a: mx3.rental.example ~all"),
            ("domain-spf-commas", "v=spf1,mx,a:mx3.rental.example,~all"),
            ("domain-spf-other-names", "v=spf1 ipv4:192.0.2.40 a:192.0.2.41 mx ~all"),
        ] {
            self.domain_with_spf(name, record, host);
        }
    }

    fn spf_meanings(&mut self) {
        let included = zone::txt("_spf.rental.example", "v=spf1 ip4:192.0.2.0/24 ~all");
        let many: Vec<String> = (0..40).map(|n| format!(" ip4:198.51.100.{n}")).collect();
        let long = format!("v=spf1{} -all", many.concat());
        for (name, record) in [
            (
                "domain-spf-unknown-modifier",
                "v=spf1 mx= include=_spf.rental.example ip4=192.0.2.40 all= ra=postmaster",
            ),
            ("domain-spf-second-version", "v=spf1 ip4:192.0.2.40 v=spf1 include:_spf.rental.example -all"),
            ("domain-spf-no-all", "v=spf1 include:_spf.rental.example"),
            ("domain-spf-neutral-all", "v=spf1 include:_spf.rental.example ?all"),
            ("domain-spf-empty", "v=spf1"),
            ("domain-spf-too-long", long.as_str()),
            (
                "domain-spf-dead-target",
                "v=spf1 a:gone.sender.example mx:gone.sender.example include:_spf.rental.example -all",
            ),
        ] {
            self.domain_with_spf(name, record, &included);
        }
        let back = zone::txt("_spf.rental.example", "v=spf1 redirect=sender.example");
        self.domain_with_spf(
            "domain-spf-loop-of-two",
            "v=spf1 ip4:192.0.2.40 include:_spf.rental.example -all",
            &back,
        );
        self.domain_with_spf(
            "domain-spf-mx-address",
            "v=spf1 mx -all",
            "sender.example. 3600 IN MX 10 192.0.2.40.\n",
        );
    }

    fn dmarc_slips(&mut self) {
        for (name, record) in [
            (
                "domain-dmarc-full-width-semicolon",
                "v=DMARC1；p=quarantine；rua=mailto:reports@sender.example",
            ),
            ("domain-dmarc-full-width-equals", "v=DMARC1; p＝quarantine; rua=mailto:reports@sender.example"),
            ("domain-dmarc-full-width-at", "v=DMARC1; p=quarantine; rua=mailto:reports＠sender.example"),
            ("domain-dmarc-quoted", "“v=DMARC1; p=quarantine; rua=mailto:reports@sender.example”"),
            ("domain-dmarc-line-break", "v=DMARC1; p=quarantine;\r\nrua=mailto:reports@sender.example"),
            ("domain-dmarc-without-version", "DMARC1; p=quarantine; rua=mailto:reports@sender.example"),
            (
                "domain-dmarc-zone-line",
                "_dmarc IN TXT \"v=DMARC1; p=quarantine; rua=mailto:reports@sender.example\"",
            ),
            (
                "domain-dmarc-options",
                "v=DMARC1; p=reject; fo=1,s; ruf=mailto:reports@sender.example; rua=mailto:reports@sender.example",
            ),
            (
                "domain-dmarc-tags",
                "v=DMARC1; p=reject; ruaa=mailto:reports@sender.example; policy=reject; dkim=must",
            ),
            (
                "domain-dmarc-addresses",
                "v=DMARC1; p=none; rua=reports@sender.example,mailto://more@sender.example,nobody; ruf=",
            ),
            ("domain-dmarc-unserved", "v=DMARC1; p=reject; rua=https://sender.example/reports"),
            ("domain-dmarc-syntax", "v=DMARC1; p=reject; please; rua=mailto:reports@sender.example"),
            ("domain-dmarc-policy-guessed", "v=DMARC1; p=quarentine; rua=mailto:reports@sender.example"),
            ("domain-dmarc-public-suffix", "v=DMARC1; p=reject; psd=y; rua=mailto:reports@sender.example"),
        ] {
            let records = zone::txt(DOMAIN, "v=spf1 -all") + &zone::txt(POLICY, record);
            self.domain(name, &records);
        }
    }

    fn dmarc_places(&mut self) {
        let spf = zone::txt(DOMAIN, "v=spf1 -all");
        self.domain("domain-dmarc-misplaced", &(spf.clone() + &zone::txt(DOMAIN, DMARC)));
        let doubled = zone::txt("_dmarc.sender.example.sender.example", DMARC);
        self.domain("domain-dmarc-doubled-name", &(spf.clone() + &doubled));
        let own = "v=DMARC1; p=none; sp=reject; np=reject; rua=mailto:reports@sender.example";
        let records = spf + &zone::txt("_dmarc.news.sender.example", own) + &zone::txt(POLICY, DMARC);
        let options = json!({ "now": NOW, "missing": "absent" });
        self.add_with("domain-dmarc-subdomain-tag", "news.sender.example", &[&records], &options);
    }
}
