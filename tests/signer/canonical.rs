//! Canonicalization as RFC 6376 §3.4 describes it, step by step rather than fast.

/// A canonicalization algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Canon {
    /// §3.4.1, §3.4.3
    Simple,
    /// §3.4.2, §3.4.4
    Relaxed,
}

impl Canon {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Simple, Self::Relaxed];

    /// Its name in `c=`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Relaxed => "relaxed",
        }
    }

    /// A whole header field, its line end included.
    pub(crate) fn field(self, field: &[u8]) -> Vec<u8> {
        if self == Self::Simple {
            return field.to_vec();
        }
        let colon = field.iter().position(|octet| *octet == b':').expect("a field has a colon");
        // "Convert all header field names … to lowercase"; "Delete any WSP characters remaining
        // before and after the colon".
        let mut line = trim(&unfold(&field[..colon])).to_ascii_lowercase();
        line.push(b':');
        // "Unfold", "Convert all sequences of one or more WSP characters to a single SP character",
        // "Delete all WSP characters at the end of each unfolded header field value".
        line.extend_from_slice(trim(&reduce(&unfold(&field[colon + 1..]))));
        line.extend_from_slice(b"\r\n");
        line
    }

    /// A body.
    pub(crate) fn body(self, body: &[u8]) -> Vec<u8> {
        let mut lines = lines(body);
        if self == Self::Relaxed {
            for line in &mut lines {
                // "Reduce all sequences of WSP within a line to a single SP character", and "Ignore
                // all whitespace at the end of lines".
                let reduced = reduce(line);
                *line = reduced.strip_suffix(b" ").unwrap_or(&reduced).to_vec();
            }
        }
        // "Ignore all empty lines at the end of the message body."
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        let mut canonical = lines.join(&b"\r\n"[..]);
        // simple: "If there is no body or no trailing CRLF on the message body, a CRLF is added";
        // relaxed: "If the body is non-empty but does not end with a CRLF, a CRLF is added".
        if self == Self::Simple || !canonical.is_empty() {
            canonical.extend_from_slice(b"\r\n");
        }
        canonical
    }
}

/// What stands between the CRLFs; a body that ends in CRLF has an empty last line.
fn lines(body: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = vec![Vec::new()];
    let mut rest = body;
    while let Some((octet, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(b"\r\n") {
            lines.push(Vec::new());
            rest = after;
        } else {
            lines.last_mut().expect("there is a line").push(*octet);
            rest = after;
        }
    }
    lines
}

fn unfold(text: &[u8]) -> Vec<u8> {
    lines(text).concat()
}

fn reduce(text: &[u8]) -> Vec<u8> {
    let mut reduced = Vec::new();
    for octet in text {
        match octet {
            b' ' | b'\t' if reduced.last() == Some(&b' ') => {}
            b' ' | b'\t' => reduced.push(b' '),
            other => reduced.push(*other),
        }
    }
    reduced
}

fn trim(text: &[u8]) -> &[u8] {
    let is_space = |octet: &u8| matches!(octet, b' ' | b'\t');
    let start = text.iter().position(|octet| !is_space(octet)).unwrap_or(text.len());
    let end = text.iter().rposition(|octet| !is_space(octet)).map_or(start, |last| last + 1);
    &text[start..end]
}
