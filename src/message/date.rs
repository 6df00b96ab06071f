//! Dates of header fields (RFC 5322 §3.3).

use mail_parser::DateTime;

/// Octets of a date that are looked at; none needs more.
const MAX_OCTETS: usize = 128;

/// The moment that `text` names, in seconds since 1970; `None` if it names none.
pub(crate) fn read_date(text: &str) -> Option<i64> {
    // The parser wants the end of a line.
    let line: String = text.chars().take(MAX_OCTETS).chain(['\n']).collect();
    DateTime::parse_rfc822(&line).filter(DateTime::is_valid).map(|date| date.to_timestamp())
}

#[cfg(test)]
mod tests {
    use super::read_date;

    #[test]
    fn reads_dates_and_refuses_the_rest() {
        assert_eq!(read_date("Mon, 23 Nov 2026 18:04:31 +0900"), Some(1_795_424_671));
        assert_eq!(read_date("23 Nov 2026 09:04:31 GMT"), Some(1_795_424_671));
        assert_eq!(read_date("tomorrow"), None);
        assert_eq!(read_date("Mon, 99 Nov 2026 18:04:31 +0900"), None);
    }
}
