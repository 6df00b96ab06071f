//! Another verifier and plain hashing as WebAssembly: what `make bench` measures Waxseal against.

use std::{
    borrow::Borrow,
    cell::RefCell,
    hash::Hash,
    pin::pin,
    task::{Context, Poll, Waker},
};

use mail_auth::{
    AuthenticatedMessage, DkimResult, DnsCache, MessageAuthenticator, NoCache, Parameters, ResolverCache,
    TxtRecord, dkim::DomainKey, dns::TxtRecordParser,
};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

/// The one key that is at hand, under whatever name it is asked for.
struct Key(TxtRecord);

impl<K> ResolverCache<K, TxtRecord> for Key {
    fn get<Q>(&self, _: &Q) -> Option<TxtRecord>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        Some(self.0.clone())
    }

    fn remove<Q>(&self, _: &Q) -> Option<TxtRecord>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: K, _: TxtRecord, _: web_time::Instant) {}
}

impl DnsCache for Key {
    type Txt = Self;
    type Mx = NoCache;
    type Ipv4 = NoCache;
    type Ipv6 = NoCache;
    type Ptr = NoCache;

    fn txt(&self) -> Option<&Self> {
        Some(self)
    }

    fn mx(&self) -> Option<&NoCache> {
        None
    }

    fn ipv4(&self) -> Option<&NoCache> {
        None
    }

    fn ipv6(&self) -> Option<&NoCache> {
        None
    }

    fn ptr(&self) -> Option<&NoCache> {
        None
    }
}

/// The answers of a verification in order, such as `pass fail`.
#[wasm_bindgen]
pub fn verify(message: &[u8], record: &str) -> String {
    let record = match DomainKey::parse(record.as_bytes()) {
        Ok(key) => TxtRecord::from(key),
        Err(error) => TxtRecord::Error(error),
    };
    let key = Key(record);
    let Some(message) = AuthenticatedMessage::parse(message) else { return "unreadable".to_owned() };
    // Its address is never used: every key is at hand.
    let authenticator = MessageAuthenticator::new_doh("https://unused.invalid/");
    let verification = pin!(authenticator.verify_dkim(Parameters::new(&message).with_cache(&key)));
    let Poll::Ready(outputs) = verification.poll(&mut Context::from_waker(Waker::noop())) else {
        return "pending".to_owned();
    };
    let words = outputs.iter().map(|output| match output.result() {
        DkimResult::Pass => "pass",
        DkimResult::Neutral(_) => "neutral",
        DkimResult::Fail(_) => "fail",
        DkimResult::PermError(_) => "permerror",
        DkimResult::TempError(_) => "temperror",
        DkimResult::None => "none",
    });
    words.collect::<Vec<_>>().join(" ")
}

thread_local! {
    static HASH: RefCell<Sha256> = RefCell::new(Sha256::new());
    static KEPT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Hashes the next piece.
#[wasm_bindgen]
pub fn hash(piece: &[u8]) {
    HASH.with_borrow_mut(|hash| hash.update(piece));
}

/// Hashes the next piece and keeps it, as a verifier that shows the message has to.
#[wasm_bindgen(js_name = keepAndHash)]
pub fn keep_and_hash(piece: &[u8]) {
    KEPT.with_borrow_mut(|kept| {
        let before = kept.len();
        kept.extend_from_slice(piece);
        HASH.with_borrow_mut(|hash| hash.update(kept.get(before..).unwrap_or_default()));
    });
}

/// Makes room for the pieces that will be kept.
#[wasm_bindgen]
pub fn reserve(octets: usize) {
    KEPT.set(Vec::with_capacity(octets));
}

/// Ends the hash of the pieces, and drops them.
#[wasm_bindgen(js_name = finishHash)]
pub fn finish_hash() -> Vec<u8> {
    KEPT.take();
    HASH.take().finalize().to_vec()
}
