//! Damages to the signature itself, to what its signer wrote, and to the key.

use super::{
    Damage,
    bases::{Base, DOMAIN, SELECTOR, zone_of},
    encode,
    mail::{Mail, rfind},
};
use crate::signer::{Key, Signer};

pub(crate) const DAMAGES: &[Damage] = &[
    damaged("=3D", |_, mail| {
        signature(mail, |field| {
            let qp = encode::quoted_printable(field.as_bytes(), encode::Habit::JavaMail);
            String::from_utf8(qp).expect("quoted-printable is ASCII").replace("=\r\n", "")
        })
    }),
    damaged("=3D at the end of b=", |_, mail| b(mail, |b| b.replace('=', "=3D"))),
    damaged("plus signs became spaces", |_, mail| b(mail, |b| b.replace('+', " "))),
    damaged("plus signs percent-encoded", |_, mail| b(mail, |b| b.replace('+', "%2B"))),
    damaged("a character lost in the middle", |_, mail| {
        b(mail, |b| {
            let place = b.char_indices().skip(b.len() / 2).find(|(_, one)| one.is_ascii_alphanumeric());
            let place = place.map_or(0, |(place, _)| place);
            b[..place].to_owned() + &b[place + 1..]
        })
    })
    .partial(),
    damaged("the first character lost", |_, mail| b(mail, |b| b[1..].to_owned())).partial(),
    damaged("a bracket at the end", |_, mail| b(mail, |b| b.to_owned() + ">")),
    damaged("quoted by a mail client", |_, mail| b(mail, |b| b.replace("\r\n\t ", "\r\n\t> "))),
    damaged("cut", |_, mail| b(mail, |b| b[..b.len() / 2].to_owned())).unprovable(),
    damaged("lower case", |_, mail| b(mail, str::to_lowercase)).unprovable(),
    canonicalization("simple/simple said", |base, mail| said(base, mail, "simple/simple")),
    canonicalization("relaxed/relaxed said", |base, mail| said(base, mail, "relaxed/relaxed")),
    canonicalization("relaxed/simple said", |base, mail| said(base, mail, "relaxed/simple")),
    canonicalization("relaxed alone said", |base, mail| said(base, mail, "relaxed")),
    canonicalization("none said", |base, mail| {
        *mail = Mail::read(&base.sign_as(|signer| signer.without("c")));
        Some(())
    }),
    Damage::new("signature.wrong-selector", "records exchanged", |base, mail| {
        two(base, mail)?;
        mail.zone = Some(zone_of(SELECTOR, "rsa2048-other") + &zone_of("k2025", "rsa2048"));
        Some(())
    }),
    Damage::new("signature.key-does-not-fit", "another key", |base, mail| {
        let other = if base.key == "ed25519" { return None } else { "rsa2048-other" };
        mail.zone = Some(zone_of(SELECTOR, other));
        Some(())
    })
    .partial(),
    Damage::new("signature.key-does-not-fit", "the end of the record lost", |base, mail| {
        let zone = base.zone();
        mail.zone = Some(zone[..zone.len() / 2].to_owned() + "\"\n");
        Some(())
    })
    .unprovable(),
];

const fn damaged(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("signature.damaged", variant, run)
}

const fn canonicalization(variant: &'static str, run: fn(&Base, &mut Mail) -> Option<()>) -> Damage {
    Damage::new("signature.wrong-canonicalization", variant, run)
}

/// Rewrites the topmost signature's field.
fn signature(mail: &mut Mail, change: impl Fn(&str) -> String) -> Option<()> {
    let old = String::from_utf8(mail.fields[0].clone()).ok()?;
    let new = change(&old);
    if new == old {
        return None;
    }
    mail.fields[0] = new.into_bytes();
    Some(())
}

/// Rewrites the value of `b=`, which stands last.
fn b(mail: &mut Mail, change: impl Fn(&str) -> String) -> Option<()> {
    signature(mail, |field| {
        let start = rfind(field.as_bytes(), b"\tb=").map_or(0, |start| start + 3);
        let value = field[start..].trim_end_matches("\r\n");
        field[..start].to_owned() + &change(value) + "\r\n"
    })
}

/// A signer that names a canonicalization which is not its own.
fn said(base: &Base, mail: &mut Mail, name: &str) -> Option<()> {
    if mail.value("DKIM-Signature")?.contains(&format!("c={name};")) {
        return None;
    }
    *mail = Mail::read(&base.sign_as(|signer| signer.set("c", name)));
    Some(())
}

/// A second signature of the same domain with another selector and another key.
fn two(base: &Base, mail: &mut Mail) -> Option<()> {
    if base.key == "ed25519" {
        return None;
    }
    let other = Key::load("rsa2048-other");
    let signer = Signer::new(&other, DOMAIN, "k2025", "from:to:subject:date");
    mail.fields.insert(0, signer.field(&other, &base.source));
    Some(())
}
