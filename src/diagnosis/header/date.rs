//! Dates in the other forms that writers give them (RFC 5322 §3.3).

use super::view::{Candidate, FieldText};
use crate::{diagnosis::Problem, message::read_date};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// From Thursday on, as 1970 began.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
/// Zones, the frequent ones first, in minutes.
const ZONES: [i64; 37] = [
    0, 540, -480, 60, -300, -420, -240, 120, 480, 330, -360, 180, 600, 660, 420, 300, 570, 240, 345, 360,
    390, 510, 630, 720, 780, -180, -600, -540, -120, -60, -210, -720, 210, 270, 840, 525, -150,
];
/// Comments that name a zone, each with the minutes it stands for.
const COMMENTS: [(&str, i64); 20] = [
    ("UTC", 0),
    ("GMT", 0),
    ("JST", 540),
    ("KST", 540),
    ("CET", 60),
    ("CEST", 120),
    ("BST", 60),
    ("EET", 120),
    ("EEST", 180),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("MSK", 180),
    ("CST", 480),
    ("IST", 330),
];
const DAY: i64 = 86_400;

/// A date field written in other ways for the same moment.
pub(super) fn undo(field: &FieldText<'_>, steps: &mut Vec<Candidate>) {
    if field.key != "date" && field.key != "resent-date" {
        return;
    }
    let text = String::from_utf8_lossy(field.text()).into_owned();
    let Some(moment) = read_date(&text) else { return };
    let mut add = |text: &str, rank: usize| {
        let changes = vec![field.with_text(text.as_bytes())];
        steps.push(Candidate { problem: Some(Problem::DateReformatted), changes, rank });
    };
    for (rank, form) in smaller(&text, moment).into_iter().enumerate() {
        add(&form, rank / 2);
    }
    let shape = Shape::of(&text);
    for (number, zone) in ZONES.into_iter().enumerate() {
        let rank = number.saturating_add(1);
        for (more, shape) in shape.variations().into_iter().enumerate() {
            let form = shape.write(moment, zone);
            let rank = rank.saturating_add(more.saturating_mul(2));
            for sign in zones(zone) {
                add(&format!("{form}{sign}"), rank);
            }
            for (comment, _) in COMMENTS.iter().filter(|(_, minutes)| *minutes == zone) {
                add(&format!("{form}{} ({comment})", number_of(zone)), rank.saturating_add(3));
            }
        }
    }
}

/// The text with one part lost or put back.
fn smaller(text: &str, moment: i64) -> Vec<String> {
    let mut forms = Vec::new();
    let (bare, comment) = match text.split_once(" (") {
        Some((bare, _)) => (bare.trim_end(), true),
        None => (text, false),
    };
    if comment {
        forms.push(bare.to_owned());
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let joined = words.join(" ");
    forms.push(joined.clone());
    if let Some((zone, front)) = words.split_last() {
        let front = front.join(" ");
        let others: &[&str] = match *zone {
            "GMT" | "UT" | "UTC" | "Z" | "+0000" | "-0000" => &["+0000", "GMT", "-0000", "UT", "UTC", "Z"],
            _ => &[],
        };
        forms.extend(others.iter().filter(|other| *other != zone).map(|other| format!("{front} {other}")));
        if let Some(minutes) = minutes_of(zone) {
            forms.push(format!("{front} {}", number_of(minutes)));
            let fitting = COMMENTS.iter().filter(|(_, one)| *one == minutes);
            forms.extend(fitting.map(|(name, _)| format!("{front} {} ({name})", number_of(minutes))));
            match bare.split_once(',') {
                Some((_, rest)) => forms.push(rest.trim_start().to_owned()),
                // Hardly anybody leaves it out.
                None => forms.insert(0, format!("{}, {joined}", weekday(moment, minutes))),
            }
        }
    }
    forms
}

/// The ways to write a zone.
fn zones(minutes: i64) -> Vec<String> {
    let names: &[&str] = match minutes {
        0 => &["GMT", "-0000", "UT", "UTC", "Z"],
        -300 => &["EST"],
        -240 => &["EDT"],
        -480 => &["PST"],
        -420 => &["PDT", "MST"],
        540 => &["JST"],
        _ => &[],
    };
    [number_of(minutes)].into_iter().chain(names.iter().map(|&name| name.to_owned())).collect()
}

fn number_of(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.saturating_abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

fn minutes_of(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1_i64, digits),
        ("-", digits) => (-1, digits),
        _ => {
            let named = COMMENTS.iter().find(|(name, _)| *name == zone).map(|(_, minutes)| *minutes);
            return named.or_else(|| matches!(zone, "UT" | "Z").then_some(0));
        }
    };
    let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    Some(sign.saturating_mul((number / 100).saturating_mul(60).saturating_add(number % 100)))
}

fn weekday(moment: i64, minutes: i64) -> &'static str {
    let day = moment.saturating_add(minutes.saturating_mul(60)).div_euclid(DAY);
    let place = usize::try_from(day.rem_euclid(7)).unwrap_or(0);
    WEEKDAYS.get(place).copied().unwrap_or_default()
}

/// What a date shows beside the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    has_weekday: bool,
    /// The day of the month has two digits even below ten.
    is_padded: bool,
    has_seconds: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let day = text.split_once(',').map_or(text, |(_, rest)| rest.trim_start());
        let digits = day.bytes().take_while(u8::is_ascii_digit).count();
        Self {
            has_weekday: text.contains(','),
            is_padded: digits == 2,
            has_seconds: text.bytes().filter(|octet| *octet == b':').count() >= 2,
        }
    }

    /// This one and those that differ from it, the likely ones first. Seconds that are not there
    /// cannot be put back but as zeros.
    fn variations(self) -> Vec<Self> {
        let mut all = vec![self];
        let mut add = |shape: Self| {
            if !all.contains(&shape) {
                all.push(shape);
            }
        };
        add(Self { has_weekday: !self.has_weekday, ..self });
        add(Self { is_padded: !self.is_padded, ..self });
        add(Self { has_weekday: !self.has_weekday, is_padded: !self.is_padded, ..self });
        add(Self { has_seconds: !self.has_seconds, ..self });
        all
    }

    /// The date up to the zone.
    fn write(self, moment: i64, minutes: i64) -> String {
        let local = moment.saturating_add(minutes.saturating_mul(60));
        let (year, month, day) = civil(local.div_euclid(DAY));
        let second = local.rem_euclid(DAY);
        let weekday =
            if self.has_weekday { format!("{}, ", weekday(moment, minutes)) } else { String::new() };
        let day = if self.is_padded { format!("{day:02}") } else { day.to_string() };
        let month =
            usize::try_from(month).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
        let time = format!("{:02}:{:02}", second / 3_600, second / 60 % 60);
        let seconds = if self.has_seconds { format!(":{:02}", second % 60) } else { String::new() };
        format!("{weekday}{day} {month} {year} {time}{seconds} ")
    }
}

/// Year, month from 0 and day of the month, of a day counted from 1970 (in the Gregorian calendar,
/// whose cycle of 400 years has 146,097 days).
fn civil(days: i64) -> (i64, i64, i64) {
    // Years that begin in March end with the day that only leap years have.
    let days = days.saturating_add(719_468);
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let leaps = day / 1_460;
    let year = day.saturating_sub(leaps).saturating_add(day / 36_524).saturating_sub(day / 146_096) / 365;
    let before = year.saturating_mul(365).saturating_add(year / 4).saturating_sub(year / 100);
    let day = day.saturating_sub(before);
    let month = day.saturating_mul(5).saturating_add(2) / 153;
    let day = day.saturating_sub(month.saturating_mul(153).saturating_add(2) / 5).saturating_add(1);
    let (month, next) = if month < 10 { (month.saturating_add(2), 0) } else { (month.saturating_sub(10), 1) };
    (era.saturating_mul(400).saturating_add(year).saturating_add(next), month, day)
}

#[cfg(test)]
mod tests {
    use super::{super::signed::Change, *};

    fn finds(is: &str, was: &str) -> bool {
        let mut steps = Vec::new();
        let raw = format!("Date: {is}\r\n");
        undo(&FieldText::new(0, "date", raw.as_bytes()), &mut steps);
        let wanted = Change::Replace { place: 0, raw: format!("Date: {was}\r\n").into_bytes() };
        steps.iter().any(|step| step.changes == [wanted.clone()])
    }

    #[test]
    fn writes_the_same_moment() {
        let was = "Tue, 24 Nov 2026 03:59:30 +0000";
        for is in [
            "24 Nov 2026 03:59:30 +0000",
            "Tue, 24 Nov 2026 03:59:30 +0000 (UTC)",
            "Tue, 24 Nov 2026 03:59:30 GMT",
            "Tue, 24 Nov 2026 12:59:30 +0900",
            "Tue, 24 Nov 2026 12:59:30 +0900 (JST)",
            "Mon, 23 Nov 2026 19:59:30 -0800",
        ] {
            assert!(finds(is, was), "{is}");
        }
        assert!(finds(was, "Tue, 24 Nov 2026 04:59:30 +0100 (CET)"));
        assert!(finds("Tue, 03 Nov 2026 03:59:30 +0000", "Tue, 3 Nov 2026 03:59:30 +0000"));
        assert!(finds("Tue, 3 Nov 2026 03:59:00 +0000", "Tue, 3 Nov 2026 03:59 +0000"));
        assert!(!finds(was, "Tue, 24 Nov 2026 04:59:30 +0000"));
    }

    #[test]
    fn counts_days_as_the_calendar_does() {
        assert_eq!(civil(0), (1970, 0, 1));
        assert_eq!(civil(11_016), (2000, 1, 29));
        assert_eq!(civil(11_017), (2000, 2, 1));
        assert_eq!(civil(20_781), (2026, 10, 24));
        assert_eq!(weekday(0, 0), "Thu");
    }
}
