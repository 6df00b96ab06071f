//! Cases of DMARC without a message: what DKIM and SPF said of which domain.

use serde_json::Value;
use waxseal::{
    dmarc,
    dns::{Answers, Name},
};

use crate::{common::platform, fixture::Fixture};

/// Whether the case is one of identifiers alone.
pub(crate) fn are_given(case: &Value) -> bool {
    case["message_file"].is_null() && case["input"]["header_from"].is_string()
}

/// What differs from what is expected of DMARC.
pub(crate) fn compare(case: &Value, fixture: &Fixture<'_>) -> Vec<String> {
    let input = &case["input"];
    let author = input["header_from"].as_str().and_then(|from| from.rsplit('@').next()).and_then(name);
    let passing = |method: &str| {
        let results = input[method].as_array().cloned().unwrap_or_default();
        let passing = results.into_iter().enumerate().filter(|(_, one)| one["result"] == "pass");
        passing.filter_map(|(place, one)| Some((place, name(one["domain"].as_str()?)?))).collect::<Vec<_>>()
    };
    let (dkim, spf) = (passing("dkim"), passing("spf"));
    let of_dkim = dkim.iter().map(|(place, domain)| (domain, Some(*place)));
    let identifiers: Vec<dmarc::Identifier<'_>> = of_dkim
        .chain(spf.iter().map(|(_, domain)| (domain, None)))
        .map(|(domain, signature)| dmarc::Identifier { domain, signature, proof: dmarc::Proof::Pass })
        .collect();
    let input = dmarc::Input { author_domain: author.as_ref(), identifiers: &identifiers };
    let mut answers = Answers::default();
    let mut rounds = 0;
    let evaluated = loop {
        let evaluated = dmarc::evaluate(&input, &answers);
        let open: Vec<_> = evaluated.queries.iter().filter(|asked| asked.answers.is_empty()).collect();
        if open.is_empty() {
            break evaluated;
        }
        rounds += 1;
        for asked in open {
            answers.insert(asked.query.clone(), fixture.answer(&asked.query));
        }
    };
    let evaluation = serde_json::to_value(&evaluated.evaluation).expect("an evaluation is plain data");
    let mut wrong = differences(&case["expected"]["dmarc"], &evaluation);
    if rounds > 2 {
        wrong.push(format!("{rounds} rounds"));
    }
    wrong
}

fn name(text: &str) -> Option<Name> {
    Name::parse(text.as_bytes(), &platform::native()).ok()
}

fn differences(expected: &Value, evaluation: &Value) -> Vec<String> {
    let aligned = |is_dkim: bool| {
        let all = evaluation["alignments"].as_array().expect("an evaluation lists the alignments");
        let is_aligned =
            |one: &&Value| one["aligned"] == "identical" || one["aligned"] == "same_organization";
        Value::from(all.iter().filter(is_aligned).any(|one| one["signature"].is_null() != is_dkim))
    };
    let found = [
        ("result", evaluation["result"].clone()),
        ("policy", evaluation["effective_policy"].clone()),
        ("policy_domain", evaluation["policy_domain"].clone()),
        ("org_domain", evaluation["organizational_domain"].clone()),
        ("queries_author_walk", evaluation["walk"]["steps"].as_array().map_or(0, Vec::len).into()),
        ("aligned", serde_json::json!({ "dkim": aligned(true), "spf": aligned(false) })),
    ];
    let differs = |(property, got): &(&str, Value)| {
        expected
            .get(*property)
            .filter(|wanted| *wanted != got)
            .map(|wanted| format!("{property}: expected {wanted}, got {got}"))
    };
    found.iter().filter_map(differs).collect()
}
