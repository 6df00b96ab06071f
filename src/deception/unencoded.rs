//! Text in a header field that stands there in the octets of its character set, without the encoding that mail asks
//! for.

use super::problem::Problem;
use crate::platform::Platform;

/// Octets of a value that are looked at.
const MAX_OCTETS: usize = 4_096;
/// Character sets whose octets are tried, the one whose text is plainest first.
const GUESSES: [&str; 2] = ["Shift_JIS", "EUC-JP"];

/// What the field `name` says if its octets are taken for the character set that the message declares, or for one of
/// Japanese; `None` if it is ASCII or UTF-8, or nothing can be made of it.
pub(super) fn inspect(
    name: &'static str,
    value: &[u8],
    declared: Option<&str>,
    platform: &Platform,
) -> Option<Problem> {
    let value = value.get(..value.len().min(MAX_OCTETS))?;
    let found = |charset: &str, text: &str| {
        let text = crate::text::escape(text.replace(['\r', '\n'], "").trim().as_bytes());
        Some(Problem::TextUnencoded { name, charset: charset.to_owned(), text })
    };
    let read = |charset: &str| {
        let text = (platform.decode)(charset, value)?;
        (!text.contains('\u{FFFD}') && !text.contains('\u{1B}')).then_some(text)
    };
    if value.is_ascii() {
        // RFC 1468: Japanese in seven bits, between escape sequences.
        let is_japanese =
            [&b"\x1B$B"[..], b"\x1B$@"].iter().any(|mark| memchr::memmem::find(value, mark).is_some());
        let text = is_japanese.then(|| read("ISO-2022-JP"))??;
        return found("ISO-2022-JP", &text);
    }
    if std::str::from_utf8(value).is_ok() {
        return None;
    }
    let is_other =
        |charset: &&str| !["utf-8", "utf8", "us-ascii"].iter().any(|one| charset.eq_ignore_ascii_case(one));
    if let Some(charset) = declared.filter(is_other)
        && let Some(text) = read(charset)
    {
        return found(charset, &text);
    }
    let guesses = GUESSES.iter().filter_map(|charset| Some((charset, read(charset)?)));
    let (charset, text) = guesses.filter(|(_, text)| is_japanese(text)).max_by_key(|(_, text)| kana(text))?;
    found(charset, &text)
}

/// Hiragana and full-width katakana: octets that were taken for another set than theirs seldom make any.
fn kana(text: &str) -> usize {
    text.chars().filter(|one| matches!(one, '\u{3041}'..='\u{30FF}')).count()
}

/// Whether most of what is not ASCII is kana or kanji, and enough of it.
fn is_japanese(text: &str) -> bool {
    let wide = || text.chars().filter(|one| !one.is_ascii());
    let is_usual = |one: &char| matches!(one, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}');
    let usual = wide().filter(is_usual).count();
    usual.saturating_mul(4) >= wide().count().saturating_mul(3) && (kana(text) > 0 || usual >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(encoding: &'static encoding_rs::Encoding, text: &str, declared: Option<&str>) -> Option<String> {
        let decode = |charset: &str, octets: &[u8]| {
            let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
            Some(encoding.decode_without_bom_handling(octets).0.into_owned())
        };
        let platform = Platform { decode, ..Platform::default() };
        let (octets, _, _) = encoding.encode(text);
        match inspect("from", &octets, declared, &platform)? {
            Problem::TextUnencoded { charset, text, .. } => Some(format!("{charset}: {text}")),
            _ => None,
        }
    }

    #[test]
    fn japanese_is_known_by_its_octets() {
        for text in ["花森商店 <a@b.example>", "【重要】お支払い方法の更新", "カード会社 <c@d.example>"]
        {
            for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP] {
                let expected = format!("{}: {text}", encoding.name());
                assert_eq!(of(encoding, text, None), Some(expected.clone()), "{text}");
                assert_eq!(of(encoding, text, Some(encoding.name())), Some(expected), "{text}");
            }
        }
    }

    #[test]
    fn what_is_declared_comes_first_and_the_rest_is_left_alone() {
        let latin = encoding_rs::WINDOWS_1252;
        assert_eq!(
            of(latin, "Amélie Gérard <a@b.example>", Some("iso-8859-1")).as_deref(),
            Some("iso-8859-1: Amélie Gérard <a@b.example>")
        );
        assert_eq!(of(latin, "Amélie Gérard <a@b.example>", None), None);
        assert_eq!(of(encoding_rs::UTF_8, "花森 <a@b.example>", Some("Shift_JIS")), None);
        assert_eq!(of(encoding_rs::UTF_8, "Alice <a@b.example>", Some("Shift_JIS")), None);
    }
}
