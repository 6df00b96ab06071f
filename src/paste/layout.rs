//! Repairs of the layout: lines that were marked, numbered, doubled or surrounded.

use super::{
    NEAR, Repaired,
    decode::compact_base64,
    lines::{
        MAX_RUN, begins_known_field, begins_source, disguised_field, field_name, is_blank, is_continuation,
        is_from_line, is_source_field, lines, obsolete_field_name, text,
    },
    name::shows_results,
    problem::Problem,
};

/// Lines within which a header section is looked for below other text.
const FAR: usize = 200;

/// Line ends of which one of the first shows that the source was copied.
const FIRST_LINE_ENDS: usize = 20;

/// CR alone, or CR CR LF, in the header section and often enough. Where the body alone has them, they
/// may have come on the way.
pub(super) fn line_ends(octets: &[u8]) -> Option<Repaired> {
    let (mut bare, mut triple, mut others) = (0_usize, 0_usize, 0_usize);
    let mut is_early = false;
    let mut rest = octets;
    while let Some(place) = memchr::memchr2(b'\r', b'\n', rest) {
        let end = rest.get(place..).unwrap_or_default();
        let length = match end {
            [b'\r', b'\n', ..] => 2,
            [b'\r', b'\r', b'\n', ..] => 3,
            _ => 1,
        };
        let is_bare = length == 3 || (length == 1 && end.first() == Some(&b'\r'));
        let counted = if is_bare { &mut bare } else { &mut others };
        *counted = counted.saturating_add(1);
        is_early |= is_bare && bare.saturating_add(others) <= FIRST_LINE_ENDS;
        triple = triple.saturating_add(usize::from(length == 3));
        rest = end.get(length..).unwrap_or_default();
    }
    if !is_early || bare < 3 || bare.saturating_mul(8) < others {
        return None;
    }
    // CR CR LF is one line end where all are like that, and a line end and an empty line elsewhere.
    let is_triple = triple > others && triple.saturating_mul(2) > bare;
    let mut output = Vec::with_capacity(octets.len().saturating_add(bare));
    let mut rest = octets;
    while let Some(place) = memchr::memchr(b'\r', rest) {
        let (before, end) = rest.split_at(place);
        output.extend_from_slice(before);
        output.extend_from_slice(b"\r\n");
        rest = match end {
            [b'\r', b'\r', b'\n', rest @ ..] if is_triple => rest,
            [b'\r', b'\n', rest @ ..] | [b'\r', rest @ ..] => rest,
            _ => &[],
        };
    }
    output.extend_from_slice(rest);
    Some(Repaired::new(output, Problem::LineEnds { count: bare }))
}

/// Blank lines before everything else.
pub(super) fn blank_lines_before(octets: &[u8]) -> Option<Repaired> {
    let blank = lines(octets).take_while(|line| is_blank(line));
    let (count, length) = blank.fold((0_usize, 0_usize), |(count, length), line| {
        (count.saturating_add(1), length.saturating_add(line.len()))
    });
    let rest = octets.get(length..).filter(|rest| count > 0 && !rest.is_empty())?;
    Some(Repaired::new(rest.to_vec(), Problem::BlankLinesBefore { count }))
}

/// Every line break twice, from the first line on or from the first field that only a source has.
pub(super) fn doubled_line_breaks(octets: &[u8]) -> Option<Repaired> {
    if lines(octets).take(FAR).filter(|line| disguised_field(line).is_some()).count() < 2 {
        return None;
    }
    let all: Vec<&[u8]> = lines(octets).collect();
    let is_from_source =
        |line: &&[u8]| disguised_field(line).and_then(field_name).is_some_and(is_source_field);
    let first = all.iter().position(|line| !is_blank(line))?;
    let field = all.iter().take(NEAR).position(is_from_source).unwrap_or(first);
    let last = all.iter().rposition(|line| !is_blank(line))?;
    let is_doubled = |from: usize| {
        let mut between = all.get(from..=last).unwrap_or_default().iter().skip(1).step_by(2);
        let count = between.len();
        (count >= 4 && between.all(|line| is_blank(line))).then_some((from, count))
    };
    let (from, count) = [first, field].into_iter().find_map(is_doubled)?;
    let kept: Vec<&[u8]> = all.iter().skip(from).step_by(2).copied().collect();
    let output = [all.get(..from)?.concat(), kept.concat()].concat();
    Some(Repaired::new(output, Problem::DoubledLineBreaks { count }))
}

/// Lines of three back-quotes or tildes around the source.
pub(super) fn code_fence(octets: &[u8]) -> Option<Repaired> {
    let mark = |line: &[u8]| {
        [&b"```"[..], b"~~~"].into_iter().find(|mark| line.trim_ascii_start().starts_with(mark))
    };
    if !lines(octets).take(NEAR).any(|line| mark(line).is_some()) || begins_source(lines(octets)) {
        return None;
    }
    let all: Vec<&[u8]> = lines(octets).collect();
    let (open, fence) =
        all.iter().take(NEAR).enumerate().find_map(|(place, line)| Some((place, mark(line)?)))?;
    let inside = all.get(open.saturating_add(1)..)?;
    let close = inside.iter().rposition(|line| line.trim_ascii() == fence).unwrap_or(inside.len());
    let source = inside.get(..close)?;
    let shows_field = source.iter().take(NEAR).any(|line| disguised_field(line).is_some());
    if !shows_field && !source.iter().all(|line| compact_base64(line).is_some()) {
        return None;
    }
    let filled = |lines: &[&[u8]]| lines.iter().filter(|line| !is_blank(line)).count();
    let above = all.get(..open)?;
    let before = filled(above);
    let after = filled(inside.get(close.saturating_add(1)..).unwrap_or_default());
    let mut step = Repaired::new(source.concat(), Problem::CodeFence);
    if before.saturating_add(after) > 0 {
        step.problems.push(surroundings(above, before, after).into());
    }
    Some(step)
}

/// Text before the header section: a sentence, or what a mail program's page shows around it.
pub(super) fn text_before(octets: &[u8]) -> Option<Repaired> {
    let all: Vec<&[u8]> = lines(octets).take(FAR.saturating_add(MAX_RUN)).collect();
    let below = below_page(&all);
    if below.is_none()
        && (begins_source(all.iter().copied()) || all.first().is_some_and(|line| is_from_line(line)))
    {
        return None;
    }
    let begins = |place: &usize| begins_source(all.get(*place..).unwrap_or_default().iter().copied());
    let mut starts =
        (1..all.len().min(FAR)).filter(|place| all.get(*place).is_some_and(|line| begins_known_field(line)));
    // A field of an unknown name above belongs to the header section.
    let place = below.filter(begins).or_else(|| Some(reach_up(&all, starts.find(begins)?)))?;
    let text_lines = all.get(..place)?;
    let before = text_lines.iter().filter(|line| !is_blank(line)).count();
    // What is left of a field whose beginning was not copied is no text of somebody else's. Neither is the beginning of
    // a header section that an empty line cuts.
    if before == 0 || text_lines.iter().all(|line| is_continuation(line)) || is_header_section(text_lines) {
        return None;
    }
    let length = text_lines.iter().fold(0_usize, |sum, line| sum.saturating_add(line.len()));
    Some(Repaired::new(octets.get(length..)?.to_vec(), surroundings(text_lines, before, 0)))
}

/// The line below a page's own lines, where these stand right above the source, From and Subject among them.
fn below_page(all: &[&[u8]]) -> Option<usize> {
    let source = all.iter().position(|line| field_name(line).is_some_and(is_source_field))?;
    let above = all.get(..source)?;
    let shown = String::from_utf8_lossy(&above.concat()).to_lowercase();
    let is_row = |line: &&[u8]| {
        let line = String::from_utf8_lossy(line).to_lowercase();
        let is_result = ["spf", "dkim", "dmarc"].iter().any(|name| {
            line.trim_start()
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '\t']))
        });
        is_result
            || (field_name(line.as_bytes()).is_none() && PAGE_WORDS.iter().any(|word| line.contains(word)))
    };
    let last = above.iter().rposition(is_row).filter(|_| shows_results(&shown))?;
    // The value can stand on the line below its name.
    let is_text = |line: &&&[u8]| is_blank(line) || (field_name(line).is_none() && !is_continuation(line));
    let text = all.get(last.saturating_add(1)..)?.iter().take_while(is_text).count();
    Some(last.saturating_add(1).saturating_add(text))
}

/// Whether these lines are fields alone, the first of them one that only a source shows.
fn is_header_section(lines: &[&[u8]]) -> bool {
    let is_part =
        |line: &&[u8]| is_blank(line) || is_continuation(line) || obsolete_field_name(line).is_some();
    let first = lines.iter().find(|line| !is_blank(line)).and_then(|line| obsolete_field_name(line));
    first.is_some_and(is_source_field) && lines.iter().all(is_part)
}

/// What was left out, named after what stands above the source.
fn surroundings(above: &[&[u8]], before: usize, after: usize) -> Problem {
    if is_page(above) {
        Problem::PageText { before, after }
    } else {
        Problem::SurroundingText { before, after }
    }
}

fn reach_up(all: &[&[u8]], place: usize) -> usize {
    let mut top = place;
    for above in (0..place).rev() {
        match all.get(above) {
            Some(line) if field_name(line).is_some_and(|name| name.contains(&b'-')) => top = above,
            Some(line) if is_continuation(line) && !is_blank(line) => {}
            _ => break,
        }
    }
    top
}

/// Words of the pages and windows in which mail programs show a source.
const PAGE_WORDS: [&str; 24] = [
    "original message",
    "message id",
    "download original",
    "copy to clipboard",
    "message source",
    "view source",
    "source of",
    "internet headers",
    "message headers",
    "raw message",
    "view raw",
    "full headers",
    "all headers",
    "original-nachricht",
    "元のメッセージ",
    "メッセージ id",
    "クリップボードにコピー",
    "メッセージのソース",
    "ソースを表示",
    "ソースの表示",
    "インターネット ヘッダー",
    "インターネットヘッダー",
    "メッセージ ヘッダー",
    "メッセージの詳細",
];

/// Whether this text is a page's: it has its words, or it is a title, which is short, ends in no
/// mark and has no empty line below it.
fn is_page(lines: &[&[u8]]) -> bool {
    let shown = String::from_utf8_lossy(&lines.concat()).to_lowercase();
    let ends_sentence = |line: &[u8]| {
        let line = String::from_utf8_lossy(text(line)).into_owned();
        line.trim_end().ends_with([':', '.', ',', '!', '?', ';', '。', '：', '、', '！', '？', '）', ')'])
    };
    let is_title =
        lines.last().is_some_and(|line| !is_blank(line) && line.len() <= 60 && !ends_sentence(line));
    let is_sentence = lines.iter().any(|line| ends_sentence(line)) && lines.len() <= 3;
    let has_words = PAGE_WORDS.iter().any(|word| shown.contains(word)) || shows_results(&shown);
    (has_words && !is_sentence) || is_title
}
