//! Header fields whose continuation lines have lost their indent.

use super::{
    Repaired,
    lines::{begins_source, field_name, header, is_continuation, lines},
    problem::Problem,
};

/// The header section with the lines that continue a field indented again; under `c=simple` the kind
/// of white space is signed, so that there are two readings.
pub(super) fn continuation_indent(octets: &[u8]) -> Option<Vec<Repaired>> {
    let header = header(octets);
    let body = octets.get(header.len()..)?;
    if !begins_source(lines(header)) {
        return None;
    }
    let count = at_the_margin(header).filter(|(_, lost)| *lost).count();
    if count == 0 {
        return None;
    }
    let indented = |white: &[u8]| {
        let mut output = Vec::with_capacity(octets.len().saturating_add(count));
        for (line, lost) in at_the_margin(header) {
            output.extend_from_slice(if lost { white } else { b"" });
            output.extend_from_slice(line);
        }
        output.extend_from_slice(body);
        Repaired::new(output, Problem::ContinuationIndent { count })
    };
    let mut steps = vec![indented(b" ")];
    if memchr::memmem::find(header, b"c=simple").is_some() {
        steps.push(indented(b"\t"));
    }
    // The source as it is counts as a reading too; it is the likelier where one line alone is odd.
    let as_it_is = Repaired { octets: octets.to_vec(), problems: Vec::new() };
    steps.insert(if count == 1 { 0 } else { steps.len() }, as_it_is);
    Some(steps)
}

/// Each line of the header section, and whether it continues a field though it is not indented.
fn at_the_margin(header: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let mut in_signature = false;
    lines(header).enumerate().map(move |(index, line)| {
        let is_field = is_field(line, in_signature);
        if is_field && !is_continuation(line) {
            let name = field_name(line).unwrap_or_default().to_ascii_lowercase();
            in_signature = name.ends_with(b"dkim-signature") || name.starts_with(b"arc-message-signature");
        }
        (line, index > 0 && !is_field && !is_continuation(line))
    })
}

/// Whether a field begins here. Where the list of a signature's `h=` is folded, its names look like
/// fields, but no space follows the colons.
fn is_field(line: &[u8], in_signature: bool) -> bool {
    let Some(name) = field_name(line) else { return false };
    let value = line.get(name.len().saturating_add(1)..).unwrap_or_default();
    // The same holds for the copies of fields in z=.
    let is_list = in_signature && value.first().is_some_and(|octet| !octet.is_ascii_whitespace());
    // The end of a folded list: "sender:" alone, and "mime-version:content-type;".
    let is_list_end =
        in_signature && value.trim_ascii().is_empty() && name.iter().all(|octet| !octet.is_ascii_uppercase());
    !is_list && !is_list_end && !value.starts_with(b"//")
}
