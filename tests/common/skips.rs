//! The list of cases that may fail, each with its reason.

use std::collections::BTreeMap;

/// Cases by name, each with the reason why it may fail.
pub(crate) struct Skips {
    reasons: BTreeMap<String, String>,
    /// What is wrong with the list itself.
    pub(crate) faults: Vec<String>,
}

impl Skips {
    /// Reads `path` inside the package: `name — reason` a line; empty lines and `#` lines are skipped.
    pub(crate) fn read(path: &str) -> Self {
        let text = std::fs::read_to_string(crate::package().join(path)).unwrap_or_default();
        let mut skips = Self { reasons: BTreeMap::new(), faults: Vec::new() };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((name, reason)) = line.split_once(" — ") else {
                skips.faults.push(format!("{path}: no reason: {line}"));
                continue;
            };
            if name.contains(['*', '?', ' ']) {
                skips.faults.push(format!("{path}: not the name of one case: {name}"));
            } else if skips.reasons.insert(name.to_owned(), reason.to_owned()).is_some() {
                skips.faults.push(format!("{path}: listed twice: {name}"));
            }
        }
        skips
    }

    /// Whether `name` may fail.
    pub(crate) fn allows(&self, name: &str) -> bool {
        self.reasons.contains_key(name)
    }

    /// The names listed, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.reasons.keys().map(String::as_str)
    }
}
