import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @type {import('../catalogue.js').Faults} */
const fault = {
  base64: {
    foreign_octet: 'Base64 にない文字が含まれています',
    padding: '長さまたは末尾の = が正しくありません',
    empty: '値が空です',
  },
  name: {
    empty: '名前の一部が空です',
    foreign_octet: 'ドメイン名に使えない文字が含まれています',
    too_long: '長すぎます',
    no_a_label: 'DNS に問い合わせられる形に変換できません',
    single_label: 'ドット（.）を含まない名前です',
  },
  key: {
    der: '構造を読み取れません（途中で切れているときによく起こります）',
    other_algorithm: '別のアルゴリズムの鍵です',
    trailing_octets: '鍵の後ろに余分なデータがあります',
    modulus: '法（modulus）の値があり得ないものです',
    exponent: '指数の値があり得ないものです',
    too_large: '8192 ビットを超えています',
    length: 'Ed25519 の鍵は 32 バイトちょうどでなければなりません',
    point: '曲線上の正しい点ではありません',
  },
  record: { spf: ' SPF レコード', dmarc: ' DMARC レコード', other: '、公開鍵レコードではないもの' },
  file: {
    picture: 'これは画像です。メールの画面を写した画像には署名が含まれません。メールのソースそのものをお使いください。',
    pdf: 'これは PDF です。メールを印刷すると署名は失われます。メールのソースそのものをお使いください。',
    zip: 'これは ZIP または Office の文書です。展開して、中の .eml ファイルを選んでください。',
    outlook_msg:
      'これは Outlook の .msg ファイルですが、送信されたときのヘッダーが保存されていません。メールを .eml としてダウンロードしてください。',
    utf16:
      'この文字列は UTF-16 で保存されています。メールを .eml として保存するか、ソースをコピーしてここに貼り付けてください。',
    html: 'これは Web ページで、メールのソースではありません。メールソフト（Gmail、Outlook など）で［メッセージのソースを表示］を開き、その内容をコピーしてください。',
    dkim_record:
      'これは DNS の DKIM 公開鍵レコードで、メールではありません。レコードは、メールを読み込んだ後で問い合わせるか、貼り付けることができます。まず、署名されたメールのソースを貼り付けてください。',
    auth_results:
      'これは受信サーバーが記録した認証結果で、それだけでは何も証明できません。メールソフト（Gmail、Outlook など）で［メッセージのソースを表示］を開き、全体をコピーして貼り付けてください。',
    bounce_text:
      'これはメールサーバーが配信を拒否したときの応答です。署名が正しいかどうかを調べるには、そのメールのソース、またはエラーメール全体（.eml）を貼り付けてください。',
    page_without_source:
      'これはソースの上に表示される要約だけで、ソースそのものがありません。そのページで［クリップボードにコピー］を押すか、元のメールをダウンロードして、その内容をお使いください。',
    rendered_text:
      'これは画面に表示されたメールの文章です。署名はソースの中にあります。メールソフト（Gmail、Outlook など）で［メッセージのソースを表示］を開き、全体をコピーしてください。',
    unknown:
      'メールのソースではないようです。ソースは「Received: …」や「From: …」のような行で始まります。メールソフト（Gmail、Outlook など）で［メッセージのソースを表示］を開き、全体をコピーしてください。',
  },
  container: {
    none: '貼り付けられた内容',
    mbox: 'mbox',
    bounce: '配信エラーの通知',
    message: '別のメールの添付ファイル',
    outlook_msg: 'Outlook の .msg ファイル',
  },
  wrapping: {
    postfix_queue: 'Postfix のキューを表示した出力（postcat）',
    exim_spool: 'Exim のスプールファイル',
    json: 'ソースを文字列として含む JSON',
    header_list: 'ヘッダーフィールドを並べた JSON',
    header_table: 'ヘッダーフィールドの表',
  },
  decision: {
    body_hash: '本文が署名されたときの内容と完全に一致する読み方を採用しました。',
    signature: '署名の検証に成功する読み方を採用しました。',
    nothing: 'まだ決め手がないため、最も可能性の高い読み方を採用しました。',
  },
  limit: {
    header_fields: 'ヘッダーフィールドの数',
    header_octets: 'ヘッダー全体のバイト数',
    field_octets: '1 つのヘッダーフィールドのバイト数',
    addresses: '1 つのフィールドにあるアドレスの数',
    nesting: 'コメントの入れ子の深さ',
    encoded_words: '1 つのフィールドにあるエンコード済み文字列の数',
    received: 'Received フィールドの数',
    arc_sets: 'ARC セットの数',
    authentication_results: '1 つの Authentication-Results フィールドにある結果の数',
    mime_depth: 'パートの入れ子の深さ',
    mime_parts: 'パートの数',
  },
};

/** @type {import('../catalogue.js').ProblemTexts} */
export const findings = {
  'message.source.empty': () => t`何も貼り付けられていません。メールのソース全体をコピーして貼り付けてください。`,
  'message.source.not-a-message': (p) => t`${words(fault.file[p.found])}`,
  'message.source.byte-order-mark': () => t`先頭にバイト順マーク（BOM）があったため、取り除きました。`,
  'message.source.mbox-line': () => t`先頭に mbox の行（コロンのない「From …」）があったため、取り除きました。`,
  'message.source.bare-lf': (p) =>
    p.count === p.of
      ? t`すべての行の改行が LF だけになっています（貼り付けたテキストや、Linux と macOS のファイルでは一般的です）。メールの改行である CR LF として読み取りました。`
      : t`${p.of} 行のうち ${p.count} 行の改行が LF だけになっています（貼り付けたテキストや、Linux と macOS のファイルでは一般的です）。メールの改行である CR LF として読み取りました。`,
  'message.source.bare-cr': (p) =>
    t`本文に、LF を伴わない CR が ${p.count} 個あり、そのまま残しました。メールには含まれてはならない文字です。`,
  'message.body.absent': () =>
    t`ヘッダーだけで、本文がありません。本文も検証するには、ソース全体を貼り付けてください。`,
  'message.body.no-final-line-end': () =>
    t`本文の最後の行に改行がありません。規格に従い、改行があるものとして検証しました。`,
  'message.header.malformed-line': () => t`ヘッダーに、フィールドでもその続きでもない行があります。`,
  'message.header.bare-cr': (p) =>
    t`ヘッダーに、LF を伴わない CR が ${p.count} 個あります。これを改行とみなし、別のフィールドを読み取るソフトがあります。`,
  'message.header.space-before-colon': (p) =>
    t`${p.name} とコロンの間に空白があります。解釈はメールソフトによって異なります。`,
  'message.header.duplicate-field': (p) =>
    t`1 つしか認められない ${fieldName(p.name)} が ${p.count} 個あります。どれが表示されるかはメールソフトによって異なります。`,
  'message.from.missing': () => t`From フィールドがないため、差出人が示されていません。`,
  'message.from.absent': () => t`このコピーには From がないため、メールが誰を差出人としているのかは分かりません。`,
  'message.from.multiple-fields': (p) =>
    t`From フィールドが ${p.count} 個あります。どの差出人が表示されるかはメールソフトによって異なるため、差出人は確認できません。`,
  'message.from.multiple-mailboxes': (p) =>
    p.domains === 1
      ? t`From に ${p.count} 人の差出人が書かれていますが、ドメインは 1 つです。証明されるのはドメインまでで、そのうちの誰が書いたかは分かりません。`
      : t`From に ${p.count} 個のアドレスがあるため、差出人を 1 つに定められません。`,
  'message.from.ambiguous': () => t`From フィールドが複数の意味に読めるため、差出人は確認できません。`,
  'message.from.encoded-address': () =>
    t`From のアドレス、またはその一部があるべき場所に、エンコードされた文字列があります。これはアドレスではありませんが、復号した内容を差出人として表示するメールソフトがあります。`,
  'message.from.source-route': () =>
    t`From のアドレスの前に、廃止された経路指定（@ドメイン:）があります。これを差出人と解釈するメールソフトがあります。`,
  'message.from.comment-in-address': () =>
    t`From のアドレスの中に、括弧で囲まれた注釈か、ドットの前後の空白があり、別のアドレスとして読むメールソフトがあります。規則上、どちらにも意味はありません。`,
  'message.from.quoted-at': () =>
    t`From のアドレスに、引用符で囲まれた @ が含まれています。最初の @ の後ろをドメインと解釈するメールソフトがあります。`,
  'message.from.address-in-name': (p) =>
    t`From の表示名に ${p.address} というアドレスが書かれていますが、実際のアドレスは別のドメインのものです。表示名だけを示すメールソフトでは誤解のおそれがあります。`,
  'message.from.control-character': () =>
    t`From に、あるはずのない制御文字が含まれています。名前の一部を隠すために使われることがあります。`,
  'message.from.invalid-domain': () => t`差出人のアドレスに、ドメイン名に使えない文字が含まれています。`,
  'message.limit.reached': (p) =>
    t`${words(fault.limit[p.limit])}が上限を超えています（${p.found}）。調べたのは ${p.allowed} までです。`,
  'message.body.smuggled-commands': () =>
    t`本文に、ドットだけの行に続けて、別のメールを送信する SMTP コマンドが書かれています。このドットをメールの終わりと解釈し、後ろの部分を差出人の異なる別のメールとして送信してしまうサーバーがあります。`,
  'message.body.quoted-message': () =>
    t`本文に、別のメールが差出人、日時、件名とともに引用されています。引用されたメールについては何も証明されていません。このメールの送信者が書いたものや、書き換えたものかもしれません。検証するには、元のメールを添付ファイルとして転送してもらってください。`,
  'dkim2.message.not-checked': () =>
    t`DKIM2 のフィールドがあります。DKIM2 はまだ策定中（草案）のため、検証していません。`,

  'paste.source.line-ends': (p) =>
    t`CR だけ、または CR CR LF になっていた ${p.count} 個の改行を、CR LF として読みました。`,
  'paste.source.blank-lines-before': (p) => t`ソースの前にあった空行 ${p.count} 行を取り除きました。`,
  'paste.source.blank-lines-after': (p) => t`ソースの後にあった空行 ${p.count} 行を取り除きました。`,
  'paste.source.surrounding-text': (p) =>
    t`ソースの前後にあった文章（前 ${p.before} 行、後 ${p.after} 行）を取り除きました。`,
  'paste.source.page-text': (p) =>
    t`ソースの前後に表示されていた画面の文字（前 ${p.before} 行、後 ${p.after} 行）を取り除きました。`,
  'paste.source.quote-prefix': (p) => t`${p.count} 行の先頭から引用記号 ${p.prefix} を取り除きました。`,
  'paste.source.indent': (p) => t`${p.count} 行の先頭から字下げ（${p.width} 文字）を取り除きました。`,
  'paste.source.line-numbers': (p) => t`${p.count} 行の先頭から行番号を取り除きました。`,
  'paste.source.doubled-line-breaks': (p) => t`すべての改行が二重になっていたため、${p.count} 個を取り除きました。`,
  'paste.source.code-fence': () => t`ソースを囲んでいたコードブロックの記号の行を取り除きました。`,
  'paste.source.utf16': () => t`UTF-16 で保存されていたため、UTF-16 として読みました。`,
  'paste.source.json-string': () => t`ソース全体が JSON の文字列になっていたため、元の文字に戻しました。`,
  'paste.source.extracted': (p) =>
    t`${words(fault.wrapping[p.wrapping])}から取り出しました。プログラムが加えた部分は取り除いています。`,
  'paste.source.base64': () => t`ソース全体が Base64 で符号化されていたため、復号しました。`,
  'paste.source.quoted-printable': () => t`ソース全体が quoted-printable で符号化されていたため、復号しました。`,
  'paste.source.html-entities': (p) => t`「&lt;」などの HTML の文字参照 ${p.count} 個を、元の文字に戻しました。`,
  'paste.source.no-break-spaces': (p) => t`改行しない空白（NBSP）${p.count} 個を、通常の空白として読みました。`,
  'paste.source.mojibake': () => t`UTF-8 の文字列が windows-1252 として読まれて文字化けしていたため、元に戻しました。`,
  'paste.source.mbox': (p) =>
    p.unescaped === 0
      ? t`これは ${p.messages} 通のメールを含む mbox です。「From …」の行を取り除きました。`
      : t`これは ${p.messages} 通のメールを含む mbox です。「From …」の行を取り除き、このメールの ${p.unescaped} 行で、mbox が「From」の前に加えた「>」を取り除きました。`,
  'paste.source.inner-message': (p) =>
    t`このメールは${words(fault.container[p.container])}の中にありました。ここでは中のメールだけを検証しています。`,
  'paste.source.outlook-msg': () =>
    t`Outlook の .msg ファイルからヘッダーを取り出しました。Outlook は送信されたときの本文を保存しないため、本文は検証できません。本文も検証するには、メールを .eml としてダウンロードしてください。`,
  'paste.source.other-messages': (p) =>
    t`ほかに ${p.count} 通のメール（このメールの添付、またはこのメールを含むもの）を調べることができます。`,
  'paste.header.continuation-indent': (p) =>
    t`ヘッダーフィールドの続きの行のうち ${p.count} 行で先頭の空白が失われていたため、補いました。`,
  'paste.header.cut': (p) =>
    t`ヘッダーが ${p.after} フィールドの後の空行（${p.count} 行）で途切れていたため、空行を取り除いて読みました。空行から後ろは、メールサーバーでは本文として扱われます。届いた時点でこの状態なら、メールを作成したプログラムの修正が必要です。`,
  'paste.header.incomplete': (p) =>
    t`このコピーはヘッダーの一部で、フィールドが ${p.count} 個しかありません。ソース全体を貼り付けてください。`,
  'paste.body.charset': (p) =>
    t`本文が UTF-8 に変換されていたため、メールに指定されている文字コード ${p.charset} に戻しました。`,
  'paste.body.escapes': (p) => t`失われていた ISO-2022-JP のエスケープ文字 ${p.count} 個を補いました。`,
  'paste.body.end-of-data': (p) =>
    p.undotted === 0
      ? t`SMTP、POP3、IMAP の通信でメールの終わりを示す行 ${p.line} が、メールと一緒に保存されていたため、取り除きました。`
      : t`SMTP、POP3、IMAP の通信でメールの終わりを示す行 ${p.line} が、メールと一緒に保存されていたため、取り除きました。あわせて、通信で行頭のドットの前に加えられたドットを ${p.undotted} 行から取り除きました。`,
  'paste.body.incomplete': () =>
    t`最後のパートが閉じられておらず、本文の末尾が欠けています。このままでは本文のハッシュは一致しません。ソース全体をコピーするか、.eml ファイルをお使いください。`,
  'paste.reading.guess': (p) =>
    t`ソースの読み方を ${p.readings} 通り試しました。${words(fault.decision[p.decided_by])}`,

  'dkim.message.unsigned': () =>
    t`DKIM-Signature フィールドがありません。DKIM を有効にしたのにこう表示されるときは、送信サーバーがこのメールに署名していません。設定がこのドメインに対して有効か、メールがそのサーバーから送信されたかを確認してください。`,
  'dkim.message.too-many-signatures': (p) => t`署名が ${p.found} 個あります。検証したのは先頭の ${p.allowed} 個です。`,
  'dkim.message.too-many-key-names': (p) =>
    t`署名が ${p.found} 個の異なる公開鍵を示しています。一度に問い合わせるのは ${p.allowed} 個までです。`,
  'dkim.message.too-much-arithmetic': () =>
    t`署名と公開鍵の計算量が 1 通のメールの上限を超えたため、残りは検証していません。`,

  'dkim.signature.tag-syntax': () => t`署名が「タグ=値」の並びになっていないため、読み取れません。`,
  'dkim.signature.tag-duplicate': (p) => t`タグ ${p.tag} が 2 回使われているため、署名は無効です。`,
  'dkim.signature.tag-limit': (p) => t`署名のタグが ${p.allowed} 個を超えています。`,
  'dkim.signature.tag-missing': (p) => t`署名に必須のタグ ${p.tag} がありません。`,
  'dkim.signature.tag-value': (p) => t`タグ ${p.tag} の値が規則に合っていません。`,
  'dkim.signature.version': (p) => t`署名のバージョンが ${p.value} になっています。存在するのはバージョン 1 だけです。`,
  'dkim.signature.algorithm-unknown': (p) => t`アルゴリズム ${p.value} は DKIM で定義されていません。`,
  'dkim.signature.sha1': () =>
    t`署名に SHA-1 が使われています。SHA-1 は署名にも検証にも使用が認められなくなりました。署名側で rsa-sha256 に変更する必要があります。`,
  'dkim.signature.canonicalization-unknown': (p) => t`正規化方式 ${p.value} は DKIM で定義されていません。`,
  'dkim.signature.query-method-unknown': (p) => t`公開鍵の取得方法 ${p.value} は DKIM で定義されていません。`,
  'dkim.signature.base64': (p) => t`タグ ${p.tag} の値を読み取れません。${words(fault.base64[p.fault])}。`,
  'dkim.signature.base64-trailing-bits': (p) =>
    t`タグ ${p.tag} の Base64 の末尾に、0 であるべきビットが立っています。害はありませんが、珍しいことです。`,
  'dkim.signature.body-hash-length': (p) =>
    t`本文のハッシュが ${p.found} バイトです。このアルゴリズムでは ${p.expected} バイトになります。`,
  'dkim.signature.invalid-name': (p) => t`タグ ${p.tag} のドメイン名は使えません。${words(fault.name[p.fault])}。`,
  'dkim.signature.private-name': (p) => t`${p.name} は公開された DNS 名ではないため、問い合わせません。`,
  'dkim.signature.identity-outside': () => t`署名者の識別子（i=）が署名ドメイン（d=）の外にあるため、署名は無効です。`,
  'dkim.signature.from-not-signed': () =>
    t`必須である From が署名の対象に入っていません。この署名からは差出人について何も言えません。`,
  'dkim.signature.signed-field-limit': (p) =>
    t`署名の対象に ${p.found} 個のフィールドが並んでいます。調べるのは ${p.allowed} 個までです。`,
  'dkim.signature.body-length-too-large': (p) =>
    t`署名された本文の長さ（l=）が、実際の ${p.body} バイトを超えています。メールの末尾が失われている可能性があります。`,
  'dkim.signature.expired': () => t`署名の有効期限が切れています。受信した時点では有効だった可能性があります。`,
  'dkim.signature.expiration-before-timestamp': () => t`署名の有効期限が、署名した日時より前になっています。`,
  'dkim.signature.timestamp-in-future': () =>
    t`署名の日時が未来になっています。署名側かこの端末の時計が合っていません。`,
  'dkim.signature.body-hash-mismatch': () =>
    t`本文が署名されたときのものと異なります。メーリングリスト、ウイルス対策、メールゲートウェイが本文を書き換えた場合のほか、ソースではなく画面の文字をコピーした場合にも起こります。`,
  'dkim.body.absent': () => t`本文がないため、署名されたハッシュと比べられませんでした。`,
  'dkim.signature.signature-mismatch': (_, isPasted) =>
    isPasted
      ? t`貼り付けられたレコードの公開鍵では、ヘッダーの署名が一致しません。署名されたフィールドが変更されたか、署名に使われた鍵とは別の公開鍵です。`
      : t`DNS にある公開鍵では、ヘッダーの署名が一致しません。署名されたフィールドが変更されたか、署名に使われた鍵と公開されている鍵が異なります。`,
  'dkim.signature.unsigned-body': (p) =>
    t`本文の末尾 ${p.octets} バイトは署名されていません（l=）。誰でも付け加えることができます。`,
  'dkim.signature.field-unsigned': (p) =>
    t`フィールド ${fieldName(p.name)} は署名されておらず、途中で変更された可能性があります。`,
  'dkim.signature.instance-unsigned': (p) =>
    t`署名された ${fieldName(p.name)} の上に、署名されていない ${fieldName(p.name)} がもう 1 つあります。メールソフトは署名されていない方を表示することがあります。`,
  'dkim.signature.other-domain': (p) =>
    t`署名したのは ${p.signer} ですが、From は ${p.author} です。この署名は ${p.author} について何も証明しません。`,

  'dkim.signature.registry-suffix': (p) =>
    t`${p.domain} は、レジストリがその下に名前を登録するためのドメインのようです。この署名は、その下のドメインについて何も証明しません。`,
  'dkim.signature.duplicate': (p) =>
    t`署名 ${p.first + 1} と同じものです。これによって新たに証明されることはありません。`,

  'dkim.key.name-missing': (p) =>
    t`DNS に ${p.name} という名前がなく、公開鍵がありません。ご自身のドメインであれば、サーバー会社の画面に示された TXT レコードを、この名前で登録してください。登録したばかりの場合は、反映を待ってからもう一度問い合わせてください。`,
  'dkim.key.no-record': (p) => t`DNS に ${p.name} という名前はありますが、TXT レコードがなく、公開鍵がありません。`,
  'dkim.key.server-failure': (p) =>
    p.text
      ? t`リゾルバーが ${p.name} を調べられませんでした。リゾルバーからの説明：${p.text}。時間をおくか、別のリゾルバーを選んでください。`
      : t`リゾルバーが ${p.name} を調べられませんでした。時間をおくか、別のリゾルバーを選んでください。`,
  'dkim.key.unreachable': (p) =>
    t`${p.name} についての回答を読み取れませんでした。公開鍵がないという意味ではありません。もう一度問い合わせるか、別のリゾルバーを選ぶか、レコードを貼り付けてください。`,
  'dkim.key.declined': (p) => t`ご指定のとおり、${p.name} は問い合わせていません。`,
  'dkim.key.answers-differ': (p) =>
    t`${p.name} について異なる回答がありました。一致するまでは、何も証明されたことになりません。`,
  'dkim.key.alias': (p) =>
    t`公開鍵は別名（CNAME）をたどった先の ${p.target} にありました。サーバー会社が鍵を更新できるように、よく使われる設定です。`,
  'dkim.key.multiple-records': (p) =>
    t`公開鍵の名前に ${p.count} 個のレコードがあり、どれが使われるかは定められていません。1 つだけ残して削除してください。`,
  'dkim.key.tag-syntax': () =>
    t`公開鍵レコードが「タグ=値」の並びになっていません。余分な引用符やバックスラッシュがないか確認してください。`,
  'dkim.key.tag-duplicate': (p) => t`公開鍵レコードでタグ ${p.tag} が 2 回使われています。`,
  'dkim.key.version': (p) => t`公開鍵レコードのバージョンが ${p.value} になっています。DKIM1 でなければなりません。`,
  'dkim.key.version-not-first': () => t`公開鍵レコードでは v=DKIM1 が先頭のタグでなければなりません。`,
  'dkim.key.data-missing': () => t`公開鍵レコードにタグ p= がなく、公開鍵がありません。`,
  'dkim.key.revoked': (_, isPasted) =>
    isPasted
      ? t`貼り付けられたレコードには公開鍵がありません（p= が空）。公開鍵が取り消されたことを表します。`
      : t`公開鍵は取り消されています（p= が空です）。`,
  'dkim.key.base64': (p) =>
    t`公開鍵（p=）を読み取れません。${words(fault.base64[p.fault])}。サーバー会社の画面に示された値を登録し直してください。`,
  'dkim.key.type-unknown': (p) => t`鍵の種類 ${p.value} は DKIM で定義されていません。`,
  'dkim.key.type-mismatch': (p) => t`公開鍵の種類は ${p.key} ですが、署名は ${p.algorithm} で作られています。`,
  'dkim.key.hash-forbidden': (p) => t`公開鍵レコード（h=）が ${p.hash} を認めていません。`,
  'dkim.key.service-forbidden': () => t`公開鍵レコード（s=）が、この鍵をメールに使うことを認めていません。`,
  'dkim.key.strict-identity': () =>
    t`公開鍵レコード（t=s）は、署名者の識別子（i=）が署名ドメインそのものであることを求めていますが、サブドメインになっています。`,
  'dkim.key.testing': () =>
    t`このドメインは DKIM をテスト中であると示しています（t=y）。受信側が署名を無視することがあるため、テストが終わったら t=y を外してください。`,
  'dkim.key.invalid': (p) => t`公開鍵（p=）は使えません。${words(fault.key[p.fault])}。`,
  'dkim.key.too-short': (p) =>
    t`鍵が ${words(String(p.bits))} ビットしかなく、破られるおそれがあります。1024 ビット未満の鍵は信用してはならないことになっています。`,
  'dkim.key.weak': (p) =>
    t`鍵は ${words(String(p.bits))} ビットです。受け入れられますが、2048 ビットが推奨されています。`,
  'dkim.key.low-exponent': (p) => t`鍵の指数が ${words(String(p.exponent))} です。通常は 65537 です。`,
  'dkim.key.alias-text': (p) =>
    t`TXT レコードにホスト名 ${p.target} が入っています。CNAME レコードとして登録すべきものです。TXT レコードを削除し、CNAME として登録し直してください。`,
  'dkim.key.other-record': (p) =>
    t`公開鍵の名前にあるのは${words(fault.record[p.kind])}です。公開鍵が登録されておらず、ワイルドカード（*）のレコードが代わりに返されていることがよくあります。`,
  'dkim.key.escaped-semicolon': () =>
    t`公開鍵レコードのセミコロンの前にバックスラッシュ（\u005C）が入っています。ゾーンファイルでは必要ですが、多くの管理画面では不要です。取り除いて登録し直してください。`,
  'dkim.key.stray-quote': () =>
    t`公開鍵レコードの文字列に引用符が含まれています。引用符を取り除いて登録し直してください。`,
  'dkim.key.foreign-blank': () =>
    t`公開鍵レコードに、コピーの際に紛れ込んだ改行や特殊な空白があります。1 行にして登録し直してください。`,
  'dkim.key.pem-armour': () =>
    t`「BEGIN PUBLIC KEY」と「END PUBLIC KEY」の行はレコードに含めません。その間の部分だけを登録してください。`,
  'dkim.key.private-key': (_, isPasted) =>
    isPasted
      ? t`貼り付けられたレコードに秘密鍵が含まれています！秘密鍵は公開してはなりません。これを読んだ人は誰でも、このドメインの名前でメールに署名できます。DNS に登録されている場合は、ただちにレコードを削除し、鍵を作り直して、公開鍵だけを登録してください。`
      : t`秘密鍵が公開されています！これを読んだ人は誰でも、このドメインの名前でメールに署名できます。ただちにレコードを削除し、鍵を作り直して、公開鍵だけを登録してください。`,
  'dkim.key.full-width': () =>
    t`公開鍵レコードに、全角文字や、形の似た別の文字が入っています。すべて半角で登録し直してください。`,
  'dkim.key.separator': (p) =>
    p.found === ''
      ? t`公開鍵レコードで、タグの間のセミコロン（;）が抜けています。タグはセミコロンで区切ってください。`
      : t`公開鍵レコードのタグが ${p.found} で区切られています。セミコロン（;）で区切ってください。`,
  'dkim.key.tag-case': (p) =>
    t`公開鍵レコードに ${p.tag}= というタグがあります。タグ名は小文字で書く決まりで、大文字のままでは受信側に認識されません。`,
  'dkim.key.plus-lost': (p) =>
    t`公開鍵（p=）の中の「+」が ${p.count} か所で空白に変わっています。入力フォームや URL を経由すると起こることがあります。「+」を戻して登録し直してください。`,
  'dkim.key.characters-missing': (p) =>
    t`公開鍵（p=）の途中の ${p.missing} 文字が抜けています。末尾は残っています。送信サーバー側の公開鍵全体をもう一度コピーし、登録し直してください。`,
  'dkim.key.split-records': () =>
    t`公開鍵が複数の TXT レコードに分かれています。1 つのレコードにまとめてください。1 つの文字列に収まらない場合は、同じレコードの中で複数の文字列に分けます。`,
  'dkim.key.cut-off': (p) =>
    t`公開鍵の末尾が失われています（${p.expected} バイトのうち ${p.found}）。DNS の 1 つの文字列は 255 文字までのため、長いレコードは複数の文字列に分けて登録します。分けずに切り捨てる管理画面もあります。`,
  'dkim.key.type-differs': (p) =>
    t`レコードでは鍵の種類が ${p.named} とされていますが、実際は ${words(p.found === 'rsa' ? 'RSA' : 'Ed25519')} の鍵です。`,
  'dkim.key.doubled-zone': (p) =>
    t`公開鍵は ${p.name} に登録されています。ドメイン名が二重になっています。多くの管理画面はドメイン名を自動で補うため、その前の部分だけを入力してください。`,
  'dkim.key.does-not-open': (_, isPasted) =>
    isPasted
      ? t`この署名は、貼り付けられたレコードの公開鍵と対になる鍵で作られたものではありません。別のセレクターや別の時期の鍵であるか、別人が署名したか、署名そのものが壊れています。`
      : t`この署名は、公開されている鍵と対になる鍵で作られたものではありません。その後に鍵が交換されたか、別人が署名したか、署名そのものが壊れています。`,
  'dkim.key.passed-before': (p) =>
    p.time === null
      ? t`公開鍵は今は見つかりませんが、メールの記載によれば、受信時に ${p.receiver} がこの署名を検証しています。この記載は誰でも書けるものです。以前のレコードの控えがあれば、貼り付けてください。`
      : t`公開鍵は今は見つかりませんが、メールの記載によれば、${{ time: p.time }} に ${p.receiver} がこの署名を検証しています。この記載は誰でも書けるものです。以前のレコードの控えがあれば、貼り付けてください。`,
  'dkim.signature.passed-before': (p) =>
    p.time === null
      ? t`メールの記載によれば、受信時に ${p.receiver} がこの署名を検証しています。それが正しければ、変更はその後に、転送やフィルター、コピーによって生じています。この記載は誰でも書けるものです。`
      : t`メールの記載によれば、${{ time: p.time }} に ${p.receiver} がこの署名を検証しています。それが正しければ、変更はその後に、転送やフィルター、コピーによって生じています。この記載は誰でも書けるものです。`,
  'dkim.key.white-space': () =>
    t`公開鍵（p=）に空白や改行が入っています。意味はありませんが、正しく扱えない受信側もあるため、取り除いて登録してください。`,
  'dkim.key.version-missing': () =>
    t`公開鍵レコードの先頭に v=DKIM1 がありません。省略できますが、付けることが推奨されています。`,
  'dkim.key.bare-rsa': () => t`公開鍵が、通常の構造に包まれていない古い形式になっています。動作に問題はありません。`,
};
