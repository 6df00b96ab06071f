//! A key that was parted into several TXT records, where one record of several strings was meant.

use super::{
    der::{KeyData, recognise},
    record::{decode_loosely, examine, write},
};
use crate::{
    dkim::verification::KeyType,
    tag_list::{TagList, is_fws, trim},
};

/// Records that are looked at.
const MAX_RECORDS: usize = 4;

/// The record that several ones make together, as far as the key itself tells: one holds its beginning, and the
/// others, in some order, the rest.
pub(crate) fn joined(records: &[&[u8]]) -> Option<Vec<u8>> {
    if records.len() < 2 || records.len() > MAX_RECORDS {
        return None;
    }
    records.iter().enumerate().find_map(|(place, head)| {
        let list = TagList::parse(head);
        let begun = compact(list.get("p")?.value);
        if !matches!(recognise(&decode_loosely(&begun)?), KeyData::CutOff { .. }) {
            return None;
        }
        let rest = records.iter().enumerate().filter(|(other, _)| *other != place);
        let pieces: Vec<Vec<u8>> = rest.filter_map(|(_, text)| piece(text)).collect();
        let key = complete(&begun, &pieces)?;
        let text = write(&list, KeyType::Rsa, &key);
        // Quotation marks and the like may stand around the halves too.
        Some(examine(&text).corrected.map_or(text, |(_, text)| text))
    })
}

/// The key that begins with `begun` and goes on with some of `pieces`, in whatever order.
fn complete(begun: &[u8], pieces: &[Vec<u8>]) -> Option<Vec<u8>> {
    pieces.iter().enumerate().find_map(|(place, piece)| {
        let text = [begun, piece.as_slice()].concat();
        let octets = decode_loosely(&text)?;
        match recognise(&octets) {
            KeyData::Rsa(key) => (key.len() == octets.len()).then(|| key.to_vec()),
            KeyData::CutOff { .. } => {
                let left = pieces.iter().enumerate().filter(|(other, _)| *other != place);
                complete(&text, &left.map(|(_, piece)| piece.clone()).collect::<Vec<_>>())
            }
            _ => None,
        }
    })
}

/// The base64 that a record holds: of `p=`, or all of it.
fn piece(text: &[u8]) -> Option<Vec<u8>> {
    let list = TagList::parse(text);
    let data = list.get("p").map_or(text, |tag| tag.value);
    let data = compact(data);
    let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || b"+/=".contains(octet);
    (!data.is_empty() && data.iter().all(is_base64)).then_some(data)
}

/// Without white space, and without the quotation marks around it.
fn compact(text: &[u8]) -> Vec<u8> {
    let text = trim(text);
    let text = text.strip_suffix(b";").unwrap_or(text);
    text.iter().copied().filter(|octet| !is_fws(*octet) && *octet != b'"').collect()
}
