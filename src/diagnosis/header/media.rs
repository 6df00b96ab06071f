//! The MIME fields of a message in the other forms that writers give them (RFC 2045 §4, §5.1, §6.1).

use super::{
    media_type::{Media, Parameter, without_comments},
    view::{Candidate, FieldText, View},
};
use crate::{diagnosis::Problem, order, tag_list::trim};

/// Parameters whose order is tried.
const MAX_ORDERED: usize = 4;
/// Parameters that programs are known to have lost, with what they look like.
const LOST: [&[u8]; 9] = [
    b"format=flowed",
    b"format=flowed; delsp=yes",
    b"delsp=yes; format=flowed",
    b"charset=us-ascii",
    b"charset=US-ASCII",
    b"charset=utf-8",
    b"charset=UTF-8",
    b"reply-type=original",
    b"delsp=no",
];
/// Comments that programs write behind the version.
const COMMENTS: [&[u8]; 2] = [b"1.0 (1.0)", b"1.0"];

/// A MIME field in another form.
pub(super) fn undo(field: &FieldText<'_>, view: &View<'_>, steps: &mut Vec<Candidate>) {
    for (rank, text) in forms(field, view) {
        let problem = Some(Problem::FieldRewritten { field: field.name() });
        steps.push(Candidate { problem, changes: vec![field.with_text(&text)], rank });
    }
}

/// The forms of a MIME field, each with how far-fetched it is.
pub(super) fn forms(field: &FieldText<'_>, view: &View<'_>) -> Vec<(usize, Vec<u8>)> {
    let text = field.text();
    let mut forms = match field.key {
        "content-type" | "content-disposition" => content_types(text),
        "content-transfer-encoding" => encodings(text),
        "mime-version" => versions(text, view),
        "content-language" => cases(text).into_iter().map(|form| (1, form)).collect(),
        _ => Vec::new(),
    };
    let mut seen: Vec<Vec<u8>> = vec![text.to_vec()];
    order::sort_by_key(&mut forms, |(rank, _)| *rank);
    forms.retain(|(_, form)| {
        let is_new = !seen.contains(form);
        if is_new {
            seen.push(form.clone());
        }
        is_new
    });
    forms
}

/// Whether both say the same: capitals, quotation marks, comments, white space and the order of parameters mean nothing.
pub(super) fn is_same(key: &str, is: &[u8], was: &[u8]) -> bool {
    let plain = |text: &[u8]| without_comments(text).map(|text| text.to_ascii_lowercase());
    match key {
        "content-type" | "content-disposition" => {
            let read = |text: &[u8]| {
                let media = Media::read(&without_comments(text)?)?;
                let kind = media.kind.trim_ascii().to_ascii_lowercase();
                let mut all: Vec<_> = media.parameters.iter().map(Parameter::meaning).collect();
                order::sort_by_key(&mut all, Clone::clone);
                Some((kind, all))
            };
            read(is).zip(read(was)).is_some_and(|(is, was)| is == was)
        }
        "content-transfer-encoding" | "mime-version" => {
            let words = |text: &[u8]| plain(text).map(|text| trim(&text).to_vec());
            words(is).zip(words(was)).is_some_and(|(is, was)| is == was)
        }
        _ => false,
    }
}

/// A media type with each of its parts written in other ways, all together.
fn content_types(text: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut forms: Vec<(usize, Vec<u8>)> = Vec::new();
    let Some(plain) = without_comments(text) else { return forms };
    forms.push((0, plain.clone()));
    let Some(media) = Media::read(&plain) else { return forms };
    let mut add = |media: &Media, rank: usize| forms.push((rank, media.write()));
    let quotings = quotings(&media);
    let kinds: Vec<Vec<u8>> = [media.kind.clone()].into_iter().chain(cases(&media.kind)).collect();
    for (quoted, media) in quotings.iter().enumerate() {
        for (cased, media) in charsets(media).iter().enumerate() {
            for (kind, name) in kinds.iter().enumerate() {
                let rank = [quoted, cased, kind].iter().filter(|number| **number > 0).count();
                let likely = quoted.saturating_add(cased).saturating_add(kind) / 8;
                let media = media.with(|media| media.kind.clone_from(name));
                add(&media, rank.saturating_add(likely));
                for tail in [&b""[..], b";"] {
                    add(&media.with(|media| media.tail = tail.to_vec()), rank.saturating_add(1));
                }
                for lead in [&b";"[..], b"; ", b";\r\n\t", b";\r\n "] {
                    let respaced = media.with(|media| {
                        media.parameters.iter_mut().for_each(|one| one.lead = lead.to_vec());
                    });
                    add(&respaced, rank.saturating_add(1));
                }
            }
        }
        for (rank, other) in rearranged(media) {
            add(&other, rank.saturating_add(usize::from(quoted > 0)));
        }
    }
    for parameters in extended(&media) {
        add(&parameters, 1);
        for quoted in self::quotings(&parameters).iter().skip(1) {
            add(quoted, 3);
        }
    }
    forms
}

/// As it is; all values in quotation marks and none; one value otherwise.
fn quotings(media: &Media) -> Vec<Media> {
    let set = |one: &mut Parameter, is_quoted: bool| one.is_quoted = is_quoted || !one.is_token();
    let mut all = vec![media.clone()];
    for is_quoted in [true, false] {
        all.push(media.with(|media| media.parameters.iter_mut().for_each(|one| set(one, is_quoted))));
    }
    // Programs differ in what they take for a token.
    all.push(media.with(|media| media.parameters.iter_mut().for_each(|one| one.is_quoted = false)));
    for place in 0..media.parameters.len() {
        all.push(media.with(|media| {
            if let Some(one) = media.parameters.get_mut(place) {
                one.is_quoted = !one.is_quoted;
            }
        }));
    }
    let mut distinct: Vec<Media> = Vec::new();
    for one in all {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    distinct
}

/// With the charset in other capitals, the first being as it is.
fn charsets(media: &Media) -> Vec<Media> {
    const USUAL: [&[u8]; 3] = [b"Shift_JIS", b"EUC-JP", b"ISO-2022-JP"];
    let mut all = vec![media.clone()];
    let is_charset = |one: &Parameter| trim(&one.name).eq_ignore_ascii_case(b"charset");
    let Some(old) = media.parameters.iter().find(|one| is_charset(one)) else { return all };
    let usual =
        USUAL.iter().filter(|usual| usual.eq_ignore_ascii_case(&old.value)).map(|usual| usual.to_vec());
    let others = [old.value.to_ascii_lowercase(), old.value.to_ascii_uppercase()];
    for value in others.into_iter().chain(usual).filter(|value| *value != old.value) {
        all.push(media.with(|media| {
            for one in media.parameters.iter_mut().filter(|one| is_charset(one)) {
                one.value.clone_from(&value);
            }
        }));
    }
    all
}

/// How a name is written.
type Spelling = fn(&[u8]) -> Vec<u8>;

/// The parameters in another order, or with their names in other capitals.
fn rearranged(media: &Media) -> Vec<(usize, Media)> {
    let mut all = Vec::new();
    let count = media.parameters.len();
    for order in orders(count.min(MAX_ORDERED)) {
        let order: Vec<usize> = order.into_iter().chain(MAX_ORDERED.min(count)..count).collect();
        all.push((1, media.reordered(&order)));
    }
    let spelled = [<[u8]>::to_ascii_lowercase as Spelling, title, <[u8]>::to_ascii_uppercase];
    for spell in spelled {
        all.push((
            1,
            media.with(|media| media.parameters.iter_mut().for_each(|one| one.name = spell(&one.name))),
        ));
    }
    all
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for next in 0..count {
        let longer = all.iter().flat_map(|order| {
            (0..=order.len()).map(move |place| {
                let mut order = order.clone();
                order.insert(place, next);
                order
            })
        });
        all = longer.collect();
    }
    all
}

/// With a parameter that was lost, or without one that was added.
fn extended(media: &Media) -> Vec<Media> {
    let mut all = Vec::new();
    for place in 0..media.parameters.len() {
        all.push(media.with(|media| {
            media.parameters.remove(place);
        }));
    }
    let names: Vec<Vec<u8>> = media.parameters.iter().map(|one| one.meaning().0).collect();
    for lost in LOST {
        let first = lost.split(|octet| *octet == b'=').next().unwrap_or_default();
        if names.iter().any(|name| name == first) {
            continue;
        }
        let new: Vec<Parameter> = lost
            .split(|octet| *octet == b';')
            .filter_map(|one| Parameter::read(&media.lead(), trim(one)))
            .collect();
        for place in (0..=media.parameters.len()).rev() {
            let put = |media: &mut Media| {
                media.parameters.splice(place..place, new.iter().cloned());
            };
            all.push(media.with(put));
        }
    }
    all
}

/// These mean the same for the octets of a body that has only seven bits.
const AS_IT_IS: [&[u8]; 4] = [b"7bit", b"8bit", b"7BIT", b"8BIT"];

fn encodings(text: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let Some(plain) = without_comments(text) else { return Vec::new() };
    let plain = trim(&plain);
    let mut forms = vec![(0, plain.to_vec())];
    forms.extend(cases(plain).into_iter().map(|form| (0, form)));
    if AS_IT_IS.iter().any(|one| one.eq_ignore_ascii_case(plain)) {
        forms.extend(AS_IT_IS.iter().map(|one| (2, one.to_vec())));
    }
    forms
}

/// The version with the comments that programs write, those of Apple's from the version in X-Mailer.
fn versions(text: &[u8], view: &View<'_>) -> Vec<(usize, Vec<u8>)> {
    let mut forms: Vec<(usize, Vec<u8>)> = Vec::new();
    forms.extend(without_comments(text).map(|plain| (0, trim(&plain).to_vec())));
    forms.extend(COMMENTS.iter().map(|form| (0, form.to_vec())));
    for mailer in view.named("x-mailer") {
        let text = mailer.text();
        if let Some(build) = text.strip_prefix(b"Apple Mail (2.").and_then(|rest| rest.strip_suffix(b")")) {
            let build = String::from_utf8_lossy(build).into_owned();
            forms.push((1, format!("1.0 (Apple Message framework v{build})").into_bytes()));
            for major in (4..=20).rev() {
                for minor in 0..=6 {
                    let form = format!("1.0 (Mac OS X Mail {major}.{minor} \\({build}\\))");
                    forms.push((1, form.into_bytes()));
                }
            }
        }
        forms.push((2, [b"1.0 (", text, b")"].concat()));
        forms.push((2, [b"1.0 (produced by ", text, b")"].concat()));
    }
    forms
}

/// `text` in other capitals.
fn cases(text: &[u8]) -> Vec<Vec<u8>> {
    let mut first = text.to_ascii_lowercase();
    if let Some(start) = first.first_mut() {
        start.make_ascii_uppercase();
    }
    let all = [text.to_ascii_lowercase(), text.to_ascii_uppercase(), title(text), first];
    all.into_iter().filter(|form| form != text).collect()
}

/// Each word with a capital.
fn title(text: &[u8]) -> Vec<u8> {
    let mut at_start = true;
    let spell = |octet: &u8| {
        let octet = if at_start { octet.to_ascii_uppercase() } else { octet.to_ascii_lowercase() };
        at_start = matches!(octet, b'-' | b'/');
        octet
    };
    text.iter().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Platform;

    fn finds(key: &str, is: &str, was: &str, mailer: &str) -> bool {
        let platform = Platform::default();
        let (raw, mailer) = (format!("X: {is}\r\n"), format!("X-Mailer: {mailer}\r\n"));
        let fields =
            vec![FieldText::new(0, key, raw.as_bytes()), FieldText::new(1, "x-mailer", mailer.as_bytes())];
        let charsets = crate::diagnosis::Charsets::new(&platform);
        let view = View::of(fields, &[], &charsets);
        forms(&view.fields[0], &view).iter().any(|(_, form)| form == was.as_bytes())
    }

    #[test]
    fn writes_media_types_as_programs_do() {
        let is = "text/plain; charset=\"utf-8\"; format=flowed";
        for was in [
            "text/plain; charset=utf-8; format=flowed",
            "text/plain; charset=\"UTF-8\"; format=flowed",
            "text/plain; charset=UTF-8; format=flowed",
            "text/plain; charset=\"utf-8\"; format=\"flowed\"",
            "TEXT/PLAIN; charset=UTF-8; format=flowed",
            "text/plain; format=flowed; charset=\"utf-8\"",
            "text/plain; format=flowed; charset=utf-8",
            "text/plain; Charset=\"utf-8\"; Format=flowed",
            "text/plain; charset=\"utf-8\"; format=flowed;",
            "text/plain;charset=utf-8;format=flowed",
            "text/plain; charset=\"utf-8\"; format=flowed; delsp=no",
        ] {
            assert!(finds("content-type", is, was, ""), "{was}");
        }
        assert!(finds("content-type", "a/b; boundary=x", "a/b; boundary=\"x\"", ""));
        assert!(finds("content-type", "a/b; boundary=\"x\"", "a/b; boundary=x", ""));
        assert!(finds(
            "content-type",
            "text/plain; charset=utf-8",
            "text/plain; charset=utf-8; format=flowed",
            ""
        ));
        assert!(finds("content-type", "text/plain (of old); x=y", "text/plain; x=y", ""));
        assert!(finds("content-type", "a/b; x=\"p;q\"; y=z;", "a/b; x=\"p;q\"; y=z", ""));
        assert!(!finds("content-type", "a/b; x=p", "a/b; x=q", ""));
    }

    #[test]
    fn writes_the_other_fields_as_programs_do() {
        assert!(finds("content-transfer-encoding", "7bit", "7BIT", ""));
        assert!(finds("content-transfer-encoding", "quoted-printable", "Quoted-Printable", ""));
        assert!(finds("mime-version", "1.0", "1.0 (1.0)", ""));
        assert!(finds("mime-version", "1.0 (by (a) tool)", "1.0", ""));
        let apple = "1.0 (Mac OS X Mail 16.0 \\(3774.300.61.1.2\\))";
        assert!(finds("mime-version", "1.0", apple, "Apple Mail (2.3774.300.61.1.2)"));
    }

    #[test]
    fn knows_what_means_the_same() {
        assert!(is_same("content-type", b"A/B; X=\"y\"; charset=UTF-8", b"a/b;charset=utf-8;x=y"));
        assert!(!is_same("content-type", b"a/b; boundary=X", b"a/b; boundary=x"));
        assert!(is_same("mime-version", b"1.0 (x)", b"1.0"));
        assert!(!is_same("subject", b"a", b"a"));
    }

    #[test]
    fn orders_all() {
        assert_eq!(orders(0), [Vec::<usize>::new()]);
        assert_eq!(orders(3).len(), 6);
    }
}
