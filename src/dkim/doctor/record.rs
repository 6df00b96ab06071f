//! The text of a key record that does not serve: what went wrong on its way into the DNS, and what
//! it must have been meant to be.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};

use super::{
    data::{missing_inside, of_web_address, with_plus},
    der::{KeyData, recognise},
    tags::{half_width, plain_tags, separated},
};
use crate::{
    dkim::{
        base64::decode,
        problem::{OtherRecord, Problem},
        verification::{KeyCause, KeyType, RepairType},
    },
    dns::Name,
    platform::Platform,
    tag_list::{TagList, is_fws, trim},
    text::escape,
};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What was found out about a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Examination {
    pub(crate) mistakes: Vec<Problem>,
    pub(crate) cause: Option<KeyCause>,
    /// It is no key record at all.
    pub(crate) is_foreign: bool,
    /// What to publish instead, where that can be told.
    pub(crate) corrected: Option<(RepairType, Vec<u8>)>,
}

/// Examines a record that does not serve.
pub(crate) fn examine(text: &[u8]) -> Examination {
    let mut mender = Mender::default();
    let plain = half_width(text);
    if plain.is_some() {
        mender.note(Problem::KeyFullWidth, None);
    }
    let text = plain.as_deref().unwrap_or(text);
    if let Some(target) = alias_target(text) {
        return Examination {
            mistakes: vec![Problem::KeyAliasText { target: target.to_string() }],
            cause: Some(KeyCause::Missing),
            corrected: Some((RepairType::Cname, format!("{target}.").into_bytes())),
            ..Examination::default()
        };
    }
    if let Some(kind) = other_record(text) {
        return Examination {
            mistakes: vec![Problem::KeyOtherRecord { kind }],
            cause: Some(KeyCause::Missing),
            is_foreign: true,
            ..Examination::default()
        };
    }
    let clean = mender.clean(text);
    let clean = mender.plain_list(clean);
    mender.mend(&clean)
}

/// The host name that a TXT record holds where a CNAME record was meant.
fn alias_target(text: &[u8]) -> Option<Name> {
    let text = trim(text);
    let text = text
        .get(..6)
        .filter(|word| word.eq_ignore_ascii_case(b"CNAME "))
        .map_or(text, |_| trim(text.get(6..).unwrap_or_default()));
    let name = Name::parse(text.strip_suffix(b".").unwrap_or(text), &Platform::default()).ok()?;
    // Three labels: a shorter one may be a word, or base64 that was left alone.
    (name.labels().nth(2).is_some() && !name.is_private()).then_some(name)
}

/// What a text is that is not meant for DKIM.
fn other_record(text: &[u8]) -> Option<OtherRecord> {
    let lower = text.to_ascii_lowercase();
    let start = trim(&lower);
    if start.starts_with(b"v=spf1") {
        Some(OtherRecord::Spf)
    } else if start.starts_with(b"v=dmarc1") {
        Some(OtherRecord::Dmarc)
    } else if [&b"p="[..], b"dkim", b"-----begin"].iter().any(|mark| find(&lower, mark).is_some())
        || bare_key(start).is_some()
        || bare_key(trim(text)).is_some()
    {
        None
    } else {
        Some(OtherRecord::Other)
    }
}

/// Where `mark`, a few octets, first stands in `text`.
fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    text.windows(mark.len()).position(|window| window == mark)
}

/// The octets of a text that is nothing but the base64 of a key.
fn bare_key(text: &[u8]) -> Option<Vec<u8>> {
    let octets = decode_loosely(text)?;
    (octets.len() > 32 && recognise(&octets) != KeyData::Unknown).then_some(octets)
}

/// The octets of base64 whose padding or last characters may be lost.
pub(super) fn decode_loosely(text: &[u8]) -> Option<Vec<u8>> {
    let mut compact: Vec<u8> = text.iter().copied().filter(|octet| !is_fws(*octet)).collect();
    while compact.last() == Some(&b'=') {
        compact.pop();
    }
    if compact.len() % 4 == 1 {
        compact.pop();
    }
    LENIENT.decode(&compact).ok()
}

#[derive(Default)]
struct Mender {
    found: Examination,
    /// Something was mended: the corrected record says more than the one that is there.
    mended: bool,
}

impl Mender {
    fn note(&mut self, problem: Problem, cause: Option<KeyCause>) {
        self.mended = true;
        self.found.mistakes.push(problem);
        self.found.cause = self.found.cause.or(cause);
    }

    /// The text without what copying, escaping and quoting left in it.
    fn clean(&mut self, text: &[u8]) -> Vec<u8> {
        const QUOTES: [&[u8]; 13] = [
            b"\\\"",
            "\u{201c}".as_bytes(),
            "\u{201d}".as_bytes(),
            "\u{201e}".as_bytes(),
            "\u{201f}".as_bytes(),
            "\u{2018}".as_bytes(),
            "\u{2019}".as_bytes(),
            "\u{ab}".as_bytes(),
            "\u{bb}".as_bytes(),
            "\u{300c}".as_bytes(),
            "\u{300d}".as_bytes(),
            "\u{300e}".as_bytes(),
            "\u{300f}".as_bytes(),
        ];
        const BLANKS: [&[u8]; 8] = [
            b"\\n",
            b"\\r",
            b"\\t",
            "\u{a0}".as_bytes(),
            "\u{3000}".as_bytes(),
            "\u{200b}".as_bytes(),
            "\u{feff}".as_bytes(),
            "\u{2028}".as_bytes(),
        ];
        let mut clean = Vec::with_capacity(text.len());
        let (mut escaped, mut quoted, mut blank) = (false, false, false);
        let mut rest = text;
        while let Some((first, after)) = rest.split_first() {
            let skipped = |marks: &[&[u8]]| marks.iter().find_map(|mark| rest.strip_prefix(*mark));
            rest = if let Some(after) = rest.strip_prefix(b"\\;") {
                escaped = true;
                clean.push(b';');
                after
            } else if let Some(after) = skipped(&QUOTES) {
                quoted = true;
                after
            } else if let Some(after) = skipped(&BLANKS) {
                blank = true;
                clean.push(b' ');
                after
            } else {
                quoted |= *first == b'"';
                clean.extend((*first != b'"').then_some(*first));
                after
            };
        }
        let trimmed = trim(&clean);
        if let Some(inside) = trimmed.strip_prefix(b"'").and_then(|text| text.strip_suffix(b"'")) {
            quoted = true;
            clean = inside.to_vec();
        }
        if escaped {
            self.note(Problem::KeyEscapedSemicolon, Some(KeyCause::EscapedSemicolons));
        }
        if quoted {
            self.note(Problem::KeyStrayQuote, Some(KeyCause::StrayQuotes));
        }
        if blank {
            self.note(Problem::KeyForeignBlank, None);
        }
        self.without_armour(clean)
    }

    /// The list with semicolons between its tags, and their names as they must be written.
    fn plain_list(&mut self, mut text: Vec<u8>) -> Vec<u8> {
        if let Some((mended, found)) = separated(&text) {
            self.note(Problem::KeySeparator { found }, None);
            text = mended;
        }
        let Some((mended, capitals, is_quoted)) = plain_tags(&TagList::parse(&text)) else { return text };
        for tag in capitals {
            self.note(Problem::KeyTagCase { tag }, None);
        }
        if is_quoted && !self.found.mistakes.contains(&Problem::KeyStrayQuote) {
            self.note(Problem::KeyStrayQuote, Some(KeyCause::StrayQuotes));
        }
        mended
    }

    /// Takes away `-----BEGIN PUBLIC KEY-----` and the like.
    fn without_armour(&mut self, mut text: Vec<u8>) -> Vec<u8> {
        let (mut found, mut private) = (false, false);
        for mark in [&b"-----BEGIN "[..], b"-----END "] {
            let Some(start) = find(&text, mark) else { continue };
            let label = start.saturating_add(mark.len());
            let Some(length) = find(text.get(label..).unwrap_or_default(), b"-----") else {
                continue;
            };
            let end = label.saturating_add(length);
            private |= text.get(label..end).is_some_and(|label| label.ends_with(b"PRIVATE KEY"));
            text.drain(start..end.saturating_add(5));
            found = true;
        }
        if private {
            self.note(Problem::KeyPrivate, None);
        } else if found {
            self.note(Problem::KeyPemArmour, None);
        }
        text
    }

    /// Reads what is left and writes the record anew.
    fn mend(mut self, clean: &[u8]) -> Examination {
        let list = TagList::parse(clean);
        let bare = bare_key(trim(clean));
        let value = |name: &str| list.get(name).map(|tag| tag.value);
        if list.get("p").is_none() && bare.is_none() {
            self.found.cause = self.found.cause.or(Some(KeyCause::Missing));
            return self.found;
        }
        let data = value("p").unwrap_or_default();
        if data.is_empty() && bare.is_none() {
            self.found.cause = self.found.cause.or(Some(KeyCause::Revoked));
            return self.found;
        }
        let of_web = of_web_address(data).filter(|_| decode(data).is_err());
        let data = of_web.as_deref().unwrap_or(data);
        let plus = with_plus(data).filter(|_| bare.is_none());
        if let Some((_, count)) = plus {
            self.note(Problem::KeyPlusLost { count }, None);
        }
        let octets = bare.or(plus.map(|(octets, _)| octets)).or_else(|| decode_loosely(data));
        let Some(octets) = octets else { return self.found };
        let Some((key_type, key)) = self.read_data(data, &octets, value("k")) else { return self.found };
        let first = list.tags.first().map(|tag| tag.name);
        self.mended |= !list.faults.is_empty()
            || !list.duplicates.is_empty()
            || value("v").is_some_and(|version| version != b"DKIM1" || first != Some("v"))
            || of_web.is_some()
            || decode(data).map(|decoded| decoded.octets).as_deref() != Ok(key.as_slice());
        if self.mended && !self.found.mistakes.contains(&Problem::KeyPrivate) {
            self.found.corrected = Some((RepairType::Txt, write(&list, key_type, &key)));
        }
        self.found
    }

    /// What the octets of `p=` are; `None` if they are no key that could be published.
    fn read_data(&mut self, data: &[u8], octets: &[u8], named: Option<&[u8]>) -> Option<(KeyType, Vec<u8>)> {
        let (key_type, key) = match recognise(octets) {
            KeyData::Rsa(key) => (KeyType::Rsa, key),
            KeyData::Ed25519(key) => (KeyType::Ed25519, key),
            KeyData::Private => {
                if !self.found.mistakes.contains(&Problem::KeyPrivate) {
                    self.note(Problem::KeyPrivate, None);
                }
                return None;
            }
            KeyData::CutOff { expected } => {
                if let Some(missing) = missing_inside(data, expected) {
                    self.note(Problem::KeyCharactersMissing { missing }, Some(KeyCause::Damaged));
                    return None;
                }
                self.note(Problem::KeyCutOff { found: octets.len(), expected }, Some(KeyCause::Truncated));
                return None;
            }
            KeyData::Unknown => return None,
        };
        let named = named.unwrap_or(b"rsa");
        // Any 32 octets can be an Ed25519 key: of a type that is not known, they may be something else.
        if key_type == KeyType::Ed25519 && !named.eq_ignore_ascii_case(b"rsa") && !is_like_ed25519(named) {
            return None;
        }
        if !named.eq_ignore_ascii_case(key_type.name().as_bytes()) {
            let problem = Problem::KeyTypeDiffers { named: escape(named), found: key_type.name() };
            self.note(problem, Some(KeyCause::WrongType));
        }
        Some((key_type, key.to_vec()))
    }
}

fn is_like_ed25519(named: &[u8]) -> bool {
    find(named, b"25519").is_some()
}

/// The record with `v=` first, `p=` last, and the other tags between them.
pub(super) fn write(list: &TagList<'_>, key_type: KeyType, key: &[u8]) -> Vec<u8> {
    let mut text = format!("v=DKIM1; k={}", key_type.name()).into_bytes();
    let mut written = vec!["v", "k", "p"];
    for tag in &list.tags {
        // Base64 with its padding alone looks like a tag.
        if !written.contains(&tag.name) && !tag.value.is_empty() && tag.value != b"=" {
            written.push(tag.name);
            text.extend([b"; ", tag.name.as_bytes(), b"=", tag.value].concat());
        }
    }
    text.extend(format!("; p={}", STANDARD.encode(key)).into_bytes());
    text
}
