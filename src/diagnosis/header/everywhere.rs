//! The same undoing of all the fields that it fits, as software treats all of them alike.

use super::{
    addresses, cut, fields, fold, media,
    signed::Change,
    spaces,
    view::{Candidate, FieldText, View},
    was, words,
};
use crate::{
    diagnosis::{Problem, budget::Budget},
    order,
};

/// Mailboxes of which all selections are tried.
const MAX_MAILBOXES: usize = 7;
/// Fields of which all selections are tried.
const MAX_FIELDS: usize = 5;
/// Groups of one header.
const MAX_GROUPS: usize = 1_500;

/// Steps that are tried together.
pub(super) type Group = Vec<Candidate>;

/// The groups, those first that take in all that they can; `is_short` leaves out the selections.
pub(super) fn groups(view: &View<'_>, is_short: bool, budget: &mut Budget) -> Vec<Group> {
    // A list adds more than it rewrites.
    let mut groups: Vec<Group> = fields::added_together(view);
    let mut more: Vec<Group> = groups.split_off(groups.len().min(fields::MAX_LIKELY));
    mailboxes(view, is_short, &mut groups, &mut more);
    spread(white_space(view), is_short, &mut groups, &mut more);
    spread(encoded(view), is_short, &mut groups, &mut more);
    spread(lists(view), is_short, &mut groups, &mut more);
    spread(mime(view), true, &mut groups, &mut more);
    if !is_short {
        groups.extend(more);
    }
    groups.retain(|group| group.len() > 1);
    groups.truncate(MAX_GROUPS);
    let length = |group: &Group| group.iter().flat_map(|step| &step.changes).map(Change::octets).sum();
    groups.retain(|group| budget.hash(length(group)));
    groups
}

/// All of the steps of each undoing, and selections of them.
fn spread(undoings: Vec<Group>, is_short: bool, groups: &mut Vec<Group>, more: &mut Vec<Group>) {
    for group in &undoings {
        groups.push(group.clone());
    }
    for group in undoings.into_iter().filter(|group| !is_short && (3..=MAX_FIELDS).contains(&group.len())) {
        more.extend(selections(&group));
    }
}

/// Two or more of `all`, not all of them.
pub(super) fn selections<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
    let count = 1_usize.checked_shl(u32::try_from(all.len()).unwrap_or(0)).unwrap_or(0);
    let selected = |number: usize| -> Vec<T> {
        let chosen = all.iter().enumerate().filter(|(place, _)| (number >> place) & 1 == 1);
        chosen.map(|(_, one)| one.clone()).collect()
    };
    let chosen = (0..count.saturating_sub(1)).map(selected).filter(|some| some.len() > 1);
    let mut chosen: Vec<Vec<T>> = chosen.collect();
    order::sort_by_key(&mut chosen, |some| std::cmp::Reverse(some.len()));
    chosen
}

fn mailboxes(view: &View<'_>, is_short: bool, groups: &mut Vec<Group>, more: &mut Vec<Group>) {
    let fields: Vec<&FieldText<'_>> = view.covered().filter(|field| addresses::is_list(field.key)).collect();
    for all in addresses::everywhere(&fields) {
        groups.push(addresses::with(&fields, &all.iter().collect::<Vec<_>>()));
        if !is_short && (3..=MAX_MAILBOXES).contains(&all.len()) {
            let all: Vec<_> = all.iter().collect();
            more.extend(selections(&all).iter().map(|some| addresses::with(&fields, some)));
        }
    }
}

/// Lists whose separators were written anew.
fn lists(view: &View<'_>) -> Vec<Group> {
    let fields: Vec<&FieldText<'_>> = view.covered().filter(|field| addresses::is_list(field.key)).collect();
    let rewritten = addresses::BETWEEN.iter().map(|between| {
        fields
            .iter()
            .filter_map(|field| replaced(field, &addresses::joined(field.text(), between), view))
            .collect()
    });
    rewritten.collect()
}

fn white_space(view: &View<'_>) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for form in spaces::FORMS {
        all.push(view.covered().filter_map(|field| replaced(field, &form(field), view)).collect());
    }
    if view.is_simple {
        for number in 0..fold::WHOLE {
            let fields: Vec<&FieldText<'_>> = view.covered().chain(view.fields.get(view.own)).collect();
            let of = |field: &FieldText<'_>| {
                let value = fold::whole(field, number)?;
                let problem = was::white_space(&field.name(), field.value, &value, true)?;
                let step =
                    Candidate { problem: Some(problem), changes: vec![field.with_value(&value)], rank: 0 };
                (value != field.value).then_some(step)
            };
            all.push(
                fields.iter().filter(|field| field.place != view.own).filter_map(|field| of(field)).collect(),
            );
            all.push(fields.iter().filter_map(|field| of(field)).collect());
        }
        for spell in fields::SPELLINGS {
            let of = |field: &FieldText<'_>| {
                let (is, name) = (field.name(), spell(&field.name()));
                let problem = Some(Problem::CaseChanged { field: is.clone() });
                (is != name).then(|| Candidate {
                    problem,
                    changes: vec![field.with_name(name.as_bytes())],
                    rank: 0,
                })
            };
            all.push(view.covered().filter_map(of).collect());
        }
    }
    all
}

/// What else the text of a field may have been, as a step.
fn replaced(field: &FieldText<'_>, text: &[u8], view: &View<'_>) -> Option<Candidate> {
    let problem = was::white_space(&field.name(), field.text(), text, view.is_simple)?;
    let step = Candidate { problem: Some(problem), changes: vec![field.with_text(text)], rank: 0 };
    (text != field.text()).then_some(step)
}

/// The MIME fields of the header, each in its likeliest forms, all together.
fn mime(view: &View<'_>) -> Vec<Group> {
    const FORMS: usize = 12;
    let mut groups: Vec<Group> = vec![Vec::new()];
    for key in ["content-type", "content-transfer-encoding", "mime-version"] {
        let Some(field) = view.covered().find(|field| field.key == key) else { continue };
        let step = |text: &[u8]| Candidate {
            problem: Some(Problem::FieldRewritten { field: field.name() }),
            changes: vec![field.with_text(text)],
            rank: 0,
        };
        let forms: Vec<Candidate> =
            media::forms(field, view).iter().take(FORMS).map(|(_, text)| step(text)).collect();
        let with = groups.iter().flat_map(|group| {
            forms.iter().map(move |form| group.iter().chain([form]).cloned().collect::<Group>())
        });
        let with: Vec<Group> = with.collect();
        groups.extend(with);
    }
    groups
}

/// All fields with encoded words, written alike.
fn encoded(view: &View<'_>) -> Vec<Group> {
    let step = |field: &FieldText<'_>, value: Option<Vec<u8>>| {
        let value = value.filter(|value| value != field.value)?;
        let problem = Some(Problem::EncodedWordReencoded { field: field.name() });
        Some(Candidate { problem, changes: vec![field.with_value(&value)], rank: 0 })
    };
    let raw = cut::RAW.into_iter().flat_map(|charset| {
        [false, true].into_iter().map(move |is_quoted| {
            let of = |field: &FieldText<'_>| {
                let is_quoted = is_quoted && words::is_named(field.key);
                step(field, words::raw_in(field, charset, is_quoted, view))
            };
            view.covered().filter_map(of).collect::<Group>()
        })
    });
    let forms = cut::FORMS
        .into_iter()
        .map(|form| view.covered().filter_map(|field| step(field, cut::formed(field.value, form))).collect());
    raw.chain(forms).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selects_all_but_all_and_one() {
        assert_eq!(selections(&[1, 2, 3]), [vec![1, 2], vec![1, 3], vec![2, 3]]);
        assert!(selections(&[1, 2]).is_empty());
    }
}
