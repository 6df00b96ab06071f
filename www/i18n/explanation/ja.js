import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @type {Record<import('../../types/report.js').FooterPlace, string>} */
const footerPlace = {
  body: '本文の末尾に',
  text_part: 'テキストパートの末尾に',
  html_part: 'HTML パートの末尾に',
  own_part: '独立した MIME パートとして',
  wrapped: '元の本文を新しいマルチパートに包む形で',
};

/** @type {Record<import('../../types/report.js').Characters, string>} */
const characters = {
  spaces: '空白（改行しない空白や全角スペースなど）',
  quotes: '引用符',
  dashes: 'ダッシュやハイフン',
  ellipsis: '三点リーダー',
  invisible: '目に見えない文字',
  several: '数種類の文字',
};

/** @type {Record<import('../../types/report.js').LinkService, string>} */
const linkService = {
  safelinks: ' Microsoft Defender（Safe Links）',
  proofpoint: ' Proofpoint（URL Defense）',
  barracuda: ' Barracuda ',
  cisco: ' Cisco Secure Email ',
  sophos: ' Sophos Email ',
  trend_micro: 'トレンドマイクロ',
  mimecast: ' Mimecast ',
  other: 'リンク保護サービス',
};

/** @type {import('../catalogue.js').CauseTexts} */
const causes = {
  'diagnosis.body.line-ends': (p) => {
    switch (p.form) {
      case 'doubled':
        return t`本文の改行がすべて二重になっています。`;
      case 'cr_cr_lf':
        return t`本文の改行コードが CR CR LF に変わっています。`;
      case 'cr':
        return t`本文の改行コードが CR だけに変わっています。`;
      case 'signer_hashed_lf':
        return t`署名側が、本文の改行コードを CR LF ではなく LF としてハッシュを計算しています。`;
      case 'signer_hashed_some_lf':
        return t`署名側が、一部の行の改行コードを LF のままハッシュを計算しています。届いたメールでは CR LF になっているため、一致しません。`;
    }
  },
  'diagnosis.body.trailing-whitespace': (p) =>
    p.change === 'added' ? t`行末に空白が加えられました。` : t`行末の空白が取り除かれました。`,
  'diagnosis.body.trailing-blank-lines': (p) =>
    p.change === 'added'
      ? t`本文またはパートの末尾に空行が加えられました。`
      : t`本文またはパートの末尾の空行が取り除かれました。`,
  'diagnosis.body.blank-lines': (p) => {
    if (p.place === 'beginning')
      return p.change === 'added'
        ? t`本文またはパートの先頭に空行が加えられました。`
        : t`本文またはパートの先頭の空行が取り除かれました。`;
    return p.change === 'added'
      ? t`本文の途中の空行が加えられたか、移されました。`
      : t`本文の途中の空行が取り除かれました。`;
  },
  'diagnosis.body.protocol-lines': () =>
    t`送信の終わりを示すドットなど、通信に使われる行がメールと一緒に保存されています。`,
  'diagnosis.body.missing-final-newline': () => t`最後の行の改行が失われました。`,
  'diagnosis.body.signer-left-out-final-newline': () =>
    t`署名側が、本文の最後の改行を除いてハッシュを計算しています。この改行は本文に含まれます。`,
  'diagnosis.body.nothing-signed': (p) =>
    p.extent === 'body'
      ? t`署名されたハッシュは、空の本文のものです。本文の文章はまったく署名されていません。`
      : t`署名されたときには空だったパートに、文章が入っています。`,
  'diagnosis.body.signer-empty-body': () =>
    t`本文は空ですが、署名側が c= と異なる方法で空の本文のハッシュを計算しています。`,
  'diagnosis.body.signer-kept-blank-lines': () =>
    t`署名側が、本文の末尾の空行を含めてハッシュを計算しています。末尾の空行は計算に含めません。`,
  'diagnosis.body.signer-hashed-another-form': (p) =>
    t`署名したヘッダーには ${p.sent} と書かれていますが、署名側は ${p.hashed} の形でハッシュを計算しています。`,
  'diagnosis.body.tabs-to-spaces': () => t`タブが空白に変わりました。`,
  'diagnosis.body.footer-appended': (p) => t`${words(footerPlace[p.place])}フッターが加えられました。`,
  'diagnosis.body.banner-prepended': () => t`差出人の文章の前に、別の文章が加えられました。`,
  'diagnosis.body.from-escaped': () =>
    t`「From 」で始まる行の先頭に「>」が付けられました。メールボックスファイル（mbox）で行われる処理です。`,
  'diagnosis.body.dot-stuffing': (p) =>
    p.change === 'added'
      ? t`ドットで始まる行に、もう 1 つドットが付いたままになっています。SMTP の通信中だけに使われるものです。`
      : t`行頭のドットが 1 つ失われました。`,
  'diagnosis.body.transfer-encoding': (p) =>
    p.from === p.to
      ? t`${words(p.to)} のパートの行が、別の位置で折り返されました。`
      : t`パートの転送エンコーディングが ${words(p.from)} から ${words(p.to)} に変えられました。`,
  'diagnosis.body.charset': (p) => t`文字コードが ${p.from} から ${p.to} に変換されました。`,
  'diagnosis.body.mojibake': () =>
    t`UTF-8 が Windows-1252 と誤って読まれ、そのまま保存されたため、文字化けしています。`,
  'diagnosis.body.unicode-substitution': (p) => t`${words(characters[p.characters])}が、似た文字に置き換えられました。`,
  'diagnosis.body.rewrapped': () => t`行の折り返し位置が変わりました。`,
  'diagnosis.body.boundary-changed': () => t`MIME パートの境界（boundary）が別のものになりました。`,
  'diagnosis.body.preamble-changed': (p) =>
    p.change === 'added'
      ? t`最初の MIME パートの前に文章が加えられました。`
      : t`最初の MIME パートの前の文章が取り除かれました。`,
  'diagnosis.body.part-header-changed': () => t`MIME パートのヘッダー行が追加または変更されました。`,
  'diagnosis.body.link-rewritten': (p) => t`リンクが${words(linkService[p.service])}によって書き換えられました。`,
  'diagnosis.body.truncated': () => t`最後の MIME パートが閉じられていません。本文の終わりが失われています。`,

  'diagnosis.header.subject-prefix': (p) => t`件名の前に ${p.prefix} が加えられました。`,
  'diagnosis.header.subject-suffix': (p) => t`件名の後ろに ${p.suffix} が加えられました。`,
  'diagnosis.header.from-rewritten': (p) =>
    t`From のアドレスが置き換えられました。元の値は ${fieldName(p.source)} に残っています。`,
  'diagnosis.header.message-id-rewritten': (p) =>
    t`Message-ID が置き換えられました。元の値は ${fieldName(p.source)} に残っています。`,
  'diagnosis.header.refolded': (p) =>
    p.fold === 'long_line'
      ? t`${fieldName(p.field)} の 998 バイトを超える行が、途中で改行されました。`
      : t`${fieldName(p.field)} の折り返し位置が変わりました。`,
  'diagnosis.header.whitespace': (p) => t`${fieldName(p.field)} の空白が変わりました。`,
  'diagnosis.header.encoded-word-reencoded': (p) =>
    t`${fieldName(p.field)} のエンコードされた文字列が、別の形に書き直されました。`,
  'diagnosis.header.field-added': (p) => t`署名で追加が禁じられている ${fieldName(p.field)} が加えられました。`,
  'diagnosis.header.reply-to-added': () =>
    t`署名で追加が禁じられている Reply-To が加えられました。返信先が変わっています。`,
  'diagnosis.header.field-removed': (p) => t`署名対象の ${fieldName(p.field)} が取り除かれました。`,
  'diagnosis.header.field-duplicated': (p) => t`2 つ目の ${fieldName(p.field)} が加えられました。`,
  'diagnosis.header.field-order': (p) => t`${fieldName(p.field)} フィールドの順序が入れ替わりました。`,
  'diagnosis.header.address-list-changed': (p) => {
    switch (p.change) {
      case 'form':
        return t`${fieldName(p.field)} のアドレスは同じですが、書式が変わりました。`;
      case 'added':
        return t`${fieldName(p.field)} にアドレスが追加されました。`;
      case 'removed':
        return t`${fieldName(p.field)} からアドレスが取り除かれました。`;
    }
  },
  'diagnosis.header.addresses-replaced': (p) =>
    t`${fieldName(p.field)} のアドレスが、署名に含まれる写し（z=）と異なります。`,
  'diagnosis.header.field-rewritten': (p) => t`${fieldName(p.field)} は、内容は同じですが書式が変わりました。`,
  'diagnosis.header.characters-replaced': (p) =>
    t`${fieldName(p.field)} の${words(characters[p.characters])}が、似た文字に置き換えられました。`,
  'diagnosis.header.date-reformatted': () => t`日付の書式が変わりました。`,
  'diagnosis.header.case-changed': (p) => t`フィールド名 ${p.field} の大文字と小文字が変わりました。`,
  'diagnosis.header.field-changed': (p) => t`${fieldName(p.field)} が、署名に含まれる写し（z=）と異なります。`,

  'diagnosis.signature.damaged': (p) => {
    switch (p.damage) {
      case 'quoted_printable':
        return t`署名の「=」がすべて「=3D」になっています。ソースがもう一度エンコードされたためです。`;
      case 'plus_sign':
        return t`署名の「+」が失われたか、別の形に変わっています。Web フォームを通したときによく起こります。`;
      case 'shortened':
        return t`署名の文字が一部失われています。`;
      case 'lower_case':
        return t`署名の大文字が小文字に変わっています。`;
      case 'foreign_characters':
        return t`署名に、本来ない文字が入り込んでいます。`;
    }
  },
  'diagnosis.signature.wrong-canonicalization': (p) =>
    t`署名は c=${words(p.header)}/${words(p.body)} で作られていますが、別の値が書かれています。`,
  'diagnosis.signature.wrong-selector': (p) =>
    t`署名はセレクター ${p.selector} の鍵で作られていますが、別のセレクターが書かれています。`,
  'diagnosis.signature.selector-of-another': (p) =>
    t`セレクター ${p.selector} の鍵は、このメールの別の署名に対応するものです。`,
};

/** @type {import('../catalogue.js').ExplanationTexts['kinds']} */
const kinds = {
  footer: {
    short: 'フッターの追加',
    who: 'メーリングリストのほか、免責事項やウイルス検査の通知を付け加えるゲートウェイです。',
    reader: 'フッターは、差出人のドメインが署名したものではありません。',
  },
  banner: {
    short: '冒頭への文章の追加',
    who: '社外からのメールであることを示すゲートウェイです。',
    reader: '冒頭の文章は、差出人のドメインが署名したものではありません。',
  },
  subject: {
    short: '件名への文字の追加',
    who: 'リストの名前を件名に付けるメーリングリストです。',
    reader: '件名に加えられた部分は署名されていません。',
  },
  filter: {
    short: '件名への目印の追加',
    who: '受信側の迷惑メール対策やゲートウェイです。受信時の検証を終えた後に付けられます。',
    reader: '目印は署名されていません。迷惑メール対策がこのメールをどう判定したかを示すものです。',
  },
  author: {
    short: '差出人または返信先の変更',
    who: 'メーリングリストです。DMARC による拒否を避けるためや、返信がリストに届くようにするために行われます。',
    reader: '返信する前に、宛先のアドレスをよく確かめてください。',
  },
  links: {
    short: 'リンクの書き換え',
    who: '受信側のメール保護サービスが、受信時の検証を終えた後に書き換えます。',
    reader: 'リンクを開くと、まず保護サービスにつながります。',
  },
  attachment: {
    short: '添付ファイルの置き換え',
    who: 'ウイルス対策ソフトやゲートウェイです。',
    reader: '代わりに置かれた通知文は署名されていません。',
  },
  copying: {
    short: '改行・空白・一部の文字の変化',
    who: 'メールのコピー、保存、アーカイブの際によく起こります。古いメールサーバーが行うこともあります。',
    reader: '変わった箇所はここに示しています。多くは空白や改行だけの違いです。',
  },
  rewriting: {
    short: 'エンコードや書式の変換',
    who: 'メールをいったん分解して組み立て直す、ウイルス対策ソフト、ゲートウェイ、メールサーバーです。',
    reader: '変わった箇所はここに示しています。多くは形式だけの違いです。',
  },
  fields: {
    short: 'ヘッダーの変更',
    who: 'メーリングリスト、ゲートウェイ、転送サーバーです。',
    reader: '変更されたフィールドの内容は信頼しないでください。',
  },
  incomplete: {
    short: '末尾の欠落',
    who: '大きなメールを一部だけ表示するメールソフトや、途中までのコピーです。',
    reader: 'メール全体を取得して、検証し直してください。',
  },
  damage: {
    short: '署名そのものの破損',
    who: 'Web ページからのコピーや、ソースをもう一度エンコードするツールです。',
    reader: 'メールを .eml ファイルとしてダウンロードし、検証し直してください。',
  },
  signer: {
    short: '署名側の誤り',
    who: '署名するソフトウェアの不具合か、設定の誤りです。',
    reader: '送信側で直す必要があります。',
  },
  empty: {
    short: '本文が署名されていない',
    who: '本文ができる前にハッシュを計算する署名ソフトウェアのほか、署名された空のメールに第三者が文章を入れた場合があります。',
    reader: '本文は信頼しないでください。このドメインは本文にまったく署名しておらず、誰が書いたものか分かりません。',
  },
  key: {
    short: '公開鍵の登録の誤り',
    who: '鍵を更新したときや、レコードを手で入力したときによく起こります。',
    reader: '送信側で直す必要があります。',
  },
};

/** @type {import('../catalogue.js').ExplanationTexts['advice']} */
const advice = {
  in_order: '署名の設定に問題はありません。',
  list_leaves_body:
    'メーリングリストやゲートウェイの運営者に、本文を変えないか、From を自らのアドレスにして署名するよう依頼してください。',
  gateway_verifies_first: 'ゲートウェイの側で、文章を加える前に検証する必要があります。',
  list_leaves_subject: 'メーリングリストの側で、件名を変えないか、From を自らのアドレスにして署名する必要があります。',
  list_signs: 'メーリングリストが自らのドメインで署名する必要があります。',
  receivers_results: '受信側のサーバーが Authentication-Results に記録した結果をご覧ください。',
  scanner_removes: '受信側のウイルス対策が添付ファイルを取り除いています。',
  verify_file:
    'ダウンロードした .eml ファイルで検証し直してください。それでも失敗するときは、書き換えているサーバーを探します。',
  relaxed: '署名には c=relaxed/relaxed を使ってください。この変更があっても検証に成功します。',
  sign_last: '書き換えがすべて終わった後、自社の最後のサーバーで署名してください。',
  encode_body: '本文は quoted-printable または Base64 で送ってください。行が短くなり、書き換えられにくくなります。',
  short_lines:
    '998 バイトを超える行があり、途中のサーバーで折り返されます。本文を quoted-printable または Base64 で送ってください。',
  seven_bit: '途中のサーバーで変換されないよう、本文を quoted-printable または Base64 で送ってください。',
  fold_header:
    '長いフィールドは、署名する前に折り返してください。998 バイトを超える行は、サーバーが途中で改行することがあります。',
  write_as_arrived:
    'このフィールドは、署名する前に、届いたときと同じ書式で書いてください。その書式なら、サーバーで書き直されません。',
  allow_list_fields: 'メーリングリストに送るメールでは、リストが追加するフィールドの名前を h= から外してください。',
  fetch_whole: 'メール全体を .eml ファイルとしてダウンロードし、検証し直してください。',
  verify_undamaged:
    'ダウンロードした .eml ファイルで検証してください。そこでも破損しているときは、署名した後に書き換えているサーバーを探します。',
  update_signer:
    '署名するソフトウェアを更新するか、別のものに替えてください。このままでは、受信側で署名が受け入れられません。',
  publish_key:
    'サーバー会社の画面に示された TXT レコードを、正しいセレクターの名前でそのまま登録し直してください。それまでは、受信側で署名が受け入れられません。',
  sign_complete:
    '本文が完成してから署名してください。また、本文が空のメールを送っていないか確かめてください。誰でも文章を入れることができ、受信側では署名が受け入れられません。',
};

/** @type {import('../catalogue.js').ExplanationTexts} */
export const ja = {
  causes,
  kinds,
  advice,
  between: '',
  list: (changes) =>
    changes.length === 1
      ? t`${changes[0] ?? ''}`
      : changes.length === 2
        ? t`${changes[0] ?? ''}、${changes[1] ?? ''}`
        : t`${changes[0] ?? ''}、${changes[1] ?? ''}など`,
  heading: '何が起きたか',
  proven: '証明済み',
  likely: '推定',
  proof: {
    whole: 'これを元に戻すと、署名が一致します。',
    body: 'これを元に戻すと、本文が署名されたハッシュと一致します。',
    header: 'これを元に戻すと、ヘッダーの署名が一致します。',
    all_whole: 'これらをすべて元に戻すと、署名が一致します。',
    all_body: '本文で見つかった変更をすべて元に戻すと、本文が署名されたハッシュと一致します。',
    all_header: 'ヘッダーで見つかった変更をすべて元に戻すと、ヘッダーの署名が一致します。',
    likely: 'メールから読み取れますが、これが原因であることはハッシュで証明されていません。',
  },
  meaning: {
    whole: 'このドメインが署名したのは、変更される前のメールです。変更または追加された部分は署名されていません。',
    empty: 'このドメインはヘッダーに署名していますが、本文の文章には署名していません。',
    header:
      'ヘッダーは、このドメインが署名したとおりのものか、変更前はそうであったと証明されたものです。署名されたときの本文は分かりません。',
    key: '署名は、このドメインの鍵で作られています。ただし、現在の公開のしかたでは、受信側で受け入れられません。',
    open: '途中で変更されただけなのか、なりすましなのかは、ここからは分かりません。',
  },
  who: '主な原因',
  owner: 'ドメインの管理者の方へ',
  reader: '受け取った方へ',
  unexplained: {
    body: (n) =>
      t`配送やコピーの際によくある ${n} 種類の変更を、1 つずつ、または組み合わせて元に戻してみましたが、本文は署名されたものと一致しませんでした。`,
    header: (n) =>
      t`配送やコピーの際によくある ${n} 種類の変更を、1 つずつ、または組み合わせて元に戻してみましたが、ヘッダーは署名されたものと一致しませんでした。`,
  },
  cut_short: {
    body: (octets) =>
      t`本文の不一致は、よくある変更では説明できませんでした。計算量の上限に達したため、すべては試していません（${octets} バイト分のハッシュを計算）。`,
    header: (octets) =>
      t`ヘッダーの不一致は、よくある変更では説明できませんでした。計算量の上限に達したため、すべては試していません（${octets} バイト分のハッシュを計算）。`,
  },
  incomparable: {
    body: '署名から本文のハッシュを読み取れないため、署名されたときの本文と比べられません。',
    header: '署名に使われた鍵がないため、署名されたときのヘッダーと比べられません。',
  },
  other_key: {
    published:
      'ドメインの管理者の方は、公開しているレコードが、送信サーバーで署名に使っている鍵と対になっているかを確かめてください。鍵を更新した後であれば、古い鍵のレコードを早く置き換えすぎた可能性があります。',
    pasted:
      '貼り付けたレコードが、署名に書かれたセレクターのもので、メールが署名された時期のものかどうかを確かめてください。',
  },
  added: '途中で追加された部分',
  removed: '途中で失われた部分',
  signed: '署名時',
  arrived: '受信時',
  step: { del: 'この変更の前', ins: 'この変更の後' },
  begins: { ins: '［受信時の文字列：', del: '［署名時の文字列：' },
  ends: '終わり］',
  all: (octets) => t`全体を表示（${octets} バイト）`,
  more: (n) => t`ほか ${n} か所の変更`,
  not_shown: (n) => t`同じ種類の変更が、ほかに ${n} か所あります`,
  elsewhere: '変更された箇所は、上の判定の下に表示しています。',
  beside: (n) => t`変更された箇所は、同じ原因で失敗した署名 ${n} の欄に表示しています。`,
};
