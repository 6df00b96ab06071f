//! The boundary to JavaScript: one source at a time, from its octets to the report.

mod platform;

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{
    Circumstances, Evaluation, Ingest, Options, Pasted, QueryRecord, Span,
    dns::{
        Answer, Answers, Name, Outcome, Provenance, Purpose, Query, RecordType, UnreachableReason, wire, zone,
    },
    policy::GivenEnvelope,
};

/// The version of this crate.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The octets of a DNS question, for the `dns=` parameter of RFC 8484.
///
/// # Errors
/// The name is no domain name, or the type is never asked for.
#[wasm_bindgen(js_name = dnsQuery)]
pub fn dns_query(name: &str, record_type: &str) -> Result<Vec<u8>, JsError> {
    Ok(wire::encode(&query(name, record_type)?))
}

/// A source and all that is known about it.
#[wasm_bindgen]
pub struct Session {
    stage: Stage,
    answers: Answers,
    circumstances: Circumstances,
    /// The questions of the last evaluation that no record answers.
    missing: Vec<Query>,
}

/// Whether a resolver's answer was one.
#[derive(Serialize)]
struct Taken {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<UnreachableReason>,
}

enum Stage {
    Ingesting(Ingest),
    Analysed(Box<Pasted>),
    /// Between the two, and for no longer.
    Gone,
}

#[wasm_bindgen]
impl Session {
    /// Starts with room for `size` octets.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(size: u32) -> Self {
        let options = Options { platform: platform::browser() };
        Self {
            stage: Stage::Ingesting(Ingest::new(usize::try_from(size).unwrap_or(0), options)),
            answers: Answers::default(),
            circumstances: Circumstances::default(),
            missing: Vec::new(),
        }
    }

    /// Takes the next piece of the source.
    ///
    /// # Errors
    /// The source was ended before.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), JsError> {
        match &mut self.stage {
            Stage::Ingesting(ingest) => {
                ingest.push(piece);
                Ok(())
            }
            _ => Err(JsError::new("push after finish")),
        }
    }

    /// Ends the source, and repairs it where that is needed.
    ///
    /// # Errors
    /// The source was ended before.
    pub fn finish(&mut self) -> Result<(), JsError> {
        match std::mem::replace(&mut self.stage, Stage::Gone) {
            Stage::Ingesting(ingest) => {
                self.stage = Stage::Analysed(Box::new(Pasted::new(ingest)));
                Ok(())
            }
            other => {
                self.stage = other;
                Err(JsError::new("finish twice"))
            }
        }
    }

    /// The evaluation with the answers at hand. `now` is in seconds since 1970; `undefined` leaves
    /// times unchecked.
    ///
    /// # Errors
    /// The source was not ended.
    pub fn evaluate(&mut self, now: Option<f64>) -> Result<JsValue, JsError> {
        let evaluation = self.evaluation(now)?;
        let is_missing = |answers: &[Answer]| {
            !answers.iter().any(|answer| matches!(answer.outcome, Outcome::Records { .. }))
        };
        let is_key = |record: &&QueryRecord| record.request.purposes.iter().any(Purpose::is_key);
        let queries = evaluation.report.queries.iter().filter(is_key);
        let queries = queries.filter(|record| is_missing(&record.answers));
        self.missing = queries.map(|record| record.request.query.clone()).collect();
        to_js(&evaluation)
    }

    /// Reads pasted or recorded records: zone file lines, the output of `dig`, or a key record
    /// without a name for the one key that is missing. Returns what was added and what was left out.
    ///
    /// # Errors
    /// `provenance` is neither `pasted` nor `recorded`.
    #[wasm_bindgen(js_name = addRecords)]
    pub fn add_records(&mut self, text: &str, provenance: &str) -> Result<JsValue, JsError> {
        let provenance = match provenance {
            "pasted" => Provenance::Pasted,
            "recorded" => Provenance::Recorded,
            _ => return Err(JsError::new("provenance is pasted or recorded")),
        };
        let zone = zone::parse(text, &platform::browser());
        to_js(&zone.add_to(&mut self.answers, &provenance, &self.missing))
    }

    /// Reads a resolver's answer. Returns `{ ok: true }`, or `{ ok: false, reason }` where it is none.
    ///
    /// # Errors
    /// The name is no domain name, or the type is never asked for.
    #[wasm_bindgen(js_name = addWire)]
    pub fn add_wire(
        &mut self,
        name: &str,
        record_type: &str,
        octets: &[u8],
        url: &str,
        now: f64,
    ) -> Result<JsValue, JsError> {
        let query = query(name, record_type)?;
        let reading = wire::decode(&query, octets);
        let reason = match &reading.outcome {
            Outcome::Unreachable { reason } => Some(*reason),
            _ => None,
        };
        self.insert(query, reading.outcome, resolver(url, now, reading.authenticated));
        to_js(&Taken { ok: reason.is_none(), reason })
    }

    /// Notes that no answer of a resolver could be read.
    ///
    /// # Errors
    /// The name is no domain name, or the type is never asked for.
    #[wasm_bindgen(js_name = addFailure)]
    pub fn add_failure(
        &mut self,
        name: &str,
        record_type: &str,
        url: &str,
        reason: &str,
        now: f64,
    ) -> Result<(), JsError> {
        let reason = match reason {
            "timeout" => UnreachableReason::Timeout,
            "http_status" => UnreachableReason::HttpStatus,
            "content_type" => UnreachableReason::ContentType,
            "too_large" => UnreachableReason::TooLarge,
            "cancelled" => UnreachableReason::Cancelled,
            _ => UnreachableReason::Network,
        };
        self.insert(query(name, record_type)?, Outcome::Unreachable { reason }, resolver(url, now, false));
        Ok(())
    }

    /// Notes that the reader does not want this to be asked.
    ///
    /// # Errors
    /// The name is no domain name, or the type is never asked for.
    pub fn decline(&mut self, name: &str, record_type: &str) -> Result<(), JsError> {
        self.insert(query(name, record_type)?, Outcome::Declined, Provenance::Nobody);
        Ok(())
    }

    /// Drops every answer to this question.
    ///
    /// # Errors
    /// The name is no domain name, or the type is never asked for.
    pub fn forget(&mut self, name: &str, record_type: &str) -> Result<(), JsError> {
        self.answers.forget(&query(name, record_type)?);
        Ok(())
    }

    /// Lets `by` more distinct key names be asked for.
    #[wasm_bindgen(js_name = raiseKeyNames)]
    pub fn raise_key_names(&mut self, by: u32) {
        let by = usize::try_from(by).unwrap_or(0);
        self.circumstances.key_names = self.circumstances.key_names.saturating_add(by);
    }

    /// Judges by another envelope than the message tells of. Each part is text, or `undefined` to take
    /// what the message tells; `mail_from` may be empty, for a null reverse-path. Returns whether `client`
    /// is an address; if it is not, nothing changes.
    #[wasm_bindgen(js_name = setEnvelope)]
    pub fn set_envelope(
        &mut self,
        client: Option<String>,
        helo: Option<String>,
        mail_from: Option<String>,
        recipient: Option<String>,
    ) -> bool {
        let client = client.map(|text| text.trim().trim_matches(['[', ']']).parse());
        let Ok(client) = client.transpose() else { return false };
        self.circumstances.envelope = GivenEnvelope { client, helo, mail_from, recipient };
        true
    }

    /// Takes the hop at this place in the trace for the first that the receiver's own hosts wrote;
    /// `undefined` to take what the names of the hosts tell.
    #[wasm_bindgen(js_name = setBoundary)]
    pub fn set_boundary(&mut self, hop: Option<u32>) {
        self.circumstances.boundary = hop.and_then(|hop| usize::try_from(hop).ok());
    }

    /// Whether the names of the client's address are asked for, for the providers' rule on them.
    #[wasm_bindgen(js_name = setReverse)]
    pub fn set_reverse(&mut self, is_asked: bool) {
        self.circumstances.reverse = is_asked;
    }

    /// Whether the domains that are to get DMARC reports are asked whether they take them.
    #[wasm_bindgen(js_name = setReportDestinations)]
    pub fn set_report_destinations(&mut self, is_asked: bool) {
        self.circumstances.report_destinations = is_asked;
    }

    /// Octets of the chosen message, as it was read.
    ///
    /// # Errors
    /// The source was not ended.
    pub fn source(&self, start: u32, end: u32) -> Result<Vec<u8>, JsError> {
        let place = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
        Ok(self.analysis()?.octets(Span::new(place(start), place(end))).to_vec())
    }

    /// Messages that can be chosen.
    ///
    /// # Errors
    /// The source was not ended.
    pub fn messages(&self) -> Result<u32, JsError> {
        Ok(u32::try_from(self.analysis()?.count()).unwrap_or(u32::MAX))
    }

    /// Looks at another message, counted from 0. The next evaluation is of that one; answers stay.
    ///
    /// # Errors
    /// The source was not ended, or there is no message of this number.
    pub fn choose(&mut self, index: u32) -> Result<(), JsError> {
        let Stage::Analysed(pasted) = &mut self.stage else { return Err(JsError::new("finish first")) };
        let found = pasted.choose(usize::try_from(index).unwrap_or(usize::MAX));
        if found { Ok(()) } else { Err(JsError::new("no such message")) }
    }

    /// Why signatures do not verify, as far as it can be told with the answers at hand; from then on the verdict of
    /// an evaluation takes it into account. `now` as for [`Self::evaluate`].
    ///
    /// # Errors
    /// The source was not ended.
    pub fn diagnose(&mut self, now: Option<f64>) -> Result<JsValue, JsError> {
        let report = self.evaluation(now)?.report;
        let Stage::Analysed(pasted) = &mut self.stage else { return Err(JsError::new("finish first")) };
        to_js(&pasted.diagnose(&report, &self.answers))
    }

    /// What of [`Self::diagnose`] is about the header; it takes little, however long the body is.
    ///
    /// # Errors
    /// The source was not ended.
    #[wasm_bindgen(js_name = diagnoseHeader)]
    pub fn diagnose_header(&mut self, now: Option<f64>) -> Result<JsValue, JsError> {
        let report = self.evaluation(now)?.report;
        let Stage::Analysed(pasted) = &mut self.stage else { return Err(JsError::new("finish first")) };
        to_js(&pasted.diagnose_header(&report, &self.answers))
    }
}

impl Session {
    fn evaluation(&mut self, now: Option<f64>) -> Result<Evaluation, JsError> {
        let Stage::Analysed(pasted) = &mut self.stage else { return Err(JsError::new("finish first")) };
        Ok(pasted.evaluate(&self.answers, &self.circumstances, seconds(now)))
    }

    fn analysis(&self) -> Result<&Pasted, JsError> {
        match &self.stage {
            Stage::Analysed(analysis) => Ok(analysis),
            _ => Err(JsError::new("finish first")),
        }
    }

    fn insert(&mut self, query: Query, outcome: Outcome, provenance: Provenance) {
        self.answers.insert(query, Answer { outcome, provenance });
    }
}

/// Whole seconds within ±2^53: a double holds them exactly.
#[allow(clippy::cast_possible_truncation)]
fn seconds(now: Option<f64>) -> Option<i64> {
    now.map(|seconds| seconds as i64)
}

fn resolver(url: &str, now: f64, authenticated: bool) -> Provenance {
    #[allow(clippy::cast_possible_truncation)]
    let time = now as i64;
    Provenance::Resolver { url: url.to_owned(), time, authenticated }
}

fn query(name: &str, record_type: &str) -> Result<Query, JsError> {
    // The core gave the name away as it is looked up.
    let name = Name::from_dns(name.as_bytes()).map_err(|_| JsError::new("not a domain name"))?;
    let record_type =
        RecordType::from_text(record_type).ok_or_else(|| JsError::new("not a type that is asked for"))?;
    Ok(Query { name, record_type })
}

/// One text that the browser parses is faster, and takes less code, than a call for each value.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    let parsed = serde_json::to_string(value).ok().and_then(|text| JSON::parse(&text).ok());
    parsed.ok_or_else(|| JsError::new("not to be written as JSON"))
}
