//! A DKIM signer for tests, written from the text of RFC 6376 and sharing no code with the core, so
//! that neither is only the other's inverse.
//!
//! The keys in `keys/` are throw-away keys, made with `openssl genpkey`; they guard nothing.

#![allow(dead_code, reason = "each test uses a part")]

pub(crate) mod arc;
pub(crate) mod canonical;
pub(crate) mod key;
pub(crate) mod message;
pub(crate) mod zone;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

pub(crate) use canonical::Canon;
pub(crate) use key::Key;
use message::Message;

/// A DKIM-Signature field in the making: tags that may be set, left out or broken at will.
#[derive(Clone)]
pub(crate) struct Signer {
    tags: Vec<(String, String)>,
    header: Canon,
    body: Canon,
    /// The name of the field, as it is written.
    pub(crate) field_name: &'static str,
    /// What stands between two tags.
    pub(crate) separator: &'static str,
    /// Octets on a line of `b=`; 0 keeps it on one line.
    pub(crate) fold: usize,
}

impl Signer {
    /// `relaxed/relaxed` with the algorithm of `key`, for `domain` and `selector`, over `fields`.
    pub(crate) fn new(key: &Key, domain: &str, selector: &str, fields: &str) -> Self {
        let tags = [
            ("v", "1"),
            ("a", key.algorithm()),
            ("c", "relaxed/relaxed"),
            ("d", domain),
            ("s", selector),
            ("h", fields),
            ("bh", ""),
            ("b", ""),
        ];
        Self {
            tags: tags.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            header: Canon::Relaxed,
            body: Canon::Relaxed,
            field_name: "DKIM-Signature",
            separator: ";\r\n\t",
            fold: 72,
        }
    }

    /// Sets `c=` and what it means.
    pub(crate) fn canon(mut self, header: Canon, body: Canon) -> Self {
        (self.header, self.body) = (header, body);
        self.set("c", &format!("{}/{}", header.name(), body.name()))
    }

    /// Gives a tag this value; a tag that is not there yet goes before `bh=`.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        match self.tags.iter_mut().find(|(tag, _)| tag == name) {
            Some((_, old)) => value.clone_into(old),
            None => return self.add(name, value),
        }
        self
    }

    /// Adds a tag before `bh=` or at the end, though it may be there already.
    pub(crate) fn add(mut self, name: &str, value: &str) -> Self {
        let place = self.tags.iter().position(|(tag, _)| tag == "bh").unwrap_or(self.tags.len());
        self.tags.insert(place, (name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a tag before all others.
    pub(crate) fn first(mut self, name: &str, value: &str) -> Self {
        self.tags.insert(0, (name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a tag out.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.tags.retain(|(tag, _)| tag != name);
        self
    }

    /// `source` with the signature's field on top.
    pub(crate) fn sign(&self, key: &Key, source: &[u8]) -> Vec<u8> {
        let mut signed = self.field(key, source);
        signed.extend_from_slice(source);
        signed
    }

    /// The signature's field, its line end included.
    pub(crate) fn field(&self, key: &Key, source: &[u8]) -> Vec<u8> {
        let message = Message::read(source);
        let mut signer = self.clone();
        if self.value("bh").is_some_and(str::is_empty) {
            let hash = self.body_hash(message.body);
            signer = signer.set("bh", &hash);
        }
        if self.value("b").is_none_or(|value| !value.is_empty()) {
            return signer.text().into_bytes();
        }
        let data = signer.signed_data(&message);
        let signature = STANDARD.encode(key.sign(signer.hash_name(), &data));
        signer.set("b", &fold(&signature, self.fold)).text().into_bytes()
    }

    /// What is signed (RFC 6376 §3.7): the fields that `h=` lists, and this field with `b=` empty and
    /// without its last line end.
    fn signed_data(&self, message: &Message) -> Vec<u8> {
        let mut data = Vec::new();
        let names: Vec<String> = self
            .value("h")
            .unwrap_or_default()
            .split(':')
            .map(|name| name.trim_matches([' ', '\t', '\r', '\n']).to_ascii_lowercase())
            .collect();
        for field in message.select(&names) {
            data.extend(self.header.field(field));
        }
        let own = self.text();
        let own = self.header.field(own.as_bytes());
        data.extend_from_slice(own.strip_suffix(b"\r\n").unwrap_or(&own));
        data
    }

    fn body_hash(&self, body: &[u8]) -> String {
        let canonical = self.body.body(body);
        let length = self.value("l").and_then(|value| value.parse::<usize>().ok());
        let signed = &canonical[..length.unwrap_or(canonical.len()).min(canonical.len())];
        STANDARD.encode(hash(self.hash_name(), signed))
    }

    fn hash_name(&self) -> &'static str {
        if self.value("a").is_some_and(|value| value.ends_with("-sha1")) { "sha1" } else { "sha256" }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.tags.iter().find(|(tag, _)| tag == name).map(|(_, value)| value.as_str())
    }

    fn text(&self) -> String {
        let tags: Vec<String> = self.tags.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{}: {}\r\n", self.field_name, tags.join(self.separator))
    }
}

/// The hash that the algorithm's name ends in.
pub(crate) fn hash(name: &str, data: &[u8]) -> Vec<u8> {
    match name {
        "sha1" => Sha1::digest(data).to_vec(),
        _ => Sha256::digest(data).to_vec(),
    }
}

fn fold(text: &str, width: usize) -> String {
    if width == 0 {
        return text.to_owned();
    }
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).expect("base64 is ASCII"))
        .collect();
    lines.join("\r\n\t ")
}
