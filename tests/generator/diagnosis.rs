//! The cases of the diagnosis under tests/cases: a small signed message for each cause, damaged.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::signer::{Canon, Key, Signer, hash, zone};

/// 2026-11-23 12:00:00 +0000.
const NOW: i64 = 1_795_435_200;
const DOMAIN: &str = "sender.example";
const FIELDS: &str = "from:to:subject:date:message-id:mime-version:content-type:content-transfer-encoding:\
    comments:comments:reply-to";

const HEADER: &str = "From: \"Alice\" <alice@sender.example>\r\n\
    To: Bob <bob@receiver.example>, carol@receiver.example\r\n\
    Subject: Lunch at noon\r\n\
    Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\
    Message-ID: <1@sender.example>\r\n\
    MIME-Version: 1.0\r\n";
const TEXT: &str = "Dear Bob,\r\n\
    \r\n\
    From noon on we are at the mill.\r\n\
    .profile is on the disk,\tas ever.\r\n\
    \r\n\
    Alice\r\n";
const PARTS: &str = "--=_mill\r\n\
    Content-Type: text/plain\r\n\
    \r\n\
    Are we hungry yet?\r\n\
    \r\n\
    --=_mill\r\n\
    Content-Type: text/html\r\n\
    \r\n\
    <p>See <a href=\"https://mill.example/menu?day=1\">the menu</a>.</p>\r\n\
    --=_mill--\r\n";
const NORWEGIAN: &str = "Hei Bob,\r\n\r\nmøtet er flyttet til lørdag – ta med kaffe.\r\n\r\nAlice\r\n";
const JAPANESE: &str = "山田様\r\n\r\n明日の昼食は水車小屋でいかがでしょうか。\r\n\r\n佐藤\r\n";
const RULE: &str = "_______________________________________________\r\n";

/// The files of the cases, by their path inside the package; the reports are not among them.
pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    let mut maker = Maker { files: BTreeMap::new() };
    maker.lines();
    maker.signers();
    maker.text();
    maker.characters();
    maker.parts();
    maker.subject();
    maker.fields();
    maker.values();
    maker.forms();
    maker.everywhere();
    maker.left_open();
    maker.signature();
    maker.key();
    maker.files
}

/// A message before it is signed, and how that is done.
struct Sent {
    source: String,
    key: Key,
    signer: Signer,
}

impl Sent {
    /// Signed with Ed25519, `relaxed/simple`.
    fn new(kind: &str, body: &str) -> Self {
        Self::with_key("ed25519", kind, body)
    }

    /// Signed with RSA, whose signature opens to the hash of the header.
    fn rsa(more: &str) -> Self {
        Self::with_key("rsa2048", &format!("text/plain\r\n{more}"), TEXT)
    }

    fn with_key(key: &str, kind: &str, body: &str) -> Self {
        let kind = kind.trim_end();
        let source = format!("{HEADER}Content-Type: {kind}\r\n\r\n{body}");
        let key = Key::load(key);
        let signer = Signer::new(&key, DOMAIN, "s1", FIELDS).canon(Canon::Relaxed, Canon::Simple);
        Self { source, key, signer }
    }

    fn with(mut self, change: impl Fn(Signer) -> Signer) -> Self {
        self.signer = change(self.signer);
        self
    }

    fn sign(&self) -> String {
        let signed = self.signer.sign(&self.key, self.source.as_bytes());
        String::from_utf8(signed).expect("the cases are UTF-8")
    }
}

struct Maker {
    files: BTreeMap<String, Vec<u8>>,
}

impl Maker {
    fn add(&mut self, name: &str, message: impl Into<Vec<u8>>, zone: &str) {
        let mut put = |file: &str, octets: Vec<u8>| {
            let path = format!("tests/cases/diagnosis-{name}/{file}");
            assert!(self.files.insert(path.clone(), octets).is_none(), "{path} is made twice");
        };
        put("message.eml", message.into());
        put("zone.txt", zone.as_bytes().to_vec());
        put("options.json", format!("{}\n", json!({ "now": NOW })).into_bytes());
    }

    /// `sent` with its body rewritten after it was signed.
    fn body(&mut self, name: &str, sent: &Sent, change: impl Fn(&str) -> String) {
        let message = sent.sign();
        let (header, body) = message.split_once("\r\n\r\n").expect("a message has a body");
        let changed = change(body);
        assert_ne!(changed, body, "{name}");
        self.add(&format!("body-{name}"), format!("{header}\r\n\r\n{changed}"), &record(&sent.key));
    }

    /// `sent` with pieces of it replaced after it was signed.
    fn replaced(&mut self, name: &str, sent: &Sent, pieces: &[(&str, &str)]) {
        let mut message = sent.sign();
        for (from, to) in pieces {
            assert!(message.contains(from), "{name}: {from:?}");
            message = message.replacen(from, to, 1);
        }
        self.add(name, message, &record(&sent.key));
    }

    fn header(&mut self, name: &str, pieces: &[(&str, &str)]) {
        self.replaced(&format!("header-{name}"), &Sent::rsa(""), pieces);
    }

    fn lines(&mut self) {
        let sent = Sent::new("text/plain", TEXT);
        self.body("line-ends", &sent, |body| body.replace("\r\n", "\r\n\r\n"));
        self.body("trailing-whitespace", &sent, |body| body.replace("\r\n", " \r\n"));
        self.body("tabs-to-spaces", &sent, |body| body.replace('\t', "    "));
        self.body("from-escaped", &sent, |body| body.replace("\r\nFrom ", "\r\n>From "));
        self.body("dot-stuffing", &sent, |body| body.replace("\r\n.", "\r\n.."));
        let text = TEXT.strip_suffix("\r\n").expect("a text ends with a line");
        let digest = STANDARD.encode(hash("sha256", text.as_bytes()));
        let quirk = Sent::new("text/plain", TEXT).with(|signer| signer.set("bh", &digest));
        self.add("body-signer-left-out-final-newline", quirk.sign(), &record(&quirk.key));
        self.body("blank-lines", &sent, |body| format!("\r\n{body}"));
        self.body("blank-lines-within", &sent, |body| body.replacen("mill.\r\n", "mill.\r\n\r\n", 1));
        self.body("protocol-lines", &sent, |body| format!("{body}.\r\n250 2.0.0 Ok: queued as 4F1B\r\n"));
        self.body("line-break-inserted", &sent, |body| body.replacen("mi", "mi\r\n", 1));
        self.body("line-break-lost", &sent, |body| body.replacen("mill.\r\n", "mill.", 1));
    }

    /// What the signer hashed was not what it sent.
    fn signers(&mut self) {
        let mut hashed = |name: &str, canon: Canon, body: &str, octets: &[u8]| {
            let digest = STANDARD.encode(hash("sha256", octets));
            let sent = Sent::new("text/plain", body)
                .with(|signer| signer.canon(Canon::Relaxed, canon).set("bh", &digest));
            self.add(&format!("body-{name}"), sent.sign(), &record(&sent.key));
        };
        hashed("nothing-signed", Canon::Relaxed, TEXT, b"");
        hashed("nothing-signed-simple", Canon::Relaxed, TEXT, b"\r\n");
        hashed("signer-empty-body", Canon::Relaxed, "", b"\r\n");
        let blank = format!("{TEXT}  \r\n\r\n");
        let kept = TEXT.replace('\t', " ") + "\r\n\r\n";
        hashed("signer-kept-blank-lines", Canon::Relaxed, &blank, kept.as_bytes());
        let one = TEXT.replacen("mill.\r\n", "mill.\n", 1);
        hashed("signer-hashed-one-lf", Canon::Simple, TEXT, one.as_bytes());
        hashed("signer-left-out-only-newline", Canon::Relaxed, "Lunch?\r\n", b"Lunch?");
        let digest = STANDARD.encode(hash("sha256", TEXT.as_bytes()));
        let kind = "text/plain\r\nContent-Transfer-Encoding: base64";
        let sent = Sent::new(kind, &format!("{}\r\n", STANDARD.encode(TEXT)))
            .with(|signer| signer.set("bh", &digest));
        self.add("body-signer-hashed-another-form", sent.sign(), &record(&sent.key));
    }

    fn text(&mut self) {
        let sent = Sent::new("text/plain", TEXT);
        self.body("footer-appended", &sent, |body| format!("{body}{RULE}mill mailing list\r\n"));
        self.body("missing-final-newline", &sent, |body| {
            format!("{}----------\r\nmill mailing list\r\n", body.trim_end())
        });
        let simple = Sent::new("text/plain", TEXT).with(|signer| signer.canon(Canon::Relaxed, Canon::Simple));
        self.body("blanks-after-the-last-line", &simple, |body| format!("{}  \r\n\r\n", body.trim_end()));
        self.body("banner-prepended", &sent, |body| format!("[External mail: take care]\r\n\r\n{body}"));
        let long =
            "we met at the mill and agreed that the menu of next week will have soup on all five days\r\n";
        self.body("rewrapped", &Sent::new("text/plain", long), |body| body.replacen(" will", "\r\nwill", 1));
    }

    fn characters(&mut self) {
        let kind = "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit";
        let sent = Sent::new(kind, NORWEGIAN);
        let encoded = "Content-Transfer-Encoding: quoted-printable";
        let body = NORWEGIAN.replace('ø', "=C3=B8").replace('–', "=E2=80=93");
        let pieces = [("Content-Transfer-Encoding: 8bit", encoded), (NORWEGIAN, body.as_str())];
        self.replaced("body-transfer-encoding", &sent, &pieces);
        self.body("unicode-substitution", &sent, |body| body.replace('–', "-"));
        self.body("mojibake", &sent, |body| {
            let (text, _, _) = encoding_rs::WINDOWS_1252.decode(body.as_bytes());
            text.into_owned()
        });
        let (octets, _, _) = encoding_rs::ISO_2022_JP.encode(JAPANESE);
        let old = std::str::from_utf8(&octets).expect("ISO-2022-JP has seven bits");
        let sent = Sent::new("text/plain; charset=ISO-2022-JP", old);
        self.replaced("body-charset", &sent, &[("=ISO-2022-JP", "=utf-8"), (old, JAPANESE)]);
    }

    fn parts(&mut self) {
        let sent = Sent::new("multipart/alternative; boundary=\"=_mill\"", PARTS);
        self.body("trailing-blank-lines", &sent, |body| body.replacen("\r\n\r\n--", "\r\n\r\n\r\n--", 1));
        self.body("empty-line-lost-before-a-delimiter", &sent, |body| {
            body.replacen("\r\n\r\n--", "\r\n--", 1)
        });
        self.body("empty-lines-lost-before-all", &sent, |body| body.replace("\r\n\r\n--", "\r\n--"));
        self.body("preamble-changed", &sent, |body| format!("This is a message of several parts.\r\n{body}"));
        self.body("epilogue-changed", &sent, |body| format!("{body}See you at the mill.\r\n"));
        self.body("part-header-changed", &sent, |body| {
            body.replacen("text/plain", "text/plain\r\nContent-Disposition: inline", 1)
        });
        self.body("link-rewritten", &sent, |body| {
            body.replace(
                "https://mill.example/menu?day=1",
                "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmill.example%2Fmenu%3Fday%3D1\
                &amp;data=05%7C02&amp;reserved=0",
            )
        });
        self.body("part-header-refolded", &sent, |body| body.replace("Content-Type: ", "Content-Type:\r\n "));
        self.body("blank-lines-at-all-ends", &sent, |body| body.replace("\r\n--", "\r\n\r\n--"));
        self.body("blank-lines-moved", &sent, |body| {
            body.replacen("yet?\r\n\r\n--", "yet?\r\n--", 1).replacen("\r\n\r\n<p>", "\r\n\r\n\r\n<p>", 1)
        });
        self.body("truncated", &sent, |body| {
            body.split_once("<p>").map_or_else(String::new, |(start, _)| start.to_owned())
        });
        let long = PARTS.replacen("yet?\r\n", "yet?\r\n\r\n\r\n", 1);
        let long = Sent::new("multipart/alternative; boundary=\"=_mill\"", &long);
        self.body("lost-empty-line", &long, |body| body.replacen("\r\n\r\n\r\n\r\n", "\r\n\r\n\r\n", 1));
        let empty = PARTS.replacen("Are we hungry yet?\r\n", "", 1);
        let empty = Sent::new("multipart/alternative; boundary=\"=_mill\"", &empty);
        self.body("nothing-signed-of-a-part", &empty, |body| {
            body.replacen("\r\n\r\n--", "\r\nPay to this account.\r\n\r\n--", 1)
        });
        let octets = STANDARD.encode(TEXT.repeat(2));
        let lines = |width: usize| {
            let lines: Vec<&str> = (0..octets.len())
                .step_by(width)
                .filter_map(|at| octets.get(at..octets.len().min(at + width)))
                .collect();
            lines.join("\r\n") + "\r\n"
        };
        let coded = Sent::new("text/plain\r\nContent-Transfer-Encoding: base64", &lines(72));
        self.body("lines-broken-anew", &coded, |_| lines(76));
        let message = sent.with(|signer| {
            signer.set("z", "Content-Type:multipart/alternative=3B=20boundary=3D\"=3D_mill\"")
        });
        let pieces = [("boundary=\"=_mill", "boundary=\"=_relay")].into_iter();
        let pieces: Vec<_> = pieces.chain(std::iter::repeat_n(("--=_mill", "--=_relay"), 3)).collect();
        self.replaced("body-boundary-changed", &message, &pieces);
    }

    fn subject(&mut self) {
        self.header("subject-prefix", &[("Subject: Lunch", "Subject: [mill] Lunch")]);
        self.header("subject-suffix", &[("noon\r\n", "noon (fwd)\r\n")]);
        let sent = Sent::with_key("rsa2048", "text/plain", TEXT);
        let source = sent.source.replace("Lunch at noon", "=?UTF-8?B?5pi86aOf?=");
        let sent = Sent { source, ..sent };
        let pieces = [("=?UTF-8?B?5pi86aOf?=", "=?UTF-8?Q?=E6=98=BC=E9=A3=9F?=")];
        self.replaced("header-encoded-word-reencoded", &sent, &pieces);
    }

    fn fields(&mut self) {
        let from = "From: \"Alice\" <alice@sender.example>\r\n";
        let list = "From: \"Alice via Mill\" <mill@lists.example>\r\nX-Original-From: \"Alice\" <alice@sender.example>\r\n";
        self.header("from-rewritten", &[(from, list)]);
        let id = "Message-ID: <1@sender.example>\r\n";
        let new = "Message-ID: <CAB8@relay.example>\r\nX-Google-Original-Message-ID: <1@sender.example>\r\n";
        self.header("message-id-rewritten", &[(id, new)]);
        self.header("field-added", &[("MIME-Version", "Comments: scanned\r\nMIME-Version")]);
        self.header("reply-to-added", &[("MIME-Version", "Reply-To: mill@lists.example\r\nMIME-Version")]);
        self.header("field-removed", &[("MIME-Version: 1.0\r\n", "")]);
        self.header("field-duplicated", &[("MIME-Version", "Subject: Another one\r\nMIME-Version")]);
        let sent = Sent::rsa("Comments: one\r\nComments: two");
        let pieces = [("Comments: one\r\nComments: two", "Comments: two\r\nComments: one")];
        self.replaced("header-field-order", &sent, &pieces);
        let sent = Sent::rsa("").with(|signer| signer.set("z", "Subject:Lunch=20at=20noon"));
        self.replaced("header-field-changed", &sent, &[("Subject: Lunch at noon", "Subject: Dinner")]);
    }

    fn values(&mut self) {
        self.header("address-list-changed", &[("From: \"Alice\"", "From: Alice")]);
        self.header("date-reformatted", &[("10:00:00 +0000", "11:00:00 +0100")]);
        let simple = Sent::rsa("").with(|signer| signer.canon(Canon::Simple, Canon::Simple));
        self.replaced("header-refolded", &simple, &[(">, carol", ">,\r\n carol")]);
        self.replaced("header-whitespace", &simple, &[("Subject: ", "Subject:  ")]);
        self.replaced("header-case-changed", &simple, &[("Message-ID", "Message-Id")]);
    }

    /// The same in another form.
    fn forms(&mut self) {
        let quoted = "Content-Type: text/plain; charset=\"utf-8\"";
        let sent = Sent::with_key("rsa2048", "text/plain; charset=utf-8; format=flowed", TEXT);
        let pieces = [("Content-Type: text/plain; charset=utf-8; format=flowed", quoted)];
        self.replaced("header-field-rewritten", &sent, &pieces);
        let sent = Sent::with_key("rsa2048", "text/plain", TEXT);
        let source = sent.source.replace("MIME-Version: 1.0", "MIME-Version: 1.0 (1.0)");
        let sent = Sent { source, ..sent };
        self.replaced("header-version-comment", &sent, &[("1.0 (1.0)", "1.0")]);
        let sent = Sent::with_key("rsa2048", "text/plain", TEXT);
        let source = sent.source.replace("Lunch at noon", "Lunch \u{2013} at noon");
        let sent = Sent { source, ..sent };
        self.replaced("header-characters-replaced", &sent, &[("Lunch \u{2013}", "Lunch -")]);
        let sent = Sent::rsa("")
            .with(|signer| signer.set("z", "To:Bob=20<bob@receiver.example>,=20carol@receiver.example"));
        let to = "To: Bob <bob@receiver.example>, carol@receiver.example";
        self.replaced("header-addresses-replaced", &sent, &[(to, "To: mill@lists.example")]);
        let sent = Sent::rsa("");
        let source = sent.source.replace(to, "To: undisclosed-recipients:;");
        let sent = Sent { source, ..sent };
        self.replaced("header-empty-group", &sent, &[("recipients:;", "recipients: ;")]);
        let tag = [("Subject: Lunch", "Subject: [\u{8ff7}\u{60d1}\u{30e1}\u{30fc}\u{30eb}] Lunch")];
        self.header("subject-marked", &tag);
    }

    /// What is done to all fields that it fits.
    fn everywhere(&mut self) {
        let named = Sent::rsa("Reply-To: \"Mill\" <mill@sender.example>");
        let source = named.source.replace("To: Bob", "To: \"Bob\"");
        let sent = Sent { source, ..named };
        let pieces = [("\"Alice\"", "Alice"), ("\"Bob\"", "Bob"), ("\"Mill\"", "Mill")];
        self.replaced("header-quotes-everywhere", &sent, &pieces);
        let oversigned = format!("{FIELDS}:sender:list-id:list-post:list-unsubscribe:list-help");
        let sent = Sent::rsa("").with(|signer| signer.set("h", &oversigned));
        let list = "Sender: mill-bounces@lists.example\r\nList-Id: <mill.lists.example>\r\n\
            List-Post: <mailto:mill@lists.example>\r\nList-Help: <mailto:mill-help@lists.example>\r\n\
            List-Unsubscribe: <mailto:mill-leave@lists.example>\r\nFrom:";
        self.replaced(
            "header-list-fields",
            &sent,
            &[("From:", list), ("Subject: Lunch", "Subject: [mill] Lunch")],
        );
        let ids: Vec<String> =
            (0..40).map(|number| format!("<{number:03}.c0ffee5ea1@sender.example>")).collect();
        let ids = ids.join(" ");
        let references = format!("{FIELDS}:references");
        let sent = Sent::rsa(&format!("References: {ids}")).with(|signer| signer.set("h", &references));
        let (front, rest) = ids.split_at(985);
        self.replaced("header-long-line", &sent, &[(ids.as_str(), &format!("{front}\r\n {rest}"))]);
    }

    /// Where something remains that is not explained.
    fn left_open(&mut self) {
        let names = format!("{FIELDS}:x-mill-route");
        let sent = Sent::rsa("X-Mill-Route: 7").with(|signer| signer.set("h", &names));
        self.replaced("header-field-gone", &sent, &[("X-Mill-Route: 7\r\n", "")]);
        let pieces = [("Subject: Lunch", "Subject: [mill] Lunch"), ("we are at the mill", "we are at home")];
        self.header("proven-alone", &pieces);
    }

    fn signature(&mut self) {
        let sent = Sent::rsa("");
        let signed = sent.sign();
        let (start, b) = signed.split_once("\tb=").expect("a signature");
        let damaged = format!("{start}\tb={}", b.replacen("==\r\n", "=3D=3D\r\n", 1));
        assert_ne!(damaged, signed, "b= of 256 octets ends in two equals signs");
        self.add("signature-damaged", damaged, &record(&sent.key));
        let (_, rest) = signed.split_once("\r\nFrom:").expect("fields");
        let field = signed.strip_suffix(&format!("\r\nFrom:{rest}")).expect("a signature");
        let quoted = format!("{}\r\nFrom:{rest}", field.replace('=', "=3D"));
        self.add("signature-quoted-printable", quoted, &record(&sent.key));
        let sent = Sent::rsa("").with(|signer| signer.set("c", "simple/simple"));
        self.add("signature-wrong-canonicalization", sent.sign(), &record(&sent.key));
    }

    fn key(&mut self) {
        let sent = Sent::rsa("");
        let (key, other) = (Key::load("rsa2048"), Key::load("rsa2048-other"));
        let second = Signer::new(&other, DOMAIN, "s2", FIELDS).sign(&other, sent.sign().as_bytes());
        let exchanged = named("s1", &other.record()) + &named("s2", &key.record());
        self.add("signature-wrong-selector", second, &exchanged);
        let twin = Signer::new(&other, DOMAIN, "s1", FIELDS).sign(&other, sent.sign().as_bytes());
        self.add("signature-selector-of-another", twin, &named("s1", &other.record()));
        // The header is examined with the record that was meant.
        self.add("key-escaped-semicolons", sent.sign(), &named("s1", &key.record().replace(';', "\\;")));
    }
}

fn record(key: &Key) -> String {
    named("s1", &key.record())
}

fn named(selector: &str, record: &str) -> String {
    zone::txt(&format!("{selector}._domainkey.{DOMAIN}"), record)
}
