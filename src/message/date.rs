//! Dates of header fields (RFC 5322 §3.3).

use mail_parser::DateTime;

/// Octets of a date that are looked at; none needs more.
const MAX_OCTETS: usize = 128;

/// The moment that `text` names, in seconds since 1970; `None` if it names none.
pub(crate) fn read_date(text: &str) -> Option<i64> {
    let text: String = text.chars().take(MAX_OCTETS).collect();
    // The parser wants seconds, and the end of a line.
    let line = match text.split_at_checked(end_of_minutes(&text)) {
        Some((before, after)) if !after.trim_start().starts_with(':') => format!("{before}:00{after}\n"),
        _ => format!("{text}\n"),
    };
    DateTime::parse_rfc822(&line).filter(DateTime::is_valid).map(|date| date.to_timestamp())
}

/// Where `hour ":" minute` ends; seconds may follow it (RFC 5322 §3.3, time-of-day).
fn end_of_minutes(text: &str) -> usize {
    let colon = text.find(':').unwrap_or(text.len());
    let rest = text.bytes().enumerate().skip(colon.saturating_add(1));
    rest.skip_while(|(_, octet)| *octet == b' ')
        .find(|(_, octet)| !octet.is_ascii_digit())
        .map_or(text.len(), |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::read_date;

    #[test]
    fn reads_dates_and_refuses_the_rest() {
        assert_eq!(read_date("Mon, 23 Nov 2026 18:04:31 +0900"), Some(1_795_424_671));
        assert_eq!(read_date("23 Nov 2026 09:04:31 GMT"), Some(1_795_424_671));
        assert_eq!(read_date("Mon, 23 Nov 2026 09:04 GMT"), Some(1_795_424_640));
        assert_eq!(read_date("23 Nov 2026 18:04 +0900 (JST)"), Some(1_795_424_640));
        assert_eq!(read_date("18:0é"), None);
        assert_eq!(read_date("tomorrow"), None);
        assert_eq!(read_date("Mon, 99 Nov 2026 18:04:31 +0900"), None);
    }
}
