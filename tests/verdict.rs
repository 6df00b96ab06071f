//! What is said of the author while answers are still missing.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use serde_json::Value;
use waxseal::{
    Circumstances,
    dns::{Answers, Provenance, zone},
};

/// Sent by a server of `mail_from`'s domain, which its SPF record lists.
fn sent(mail_from: &str) -> String {
    format!(
        "Return-Path: <{mail_from}>\r\n\
        Received: from mail.sender.example (mail.sender.example [192.0.2.10])\r\n\
        \tby mx.receiver.example (Postfix) with ESMTPS id 1; Mon, 23 Nov 2026 10:00:05 +0000\r\n\
        From: Alice <alice@sender.example>\r\n\
        Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\
        \r\n\
        Are we hungry yet?\r\n"
    )
}

/// What is said of the author of a message, with these records and no others.
fn author(message: &str, records: &str) -> Value {
    let analysis = common::analyse(message.as_bytes(), message.len());
    let mut answers = Answers::default();
    zone::parse(records, &common::platform::native()).add_to(&mut answers, &Provenance::Recorded, &[]);
    let evaluation = analysis.evaluate(&answers, &Circumstances::default(), Some(1_795_435_200));
    common::recorded::value(&evaluation.report)["verdict"]["author"].clone()
}

#[test]
fn a_server_of_another_name_speaks_for_the_author_only_once_the_two_are_compared() {
    let own = "sender.example. TXT \"v=spf1 ip4:192.0.2.10 -all\"\n";
    let below = "news.sender.example. TXT \"v=spf1 ip4:192.0.2.10 -all\"\n";
    // The very same name needs no record to be aligned.
    assert_eq!(author(&sent("alice@sender.example"), own), "route");
    assert_eq!(author(&sent("bounce@news.sender.example"), below), "pending");
    let apart = format!(
        "{below}_dmarc.sender.example. TXT \"v=DMARC1; p=reject; psd=n\"\n\
        _dmarc.news.sender.example. TXT \"v=DMARC1; p=none; psd=n\"\n"
    );
    assert_eq!(author(&sent("bounce@news.sender.example"), &apart), "not_proven");
}

#[test]
fn a_record_that_does_not_apply_is_to_be_mended_whatever_stands_above_it() {
    let broken = "sender.example. TXT \"v=spf1 ip4:192.0.2.10 -all\"\n\
        _dmarc.sender.example. TXT \"v=DMARC1 p=quarantine; rua=mailto:dmarc@sender.example\"\n";
    let recorded = common::recorded::Recorded {
        zones: vec![broken.to_owned()],
        now: Some(1_795_435_200),
        ..Default::default()
    };
    let message = sent("alice@sender.example");
    // All other questions were declined.
    let report = common::recorded::value(&recorded.report(message.as_bytes(), message.len()));
    assert_eq!(report["dmarc"]["result"], "not_checked");
    assert_eq!(report["verdict"]["next_step"], "mend_record");
}
