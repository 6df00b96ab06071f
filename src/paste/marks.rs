//! Marks before every line: quotation, indent, numbers.

use super::{
    NEAR, Repaired,
    lines::{
        begins_known_field, behind_marks, disguised_field, field_name, is_blank, is_source_field, lines,
        read_number, split_end,
    },
    problem::Problem,
};

/// Marks of quotation or white space before every line.
pub(super) fn prefix(octets: &[u8]) -> Option<Repaired> {
    let prefix = find_prefix(octets).filter(|prefix| !prefix.is_empty())?;
    let all: Vec<&[u8]> = lines(octets).collect();
    let short = prefix.trim_ascii_end();
    let strip = |line: &[u8]| -> Option<Vec<u8>> {
        let (text, end) = split_end(line);
        let is_bare = !short.is_empty() && text.trim_ascii_end() == short;
        let rest = text.strip_prefix(prefix).or_else(|| is_bare.then_some(&[][..]))?;
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
    let mut step = Repaired { octets: output, problems: prefix_problems(prefix, count) };
    let after = all.iter().skip(to.saturating_add(1)).filter(|line| !is_blank(line)).count();
    if after > 0 {
        step.problems.push(Problem::SurroundingText { before: 0, after }.into());
    }
    Some(step)
}

/// What stands before the first field that only a source has, or else before the first that is known;
/// where no field shows, the marks that all lines have.
fn find_prefix(octets: &[u8]) -> Option<&[u8]> {
    let near = || lines(octets).take(NEAR);
    let is_from_source =
        |line: &&[u8]| disguised_field(line).and_then(field_name).is_some_and(is_source_field);
    let field = near().find(is_from_source).or_else(|| near().find(|line| disguised_field(line).is_some()));
    let has_marks = |marks: &[u8]| marks.iter().any(|octet| b">|".contains(octet));
    if let Some(line) = field {
        let (marks, rest) = behind_marks(line);
        if begins_known_field(rest) {
            return Some(marks);
        }
        // White space before a number is the number's, but for the one space of a quotation.
        let last = marks.iter().rposition(|octet| b">|".contains(octet))?;
        let space = usize::from(marks.get(last.saturating_add(1)) == Some(&b' '));
        return marks.get(..last.saturating_add(1).saturating_add(space));
    }
    let (marks, _) = behind_marks(near().find(|line| !is_blank(line))?);
    let short = marks.trim_ascii_end();
    let is_everywhere = || lines(octets).all(|line| is_blank(line) || line.starts_with(short));
    (has_marks(marks) && is_everywhere()).then_some(marks)
}

/// Marks and white space are named apart: `>     ` quotes what was indented by four.
fn prefix_problems(prefix: &[u8], count: usize) -> Vec<crate::finding::Problem> {
    let is_mark = |octet: &u8| b">|".contains(octet);
    let (Some(first), Some(last)) = (prefix.iter().position(is_mark), prefix.iter().rposition(is_mark))
    else {
        return vec![Problem::Indent { width: prefix.len(), count }.into()];
    };
    let after = prefix.get(last.saturating_add(1)..).unwrap_or_default();
    // The space after the mark is a part of it.
    let after = after.strip_prefix(b" ").unwrap_or(after);
    let width = first.saturating_add(after.len());
    let marks = prefix.get(first..=last).unwrap_or_default();
    let mut problems = vec![Problem::QuotePrefix { prefix: crate::text::escape(marks), count }.into()];
    if width > 0 {
        problems.push(Problem::Indent { width, count }.into());
    }
    problems
}

/// What parts a number from its line: these octets, or white space up to this column.
#[derive(Clone, Copy)]
struct Gap<'a> {
    octets: &'a [u8],
    column: usize,
}

impl<'a> Gap<'a> {
    /// The gap of a line whose number is followed by `rest`: a mark and a space, a tab, or two spaces.
    fn read(line: &[u8], rest: &'a [u8]) -> Option<Self> {
        let mark = rest.iter().take_while(|octet| b" .:|)]".contains(octet)).count();
        let (marks, after) = rest.split_at(mark);
        let last = marks.iter().rposition(|octet| *octet != b' ');
        let length = match (last, after.first()) {
            (Some(last), _) => last.saturating_add(2).min(mark),
            (None, Some(b'\t')) if mark == 0 => 1,
            (None, _) => mark.min(2),
        };
        // A mark and a tab.
        let length =
            if last.is_some_and(|last| last.saturating_add(1) == mark) && after.first() == Some(&b'\t') {
                length.saturating_add(1)
            } else {
                length
            };
        let number = line.len().saturating_sub(rest.len());
        Some(Self {
            octets: rest.get(..length).filter(|gap| !gap.is_empty())?,
            column: number.saturating_add(length),
        })
    }

    /// A line without its number and the gap.
    fn strip<'b>(&self, line: &'b [u8], rest: &'b [u8]) -> Option<&'b [u8]> {
        if let Some(rest) = rest.strip_prefix(self.octets) {
            return Some(rest);
        }
        let (text, end) = split_end(rest);
        if text == self.octets.trim_ascii_end() {
            return Some(end);
        }
        let number = line.len().saturating_sub(rest.len());
        let gap = line.get(number..self.column)?;
        (is_blank(gap) && is_blank(self.octets)).then(|| line.get(self.column..))?
    }
}

/// A number before every line, each one more than the one before.
pub(super) fn line_numbers(octets: &[u8]) -> Option<Repaired> {
    let (place, first, gap) = lines(octets).take(NEAR).enumerate().find_map(|(place, line)| {
        let (number, rest) = read_number(line)?;
        disguised_field(rest.get(rest.iter().take_while(|octet| b".:)]".contains(octet)).count()..)?)?;
        Some((place, number, Gap::read(line, rest)?))
    })?;
    let mut output = Vec::with_capacity(octets.len());
    let (mut count, mut after) = (0_usize, 0_usize);
    for (index, line) in lines(octets).enumerate() {
        let wanted = first.checked_add(index).and_then(|number| number.checked_sub(place));
        let numbered = read_number(line).filter(|(number, _)| Some(*number) == wanted);
        match numbered.and_then(|(_, rest)| gap.strip(line, rest)) {
            Some(stripped) if after == 0 => {
                count = count.saturating_add(1);
                output.extend_from_slice(stripped);
            }
            _ if index < place => output.extend_from_slice(line),
            _ => after = after.saturating_add(usize::from(!is_blank(line))),
        }
    }
    if count < 3 || after > 8 {
        return None;
    }
    let mut step = Repaired::new(output, Problem::LineNumbers { count });
    if after > 0 {
        step.problems.push(Problem::SurroundingText { before: 0, after }.into());
    }
    Some(step)
}
