//! Text put after or before the author's, and links rewritten.

use super::{
    Damage,
    bases::Base,
    encode,
    mail::{Leaf, Mail, rfind},
};

const MAILMAN_2: &str = "_______________________________________________\r\n\
    Pilots mailing list\r\n\
    Pilots@lists.fjord.example\r\n\
    https://lists.fjord.example/mailman/listinfo/pilots\r\n";
const MAILMAN_3: &str = "_______________________________________________\r\n\
    Pilots mailing list -- pilots@lists.fjord.example\r\n\
    To unsubscribe send an email to pilots-leave@lists.fjord.example\r\n";
const DISCLAIMER: &str = "\r\nThis e-mail and any attachment are confidential and intended for the addressee only. \
    If you have received it in error, please tell the sender and delete it.\r\n";
const YAHOO: &str = "\r\n\r\n------------------------------------\r\n\r\nYahoo Groups Links\r\n\r\n\
    <*> To visit your group on the web, go to:\r\n    http://groups.example/group/pilots/\r\n";
const ANTIVIRUS: &str = "\r\n---\r\nDiese E-Mail wurde von Avast-Antivirussoftware auf Viren gepr\u{fc}ft.\r\nwww.avast.example\r\n";
const JAPANESE: &str = "\r\n----------\r\nこのメールはウイルス検査済みです。\r\n";
const BANNER: &str = "CAUTION: This email originated from outside of the organization. Do not click links or open\r\n\
    attachments unless you recognize the sender and know the content is safe.\r\n\r\n";
const HTML_DISCLAIMER: &str = "<br>\r\n<hr>\r\n<font face=\"Arial\" color=\"Gray\" size=\"1\">This message is \
    confidential; tell the sender if it is not for you.<br>\r\n</font>\r\n";
const HTML_BANNER: &str = "<div style=\"background-color:#FFEB9C; width:100%; padding:2pt\"><b>CAUTION:</b> This email \
    originated from outside of the organization.</div><br>\r\n";

pub(crate) const DAMAGES: &[Damage] = &[
    footer("mailman 2", |_, mail| text_footer(mail, MAILMAN_2)),
    footer("mailman 3", |_, mail| text_footer(mail, MAILMAN_3)),
    footer("a disclaimer", |_, mail| text_footer(mail, DISCLAIMER)),
    footer("yahoo groups", |_, mail| text_footer(mail, YAHOO)),
    footer("an antivirus note", |_, mail| text_footer(mail, ANTIVIRUS)),
    footer("a Japanese note", |_, mail| text_footer(mail, JAPANESE)),
    footer("one line", |_, mail| text_footer(mail, "Sent through the harbour gateway\r\n")),
    footer("octets at the end", raw_footer),
    footer("to an HTML part, before </body>", |_, mail| html_footer(mail, "</body>")),
    footer("to an HTML part, after </html>", html_after),
    footer("to text and HTML", |_, mail| {
        html_footer(mail, "</body>")?;
        text_footer(mail, DISCLAIMER)
    }),
    footer("a part of its own", own_part),
    footer("wrapped by mailman", wrapped).also(&["header.field-removed"]),
    footer("wrapped, the part with a name", |base, mail| {
        wrapped(base, mail)?;
        let leaf = mail.leaves().into_iter().next_back()?;
        mail.set_leaf_field(&leaf, "Content-Description", "\"pilots footer\"");
        Some(())
    })
    // The encoding moves into the part.
    .also(&["header.field-removed"]),
    banner("in the text", |_, mail| text_banner(mail, BANNER)),
    banner("one line", |_, mail| text_banner(mail, "[EXTERNAL EMAIL] Think before you click.\r\n\r\n")),
    banner("after <body>", html_banner),
    banner("in text and HTML", |base, mail| {
        html_banner(base, mail)?;
        text_banner(mail, BANNER)
    }),
    banner("before <html>", |_, mail| {
        let leaf = legible(mail, "text/html")?;
        let text = mail.text(&leaf)?;
        mail.set_text(&leaf, &(HTML_BANNER.to_owned() + &text))
    }),
    link("safelinks", |_, mail| links(mail, safelinks)),
    link("proofpoint 1", |_, mail| {
        links(mail, |url| {
            format!("https://urldefense.proofpoint.com/v1/url?u={}&k=abc%3D%0A&s=0d91", encode::percent(url))
        })
    }),
    link("proofpoint 2", |_, mail| links(mail, proofpoint_2)),
    link("proofpoint 3", |_, mail| links(mail, proofpoint_3)),
    link("barracuda", |_, mail| {
        links(mail, |url| {
            format!("https://linkprotect.cudasvc.com/url?a={}&c=E,1,x8cQ&typo=1", encode::percent(url))
        })
    }),
    link("cisco", |_, mail| {
        links(mail, |url| format!("https://secure-web.cisco.com/1xY9_abc-DEF/{}", encode::percent(url)))
    }),
    link("trend micro", |_, mail| {
        links(mail, |url| {
            format!(
                "https://ctp.trendmicro.com/wis/clicktime/v1/query?url={}&umid=0A1B&auth=77",
                encode::percent(url)
            )
        })
    }),
    link("mimecast", |_, mail| {
        links(mail, |_| {
            "https://protect-eu.mimecast.com/s/Yz3kC8qEGHxYJ1vT5bqgL?domain=harbour.example".to_owned()
        })
    })
    .unprovable(),
    link("safelinks in the text", |_, mail| text_links(mail, safelinks)),
    link("proofpoint 2 in the text", |_, mail| text_links(mail, proofpoint_2)),
];

const fn footer(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("body.footer-appended", variant, run)
}

const fn banner(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("body.banner-prepended", variant, run)
}

const fn link(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("body.link-rewritten", variant, run)
}

/// A part of this type whose text can be written as it was, so that only the addition differs.
///
/// Software that writes a whole part anew in another way is a damage of its own.
pub(crate) fn legible(mail: &Mail, kind: &str) -> Option<Leaf> {
    let leaf = mail.leaf(kind)?;
    let text = mail.text(&leaf)?;
    let mut same = mail.clone();
    same.set_text(&leaf, &text)?;
    (same.body == mail.body).then_some(leaf)
}

fn text_footer(mail: &mut Mail, footer: &str) -> Option<()> {
    let leaf = legible(mail, "text/plain")?;
    let text = mail.text(&leaf)?;
    let text = if leaf.head.is_some() && !text.ends_with('\n') { text + "\r\n" } else { text };
    mail.set_text(&leaf, &(text + footer))
}

/// What a milter does that knows nothing of MIME; multiparts show it nowhere.
fn raw_footer(_: &Base, mail: &mut Mail) -> Option<()> {
    mail.body.extend_from_slice(b"-- \r\nscanned by gateway.relay.example\r\n");
    Some(())
}

fn html_footer(mail: &mut Mail, before: &str) -> Option<()> {
    let leaf = legible(mail, "text/html")?;
    let mut text = mail.text(&leaf)?;
    text.insert_str(text.rfind(before)?, HTML_DISCLAIMER);
    mail.set_text(&leaf, &text)
}

fn html_after(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = legible(mail, "text/html")?;
    let text = mail.text(&leaf)?;
    mail.set_text(&leaf, &(text + HTML_DISCLAIMER))
}

fn own_part(_: &Base, mail: &mut Mail) -> Option<()> {
    let boundary =
        mail.boundary().filter(|_| mail.flat("Content-Type").is_some_and(|kind| kind.contains("mixed")))?;
    let close = rfind(&mail.body, format!("\r\n--{boundary}--").as_bytes())?;
    let part = format!(
        "\r\n--{boundary}\r\nContent-Type: text/plain; charset=\"us-ascii\"\r\nMIME-Version: 1.0\r\n\
        Content-Transfer-Encoding: 7bit\r\nContent-Disposition: inline\r\n\r\n{MAILMAN_2}"
    );
    mail.body.splice(close..close, part.bytes());
    Some(())
}

/// Mailman's `Decorate` for what is not plain text: the message becomes the first part of a new
/// multipart/mixed, its content fields go along, and the footer is the second part.
fn wrapped(_: &Base, mail: &mut Mail) -> Option<()> {
    let boundary = "===============7330845974216740156==";
    let mut inner = String::new();
    for name in ["Content-Type", "Content-Transfer-Encoding"] {
        if let Some(field) = mail.remove(name) {
            inner += &String::from_utf8(field).ok()?;
        }
    }
    let footer = format!(
        "--{boundary}\r\nContent-Type: text/plain; charset=\"us-ascii\"\r\nMIME-Version: 1.0\r\n\
        Content-Transfer-Encoding: 7bit\r\nContent-Disposition: inline\r\n\r\n{MAILMAN_2}\r\n--{boundary}--\r\n"
    );
    let body =
        [format!("--{boundary}\r\n{inner}\r\n").as_bytes(), &mail.body, b"\r\n", footer.as_bytes()].concat();
    mail.body = body;
    mail.push("Content-Type", &format!("multipart/mixed; boundary=\"{boundary}\""));
    Some(())
}

fn text_banner(mail: &mut Mail, banner: &str) -> Option<()> {
    let leaf = legible(mail, "text/plain")?;
    let text = mail.text(&leaf)?;
    mail.set_text(&leaf, &(banner.to_owned() + &text))
}

fn html_banner(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = legible(mail, "text/html")?;
    let mut text = mail.text(&leaf)?;
    let body = text.find("<body")?;
    let place = body + text[body..].find('>')? + 1;
    text.insert_str(place, HTML_BANNER);
    mail.set_text(&leaf, &text)
}

/// Rewrites what stands in `href` attributes; the address is escaped as HTML anew.
fn links(mail: &mut Mail, rewrite: impl Fn(&str) -> String) -> Option<()> {
    let leaf = legible(mail, "text/html")?;
    let text = mail.text(&leaf)?;
    let mut changed = String::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find("href=") {
        let start = start + 6;
        let quote = rest[start - 1..].chars().next()?;
        let end = start + rest[start..].find(quote)?;
        changed.push_str(&rest[..start]);
        let url = rest[start..end].replace("&amp;", "&");
        changed.push_str(&rewrite(&url).replace('&', "&amp;"));
        rest = &rest[end..];
    }
    changed.push_str(rest);
    if changed == text {
        return None;
    }
    mail.set_text(&leaf, &changed)
}

/// Rewrites the addresses of web pages in plain text.
fn text_links(mail: &mut Mail, rewrite: impl Fn(&str) -> String) -> Option<()> {
    let leaf = legible(mail, "text/plain")?;
    let text = mail.text(&leaf)?;
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let length = word.find('\r').unwrap_or(word.len());
            let (url, after) = word.split_at(length);
            if url.starts_with("http") { rewrite(url) + after } else { word.to_owned() }
        })
        .collect();
    let changed = words.join(" ");
    if changed == text {
        return None;
    }
    mail.set_text(&leaf, &changed)
}

fn safelinks(url: &str) -> String {
    format!(
        "https://eur02.safelinks.protection.outlook.com/?url={}&data=05%7C02%7Cole.vik%40fjord.example%7C8a1f\
        %7C0%7C0%7C638993&sdata=Tm9%2Bq%3D&reserved=0",
        encode::percent(url)
    )
}

/// Version 2: `_` stands for `/`, `-XX` for an octet.
fn proofpoint_2(url: &str) -> String {
    let mut coded = String::new();
    for octet in url.bytes() {
        match octet {
            b'/' => coded.push('_'),
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' => coded.push(char::from(octet)),
            other => coded.push_str(&format!("-{other:02X}")),
        }
    }
    format!("https://urldefense.proofpoint.com/v2/url?u={coded}&d=DwMFaQ&c=euGZ&r=Xk9&m=7T&s=bQ&e=")
}

/// Version 3: characters that it does not keep are `*`, and follow in base64.
fn proofpoint_3(url: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let kept: String = url
        .chars()
        .map(|one| {
            if "&=?;%".contains(one) && one != '?' && one != '=' && one != '&' || !one.is_ascii() {
                '*'
            } else {
                one
            }
        })
        .collect();
    let lost: String =
        url.chars().zip(kept.chars()).filter(|(_, kept)| *kept == '*').map(|(one, _)| one).collect();
    format!("https://urldefense.com/v3/__{kept}__;{}!!GT5nNQ!abcDEF-gh$", URL_SAFE_NO_PAD.encode(lost))
}
