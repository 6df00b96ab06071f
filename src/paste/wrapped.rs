//! What mail servers and their tools print around a message or its fields.

use super::{
    Repaired,
    decode::reference,
    json::write_header,
    lines::{begins_source, field_name, is_blank, is_continuation, is_empty, lines, split_end, text},
    problem::{Problem, Wrapping},
};

/// Lines within which such a print shows.
const NEAR: usize = 400;

/// What Postfix's `postcat` prints: records, and the message between lines of asterisks. With `-v`, each line of the
/// message has its type before it.
pub(super) fn queue_file(octets: &[u8]) -> Option<Repaired> {
    const VERBOSE: &[u8] = b"regular_text: ";
    let is_mark = |line: &[u8], words: &[u8]| {
        let line = line.trim_ascii();
        line.starts_with(b"*** ")
            && line.ends_with(b" ***")
            && line.get(4..).is_some_and(|l| l.starts_with(words))
    };
    let all: Vec<&[u8]> = lines(octets).collect();
    let above = all.iter().take(NEAR).position(|line| is_mark(line, b"MESSAGE CONTENTS "))?;
    if begins_source(all.iter().copied()) {
        return None;
    }
    let inside = all.get(above.saturating_add(1)..)?;
    let end = [&b"HEADER EXTRACTED "[..], b"MESSAGE FILE END "];
    let end = end.iter().find_map(|words| inside.iter().rposition(|line| is_mark(line, words)));
    let inside = inside.get(..end.unwrap_or(inside.len()))?;
    let output = if inside.first()?.starts_with(VERBOSE) {
        inside.iter().filter_map(|line| line.strip_prefix(VERBOSE)).collect::<Vec<_>>().concat()
    } else {
        inside.concat()
    };
    Some(Repaired::new(output, Problem::Extracted { wrapping: Wrapping::PostfixQueue }))
}

/// A spool file of Exim with the header section: the length and the kind of each field stand before it. The file with
/// the body may follow.
pub(super) fn spool_file(octets: &[u8]) -> Option<Repaired> {
    let all: Vec<&[u8]> = lines(octets).collect();
    let first = all.iter().take(NEAR).position(|line| spooled_field(line).is_some())?;
    if begins_source(all.iter().copied()) {
        return None;
    }
    let mut output = Vec::with_capacity(octets.len());
    let (mut count, mut is_kept, mut end) = (0_usize, false, first);
    for line in all.get(first..)? {
        if let Some((kind, field)) = spooled_field(line) {
            // Exim does not send on what it marks so.
            is_kept = kind != b'*';
            count = count.saturating_add(1);
            output.extend_from_slice(if is_kept { field } else { b"" });
        } else if is_continuation(line) && !is_blank(line) {
            output.extend_from_slice(if is_kept { line } else { b"" });
        } else {
            break;
        }
        end = end.saturating_add(1);
    }
    if count < 3 || !begins_source(lines(&output)) {
        return None;
    }
    let below = all.get(end..)?;
    if let Some(place) = below.iter().take(NEAR).position(|line| text(line).ends_with(b"-D")) {
        let (_, line_end) = split_end(all.get(first)?);
        output.extend_from_slice(line_end);
        output.extend_from_slice(&below.get(place.saturating_add(1)..)?.concat());
    }
    Some(Repaired::new(output, Problem::Extracted { wrapping: Wrapping::EximSpool }))
}

/// `123P Received: …`: the kind of a field and the field.
fn spooled_field(line: &[u8]) -> Option<(u8, &[u8])> {
    let digits = line.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let [kind, b' ', field @ ..] = line.get(digits..)? else { return None };
    let is_kind = kind.is_ascii_uppercase() || matches!(kind, b' ' | b'*');
    (digits >= 3 && is_kind && field_name(field).is_some()).then_some((*kind, field))
}

/// A header section as a table: a name, a tab or a bar, and a value on each line, or rows of HTML.
pub(super) fn field_table(octets: &[u8]) -> Option<Repaired> {
    let shown = std::str::from_utf8(octets).ok()?;
    let rows = if shown.trim_start().starts_with('<') { html_rows(shown) } else { text_rows(shown)? };
    let fields = rows.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Some(Repaired::new(write_header(fields)?, Problem::Extracted { wrapping: Wrapping::HeaderTable }))
}

/// Each line is a row, continues one, or is a title above them.
fn text_rows(shown: &str) -> Option<Vec<(String, String)>> {
    const TITLES: usize = 4;
    let mut rows: Vec<(String, String)> = Vec::new();
    let (mut titles, mut continued) = (0_usize, 0_usize);
    for line in shown.lines().filter(|line| !line.trim().is_empty()) {
        let bare = line.trim().strip_prefix('|').unwrap_or(line);
        let row = bare.split_once('\t').or_else(|| bare.split_once('|')).and_then(|(name, value)| {
            let name = name.trim().trim_matches(['*', '`']);
            let is_name = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-';
            let value = value.trim().trim_end_matches('|').trim();
            // The line below the titles of a table in Markdown.
            let is_rule = name.starts_with('-');
            (!name.is_empty() && name.bytes().all(is_name) && !is_rule)
                .then(|| (name.to_owned(), value.to_owned()))
        });
        match (row, rows.last_mut()) {
            (Some(row), _) => rows.push(row),
            (None, None) => titles = titles.saturating_add(1),
            (None, Some(_)) if line.trim_start_matches('|').trim_start().starts_with(['-', ':']) => {}
            (None, Some((_, value))) => {
                continued = continued.saturating_add(1);
                value.push('\n');
                value.push_str(line.trim_end_matches(['|', ' ']));
            }
        }
    }
    (titles <= TITLES && rows.len() >= 3 && continued <= rows.len().saturating_mul(8)).then_some(rows)
}

/// The first two cells of each row; tags are left out, and references of HTML read.
fn html_rows(shown: &str) -> Vec<(String, String)> {
    let lower = shown.to_ascii_lowercase();
    let mut starts: Vec<usize> = lower.match_indices("<tr").map(|(at, _)| at).collect();
    starts.push(shown.len());
    let row = |pair: &[usize]| {
        let [from, to] = pair else { return None };
        let (row, lower) = (shown.get(*from..*to)?, lower.get(*from..*to)?);
        let mut cells = lower.match_indices("<td").chain(lower.match_indices("<th")).map(|(at, _)| at);
        let mut places: Vec<usize> = cells.by_ref().collect();
        places.sort_unstable();
        let cell = |place: usize| {
            let from = *places.get(place)?;
            let to = places.get(place.saturating_add(1)).copied().unwrap_or(row.len());
            Some(plain(row.get(from..to)?))
        };
        Some((cell(0)?.trim_end_matches(':').to_owned(), cell(1)?))
    };
    starts.windows(2).filter_map(row).collect()
}

/// Text without tags.
pub(super) fn plain(html: &str) -> String {
    let mut output = String::new();
    let mut rest = html;
    while let Some(place) = rest.find(['<', '&']) {
        let (before, after) = rest.split_at(place);
        output.push_str(before);
        let length = match reference(after.as_bytes()) {
            Some((character, length)) => {
                output.push(character);
                length
            }
            None if after.starts_with('<') => {
                after.find('>').map_or(after.len(), |end| end.saturating_add(1))
            }
            None => {
                output.push('&');
                1
            }
        };
        rest = after.get(length..).unwrap_or_default();
    }
    output.push_str(rest);
    output.trim().to_owned()
}

/// The message without the line that ends it in a session of SMTP, POP3 or IMAP, and what follows it; for SMTP and
/// POP3 also with the dots undone that stand doubled at the start of a line (RFC 5321 §4.5.2).
pub(super) fn end_of_data(octets: &[u8], body_start: usize) -> Vec<Repaired> {
    const MAX_AFTER: usize = 12;
    let mut end = octets.len();
    for line in lines(octets).rev().take(MAX_AFTER) {
        end = end.saturating_sub(line.len());
        if end < body_start {
            break;
        }
        let shown = text(line).trim_ascii();
        let is_end = matches!(shown, b"." | b")");
        if !is_end {
            if is_empty(shown) || is_of_session(shown) {
                continue;
            }
            break;
        }
        let message = octets.get(..end).unwrap_or_default();
        let problem = |undotted| Problem::EndOfData { line: crate::text::escape(shown), undotted };
        let mut steps = vec![Repaired::new(message.to_vec(), problem(0))];
        if shown == b"."
            && let Some((undotted, count)) = undo_dots(message, body_start)
        {
            steps.push(Repaired::new(undotted, problem(count)));
        }
        return steps;
    }
    Vec::new()
}

/// A reply or a command: `250 …`, `+OK`, `a1 OK`, `QUIT`, or a line that a tool marks as one.
fn is_of_session(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let is_reply = digits == 3 && matches!(line.get(3), None | Some(b' ' | b'-'));
    let mut words = line.split(u8::is_ascii_whitespace);
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let is_command = [&b"QUIT"[..], b"RSET", b"NOOP"].iter().any(|word| first.eq_ignore_ascii_case(word));
    let is_tagged = second.is_some_and(|word| [&b"OK"[..], b"NO", b"BAD", b"LOGOUT", b"BYE"].contains(&word));
    is_reply
        || is_command
        || is_tagged
        || first == b"+OK"
        || first == b"*"
        || [&b"S:"[..], b"C:", b"<", b">", b"<-", b"->", b"<<<", b">>>"].contains(&first)
}

fn undo_dots(message: &[u8], body_start: usize) -> Option<(Vec<u8>, usize)> {
    let (head, body) = message.split_at_checked(body_start)?;
    let mut output = head.to_vec();
    let mut count = 0_usize;
    for line in lines(body) {
        let is_doubled = line.starts_with(b"..");
        count = count.saturating_add(usize::from(is_doubled));
        output.extend_from_slice(line.get(usize::from(is_doubled)..).unwrap_or_default());
    }
    (count > 0).then_some((output, count))
}
