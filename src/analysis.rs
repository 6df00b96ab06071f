//! From octets to a report: the only place that knows the order of things.

#[cfg(feature = "policy")]
use crate::{
    arc,
    policy::{self, GivenEnvelope},
};
#[cfg(feature = "repair")]
use crate::{
    diagnosis::{self, Diagnosis},
    dns::Purpose,
};
use crate::{
    dkim::{self, BodyDigests, BodyHashes, Memo, Prepared, Setting, Signature},
    dns::{Answer, Answers, Name, Request},
    finding::{self, Finding, Subject},
    message::{
        AuthorFields, Header, HeaderSearch, LineEnds, Problem, SINGLE_FIELDS, decode_text, inspect, prefix,
        read_author, read_date,
    },
    paste::Container,
    platform::Platform,
    report::{Evaluation, Identifiers, QueryRecord, Report, ReportField, SCHEMA, Source, SourceKind},
    scan,
    span::Span,
};

/// How octets are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Character sets and IDNA.
    pub platform: Platform,
}

/// What the reader may set without anything being hashed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// Distinct key names that may be asked for; 10 unless the reader asks for more.
    pub key_names: usize,
    /// The envelope, as far as the reader knows better than the message.
    #[cfg(feature = "policy")]
    pub envelope: GivenEnvelope,
    /// The first hop that the receiver's own hosts wrote, as a place in
    /// [`Trace::hops`](crate::trace::Trace::hops); `None` to take what the names of the hosts tell.
    #[cfg(feature = "policy")]
    pub boundary: Option<usize>,
    /// Whether the names of the client's address are asked for.
    #[cfg(feature = "policy")]
    pub reverse: bool,
    /// Whether the domains that are to get DMARC reports are asked whether they take them.
    #[cfg(feature = "policy")]
    pub report_destinations: bool,
}

impl Default for Circumstances {
    fn default() -> Self {
        Self {
            key_names: 10,
            #[cfg(feature = "policy")]
            envelope: GivenEnvelope::default(),
            #[cfg(feature = "policy")]
            boundary: None,
            #[cfg(feature = "policy")]
            reverse: false,
            #[cfg(feature = "policy")]
            report_destinations: false,
        }
    }
}

/// Takes the octets of a source, in pieces of any size; hashes the body while it comes in.
#[derive(Debug)]
pub struct Ingest {
    options: Options,
    octets: Vec<u8>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Header(HeaderSearch),
    Body(Box<BodyStage>),
}

/// What is known once the header section is over.
#[derive(Debug)]
struct BodyStage {
    header: Header,
    header_span: Span,
    /// First octet of the body.
    body_start: usize,
    signatures: Vec<Signature>,
    #[cfg(feature = "policy")]
    arc: arc::Fields,
    hashes: BodyHashes,
    findings: Vec<Finding>,
}

impl Ingest {
    /// Starts with room for `size` octets; more or fewer may come.
    #[must_use]
    pub fn new(size: usize, options: Options) -> Self {
        Self { options, octets: Vec::with_capacity(size), stage: Stage::Header(HeaderSearch::default()) }
    }

    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        let before = self.octets.len();
        self.octets.extend_from_slice(piece);
        match &mut self.stage {
            Stage::Body(body) => body.hashes.push(self.octets.get(before..).unwrap_or_default()),
            Stage::Header(search) => {
                if let Some((header_end, body_start)) = search.run(&self.octets) {
                    let mut body = BodyStage::new(&self.octets, header_end, body_start, &self.options);
                    body.hashes.push(self.octets.get(body_start..).unwrap_or_default());
                    self.stage = Stage::Body(Box::new(body));
                }
            }
        }
    }

    /// How the octets are read.
    #[cfg(feature = "repair")]
    pub(crate) fn options(&self) -> Options {
        self.options
    }

    /// Ends the source: everything that needs neither the DNS nor a clock is done now.
    #[must_use]
    pub fn finish(self) -> Analysis {
        let end = self.octets.len();
        let (stage, body) = match self.stage {
            Stage::Body(stage) => {
                let body = Span::new(stage.body_start, end);
                (*stage, Some(body))
            }
            Stage::Header(_) => (BodyStage::new(&self.octets, end, end, &self.options), None),
        };
        Analysis::new(self.octets, stage, body, self.options)
    }
}

impl BodyStage {
    fn new(octets: &[u8], header_end: usize, body_start: usize, options: &Options) -> Self {
        let (start, findings) = prefix(octets);
        let header_span = Span::new(start.min(header_end), header_end);
        let header = Header::split(octets, header_span);
        let signatures = dkim::read_signatures(octets, &header, &options.platform);
        let wanted = dkim::wanted_body_hashes(&signatures, &header);
        #[cfg(feature = "policy")]
        let (arc, wanted) = {
            let arc = arc::Fields::read(octets, &header, &options.platform);
            let wanted: Vec<_> = wanted.into_iter().chain(arc.wanted_body_hashes()).collect();
            (arc, wanted)
        };
        Self {
            header,
            header_span,
            body_start,
            signatures,
            #[cfg(feature = "policy")]
            arc,
            hashes: BodyHashes::new(&wanted),
            findings,
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
    #[cfg(feature = "policy")]
    arc: arc::Prepared,
    findings: Vec<Finding>,
    memo: Memo,
    #[cfg(feature = "policy")]
    policy: policy::Prepared,
    #[cfg_attr(not(feature = "repair"), allow(dead_code, reason = "used by repairs and diagnoses alone"))]
    platform: Platform,
}

impl Analysis {
    fn new(octets: Vec<u8>, stage: BodyStage, body: Option<Span>, options: Options) -> Self {
        let BodyStage { header, header_span, body_start, signatures, hashes, mut findings, .. } = stage;
        let digests = hashes.finish();
        let signed = signatures.iter();
        #[cfg(feature = "policy")]
        let signed = signed.chain(stage.arc.message_signatures());
        let body = body.filter(|body| !is_left_out(body.of(&octets), signed, &digests));
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
        };
        if let Some(problem) = inspect(&octets, &header) {
            return Self::not_a_message(octets, source, problem, options.platform);
        }
        let mut author = AuthorFields::default();
        if !header.cut_off {
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
        let (signatures, more) =
            dkim::prepare(&octets, &header, signatures, &digests, source.kind == SourceKind::Message);
        findings.extend(more);
        if signatures.iter().any(Prepared::has_body) && lacks_final_line_end(&octets, body) {
            findings.push(Finding::new(Problem::NoFinalLineEnd, Subject::Message, None));
        }
        #[cfg(feature = "policy")]
        findings.extend(crate::identity::inspect(&crate::identity::Message {
            octets: &octets,
            header: &header,
            body,
            from: &author.from,
            signatures: &signatures,
            platform: &options.platform,
        }));
        let identifiers = identifiers(&octets, &header, &author, &options.platform);
        Self {
            #[cfg(feature = "policy")]
            arc: stage.arc.prepare(&octets, &header, &digests, source.kind == SourceKind::Message),
            #[cfg(feature = "policy")]
            policy: policy::Prepared::new(&octets, &header),
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
            #[cfg(feature = "policy")]
            arc: arc::Prepared::default(),
            findings: vec![Finding::new(problem, Subject::Message, None)],
            memo: Memo::default(),
            #[cfg(feature = "policy")]
            policy: policy::Prepared::default(),
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
    ///
    /// A message is good as it is if each line of its header section is a field, at least one
    /// signature has its body, and no other message is inside.
    #[must_use]
    pub fn needs_repair(&self) -> bool {
        if self.is_hopeless() {
            return false;
        }
        self.source.kind != SourceKind::Message
            || self.source.header.start > 0
            || self.header.malformed > 0
            || scan::contains(self.source.header.of(&self.octets), b"&lt;")
            || !self.signatures.iter().any(Prepared::has_body)
            || self.holds_message()
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
            || (kind.starts_with(b"multipart/") && scan::contains(body, b"/rfc822"))
    }

    /// Why signatures do not verify, as far as undoing what usually happens to mail shows it.
    ///
    /// `report` is what [`Self::evaluate`] made of the same `answers`. The search has a budget of
    /// octets and operations; the same arguments always give the same diagnoses.
    #[cfg(feature = "repair")]
    #[must_use]
    pub fn diagnose(&self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let charsets = diagnosis::Charsets::new(&self.platform);
        diagnosis::diagnose(&self.examined(&charsets), &report.dkim, answers)
    }

    #[cfg(feature = "repair")]
    fn examined<'a>(&'a self, charsets: &'a diagnosis::Charsets) -> diagnosis::Message<'a> {
        diagnosis::Message {
            source: &self.octets,
            header: &self.header,
            body: self.source.body,
            signatures: &self.signatures,
            charsets,
        }
    }

    /// Asks for the keys of signatures whose field may be damaged, once their own came to nothing.
    #[cfg(feature = "repair")]
    fn ask_for_repaired(&self, evaluated: &mut dkim::Evaluated, setting: &Setting<'_>) {
        let charsets = diagnosis::Charsets::new(&self.platform);
        let message = self.examined(&charsets);
        let is_open = |(place, one): (usize, &dkim::Verification)| {
            let is_open = one.not_checked.is_none() && one.checks.signature != dkim::Check::Pass;
            (is_open && !evaluated.awaits_key(place)).then_some(place)
        };
        let open: Vec<usize> = evaluated.verifications.iter().enumerate().filter_map(is_open).collect();
        for signature in open {
            for name in diagnosis::repaired_names(&message, signature) {
                evaluated.ask_for_key(name, Purpose::RepairedSignature { signature }, setting);
            }
        }
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
            #[cfg(feature = "repair")]
            self.ask_for_repaired(&mut evaluated, &setting);
        }
        #[cfg(feature = "policy")]
        let arc = self.arc.evaluate(&setting, &mut evaluated);
        findings.append(&mut evaluated.findings);
        #[cfg(feature = "policy")]
        let policy = self.judge_sender(&mut evaluated, &setting, circumstances, &mut findings);
        let is_open = |(_, answers): &&(Request, Vec<Answer>)| answers.is_empty();
        let requests = evaluated.queries.iter().filter(is_open).map(|(request, _)| request.clone()).collect();
        let queries = evaluated.queries.into_iter();
        let report = Report {
            schema: SCHEMA,
            source: self.source.clone(),
            fields: self.report_fields(),
            identifiers: self.identifiers.clone(),
            dkim: evaluated.verifications,
            #[cfg(feature = "policy")]
            arc,
            #[cfg(feature = "policy")]
            trace: policy.trace,
            #[cfg(feature = "policy")]
            envelope: policy.envelope,
            #[cfg(feature = "policy")]
            spf: policy.spf,
            #[cfg(feature = "policy")]
            dmarc: policy.dmarc,
            #[cfg(feature = "policy")]
            claims: policy.claims,
            #[cfg(feature = "policy")]
            forwarding: policy.forwarding,
            #[cfg(feature = "policy")]
            verdict: policy.verdict,
            #[cfg(feature = "policy")]
            requirements: if is_message { policy.requirements } else { Vec::new() },
            #[cfg(feature = "policy")]
            report_destinations: policy.report_destinations,
            #[cfg(all(feature = "policy", feature = "repair"))]
            domain: None,
            findings,
            queries: queries.map(|(request, answers)| QueryRecord { request, answers }).collect(),
        };
        Evaluation { report, requests }
    }

    /// SPF, DMARC and all that follows from them and from the signatures.
    #[cfg(feature = "policy")]
    fn judge_sender(
        &self,
        evaluated: &mut dkim::Evaluated,
        setting: &Setting<'_>,
        circumstances: &Circumstances,
        findings: &mut Vec<Finding>,
    ) -> policy::Evaluated {
        let judge = |answers: &Answers| {
            self.policy.evaluate(&policy::Setting {
                answers,
                envelope: &circumstances.envelope,
                boundary: circumstances.boundary,
                reverse: circumstances.reverse,
                report_destinations: circumstances.report_destinations,
                now: setting.now,
                author: setting.author,
                dkim: &evaluated.verifications,
                platform: &self.platform,
            })
        };
        let (mut judged, questions) = policy::settle(&evaluated.queries, setting.answers, &judge);
        findings.append(&mut judged.findings);
        evaluated.queries = questions;
        judged
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

/// What a reader of what was pasted asks and adds.
#[cfg(feature = "repair")]
impl Analysis {
    pub(crate) fn kind(&self) -> SourceKind {
        self.source.kind
    }

    pub(crate) fn field_count(&self) -> usize {
        self.source.field_count
    }

    /// Whether the header section has no From field.
    pub(crate) fn lacks_author(&self) -> bool {
        self.header.places("from").next().is_none()
    }

    /// How many signatures hold the hash of this body.
    pub(crate) fn matching_body_hashes(&self) -> usize {
        self.signatures.iter().filter(|signature| signature.has_body()).count()
    }

    /// Whether there is a body that was signed, and in another form than this.
    pub(crate) fn is_body_changed(&self) -> bool {
        self.source.kind == SourceKind::Message
            && !self.signatures.is_empty()
            && self.matching_body_hashes() == 0
    }

    /// Leaves every signature unjudged: the fields that were signed are not there.
    pub(crate) fn give_up_signatures(&mut self) {
        for signature in &mut self.signatures {
            signature.header_digest = None;
        }
        #[cfg(feature = "policy")]
        self.arc.give_up();
    }

    /// Puts these before what was found in the message itself.
    pub(crate) fn add_findings(&mut self, findings: Vec<Finding>) {
        self.findings.splice(..0, findings);
    }

    /// Says where the message was found, and among how many.
    pub(crate) fn place(&mut self, container: Container, messages: usize, others: usize, index: usize) {
        self.source = Source { container, messages, others, index, ..self.source.clone() };
    }

    /// The same octets as something that is no message.
    pub(crate) fn named(self, found: crate::message::FileKind) -> Self {
        Self::not_a_message(self.octets, self.source, Problem::NotAMessage { found }, self.platform)
    }
}

/// Whether nothing but blank lines follows the header section, and no signature is over that.
fn is_left_out<'a>(
    body: &[u8],
    mut signatures: impl Iterator<Item = &'a Signature> + Clone,
    digests: &BodyDigests,
) -> bool {
    let is_signed = |signature: &Signature| {
        let digest = signature.wanted_body_hash().and_then(|wanted| digests.get(wanted));
        digest.is_some() && digest == signature.body_hash.as_deref()
    };
    body.iter().all(u8::is_ascii_whitespace)
        && signatures.clone().next().is_some()
        && !signatures.any(is_signed)
}

fn lacks_final_line_end(octets: &[u8], body: Option<Span>) -> bool {
    body.is_some_and(|body| body.of(octets).last().is_some_and(|last| *last != b'\n'))
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

/// `head` is all that stands before the body.
fn note_line_ends(octets: &[u8], head: Span, digests: &BodyDigests, findings: &mut Vec<Finding>) {
    let mut line_ends = LineEnds::default();
    line_ends.push(head.of(octets), &mut |_| {});
    line_ends.finish();
    let count = line_ends.bare_lf.saturating_add(digests.bare_lf);
    if count > 0 {
        let message = octets.get(head.start..).unwrap_or_default();
        let of = memchr::memchr_iter(b'\n', message).count() as u64;
        findings.push(Finding::new(Problem::BareLf { count, of }, Subject::Message, None));
    }
    if line_ends.bare_cr > 0 {
        let problem = Problem::HeaderBareCr { count: line_ends.bare_cr };
        findings.push(Finding::new(problem, Subject::Message, None));
    }
    if digests.bare_cr > 0 {
        findings.push(Finding::new(Problem::BareCr { count: digests.bare_cr }, Subject::Message, None));
    }
}

fn note_duplicates(header: &Header, findings: &mut Vec<Finding>) {
    for name in SINGLE_FIELDS.into_iter().filter(|name| *name != "from") {
        let mut places = header.places(name);
        let (Some(first), count) = (places.next(), places.count().saturating_add(1)) else { continue };
        if count > 1 {
            let span = header.fields.get(first).map(|field| field.raw);
            let subject = Subject::Field { index: first };
            findings.push(Finding::new(Problem::DuplicateField { name, count }, subject, span));
        }
    }
}
