//! The verdict on the chain, with the answers at hand (RFC 8617 §5.2, steps 4 to 7).

use super::{
    chain::{ArcResult, ArcSet, ArcSignature, ArcVerdict, Chain, MessageSignature, Seal},
    prepare::{Link, Prepared, PreparedSet},
    problem::{Problem, SignatureFault},
};
use crate::{
    authres::Outcome,
    dkim::{self, Check, DkimResult, Evaluated, Setting, Verification},
    dns::{Name, Purpose},
    finding::{Finding, Severity, Subject},
};

/// Arithmetic done in one evaluation, in DKIM's units, beside that of DKIM: some 130 verifications
/// with 2048-bit keys. It is apart so that neither verdict depends on the other's keys.
const ARITHMETIC: u64 = 10_000;

impl Prepared {
    /// Judges the chain; adds its findings and its questions to those of DKIM.
    pub(crate) fn evaluate(&self, setting: &Setting<'_>, evaluated: &mut Evaluated) -> Chain {
        let mut chain = Chain {
            result: ArcResult::None,
            cause: None,
            not_checked: self.unjudged,
            sets: Vec::new(),
            strays: self.strays.clone(),
            oldest_pass: None,
        };
        if self.unjudged.is_some() {
            chain.result = ArcResult::NotChecked;
            chain.sets = self.sets.iter().map(PreparedSet::unjudged).collect();
        } else if !self.broken.is_empty() {
            chain.result = ArcResult::Fail;
            chain.sets = self.sets.iter().map(PreparedSet::unjudged).collect();
            chain.cause = self.broken.first().cloned();
            evaluated.findings.extend(self.broken.iter().cloned());
        } else if !self.sets.is_empty() {
            chain.sets = self.judge(setting, evaluated);
            chain.settle(&mut evaluated.findings);
            if let Some((receiver, set)) = self.receiver.as_ref().zip(chain.sets.last()) {
                let problem = Problem::ReceiversOwn { receiver: receiver.clone() };
                evaluated.findings.push(Finding::new(problem, set.subject(), None));
            }
        }
        if !self.sets.is_empty() || !self.broken.is_empty() {
            evaluated.findings.push(Finding::new(Problem::Historic, Subject::ArcChain, None));
        }
        chain
    }

    /// Judges every signature.
    fn judge(&self, setting: &Setting<'_>, evaluated: &mut Evaluated) -> Vec<ArcSet> {
        // Whose domain the author's is says nothing of a handler.
        let setting = Setting { author: None, ..*setting };
        let order = self.order();
        let allowed = self.allowed_names(&order, setting.key_names, &mut evaluated.findings);
        let mut sets: Vec<ArcSet> = self.sets.iter().map(PreparedSet::unjudged).collect();
        let mut budget = ARITHMETIC;
        for (index, is_seal) in order {
            let (Some(set), Some(judged)) = (self.sets.get(index), sets.get_mut(index)) else { continue };
            let Some(link) = set.link(is_seal) else { continue };
            let place = index.saturating_mul(2).saturating_add(usize::from(is_seal));
            let mut findings = Vec::new();
            let (verification, query) = dkim::judge_arc(
                (place, &link.prepared),
                &self.memo,
                &setting,
                &allowed,
                &mut budget,
                &mut findings,
            );
            let instance = set.instance;
            let purpose =
                if is_seal { Purpose::ArcSealKey { instance } } else { Purpose::ArcMessageKey { instance } };
            dkim::note_query(&mut evaluated.queries, purpose, query);
            judged.put(link, is_seal, verification, findings);
        }
        sets
    }

    /// The signatures in the order of the steps: the newest ARC-Message-Signature, the seals from the
    /// newest down, then the other ARC-Message-Signatures, which no verdict rests on.
    fn order(&self) -> Vec<(usize, bool)> {
        let newest_first = || (0..self.sets.len()).rev();
        let messages = || newest_first().map(|index| (index, false));
        let seals = newest_first().map(|index| (index, true));
        messages().take(1).chain(seals).chain(messages().skip(1)).collect()
    }

    /// The key names that may be asked for: those that come first in `order`.
    fn allowed_names(
        &self,
        order: &[(usize, bool)],
        allowed: usize,
        findings: &mut Vec<Finding>,
    ) -> Vec<&Name> {
        let mut names: Vec<&Name> = Vec::new();
        for (index, is_seal) in order {
            let link = self.sets.get(*index).and_then(|set| set.link(*is_seal));
            let asked = link.filter(|link| link.prepared.header_digest.is_some());
            let name = asked.and_then(|link| link.prepared.signature.key_name.as_ref());
            if let Some(name) = name.filter(|name| !name.is_private() && !names.contains(name)) {
                names.push(name);
            }
        }
        if names.len() > allowed {
            let problem = Problem::TooManyKeyNames { allowed, found: names.len() };
            findings.push(Finding::new(problem, Subject::ArcChain, None));
        }
        names.truncate(allowed);
        names
    }
}

impl PreparedSet {
    fn link(&self, is_seal: bool) -> Option<&Link> {
        if is_seal { self.seal.as_ref() } else { self.message.as_ref() }
    }

    /// What the fields say, with no verdict on them.
    fn unjudged(&self) -> ArcSet {
        ArcSet {
            instance: self.instance,
            authentication_results: self.results.clone(),
            message_signature: self.message.as_ref().map(|link| {
                let tags = &link.prepared.signature.tags;
                MessageSignature {
                    field: link.prepared.signature.field,
                    signature: ArcSignature::new(link, self.instance),
                    header_canonicalization: tags.header_canonicalization,
                    body_canonicalization: tags.body_canonicalization,
                    body_hash: link.prepared.body_hash,
                    coverage: link.prepared.coverage.clone(),
                }
            }),
            seal: self.seal.as_ref().map(|link| Seal {
                field: link.prepared.signature.field,
                chain_validation: self.chain_validation,
                signature: ArcSignature::new(link, self.instance),
            }),
        }
    }
}

impl ArcSet {
    fn subject(&self) -> Subject {
        Subject::ArcSet { instance: self.instance }
    }

    fn put(&mut self, link: &Link, is_seal: bool, verification: Verification, mut findings: Vec<Finding>) {
        for finding in &mut findings {
            finding.subject = self.subject();
        }
        let signature = if is_seal {
            self.seal.as_mut().map(|seal| &mut seal.signature)
        } else {
            self.message_signature.as_mut().map(|message| &mut message.signature)
        };
        if let Some(signature) = signature {
            signature.settle(link, verification, findings);
        }
    }

    fn message(&self) -> Option<&ArcSignature> {
        self.message_signature.as_ref().map(|message| &message.signature)
    }

    fn sealer(&self) -> Option<&ArcSignature> {
        self.seal.as_ref().map(|seal| &seal.signature)
    }

    /// Whether the sealer says that something passed.
    fn claims_a_pass(&self) -> bool {
        let results = self.authentication_results.as_ref().map(|claims| claims.results.results.as_slice());
        results.unwrap_or_default().iter().any(|result| result.outcome == Some(Outcome::Pass))
    }
}

impl ArcSignature {
    fn new(link: &Link, instance: u32) -> Self {
        let signature = &link.prepared.signature;
        let subject = Subject::ArcSet { instance };
        let findings = signature.problems.iter().cloned();
        Self {
            domain: signature.tags.domain.clone(),
            selector: signature.tags.selector.clone(),
            algorithm: signature.tags.algorithm,
            timestamp: signature.tags.timestamp,
            key_name: signature.key_name.as_ref().map(ToString::to_string),
            keys: Vec::new(),
            deciding_key: None,
            check: Check::NotReached,
            verdict: None,
            fault: None,
            not_checked: None,
            findings: findings.map(|(problem, span)| Finding::new(problem, subject, span)).collect(),
        }
    }

    fn settle(&mut self, link: &Link, verification: Verification, findings: Vec<Finding>) {
        let (verdict, fault) = judge(link, &verification);
        self.verdict = Some(verdict);
        self.fault = fault;
        self.not_checked = verification.not_checked.filter(|_| verdict == ArcVerdict::NotChecked);
        self.keys = verification.keys;
        self.deciding_key = verification.deciding_key;
        self.check = verification.checks.signature;
        self.findings = findings;
    }

    fn domain(&self) -> Option<String> {
        self.domain.as_ref().map(|domain| domain.a_label.to_string())
    }
}

/// The verdict on a signature, as its place in a chain asks for it.
fn judge(link: &Link, verification: &Verification) -> (ArcVerdict, Option<SignatureFault>) {
    let fail = |fault| (ArcVerdict::Fail, Some(fault));
    let checks = verification.checks;
    if let Some(fault) = link.fault {
        return fail(fault);
    }
    match verification.result {
        DkimResult::Pass => (ArcVerdict::Pass, None),
        DkimResult::Neutral => (ArcVerdict::BodyUntested, None),
        DkimResult::Pending => (ArcVerdict::Pending, None),
        // Whatever the key may be.
        DkimResult::TempError | DkimResult::NotChecked if checks.body_hash == Check::Fail => {
            fail(SignatureFault::BodyHash)
        }
        DkimResult::TempError => (ArcVerdict::TempError, None),
        DkimResult::NotChecked => (ArcVerdict::NotChecked, None),
        DkimResult::Fail | DkimResult::PermError => fail(fault_of(link, verification)),
    }
}

fn fault_of(link: &Link, verification: &Verification) -> SignatureFault {
    let mut problems = link.prepared.signature.problems.iter();
    let is_malformed = problems.any(|(problem, _)| problem.severity() == Severity::Error);
    let checks = verification.checks;
    if is_malformed {
        SignatureFault::Form
    } else if verification.keys.is_empty() {
        if link.prepared.header_digest.is_some() { SignatureFault::KeyMissing } else { SignatureFault::Form }
    } else if checks.key_permits == Check::Fail || checks.signature == Check::NotReached {
        SignatureFault::KeyUnusable
    } else if checks.signature == Check::Fail {
        SignatureFault::Signature
    } else if checks.time == Check::Fail {
        SignatureFault::Expired
    } else {
        SignatureFault::BodyHash
    }
}

impl Chain {
    /// Goes through the steps, and says what they come to.
    fn settle(&mut self, findings: &mut Vec<Finding>) {
        let newest = self.sets.last();
        let steps = newest.map(|set| (set, set.message(), false)).into_iter();
        let steps = steps.chain(self.sets.iter().rev().map(|set| (set, set.sealer(), true)));
        let mut open = ArcResult::Pass;
        let mut cause = None;
        let mut not_checked = None;
        for (set, signature, is_seal) in steps {
            let Some(signature) = signature else { continue };
            let result = match signature.verdict {
                Some(ArcVerdict::Pass) => ArcResult::Pass,
                Some(ArcVerdict::BodyUntested) => ArcResult::WouldPass,
                Some(ArcVerdict::Pending) => ArcResult::Pending,
                Some(ArcVerdict::TempError) => ArcResult::TempError,
                Some(ArcVerdict::NotChecked) | None => ArcResult::NotChecked,
                Some(ArcVerdict::Fail) => {
                    let finding = Finding::new(failure(signature, is_seal), set.subject(), None);
                    // What comes later than a question that is open is not yet the first failure.
                    if open != ArcResult::Pending {
                        cause = cause.or(Some(finding.clone()));
                    }
                    findings.push(finding);
                    continue;
                }
            };
            if result == ArcResult::NotChecked {
                not_checked = not_checked.or(signature.not_checked);
            }
            if weight(result) > weight(open) {
                open = result;
            }
        }
        self.result = if cause.is_some() { ArcResult::Fail } else { open };
        self.not_checked = not_checked.filter(|_| self.result == ArcResult::NotChecked);
        self.cause = cause;
        self.find_oldest_pass();
        if matches!(self.result, ArcResult::Pass | ArcResult::WouldPass) {
            self.note_sealers(findings);
        }
    }

    /// Step 5.
    fn find_oldest_pass(&mut self) {
        let mut lowest = None;
        for set in self.sets.iter().rev() {
            match set.message().and_then(|signature| signature.verdict) {
                Some(ArcVerdict::Pass) => lowest = Some(set.instance),
                Some(ArcVerdict::Fail) => {
                    self.oldest_pass = lowest;
                    return;
                }
                _ => return,
            }
        }
        self.oldest_pass = lowest.map(|_| 0);
    }

    fn note_sealers(&self, findings: &mut Vec<Finding>) {
        for set in &self.sets {
            if let Some(domain) = set.sealer().and_then(ArcSignature::domain) {
                findings.push(Finding::new(Problem::Sealer { domain }, set.subject(), None));
            }
        }
        let outdated = self.sets.iter().rev().find_map(|set| {
            let signature = set.message().filter(|one| one.verdict == Some(ArcVerdict::Fail))?;
            Some((set, signature, signature.fault?))
        });
        if let Some((set, signature, fault)) = outdated {
            let problem = Problem::MessageSignatureOutdated { domain: signature.domain(), fault };
            findings.push(Finding::new(problem, set.subject(), None));
        }
        let claimant = self.sets.iter().rev().find(|set| set.claims_a_pass());
        if let Some(set) = claimant
            && let Some(domain) = set.sealer().and_then(ArcSignature::domain)
        {
            findings.push(Finding::new(Problem::UntrustedSealer { domain }, set.subject(), None));
        }
    }
}

fn failure(signature: &ArcSignature, is_seal: bool) -> Problem {
    let (domain, fault) = (signature.domain(), signature.fault.unwrap_or(SignatureFault::Form));
    if is_seal {
        Problem::SealFailed { domain, fault }
    } else {
        Problem::MessageSignatureFailed { domain, fault }
    }
}

/// Which of two open results counts.
fn weight(result: ArcResult) -> u8 {
    match result {
        ArcResult::None | ArcResult::Pass | ArcResult::Fail => 0,
        ArcResult::WouldPass => 1,
        ArcResult::NotChecked => 2,
        ArcResult::TempError => 3,
        ArcResult::Pending => 4,
    }
}
