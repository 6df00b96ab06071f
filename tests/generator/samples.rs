//! The samples that are built into the page: realistic mail, really signed.

#[path = "forwarding.rs"]
mod forwarding;

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use self::forwarding::{Way, forwarded};
use crate::signer::{Canon, Key, Signer, zone};

/// 2026-11-23 18:20:00 +0900, some minutes after the last of them was sent.
pub(crate) const NOW: i64 = 1_795_425_600;

/// The fields that careful senders sign.
const SIGNED: &str = "from:to:subject:date:message-id:mime-version:content-type";

/// The names of the samples.
pub(crate) const NAMES: [&str; 7] =
    ["pass", "list-footer", "forged", "forwarded", "forwarded-srs", "forwarded-unsigned", "forwarded-footer"];

/// The files of the samples, by their path inside the package.
pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let all = [
        pass(),
        list_footer(),
        forged(),
        forwarded(Way::Plain),
        forwarded(Way::Srs),
        forwarded(Way::Unsigned),
        forwarded(Way::Footer),
    ];
    for (id, (message, zone)) in NAMES.into_iter().zip(all) {
        files.insert(format!("www/samples/{id}/message.eml"), message);
        files.insert(format!("www/samples/{id}/zone.txt"), zone.into_bytes());
    }
    files
}

/// An order confirmation of a small shop on a rented server, signed with RSA and with Ed25519.
fn pass() -> (Vec<u8>, String) {
    let rsa = Key::load("rsa2048");
    let ed25519 = Key::load("ed25519");
    let body = lines(&[
        "山田 はるか 様",
        "",
        "このたびは花みず生花店をご利用いただき、誠にありがとうございます。",
        "下記のとおりご注文を承りました。",
        "",
        "  ご注文番号  HM-20261123-0417",
        "  季節の花束（コスモスと吾亦紅）  1 束   3,850 円",
        "  送料                                    770 円",
        "  ─────────────────────────",
        "  合計（税込）                          4,620 円",
        "",
        "お届け予定日は 11月26日（木）午前中です。",
        "お花の様子を見て、前日に発送のご連絡を差し上げます。",
        "",
        "-- ",
        "花みず生花店  https://hanamizu.example/",
        "〒600-0000 京都市下京区花屋町通 1-2-3   075-000-0000",
    ]);
    let header = lines(&[
        &format!("From: {} <order@hanamizu.example>", utf8_word("花みず生花店")),
        &format!("To: {} <haruka.yamada@post.example>", utf8_word("山田 はるか")),
        &format!("Subject: {}", utf8_word("ご注文ありがとうございます")),
        &format!("\t{}", utf8_word("（HM-20261123-0417）")),
        "Date: Mon, 23 Nov 2026 18:04:31 +0900",
        "Message-ID: <20261123090431.4C1A2.order@hanamizu.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    ]);
    let message = join(&header, &body);
    let signer = Signer::new(&ed25519, "hanamizu.example", "ed2026", SIGNED).set("t", "1795424671");
    let message = signer.sign(&ed25519, &message);
    let signer = Signer::new(&rsa, "hanamizu.example", "rs20260401", SIGNED).set("t", "1795424671");
    let message = signer.sign(&rsa, &message);
    let trace = lines(&[
        "Delivered-To: haruka.yamada@post.example",
        "Received: by 2002:a05:7300:8a12:b0:2f1 with SMTP id k18csp1190417dyd;",
        "        Mon, 23 Nov 2026 01:04:35 -0800 (PST)",
        "Return-Path: <order@hanamizu.example>",
        "Received: from sv310.rental.example (sv310.rental.example. [192.0.2.31])",
        "        by mx.post.example with ESMTPS id d9443c01a7336-29b5b1c2f0esi88012345ad.417.2026.11.23.01.04.34",
        "        for <haruka.yamada@post.example>",
        "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);",
        "        Mon, 23 Nov 2026 01:04:34 -0800 (PST)",
        "Received-SPF: pass (mx.post.example: domain of order@hanamizu.example designates 192.0.2.31 as permitted sender)",
        "        client-ip=192.0.2.31;",
        "Authentication-Results: mx.post.example;",
        &format!(
            "       dkim=pass header.i=@hanamizu.example header.s=rs20260401 header.b={};",
            start_of_b(&message)
        ),
        "       dkim=neutral (no key) header.i=@hanamizu.example header.s=ed2026;",
        "       spf=pass (mx.post.example: domain of order@hanamizu.example designates 192.0.2.31 as permitted sender)",
        "        smtp.mailfrom=order@hanamizu.example;",
        "       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=hanamizu.example",
        "Received: from www.hanamizu.example (localhost [127.0.0.1])",
        "\tby sv310.rental.example (Postfix) with ESMTPA id 4C1A2602F7;",
        "\tMon, 23 Nov 2026 18:04:31 +0900 (JST)",
    ]);
    let records = zone::txt("rs20260401._domainkey.hanamizu.example", &rsa.record())
        + &zone::txt("ed2026._domainkey.hanamizu.example", &ed25519.record())
        + &owner("none")
        + &absent(&["sv310.rental.example", "_dmarc.example"]);
    ([trace, message].concat(), records)
}

/// A post to a mailing list that adds a footer: the header's signature holds, the body's hash does not.
fn list_footer() -> (Vec<u8>, String) {
    let key = Key::load("rsa2048-other");
    let body = lines(&[
        "Hello everybody,",
        "",
        "the room in the old town hall is ours for the winter concert:",
        "Saturday, 19 December, doors open at 17:30.",
        "",
        "Please send me your favourite encores until Sunday. I will bring",
        "the scores to the next rehearsal.",
        "",
        "Keiko",
    ]);
    let header = lines(&[
        &format!("From: {} <keiko.mori@violets.example>", iso_2022_jp_word("森 恵子")),
        "To: choir@lists.townhall.example",
        &format!("Subject: {}", iso_2022_jp_word("冬の演奏会 / Winter concert")),
        "Date: Sun, 22 Nov 2026 21:15:08 +0900",
        "Message-ID: <7d1c0f6e-3a44-4a0e-9b1e-5f2f0c1f77aa@violets.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=us-ascii; format=flowed",
        "User-Agent: Mozilla Thunderbird",
    ]);
    let message = join(&header, &body);
    let signer = Signer::new(&key, "violets.example", "mail", SIGNED)
        .canon(Canon::Relaxed, Canon::Simple)
        .set("t", "1795349708");
    let mut message = signer.sign(&key, &message);
    message.extend(lines(&[
        "_______________________________________________",
        "choir mailing list -- choir@lists.townhall.example",
        "To unsubscribe send an email to choir-leave@lists.townhall.example",
    ]));
    let trace = lines(&[
        "Return-Path: <choir-bounces@lists.townhall.example>",
        "Received: from lists.townhall.example (lists.townhall.example [198.51.100.25])",
        "\tby mx.post.example (Postfix) with ESMTPS id 5D02A1C0F4",
        "\tfor <haruka.yamada@post.example>; Sun, 22 Nov 2026 12:15:41 +0000 (UTC)",
        "Authentication-Results: mx.post.example;",
        "\tdkim=fail (body hash did not verify) header.d=violets.example header.s=mail;",
        "\tspf=pass smtp.mailfrom=choir-bounces@lists.townhall.example",
        "Received: from lists.townhall.example (localhost [IPv6:::1])",
        "\tby lists.townhall.example (Postfix) with ESMTP id 9A3E71F2B8;",
        "\tSun, 22 Nov 2026 12:15:36 +0000 (UTC)",
        "Received: from mail.violets.example (mail.violets.example [203.0.113.7])",
        "\tby lists.townhall.example (Postfix) with ESMTPS id 41C6F1F2B5",
        "\tfor <choir@lists.townhall.example>; Sun, 22 Nov 2026 12:15:11 +0000 (UTC)",
        "List-Id: The town hall choir <choir.lists.townhall.example>",
        "List-Post: <mailto:choir@lists.townhall.example>",
        "List-Unsubscribe: <mailto:choir-leave@lists.townhall.example>",
        "Precedence: list",
        "X-Mailman-Version: 3.3.10",
    ]);
    let records = zone::txt("mail._domainkey.violets.example", &key.record())
        + &zone::txt("_dmarc.violets.example", "v=DMARC1; p=none; rua=mailto:dmarc@violets.example")
        + &zone::txt("lists.townhall.example", "v=spf1 ip4:198.51.100.25 -all")
        + &absent(&["_dmarc.example", "_dmarc.lists.townhall.example", "_dmarc.townhall.example"]);
    ([trace, message].concat(), records)
}

/// Mail in a bank's name with a valid signature of somebody else.
fn forged() -> (Vec<u8>, String) {
    let key = Key::load("rsa2048-third");
    let body = lines(&[
        "Dear customer,",
        "",
        "we have noticed an unusual sign-in to your account from a new device.",
        "For your protection your account has been restricted.",
        "",
        "Please confirm your details within 24 hours:",
        "https://bank.example.account-check.evil.example/confirm",
        "",
        "Your bank",
    ]);
    let header = lines(&[
        "From: \"Bank\" <service@bank.example>",
        "To: haruka.yamada@post.example",
        "Subject: Your account has been restricted",
        "Date: Mon, 23 Nov 2026 08:41:12 +0000",
        "Message-ID: <b3f9.1763887272@evil.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]);
    let signer = Signer::new(&key, "evil.example", "x1", SIGNED).set("t", "1795423272");
    let message = signer.sign(&key, &join(&header, &body));
    let trace = lines(&[
        "Return-Path: <bounce@evil.example>",
        "Received: from vps.evil.example (vps.evil.example [203.0.113.66])",
        "\tby mx.post.example (Postfix) with ESMTPS id 7BE10C4412",
        "\tfor <haruka.yamada@post.example>; Mon, 23 Nov 2026 08:41:15 +0000 (UTC)",
        "Authentication-Results: mx.post.example;",
        &format!("\tdkim=pass header.d=evil.example header.s=x1 header.b={};", start_of_b(&message)),
        "\tspf=pass smtp.mailfrom=bounce@evil.example;",
        "\tdmarc=fail (p=QUARANTINE dis=QUARANTINE) header.from=bank.example",
    ]);
    let records = zone::txt("x1._domainkey.evil.example", &key.record())
        + &zone::txt("evil.example", "v=spf1 ip4:203.0.113.66 -all")
        + &zone::txt("_dmarc.bank.example", "v=DMARC1; p=quarantine; rua=mailto:dmarc@bank.example")
        + &absent(&["vps.evil.example", "_dmarc.example", "_dmarc.evil.example"]);
    ([trace, message].concat(), records)
}

/// What the shop on the rented server publishes of SPF and DMARC.
fn owner(policy: &str) -> String {
    zone::txt("hanamizu.example", "v=spf1 include:spf.rental.example ~all")
        + &zone::txt("spf.rental.example", "v=spf1 ip4:192.0.2.0/26 ip4:198.51.100.128/28 -all")
        + &zone::txt(
            "_dmarc.hanamizu.example",
            &format!("v=DMARC1; p={policy}; rua=mailto:dmarc@hanamizu.example"),
        )
}

fn absent(names: &[&str]) -> String {
    names.iter().map(|name| zone::absent(name)).collect()
}

fn lines(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line, "\r\n"]).collect::<String>().into_bytes()
}

fn join(header: &[u8], body: &[u8]) -> Vec<u8> {
    [header, b"\r\n", body].concat()
}

fn utf8_word(text: &str) -> String {
    format!("=?UTF-8?B?{}?=", STANDARD.encode(text))
}

fn iso_2022_jp_word(text: &str) -> String {
    let (octets, _, unmappable) = encoding_rs::ISO_2022_JP.encode(text);
    assert!(!unmappable, "{text}");
    format!("=?ISO-2022-JP?B?{}?=", STANDARD.encode(octets))
}

/// The first eight characters of the topmost `b=`, as `header.b` has them (RFC 6008).
fn start_of_b(message: &[u8]) -> String {
    let text = String::from_utf8_lossy(message);
    let (_, value) = text.split_once("\tb=").expect("a signed message");
    value.chars().take(8).collect()
}
