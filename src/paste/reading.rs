//! From what was pasted to the messages in it.

use super::{
    Draft, MAX_MESSAGES, MAX_OCTETS, Repaired,
    body::{Split, decode_part, unescape_from},
    lines::{begins_source, field_name, is_blank, is_empty, is_from_line, lines},
    mime::{self, ContentType, Leaf},
    name::name,
    outlook_msg, peel,
    problem::{Container, Problem},
};
use crate::{
    dns::Name,
    message::{FileKind, Problem as MessageProblem, mailboxes},
    platform::Platform,
};

/// What was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What the messages were found in.
    pub container: Container,
    /// The messages.
    pub messages: Vec<Readable>,
    /// Further messages that can be chosen: attached ones, or the one around.
    pub others: Vec<Readable>,
    /// What it is instead of a message, where that can be told; the messages are then the source as it is.
    pub found: Option<FileKind>,
}

/// A message and the ways to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    /// The likelier first; never empty.
    pub drafts: Vec<Draft>,
}

/// Reads what was pasted: takes away what surrounds or hides the messages.
///
/// Linear in the number of octets, and bounded by [`MAX_OCTETS`], [`MAX_MESSAGES`] and
/// [`MAX_READINGS`]; a source that needs no repair comes back as it is.
#[must_use]
pub fn read(octets: &[u8]) -> Reading {
    if octets.len() > MAX_OCTETS {
        return Reading::of(vec![Draft::new(octets.to_vec())]);
    }
    if octets.starts_with(outlook_msg::MAGIC) {
        return read_msg(octets);
    }
    let drafts = peel(octets);
    let Some(draft) = drafts.first() else { return Reading::of(vec![Draft::new(octets.to_vec())]) };
    if let Some(found) = name(&draft.octets) {
        return Reading { found: Some(found), ..Reading::of(drafts) };
    }
    if let Some(reading) = read_mbox(draft) {
        return reading;
    }
    let split = Split::new(&draft.octets);
    let inner = Inner::find(draft, &split);
    match inner.container {
        _ if inner.messages.is_empty() => Reading::of(drafts),
        container @ Container::Bounce => {
            Reading { container, messages: inner.messages, others: vec![Readable { drafts }], found: None }
        }
        // The outer one is signed, or none is: the outer one is what was sent. One that was delivered, or speaks in
        // the name of whoever wrote the inner one, is what the reader is to believe: a signature inside proves nothing
        // of it.
        _ if is_signed(&split)
            || !inner.is_signed()
            || has(&split, "received")
            || inner.shares_author(&authors(&draft.octets, &split)) =>
        {
            Reading { others: inner.messages, ..Reading::of(drafts) }
        }
        container => {
            Reading { container, messages: inner.messages, others: vec![Readable { drafts }], found: None }
        }
    }
}

impl Reading {
    /// One message that stands by itself.
    fn of(drafts: Vec<Draft>) -> Self {
        let messages = vec![Readable { drafts }];
        Self { container: Container::None, messages, others: Vec::new(), found: None }
    }
}

fn read_msg(octets: &[u8]) -> Reading {
    let Some(header) = outlook_msg::transport_headers(octets) else {
        return Reading::of(vec![Draft::new(octets.to_vec())]);
    };
    let mut drafts = peel(&header);
    for draft in &mut drafts {
        draft.note(Problem::OutlookMsg);
    }
    Reading { container: Container::OutlookMsg, ..Reading::of(drafts) }
}

/// Messages between `From ` lines (RFC 4155, and what programs make of it).
fn read_mbox(draft: &Draft) -> Option<Reading> {
    let all: Vec<&[u8]> = lines(&draft.octets).collect();
    let mut starts = Vec::new();
    let mut after_blank = true;
    for (place, line) in all.iter().enumerate() {
        let next = all.get(place.saturating_add(1));
        if after_blank && is_from_line(line) && next.is_some_and(|next| field_name(next).is_some()) {
            starts.push(place);
        }
        after_blank = is_blank(line);
    }
    if starts.first() != Some(&0) {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([all.len()]);
    let messages: Vec<Readable> = starts
        .iter()
        .zip(ends)
        .take(MAX_MESSAGES)
        .map(|(start, end)| {
            let inside = all.get(start.saturating_add(1)..end).unwrap_or_default();
            // The empty line before the next "From " line is the mbox's; the one that ends the header section is not.
            let inside = match inside.split_last() {
                Some((last, before)) if is_empty(last) && before.iter().any(|line| is_empty(line)) => before,
                _ => inside,
            };
            readings_of_mbox(draft, &inside.concat(), starts.len())
        })
        .collect();
    Some(Reading { container: Container::Mbox, messages, others: Vec::new(), found: None })
}

/// With `>From ` undone, which is the rule, and as it stands.
fn readings_of_mbox(draft: &Draft, octets: &[u8], messages: usize) -> Readable {
    let step = |octets, unescaped| {
        if messages == 1 && unescaped == 0 {
            Repaired::new(octets, MessageProblem::MboxLine)
        } else {
            Repaired::new(octets, Problem::Mbox { messages, unescaped })
        }
    };
    let undone = unescape_from(octets).map(|(undone, count)| draft.with(step(undone, count)));
    let drafts = undone.into_iter().chain([draft.with(step(octets.to_vec(), 0))]);
    let drafts = drafts.map(|draft| draft.within(octets)).collect();
    Readable { drafts }
}

/// Messages inside of a message.
struct Inner {
    container: Container,
    messages: Vec<Readable>,
}

/// Whether messages stand inside of a message.
pub(crate) fn holds_messages(octets: &[u8]) -> bool {
    let split = Split::new(octets);
    let kind = ContentType::read(octets, &split.header).kind;
    (kind.starts_with("multipart/") || kind.starts_with("message/")) && {
        let tree = mime::walk(octets, &split.header, split.body);
        tree.leaves
            .iter()
            .any(|leaf| is_message(&leaf.content_type.kind, Container::Bounce) || holds_source(leaf, octets))
    }
}

fn has(split: &Split, key: &str) -> bool {
    split.header.places(key).next().is_some()
}

fn is_signed(split: &Split) -> bool {
    has(split, "dkim-signature")
}

/// The domains of the addresses in From.
fn authors(octets: &[u8], split: &Split) -> Vec<Name> {
    let fields = split.header.places("from").filter_map(|place| split.header.fields.get(place));
    let found = fields.flat_map(|field| mailboxes(field.value.of(octets), &Platform::default()));
    found.filter_map(|mailbox| Some(mailbox.domain?.a_label)).collect()
}

impl Inner {
    fn is_signed(&self) -> bool {
        let drafts = self.messages.iter().flat_map(|message| &message.drafts);
        drafts.into_iter().any(|draft| is_signed(&Split::new(&draft.octets)))
    }

    /// Whether an author of one of them is of these domains, or of one above or below.
    fn shares_author(&self, domains: &[Name]) -> bool {
        let drafts = self.messages.iter().flat_map(|message| &message.drafts);
        let inside: Vec<Name> =
            drafts.flat_map(|draft| authors(&draft.octets, &Split::new(&draft.octets))).collect();
        inside
            .iter()
            .any(|one| domains.iter().any(|other| one.is_at_or_below(other) || other.is_at_or_below(one)))
    }

    fn find(draft: &Draft, split: &Split) -> Self {
        let kind = ContentType::read(&draft.octets, &split.header).kind;
        let container = if kind == "multipart/report" { Container::Bounce } else { Container::Message };
        let mut messages = Vec::new();
        if kind.starts_with("multipart/") || kind.starts_with("message/") {
            let tree = mime::walk(&draft.octets, &split.header, split.body);
            let is_wanted = |leaf: &&Leaf| {
                is_message(&leaf.content_type.kind, container) || holds_source(leaf, &draft.octets)
            };
            messages.extend(tree.leaves.iter().filter(is_wanted).filter_map(|leaf| {
                let octets = decode_part(leaf.body.of(&draft.octets), &leaf.encoding)?;
                let step = Repaired::new(octets.clone(), Problem::InnerMessage { container });
                Some(Readable { drafts: vec![draft.with(step).within(&octets)] })
            }));
        }
        Self { container, messages }
    }
}

/// Whether a file is attached that is a message by its content.
fn holds_source(leaf: &Leaf, octets: &[u8]) -> bool {
    const FILES: [&str; 5] = [
        "application/octet-stream",
        "application/eml",
        "application/x-eml",
        "application/x-message",
        "application/vnd.ms-outlook-eml",
    ];
    const NEAR: usize = 16_384;
    if !FILES.contains(&leaf.content_type.kind.as_str()) {
        return false;
    }
    // Whole lines of base64 are whole groups of octets.
    let file = leaf.body.of(octets);
    let near = file.get(..file.len().min(NEAR)).unwrap_or_default();
    let end = if near.len() < file.len() { memchr::memrchr(b'\n', near).unwrap_or(0) } else { near.len() };
    let near = decode_part(near.get(..end).unwrap_or_default(), &leaf.encoding);
    near.is_some_and(|near| begins_source(lines(&near)))
}

fn is_message(kind: &str, container: Container) -> bool {
    match kind {
        "message/rfc822" | "message/global" => true,
        "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers" => {
            container == Container::Bounce
        }
        _ => false,
    }
}
