//! Text that was put after or before the author's.

use std::ops::ControlFlow;

use super::{Candidate, Pairing, Try, View, line_at, line_starts, names, part::TextPart};
use crate::{
    diagnosis::{Extent, FooterPlace, Problem, edit::Edit},
    order,
    span::Span,
};

/// Lines from the end at which a footer may begin.
const MAX_FOOTER_LINES: usize = 200;
/// The same where what follows is to be hashed again for each.
const MAX_LINES_IN_PART: usize = 60;
/// Lines of a banner.
const MAX_BANNER_LINES: usize = 30;
/// Octets of HTML before its end, or after its beginning, that may be a footer or a banner.
const MAX_HTML: usize = 8_192;
/// Places in HTML at which one may begin or end.
const MAX_TAGS: usize = 80;
/// The same at the beginning, where all of the text is to be hashed for each.
const MAX_HEAD_TAGS: usize = 30;
/// Places in one part that are tried with those of another.
const MAX_BOTH: usize = 8;

/// What may be cut out of a part.
type Cuts = fn(&TextPart) -> Vec<Span>;

/// Cut off at each line from the end of the body on, and at a rule within a line.
pub(super) fn at_the_end(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let text = view.text;
    let end = text.len();
    let place = FooterPlace::Body;
    let is_html = view.tree.leaves.iter().any(|part| part.is_root && part.entity.media_type() == "text/html");
    // What follows the last part is no part of the author's text; the parts have their own places.
    let root = view.tree.multiparts.iter().find(|multipart| multipart.is_root && multipart.is_closed);
    let from = root.and_then(|root| root.delimiters.last()).map_or(0, |close| close.end);
    let starts = line_starts(text).into_iter().rev().take_while(|start| *start >= from);
    let mut cuts: Vec<usize> = starts.take(MAX_FOOTER_LINES).collect();
    // The likely ones come first where each costs much.
    order::sort_by_key(&mut cuts, |start| pairing(text, Span::new(*start, end)));
    for start in cuts {
        let cut = Span::new(start, end);
        let problem = names::tail(text, cut, is_html, place);
        attempt(Candidate {
            pairing: pairing(text, cut),
            ..Candidate::new(problem, vec![Edit::remove(cut)])
        })?;
        // The footer may stand right after a last line that had lost its end.
        for rule in rules_within(line_at(text, start)) {
            let glued = vec![Edit::new(start.saturating_add(rule), end, b"\r\n")];
            let mut candidate = Candidate::new(Problem::FooterAppended { place }, glued);
            candidate.with = Some(Problem::MissingFinalNewline);
            attempt(candidate)?;
        }
    }
    ControlFlow::Continue(())
}

/// How much `cut`, which goes to the end of a text, looks like a footer.
fn pairing(text: &[u8], cut: Span) -> Pairing {
    let line = line_at(text, cut.start);
    let sign = line.first().copied().unwrap_or_default();
    let is_rule = b"-_=*~#".contains(&sign) && line.iter().take_while(|octet| **octet == sign).count() > 1;
    let before = text.get(..cut.start).unwrap_or_default();
    if is_rule {
        Pairing::Evident
    } else if before.ends_with(b"\r\n\r\n") {
        Pairing::Possible
    } else if before.ends_with(b"\r\n") {
        Pairing::Conceivable
    } else {
        Pairing::Alone
    }
}

/// Where a line of signs begins after other text.
fn rules_within(line: &[u8]) -> impl Iterator<Item = usize> + '_ {
    const LENGTH: usize = 4;
    let windows = line.windows(LENGTH.saturating_add(1)).enumerate();
    windows.filter_map(|(place, window)| {
        let (before, rule) = window.split_first()?;
        let sign = rule.first()?;
        let is_rule = b"-_=*~#".contains(sign) && rule.iter().all(|octet| octet == sign);
        (is_rule && before != sign).then(|| place.saturating_add(1))
    })
}

/// Cut out of the end of a text part, or of the text and the HTML part alike.
pub(super) fn in_parts(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let place = FooterPlace::TextPart;
    alike_in_two(view, tails, &Problem::FooterAppended { place }, attempt)?;
    let cuts = view.parts.iter().map(|part| tails(part).into_iter().map(move |cut| (part, cut)).collect());
    for (part, cut) in in_turn(cuts.collect()) {
        let place = if part.is_html { FooterPlace::HtmlPart } else { FooterPlace::TextPart };
        if let Some(edits) = part.lift(view, &[Edit::remove(cut)]) {
            let problem = names::tail(&part.octets, cut, part.is_html, place);
            let pairing = if part.is_html { Pairing::Conceivable } else { pairing(&part.octets, cut) };
            attempt(Candidate { pairing, ..Candidate::new(problem, edits) })?;
        }
    }
    ControlFlow::Continue(())
}

/// Cut out of the beginning of a text part, or of the text and the HTML part alike.
pub(super) fn banners(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    alike_in_two(view, heads, &Problem::BannerPrepended, attempt)?;
    let cuts = view.parts.iter().map(|part| heads(part).into_iter().map(move |cut| (part, cut)).collect());
    for (part, cut) in in_turn(cuts.collect()) {
        if let Some(edits) = part.lift(view, &[Edit::remove(cut)]) {
            let is_apart = !part.is_html && cut.of(&part.octets).ends_with(b"\r\n\r\n");
            let pairing = if is_apart { Pairing::Possible } else { Pairing::Conceivable };
            let extent = if part.part.is_root { Extent::Body } else { Extent::Part };
            let problem = names::head(&part.octets, cut, part.is_html, extent);
            attempt(Candidate { pairing, ..Candidate::new(problem, edits) })?;
        }
    }
    ControlFlow::Continue(())
}

/// The same text cut out of a plain and an HTML part.
fn alike_in_two(view: &View<'_>, cuts: Cuts, problem: &Problem, attempt: Try<'_>) -> ControlFlow<()> {
    let (html, plain): (Vec<_>, Vec<_>) = view.parts.iter().partition(|part| part.is_html);
    let (Some(html), Some(plain)) = (html.first(), plain.first()) else { return ControlFlow::Continue(()) };
    let shown = [html, plain].map(|part| part.octets.len().min(MAX_HTML).saturating_mul(MAX_LINES_IN_PART));
    view.spend(shown.iter().sum())?;
    let texts = |part: &TextPart| -> Vec<(Span, Vec<u8>)> {
        let cuts = cuts(part).into_iter();
        cuts.map(|cut| (cut, words(cut.of(&part.octets), part.is_html))).collect()
    };
    let in_html = texts(html);
    for (cut, text) in texts(plain).into_iter().filter(|(_, text)| !text.is_empty()) {
        for (other, _) in in_html.iter().filter(|(_, other)| *other == text) {
            let lifted = [(plain, cut), (html, *other)]
                .into_iter()
                .map(|(part, cut)| part.lift(view, &[Edit::remove(cut)]))
                .collect::<Option<Vec<_>>>();
            let Some(mut edits) = lifted.map(|edits| edits.concat()) else { continue };
            order::sort_by_key(&mut edits, |edit| edit.span);
            let problem = of_two(problem, [(plain, cut), (html, *other)]);
            attempt(Candidate::possible(problem, edits))?;
        }
    }
    ControlFlow::Continue(())
}

/// What cutting these out is called, if not `problem`.
fn of_two(problem: &Problem, cuts: [(&TextPart, Span); 2]) -> Problem {
    let leaves_text = |(part, cut): &(&TextPart, Span)| {
        let kept = [part.octets.get(..cut.start), part.octets.get(cut.end..)];
        names::is_visible(&kept.into_iter().flatten().collect::<Vec<_>>().concat(), part.is_html)
    };
    if cuts.iter().all(leaves_text) {
        problem.clone()
    } else {
        Problem::NothingSigned { extent: Extent::Part }
    }
}

/// A banner, or a footer, in the plain part and another one in the HTML part.
pub(super) fn in_both(view: &View<'_>, attempt: Try<'_>) -> ControlFlow<()> {
    let (html, plain): (Vec<_>, Vec<_>) = view.parts.iter().partition(|part| part.is_html);
    let (Some(html), Some(plain)) = (html.first(), plain.first()) else { return ControlFlow::Continue(()) };
    let place = FooterPlace::TextPart;
    let kinds: [(Cuts, Problem); 2] =
        [(heads, Problem::BannerPrepended), (tails, Problem::FooterAppended { place })];
    for (cuts, problem) in kinds {
        let is_apart = |cut: &Span| {
            let around = [plain.octets.get(..cut.start), plain.octets.get(..cut.end)];
            around.iter().flatten().any(|text| text.ends_with(b"\r\n\r\n"))
                || cut.of(&plain.octets).first().is_some_and(|first| b"-_=*\r".contains(first))
        };
        let in_html = cuts(html);
        let has_text = |cut: &Span| names::is_visible(cut.of(&plain.octets), false);
        for cut in cuts(plain).into_iter().filter(is_apart).filter(has_text).take(MAX_BOTH) {
            let Some(one) = plain.lift(view, &[Edit::remove(cut)]) else { continue };
            for other in in_html.iter().take(MAX_BOTH.saturating_mul(3)) {
                let Some(lifted) = html.lift(view, &[Edit::remove(*other)]) else { continue };
                let mut edits = [one.clone(), lifted].concat();
                order::sort_by_key(&mut edits, |edit| edit.span);
                let problem = of_two(&problem, [(plain, cut), (html, *other)]);
                attempt(Candidate::new(problem, edits))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// The letters and digits of a text, the tags of HTML left out.
pub(super) fn words(text: &[u8], is_html: bool) -> Vec<u8> {
    let mut in_tag = false;
    let mut out = Vec::new();
    for octet in text {
        match octet {
            b'<' if is_html => in_tag = true,
            b'>' if is_html => in_tag = false,
            _ if in_tag => {}
            _ if octet.is_ascii_alphanumeric() || !octet.is_ascii() => out.push(*octet),
            _ => {}
        }
    }
    out
}

/// What a footer in this part may be, the shortest first.
fn tails(part: &TextPart) -> Vec<Span> {
    let text = &part.octets;
    if !part.is_html {
        let starts = line_starts(text).into_iter().rev().take(MAX_LINES_IN_PART);
        let end = text.len();
        return starts
            .flat_map(|start| {
                // The last line of a part may have had no line end of its own.
                let before = start.saturating_sub(2);
                [Some(start), (start > 1 && !text.ends_with(b"\r\n")).then_some(before)]
            })
            .flatten()
            .map(|start| Span::new(start, end))
            .collect();
    }
    let ends = [&b"</body"[..], b"</html"].into_iter().filter_map(|tag| find_last(text, tag));
    let cuts = ends.chain([text.len()]).map(|end| {
        let from = end.saturating_sub(MAX_HTML);
        let starts = breaks(text, Span::new(from, end));
        starts.into_iter().rev().take(MAX_TAGS).map(|start| Span::new(start, end)).collect()
    });
    in_turn(cuts.collect())
}

/// The first of each list, then the second ones, and so on.
fn in_turn<T>(lists: Vec<Vec<T>>) -> Vec<T> {
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut all = Vec::new();
    loop {
        let before = all.len();
        all.extend(lists.iter_mut().filter_map(Iterator::next));
        if all.len() == before {
            return all;
        }
    }
}

/// What a banner in this part may be, the shortest first.
fn heads(part: &TextPart) -> Vec<Span> {
    let text = &part.octets;
    if !part.is_html {
        let starts = line_starts(text).into_iter().skip(1).take(MAX_BANNER_LINES);
        return starts.map(|end| Span::new(0, end)).collect();
    }
    let after_body = find_last(text, b"<body").and_then(|start| {
        let length = memchr::memchr(b'>', text.get(start..)?)?;
        Some(start.saturating_add(length).saturating_add(1))
    });
    let starts = [after_body, Some(0)]
        .into_iter()
        .flatten()
        .flat_map(|start| {
            let skipped = if text.get(start..).is_some_and(|rest| rest.starts_with(b"\r\n")) { 2 } else { 0 };
            [Some(start), (skipped > 0).then(|| start.saturating_add(skipped))]
        })
        .flatten()
        .map(|start| {
            let ends = breaks(text, Span::new(start, start.saturating_add(MAX_HTML).min(text.len())));
            let cuts = ends.into_iter().take(MAX_HEAD_TAGS).map(|end| Span::new(start, end));
            cuts.filter(|span| !span.is_empty()).collect()
        });
    in_turn(starts.collect())
}

/// Where tags and lines begin.
fn breaks(text: &[u8], range: Span) -> Vec<usize> {
    let places = memchr::memchr2_iter(b'<', b'\n', range.of(text));
    places
        .map(|place| {
            let place = range.start.saturating_add(place);
            if text.get(place) == Some(&b'\n') { place.saturating_add(1) } else { place }
        })
        .filter(|place| *place < range.end || range.end == text.len())
        .collect()
}

/// The last place of `tag`, given in lower case, in any case of letters.
fn find_last(text: &[u8], tag: &[u8]) -> Option<usize> {
    memchr::memrchr_iter(b'<', text).take(10_000).find(|place| {
        let end = place.saturating_add(tag.len());
        text.get(*place..end).is_some_and(|found| found.eq_ignore_ascii_case(tag))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_rules_and_words() {
        assert_eq!(rules_within(b"Bye____ x").collect::<Vec<_>>(), [3]);
        assert_eq!(rules_within(b"____ x").count(), 0);
        assert_eq!(words(b"<p class=\"a\">Be <b>care</b>ful!</p>", true), b"Becareful");
        assert_eq!(find_last(b"<BODY a><body b></body>", b"<body"), Some(8));
    }
}
