#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#[path = "../tests/common/mod.rs"]
mod common;
use common::recorded::Recorded;
fn main() {
    for folder in std::env::args().skip(1) {
        let folder = std::path::PathBuf::from(folder);
        let Ok(message) = std::fs::read(folder.join("message.eml")) else { continue };
        let zone = std::fs::read_to_string(folder.join("zone.txt")).unwrap_or_default();
        let recorded = Recorded { zones: vec![zone], now: Some(1_795_435_200), ..Recorded::default() };
        let start = std::time::Instant::now();
        let (_, diagnoses) = recorded.diagnose(&message);
        println!("== {} {:?}", folder.file_name().unwrap().to_string_lossy(), start.elapsed());
        for one in diagnoses {
            println!("   body {:?} header {:?} hashed {}", one.body, one.header, one.hashed_octets);
            for cause in one.causes {
                println!("   {:?} {:?} {:?} {:?}", cause.proof, cause.finding.problem, cause.remedies, cause.restored.iter().map(|r| (r.span.start, r.span.end, r.text.chars().take(60).collect::<String>())).take(3).collect::<Vec<_>>());
            }
        }
    }
}
