//! Transfer encodings and character sets of text parts.

use std::ops::ControlFlow;

use super::{
    Candidate, Pairing, Try, View,
    codec::Codec,
    mime::{Entity, Part, parameter},
    part::TextPart,
};
use crate::{
    diagnosis::{Problem, TransferEncoding, edit::Edit},
    order,
    span::Span,
};

const ENCODINGS: [TransferEncoding; 4] = [
    TransferEncoding::EightBit,
    TransferEncoding::SevenBit,
    TransferEncoding::QuotedPrintable,
    TransferEncoding::Base64,
];

/// What mail was most often written in.
const CHARSETS: [&str; 6] = ["utf-8", "iso-2022-jp", "shift_jis", "iso-8859-1", "windows-1252", "euc-jp"];

/// A part written in another transfer encoding: each alone, and all in the same way.
pub(super) fn transfer_encodings(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for to in ENCODINGS {
        for codec in Codec::all(to) {
            view.spend(view.parts.iter().map(|part| part.octets.len().saturating_mul(2)).sum())?;
            let each: Vec<Vec<Variant>> =
                view.parts.iter().map(|part| recoded(view, part, &part.octets, to, codec)).collect();
            for (part, variants) in view.parts.iter().zip(&each) {
                for variant in variants {
                    let candidate = candidate(part, to, variant);
                    attempt(Candidate { pairing: pairing(codec), ..candidate })?;
                }
            }
            if each.len() > 1 && each.iter().all(|variants| !variants.is_empty()) {
                let longest = each.iter().map(Vec::len).max().unwrap_or(0);
                for place in 0..longest {
                    let variants = each.iter().filter_map(|one| one.get(place).or(one.last()));
                    let edits: Vec<Edit> = variants.flat_map(|variant| variant.edits.clone()).collect();
                    let from = view.parts.first().and_then(|part| part.part.entity.encoding());
                    let problem = changed(to, from);
                    attempt(Candidate { pairing: pairing(codec), ..Candidate::new(problem, edits) })?;
                }
            }
        }
    }
    ControlFlow::Continue(())
}

/// A way to write a part, and what the header of the whole says then.
#[derive(Debug, Clone)]
struct Variant {
    edits: Vec<Edit>,
    entity: Option<Entity>,
}

fn pairing(codec: Codec) -> Pairing {
    if codec.is_usual() { Pairing::Possible } else { Pairing::Alone }
}

fn changed(from: TransferEncoding, to: Option<TransferEncoding>) -> Problem {
    Problem::TransferEncodingChanged { from, to: to.unwrap_or(TransferEncoding::SevenBit) }
}

fn candidate(part: &TextPart, from: TransferEncoding, variant: &Variant) -> Candidate {
    let problem = changed(from, part.part.entity.encoding());
    Candidate::new(problem, variant.edits.clone()).with_entity(variant.entity.clone())
}

/// `octets` as the content of `part`, written by `codec`, with the header saying so.
fn recoded(
    view: &View<'_>,
    part: &TextPart,
    octets: &[u8],
    to: TransferEncoding,
    codec: Codec,
) -> Vec<Variant> {
    let is_same = part.codec == Some(codec) && part.part.entity.encoding() == Some(to);
    let fits = to != TransferEncoding::SevenBit || octets.is_ascii();
    if is_same || !fits {
        return Vec::new();
    }
    let content = codec.encode(octets);
    let mut contents = vec![content.clone()];
    if codec == Codec::Identity {
        match content.strip_suffix(b"\r\n") {
            Some(shorter) if !part.part.is_root => contents.push(shorter.to_vec()),
            None if !part.part.is_root => contents.push([&content, &b"\r\n"[..]].concat()),
            _ => {}
        }
    }
    let span = part.part.content;
    let mut variants = Vec::new();
    for content in contents {
        let edit = Edit::new(span.start, span.end, &content).trimmed(view.text);
        if edit.span.is_empty() && edit.with.is_empty() {
            continue;
        }
        if part.part.is_root {
            let entity = Entity { encoding: Some(to), ..part.part.entity.clone() };
            variants.push(Variant { edits: vec![edit], entity: Some(entity) });
            continue;
        }
        for header in encoding_fields(view.text, &part.part, to) {
            let mut edits: Vec<Edit> = header.into_iter().collect();
            edits.push(edit.clone());
            variants.push(Variant { edits, entity: None });
        }
    }
    variants
}

/// Ways to let the header of a part name `encoding`.
fn encoding_fields(text: &[u8], part: &Part, encoding: TransferEncoding) -> Vec<Option<Edit>> {
    const NAME: &[u8] = b"content-transfer-encoding:";
    let header = part.header.of(text);
    let lines = super::line_starts(header).into_iter();
    let found = lines
        .map(|start| (start, super::line_at(header, start)))
        .find(|(_, line)| line.get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME)));
    let value = encoding.name().as_bytes();
    match found {
        Some((start, line)) => {
            let line = Span::new(start, start.saturating_add(line.len())).shifted(part.header.start);
            let gap = line.of(text).get(NAME.len()..).unwrap_or_default();
            let spaces = gap.len().saturating_sub(gap.trim_ascii_start().len());
            let value_start = line.start.saturating_add(NAME.len()).saturating_add(spaces);
            let mut fields = vec![Some(Edit::new(value_start, line.end, value).trimmed(text))];
            if encoding == TransferEncoding::SevenBit {
                let whole = Span::new(line.start, line.end.saturating_add(2));
                fields.insert(0, Some(Edit::remove(whole)));
            }
            fields
        }
        None if encoding == TransferEncoding::SevenBit => vec![None],
        None => {
            let end = part.header.end.saturating_sub(2);
            let line = [&b"Content-Transfer-Encoding: "[..], value, b"\r\n"].concat();
            vec![Some(Edit::insert(end, &line)), Some(Edit::insert(part.header.start, &line))]
        }
    }
}

/// base64 broken into lines of another length, whatever it holds.
pub(super) fn widths(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let base64 = TransferEncoding::Base64;
    for part in view.tree.leaves.iter().filter(|part| part.entity.encoding() == Some(base64)) {
        let content = part.content.of(view.text);
        let characters: Vec<u8> =
            content.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
        for codec in Codec::all(base64) {
            let Some(rewritten) = codec.in_lines(&characters) else { continue };
            let edit = Edit::new(part.content.start, part.content.end, &rewritten).trimmed(view.text);
            let problem = changed(base64, Some(base64));
            attempt(Candidate { pairing: pairing(codec), ..Candidate::new(problem, vec![edit]) })?;
        }
    }
    ControlFlow::Continue(())
}

/// A part converted to another character set.
pub(super) fn charsets(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    for part in view.parts {
        let now = part.part.entity.charset();
        // Copied as text and saved as UTF-8, with the old name still in Content-Type.
        let copied = std::str::from_utf8(&part.octets).ok().filter(|text| now != "utf-8" && !text.is_ascii());
        let rewritten = copied
            .and_then(|text| view.charsets.encode(&now, text))
            .and_then(|octets| part.rewrite(view.text, &octets));
        let problem = Problem::CharsetChanged { from: now.clone(), to: "utf-8".to_owned() };
        attempt(Candidate::evident(problem, rewritten.into_iter().collect()))?;
        let Some(string) = part.string.as_deref().filter(|string| !string.is_ascii()) else { continue };
        for charset in CHARSETS.into_iter().filter(|charset| *charset != now) {
            view.spend(string.len().saturating_mul(2))?;
            let Some(octets) = view.charsets.encode(charset, string) else { continue };
            view.spend(string.len().saturating_mul(20))?;
            let problem = Problem::CharsetChanged { from: charset.to_owned(), to: now.clone() };
            for variant in converted(view, part, &octets, charset) {
                let mut candidate = Candidate::possible(problem.clone(), variant.edits);
                candidate.entity = variant.entity;
                attempt(candidate)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// `octets` in `charset` as the content of `part`, in every transfer encoding.
fn converted(view: &View<'_>, part: &TextPart, octets: &[u8], charset: &str) -> Vec<Variant> {
    let mut variants = Vec::new();
    let labels = charset_fields(view.text, &part.part, charset);
    for to in ENCODINGS {
        for codec in Codec::all(to) {
            let mut recoded = recoded(view, part, octets, to, codec);
            if recoded.is_empty() && part.codec == Some(codec) {
                // The same encoding as now: only the text changes.
                let edits = part.rewrite(view.text, octets).into_iter().collect();
                let entity = part.part.is_root.then(|| part.part.entity.clone());
                recoded.push(Variant { edits, entity });
            }
            for mut variant in recoded {
                if let Some(entity) = &mut variant.entity {
                    entity.charset = Some(charset.to_owned());
                    variants.push(variant);
                    continue;
                }
                for label in &labels {
                    let mut edits = variant.edits.clone();
                    edits.extend(label.clone());
                    order::sort_by_key(&mut edits, |edit| edit.span);
                    variants.push(Variant { edits, entity: None });
                }
            }
        }
    }
    variants
}

/// Ways to let the header of a part name `charset`.
fn charset_fields(text: &[u8], part: &Part, charset: &str) -> Vec<Option<Edit>> {
    let header = part.header.of(text);
    let Some(value) = parameter(header, "charset") else { return vec![None] };
    let span = value.shifted(part.header.start);
    let upper = charset.to_ascii_uppercase();
    let quoted = |name: &str| format!("\"{name}\"");
    let names = [charset.to_owned(), upper.clone(), quoted(charset), quoted(&upper)];
    names.map(|name| Some(Edit::new(span.start, span.end, name.as_bytes()))).to_vec()
}

/// UTF-8 that was read as windows-1252 and written as UTF-8.
pub(super) fn mojibake(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let undone = std::str::from_utf8(view.text)
        .ok()
        .filter(|text| !text.is_ascii())
        .and_then(|text| view.charsets.encode("windows-1252", text))
        .filter(|octets| std::str::from_utf8(octets).is_ok());
    if let Some(octets) = undone {
        let edit = Edit::new(0, view.text.len(), &octets).trimmed(view.text);
        attempt(Candidate::evident(Problem::Mojibake, vec![edit]))?;
    }
    // The same in parts that are encoded.
    let coded = view.parts.iter().filter(|part| part.codec.is_some_and(|codec| !codec.is_plain()));
    let undone = coded.filter_map(|part| {
        let text = part.string.as_deref().filter(|text| !text.is_ascii())?;
        let octets = view.charsets.encode("windows-1252", text)?;
        std::str::from_utf8(&octets).is_ok().then(|| part.rewrite(view.text, &octets))?
    });
    let edits: Vec<Edit> = undone.collect();
    for edit in edits.iter().filter(|_| edits.len() > 1) {
        attempt(Candidate::evident(Problem::Mojibake, vec![edit.clone()]))?;
    }
    attempt(Candidate::evident(Problem::Mojibake, edits))?;
    ControlFlow::Continue(())
}
