//! What is made of records that are wrong.

use proptest::{collection::vec, prelude::*, sample::select as any_of};

use super::{advice::codes, mend::*, record::Record};
use crate::slips::Plain;

/// The choices for one text at the name of a domain.
fn choices(text: &str) -> Vec<String> {
    propose(&[text.as_bytes()], true, &[])
}

/// The only choice.
fn mended(text: &str) -> Option<String> {
    let mut all = choices(text);
    if all.len() == 1 { all.pop() } else { None }
}

fn slips(text: &str) -> Vec<(&'static str, String)> {
    let found = Reading::new(text.as_bytes()).unwrap_or_default().slips;
    found.into_iter().map(|one| (one.slip.name(), one.text)).collect()
}

#[test]
fn characters_that_are_not_ascii_are_read_as_they_were_meant() {
    let wanted = "v=spf1 a:www.host.example mx ~all";
    for text in [
        "v=spf1　a:www.host.example　mx　~all",
        "v=spf1 　a:www.host.example　mx ～all",
        "v＝spf1 a：www．host．example mx ~all",
        "ｖ＝ｓｐｆ１　ａ：www。host。example　ｍｘ　〜all",
        "v=spf1\u{A0}a:www.host.example\u{A0}mx\u{A0}~all",
        "\u{FEFF}v=spf1 a:www.host.example mx ~all\u{200B}",
        "”v=spf1 a:www.host.example mx ~all”",
        "“v=spf1 a:www.host.example mx ~all”",
        "「v=spf1 a:www.host.example mx ~all」",
        "＂v=spf1 a:www.host.example mx ~all＂",
        "’v=spf1 a:www.host.example mx ~all’",
        "'v=spf1 a:www.host.example mx ~all'",
        "\"v=spf1 a:www.host.example mx ~all\"",
        "\"v=spf1 a:www.host\" \".example mx ~all\"",
        "v=spf1 “a:www.host.example” mx ~all",
        "v=spf1 a:www.host.example\r\nmx\r\n~all",
        "v=spf1 a:www.host.example\n mx ~all",
        "v=spf1\ta:www.host.example mx\t~all",
        "a.example. IN TXT \"v=spf1 a:www.host.example mx ~all\"",
        "@ 3600 IN TXT ( \"v=spf1 a:www.host.example\" \" mx ~all\" )",
        "TXT v=spf1 a:www.host.example mx ~all",
        "TXT “v=spf1 a:www.host.example mx ~all”",
        "v:spf1 a:www.host.example mx ~all",
        "v=spf1; a:www.host.example mx ~all",
        "v=spf1: a:www.host.example mx ~all;",
        "v=spf1;a:www.host.example;mx;~all",
        "v=spf1,a:www.host.example,mx,~all",
        "v = spf1 a:www.host.example mx ~all",
        "v=spf a:www.host.example mx ~all",
        "v=spf 1 a:www.host.example mx ~all",
        "spf1 a:www.host.example mx ~all",
        "a:www.host.example mx ~all",
        "v=spf1a:www.host.example mx ~all",
        "v=spf1 a:www.host.examplemx ~all".replace("examplemx", "example, mx").as_str(),
    ] {
        assert_eq!(mended(text).as_deref(), Some(wanted), "{text}");
        assert!(!slips(text).is_empty(), "{text}");
    }
    assert_eq!(slips("v=spf1　mx -all"), [("blank", "U+3000".to_owned())]);
    assert_eq!(slips("“v=spf1 mx -all”"), [("quotes", "“ ”".to_owned())]);
}

#[test]
fn spaces_that_are_missing_are_found() {
    for (text, wanted) in [
        (
            "v=spf1 include:_spf.one.exampleinclude:_spf.two.example -all",
            "v=spf1 include:_spf.one.example include:_spf.two.example -all",
        ),
        ("v=spf1 ip4:203.0.113.7~all", "v=spf1 ip4:203.0.113.7 ~all"),
        ("v=spf1 mx-all", "v=spf1 mx -all"),
        ("v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
        ("v=spf1 a:mail.a.example-all", "v=spf1 a:mail.a.example -all"),
        ("v=spf1 a:mail.a.examplea:www.a.example -all", "v=spf1 a:mail.a.example a:www.a.example -all"),
        ("v=spf1 ip6:2001:db8::/32~all", "v=spf1 ip6:2001:db8::/32 ~all"),
        ("v=spf1 mx~include:b.example -all", "v=spf1 mx ~include:b.example -all"),
        ("v=spf1 ip4:192.0.2.0/24include:b.example?all", "v=spf1 ip4:192.0.2.0/24 include:b.example ~all"),
        ("v=spf1 a:mail.a.exampleredirect=b.example", "v=spf1 a:mail.a.example redirect=b.example"),
        ("v=spf1 mxinclude:b.example ~all", "v=spf1 mx include:b.example ~all"),
    ] {
        assert_eq!(mended(text).as_deref(), Some(wanted), "{text}");
        assert!(slips(text).iter().any(|(slip, _)| *slip == "space_missing"), "{text}");
    }
    for text in [
        "v=spf1 ip6:2001:db8:a::1 -all",
        "v=spf1 include:xn--all.example -all",
        "v=spf1 exists:%{i}._spf.example -all",
        "v=spf1 x=ip4:192.0.2.1 -all",
    ] {
        assert!(slips(text).is_empty(), "{text}");
    }
}

#[test]
fn terms_are_called_what_they_are_called() {
    for (text, wanted) in [
        (
            "v=spf1 include:_spf.one.example include=_spf.two.example ip4=192.0.2.9 ~all",
            "v=spf1 include:_spf.one.example include:_spf.two.example ip4:192.0.2.9 ~all",
        ),
        (
            "v=spf1 mx= a= exists=x.example ip6=2001:db8::1 ptr= all=",
            "v=spf1 mx a exists:x.example ip6:2001:db8::1 ~all",
        ),
        ("v=spf1 ipv4:192.0.2.1 ipv6:2001:db8::1 -all", "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all"),
        (
            "v=spf1 ip:192.0.2.1 a:192.0.2.2 mx:192.0.2.3 include:192.0.2.4 192.0.2.5 -all",
            "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4 ip4:192.0.2.5 -all",
        ),
        ("v=spf1 ip4:2001:db8::1 ip6:192.0.2.1 -all", "v=spf1 ip6:2001:db8::1 ip4:192.0.2.1 -all"),
        ("v=spf1 ip4: 192.0.2.1 include: b.example - all", "v=spf1 ip4:192.0.2.1 include:b.example -all"),
        ("v=spf1 incldue:b.example -all", "v=spf1 include:b.example -all"),
        ("v=spf1 redirect:b.example", "v=spf1 redirect=b.example"),
        ("v=spf1 ip4:192.0.2.1,192.0.2.2 -all.", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
        ("v=spf1 mx -al", "v=spf1 mx -all"),
        ("v=spf1 a v=spf1 mx -all", "v=spf1 a mx -all"),
        ("v=spf1 include:b.example", "v=spf1 include:b.example ~all"),
        ("v=spf1 mx ?all", "v=spf1 mx ~all"),
        ("v=spf1", "v=spf1 -all"),
        ("v=spf1 mx +all", "v=spf1 mx ~all"),
        ("v=spf1 a -all mx", "v=spf1 a mx -all"),
        ("v=spf1 mx redirect=b.example -all", "v=spf1 mx -all"),
    ] {
        assert_eq!(mended(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn nothing_is_made_of_what_is_not_certain() {
    for text in [
        "v=spf2.0/pra mx",
        "v=spf10 mx -all",
        "v=spf1.0 mx",
        "v=spf1 a:é.example -all",
        "v=spf1 ip4:192.0.2.0/33 -all",
        "v=spf1 mail.a.example -all",
        "v=spf1 redirect=a.example redirect=b.example",
        "v=spf1 foo:bar.example -all",
        "v＝spf1 include:in..example -all",
        "v=spf1 redirect=-.example..",
        "google-site-verification=abc",
        "v=DMARC1; p=none",
        "hello all",
        "",
    ] {
        assert_eq!(choices(text), [""; 0], "{text}");
    }
    for text in [
        "hello",
        "google-site-verification=abc",
        "v=DMARC1; p=none",
        "spf2.0/pra mx -all",
        "MS=ms123",
        "spf-check=1",
        "we say -all",
    ] {
        assert!(Reading::new(text.as_bytes()).is_none(), "{text}");
    }
    // RFC 6652 and any modifier that looks like no term stay as they are.
    assert_eq!(codes(b"v=spf1 mx ra=postmaster rp=100 rr=all x-y=%{d} -all", true), [""; 0]);
}

#[test]
fn records_at_one_name_are_put_together_where_nothing_is_to_be_guessed() {
    let merged =
        |texts: &[&str]| propose(&texts.iter().map(|text| text.as_bytes()).collect::<Vec<_>>(), true, &[]);
    let first = "v=spf1 mx ip4:198.51.100.7 -all";
    assert_eq!(
        merged(&[first, "v=spf1 include:_spf.mailer.example MX -all"]),
        ["v=spf1 mx ip4:198.51.100.7 include:_spf.mailer.example -all"]
    );
    assert_eq!(
        merged(&[first, "v=spf1 +a:www.example ~all"]),
        ["v=spf1 mx ip4:198.51.100.7 a:www.example -all", "v=spf1 mx ip4:198.51.100.7 a:www.example ~all"]
    );
    assert_eq!(merged(&["v=spf1 mx", "v=spf1 a"]), ["v=spf1 mx a ~all"]);
    assert_eq!(merged(&[first, "v=spf1 a all"]), ["v=spf1 mx ip4:198.51.100.7 a -all"]);
    assert_eq!(
        merged(&[first, "v=spf1　ipv4:192.0.2.1 -all"]),
        ["v=spf1 mx ip4:198.51.100.7 ip4:192.0.2.1 -all"]
    );
    for other in [
        "v=spf1 redirect=_spf.example",
        "v=spf1 a -all mx",
        "v=spf1 -ip4:192.0.2.1 mx ~all",
        "v=spf1 mx exp=why.example -all",
        "v=spf1 ptr -all",
        "v=spf1 foo:bar -all",
    ] {
        assert_eq!(merged(&[first, other]), [""; 0], "{other}");
    }
    let many =
        |letter: &str| (0..6).map(|n| format!("include:{letter}{n}.example ")).collect::<Vec<_>>().concat();
    assert_eq!(
        merged(&[&format!("v=spf1 {}-all", many("s")), &format!("v=spf1 {}-all", many("t"))]),
        [""; 0]
    );
}

/// A piece of a record, right or wrong.
fn piece() -> impl Strategy<Value = String> {
    let terms = any_of(vec![
        "mx",
        "a",
        "a:www.a.example",
        "mx:a.example",
        "include:_spf.a.example",
        "ip4:192.0.2.1",
        "ip4:10.0.0.0/8",
        "ip6:2001:db8::/32",
        "exists:%{i}.a.example",
        "ptr",
        "redirect=a.example",
        "exp=a.example",
        "-all",
        "~all",
        "?all",
        "+all",
        "all",
        "all=",
        "include=a.example",
        "ip4=192.0.2.1",
        "mx=",
        "ptr=",
        "v=spf1",
        "x=y",
        "ra=me",
        "ipv4:192.0.2.1",
        "a:192.0.2.1",
        "ip4:",
        "192.0.2.7",
        "incude:a.example",
        "foo",
        "foo:bar",
        "é",
        "",
    ]);
    let between = any_of(vec![
        " ", " ", " ", "", "　", "\u{A0}", ",", "; ", "\r\n", "\t", "” “", "\" \"", "–", "～", "：", "\\",
        "\u{FEFF}",
    ]);
    (terms, between).prop_map(|(term, between)| format!("{term}{between}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A record that is offered has neither the fault that led to it nor one that was not there.
    #[test]
    fn what_is_offered_is_sound(
        start in any_of(vec!["v=spf1 ", "v=spf1 ", "v:spf1 ", "“v=spf1 ", "v＝spf1　", "TXT v=spf1 ", "spf1 ", "V=SPF1; ", "v=spf1", ""]),
        pieces in vec(piece(), 0..7), others in vec(vec(piece(), 0..4), 0..2), is_effective in any::<bool>(),
    ) {
        let text = [start, &pieces.concat()].concat();
        let others: Vec<String> = others.iter().map(|pieces| format!("v=spf1 {}", pieces.concat())).collect();
        let texts: Vec<&[u8]> = std::iter::once(&text).chain(&others).map(String::as_bytes).collect();
        for record in propose(&texts, is_effective, &[]) {
            prop_assert!(record.is_ascii() && (record.starts_with("v=spf1 ") || record == "v=spf1"), "{record}");
            prop_assert_eq!(Record::parse(record.as_bytes()).faults, vec![]);
            let left = codes(record.as_bytes(), is_effective);
            prop_assert!(left.iter().all(|code| matches!(*code, "spf.record.ptr" | "spf.record.wide-range" | "spf.record.too-long")), "{text} -> {record}: {left:?}");
            // Nobody may send whom no record names.
            for term in record.split(' ').skip(1).filter(|term| !matches!(*term, "-all" | "~all" | "?all")) {
                let value = term.rsplit([':', '=']).next().unwrap_or_default();
                let holds = |text: &&[u8]| String::from_utf8_lossy(&Plain::read(text).text).to_lowercase().contains(&value.to_lowercase());
                prop_assert!(texts.iter().any(holds), "{text} -> {term}");
            }
            // What is offered is left as it is.
            prop_assert_eq!(propose(&[record.as_bytes()], is_effective, &[]), vec![record.clone()]);
        }
    }
}
