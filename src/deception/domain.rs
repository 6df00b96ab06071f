//! Domain names that look like others (RFC 5890 §4.4, UTS #39).

use super::{
    problem::Problem,
    table::{ALIKE, CYRILLIC, GREEK, LATIN, OTHER, RANGES, SETS},
    text::is_ignorable,
};
use crate::{
    dns::{Domain, Name},
    message::Mailbox,
    platform::Platform,
};

/// What is odd about the domains of these mailboxes of the field `name`, each oddity once.
pub(super) fn inspect(name: &'static str, mailboxes: &[Mailbox], platform: &Platform) -> Vec<Problem> {
    let mut found: Vec<Problem> = Vec::new();
    for mailbox in mailboxes {
        let written = mailbox.address.rsplit_once('@').map(|(_, domain)| domain);
        let mapped = written.and_then(|written| compatibility(name, written, platform));
        let others = mailbox.domain.iter().flat_map(|domain| problems(name, domain, platform));
        for problem in mapped.into_iter().chain(others) {
            if found.iter().all(|known| known.code() != problem.code()) {
                found.push(problem);
            }
        }
    }
    found
}

/// What is odd about one domain, which the field `name` holds.
pub(super) fn problems(
    name: &'static str,
    domain: &Domain,
    platform: &Platform,
) -> impl Iterator<Item = Problem> {
    let ascii = domain.a_label.as_str();
    let shown = domain.u_label.as_deref().unwrap_or(ascii);
    let invalid = domain.a_label.labels().zip(shown.split('.')).find_map(|(label, decoded)| {
        // Only who knows A-labels can tell that one is none.
        let is_fake = label.starts_with("xn--") && label == decoded && (platform.to_a_label)("é").is_some();
        is_fake.then(|| Problem::DomainInvalidALabel { name, label: label.to_owned() })
    });
    let mixed = shown.split('.').any(is_mixed);
    let mixed = mixed.then(|| Problem::DomainMixedScript { name, domain: shown.to_owned() });
    let confusable = look_alike(shown).map(|looks_like| {
        let domain = shown.to_owned();
        Problem::DomainConfusable { name, domain, looks_like }
    });
    invalid.into_iter().chain(mixed).chain(confusable)
}

/// Whether a label is less than "moderately restrictive" (UTS #39 §5.2).
fn is_mixed(label: &str) -> bool {
    let (mut all, mut others) = (u32::MAX, u32::MAX);
    for set in label.chars().map(scripts) {
        all &= set;
        if set & LATIN == 0 {
            others &= set;
        }
    }
    // "Latin + any one other Recommended script except Cyrillic, Greek"
    all == 0 && others & !(CYRILLIC | GREEK | OTHER) == 0
}

/// The scripts of a character that may stand in a domain name, a bit for each.
fn scripts(one: char) -> u32 {
    if one.is_ascii() {
        return if one.is_ascii_alphabetic() { LATIN } else { u32::MAX };
    }
    let place = RANGES.partition_point(|range| range >> 8 <= u32::from(one));
    let range = place.checked_sub(1).and_then(|place| RANGES.get(place)).copied().unwrap_or_default();
    usize::try_from(range & 0xFF).ok().and_then(|set| SETS.get(set)).copied().unwrap_or(u32::MAX)
}

/// What the domain looks like, if all of a label that is not ASCII looks like ASCII.
///
/// Below a top-level domain that is not ASCII a label of the same script is what one expects.
fn look_alike(shown: &str) -> Option<String> {
    if !shown.rsplit('.').next().is_some_and(str::is_ascii) {
        return None;
    }
    let mut differs = false;
    let labels: Vec<String> = shown
        .split('.')
        .map(|label| {
            let alike: Option<String> = label.chars().map(ascii_alike).collect();
            differs |= !label.is_ascii() && alike.is_some();
            alike.unwrap_or_else(|| label.to_owned())
        })
        .collect();
    differs.then(|| labels.join("."))
}

/// The letter, digit or hyphen of ASCII that a character is, or looks like (UTS #39 §4).
fn ascii_alike(one: char) -> Option<char> {
    if one.is_ascii() {
        return Some(one);
    }
    let place = ALIKE.binary_search_by_key(&u32::from(one), |row| row >> 8).ok()?;
    ALIKE.get(place).and_then(|row| u8::try_from(row & 0xFF).ok()).map(char::from)
}

/// A domain written with characters that UTS #46 maps to others, capitals aside.
fn compatibility(name: &'static str, written: &str, platform: &Platform) -> Option<Problem> {
    let mut is_mapped = false;
    let mut labels = Vec::new();
    for label in written.split('.') {
        let meant = if label.is_ascii() { label.to_ascii_lowercase() } else { meaning(label, platform)? };
        // Capitals are ordinary, and so are letters apart from their marks.
        let stays = |one: char| {
            one.is_ascii()
                || is_part(one)
                || is_ignorable(one)
                || one.to_lowercase().all(|low| meant.contains(low))
        };
        is_mapped |= !label.chars().all(stays);
        labels.push(meant);
    }
    is_mapped.then(|| Problem::DomainCompatibilityCharacters {
        name,
        domain: written.to_owned(),
        means: labels.join("."),
    })
}

/// The label that IDNA makes of one that is not ASCII, in Unicode.
fn meaning(label: &str, platform: &Platform) -> Option<String> {
    // A delimiter could end the name (see `Name::parse`).
    if label.contains(|one: char| one.is_ascii() && !one.is_ascii_alphanumeric() && !matches!(one, '-' | '_'))
    {
        return None;
    }
    if let Ok(name) = Name::parse(label.as_bytes(), platform) {
        let domain = Domain::new(name, platform);
        return Some(domain.u_label.unwrap_or_else(|| domain.a_label.to_string()));
    }
    (platform.to_a_label)(label).filter(|meant| meant.is_ascii())
}

/// A mark or a letter that normalization joins to the one before (Unicode NFC).
fn is_part(one: char) -> bool {
    matches!(one, '\u{300}'..='\u{36F}' | '\u{1100}'..='\u{11FF}' | '\u{3099}' | '\u{309A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        for table in [&RANGES[..], &ALIKE] {
            assert!(table.is_sorted_by(|one, next| one >> 8 < next >> 8));
        }
        assert!(RANGES.iter().all(|range| SETS.get((range & 0xFF) as usize).is_some()));
    }

    #[test]
    fn writing_systems_may_mix_and_others_not() {
        for label in [
            "example",
            "bücher",
            "пример",
            "παράδειγμα",
            "日本語ドメイン",
            "abcエービーシー",
            "서울x漢",
            "台灣abcㄅ",
            "ไทย-thai",
            "مثال",
            "भारत1",
            "ꭰꭱ",
            "т-34",
            "ⲁⲃ",
        ] {
            assert!(!is_mixed(label), "{label}");
        }
        for label in ["bаnk", "exαmple", "пример日本", "서울あ", "ガㄅ", "ⲁbc", "тест-ไทย", "аα"]
        {
            assert!(is_mixed(label), "{label}");
        }
    }

    #[test]
    fn a_label_looks_alike_as_a_whole_or_not_at_all() {
        let alike = |text: &str| look_alike(text);
        assert_eq!(alike("аррӏе.example").as_deref(), Some("apple.example"));
        assert_eq!(alike("www.ѕсоре-1.example").as_deref(), Some("www.scope-1.example"));
        for text in
            ["apple.example", "яррӏе.example", "bücher.example", "cœur.example", "日本.example", "аррӏе.рф"]
        {
            assert_eq!(alike(text), None, "{text}");
        }
    }
}
