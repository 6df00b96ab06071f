//! Writes the JavaScript glue of a WebAssembly module: `waxseal-bindgen <module.wasm> <folder>`.
//!
//! The library behind the `wasm-bindgen` command, without that command's test runner, web server
//! and TLS: a quarter of the crates, and pinned by a lock file of its own.

use std::env::args;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = args().skip(1);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: waxseal-bindgen <module.wasm> <folder>");
        return ExitCode::FAILURE;
    };
    match generate(&module, &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("waxseal-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn generate(module: &str, folder: &str) -> anyhow::Result<()> {
    Bindgen::new()
        .input_path(module)
        // A classic script: the only kind of worker that runs in a sandboxed frame.
        .no_modules(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .remove_producers_section(true)
        .generate(folder)
}
