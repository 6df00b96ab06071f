//! The example of RFC 8463, appendix A.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::recorded::{Recorded, value};

/// A.2.
const RECORDS: &str = "brisbane._domainkey.football.example.com. IN TXT (\n \
    \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\")\n\
    test._domainkey.football.example.com. IN TXT (\n \
    \"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR\"\n \
    \"iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC\"\n \
    \"DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3\"\n \
    \"Ip3G+2kryOTIKT+l/K4w3QIDAQAB\")\n";

/// A.3; one space between the sentences, for the body's hash is that of one.
const MESSAGE: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n \
    d=football.example.com; i=@football.example.com;\r\n \
    q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n \
    subject : date : message-id : from : subject : date;\r\n \
    bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n \
    b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n \
    Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n\
    DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n \
    d=football.example.com; i=@football.example.com;\r\n \
    q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n \
    date : message-id : from : subject : date;\r\n \
    bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n \
    b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n \
    DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n \
    dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n\
    From: Joe SixPack <joe@football.example.com>\r\n\
    To: Suzie Q <suzie@shopping.example.net>\r\n\
    Subject: Is dinner ready?\r\n\
    Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
    Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\
    \r\n\
    Hi.\r\n\
    \r\n\
    We lost the game. Are you hungry yet?\r\n\
    \r\n\
    Joe.\r\n";

fn results(message: &str) -> Vec<String> {
    let recorded = Recorded { zones: vec![RECORDS.to_owned()], ..Recorded::default() };
    let report = value(&recorded.report(message.as_bytes(), message.len()));
    let signatures = report["dkim"].as_array().expect("a report lists the signatures");
    signatures.iter().map(|signature| signature["result"].as_str().expect("a result").to_owned()).collect()
}

#[test]
fn both_signatures_pass() {
    assert_eq!(results(MESSAGE), ["pass", "pass"]);
}

/// `from`, `subject` and `date` stand twice in `h=`: none can be added (RFC 6376 §5.4.2).
#[test]
fn oversigned_fields_cannot_be_added() {
    for field in
        ["From: Eve <eve@evil.example>", "Subject: You have won", "Date: Sat, 12 Jul 2003 00:00:00 +0000"]
    {
        assert_eq!(results(&format!("{field}\r\n{MESSAGE}")), ["fail", "fail"], "{field}");
    }
    assert_eq!(results(&format!("To: eve@evil.example\r\n{MESSAGE}")), ["pass", "pass"]);
}
