//! Repairs of the layout: lines that were marked, numbered, doubled or surrounded.

use super::{
    Step,
    lines::{
        begins_known_field, begins_source, field_name, is_blank, is_continuation, is_from_line, lines,
        split_end, text,
    },
    problem::Problem,
};

/// Lines within which the header section must begin where lines are marked.
const NEAR: usize = 64;
/// Lines within which a header section is looked for below other text.
const FAR: usize = 200;

/// CR alone, or CR CR LF, where nearly all lines end so or the header section does.
pub(super) fn line_ends(octets: &[u8]) -> Option<Step> {
    let (mut bare, mut others) = (0_usize, 0_usize);
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
        rest = end.get(length..).unwrap_or_default();
    }
    if bare < 3 || bare.saturating_mul(8) < others {
        return None;
    }
    let mut output = Vec::with_capacity(octets.len().saturating_add(bare));
    let mut rest = octets;
    while let Some(place) = memchr::memchr(b'\r', rest) {
        let (before, end) = rest.split_at(place);
        output.extend_from_slice(before);
        output.extend_from_slice(b"\r\n");
        rest = match end {
            [b'\r', b'\r', b'\n', rest @ ..] | [b'\r', b'\n', rest @ ..] | [b'\r', rest @ ..] => rest,
            _ => &[],
        };
    }
    output.extend_from_slice(rest);
    Some(Step::new(output, Problem::LineEnds { count: bare }))
}

/// Blank lines before everything else.
pub(super) fn blank_lines_before(octets: &[u8]) -> Option<Step> {
    let blank = lines(octets).take_while(|line| is_blank(line));
    let (count, length) = blank.fold((0_usize, 0_usize), |(count, length), line| {
        (count.saturating_add(1), length.saturating_add(line.len()))
    });
    let rest = octets.get(length..).filter(|rest| count > 0 && !rest.is_empty())?;
    Some(Step::new(rest.to_vec(), Problem::BlankLinesBefore { count }))
}

/// Every line break twice.
pub(super) fn doubled_line_breaks(octets: &[u8]) -> Option<Step> {
    let all: Vec<&[u8]> = lines(octets).collect();
    let first = all.iter().position(|line| !is_blank(line))?;
    let last = all.iter().rposition(|line| !is_blank(line))?;
    let kept = || all.iter().skip(first).step_by(2);
    let between = all.get(first..=last)?.iter().skip(1).step_by(2);
    let mut count = 0_usize;
    for line in between {
        if !is_blank(line) {
            return None;
        }
        count = count.saturating_add(1);
    }
    let fields = kept().take(FAR).filter(|line| begins_known_field(line)).count();
    (count >= 4 && fields >= 2).then(|| {
        Step::new(kept().copied().collect::<Vec<_>>().concat(), Problem::DoubledLineBreaks { count })
    })
}

/// Marks of quotation or white space before every line.
pub(super) fn prefix(octets: &[u8]) -> Option<Step> {
    let all: Vec<&[u8]> = lines(octets).collect();
    let prefix = all.iter().take(NEAR).find_map(|line| {
        let end = line.iter().position(|octet| !b" \t>|".contains(octet))?;
        let (marks, rest) = line.split_at(end);
        begins_known_field(rest).then_some(marks)
    })?;
    if prefix.is_empty() {
        return None;
    }
    let short = prefix.trim_ascii_end();
    let strip = |line: &[u8]| -> Option<Vec<u8>> {
        let (text, end) = split_end(line);
        let rest =
            text.strip_prefix(prefix).or_else(|| (text == short && !short.is_empty()).then_some(&[][..]))?;
        Some([rest, end].concat())
    };
    let from = all.iter().position(|line| strip(line).is_some())?;
    let to = all.iter().rposition(|line| strip(line).is_some())?;
    let mut output = all.get(..from)?.concat();
    let (mut count, mut foreign) = (0_usize, 0_usize);
    for line in all.get(from..=to)? {
        if let Some(stripped) = strip(line) {
            count = count.saturating_add(1);
            output.extend_from_slice(&stripped);
        } else {
            foreign = foreign.saturating_add(usize::from(!is_blank(line)));
            output.extend_from_slice(line);
        }
    }
    if count < 2 || foreign.saturating_mul(50) > count {
        return None;
    }
    let mut step = Step { octets: output, problems: prefix_problems(prefix, count) };
    let after = all.iter().skip(to.saturating_add(1)).filter(|line| !is_blank(line)).count();
    if after > 0 {
        step.problems.push(Problem::SurroundingText { before: 0, after }.into());
    }
    Some(step)
}

/// Marks and white space are named apart: `>     ` quotes what was indented by four.
fn prefix_problems(prefix: &[u8], count: usize) -> Vec<crate::finding::Problem> {
    let is_mark = |octet: &u8| b">|".contains(octet);
    let (Some(first), Some(last)) = (prefix.iter().position(is_mark), prefix.iter().rposition(is_mark))
    else {
        return vec![Problem::Indent { width: prefix.len(), count }.into()];
    };
    let after = prefix.len().saturating_sub(last).saturating_sub(1);
    let width = first.saturating_add(after.saturating_sub(1));
    let marks = prefix.get(first..=last).unwrap_or_default();
    let mut problems = vec![Problem::QuotePrefix { prefix: crate::text::escape(marks), count }.into()];
    if width > 0 {
        problems.push(Problem::Indent { width, count }.into());
    }
    problems
}

/// A number before every line, each one more than the one before.
pub(super) fn line_numbers(octets: &[u8]) -> Option<Step> {
    let all: Vec<&[u8]> = lines(octets).collect();
    let (place, first, shape) = all.iter().take(NEAR).enumerate().find_map(|(place, line)| {
        let (number, rest) = read_number(line)?;
        let gap = rest.iter().position(u8::is_ascii_alphabetic)?;
        let (shape, field) = rest.split_at(gap);
        let width = line.len().saturating_sub(field.len());
        (begins_known_field(field) && !shape.is_empty()).then_some((place, number, (shape, width)))
    })?;
    let mut output = Vec::with_capacity(octets.len());
    let (mut count, mut others_before, mut others_after) = (0_usize, 0_usize, 0_usize);
    for (index, line) in all.iter().enumerate() {
        let wanted = first.checked_add(index).and_then(|number| number.checked_sub(place));
        match read_number(line)
            .filter(|(number, _)| Some(*number) == wanted)
            .and_then(|_| strip_number(line, shape))
        {
            Some(stripped) if others_after == 0 => {
                count = count.saturating_add(1);
                output.extend_from_slice(stripped);
            }
            _ if index < place => {
                others_before = others_before.saturating_add(1);
                output.extend_from_slice(line);
            }
            _ => others_after = others_after.saturating_add(usize::from(!is_blank(line))),
        }
    }
    if count < 3 || others_after > 8 {
        return None;
    }
    let mut step = Step::new(output, Problem::LineNumbers { count });
    if others_after > 0 {
        step.problems.push(Problem::SurroundingText { before: 0, after: others_after }.into());
    }
    Some(step)
}

/// A number at the start of a line, behind white space or a bracket, and what follows it.
fn read_number(line: &[u8]) -> Option<(usize, &[u8])> {
    let line = line.trim_ascii_start();
    let line =
        line.strip_prefix(b"[").or(line.strip_prefix(b"(")).or(line.strip_prefix(b"L")).unwrap_or(line);
    let digits = line.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let (number, rest) = line.split_at(digits);
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

/// A line without its number, where what parts the two has this shape: the same octets after the
/// number, or white space up to the same column.
fn strip_number<'a>(line: &'a [u8], (shape, width): (&[u8], usize)) -> Option<&'a [u8]> {
    let (_, rest) = read_number(line)?;
    if let Some(rest) = rest.strip_prefix(shape) {
        return Some(rest);
    }
    let (text, end) = split_end(rest);
    if text == shape.trim_ascii_end() {
        return Some(end);
    }
    let number = line.len().saturating_sub(rest.len());
    let gap = line.get(number..width)?;
    (is_blank(gap) && is_blank(shape)).then(|| line.get(width..))?
}

/// Lines of three back-quotes or tildes around the source.
pub(super) fn code_fence(octets: &[u8]) -> Option<Step> {
    let all: Vec<&[u8]> = lines(octets).collect();
    if begins_source(all.iter().copied()) {
        return None;
    }
    let mark = |line: &[u8]| {
        [&b"```"[..], b"~~~"].into_iter().find(|mark| line.trim_ascii_start().starts_with(mark))
    };
    let (open, fence) =
        all.iter().take(NEAR).enumerate().find_map(|(place, line)| Some((place, mark(line)?)))?;
    let inside = all.get(open.saturating_add(1)..)?;
    let close = inside.iter().rposition(|line| line.trim_ascii() == fence).unwrap_or(inside.len());
    let source = inside.get(..close)?;
    if !source.iter().take(NEAR).any(|line| begins_known_field(line.trim_ascii_start())) {
        return None;
    }
    let filled = |lines: &[&[u8]]| lines.iter().filter(|line| !is_blank(line)).count();
    let before = filled(all.get(..open)?);
    let after = filled(inside.get(close.saturating_add(1)..).unwrap_or_default());
    let mut step = Step::new(source.concat(), Problem::CodeFence);
    if before.saturating_add(after) > 0 {
        step.problems.push(Problem::SurroundingText { before, after }.into());
    }
    Some(step)
}

/// Text before the header section: a sentence, or what a mail program's page shows around it.
pub(super) fn text_before(octets: &[u8]) -> Option<Step> {
    let all: Vec<&[u8]> = lines(octets).collect();
    if begins_source(all.iter().copied()) || all.first().is_some_and(|line| is_from_line(line)) {
        return None;
    }
    let starts =
        (1..all.len().min(FAR)).filter(|place| all.get(*place).is_some_and(|line| begins_known_field(line)));
    let place = starts
        .into_iter()
        .find(|place| begins_source(all.get(*place..).unwrap_or_default().iter().copied()))?;
    // A field of an unknown name above belongs to the header section.
    let place = reach_up(&all, place);
    let text_lines = all.get(..place)?;
    let before = text_lines.iter().filter(|line| !is_blank(line)).count();
    // What is left of a field whose beginning was not copied is no text of somebody else's.
    if before == 0 || text_lines.iter().all(|line| is_continuation(line)) {
        return None;
    }
    let source = all.get(place..)?.concat();
    let problem = if is_page(text_lines) {
        Problem::PageText { before, after: 0 }
    } else {
        Problem::SurroundingText { before, after: 0 }
    };
    Some(Step::new(source, problem))
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
    (PAGE_WORDS.iter().any(|word| shown.contains(word)) && !is_sentence) || is_title
}
