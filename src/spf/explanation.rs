//! The domain's own words for a "fail" (RFC 7208 §6.2).

use super::{
    evaluation::{Explanation, Part, Place, TermKind, TermState},
    evaluator::Evaluator,
    look_up::Reply,
    macros::{Grammar, MacroString},
    mechanism::Target,
};
use crate::dns::{Query, RecordType};

impl Evaluator<'_> {
    /// The explanation of a "fail" that a mechanism of this record, or of the one that it redirects
    /// to, gave (RFC 7208 §6.2); never that of an included one.
    pub(super) fn explanation(&mut self) -> Explanation {
        let mut node = 0;
        while let Some(one) = self.nodes.get(node) {
            let decided = one.decided_by.and_then(|term| one.terms.get(term));
            let Some(next) =
                decided.filter(|term| term.kind == TermKind::Redirect).and_then(|term| term.node)
            else {
                break;
            };
            node = next;
        }
        let Some(one) = self.nodes.get(node) else { return Explanation::Absent };
        let mut terms = one.terms.iter().enumerate();
        let Some((term, modifier)) = terms.find(|(_, term)| term.kind == TermKind::Explanation) else {
            return Explanation::Absent;
        };
        let (domain, text) = (one.domain.clone(), modifier.text.clone());
        let place = Place { node, term };
        let explanation = self.read_explanation(&text, &domain, place);
        if let Some(term) = self.term(place) {
            term.state = match explanation {
                Explanation::Absent => TermState::NoMatch,
                Explanation::Pending => TermState::Pending,
                Explanation::Text { .. } => TermState::Match,
            };
        }
        explanation
    }

    fn read_explanation(&mut self, term: &str, domain: &str, place: Place) -> Explanation {
        let value = term.split_once('=').map_or("", |(_, value)| value);
        let Ok(spec) = MacroString::parse(value.as_bytes(), Grammar::DomainSpec) else {
            return Explanation::Absent;
        };
        let what = self.purpose(place, Part::Explanation, Some(&spec));
        let name = match self.target(Some(&spec), what) {
            Target::Name(name) => name,
            Target::Pending => return Explanation::Pending,
            Target::Invalid | Target::Without(..) => return Explanation::Absent,
        };
        let text = match self.ask(&Query { name, record_type: RecordType::Txt }, what) {
            Reply::Pending => return Explanation::Pending,
            Reply::Records([text]) => text,
            _ => return Explanation::Absent,
        };
        let Ok(text) = MacroString::parse(text, Grammar::Explanation) else { return Explanation::Absent };
        let validated = if text.uses(b"p") {
            match self.validated_name(domain, what) {
                Ok(name) => Some(name),
                Err(Target::Pending) => return Explanation::Pending,
                Err(_) => None,
            }
        } else {
            None
        };
        match text.explanation(&self.values(domain, validated.as_deref())) {
            Some(text) => Explanation::Text { text },
            None => Explanation::Absent,
        }
    }
}
