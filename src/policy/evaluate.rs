//! The order of things beside DKIM: the way, the envelope, SPF, DMARC, and how all that compares with what
//! the message says of itself.

use super::{
    author::{AuthorEvaluation, AuthorInput},
    claims::{self, Claim},
    compare::Verdicts,
    envelope::{Envelope, GivenEnvelope},
    forwarding::{self, Forwarding},
    problem::Problem,
    proposals::Proposal,
    replay::ReplayInput,
};
use crate::{
    authres,
    dkim::{self, Check, DkimResult, Verification},
    dmarc::{self, Destinations, DmarcResult, Identifier, Input, Proof, ReportDestination},
    dns::{Answer, Answers, Name, Purpose, Query, Request},
    finding::{Finding, Severity, Subject},
    message::Header,
    platform::Platform,
    spf::{self, Limits, Session, SpfResult, check_host},
    text::escape,
    trace::{Standing, Trace},
};

/// Everything that needs neither the DNS nor the circumstances.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    trace: Trace,
    claims: Vec<Claim>,
    /// Fields of results that are not among the claims.
    claims_left_out: usize,
    /// To and Cc, lower case.
    recipients: String,
    /// There is a header section: what was given is a message, or the begin of one.
    has_header: bool,
    /// Fields of the header may be missing: a cap leaves it unread from some place on, or the copy is a part of it.
    is_cut_off: bool,
}

/// What an evaluation starts from, beside the message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) answers: &'a Answers,
    pub(crate) envelope: &'a GivenEnvelope,
    /// The first hop that the receiver's own hosts wrote, as a place in [`Trace::hops`].
    pub(crate) boundary: Option<usize>,
    /// Whether those who are to get reports are asked.
    pub(crate) report_destinations: bool,
    /// Seconds since 1970.
    pub(crate) now: Option<i64>,
    pub(crate) author: Option<&'a Name>,
    pub(crate) dkim: &'a [Verification],
    pub(crate) platform: &'a Platform,
}

/// The verdicts, and what they need.
#[derive(Debug)]
pub(crate) struct Evaluated {
    pub(crate) trace: Trace,
    pub(crate) envelope: Envelope,
    pub(crate) spf: Vec<spf::Evaluation>,
    pub(crate) dmarc: dmarc::Evaluation,
    pub(crate) claims: Vec<Claim>,
    pub(crate) forwarding: Option<Forwarding>,
    pub(crate) author: AuthorEvaluation,
    pub(crate) report_destinations: Vec<ReportDestination>,
    pub(crate) proposals: Vec<Proposal>,
    pub(crate) findings: Vec<Finding>,
    /// Every question, with the answers to it; none if it is to be asked. One question may be there for
    /// more than one purpose.
    pub(crate) queries: Vec<(Request, Vec<Answer>)>,
}

impl Prepared {
    pub(crate) fn new(source: &[u8], header: &Header, is_cut_off: bool) -> Self {
        let fields = header.fields.iter().map(|field| (field.key.as_str(), field.value));
        let (claims, claims_left_out) = claims::read(source, header);
        let to = header.places("to").chain(header.places("cc"));
        let values =
            to.filter_map(|place| header.fields.get(place)).map(|field| escape(field.value.of(source)));
        Self {
            trace: Trace::read(source, fields),
            claims,
            claims_left_out,
            recipients: values.collect::<Vec<_>>().join(", ").to_lowercase(),
            has_header: !header.fields.is_empty(),
            is_cut_off,
        }
    }

    pub(crate) fn evaluate(&self, setting: &Setting<'_>) -> Evaluated {
        let mut trace = self.trace.clone();
        if let Some(given) = setting.boundary.and_then(|hop| trace.boundary_at(hop)) {
            trace.boundary = Some(given);
        }
        let organization = setting.author.and_then(|author| dmarc::organization(author, setting.answers));
        if let Some(organization) = organization {
            trace.learn(&organization);
        }
        let mut claims = self.claims.clone();
        claims::place(&mut claims, &trace, setting.dkim);
        let envelope = Envelope::new(setting.envelope, &trace, &claims);
        let spf = check(&envelope, setting);
        let counted = envelope.counted(&spf);
        let unknown_route =
            setting.author.filter(|_| counted.is_none()).and_then(|author| envelope.unchecked_domain(author));
        let of_spf = counted.and_then(|place| spf.get(place));
        let dmarc::Evaluated { mut evaluation, queries } = judge(of_spf, unknown_route.as_ref(), setting);
        if self.is_cut_off {
            evaluation.result = DmarcResult::NotChecked;
        }
        let is_null = envelope.mail_from.as_ref().is_some_and(|from| from.value.is_empty());
        Verdicts { dkim: setting.dkim, spf: &spf, dmarc: &evaluation, is_null }.compare(&mut claims);
        let basis = AuthorInput {
            author: setting.author,
            dkim: setting.dkim,
            spf: &spf,
            dmarc: &evaluation,
            has_key_fault: false,
            is_without_message: false,
            counted,
            unknown_route: unknown_route.as_ref(),
        };
        let author = basis.evaluate();
        let forwarding = forwarding::ForwardingInput {
            trace: &trace,
            envelope: &envelope,
            dkim: setting.dkim,
            spf: &spf,
            dmarc: &evaluation,
            proving: &author.signatures,
            is_routed: author.spf.is_some(),
            author: setting.author,
        };
        let forwarding = forwarding.forwarding();
        let mut evaluated = Evaluated {
            queries: Vec::new(),
            report_destinations: Vec::new(),
            proposals: Vec::new(),
            findings: self.findings(&trace, &envelope, &claims),
            forwarding,
            author,
            trace,
            envelope,
            spf,
            dmarc: evaluation,
            claims,
        };
        evaluated.propose(setting.author);
        evaluated.note_policies();
        evaluated.note_suffixes(setting);
        evaluated.note_replay(&self.recipients, setting);
        evaluated.collect(queries);
        evaluated.note_destinations(setting);
        evaluated
    }

    fn findings(&self, trace: &Trace, envelope: &Envelope, claims: &[Claim]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut note = |problem: Problem, subject| findings.push(Finding::new(problem, subject, None));
        let unproven = trace.boundary.as_ref().map_or(0, |boundary| boundary.hop);
        if unproven > 0 {
            note(Problem::HopsUnproven { count: unproven }, Subject::Message);
        }
        for hop in trace.hops.iter().filter(|hop| hop.clock_skew) {
            let seconds = hop.delay.map_or(0, i64::unsigned_abs);
            note(Problem::ClockSkew { seconds }, Subject::Field { index: hop.field });
        }
        if envelope.client.is_none() {
            let client = trace.boundary.as_ref().and_then(|boundary| boundary.client);
            match client {
                // A public one would be that of the envelope.
                Some(client) => {
                    note(Problem::ClientPrivate { client: client.ip.to_string() }, Subject::Message);
                }
                None if trace.count > 0 => note(Problem::ClientUnknown, Subject::Message),
                None if self.has_header => note(Problem::ReceivedAbsent, Subject::Message),
                None => {}
            }
        }
        if envelope.client.is_some() && envelope.known_mail_from().is_none() {
            note(Problem::MailFromUnknown, Subject::Message);
        }
        for claim in claims {
            let subject = Subject::Field { index: claim.field };
            let results = claim.results.as_ref();
            let is_doubtful = match claim.standing {
                Standing::Receiver => false,
                Standing::Adjoining => claim.is_contradicted(),
                Standing::Sender => true,
            };
            if is_doubtful && claim.says_pass() {
                let name = results.and_then(|results| results.authserv_id.as_ref());
                note(Problem::ClaimUnproven { name: name.map(|part| part.text.clone()) }, subject);
            }
            let is_unknown = |fault: &authres::Fault| fault.problem == authres::Problem::VersionUnknown;
            if results.is_some_and(|results| results.faults.iter().any(is_unknown)) {
                note(Problem::VersionUnknown, subject);
            }
        }
        if self.claims_left_out > 0 {
            let allowed = claims.len();
            let found = allowed.saturating_add(self.claims_left_out);
            note(Problem::TooManyFields { allowed, found }, Subject::Message);
        }
        findings
    }
}

/// The checks of SPF that the envelope allows: of MAIL FROM first; of a null reverse-path HELO alone (RFC 7208
/// §2.4). What is no domain name is checked too: then that is the result (§4.3), and says why there is no other.
fn check(envelope: &Envelope, setting: &Setting<'_>) -> Vec<spf::Evaluation> {
    let client = envelope.client.as_ref().and_then(|client| client.value.parse().ok());
    let Some(client) = client else { return Vec::new() };
    let helo = envelope.helo.as_ref().map(|helo| helo.value.as_str());
    let mail_from = envelope.mail_from.as_ref().map(|from| from.value.as_str());
    let session = Session {
        client,
        helo: helo.unwrap_or_default().as_bytes(),
        mail_from: mail_from.unwrap_or_default().as_bytes(),
        receiver: envelope.receiver.as_deref(),
        now: setting.now,
    };
    let check =
        |identity| check_host(&session, identity, Limits::default(), setting.answers, setting.platform);
    let has_sender = mail_from.is_some_and(|from| !from.is_empty());
    let is_null = mail_from.is_some_and(str::is_empty);
    let identities =
        [(has_sender, spf::Identity::MailFrom), (helo.is_some() || is_null, spf::Identity::Helo)];
    identities.into_iter().filter(|(is_there, _)| *is_there).map(|(_, identity)| check(identity)).collect()
}

/// DMARC, from what DKIM and the check of SPF that counts have authenticated; `unknown` is the domain of that
/// check where it could not be made.
fn judge(spf: Option<&spf::Evaluation>, unknown: Option<&Name>, setting: &Setting<'_>) -> dmarc::Evaluated {
    let mut identifiers: Vec<Identifier<'_>> = Vec::new();
    for (place, one) in setting.dkim.iter().enumerate() {
        if let (Some(proof), Some(domain)) = (proof_of_signature(one), &one.signature.domain) {
            identifiers.push(Identifier { domain: &domain.a_label, signature: Some(place), proof });
        }
    }
    let domain = spf.and_then(|one| one.nodes.first());
    let domain = domain.and_then(|node| Name::from_dns(node.domain.as_bytes()).ok());
    if let (Some(one), Some(domain)) = (spf, &domain) {
        let proof = proof_of_spf(one.result);
        identifiers.extend(proof.map(|proof| Identifier { domain, signature: None, proof }));
    }
    let unknown = unknown.map(|domain| Identifier { domain, signature: None, proof: Proof::NotChecked });
    identifiers.extend(unknown);
    dmarc::evaluate(&Input { author_domain: setting.author, identifiers: &identifiers }, setting.answers)
}

/// How far a signature authenticates its domain; `None` if it does not.
fn proof_of_signature(one: &Verification) -> Option<Proof> {
    match one.result {
        DkimResult::Pass => Some(Proof::Pass),
        DkimResult::Neutral => {
            let checks = &one.checks;
            let is_open = checks.signature == Check::Pass && checks.body_hash == Check::Untestable;
            is_open.then_some(Proof::BodyUntested)
        }
        DkimResult::Pending => Some(Proof::Pending),
        DkimResult::TempError => Some(Proof::TempError),
        DkimResult::NotChecked => Some(Proof::NotChecked),
        DkimResult::Fail | DkimResult::PermError => None,
    }
}

fn proof_of_spf(result: SpfResult) -> Option<Proof> {
    match result {
        SpfResult::Pass => Some(Proof::Pass),
        SpfResult::Pending => Some(Proof::Pending),
        SpfResult::TempError => Some(Proof::TempError),
        SpfResult::NotChecked => Some(Proof::NotChecked),
        _ => None,
    }
}

impl Evaluated {
    /// What was noticed about records, as findings.
    pub(super) fn note_policies(&mut self) {
        for (evaluation, one) in self.spf.iter_mut().enumerate() {
            let is_helo = one.identity == spf::Identity::Helo;
            for spf::Noted { problem, node, term } in std::mem::take(&mut one.problems) {
                let mut finding = Finding::new(problem, Subject::Spf { evaluation, node, term }, None);
                let is_known = self.findings.iter().any(|known| known.problem == finding.problem);
                // Most hosts have no record under their own name, and need none; many have no name.
                let code = finding.problem.code();
                let is_usual = is_helo
                    && (code == "spf.record.absent"
                        || (evaluation > 0 && code == "spf.identity.invalid-domain"));
                if is_known || is_usual {
                    continue;
                }
                // DMARC does not go by HELO, unless there is nothing else.
                if is_helo && evaluation > 0 {
                    finding.severity = finding.severity.min(Severity::Notice);
                }
                self.findings.push(finding);
            }
        }
        let walk = self.dmarc.walk.as_ref();
        for dmarc::Noted { problem, domain, span } in std::mem::take(&mut self.dmarc.problems) {
            let step = walk.and_then(|walk| walk.steps.iter().position(|step| step.domain == domain));
            let subject = step.map_or(Subject::Message, |step| Subject::PolicyRecord { step, part: span });
            let severity = problem.slip_severity();
            let finding = Finding::new(problem, subject, None);
            self.findings.push(Finding { severity: severity.unwrap_or(finding.severity), ..finding });
        }
    }

    /// Names the signatures of domains that are public suffixes by a record of their own (RFC 9989 §4.7, `psd`):
    /// they have nothing to do with those who hold a name below.
    fn note_suffixes(&mut self, setting: &Setting<'_>) {
        for (index, one) in
            setting.dkim.iter().enumerate().filter(|(_, one)| proof_of_signature(one).is_some())
        {
            let Some(domain) = one.signature.domain.as_ref().map(|domain| &domain.a_label) else { continue };
            let own = self.dmarc.alignments.iter().filter(|one| one.signature == Some(index));
            let mut walks = self.dmarc.walk.iter().chain(own.filter_map(|one| one.walk.as_ref()));
            // The form of a name tells of most of them before anything is asked.
            let is_known =
                domain.is_registry_suffix() || setting.author.is_none_or(|author| author == domain);
            if !is_known && walks.any(|walk| walk.has_public_suffix(domain)) {
                let problem = dkim::Problem::RegistrySuffix { domain: domain.to_string() };
                let span = one.signature.tags.iter().find(|tag| tag.name == "d").map(|tag| tag.span);
                self.findings.push(Finding::new(problem, Subject::Signature { index }, span));
            }
        }
    }

    fn note_replay(&mut self, recipients: &str, setting: &Setting<'_>) {
        let Some(author) = setting.author else { return };
        let hop = self.trace.boundary.as_ref().and_then(|boundary| self.trace.hops.get(boundary.hop));
        let sight = ReplayInput {
            dkim: setting.dkim,
            spf: &self.spf,
            envelope: &self.envelope,
            recipients,
            taken: hop.and_then(|hop| hop.received.time),
            author,
        };
        self.findings.extend(sight.findings());
    }

    /// Who is to get reports, and whether they agreed.
    pub(super) fn note_destinations(&mut self, setting: &Setting<'_>) {
        let found = Destinations::new(&self.dmarc, setting.answers, setting.report_destinations);
        let steps = self.dmarc.walk.as_ref().map(|walk| walk.steps.as_slice()).unwrap_or_default();
        let step = steps.iter().position(|step| Some(&step.domain) == self.dmarc.policy_domain.as_ref());
        let subject = step.map_or(Subject::Message, |step| Subject::PolicyRecord { step, part: None });
        let findings = found.problems().into_iter().map(|problem| Finding::new(problem, subject, None));
        self.findings.extend(findings);
        self.report_destinations = found.list;
        self.note_queries(found.queries, Purpose::ReportDestination);
    }

    /// Adds questions that serve something else with these verdicts.
    pub(crate) fn note_queries(
        &mut self,
        queries: impl IntoIterator<Item = (Query, Vec<Answer>)>,
        purpose: Purpose,
    ) {
        let asked = queries.into_iter().map(|(query, answers)| (Request::new(query, purpose), answers));
        self.queries.extend(asked);
    }

    pub(super) fn collect(&mut self, of_dmarc: Vec<dmarc::Asked>) {
        for dmarc::Asked { query, need, answers } in of_dmarc {
            self.queries.push((Request::new(query, Purpose::Dmarc { need }), answers));
        }
        for one in &mut self.spf {
            for spf::Question { query, part, tells_sender, answers } in &one.questions {
                let purpose = Purpose::Spf { identity: one.identity, part: *part };
                let mut request = Request::new(query.clone(), purpose);
                request.tells_sender |= *tells_sender;
                self.queries.push((request, answers.clone()));
            }
        }
    }
}
