//! Writes the tables of characters, from the data of Unicode, into the folder of the repository.

mod names;
mod shown;

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::args_os().nth(1).ok_or("which folder is the repository?")?);
    let (major, minor, update) = unicode_script::UNICODE_VERSION;
    assert_eq!((major, minor, update), unicode_security::UNICODE_VERSION, "two versions of Unicode");
    shown::check_version();
    let version = format!("{major}.{minor}.{update}");
    for (path, text) in [
        ("src/deception/table.rs", names::module(&version)),
        ("www/view/escaped.js", shown::module(&version)),
        ("www/around/unicode.js", shown::version_module(&version)),
    ] {
        fs::write(root.join(path), text)?;
    }
    Ok(())
}
