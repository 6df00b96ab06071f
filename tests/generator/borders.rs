//! The ordinary message as receivers deliver it whose own servers are not known by one domain.

use super::Maker;

const RETURN_PATH: &str = "Return-Path: <alice@sender.example>\r\n";

/// Three families of names before the message comes in, and results between the hops.
const EXCHANGE: &str = "Received: from TYCP286MB1001.JPNP286.PROD.OUTLOOK.COM (2603:1096:400:15f::15)\r\n\
    \x20by OSZPR01MB1002.jpnprd01.prod.outlook.com with HTTPS; Mon, 23 Nov 2026\r\n\
    \x2010:00:06 +0000\r\n\
    Received: from OS0PR01CA0103.jpnprd01.prod.outlook.com (2603:1096:604:3b4::18)\r\n\
    \x20by TYCP286MB1001.JPNP286.PROD.OUTLOOK.COM (2603:1096:400:15f::15) with\r\n\
    \x20Microsoft SMTP Server (version=TLS1_2,\r\n\
    \x20cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.7362.36; Mon, 23 Nov\r\n\
    \x202026 10:00:05 +0000\r\n\
    Received: from OS0PEPF00010104.jpnprd01.prod.outlook.com\r\n\
    \x20(2603:1096:604:3b4:cafe::f2) by OS0PR01CA0103.outlook.office365.com\r\n\
    \x20(2603:1096:604:3b4::18) with Microsoft SMTP Server (version=TLS1_2,\r\n\
    \x20cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.7386.17 via Frontend\r\n\
    \x20Transport; Mon, 23 Nov 2026 10:00:04 +0000\r\n\
    Authentication-Results: spf=pass (sender IP is 192.0.2.10)\r\n\
    \x20smtp.mailfrom=sender.example; dkim=pass (signature was verified)\r\n\
    \x20header.d=sender.example;dmarc=pass action=none\r\n\
    \x20header.from=sender.example;compauth=pass reason=100\r\n\
    Received-SPF: Pass (protection.outlook.com: domain of sender.example designates\r\n\
    \x20192.0.2.10 as permitted sender) receiver=protection.outlook.com;\r\n\
    \x20client-ip=192.0.2.10; helo=mail.sender.example; pr=C\r\n\
    Received: from mail.sender.example (192.0.2.10) by\r\n\
    \x20OS0PEPF00010104.mail.protection.outlook.com (10.167.17.136) with Microsoft SMTP\r\n\
    \x20Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.7386.12 via\r\n\
    \x20Frontend Transport; Mon, 23 Nov 2026 10:00:03 +0000\r\n";

/// The inner hop names no address, and the results stand below the hop from outside.
const ICLOUD: &str = "Received: from st43p00im-zteg01020301.me.com by p101-mailgateway-smtp-5f6c7d8b9-x2x4x\r\n\
    \t(mailgateway 2648B10) with SMTP id 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\r\n\
    \tfor <bob@icloud.com>; Mon, 23 Nov 2026 10:00:04 GMT\r\n\
    Received: from mail.sender.example (mail.sender.example [192.0.2.10])\r\n\
    \tby st43p00im-zteg01020301.me.com (Postfix) with ESMTPS id 4B1D380000BA\r\n\
    \tfor <bob@icloud.com>; Mon, 23 Nov 2026 10:00:03 +0000 (UTC)\r\n\
    Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=sender.example\r\n\
    Authentication-Results: dkim-verifier.icloud.com;\r\n\
    \tdkim=pass (ed25519 key) header.d=sender.example\r\n\
    Received-SPF: pass (spf.icloud.com: domain of alice@sender.example designates 192.0.2.10 as permitted sender) \
    receiver=spf.icloud.com; client-ip=192.0.2.10; helo=mail.sender.example; envelope-from=alice@sender.example\r\n";

/// A server of the provider's own sent it for a customer, to whom it had come from outside.
const GROUP: &str = "Received: by 2002:a05:7108:2e2:b0:342:22f4:d6db with SMTP id j2csp2149924gds;\r\n\
    \x20       Mon, 23 Nov 2026 02:00:06 -0800 (PST)\r\n\
    Return-Path: <lunch+bncBCX3XX4NVIMBB@googlegroups.com>\r\n\
    Received: from mail-sor-f69.google.com (mail-sor-f69.google.com. [198.51.100.69])\r\n\
    \x20       by mx.google.com with SMTPS id s9sor7055452eds.12.2026.11.23.02.00.05\r\n\
    \x20       for <bob@gmail.com>; Mon, 23 Nov 2026 02:00:05 -0800 (PST)\r\n\
    Received-SPF: pass (google.com: domain of lunch+bncbcx3xx4nvimbb@googlegroups.com designates 198.51.100.69 as \
    permitted sender) client-ip=198.51.100.69;\r\n\
    Received: by 2002:a05:6402:5008:b0:53d:ef29:19e8 with SMTP id p8ls9137411eda.1.-pod-prod-04;\r\n\
    \x20       Mon, 23 Nov 2026 02:00:04 -0800 (PST)\r\n\
    Received: from mail.sender.example (mail.sender.example. [192.0.2.10])\r\n\
    \x20       by gmr-mx.google.com with ESMTPS id d2e1a72fcca58.77.2026.11.23.02.00.03\r\n\
    \x20       for <lunch@googlegroups.com>; Mon, 23 Nov 2026 02:00:03 -0800 (PST)\r\n\
    List-ID: <lunch.googlegroups.com>\r\n";

/// A mailbox that forwards, with its own address in the envelope.
const MAILBOX: &str = "Return-Path: <bob@forwarder.example>\r\n\
    Delivered-To: bob@receiver.example\r\n\
    Received: from out.forwarder.example (out.forwarder.example [198.51.100.7])\r\n\
    \tby mx.receiver.example (Postfix) with ESMTPS id 4Xkq2C1wzz9rxT\r\n\
    \tfor <bob@receiver.example>; Mon, 23 Nov 2026 10:00:05 +0000 (UTC)\r\n\
    Received: from mail.sender.example (mail.sender.example [192.0.2.10])\r\n\
    \tby mx.forwarder.example (Postfix) with ESMTPS id 4Xkq2B7Jkz2xx9\r\n\
    \tfor <bob@forwarder.example>; Mon, 23 Nov 2026 10:00:03 +0000 (UTC)\r\n";

/// A gateway that names its cipher suite in the protocol's place, and a client that names itself by its address.
const GATEWAY: &str = "Received: from [192.0.2.10] ([192.0.2.10])\r\n\
    \x20 by gate.receiver.example with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384;\r\n\
    \x20 23 Nov 2026 10:00:03 +0000\r\n";

impl Maker {
    pub(super) fn borders(&mut self) {
        let zone = self.good_world();
        let ends = format!("{EXCHANGE}{RETURN_PATH}");
        self.judged("trace-border-exchange", self.below(&ends), &zone);
        self.judged("trace-border-icloud", self.below(&format!("{RETURN_PATH}{ICLOUD}")), &zone);
        self.judged("trace-border-group", self.below(GROUP), &zone);
        self.judged("trace-gateway", self.below(&format!("{RETURN_PATH}{GATEWAY}")), &zone);
        let zone = zone + "forwarder.example. 3600 IN TXT \"v=spf1 ip4:198.51.100.7 -all\"\r\n";
        self.judged("sender-forwarded-by-mailbox", self.below(MAILBOX), &zone);
    }
}
