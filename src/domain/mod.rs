//! A domain without a message: what it publishes for those who receive mail in its name.

use crate::{
    analysis::Circumstances,
    arc,
    dkim::{self, Published},
    dns::{Answer, Answers, Domain, Name, Purpose, Query, RecordType, Request},
    finding,
    paste::Container,
    platform::Platform,
    policy,
    report::{DomainReport, Evaluation, Identifiers, QueryRecord, Report, SCHEMA, Source, SourceKind},
    span::Span,
    typed,
    verdict::{self, Verdict},
};

/// A source that is a domain, and nothing else.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    octets: Vec<u8>,
    domain: Name,
    selector: Option<Name>,
    key_name: Option<Name>,
    platform: Platform,
}

/// A question, and the answers to it.
type Asked = (Request, Vec<Answer>);

impl Given {
    /// Reads a source; `None` if it is anything else.
    pub(crate) fn read(octets: &[u8], platform: Platform) -> Option<Self> {
        let (domain, selector) = typed::read_domain(octets, &platform)?;
        let key_name = match &selector {
            Some(selector) => Some(selector.below("_domainkey", &domain).ok()?),
            None => None,
        };
        Some(Self { octets: octets.to_vec(), domain, selector, key_name, platform })
    }

    /// The octets of `span`; empty where it lies outside of the source.
    pub(crate) fn octets(&self, span: Span) -> &[u8] {
        let end = span.end.min(self.octets.len());
        Span::new(span.start.min(end), end).of(&self.octets)
    }

    /// The report as far as `answers` carry it, as for a message.
    pub(crate) fn evaluate(
        &self,
        answers: &Answers,
        circumstances: &Circumstances,
        now: Option<i64>,
    ) -> Evaluation {
        let key = self.key(answers);
        let asked: Vec<_> = key.iter().flat_map(|(_, asked)| asked.clone()).collect();
        let has_key_fault = key.as_ref().is_some_and(|(published, _)| published.cause.is_some());
        let no_chain = arc::Chain::default();
        let (mut judged, (), mut queries) = policy::settle(&asked, answers, &|answers| {
            let setting = policy::Setting {
                answers,
                envelope: &circumstances.envelope,
                boundary: None,
                report_destinations: circumstances.report_destinations,
                now,
                author: Some(&self.domain),
                dkim: &[],
                platform: &self.platform,
            };
            (policy::examine(&self.domain, has_key_fault, &setting), ())
        });
        // Without a message, no sender put anything into a name.
        for (request, _) in &mut queries {
            request.tells_sender = false;
        }
        judged.findings.retain(|finding| {
            !matches!(finding.problem, finding::Problem::Policy(policy::Problem::Token { .. }))
        });
        let key = key.map(|(published, _)| published);
        let mut findings = key.as_ref().map(|key| key.findings.clone()).unwrap_or_default();
        findings.extend(judged.findings);
        let is_open = |(_, answers): &&(Request, Vec<Answer>)| answers.is_empty();
        let requests = queries.iter().filter(is_open).map(|(request, _)| request.clone()).collect();
        let mut report = Report {
            schema: SCHEMA,
            source: self.source(),
            fields: Vec::new(),
            identifiers: Identifiers::default(),
            dkim: Vec::new(),
            arc: no_chain,
            trace: judged.trace,
            envelope: judged.envelope,
            spf: judged.spf,
            dmarc: judged.dmarc,
            claims: judged.claims,
            forwarding: judged.forwarding,
            verdict: Verdict::before(judged.author),
            requirements: Vec::new(),
            report_destinations: judged.report_destinations,
            proposals: judged.proposals,
            domain: Some(self.report(key)),
            findings,
            queries: queries.into_iter().map(|(request, answers)| QueryRecord { request, answers }).collect(),
        };
        report.verdict = verdict::judge(&report, &[]);
        Evaluation { report, requests }
    }

    /// What is published under the selector, and the questions for it.
    fn key(&self, answers: &Answers) -> Option<(Published, Vec<Asked>)> {
        let name = self.key_name.clone()?;
        let query = Query { name, record_type: RecordType::Txt };
        let (_, given) = answers.look_up(&query);
        let mut published = dkim::published(&query.name, &given);
        let doubled = self
            .selector
            .as_ref()
            .and_then(|selector| published.look_for_doubled(selector, &self.domain, &query.name, answers));
        let asked = [(query, given)].into_iter().chain(doubled);
        let asked = asked.map(|(query, given)| (Request::new(query, Purpose::PublishedKey), given));
        Some((published, asked.collect()))
    }

    fn report(&self, key: Option<Published>) -> DomainReport {
        let name = |name: &Name| Domain::new(name.clone(), &self.platform);
        let key_state = key.as_ref().map(|key| key.state);
        let (keys, key_cause, doubled_zone) =
            key.map(|key| (key.keys, key.cause, key.doubled_zone)).unwrap_or_default();
        DomainReport {
            name: name(&self.domain),
            selector: self.selector.as_ref().map(name),
            key_name: self.key_name.clone(),
            key_state,
            keys,
            key_cause,
            doubled_zone,
        }
    }

    fn source(&self) -> Source {
        Source {
            kind: SourceKind::Domain,
            octets: self.octets.len(),
            header: Span::new(0, 0),
            body: None,
            field_count: 0,
            container: Container::None,
            typed: None,
            messages: 0,
            others: 0,
            index: 0,
            repaired: Vec::new(),
        }
    }
}
