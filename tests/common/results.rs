//! Compares an Authentication-Results field with what a case of a suite expects.

use serde_json::Value;
use waxseal::{
    Span,
    authres::{AuthenticationResults, MethodResult},
};

/// What differs; `field` is a whole header field, whose characters stand for octets.
pub(crate) fn compare(field: &Value, expected: &Value) -> Vec<String> {
    let text = field.as_str().expect("a case of this kind gives a field");
    let octets: Vec<u8> = text.chars().map(|c| u8::try_from(c).expect("a character is an octet")).collect();
    let colon = text.find(':').expect("a field has a name");
    let end = octets.strip_suffix(b"\r\n").unwrap_or(&octets).len();
    let found = AuthenticationResults::parse(&octets, Span::new(colon + 1, end));
    let faults: Vec<_> = found.faults.iter().map(|fault| fault.problem.name()).collect();
    if expected["error"] == true {
        return if faults.is_empty() { vec!["expected a fault, got none".to_owned()] } else { Vec::new() };
    }
    let mut wrong = Vec::new();
    if !faults.is_empty() {
        wrong.push(format!("expected no fault, got {}", faults.join(", ")));
    }
    let id = found.authserv_id.as_ref().map_or("", |part| &part.text);
    if expected["authserv_id"] != id {
        wrong.push(format!("authserv-id: expected {}, got {id:?}", expected["authserv_id"]));
    }
    if !expected["count"].is_null() && expected["count"] != found.results.len() {
        wrong.push(format!("expected {} results, got {}", expected["count"], found.results.len()));
    }
    let mut rest = found.results.iter();
    for wanted in expected["results"].as_array().expect("a case lists the results") {
        if !rest.any(|result| is_it(result, wanted)) {
            wrong.push(format!("no result (or not in this order) {wanted}"));
        }
    }
    wrong
}

/// Whether a result says everything that is expected of it.
fn is_it(found: &MethodResult, wanted: &Value) -> bool {
    wanted.as_object().expect("a result is an object").iter().all(|(key, value)| {
        let text = match key.as_str() {
            "method" => Some(found.method.text.as_str()),
            "result" => found.outcome.map(waxseal::authres::Outcome::name),
            "reason" => found.reason.as_ref().map(|part| part.text.as_str()),
            key => {
                let (ptype, property) = key.split_once('.').expect("a property has a type");
                found.property(ptype, property).map(|part| part.text.as_str())
            }
        };
        text.is_some_and(|text| value == text)
    })
}
