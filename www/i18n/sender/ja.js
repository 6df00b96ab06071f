import { duration } from '../policy/ja.js';
import { meaningOf, text as t, words } from '../text.js';

/** @import { SenderTexts } from './texts.js' */

/** @param {string} value */
const policyMeans = (value) =>
  meaningOf(
    {
      none: '特別な扱いは求めず、レポートだけを求める',
      quarantine: '疑わしいメールとして扱う（迷惑メールフォルダーに入れるなど）',
      reject: '受け取りを拒否する',
    },
    value,
    '定義されていない値です',
  );

/** @param {string} value */
const modeMeans = (value) =>
  meaningOf(
    {
      r: '組織が同じであればよい（relaxed）',
      s: 'ドメインが完全に一致しなければならない（strict）',
    },
    value,
    '定義されていない値なので、relaxed として扱われます',
  );

/** @type {SenderTexts['alignment']} */
const alignment = {
  details: '証明の内訳',
  heading: '差出人の証明',
  lead: '受信者の目に入るのは From のアドレスです。このアドレスが証明されるのは、署名または配送経路によって技術的に確認されたドメインが、From のドメインと同じ組織に属する場合だけです。',
  underlined: '比較の基準となる組織の部分を、分かる場合は下線で示しています。',
  author: 'From のドメイン（受信者に見えるもの）',
  no_author: '比較の基準となる From のドメインが 1 つに定まりません。',
  absent: 'このコピーには From がないため、比較の基準となるドメインが分かりません。',
  signature: (n) => t`署名 ${n}（DKIM、d=）`,
  envelope: 'エンベロープ From（SPF、MAIL FROM）',
  greeting: '送信サーバーの名前（SPF、HELO）',
  no_envelope: 'エンベロープが分からないため、SPF では何も証明されません。',
  unsigned: 'このメールには署名（DKIM）がありません。',
  organization: (domain) => t`組織：${domain}`,
  aligned: {
    identical: 'From と同じドメインです',
    same_organization: 'From と同じ組織です',
    none: 'From とは別の組織です',
    pending: 'まだ問い合わせていないため、決まっていません',
    temperror: 'DNS から回答がないか、回答が食い違っているため、判定できません',
    not_checked: '比較していません',
  },
  mode: { relaxed: 'relaxed：組織が同じであればよい', strict: 'strict：ドメインの完全な一致が必要' },
  fails: '認証されていないため、証明にはなりません。',
  expired: '署名は正しいものでしたが、期限が切れています',
  related: 'From のドメイン、またはその親子のドメインです',
  body_untested: 'ヘッダーは署名されていますが、本文は検証できませんでした。',
  dkim: {
    pass: '署名は正しいものです',
    fail: '署名が一致しません',
    neutral: 'このコピーでは検証できません',
    permerror: '署名または鍵が使えません',
    temperror: '鍵を取得できませんでした',
    pending: '鍵をまだ問い合わせていません',
    not_checked: '検証していません',
  },
  spf: {
    none: 'SPF レコードがありません',
    neutral: 'ドメインは、このサーバーについて何も定めていません',
    pass: 'このサーバーは送信を許可されています',
    fail: 'このサーバーは送信を許可されていません',
    softfail: 'このサーバーはおそらく許可されていません',
    temperror: 'DNS から回答がないか、回答が食い違っています',
    permerror: 'SPF レコードに誤りがあります',
    pending: 'まだ問い合わせていません',
    not_checked: '検証していません',
  },
  by_walk: (domain, organization) =>
    t`${domain} からのツリーウォークにより、組織ドメインは ${organization} と判定されました。`,
  uncompared: '適用される DMARC レコードがないため、比較は求められていません。',
};

/** @type {SenderTexts['dmarc']} */
const dmarc = {
  heading: 'DMARC：From のドメインが求める扱い',
  of_domain: 'DMARC：ドメインが求める扱い',
  result: {
    pass: (author) => t`DMARC は合格です。確認されたドメインが ${author} と同じ組織に属しています。`,
    fail: (author) => t`DMARC は不合格です。${author} と同じ組織に属するドメインは確認されていません。`,
    none: (author) => t`DMARC は適用されません。${author} について使えるポリシーレコードがありません。`,
    temperror: (author) => t`DMARC を判定できません。${author} について DNS から回答がないか、回答が食い違っています。`,
    would_pass: (author) =>
      t`このコピーには本文がありません。本文が署名時のままであれば、${author} の DMARC は合格です。`,
    pending: (author) => t`DMARC はまだ判定できません。${author} について、まだ問い合わせていない名前があります。`,
    not_checked: (author) =>
      t`DMARC は判定していません。${author} についての問い合わせをしていないか、検証できないものがありました。`,
  },
  policy: {
    none: (domain) => t`${domain} は、不合格のメールに特別な扱いを求めていません（none）。`,
    quarantine: (domain) => t`${domain} は、不合格のメールを疑わしいものとして扱うよう求めています（quarantine）。`,
    reject: (domain) => t`${domain} は、不合格のメールの受け取りを拒否するよう求めています（reject）。`,
  },
  policy_none: 'ポリシーは分かっていません。',
  source: {
    author: 'ドメイン自身のレコードです。',
    organizational: '組織ドメインのレコードです。',
    public_suffix: 'パブリックサフィックスのレコードで、その下のすべてのドメインに適用されます。',
  },
  tag: {
    p: () => t`p タグが適用されます。`,
    sp: (domain) => t`${domain} はサブドメインなので、sp タグが適用されます。`,
    np: (domain) => t`${domain} は存在しないので、np タグが適用されます。`,
  },
  effective: (policy) => t`レコードはテスト中（t=y）なので、代わりに ${words(policy)} が適用されます。`,
  not_applied: 'このままではレコードは適用されません。ポリシーの値が無効で、レポートの送付先もありません。',
  existence: {
    exists: 'ドメインは存在します。',
    does_not_exist: 'ドメインは存在しません。',
    pending: 'ドメインが存在するかどうかは、これから問い合わせます。',
    unknown: 'ドメインが存在するかどうかは不明です。存在するものとして扱います。',
  },
  record: (name) => t`${name} にあるポリシーレコード`,
  columns: { tag: 'タグ', value: '値', meaning: '意味' },
  tags: {
    v: () => 'DMARC レコードであることを示します',
    p: (value) => `このドメインの不合格のメール：${policyMeans(value)}`,
    sp: (value) => `サブドメインの不合格のメール：${policyMeans(value)}`,
    np: (value) => `存在しないサブドメインの不合格のメール：${policyMeans(value)}`,
    adkim: (value) => `署名：${modeMeans(value)}`,
    aspf: (value) => `エンベロープ：${modeMeans(value)}`,
    rua: () => '集計レポートの送付先です。受信側が見たすべてのメールについて報告されます',
    ruf: () => '個々の失敗についてのレポートの送付先です。送る受信側はわずかです',
    fo: () => '個々の失敗についてのレポートを求める条件です',
    psd: (value) =>
      meaningOf(
        {
          y: 'このドメインはパブリックサフィックスです',
          n: 'このドメインは独立した組織です',
          u: 'パブリックサフィックスかどうかは示されていません',
        },
        value,
        '定義されていない値です',
      ),
    t: (value) =>
      value.toLowerCase() === 'y'
        ? 'ポリシーはテスト中で、1 段階緩いものが適用されます'
        : 'ポリシーはそのまま適用されます',
    pct: (value) =>
      `メールの ${value !== '' && value.length < 4 && Number.isInteger(Number(value)) ? Number(value) : '…'}% にポリシーを適用するための指定でした`,
    rf: () => '個々の失敗についてのレポートの形式の指定でした',
    ri: () => 'レポートの間隔（秒）の指定でした',
  },
  bad_address: {
    empty: () => t`無効です：アドレスがないため、レポートは送られません。`,
    scheme: (uri) => t`無効です：${uri} の前に「mailto:」がないため、レポートは送られません。`,
    slashes: (uri) => t`誤りです：${uri} の「//」は不要です。このままではメールボックス名の一部になります。`,
    unserved: (uri) =>
      t`機能しません：受信側に求められているのはメールでの送付だけで、${uri} にレポートを送る受信側はほとんどありません。`,
    unreadable: (uri) =>
      t`無効です：${uri} は mailto:reports@example.com のような形になっていないため、レポートは送られません。`,
  },
  unknown_tag: 'DMARC にないタグなので、無視されます',
  no_tag: 'タグと値の形になっていないため、無視されます',
  removed:
    'RFC 9989（2026 年）で廃止されました。新しい規格に従う受信側は参照しませんが、従来の受信側は参照することがあります。',
  former_heading: 'RFC 7489 に従う従来の受信側では、結果が異なることがあります',
  former: {
    share: 'ポリシーを一部のメールにだけ適用します（pct）。',
    non_existent: 'np タグを知らないため、sp または p を使います。',
    public_suffix: 'psd タグを知らないため、パブリックサフィックスの一覧に従います。',
    testing: 't=y を知らないため、ポリシーをそのまま適用します。',
    organization: 'パブリックサフィックスの一覧によると、組織ドメインが異なります。',
    several: 'From のドメインに複数のレコードがあると、上位のドメインは調べずに打ち切ります。',
  },
  former_result: {
    pass: 'RFC 7489 に従うと、DMARC に合格します。',
    fail: 'RFC 7489 に従うと、DMARC に不合格となります。',
    none: 'RFC 7489 に従うと、DMARC は適用されません。',
    temperror: 'RFC 7489 に従う場合、DNS から回答がないか、回答が食い違っているため、DMARC を判定できません。',
    would_pass: 'RFC 7489 に従うと、本文が署名時のままなら DMARC に合格します。',
    pending: 'RFC 7489 に従う場合の結果は、まだ決まっていません。',
    not_checked: 'RFC 7489 に従う場合の結果は、確認していません。',
  },
  former_policy: (policy, share) =>
    share < 100
      ? t`不合格のメールに対するポリシーは ${words(policy)} で、そのうち ${share} % に適用されます。`
      : t`不合格のメールに対するポリシーは ${words(policy)} です。`,
  former_asked: (policy, share) =>
    share < 100
      ? t`RFC 7489 に従うと、不合格のメールに対するポリシーは ${words(policy)} で、そのうち ${share} % に適用されます。`
      : t`RFC 7489 に従うと、不合格のメールに対するポリシーは ${words(policy)} です。`,
  former_guess: 'パブリックサフィックスの一覧を使っていないため、組織ドメインは名前の形から推定しています。',
};

/** @type {SenderTexts['forms']} */
const forms = {
  heading: 'このメールにとってのポリシーの意味',
  lead: '同じメールが、届いたままの場合と別の経路で届いた場合について、DMARC に合格するかどうかと、それぞれのポリシーが受信側に求める扱いを示します。',
  obstacle: {
    author: 'From のドメインが 1 つに定まらないため、比べられません。',
    record: 'このメールに適用される DMARC レコードがないため、比べられません。',
    pending: 'まだ問い合わせていないものがあるため、比べられません。',
    client:
      'どのサーバーから引き渡されたかがメールから分からないため、SPF に合格するかどうかは不明です。From を証明する署名がないため、結果は SPF だけで決まります。サーバーが分かっている場合は、「すべての根拠」の SPF の欄で入力できます。',
    mail_from:
      'エンベロープ From がメールから分からないため、SPF に合格するかどうかは不明です。From を証明する署名がないため、結果は SPF だけで決まります。エンベロープ From が分かっている場合は、「すべての根拠」の SPF の欄で入力できます。',
    unanswered:
      'From のドメインを証明しうるもののうち、問い合わせていないもの、回答がないもの、このコピーでは検証できないものがあるため、比べられません。',
  },
  spf: { passes: 'From について合格の場合', fails: '合格しない場合' },
  columns: { way: '経路', spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' },
  today: '（現在の設定）',
  kind: {
    direct: '届いたまま',
    forwarded: '転送（エンベロープは元のまま）',
    forwarded_srs: '転送（SRS でエンベロープを書き換え）',
    changed: 'メーリングリストによる変更（フッターや件名）',
  },
  aligned: '（From を証明）',
  not_aligned: '（From を証明せず）',
  dkim: { holds: 'From を証明する署名あり', breaks: 'From を証明する署名なし' },
  passes: '合格',
  fails: '不合格',
  policy: { none: 'none の場合', quarantine: 'quarantine の場合', reject: 'reject の場合' },
  fate: { pass: '配送', none: '配送（報告のみ）', quarantine: '迷惑メール扱い', reject: '拒否' },
  note: 'ポリシーは要望であり、最終的な扱いは受信側が決めます。',
};

/** @type {SenderTexts['next']} */
const next = {
  heading: 'ドメインの管理者が次にとれる安全な手順',
  lead: 'このメールが本当に自分のものである場合：',
  step: {
    publish_record:
      'p=none とレポートの送付先を指定した DMARC レコードを公開します。配送には影響せず、自分の名前で誰が送信しているかが分かるようになります。',
    mend_record: 'レコードを修正します。このままでは、意図したとおりに適用されません。',
    mend_faults:
      '先に、ここに挙げたドメインの問題を修正します。修正するまでは、ポリシーを厳しくしても、自分のメールが不合格になったり、なりすましのメールが通ったりするおそれがあります。',
    sign_for_domain: 'ドメイン自身の DKIM 署名を付けます。署名がないと、転送されただけで不合格になります。',
    ask_for_reports:
      '集計レポートを受け取れるようにします。レポートがないと、厳しいポリシーが自分のメールに影響するかどうかが分かりません。',
    read_reports_then_quarantine:
      '数週間レポートを確認します。自分のメールがすべて合格するようになったら、p=quarantine に進めます。',
    read_reports_then_reject:
      '引き続きレポートを確認します。自分のメールが不合格にならず、メーリングリストに投稿する利用者もいないなら、p=reject に進めます。',
    keep: '今のポリシーのままでかまいません。レポートの確認を続けます。',
  },
  record: '公開するレコード（TXT）：',
  later: 'レポートで自分のメールの不合格がなくなった後に公開するレコード（TXT）：',
  name: '名前：',
  placeholder: (address) => t`${address} は仮のアドレスです。実在するメールボックスに置き換えてください。`,
  guessed: (word, found) =>
    t`${found} は、つづりから ${word} の誤りと推測しました。今のままでは効果がありません。意図した内容と合っている場合だけ公開してください。`,
  copy: 'レコードをコピー',
  several: 'この名前には 1 つのレコードしか置けません。ほかのレコードは削除してください。',
  first: {
    points: 'まず、上に挙げた点を修正します。',
    signature: 'まず、このドメインの署名が失敗する原因を突き止めます。分かっている原因は、上の判定結果に示しています。',
  },
  keep_policy: 'ポリシー自体は今のまま維持し、レポートの確認を続けてください。',
  faulty: '現在公開されているレコード：',
  faulty_at: (name) => t`現在 ${name} に登録されているレコード：`,
  kept: '受信側が参照する内容は変えずに、書き方の誤りを直し、足りないものを補っています。公開する前に、元のレコードと見比べてください。',
  unclear:
    '意図した内容を確実には読み取れないため、修正したレコードは示していません。先頭を「v=DMARC1; p=」とし、none、quarantine、reject のいずれかを続けます。ほかのタグは、それぞれセミコロンで区切って続けます。',
};

/** @type {SenderTexts['walk']} */
const walk = {
  heading: 'DMARC のツリーウォーク',
  lead: 'ポリシーレコードと組織ドメインを見つけた手順です。ドメインから上に向かって、最大 8 つの名前を調べます（RFC 9989 §4.10）。最後は「com」のようなトップレベルの名前です。その下の名前が別の組織のものであること（psd=y）を、そのレコードが示している場合があるためです。',
  author: (domain) => t`From のドメイン ${domain} から`,
  given: (domain) => t`${domain} から`,
  other: (domain) => t`確認されたドメイン ${domain} から`,
  state: {
    record: 'ポリシーレコードあり',
    none: 'ポリシーレコードなし',
    pending: 'これから問い合わせます',
    temperror: '回答なし',
    answers_differ: '回答が食い違っています',
    not_checked: '問い合わせていません',
  },
  invalid: 'このレコードは適用されません。',
  psd: { y: 'psd=y：パブリックサフィックス', n: 'psd=n：独立した組織' },
  skipped: '8 つに収めるため、この間の名前は省かれます。',
  ended: {
    psd: 'レコードがドメインの種類を示しているため、ここで終わります。',
    root: 'ルートの手前の名前に達したため、ここで終わります。',
    open: 'まだ終わっていません。',
  },
  organization: (domain) => t`組織ドメイン：${domain}`,
  no_organization: '組織ドメインはまだ分かっていません。',
  names: (n) => t`${n} 個の名前`,
  none: 'From のドメインが 1 つに定まらないため、ツリーウォークは行われませんでした。',
};

/** @type {SenderTexts['spf']} */
const spf = {
  heading: 'SPF：このサーバーは送信を許可されているか',
  lead: 'SPF は、メールを引き渡したサーバーのアドレスを、エンベロープのドメインが公開している一覧と照らし合わせます。',
  of_domain: {
    heading: 'SPF：このドメインからメールを送信できるサーバー',
    lead: 'SPF は、このドメインのメールを送信してよいサーバーの一覧です。',
  },
  identity: {
    mailfrom: 'エンベロープ From（MAIL FROM）',
    helo: 'サーバーの名前（HELO）',
    domain: 'ドメインのレコード',
  },
  result: {
    none: (domain) => t`none：${domain} には使える SPF レコードがないため、許可の有無は分かりません。`,
    neutral: (domain, client) => t`neutral：${domain} は、${client} について許可するとも拒否するとも定めていません。`,
    pass: (domain, client) => t`pass：${domain} は、${client} からの送信を許可しています。`,
    fail: (domain, client) => t`fail：${domain} は、${client} からの送信を許可していません。`,
    softfail: (domain, client) => t`softfail：${client} は、おそらく ${domain} のサーバーではありません。`,
    temperror: (domain) =>
      t`temperror：${domain} について DNS から回答がないか、回答が食い違っているため、今は判定できません。`,
    permerror: (domain) =>
      t`permerror：${domain} のレコードに誤りがあり、判定できません。ドメインの管理者による修正が必要です。`,
    pending: (domain) => t`${domain} について、まだ問い合わせていない名前があります。`,
    not_checked: (domain) => t`${domain} については検証していません。`,
  },
  cause: {
    invalid_domain: '2 つ以上の部分からなるドメイン名ではありません。',
    domain_missing: 'ドメインが存在しません。',
    no_record: 'SPF レコードがありません。',
    several_records: 'SPF レコードが複数あります。',
    syntax: 'レコードに構文の誤りがあります。',
    terms: 'DNS に問い合わせる項目が 10 を超えています。',
    void_look_ups: '空の回答が多すぎます。',
    exchangers: 'mx の先にあるメールサーバーが 10 を超えています。',
    include: 'include の先にレコードがありません。',
    redirect: 'redirect の先にレコードがありません。',
    record: 'レコードの問い合わせに回答がありませんでした。',
    look_up: 'アドレスまたは名前の問い合わせに回答がありませんでした。',
    answers_differ: '回答が問い合わせ先によって異なります。',
    declined: '［問い合わせない］を選んだため、問い合わせていません。',
    limit: '問い合わせ数の上限に達しました。',
    no_client: 'メールがないため、特定のサーバーについては判定していません。レコード全体の内容だけを確認しました。',
  },
  none: 'メールを引き渡したサーバーのアドレスが分からないため、SPF を検証できません。',
  null_sender: 'バウンスメールのようにエンベロープ From が空なので、代わりにサーバーの名前の postmaster を検証します。',
  envelope: {
    heading: '検証の対象と、その出どころ',
    part: {
      client: 'サーバーのアドレス',
      helo: 'サーバーの名前（HELO）',
      mail_from: 'エンベロープ From（MAIL FROM）',
      recipient: '宛先',
    },
    unknown: '不明',
    null_sender: '空（バウンスメール）',
    basis: {
      given: () => t`入力された値`,
      received: (field) => t`ヘッダーの ${field} 番目、Received より`,
      return_path: (field) => t`ヘッダーの ${field} 番目、Return-Path より`,
      received_spf: (field) => t`ヘッダーの ${field} 番目、Received-SPF より`,
      authentication_results: (field) => t`ヘッダーの ${field} 番目、Authentication-Results より`,
      delivered_to: (field) => t`ヘッダーの ${field} 番目、Delivered-To より`,
    },
    standing: {
      receiver: '位置から見て、受信サーバーが書いたものです。',
      adjoining:
        '受信サーバーの記録より下にあります。受信サーバーがこのようなフィールドを取り除いていなければ、送信者が書いた可能性があります。',
      sender: '途中の誰でも、また送信者も書くことができます。',
    },
  },
  edit: {
    heading: '修正する',
    lead: 'サーバーのログなどから正しい値が分かる場合は、入力してください。変更しない項目には、メールから読み取った値を使います。',
    hint: {
      client: 'IPv4 または IPv6',
      helo: 'ホスト名',
      mail_from: 'アドレス（バウンスメールの場合は空）',
      recipient: 'アドレス',
    },
    apply: 'この値で検証',
    reset: 'メールの値に戻す',
    bad: 'IP アドレスではありません。何も変更していません。',
  },
  budget: {
    heading: '上限',
    terms: (n) => t`DNS に問い合わせる項目：10 のうち ${n}`,
    void_look_ups: (n) => t`空の回答：2 のうち ${n}`,
    over: '上限を超えています',
  },
  tree: {
    heading: 'レコードの内訳',
    node: (domain) => t`${domain} のレコード`,
    terms: (n) => t`${n} 項目`,
    no_record: '使えるレコードはありませんでした。',
    loops: '上に示しました',
    faults: '構文の誤り：',
    meaning: {
      all: () => t`常に一致します`,
      include: (target) => (target === null ? t`別のレコードを調べます` : t`${target} のレコードを調べます`),
      a: (target) => (target === null ? t`ドメインのアドレス` : t`${target} のアドレス`),
      mx: (target) => (target === null ? t`ドメインのメールサーバー` : t`${target} のメールサーバー`),
      ptr: (target) => (target === null ? t`アドレスの逆引き名` : t`${target} より下の、アドレスの逆引き名`),
      ip4: () => t`IPv4 アドレスの範囲`,
      ip6: () => t`IPv6 アドレスの範囲`,
      exists: (target) => (target === null ? t`名前が存在するかどうか` : t`${target} が存在するかどうか`),
      redirect: (target) => (target === null ? t`別のレコードに続きます` : t`${target} のレコードに続きます`),
      exp: (target) => (target === null ? t`説明文の場所` : t`説明文は ${target} にあります`),
      unknown_modifier: () => t`SPF にないもので、無視されます`,
      unreadable: () => t`読み取れません`,
    },
    qualifier: { pass: 'pass（+）', fail: 'fail（-）', softfail: 'softfail（~）', neutral: 'neutral（?）' },
    state: {
      not_reached: '未到達',
      pending: 'まだ問い合わせていません',
      match: '一致',
      no_match: '不一致',
      exception: 'エラーで終了',
      examined: '確認済み',
    },
    decides: 'これで決定',
    question: (name, type) => t`問い合わせ：${name} ${words(type)}`,
    outcome: {
      records: 'レコードあり',
      no_data: 'この種類のレコードなし',
      nx_domain: '名前が存在しません',
      serv_fail: 'サーバーの障害',
      unreachable: '回答なし',
      declined: '問い合わせていません',
      not_asked: '問い合わせていません',
    },
    unanswered: 'まだ問い合わせていません',
    octets: (start, end) => t`${start + 1}～${end} バイト目`,
    fault: {
      foreign_octet: '使えない文字',
      unknown_mechanism: '定義されていない機構（メカニズム）または修飾子',
      value_missing: '値の不足',
      value_unexpected: '置けない値',
      domain_spec: 'ドメインではない指定',
      macro: '誤ったマクロ',
      macro_letter: 'ここでは使えないマクロ文字',
      prefix: '誤ったプレフィックス長',
      ip4_network: 'IPv4 アドレスではない値',
      ip6_network: 'IPv6 アドレスではない値',
      repeated: '二重の指定',
    },
    answers: '回答',
  },
  explanation: 'ドメインの管理者による説明：',
  today:
    'ここで使ったのは、いま問い合わせた、または貼り付けられたレコードです。メールが届いた時点の DNS とは異なる可能性があります。',
};

/** @type {SenderTexts['journey']} */
const journey = {
  heading: '配送経路',
  steps: '各区間の内容と信頼の境界',
  lead: '各サーバーが記録した経路です。最後の区間を一番上に示します。',
  summary: (hops, seconds) =>
    seconds === null ? t`${hops} 区間です。` : t`${hops} 区間、最初から最後まで ${duration(seconds)}です。`,
  none: 'このメールには Received フィールドがなく、経路が分かりません。',
  left_out: (shown, count) => t`全 ${count} 区間のうち、受信側に近い ${shown} 区間を示しています。`,
  step: (n, total) => t`全 ${total} 区間の ${n} 番目`,
  from: '送信元',
  by: '受信',
  unnamed: '名前のないサーバー',
  helo: (name) => t`名乗った名前：${name}`,
  reverse: (name) => t`アドレスの逆引き名：${name}`,
  unconfirmed: '（未確認）',
  address: {
    connection: (ip) => t`アドレス ${ip}（受信したサーバーが確認）`,
    greeting: (ip) => t`アドレス ${ip}（自己申告）`,
  },
  time: '日時',
  no_time: '読み取れる日時がありません',
  delay: (seconds) => t`前の区間から ${duration(seconds)}後`,
  first: '最初の区間',
  skew: (seconds) => t`前の区間より ${duration(seconds)}早い日時です。時計が狂っているか、日時が偽られています。`,
  tls: { yes: '暗号化あり', no: '暗号化なし', unknown: '暗号化は不明' },
  version: {
    ssl2: 'SSL 2.0',
    ssl3: 'SSL 3.0',
    'tls1.0': 'TLS 1.0',
    'tls1.1': 'TLS 1.1',
    'tls1.2': 'TLS 1.2',
    'tls1.3': 'TLS 1.3',
  },
  old_tls: '古い方式',
  cipher: (name) => t`暗号スイート ${name}`,
  internal: {
    local: 'サーバー内の配送',
    http: 'プログラムまたは Web メールからの投稿',
    no_sender: 'サーバー内での受け渡し',
    loopback: 'サーバー内',
    private_address: 'ネットワーク内',
    lmtp: 'メールボックスへの配送（LMTP）',
    same_host: 'サーバー内',
  },
  authenticated: '送信者はログインしていました',
  protocol: (name) => t`プロトコル：${name}`,
  id: (text) => t`識別子：${text}`,
  recipient: (text) => t`宛先：${text}`,
  field: (n) => t`ヘッダーの ${n} 番目`,
  details: '詳細',
  fault: {
    empty: '何も書かれていません',
    no_host: 'サーバーの名前がありません',
    clause_empty: '値のない部分があります',
    clause_twice: '同じ部分が 2 つあります',
    several_addresses: 'アドレスが複数あるため、どれも採用していません',
    date_missing: '日時がありません',
    date_unreadable: '日時が読み取れません',
    unread: 'どこにも属さない語があります',
    comment_unsound: '誤ったコメントがあります',
    quote_unclosed: '引用符が閉じていません',
    too_many: '部分が多すぎます',
  },
  boundary: {
    title: '信頼の境界',
    basis: {
      first_outside: 'ここで、メールが外部から届きました。',
      own_name_unconfirmed:
        '送信したサーバーは受信側ドメインの名前を名乗っていますが、確認されていません。外部のサーバーとして扱います。',
      own_name_unsettled:
        '送信したサーバーは受信側ドメインの名前を名乗り、前の区間も同じ名前で記録されていますが、どちらも確認されていません。受信側の中継サーバーである場合も、前の区間が偽造されている場合も考えられるため、どちらも送信元のサーバーとは見なしません。自分のサーバーが分かる場合は、ここで選んでください。',
      domain_left: '前の区間は、別のドメインのサーバーが書いたものです。',
      own_server: '受信側と同じドメインの送信サーバーから渡されたメールです。',
      all_inside: 'すべての区間が受信側ドメインの中にあります。',
      given: '自分のサーバーとして指定されました。',
    },
    evidence: {
      protocol: 'これより上は、プロトコルから見て内部の区間です。',
      address: 'これより上は、アドレスから見て内部の区間です。',
      reverse_name: 'これより上は、確認された名前から見て内部の区間です。',
      network: 'これより上は、名前とネットワークから見て内部の区間です。',
      name_alone: 'これより上を内部とする根拠は名前だけで、確実ではありません。',
    },
    receiver: (domain) => t`推定される受信側：${domain}`,
    above: '上：受信サーバー自身が書いたものです。',
    below: '下：自己申告です。メールを引き渡した側が偽ることができます。',
    nothing_below: 'これより下には何もありません。',
    mine: 'これが自分のサーバー',
    current: '境界はこの区間にあります',
    mine_name: (host) => t`これが自分のサーバー：${host}`,
    guess: '境界の推定に戻す',
  },
  signs: {
    heading: '転送の形跡',
    lead: '転送や宛先を示すフィールドです。ここにあるものは何も証明されていません。',
    none: '転送を示すフィールドはありません。',
    kind: {
      return_path: '配送時のエンベロープ From（Return-Path）',
      envelope_sender: '途中で記録されたエンベロープ From',
      delivered_to: '配送先（Delivered-To）',
      original_to: 'エイリアス展開前の宛先',
      resent: '再送（Resent）',
      forwarded_to: '転送先',
      forwarded_for: '転送元のメールボックス',
      list_id: 'メーリングリスト（List-Id）',
    },
    scheme: {
      srs0: (original, forwarder) =>
        original === null
          ? t`転送サーバー ${forwarder} が書き換えました（SRS）。`
          : t`転送サーバー ${forwarder} が書き換えました（SRS）。元は ${original} です。`,
      srs1: (original, forwarder) =>
        original === null
          ? t`複数回転送され、最初に ${forwarder} が書き換えました（SRS）。`
          : t`複数回転送され、最初に ${forwarder} が書き換えました（SRS）。元は ${original} です。`,
      exchange_srs: (original, forwarder) =>
        original === null
          ? t`${forwarder} の Exchange が書き換えました（SRS）。`
          : t`${forwarder} の Exchange が書き換えました（SRS）。元は ${original} です。`,
      prvs: (original) =>
        original === null
          ? t`偽のバウンスメールを防ぐための送信者の印（BATV）で、転送ではありません。`
          : t`偽のバウンスメールを防ぐための送信者の印（BATV）で、転送ではありません。アドレスは ${original} です。`,
      caf: (original, forwarder) =>
        original === null
          ? t`Gmail が ${forwarder} から転送しました。`
          : t`Gmail が ${forwarder} から ${original} に転送しました。`,
    },
  },
};

/** @type {SenderTexts['reported']} */
const reported = {
  heading: 'メールに書かれている認証結果',
  lead: 'サーバーは、認証の結果をヘッダーに記録します。このフィールドは誰でも書き込めるため、根拠になるのは受信サーバーが書いたものだけです。隣に、ここで検証した結果を示します。',
  none: '認証結果を記録したフィールドはありません。',
  kind: {
    authentication_results: 'Authentication-Results',
    original: '後のサーバーが別名で残した元の結果',
    received_spf: 'Received-SPF',
  },
  by: (name) => t`記録者：${name}`,
  nobody: '記録者の名前なし',
  standing: {
    receiver: '位置から見て、受信サーバーが書いたものです。',
    adjoining:
      '受信側を名乗っていますが、受信サーバーの記録のすぐ下にあります。受信サーバーがこのようなフィールドを取り除いていなければ、送信者が書いた可能性があるため、ここでの判定には使っていません。',
    sender: '途中の誰でも、また送信者も書くことができます。',
  },
  columns: { method: '方式', about: '対象', theirs: 'フィールドの結果', ours: 'ここでの結果', reason: '比較' },
  agrees: '同じ',
  differs: '異なる',
  pending: 'まだ問い合わせていません',
  not_ours: 'なし',
  no_comparison: '比較していません',
  method: { dkim: 'DKIM', spf: 'SPF', dmarc: 'DMARC' },
  other_identity: 'フィールドに書かれているのは、ここで検証したものとは別のドメインの結果です。',
  difference: {
    key_gone: '鍵がもう公開されていないか、別の鍵になっています。',
    header_only: 'このコピーには本文がありません。',
    changed: 'フィールドが書かれた後に、メールが変更されました。',
    expired: 'その後、署名の有効期限が切れました。',
    records_since: '判定に使ったレコードは現在のもので、メールが届いた時点のものではありません。',
    local_policy: '受信側が独自の基準で判定しています。',
    not_checked: 'ここでは検証していないか、検証できませんでした。',
    nothing_like_it: '対応するものがメールにありません。',
    forgeable: '送信者が偽ることができます。',
    unknown: '理由は分かりません。',
  },
  no_results: '結果は書かれていません。',
  faults: 'フィールドの誤り：',
  fault: {
    empty: '何も書かれていません',
    authserv_id_missing: 'サーバーの名前がありません',
    version_unknown: 'バージョンが不明です',
    instance_missing: '番号（i=）がありません',
    no_result: '結果がありません',
    none_with_results: '結果とともに none があります',
    empty_part: '空の部分があります',
    value_missing: '値がありません',
    result_unknown: '定義されていない結果です',
    result_case: '結果が大文字です',
    property_without_type: '種別のない項目があります',
    duplicate: '重複があります',
    unread: '読み取れない文字列があります',
    foreign_octet: '使えない文字があります',
    comment_unsound: '誤ったコメントがあります',
    quote_unclosed: '引用符が閉じていません',
    too_many: '部分が多すぎます',
  },
};

/** @type {SenderTexts['findings']} */
const findings = {
  heading: 'レコード、エンベロープ、経路について分かったこと',
  lead: '今回問い合わせた、または貼り付けられたレコードに基づいています。メールが届いたときのものとは異なる場合があります。',
};

/** @type {SenderTexts['arc']} */
const arc = {
  heading: 'ARC：経路上の判定結果を誰が保証しているか',
  lead: '転送する側は、自分が確認した結果に封印を付けることができます。チェーンが正しいことは、誰が封印したかの証明であり、その内容が真実であることの証明ではありません。',
  unknown: '不明',
  missing: 'なし',
  result: {
    none: 'チェーンはありません。',
    pass: 'チェーンは正しく、下記の封印者が封印したものです。',
    would_pass: 'このコピーにない本文が封印時のままであれば、チェーンは正しいものです。',
    fail: 'チェーンは正しくありません。その内容は根拠になりません。',
    temperror: '鍵について DNS から回答がないか、回答が食い違っているため、現時点では判定できません。',
    pending: 'まだ問い合わせていない鍵があるため、判定できません。',
    not_checked: 'チェーンは確認していません。',
  },
  check: {
    pass: '検証に成功',
    fail: '検証に失敗',
    not_reached: '未到達',
    pending: 'まだ問い合わせていません',
    untestable: 'このコピーでは確認できません',
  },
  column: {
    set: 'セット',
    sealer: '封印者',
    before: '以前のチェーン',
    seal: '封印',
    message: 'メールの署名',
    claims: '確認したとされる結果',
  },
};

/** @type {SenderTexts['forwarding']} */
const forwarding = {
  heading: 'このメールは転送されています',
  somebody: '途中のサーバー',
  mailbox: '転送元のメールボックス',
  earlier: '元の宛先',
  original: '転送前のエンベロープ From',
  kind: {
    plain: (by) => t`${by} が、エンベロープ From を変えずに転送しました。`,
    rewritten: (by) => t`${by} が、エンベロープ From を自分のアドレスに書き換えて転送しました（SRS など）。`,
    list: (by) => t`メーリングリストを経由し、${by} から届きました。`,
    resent: (by) => t`再送されたメール（Resent フィールドあり）で、${by} から届きました。`,
  },
  spf: {
    kept: '差出人のドメインについて合格のまま',
    broken: '不合格：転送したサーバーは、差出人のドメインの送信許可リストにありません',
    replaced: '転送したサーバーのドメインについて合格：差出人については何も示しません',
    absent: '確認できるものがありません',
    unknown: '判断できません',
  },
  dkim: {
    kept: '合格のまま：署名はメールとともに届きます',
    broken: '不合格：途中でメールが変更されたか、鍵が一致しません',
    replaced: '別のドメインについて合格',
    absent: '差出人のドメインの署名がありません',
    unknown: '判断できません',
  },
  list: (id) =>
    t`その前に、メーリングリスト ${id} を経由しています。メーリングリストと転送のどちらでも、変更された可能性があります。`,
  changed: '不合格：署名後にメールが変更されています。変更を元に戻すと検証に成功するため、変更されたことは証明済みです',
  dmarc: {
    kept: '合格のまま',
    broken: '不合格',
    replaced: '別のドメインについて合格',
    absent: '差出人のドメインにポリシーがありません',
    unknown: '判断できません',
  },
  sign: 'ご自分のドメインのメールであれば、DKIM 署名を付けてください。SPF だけでは転送に耐えられません。',
  leave: '転送する側は、フッターや件名の目印を加えたり内容を書き換えたりせず、メールをそのまま渡す必要があります。',
};

/** @type {SenderTexts['picture']} */
const picture = {
  alignment: {
    author: 'From のドメイン',
    no_author: '1 つに定まりません',
    absent: 'このコピーにはありません',
    signature: (n) => t`署名 ${n}（DKIM）`,
    signatures: '署名（DKIM）',
    envelope: 'エンベロープ From（SPF）',
    greeting: 'サーバー名（SPF、HELO）',
    state: {
      identical: '確認済み・同じドメイン',
      same_organization: '確認済み・同じ組織',
      related: '確認済み・親子のドメイン',
      other: '有効・別の組織',
      failed: '確認できません',
      before: '変更前は正しい署名',
      body_changed: '本文に変更あり',
      expired: '署名の期限切れ',
      open: 'ほぼ誰でも通るレコード',
      body_untested: '本文は未検証',
      uncompared: '確認済み・比較なし',
      pending: '未問い合わせ',
      unknown: '判定できません',
      not_checked: '検証していません',
      none: 'SPF レコードなし',
      unsigned: 'なし',
      no_envelope: '不明',
    },
    says: (author, proven, total, open) =>
      total === 0
        ? t`From のドメイン ${author} を証明できるものはありません。`
        : total === 1 && proven === 1
          ? t`1 件を検証し、From のドメイン ${author} を証明できました。`
          : proven > 0
            ? t`${total} 件の検証のうち ${proven} 件が、From のドメイン ${author} を証明しています。${open === 0 ? words('') : t`${open} 件は結果が出ていません。`}`
            : open === 0
              ? t`From のドメイン ${author} を証明するものはありません。${total} 件を検証しましたが、${words(total === 1 ? '' : 'いずれも')}証明になりませんでした。`
              : t`From のドメイン ${author} を証明するものは、今のところありません。${open === total ? t`${total} 件の検証に結果が出ていません。` : t`${total} 件の検証のうち ${open} 件は結果が出ていません。`}`,
    header: (author) =>
      t`${author} の署名は、ヘッダーについては検証できました。本文が未検証のため、まだ証明にはなりません。`,
    unclear: 'From の読み方がメールソフトによって異なるため、どのドメインの証明になるかは決まりません。',
    says_nobody: (total) =>
      t`From のドメインが 1 つに定まらないため、${total} 件の検証結果を照らし合わせる相手がありません。`,
  },
  journey: {
    delay: duration,
    skew: (seconds) => t`日時が ${duration(seconds)}早い`,
    unnamed: '名前なし',
    claimed: '自己申告',
    receivers: '受信側の記録',
    internal: (n) => t`内部の ${n} 区間`,
    earlier: (n) => t`これより前の ${n} 区間`,
    tls: { yes: '暗号化あり', no: '暗号化なし', unknown: '暗号化は不明' },
    scale: { linear: '線が長いほど時間がかかっています。', log: '線が長いほど時間がかかっています（対数目盛）。' },
    says: (steps, encrypted, open, unknown) =>
      t`全 ${steps} 区間のうち、暗号化あり ${encrypted}、なし ${open}、不明 ${unknown}。`,
    says_boundary: (step, host) =>
      t`${step} 番目の区間（${host} が受信）からは受信側の記録で、それより前は自己申告です。`,
  },
  spf: {
    key: 'DNS に問い合わせる項目',
    hidden: (n) => t`この下にほか ${n} 件のレコード`,
    says: (records, terms, voids) =>
      t`レコード ${records} 件。DNS に問い合わせる項目は 10 のうち ${terms}、空の回答は 2 のうち ${voids} です。`,
    decides: (term, domain, result) => t`${domain} のレコードの ${term} で決まり、結果は ${words(result)} です。`,
    undecided: (result) => t`決め手となる項目はなく、結果は ${words(result)} です。`,
  },
  walk: {
    policy: 'ポリシー',
    organization: '組織ドメイン',
    root: 'ルート',
    skipped: '省かれた名前',
    state: {
      record: 'ポリシーレコードあり',
      none: 'ポリシーレコードなし',
      pending: '未問い合わせ',
      temperror: '回答なし',
      answers_differ: '回答の食い違い',
      not_checked: '問い合わせなし',
    },
    says: (author, names, found) =>
      t`${author} から上に向かって ${names} 個の名前を調べ、ポリシーレコードは ${found} 件です。`,
    says_policy: (domain) => t`ポリシーは ${domain} のものです。`,
    says_organization: (domain) => t`組織ドメインは ${domain} です。`,
  },
  arc: {
    nobody: '封印者は不明',
    unchanged: 'ここから変更なし',
    broken: 'チェーン全体が無効',
    left_out: (n) => t`ほか ${n} 件`,
    state: { whole: '封印は有効', broken: 'ここで切断', missing: 'なし', pending: '未問い合わせ', unknown: '未確認' },
    says: (sets, whole) => t`セットは ${sets} 件で、有効な封印は ${whole} 件です。`,
    says_broken: (instance) => t`チェーンは i=${instance} で切れています。`,
    says_whole: 'チェーン全体が無効です。',
    says_unchanged: (instance) => t`メールは i=${instance} から変更されていません。`,
  },
};

/** @type {SenderTexts} */
export const ja = {
  picture,
  arc,
  forwarding,
  findings,
  gap: '',
  comma: '、',
  brackets: ['（', '）'],
  more: (n) => t`…ほか ${n} 件`,
  alignment,
  dmarc,
  forms,
  next,
  walk,
  spf,
  journey,
  reported,
};
