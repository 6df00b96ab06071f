//! An ARC sealer for tests, written from the text of RFC 8617 §5.1.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{Canon, Key, Signer, fold, message::Message};

/// Whoever adds a set.
#[derive(Clone)]
pub(crate) struct Sealer<'a> {
    pub(crate) key: &'a Key,
    pub(crate) domain: &'a str,
    pub(crate) selector: &'a str,
    /// What `h=` of ARC-Message-Signature holds.
    pub(crate) fields: &'a str,
    /// What follows the instance in ARC-Authentication-Results.
    pub(crate) results: &'a str,
}

/// What becomes of a signature before it is made.
pub(crate) type Change<'a> = &'a dyn Fn(Signer) -> Signer;

impl Sealer<'_> {
    /// `source` with one more set on top.
    pub(crate) fn seal(&self, source: &[u8]) -> Vec<u8> {
        self.seal_with(source, &|message| message, &|seal| seal)
    }

    /// The same with the signatures that `message` and `seal` make of the ordinary ones.
    pub(crate) fn seal_with(&self, source: &[u8], message: Change<'_>, seal: Change<'_>) -> Vec<u8> {
        let instance = Message::read(source).named("arc-seal").len() + 1;
        let results = format!("ARC-Authentication-Results: i={instance}; {}\r\n", self.results);
        let signer = Signer::new(self.key, self.domain, self.selector, self.fields).without("v");
        let mut signer = message(signer.first("i", &instance.to_string()));
        signer.field_name = "ARC-Message-Signature";
        let fields = [signer.field(self.key, source), results.into_bytes()].concat();
        let sealed = [fields.as_slice(), source].concat();
        let cv = if instance == 1 { "none" } else { "pass" };
        let signer =
            Signer::new(self.key, self.domain, self.selector, "").canon(Canon::Relaxed, Canon::Relaxed);
        let signer = ["v", "c", "h", "bh"].into_iter().fold(signer, Signer::without);
        let mut signer = seal(signer.set("cv", cv).first("i", &instance.to_string()));
        signer.field_name = "ARC-Seal";
        [seal_field(&signer, self.key, &sealed, instance).as_slice(), &sealed].concat()
    }
}

/// The ARC-Seal field, its line end included. Signed are the sets in order, and in each of them
/// ARC-Authentication-Results, ARC-Message-Signature and ARC-Seal (RFC 8617 §5.1.1).
fn seal_field(signer: &Signer, key: &Key, source: &[u8], instance: usize) -> Vec<u8> {
    let message = Message::read(source);
    let mut data = Vec::new();
    for one in 1..=instance {
        for name in ["arc-authentication-results", "arc-message-signature", "arc-seal"] {
            let begin = format!("i={one};");
            let is_own = |field: &&&[u8]| {
                let value = &field[field.iter().position(|octet| *octet == b':').expect("a colon") + 1..];
                value.trim_ascii_start().starts_with(begin.as_bytes())
            };
            data.extend(
                message.named(name).iter().filter(is_own).flat_map(|field| Canon::Relaxed.field(field)),
            );
        }
    }
    let own = Canon::Relaxed.field(signer.text().as_bytes());
    data.extend_from_slice(own.strip_suffix(b"\r\n").expect("a field ends"));
    let signature = STANDARD.encode(key.sign(signer.hash_name(), &data));
    signer.clone().set("b", &fold(&signature, signer.fold)).text().into_bytes()
}
