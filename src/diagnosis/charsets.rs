//! Character sets to read and write, each prepared once.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use crate::{message::Encoder, platform::Platform};

/// Octets that may be written anew in other forms, for one signature.
const MAX_WRITTEN: u64 = 24_000_000;

/// The character that stands for the same octets of a Japanese set where another table reads them.
fn in_japanese(c: char) -> char {
    match c {
        '\u{301C}' => '\u{FF5E}',
        '\u{2016}' => '\u{2225}',
        '\u{2212}' => '\u{FF0D}',
        '\u{2014}' => '\u{2015}',
        '\u{A2}' => '\u{FFE0}',
        '\u{A3}' => '\u{FFE1}',
        '\u{AC}' => '\u{FFE2}',
        _ => c,
    }
}

/// The platform's decoders, and encoders made from them.
#[derive(Debug)]
pub(crate) struct Charsets<'a> {
    platform: &'a Platform,
    /// By the name in lower case; making one reads its whole table from the platform.
    encoders: RefCell<BTreeMap<String, Option<Rc<Encoder>>>>,
    /// Octets written anew.
    written: Cell<u64>,
}

impl<'a> Charsets<'a> {
    pub(crate) fn new(platform: &'a Platform) -> Self {
        Self { platform, encoders: RefCell::default(), written: Cell::new(0) }
    }

    /// Begins to count anew what is written.
    pub(super) fn begin(&self) {
        self.written.set(0);
    }

    /// Octets that were written, most of which nobody hashes.
    pub(super) fn written(&self) -> u64 {
        self.written.get()
    }

    /// Counts `octets` that are written; whether more may be.
    pub(super) fn write(&self, octets: usize) -> bool {
        let may_write = self.may_write();
        if may_write {
            self.written.set(self.written.get().saturating_add(octets as u64));
        }
        may_write
    }

    pub(super) fn may_write(&self) -> bool {
        self.written.get() < MAX_WRITTEN
    }

    /// What everything is read with.
    pub(crate) fn platform(&self) -> &'a Platform {
        self.platform
    }

    /// The text that `octets` say in `charset`, given in lower case, if nothing of it gets lost.
    pub(crate) fn decode(&self, charset: &str, octets: &[u8]) -> Option<String> {
        match charset {
            // Mail that claims ASCII and holds more is most often UTF-8.
            "utf-8" | "us-ascii" => std::str::from_utf8(octets).ok().map(str::to_owned),
            _ => (self.platform.decode)(charset, octets).filter(|text| !text.contains('\u{FFFD}')),
        }
    }

    /// `text` in `charset`; `None` if the set is unknown or lacks a character.
    pub(crate) fn encode(&self, charset: &str, text: &str) -> Option<Vec<u8>> {
        if matches!(charset, "utf-8" | "us-ascii") {
            return Some(text.as_bytes().to_vec());
        }
        let encoder = self.encoder(charset)?;
        encoder.encode(text).or_else(|| encoder.encode(&text.chars().map(in_japanese).collect::<String>()))
    }

    /// The encoder for `charset`, given in lower case; `None` if the set is unknown.
    pub(crate) fn encoder(&self, charset: &str) -> Option<Rc<Encoder>> {
        let mut encoders = self.encoders.borrow_mut();
        let make = || Encoder::new(charset, self.platform).map(Rc::new);
        encoders.entry(charset.to_owned()).or_insert_with(make).clone()
    }
}
