//! Stable sorting with one copy of its code: each list that the standard library sorts by a key of its
//! own would add 3 KB to the WebAssembly module.

use std::cmp::Ordering;

/// Sorts by a key, which is made once for each; what has the same key keeps its order.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    for (one, other) in swaps(keys.len(), &|one, other| keys.get(one).cmp(&keys.get(other))) {
        list.swap(one, other);
    }
}

/// The texts in an order that does not depend on theirs, each once: two lists of the same texts become equal.
pub(crate) fn sorted(mut texts: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// The swaps, one after another, that bring so many elements into their order.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    let mut targets = vec![0; count];
    for (place, element) in order.into_iter().enumerate() {
        if let Some(target) = targets.get_mut(element) {
            *target = place;
        }
    }
    let mut swaps = Vec::new();
    for place in 0..count {
        // Each swap brings one element to where it stays.
        while let Some(target) = targets.get(place).copied().filter(|target| *target != place) {
            targets.swap(place, target);
            swaps.push((place, target));
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library(list in proptest::collection::vec((0_u8..6, any::<u8>()), 0..60)) {
            let mut sorted = list.clone();
            sorted.sort_by_key(|(key, _)| *key);
            let mut own = list;
            sort_by_key(&mut own, |(key, _)| *key);
            prop_assert_eq!(own, sorted);
        }
    }
}
