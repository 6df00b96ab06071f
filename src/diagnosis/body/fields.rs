//! The header fields of MIME parts: added, removed, put into another order, and written in another form.

use std::ops::ControlFlow;

use super::{
    Candidate, Try, View, line_at, line_starts,
    rewrites::{self, COMBINED, OF_WHITE_SPACE, RARE, Rewrite, USUAL},
};
use crate::{
    diagnosis::{Problem, edit::Edit},
    order,
    span::Span,
};

/// Fields that are looked at.
const MAX_FIELDS: usize = 200;
/// Fields that are rewritten one by one.
const MAX_SINGLE: usize = 40;
/// Names, or fields of one part, of which every order is tried.
const MAX_ORDERED: usize = 4;
const LINE_END: &[u8] = b"\r\n";

/// Fields that software leaves out because they say what is so anyway.
const IDLE: [&str; 5] = [
    "Content-Transfer-Encoding: 7bit",
    "MIME-Version: 1.0",
    "Content-Disposition: inline",
    "Content-Transfer-Encoding: 8bit",
    "Mime-Version: 1.0",
];

/// A field of a part, with its continuation lines and without its last line end.
#[derive(Debug, Clone)]
struct Field {
    span: Span,
    /// In lower case.
    name: Vec<u8>,
    /// The number of the header that it stands in.
    header: usize,
}

fn fields(view: &View<'_>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (header, span) in view.tree.headers.iter().enumerate() {
        let mut is_first = true;
        for start in line_starts(span.of(view.text)) {
            let start = span.start.saturating_add(start);
            let line = line_at(view.text, start);
            let end = start.saturating_add(line.len()).min(span.end);
            match line.first() {
                None => break,
                Some(b' ' | b'\t') if !is_first => {
                    if let Some(last) = fields.last_mut() {
                        last.span.end = end;
                    }
                }
                Some(_) => {
                    let colon = memchr::memchr(b':', line).unwrap_or(line.len());
                    let name = line.get(..colon).unwrap_or_default().trim_ascii().to_ascii_lowercase();
                    fields.push(Field { span: Span::new(start, end), name, header });
                    is_first = false;
                }
            }
            if fields.len() == MAX_FIELDS {
                return fields;
            }
        }
    }
    fields
}

fn changed(edits: Vec<Edit>) -> Candidate {
    Candidate::possible(Problem::PartHeaderChanged, edits)
}

/// What `rewrite` makes of these fields.
fn rewritten<'f>(view: &View<'_>, fields: impl Iterator<Item = &'f Field>, rewrite: Rewrite) -> Vec<Edit> {
    let edits = fields.filter_map(|field| {
        let old = field.span.of(view.text);
        let new = rewrite(old);
        (new != old).then(|| Edit::new(field.span.start, field.span.end, &new).trimmed(view.text))
    });
    edits.collect()
}

fn without(field: &Field) -> Edit {
    Edit::remove(Span::new(field.span.start, field.span.end.saturating_add(LINE_END.len())))
}

/// Whether the field says that the content is encoded: without it another encoding is meant, which has its own name.
fn is_coded(view: &View<'_>, field: &Field) -> bool {
    let value = field.span.of(view.text).to_ascii_lowercase();
    field.name == b"content-transfer-encoding"
        && (value.ends_with(b"base64") || value.ends_with(b"quoted-printable"))
}

/// The names, each once.
fn names(fields: &[Field]) -> Vec<&[u8]> {
    let mut names: Vec<&[u8]> = Vec::new();
    for field in fields {
        if !names.contains(&field.name.as_slice()) {
            names.push(&field.name);
        }
    }
    names
}

/// A field added to one part or to all, or written anew in all of them or under one name.
pub(super) fn part_headers(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let fields = fields(view);
    if fields.is_empty() {
        return ControlFlow::Continue(());
    }
    let names = names(&fields);
    let of_name = |name: &[u8]| {
        let name = name.to_vec();
        fields.iter().filter(move |field| field.name == name)
    };
    for name in &names {
        let alike: Vec<Edit> = of_name(name).filter(|field| !is_coded(view, field)).map(without).collect();
        attempt(changed(alike.clone()))?;
        for edit in alike.iter().filter(|_| alike.len() > 1).take(MAX_SINGLE) {
            attempt(changed(vec![edit.clone()]))?;
        }
    }
    let of_white_space: &[Rewrite] = if view.is_relaxed { &[] } else { OF_WHITE_SPACE };
    for rewrite in USUAL.iter().chain(of_white_space).chain(RARE) {
        attempt(changed(rewritten(view, fields.iter(), *rewrite)))?;
    }
    left_out(view, &fields, attempt)
}

/// A field left out: an identifier that another field repeats, or what says nothing new.
fn left_out(view: &View<'_>, fields: &[Field], attempt: Try<'_>) -> ControlFlow<()> {
    let headers = view.tree.headers.len();
    let of = |header: usize| fields.iter().filter(move |field| field.header == header);
    // Gmail writes the same identifier into both.
    let known = |header: usize| -> Vec<Vec<u8>> {
        let value = |name: &[u8]| {
            let field = of(header).find(|field| field.name == name)?;
            let octets = field.span.of(view.text);
            Some(octets.get(memchr::memchr(b':', octets)?.saturating_add(1)..)?.trim_ascii().to_vec())
        };
        let bare =
            |id: Vec<u8>| id.strip_prefix(b"<").and_then(|id| id.strip_suffix(b">")).map(<[u8]>::to_vec);
        let mut lines = Vec::new();
        match (value(b"content-id").and_then(bare), value(b"x-attachment-id")) {
            (Some(id), None) => lines.push([&b"X-Attachment-Id: "[..], &id].concat()),
            (None, Some(id)) => lines.push([&b"Content-ID: <"[..], &id, b">"].concat()),
            _ => {}
        }
        lines
    };
    // Before each field, and after the last one.
    let places = |header: usize| -> Vec<usize> {
        let starts = of(header).map(|field| field.span.start);
        let end = of(header).next_back().map(|field| field.span.end.saturating_add(LINE_END.len()));
        starts.chain(end).collect()
    };
    let line = |line: &[u8]| [line, LINE_END].concat();
    for header in 0..headers.min(MAX_SINGLE) {
        for known in known(header) {
            for place in places(header).into_iter().rev() {
                attempt(changed(vec![Edit::insert(place, &line(&known))]))?;
            }
        }
    }
    for idle in IDLE {
        let name = idle.split(':').next().unwrap_or_default().to_ascii_lowercase().into_bytes();
        let lacks = |header: usize| of(header).next().is_some() && of(header).all(|field| field.name != name);
        let lacking: Vec<usize> = (0..headers).filter(|header| lacks(*header)).collect();
        let most = lacking.iter().map(|header| places(*header).len()).max().unwrap_or(0);
        for number in 0..most {
            let at = |header: &usize| {
                let places = places(*header);
                places.get(number).or(places.last()).copied()
            };
            let all: Vec<usize> = lacking.iter().filter_map(at).collect();
            let insert = |place: &usize| Edit::insert(*place, &line(idle.as_bytes()));
            attempt(changed(all.iter().map(insert).collect()))?;
            for place in all.iter().filter(|_| all.len() > 1).take(MAX_SINGLE) {
                attempt(changed(vec![insert(place)]))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Fields written anew one by one, in several ways at once, or put into another order.
pub(super) fn part_headers_alone(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let fields = fields(view);
    let names = names(&fields);
    order(view, &fields, attempt)?;
    let of_white_space: &[Rewrite] = if view.is_relaxed { &[] } else { OF_WHITE_SPACE };
    for rewrite in USUAL.iter().chain(of_white_space).chain(RARE) {
        for name in names.iter().filter(|_| names.len() > 1) {
            let alike = fields.iter().filter(|field| field.name == *name);
            attempt(changed(rewritten(view, alike, *rewrite)))?;
        }
        for field in fields.iter().take(MAX_SINGLE) {
            attempt(changed(rewritten(view, [field].into_iter(), *rewrite)))?;
        }
    }
    for field in fields.iter().take(MAX_SINGLE) {
        for form in rewrites::orders_of_parameters(field.span.of(view.text)) {
            attempt(changed(vec![Edit::new(field.span.start, field.span.end, &form).trimmed(view.text)]))?;
        }
    }
    for groups in COMBINED {
        combined(view, &fields, groups, attempt)?;
    }
    ControlFlow::Continue(())
}

/// One rewrite of each of two groups, one after the other, everywhere.
fn combined(
    view: &View<'_>,
    fields: &[Field],
    groups: &[&[Rewrite]; 2],
    attempt: Try<'_>,
) -> ControlFlow<()> {
    let [first, second] = groups;
    for one in *first {
        for other in *second {
            let edits = fields.iter().filter_map(|field| {
                let old = field.span.of(view.text);
                let new = other(&one(old));
                (new != old).then(|| Edit::new(field.span.start, field.span.end, &new).trimmed(view.text))
            });
            attempt(changed(edits.collect()))?;
        }
    }
    ControlFlow::Continue(())
}

/// The fields of all parts in each order of their names, then those of each part.
fn order(view: &View<'_>, fields: &[Field], attempt: Try<'_>) -> ControlFlow<()> {
    let of =
        |header: usize| -> Vec<&Field> { fields.iter().filter(|field| field.header == header).collect() };
    let headers: Vec<Vec<&Field>> =
        (0..view.tree.headers.len()).map(of).filter(|one| one.len() > 1).collect();
    let names = names(fields);
    if names.len() <= MAX_ORDERED && headers.len() > 1 {
        for order in orders(names.len()) {
            let rank =
                |field: &&Field| order.iter().position(|at| names.get(*at) == Some(&field.name.as_slice()));
            let edits = headers.iter().flat_map(|header| {
                let mut sorted = header.clone();
                order::sort_by_key(&mut sorted, rank);
                in_order(view, header, &sorted)
            });
            attempt(changed(edits.collect()))?;
        }
    }
    for header in headers.iter().take(MAX_SINGLE) {
        let orders = if header.len() <= MAX_ORDERED { orders(header.len()) } else { swaps(header.len()) };
        for order in orders {
            let sorted: Vec<&Field> = order.iter().filter_map(|at| header.get(*at).copied()).collect();
            attempt(changed(in_order(view, header, &sorted)))?;
        }
    }
    ControlFlow::Continue(())
}

/// The fields of one header replaced by the same in another order.
fn in_order(view: &View<'_>, fields: &[&Field], sorted: &[&Field]) -> Vec<Edit> {
    let pairs = fields.iter().zip(sorted).filter(|(old, new)| old.span != new.span);
    pairs.map(|(old, new)| Edit::new(old.span.start, old.span.end, new.span.of(view.text))).collect()
}

/// Every order of so many things but the one that they are in.
pub(super) fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..count {
        let longer = orders.iter().flat_map(|order| {
            let left = (0..count).filter(|at| !order.contains(at));
            left.map(|at| [order.as_slice(), &[at]].concat()).collect::<Vec<_>>()
        });
        orders = longer.collect();
    }
    orders.into_iter().skip(1).collect()
}

/// Every order in which two of so many things changed places, or one moved to the beginning or the end.
fn swaps(count: usize) -> Vec<Vec<usize>> {
    let plain: Vec<usize> = (0..count).collect();
    let mut orders = Vec::new();
    for one in 0..count {
        for other in 0..one {
            let mut order = plain.clone();
            order.swap(one, other);
            orders.push(order);
        }
        for is_end in [false, true] {
            let mut order: Vec<usize> = plain.iter().copied().filter(|at| *at != one).collect();
            order.insert(if is_end { order.len() } else { 0 }, one);
            orders.push(order);
        }
    }
    orders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_all_but_the_plain_one() {
        assert_eq!(orders(2), [[1, 0]]);
        assert_eq!(orders(3).len(), 5);
        assert_eq!(orders(4).len(), 23);
    }
}
