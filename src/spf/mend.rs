//! The SPF record that a text was meant to be: read leniently, written anew, and then judged like any other.
//! Where it cannot be told for certain what was meant, there is none.

use std::net::IpAddr;

use super::{
    advice,
    merge::merge,
    record::{Content, Mechanism, Record, read_term, select},
};
use crate::{
    slips::{Found, Plain, Slip, nearest},
    span::Span,
};

const VERSION: &str = "v=spf1";
/// Names of mechanisms (RFC 7208 §5).
const MECHANISMS: [&str; 8] = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];
/// Names that are long enough for a misspelling to be told.
const LONG: [&str; 3] = ["include", "exists", "redirect"];
/// Octets of a text that is looked at.
const MAX_OCTETS: usize = 4096;
/// Terms that one word is taken apart into.
const MAX_PARTS: usize = 32;

/// What was meant.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) slips: Vec<Found>,
    /// The terms of the record; of several, where a version stands once more among them. `None` where this
    /// cannot be told.
    pub(super) records: Option<Vec<Vec<String>>>,
    /// Whether there is nothing behind the version.
    is_bare: bool,
}

/// A word of the text, and where it stands there.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    at: usize,
}

/// What a word was meant to be.
enum Fixed {
    Term(String, Option<Slip>),
    Nothing,
    Version,
}

impl Reading {
    /// Reads a text; `None` if nothing tells that it was meant for SPF.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        if text.len() > MAX_OCTETS {
            return None;
        }
        let mut plain = Plain::read(text);
        plain.cut_zone_line(&|rest| version(rest).is_some());
        let Some((end, slip)) = version(&plain.text) else { return Self::without_version(plain) };
        if let Some(slip) = slip {
            let written =
                String::from_utf8_lossy(plain.text.get(..end).unwrap_or_default()).trim().to_owned();
            let (text, start) = match slip {
                Slip::SpaceMissing => (VERSION, 0),
                Slip::Separator => (written.get(VERSION.len()..).unwrap_or_default().trim(), VERSION.len()),
                _ => (written.as_str(), 0),
            };
            let span = Span::new(plain.origin(start), plain.origin(end));
            plain.note(slip, text, span);
        }
        let records = if plain.is_ascii() { records(&mut plain, end) } else { None };
        let is_bare = plain.text.get(end..).is_none_or(<[u8]>::is_empty);
        Some(Self { slips: plain.slips, records, is_bare })
    }

    /// Two terms or more, the last of which is `all` with a qualifier, are a record without its version.
    fn without_version(mut plain: Plain) -> Option<Self> {
        let text = plain.is_ascii().then(|| String::from_utf8_lossy(&plain.text).into_owned())?;
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let is_end = |word: &&str| ENDS.iter().any(|end| word.eq_ignore_ascii_case(end));
        let is_directive = |word: &&str| matches!(read_term(word.as_bytes()), Ok(Content::Directive(..)));
        if words.len() < 2 || !words.last().is_some_and(is_end) || !words.iter().all(is_directive) {
            return None;
        }
        let span = Span::new(plain.origin(0), plain.origin(0));
        plain.note(Slip::VersionMissing, VERSION, span);
        let records = records(&mut plain, 0);
        Some(Self { slips: plain.slips, records, is_bare: false })
    }
}

/// How a record ends that says something of everybody else.
pub(super) const ENDS: [&str; 4] = ["-all", "~all", "?all", "+all"];

/// The records that can stand in the place of `texts`, of which `dead` are terms of the first that lead to
/// nothing; the strictest first, none where that cannot be told. `is_effective` if what the record ends with
/// counts. Each was judged and has none of the faults that it is to mend, nor a new one.
pub(super) fn propose(texts: &[&[u8]], is_effective: bool, dead: &[Span]) -> Vec<String> {
    let (mut read, mut is_bare) = (Vec::new(), false);
    for (place, text) in texts.iter().enumerate() {
        let without = if place == 0 && !dead.is_empty() { leave_out(text, dead) } else { text.to_vec() };
        let Some(reading) = Reading::new(&without) else { return Vec::new() };
        let Some(records) = reading.records else { return Vec::new() };
        is_bare = reading.is_bare && dead.is_empty();
        read.extend(records);
    }
    let choices = match read.as_slice() {
        [terms] => vec![finish(terms, is_effective, is_bare)],
        several => merge(several),
    };
    choices.into_iter().filter(|choice| is_sound(choice, is_effective)).collect()
}

/// Whether a record has no fault but those that only its owner can judge: they come from what stands there.
fn is_sound(record: &str, is_effective: bool) -> bool {
    let is_one = select(&[record.as_bytes().to_vec()]).len() == 1 && record.is_ascii();
    is_one
        && !advice::is_faulty(record.as_bytes(), is_effective)
        && Record::parse(record.as_bytes()).terms.iter().all(|term| leads_to_name(&term.content))
}

/// Whether the name in a term, if it has one, can be one.
fn leads_to_name(content: &Content<'_>) -> bool {
    match content {
        Content::Directive(
            _,
            Mechanism::Include(name)
            | Mechanism::Exists(name)
            | Mechanism::A(Some(name), _)
            | Mechanism::Mx(Some(name), _)
            | Mechanism::Ptr(Some(name)),
        )
        | Content::Redirect(name)
        | Content::Explanation(name) => name.can_be_name(),
        _ => true,
    }
}

fn leave_out(text: &[u8], dead: &[Span]) -> Vec<u8> {
    let is_kept = |at: usize| dead.iter().all(|span| !(span.start..span.end).contains(&at));
    text.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, octet)| *octet).collect()
}

/// Writes a record whose last term is the `all` that decides about everybody else (RFC 7208 §5.1).
fn finish(terms: &[String], is_effective: bool, is_bare: bool) -> String {
    let is_all = |term: &&String| {
        ENDS.iter().any(|end| term.eq_ignore_ascii_case(end)) || term.eq_ignore_ascii_case("all")
    };
    let is_redirect = |term: &&String| term.to_ascii_lowercase().starts_with("redirect=");
    let is_explanation = |term: &&String| term.to_ascii_lowercase().starts_with("exp=");
    let all = terms.iter().find(is_all).map(|term| match term.to_ascii_lowercase().as_str() {
        "-all" => "-all",
        "?all" if !is_effective => "?all",
        _ => "~all",
    });
    let mut kept: Vec<&str> = Vec::new();
    for term in terms.iter().filter(|term| !is_all(term)) {
        let is_idle = all.is_some() && is_redirect(&term);
        let is_twice = kept.iter().any(|known| known.eq_ignore_ascii_case(term));
        if !is_idle && !is_twice {
            kept.push(term);
        }
    }
    let has_redirect = terms.iter().any(|term| is_redirect(&term));
    let end = match all {
        // Nobody is named: the domain sends no mail.
        None if is_effective && is_bare => Some("-all"),
        None if is_effective && !has_redirect => Some("~all"),
        other => other,
    };
    let after = kept.iter().position(|term| is_explanation(&&(*term).to_owned())).unwrap_or(kept.len());
    if let Some(end) = end {
        kept.insert(after, end);
    }
    [&[VERSION], kept.as_slice()].concat().join(" ")
}

/// The end of the version at the begin of a text, with the blanks and separators behind it, and what is wrong
/// with it.
fn version(text: &[u8]) -> Option<(usize, Option<Slip>)> {
    let lower = text.to_ascii_lowercase();
    let after = |at: usize, around: &[u8]| {
        let rest = lower.get(at..).unwrap_or_default();
        at.saturating_add(rest.iter().position(|octet| !around.contains(octet)).unwrap_or(rest.len()))
    };
    let is_right = lower.starts_with(VERSION.as_bytes());
    let start = after(0, b" ");
    let has_letter = lower.get(start) == Some(&b'v');
    let name = if has_letter { after(start.saturating_add(1), b" =:-") } else { start };
    let at = name.checked_add(3).filter(|at| lower.get(name..*at) == Some(b"spf"))?;
    let number = after(at, b" ");
    let has_number = lower.get(number) == Some(&b'1') && (has_letter || number == at);
    let end = if has_number { number.saturating_add(1) } else { at };
    match lower.get(end) {
        // Another version is no misspelling of this one.
        Some(octet) if octet.is_ascii_digit() || *octet == b'.' => return None,
        Some(octet) if !has_letter && !b" =:;,".contains(octet) => return None,
        Some(octet) if !has_number && !b" =:;,".contains(octet) => return None,
        None if !has_letter => return None,
        _ => {}
    }
    // `spf` alone is a word like any other.
    if !has_letter && !has_number && lower.get(end) != Some(&b'=') {
        return None;
    }
    let next = after(end, b" =:;,");
    // A separator in the place of the space behind the version is what stands between the terms too.
    let is_parted = matches!(text.get(end..next), Some(b"," | b";" | b", " | b"; "));
    let slip = if !has_letter {
        Some(Slip::VersionMissing)
    } else if is_right && end == VERSION.len() && is_parted {
        Some(Slip::Separator)
    } else if !is_right
        || !has_number
        || end != VERSION.len()
        || matches!(lower.get(end), Some(b'=' | b':' | b';' | b','))
    {
        Some(Slip::Version)
    } else {
        (next == end && next < lower.len()).then_some(Slip::SpaceMissing)
    };
    Some((next, slip))
}

/// The terms behind the version.
fn records(plain: &mut Plain, start: usize) -> Option<Vec<Vec<String>>> {
    let words = joined(words(plain, start), plain);
    let mut records = vec![Vec::new()];
    for word in words.iter().flat_map(|word| unglued(word, plain)).collect::<Vec<_>>() {
        match fix(&word.text)? {
            Fixed::Term(term, slip) => {
                if let Some(slip) = slip {
                    let end = word.at.saturating_add(word.text.len());
                    let span = Span::new(plain.origin(word.at), plain.origin(end));
                    plain.note(slip, &word.text, span);
                }
                records.last_mut()?.push(term);
            }
            Fixed::Nothing => {}
            Fixed::Version => records.push(Vec::new()),
        }
    }
    Some(records)
}

/// The words between blanks; between commas or semicolons where there are no blanks, or where a word that is
/// no term holds them.
fn words(plain: &mut Plain, start: usize) -> Vec<Word> {
    let rest = String::from_utf8_lossy(plain.text.get(start..).unwrap_or_default()).into_owned();
    let mut words = Vec::new();
    let mut at = start;
    for piece in rest.split(' ') {
        let is_macro = piece.contains('%');
        let is_term = read_term(piece.as_bytes()).is_ok() && rest.trim().contains(' ');
        let separators: &[char] = if is_term || is_macro { &[] } else { &[',', ';'] };
        let mut inner = at;
        for part in piece.split(separators) {
            let text = part.trim_end_matches([';', ',']);
            if !text.is_empty() {
                words.push(Word { text: text.to_owned(), at: inner });
            }
            inner = inner.saturating_add(part.len()).saturating_add(1);
        }
        let separator =
            piece.find([',', ';']).filter(|_| !is_term && (!is_macro || piece.ends_with([',', ';'])));
        if let Some(place) = separator {
            let origin = plain.origin(at.saturating_add(place));
            let found = piece.get(place..place.saturating_add(1)).unwrap_or_default().to_owned();
            plain.note(Slip::Separator, &found, Span::new(origin, origin.saturating_add(1)));
        }
        at = at.saturating_add(piece.len()).saturating_add(1);
    }
    words
}

/// Puts together what a blank stands in the middle of: `ip4: 192.0.2.1`, `- all`.
fn joined(words: Vec<Word>, plain: &mut Plain) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    for word in words {
        let is_own = fix(&word.text).is_some();
        let is_end = |text: &str| text.ends_with([':', '=']) || matches!(text, "-" | "~" | "?" | "+");
        let wants = all.last().is_some_and(|last| is_end(&last.text));
        let is_all = word.text.eq_ignore_ascii_case("all");
        let is_sign = all.last().is_some_and(|last| matches!(last.text.as_str(), "-" | "~" | "?" | "+"));
        let follows = word.text.starts_with([':', '='])
            || (wants && (!is_own || (is_sign && is_all) || is_address(&word.text)));
        match all.last_mut().filter(|_| follows) {
            Some(last) => {
                last.text.push_str(&word.text);
                let (text, at) = (last.text.clone(), last.at);
                let span = Span::new(plain.origin(at), plain.origin(word.at.saturating_add(word.text.len())));
                plain.note(Slip::SpaceInside, &text, span);
            }
            None => all.push(word),
        }
    }
    all
}

/// Takes apart terms between which a blank is missing.
fn unglued(word: &Word, plain: &mut Plain) -> Vec<Word> {
    let mut parts = Vec::new();
    let mut rest = word.clone();
    // A modifier may hold anything.
    let is_modifier = matches!(read_term(word.text.as_bytes()), Ok(Content::UnknownModifier))
        && meant(&word.text).is_none();
    while let Some(at) = seam(&rest.text).filter(|_| !is_modifier && parts.len() < MAX_PARTS) {
        let (Some(before), Some(after)) = (rest.text.get(..at), rest.text.get(at..)) else { break };
        let place = rest.at.saturating_add(at);
        parts.push(Word { text: before.to_owned(), at: rest.at });
        let name = after.find([':', '=']).map_or(after, |end| after.get(..=end).unwrap_or(after));
        let origin = plain.origin(place);
        plain.note(Slip::SpaceMissing, name, Span::new(origin, origin));
        rest = Word { text: after.to_owned(), at: place };
    }
    parts.push(rest);
    parts
}

/// Where a second term begins within a word.
fn seam(word: &str) -> Option<usize> {
    const NAMES: [&str; 8] = ["include:", "exists:", "redirect=", "ip4:", "ip6:", "exp=", "mx:", "ptr:"];
    let lower = word.to_ascii_lowercase();
    let is_sign = |octet: Option<&u8>| matches!(octet, Some(b'-' | b'~' | b'?' | b'+'));
    // The sign before a name belongs to it; a domain cannot end in one.
    let with_sign = |at: usize| {
        let before = at.checked_sub(1)?;
        let at = if is_sign(lower.as_bytes().get(before)) { before } else { at };
        (at > 0).then_some(at)
    };
    let first = lower.find([':', '=']).map_or(0, |end| end.saturating_add(1));
    let mut seams: Vec<usize> = NAMES
        .iter()
        .filter_map(|name| {
            let found = lower.match_indices(name).map(|(at, _)| at);
            found.filter(|at| *at > 0).find_map(with_sign)
        })
        .collect();
    if let Some(all) = lower.strip_suffix("all").map(str::len) {
        let sign = all.checked_sub(1).filter(|at| *at > 0 && is_sign(lower.as_bytes().get(*at)));
        let is_a_label = lower.rsplit('.').next().is_some_and(|label| label.starts_with("xn--"));
        seams.extend(sign.filter(|_| !is_a_label));
    }
    let earliest = seams.into_iter().min();
    // `a:` can end any word: only where nothing else is found, and no address of IPv6 is at hand.
    let of_a = || {
        let rest = lower.get(first..)?;
        let at = rest.find("a:").filter(|_| first > 0 && !lower.starts_with("ip6"))?;
        with_sign(first.saturating_add(at)).filter(|at| *at > first)
    };
    earliest.or_else(of_a)
}

/// What a word was meant to be; `None` if that cannot be told.
fn fix(word: &str) -> Option<Fixed> {
    match read_term(word.as_bytes()) {
        Ok(Content::UnknownModifier) => {
            return Some(meant(word).unwrap_or_else(|| Fixed::Term(word.to_owned(), None)));
        }
        Ok(_) => return Some(Fixed::Term(word.to_owned(), None)),
        Err(_) => {}
    }
    let (sign, bare) = signed(word);
    if is_address(bare) {
        return sign.is_empty().then(|| Fixed::Term(network(bare), Some(Slip::OtherName)));
    }
    let end = bare.find([':', '=', '/']).unwrap_or(bare.len());
    let (name, rest) = bare.split_at_checked(end)?;
    let value = rest.strip_prefix([':', '=']).unwrap_or(rest);
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let term = match name.as_str() {
        "a" | "mx" | "include" | "ip4" | "ip6" | "ipv4" | "ipv6" | "ip" if is_address(value) => {
            let slip = if matches!(name.as_str(), "a" | "mx" | "include") {
                Slip::AddressAsName
            } else {
                Slip::OtherName
            };
            return Some(Fixed::Term(format!("{sign}{}", network(value)), Some(slip)));
        }
        "a" | "mx" | "ptr" if value.is_empty() => format!("{sign}{name}"),
        "redirect" | "exp" if sign.is_empty() => format!("{name}={value}"),
        "all" if value.trim_matches(['.', ':', '=']).is_empty() => format!("{sign}all"),
        _ if rest.is_empty() && !sign.is_empty() && nearest_all(&name) => format!("{sign}all"),
        _ => match nearest(&name, &LONG)? {
            "redirect" => format!("redirect={value}"),
            near => format!("{sign}{near}:{value}"),
        },
    };
    let is_term =
        read_term(term.as_bytes()).is_ok_and(|content| !matches!(content, Content::UnknownModifier));
    is_term.then_some(Fixed::Term(term, Some(Slip::OtherName)))
}

/// What a modifier that there is not was meant to be; `None` if nothing tells.
fn meant(word: &str) -> Option<Fixed> {
    let (name, value) = word.split_once('=')?;
    let name = name.to_ascii_lowercase();
    let term = match name.as_str() {
        "v" if value.to_ascii_lowercase().starts_with("spf") => return Some(Fixed::Version),
        // It says nothing of everybody else that could be taken over.
        "all" | "ptr" => return Some(Fixed::Nothing),
        "a" | "mx" if value.is_empty() => name,
        "ip4" | "ip6" | "ipv4" | "ipv6" | "ip" | "a" | "mx" if is_address(value) => network(value),
        name if MECHANISMS.contains(&name) => format!("{name}:{value}"),
        name => match nearest(name, &LONG)? {
            "redirect" => format!("redirect={value}"),
            near => format!("{near}:{value}"),
        },
    };
    Some(Fixed::Term(term, None))
}

/// What a modifier that there is not was meant to be, as text: empty where it is best left out.
pub(super) fn modifier_meant(word: &str) -> Option<String> {
    match meant(word)? {
        Fixed::Term(term, _) => Some(term),
        Fixed::Nothing | Fixed::Version => Some(String::new()),
    }
}

fn nearest_all(name: &str) -> bool {
    matches!(name, "al" | "alll" | "aall" | "a11" | "al1" | "a1l" | "aii" | "lal" | "ali" | "alle")
}

/// The qualifier and the rest.
fn signed(word: &str) -> (&str, &str) {
    let length = usize::from(word.starts_with(['-', '~', '?', '+']));
    word.split_at_checked(length).unwrap_or(("", word))
}

/// An address with or without a length.
fn is_address(text: &str) -> bool {
    let address = text.split_once('/').map_or(text, |(address, _)| address);
    address.parse::<IpAddr>().is_ok()
        && matches!(read_term(network(text).as_bytes()), Ok(Content::Directive(_, Mechanism::Network(..))))
}

fn network(text: &str) -> String {
    format!("{}:{text}", if text.contains(':') { "ip6" } else { "ip4" })
}
