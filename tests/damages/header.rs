//! Damages to the header.

use super::{
    Damage,
    bases::Base,
    encode,
    mail::{Mail, is_named},
};

pub(crate) const DAMAGES: &[Damage] = &[
    prefix("a list's name", |_, mail| subject(mail, |old| format!("[Pilots] {old}"))),
    prefix("a number", |_, mail| subject(mail, |old| format!("[pilots:01432] {old}"))),
    prefix("external", |_, mail| subject(mail, |old| format!("[EXTERNAL] {old}"))),
    prefix("spam", |_, mail| subject(mail, |old| format!("***SPAM*** {old}"))),
    prefix("spam score", |_, mail| subject(mail, |old| format!("{{Spam? 07.1}} {old}"))),
    prefix("without a space", |_, mail| subject(mail, |old| format!("EXT:{old}"))),
    prefix("an encoded word", |_, mail| {
        let mark = encode::b_word("UTF-8", "【社外】");
        subject(mail, |old| format!("{mark} {old}"))
    }),
    prefix("folded after it", |_, mail| subject(mail, |old| format!("[Pilots]\r\n {old}"))),
    Damage::new("header.subject-suffix", "fwd", |_, mail| subject(mail, |old| format!("{old} (fwd)"))),
    Damage::new("header.subject-suffix", "a mark", |_, mail| {
        subject(mail, |old| format!("{old} [Verified]"))
    }),
    Damage::new("header.subject-suffix", "a ticket", |_, mail| {
        subject(mail, |old| format!("{old} [#48213]"))
    }),
    from("to Reply-To", |_, mail| munge(mail, |mail, old| mail.push("Reply-To", old))),
    from("to Cc", |_, mail| {
        munge(mail, |mail, old| {
            // The list keeps the signed Cc out of it where there is one.
            mail.push("X-Original-From", old);
            mail.push("Reply-To", "pilots@lists.fjord.example");
        })
    }),
    from("google groups", |_, mail| munge(mail, |mail, old| mail.push("X-Original-From", old))),
    from("mailman 3, Cc added to", |_, mail| munge(mail, |mail, old| mail.push("X-MailFrom", old))).partial(),
    from("the address alone", |_, mail| {
        munge(mail, |mail, _| {
            mail.push("Reply-To", "marit@harbour.example");
        })
    })
    .partial(),
    Damage::new("header.message-id-rewritten", "google", |_, mail| {
        message_id(mail, "X-Google-Original-Message-ID")
    }),
    Damage::new("header.message-id-rewritten", "microsoft", |_, mail| {
        message_id(mail, "X-Microsoft-Original-Message-ID")
    }),
    Damage::new("header.message-id-rewritten", "lost", |_, mail| {
        mail.set("Message-ID", "<new.1@relay.example>");
        Some(())
    })
    .unprovable(),
    refolded("To, at the comma", |_, mail| value(mail, "To", |old| old.replacen(", ", ",\r\n ", 1))),
    refolded("To, with a tab", |_, mail| value(mail, "To", |old| old.replacen(", ", ",\r\n\t", 1))),
    refolded("Subject, at a space", |_, mail| {
        value(mail, "Subject", |old| {
            if old.contains("\r\n") {
                return old.to_owned();
            }
            old.replacen(' ', "\r\n ", 2).replacen("\r\n ", " ", 1)
        })
    }),
    refolded("Subject, unfolded", |_, mail| value(mail, "Subject", |old| old.replace("\r\n", ""))),
    refolded("Content-Type, unfolded", |_, mail| {
        value(mail, "Content-Type", |old| old.replace("\r\n\t", " "))
    }),
    refolded("Content-Type, folded", |_, mail| {
        value(mail, "Content-Type", |old| {
            if old.contains("\r\n") { old.to_owned() } else { old.replacen("; ", ";\r\n\t", 1) }
        })
    }),
    whitespace("two spaces", |_, mail| value(mail, "Subject", |old| format!(" {old}"))),
    whitespace("a space at the end", |_, mail| value(mail, "Date", |old| format!("{old} "))),
    whitespace("a tab after the colon", |_, mail| {
        value(mail, "Message-ID", |old| format!("\t{}", old.trim_start()))
    }),
    whitespace("no space after the colon", |_, mail| unspaced(mail, "Date")),
    word("B to Q", |_, mail| words(mail, encode::q_word)),
    word("Q to B", |_, mail| words(mail, encode::b_word)),
    word("name in lower case", |_, mail| {
        value(mail, "Subject", |old| {
            old.replace("=?UTF-8?", "=?utf-8?")
                .replace("=?ISO-2022-JP?", "=?iso-2022-jp?")
                .replace("=?Shift_JIS?", "=?shift_jis?")
        })
    }),
    word("to UTF-8", |_, mail| {
        words(mail, |charset, text| {
            encode::b_word(if charset.eq_ignore_ascii_case("utf-8") { charset } else { "UTF-8" }, text)
        })
    }),
    word("one word of several", one_word),
    Damage::new("header.field-added", "Sender", |_, mail| {
        add(mail, "Sender", "pilots-bounces@lists.fjord.example")
    }),
    Damage::new("header.field-added", "a second Cc", |_, mail| add(mail, "Cc", "archive@relay.example"))
        .also(&["header.field-duplicated"]),
    Damage::new("header.reply-to-added", "a list's", |_, mail| {
        add(mail, "Reply-To", "pilots@lists.fjord.example")
    })
    .also(&["header.field-added"]),
    Damage::new("header.field-removed", "MIME-Version", |_, mail| mail.remove("MIME-Version").map(drop)),
    Damage::new("header.field-removed", "List-Unsubscribe-Post", |_, mail| {
        mail.remove("List-Unsubscribe-Post").map(drop)
    }),
    Damage::new("header.field-removed", "Cc", |_, mail| mail.remove("Cc").map(drop)).partial(),
    Damage::new("header.field-removed", "Content-Type", |_, mail| mail.remove("Content-Type").map(drop))
        .partial(),
    Damage::new("header.field-duplicated", "Subject below", |_, mail| below(mail, "Subject", "Another one")),
    Damage::new("header.field-duplicated", "To below", |_, mail| below(mail, "To", "all@relay.example")),
    Damage::new("header.field-duplicated", "Date below", |_, mail| {
        below(mail, "Date", "Tue, 17 Nov 2026 13:22:09 +0000")
    }),
    Damage::new("header.field-duplicated", "the same again", |_, mail| {
        let same = mail.value("Message-ID")?;
        add(mail, "Message-ID", same.trim_start())
    })
    .also(&["header.field-added"]),
    Damage::new("header.field-order", "Comments", order),
    list("quotes dropped", |_, mail| value(mail, "From", |old| old.replace('"', ""))),
    list("quotes dropped in To", |_, mail| value(mail, "To", |old| old.replace('"', ""))),
    list("brackets added", |_, mail| {
        value(mail, "To", |old| old.replacen("pilots@lists.fjord.example", "<pilots@lists.fjord.example>", 1))
    }),
    list("brackets dropped", |_, mail| value(mail, "Cc", |old| old.replace(['<', '>'], ""))),
    list("no space after the comma", |_, mail| value(mail, "To", |old| old.replace(", ", ","))),
    list("a recipient more", |_, mail| value(mail, "To", |old| format!("{old}, late@fjord.example"))),
    list("the name dropped", |_, mail| {
        value(mail, "To", |old| old.replace("\"Ole Vik\" <ole.vik@fjord.example>", "ole.vik@fjord.example"))
    })
    .partial(),
    list("quotes dropped everywhere", |_, mail| {
        everywhere(mail, &["From", "To", "Cc", "Reply-To"], unquoted)
    }),
    list("a space before the bracket lost everywhere", |_, mail| {
        everywhere(mail, &["From", "To", "Cc", "Reply-To"], |old| old.replace(" <", "<"))
    }),
    list("a space in the group", |_, mail| value(mail, "To", |old| old.replace(":;", ": ;"))),
    list("the group in other words", |_, mail| {
        value(mail, "To", |old| old.replace("undisclosed-recipients:;", "Undisclosed recipients:;"))
    }),
    list("brackets everywhere", |_, mail| {
        everywhere(mail, &["To", "Cc", "Reply-To"], |old| {
            old.split(',').map(|one| format!("<{}>", address(one))).collect::<Vec<_>>().join(", ")
        })
    })
    .partial(),
    Damage::new("header.field-added", "a list's own", |_, mail| list_fields(mail, &LIST[..4])),
    Damage::new("header.field-added", "all of a list's own", |_, mail| list_fields(mail, &LIST))
        .also(&["header.field-duplicated"]),
    Damage::new("header.field-added", "a list's own and Reply-To", |_, mail| {
        list_fields(mail, &LIST[1..])?;
        add(mail, "Reply-To", "pilots@lists.fjord.example")
    })
    .also(&["header.field-duplicated", "header.reply-to-added"]),
    refolded("References, a long line", |_, mail| broken(mail, "References", 990)),
    whitespace("after the comma", |_, mail| {
        value(mail, "List-Unsubscribe", |old| old.replace(">,<", ">, <"))
    }),
    whitespace("after every comma", |_, mail| {
        everywhere(mail, &["List-Unsubscribe", "Cc"], |old| old.replace(",<", ", <").replace(",\"", ", \""))
    }),
    whitespace("after the semicolon", |_, mail| value(mail, "Content-Type", |old| old.replace("; ", ";"))),
    whitespace("between references", |_, mail| value(mail, "References", |old| old.replace("> <", "><"))),
    rewritten("quotes", |_, mail| value(mail, "Content-Type", quoted)),
    rewritten("no quotes", |_, mail| value(mail, "Content-Type", unquoted)),
    rewritten("capitals of the type", |_, mail| {
        value(mail, "Content-Type", |old| {
            old.replace("text/plain", "TEXT/PLAIN").replace("multipart", "Multipart")
        })
    }),
    rewritten("capitals of the charset", |_, mail| {
        value(mail, "Content-Type", |old| {
            if old.contains("us-ascii") {
                old.replace("us-ascii", "US-ASCII")
            } else {
                old.replace("UTF-8", "utf-8")
            }
        })
    }),
    rewritten("capitals and quotes", |_, mail| {
        value(mail, "Content-Type", |old| quoted(&old.replace("us-ascii", "US-ASCII")))
    }),
    rewritten("a semicolon at the end", |_, mail| value(mail, "Content-Type", |old| format!("{old};"))),
    rewritten("another order", |_, mail| {
        value(mail, "Content-Type", |old| {
            old.replace("charset=us-ascii; format=flowed", "format=flowed; charset=us-ascii")
        })
    }),
    rewritten("parameters lost", |_, mail| {
        value(mail, "Content-Type", |old| old.replace("; format=flowed; delsp=yes", ""))
    }),
    rewritten("a comment", |_, mail| value(mail, "Content-Type", |old| old.replacen(';', " (old);", 1))),
    rewritten("the encoding's capitals", |_, mail| {
        value(mail, "Content-Transfer-Encoding", str::to_ascii_uppercase)
    }),
    rewritten("the version's comment lost", |_, mail| {
        value(mail, "MIME-Version", |old| old.split(" (").next().unwrap_or_default().to_owned())
    }),
    rewritten("a version's comment", |_, mail| {
        value(mail, "MIME-Version", |old| format!("{old} (produced by a gateway)"))
    }),
    rewritten("all MIME fields", |_, mail| {
        value(mail, "Content-Type", quoted)?;
        value(mail, "Content-Transfer-Encoding", str::to_ascii_uppercase)?;
        value(mail, "MIME-Version", |old| format!("{old} (gateway)"))
    }),
    word("raw names", |_, mail| raw(mail, &["From"])),
    word("raw octets everywhere", |_, mail| raw(mail, &["From", "To", "Subject"])),
    word("a raw subject", |_, mail| raw(mail, &["Subject"])),
    characters("dashes", |_, mail| value(mail, "Subject", |old| old.replace('\u{2013}', "-"))),
    case("everywhere", |_, mail| {
        for name in ["From", "To", "Cc", "Subject", "Date"] {
            rename(mail, name, &name.to_ascii_uppercase())?;
        }
        Some(())
    }),
    date("GMT", |_, mail| value(mail, "Date", |_| "Tue, 17 Nov 2026 13:22:05 GMT".to_owned())).partial(),
    date("in UTC", |_, mail| value(mail, "Date", |_| "Tue, 17 Nov 2026 13:22:05 +0000".to_owned())),
    date("with a comment", |_, mail| {
        value(mail, "Date", |_| "Tue, 17 Nov 2026 14:22:05 +0100 (CET)".to_owned())
    }),
    date("without the weekday", |_, mail| value(mail, "Date", |_| "17 Nov 2026 14:22:05 +0100".to_owned())),
    date("in another zone", |_, mail| value(mail, "Date", |_| "Tue, 17 Nov 2026 05:22:05 -0800".to_owned())),
    case("Subject", |_, mail| rename(mail, "Subject", "SUBJECT")),
    case("Message-ID", |_, mail| rename(mail, "Message-ID", "Message-Id")),
    case("MIME-Version", |_, mail| rename(mail, "MIME-Version", "Mime-Version")),
    case("Content-Type", |_, mail| rename(mail, "Content-Type", "Content-type")),
    Damage::new("header.field-changed", "Subject", |base, mail| {
        copied(base, mail, "Subject", "Something else")
    }),
    Damage::new("header.field-changed", "To", |base, mail| {
        copied(base, mail, "To", "undisclosed-recipients:;")
    })
    .also(&["header.addresses-replaced"]),
    Damage::new("header.field-removed", "with a copy", |base, mail| {
        (base.name == "copies").then(|| mail.remove("Date"))?.map(drop)
    }),
];

const fn prefix(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.subject-prefix", variant, run)
}

const fn from(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    // The Reply-To that goes with it is one more change where the signature rules it out.
    let added = &["header.reply-to-added", "header.field-added", "header.field-duplicated"];
    Damage::new("header.from-rewritten", variant, run).also(added)
}

const fn refolded(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.refolded", variant, run).also(&["header.whitespace"])
}

const fn whitespace(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.whitespace", variant, run).also(&["header.refolded"])
}

const fn word(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.encoded-word-reencoded", variant, run)
}

const fn list(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.address-list-changed", variant, run).also(&["header.whitespace"])
}

const fn date(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.date-reformatted", variant, run)
}

const fn case(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.case-changed", variant, run)
}

const fn rewritten(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.field-rewritten", variant, run).also(&["header.whitespace", "header.refolded"])
}

const fn characters(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("header.characters-replaced", variant, run)
}

const LIST: [(&str, &str); 6] = [
    ("List-Id", "<pilots.lists.fjord.example>"),
    ("List-Post", "<mailto:pilots@lists.fjord.example>"),
    ("List-Help", "<mailto:pilots-request@lists.fjord.example?subject=help>"),
    ("Sender", "pilots-bounces@lists.fjord.example"),
    ("List-Archive", "<https://lists.fjord.example/pilots/>"),
    ("List-Unsubscribe", "<mailto:pilots-leave@lists.fjord.example>"),
];

/// The fields of a list, in a message that has no such field of its own.
fn list_fields(mail: &mut Mail, fields: &[(&str, &str)]) -> Option<()> {
    mail.place("References")?;
    for (name, value) in fields.iter().filter(|(name, _)| *name != "List-Unsubscribe") {
        add(mail, name, value)?;
    }
    Some(())
}

/// Rewrites several fields alike; `None` if fewer than two of them change.
fn everywhere(mail: &mut Mail, names: &[&str], change: impl Fn(&str) -> String) -> Option<()> {
    let changed = names.iter().filter(|name| value(mail, name, &change).is_some()).count();
    (changed > 1).then_some(())
}

fn unquoted(old: &str) -> String {
    if old.contains("=_") { old.to_owned() } else { old.replace('"', "") }
}

/// The values of all parameters in quotation marks.
fn quoted(old: &str) -> String {
    let parts = old.split("; ").map(|part| match part.split_once('=') {
        Some((name, value)) if !value.starts_with('"') => format!("{name}=\"{value}\""),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn address(mailbox: &str) -> &str {
    let inside = mailbox.split_once('<').map_or(mailbox, |(_, inside)| inside);
    inside.trim().trim_end_matches('>')
}

/// Breaks a line where it becomes too long, as a server does that must.
fn broken(mail: &mut Mail, name: &str, width: usize) -> Option<()> {
    value(mail, name, |old| match old.split_at_checked(width) {
        Some((front, rest)) => format!("{front}\r\n {rest}"),
        None => old.to_owned(),
    })
}

/// Makes encoded words of raw octets.
fn raw(mail: &mut Mail, names: &[&str]) -> Option<()> {
    let mut count = 0;
    for name in names {
        let place = mail.place(name)?;
        let field = &mail.fields[place];
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(field);
        if field.is_ascii() || std::str::from_utf8(field).is_ok() {
            continue;
        }
        let words = text
            .trim_end()
            .split(' ')
            .map(|word| if word.is_ascii() { word.to_owned() } else { encode::q_word("iso-8859-1", word) });
        let new = words.collect::<Vec<_>>().join(" ");
        // Adjacent words lose the space between them.
        let new = new.replace("?= =?iso-8859-1?Q?", "_");
        mail.fields[place] = format!("{new}\r\n").into_bytes();
        count += 1;
    }
    (count > 0).then_some(())
}

/// Spells the name of a field in another case.
fn rename(mail: &mut Mail, name: &str, new: &str) -> Option<()> {
    let place = mail.place(name)?;
    mail.fields[place].splice(..new.len(), new.bytes());
    Some(())
}

/// Takes the space after the colon away.
fn unspaced(mail: &mut Mail, name: &str) -> Option<()> {
    let place = mail.place(name)?;
    mail.fields[place].remove(name.len() + 1);
    Some(())
}

/// Rewrites the value of a field, without its first space; `None` if that changes nothing.
fn value(mail: &mut Mail, name: &str, change: impl Fn(&str) -> String) -> Option<()> {
    let old = mail.value(name)?;
    let text = old.strip_prefix(' ').unwrap_or(&old);
    let new = change(text);
    if new == text {
        return None;
    }
    mail.set(name, &new);
    Some(())
}

fn subject(mail: &mut Mail, change: impl Fn(&str) -> String) -> Option<()> {
    value(mail, "Subject", change)
}

fn munge(mail: &mut Mail, keep: impl Fn(&mut Mail, &str)) -> Option<()> {
    let old = mail.flat("From")?;
    mail.set("From", "\"Marit Solberg via Pilots\" <pilots@lists.fjord.example>");
    keep(mail, &old);
    Some(())
}

fn message_id(mail: &mut Mail, kept: &str) -> Option<()> {
    let old = mail.flat("Message-ID")?;
    mail.set("Message-ID", "<CAB8+71f=x@mail.relay.example>");
    mail.push(kept, &old);
    Some(())
}

/// Writes the encoded words of the subject anew.
fn words(mail: &mut Mail, write: impl Fn(&str, &str) -> String) -> Option<()> {
    let old = mail.flat("Subject")?;
    let words: Vec<(String, String)> = old.split(' ').map(read_word).collect::<Option<_>>()?;
    let new: Vec<String> = words.iter().map(|(charset, text)| write(charset, text)).collect();
    value(mail, "Subject", |_| new.join("\r\n "))
}

/// All encoded words of the subject as one.
fn one_word(_: &Base, mail: &mut Mail) -> Option<()> {
    let old = mail.flat("Subject")?;
    let words: Vec<(String, String)> = old.split(' ').map(read_word).collect::<Option<_>>()?;
    let text: String = words.iter().map(|(_, text)| text.as_str()).collect();
    let charset = &words.first()?.0;
    value(mail, "Subject", |_| encode::b_word(charset, &text))
}

fn read_word(word: &str) -> Option<(String, String)> {
    let mut pieces = word.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
    let (charset, coding, text) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let octets = match coding {
        "B" => encode::decode("base64", text.as_bytes())?,
        _ => encode::decode("quoted-printable", text.replace('_', " ").as_bytes())?,
    };
    let (text, _, _) = encoding_rs::Encoding::for_label(charset.as_bytes())?.decode(&octets);
    Some((charset.to_owned(), text.into_owned()))
}

/// On top of the others, as a relay adds fields.
fn add(mail: &mut Mail, name: &str, value: &str) -> Option<()> {
    let place = mail.fields.iter().position(|field| is_named(field, "From"))?;
    mail.fields.insert(place, format!("{name}: {value}\r\n").into_bytes());
    Some(())
}

/// Below the others, where signers and verifiers look first.
fn below(mail: &mut Mail, name: &str, value: &str) -> Option<()> {
    mail.push(name, value);
    Some(())
}

fn order(_: &Base, mail: &mut Mail) -> Option<()> {
    let last = mail.place("Comments")?;
    let first =
        mail.fields.iter().position(|field| is_named(field, "Comments")).filter(|first| *first < last)?;
    mail.fields.swap(first, last);
    Some(())
}

fn copied(base: &Base, mail: &mut Mail, name: &str, text: &str) -> Option<()> {
    if base.name != "copies" {
        return None;
    }
    value(mail, name, |_| text.to_owned())
}
