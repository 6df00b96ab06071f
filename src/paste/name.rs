//! What was pasted instead of a message.

use super::lines::{begins_known_field, begins_source, field_name, header, is_blank, lines};
use crate::message::{FileKind, HeaderSearch, read_date};

/// Octets at the start that are looked at.
const NEAR: usize = 16_384;

/// What `octets`, which show no header section of a source, are; `None` if no more can be said.
pub(super) fn name(octets: &[u8]) -> Option<FileKind> {
    let near = octets.get(..octets.len().min(NEAR)).unwrap_or_default();
    if begins_source(lines(near)) {
        return None;
    }
    let shown = String::from_utf8_lossy(near);
    let text = shown.trim();
    let is_short = octets.len() <= NEAR;
    let found = [
        (is_short && is_key_record(text), FileKind::DkimRecord),
        (is_page(text), FileKind::PageWithoutSource),
        (is_short && is_results(near), FileKind::AuthResults),
        (is_short && is_bounce(text), FileKind::BounceText),
        (is_rendered(near, text), FileKind::RenderedText),
    ];
    let found = found.into_iter().find(|(is_it, _)| *is_it).map(|(_, kind)| kind);
    found.or_else(|| is_only_formally_a_header(octets).then_some(FileKind::Unknown))
}

/// Whether it has the form of a header section, as an address of the Web has too, without any field
/// that is known.
fn is_only_formally_a_header(octets: &[u8]) -> bool {
    let name = octets.iter().position(|octet| !octet.is_ascii_graphic() || *octet == b':');
    let is_field = name.is_some_and(|end| end > 0 && octets.get(end) == Some(&b':'));
    is_field && !lines(header(octets)).any(begins_known_field)
}

/// Without white space and in lower case.
fn squeeze(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

fn is_key_record(text: &str) -> bool {
    let squeezed = squeeze(text).replace(['"', '\\'], "");
    let has_key = squeezed.contains("p=");
    (squeezed.contains("v=dkim1") && !squeezed.contains("bh="))
        || (has_key && (squeezed.contains("k=rsa;") || squeezed.contains("k=ed25519;")))
        || (has_key && squeezed.contains("._domainkey") && !squeezed.contains("bh="))
        || squeezed.starts_with("p=mi")
}

/// The table above Gmail's source.
fn is_page(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = ["original message", "元のメッセージ", "メッセージ id", "message id", "download original"];
    let titles = words.iter().filter(|word| lower.contains(**word)).count();
    titles >= 2 || (text.lines().count() > 2 && !lower.contains("dkim=") && shows_results(&lower))
}

/// Two of the three lines of results that Gmail shows above a source, in whatever language.
pub(super) fn shows_results(lower: &str) -> bool {
    let is_line_of = |line: &str, name: &str| {
        line.trim_start()
            .strip_prefix(name)
            .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '\t']))
    };
    ["spf", "dkim", "dmarc"].iter().filter(|name| lower.lines().any(|line| is_line_of(line, name))).count()
        >= 2
}

/// An Authentication-Results or Received-SPF field alone, or its value.
fn is_results(octets: &[u8]) -> bool {
    const RESULTS: [&str; 10] = [
        "pass",
        "fail",
        "none",
        "neutral",
        "softfail",
        "temperror",
        "permerror",
        "bestguesspass",
        "policy",
        "hardfail",
    ];
    const NAMES: [&str; 4] =
        ["authentication-results", "arc-authentication-results", "received-spf", "x-authentication-results"];
    let mut named = 0_usize;
    for line in lines(octets).filter(|line| !is_blank(line)) {
        if let Some(name) = field_name(line) {
            if !NAMES.iter().any(|one| one.as_bytes().eq_ignore_ascii_case(name)) {
                return false;
            }
            named = named.saturating_add(1);
        }
    }
    let squeezed = squeeze(&String::from_utf8_lossy(octets));
    let has_result = ["dkim=", "spf=", "dmarc=", "arc="].iter().any(|method| {
        squeezed.match_indices(method).any(|(at, _)| {
            let value = squeezed.get(at.saturating_add(method.len())..).unwrap_or_default();
            RESULTS.iter().any(|result| value.starts_with(result))
        })
    });
    named > 0 || (has_result && squeezed.len() < 4_096)
}

/// What a mail server says when it refuses a message.
fn is_bounce(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "undelivered mail",
        "delivery status notification",
        "mail delivery failed",
        "delivery has failed",
        "could not be delivered",
        "couldn't be delivered",
        "wasn't delivered",
        "mailer-daemon",
        "diagnostic-code",
        "returned to sender",
        "message blocked",
        "配信できません",
        "送信できません",
        "配信不能",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word)) || has_reply(&lower)
}

/// A reply of SMTP that refuses (RFC 5321 §4.2.1), with an enhanced code (RFC 3463) or a word of refusal.
fn has_reply(lower: &str) -> bool {
    const REFUSALS: [&str; 14] = [
        "reject",
        "denied",
        "block",
        "refus",
        "unauthent",
        "not accepted",
        "fail",
        "spam",
        "policy",
        "error",
        "unavailable",
        "not allowed",
        "dmarc",
        "dkim",
    ];
    let refuses = REFUSALS.iter().any(|word| lower.contains(word));
    let words: Vec<&str> = lower.split([' ', '\t', '\n', '\r', ':', '(', '"', '\'', '「']).collect();
    let is_code = |word: &str, dots: usize| {
        let first = word.starts_with(['4', '5']);
        first && word.matches('.').count() == dots && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    words.iter().enumerate().any(|(place, word)| {
        let (basic, rest) = word.split_once(['-', '#']).unwrap_or((word, ""));
        let next = words.get(place.saturating_add(1)).copied().unwrap_or_default();
        let is_reply = basic.len() == 3 && is_code(basic, 0);
        let enhanced =
            [rest, next, next.trim_start_matches('#')].iter().any(|code| code.len() >= 5 && is_code(code, 2));
        (is_reply && (enhanced || (place < 2 && refuses)))
            || (place < 2 && word.len() >= 5 && is_code(word, 2) && refuses)
    })
}

/// The names that mail programs show, in English and in Japanese, and some more.
const SHOWN: [&str; 32] = [
    "from",
    "to",
    "cc",
    "bcc",
    "sent",
    "date",
    "subject",
    "reply-to",
    "attachments",
    "importance",
    "priority",
    "差出人",
    "送信者",
    "送信元",
    "宛先",
    "送信日時",
    "日時",
    "日付",
    "件名",
    "von",
    "gesendet",
    "an",
    "betreff",
    "datum",
    "de",
    "envoyé",
    "à",
    "objet",
    "送信",
    "受信日時",
    "添付ファイル",
    "返信先",
];

/// A mail as it is displayed: a short summary of its header, or a greeting.
fn is_rendered(near: &[u8], text: &str) -> bool {
    if HeaderSearch::default().run(near).is_none() && text.lines().count() > 12 {
        return false;
    }
    let summary: Vec<(&str, &str)> = text
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .take(12)
        .filter_map(|line| line.split_once([':', '：']))
        .collect();
    let lower = |name: &str| name.trim().trim_matches('*').to_lowercase();
    let shown = summary.iter().filter(|(name, _)| SHOWN.contains(&lower(name).as_str())).count();
    let is_summary = shown >= 2 && shown == summary.len();
    let is_foreign = summary.iter().any(|(name, _)| {
        let name = lower(name);
        name == "sent"
            || name == "attachments"
            || (SHOWN.contains(&name.as_str())
                && !["from", "to", "cc", "bcc", "date", "subject", "reply-to", "importance", "priority"]
                    .contains(&name.as_str()))
    });
    let odd_date =
        summary.iter().any(|(name, value)| lower(name) == "date" && read_date(value.trim()).is_none());
    (is_summary && (is_foreign || odd_date))
        || (!is_summary && !lines(header(near)).any(begins_known_field) && is_greeting(text))
}

/// How a letter begins.
fn is_greeting(text: &str) -> bool {
    const GREETINGS: [&str; 14] = [
        "dear ",
        "hi ",
        "hi,",
        "hello",
        "good morning",
        "good afternoon",
        "greetings",
        "sehr geehrte",
        "guten tag",
        "hallo",
        "bonjour",
        "お世話",
        "いつも",
        "拝啓",
    ];
    let mut first = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(6);
    text.lines().count() > 1
        && first.any(|line| {
            let lower = line.to_lowercase();
            GREETINGS.iter().any(|greeting| lower.starts_with(greeting))
                || (line.ends_with('様') || line.ends_with("各位"))
        })
}
