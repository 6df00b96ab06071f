//! Damages to the form of lines, of part headers and of links that leave the text as it is.

use super::{
    Damage,
    bases::Base,
    encode,
    footers::legible,
    lines::{each_line, each_text, resign},
    mail::{Mail, find, rfind},
};

pub(crate) const DAMAGES: &[Damage] = &[
    Damage::new("body.rewrapped", "one line end in a word", break_inserted),
    Damage::new("body.rewrapped", "one line end lost", break_lost),
    Damage::new("body.rewrapped", "cut at 80", |_, mail| cut_at(mail, 80)),
    Damage::new("body.rewrapped", "cut at 998 without a space", |_, mail| cut_at(mail, 998)),
    Damage::new("body.blank-lines", "one at the beginning", |_, mail| put_in_front(mail, "\r\n")),
    Damage::new("body.blank-lines", "at the beginning of each part", blank_heads),
    Damage::new("body.blank-lines", "one between lines", blank_between),
    Damage::new("body.blank-lines", "one lost between lines", blank_lost),
    Damage::new("body.blank-lines", "all doubled", |_, mail| {
        each_text(mail, |text| text.replace("\r\n\r\n", "\r\n\r\n\r\n"))
    }),
    Damage::new("body.blank-lines", "all lost", |_, mail| {
        each_text(mail, |text| text.replace("\r\n\r\n", "\r\n"))
    })
    .partial(),
    Damage::new("body.trailing-blank-lines", "before each delimiter", |_, mail| {
        delimiters(mail, "\r\n\r\n--")
    }),
    Damage::new("body.trailing-blank-lines", "lost before each delimiter", |_, mail| {
        let boundary = format!("\r\n\r\n--{}", mail.boundary()?);
        find(&mail.body, boundary.as_bytes())?;
        replace(mail, &boundary, &boundary[2..])
    }),
    Damage::new("body.protocol-lines", "the dot", |_, mail| append(mail, ".\r\n")),
    Damage::new("body.protocol-lines", "SMTP", |_, mail| {
        append(mail, ".\r\n250 2.0.0 Ok: queued as 77\r\nQUIT\r\n")
    }),
    Damage::new("body.protocol-lines", "IMAP", |_, mail| append(mail, ")\r\na4 OK FETCH completed\r\n")),
    Damage::new("body.tabs-to-spaces", "four spaces in a quotation", |_, mail| {
        each_line(mail, |line| Some(line.replace('\t', "    ")))
    }),
    Damage::new("body.line-ends", "signer hashed one LF", one_lf),
    Damage::new("body.line-ends", "signer hashed LF in the first lines", first_lf),
    Damage::new("body.signer-kept-blank-lines", "two", kept_blank_lines),
    Damage::new("body.signer-hashed-another-form", "decoded", hashed_decoded),
    part("refolded", |_, mail| heads(mail, |head| head.replace("; ", ";\r\n\t")))
        .also(&["body.trailing-whitespace"]),
    part("names in lower case", |_, mail| {
        heads(mail, |head| {
            head.replace("Content-Type", "content-type").replace("Transfer-Encoding", "transfer-encoding")
        })
    }),
    part("an encoding in upper case", |_, mail| {
        heads(mail, |head| {
            head.replace(": base64", ": BASE64").replace(": quoted-printable", ": QUOTED-PRINTABLE")
        })
    }),
    part("no space after the colon", |_, mail| heads(mail, |head| head.replace(": ", ":"))),
    part("two fields swapped", |_, mail| {
        heads(mail, |head| {
            let lines: Vec<&str> = head.split_inclusive("\r\n").collect();
            if lines.len() < 2 {
                head.to_owned()
            } else {
                [&[lines[1], lines[0]], &lines[2..]].concat().concat()
            }
        })
    }),
    part("all quoted", |_, mail| {
        heads(mail, |head| {
            head.replace("charset=UTF-8", "charset=\"UTF-8\"")
                .replace("charset=us-ascii", "charset=\"us-ascii\"")
        })
    }),
    part("quoted and folded", |_, mail| {
        heads(mail, |head| head.replace("; charset=UTF-8", ";\r\n charset=\"UTF-8\""))
    }),
    part("charset in lower case", |_, mail| heads(mail, |head| head.replace("=UTF-8", "=utf-8"))),
    part("charset lost", |_, mail| heads(mail, |head| head.replace("; charset=us-ascii", ""))),
    part("a semicolon at the end", |_, mail| heads(mail, |head| head.replace("=UTF-8\r\n", "=UTF-8;\r\n"))),
    link("safelinks with its marks", |_, mail| {
        html(mail, |text| {
            text.replace("href=\"https://tide.example/table/48.html\"", "href=\"https://nam12.safelinks.protection.outlook.com/ap/w-1/?url=https%3A%2F%2Ftide.example%2Ftable%2F48.html&amp;data=05%7C02&amp;reserved=0\" originalsrc=\"https://tide.example/table/48.html\" shash=\"aB+c/=\"")
        })
    }),
    link("proofpoint 3 with the host", |_, mail| {
        html(mail, |text| {
            text.replace(
                "href=\"https://tide.example/table/48.html\">",
                "href=\"https://urldefense.com/v3/__https://tide.example/table/48.html__;!!aB!c_D-e$\">",
            )
            .replace("tidevannstabellen</a>", "tidevannstabellen [tide.example]</a>")
        })
    }),
    link("sophos", |_, mail| {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        let to = STANDARD.encode("https://tide.example/table/48.html");
        html(mail, |text| {
            text.replace("https://tide.example/table/48.html\"", &format!("https://eu-central-1.protection.sophos.com?d=tide.example&amp;u={to}&amp;i=NjM&amp;t=eA&amp;h=9f&amp;s=A\""))
        })
    }),
    Damage::new("body.unicode-substitution", "dashes of Japanese", |_, mail| {
        each_text(mail, |text| text.replace('\u{2014}', "\u{2015}").replace('\u{2013}', "-"))
    })
    .partial(),
    Damage::new("body.unicode-substitution", "one dash", |_, mail| {
        each_text(mail, |text| text.replacen('–', "-", 1))
    }),
];

const fn part(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("body.part-header-changed", variant, run)
}

const fn link(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("body.link-rewritten", variant, run)
}

fn replace(mail: &mut Mail, from: &str, to: &str) -> Option<()> {
    let mut out = Vec::new();
    let mut rest = mail.body.as_slice();
    let mut is_changed = false;
    while let Some(place) = find(rest, from.as_bytes()) {
        out.extend_from_slice(&rest[..place]);
        out.extend_from_slice(to.as_bytes());
        rest = &rest[place + from.len()..];
        is_changed = true;
    }
    out.extend_from_slice(rest);
    mail.body = out;
    is_changed.then_some(())
}

/// Within the last long line of a text part.
fn break_inserted(_: &Base, mail: &mut Mail) -> Option<()> {
    let mut is_done = false;
    each_line(mail, |line| {
        let is_long =
            line.len() > 30 && line.is_ascii() && line.as_bytes()[20] != b' ' && line.as_bytes()[19] != b' ';
        (is_long && !std::mem::replace(&mut is_done, true))
            .then(|| format!("{}\r\n{}", &line[..20], &line[20..]))
    })
}

fn break_lost(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf =
        mail.text_leaves().into_iter().find(|leaf| matches!(leaf.encoding.as_str(), "" | "7bit" | "8bit"))?;
    let content = mail.content(&leaf).to_vec();
    // After a full stop a new word begins.
    let place = find(&content, b".\r\n")
        .filter(|place| content[place + 3..].first().is_some_and(u8::is_ascii_alphabetic))?;
    mail.set_content(&leaf, &[&content[..=place], &content[place + 3..]].concat());
    Some(())
}

fn cut_at(mail: &mut Mail, length: usize) -> Option<()> {
    each_line(mail, |line| {
        if line.len() < length * 3 / 2 || !line.is_ascii() {
            return None;
        }
        let pieces: Vec<&[u8]> = line.as_bytes().chunks(length).collect();
        String::from_utf8(pieces.join(&b"\r\n"[..])).ok()
    })
}

fn put_in_front(mail: &mut Mail, text: &str) -> Option<()> {
    if mail.boundary().is_some() {
        return None;
    }
    mail.body.splice(..0, text.bytes());
    Some(())
}

fn blank_heads(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaves = mail.leaves();
    for leaf in leaves.iter().rev().filter(|leaf| leaf.head.is_some()) {
        mail.body.splice(leaf.content.start..leaf.content.start, *b"\r\n");
    }
    leaves.iter().any(|leaf| leaf.head.is_some()).then_some(())
}

fn blank_between(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = mail.text_leaves().into_iter().find(|leaf| leaf.encoding != "base64")?;
    let place = find(&mail.body[leaf.content.clone()], b".\r\n")? + leaf.content.start + 3;
    mail.body.splice(place..place, *b"\r\n");
    Some(())
}

fn blank_lost(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = mail.text_leaves().into_iter().find(|leaf| leaf.encoding != "base64")?;
    let place = find(&mail.body[leaf.content.clone()], b"\r\n\r\n")? + leaf.content.start;
    mail.body.drain(place..place + 2);
    Some(())
}

fn delimiters(mail: &mut Mail, before: &str) -> Option<()> {
    let boundary = mail.boundary()?;
    replace(mail, &format!("\r\n--{boundary}"), &format!("{before}{boundary}"))
}

fn append(mail: &mut Mail, text: &str) -> Option<()> {
    mail.body.extend_from_slice(text.as_bytes());
    Some(())
}

/// Rewrites the headers of the parts.
fn heads(mail: &mut Mail, change: impl Fn(&str) -> String) -> Option<()> {
    let mut is_changed = false;
    for leaf in mail.leaves().iter().rev() {
        let Some(head) = leaf.head.clone() else { continue };
        let text = String::from_utf8(mail.body[head.clone()].to_vec()).ok()?;
        let changed = change(&text);
        is_changed |= changed != text;
        mail.body.splice(head, changed.bytes());
    }
    is_changed.then_some(())
}

fn html(mail: &mut Mail, change: impl Fn(&str) -> String) -> Option<()> {
    let leaf = legible(mail, "text/html")?;
    let text = mail.text(&leaf)?;
    let changed = change(&text);
    if changed == text {
        return None;
    }
    mail.set_text(&leaf, &changed)
}

fn one_lf(base: &Base, mail: &mut Mail) -> Option<()> {
    let canonical = base.body_canon.body(&mail.body);
    let place = rfind(&canonical[..canonical.len() / 2], b"\r\n")?;
    resign(base, mail, &[&canonical[..place], &canonical[place + 1..]].concat())
}

fn first_lf(base: &Base, mail: &mut Mail) -> Option<()> {
    let canonical = base.body_canon.body(&mail.body);
    let place = rfind(&canonical[..canonical.len() / 3], b"\r\n")?;
    let first: Vec<u8> = canonical[..place + 2].iter().copied().filter(|octet| *octet != b'\r').collect();
    resign(base, mail, &[&first, &canonical[place + 2..]].concat())
}

fn kept_blank_lines(base: &Base, mail: &mut Mail) -> Option<()> {
    let canonical = base.body_canon.body(&mail.body);
    resign(base, mail, &[&canonical[..], b"\r\n\r\n"].concat())?;
    mail.body.extend_from_slice(b"\r\n\r\n");
    Some(())
}

fn hashed_decoded(base: &Base, mail: &mut Mail) -> Option<()> {
    let encoding = mail
        .flat("Content-Transfer-Encoding")
        .filter(|name| name == "base64" || name == "quoted-printable")?;
    let octets = encode::decode(&encoding, &mail.body)?;
    resign(base, mail, &base.body_canon.body(&octets))
}
