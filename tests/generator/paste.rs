//! What people paste: the ordinary signed message in other clothes, and what is no message.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use encoding_rs::{ISO_2022_JP, WINDOWS_1252};
use serde_json::{Value, json};

use super::{MESSAGE, Maker, NOW, replace};
use crate::signer::{Canon, zone};

/// What Gmail shows above a source.
const PAGE: &str = "Original Message\n\
    Message ID\t<1@sender.example>\n\
    Created at:\tMon, Nov 23, 2026 at 10:00 AM (Delivered after 1 second)\n\
    From:\tAlice <alice@sender.example>\n\
    To:\tBob <bob@receiver.example>\n\
    Subject:\tLunch\n\
    SPF:\tPASS with IP 192.0.2.1 Learn more\n\
    DKIM:\t'PASS' with domain sender.example Learn more\n\
    DMARC:\t'PASS' Learn more\n\
    \n\
    Download Original\n\
    Copy to clipboard\n\
    \n";

impl Maker {
    /// The ordinary signed message with LF line ends.
    fn source(&self) -> String {
        let signed = self.signer().sign(&self.key, MESSAGE.as_bytes());
        String::from_utf8(signed).expect("the message is ASCII").replace("\r\n", "\n")
    }

    /// The ordinary message with this content type and body, signed.
    fn with_body(&self, content_type: &str, body: &[u8]) -> Vec<u8> {
        let (header, _) = MESSAGE.split_once("\r\n\r\n").expect("there is a body");
        let header = format!("{header}\r\nContent-Type: {content_type}\r\n\r\n");
        self.signer().sign(&self.key, &[header.as_bytes(), body].concat())
    }

    pub(super) fn paste(&mut self) {
        self.paste_layout();
        self.paste_coding();
        self.paste_body();
        self.paste_untouched();
        self.paste_cut();
        self.paste_empty();
        self.paste_wrapped();
        self.paste_lists();
        self.paste_session();
        self.paste_inside();
        self.paste_typed();
        self.paste_no_message();
    }

    fn pasted(&mut self, name: &str, octets: impl Into<Vec<u8>>) {
        let zone = self.zone();
        self.add(&format!("paste-{name}"), octets, &zone);
    }

    fn paste_layout(&mut self) {
        let source = self.source();
        let marked = |mark: &str| {
            let line = |line: &str| format!("{mark}{line}").trim_end().to_owned() + "\n";
            source.lines().map(line).collect::<String>()
        };
        self.pasted("cr-alone", source.replace('\n', "\r"));
        self.pasted("blank-lines-before", format!("\n \n{source}"));
        self.pasted("quoted", marked("> "));
        self.pasted("quoted-twice", marked("| > "));
        self.pasted("indented", marked("    "));
        self.pasted("quoted-indented", marked(">     "));
        let numbered = source.lines().enumerate().map(|(index, line)| format!("{:4}  {line}\n", index + 1));
        self.pasted("numbered", numbered.collect::<String>());
        self.pasted("doubled-line-breaks", source.replace('\n', "\n\n"));
        self.pasted("code-fence", format!("Look:\n\n```eml\n{source}```\n\nWhat is wrong with it?\n"));
        self.pasted("sentences-around", format!("Is this mail real?\n\n{source}\nThank you!\n"));
        self.pasted("page", format!("{PAGE}{source}"));
        let quoted = format!("{PAGE}{source}");
        self.pasted(
            "page-quoted",
            quoted.lines().map(|line| ["> ", line, "\n"].concat()).collect::<String>(),
        );
        // The rows of the page stand right above a source that has lost its indent.
        let rows = PAGE.replace(":\t", ": ").replace('\t', " ").trim_end().to_owned();
        let margin: String = source
            .split_once("\n\n")
            .map(|(header, body)| format!("{}\n\n{body}", header.replace("\n\t", "\n").replace("\n ", "\n")))
            .expect("there is a body");
        self.pasted("page-at-the-margin", format!("{rows}\n{margin}"));
        self.pasted("window", format!("メッセージのソース\n{source}\n閉じる\n"));
        let (header, body) = source.split_once("\n\n").expect("there is a body");
        self.pasted("continuation-at-the-margin", format!("{}\n\n{body}", header.replace("\n\t", "\n")));
        let header = header.replace("\n\t", "\n\u{a0} ");
        self.pasted("no-break-spaces", format!("{header}\n\n{body}"));
    }

    /// Under `c=simple` the white space before a continuation line is signed: a key decides.
    fn paste_simple(&mut self) {
        let mut simple = self.signer().canon(Canon::Simple, Canon::Simple);
        simple.fold = 0;
        let signed = simple.sign(&self.key, MESSAGE.as_bytes());
        self.pasted("continuation-decided-by-key", replace(&signed, "\r\n\t", "\r\n"));
    }

    fn paste_coding(&mut self) {
        self.paste_simple();
        let source = self.source();
        let utf16: Vec<u8> =
            "\u{feff}".encode_utf16().chain(source.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        self.pasted("utf16", utf16);
        self.pasted("json-string", serde_json::to_string(&source).expect("a string is JSON"));
        let encoded = STANDARD.encode(&source);
        let encoded =
            encoded.as_bytes().chunks(76).flat_map(|line| [line, b"\n"].concat()).collect::<Vec<u8>>();
        self.pasted("base64", encoded);
        self.pasted("quoted-printable", source.replace('=', "=3D").replace("Are we", "Are=\n we"));
        let escaped = source.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.pasted("html-entities", escaped);
    }

    fn paste_body(&mut self) {
        let text = "Caf\u{e9} \u{201c}am\u{201d} 3\u{a0}kg\r\n";
        let (octets, _, _) = WINDOWS_1252.encode(text);
        let signed = self.with_body("text/plain; charset=windows-1252", &octets);
        let (shown, _, _) = WINDOWS_1252.decode(&signed);
        self.pasted("other-charset", shown.as_bytes());
        let signed = self.with_body("text/plain; charset=utf-8", text.as_bytes());
        let (shown, _, _) = WINDOWS_1252.decode(&signed);
        self.pasted("mojibake", shown.as_bytes());
        let (octets, _, _) = ISO_2022_JP.encode("お昼はまだですか。\r\n");
        let signed = self.with_body("text/plain; charset=iso-2022-jp", &octets);
        self.pasted("lost-escapes", replace(&signed, "\u{1b}", ""));
        let parts = "--x\r\n\r\none\r\n--x\r\n\r\ntwo\r\n--x--\r\n";
        let signed = self.with_body("multipart/mixed; boundary=x", parts.as_bytes());
        self.pasted("body-incomplete", replace(&signed, "two\r\n--x--\r\n", "t"));
        let signed = self.signer().canon(Canon::Simple, Canon::Simple).sign(&self.key, MESSAGE.as_bytes());
        self.pasted("blank-lines-after", [b"\r\n", &signed[..], b"  \r\n\r\n"].concat());
        let signed = self.signer().sign(&self.key, MESSAGE.as_bytes());
        self.pasted("no-final-line-end", signed[..signed.len() - 2].to_vec());
        let (header, _) = MESSAGE.split_once("\r\n\r\n").expect("there is a body");
        let field = self.signer().field(&self.key, format!("{header}\r\n\r\n").as_bytes());
        self.pasted("signature-alone", field);
    }

    /// What verifies as it stands, and what a repair could make of it.
    fn paste_untouched(&mut self) {
        let line = b"From alice@sender.example Mon Nov 23 10:00:00 2026\r\n";
        let simple = self.signer().canon(Canon::Simple, Canon::Simple);
        let signed = simple.sign(&self.key, [MESSAGE.as_bytes(), b" \r\n"].concat().as_slice());
        self.pasted("untouched-blank-last-line", [&line[..], &signed].concat());
        let (header, _) = MESSAGE.split_once("\r\n\r\n").expect("there is a body");
        let signed = simple.sign(&self.key, format!("{header}\r\n\r\n").as_bytes());
        self.pasted("untouched-empty-body", [&line[..], &signed].concat());
        let signed = simple.sign(&self.key, format!("{header}\r\n\r\na\r\rb\r\r\rc\r\r\r\n").as_bytes());
        self.pasted("untouched-cr", [b"no field\r\n", &signed[..]].concat());
        let relaxed = self.signer().sign(&self.key, MESSAGE.as_bytes());
        let odd = replace(&relaxed, "DKIM-Signature:", "DKIM-Signature :");
        self.pasted("untouched-odd-field", replace(&odd, "\r\nFrom: ", "\r\nX-Caf\u{e9}: 1\r\nFrom: "));
        self.pasted("untouched-blank-fold", replace(&relaxed, ";\r\n\tbh=", ";\r\n \t\r\n\tbh="));
    }

    /// A header section that empty lines cut.
    fn paste_cut(&mut self) {
        let source = self.source();
        self.pasted("cut-behind-signature", source.replacen("\nFrom: ", "\n\nFrom: ", 1));
        let received =
            "Received: from a.sender.example by in.receiver.example; Mon, 23 Nov 2026 10:00:03 +0000\n";
        self.pasted("cut-before-signature", format!("{received}X-Spam: no\n\n{source}"));
        self.pasted(
            "cut-twice",
            source.replacen("\nTo: ", "\n\nTo: ", 1).replacen("\nDate: ", "\n\n\nDate: ", 1),
        );
        self.pasted("cut-in-signature", source.replacen("\n\tb=", "\n\n\tb=", 1));
        let changed = source.replacen("\nFrom: ", "\n\nFrom: ", 1).replace("Are we hungry", "Are you hungry");
        self.pasted("cut-and-changed", changed);
        let folded = MESSAGE.replace("Subject: Lunch", "Subject:\r\n\t\r\n\tLunch");
        let signed = self.signer().canon(Canon::Simple, Canon::Simple).sign(&self.key, folded.as_bytes());
        self.pasted("cut-fold", replace(&signed, "\r\n\t\r\n", "\r\n\r\n"));
        // What an unsigned body quotes is no part of the header section.
        self.pasted(
            "cut-quoted",
            MESSAGE.replace("Are we", "From: Carol <carol@other.example>\r\nTo: Bob\r\n\r\nAre we"),
        );
    }

    /// A message without a body.
    fn paste_empty(&mut self) {
        let (header, _) = MESSAGE.split_once("\r\n\r\n").expect("there is a body");
        let empty = format!("{header}\r\n\r\n");
        let signed = self.signer().sign(&self.key, empty.as_bytes());
        self.pasted("empty-body-without-line", signed[..signed.len() - 2].to_vec());
        let of_simple = self.signer().canon(Canon::Relaxed, Canon::Simple).sign(&self.key, empty.as_bytes());
        let hash = |signed: &[u8]| {
            let text = String::from_utf8_lossy(signed).into_owned();
            let (_, rest) = text.split_once("bh=").expect("there is a hash");
            rest.split(';').next().expect("it ends").to_owned()
        };
        let other = hash(&of_simple);
        let signed = self.signer().set("bh", &other).sign(&self.key, empty.as_bytes());
        self.pasted("empty-body-of-other-canonicalization", signed);
    }

    /// What servers and programs write around a message.
    fn paste_wrapped(&mut self) {
        let source = self.source();
        let id = "deferred/9/9F3C21A0B7";
        self.pasted("postcat", format!(
            "*** ENVELOPE RECORDS {id} ***\nmessage_size:             640             240               1               0             640\n\
             message_arrival_time: Mon Nov 23 10:00:01 2026\nsender: alice@sender.example\n\
             *** MESSAGE CONTENTS {id} ***\n{source}*** HEADER EXTRACTED {id} ***\n\
             named_attribute: encoding=8bit\noriginal_recipient: bob@receiver.example\n*** MESSAGE FILE END {id} ***\n"
        ));
        let verbose = source.lines().map(|line| ["regular_text: ", line, "\n"].concat()).collect::<String>();
        self.pasted("postcat-verbose", format!(
            "postcat: name_mask: all\n*** ENVELOPE RECORDS {id} ***\nsender: alice@sender.example\n\
             *** MESSAGE CONTENTS {id} ***\n{verbose}pointer_record:               0\n*** HEADER EXTRACTED {id} ***\n"
        ));
        let (spool, body) = spool_files(&source);
        self.pasted("exim-spool", spool.clone());
        self.pasted("exim-spool-with-body", format!("{spool}\n1tE4mB-00000002Xyz-0aBc-D\n{body}"));
        let encoded = URL_SAFE_NO_PAD.encode(&source);
        self.pasted("gmail-raw", encoded.clone());
        let answer =
            serde_json::json!({ "id": "19b0", "labelIds": ["INBOX"], "sizeEstimate": 700, "raw": encoded });
        self.pasted("gmail-json", format!("{answer:#}\n"));
        let file = STANDARD.encode(self.source().replace('\n', "\r\n"));
        let file: Vec<String> =
            file.as_bytes().chunks(76).map(|line| format!("{}\r\n", String::from_utf8_lossy(line))).collect();
        let file = file.concat();
        self.pasted("attached-file", format!(
            "From: Carol <carol@other.example>\r\nTo: Abuse <abuse@receiver.example>\r\nSubject: Look\r\nMessage-ID: <3@other.example>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nSee the file.\r\n--y\r\n\
             Content-Type: application/octet-stream; name=\"lunch.eml\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{file}--y--\r\n"
        ));
    }

    /// Header sections as lists of names and values.
    fn paste_lists(&mut self) {
        let source = self.source();
        let (header, _) = source.split_once("\n\n").expect("there is a body");
        let header = header.replace("\n\t", " ").replace("\n ", " ");
        let id = "Received: from a.sender.example by in.receiver.example; Mon, 23 Nov 2026 10:00:03 +0000";
        let fields: Vec<(&str, &str)> =
            std::iter::once(id).chain(header.lines()).filter_map(|line| line.split_once(": ")).collect();
        let named: Vec<Value> =
            fields.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.pasted("graph-headers", json!({ "id": "AAMk", "internetMessageHeaders": named }).to_string());
        let event = json!({ "notificationType": "Received", "mail": { "timestamp": "2026-11-23T10:00:04Z", "headersTruncated": false, "headers": named } });
        self.pasted(
            "ses-headers",
            json!({ "Type": "Notification", "Message": event.to_string() }).to_string(),
        );
        let pairs: Vec<[&str; 2]> = fields.iter().map(|(name, value)| [*name, *value]).collect();
        self.pasted(
            "mailgun-headers",
            json!({ "recipient": "bob@receiver.example", "message-headers": json!(pairs).to_string() })
                .to_string(),
        );
        let rows = |row: fn(&str, &str) -> String| {
            fields.iter().map(|(name, value)| row(name, value)).collect::<String>()
        };
        self.pasted("table-tabs", rows(|name, value| format!("{name}\t{value}\n")));
        self.pasted(
            "table-bars",
            format!("| Name | Value |\n|---|---|\n{}", rows(|name, value| format!("| {name} | {value} |\n"))),
        );
        let escaped = rows(|name, value| {
            let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("<tr><td><b>{name}</b></td><td class=\"v\">{value}</td></tr>\n")
        });
        self.pasted(
            "table-html",
            format!("<table>\n<tr><th>Name</th><th>Value</th></tr>\n{escaped}</table>\n"),
        );
    }

    /// What a session of SMTP, POP3 or IMAP leaves around a message.
    fn paste_session(&mut self) {
        let source = self.source();
        self.pasted("end-of-data", format!("{source}.\n"));
        let dotted = self.with_body("text/plain", b"Hi,\r\n..and so on.\r\n.\r\n");
        let dotted = String::from_utf8_lossy(&dotted)
            .replace("\r\n..and", "\r\n...and")
            .replace("\r\n.\r\n", "\r\n..\r\n");
        self.pasted("smtp-session", format!(
            "220 in.receiver.example ESMTP\r\nEHLO a.sender.example\r\n250 in.receiver.example\r\n\
             MAIL FROM:<alice@sender.example>\r\n250 2.1.0 Ok\r\nRCPT TO:<bob@receiver.example>\r\n250 2.1.5 Ok\r\n\
             DATA\r\n354 End data with <CR><LF>.<CR><LF>\r\n{dotted}.\r\n250 2.0.0 Ok: queued as 9F3C\r\nQUIT\r\n221 2.0.0 Bye\r\n"
        ));
        self.pasted(
            "imap-session",
            format!("a2 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {{640}}\n{source})\na2 OK FETCH completed\n"),
        );
    }

    fn paste_inside(&mut self) {
        let signed = self.with_body("text/plain", b"From here on it is yours.\r\n");
        let line = b"From alice@sender.example Mon Nov 23 10:00:00 2026\r\n";
        let escaped = replace(&signed, "\r\nFrom here", "\r\n>From here");
        self.pasted("mbox-of-one", [&line[..], &escaped, b"\r\n"].concat());
        self.pasted("mbox-of-two", [&line[..], &escaped, b"\r\n", line, &signed, b"\r\n"].concat());
        let source = self.source().replace('\n', "\r\n");
        let around = |kind: &str, part: &str, inside: &str| {
            format!(
                "From: postmaster@receiver.example\r\nMessage-ID: <2@receiver.example>\r\nMIME-Version: 1.0\r\n\
                 Content-Type: multipart/{kind}; boundary=\"x\"\r\n\r\n--x\r\n\r\nSee below.\r\n--x\r\n\
                 Content-Type: {part}\r\n\r\n{inside}\r\n--x--\r\n"
            )
        };
        self.pasted("attached", around("mixed", "message/rfc822", &source));
        self.pasted("bounce", around("report; report-type=delivery-status", "message/rfc822", &source));
        let (header, _) = source.split_once("\r\n\r\n").expect("there is a body");
        let header = format!("{header}\r\n");
        self.pasted("bounce-of-headers", around("report", "text/rfc822-headers", &header));
        self.pasted("outlook-msg", compound_file(&header));
        self.pasted("outlook-msg-without-headers", compound_file(""));
    }

    /// What was typed or pasted in place of a message.
    fn paste_typed(&mut self) {
        for (name, text) in [
            ("domain-full-width", "ｓｅｎｄｅｒ．ｅｘａｍｐｌｅ"),
            ("domain-in-brackets", "「sender。example」、"),
            ("address", "alice＠sender.example"),
            ("url", "https://www.sender.example/login"),
            ("host", "mailserver"),
            ("panel-rows", "ホスト名：_dmarc\n種別：TXT\n内容：“v=DMARC1; p=none”\n"),
            ("named-record", "_dmarc.sender.example. 300 IN TXT \"v=DMARC1; p=none\"\n"),
        ] {
            self.add_with(&format!("paste-typed-{name}"), text, &[], &json!({ "now": NOW }));
        }
    }

    fn paste_no_message(&mut self) {
        let record = self.key.record();
        for (name, text) in [
            ("key-record", zone::txt("s1._domainkey.sender.example", &record)),
            (
                "authentication-results",
                "Authentication-Results: mx.receiver.example;\r\n dkim=fail header.d=sender.example\r\n".to_owned(),
            ),
            ("bounce-sentence", "550 5.7.26 This mail is not authenticated and was rejected.\r\n".to_owned()),
            ("page-without-source", PAGE.to_owned()),
            (
                "rendered",
                "From: Alice\r\nSent: Monday, 23 November 2026 10:00\r\nTo: Bob\r\nSubject: Lunch\r\n\r\nHi Bob,\r\n"
                    .to_owned(),
            ),
            ("address-of-the-web", "https://mail.example/?view=om\r\n".to_owned()),
        ] {
            self.add_with(&format!("paste-{name}"), text, &[], &serde_json::json!({ "now": NOW }));
        }
    }
}

/// The two files of Exim's spool: envelope and header section, and the body.
fn spool_files(source: &str) -> (String, String) {
    let (header, body) = source.split_once("\n\n").expect("there is a body");
    let mut fields: Vec<String> = Vec::new();
    for line in header.lines() {
        match fields.last_mut() {
            Some(field) if line.starts_with([' ', '\t']) => field.extend([line, "\n"]),
            _ => fields.push(format!("{line}\n")),
        }
    }
    let kind = |field: &str| match field {
        field if field.starts_with("From:") => 'F',
        field if field.starts_with("To:") => 'T',
        field if field.starts_with("Message-ID:") => 'I',
        _ => ' ',
    };
    let fields: Vec<String> =
        fields.iter().map(|field| format!("{:03}{} {field}", field.len(), kind(field))).collect();
    let fields = fields.concat();
    let spool = format!(
        "1tE4mB-00000002Xyz-0aBc-H\nDebian-exim 104 111\n<alice@sender.example>\n1795428001 0\n-helo_name a.sender.example\n\
         -host_address 192.0.2.10.40112\n-received_protocol esmtps\n-body_linecount 1\nXX\n1\nbob@receiver.example\n\n\
         101P Received: from a.sender.example by in.receiver.example with esmtps;\n\tMon, 23 Nov 2026 10:00:01 +0000\n\
         023* X-Not-Sent-On: secret\n{fields}"
    );
    (spool, body.to_owned())
}

/// A compound file of one stream, the transport headers in UTF-16 (MS-CFB, version 3).
fn compound_file(header: &str) -> Vec<u8> {
    const SECTOR: usize = 512;
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    let stream: Vec<u8> = header.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let minis = stream.len().div_ceil(64);
    let sectors = (minis * 64).div_ceil(SECTOR);
    let put = |octets: &mut Vec<u8>, at: usize, number: u32| {
        octets[at..at + 4].copy_from_slice(&number.to_le_bytes());
    };
    let mut file = vec![0_u8; SECTOR];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[0x18..0x22].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    for (at, number) in [(0x2C, 1), (0x30, 1), (0x38, 4096), (0x3C, 2), (0x40, 1), (0x44, END)] {
        put(&mut file, at, number);
    }
    for index in 0..109 {
        put(&mut file, 0x4C + 4 * index, if index == 0 { 0 } else { FREE });
    }
    let chain = |first: usize, length: usize| {
        (first..first + length)
            .map(move |at| if at + 1 == first + length { END } else { u32::try_from(at + 1).expect("small") })
    };
    let sector = |numbers: Vec<u32>| {
        let mut octets: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
        octets.resize(SECTOR, 0xFF);
        octets
    };
    file.extend(sector([0xFFFF_FFFD, END, END].into_iter().chain(chain(3, sectors)).collect()));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        (entry[0x40], entry[0x42]) = (u8::try_from(2 * name.len() + 2).expect("short"), kind);
        for (at, number) in [(0x44, FREE), (0x48, FREE), (0x4C, child), (0x74, start)] {
            put(&mut entry, at, number);
        }
        put(&mut entry, 0x78, u32::try_from(size).expect("small"));
        entry
    };
    let mut directory = entry("Root Entry", 5, if minis > 0 { 1 } else { FREE }, 3, minis * 64);
    if minis > 0 {
        directory.extend(entry("__substg1.0_007D001F", 2, FREE, 0, stream.len()));
    }
    directory.resize(SECTOR, 0);
    file.extend(directory);
    file.extend(sector(chain(0, minis).collect()));
    file.extend(stream);
    file.resize(SECTOR * (4 + sectors), 0);
    file
}
