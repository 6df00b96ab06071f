//! The cases under tests/cases: a message, recorded DNS answers, options, and the report.

#![allow(dead_code, reason = "each test uses a part")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::common::recorded::Recorded;

/// A folder under tests/cases.
pub(crate) struct Case {
    pub(crate) folder: PathBuf,
    pub(crate) message: Vec<u8>,
    pub(crate) recorded: Recorded,
}

impl Case {
    /// Its name.
    pub(crate) fn name(&self) -> String {
        self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn read(folder: PathBuf) -> Self {
        let read = |name: &str| fs::read(folder.join(name)).ok();
        let message = read("message.eml").unwrap_or_else(|| panic!("{}: no message.eml", folder.display()));
        let options = read("options.json").unwrap_or_else(|| b"{}".to_vec());
        let mut recorded: Recorded = serde_json::from_slice(&options)
            .unwrap_or_else(|error| panic!("{}/options.json: {error}", folder.display()));
        let zones = ["zone.txt", "zone-2.txt"].into_iter().filter_map(read);
        recorded.zones = zones.map(|zone| String::from_utf8(zone).expect("a zone file is UTF-8")).collect();
        Self { folder, message, recorded }
    }
}

/// All of them, in the order of their names.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("there are cases");
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    folders.sort();
    folders.into_iter().map(Case::read).collect()
}
