//! The verdict on the cases: what is stated, of whom, and why; and what it turns to with other outcomes.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;
mod common;

use std::{collections::BTreeMap, sync::LazyLock};

use waxseal::{
    Circumstances, Report, SourceKind,
    diagnosis::Diagnosis,
    dkim::{Check, DkimResult},
    dmarc::{Alignment, Alignments, DmarcResult, Policy},
    dns::{Answers, Outcome, UnreachableReason},
    finding::{Finding, Subject},
    policy::AuthorProof,
    verdict::{RequestedPolicy, Trust, Verdict, VerdictCode as Code, VerdictState as State, judge},
};

struct Judged {
    /// Before anything was asked.
    open: Report,
    report: Report,
    /// With what a search for causes found, on the message as it stands.
    explained: Verdict,
    diagnoses: Vec<Diagnosis>,
}

static CASES: LazyLock<BTreeMap<String, Judged>> = LazyLock::new(|| {
    let all = cases::all().into_iter().map(|case| {
        let report = case.recorded.report(&case.message, case.message.len());
        let (given, diagnoses) = case.recorded.diagnose(&case.message);
        let open = common::paste(&case.message, case.message.len())
            .evaluate(&Answers::default(), &Circumstances::default(), None)
            .report;
        (case.name(), Judged { open, report, explained: judge(&given, &diagnoses), diagnoses })
    });
    all.collect()
});

fn case(name: &str) -> &'static Judged {
    CASES.get(name).unwrap_or_else(|| panic!("there is no case {name}"))
}

fn report(name: &str) -> Report {
    case(name).report.clone()
}

fn said(report: &Report) -> (State, Code) {
    let verdict = judge(report, &[]);
    (verdict.state, verdict.code)
}

fn stated(name: &str) -> (State, Code) {
    said(&case(name).report)
}

fn reasons(report: &Report) -> Vec<&str> {
    report.verdict.reasons.iter().map(|place| report.findings[*place].problem.code()).collect()
}

/// A case with another outcome of SPF and DMARC.
fn turned(name: &str, author: AuthorProof, result: DmarcResult) -> Report {
    let mut report = report(name);
    report.verdict.author = author;
    report.verdict.signatures = if author == AuthorProof::Proven { vec![0] } else { Vec::new() };
    report.dmarc.result = result;
    report
}

fn align(report: &mut Report, aligned: Alignments) {
    let domain = report.dkim[0].signature.domain.as_ref().expect("it names a domain").a_label.clone();
    report.dmarc.alignments = vec![Alignment {
        signature: Some(0),
        domain,
        organizational_domain: None,
        mode: None,
        aligned,
        walk: None,
        body_tested: true,
    }];
}

#[test]
fn every_statement_has_a_case() {
    let mut missing: Vec<Code> = Vec::new();
    for code in Code::ALL {
        let is_stated = |one: &Judged| {
            [&one.open.verdict, &one.report.verdict, &one.explained]
                .iter()
                .any(|verdict| verdict.code == *code)
        };
        if !CASES.values().any(is_stated) {
            missing.push(*code);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn verified_is_stated_only_where_a_signature_passes() {
    for (name, Judged { report, .. }) in CASES.iter() {
        let verdict = &report.verdict;
        assert_eq!(verdict.state == State::Pass, verdict.code == Code::Verified, "{name}");
        assert_eq!(verdict.trust == Trust::Proven, verdict.code == Code::Verified, "{name}");
        if verdict.code == Code::Verified {
            assert!(report.dkim.iter().any(|one| one.result == DkimResult::Pass), "{name}");
            assert_eq!(verdict.author, AuthorProof::Proven, "{name}");
        }
    }
}

#[test]
fn what_is_named_is_there() {
    for (name, Judged { report, .. }) in CASES.iter() {
        let verdict = &report.verdict;
        assert_eq!(verdict.each.len(), report.dkim.len(), "{name}");
        assert!(
            verdict.reasons.len() <= 6 && verdict.reasons.iter().all(|place| *place < report.findings.len())
        );
        assert!(verdict.signature.is_none_or(|place| place < report.dkim.len()), "{name}");
        let keys = verdict.signature.map_or(0, |place| report.dkim[place].keys.len());
        assert!(verdict.key.is_none_or(|place| place < keys), "{name}");
    }
}

#[test]
fn a_header_that_verifies_once_it_is_put_right_leaves_open_nothing_but_the_body() {
    let one = case("diagnosis-header-proven-alone");
    assert_eq!((one.explained.state, one.explained.code), (State::Fail, Code::PartlyAltered));
    assert_eq!(one.report.verdict.code, Code::Failed);
    assert_eq!(case("diagnosis-header-field-gone").explained.code, Code::Failed);
    // A hash of an empty body was matched by no text, before or after a change.
    for name in ["", "-simple", "-of-a-part"] {
        let one = case(&format!("diagnosis-body-nothing-signed{name}"));
        assert_eq!((one.explained.state, one.explained.code), (State::Fail, Code::NothingSigned), "{name}");
        assert_eq!(one.report.verdict.code, Code::BodyChanged, "{name}");
    }
}

#[test]
fn expired_is_stated_only_of_a_signature_that_is_right_but_for_its_time() {
    let mut count = 0;
    for (name, Judged { report, .. }) in
        CASES.iter().filter(|(_, one)| one.report.verdict.code == Code::Expired)
    {
        count += 1;
        assert_eq!(report.verdict.state, State::Late, "{name}");
        let checks = report.dkim[0].checks;
        let body = if report.source.kind == SourceKind::HeaderOnly { Check::Untestable } else { Check::Pass };
        assert_eq!(
            (checks.body_hash, checks.signature, checks.key_permits, checks.time),
            (body, Check::Pass, Check::Pass, Check::Fail),
            "{name}"
        );
    }
    assert!(count > 2);
    let mut report = report("dkim-expired");
    report.dkim[0].checks.body_hash = Check::Fail;
    assert_eq!(said(&report), (State::Fail, Code::BodyChanged));
    report.dkim[0].checks.signature = Check::Fail;
    assert_eq!(said(&report), (State::Fail, Code::Failed));
}

#[test]
fn a_name_that_shows_an_address_or_a_domain_of_somebody_else_is_not_called_verified() {
    let one = &case("message-from-address-in-name").report;
    assert_eq!(said(one), (State::Warn, Code::Misleading));
    assert_eq!(reasons(one), ["message.from.address-in-name"]);
    for name in ["domain", "full-width", "ideographic-stop", "mathematical", "unquoted", "group", "encoded"] {
        assert_eq!(stated(&format!("identity-name-{name}")).1, Code::Misleading, "{name}");
    }
    // Only an answer would show these.
    for name in ["reply-to", "sender"] {
        assert_eq!(stated(&format!("identity-name-{name}")).1, Code::Verified, "{name}");
    }
}

#[test]
fn several_authors_of_one_domain_have_that_domain_and_are_named_beside_it() {
    for name in ["message-from-two-authors-one-domain", "message-from-group-one-domain"] {
        let one = &case(name).report;
        assert_eq!(one.verdict.code, Code::Verified, "{name}");
        assert!(reasons(one).contains(&"message.from.multiple-mailboxes"), "{name}");
    }
    assert!(case("message-from-two-mailboxes").report.verdict.is_author_unclear);
}

#[test]
fn a_signature_from_the_future_is_not_called_verified() {
    for name in ["dkim-timestamp-in-future", "dkim-time-both-without-end", "dkim-number-2-53-t"] {
        assert_eq!(stated(name).1, Code::Ahead, "{name}");
    }
}

#[test]
fn a_key_that_cannot_have_made_the_signature_is_the_cause() {
    assert_eq!(stated("dkim-key-does-not-open"), (State::Fail, Code::Misfit));
    assert!(!case("dkim-key-does-not-open").report.verdict.each[0].is_key_pasted);
}

#[test]
fn a_passing_signature_is_whose_dmarc_says() {
    assert_eq!(stated("dkim-other-domain").0, State::Alien);
    let mut related = turned("dkim-other-domain", AuthorProof::Proven, DmarcResult::Pass);
    align(&mut related, Alignments::SameOrganization);
    assert_eq!(said(&related), (State::Pass, Code::Verified));
    assert_eq!(judge(&related, &[]).each[0].code, Code::Verified);
    let mut apart = turned("dkim-pass-rsa", AuthorProof::NotProven, DmarcResult::Fail);
    align(&mut apart, Alignments::None);
    apart.dmarc.effective_policy = Some(Policy::Reject);
    assert_eq!(said(&apart), (State::Alien, Code::OtherDomain));
    assert_eq!(judge(&apart, &[]).policy, Some(RequestedPolicy::Reject));
}

#[test]
fn while_dmarc_is_asked_for_only_a_signature_of_the_very_domain_is_the_last_word() {
    let own = turned("dkim-pass-rsa", AuthorProof::Proven, DmarcResult::Pending);
    assert_eq!(said(&own), (State::Pass, Code::Verified));
    let mut other = turned("dkim-other-domain", AuthorProof::Pending, DmarcResult::Pending);
    align(&mut other, Alignments::Pending);
    assert_eq!(said(&other), (State::Pending, Code::Undecided));
    // DMARC may be strict.
    let mut parent = own;
    parent.identifiers.author_domain = report("dkim-other-domain").identifiers.author_domain;
    if let Some(domain) = &mut parent.identifiers.author_domain {
        domain.a_label = waxseal::dns::Name::from_dns(b"news.sender.example").expect("a name");
    }
    assert_eq!(said(&parent), (State::Pending, Code::Undecided));
}

#[test]
fn unsigned_mail_is_judged_by_its_way_and_by_nothing_beyond_it() {
    let of = |author, result, policy| {
        let mut report = turned("dkim-unsigned", author, result);
        report.dmarc.effective_policy = policy;
        said(&report)
    };
    let asked = turned("requirements-declined", AuthorProof::Pending, DmarcResult::Pending);
    assert_eq!(said(&asked), (State::Pending, Code::Undecided));
    assert_eq!(of(AuthorProof::Route, DmarcResult::Pass, None), (State::Warn, Code::Route));
    assert_eq!(of(AuthorProof::OpenRoute, DmarcResult::Pass, None), (State::None, Code::Unproven));
    let unknown = of(AuthorProof::NotChecked, DmarcResult::NotChecked, None);
    assert_eq!(unknown, (State::Unknown, Code::UnsignedUnchecked));
    assert_eq!(of(AuthorProof::NoAuthor, DmarcResult::None, None), (State::None, Code::NoAuthor));
    for (policy, state) in
        [(Policy::Reject, State::Fail), (Policy::Quarantine, State::Fail), (Policy::None, State::None)]
    {
        assert_eq!(of(AuthorProof::NotProven, DmarcResult::Fail, Some(policy)), (state, Code::Unproven));
    }
    assert_eq!(of(AuthorProof::NotProven, DmarcResult::None, None), (State::None, Code::Unproven));
    // Where nothing can prove the author, no question is said to.
    let silent = of(AuthorProof::Pending, DmarcResult::Pending, None);
    assert_eq!(silent, (State::Unknown, Code::UnsignedUnchecked));
}

#[test]
fn a_way_that_was_not_asked_about_or_not_answered_for_is_not_called_unknown() {
    let mut report = report("requirements-declined");
    assert_eq!(said(&report), (State::Unknown, Code::UnsignedUnasked));
    for answer in report.queries.iter_mut().flat_map(|query| &mut query.answers) {
        answer.outcome = Outcome::Unreachable { reason: UnreachableReason::Timeout };
    }
    assert_eq!(said(&report), (State::Unknown, Code::UnsignedUnanswered));
    report.spf.clear();
    assert_eq!(said(&report), (State::Unknown, Code::UnsignedUnchecked));
}

#[test]
fn a_part_of_a_header_without_from_is_not_called_a_mail_without_an_author() {
    for name in ["paste-signature-alone", "message-from-absent"] {
        let mut alone = turned(name, AuthorProof::NotChecked, DmarcResult::NotChecked);
        assert_eq!(said(&alone), (State::Unknown, Code::Fragment), "{name}");
        alone.dkim.clear();
        assert_eq!(said(&alone), (State::Unknown, Code::Fragment), "{name}");
    }
    // With a body it is a whole mail that has no author.
    let whole = turned("message-from-missing", AuthorProof::NoAuthor, DmarcResult::None);
    assert_eq!(said(&whole), (State::Fail, Code::Failed));
}

#[test]
fn the_policy_is_told_where_dmarc_fails_and_its_absence_where_nothing_proves_the_author() {
    let of = |author, result, policy| {
        let mut report = turned("dkim-unsigned", author, result);
        report.dmarc.effective_policy = policy;
        judge(&report, &[]).policy
    };
    for (policy, told) in [
        (Policy::None, RequestedPolicy::None),
        (Policy::Quarantine, RequestedPolicy::Quarantine),
        (Policy::Reject, RequestedPolicy::Reject),
    ] {
        assert_eq!(of(AuthorProof::NotProven, DmarcResult::Fail, Some(policy)), Some(told));
    }
    let absent = of(AuthorProof::NotProven, DmarcResult::None, None);
    assert_eq!(absent, Some(RequestedPolicy::Absent));
    assert_eq!(of(AuthorProof::NotProven, DmarcResult::TempError, None), None);
    assert_eq!(of(AuthorProof::Proven, DmarcResult::None, None), None);
}

#[test]
fn the_way_stands_behind_a_signature_that_was_right_and_before_one_that_proves_nothing() {
    let mut passed = turned("dkim-pass-rsa", AuthorProof::Proven, DmarcResult::Pass);
    passed.verdict.spf = Some(0);
    assert_eq!(said(&passed), (State::Pass, Code::Verified));
    let expired = turned("dkim-expired", AuthorProof::Route, DmarcResult::Pass);
    assert_eq!(said(&expired), (State::Late, Code::Expired));
    for name in
        ["dkim-other-domain", "dkim-signature-mismatch", "dkim-body-hash-mismatch", "dkim-key-revoked"]
    {
        let verdict = judge(&turned(name, AuthorProof::Route, DmarcResult::Pass), &[]);
        assert_eq!(
            (verdict.state, verdict.code, verdict.key, verdict.signature),
            (State::Warn, Code::Route, None, Some(0)),
            "{name}"
        );
    }
}

#[test]
fn a_signature_made_long_before_the_mail_was_handed_over_is_not_called_verified() {
    let mut report = turned("dkim-pass-rsa", AuthorProof::Proven, DmarcResult::Pass);
    let old = waxseal::policy::Problem::SignedLongBefore { seconds: 900_000 };
    report.findings.push(Finding::new(old, Subject::Message, None));
    report.verdict = judge(&report, &[]);
    assert_eq!((report.verdict.state, report.verdict.code), (State::Warn, Code::Resent));
    assert_eq!(reasons(&report), ["replay.time.long-before"]);
}

#[test]
fn a_header_alone_of_the_authors_keeps_its_state() {
    let mut report = turned("message-header-only", AuthorProof::HeaderProven, DmarcResult::WouldPass);
    report.verdict.signatures = vec![0];
    assert_eq!(said(&report), (State::Unknown, Code::BodyAbsent));
}

#[test]
fn a_server_that_spf_proves_is_told_beside_a_signature_that_was_right_and_nowhere_else() {
    let is_told = |name, author, spf| {
        let mut report = turned(name, author, DmarcResult::Pass);
        report.verdict.spf = spf;
        judge(&report, &[]).is_server_proven
    };
    assert!(is_told("dkim-expired", AuthorProof::Route, Some(0)));
    // There it is the statement itself.
    assert!(!is_told("dkim-unsigned", AuthorProof::Route, Some(0)));
    assert!(!is_told("dkim-expired", AuthorProof::Route, None));
    for author in [AuthorProof::Proven, AuthorProof::OpenRoute, AuthorProof::NotProven, AuthorProof::Pending]
    {
        assert!(!is_told("dkim-expired", author, Some(0)), "{author:?}");
    }
    let mut header = turned("message-header-only", AuthorProof::HeaderProven, DmarcResult::Pass);
    header.verdict.spf = Some(0);
    assert!(judge(&header, &[]).is_server_proven);
    // Such a record passes almost everybody.
    header.findings.push(Finding::new(waxseal::spf::Problem::PassAll, Subject::Message, None));
    assert!(!judge(&header, &[]).is_server_proven);
}

#[test]
fn another_domain_or_a_failing_dmarc_is_told_in_full_of_a_header_alone() {
    let other = &case("dkim-other-domain-header-only").report.verdict;
    assert_eq!((other.state, other.code, other.trust), (State::Alien, Code::OtherDomain, Trust::Unproven));
    let refused = &case("verdict-header-only-refused").report.verdict;
    assert_eq!((refused.state, refused.code), (State::Fail, Code::Unproven));
    assert_eq!(refused.policy, Some(RequestedPolicy::Reject));
    assert_eq!(refused.display_name.as_deref(), Some("Carol Weiss, CEO"));
    assert_eq!(refused.receiver.as_ref().map(|one| one.theirs.as_str()), Some("fail"));
    // The body of the author's own mail could change the verdict.
    assert_eq!(stated("message-header-only"), (State::Unknown, Code::BodyAbsent));
}

#[test]
fn an_own_signature_that_was_right_is_stated_before_one_of_another_domain_that_verifies() {
    let mut both = report("dkim-expired");
    let other = report("dkim-other-domain");
    both.dkim.push(other.dkim[0].clone());
    for order in [[0, 1], [1, 0]] {
        let mut both = both.clone();
        both.dkim = order.iter().map(|place| both.dkim[*place].clone()).collect();
        let stranger = order[1];
        for finding in &mut both.findings {
            if let Subject::Signature { index } = &mut finding.subject {
                *index = order[0];
            }
        }
        let domain = other.dkim[0].signature.domain.as_ref().expect("it names a domain").a_label.clone();
        align(&mut both, Alignments::None);
        both.dmarc.alignments[0].signature = Some(stranger);
        both.dmarc.alignments[0].domain = domain;
        let verdict = judge(&both, &[]);
        assert_eq!((verdict.code, verdict.signature), (Code::Expired, Some(order[0])));
    }
}

#[test]
fn a_key_that_is_missing_or_broken_is_the_reason_also_where_spf_passes() {
    for (name, code) in [
        ("verdict-route-without-key", "dkim.key.name-missing"),
        ("requirements-short-key", "dkim.key.too-short"),
    ] {
        let report = &case(name).report;
        assert_eq!(report.verdict.code, Code::Route, "{name}");
        assert_eq!(reasons(report), [code], "{name}");
        // Nor is a stricter policy offered before it is mended.
        assert_eq!(report.verdict.next_step, Some(waxseal::policy::NextStep::MendFaults), "{name}");
        assert!(
            report.proposals.iter().all(|one| one.kind != waxseal::policy::ProposalKind::DmarcLater),
            "{name}"
        );
    }
}

#[test]
fn nobody_is_told_to_trust_what_dmarc_fails_but_for_what_is_proven_otherwise() {
    for (name, one) in CASES.iter().filter(|(_, one)| one.report.dmarc.result == DmarcResult::Fail) {
        for verdict in [&one.report.verdict, &one.explained] {
            let is_right = matches!(verdict.code, Code::Altered | Code::Faulty | Code::Expired);
            assert!(
                verdict.trust == Trust::Unproven || is_right,
                "{name}: {:?} {:?}",
                verdict.code,
                verdict.trust
            );
        }
    }
}

#[test]
fn a_change_that_is_proven_of_another_domains_signature_proves_nothing_of_the_author() {
    let Judged { report, diagnoses, explained, .. } = case("diagnosis-body-banner-prepended");
    assert_eq!(
        (explained.state, explained.code, explained.trust),
        (State::Warn, Code::Altered, Trust::Reserved)
    );
    let mut report = report.clone();
    if let Some(author) = &mut report.identifiers.author_domain {
        author.a_label = waxseal::dns::Name::from_dns(b"bank.example").expect("a name");
    }
    report.dmarc.organizational_domain = None;
    report.dmarc.alignments.clear();
    report.verdict.author = AuthorProof::NotProven;
    report.verdict.signatures.clear();
    let verdict = judge(&report, diagnoses);
    assert_eq!((verdict.state, verdict.code, verdict.trust), (State::Alien, Code::Altered, Trust::Unproven));
    assert_eq!(verdict.reserve, None);
    // Where SPF proves the author, that is what is stated.
    report.verdict.author = AuthorProof::Route;
    assert_eq!(judge(&report, diagnoses).code, Code::Route);
}

#[test]
fn no_stricter_policy_is_offered_while_a_record_of_the_domain_is_faulty() {
    use waxseal::{finding::Severity, policy::NextStep};
    for (name, Judged { report, .. }) in CASES.iter().filter(|(_, one)| one.report.domain.is_some()) {
        let is_faulty = report.findings.iter().any(|finding| {
            let is_own = match finding.subject {
                Subject::Spf { node, .. } => node == 0,
                _ => true,
            };
            is_own && finding.severity == Severity::Error
        });
        let is_offered = matches!(
            report.verdict.next_step,
            Some(NextStep::ReadReportsThenQuarantine | NextStep::ReadReportsThenReject)
        );
        assert!(!(is_faulty && is_offered), "{name}");
    }
}
