use super::*;

fn read(text: &str) -> AuthenticationResults {
    AuthenticationResults::parse(text.as_bytes(), Span::new(0, text.len()))
}

fn read_arc(text: &str) -> AuthenticationResults {
    AuthenticationResults::parse_arc(text.as_bytes(), Span::new(0, text.len()))
}

fn problems(field: &AuthenticationResults) -> Vec<&'static str> {
    field.faults.iter().map(|fault| fault.problem.name()).collect()
}

/// `method=result [reason] ptype.property=value …`, a line each.
fn show(field: &AuthenticationResults) -> Vec<String> {
    let show = |result: &MethodResult| {
        let mut line = format!("{}=", result.method.text);
        line += result.result.as_ref().map_or("", |part| &part.text);
        if let Some(reason) = &result.reason {
            line = format!("{line} [{}]", reason.text);
        }
        for property in &result.properties {
            let ptype = property.ptype.as_ref().map(|part| format!("{}.", part.text));
            let name = &property.property.text;
            line = format!("{line} {}{name}={}", ptype.unwrap_or_default(), property.value.text);
        }
        line
    };
    field.results.iter().map(show).collect()
}

fn id(field: &AuthenticationResults) -> Option<&str> {
    field.authserv_id.as_ref().map(|part| part.text.as_str())
}

#[test]
fn reads_the_forms_of_the_rfc() {
    let none = read(" mx.receiver.example 1; none");
    assert_eq!(id(&none), Some("mx.receiver.example"));
    assert_eq!(none.none.map(Span::len), Some(4));
    assert_eq!(none.version.as_ref().map(|part| part.text.as_str()), Some("1"));
    assert_eq!(problems(&none), [""; 0]);

    let field = read(
        " mx.receiver.example (a (b)) 1 (c);\r\n dkim (d) / 1 (e) = (f) fail reason=\"bad; key\"\r\n \
         policy (g) . (h) expired (i) = (j) 1362471462; spf=pass smtp.mailfrom=\"a b\"@sender.example",
    );
    assert_eq!(
        show(&field),
        ["dkim=fail [bad; key] policy.expired=1362471462", "spf=pass smtp.mailfrom=a b@sender.example"]
    );
    assert_eq!(field.results[0].comments.len(), 7);
    assert_eq!(field.comments.len(), 2);
    assert_eq!(field.results[0].property("Policy", "EXPIRED").map(|part| part.text.len()), Some(10));
    assert_eq!(problems(&field), [""; 0]);
}

#[test]
fn reads_what_gmail_writes() {
    let field = read_arc(
        "i=1; mx.google.com;\r\n       dkim=pass header.i=@sender.example header.s=s1 header.b=\"aB/+c=\";\r\n\
         \x20      spf=pass (google.com: domain of a@sender.example designates 192.0.2.1 as permitted sender) \
         smtp.mailfrom=a@sender.example;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) \
         header.from=sender.example",
    );
    assert_eq!(field.instance, Some(1));
    assert_eq!(id(&field), Some("mx.google.com"));
    assert_eq!(
        show(&field),
        [
            "dkim=pass header.i=@sender.example header.s=s1 header.b=aB/+c=",
            "spf=pass smtp.mailfrom=a@sender.example",
            "dmarc=pass header.from=sender.example"
        ]
    );
    assert_eq!(problems(&field), [""; 0]);
}

#[test]
fn reads_what_exchange_writes() {
    let field = read(
        "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=sender.example; dkim=none (message not signed)\r\n \
         header.d=none;dmarc=bestguesspass action=none\r\n header.from=sender.example;compauth=pass reason=109",
    );
    assert_eq!(id(&field), None);
    assert_eq!(
        show(&field),
        [
            "spf=pass smtp.mailfrom=sender.example",
            "dkim=none header.d=none",
            "dmarc=bestguesspass action=none header.from=sender.example",
            "compauth=pass [109]"
        ]
    );
    assert_eq!(field.results[1].comments[0].text, "message not signed");
    assert_eq!(problems(&field), ["authserv_id_missing", "property_without_type"]);
    // An older form has the receiver's domain among the results.
    let older = read("spf=none smtp.mailfrom=a.example; receiver.example; dkim=pass header.d=a.example;");
    assert_eq!(older.results.len(), 2);
    assert_eq!(older.unread[0].text, "receiver.example");
    assert_eq!(problems(&older), ["authserv_id_missing", "unread", "empty_part"]);
}

#[test]
fn reads_what_yahoo_writes() {
    let field = read(
        "atlas-production.example;\r\n dkim=pass header.i=@sender.example header.s=s1;\r\n \
         spf=softfail smtp.mailfrom=sender.example;\r\n dmarc=unknown(p=REJECT) header.from=sender.example;",
    );
    assert_eq!(field.results.len(), 3);
    assert_eq!(field.results[2].comments[0].text, "p=REJECT");
    assert_eq!(field.results[2].outcome, Some(Outcome::Unknown));
    assert_eq!(problems(&field), ["result_unknown", "empty_part"]);
}

#[test]
fn keeps_what_the_grammar_has_no_place_for() {
    for (text, expected) in [
        ("", &["empty"][..]),
        ("a.example", &["no_result"]),
        ("a.example;", &["empty_part", "no_result"]),
        ("a.example;;spf=pass", &["empty_part"]),
        ("a.example 2; none", &["version_unknown"]),
        ("a.example what; none", &["unread"]),
        ("a.example; none; spf=pass", &["none_with_results"]),
        ("a.example; none; none", &["duplicate"]),
        ("a.example; spf", &["unread", "no_result"]),
        ("a.example; spf=", &["value_missing"]),
        ("a.example; spf=Pass", &[]),
        ("a.example; dkim=Pass", &["result_case"]),
        ("a.example; dkim=softfail", &["result_unknown"]),
        ("a.example; x-own=fine", &[]),
        ("a.example; spf=pass smtp.=a", &["unread"]),
        ("a.example; spf=pass smtp.helo=", &["value_missing"]),
        ("a.example; spf=pass reason=a reason=b", &["duplicate"]),
        ("a.example; dkim=pass (a (b))) c) header.d=d.example", &["unread", "unread"]),
        ("a.example; spf=pass (open", &["comment_unsound"]),
        ("a.example; spf=pass reason=\"open; dkim=pass", &["quote_unclosed"]),
        ("a.ex\0ample; none", &["foreign_octet"]),
        ("=; none", &[]),
    ] {
        assert_eq!(problems(&read(text)), expected, "{text}");
    }
    assert_eq!(
        problems(&AuthenticationResults::parse(b"\xE9.example; none", Span::new(0, 15))),
        ["foreign_octet"]
    );
}

#[test]
fn an_instance_belongs_to_arc_alone() {
    assert_eq!(read_arc("I = 50 (x); a.example; none").instance, Some(50));
    for text in ["a.example; none", "i=0; a.example; none", "i=51; a.example; none", "i=; a.example; none"] {
        let field = read_arc(text);
        assert_eq!(problems(&field), ["instance_missing"], "{text}");
        assert_eq!(id(&field), Some("a.example"), "{text}");
    }
    let exchange = read_arc("i=1; spf=pass smtp.mailfrom=a.example; dmarc=pass action=none");
    assert_eq!((exchange.instance, exchange.results.len()), (Some(1), 2));
}

#[test]
fn ends_at_the_caps() {
    let many = ["a.example", &"; spf=pass".repeat(300)].concat();
    let field = read(&many);
    assert_eq!((field.results.len(), field.left_out), (200, 100));
    assert_eq!(problems(&field), ["too_many"]);
    let deep = ["a.example ", &"(".repeat(60), &")".repeat(60), "; none"].concat();
    assert_eq!(problems(&read(&deep)), ["comment_unsound"]);
    let comments = ["a.example; none ", &"()".repeat(100_000)].concat();
    assert_eq!(read(&comments).comments.len(), 200);
}
