//! SMTP commands in a body, behind what looks like its end (CVE-2023-51764 to 51766).

use memchr::{memchr, memchr2, memrchr2};

use crate::span::Span;

/// Octets of a line that are looked at.
const MAX_LINE: usize = 1_000;
/// Commands between the dot and an address.
const MAX_COMMANDS: usize = 6;
/// Octets of line ends between two lines.
const MAX_GAP: usize = 4;

/// What may stand before the sender's address (RFC 5321 §4.1.1).
const OPENING: [&[u8]; 4] = [b"EHLO ", b"HELO ", b"RSET", b"NOOP"];
const SENDER: &[u8] = b"MAIL FROM:";
const RECIPIENT: &[u8] = b"RCPT TO:";

/// Finds the first line that is a dot alone and has the commands of another message after it.
///
/// Of a copy nobody can tell how its lines ended when it was sent, so that any line end counts. The
/// search goes by the `@` of an address, which is rarer in a body than dots and line ends.
pub(super) fn find(octets: &[u8], body: Span) -> Option<Span> {
    let text = body.of(octets);
    let mut at = 0_usize;
    loop {
        let mark = at.checked_add(memchr(b'@', text.get(at..)?)?)?;
        let line_end = memrchr2(b'\r', b'\n', text.get(at..mark)?);
        let start = line_end.map_or(at, |place| at.saturating_add(place).saturating_add(1));
        let line = text.get(start..mark)?;
        if begins(line, SENDER) || begins(line, RECIPIENT) {
            let dot = dot_before(text, start);
            let length = dot.and_then(|dot| commands(text.get(dot.checked_add(1)?..)?));
            if let (Some(dot), Some(length)) = (dot, length) {
                let dot = body.start.saturating_add(dot);
                return Some(Span::new(dot, dot.saturating_add(1).saturating_add(length)));
            }
        }
        at = mark.checked_add(memchr2(b'\r', b'\n', text.get(mark..)?)?)?;
    }
}

/// The dot from which nothing but commands leads to the line that begins at `start`.
fn dot_before(text: &[u8], start: usize) -> Option<usize> {
    let mut start = start;
    for _ in 0..MAX_COMMANDS {
        let before = text.get(..start)?;
        let gap = before.iter().rev().take(MAX_GAP).take_while(|octet| is_line_end(**octet)).count();
        let before = before.get(..before.len().checked_sub(gap)?)?;
        let from = before.len().saturating_sub(MAX_LINE);
        let line_end = memrchr2(b'\r', b'\n', before.get(from..)?);
        start = line_end.map_or(from, |place| from.saturating_add(place).saturating_add(1));
        let line = before.get(start..)?;
        if line == b"." {
            return Some(start);
        }
        if !begins(line, SENDER) && !OPENING.iter().any(|command| begins(line, command)) {
            return None;
        }
    }
    None
}

/// The octets up to and with the first recipient, if nothing but commands stands before it.
fn commands(text: &[u8]) -> Option<usize> {
    let mut is_sent = false;
    let mut start = 0_usize;
    loop {
        let rest = text.get(start..)?;
        let gap = rest.iter().take(MAX_GAP).take_while(|octet| is_line_end(**octet)).count();
        let rest = rest.get(gap..)?;
        let line = rest.get(..rest.len().min(MAX_LINE))?;
        let line = line.get(..line.iter().position(|octet| is_line_end(*octet)).unwrap_or(line.len()))?;
        start = start.saturating_add(gap).saturating_add(line.len());
        if begins(line, RECIPIENT) && is_sent {
            return Some(start);
        }
        if begins(line, SENDER) && !is_sent {
            is_sent = true;
        } else if is_sent || !OPENING.iter().any(|command| begins(line, command)) {
            return None;
        }
    }
}

fn begins(line: &[u8], command: &[u8]) -> bool {
    line.get(..command.len()).is_some_and(|start| start.eq_ignore_ascii_case(command))
}

fn is_line_end(octet: u8) -> bool {
    matches!(octet, b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        find(text.as_bytes(), Span::new(0, text.len())).is_some()
    }

    #[test]
    fn finds_commands_after_any_kind_of_dot_line() {
        for end in ["\n", "\r\n", "\r", "\n\r\n"] {
            let text = format!("Hi{end}.{end}mail from:<a@b.example>{end}RCPT TO:<c@d.example>{end}DATA");
            assert!(found(&text), "{text:?}");
        }
        assert!(found(".\r\nRSET\r\nEHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.example>"));
    }

    #[test]
    fn finds_them_at_any_place() {
        let commands = "\n.\nMAIL FROM:<a@b.example>\nRCPT TO:<c@d.example>\n";
        for place in 0..200 {
            let text = format!("{}{commands}{}", "x.\n".repeat(place), ".\n.".repeat(200 - place));
            assert!(found(&text), "{place}");
        }
    }

    #[test]
    fn leaves_ordinary_lines_alone() {
        for text in [
            "",
            ".",
            "One\r\n.\r\nTwo\r\n",
            "S: 250\r\nC: .\r\nC: MAIL FROM:<a@b.example>\r\nC: RCPT TO:<c@d.example>\r\n",
            ".\r\n250 OK\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n",
            ".\r\nMAIL FROM:<a@b.example>\r\nis a command",
            "x.\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n",
            "..\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n",
            ".\r\nRSET",
        ] {
            assert!(!found(text), "{text:?}");
        }
    }
}
