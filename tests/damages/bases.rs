//! The messages that are damaged, as their signers sent them.

use super::{encode, random::Random};
use crate::signer::{Canon, Key, Signer, zone};

const FIELDS: &str = "from:to:cc:subject:date:message-id:mime-version:content-type:content-transfer-encoding";

/// Where the keys stand.
pub(crate) const DOMAIN: &str = "harbour.example";
pub(crate) const SELECTOR: &str = "k2026";

/// A message, and how it is signed.
pub(crate) struct Base {
    pub(crate) name: &'static str,
    pub(crate) source: Vec<u8>,
    pub(crate) key: &'static str,
    pub(crate) signer: Signer,
    pub(crate) body_canon: Canon,
}

impl Base {
    fn new(
        name: &'static str,
        key: &'static str,
        fields: &str,
        canon: (Canon, Canon),
        source: impl Into<Vec<u8>>,
    ) -> Self {
        let signer = Signer::new(&Key::load(key), DOMAIN, SELECTOR, fields).canon(canon.0, canon.1);
        Self { name, source: source.into(), key, signer, body_canon: canon.1 }
    }

    pub(crate) fn sign(&self) -> Vec<u8> {
        self.sign_as(|signer| signer)
    }

    /// Signed by a signer that differs from the proper one.
    pub(crate) fn sign_as(&self, change: impl Fn(Signer) -> Signer) -> Vec<u8> {
        change(self.signer.clone()).sign(&Key::load(self.key), &self.source)
    }

    pub(crate) fn zone(&self) -> String {
        zone_of(SELECTOR, self.key)
    }
}

pub(crate) fn zone_of(selector: &str, key: &str) -> String {
    zone::txt(&format!("{selector}._domainkey.{DOMAIN}"), &Key::load(key).record())
}

/// All of them.
pub(crate) fn all() -> Vec<Base> {
    let relaxed = (Canon::Relaxed, Canon::Relaxed);
    let simple = (Canon::Simple, Canon::Simple);
    let body_simple = (Canon::Relaxed, Canon::Simple);
    let list = format!("{FIELDS}:list-unsubscribe-post:comments:comments:reply-to");
    let over = "from:from:to:to:cc:cc:subject:subject:date:date:message-id:message-id:mime-version:\
        content-type:reply-to:reply-to:sender";
    let with_list = format!(
        "{FIELDS}:reply-to:sender:references:in-reply-to:list-id:list-post:list-help:list-unsubscribe:list-archive"
    );
    vec![
        Base::new("ascii-relaxed", "rsa2048", &list, relaxed, ascii_mail()),
        Base::new("ascii-simple", "rsa2048", &list, simple, ascii_mail()),
        Base::new("ascii-ed25519", "ed25519", FIELDS, body_simple, long_lines_mail()),
        Base::new("utf8-8bit", "rsa2048", FIELDS, relaxed, utf8_mail()),
        Base::new("utf8-8bit-simple", "ed25519", FIELDS, simple, utf8_mail()),
        Base::new("ja-utf8-base64", "rsa2048", FIELDS, body_simple, japanese_mail("utf-8", "base64")),
        Base::new("ja-iso-2022-jp", "rsa2048", FIELDS, simple, japanese_mail("ISO-2022-JP", "7bit")),
        Base::new("ja-shift-jis", "rsa2048", FIELDS, relaxed, japanese_mail("Shift_JIS", "base64")),
        Base::new("alternative-qp", "rsa2048", FIELDS, relaxed, alternative_mail()),
        Base::new("alternative-simple", "ed25519", FIELDS, simple, alternative_mail()),
        Base::new("mixed-100k", "rsa2048", FIELDS, relaxed, mixed_mail()),
        Base::new("html-long", "rsa2048", FIELDS, relaxed, html_mail()),
        Base::new("oversigned", "rsa2048", over, relaxed, ascii_mail()),
        Base::new("oversigned-ed25519", "ed25519", over, relaxed, utf8_mail()),
        Base::new("list-fields", "rsa2048", &with_list, relaxed, discussion_mail()),
        Base::new("list-fields-simple", "rsa2048", &with_list, simple, discussion_mail()),
        Base::new("list-fields-ed25519", "ed25519", &with_list, relaxed, discussion_mail()),
        Base::new("raw-latin1", "rsa2048", FIELDS, relaxed, raw_mail()),
        with_length(Base::new("length", "rsa2048", FIELDS, relaxed, ascii_mail())),
        with_copies(Base::new("copies", "rsa2048", FIELDS, relaxed, alternative_mail())),
    ]
}

fn with_length(mut base: Base) -> Base {
    let body = super::mail::Mail::read(&base.source).body;
    base.signer = base.signer.set("l", &base.body_canon.body(&body).len().to_string());
    base
}

/// `z=` with a copy of each signed field (RFC 6376 §3.5), in DKIM-Quoted-Printable (§2.11).
fn with_copies(mut base: Base) -> Base {
    let mail = super::mail::Mail::read(&base.source);
    let copies: Vec<String> = mail
        .fields
        .iter()
        .map(|field| {
            let field = field.strip_suffix(b"\r\n").unwrap_or(field);
            let colon = field.iter().position(|octet| *octet == b':').expect("a field");
            let quoted = field[colon + 1..].iter().map(|octet| match octet {
                b';' | b'=' | b'|' | 0..=0x20 | 0x7f.. => format!("={octet:02X}"),
                other => char::from(*other).to_string(),
            });
            format!("{}:{}", String::from_utf8_lossy(&field[..colon]), quoted.collect::<String>())
        })
        .collect();
    base.signer = base.signer.set("z", &copies.join("|\r\n\t"));
    base
}

fn lines(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\r\n"]).collect()
}

fn head(subject: &str, kind: &str, encoding: &str) -> String {
    let mut head = lines(&[
        "Received: from desk.harbour.example ([192.0.2.44]) by mail.harbour.example with ESMTPSA id 3C91;",
        "\tTue, 17 Nov 2026 14:22:07 +0100",
        "From: \"Marit Solberg\" <marit@harbour.example>",
        "To: pilots@lists.fjord.example, \"Ole Vik\" <ole.vik@fjord.example>",
        "Cc: <desk@harbour.example>",
        &format!("Subject: {subject}"),
        "Date: Tue, 17 Nov 2026 14:22:05 +0100",
        "Message-ID: <20261117132205.77F0.marit@harbour.example>",
        "MIME-Version: 1.0",
        &format!("Content-Type: {kind}"),
    ]);
    if !encoding.is_empty() {
        head += &format!("Content-Transfer-Encoding: {encoding}\r\n");
    }
    head
}

fn ascii_mail() -> String {
    let head = head("Berth plan for week 48", "text/plain; charset=us-ascii", "7bit")
        + &lines(&[
            "Comments: forwarded by the harbour desk",
            "Comments: see the notice board",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ]);
    let body = lines(&[
        "Dear pilots,",
        "",
        "the plan for week 48 is ready. Please read it before Thursday:",
        "",
        "Monday\tQuay 3\tMS Aurora\t06:30",
        "Tuesday\tQuay 1\tMS Nordlys\t11:45  ",
        "Friday\tQuay 7\tno berth \"for now\"\t--",
        "",
        "From Tuesday on the northern gate is closed; use the one at the mill.",
        "The key is with the desk...  as ever.",
        ".hidden files are not to be read, they belong to the printer.",
        "See http://www.harbour.example/plan?week=48&quay=3 for changes",
        "and https://tide.example/table/48.html for the tides.",
        "",
        "Fair winds",
        "Marit",
    ]);
    head + "\r\n" + &body
}

fn long_lines_mail() -> String {
    let head = head("Minutes of the meeting", "text/plain; charset=us-ascii", "");
    let long = "The committee met on Monday evening in the small room over the customs house and agreed, after \
        a long talk about the cost of dredging, that the eastern channel will be surveyed again next spring. ";
    let body = lines(&[
        &(long.to_owned() + long.trim_end()),
        "",
        long.repeat(6).trim_end(),
        "From the floor it was asked who pays; the treasurer will answer in writing, with all figures.",
        "",
        "Next meeting:\tFriday, 12 December",
    ]);
    head + "\r\n" + &body
}

fn utf8_mail() -> String {
    let subject =
        format!("{}\r\n {}", encode::q_word("UTF-8", "Ny kai – møte på "), encode::q_word("UTF-8", "lørdag"));
    let head = head(&subject, "text/plain; charset=\"UTF-8\"", "8bit");
    let body = lines(&[
        "Kjære loser,",
        "",
        "møtet om den nye kaien er flyttet til lørdag klokken 10 – ta med kaffe…",
        "Prisen blir 4\u{a0}500\u{a0}kroner, sier “Havnekontoret”; det er ‘rimelig’ nok.",
        "Skipene fra Ålesund ligger ved kai 3, de fra Tromsø ved kai 7 — som før.",
        "",
        "From og med mandag er porten stengt. Nøkkelen ligger hos Øystein.",
        "Se https://www.harbour.example/møte?uke=48 for kart.",
        "",
        "Vennlig hilsen",
        "Marit Solberg",
    ]);
    head + "\r\n" + &body
}

fn japanese_mail(charset: &str, encoding: &str) -> Vec<u8> {
    let subject = encode::b_word(charset, "第48週の着岸予定");
    let subject = format!("{subject}\r\n {}", encode::b_word(charset, "と潮汐表"));
    let head = head(&subject, &format!("text/plain; charset={charset}"), encoding);
    let body = lines(&[
        "水先人の皆様",
        "",
        "いつもお世話になっております。港湾事務所の佐藤です。",
        "第48週の着岸予定がまとまりましたのでお送りします。",
        "",
        "　月曜日　３番岸壁　あけぼの丸　０６：３０",
        "　火曜日　１番岸壁　ほくと丸　　１１：４５",
        "　金曜日　７番岸壁　未定",
        "",
        "火曜日以降、北門は閉鎖されます。製粉所側の門をお使いください。",
        "詳細は https://www.harbour.example/ja/plan?week=48 をご覧ください。",
        "",
        "よろしくお願いいたします。",
        "--",
        "港湾事務所　佐藤",
    ]);
    let octets = encode::charset(charset, &body).expect("the text fits");
    let body = encode::encode(encoding, &octets).expect("the encoding fits");
    [head.as_bytes(), b"\r\n", &body].concat()
}

/// An answer in a long discussion, with the fields that programs write.
fn discussion_mail() -> String {
    let references: Vec<String> = (0..22)
        .map(|number| format!("<{number:04}.7d1f00aa52c94e.quay@mail{number}.fjord.example>"))
        .collect();
    let head = lines(&[
        "From: \"Marit Solberg\" <marit@harbour.example>",
        "To: undisclosed-recipients:;",
        "Cc: \"Ole Vik\" <ole.vik@fjord.example>,\"Pilots\" <pilots@lists.fjord.example>",
        "Reply-To: \"Harbour Desk\" <desk@harbour.example>",
        "Subject: Re: Berth plan \u{2013} week 48",
        "Date: Tue, 17 Nov 2026 14:22:05 +0100",
        "Message-ID: <20261117132205.77F0.marit@harbour.example>",
        "In-Reply-To: <0021.7d1f00aa52c94e.quay@mail21.fjord.example>",
        &format!("References: {}", references.join(" ")),
        "List-Unsubscribe: <https://harbour.example/out/8>,<mailto:out@harbour.example>",
        "X-Mailer: Apple Mail (2.3774.300.61.1.2)",
        "MIME-Version: 1.0 (Mac OS X Mail 16.0 \\(3774.300.61.1.2\\))",
        "Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=yes",
        "Content-Transfer-Encoding: 7bit",
    ]);
    head + "\r\n" + &lines(&["Dear Ole,", "", "Quay 3 it is, then.", "", "Marit"])
}

/// Names and a subject in raw octets, as old programs write them.
fn raw_mail() -> Vec<u8> {
    let head = head("X", "text/plain; charset=iso-8859-1", "8bit")
        .replace("Subject: X", "Subject: \u{d8}yas br\u{f8}d")
        .replace("\"Marit Solberg\"", "J\u{f8}rgen S\u{f8}nju")
        .replace("\"Ole Vik\"", "P\u{e5}l Vik");
    let text = head + "\r\n" + &lines(&["Br\u{f8}det er ferdig.", "", "J\u{f8}rgen"]);
    encode::charset("iso-8859-1", &text).expect("the text fits")
}

const HTML: &str = "<!DOCTYPE html>\r\n<html lang=\"no\">\r\n<head>\r\n<meta http-equiv=\"Content-Type\" \
    content=\"text/html; charset=utf-8\">\r\n<title>Havneplan</title>\r\n<style>p { margin: 0 0 1em; color: #223344 }</style>\r\n\
    </head>\r\n<body bgcolor=\"#ffffff\">\r\n<h1>Havneplan – uke 48</h1>\r\n<p>Kjære loser, planen for uke 48 er klar. \
    Les den før torsdag, og gi beskjed hvis noe ikke stemmer med deres egne lister.</p>\r\n\
    <p>Se <a href=\"https://www.harbour.example/plan?week=48&amp;quay=3\">planen</a> og <a \
    href=\"https://tide.example/table/48.html\">tidevannstabellen</a>.</p>\r\n\
    <p>Vennlig hilsen<br>Marit &amp; Øystein</p>\r\n</body>\r\n</html>\r\n";

fn alternative_mail() -> String {
    let boundary = "----=_Part_4711_1873";
    let kind = format!("multipart/alternative;\r\n\tboundary=\"{boundary}\"");
    let text = lines(&[
        "Kjære loser,",
        "",
        "planen for uke 48 er klar. Les den før torsdag, og gi beskjed hvis noe ikke stemmer med listene.",
        "Se https://www.harbour.example/plan?week=48&quay=3 for kart.",
        "",
        "From og med mandag er porten stengt...  ta med 'termos' - takk.",
        "Vennlig hilsen",
        "Marit & Øystein",
    ]);
    let qp = |text: &str| {
        let octets = encode::quoted_printable(text.as_bytes(), encode::Habit::JavaMail);
        String::from_utf8(octets).expect("quoted-printable is ASCII")
    };
    let part = |kind: &str, text: &str| {
        format!(
            "--{boundary}\r\nContent-Type: {kind}; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
            qp(text)
        )
    };
    head("Havneplan uke 48", &kind, "")
        + "\r\nThis is a multi-part message in MIME format.\r\n"
        + &part("text/plain", &text)
        + &part("text/html", HTML)
        + &format!("--{boundary}--\r\n")
}

fn mixed_mail() -> Vec<u8> {
    let boundary = "_004_A1B2C3D4";
    let kind = format!("multipart/mixed; boundary=\"{boundary}\"");
    let mut random = Random::new(7);
    let file: Vec<u8> = (0..76_000).map(|_| random.octet()).collect();
    let text = lines(&[
        "Dear pilots,",
        "",
        "the chart of the eastern channel is attached. It replaces the one of June.",
        "See https://www.harbour.example/charts/east for the key.",
        "",
        "Marit",
    ]);
    let start = head("Chart of the eastern channel", &kind, "")
        + &format!("\r\n--{boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{text}\r\n")
        + &format!("--{boundary}\r\nContent-Type: application/pdf; name=\"east.pdf\"\r\n")
        + "Content-Disposition: attachment; filename=\"east.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let end = format!("\r\n--{boundary}--\r\n");
    [start.as_bytes(), &encode::base64(&file, 76), end.as_bytes()].concat()
}

fn html_mail() -> String {
    let row = "<tr><td>Kai 3</td><td><a href=\"https://www.harbour.example/ship?id=204&amp;lang=no\">MS Aurora</a></td>\
        <td>mandag 06:30, skipet losses av to mann og ligger til kvelden</td></tr>";
    let long = format!("<table cellpadding=\"0\">{}</table>", row.repeat(12));
    let html = format!(
        "<html><head><title>Plan</title></head><body><p>Kjaere loser, her er planen.</p>\r\n{long}\r\n\
        <p>Se <a href=\"https://tide.example/table/48.html?a=1&amp;b=2\">tidevannet</a> og \
        <a href='http://www.harbour.example/plan'>planen</a>.</p>\r\n</body></html>\r\n"
    );
    head("Plan for uke 48", "text/html; charset=iso-8859-1", "7bit") + "\r\n" + &html
}
