//! What a domain publishes, without a message to hold it against.

use super::{
    author::AuthorInput,
    envelope::Envelope,
    evaluate::{Evaluated, Setting},
};
use crate::{
    dmarc::{self, Identifier, Input, Proof},
    dns::Name,
    spf::{self, Limits},
    trace::Trace,
};

/// Looks through the records of a domain: SPF for any client, and DMARC for mail of the domain itself.
/// `has_key_fault`: a key of it was looked for, and is missing or broken.
pub(crate) fn examine(domain: &Name, has_key_fault: bool, setting: &Setting<'_>) -> Evaluated {
    let spf = vec![spf::examine(domain, Limits::default(), setting.answers)];
    // Whether anything authenticates the domain is not known: there is no message.
    let unknown = [Identifier { domain, signature: None, proof: Proof::NotChecked }];
    let input = Input { author_domain: Some(domain), identifiers: &unknown };
    let mut judged = dmarc::evaluate(&input, setting.answers);
    judged.look_for_doubled(setting.answers);
    let dmarc::Evaluated { evaluation, queries } = judged;
    let basis = AuthorInput {
        author: setting.author,
        dkim: &[],
        spf: &spf,
        dmarc: &evaluation,
        has_key_fault,
        is_without_message: true,
        counted: None,
        unknown_route: Some(domain),
    };
    let author = basis.of_domain();
    let mut evaluated = Evaluated {
        trace: Trace::default(),
        envelope: Envelope::default(),
        spf,
        dmarc: evaluation,
        claims: Vec::new(),
        forwarding: None,
        author,
        report_destinations: Vec::new(),
        proposals: Vec::new(),
        findings: Vec::new(),
        queries: Vec::new(),
    };
    evaluated.propose(setting.author);
    evaluated.note_policies();
    evaluated.collect(queries);
    evaluated.note_destinations(setting);
    evaluated
}
