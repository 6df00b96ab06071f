//! The rules, who made them, and where they stand.

use super::{AppliesTo, Demand, Provider, Rule};
use crate::finding::Reference;

const GMAIL: &str = "https://support.google.com/a/answer/81126";
const YAHOO: &str = "https://senders.yahooinc.com/best-practices/";
const MICROSOFT: &str = "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730";

const fn gmail(applies_to: AppliesTo, since: &'static str) -> Demand {
    Demand { provider: Provider::Gmail, applies_to, url: GMAIL, since }
}

const fn yahoo(applies_to: AppliesTo, since: &'static str) -> Demand {
    Demand { provider: Provider::Yahoo, applies_to, url: YAHOO, since }
}

const fn microsoft() -> Demand {
    Demand { provider: Provider::Microsoft, applies_to: AppliesTo::Bulk, url: MICROSOFT, since: "2025-05-05" }
}

/// From when the first rules are in force.
const FIRST: (&str, &str) = ("2024-02-01", "2024-02");

const ALL_OF_GMAIL: &[Demand] = &[gmail(AppliesTo::All, FIRST.0)];
const ALL_OF_BOTH: &[Demand] = &[gmail(AppliesTo::All, FIRST.0), yahoo(AppliesTo::All, FIRST.1)];
const BULK_OF_THREE: &[Demand] =
    &[gmail(AppliesTo::Bulk, FIRST.0), yahoo(AppliesTo::Bulk, FIRST.1), microsoft()];
const KEYS: &[Demand] = &[gmail(AppliesTo::All, FIRST.0), yahoo(AppliesTo::Bulk, FIRST.1)];
const ONE_CLICK: &[Demand] = &[gmail(AppliesTo::Bulk, "2024-06-01"), yahoo(AppliesTo::Bulk, "2024-06")];

const fn rfc(rfc: u16, section: &'static str) -> Reference {
    Reference { rfc, section }
}

/// Every rule, in the order in which they are shown.
pub(super) const TABLE: [(Rule, &[Demand], Option<Reference>); 14] = [
    (Rule::SpfOrDkim, ALL_OF_BOTH, None),
    (Rule::KeyLength, KEYS, Some(rfc(8301, "3.2"))),
    (Rule::Tls, ALL_OF_GMAIL, Some(rfc(3207, "4"))),
    (Rule::ReverseName, ALL_OF_BOTH, Some(rfc(8601, "3"))),
    (Rule::MessageForm, ALL_OF_BOTH, Some(rfc(5322, "3.6"))),
    (Rule::ArcWhenForwarding, ALL_OF_GMAIL, Some(rfc(8617, "5.1"))),
    (Rule::ListId, ALL_OF_GMAIL, Some(rfc(2919, "3"))),
    (Rule::ProviderFrom, ALL_OF_GMAIL, None),
    (Rule::SpamRate, ALL_OF_BOTH, None),
    (Rule::Volume, BULK_OF_THREE, None),
    (Rule::SpfAndDkim, BULK_OF_THREE, None),
    (Rule::DmarcRecord, BULK_OF_THREE, Some(rfc(9989, "4.7"))),
    (Rule::Alignment, BULK_OF_THREE, Some(rfc(9989, "4.4"))),
    (Rule::OneClick, ONE_CLICK, Some(rfc(8058, "3.1"))),
];
