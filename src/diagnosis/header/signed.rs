//! The hash that `b=` is over, for the header with changes done to it (RFC 6376 §3.7, §5.4.2).

use std::collections::BTreeMap;

use crate::{
    crypto::hash::{HashAlgorithm, Hasher},
    dkim::{Canonicalization, Signature, canonical},
    message::Header,
    order,
    span::Span,
    tag_list::TagList,
};

/// A change of one field; places are those of the header as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// The field at `place` is `raw`, all of it, instead.
    Replace { place: usize, raw: Vec<u8> },
    /// The field at `place` is not there.
    Remove { place: usize },
    /// The field `raw` stands before the one at `before`.
    Insert { before: usize, raw: Vec<u8> },
}

impl Change {
    /// The field that it is about.
    pub(super) fn place(&self) -> Option<usize> {
        match self {
            Self::Replace { place, .. } | Self::Remove { place } => Some(*place),
            Self::Insert { .. } => None,
        }
    }

    /// Octets of what it puts in.
    pub(super) fn octets(&self) -> usize {
        match self {
            Self::Replace { raw, .. } | Self::Insert { raw, .. } => raw.len(),
            Self::Remove { .. } => 0,
        }
    }
}

/// What one signature covers, canonicalized.
#[derive(Debug)]
pub(super) struct Signed {
    canonicalization: Canonicalization,
    hash: HashAlgorithm,
    /// The place of the signature field.
    own: usize,
    /// For each name of `h=`: its place in `names`, and how often it was mentioned before.
    mentions: Vec<(usize, usize)>,
    /// The names, each with the places of its fields, top to bottom.
    names: Vec<(String, Vec<usize>)>,
    /// The canonical form of each field that may be picked.
    forms: BTreeMap<usize, Vec<u8>>,
    /// The canonical form of the signature field.
    tail: Vec<u8>,
    /// The state of the hash before each mention, and after the last one, of the header as it is.
    states: Vec<Hasher>,
    /// Octets from each mention on, those of the signature field included.
    lengths: Vec<usize>,
    /// Octets that one hash goes over.
    pub(super) octets: usize,
}

/// What is hashed with changes done to the header, as far as it differs from the header as it is: two that have
/// nothing to do with each other can be done together without hashing all of it again.
#[derive(Debug)]
pub(super) struct Edited {
    /// Mentions of `h=` whose fields differ, in order, with their canonical forms.
    mentions: Vec<(usize, Vec<u8>)>,
    /// The canonical form of the signature field, where it differs.
    tail: Option<Vec<u8>>,
    /// Names, as places in [`Signed::names`], whose fields differ.
    names: Vec<usize>,
    /// Of these, those of which fields were put in or taken out.
    shifted: Vec<usize>,
    /// The first mention that differs.
    first: usize,
    /// The state of the hash before that, and each later one, and after the last.
    states: Vec<Hasher>,
}

impl Edited {
    fn form_of(&self, mention: usize) -> Option<&[u8]> {
        let found = self.mentions.binary_search_by_key(&mention, |(one, _)| *one).ok()?;
        self.mentions.get(found).map(|(_, form)| form.as_slice())
    }
}

/// A field of one name: one of the header, or one put in.
#[derive(Debug, Clone, Copy)]
enum Instance<'a> {
    Kept(usize),
    New(&'a [u8]),
}

impl Signed {
    /// `own` is the signature field, which `signature` was read from; `None` if a tag is missing.
    pub(super) fn new(
        source: &[u8],
        header: &Header,
        signature: &Signature,
        own: &[u8],
        canonicalization: Canonicalization,
    ) -> Option<Self> {
        let mut names: Vec<(String, Vec<usize>)> = Vec::new();
        let mut counts: Vec<usize> = Vec::new();
        let mut mentions = Vec::new();
        for name in &signature.tags.signed_fields {
            let at = names.iter().position(|(one, _)| one == name).unwrap_or_else(|| {
                let places = header.places(name).filter(|place| *place != signature.field);
                names.push((name.clone(), places.collect()));
                counts.push(0);
                names.len().saturating_sub(1)
            });
            let count = counts.get_mut(at)?;
            mentions.push((at, *count));
            *count = count.saturating_add(1);
        }
        let mut forms = BTreeMap::new();
        for place in names.iter().flat_map(|(_, places)| places) {
            let raw = header.fields.get(*place)?.raw.of(source);
            forms.insert(*place, canonical_field(canonicalization, raw));
        }
        let tail = canonical_own(canonicalization, own)?;
        let octets = forms.values().map(Vec::len).sum::<usize>().saturating_add(tail.len());
        let hash = signature.tags.algorithm?.hash();
        let (states, lengths) = (Vec::new(), Vec::new());
        let own = signature.field;
        let mut signed =
            Self { canonicalization, hash, own, mentions, names, forms, tail, states, lengths, octets };
        signed.keep_states();
        Some(signed)
    }

    fn keep_states(&mut self) {
        let mut hasher = Hasher::new(self.hash);
        let mut states = vec![hasher.clone()];
        let mut lengths = vec![self.tail.len()];
        for mention in 0..self.mentions.len() {
            hasher.update(self.form_of(mention));
            states.push(hasher.clone());
        }
        for mention in (0..self.mentions.len()).rev() {
            let after = lengths.last().copied().unwrap_or_default();
            lengths.push(after.saturating_add(self.form_of(mention).len()));
        }
        lengths.reverse();
        (self.states, self.lengths) = (states, lengths);
    }

    /// The canonical form of the field that a mention is of, in the header as it is; empty where there is none.
    fn form_of(&self, mention: usize) -> &[u8] {
        let place = || {
            let (at, count) = self.mentions.get(mention)?;
            let (_, places) = self.names.get(*at)?;
            places.len().checked_sub(count.saturating_add(1)).and_then(|place| places.get(place))
        };
        place().and_then(|place| self.forms.get(place)).map_or(&[], Vec::as_slice)
    }

    /// What the header is with `changes`; one hash goes over it.
    pub(super) fn edited(&self, changes: &[&Change]) -> Edited {
        let mut moved: BTreeMap<usize, Vec<Instance<'_>>> = BTreeMap::new();
        let (mut mentions, mut names, mut shifted) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (name, places)) in self.names.iter().enumerate() {
            let is_of = |place: &usize| places.contains(place);
            let touches = |change: &&Change| match change {
                Change::Replace { place, .. } | Change::Remove { place } => is_of(place),
                Change::Insert { raw, .. } => is_named(raw, name),
            };
            let shifts = |change: &&Change| !matches!(change, Change::Replace { .. }) && touches(change);
            if changes.iter().copied().any(|change| touches(&change)) {
                names.push(at);
            }
            if changes.iter().copied().any(|change| shifts(&change)) {
                shifted.push(at);
                moved.insert(at, instances(name, places, changes));
            }
        }
        for (mention, (at, count)) in
            self.mentions.iter().enumerate().filter(|(_, (at, _))| names.contains(at))
        {
            let lowest = |len: usize| len.checked_sub(count.saturating_add(1));
            let chosen = match moved.get(at) {
                Some(list) => lowest(list.len()).and_then(|place| list.get(place)).copied(),
                None => self.names.get(*at).and_then(|(_, places)| {
                    lowest(places.len())
                        .and_then(|place| places.get(place))
                        .map(|place| Instance::Kept(*place))
                }),
            };
            let form = match chosen {
                None => Vec::new(),
                Some(Instance::New(raw)) => canonical_field(self.canonicalization, raw),
                Some(Instance::Kept(place)) => match replaced(changes, place) {
                    Some(raw) => canonical_field(self.canonicalization, raw),
                    None => self.forms.get(&place).cloned().unwrap_or_default(),
                },
            };
            if form != self.form_of(mention) {
                mentions.push((mention, form));
            }
        }
        let tail = replaced(changes, self.own).and_then(|raw| canonical_own(self.canonicalization, raw));
        let first = mentions.first().map_or(self.mentions.len(), |(mention, _)| *mention);
        let mut edited = Edited { mentions, tail, names, shifted, first, states: Vec::new() };
        let mut hasher = self.states.get(first).cloned().unwrap_or_else(|| Hasher::new(self.hash));
        for mention in first..self.mentions.len() {
            edited.states.push(hasher.clone());
            hasher.update(edited.form_of(mention).unwrap_or_else(|| self.form_of(mention)));
        }
        edited.states.push(hasher);
        edited
    }

    /// Octets that [`Self::together`] hashes, about.
    pub(super) fn octets_from(&self, a: &Edited, b: &Edited) -> usize {
        self.lengths.get(a.first.max(b.first)).copied().unwrap_or(self.octets)
    }

    /// The hash with both done; `None` if they have to do with each other.
    pub(super) fn together(&self, a: &Edited, b: &Edited) -> Option<Vec<u8>> {
        let (early, late) = if a.first <= b.first { (a, b) } else { (b, a) };
        let meets = |one: &Edited, other: &Edited| one.shifted.iter().any(|name| other.names.contains(name));
        let is_same = early.mentions.iter().any(|(mention, _)| late.form_of(*mention).is_some());
        if meets(early, late)
            || meets(late, early)
            || is_same
            || (early.tail.is_some() && late.tail.is_some())
        {
            return None;
        }
        let mut hasher = early.states.get(late.first.saturating_sub(early.first))?.clone();
        for mention in late.first..self.mentions.len() {
            let form = late.form_of(mention).or_else(|| early.form_of(mention));
            hasher.update(form.unwrap_or_else(|| self.form_of(mention)));
        }
        hasher.update(early.tail.as_ref().or(late.tail.as_ref()).unwrap_or(&self.tail));
        Some(hasher.finish())
    }

    pub(super) fn is_simple(&self) -> bool {
        self.canonicalization == Canonicalization::Simple
    }

    /// Whether the change makes no difference by itself.
    pub(super) fn is_idle(&self, change: &Change) -> bool {
        match change {
            Change::Replace { place, raw } if *place == self.own => {
                canonical_own(self.canonicalization, raw).is_none_or(|form| form == self.tail)
            }
            Change::Replace { place, raw } => {
                self.forms.get(place).is_none_or(|form| *form == canonical_field(self.canonicalization, raw))
            }
            Change::Remove { place } => !self.forms.contains_key(place),
            Change::Insert { .. } => false,
        }
    }

    /// The hash with `changes` done.
    pub(super) fn digest(&self, changes: &[&Change]) -> Vec<u8> {
        let mut hasher = Hasher::new(self.hash);
        let mut moved: BTreeMap<usize, Vec<Instance<'_>>> = BTreeMap::new();
        for (at, count) in &self.mentions {
            let Some((name, places)) = self.names.get(*at) else { continue };
            let is_shifted = changes.iter().any(|change| match change {
                Change::Replace { .. } => false,
                Change::Remove { place } => places.contains(place),
                Change::Insert { raw, .. } => is_named(raw, name),
            });
            let lowest = |len: usize| len.checked_sub(count.saturating_add(1));
            let chosen = if is_shifted {
                let list = moved.entry(*at).or_insert_with(|| instances(name, places, changes));
                lowest(list.len()).and_then(|place| list.get(place)).copied()
            } else {
                lowest(places.len()).and_then(|place| places.get(place)).map(|place| Instance::Kept(*place))
            };
            match chosen {
                None => {}
                Some(Instance::New(raw)) => hasher.update(&canonical_field(self.canonicalization, raw)),
                Some(Instance::Kept(place)) => match replaced(changes, place) {
                    Some(raw) => hasher.update(&canonical_field(self.canonicalization, raw)),
                    None => hasher.update(self.forms.get(&place).map_or(&[], Vec::as_slice)),
                },
            }
        }
        let own = replaced(changes, self.own).and_then(|raw| canonical_own(self.canonicalization, raw));
        hasher.update(own.as_ref().unwrap_or(&self.tail));
        hasher.finish()
    }
}

fn replaced<'a>(changes: &[&'a Change], wanted: usize) -> Option<&'a [u8]> {
    changes.iter().find_map(|change| match change {
        Change::Replace { place, raw } if *place == wanted => Some(raw.as_slice()),
        _ => None,
    })
}

/// The fields of this name, top to bottom, with what is put in and without what is taken out.
fn instances<'a>(name: &str, places: &[usize], changes: &[&'a Change]) -> Vec<Instance<'a>> {
    let is_removed =
        |wanted: usize| changes.iter().any(|one| matches!(one, Change::Remove { place } if *place == wanted));
    let mut list: Vec<(usize, bool, Instance<'a>)> = Vec::new();
    for place in places.iter().filter(|place| !is_removed(**place)) {
        list.push((*place, true, Instance::Kept(*place)));
    }
    for change in changes {
        if let Change::Insert { before, raw } = change
            && is_named(raw, name)
        {
            list.push((*before, false, Instance::New(raw)));
        }
    }
    order::sort_by_key(&mut list, |(place, is_kept, _)| (*place, *is_kept));
    list.into_iter().map(|(.., instance)| instance).collect()
}

fn is_named(raw: &[u8], name: &str) -> bool {
    let colon = memchr::memchr(b':', raw).unwrap_or(0);
    raw.get(..colon).is_some_and(|found| found.trim_ascii_end().eq_ignore_ascii_case(name.as_bytes()))
}

fn canonical_field(canonicalization: Canonicalization, raw: &[u8]) -> Vec<u8> {
    let mut form = Vec::with_capacity(raw.len());
    canonical::field(canonicalization, raw, &mut form);
    form
}

/// The signature field without the value of `b=`; `None` if it has no `b=`.
fn canonical_own(canonicalization: Canonicalization, raw: &[u8]) -> Option<Vec<u8>> {
    let start = memchr::memchr(b':', raw)?.saturating_add(1);
    let list = TagList::parse(raw.get(start..)?);
    let value = list.get("b")?.whole.shifted(start);
    // The last tag reaches up to the end of the field, whose line end is none of its own.
    let end = raw.len().saturating_sub(line_end(raw).len()).min(value.end);
    let mut form = Vec::with_capacity(raw.len());
    canonical::signature_field(canonicalization, raw, Span::new(value.start, end), &mut form);
    Some(form)
}

/// The line end that `raw` ends with.
pub(super) fn line_end(raw: &[u8]) -> &[u8] {
    let length = match raw {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => 0,
    };
    raw.get(raw.len().saturating_sub(length)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dkim::{BodyHashes, prepare, read_signatures, wanted_body_hashes},
        platform::Platform,
    };

    const SOURCE: &[u8] = b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; c=relaxed;\r\n\
        \th=from:to:subject:subject:cc; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA;\r\n\
        From: a\r\nSubject: one\r\nSubject: two\r\nTo: b\r\n";

    fn digest(source: &[u8], changes: &[&Change]) -> Vec<u8> {
        let header = Header::split(source, Span::new(0, source.len()));
        let signature = read_signatures(source, &header, &Platform::default()).remove(0);
        let own = header.fields[0].raw.of(source);
        let signed = Signed::new(source, &header, &signature, own, Canonicalization::Relaxed).unwrap();
        signed.digest(changes)
    }

    #[test]
    fn is_the_hash_of_the_verdict() {
        let header = Header::split(SOURCE, Span::new(0, SOURCE.len()));
        let signatures = read_signatures(SOURCE, &header, &Platform::default());
        let body = BodyHashes::new(&wanted_body_hashes(&signatures, &header)).finish();
        let (prepared, _) = prepare(SOURCE, &header, signatures, &body, true);
        assert_eq!(prepared[0].header_digest, Some(digest(SOURCE, &[])));
    }

    #[test]
    fn two_changes_together_are_both() {
        let header = Header::split(SOURCE, Span::new(0, SOURCE.len()));
        let signature = read_signatures(SOURCE, &header, &Platform::default()).remove(0);
        let own = header.fields[0].raw.of(SOURCE);
        let signed = Signed::new(SOURCE, &header, &signature, own, Canonicalization::Relaxed).unwrap();
        let replace = |place: usize, raw: &[u8]| Change::Replace { place, raw: raw.to_vec() };
        let refolded =
            [&b"DKIM-Signature: v=1; x=y;"[..], own.strip_prefix(b"DKIM-Signature:").unwrap()].concat();
        let changes = [
            replace(0, &refolded),
            replace(1, b"From: b\r\n"),
            replace(2, b"Subject: three\r\n"),
            replace(3, b"Subject: four\r\n"),
            replace(4, b"To: c\r\n"),
            Change::Remove { place: 2 },
            Change::Remove { place: 3 },
            Change::Remove { place: 4 },
            Change::Insert { before: 3, raw: b"Subject: x\r\n".to_vec() },
            Change::Insert { before: 2, raw: b"Cc: c\r\n".to_vec() },
        ];
        let (mut compared, mut left) = (0, 0);
        for a in &changes {
            for b in changes.iter().filter(|b| a.place().is_none() || a.place() != b.place()) {
                let together = signed.together(&signed.edited(&[a]), &signed.edited(&[b]));
                match together {
                    Some(found) => {
                        assert_eq!(found, signed.digest(&[a, b]), "{a:?} {b:?}");
                        compared += 1;
                    }
                    None => left += 1,
                }
            }
        }
        assert!(compared > 40 && left > 10, "{compared} {left}");
    }

    #[test]
    fn changes_are_as_good_as_another_source() {
        let text = String::from_utf8(SOURCE.to_vec()).unwrap();
        let other = |from: &str, to: &str| digest(text.replace(from, to).as_bytes(), &[]);
        let remove = Change::Remove { place: 3 };
        assert_eq!(digest(SOURCE, &[&remove]), other("Subject: two\r\n", ""));
        let insert = Change::Insert { before: 2, raw: b"Cc: c\r\n".to_vec() };
        assert_eq!(digest(SOURCE, &[&insert]), other("Subject: one", "Cc: c\r\nSubject: one"));
        let insert = Change::Insert { before: 3, raw: b"Subject: x\r\n".to_vec() };
        assert_eq!(digest(SOURCE, &[&insert]), other("Subject: two", "Subject: x\r\nSubject: two"));
        let replace = Change::Replace { place: 1, raw: b"From: b\r\n".to_vec() };
        assert_eq!(digest(SOURCE, &[&replace, &remove]), {
            let text = text.replace("From: a", "From: b").replace("Subject: two\r\n", "");
            digest(text.as_bytes(), &[])
        });
        let own = text.split("From").next().unwrap().replace("v=1; a", "v=1;  a").replace("AAAA", "BBBB");
        let refolded = Change::Replace { place: 0, raw: own.into_bytes() };
        assert_eq!(digest(SOURCE, &[&refolded]), digest(SOURCE, &[]));
    }
}
