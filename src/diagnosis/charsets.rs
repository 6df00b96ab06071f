//! Character sets to read and write, each prepared once.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use crate::{message::Encoder, platform::Platform};

/// The platform's decoders, and encoders made from them.
#[derive(Debug)]
pub(crate) struct Charsets<'a> {
    platform: &'a Platform,
    /// By the name in lower case; making one reads its whole table from the platform.
    encoders: RefCell<BTreeMap<String, Option<Rc<Encoder>>>>,
}

impl<'a> Charsets<'a> {
    pub(crate) fn new(platform: &'a Platform) -> Self {
        Self { platform, encoders: RefCell::default() }
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
        self.encoder(charset)?.encode(text)
    }

    /// The encoder for `charset`, given in lower case; `None` if the set is unknown.
    pub(crate) fn encoder(&self, charset: &str) -> Option<Rc<Encoder>> {
        let mut encoders = self.encoders.borrow_mut();
        let make = || Encoder::new(charset, self.platform).map(Rc::new);
        encoders.entry(charset.to_owned()).or_insert_with(make).clone()
    }
}
