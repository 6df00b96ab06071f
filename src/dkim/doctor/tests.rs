use super::{joined, quoted, record::examine};
use crate::dkim::{
    key::KeyRecord,
    problem::{OtherRecord, Problem},
    verification::{KeyCause, RepairType},
};

/// An RSA key of 1024 bits.
const RSA: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCVy0/OfbeinFxf3qxlb9mjq6aWQT8v6xkNMz75gDe9YbxZUZYSJk7Fiv7HviKhjWp0695i9//4JIyCuS2s1D6VH10a7z2BNbc31hbHXAu5EYFCEyWcIM+RIojA4vnGFAvZMFg8MHl4tgsuswzfd2FHgyGPRJhXuYS1lKJq6lj2MwIDAQAB";
/// An Ed25519 key, raw and as a SubjectPublicKeyInfo.
const ED25519: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const ED25519_INFO: &str = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

fn corrected(text: &str) -> Option<String> {
    let (kind, text) = examine(text.as_bytes()).corrected?;
    assert_eq!(kind, RepairType::Txt);
    Some(String::from_utf8(text).unwrap())
}

#[test]
fn mends_what_was_entered_wrongly() {
    let good = format!("v=DKIM1; k=rsa; p={RSA}");
    let (head, tail) = RSA.split_at(100);
    for wrong in [
        format!("v=DKIM1\\; k=rsa\\; p={RSA}"),
        format!("\"v=DKIM1; k=rsa; p={RSA}\""),
        format!("\"v=DKIM1; k=rsa; p={head}\" \"{tail}\""),
        format!("\u{201c}v=DKIM1; k=rsa; p={RSA}\u{201d}"),
        format!("'v=DKIM1; k=rsa; p={RSA}'"),
        format!("v=DKIM1; k=rsa; p={head}\\n{tail}"),
        format!("v=DKIM1; k=rsa; p={head}\u{a0}{tail}"),
        format!("v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----\n{head}\n{tail}\n-----END PUBLIC KEY-----"),
        format!("-----BEGIN PUBLIC KEY-----{RSA}-----END PUBLIC KEY-----"),
        RSA.to_owned(),
        format!("k=rsa; p={RSA}; v=DKIM1"),
        format!("v=DKIM2; k=rsa; p={RSA}"),
        format!("v=DKIM1;; k=rsa; p={RSA}"),
        format!("v=DKIM1; k=ed25519; p={RSA}"),
        format!("v=DKIM1; k=rsa-sha256; p={RSA}"),
        format!("v=DKIM1; k=rsa; p={RSA}AAAA"),
    ] {
        assert_eq!(corrected(&wrong).as_ref(), Some(&good), "{wrong}");
    }
    let good = format!("v=DKIM1; k=ed25519; t=s; n=a note; p={ED25519}");
    for key in [ED25519, ED25519.trim_end_matches('='), ED25519_INFO] {
        assert_eq!(corrected(&format!("v=DKIM1; t=s; n=a note; p={key}")).as_ref(), Some(&good), "{key}");
    }
}

#[test]
fn corrects_nothing_that_is_right_or_lost() {
    for text in [
        format!("v=DKIM1; k=rsa; p={RSA}"),
        format!("k=rsa; p={RSA}"),
        "v=DKIM1; p=".to_owned(),
        "v=DKIM1; k=rsa".to_owned(),
        format!("v=DKIM1; k=rsa; p={}", &RSA.get(..150).unwrap()),
        "v=DKIM1; p=not a key".to_owned(),
        "v=DKIM1; p=*".to_owned(),
        format!("v=DKIM1; k=mldsa44; p={ED25519}"),
        String::new(),
    ] {
        assert_eq!(corrected(&text), None, "{text}");
    }
}

#[test]
fn names_the_cause() {
    let cause = |text: &str| examine(text.as_bytes()).cause;
    assert_eq!(cause(&format!("v=DKIM1\\; p={RSA}")), Some(KeyCause::EscapedSemicolons));
    assert_eq!(cause(&format!("\"v=DKIM1; p={RSA}\"")), Some(KeyCause::StrayQuotes));
    assert_eq!(cause(&format!("v=DKIM1; p={ED25519}")), Some(KeyCause::WrongType));
    assert_eq!(cause("v=DKIM1; p=;"), Some(KeyCause::Revoked));
    assert_eq!(cause("v=DKIM1; k=rsa"), Some(KeyCause::Missing));
    assert_eq!(cause(&format!("v=DKIM1; p={RSA}")), None);
    for length in [120, 149, 150, 151, 215] {
        let cut = format!("v=DKIM1; p={}", RSA.get(..length).unwrap());
        assert_eq!(cause(&cut), Some(KeyCause::Truncated), "{length}");
    }
}

#[test]
fn says_when_a_secret_is_out() {
    // The beginning of an RSAPrivateKey, and a whole Ed25519 key (RFC 8410 §10.3).
    for text in [
        "v=DKIM1; k=rsa; p=MIICXQIBAAKBgQCVy0/OfbeinFxf3qxlb9mjq6aWQT8v6xkNMz75",
        "v=DKIM1; k=ed25519; p=MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC",
        "-----BEGIN RSA PRIVATE KEY-----MIICXQIBAAKBgQCVy0-----END RSA PRIVATE KEY-----",
    ] {
        let found = examine(text.as_bytes());
        assert_eq!(found.mistakes, [Problem::KeyPrivate], "{text}");
        assert_eq!(found.corrected, None);
    }
}

#[test]
fn knows_records_that_are_none_of_dkim() {
    let found = examine(b"s1.domainkey.host.example.");
    assert_eq!(found.mistakes, [Problem::KeyAliasText { target: "s1.domainkey.host.example".to_owned() }]);
    assert_eq!(found.corrected, Some((RepairType::Cname, b"s1.domainkey.host.example.".to_vec())));
    for (text, kind) in [
        ("v=spf1 -all", OtherRecord::Spf),
        ("v=DMARC1; p=none", OtherRecord::Dmarc),
        ("site-verification=abc", OtherRecord::Other),
    ] {
        let found = examine(text.as_bytes());
        assert!(found.is_foreign);
        assert_eq!(found.mistakes, [Problem::KeyOtherRecord { kind }]);
    }
}

#[test]
fn writes_strings_for_zone_files() {
    assert_eq!(quoted(b"a\"b\\c\xe9 d"), "a\\\"b\\\\c\\233 d");
}

type Mishap = (&'static str, fn(&str) -> String);

/// What happens to records on their way into the DNS; the names of two that do not go together are alike.
const MISHAPS: [Mishap; 17] = [
    ("separator", |text| text.replace(';', "\\;")),
    ("separator", |text| text.replace(';', "\u{ff1b}")),
    ("separator", |text| text.replace(';', "\u{37e}")),
    ("separator", |text| text.replace(';', ",")),
    ("separator", |text| text.replace("; ", " ")),
    ("separator", |text| text.replace("; ", ":")),
    ("separator", |text| text.replace("; ", "")),
    ("quotes", |text| format!("\"{text}\"")),
    ("quotes", |text| format!("\u{201c}{text}\u{201d}")),
    ("quotes", |text| format!("\u{300c}{text}\u{300d}")),
    ("quotes", |text| text.replacen("p=", "p=\u{201c}", 1) + "\u{201d}"),
    ("quotes", |text| text.replacen("p=", "p='", 1) + "'"),
    ("names", |text| text.replacen("p=", "P=", 1)),
    ("names", |text| text.replacen("v=", "V=", 1).replacen("k=", "K=", 1)),
    ("equals", |text| text.replacen("p=", "p\u{ff1d}", 1).replacen("v=", "v\u{ff1d}", 1)),
    ("data", |text| text.replace('+', " ")),
    ("data", |text| text.replace('+', "-").replace('/', "_")),
];

#[test]
fn one_mishap_or_two_leave_the_record_that_was_meant() {
    let good = format!("v=DKIM1; k=rsa; p={RSA}");
    for (kind, mishap) in MISHAPS {
        for (other, more) in MISHAPS.into_iter().chain([("none", str::to_owned as fn(&str) -> String)]) {
            if kind == other {
                continue;
            }
            let wrong = more(&mishap(&good));
            let found = examine(wrong.as_bytes());
            let record = found.corrected.map(|(_, text)| String::from_utf8(text).unwrap());
            assert_eq!(record.as_deref(), Some(good.as_str()), "{wrong}");
        }
    }
}

#[test]
fn what_is_proposed_is_without_a_fault() {
    for (_, mishap) in MISHAPS {
        for base in [format!("v=DKIM1; k=rsa; p={RSA}"), format!("v=DKIM1; t=s; n=a note; k=rsa; p={RSA}")] {
            let (_, text) = examine(mishap(&base).as_bytes()).corrected.unwrap();
            let record = KeyRecord::parse(&text);
            let codes: Vec<_> = record.problems.iter().map(Problem::code).collect();
            assert_eq!(codes, ["dkim.key.weak"], "{}", String::from_utf8_lossy(&text));
            assert!(examine(&text).mistakes.is_empty());
        }
    }
}

#[test]
fn lost_characters_are_told_from_a_lost_end() {
    for place in [40, 77, 130, 200] {
        for missing in [1, 2, 3, 10] {
            let mut data = RSA.to_owned();
            data.replace_range(place..place + missing, "");
            let found = examine(format!("v=DKIM1; p={data}").as_bytes());
            assert_eq!(found.mistakes, [Problem::KeyCharactersMissing { missing }], "{place}");
            assert_eq!((found.cause, found.corrected), (Some(KeyCause::Damaged), None));
        }
    }
}

#[test]
fn pieces_of_a_key_are_joined_in_any_order() {
    let good = format!("v=DKIM1; k=rsa; p={RSA}");
    let start = good.len() - RSA.len();
    for cut in (start + 12..good.len() - 1).step_by(7) {
        let (head, tail) = good.split_at(cut);
        for tail in
            [tail.to_owned(), format!("p={tail}"), format!("\"{tail}\""), format!("v=DKIM1; k=rsa; p={tail}")]
        {
            for records in [[head, &tail], [&tail, head]] {
                let records = records.map(str::as_bytes);
                assert_eq!(joined(&records).as_deref(), Some(good.as_bytes()), "{head} | {tail}");
            }
        }
    }
    let (head, rest) = good.split_at(80);
    let (middle, tail) = rest.split_at(70);
    let records = [tail, head, "site-verification=1", middle].map(str::as_bytes);
    assert_eq!(joined(&records).as_deref(), Some(good.as_bytes()));
    for records in
        [vec![head, tail], vec![head], vec![good.as_str(), tail], vec![head, "v=spf1 -all"], vec![]]
    {
        let records: Vec<&[u8]> = records.into_iter().map(str::as_bytes).collect();
        assert_eq!(joined(&records), None);
    }
}
