//! What is said of the body beside what the header was proven to say when it was signed.

use super::{Cause, Message, Problem, Undoing, advice, edit::Edit};
use crate::{dkim::Signature, finding, message::HeaderField};

const ENCODING: &str = "content-transfer-encoding";

/// Calls a change of the transfer encoding the signer's where the signed field denies it, and
/// `steps`, which prove the header, leave that field as it is.
pub(super) fn hold(causes: &mut [Cause], message: &Message<'_>, signature: &Signature, steps: &[Undoing]) {
    let Message { source, header, .. } = *message;
    let field = |name: &str| header.fields.get(header.places(name).last()?);
    let value =
        |field: &HeaderField| String::from_utf8_lossy(field.value.of(source)).trim().to_ascii_lowercase();
    // Of the encoding of a part the header of the message says nothing.
    let is_multipart = field("content-type").is_some_and(|field| value(field).starts_with("multipart/"));
    let Some(kept) = field(ENCODING).filter(|field| !is_multipart && !is_touched(field, steps)) else {
        return;
    };
    if !signature.tags.signed_fields.iter().any(|name| name == ENCODING) {
        return;
    }
    let sent = value(kept);
    for cause in causes {
        let finding::Problem::Diagnosis(Problem::TransferEncodingChanged { from, to }) =
            &cause.finding.problem
        else {
            continue;
        };
        if from != to && sent == to.name() {
            let hashed = from.name().to_owned();
            let problem = Problem::SignerHashedAnotherForm { hashed, sent: sent.clone() };
            (cause.kind, cause.advice) = (advice::kind(&problem), advice::advice(&problem, false, &[]));
            (cause.finding.problem, cause.restored) = (problem.into(), Vec::new());
        }
    }
}

/// Whether the steps change the field, or put another one of its name in.
fn is_touched(field: &HeaderField, steps: &[Undoing]) -> bool {
    let touches = |edit: &Edit| {
        let name = edit.with.get(..ENCODING.len()).unwrap_or_default();
        (edit.span.start < field.raw.end && field.raw.start <= edit.span.start)
            || name.eq_ignore_ascii_case(ENCODING.as_bytes())
    };
    steps.iter().flat_map(|step| &step.edits).any(touches)
}
