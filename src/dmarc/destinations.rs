//! Whether those whom a policy record asks to send reports to have agreed to take them (RFC 9990 §4,
//! RFC 7489 §7.1).

use serde::Serialize;

use super::{problem::Problem, record::is_policy_record, verdict::Evaluation};
use crate::{
    code::names,
    dns::{Answer, AnswerState, Answers, Name, NotAskedReason, Query, RecordType},
};

/// Domains outside of the organization that are asked for one record.
const MAX_DOMAINS: usize = 10;

names! {
    /// The tag that names a destination.
    ReportTag {
        /// For aggregate reports.
        Rua = "rua",
        /// For reports on single messages.
        Ruf = "ruf",
    }
}

names! {
    /// Whether a destination takes the reports.
    DestinationState {
        /// It belongs to the organization itself, or is no mailbox: nobody has to agree.
        NotNeeded = "not_needed",
        /// Its domain says that it takes them.
        Authorized = "authorized",
        /// Its domain does not say so: receivers send it no reports.
        NotAuthorized = "not_authorized",
        /// Sources give different answers.
        AnswersDiffer = "answers_differ",
        /// An answer is awaited.
        Pending = "pending",
        /// It was not asked for, or no answer could be had.
        NotChecked = "not_checked",
    }
}

/// Where reports are to be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportDestination {
    /// The tag that names it.
    pub tag: ReportTag,
    /// The address as it stands in the record, escaped as all octets of a report are.
    pub uri: String,
    /// The domain of a `mailto:` address.
    pub domain: Option<String>,
    /// Whether that domain is outside of the organization whose record it is.
    pub is_external: bool,
    /// Whether it takes the reports.
    pub state: DestinationState,
}

/// The destinations of a record, and what was asked for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Destinations {
    pub(crate) list: Vec<ReportDestination>,
    /// Every question, with the answers to it; none if it is to be asked.
    pub(crate) queries: Vec<(Query, Vec<Answer>)>,
}

impl Destinations {
    /// Those of the record that applies; `is_asked` if their domains are to be asked.
    pub(crate) fn new(evaluation: &Evaluation, answers: &Answers, is_asked: bool) -> Self {
        let mut destinations = Self::default();
        let (Some(record), Some(policy)) = (evaluation.record(), &evaluation.policy_domain) else {
            return destinations;
        };
        let organization = evaluation.organizational_domain.as_ref().unwrap_or(policy);
        let uris = record.rua.iter().map(|uri| (ReportTag::Rua, uri));
        for (tag, uri) in uris.chain(record.ruf.iter().map(|uri| (ReportTag::Ruf, uri))) {
            let name = uri.domain.as_ref().and_then(|domain| Name::from_dns(domain.as_bytes()).ok());
            let own = |name: &Name| name.is_at_or_below(organization) || name.is_at_or_below(policy);
            let is_external = name.as_ref().map_or(uri.domain.is_some(), |name| !own(name));
            let state = match name.filter(|_| is_external) {
                None if is_external => DestinationState::NotAuthorized,
                None => DestinationState::NotNeeded,
                Some(_) if !is_asked => DestinationState::NotChecked,
                Some(name) => destinations.ask(policy, &name, answers),
            };
            let (uri, domain) = (uri.text.clone(), uri.domain.clone());
            destinations.list.push(ReportDestination { tag, uri, domain, is_external, state });
        }
        destinations
    }

    /// The destinations that do not take the reports, each domain once.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let refused = self.list.iter().filter(|one| one.state == DestinationState::NotAuthorized);
        for domain in refused.filter_map(|one| one.domain.clone()) {
            let problem = Problem::DestinationNotAuthorized { domain };
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        problems
    }

    fn ask(&mut self, policy: &Name, destination: &Name, answers: &Answers) -> DestinationState {
        // A name that is too long for the DNS holds nothing.
        let Ok(name) = policy.below("_report._dmarc", destination) else {
            return DestinationState::NotAuthorized;
        };
        let query = Query { name, record_type: RecordType::Txt };
        let (state, mut given) = answers.look_up(&query);
        let is_new = self.queries.iter().all(|(one, _)| *one != query);
        if state == AnswerState::Pending && is_new && self.queries.len() >= MAX_DOMAINS {
            given.push(Answer::not_asked(NotAskedReason::Limit));
        }
        let state = read(&given);
        if is_new {
            self.queries.push((query, given));
        }
        state
    }
}

/// Where sources contradict each other, none is taken.
/// RFC 7489 §7.1: "If at least one TXT resource record remains in the set after parsing, then the external
/// reporting arrangement was authorized".
fn read(answers: &[Answer]) -> DestinationState {
    let agrees = |answer: &Answer| answer.outcome.records().iter().any(|text| is_policy_record(text));
    match AnswerState::of(answers) {
        AnswerState::Pending => DestinationState::Pending,
        _ if answers.iter().all(agrees) => DestinationState::Authorized,
        _ if answers.iter().any(agrees) => DestinationState::AnswersDiffer,
        AnswerState::Records | AnswerState::Void => DestinationState::NotAuthorized,
        AnswerState::Failed | AnswerState::NotAsked => DestinationState::NotChecked,
    }
}
