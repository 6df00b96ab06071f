//! Damages to the encodings and to the structure of a body.

use super::{
    Damage,
    bases::Base,
    encode::{self, Habit},
    mail::{Leaf, Mail, find, rfind},
};

pub(crate) const DAMAGES: &[Damage] = &[
    transfer("python qp", |_, mail| to_qp(mail, Habit::Python)),
    transfer("php qp", |_, mail| to_qp(mail, Habit::Php)),
    transfer("javamail qp", |_, mail| to_qp(mail, Habit::JavaMail)),
    transfer("nodemailer qp", |_, mail| to_qp(mail, Habit::Nodemailer)),
    transfer("to base64", |_, mail| to_base64(mail, 76)),
    transfer("to base64 of 72", |_, mail| to_base64(mail, 72)),
    transfer("to 8bit", to_8bit),
    transfer("attachment at 72", |_, mail| width(mail, 72)),
    transfer("attachment at 64", |_, mail| width(mail, 64)),
    transfer("attachment at 60", |_, mail| width(mail, 60)),
    Damage::new("body.charset", "to UTF-8", |_, mail| charset(mail, "UTF-8", None)),
    Damage::new("body.charset", "to utf-8, base64", |_, mail| charset(mail, "utf-8", Some("base64"))),
    Damage::new("body.charset", "to utf-8, qp", |_, mail| charset(mail, "utf-8", Some("quoted-printable"))),
    Damage::new("body.charset", "to utf-8, 8bit", |_, mail| charset(mail, "utf-8", Some("8bit"))),
    Damage::new("body.charset", "to ISO-2022-JP", |_, mail| charset(mail, "ISO-2022-JP", Some("7bit"))),
    Damage::new("body.charset", "to windows-1252", |_, mail| charset(mail, "windows-1252", None)),
    Damage::new("body.charset", "to iso-8859-1 and qp", |_, mail| {
        charset(mail, "windows-1252", Some("quoted-printable"))
    })
    // The octets of the text stay as they are where the old character set has the same.
    .also(&["body.transfer-encoding"]),
    Damage::new("body.mojibake", "windows-1252", mojibake).also(&["body.charset"]),
    Damage::new("body.boundary-changed", "sendmail's", boundary).partial(),
    Damage::new("body.preamble-changed", "added", preamble_added),
    Damage::new("body.preamble-changed", "removed", preamble_removed),
    Damage::new("body.part-header-changed", "a disposition added", |_, mail| {
        part_field(mail, "Content-Disposition", "inline")
    }),
    Damage::new("body.part-header-changed", "an antivirus field added", |_, mail| {
        part_field(mail, "X-Content-Scanned", "clean")
    }),
    Damage::new("body.part-header-changed", "a name quoted anew", part_quotes),
    Damage::new("body.part-header-changed", "an id added", |_, mail| {
        part_field(mail, "Content-ID", "<f_17ab@relay.example>")
    }),
    Damage::new("body.part-removed", "the last", part_removed).unprovable(),
    Damage::new("body.part-replaced", "by a notice", part_replaced).unprovable(),
    Damage::new("body.truncated", "at two thirds", |_, mail| {
        mail.body.truncate(mail.body.len() * 2 / 3);
        Some(())
    })
    .unprovable(),
];

const fn transfer(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    // Where the field was left out before, it is added as well.
    Damage::new("body.transfer-encoding", variant, run).also(&["header.field-added"])
}

fn is_legible(leaf: &Leaf) -> bool {
    leaf.is_text() && leaf.encoding != "base64"
}

fn reencode(mail: &mut Mail, leaf: &Leaf, name: &str, content: &[u8]) {
    mail.set_content(leaf, content);
    mail.set_leaf_field(leaf, "Content-Transfer-Encoding", name);
}

fn to_qp(mail: &mut Mail, habit: Habit) -> Option<()> {
    let leaf = mail.text_leaves().into_iter().next_back()?;
    let octets = encode::decode(&leaf.encoding, mail.content(&leaf))?;
    if leaf.encoding == "quoted-printable" {
        return None;
    }
    reencode(mail, &leaf, "quoted-printable", &encode::quoted_printable(&octets, habit));
    Some(())
}

fn to_base64(mail: &mut Mail, width: usize) -> Option<()> {
    let leaf = mail.text_leaves().into_iter().next().filter(is_legible)?;
    let octets = encode::decode(&leaf.encoding, mail.content(&leaf))?;
    reencode(mail, &leaf, "base64", &encode::base64(&octets, width));
    Some(())
}

/// What a server does that offers 8BITMIME to a client without it, turned around: all text parts.
fn to_8bit(_: &Base, mail: &mut Mail) -> Option<()> {
    let mut is_changed = false;
    for leaf in mail.text_leaves().iter().rev() {
        if !matches!(leaf.encoding.as_str(), "base64" | "quoted-printable") {
            continue;
        }
        let octets = encode::decode(&leaf.encoding, mail.content(leaf))?;
        reencode(mail, leaf, "8bit", &octets);
        is_changed = true;
    }
    is_changed.then_some(())
}

fn width(mail: &mut Mail, width: usize) -> Option<()> {
    let leaf = mail.leaves().into_iter().find(|leaf| leaf.encoding == "base64")?;
    let octets = encode::decode("base64", mail.content(&leaf))?;
    let has_end = mail.content(&leaf).ends_with(b"\r\n");
    let content = encode::base64(&octets, width);
    mail.set_content(&leaf, if has_end { &content } else { content.strip_suffix(b"\r\n")? });
    Some(())
}

fn charset(mail: &mut Mail, to: &str, encoding: Option<&str>) -> Option<()> {
    let leaves: Vec<Leaf> = mail.text_leaves().into_iter().filter(|leaf| leaf.kind == "text/plain").collect();
    let [leaf] = leaves.as_slice() else { return None };
    let text = mail.text(leaf)?;
    if leaf.charset.eq_ignore_ascii_case(to) || text.is_ascii() {
        return None;
    }
    let octets = encode::charset(to, &text)?;
    let encoding = encoding.map_or_else(
        || if leaf.encoding == "7bit" { "8bit".to_owned() } else { leaf.encoding.clone() },
        str::to_owned,
    );
    let content = encode::encode(&encoding, &octets)?;
    mail.set_content(leaf, &content);
    if encoding != leaf.encoding {
        mail.set_leaf_field(leaf, "Content-Transfer-Encoding", &encoding);
    }
    let leaf = mail.leaf("text/plain")?;
    mail.set_leaf_field(&leaf, "Content-Type", &format!("text/plain; charset={to}"));
    Some(())
}

fn mojibake(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = mail.text_leaves().into_iter().find(|leaf| leaf.charset.eq_ignore_ascii_case("utf-8"))?;
    let text = mail.text(&leaf)?;
    let (misread, _, malformed) = encoding_rs::WINDOWS_1252.decode(text.as_bytes());
    if malformed || text.is_ascii() {
        return None;
    }
    mail.set_text(&leaf, &misread)
}

fn boundary(_: &Base, mail: &mut Mail) -> Option<()> {
    let old = mail.boundary()?;
    let new = "8AFFC1A2.1763385725/relay.example";
    let text: Vec<&[u8]> = encode::split_lines(&mail.body);
    let delimiter = format!("--{old}");
    let lines: Vec<Vec<u8>> = text
        .into_iter()
        .map(|line| match line.strip_prefix(delimiter.as_bytes()) {
            Some(rest) => [b"--", new.as_bytes(), rest].concat(),
            None => line.to_vec(),
        })
        .collect();
    mail.body = lines.join(&b"\r\n"[..]);
    let kind = mail.value("Content-Type")?.replace(&old, new);
    mail.set("Content-Type", kind.trim_start());
    Some(())
}

fn preamble_added(_: &Base, mail: &mut Mail) -> Option<()> {
    let delimiter = format!("--{}", mail.boundary()?);
    if !mail.body.starts_with(delimiter.as_bytes()) {
        return None;
    }
    let preamble = "This is a MIME-encapsulated message. If you can read this, your mailer does not\r\n\
        understand MIME.\r\n\r\n";
    mail.body.splice(..0, preamble.bytes());
    Some(())
}

fn preamble_removed(_: &Base, mail: &mut Mail) -> Option<()> {
    let delimiter = format!("--{}", mail.boundary()?);
    let start = find(&mail.body, delimiter.as_bytes()).filter(|start| *start > 0)?;
    mail.body.drain(..start);
    Some(())
}

fn part_field(mail: &mut Mail, name: &str, value: &str) -> Option<()> {
    let leaf = mail.leaves().into_iter().find(|leaf| leaf.head.is_some())?;
    mail.set_leaf_field(&leaf, name, value);
    Some(())
}

/// `Generator` of Python's email writes parameters that it was given, all quoted.
fn part_quotes(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = mail.leaves().into_iter().find(|leaf| leaf.head.is_some() && leaf.is_text())?;
    let value = format!("{}; charset=\"{}\"", leaf.kind, leaf.charset);
    mail.set_leaf_field(&leaf, "Content-Type", &value);
    Some(())
}

fn part_removed(_: &Base, mail: &mut Mail) -> Option<()> {
    let delimiter = format!("\r\n--{}", mail.boundary()?);
    let last = rfind(&mail.body, delimiter.as_bytes())?;
    let start = rfind(&mail.body[..last], delimiter.as_bytes())?;
    mail.body.drain(start..last);
    Some(())
}

fn part_replaced(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = mail.leaves().into_iter().next_back().filter(|leaf| leaf.head.is_some())?;
    let notice = b"The attachment was removed by the mail gateway because its type is not allowed.\r\n";
    mail.set_content(&leaf, notice);
    mail.set_leaf_field(&leaf, "Content-Transfer-Encoding", "7bit");
    let leaf = mail.leaves().into_iter().next_back()?;
    mail.set_leaf_field(&leaf, "Content-Type", "text/plain; charset=us-ascii");
    Some(())
}
