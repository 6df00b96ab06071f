//! Who a message says it is from: what is wrong with it, what misleads about it, and what only seems to.

use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, WINDOWS_1252};

use super::{FIELDS, MESSAGE, Maker};
use crate::signer::{Signer, zone};

impl Maker {
    pub(super) fn from(&mut self) {
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
        for (name, from) in [
            ("two-authors-one-domain", "Alice <alice@sender.example>, Ben <ben@SENDER.example>"),
            ("group-one-domain", "Kitchen: Alice <alice@sender.example>, ben@sender.example;"),
            ("group-name-address", "\"admin@bank.example\": alice@sender.example;"),
            ("white-space-in-address", "alice @ sender.example"),
            ("quoted-address", "\"x <admin@bank.example>\"@sender.example"),
            ("encoded-local-part", "=?utf-8?Q?admin=40bank.example=3E=20?=@sender.example"),
            ("encoded-in-group", "Kitchen: =?utf-8?Q?admin=40bank.example?=, alice@sender.example;"),
            ("encoded-alone", "=?utf-8?Q?admin=40bank?= =?utf-8?Q?.example?="),
            ("full-width-address-in-name", "\"account\u{ff20}bank\u{ff0e}example\" <alice@sender.example>"),
            (
                "hidden-address-in-name",
                "\"a\u{200b}dmin\u{fe6b}ba\u{ad}nk\u{fe52}example\" <alice@sender.example>",
            ),
        ] {
            let message = MESSAGE.replace("Alice <alice@sender.example>", from);
            let message = self.signer().sign(&self.key, message.as_bytes());
            let zone = self.zone() + &zone::txt("_dmarc.sender.example", "v=DMARC1; p=reject");
            self.add(&format!("message-from-{name}"), message, &zone);
        }
        self.written("message-from-folded-with-tab", "Alice <", "Alice\r\n\t<");
        self.altered("message-from-invalid-domain", author, "From: Alice <alice@sen!der.example>");
    }

    /// What misleads about the sender, and what only seems to.
    pub(super) fn identity(&mut self) {
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
        let full_width = "\u{ff22}\u{ff41}\u{ff4e}\u{ff4b}\u{ff0e}\u{ff45}\u{ff58}\u{ff41}\u{ff4d}\u{ff50}\u{ff4c}\u{ff45}";
        self.written("identity-name-full-width", "Alice <", &format!("{full_width} <"));
        self.written("identity-name-unquoted", "Alice <", "Bank.example <");
        self.written(
            "identity-name-group",
            "Alice <alice@sender.example>",
            "Bank.example: alice@sender.example;",
        );
        self.written("identity-name-encoded", "Alice <", "=?utf-8?Q?www.bank.example?= <");
        self.written("identity-name-ideographic-stop", "Alice <", "\"bank\u{3002}example \u{1f600}\" <");
        let mathematical = "\u{1d41b}\u{1d41a}\u{1d427}\u{1d424}.\u{ff45}xample";
        self.written("identity-name-mathematical", "Alice <", &format!("\"{mathematical}\" <"));
        let reply = format!("Reply-To: \"admin@bank.example\" <alice@sender.example>\r\n{subject}");
        self.written("identity-name-reply-to", subject, &reply);
        let sender = format!("Sender: {full_width} <alice@sender.example>\r\n{subject}");
        self.written("identity-name-sender", subject, &sender);
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

    /// Japanese that stands in fields as it is, in each of its character sets, and what is declared to be something else.
    pub(super) fn unencoded(&mut self) {
        for (name, encoding) in [("shift-jis", SHIFT_JIS), ("euc-jp", EUC_JP), ("iso-2022-jp", ISO_2022_JP)] {
            let text = MESSAGE.replace("Alice", "花森商店").replace("Lunch", "お昼のご案内");
            let (octets, _, _) = encoding.encode(&text);
            let signed = self.signer().sign(&self.key, &octets);
            let zone = self.zone();
            self.add(&format!("identity-text-unencoded-{name}"), signed, &zone);
        }
        let text = MESSAGE
            .replace("Alice", "Amélie")
            .replace("Date:", "Content-Type: text/plain; charset=\"iso-8859-1\"\r\nDate:");
        let (octets, _, _) = WINDOWS_1252.encode(&text);
        let signed = self.signer().sign(&self.key, &octets);
        let zone = self.zone();
        self.add("identity-text-unencoded-declared", signed, &zone);
    }

    /// Messages that quote another one in their text.
    pub(super) fn quoted(&mut self) {
        let fields = "From: Shop <shop@other.example>\r\nDate: Mon, Nov 23, 2026 at 9:00\r\nSubject: Your order\r\nTo: <alice@sender.example>\r\n";
        let gmail = format!(
            "Is this real?\r\n\r\n---------- Forwarded message ---------\r\n{fields}\r\nPay now.\r\n"
        );
        self.written("message-quoted-forwarded", "Are we hungry yet?\r\n", &gmail);
        let japanese = "確認をお願いします。\r\n\r\n-----元のメッセージ-----\r\n差出人: 商店 <shop@other.example>\r\n送信日時: 2026年11月23日\r\n\
            宛先: 花子\r\n件名: ご注文\r\n\r\nお支払いください。\r\n";
        self.written("message-quoted-japanese", "Are we hungry yet?\r\n", japanese);
        let html = "<div>See <b>below</b></div><hr><p><b>From:</b> Shop &lt;shop@other.example&gt;<br><b>Sent:</b> Monday<br>\
            <b>To:</b> Alice<br><b>Subject:</b> Your order</p>\r\n";
        let html = MESSAGE
            .replace("\r\n\r\nAre we hungry yet?\r\n", &format!("\r\nContent-Type: text/html\r\n\r\n{html}"));
        let signed = self.signer().sign(&self.key, html.as_bytes());
        let zone = self.zone();
        self.add("message-quoted-html", signed, &zone);
        self.written(
            "message-quoted-nothing",
            "Are we hungry yet?\r\n",
            "The train goes\r\nFrom: Oslo\r\nTo: Bergen\r\n",
        );
    }

    /// Domains that look like others: of the author, of the answers, of the signer.
    pub(super) fn domains(&mut self) {
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
}
