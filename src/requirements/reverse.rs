//! Whether the client's address has a name that leads back to it (RFC 8601 §3, `iprev`).

use std::net::IpAddr;

use super::{Evidence, State};
use crate::{
    dns::{Answer, AnswerState, Answers, Name, Query, RecordType},
    order::sorted,
    spf::reverse_name,
};

/// Names of one address that are looked up, as many as for `ptr` (RFC 7208 §4.6.4).
const MAX_NAMES: usize = 10;

/// The names of an address, and what was asked for them.
#[derive(Debug, Clone)]
pub(crate) struct Reverse {
    pub(super) state: State,
    pub(super) evidence: Vec<Evidence>,
    /// Every question, with the answers to it; none if it is to be asked.
    pub(crate) queries: Vec<(Query, Vec<Answer>)>,
}

/// What an answer says.
enum Reply {
    Records(Vec<Vec<u8>>),
    Nothing,
    Open(State),
}

impl Reverse {
    pub(crate) fn new(client: IpAddr, answers: &Answers) -> Self {
        let client = client.to_canonical();
        let mut reverse = Self { state: State::NotMet, evidence: Vec::new(), queries: Vec::new() };
        let Ok(name) = Name::from_dns(reverse_name(client).as_bytes()) else { return reverse };
        match reverse.ask(name, RecordType::Ptr, answers) {
            Reply::Nothing => {}
            Reply::Open(state) => reverse.state = state,
            Reply::Records(records) => reverse.follow(client, &records, answers),
        }
        reverse
    }

    fn follow(&mut self, client: IpAddr, records: &[Vec<u8>], answers: &Answers) {
        let record_type = if client.is_ipv4() { RecordType::A } else { RecordType::Aaaa };
        let names = records.iter().filter_map(|record| Name::from_dns(record).ok());
        let mut states = Vec::new();
        for name in names.take(MAX_NAMES) {
            let is_client = |record: &Vec<u8>| {
                let text = std::str::from_utf8(record).ok();
                text.and_then(|text| text.parse::<IpAddr>().ok()).is_some_and(|address| address == client)
            };
            let state = match self.ask(name.clone(), record_type, answers) {
                Reply::Records(records) if records.iter().any(is_client) => State::Met,
                Reply::Records(_) | Reply::Nothing => State::NotMet,
                Reply::Open(state) => state,
            };
            if matches!(state, State::Met | State::NotMet) {
                let leads_back = state == State::Met;
                self.evidence.push(Evidence::Host { name: name.to_string(), leads_back });
            }
            states.push(state);
        }
        // What was asked is awaited, though one name leads back: no question stays open.
        let is_open = states.contains(&State::Pending);
        self.state = if is_open { State::Pending } else { State::any(states) };
    }

    fn ask(&mut self, name: Name, record_type: RecordType, answers: &Answers) -> Reply {
        let query = Query { name, record_type };
        let (state, given) = answers.look_up(&query);
        let reply = match state {
            // Where sources contradict each other, none is taken.
            _ if differ(&given) => Reply::Open(State::NotChecked),
            AnswerState::Pending => Reply::Open(State::Pending),
            AnswerState::Void => Reply::Nothing,
            AnswerState::Records => {
                let records = given.first().map(|answer| answer.outcome.records().to_vec());
                Reply::Records(sorted(records.unwrap_or_default()))
            }
            AnswerState::Failed | AnswerState::NotAsked => Reply::Open(State::NotChecked),
        };
        if self.queries.iter().all(|(one, _)| *one != query) {
            self.queries.push((query, given));
        }
        reply
    }
}

/// Whether sources contradict each other.
fn differ(answers: &[Answer]) -> bool {
    let mut all = answers.iter().map(|answer| sorted(answer.outcome.records().to_vec()));
    all.next().is_some_and(|first| all.any(|other| other != first))
}
