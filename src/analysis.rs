//! From octets to a report: the only place that knows the order of things.

#[cfg(feature = "repair")]
use crate::diagnosis::{self, Diagnosis};
use crate::{
    dkim::{self, BodyDigests, BodyHashes, Memo, Prepared, Setting, Signature},
    dns::{Answers, Name, Request},
    finding::{Finding, Subject},
    message::{
        AuthorFields, Header, HeaderSearch, LineEnds, Problem, SINGLE_FIELDS, decode_text, inspect, prefix,
        read_author, read_date,
    },
    platform::Platform,
    report::{Evaluation, Identifiers, QueryRecord, Report, ReportField, SCHEMA, Source, SourceKind},
    span::Span,
};

/// How octets are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Character sets and IDNA.
    pub platform: Platform,
}

/// What the reader may set without anything being hashed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// Distinct key names that may be asked for; 10 unless the reader asks for more.
    pub key_names: usize,
}

impl Default for Circumstances {
    fn default() -> Self {
        Self { key_names: 10 }
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
        let hashes = dkim::body_hashes(&signatures, &header);
        Self { header, header_span, body_start, signatures, hashes, findings }
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
    findings: Vec<Finding>,
    memo: Memo,
    #[cfg(feature = "repair")]
    platform: Platform,
}

impl Analysis {
    fn new(octets: Vec<u8>, stage: BodyStage, body: Option<Span>, options: Options) -> Self {
        let BodyStage { header, header_span, signatures, hashes, mut findings, .. } = stage;
        let digests = hashes.finish();
        let mut source = Source {
            kind: if body.is_some() { SourceKind::Message } else { SourceKind::HeaderOnly },
            octets: octets.len(),
            header: header_span,
            body,
            field_count: header.count,
        };
        if let Some(problem) = inspect(&octets, &header) {
            source.kind = SourceKind::NotAMessage;
            return Self {
                octets,
                source,
                header: Header::default(),
                author: AuthorFields::default(),
                identifiers: Identifiers::default(),
                signatures: Vec::new(),
                findings: vec![Finding::new(problem, Subject::Message, None)],
                memo: Memo::default(),
                #[cfg(feature = "repair")]
                platform: options.platform,
            };
        }
        let mut author = AuthorFields::default();
        if !header.cut_off {
            author = read_author(&octets, &header, &options.platform);
        }
        note_line_ends(&octets, header_span, &digests, &mut findings);
        if body.is_none() {
            findings.push(Finding::new(Problem::NoBody, Subject::Message, None));
        }
        findings.extend(header.findings.iter().cloned());
        note_duplicates(&header, &mut findings);
        findings.append(&mut author.findings);
        let (signatures, more) =
            dkim::prepare(&octets, &header, signatures, &digests, source.kind == SourceKind::Message);
        findings.extend(more);
        let identifiers = identifiers(&octets, &header, &author, &options.platform);
        Self {
            octets,
            source,
            header,
            author,
            identifiers,
            signatures,
            findings,
            memo: Memo::default(),
            #[cfg(feature = "repair")]
            platform: options.platform,
        }
    }

    /// The octets of `span`; empty where it lies outside of the source.
    #[must_use]
    pub fn octets(&self, span: Span) -> &[u8] {
        span.of(&self.octets)
    }

    /// Why signatures do not verify, as far as undoing what usually happens to mail shows it.
    ///
    /// `report` is what [`Self::evaluate`] made of the same `answers`. The search has a budget of
    /// octets and operations; the same arguments always give the same diagnoses.
    #[cfg(feature = "repair")]
    #[must_use]
    pub fn diagnose(&self, report: &Report, answers: &Answers) -> Vec<Diagnosis> {
        let message = diagnosis::Message {
            source: &self.octets,
            header: &self.header,
            body: self.source.body,
            signatures: &self.signatures,
            platform: &self.platform,
            charsets: &diagnosis::Charsets::new(&self.platform),
        };
        diagnosis::diagnose(&message, &report.dkim, answers)
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
        if self.source.kind != SourceKind::NotAMessage {
            evaluated = dkim::evaluate(&self.signatures, &self.memo, &setting);
        }
        findings.append(&mut evaluated.findings);
        let requests: Vec<Request> = evaluated
            .queries
            .iter()
            .filter(|(_, answers)| answers.is_empty())
            .map(|(request, _)| request.clone())
            .collect();
        let queries = evaluated
            .queries
            .into_iter()
            .map(|(request, answers)| QueryRecord { request, answers })
            .collect();
        let report = Report {
            schema: SCHEMA,
            source: self.source.clone(),
            fields: self.report_fields(),
            identifiers: self.identifiers.clone(),
            dkim: evaluated.verifications,
            findings,
            queries,
        };
        Evaluation { report, requests }
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

fn note_line_ends(octets: &[u8], header: Span, digests: &BodyDigests, findings: &mut Vec<Finding>) {
    let mut line_ends = LineEnds::default();
    line_ends.push(header.of(octets), &mut |_| {});
    line_ends.finish();
    let count = line_ends.bare_lf.saturating_add(digests.bare_lf);
    if count > 0 {
        findings.push(Finding::new(Problem::BareLf { count }, Subject::Message, None));
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
