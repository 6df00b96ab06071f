//! Where a message as it is read differs from what was given.

use super::lines::{is_blank, lines, text};
use crate::span::Span;

/// Places that are told of.
const MAX_PLACES: usize = 500;
/// Lines as given that may lie above the first line as read.
const ABOVE: usize = 400;
/// Lines as given that may have been left out before a line as read.
const BETWEEN: usize = 8;

/// How a line as read comes from one as given.
enum Fit {
    /// It is the same.
    Same,
    /// What stood before it was taken away.
    Suffix,
    /// It differs between these octets.
    Inside(usize, usize),
}

/// The places in `read` at which it differs from `given`, in their order; an empty one where
/// something was taken away. Line ends count as the same.
///
/// None where most lines have something taken away before them, or come from no line as given: then
/// the whole was repaired, and no place in it more than others. Linear in the number of octets.
pub(super) fn places(given: &[u8], read: &[u8]) -> Vec<Span> {
    let given: Vec<&[u8]> = lines(given).map(text).collect();
    let (mut at, mut start) = (0_usize, 0_usize);
    let (mut count, mut foreign, mut suffixes) = (0_usize, 0_usize, 0_usize);
    let mut places = Vec::new();
    for line in lines(read) {
        let window = if count == 0 { ABOVE } else { BETWEEN };
        let near = || given.iter().enumerate().skip(at).take(window);
        // Text above the source may resemble its first line by chance.
        let same = (count == 0).then(|| near().find(|(_, one)| **one == text(line))).flatten();
        let found = same
            .map(|(place, _)| (place, Fit::Same))
            .or_else(|| near().find_map(|(place, one)| Some((place, fit(one, text(line))?))));
        let place = match found {
            Some((_, Fit::Same)) => None,
            Some((_, Fit::Suffix)) => {
                suffixes = suffixes.saturating_add(1);
                Some(Span::new(start, start))
            }
            Some((_, Fit::Inside(from, to))) => {
                Some(Span::new(start.saturating_add(from), start.saturating_add(to)))
            }
            None => {
                foreign = foreign.saturating_add(1);
                Some(Span::new(start, start.saturating_add(text(line).len())))
            }
        };
        if let Some((place, _)) = found {
            at = place.saturating_add(1);
        }
        places.extend(place.filter(|_| places.len() < MAX_PLACES));
        count = count.saturating_add(1);
        start = start.saturating_add(line.len());
    }
    if foreign.saturating_mul(2) > count || suffixes.saturating_mul(2) > count {
        return Vec::new();
    }
    places
}

/// A blank line comes from a blank one alone; another one shares more than half of it with the one as
/// given, before and after what differs.
fn fit(given: &[u8], read: &[u8]) -> Option<Fit> {
    if given == read {
        return Some(Fit::Same);
    }
    if is_blank(read) {
        return None;
    }
    if given.ends_with(read) {
        return Some(Fit::Suffix);
    }
    let common = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let before = common(&mut given.iter().zip(read));
    let shorter = given.len().min(read.len());
    let after = common(&mut given.iter().rev().zip(read.iter().rev()).take(shorter.saturating_sub(before)));
    if before.saturating_add(after).saturating_mul(2) <= read.len() {
        return None;
    }
    // No character is cut (RFC 3629 section 3).
    let continues = |octet: &&u8| (0x80..=0xBF).contains(*octet);
    let (start, end) = read.split_at(read.len().saturating_sub(after));
    let is_cut = read.get(before).is_some_and(|octet| continues(&octet));
    let common = read.get(..before).unwrap_or_default();
    let back = common.iter().rev().take(3).take_while(continues).count().saturating_add(1);
    let from = if is_cut { before.saturating_sub(back) } else { before };
    let forth = end.iter().take(3).take_while(continues).count();
    Some(Fit::Inside(from, start.len().saturating_add(forth)))
}

#[cfg(test)]
mod tests {
    use super::places;

    fn shown(given: &str, read: &str) -> Vec<String> {
        let read = read.as_bytes();
        places(given.as_bytes(), read)
            .iter()
            .map(|span| format!("{}:{}", span.start, String::from_utf8_lossy(span.of(read))))
            .collect()
    }

    #[test]
    fn what_is_the_same_has_no_place() {
        assert_eq!(shown("From: a\n\nHello\n", "From: a\r\n\r\nHello\r\n"), Vec::<String>::new());
    }

    #[test]
    fn a_line_that_was_indented_again_is_marked_where_the_space_is() {
        assert_eq!(shown("From: a\nTo: b,\nlonger c\n", "From: a\nTo: b,\n longer c\n"), ["15: "]);
    }

    #[test]
    fn characters_that_were_read_are_marked() {
        assert_eq!(
            shown("From: a &lt;a@b&gt;\nTo: b\nHello\n", "From: a <a@b>\nTo: b\nHello\n"),
            ["8:<a@b>"]
        );
    }

    #[test]
    fn no_character_is_cut() {
        assert_eq!(shown("Grüße aus Köln: \u{C3}\u{A9}\n", "Grüße aus Köln: é\n"), ["19:é"]);
        assert_eq!(shown("Grüße aus Köln und\n", "Grüße aus Köln: und\n"), ["17::"]);
        assert_eq!(shown("Grüße an Ä\n", "Grüße an ä\n"), ["11:ä"]);
    }

    #[test]
    fn what_was_taken_away_is_an_empty_place() {
        assert_eq!(shown("To: b\n\nHi\nthere\n>From me\n", "To: b\n\nHi\nthere\nFrom me\n"), ["16:"]);
    }

    #[test]
    fn text_above_and_lines_between_are_passed_over() {
        assert_eq!(shown("Look:\n\nTo: b\n\nSubject: c\n\n", "To: b\nSubject: c\n"), Vec::<String>::new());
    }

    #[test]
    fn a_repair_of_the_whole_has_no_places() {
        assert_eq!(shown("> From: a\n> To: b\n> Hello\n", "From: a\nTo: b\nHello\n"), Vec::<String>::new());
        assert_eq!(shown("RnJvbTogYQpUbzogYgo=\n", "From: a\nTo: b\n"), Vec::<String>::new());
    }
}
