//! Key records that whoever published them damaged.

use super::Problem;
use crate::dkim::{KeyRecord, PublicKey};

/// The record as it may have been meant, where it holds a key then.
pub(super) fn repairs(text: &[u8]) -> Vec<(Problem, KeyRecord)> {
    let without = |unwanted: &[u8]| -> Vec<u8> {
        text.iter().copied().filter(|octet| !unwanted.contains(octet)).collect()
    };
    let mut texts = vec![
        (Problem::KeySemicolonsEscaped, without(b"\\")),
        (Problem::KeyStrayQuotes, without(b"\"")),
        (Problem::KeyStrayQuotes, without(b"\"\\")),
        (Problem::KeyStrayQuotes, String::from_utf8_lossy(text).replace(['“', '”', '\''], "").into_bytes()),
    ];
    if !text.windows(2).any(|pair| pair == b"k=") {
        texts.push((Problem::KeyTypeLeftOut, [b"k=ed25519; ", text].concat()));
    }
    let found = texts.into_iter().filter(|(_, repaired)| repaired != text).filter_map(|(problem, text)| {
        let record = KeyRecord::parse(&text);
        let is_fit = match (&problem, &record.key) {
            (Problem::KeyTypeLeftOut, key) => matches!(key, Some(PublicKey::Ed25519(_))),
            (_, key) => key.is_some(),
        };
        is_fit.then_some((problem, record))
    });
    found.collect()
}

/// Whether the record ends before its key does (the length that the DER of an RSA key begins with).
pub(super) fn is_truncated(text: &[u8]) -> bool {
    use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
    let Some(start) = memchr::memmem::find(text, b"p=") else { return false };
    let value = text.get(start.saturating_add(2)..).unwrap_or_default();
    let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/');
    let digits: Vec<u8> =
        value.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).take_while(is_base64).collect();
    let whole = digits.len().saturating_sub(digits.len() % 4);
    let Ok(octets) = STANDARD_NO_PAD.decode(digits.get(..whole).unwrap_or_default()) else { return false };
    // SEQUENCE with a length of two octets, as all RSA keys from 1024 bits on have, or of one.
    let announced = match octets.as_slice() {
        [0x30, 0x82, high, low, ..] => {
            usize::from(*high).saturating_mul(256).saturating_add(usize::from(*low).saturating_add(4))
        }
        [0x30, 0x81, low, ..] => usize::from(*low).saturating_add(3),
        _ => return false,
    };
    let present = digits.len().saturating_mul(3) / 4;
    present < announced
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str = "IWIiqmKUrsUuGo/VS/S6VwGG+TS3zSWBO2XRAL9dZhc=";
    const RSA: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCVy0/OfbeinFxf3qxlb9mjq6aWQT8v6xkNMz75gDe9YbxZUZYSJk7Fiv7HviKhjWp0695i9//4JIyCuS2s1D6VH10a7z2BNbc31hbHXAu5EYFCEyWcIM+RIojA4vnGFAvZMFg8MHl4tgsuswzfd2FHgyGPRJhXuYS1lKJq6lj2MwIDAQAB";

    fn codes(text: &str) -> Vec<&'static str> {
        repairs(text.as_bytes()).iter().map(|(problem, _)| problem.code()).collect()
    }

    #[test]
    fn repairs_records() {
        assert_eq!(
            codes(&format!("v=DKIM1\\; k=ed25519\\; p={ED25519}")),
            ["diagnosis.key.escaped-semicolons", "diagnosis.key.stray-quotes"]
        );
        assert!(codes(&format!("\"v=DKIM1; k=rsa; p={RSA}\"")).contains(&"diagnosis.key.stray-quotes"));
        assert_eq!(codes(&format!("v=DKIM1; p={ED25519}")), ["diagnosis.key.wrong-type"]);
        assert!(codes(&format!("v=DKIM1; p={RSA}")).is_empty());
    }

    #[test]
    fn sees_where_a_key_ends_early() {
        assert!(!is_truncated(format!("v=DKIM1; p={RSA}").as_bytes()));
        assert!(is_truncated(format!("v=DKIM1; p={}", &RSA[..200]).as_bytes()));
        assert!(!is_truncated(format!("v=DKIM1; k=ed25519; p={ED25519}").as_bytes()));
    }
}
