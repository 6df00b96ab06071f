//! Damages to the lines and characters of a body.

use super::{Damage, bases::Base, encode, mail::Mail};
use crate::signer::hash;
use base64::{Engine as _, engine::general_purpose::STANDARD};

pub(crate) const DAMAGES: &[Damage] = &[
    Damage::new("body.line-ends", "doubled", doubled),
    Damage::new("body.line-ends", "CR CR LF", |_, mail| each_line_end(mail, "\r\r\n")),
    Damage::new("body.line-ends", "CR alone", |_, mail| each_line_end(mail, "\r")),
    Damage::new("body.line-ends", "signer hashed LF", signer_hashed_lf),
    Damage::new("body.signer-left-out-final-newline", "signer", signer_left_out_newline),
    Damage::new("body.trailing-whitespace", "a space after each line", |_, mail| {
        each_line(mail, |line| Some(format!("{line} ")))
    }),
    Damage::new("body.trailing-whitespace", "a space after lines with text", |_, mail| {
        each_line(mail, |line| (!line.is_empty()).then(|| format!("{line} ")))
    }),
    Damage::new("body.trailing-whitespace", "a tab after each line", |_, mail| {
        each_line(mail, |line| Some(format!("{line}\t")))
    }),
    Damage::new("body.trailing-whitespace", "one space somewhere", |_, mail| {
        let mut is_first = true;
        each_line(mail, |line| (line.len() > 30 && std::mem::take(&mut is_first)).then(|| format!("{line} ")))
    }),
    Damage::new("body.trailing-whitespace", "rtrim", |_, mail| {
        each_line(mail, |line| Some(line.trim_end_matches([' ', '\t']).to_owned()))
    }),
    Damage::new("body.trailing-whitespace", "padded to 80", |_, mail| {
        each_line(mail, |line| Some(format!("{line:80}")))
    })
    .partial(),
    Damage::new("body.trailing-blank-lines", "one at the end of a part", |_, mail| blank_lines(mail, "\r\n")),
    Damage::new("body.trailing-blank-lines", "three at the end of a part", |_, mail| {
        blank_lines(mail, "\r\n\r\n\r\n")
    }),
    Damage::new("body.trailing-blank-lines", "white space at the end", |_, mail| {
        mail.body.extend_from_slice(b"  \r\n");
        Some(())
    })
    .also(&["body.trailing-whitespace", "body.footer-appended", "body.epilogue-changed"]),
    Damage::new("body.missing-final-newline", "of a part", final_newline)
        .also(&["body.trailing-blank-lines"]),
    Damage::new("body.tabs-to-spaces", "one space", |_, mail| tabs(mail, |_| 1)).partial(),
    Damage::new("body.tabs-to-spaces", "four spaces", |_, mail| tabs(mail, |_| 4)),
    Damage::new("body.tabs-to-spaces", "expand", |_, mail| tabs(mail, |column| 8 - column % 8)),
    Damage::new("body.from-escaped", "mboxo", |_, mail| each_line(mail, |line| from(line, ">"))),
    Damage::new("body.from-escaped", "space", |_, mail| each_line(mail, |line| from(line, " "))),
    Damage::new("body.dot-stuffing", "doubled", |_, mail| {
        each_line(mail, |line| line.starts_with('.').then(|| format!(".{line}")))
    }),
    Damage::new("body.dot-stuffing", "lost", |_, mail| {
        each_line(mail, |line| line.strip_prefix('.').map(str::to_owned))
    }),
    Damage::new("body.rewrapped", "at 76", |_, mail| rewrap(mail, 76, "")),
    Damage::new("body.rewrapped", "at 72", |_, mail| rewrap(mail, 72, "")),
    Damage::new("body.rewrapped", "flowed", |_, mail| rewrap(mail, 72, " "))
        .also(&["body.trailing-whitespace"]),
    Damage::new("body.rewrapped", "sendmail", sendmail_split),
    Damage::new("body.rewrapped", "postfix", postfix_split),
    Damage::new("body.unicode-substitution", "no-break spaces became plain", |_, mail| {
        characters(mail, &[("\u{a0}", " ")])
    }),
    Damage::new("body.unicode-substitution", "straight quotes", |_, mail| {
        characters(mail, &[("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'")])
    }),
    Damage::new("body.unicode-substitution", "dashes became hyphens", |_, mail| {
        characters(mail, &[("–", "-"), ("—", "-")])
    }),
    Damage::new("body.unicode-substitution", "ellipsis became dots", |_, mail| {
        characters(mail, &[("…", "...")])
    }),
    Damage::new("body.unicode-substitution", "ideographic spaces became plain", |_, mail| {
        characters(mail, &[("\u{3000}", " ")])
    }),
    Damage::new("body.unicode-substitution", "double spaces with no-break", |_, mail| {
        characters(mail, &[("  ", "\u{a0} ")])
    }),
    Damage::new("body.unicode-substitution", "autocorrected", |_, mail| {
        characters(mail, &[("...", "…"), (" - ", " – "), ("'", "’")])
    }),
    Damage::new("body.unicode-substitution", "zero-width spaces in links", |_, mail| {
        characters(mail, &[("https://", "https://\u{200b}")])
    }),
    Damage::new("body.unicode-substitution", "soft hyphens", |_, mail| {
        characters(mail, &[("planen", "pla\u{ad}nen"), ("porten", "por\u{ad}ten")])
    }),
];

fn each_line_end(mail: &mut Mail, end: &str) -> Option<()> {
    let lines = encode::split_lines(&mail.body);
    mail.body = lines.join(end.as_bytes());
    Some(())
}

fn doubled(_: &Base, mail: &mut Mail) -> Option<()> {
    each_line_end(mail, "\r\n\r\n")
}

fn signer_hashed_lf(base: &Base, mail: &mut Mail) -> Option<()> {
    let canonical = base.body_canon.body(&mail.body);
    let octets: Vec<u8> = canonical.into_iter().filter(|octet| *octet != b'\r').collect();
    resign(base, mail, &octets)
}

fn signer_left_out_newline(base: &Base, mail: &mut Mail) -> Option<()> {
    let canonical = base.body_canon.body(&mail.body);
    resign(base, mail, canonical.strip_suffix(b"\r\n")?)
}

/// What a signer sends that hashes `octets` in the place of the body.
pub(crate) fn resign(base: &Base, mail: &mut Mail, octets: &[u8]) -> Option<()> {
    if base.name == "length" {
        return None;
    }
    let digest = STANDARD.encode(hash("sha256", octets));
    *mail = Mail::read(&base.sign_as(|signer| signer.set("bh", &digest)));
    Some(())
}

/// Rewrites the lines of text parts that are sent as they are.
pub(crate) fn each_line(mail: &mut Mail, mut change: impl FnMut(&str) -> Option<String>) -> Option<()> {
    each_text(mail, |text| {
        let (lines, end) = text.strip_suffix("\r\n").map_or((text, ""), |lines| (lines, "\r\n"));
        let lines: Vec<String> =
            lines.split("\r\n").map(|line| change(line).unwrap_or_else(|| line.to_owned())).collect();
        lines.join("\r\n") + end
    })
}

/// Rewrites the contents of text parts that are not base64 as they stand.
pub(crate) fn each_text(mail: &mut Mail, mut change: impl FnMut(&str) -> String) -> Option<()> {
    let leaves = mail.text_leaves();
    let mut is_changed = false;
    for leaf in leaves.iter().rev().filter(|leaf| leaf.encoding != "base64") {
        // ISO-2022-JP and the like are handled as the octets they are.
        let Ok(text) = std::str::from_utf8(mail.content(leaf)) else { continue };
        let changed = change(text);
        is_changed |= changed != text;
        mail.set_content(leaf, changed.as_bytes());
    }
    is_changed.then_some(())
}

fn blank_lines(mail: &mut Mail, lines: &str) -> Option<()> {
    let leaf = mail.text_leaves().into_iter().find(|leaf| leaf.head.is_some())?;
    mail.body.splice(leaf.content.end..leaf.content.end, lines.bytes());
    Some(())
}

fn final_newline(_: &Base, mail: &mut Mail) -> Option<()> {
    let leaf = mail
        .leaves()
        .into_iter()
        .find(|leaf| leaf.head.is_some() && mail.content(leaf).ends_with(b"\r\n"))?;
    mail.body.drain(leaf.content.end - 2..leaf.content.end);
    Some(())
}

fn tabs(mail: &mut Mail, width: impl Fn(usize) -> usize) -> Option<()> {
    each_line(mail, |line| {
        let mut text = String::new();
        for character in line.chars() {
            match character {
                '\t' => text.push_str(&" ".repeat(width(text.chars().count()))),
                other => text.push(other),
            }
        }
        Some(text)
    })
}

fn from(line: &str, mark: &str) -> Option<String> {
    line.starts_with("From ").then(|| format!("{mark}{line}"))
}

/// Breaks long lines at spaces; `end` stays at the end of a broken line.
fn rewrap(mail: &mut Mail, width: usize, end: &str) -> Option<()> {
    if mail.text_leaves().iter().any(|leaf| leaf.encoding == "quoted-printable") {
        return None;
    }
    each_line(mail, |line| {
        if line.len() <= width {
            return None;
        }
        let (mut text, mut length) = (String::new(), 0);
        for (index, word) in line.split(' ').enumerate() {
            if index > 0 && length + 1 + word.len() > width {
                text = text + end + "\r\n";
                length = 0;
            } else if index > 0 {
                text.push(' ');
                length += 1;
            }
            text.push_str(word);
            length += word.len();
        }
        Some(text)
    })
}

/// Sendmail's mailer option `L=990`: the line goes on after an exclamation mark.
fn sendmail_split(_: &Base, mail: &mut Mail) -> Option<()> {
    split_long(mail, 989, "!\r\n ")
}

/// Postfix's `smtp_line_length_limit`: CR LF SPACE, 998 octets of text.
fn postfix_split(_: &Base, mail: &mut Mail) -> Option<()> {
    split_long(mail, 998, "\r\n ")
}

fn split_long(mail: &mut Mail, length: usize, between: &str) -> Option<()> {
    each_line(mail, |line| {
        let octets: Vec<&[u8]> = line.as_bytes().chunks(length).collect();
        String::from_utf8(octets.join(between.as_bytes())).ok()
    })
}

fn characters(mail: &mut Mail, table: &[(&str, &str)]) -> Option<()> {
    let mut is_changed = false;
    for leaf in mail.text_leaves().iter().rev().filter(|leaf| leaf.kind == "text/plain") {
        let text = mail.text(leaf)?;
        let changed = table.iter().fold(text.clone(), |text, (from, to)| text.replace(from, to));
        is_changed |= changed != text;
        if changed != text {
            mail.set_text(leaf, &changed)?;
        }
    }
    is_changed.then_some(())
}
