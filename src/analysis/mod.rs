//! From octets to a report: the only place that knows the order of things.

mod ingest;
mod notes;
mod repair;

pub use ingest::{Ingest, Options};
pub(crate) use repair::Rank;

use ingest::BodyStage;
use notes::{lacks_final_line_end, note_duplicates, note_line_ends};

use crate::{
    arc,
    dkim::{self, BodyDigests, Memo, Prepared, Setting, Signature, Verification},
    dns::{Answer, Answers, Name, Purpose, Request},
    finding::{self, Finding, Subject},
    message::{AuthorFields, Header, Problem, decode_text, inspect, read_author, read_date},
    paste::Container,
    platform::Platform,
    policy::{self, GivenEnvelope},
    report::{Evaluation, Identifiers, QueryRecord, Report, ReportField, SCHEMA, Source, SourceKind},
    requirements::{HeaderFacts, Requirement, RequirementInput, Reverse},
    scan,
    span::Span,
    verdict::{self, Verdict},
};

/// What the reader may set without anything being hashed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// Distinct key names that may be asked for; 10 unless the reader asks for more.
    pub key_names: usize,
    /// The envelope, as far as the reader knows better than the message.
    pub envelope: GivenEnvelope,
    /// The first hop that the receiver's own hosts wrote, as a place in
    /// [`Trace::hops`](crate::trace::Trace::hops); `None` to take what the names of the hosts tell.
    pub boundary: Option<usize>,
    /// Whether the names of the client's address are asked for.
    pub reverse: bool,
    /// Whether the domains that are to get DMARC reports are asked whether they take them.
    pub report_destinations: bool,
}

impl Default for Circumstances {
    fn default() -> Self {
        Self {
            key_names: 10,
            envelope: GivenEnvelope::default(),
            boundary: None,
            reverse: false,
            report_destinations: false,
        }
    }
}

/// A source that was read and hashed; evaluated as often as new answers come in.
#[derive(Debug)]
pub struct Analysis {
    octets: Vec<u8>,
    source: Source,
    header: Header,
    author: AuthorFields,
    identifiers: Identifiers,
    signatures: Vec<Prepared>,
    arc: arc::Prepared,
    findings: Vec<Finding>,
    memo: Memo,
    policy: policy::Prepared,
    /// What providers' rules ask of the header.
    header_facts: HeaderFacts,
    platform: Platform,
}

impl Analysis {
    fn new(octets: Vec<u8>, stage: BodyStage, body: Option<Span>, options: Options) -> Self {
        let BodyStage { header, header_span, body_start, signatures, hashes, mut findings, .. } = stage;
        let digests = hashes.finish();
        let signed = signatures.iter();
        let signed = signed.chain(stage.arc.message_signatures());
        let body = given_body(&octets, &header, body, signed, &digests);
        let source = Source {
            kind: if body.is_some() { SourceKind::Message } else { SourceKind::HeaderOnly },
            octets: octets.len(),
            header: header_span,
            body,
            field_count: header.count,
            container: Container::None,
            messages: 1,
            others: 0,
            index: 0,
            typed: None,
            repaired: Vec::new(),
        };
        if let Some(problem) = inspect(&octets, &header) {
            return Self::not_a_message(octets, source, problem, options.platform);
        }
        let mut author = AuthorFields::default();
        let is_fragment = is_fragment(&header, body);
        if is_fragment {
            author.findings.push(Finding::new(Problem::FromAbsent, Subject::Message, None));
        } else if !header.cut_off {
            author = read_author(&octets, &header, &options.platform);
        }
        let head = Span::new(header_span.start, body_start);
        note_line_ends(&octets, head, &digests, &mut findings);
        if body.is_none() {
            findings.push(Finding::new(Problem::NoBody, Subject::Message, None));
        }
        findings.extend(header.findings.iter().cloned());
        note_duplicates(&header, &mut findings);
        findings.append(&mut author.findings);
        let (mut signatures, more) =
            dkim::prepare(&octets, &header, signatures, &digests, source.kind == SourceKind::Message);
        findings.extend(more);
        if is_fragment {
            signatures.iter_mut().for_each(Prepared::give_up);
        }
        if signatures.iter().any(Prepared::has_body) && lacks_final_line_end(&octets, body) {
            findings.push(Finding::new(Problem::NoFinalLineEnd, Subject::Message, None));
        }
        findings.extend(crate::deception::inspect(&crate::deception::Message {
            octets: &octets,
            header: &header,
            body,
            from: &author.from,
            signatures: &signatures,
            platform: &options.platform,
        }));
        let identifiers = identifiers(&octets, &header, &author, &options.platform);
        let mut arc = stage.arc.prepare(&octets, &header, &digests, source.kind == SourceKind::Message);
        if is_fragment {
            arc.give_up();
        }
        Self {
            arc,
            policy: policy::Prepared::new(&octets, &header, is_fragment || header.cut_off),
            header_facts: HeaderFacts::read(&octets, &header, is_fragment || header.cut_off),
            octets,
            source,
            header,
            author,
            identifiers,
            signatures,
            findings,
            memo: Memo::default(),
            platform: options.platform,
        }
    }

    fn not_a_message(octets: Vec<u8>, mut source: Source, problem: Problem, platform: Platform) -> Self {
        source.kind = SourceKind::NotAMessage;
        source.messages = 0;
        Self {
            octets,
            source,
            header: Header::default(),
            author: AuthorFields::default(),
            identifiers: Identifiers::default(),
            signatures: Vec::new(),
            arc: arc::Prepared::default(),
            findings: vec![Finding::new(problem, Subject::Message, None)],
            memo: Memo::default(),
            policy: policy::Prepared::default(),
            header_facts: HeaderFacts::default(),
            platform,
        }
    }

    /// The octets of `span`; empty where it lies outside of the source.
    #[must_use]
    pub fn octets(&self, span: Span) -> &[u8] {
        let end = span.end.min(self.octets.len());
        Span::new(span.start.min(end), end).of(&self.octets)
    }

    /// Whether something must be repaired, or found inside, before the source can be judged.
    #[must_use]
    pub fn needs_repair(&self) -> bool {
        !self.is_hopeless() && (!self.is_sound() || self.holds_message())
    }

    /// Whether a message is good as it is: each line of its header section is a field, and at least one signature has
    /// its body.
    pub(crate) fn is_sound(&self) -> bool {
        self.source.kind == SourceKind::Message
            && self.source.header.start == 0
            && self.header.malformed == 0
            && !scan::contains(self.source.header.of(&self.octets), b"&lt;")
            && self.signatures.iter().any(Prepared::has_body)
    }

    /// Whether there is nothing, or a file of a kind that holds no message.
    fn is_hopeless(&self) -> bool {
        use crate::message::FileKind::{Pdf, Picture, Zip};
        self.findings.iter().any(|finding| {
            let finding::Problem::Message(problem) = &finding.problem else { return false };
            matches!(problem, Problem::Empty | Problem::NotAMessage { found: Picture | Pdf | Zip })
        })
    }

    /// Whether a message or a report about one may be inside.
    fn holds_message(&self) -> bool {
        let kind = self.header.places("content-type").next().and_then(|place| self.header.fields.get(place));
        let kind = kind.map(|field| field.value.of(&self.octets)).unwrap_or_default().to_ascii_lowercase();
        let kind = kind.trim_ascii_start();
        let body = self.source.body.map(|body| body.of(&self.octets)).unwrap_or_default();
        kind.starts_with(b"multipart/report")
            || kind.starts_with(b"message/")
            || (kind.starts_with(b"multipart/")
                && [&b"/rfc822"[..], b"/octet-stream", b"/Octet-Stream", b".eml"]
                    .iter()
                    .any(|mark| scan::contains(body, mark)))
    }

    /// The report as far as `answers` carry it, and what is to be asked to carry it further.
    ///
    /// `now` is in seconds since 1970; `None` leaves times unchecked. The same arguments always give
    /// the same evaluation.
    #[must_use]
    pub fn evaluate(&self, answers: &Answers, circumstances: &Circumstances, now: Option<i64>) -> Evaluation {
        let author: Option<&Name> = self.author.domain.as_ref().map(|domain| &domain.a_label);
        let setting = Setting { answers, now, key_names: circumstances.key_names, author };
        let mut findings = self.findings.clone();
        let mut evaluated = dkim::Evaluated::default();
        let is_message = self.source.kind != SourceKind::NotAMessage;
        if is_message {
            evaluated = dkim::evaluate(&self.signatures, &self.memo, &setting);
            self.ask_for_repaired(&mut evaluated, &setting);
        }
        let arc = self.arc.evaluate(&setting, &mut evaluated);
        findings.append(&mut evaluated.findings);
        let (policy, reverse) = self.judge_sender(&mut evaluated, &setting, circumstances, &mut findings);
        let requirements = if is_message {
            self.requirements(&policy, reverse.as_ref(), &arc, &evaluated.verifications)
        } else {
            Vec::new()
        };
        let is_open = |(_, answers): &&(Request, Vec<Answer>)| answers.is_empty();
        let requests = evaluated.queries.iter().filter(is_open).map(|(request, _)| request.clone()).collect();
        let queries = evaluated.queries.into_iter();
        let mut report = Report {
            schema: SCHEMA,
            source: self.source.clone(),
            fields: self.report_fields(),
            identifiers: self.identifiers.clone(),
            dkim: evaluated.verifications,
            arc,
            trace: policy.trace,
            envelope: policy.envelope,
            spf: policy.spf,
            dmarc: policy.dmarc,
            claims: policy.claims,
            forwarding: policy.forwarding,
            verdict: Verdict::before(policy.author),
            requirements,
            report_destinations: policy.report_destinations,
            proposals: policy.proposals,
            domain: None,
            findings,
            queries: queries.map(|(request, answers)| QueryRecord { request, answers }).collect(),
        };
        report.verdict = verdict::judge(&report, &[]);
        Evaluation { report, requests }
    }

    /// SPF, DMARC and all that follows from them and from the signatures.
    fn judge_sender(
        &self,
        evaluated: &mut dkim::Evaluated,
        setting: &Setting<'_>,
        circumstances: &Circumstances,
        findings: &mut Vec<Finding>,
    ) -> (policy::Evaluated, Option<Reverse>) {
        let judge = |answers: &Answers| {
            let mut judged = self.policy.evaluate(&policy::Setting {
                answers,
                envelope: &circumstances.envelope,
                boundary: circumstances.boundary,
                report_destinations: circumstances.report_destinations,
                now: setting.now,
                author: setting.author,
                dkim: &evaluated.verifications,
                platform: &self.platform,
            });
            let client = judged.envelope.client.as_ref().filter(|_| circumstances.reverse);
            let client = client.and_then(|client| client.value.parse().ok());
            let reverse = client.map(|client| Reverse::new(client, answers));
            let of_names = reverse.iter().flat_map(|reverse| reverse.queries.clone());
            judged.note_queries(of_names, Purpose::Reverse);
            (judged, reverse)
        };
        let (mut judged, reverse, questions) = policy::settle(&evaluated.queries, setting.answers, &judge);
        findings.append(&mut judged.findings);
        evaluated.queries = questions;
        (judged, reverse)
    }

    /// The rules of mailbox providers, which are judged by everything else.
    fn requirements(
        &self,
        policy: &policy::Evaluated,
        reverse: Option<&Reverse>,
        arc: &arc::Chain,
        dkim: &[Verification],
    ) -> Vec<Requirement> {
        let input = RequirementInput {
            header: &self.header_facts,
            author: self.author.domain.as_ref().map(|domain| &domain.a_label),
            dkim,
            spf: &policy.spf,
            dmarc: &policy.dmarc,
            proof: &policy.author,
            envelope: &policy.envelope,
            trace: &policy.trace,
            arc,
            forwarding: policy.forwarding.as_ref(),
            reverse,
        };
        input.requirements()
    }

    fn report_fields(&self) -> Vec<ReportField> {
        self.header
            .fields
            .iter()
            .map(|field| ReportField {
                name: crate::text::escape(field.name.of(&self.octets)),
                raw: field.raw,
                value: field.value,
            })
            .collect()
    }
}

/// The body, if it was given. Nothing but blank lines below the header section, or nothing at all, is a body where a
/// signature is over that, or over an empty body in whatever canonicalization; without signatures, blank lines are.
fn given_body<'a>(
    octets: &[u8],
    header: &Header,
    body: Option<Span>,
    signed: impl Iterator<Item = &'a Signature>,
    digests: &BodyDigests,
) -> Option<Span> {
    let is_blank = body.is_none_or(|body| body.of(octets).iter().all(u8::is_ascii_whitespace));
    if !is_blank {
        return body;
    }
    let is_whole = header.places("from").next().is_some();
    let (mut is_signed, mut is_of_this) = (false, false);
    for signature in signed {
        let digest = signature.wanted_body_hash().and_then(|wanted| digests.get(wanted));
        is_signed = true;
        is_of_this |= body.is_some() && digest.is_some() && digest == signature.body_hash.as_deref();
        is_of_this |= is_whole && signature.is_of_empty_body();
    }
    let end = Span::new(octets.len(), octets.len());
    if is_of_this { body.or(Some(end)) } else { body.filter(|_| !is_signed) }
}

/// Whether this is a part of a header section: without a body, and without the one field that each message has
/// to name its author (RFC 5322 §3.6).
fn is_fragment(header: &Header, body: Option<Span>) -> bool {
    body.is_none() && !header.cut_off && header.places("from").next().is_none()
}

fn identifiers(octets: &[u8], header: &Header, author: &AuthorFields, platform: &Platform) -> Identifiers {
    let text = |key: &str| {
        let field = header.fields.get(header.places(key).next()?)?;
        Some(decode_text(field.value.of(octets), platform))
    };
    let date = text("date");
    Identifiers {
        from: author.from.clone(),
        author_domain: author.domain.clone(),
        subject: text("subject"),
        time: date.as_deref().and_then(read_date),
        date,
        to: text("to"),
    }
}
