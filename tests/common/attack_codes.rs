//! The attack corpus's names for findings, and the codes of ours that mean the same.

/// A code, and the parameter that must have the given value where a code has more than one meaning.
pub(crate) struct Code(pub(crate) &'static str, pub(crate) Option<(&'static str, &'static str)>);

const fn code(code: &'static str) -> Code {
    Code(code, None)
}

const fn with(code: &'static str, parameter: &'static str, value: &'static str) -> Code {
    Code(code, Some((parameter, value)))
}

/// One row for each name that is built: any of the codes will do.
const TABLE: &[(&str, &[Code])] = &[
    ("arc.sealer_named", &[code("arc.set.sealer")]),
    ("arc.untrusted_sealer", &[code("arc.chain.untrusted-sealer")]),
    ("ar.claim_not_verified", &[code("results.field.unproven")]),
    ("ar.unknown_version", &[code("results.field.version-unknown")]),
    ("dkim.base64_not_canonical", &[code("dkim.signature.base64-trailing-bits")]),
    ("dkim.d_public_suffix", &[code("dkim.signature.registry-suffix")]),
    ("dkim.expired", &[code("dkim.signature.expired")]),
    ("dkim.header_unsigned:content-type", &[with("dkim.signature.field-unsigned", "name", "content-type")]),
    ("dkim.header_unsigned:reply-to", &[with("dkim.signature.field-unsigned", "name", "reply-to")]),
    ("dkim.key_invalid", &[code("dkim.key.invalid")]),
    ("dkim.key_low_exponent", &[code("dkim.key.low-exponent")]),
    ("dkim.key_missing", &[code("dkim.key.name-missing"), code("dkim.key.no-record")]),
    ("dkim.key_multiple_records", &[code("dkim.key.multiple-records")]),
    ("dkim.key_revoked", &[code("dkim.key.revoked")]),
    ("dkim.key_too_short", &[code("dkim.key.too-short")]),
    ("dkim.key_via_cname", &[code("dkim.key.alias")]),
    ("dkim.key_weak", &[code("dkim.key.weak")]),
    ("dkim.sha1", &[code("dkim.signature.sha1")]),
    ("dkim.signature_mismatch", &[code("dkim.signature.signature-mismatch")]),
    ("dkim.t_future", &[code("dkim.signature.timestamp-in-future")]),
    (
        "dkim.too_many_signatures",
        &[code("dkim.message.too-many-signatures"), code("dkim.message.too-many-key-names")],
    ),
    ("dkim.unsigned_body", &[code("dkim.signature.unsigned-body")]),
    ("dkim.unsigned_instance", &[code("dkim.signature.instance-unsigned")]),
    ("dmarc.multiple_records", &[code("dmarc.record.several")]),
    ("dmarc.not_aligned", &[code("dmarc.alignment.none")]),
    ("dmarc.testing", &[code("dmarc.record.testing")]),
    ("dns.tracking_name", &[code("dns.name.token")]),
    ("dkim2.present_not_checked", &[code("dkim2.message.not-checked")]),
    ("dns.resolvers_disagree", &[code("dkim.key.answers-differ")]),
    ("domain.compatibility_characters", &[code("identity.domain.compatibility-characters")]),
    ("domain.confusable", &[code("identity.domain.confusable")]),
    ("domain.invalid_a_label", &[code("identity.domain.invalid-a-label")]),
    ("domain.mixed_script", &[code("identity.domain.mixed-script")]),
    ("from.address_in_display_name", &[code("message.from.address-in-name")]),
    ("from.address_in_encoded_word", &[code("message.from.encoded-address")]),
    ("from.multiple_domains", &[code("message.from.multiple-mailboxes")]),
    ("from.no_address", &[code("message.from.ambiguous")]),
    ("from.unparsable", &[code("message.from.ambiguous"), code("message.from.invalid-domain")]),
    ("from.quoted_local_with_at", &[code("message.from.quoted-at")]),
    ("from.source_route", &[code("message.from.source-route")]),
    ("from.missing", &[code("message.from.missing")]),
    ("from.multiple_fields", &[code("message.from.multiple-fields")]),
    ("header.bare_cr", &[code("message.header.bare-cr")]),
    ("header.duplicate_subject", &[with("message.header.duplicate-field", "name", "subject")]),
    ("header.malformed_line", &[code("message.header.malformed-line")]),
    ("header.space_before_colon", &[code("message.header.space-before-colon")]),
    (
        "limit_reached",
        &[
            code("arc.chain.too-many-sets"),
            code("message.limit.reached"),
            code("dkim.message.too-many-key-names"),
            code("dkim.message.too-many-signatures"),
            code("dkim.signature.signed-field-limit"),
            code("dkim.signature.tag-limit"),
        ],
    ),
    ("received.untrusted_below_first", &[code("trace.hops.unproven")]),
    ("replay.other_sending_host", &[code("replay.host.other")]),
    ("replay.recipient_not_in_to", &[code("replay.recipient.not-named")]),
    ("replay.signed_long_before", &[code("replay.time.long-before")]),
    ("spf.pass_all", &[code("spf.record.pass-all")]),
    ("spf.range_too_wide", &[code("spf.record.wide-range")]),
    ("message.bom", &[code("message.source.byte-order-mark")]),
    ("message.smuggling_marker", &[code("message.body.smuggled-commands")]),
    ("text.bidi_control", &[code("identity.text.bidi-control")]),
    (
        "text.control_character",
        &[code("message.from.control-character"), code("identity.text.control-character")],
    ),
    ("text.invisible_character", &[code("identity.text.invisible-character")]),
    ("text.unknown_charset", &[code("identity.text.unknown-charset")]),
];

/// The codes that mean `name`; `None` if no finding of that meaning is built.
pub(crate) fn codes(name: &str) -> Option<&'static [Code]> {
    TABLE.iter().find(|(term, _)| *term == name).map(|(_, codes)| *codes)
}
