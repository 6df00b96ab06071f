//! The policy record that a text was meant to be: read leniently, written anew, and then judged like any other.
//! Where it cannot be told for certain what was meant, there is none.

use serde::Serialize;

use super::record::{Policy, PolicyRecord, mailto};
use crate::{
    slips::{Found, Plain, Slip, nearest},
    span::Span,
};

/// The tags of RFC 9989 §4.7, the policies first.
pub(super) const TAGS: [&str; 10] = ["p", "sp", "np", "psd", "t", "adkim", "aspf", "rua", "ruf", "fo"];
/// Tags of RFC 7489 that RFC 9989 does not have.
pub(super) const REMOVED: [&str; 3] = ["pct", "rf", "ri"];
const POLICIES: [&str; 3] = ["none", "quarantine", "reject"];
/// Octets of a text that is looked at.
const MAX_OCTETS: usize = 4096;
/// Equals signs between two semicolons that are looked at.
const MAX_PARTS: usize = 32;

/// A word of a record that is guessed from its spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Guess {
    /// What stands there, `tag=value`.
    pub found: String,
    /// What was probably meant.
    pub meant: String,
}

/// What was meant.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) slips: Vec<Found>,
    /// The tags as they are written, the version left out; `None` where characters cannot be told.
    tags: Option<Vec<(String, String)>>,
}

/// A record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposed {
    pub(crate) record: String,
    pub(crate) guesses: Vec<Guess>,
    /// A mailbox named in it that need not exist.
    pub(crate) placeholder: Option<String>,
}

/// Where a tag begins, its name, and where its value does.
struct Start {
    at: usize,
    name: String,
    value: usize,
}

impl Reading {
    /// Reads a text; `None` if nothing tells that it was meant for DMARC.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        if text.len() > MAX_OCTETS {
            return None;
        }
        let mut plain = Plain::read(text);
        // "WSP" of RFC 9989 §4.8 is a space or a tab.
        plain.slips.retain(|found| found.slip != Slip::Blank || found.text != "U+0009");
        plain.take_backslashes();
        plain.cut_zone_line(&|rest| version(rest).is_some());
        let (end, slip) = version(&plain.text)?;
        let written = String::from_utf8_lossy(plain.text.get(..end).unwrap_or_default());
        let written = written.trim_end_matches([' ', ';']).to_owned();
        if let Some(slip) = slip {
            let text = if slip == Slip::VersionMissing { "v=DMARC1" } else { &written };
            let span = Span::new(plain.origin(0), plain.origin(end));
            plain.note(slip, text, span);
        }
        let tags = plain.is_ascii().then(|| tags(&mut plain, end));
        Some(Self { slips: plain.slips, tags })
    }

    /// The record with the slips mended and nothing else.
    pub(super) fn text(&self) -> Option<String> {
        let tags = self.tags.as_ref()?;
        let parts = tags.iter().map(|(name, value)| match name.as_str() {
            "" => value.clone(),
            name => format!("{name}={value}"),
        });
        Some(["v=DMARC1".to_owned()].into_iter().chain(parts).collect::<Vec<_>>().join("; "))
    }

    /// The record as it was meant, for `domain`; with another policy if one is wanted, and without the tags of
    /// `dropped`.
    fn propose(&self, domain: &str, policy: Option<Policy>, dropped: &[&str]) -> Option<Proposed> {
        let mut guesses = Vec::new();
        let mut known: Vec<(String, String)> = Vec::new();
        let tags = self.tags.as_ref()?;
        let all = |name: &str| tags.iter().any(|(one, _)| one.eq_ignore_ascii_case(name));
        for (written, value) in tags {
            let name = written.to_ascii_lowercase();
            // A policy without its tag was meant for something.
            if name.is_empty() && policy_meant(value).is_some() {
                return None;
            }
            let meant =
                if TAGS.contains(&name.as_str()) { Some(name.as_str()) } else { tag_meant(&name, value) };
            let Some(meant) = meant.filter(|meant| *meant == name || !all(meant)) else { continue };
            let (value, is_guess) = match meant {
                "p" | "sp" | "np" => policy_meant(value)?,
                _ => (value_meant(meant, value), false),
            };
            if is_guess {
                guesses.push(Guess {
                    found: format!("{written}={}", tag_value(tags, written)),
                    meant: format!("{meant}={value}"),
                });
            }
            if value.is_empty() || dropped.contains(&meant) {
                continue;
            }
            match known.iter_mut().find(|(one, _)| one == meant) {
                Some((_, first)) if matches!(meant, "rua" | "ruf") && *first != value => {
                    *first = addresses(&format!("{first},{value}"));
                }
                Some((_, first)) if *first != value && matches!(meant, "p" | "sp" | "np") => return None,
                Some(_) => {}
                None => known.push((meant.to_owned(), value)),
            }
        }
        Some(write(&known, domain, policy, guesses))
    }
}

/// The value of the tag that is written so.
fn tag_value<'t>(tags: &'t [(String, String)], written: &str) -> &'t str {
    tags.iter().find(|(name, _)| name == written).map_or("", |(_, value)| value.as_str())
}

/// The record to publish in the place of `text`, or where there is none: it was judged, and has no fault.
pub(crate) fn propose(
    text: Option<&[u8]>,
    domain: &str,
    policy: Option<Policy>,
    dropped: &[&str],
) -> Option<Proposed> {
    let proposed = match text {
        Some(text) => Reading::new(text)?.propose(domain, policy, dropped)?,
        None => write(&[], domain, policy, Vec::new()),
    };
    let record = PolicyRecord::parse(proposed.record.as_bytes());
    let is_sound = record.is_some_and(|record| record.problems.is_empty()) && proposed.record.is_ascii();
    is_sound.then_some(proposed)
}

fn write(tags: &[(String, String)], domain: &str, policy: Option<Policy>, guesses: Vec<Guess>) -> Proposed {
    let value = |name: &str| tags.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    let policy = policy.map(Policy::name).or_else(|| value("p")).unwrap_or("none");
    let mailbox = format!("dmarc-reports@{domain}");
    let mut parts = vec!["v=DMARC1".to_owned(), format!("p={policy}")];
    let placeholder = value("rua").is_none().then_some(mailbox);
    parts.extend(placeholder.iter().map(|mailbox| format!("rua=mailto:{mailbox}")));
    parts.extend(tags.iter().filter(|(name, _)| name != "p").map(|(name, value)| format!("{name}={value}")));
    Proposed { record: parts.join("; "), guesses, placeholder }
}

/// The end of the version at the begin of a text, with the separators behind it, and what is wrong with it.
fn version(text: &[u8]) -> Option<(usize, Option<Slip>)> {
    let lower = text.to_ascii_lowercase();
    let after = |at: usize, around: &[u8]| {
        let rest = lower.get(at..).unwrap_or_default();
        at.saturating_add(rest.iter().position(|octet| !around.contains(octet)).unwrap_or(rest.len()))
    };
    let start = after(0, b" ");
    let has_letter = lower.get(start) == Some(&b'v');
    let name = if has_letter { after(start.saturating_add(1), b" =:-") } else { start };
    let at = name.saturating_add(5);
    if lower.get(name..at) != Some(b"dmarc") {
        return begins_with_policy(&lower, start).then_some((start, Some(Slip::VersionMissing)));
    }
    let number = after(at, b" ");
    // Another version is no misspelling of this one.
    let has_number = lower.get(number) == Some(&b'1');
    let end = if has_number { number.saturating_add(1) } else { at };
    let next = lower.get(after(end, b" "));
    match next {
        Some(octet) if octet.is_ascii_digit() || *octet == b'.' => return None,
        // A word that only begins so.
        Some(octet) if !has_number && !b";:,".contains(octet) => return None,
        None if !has_letter => return None,
        _ => {}
    }
    let equals: Vec<u8> = lower
        .get(start.saturating_add(1)..name)
        .unwrap_or_default()
        .iter()
        .copied()
        .filter(|octet| *octet != b' ')
        .collect();
    let is_right =
        start == 0 && has_letter && equals == b"=" && number == at && text.get(name..end) == Some(b"DMARC1");
    let slip = match next {
        _ if !has_letter => Some(Slip::VersionMissing),
        _ if !is_right => Some(Slip::Version),
        None | Some(b';') => None,
        Some(b',' | b':') => Some(Slip::Separator),
        Some(_) => Some(Slip::SemicolonMissing),
    };
    Some((after(end, b" ;:,"), slip))
}

/// Whether a text begins with `p=` and something like a policy.
fn begins_with_policy(lower: &[u8], start: usize) -> bool {
    let rest = lower.get(start..).unwrap_or_default();
    let value =
        rest.strip_prefix(b"p").map(<[u8]>::trim_ascii_start).and_then(|rest| rest.strip_prefix(b"="));
    let value = value.map(<[u8]>::trim_ascii_start).unwrap_or_default();
    POLICIES.iter().any(|policy| value.starts_with(policy.as_bytes()))
}

/// The tags behind the version; what is none has no name.
fn tags(plain: &mut Plain, start: usize) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(&plain.text).into_owned();
    let mut all: Vec<(String, String)> = Vec::new();
    let mut at = start;
    for part in text.get(start..).unwrap_or_default().split(';') {
        let from = at;
        at = at.saturating_add(part.len()).saturating_add(1);
        let starts = starts(part);
        if part.trim().is_empty() {
            continue;
        }
        if starts.first().is_none_or(|first| !part.get(..first.at).unwrap_or_default().trim().is_empty()) {
            let loose = part.get(..starts.first().map_or(part.len(), |first| first.at)).unwrap_or_default();
            take_loose(loose.trim_matches([' ', ',']), from, &mut all, plain);
        }
        for (place, one) in starts.iter().enumerate() {
            let end = starts.get(place.saturating_add(1)).map_or(part.len(), |next| next.at);
            let value = part.get(one.value..end).unwrap_or_default();
            let is_cut = end < part.len();
            let separator = value.trim_end().ends_with(',');
            let value = value.trim_matches([' ', ',']).to_owned();
            if is_cut {
                let origin = plain.origin(from.saturating_add(end));
                let span = Span::new(origin, origin);
                if separator {
                    plain.note(Slip::Separator, ",", span);
                } else {
                    plain.note(Slip::SemicolonMissing, &format!("{}={value}", one.name), span);
                }
            }
            all.push((one.name.clone(), value));
        }
    }
    all
}

/// What belongs to no tag: an address behind a semicolon belongs to those before it.
fn take_loose(loose: &str, from: usize, all: &mut Vec<(String, String)>, plain: &mut Plain) {
    // `p:reject`
    if let Some((name, value)) = loose.split_once(':').filter(|(name, _)| is_known(name.trim())) {
        let origin = plain.origin(from);
        plain.note(Slip::Separator, ":", Span::new(origin, origin));
        all.push((name.trim().to_owned(), value.trim().to_owned()));
        return;
    }
    match all.last_mut().filter(|(name, _)| {
        loose.contains('@') && matches!(name.to_ascii_lowercase().as_str(), "rua" | "ruf")
    }) {
        Some((_, value)) => {
            *value = format!("{value},{loose}");
            let origin = plain.origin(from);
            plain.note(Slip::Separator, ";", Span::new(origin, origin));
        }
        None => all.push((String::new(), loose.to_owned())),
    }
}

/// The tags that begin in what stands between two semicolons: the first with any name, more of them with those
/// that there are.
fn starts(part: &str) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    for (equals, _) in part.match_indices('=').take(MAX_PARTS) {
        let before = part.get(..equals).unwrap_or_default().trim_end();
        let length =
            before.bytes().rev().take_while(|octet| octet.is_ascii_alphanumeric() || *octet == b'_').count();
        let at = before.len().saturating_sub(length);
        let (name, value) = (before.get(at..).unwrap_or_default(), equals.saturating_add(1));
        let Some(last) = starts.last() else {
            if !name.is_empty() && before.get(..at).is_some_and(|rest| rest.trim().is_empty()) {
                starts.push(Start { at, name: name.to_owned(), value });
                continue;
            }
            if is_known(name) {
                starts.push(Start { at, name: name.to_owned(), value });
            }
            continue;
        };
        let is_apart = at > last.value && before.get(..at).is_some_and(|rest| rest.ends_with([' ', ',']));
        if is_apart && (is_known(name) || tag_named(&name.to_ascii_lowercase()).is_some()) {
            starts.push(Start { at, name: name.to_owned(), value });
        } else if let Some(name) = glued(part.get(last.value..before.len()).unwrap_or_default(), &last.name) {
            starts.push(Start { at: before.len().saturating_sub(name.len()), name: name.to_owned(), value });
        }
    }
    starts
}

/// The tag at the end of a value that nothing separates from it: what stands before it has to be a value.
fn glued<'v>(value: &'v str, name: &str) -> Option<&'v str> {
    let name = name.to_ascii_lowercase();
    let lower = value.to_ascii_lowercase();
    TAGS.iter().chain(&REMOVED).filter(|tag| lower.ends_with(*tag)).find_map(|tag| {
        let (before, found) = value.split_at_checked(value.len().checked_sub(tag.len())?)?;
        let before = before.trim();
        let is_value = match name.as_str() {
            "p" | "sp" | "np" => POLICIES.iter().any(|policy| before.eq_ignore_ascii_case(policy)),
            "rua" | "ruf" => tag.len() > 2 && before.contains('@'),
            other => !before.is_empty() && value_meant(other, before).eq_ignore_ascii_case(before),
        };
        is_value.then_some(found)
    })
}

fn is_known(name: &str) -> bool {
    TAGS.iter().chain(&REMOVED).chain(&["v"]).any(|known| known.eq_ignore_ascii_case(name))
}

/// The tag that a name which is none was meant to be, where its value fits.
pub(super) fn tag_meant(name: &str, value: &str) -> Option<&'static str> {
    let tag = tag_named(name)?;
    let fits = match tag {
        "p" | "sp" | "np" => policy_meant(value).is_some(),
        "rua" | "ruf" => true,
        other => !value_meant(other, value).is_empty(),
    };
    fits.then_some(tag)
}

fn tag_named(name: &str) -> Option<&'static str> {
    const LONG: [&str; 5] = ["adkim", "aspf", "rua", "ruf", "psd"];
    match name {
        "policy" | "pol" => Some("p"),
        "subdomain" | "subdomainpolicy" | "subpolicy" | "spolicy" => Some("sp"),
        "test" | "testing" => Some("t"),
        "pct" | "rf" | "ri" | "v" | "" => None,
        name if name.len() > 2 => nearest(name, &LONG),
        _ => None,
    }
}

/// The policy that a value was meant to be, and whether that is guessed.
fn policy_meant(value: &str) -> Option<(String, bool)> {
    let same = POLICIES.iter().find(|policy| value.eq_ignore_ascii_case(policy));
    same.map(|policy| ((*policy).to_owned(), false))
        .or_else(|| Some((nearest(value, &POLICIES)?.to_owned(), true)))
}

/// The value of another tag; empty where the default counts.
fn value_meant(tag: &str, value: &str) -> String {
    let lower = value.to_ascii_lowercase();
    let meant = match (tag, lower.as_str()) {
        ("rua" | "ruf", _) => return addresses(value),
        ("fo", _) => return options(&lower),
        ("adkim" | "aspf", "r" | "relaxed") => "r",
        ("adkim" | "aspf", "s" | "strict") => "s",
        ("psd" | "t", "y" | "yes" | "true") => "y",
        ("psd" | "t", "n" | "no" | "false") => "n",
        ("psd", "u") => "u",
        _ => "",
    };
    meant.to_owned()
}

/// RFC 9989 §4.8, `dmarc-fo`: options with colons between them, each once.
fn options(lower: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for option in lower.split([':', ',', '/', ' ', '|']).map(str::trim) {
        if matches!(option, "0" | "1" | "d" | "s") && !kept.contains(&option) {
            kept.push(option);
        }
    }
    kept.join(":")
}

/// Where reports can be sent to.
fn addresses(list: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    let list = list.replace(": ", ":").replace(['<', '>'], " ");
    for written in list.split([',', ' ']).map(str::trim).filter(|written| written.contains('@')) {
        let (scheme, rest) = written.split_once([':', '=']).unwrap_or(("mailto", written));
        let is_mailto = scheme.eq_ignore_ascii_case("mailto")
            || nearest(scheme, &["mailto"]).is_some()
            || matches!(scheme.to_ascii_lowercase().as_str(), "mail" | "email" | "e-mail" | "to");
        let address = format!("mailto:{}", rest.trim_start_matches(['/', ':']));
        // What runs into the next tag is none.
        let is_whole =
            rest.split_once('!').is_none_or(|(_, size)| is_size(size)) && rest.matches('@').count() == 1;
        if is_mailto && is_whole && mailto(address.as_bytes()).is_some() && !kept.contains(&address) {
            kept.push(address);
        }
    }
    kept.join(",")
}

/// Whether this is the size that RFC 7489 §6.2 allowed behind an address: digits, and a unit.
fn is_size(text: &str) -> bool {
    let digits = text.strip_suffix(['k', 'm', 'g', 't', 'K', 'M', 'G', 'T']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit())
}
