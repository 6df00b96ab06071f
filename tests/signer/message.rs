//! A message as a signer sees it: whole fields, and a body.

/// A message whose lines end in CRLF.
pub(crate) struct Message<'a> {
    /// Whole fields, their line ends included, top to bottom.
    fields: Vec<&'a [u8]>,
    /// What follows the empty line.
    pub(crate) body: &'a [u8],
}

impl<'a> Message<'a> {
    /// Splits a message; a line that begins with white space continues the field before it.
    pub(crate) fn read(source: &'a [u8]) -> Self {
        let mut fields = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < source.len() {
            let end =
                source[at..].windows(2).position(|pair| pair == b"\r\n").map_or(source.len(), |n| at + n + 2);
            let line = &source[at..end];
            let continues = matches!(line.first(), Some(b' ' | b'\t'));
            if !continues && at > start {
                fields.push(&source[start..at]);
                start = at;
            }
            if line == b"\r\n" {
                return Self { fields, body: &source[end..] };
            }
            at = end;
        }
        if at > start {
            fields.push(&source[start..at]);
        }
        Self { fields, body: &[] }
    }

    /// The fields of this name (lower case), top to bottom.
    pub(crate) fn named(&self, name: &str) -> Vec<&'a [u8]> {
        self.fields.iter().copied().filter(|field| name_of(field) == name).collect()
    }

    /// The fields of these names (lower case), each name taking the lowest one that is left
    /// (RFC 6376 §5.4.2); a name that no field is left for takes nothing.
    pub(crate) fn select(&self, names: &[String]) -> Vec<&'a [u8]> {
        let mut left: Vec<&[u8]> = self.fields.clone();
        let mut selected = Vec::new();
        for name in names {
            if let Some(place) = left.iter().rposition(|field| name_of(field) == *name) {
                selected.push(left.remove(place));
            }
        }
        selected
    }
}

/// The name of a field in lower case, without the white space before its colon.
fn name_of(field: &[u8]) -> String {
    let name = field.split(|octet| *octet == b':').next().unwrap_or_default();
    String::from_utf8_lossy(name).trim_matches([' ', '\t', '\r', '\n']).to_ascii_lowercase()
}
