//! SMTP commands in a body, behind what looks like its end (CVE-2023-51764 to 51766).

use crate::{
    scan::{BLOCK, dotless_line_starts},
    span::Span,
};

/// Octets of a line that are looked at.
const MAX_LINE: usize = 1_000;

/// Finds the first line that is a dot alone and has the commands of another message after it.
///
/// Of a copy nobody can tell how its lines ended when it was sent, so that any line end counts.
pub(super) fn find(octets: &[u8], body: Span) -> Option<Span> {
    let text = body.of(octets);
    let found = |dot: usize| {
        let after = text.get(dot.checked_add(1)?..)?;
        let is_alone = text.get(dot) == Some(&b'.') && after.first().copied().is_some_and(is_line_end);
        let length = if is_alone { commands(after)? } else { return None };
        let start = body.start.saturating_add(dot);
        Some(Span::new(start, start.saturating_add(1).saturating_add(length)))
    };
    if let Some(span) = found(0) {
        return Some(span);
    }
    let mut at = 0_usize;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at = at.saturating_add(dotless_line_starts(rest));
        let block = text.get(at..).unwrap_or_default();
        let line_ends = block.iter().take(BLOCK).enumerate().filter(|(_, octet)| is_line_end(**octet));
        for (offset, _) in line_ends {
            if let Some(span) = found(at.saturating_add(offset).saturating_add(1)) {
                return Some(span);
            }
        }
        at = at.saturating_add(BLOCK);
    }
    None
}

fn is_line_end(octet: u8) -> bool {
    matches!(octet, b'\r' | b'\n')
}

/// The octets up to and with the first recipient (RFC 5321 §4.1.1), if nothing but commands stands
/// before it.
fn commands(text: &[u8]) -> Option<usize> {
    let mut is_sent = false;
    let mut start = 0_usize;
    loop {
        let rest = text.get(start..)?;
        let indent = rest.iter().take(4).take_while(|octet| is_line_end(**octet)).count();
        let rest = rest.get(indent..)?;
        let line = rest.get(..rest.len().min(MAX_LINE))?;
        let line = line.get(..line.iter().position(|octet| is_line_end(*octet)).unwrap_or(line.len()))?;
        let begins = |command: &[u8]| {
            line.get(..command.len()).is_some_and(|start| start.eq_ignore_ascii_case(command))
        };
        start = start.saturating_add(indent).saturating_add(line.len());
        if begins(b"RCPT TO:") && is_sent {
            return Some(start);
        }
        if begins(b"MAIL FROM:") && !is_sent {
            is_sent = true;
        } else if is_sent || !["EHLO ", "HELO ", "RSET", "NOOP"].iter().any(|one| begins(one.as_bytes())) {
            return None;
        }
    }
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
