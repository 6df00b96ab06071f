//! Mail of a small shop to an account that forwards everything to another provider.

use super::{SIGNED, absent, join, lines, owner, start_of_b, utf8_word};
use crate::signer::{Key, Signer, zone};

/// What differs between the samples.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The envelope stays as it is.
    Plain,
    /// The forwarder puts its own address into the envelope.
    Srs,
    /// The shop does not sign.
    Unsigned,
    /// The forwarder adds a footer.
    Footer,
}

/// The shop's mail, as it arrives at the second provider.
pub(crate) fn forwarded(way: Way) -> (Vec<u8>, String) {
    let key = Key::load("rsa2048");
    let mut message = join(&header(), &body());
    if way != Way::Unsigned {
        let signer = Signer::new(&key, "hanamizu.example", "rs20260401", SIGNED).set("t", "1795424671");
        message = signer.sign(&key, &message);
    }
    if way == Way::Footer {
        message.extend(lines(&["-- ", "このメールは post.example の転送サービスで転送されました。"]));
    }
    let sender = if way == Way::Srs {
        "SRS0=k3Zt=RJ=hanamizu.example=order@post.example"
    } else {
        "order@hanamizu.example"
    };
    let records = zone::txt("rs20260401._domainkey.hanamizu.example", &key.record())
        + &owner("quarantine")
        + &zone::txt("post.example", "v=spf1 ip4:198.51.100.32/27 -all")
        + &absent(&["fwd1.post.example", "_dmarc.example", "_dmarc.post.example"]);
    ([trace(way, sender, &message), message].concat(), records)
}

fn header() -> Vec<u8> {
    lines(&[
        &format!("From: {} <order@hanamizu.example>", utf8_word("花みず生花店")),
        &format!("To: {} <haruka.yamada@post.example>", utf8_word("山田 はるか")),
        &format!("Subject: {}", utf8_word("発送のお知らせ")),
        "Date: Mon, 23 Nov 2026 18:04:31 +0900",
        "Message-ID: <20261123090431.7F0D4.order@hanamizu.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    ])
}

fn body() -> Vec<u8> {
    lines(&[
        "山田 はるか 様",
        "",
        "ご注文の品を本日発送いたしました。",
        "お届けは 11月26日（木）午前中の予定です。",
        "",
        "花みず生花店",
    ])
}

fn trace(way: Way, sender: &str, message: &[u8]) -> Vec<u8> {
    let dkim = match way {
        Way::Unsigned => "       dkim=none;".to_owned(),
        Way::Footer => {
            "       dkim=fail (body hash did not verify) header.i=@hanamizu.example header.s=rs20260401;"
                .to_owned()
        }
        Way::Plain | Way::Srs => {
            let start = start_of_b(message);
            format!("       dkim=pass header.i=@hanamizu.example header.s=rs20260401 header.b={start};")
        }
    };
    let spf = if way == Way::Srs { "pass" } else { "softfail" };
    let dmarc = match way {
        Way::Unsigned | Way::Footer => "fail (p=QUARANTINE sp=QUARANTINE dis=QUARANTINE)",
        Way::Plain | Way::Srs => "pass (p=QUARANTINE sp=QUARANTINE dis=NONE)",
    };
    lines(&[
        "Delivered-To: haruka.y@inbox.example",
        "Received: by 2002:a05:7300:8a12:b0:2f1 with SMTP id k18csp1190993dyd;",
        "        Mon, 23 Nov 2026 01:04:39 -0800 (PST)",
        &format!("Return-Path: <{sender}>"),
        "Received: from fwd1.post.example (fwd1.post.example. [198.51.100.40])",
        "        by mx.inbox.example with ESMTPS id d9443c01a7336-29b5b1c30a7si88012345ad.417.2026.11.23.01.04.38",
        "        for <haruka.y@inbox.example>",
        "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);",
        "        Mon, 23 Nov 2026 01:04:38 -0800 (PST)",
        "Authentication-Results: mx.inbox.example;",
        &dkim,
        &format!("       spf={spf} smtp.mailfrom=\"{sender}\";"),
        &format!("       dmarc={dmarc} header.from=hanamizu.example"),
        "Received: from sv310.rental.example (sv310.rental.example [192.0.2.31])",
        "\tby mx.post.example (Postfix) with ESMTPS id 1D20A9C0E4",
        "\tfor <haruka.yamada@post.example>; Mon, 23 Nov 2026 18:04:36 +0900 (JST)",
        "Received: from www.hanamizu.example (localhost [127.0.0.1])",
        "\tby sv310.rental.example (Postfix) with ESMTPA id 4C1A2602F9;",
        "\tMon, 23 Nov 2026 18:04:31 +0900 (JST)",
    ])
}
