import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @type {Record<import('../../types/report.js').SyntaxFault, string>} */
const syntax = {
  foreign_octet: '使えない文字が含まれています',
  unknown_mechanism: 'そのような機構（メカニズム）はありません',
  value_missing: '値がありません',
  value_unexpected: 'ここに書けない値が付いています',
  domain_spec: 'ドメイン名が完全な形になっていません',
  macro: 'マクロが途中で切れているか、% の使い方が正しくありません',
  macro_letter: 'ここでは使えないマクロ文字が含まれています',
  prefix: 'スラッシュの後ろの長さが正しくありません',
  ip4_network: 'IPv4 アドレスになっていません',
  ip6_network: 'IPv6 アドレスになっていません',
  repeated: '1 回しか書けないものです',
};

/**
 * What is wrong, of a record of the kind named, and what there is.
 * @type {Record<import('../../types/report.js').Slip, (record: string, found: string) => import('../text.js').Text>}
 */
const slips = {
  full_width: (record, x) => t`${words(record)} レコードに全角文字やよく似た別の文字「${x}」が使われており、`,
  blank: (record, x) =>
    x.includes('U+3000')
      ? t`${words(record)} レコードに全角の空白（${x}）が使われており、`
      : t`${words(record)} レコードに半角スペースではない空白（${x}）が使われており、`,
  invisible: (record, x) => t`${words(record)} レコードに目に見えない文字（${x}）が含まれており、`,
  quotes: (record, x) => t`${words(record)} レコードに引用符（${x}）まで登録されており、`,
  dash: (record, x) => t`${words(record)} レコードに半角の「-」や「~」ではない記号「${x}」が使われており、`,
  line_break: (record, x) => t`${words(record)} レコードの途中に改行（${x}）が入っており、`,
  backslash: (record, x) =>
    t`${words(record)} レコードに、ゾーンファイルでしか使わない円記号（バックスラッシュ）「${x}」が入っており、`,
  zone_line: (record, x) =>
    t`${words(record)} レコードの値に、ゾーンファイルの行がそのまま登録されており（先頭は ${x}）、`,
  version: (record, x) => t`${words(record)} レコードの先頭が ${x} となっていてバージョンの書き方が正しくないため、`,
  version_missing: (record, x) => t`${words(record)} レコードの先頭に必要な ${x} がないため、`,
  space_missing: (record, x) =>
    t`${words(record)} レコードで ${x} の前に空白がないため（1 つの TXT レコードの複数の文字列は空白なしで連結されます）、`,
  semicolon_missing: (record, x) => t`${words(record)} レコードで ${x} の後ろにセミコロンがないため、`,
  space_inside: (record, x) => t`${words(record)} レコードで ${x} の途中に空白が入っており、`,
  separator: (record, x) => t`${words(record)} レコードの区切りに正しくない文字「${x}」が使われており、`,
  other_name: (record, x) => t`${words(record)} レコードの ${x} は正しい名前で書かれていないため、`,
  address_as_name: (record, x) =>
    t`${words(record)} レコードの ${x} では、ドメイン名を書く場所に IP アドレスが書かれており（IP アドレスは ip4: か ip6: で指定します）、`,
};

/** What comes of it. @type {Record<import('../../types/report.js').SlipEffect, string>} */
const effects = {
  invalid: 'レコード全体が無効になって SPF がエラーになります',
  misread: '意図とは違う内容として読まれます',
  counts_as_none: 'ポリシーが効かず、p=none として扱われます。認証に失敗したメールは止められません',
  not_applied: 'ポリシーが読み取れず、DMARC が適用されません',
  reports_lost: 'その送付先にレポートが届きません',
  tolerated: '規格に反しています。このまま読み取る受信サーバーもありますが、保証はありません',
};

/** What comes of a text that is no record. */
const DISCARDED = 'レコードとして扱われません';

/**
 * @param {string} record
 * @param {import('../../types/report.js').Slip} kind
 * @param {string} found
 * @param {string} effect
 */
const slip = (record, kind, found, effect) =>
  t`${slips[kind](record, found)}${words(effect)}。ドメインの管理者による修正が必要です。`;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A duration, in the unit that people would use. @param {number} seconds */
export const duration = (seconds) => {
  if (seconds < 2 * MINUTE) return t`${seconds} 秒`;
  if (seconds < 2 * HOUR) return t`${Math.floor(seconds / MINUTE)} 分`;
  if (seconds < 2 * DAY) return t`${Math.floor(seconds / HOUR)} 時間`;
  return t`${Math.floor(seconds / DAY)} 日`;
};

/** @type {import('../catalogue.js').ArcFaults} */
const arcs = {
  field: {
    authentication_results: 'ARC-Authentication-Results',
    message_signature: 'ARC-Message-Signature',
    seal: 'ARC-Seal',
  },
  fault: {
    form: '必須のタグがないか、重複しているか、値が規則に合っていません',
    seal_lists_fields: 'ARC-Seal では使えないタグ h= があります',
    seal_signed: '署名の対象に含めてはならない ARC-Seal が含まれています',
    key_missing: '公開鍵がありません',
    key_unusable: '公開鍵レコードが使えません',
    signature: '署名の対象が変更されたか、別の鍵で署名されています',
    expired: '有効期限が切れています',
    body_hash: '本文が変更されています',
  },
};

/** @param {string | null} d */
const handler = (d) => d ?? words('読み取れないドメイン');

/** @type {import('../catalogue.js').PolicyTexts} */
export const problems = {
  'spf.identity.invalid-domain': (p) =>
    p.domain === ''
      ? t`SPF を検証する対象のドメインが示されていません。送信サーバーには完全なドメイン名を設定してください。`
      : t`${p.domain} は SPF レコードを持てるドメイン名ではないため、SPF は検証できません。送信サーバーには完全なドメイン名を設定してください。`,

  'spf.record.absent': (p) =>
    t`${p.domain} は現在 SPF レコードを公開していないため、どのサーバーから送信してよいかは SPF では分かりません。ドメインの管理者は、送信元サーバーを列挙した SPF レコードを公開できます。`,
  'spf.record.misspelt': (p) =>
    p.slip !== null && p.written !== null
      ? slip('SPF', p.slip, p.written, DISCARDED)
      : t`${p.text} で始まる TXT レコードは SPF レコードのつもりで書かれたようですが、SPF レコードとして扱われません。先頭は「v=spf1」と空白でなければなりません。ドメインの管理者による修正が必要です。`,
  'spf.record.slip': (p) => slip('SPF', p.slip, p.text, effects[p.effect]),
  'spf.record.multiple': (p) =>
    t`SPF レコードが ${p.count} 個公開されています。1 つしか認められないため、どのサーバーから送信しても SPF はエラーになります。ドメインの管理者は 1 つにまとめてください。`,
  'spf.record.syntax': (p) =>
    t`SPF レコードの ${p.text} が規則に合っていません（${words(syntax[p.fault])}）。このためレコード全体が無効になります。ドメインの管理者による修正が必要です。`,
  'spf.record.include-without-record': (p) =>
    t`SPF レコードの include が示す ${p.domain} に SPF レコードがないため、SPF はエラーになります。ドメインの管理者は、名前を修正するか、include を削除してください。`,
  'spf.record.redirect-without-record': (p) =>
    t`SPF レコードの redirect= が示す ${p.domain} に SPF レコードがないため、SPF はエラーになります。ドメインの管理者は名前を修正してください。`,
  'spf.record.too-many-terms': (p) =>
    t`SPF レコードで、include 先も含めて、DNS に問い合わせる項目が上限の ${p.allowed} 個を超えているため、SPF はエラーになります。ドメインの管理者は、使っていない項目を削除してください。`,
  'spf.record.terms-over-limit': (p) =>
    t`ここで調べた SPF レコードには、DNS に問い合わせる項目が ${p.found} 個あります（上限は ${p.allowed} 個）。今回は上限に達する前に送信元サーバーが見つかりましたが、別のサーバーから送信すると SPF がエラーになることがあります。ドメインの管理者は、使っていない項目を削除してください。`,
  'spf.record.terms-exceeded': (p) =>
    t`SPF レコードで、include 先も含めて、DNS に問い合わせる項目が${p.found === null ? words('上限を大きく超えています') : t` ${p.found} 個あります`}（上限は ${p.allowed} 個）。そこまでに一致しないサーバーからの送信では、SPF がエラーになります。項目ごとの数：${p.costs}。ドメインの管理者は、使っていない項目を、数の多いものから削除してください。`,
  'spf.record.loop': (p) =>
    t`SPF レコードが自分自身を include しています（${p.path}）。それより前の項目に一致しないサーバーからの送信では、SPF がエラーになります。ドメインの管理者はこの項目を削除してください。`,
  'spf.record.dead-target': (p) =>
    p.kind === 'mx'
      ? t`SPF レコードの mx が示す ${p.target} にはメールサーバーが登録されていないため、この項目はどのサーバーにも一致しません。ドメインの管理者は、名前を修正するか、項目を削除してください。`
      : t`SPF レコードの ${words(p.kind)}: が示す ${p.target} にはアドレスがないため、この項目はどのサーバーにも一致しません。ドメインの管理者は、名前を修正するか、項目を削除してください。`,
  'spf.record.mx-address': (p) =>
    t`${p.domain} の MX レコードに、ホスト名ではなく IP アドレス ${p.address} が書かれています。このままではメールを配送できず、SPF レコードの mx もどのサーバーにも一致しません。ドメインの管理者は MX レコードにホスト名を指定してください。SPF レコードの修正は不要です。`,
  'spf.record.too-many-void-lookups': (p) =>
    t`SPF レコードに、DNS に該当するレコードがない名前を示す項目が ${p.allowed} 個より多くあります。多くの受信サーバーで SPF がエラーになるため、ドメインの管理者はこれらの項目を削除してください。`,
  'spf.record.too-many-exchangers': (p) =>
    t`SPF レコードの mx が示すメールサーバーが ${p.found} 台あり、上限の ${p.allowed} 台を超えているため、SPF はエラーになります。ドメインの管理者は、代わりに ip4: や ip6: で送信元サーバーを指定してください。`,
  'spf.record.invalid-target': (p) =>
    t`SPF レコードの項目が示す ${p.target} はドメイン名ではないため、この項目はどのサーバーにも一致しません。レコードにこのとおり書かれている場合は、ドメインの管理者による修正が必要です。`,
  'spf.record.private-target': (p) =>
    t`SPF レコードの項目が示す ${p.target} は、組織内のネットワークでしか使われない名前です。ここでは問い合わせておらず、どの受信サーバーからも見つかりません。ドメインの管理者はこの項目を削除してください。`,
  'spf.record.pass-all': () =>
    t`SPF レコードがすべてのサーバーからの送信を許可しているため、SPF の pass は何の証明にもなりません。ドメインの管理者は、レコードの末尾を「~all」または「-all」にしてください。`,
  'spf.record.wide-range': (p) =>
    t`SPF レコードが /${p.prefix} という広い範囲のアドレスからの送信を許可しています。1 つの組織が使う数を大きく超えており、無関係なサーバーが含まれるおそれがあります。ドメインの管理者は範囲を狭めてください。`,
  'spf.record.ptr': () =>
    t`SPF レコードで ptr が使われています。遅く不確実なため、現在は使うべきではないとされています。ドメインの管理者は、代わりに ip4:、ip6:、a: などで送信元サーバーを指定してください。`,
  'spf.record.unknown-modifier': (p) =>
    p.meant === null
      ? t`SPF レコードの ${p.text} は、「=」の付いた未知の修飾子とみなされ、無視されます。ドメインの管理者は削除してください。`
      : t`SPF レコードの ${p.text} は、「=」が付いているため未知の修飾子とみなされ、無視されます。${p.meant} の誤りと思われます。ドメインの管理者による修正が必要です。`,
  'spf.record.no-all': (p) =>
    p.end === 'neutral'
      ? t`SPF レコードの末尾が「?all」なので、列挙されていないサーバーについては、レコードがない場合と同じように何も判断されません（neutral）。ドメインの管理者は、末尾を「~all」または「-all」にしてください。`
      : p.end === 'empty'
        ? t`SPF レコードに送信元サーバーが 1 つも書かれておらず、ほかのサーバーについての指定もないため、レコードがない場合と同じように何も判断されません（neutral）。メールを送信しないドメインなら「v=spf1 -all」とし、送信する場合は送信元サーバーを列挙してください。`
        : t`SPF レコードに「all」も「redirect=」もないため、列挙されていないサーバーについては、レコードがない場合と同じように何も判断されません（neutral）。include 先のレコードの末尾にある all は関係しません。ドメインの管理者は、末尾に「~all」または「-all」を追加してください。`,
  'spf.record.too-long': (p) =>
    t`SPF レコードの長さが ${p.octets} バイトあります。${p.allowed} バイトを超えると、DNS の応答が 512 バイトに収まらず、受け取れない受信サーバーがあります。ドメインの管理者は、個々のアドレスを範囲にまとめるなどして短くしてください。`,
  'spf.record.never-reached': (p) =>
    t`SPF レコードの ${p.text} は、レコードにある all が先に結果を決めるため、使われません。ドメインの管理者は、この項目を削除するか、使われるようにレコードを書き直してください。`,

  'spf.dns.failed': (p) =>
    t`${p.name} について有効な回答が得られなかったため、SPF の結果を決められません。これはメールに問題があることを意味しません。時間をおいて再度お試しください。`,
  'spf.dns.answers-differ': (p) =>
    t`${p.name} についての回答が互いに食い違っているため、SPF の結果を決められません。いずれかの情報が古い可能性があります。ドメインの管理者が公開しているレコードと照らし合わせてください。`,
  'spf.dns.not-asked': (p) => t`${p.name} を問い合わせていないため、この SPF の検証は完了していません。`,

  'dmarc.record.absent': (p) =>
    t`${p.domain} にも、その組織のドメインにも、現在 DMARC レコードがないため、認証に失敗したメールの扱いが受信サーバーに示されていません。ドメインの管理者は、まず p=none とレポートの送付先（rua=）を指定したレコードから始められます。`,
  'dmarc.record.monitoring': () =>
    t`DMARC のポリシーは「none」です。受信サーバーには、認証に失敗したメールを止めることが求められていません。レポートを確認する導入段階で使われるポリシーです。`,
  'dmarc.record.testing': () =>
    t`ドメインの管理者がポリシーをテスト中です（t=y）。受信サーバーには、認証に失敗したメールをポリシーより 1 段階緩く扱うことが求められています。テストが終わったら、t=y を削除してください。`,
  'dmarc.record.several': (p) =>
    t`同じ名前に DMARC レコードが ${p.count} 個あるため、すべて無視されます。ドメインの管理者は 1 つだけを残してください。`,
  'dmarc.record.slip': (p) => slip('DMARC', p.slip, p.text, effects[p.effect]),
  'dmarc.record.misplaced': (p) =>
    t`DMARC レコードが ${p.domain} そのものに登録されていて、どこからも参照されません。ドメインの管理者は、ホスト名を _dmarc にして登録し直してください。`,
  'dmarc.record.doubled-name': (p) =>
    t`DMARC レコードが ${p.name} に登録されていて、ドメイン名が二重になっています。ドメイン名を自動で付け加える管理画面では、ホスト名の欄に _dmarc だけを入力します。`,
  'dmarc.record.version': (p) =>
    p.slip !== null && p.written !== null
      ? slip('DMARC', p.slip, p.written, DISCARDED)
      : t`DMARC レコードのつもりで書かれたような TXT レコードがありますが、先頭が「v=DMARC1」（DMARC は大文字）とセミコロンになっていないため、無視されます。ドメインの管理者による修正が必要です。`,
  'dmarc.record.syntax': () =>
    t`DMARC レコードに「タグ=値」の形になっていない部分があり、無視されます。ドメインの管理者による修正が必要です。レポートの送付先が複数あるときは、コンマで区切ります。`,
  'dmarc.record.tag-duplicate': (p) =>
    t`DMARC レコードにタグ ${p.tag} が 2 回以上書かれています。ここでは最初のものを採用しましたが、扱いは受信サーバーによって異なることがあります。ドメインの管理者は 1 つだけを残してください。`,
  'dmarc.record.tag-case': (p) =>
    t`DMARC レコードのタグ ${p.tag} が大文字で書かれており、これを無視する受信サーバーがあります。ドメインの管理者は小文字に直してください。`,
  'dmarc.record.tag-value': (p) =>
    t`DMARC レコードのタグ ${p.tag} の値 ${p.value} は、認められているもののいずれでもないため、使われません${words(p.tag === 'fo' ? '（fo の値は 0、1、d、s で、複数ある場合はコロンで区切ります）' : '')}。ドメインの管理者による修正が必要です。`,
  'dmarc.record.tag-unknown': (p) =>
    p.meant === null
      ? t`DMARC レコードにあるタグ ${p.tag} は DMARC で定義されておらず、無視されます。ドメインの管理者は削除してかまいません。`
      : t`DMARC レコードの ${p.tag} というタグはなく、無視されます。${p.meant} の誤りと思われます。ドメインの管理者による修正が必要です。`,
  'dmarc.record.subdomain-tag': (p) =>
    t`${p.domain} の DMARC レコードにあるタグ ${p.tag} は使われません。その下のサブドメインには、${p.organization} のレコードのポリシーが適用されます。ドメインの管理者は削除してかまいません。`,
  'dmarc.record.psd': (p) =>
    t`${p.domain} の DMARC レコードに psd=y があります。これは「com」などのレジストリのための指定で、サブドメインがそれぞれ別の組織とみなされます。サブドメインのメールに ${p.domain} で署名しても、DMARC に合格しなくなります。第三者がその下に名前を登録するドメインでないかぎり、ドメインの管理者は psd=y を削除してください。`,
  'dmarc.record.policy-missing': (p) =>
    p.effect === 'counts_as_none'
      ? t`DMARC レコードにポリシー（p=）がないため p=none として扱われ、認証に失敗したメールも止められません。ドメインの管理者は、まず p=none を追加してください。`
      : t`DMARC レコードにポリシー（p=）がなく、レポートの送付先もないため、DMARC は適用されません。ドメインの管理者は、まず p=none を追加してください。`,
  'dmarc.record.policy-none': (p) =>
    t`DMARC レコードの ${p.tag}=${p.value} は有効なポリシーではないため、レコード全体が p=none として扱われ、認証に失敗したメールも止められません。ドメインの管理者による修正が必要です。`,
  'dmarc.record.policy-invalid': (p) =>
    t`DMARC レコードの ${p.tag}=${p.value} は有効なポリシーではなく、レポートの送付先もないため、DMARC は適用されません。ドメインの管理者による修正が必要です。`,
  'dmarc.record.tag-removed': (p) =>
    p.tag === 'pct'
      ? t`タグ pct は DMARC から削除されました。RFC 9989 に従う受信サーバーは無視しますが、それ以外では使われることがあります。ドメインの管理者は削除し、ポリシーをテストするときは t=y を使ってください。`
      : t`タグ ${p.tag} は DMARC から削除され、RFC 9989 に従う受信サーバーは無視します。ドメインの管理者は削除してかまいません。`,
  'dmarc.record.subdomains-open': (p) =>
    t`ドメイン自体のポリシーは ${words(p.policy)} ですが、${words(p.tag)}=none のため、${words(p.tag === 'np' ? '存在しないサブドメイン' : 'サブドメイン')}を名乗るメールは止められません。サブドメインは誰でも自由に名乗ることができます。サブドメインから送られるメールをまだ確認している段階でなければ、ドメインの管理者は ${words(p.tag)} を削除してください。削除すると、p のポリシーが適用されます。`,
  'dmarc.record.no-reports': () =>
    t`DMARC レコードに、集計レポートの有効な送付先（rua=）がありません。ドメインの管理者は、どのメールが認証に失敗したか、それが自組織のメールかどうかを知ることができないため、送付先を追加してください。`,
  'dmarc.record.uri': (p) =>
    p.fault === 'empty'
      ? t`DMARC レコードのタグ ${p.tag} に送付先のアドレスがないため、レポートは送られません。ドメインの管理者は、アドレスを指定するか、タグを削除してください。`
      : p.fault === 'scheme'
        ? t`DMARC レコードのタグ ${p.tag} にある ${p.value} の前に「mailto:」がないため、レポートは送られません。ドメインの管理者は「mailto:」を付けてください。`
        : p.fault === 'slashes'
          ? t`DMARC レコードのタグ ${p.tag} で「mailto:」の後ろに「//」が付いているため（${p.value}）、レポートは別の名前のメールボックスに送られます。ドメインの管理者は「//」を削除してください。`
          : t`DMARC レコードのタグ ${p.tag} にある ${p.value} は、レポートの送付先として読み取れません。mailto:reports@example.com のように書き、複数あるときはコンマで区切ります。ドメインの管理者による修正が必要です。`,
  'dmarc.record.reports-unserved': (p) =>
    t`DMARC レコードのタグ ${p.tag} で ${p.value} がレポートの送付先に指定されています。受信側に求められているのは「mailto:」での送付だけで、ほかの方法で送る受信側はほとんどありません。ドメインの管理者はメールアドレスを指定してください。`,
  'dmarc.destination.not-authorized': (p) =>
    t`DMARC レコードは別の組織のドメイン ${p.domain} をレポートの送付先に指定していますが、${p.domain} 側に受け取りを承諾するレコードがありません。そのため、受信側はここにレポートを送りません。${p.domain} の管理者が承諾のレコードを公開する必要があります。`,

  'dmarc.dns.answers-differ': (p) =>
    t`${p.name} についての回答が互いに食い違っているため、どれも判定に使っていません。いずれかの情報が古い可能性があります。ドメインの管理者が公開しているレコードと照らし合わせてください。`,

  'dmarc.alignment.none': (p) =>
    p.mode === 'strict'
      ? t`${p.domain} は認証されましたが、DMARC では有効とみなされません。レコードが ${p.author} との完全な一致を求めているためです。${p.author} のメールを送信するときは、このドメインで署名する必要があります。`
      : t`${p.domain} は認証されましたが、${p.author} と同じ組織のドメインではないため、DMARC では有効とみなされません。${p.author} のメールを送信するときは、このドメインか同じ組織のドメインで署名する必要があります。${p.psd === null ? words('') : t`${p.psd} の DMARC レコードの psd= がなければ、同じ組織とみなされていたドメインです。`}`,

  'trace.hops.unproven': (p) =>
    t`Received フィールドのうち ${p.count} 個は、受信側のサーバーに届く前からメールにあったものです。メールを引き渡した側が書き換えることもできるため、ここでは判断の根拠にしていません。ほとんどのメールがこの状態です。`,
  'trace.hop.clock-skew': (p) =>
    t`この区間の日時が、その前の区間より ${duration(p.seconds)}早くなっています。多くの場合はサーバーの時計のずれですが、日時が偽られていても同じように見えます。`,

  'envelope.received.absent': () =>
    t`このコピーには、受信サーバーが追加する Received フィールドがありません。どの IP アドレスから届いたメールかが分からないため、SPF は検証していません。アドレスが分かる場合は入力できます。`,
  'envelope.client.private': (p) =>
    t`メールは ${p.client} から受信側に届いていますが、これはネットワーク内部またはサーバー自身の IP アドレスです。SPF レコードはこのようなアドレスを対象としないため、SPF は検証していません。送信元のグローバル IP アドレスが分かる場合は入力できます。`,
  'envelope.client.unknown': () =>
    t`メールがどのグローバル IP アドレスから受信側に届いたかが Received フィールドから分からないため、SPF は検証できませんでした。アドレスが分かる場合は入力できます。`,
  'envelope.mail-from.unknown': () =>
    t`このコピーには、受信サーバーが記録したエンベロープ From（MAIL FROM）がありません。通常は受信サーバーが Return-Path に残すものです。そのため、このアドレスの SPF は検証済みとして扱いません。分かる場合は入力できます。`,

  'results.field.unproven': (p) =>
    p.name === null
      ? t`このフィールドには認証に成功したと書かれていますが、差出人や途中のサーバーも書き込める位置にあるため、何の証明にもなりません。転送されたメールには、このようなフィールドがよく残っています。`
      : t`このフィールドには ${p.name} の名前で認証に成功したと書かれていますが、差出人や途中のサーバーも書き込める位置にあるため、何の証明にもなりません。転送されたメールには、このようなフィールドがよく残っています。`,
  'results.field.version-unknown': () =>
    t`このフィールドは、定義されていないバージョンの Authentication-Results とされています。内容はバージョン 1 と同じものとして読み取りました。`,
  'results.message.too-many-fields': (p) =>
    t`受信サーバーによる認証結果のフィールドが ${p.found} 個あります。読み取ったのは先頭の ${p.allowed} 個です。`,

  'replay.recipient.not-named': (p) =>
    t`メールの配送先は ${p.recipient} ですが、To にも Cc にもありません。メーリングリスト、転送、Bcc ではよくあることですが、署名済みのメールが別の相手に再送された場合も同じように見えます。`,
  'replay.host.other': (p) =>
    t`メールを引き渡したサーバー（${p.client}）が、署名した ${p.signer} の送信元サーバーであることは SPF では確認できませんでした。メーリングリスト、転送、配信サービスではよくあることですが、署名済みのメールが別の相手に再送された場合も同じように見えます。`,
  'replay.time.long-before': (p) =>
    t`署名されてから引き渡されるまでに ${duration(p.seconds)}かかっています。配送が長く保留されたメールや、後で転送されたメールのほか、署名済みのメールが別の相手に再送された場合もこうなります。心当たりがないときは差出人に確認してください。署名側は、署名に有効期限（x=）を付けることができます。`,

  'dns.name.token': (p) =>
    t`${p.name} は、このメールのためだけに作られた名前のようです。問い合わせると、メールが調べられていることとその日時が、このドメインの管理者に伝わります。`,
  'dns.message.too-many-questions': (p) =>
    t`レコードをたどると、DNS への問い合わせが 1 通のメールの上限（${p.allowed} 件）を超えます。残りは問い合わせていないため、結果の一部は確認できていません。`,

  'identity.domain.mixed-script': (p) =>
    t`${fieldName(p.name)} のドメイン ${p.domain} には、異なる文字体系の文字が混ざっています。よく似た別の文字が使われているおそれがあります。`,
  'identity.domain.confusable': (p) =>
    t`${fieldName(p.name)} のドメイン ${p.domain} は ${p.looks_like} とよく似ていますが、別のドメインです。`,
  'identity.domain.compatibility-characters': (p) =>
    t`${fieldName(p.name)} のドメインに、全角文字などの特殊な文字が使われています：${p.domain}。これを ${p.means} と解釈するソフトがあります。`,
  'identity.domain.invalid-a-label': (p) =>
    t`${fieldName(p.name)} のドメインの ${p.label} は、国際化ドメイン名の符号化された形に見えますが、正しい形ではありません。別の文字列として表示するソフトがあります。`,
  'identity.text.bidi-control': (p) =>
    t`${fieldName(p.name)} に、文字の並ぶ向きを変える制御文字が ${p.count} 個含まれています（最初は ${p.character}）。表示される文字列が実際の内容と異なるおそれがあります。`,
  'identity.text.invisible-character': (p) =>
    t`${fieldName(p.name)} に、目に見えない文字が ${p.count} 個含まれています（最初は ${p.character}）。名前を空に見せかけたり、迷惑メールフィルターをすり抜けたりするために使われることがあります。`,
  'identity.text.control-character': (p) =>
    t`${fieldName(p.name)} に、あるはずのない制御文字が ${p.count} 個含まれています（最初は ${p.character}）。`,
  'identity.text.unknown-charset': (p) =>
    t`${fieldName(p.name)} の一部に不明な文字コード ${p.charset} が使われているため、文字として表示できません。`,
  'identity.text.unencoded': (p) =>
    t`${fieldName(p.name)} に、エンコードされていない文字（日本語など）が直接書かれています。メールの規格では認められていないため、メールソフトによって表示が異なります。文字コードは ${p.charset} と推定され、内容は次のとおりです：${p.text}`,
  'identity.name.domain': (p) =>
    p.name === 'from'
      ? t`From の表示名に ${p.shown} というドメインが書かれていますが、実際のアドレスは ${p.author} のものです。表示名だけを示すメールソフトでは誤解のおそれがあります。`
      : t`${fieldName(p.name)} の表示名に ${p.shown} と書かれていますが、実際のアドレスは ${p.author} のものです。`,
  'identity.reply-to.other-domain': (p) =>
    t`返信先は ${p.domain} で、From のドメイン ${p.author} とは異なります。メールマガジンや問い合わせ窓口でよくある設定ですが、詐欺にも使われます。`,
  'identity.sender.other-domain': (p) =>
    t`Sender のドメインは ${p.domain} で、From のドメイン ${p.author} とは異なります。メーリングリストや配信サービスが代理で送信するときに、このようになります。`,
  'identity.return-path.other-domain': (p) =>
    t`エンベロープ From のドメインは ${p.domain} で、From のドメイン ${p.author} とは異なります。配信サービス、メーリングリスト、転送でもよくありますが、なりすましでも同じようになります。`,

  'arc.chain.too-many-sets': (p) =>
    t`ARC セットが ${p.found} 個あります。上限の ${p.allowed} 個を超えているため、ARC チェーンは無効です。内容は調べていません。`,
  'arc.chain.failed-before': (p) =>
    t`${handler(p.domain)} が受け取った時点で、ARC チェーンはすでに壊れていました（cv=fail）。壊れたチェーンを元に戻すことはできません。`,
  'arc.chain.instance': (p) =>
    t`i= の値が 1 から 50 までの数値でない ${words(arcs.field[p.field])} フィールドがあります。どの ARC セットにも属さないため、ARC チェーンは無効です。`,
  'arc.chain.gap': (p) => t`ARC チェーンの番号が連続していません。ここから ${p.missing} 個のセットが欠けています。`,
  'arc.chain.too-many-key-names': (p) =>
    t`ARC チェーンが ${p.found} 個の異なる公開鍵を示しています。一度に問い合わせるのは ${p.allowed} 個までです。`,
  'arc.chain.untrusted-sealer': (p) =>
    t`以前の認証に成功したという記録は、${p.domain} がそう述べているだけです。ARC の封印は誰でも付けられ、どんな内容でも書けます。${p.domain} を信頼できる場合にだけ参考にしてください。`,
  'arc.chain.historic': () =>
    t`ARC は終了に向かっている実験的な規格です。IETF は ARC を「歴史的」な規格とする準備を進めており、今後は頼らないよう勧めています。ただし、大手のメールサービスの中には今も参照しているところがあります。`,
  'arc.set.field-missing': (p) =>
    t`ARC セットに ${words(arcs.field[p.field])} フィールドがないため、ARC チェーンは無効です。`,
  'arc.set.field-duplicate': (p) =>
    t`ARC セットに ${words(arcs.field[p.field])} フィールドが 2 つ以上あるため、ARC チェーンは無効です。`,
  'arc.set.sealer': (p) =>
    t`この ARC セットは ${p.domain} が封印しています。メールがそのサーバーを経由したと述べているもので、差出人については何も証明しません。`,
  'arc.set.receivers-own': (p) =>
    t`この ARC セットは、Authentication-Results を記録したものと同じ ${p.receiver} が受信時に付けたものです。そこがメールの届いた先であれば、転送されたことを示すものではありません。`,
  'arc.seal.chain-status': (p) =>
    p.found
      ? t`封印に cv=${p.found} とありますが、この ARC セットでは cv=${p.expected} でなければならないため、ARC チェーンは無効です。`
      : t`封印にチェーンの状態がありません。この ARC セットでは cv=${p.expected} が必要なため、ARC チェーンは無効です。`,
  'arc.seal.failed': (p) =>
    t`${handler(p.domain)} による ARC の封印の検証に失敗しました。${words(arcs.fault[p.fault])}。ARC セットの内容は根拠になりません。`,
  'arc.message-signature.failed': (p) =>
    t`${handler(p.domain)} による最新の ARC 署名の検証に失敗しました。${words(arcs.fault[p.fault])}。ARC セットの内容は根拠になりません。`,
  'arc.message-signature.outdated': (p) =>
    t`${handler(p.domain)} による ARC 署名は、現在のメールとは一致しません。${words(arcs.fault[p.fault])}。その後にメールを中継したサーバーによる変更で、規格上認められています。`,
};
