//! Dates of Received fields, where they are not as RFC 5322 has them.

use crate::message::read_date;

/// `Mon,` and the others, and `2026-11-23`, which begin a date.
pub(super) fn begins_date(word: &[u8]) -> bool {
    let days = [&b"mon"[..], b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];
    word.strip_suffix(b",").is_some_and(|name| days.iter().any(|day| name.eq_ignore_ascii_case(day)))
        || std::str::from_utf8(word).is_ok_and(|word| from_iso_day(word).is_some())
}

/// The moment that `text` names as RFC 5322 §3.3 has it, or as programs in Go write it:
/// `2026-11-23 09:04:31.258 +0000 UTC`.
pub(super) fn read_moment(text: &str) -> Option<i64> {
    read_date(text).or_else(|| {
        let mut words = text.split(' ');
        let (day, time, zone) = (words.next()?, words.next()?, words.next()?);
        let time = time.split_once('.').map_or(time, |(seconds, _)| seconds);
        read_date(&format!("{} {time} {zone}", from_iso_day(day)?))
    })
}

/// `2026-11-23` as `23 Nov 2026`.
fn from_iso_day(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|o| o.is_ascii_digit());
    let is_day = is_number(year, 4) && is_number(month, 2) && is_number(day, 2) && parts.next().is_none();
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    is_day.then(|| format!("{day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_forms() {
        assert_eq!(read_moment("Mon, 23 Nov 2026 18:04:31 +0900"), Some(1_795_424_671));
        assert_eq!(read_moment("2026-11-23 18:04:31.258036245 +0900 JST m=+0.1"), Some(1_795_424_671));
        assert_eq!(read_moment("2026-11-23 09:04:31 +0000"), Some(1_795_424_671));
        for text in
            ["2026-13-23 09:04:31 +0000", "2026-00-23 09:04:31 +0000", "2026-11-23", "26-11-23 9:4:3 +0"]
        {
            assert_eq!(read_moment(text), None, "{text}");
        }
        assert!(begins_date(b"Mon,") && begins_date(b"2026-11-23"));
        assert!(!begins_date(b"Mon") && !begins_date(b"2026-11-2") && !begins_date(b"\xFF-"));
    }
}
