//! Lines as the named programs write them.

use super::*;
use crate::{span::Span, structured::Part};

fn read(text: &str) -> Received {
    Received::parse(text.as_bytes(), Span::new(0, text.len()))
}

fn text(part: Option<&Part>) -> &str {
    part.map_or("-", |part| &part.text)
}

/// `helo|reverse|address by name|address via|with|id|for tls:use version cipher @time`; `-` is none, and
/// a `?` stands after a reverse name that is not confirmed.
fn show(field: &Received) -> String {
    let address = |address: Option<Address>| address.map_or("-".to_owned(), |found| found.ip.to_string());
    let from = field.from.as_ref().map_or("-".to_owned(), |from| {
        let doubt = if from.reverse_unconfirmed { "?" } else { "" };
        let (helo, reverse) = (text(from.helo.as_ref()), text(from.reverse.as_ref()));
        format!("{helo}|{reverse}{doubt}|{}", address(from.address))
    });
    let by =
        field.by.as_ref().map_or("-".to_owned(), |by| format!("{}|{}", by.name.text, address(by.address)));
    format!(
        "{from} by {by} {}|{}|{}|{} tls:{} {} {} @{}",
        text(field.via.as_ref()),
        text(field.with.as_ref()),
        text(field.id.as_ref()),
        text(field.recipient.as_ref()),
        field.tls.used.name(),
        field.tls.version.map_or("-", TlsVersion::name),
        text(field.tls.cipher.as_ref()),
        field.time.map_or("-".to_owned(), |time| time.to_string()),
    )
}

fn check(line: &str, expected: &str) {
    let field = read(line);
    assert_eq!(show(&field), expected, "{line}");
    assert_eq!(field.faults, [], "{line}");
}

#[test]
fn postfix() {
    check(
        " from mail.sender.example (rdns.sender.example [192.0.2.1])\r\n\t(using TLSv1.3 with cipher \
         TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits))\
         \r\n\t(No client certificate requested)\r\n\tby mx.receiver.example (Postfix) with ESMTPS id 4XyZ\
         \r\n\tfor <b@receiver.example>; Mon, 23 Nov 2026 18:04:31 +0900 (JST)",
        "mail.sender.example|rdns.sender.example|192.0.2.1 by mx.receiver.example|- \
         -|ESMTPS|4XyZ|b@receiver.example tls:yes tls1.3 TLS_AES_256_GCM_SHA384 @1795424671",
    );
    check(
        "from [10.0.0.5] (unknown [IPv6:2001:db8::25]) (Authenticated sender: a@sender.example) by \
         mx.receiver.example (Postfix) with ESMTPSA id 4X; Mon, 23 Nov 2026 18:04:31 +0900 (JST)",
        "[10.0.0.5]|-|2001:db8::25 by mx.receiver.example|- -|ESMTPSA|4X|- tls:yes - - @1795424671",
    );
    check(
        "by mail.receiver.example (Postfix, from userid 1000) id 4X; Mon, 23 Nov 2026 09:04:31 +0000 (UTC)",
        "- by mail.receiver.example|- -|-|4X|- tls:unknown - - @1795424671",
    );
}

#[test]
fn exim() {
    check(
        "from rdns.sender.example ([192.0.2.1]:40312 helo=mail.sender.example) by mx.receiver.example with \
         esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <a@sender.example>) id \
         1abcDE-0001 for b@receiver.example; Mon, 23 Nov 2026 18:04:31 +0900",
        "mail.sender.example|rdns.sender.example|192.0.2.1 by mx.receiver.example|- \
         -|esmtps|1abcDE-0001|b@receiver.example tls:yes tls1.3 TLS_AES_256_GCM_SHA384 @1795424671",
    );
    check(
        "from [192.0.2.1] (port=53210 helo=localhost) by mx.receiver.example with esmtpsa  \
         (TLS1.2:ECDHE_X25519__AES_128_GCM:128) (Exim 4.92) id 1a; Mon, 23 Nov 2026 18:04:31 +0900",
        "localhost|-|192.0.2.1 by mx.receiver.example|- -|esmtpsa|1a|- tls:yes tls1.2 \
         ECDHE_X25519__AES_128_GCM @1795424671",
    );
    check(
        "from mail.sender.example ([192.0.2.1]) by mx.receiver.example with esmtp id 1a; Mon, 23 Nov 2026 \
         18:04:31 +0900",
        "mail.sender.example|-|192.0.2.1 by mx.receiver.example|- -|esmtp|1a|- tls:no - - @1795424671",
    );
    let local = read(
        "from www by host.example with local (Exim 4.96) (envelope-from <w@host.example>) id 1a; Mon, 23 Nov 2026 18:04:31 +0900",
    );
    assert_eq!(text(local.envelope_from.as_ref()), "w@host.example");
}

#[test]
fn sendmail() {
    check(
        "from mail.sender.example (a@rdns.sender.example [192.0.2.1] (may be forged))\r\n\tby \
         mx.receiver.example (8.17.1/8.17.1) with ESMTPS id 4AN94V\r\n\t(version=TLSv1.2 \
         cipher=ECDHE-RSA-AES256 bits=256 verify=NOT)\r\n\tfor <b@receiver.example>; Mon, 23 Nov 2026 \
         18:04:31 +0900 (JST)\r\n\t(envelope-from a@sender.example)",
        "mail.sender.example|rdns.sender.example?|192.0.2.1 by mx.receiver.example|- \
         -|ESMTPS|4AN94V|b@receiver.example tls:yes tls1.2 ECDHE-RSA-AES256 @1795424671",
    );
    check(
        "(from root@localhost) by host.example (8.17.1/8.17.1/Submit) id 4A; Mon, 23 Nov 2026 18:04:31 +0900",
        "- by host.example|- -|-|4A|- tls:unknown - - @1795424671",
    );
}

#[test]
fn qmail() {
    check(
        "from unknown (HELO mail.sender.example) (192.0.2.1)\r\n  by mx.receiver.example with ESMTP; 23 Nov \
         2026 09:04:31 -0000",
        "mail.sender.example|-|192.0.2.1 by mx.receiver.example|- -|ESMTP|-|- tls:no - - @1795424671",
    );
    check(
        "from rdns.sender.example (HELO mail.sender.example) (a@sender.example@192.0.2.1) by 198.51.100.7 \
         with SMTP; 23 Nov 2026 09:04:31 -0000",
        "mail.sender.example|rdns.sender.example?|192.0.2.1 by 198.51.100.7|198.51.100.7 -|SMTP|-|- tls:no - \
         - @1795424671",
    );
    check(
        "(qmail 12345 invoked from network); 23 Nov 2026 09:04:31 -0000",
        "- by - -|-|-|- tls:unknown - - @1795424671",
    );
}

#[test]
fn gmail() {
    check(
        "from mail.sender.example (mail.sender.example. [192.0.2.1])\r\n        by mx.google.com with ESMTPS \
         id d2e1a72si123.2026.11.23.01.04.30\r\n        for <b@gmail.com>\r\n        (version=TLS1_3 \
         cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n        Mon, 23 Nov 2026 01:04:31 -0800 (PST)",
        "mail.sender.example|mail.sender.example|192.0.2.1 by mx.google.com|- \
         -|ESMTPS|d2e1a72si123.2026.11.23.01.04.30|b@gmail.com tls:yes tls1.3 TLS_AES_256_GCM_SHA384 \
         @1795424671",
    );
    check(
        "by 2002:a05:6a10:a7::1 with SMTP id x1csp1; Mon, 23 Nov 2026 01:04:31 -0800 (PST)",
        "- by 2002:a05:6a10:a7::1|2002:a05:6a10:a7::1 -|SMTP|x1csp1|- tls:no - - @1795424671",
    );
    let named = read(
        "from 1234567890 named unknown by gmailapi.google.com with HTTPREST; Mon, 23 Nov 2026 01:04:31 -0800",
    );
    assert_eq!(named.unread.len(), 2);
    assert_eq!(text(named.with.as_ref()), "HTTPREST");
}

#[test]
fn exchange() {
    check(
        "from AB1PR01MB0001.eurprd01.prod.outlook.com (2001:db8:10a6::1)\r\n by \
         CD2PR02MB0002.eurprd02.prod.outlook.com (2001:db8:10a6::2) with Microsoft SMTP\r\n Server \
         (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\r\n 15.20.1.2; Mon, 23 Nov 2026 \
         09:04:31 +0000",
        "AB1PR01MB0001.eurprd01.prod.outlook.com|-|2001:db8:10a6::1 by \
         CD2PR02MB0002.eurprd02.prod.outlook.com|2001:db8:10a6::2 -|Microsoft SMTP Server|15.20.1.2|- \
         tls:yes tls1.2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 @1795424671",
    );
    check(
        "from mail.sender.example (192.0.2.1) by AM1.mail.protection.outlook.com (10.13.1.2) with Microsoft \
         SMTP Server (TLS) id 15.20.1.2 via Frontend Transport; Mon, 23 Nov 2026 09:04:31 +0000",
        "mail.sender.example|-|192.0.2.1 by AM1.mail.protection.outlook.com|10.13.1.2 Frontend \
         Transport|Microsoft SMTP Server|15.20.1.2|- tls:yes - - @1795424671",
    );
    check(
        "from ex1.example ([fe80::1]) by ex1.example ([fe80::1%14]) with mapi id 15.20.1.2; Mon, 23 Nov 2026 \
         09:04:31 +0000",
        "ex1.example|-|fe80::1 by ex1.example|fe80::1 -|mapi|15.20.1.2|- tls:unknown - - @1795424671",
    );
}

#[test]
fn amazon_yahoo_icloud() {
    check(
        "from a1-2.smtp-out.amazonses.com (a1-2.smtp-out.amazonses.com [192.0.2.1]) by \
         inbound-smtp.us-east-1.amazonaws.com with SMTP id 0abc for b@receiver.example; Mon, 23 Nov 2026 \
         09:04:31 +0000 (UTC)",
        "a1-2.smtp-out.amazonses.com|a1-2.smtp-out.amazonses.com|192.0.2.1 by \
         inbound-smtp.us-east-1.amazonaws.com|- -|SMTP|0abc|b@receiver.example tls:no - - @1795424671",
    );
    check(
        "from 192.0.2.1 (EHLO mail.sender.example) by 10.197.1.2 with SMTPs (version=TLS1_2 cipher=X); Mon, \
         23 Nov 2026 09:04:31 +0000",
        "mail.sender.example|-|192.0.2.1 by 10.197.1.2|10.197.1.2 -|SMTPs|-|- tls:yes tls1.2 X @1795424671",
    );
    check(
        "by host--production-1.example (Yahoo Inc. Hermes SMTP Server) with ESMTPA ID 0f1e; Mon, 23 Nov 2026 \
         09:04:31 +0000 (UTC)",
        "- by host--production-1.example|- -|ESMTPA|0f1e|- tls:no - - @1795424671",
    );
    check(
        "from mail.sender.example (mail.sender.example [192.0.2.1])\r\n by p00-icloudmta.example (Oracle \
         Communications Messaging Server; built (Jan 1; 2020))\r\n with ESMTPS id <0A@p00.example> for \
         b@icloud.example (ORCPT rfc822;b@icloud.example); Mon, 23 Nov 2026 09:04:31 +0000 (GMT)",
        "mail.sender.example|mail.sender.example|192.0.2.1 by p00-icloudmta.example|- \
         -|ESMTPS|<0A@p00.example>|b@icloud.example tls:yes - - @1795424671",
    );
}

#[test]
fn japanese_hosts_and_zoho() {
    // Sakura: qmail-like front, Postfix behind; Nifty; Xserver; Zoho.
    check(
        "from www0000.sakura.example (localhost [127.0.0.1]) by www0000.sakura.example (8.15.2/8.15.2) with \
         ESMTP id 4AN; Mon, 23 Nov 2026 18:04:31 +0900 (JST)",
        "www0000.sakura.example|localhost|127.0.0.1 by www0000.sakura.example|- -|ESMTP|4AN|- tls:no - - \
         @1795424671",
    );
    check(
        "from mail.sender.example by mta-rcv-e01.nifty.example with ESMTP\r\n          id \
         <20261123090431.ABCD.1.mail.sender.example@mta-rcv-e01.nifty.example>\r\n          for \
         <b@nifty.example>; Mon, 23 Nov 2026 18:04:31 +0900",
        "mail.sender.example|-|- by mta-rcv-e01.nifty.example|- \
         -|ESMTP|<20261123090431.ABCD.1.mail.sender.example@mta-rcv-e01.nifty.example>|b@nifty.example \
         tls:no - - @1795424671",
    );
    check(
        "from sv1.xserver.example (sv1.xserver.example [192.0.2.9])\r\n\tby virusgw1.xserver.example \
         (Postfix) with ESMTP id 4F;\r\n\tMon, 23 Nov 2026 18:04:31 +0900 (JST)",
        "sv1.xserver.example|sv1.xserver.example|192.0.2.9 by virusgw1.xserver.example|- -|ESMTP|4F|- \
         tls:no - - @1795424671",
    );
    check(
        "from [192.0.2.1] by mx.zohomail.example\r\n\twith SMTPS id 1795424671000123.4567; Mon, 23 Nov 2026 \
         01:04:31 -0800 (PST)",
        "[192.0.2.1]|-|192.0.2.1 by mx.zohomail.example|- -|SMTPS|1795424671000123.4567|- tls:yes - - \
         @1795424671",
    );
}

#[test]
fn a_greeting_is_no_connection() {
    let basis = |line: &str| read(line).from.and_then(|from| from.address).map(|found| found.basis.name());
    assert_eq!(basis("from [192.0.2.1] by a.example; 1"), Some("greeting"));
    assert_eq!(basis("from [10.0.0.1] ([192.0.2.1]) by a.example; 1"), Some("connection"));
    assert_eq!(basis("from [192.0.2.1] (helo=x) by a.example; 1"), Some("connection"));
    // One that could make up the comment is not believed.
    assert_eq!(basis("from x (b.example [192.0.2.9]) (c.example [192.0.2.1]) by a.example; 1"), None);
}

#[test]
fn keeps_what_is_wrong() {
    for (line, expected) in [
        ("", &["date_missing", "empty"][..]),
        ("hello", &["unread", "date_missing", "no_host"]),
        ("from by a.example; Mon, 23 Nov 2026 18:04:31 +0900", &["clause_empty"]),
        ("from a by  with SMTP; Mon, 23 Nov 2026 18:04:31 +0900", &["clause_empty"]),
        ("from a by b id; Mon, 23 Nov 2026 18:04:31 +0900", &["clause_empty"]),
        ("from a by b by c; Mon, 23 Nov 2026 18:04:31 +0900", &["clause_twice", "unread"]),
        ("from a by b; yesterday", &["date_unreadable"]),
        ("from a by b;", &["date_missing"]),
        ("from a by b Mon, 23 Nov 2026 18:04:31 +0900", &[]),
        ("from a (open by b; Mon, 23 Nov 2026 18:04:31 +0900", &["comment_unsound"]),
        ("from \"a by b; Mon, 23 Nov 2026 18:04:31 +0900", &["quote_unclosed"]),
        (
            "from a (b [192.0.2.1]) (c [192.0.2.2]) by d; Mon, 23 Nov 2026 18:04:31 +0900",
            &["several_addresses"],
        ),
    ] {
        let problems: Vec<_> = read(line).faults.iter().map(|fault| fault.problem.name()).collect();
        assert_eq!(problems, expected, "{line}");
    }
    assert_eq!(read("from a by b Mon, 23 Nov 2026 18:04:31 +0900").time, Some(1_795_424_671));
    assert_eq!(read("from a (open by b; Mon, 23 Nov 2026 18:04:31 +0900").time, Some(1_795_424_671));
    let go = read("by a.example with SMTP id x\r\n 2026-11-23 09:04:31.258036245 +0000 UTC");
    assert_eq!((go.time, text(go.id.as_ref())), (Some(1_795_424_671), "x"));
    let by = read("from by (c.example [192.0.2.1]) by b.example");
    assert_eq!(show(&by), "by|c.example|192.0.2.1 by b.example|- -|-|-|- tls:unknown - - @-");
    let bare = read("from a.example [192.0.2.1] by b.example for <many recipients> with SMTP");
    assert_eq!(show(&bare), "a.example|-|192.0.2.1 by b.example|- -|SMTP|-|many recipients tls:no - - @-");
    let many = ["from a ", &"(x)".repeat(150), " by b ", &"y ".repeat(150)].concat();
    let field = read(&many);
    assert_eq!((field.comments.len(), field.unread.len(), field.left_out), (100, 100, 100));
}

/// `helo|reverse|address with|id|for envelope tls:use version cipher`, of a field that holds no word unread.
fn form(line: &str) -> String {
    let field = read(&format!("{line}; Mon, 23 Nov 2026 18:04:31 +0900"));
    assert_eq!(field.unread, [], "{line}");
    let from = field.from.as_ref();
    format!(
        "{}|{}|{} {}|{}|{} {} tls:{} {} {}",
        text(from.and_then(|from| from.helo.as_ref())),
        text(from.and_then(|from| from.reverse.as_ref())),
        from.and_then(|from| from.address).map_or("-".to_owned(), |found| found.ip.to_string()),
        text(field.with.as_ref()),
        text(field.id.as_ref()),
        text(field.recipient.as_ref()),
        text(field.envelope_from.as_ref()),
        field.tls.used.name(),
        field.tls.version.map_or("-", TlsVersion::name),
        text(field.tls.cipher.as_ref()),
    )
}

#[test]
fn encryption_in_the_words_of_each_server() {
    let suite = "ECDHE-RSA-AES256-GCM-SHA384";
    let from = "from m.s.example (m.s.example [192.0.2.1])";
    let start = "m.s.example|m.s.example|192.0.2.1";
    for (rest, expected) in [
        // Haraka
        (
            "by r.example (Haraka/3.0.3) with ESMTPS id 0F5C.1\r\n\tenvelope-from <a@s.example>\r\n\ttls \
             TLS_AES_256_GCM_SHA384",
            "ESMTPS|0F5C.1|- a@s.example tls:yes - TLS_AES_256_GCM_SHA384".to_owned(),
        ),
        (
            "by r.example (Haraka/3.0.3) with ESMTP id 0F5C.1 envelope-from <> (authenticated bits=0)",
            "ESMTP|0F5C.1|-  tls:no - -".to_owned(),
        ),
        // Cisco's gateways
        (&format!("by r.example with ESMTP/TLS/{suite}"), format!("ESMTP|-|- - tls:yes - {suite}")),
        ("by r.example with ESMTP/TLS", "ESMTP|-|- - tls:yes - -".to_owned()),
        // IceWarp, SurgeMail
        (
            "by r.example (IceWarp 11.3.0.4 RHEL6 x64) with ESMTP (SSL) id 2019 for <b@r.example>",
            "ESMTP|2019|b@r.example - tls:yes - -".to_owned(),
        ),
        ("by r.example (SurgeMail 7.3) with ESMTP (TLS) id 1-1", "ESMTP|1-1|- - tls:yes - -".to_owned()),
        // Plesk's qmail, Axigen
        (
            &format!("by r.example (Axigen) with ({suite} encrypted) ESMTPS id 1A"),
            format!("ESMTPS|1A|- - tls:yes - {suite}"),
        ),
        (&format!("by r.example with ({suite} encrypted) SMTP"), format!("SMTP|-|- - tls:yes - {suite}")),
        // MessageLabs
        (&format!("by r.example with {suite} encrypted SMTP"), format!("SMTP|-|- - tls:yes - {suite}")),
        // IIS
        (
            "by r.example over TLS secured channel with Microsoft SMTPSVC(10.0.14393.4169)",
            "Microsoft SMTPSVC|-|- - tls:yes - -".to_owned(),
        ),
        // Mimecast
        (
            &format!("by r.example with ESMTP with STARTTLS (version=TLSv1.2, cipher={suite}) id us-mta-1"),
            format!("ESMTP|us-mta-1|- - tls:yes tls1.2 {suite}"),
        ),
        // Courier
        (
            "(TLS: TLSv1.2,256bits,ECDHE-RSA-AES256) by r.example with esmtp",
            "esmtp|-|- - tls:yes tls1.2 ECDHE-RSA-AES256".to_owned(),
        ),
        (
            "(TLS: TLSv1/SSLv3,256bits,AES256-SHA) by r.example with esmtp",
            "esmtp|-|- - tls:yes - AES256-SHA".to_owned(),
        ),
        // MDaemon
        (
            "by r.example (Cipher TLSv1.2:ECDHE-RSA-AES256:256) (MDaemon PRO v16.5.2) with ESMTP id md1.msg",
            "ESMTP|md1.msg|- - tls:yes tls1.2 ECDHE-RSA-AES256".to_owned(),
        ),
        // SmarterMail
        (
            "by r.example with SMTP (version=TLS\\Tls12 cipher=Aes256 bits=256)",
            "SMTP|-|- - tls:yes tls1.2 Aes256".to_owned(),
        ),
        // OpenSMTPD, Stalwart, Kerio Connect
        (
            "by r.example (OpenSMTPD) with ESMTPS id a1 (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) for <b@r.example>",
            "ESMTPS|a1|b@r.example - tls:yes tls1.3 TLS_AES_256_GCM_SHA384".to_owned(),
        ),
        (
            "(using TLSv1.3 with cipher TLS13_AES_256_GCM_SHA384) by r.example (Stalwart SMTP) with ESMTPS id 1A",
            "ESMTPS|1A|- - tls:yes tls1.3 TLS13_AES_256_GCM_SHA384".to_owned(),
        ),
        // MailEnable, maddy, XMail
        ("by r.example with MailEnable ESMTPS", "MailEnable ESMTPS|-|- - tls:yes - -".to_owned()),
        ("by r.example with MailEnable ESMTP", "MailEnable ESMTP|-|- - tls:no - -".to_owned()),
        (
            "by r.example (envelope-sender <a@s.example>) with ESMTPS id 1A",
            "ESMTPS|1A|- a@s.example tls:yes - -".to_owned(),
        ),
        (
            "by r.example with [XMail 1.27 ESMTP Server] id <S1> for <b@r.example> from <a@s.example>",
            "[XMail 1.27 ESMTP Server]|<S1>|b@r.example a@s.example tls:unknown - -".to_owned(),
        ),
        ("by r.example with ESMTP TLS id 1", "ESMTP|1|- - tls:yes - -".to_owned()),
        ("by r.example with ESMTP TLSv1.2 id 1", "ESMTP|1|- - tls:yes tls1.2 -".to_owned()),
        // Exim
        ("by r.example with utf8esmtps (Exim 4.97) id 1a", "utf8esmtps|1a|- - tls:yes - -".to_owned()),
        // Exchange says no protocol.
        (
            "by r.example with Microsoft SMTP Server id 14.3",
            "Microsoft SMTP Server|14.3|- - tls:unknown - -".to_owned(),
        ),
        ("by r.example with Novell_GroupWise", "Novell_GroupWise|-|- - tls:unknown - -".to_owned()),
    ] {
        assert_eq!(form(&format!("{from} {rest}")), format!("{start} {expected}"), "{rest}");
    }
}

#[test]
fn hosts_in_the_words_of_each_server() {
    for (line, expected) in [
        // ZMailer
        (
            "from m.s.example ([192.0.2.1]:50815 \"EHLO\r\n\tm.s.example\" rhost-flags-OK-OK-OK-OK) by \
             vger.example with ESMTP id S1 convert rfc822-to-8bit (ORCPT <rfc822;l@vger.example>)",
            "m.s.example|m.s.example|192.0.2.1 ESMTP|S1|- - tls:no - -",
        ),
        // Yahoo
        (
            "from 192.0.2.1 (EHLO m.s.example) by 10.253.61.198 with SMTPs (version=TLS1_3 \
             cipher=TLS_AES_128_GCM_SHA256)",
            "m.s.example|-|192.0.2.1 SMTPs|-|- - tls:yes tls1.3 TLS_AES_128_GCM_SHA256",
        ),
        (
            "from 127.0.0.1 (EHLO m.s.example) (192.0.2.1) by mta1.mail.yahoo.example with SMTPS",
            "m.s.example|-|192.0.2.1 SMTPS|-|- - tls:yes - -",
        ),
        (
            "from desk.example (user@192.0.2.1 with login) by smtp1.mail.yahoo.example with SMTP",
            "desk.example|-|192.0.2.1 SMTP|-|- - tls:no - -",
        ),
        (
            "from unknown (HELO ?10.0.0.4?) (192.0.2.1 with ) by smtp1.mail.yahoo.example with SMTP",
            "?10.0.0.4?|-|192.0.2.1 SMTP|-|- - tls:no - -",
        ),
        // CommuniGate Pro
        (
            "from [192.0.2.1] (account a HELO m.s.example) by r.example (CommuniGate Pro SMTP 6.2.12) with \
             ESMTPSA id 1 for b@r.example",
            "m.s.example|-|192.0.2.1 ESMTPSA|1|b@r.example - tls:yes - -",
        ),
        (
            "from m.s.example (account a [192.0.2.1] verified) by r.example (CommuniGate Pro SMTP 6.1) with ESMTPSA id 1",
            "m.s.example|-|192.0.2.1 ESMTPSA|1|- - tls:yes - -",
        ),
        (
            "from m.s.example ([192.0.2.1] verified) by r.example (CommuniGate Pro SMTP 6.1) with ESMTPS id 1",
            "m.s.example|-|192.0.2.1 ESMTPS|1|- - tls:yes - -",
        ),
        // SurgeMail, IMail, Domino, GroupWise
        (
            "from m.s.example (unverified [192.0.2.1]) by r.example (SurgeMail 7.3) with ESMTP id 1",
            "m.s.example|-|192.0.2.1 ESMTP|1|- - tls:no - -",
        ),
        (
            "from m.s.example [192.0.2.1] by r.example with ESMTP (SMTPD32-8.15) id A0",
            "m.s.example|-|192.0.2.1 ESMTP|A0|- - tls:no - -",
        ),
        (
            "from m.s.example ([192.0.2.1]) by r.example (IBM Domino Release 9.0.1) with ESMTP id 1:2",
            "m.s.example|-|192.0.2.1 ESMTP|1:2|- - tls:no - -",
        ),
        // iCloud
        (
            "from st43p00im-x1.me.example by p116-mailgateway-smtp-746c-6mknn (mailgateway 2403B92) with SMTP id \
             4f24 for <b@me.example>",
            "st43p00im-x1.me.example|-|- SMTP|4f24|b@me.example - tls:no - -",
        ),
    ] {
        assert_eq!(form(line), expected, "{line}");
    }
    // A host that calls itself by a keyword hides nothing.
    for helo in ["over", "convert", "tls", "envelope-from", "with"] {
        let field = read(&format!("from {helo} (c.example [192.0.2.1]) by b.example with ESMTP"));
        let from = field.from.unwrap();
        assert_eq!(from.address.map(|found| found.ip.to_string()).as_deref(), Some("192.0.2.1"), "{helo}");
        assert_eq!(field.by.map(|by| by.name.text).as_deref(), Some("b.example"), "{helo}");
    }
}
