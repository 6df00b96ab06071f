//! Repairs that the body's hash judges: each is a guess until `bh=` matches.

use super::{
    Draft, Repaired,
    decode::{read_base64, read_quoted_printable},
    lines::{is_blank, lines},
    mime,
    problem::Problem,
    wrapped::end_of_data,
};
use crate::{
    message::{Header, HeaderSearch, encode},
    platform::Platform,
    span::Span,
};

/// A message's parts.
pub(super) struct Split {
    pub(super) header: Header,
    pub(super) body: Span,
}

impl Split {
    pub(super) fn new(octets: &[u8]) -> Self {
        let (end, start) = HeaderSearch::default().run(octets).unwrap_or((octets.len(), octets.len()));
        Self { header: Header::split(octets, Span::new(0, end)), body: Span::new(start, octets.len()) }
    }

    /// All that stands before the body.
    pub(super) fn header_octets<'a>(&self, octets: &'a [u8]) -> &'a [u8] {
        octets.get(..self.body.start).unwrap_or_default()
    }
}

/// What may have happened to the body, the likelier first.
pub(super) fn guesses(draft: &Draft, platform: &Platform) -> Vec<Repaired> {
    let octets = draft.octets.as_slice();
    let split = Split::new(octets);
    let mut steps: Vec<Repaired> =
        [reencode(octets, &split, platform), escapes(octets, &split), mojibake(octets, platform)]
            .into_iter()
            .flatten()
            .collect();
    // These happen on the way of a mail too: a copy is to blame only if it shows elsewhere.
    if !draft.repairs.is_empty() {
        steps.extend([blank_lines_after(octets), line_ends(octets)].into_iter().flatten());
    }
    steps.extend(end_of_data(octets, split.body.start));
    steps.extend(text_after(draft, &split));
    steps
}

/// Writes each text that is UTF-8 back in the character set that its header names.
fn reencode(octets: &[u8], split: &Split, platform: &Platform) -> Option<Repaired> {
    let tree = mime::walk(octets, &split.header, split.body);
    let mut output = octets.get(..split.body.start)?.to_vec();
    let mut done = split.body.start;
    let mut named = None;
    for leaf in tree.leaves {
        let is_text = leaf.content_type.kind.is_empty() || leaf.content_type.kind.starts_with("text/");
        let is_plain = matches!(leaf.encoding.as_str(), "" | "7bit" | "8bit" | "binary");
        let text = leaf.body.of(octets);
        let (Some(charset), false) = (leaf.content_type.charset, text.is_ascii()) else { continue };
        if !(is_text && is_plain)
            || ["utf-8", "utf8", "us-ascii"].contains(&charset.to_ascii_lowercase().as_str())
        {
            continue;
        }
        let written = encode(&charset, std::str::from_utf8(text).ok()?, platform)?;
        output.extend_from_slice(octets.get(done..leaf.body.start)?);
        output.extend_from_slice(&written);
        done = leaf.body.end;
        named = Some(charset);
    }
    output.extend_from_slice(octets.get(done..)?);
    Some(Repaired::new(output, Problem::Reencoded { charset: named? }))
}

/// Puts the escape characters of ISO-2022-JP (RFC 1468) back where pairs begin and end.
fn escapes(octets: &[u8], split: &Split) -> Option<Repaired> {
    let (head, body) = octets.split_at_checked(split.body.start)?;
    let lower = octets.to_ascii_lowercase();
    if memchr::memmem::find(&lower, b"iso-2022-jp").is_none() || body.contains(&0x1B) {
        return None;
    }
    let body = without_substitutes(body);
    let mut output = head.to_vec();
    let mut count = 0_usize;
    let mut in_pairs = false;
    let mut rest = body.as_slice();
    while !rest.is_empty() {
        let is_mark = match rest {
            [b'$', b'B' | b'@', ..] => !in_pairs,
            [b'(', b'B' | b'J', ..] => in_pairs,
            _ => false,
        };
        if is_mark {
            output.push(0x1B);
            count = count.saturating_add(1);
            in_pairs = !in_pairs;
        } else if in_pairs && !matches!(rest, [0x21..=0x7E, 0x21..=0x7E, ..]) {
            return None;
        }
        let length = if is_mark || in_pairs { 2 } else { 1 };
        output.extend_from_slice(rest.get(..length)?);
        rest = rest.get(length..)?;
    }
    (count > 0 && !in_pairs).then(|| Repaired::new(output, Problem::Escapes { count }))
}

/// Without what some programs show for an escape character.
fn without_substitutes(body: &[u8]) -> Vec<u8> {
    const SUBSTITUTES: [&[u8]; 3] = ["\u{FFFD}".as_bytes(), "\u{241B}".as_bytes(), b"^["];
    let mut output = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        let mut shown = SUBSTITUTES.iter().filter_map(|shown| rest.strip_prefix(*shown));
        let shown = shown.find(|after| matches!(after, [b'$' | b'(', b'B' | b'@' | b'J', ..]));
        if shown.is_none() {
            output.push(*first);
        }
        rest = shown.unwrap_or(after);
    }
    output
}

/// UTF-8 that was read as windows-1252 and written as UTF-8.
fn mojibake(octets: &[u8], platform: &Platform) -> Option<Repaired> {
    let text = std::str::from_utf8(octets).ok().filter(|text| !text.is_ascii())?;
    let before = encode("windows-1252", text, platform)?;
    std::str::from_utf8(&before).ok()?;
    Some(Repaired::new(before, Problem::Mojibake))
}

/// Lines of white space at the end, which `c=simple` does not ignore.
fn blank_lines_after(octets: &[u8]) -> Option<Repaired> {
    let blank: Vec<&[u8]> = lines(octets).rev().take_while(|line| is_blank(line)).collect();
    let length: usize = blank.iter().fold(0, |sum, line| sum.saturating_add(line.len()));
    let rest = octets.get(..octets.len().saturating_sub(length)).filter(|_| length > 0)?;
    Some(Repaired::new(rest.to_vec(), Problem::BlankLinesAfter { count: blank.len() }))
}

/// Lone CR, however few.
fn line_ends(octets: &[u8]) -> Option<Repaired> {
    let mut output = Vec::with_capacity(octets.len());
    let mut count = 0_usize;
    for (place, octet) in octets.iter().enumerate() {
        output.push(*octet);
        if *octet == b'\r' && octets.get(place.saturating_add(1)) != Some(&b'\n') {
            output.push(b'\n');
            count = count.saturating_add(1);
        }
    }
    (count > 0).then(|| Repaired::new(output, Problem::LineEnds { count }))
}

/// Lines at the end that may belong to the page around the source, or to whoever passed it on.
const MAX_LINES_AFTER: usize = 4;

/// The source without its last lines, one less each time, where there was text before it too.
fn text_after(draft: &Draft, split: &Split) -> Vec<Repaired> {
    let Some(page) = draft.surroundings() else { return Vec::new() };
    let octets = draft.octets.as_slice();
    let mut end = octets.len();
    let mut steps = Vec::new();
    let mut after = 0_usize;
    for line in lines(octets).rev() {
        end = end.saturating_sub(line.len());
        if end <= split.body.start || after >= MAX_LINES_AFTER {
            break;
        }
        if is_blank(line) {
            continue;
        }
        after = after.saturating_add(1);
        let problem = if page {
            Problem::PageText { before: 0, after }
        } else {
            Problem::SurroundingText { before: 0, after }
        };
        steps.push(Repaired::new(octets.get(..end).unwrap_or_default().to_vec(), problem));
    }
    steps
}

/// Undoes the `>` before `From ` at the start of a line: of one (`mboxrd`).
pub(super) fn unescape_from(octets: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut output = Vec::with_capacity(octets.len());
    let mut count = 0_usize;
    for line in lines(octets) {
        let marks = line.iter().take_while(|octet| **octet == b'>').count();
        let is_escaped = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
        count = count.saturating_add(usize::from(is_escaped));
        output.extend_from_slice(line.get(usize::from(is_escaped)..).unwrap_or_default());
    }
    (count > 0).then_some((output, count))
}

/// The octets of an attached message.
pub(super) fn decode_part(octets: &[u8], encoding: &str) -> Option<Vec<u8>> {
    match encoding {
        "base64" => read_base64(octets),
        "quoted-printable" => Some(read_quoted_printable(octets)),
        _ => Some(octets.to_vec()),
    }
}
