//! Lists kept in the order of their keys: small maps that need little code.

/// The value of `key`; an empty one is put in where there is none.
pub(super) fn entry<K: Ord, V: Default>(list: &mut Vec<(K, V)>, key: K) -> &mut V {
    let place = match list.binary_search_by(|(one, _)| one.cmp(&key)) {
        Ok(place) => place,
        Err(place) => {
            list.insert(place, (key, V::default()));
            place
        }
    };
    #[allow(clippy::indexing_slicing, reason = "the place was just found or filled")]
    &mut list[place].1
}

/// The value of `key`.
pub(super) fn get<'a, K: Ord, V>(list: &'a [(K, V)], key: &K) -> Option<&'a V> {
    let place = list.binary_search_by(|(one, _)| one.cmp(key)).ok()?;
    list.get(place).map(|(_, value)| value)
}
