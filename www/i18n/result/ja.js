import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

/** @param {import('../../types/report.js').Domain | null} d */
const signer = (d) => d ?? words('読み取れないドメイン');

/** @type {import('../catalogue.js').ResultTexts['fault']} */
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
    outlook_msg: 'これは Outlook の .msg ファイルですが、送信されたときのヘッダーが保存されていません。メールを .eml としてダウンロードしてください。',
    utf16: 'この文字列は UTF-16 で保存されています。メールを .eml として保存するか、ソースをコピーしてここに貼り付けてください。',
    html: 'これは Web ページで、メールのソースではありません。メールソフト（Gmail、Outlook など）で「メッセージのソースを表示」を開き、その内容をコピーしてください。',
    dkim_record: 'これは DNS の DKIM 公開鍵レコードで、メールではありません。レコードは、メールを読み込んだ後で問い合わせるか、貼り付けることができます。まず、署名されたメールのソースを貼り付けてください。',
    auth_results: 'これは受信サーバーが記録した認証結果で、それだけでは何も証明できません。メールソフト（Gmail、Outlook など）で「メッセージのソースを表示」を開き、全体をコピーして貼り付けてください。',
    bounce_text: 'これはメールサーバーが配信を拒否したときの応答です。署名が正しいかどうかを調べるには、そのメールのソース、またはエラーメール全体（.eml）を貼り付けてください。',
    page_without_source: 'これはソースの上に表示される要約だけで、ソースそのものがありません。そのページで「クリップボードにコピー」または「元のメッセージをダウンロード」を選び、その内容をお使いください。',
    rendered_text: 'これは画面に表示されたメールの文章です。署名はソースの中にあります。メールソフト（Gmail、Outlook など）で「メッセージのソースを表示」を開き、全体をコピーしてください。',
    unknown: 'メールのソースではないようです。ソースは「Received: …」や「From: …」のような行で始まります。メールソフト（Gmail、Outlook など）で「メッセージのソースを表示」を開き、全体をコピーしてください。',
  },
  container: {
    none: '貼り付けられた内容', mbox: 'mbox', bounce: '配信エラーの通知', message: '別のメールの添付ファイル', outlook_msg: 'Outlook の .msg ファイル',
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
const problem = {
  'message.source.empty': () => t`何も貼り付けられていません。メールのソース全体をコピーして貼り付けてください。`,
  'message.source.not-a-message': (p) => t`${words(fault.file[p.found])}`,
  'message.source.byte-order-mark': () => t`先頭にバイト順マーク（BOM）があったため、取り除きました。`,
  'message.source.mbox-line': () => t`先頭に mbox の行（コロンのない「From …」）があったため、取り除きました。`,
  'message.source.bare-lf': (p) => p.count === p.of
    ? t`すべての行の改行を補正しました（コピーすると必ず失われるものです）。`
    : t`${p.of} 行のうち ${p.count} 行の改行を補正しました（コピーすると失われるものです）。`,
  'message.source.bare-cr': (p) => t`本文に、LF を伴わない CR が ${p.count} 個あり、そのまま残しました。メールには含まれてはならない文字です。`,
  'message.body.absent': () => t`ヘッダーだけで、本文がありません。本文も検証するには、ソース全体を貼り付けてください。`,
  'message.body.no-final-line-end': () => t`本文の最後の行に改行がありません。規格に従い、改行があるものとして検証しました。`,
  'message.header.malformed-line': () => t`ヘッダーに、フィールドでもその続きでもない行があります。`,
  'message.header.bare-cr': (p) => t`ヘッダーに、LF を伴わない CR が ${p.count} 個あります。これを改行とみなし、別のフィールドを読み取るソフトがあります。`,
  'message.header.space-before-colon': (p) => t`${p.name} とコロンの間に空白があります。解釈はメールソフトによって異なります。`,
  'message.header.duplicate-field': (p) => t`1 つしか認められない ${fieldName(p.name)} が ${p.count} 個あります。どれが表示されるかはメールソフトによって異なります。`,
  'message.from.missing': () => t`From フィールドがないため、差出人が示されていません。`,
  'message.from.multiple-fields': (p) => t`From フィールドが ${p.count} 個あります。どの差出人が表示されるかはメールソフトによって異なるため、差出人は確認できません。`,
  'message.from.multiple-mailboxes': (p) => t`From に ${p.count} 個のアドレスがあるため、差出人を 1 つに定められません。`,
  'message.from.ambiguous': () => t`From フィールドが複数の意味に読めるため、差出人は確認できません。`,
  'message.from.encoded-address': () => t`From のアドレスがあるべき場所に、エンコードされた文字列があります。これはアドレスではありませんが、復号した内容を差出人として表示するメールソフトがあります。`,
  'message.from.source-route': () => t`From のアドレスの前に、廃止された経路指定（@ドメイン:）があります。これを差出人と解釈するメールソフトがあります。`,
  'message.from.comment-in-address': () => t`From のアドレスの中に括弧で囲まれた注釈があり、別のアドレスとして読むメールソフトがあります。規則上、注釈に意味はありません。`,
  'message.from.quoted-at': () => t`From のアドレスに、引用符で囲まれた @ が含まれています。最初の @ の後ろをドメインと解釈するメールソフトがあります。`,
  'message.from.address-in-name': (p) => t`From の表示名に ${p.address} というアドレスが書かれていますが、実際のアドレスは別のドメインのものです。表示名だけを示すメールソフトでは誤解のおそれがあります。`,
  'message.from.control-character': () => t`From に、あるはずのない制御文字が含まれています。名前の一部を隠すために使われることがあります。`,
  'message.from.invalid-domain': () => t`差出人のアドレスに、ドメイン名に使えない文字が含まれています。`,
  'message.limit.reached': (p) => t`${words(fault.limit[p.limit])}が上限を超えています（${p.found}）。調べたのは ${p.allowed} までです。`,
  'message.body.smuggled-commands': () => t`本文に、ドットだけの行に続けて、別のメールを送信する SMTP コマンドが書かれています。このドットをメールの終わりと解釈し、後ろの部分を差出人の異なる別のメールとして送信してしまうサーバーがあります。`,
  'dkim2.message.not-checked': () => t`DKIM2 のフィールドがあります。DKIM2 はまだ策定中（草案）のため、検証していません。`,

  'identity.domain.mixed-script': (p) => t`${fieldName(p.name)} のドメイン ${p.domain} には、異なる文字体系の文字が混ざっています。よく似た別の文字が使われているおそれがあります。`,
  'identity.domain.confusable': (p) => t`${fieldName(p.name)} のドメイン ${p.domain} は ${p.looks_like} とよく似ていますが、別のドメインです。`,
  'identity.domain.compatibility-characters': (p) => t`${fieldName(p.name)} のドメインに、全角文字などの特殊な文字が使われています：${p.domain}。これを ${p.means} と解釈するソフトがあります。`,
  'identity.domain.invalid-a-label': (p) => t`${fieldName(p.name)} のドメインの ${p.label} は、国際化ドメイン名の符号化された形に見えますが、正しい形ではありません。別の文字列として表示するソフトがあります。`,
  'identity.text.bidi-control': (p) => t`${fieldName(p.name)} に、文字の並ぶ向きを変える制御文字が ${p.count} 個含まれています（最初は ${p.character}）。表示される文字列が実際の内容と異なるおそれがあります。`,
  'identity.text.invisible-character': (p) => t`${fieldName(p.name)} に、目に見えない文字が ${p.count} 個含まれています（最初は ${p.character}）。名前を空に見せかけたり、迷惑メールフィルターをすり抜けたりするために使われることがあります。`,
  'identity.text.control-character': (p) => t`${fieldName(p.name)} に、あるはずのない制御文字が ${p.count} 個含まれています（最初は ${p.character}）。`,
  'identity.text.unknown-charset': (p) => t`${fieldName(p.name)} の一部に不明な文字コード ${p.charset} が使われているため、文字として表示できません。`,
  'identity.name.domain': (p) => t`From の表示名に ${p.shown} というドメインが書かれていますが、実際のアドレスは ${p.author} のものです。表示名だけを示すメールソフトでは誤解のおそれがあります。`,
  'identity.reply-to.other-domain': (p) => t`返信先は ${p.domain} で、From のドメイン ${p.author} とは異なります。メールマガジンや問い合わせ窓口でよくある設定ですが、詐欺にも使われます。`,
  'identity.sender.other-domain': (p) => t`Sender のドメインは ${p.domain} で、From のドメイン ${p.author} とは異なります。メーリングリストや配信サービスが代理で送信するときに、このようになります。`,
  'identity.return-path.other-domain': (p) => t`エンベロープ送信者のドメインは ${p.domain} で、From のドメイン ${p.author} とは異なります。配信サービス、メーリングリスト、転送ではよくあることです。`,

  'paste.source.line-ends': (p) => t`CR だけ、または CR CR LF になっていた ${p.count} 個の改行を、CR LF として読みました。`,
  'paste.source.blank-lines-before': (p) => t`ソースの前にあった空行 ${p.count} 行を取り除きました。`,
  'paste.source.blank-lines-after': (p) => t`ソースの後にあった空行 ${p.count} 行を取り除きました。`,
  'paste.source.surrounding-text': (p) => t`ソースの前後にあった文章（前 ${p.before} 行、後 ${p.after} 行）を取り除きました。`,
  'paste.source.page-text': (p) => t`ソースの前後に表示されていた画面の文字（前 ${p.before} 行、後 ${p.after} 行）を取り除きました。`,
  'paste.source.quote-prefix': (p) => t`${p.count} 行の先頭から引用記号 ${p.prefix} を取り除きました。`,
  'paste.source.indent': (p) => t`${p.count} 行の先頭から字下げ（${p.width} 文字）を取り除きました。`,
  'paste.source.line-numbers': (p) => t`${p.count} 行の先頭から行番号を取り除きました。`,
  'paste.source.doubled-line-breaks': (p) => t`すべての改行が二重になっていたため、${p.count} 個を取り除きました。`,
  'paste.source.code-fence': () => t`ソースを囲んでいたコードブロックの記号の行を取り除きました。`,
  'paste.source.utf16': () => t`UTF-16 で保存されていたため、UTF-16 として読みました。`,
  'paste.source.json-string': () => t`ソース全体が JSON の文字列になっていたため、元の文字に戻しました。`,
  'paste.source.base64': () => t`ソース全体が Base64 で符号化されていたため、復号しました。`,
  'paste.source.quoted-printable': () => t`ソース全体が quoted-printable で符号化されていたため、復号しました。`,
  'paste.source.html-entities': (p) => t`「&lt;」などの HTML の文字参照 ${p.count} 個を、元の文字に戻しました。`,
  'paste.source.no-break-spaces': (p) => t`改行しない空白（NBSP）${p.count} 個を、通常の空白として読みました。`,
  'paste.source.mojibake': () => t`UTF-8 の文字列が windows-1252 として読まれて文字化けしていたため、元に戻しました。`,
  'paste.source.mbox': (p) => p.unescaped === 0
    ? t`これは ${p.messages} 通のメールを含む mbox です。「From …」の行を取り除きました。`
    : t`これは ${p.messages} 通のメールを含む mbox です。「From …」の行を取り除き、このメールの ${p.unescaped} 行で、mbox が「From」の前に加えた「>」を取り除きました。`,
  'paste.source.inner-message': (p) => t`このメールは${words(fault.container[p.container])}の中にありました。ここでは中のメールだけを検証しています。`,
  'paste.source.outlook-msg': () => t`Outlook の .msg ファイルからヘッダーを取り出しました。Outlook は送信されたときの本文を保存しないため、本文は検証できません。本文も検証するには、メールを .eml としてダウンロードしてください。`,
  'paste.source.other-messages': (p) => t`ほかに ${p.count} 通のメール（このメールの添付、またはこのメールを含むもの）を調べることができます。`,
  'paste.header.continuation-indent': (p) => t`ヘッダーフィールドの続きの行のうち ${p.count} 行で先頭の空白が失われていたため、補いました。`,
  'paste.header.incomplete': (p) => t`ヘッダーフィールドが ${p.count} 個しかなく、署名の対象となっているほかのフィールドがありません。ソース全体を貼り付けてください。`,
  'paste.body.charset': (p) => t`本文が UTF-8 に変換されていたため、メールに指定されている文字コード ${p.charset} に戻しました。`,
  'paste.body.escapes': (p) => t`失われていた ISO-2022-JP のエスケープ文字 ${p.count} 個を補いました。`,
  'paste.body.incomplete': () => t`最後のパートが閉じられておらず、本文の末尾が欠けています。このままでは本文のハッシュは一致しません。ソース全体をコピーするか、.eml ファイルをお使いください。`,
  'paste.reading.guess': (p) => t`ソースの読み方を ${p.readings} 通り試しました。${words(fault.decision[p.decided_by])}`,

  'dkim.message.unsigned': () => t`DKIM-Signature フィールドがありません。DKIM を有効にしたのにこう表示されるときは、送信サーバーがこのメールに署名していません。設定がこのドメインに対して有効か、メールがそのサーバーから送信されたかを確認してください。`,
  'dkim.message.too-many-signatures': (p) => t`署名が ${p.found} 個あります。検証したのは先頭の ${p.allowed} 個です。`,
  'dkim.message.too-many-key-names': (p) => t`署名が ${p.found} 個の異なる公開鍵を示しています。一度に問い合わせるのは ${p.allowed} 個までです。`,
  'dkim.message.too-much-arithmetic': () => t`署名と公開鍵の計算量が 1 通のメールの上限を超えたため、残りは検証していません。`,

  'dkim.signature.tag-syntax': () => t`署名が「タグ=値」の並びになっていないため、読み取れません。`,
  'dkim.signature.tag-duplicate': (p) => t`タグ ${p.tag} が 2 回使われているため、署名は無効です。`,
  'dkim.signature.tag-limit': (p) => t`署名のタグが ${p.allowed} 個を超えています。`,
  'dkim.signature.tag-missing': (p) => t`署名に必須のタグ ${p.tag} がありません。`,
  'dkim.signature.tag-value': (p) => t`タグ ${p.tag} の値が規則に合っていません。`,
  'dkim.signature.version': (p) => t`署名のバージョンが ${p.value} になっています。存在するのはバージョン 1 だけです。`,
  'dkim.signature.algorithm-unknown': (p) => t`アルゴリズム ${p.value} は DKIM で定義されていません。`,
  'dkim.signature.sha1': () => t`署名に SHA-1 が使われています。現在は使用も信用も認められていないため、署名側で rsa-sha256 に変更する必要があります。`,
  'dkim.signature.canonicalization-unknown': (p) => t`正規化方式 ${p.value} は DKIM で定義されていません。`,
  'dkim.signature.query-method-unknown': (p) => t`公開鍵の取得方法 ${p.value} は DKIM で定義されていません。`,
  'dkim.signature.base64': (p) => t`タグ ${p.tag} の値を読み取れません。${words(fault.base64[p.fault])}。`,
  'dkim.signature.base64-trailing-bits': (p) => t`タグ ${p.tag} の Base64 の末尾に、0 であるべきビットが立っています。害はありませんが、珍しいことです。`,
  'dkim.signature.body-hash-length': (p) => t`本文のハッシュが ${p.found} バイトです。このアルゴリズムでは ${p.expected} バイトになります。`,
  'dkim.signature.invalid-name': (p) => t`タグ ${p.tag} のドメイン名は使えません。${words(fault.name[p.fault])}。`,
  'dkim.signature.private-name': (p) => t`${p.name} は公開された DNS 名ではないため、問い合わせません。`,
  'dkim.signature.identity-outside': () => t`署名者の識別子（i=）が署名ドメイン（d=）の外にあるため、署名は無効です。`,
  'dkim.signature.from-not-signed': () => t`必須である From が署名の対象に入っていません。この署名からは差出人について何も言えません。`,
  'dkim.signature.signed-field-limit': (p) => t`署名の対象に ${p.found} 個のフィールドが並んでいます。調べるのは ${p.allowed} 個までです。`,
  'dkim.signature.body-length-too-large': (p) => t`署名された本文の長さ（l=）が、実際の ${p.body} バイトを超えています。メールの末尾が失われている可能性があります。`,
  'dkim.signature.expired': () => t`署名の有効期限が切れています。受信した時点では有効だった可能性があります。`,
  'dkim.signature.expiration-before-timestamp': () => t`署名の有効期限が、署名した日時より前になっています。`,
  'dkim.signature.timestamp-in-future': () => t`署名の日時が未来になっています。署名側かこの端末の時計が合っていません。`,
  'dkim.signature.body-hash-mismatch': () => t`本文が署名されたときのものと異なります。メーリングリスト、ウイルス対策、メールゲートウェイが本文を書き換えたほか、ソースではなく画面の文字をコピーした場合にも起こります。`,
  'dkim.body.absent': () => t`本文がないため、署名されたハッシュと比べられませんでした。`,
  'dkim.signature.signature-mismatch': (_, isPasted) => isPasted
    ? t`貼り付けられたレコードの公開鍵では、ヘッダーの署名が一致しません。署名されたフィールドが変更されたか、署名に使われた鍵とは別の公開鍵です。`
    : t`DNS にある公開鍵では、ヘッダーの署名が一致しません。署名されたフィールドが変更されたか、署名に使われた鍵と公開されている鍵が異なります。`,
  'dkim.signature.unsigned-body': (p) => t`本文の末尾 ${p.octets} バイトは署名されていません（l=）。誰でも付け加えることができます。`,
  'dkim.signature.field-unsigned': (p) => t`フィールド ${fieldName(p.name)} は署名されておらず、途中で変更された可能性があります。`,
  'dkim.signature.instance-unsigned': (p) => t`署名された ${fieldName(p.name)} の上に、署名されていない ${fieldName(p.name)} がもう 1 つあります。メールソフトは署名されていない方を表示することがあります。`,
  'dkim.signature.other-domain': (p) => t`署名したのは ${p.signer} ですが、From は ${p.author} です。この署名は ${p.author} について何も証明しません。`,

  'dkim.signature.registry-suffix': (p) => t`${p.domain} は、レジストリがその下に名前を登録するためのドメインのようです。この署名は、その下のドメインについて何も証明しません。`,
  'dkim.signature.duplicate': (p) => t`署名 ${p.first + 1} と同じものです。これによって新たに証明されることはありません。`,

  'dkim.key.name-missing': (p) => t`DNS に ${p.name} という名前がなく、公開鍵がありません。ご自身のドメインであれば、サーバー会社の画面に示された TXT レコードを、この名前で登録してください。登録したばかりの場合は、反映を待ってからもう一度問い合わせてください。`,
  'dkim.key.no-record': (p) => t`DNS に ${p.name} という名前はありますが、TXT レコードがなく、公開鍵がありません。`,
  'dkim.key.server-failure': (p) => p.text
    ? t`リゾルバーが ${p.name} を調べられませんでした。リゾルバーからの説明：${p.text}。時間をおくか、別のリゾルバーを選んでください。`
    : t`リゾルバーが ${p.name} を調べられませんでした。時間をおくか、別のリゾルバーを選んでください。`,
  'dkim.key.unreachable': (p) => t`${p.name} についての回答を読み取れませんでした。公開鍵がないという意味ではありません。もう一度問い合わせるか、別のリゾルバーを選ぶか、レコードを貼り付けてください。`,
  'dkim.key.declined': (p) => t`ご指定のとおり、${p.name} は問い合わせていません。`,
  'dkim.key.answers-differ': (p) => t`${p.name} について異なる回答がありました。一致するまでは、何も証明されたことになりません。`,
  'dkim.key.alias': (p) => t`公開鍵は別名（CNAME）をたどった先の ${p.target} にありました。サーバー会社が鍵を更新できるように、よく使われる設定です。`,
  'dkim.key.multiple-records': (p) => t`公開鍵の名前に ${p.count} 個のレコードがあり、どれが使われるかは定められていません。1 つだけ残して削除してください。`,
  'dkim.key.tag-syntax': () => t`公開鍵レコードが「タグ=値」の並びになっていません。余分な引用符やバックスラッシュがないか確認してください。`,
  'dkim.key.tag-duplicate': (p) => t`公開鍵レコードでタグ ${p.tag} が 2 回使われています。`,
  'dkim.key.version': (p) => t`公開鍵レコードのバージョンが ${p.value} になっています。DKIM1 でなければなりません。`,
  'dkim.key.version-not-first': () => t`公開鍵レコードでは v=DKIM1 が先頭のタグでなければなりません。`,
  'dkim.key.data-missing': () => t`公開鍵レコードにタグ p= がなく、公開鍵がありません。`,
  'dkim.key.revoked': (_, isPasted) => isPasted
    ? t`貼り付けられたレコードには公開鍵がありません（p= が空）。公開鍵が取り消されたことを表します。`
    : t`公開鍵は取り消されています（p= が空です）。`,
  'dkim.key.base64': (p) => t`公開鍵（p=）を読み取れません。${words(fault.base64[p.fault])}。サーバー会社の画面に示された値を登録し直してください。`,
  'dkim.key.type-unknown': (p) => t`鍵の種類 ${p.value} は DKIM で定義されていません。`,
  'dkim.key.type-mismatch': (p) => t`公開鍵の種類は ${p.key} ですが、署名は ${p.algorithm} で作られています。`,
  'dkim.key.hash-forbidden': (p) => t`公開鍵レコード（h=）が ${p.hash} を認めていません。`,
  'dkim.key.service-forbidden': () => t`公開鍵レコード（s=）が、この鍵をメールに使うことを認めていません。`,
  'dkim.key.strict-identity': () => t`公開鍵レコード（t=s）は、署名者の識別子（i=）が署名ドメインそのものであることを求めていますが、サブドメインになっています。`,
  'dkim.key.testing': () => t`このドメインは DKIM をテスト中であると示しています（t=y）。受信側が署名を無視することがあるため、テストが終わったら t=y を外してください。`,
  'dkim.key.invalid': (p) => t`公開鍵（p=）は使えません。${words(fault.key[p.fault])}。`,
  'dkim.key.too-short': (p) => t`鍵が ${words(String(p.bits))} ビットしかなく、破られるおそれがあります。1024 ビット未満の鍵は信用してはならないことになっています。`,
  'dkim.key.weak': (p) => t`鍵は ${words(String(p.bits))} ビットです。受け入れられますが、2048 ビットが推奨されています。`,
  'dkim.key.low-exponent': (p) => t`鍵の指数が ${words(String(p.exponent))} です。通常は 65537 です。`,
  'dkim.key.alias-text': (p) => t`TXT レコードにホスト名 ${p.target} が入っています。CNAME レコードとして登録すべきものです。TXT レコードを削除し、CNAME として登録し直してください。`,
  'dkim.key.other-record': (p) => t`公開鍵の名前にあるのは${words(fault.record[p.kind])}です。公開鍵が登録されておらず、ワイルドカード（*）のレコードが代わりに返されていることがよくあります。`,
  'dkim.key.escaped-semicolon': () => t`公開鍵レコードのセミコロンの前にバックスラッシュ（\u005C）が入っています。ゾーンファイルでは必要ですが、多くの管理画面では不要です。取り除いて登録し直してください。`,
  'dkim.key.stray-quote': () => t`公開鍵レコードの文字列に引用符が含まれています。引用符を取り除いて登録し直してください。`,
  'dkim.key.foreign-blank': () => t`公開鍵レコードに、コピーの際に紛れ込んだ改行や特殊な空白があります。1 行にして登録し直してください。`,
  'dkim.key.pem-armour': () => t`「BEGIN PUBLIC KEY」と「END PUBLIC KEY」の行はレコードに含めません。その間の部分だけを登録してください。`,
  'dkim.key.private-key': (_, isPasted) => isPasted
    ? t`貼り付けられたレコードに秘密鍵が含まれています！秘密鍵は公開してはなりません。これを読んだ人は誰でも、このドメインの名前でメールに署名できます。DNS に登録されている場合は、ただちにレコードを削除し、鍵を作り直して、公開鍵だけを登録してください。`
    : t`秘密鍵が公開されています！これを読んだ人は誰でも、このドメインの名前でメールに署名できます。ただちにレコードを削除し、鍵を作り直して、公開鍵だけを登録してください。`,
  'dkim.key.cut-off': (p) => t`公開鍵の末尾が失われています（${p.expected} バイトのうち ${p.found}）。DNS の 1 つの文字列は 255 文字までのため、長いレコードは複数の文字列に分けて登録します。分けずに切り捨てる管理画面もあります。`,
  'dkim.key.type-differs': (p) => t`レコードでは鍵の種類が ${p.named} とされていますが、実際は ${words(p.found === 'rsa' ? 'RSA' : 'Ed25519')} の鍵です。`,
  'dkim.key.doubled-zone': (p) => t`公開鍵は ${p.name} に登録されています。ドメイン名が二重になっています。多くの管理画面はドメイン名を自動で補うため、その前の部分だけを入力してください。`,
  'dkim.key.does-not-open': (_, isPasted) => isPasted
    ? t`この署名は、貼り付けられたレコードの公開鍵と対になる鍵で作られたものではありません。別のセレクタや別の時期の鍵であるか、別人が署名したか、署名そのものが壊れています。`
    : t`この署名は、公開されている鍵と対になる鍵で作られたものではありません。その後に鍵が交換されたか、別人が署名したか、署名そのものが壊れています。`,
  'dkim.key.passed-before': (p) => p.time === null
    ? t`公開鍵は今は見つかりませんが、メールの記載によれば、受信時に ${p.receiver} がこの署名を検証しています。この記載は誰でも書けるものです。以前のレコードの控えがあれば、貼り付けてください。`
    : t`公開鍵は今は見つかりませんが、メールの記載によれば、${{ time: p.time }} に ${p.receiver} がこの署名を検証しています。この記載は誰でも書けるものです。以前のレコードの控えがあれば、貼り付けてください。`,
  'dkim.signature.passed-before': (p) => p.time === null
    ? t`メールの記載によれば、受信時に ${p.receiver} がこの署名を検証しています。それが正しければ、変更はその後に、転送やフィルター、コピーによって生じています。この記載は誰でも書けるものです。`
    : t`メールの記載によれば、${{ time: p.time }} に ${p.receiver} がこの署名を検証しています。それが正しければ、変更はその後に、転送やフィルター、コピーによって生じています。この記載は誰でも書けるものです。`,
  'dkim.key.white-space': () => t`公開鍵（p=）に空白や改行が入っています。意味はありませんが、正しく扱えない受信側もあるため、取り除いて登録してください。`,
  'dkim.key.version-missing': () => t`公開鍵レコードの先頭に v=DKIM1 がありません。省略できますが、付けることが推奨されています。`,
  'dkim.key.bare-rsa': () => t`公開鍵が、通常の構造に包まれていない古い形式になっています。動作に問題はありません。`,
};

/** @type {import('../catalogue.js').ResultTexts['headline']} */
const headline = {
  pending: ({ d }) => ({
    title: t`${signer(d)} の署名が付いています。公開鍵で確かめられます。`,
    meaning: t`検証するには、下の問いに答えてください。DNS に問い合わせなくても分かることは、その後に表示しています。`,
  }),
  verified: ({ d, a }) => ({
    title: d && a && d.a_label !== a.a_label ? t`From のドメイン ${a} からのメールであることを、同じ組織の ${d} の署名で確認できました。`
      : t`From のドメイン ${signer(d)} からのメールであることを、署名で確認できました。`,
    meaning: t`署名は正しく検証できました。このメールの責任はこのドメインが負っており、署名された部分は変更されていません。ただし、誰が書いたか、内容が真実または無害であるか、あなた宛てに送られたかまでは証明しません。`,
  }),
  partly: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、メールの一部には及んでいません。`,
    meaning: t`署名は検証できましたが、読み手の目に入る部分に署名の対象外があり、第三者が加えた可能性があります。`,
  }),
  resent: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、署名されたのは配信よりずっと前です。`,
    meaning: t`署名は検証できたため、このドメインが署名したメールであることは確かです。ただし、改めて送信したのが誰か、もともと誰に宛てたものかは証明されていません。署名されたメールを入手した人は、それを再送信できます（リプレイ攻撃）。配送の遅延や、後からの転送でも同じようになります。`,
  }),
  testing: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、テスト中とされています。`,
    meaning: t`署名は検証できましたが、公開鍵レコードがテスト中（t=y）と示している間、受信側は署名のないメールと同じに扱います。`,
  }),
  doubtful: ({ d }) => ({
    title: t`${signer(d)} の公開鍵について、食い違う回答があります。`,
    meaning: t`署名は公開鍵レコードの 1 つで検証できましたが、回答が一致していません。一致するまでは、何も証明されたことになりません。`,
  }),
  misleading: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、From の表示名に別のドメインのアドレスが書かれています。`,
    meaning: t`署名は検証できましたが、表示名に書かれたアドレスについては何も証明しません。メーリングリストでもなりすましでも、このような表示名が使われます。表示名ではなく、署名したドメインで判断してください。`,
  }),
  author_unclear: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、差出人がはっきりしません。`,
    meaning: t`署名は検証できましたが、照らし合わせる差出人が 1 つに定まらないため、差出人は確認できません。`,
  }),
  other_domain: ({ d, a }) => ({
    title: t`署名したのは ${signer(d)} で、${signer(a)} ではありません。`,
    meaning: t`署名は検証できましたが、From とは別のドメインのものです。メール配信サービスでもなりすましでも、このようになります。${signer(a)} が関わっていることは証明されていません。`,
  }),
  unsigned: () => ({
    title: t`このメールには署名がありません。`,
    meaning: t`DKIM 署名が付いていないため、誰が送ったかを証明するものがありません。それだけで、なりすましと決まるわけではありません。`,
  }),
  unsigned_unchecked: ({ a }) => ({
    title: t`署名がなく、配送経路も分からないため、検証できません。`,
    meaning: t`メールを引き渡したサーバーが ${signer(a)} のメールを送信してよいか（SPF）は、確認できませんでした。ヘッダーの情報が足りないか、問い合わせをしていない、または回答が得られていません。メールに問題があるという意味ではありません。`,
  }),
  unproven: ({ a }) => ({
    title: t`${signer(a)} からのメールであることを証明するものがありません。`,
    meaning: t`DKIM 署名がなく、メールを引き渡したサーバーがこのドメインのメールを送信してよいこと（SPF）も確認できません。転送されたメールでも同じようになるため、それだけでなりすましと決まるわけではありません。`,
  }),
  no_author: () => ({
    title: t`差出人が 1 つに定まらないため、確認できません。`,
    meaning: t`From のドメインが 1 つに定まらなければ、署名、SPF、DMARC を照らし合わせる相手がありません。`,
  }),
  route: ({ a, isGiven }) => ({
    title: t`${signer(a)} を証明する署名はありませんが、このドメインのメールの送信を許可されたサーバーから届いています（SPF）。`,
    meaning: isGiven
      ? t`署名よりも弱い根拠です。入力された配送経路に基づく結果であり、内容については何も示しません。同じサーバーをほかの利用者が使っている場合があり、途中で変更されたかどうかも分かりません。`
      : t`署名よりも弱い根拠です。受信側のメールサーバーがヘッダーに記録した配送経路に基づく結果であり、内容については何も示しません。同じサーバーをほかの利用者が使っている場合があり、途中やコピーの際に変更されたかどうかも分かりません。`,
  }),
  undecided: ({ d, a }) => ({
    title: d ? t`${d} の署名は正しいものの、${signer(a)} からのメールと言えるかはまだ分かりません。` : t`署名がありません。配送経路から ${signer(a)} のメールと言えるかはまだ分かりません。`,
    meaning: t`SPF と DMARC で確かめられます。下の問いに答えてください。DNS に問い合わせなくても分かることは、その後に表示しています。`,
  }),
  body_absent: ({ d }) => ({
    title: t`ヘッダーは ${signer(d)} が署名したものです。本文がないため、本文は未検証です。`,
    meaning: t`ヘッダーの署名は検証できました。本文も検証するには、ヘッダーだけでなくソース全体を貼り付けてください。`,
  }),
  body_changed: ({ d }) => ({
    title: t`ヘッダーは ${signer(d)} が署名したものですが、本文はその後に変更されています。`,
    meaning: t`ヘッダーの署名は本物ですが、本文が署名されたときのものと異なります。メーリングリストや転送の途中で、フッターの追加や書き換えが行われるとこうなります。なりすましの証拠にはなりませんが、本文は信頼の根拠になりません。`,
  }),
  altered: ({ d, changes }) => ({
    title: t`${signer(d)} が署名した後に、${changes}（証明済み）。`,
    meaning: t`変更を元に戻すと署名が一致するため、変更される前のメールはこのドメインが署名したものです。その後に追加または変更された部分は署名されておらず、第三者が加えた可能性があります。`,
  }),
  faulty: ({ d, changes }) => ({
    title: t`${signer(d)} の署名ですが、規則どおりに作られていません。${changes}（証明済み）。`,
    meaning: t`誤りを正すと署名が一致するため、このドメインの鍵で作られた署名です。ただし、このままでは受信側で受け入れられません。`,
  }),
  expired: ({ d, until }) => ({
    title: t`${signer(d)} の署名は正しいものの、有効期限が切れています。`,
    meaning: t`署名は正しいものですが、有効だったのは ${{ time: until ?? 0 }} までです。署名は受信時に確かめるためのものなので、古いメールを検証するとこうなるのが普通です。期限内に受信されたかどうかは、ここからは分かりません。`,
  }),
  failed: ({ d }) => ({
    title: t`${signer(d)} の署名は一致しません。`,
    meaning: t`署名された部分が配送やコピーの途中で変わったか、このドメインが署名したものではありません。どちらであるかは、署名だけでは分かりません。`,
  }),
  misfit: ({ d, isPasted }) => ({
    title: isPasted ? t`貼り付けられた公開鍵は、${signer(d)} の署名と合いません。` : t`公開されている鍵は、${signer(d)} の署名と合いません。`,
    meaning: t`別の鍵で作られた署名か、署名そのものが壊れています。この署名からは、正しいとも偽物とも言えません。`,
  }),
  unusable: ({ d, isPasted }) => ({
    title: t`${signer(d)} の署名は受け入れられません。`,
    meaning: isPasted ? t`署名、または貼り付けられた公開鍵レコードに、上に示した問題があります。何も証明されていません。`
      : t`署名または公開されている鍵に、上に示した、一時的ではない問題があります。何も証明されていません。`,
  }),
  unreachable: ({ d }) => ({
    title: t`${signer(d)} の公開鍵について回答が得られず、検証できません。`,
    meaning: t`メールについては何も分かりません。もう一度問い合わせるか、別のリゾルバーを選ぶか、公開鍵レコードを貼り付けてください。`,
  }),
  declined: ({ d }) => ({
    title: t`${signer(d)} の公開鍵を問い合わせていないため、検証していません。`,
    meaning: t`公開鍵がなければ、署名が正しいとも正しくないとも言えません。`,
  }),
  not_checked: ({ d }) => ({
    title: t`${signer(d)} の署名は検証していません。`,
    meaning: t`署名が正しいとも正しくないとも言えません。`,
  }),
  untestable: ({ d }) => ({
    title: t`このコピーでは ${signer(d)} の署名を検証できません。`,
    meaning: t`メールについては何も分かりません。変更されていないソース全体が必要です。`,
  }),
};

/** @type {import('../catalogue.js').ResultTexts} */
export const ja = {
  headline,
  policy: {
    none: (a) => t`${a} の DMARC ポリシーは、このようなメールに特別な扱いを求めていません（none）。`,
    quarantine: (a) => t`${a} の DMARC ポリシーは、このようなメールを疑わしいものとして扱うよう、受信側に求めています（quarantine。迷惑メールフォルダーに入れるなど）。`,
    reject: (a) => t`${a} の DMARC ポリシーは、このようなメールを受け取らないよう、受信側に求めています（reject）。`,
    absent: (a) => t`${a} には、このようなメールの扱いを定める有効な DMARC ポリシーがありません。`,
  },
  seal: {
    verified: '検証済み', partly: '一部のみ検証済み', testing: 'テスト中', doubtful: '回答が不一致', misleading: '表示名に注意', author_unclear: '差出人が不明確', other_domain: '別のドメインの署名',
    unsigned: '署名なし', pending: '公開鍵待ち', body_absent: '本文は未検証', unreachable: '検証できません',
    declined: '未検証', not_checked: '未検証', untestable: '検証できません', resent: 'ずっと前の署名', route: '配送経路のみ確認', undecided: '確認待ち', unproven: '証明なし', unsigned_unchecked: '検証できません', no_author: '差出人が不明', altered: '署名後に変更', faulty: '署名に誤り', body_changed: '本文に変更あり', expired: '期限切れ', failed: '検証に失敗', misfit: '公開鍵が不一致', unusable: '検証に失敗',
  },
  which: {
    label: '検証しているメール',
    unnamed: words('記載なし'),
    outer: (from) => t`貼り付けられたメール（差出人：${from}）を検証しています。中に含まれるメールは検証していません。`,
    around: (from) => t`外側のメール（差出人：${from}）を検証しています。中に含まれるメールは検証していません。`,
    message: (from) => t`添付されていたメール（差出人：${from}）を検証しています。外側のメールは検証していません。`,
    bounce: (from) => t`返送された元のメール（差出人：${from}）を検証しています。配信エラーの通知そのものは検証していません。`,
    mbox: (n, total, from) => t`mbox にある ${total} 通のうち ${n} 通目のメール（差出人：${from}）を検証しています。`,
    outlook_msg: (from) => t`Outlook の .msg ファイルにあるヘッダー（差出人：${from}）を検証しています。`,
    mended: (from) => t`コピーなどで変わった箇所を元に戻して、メール（差出人：${from}）を検証しています。`,
    choose: (n) => t`検証するメールを選ぶ（全 ${n} 通）`,
    chosen: '（検証中）', listing: '一覧を作っています…', more: (n) => t`続きを表示（残り ${n} 通）`,
    incomplete: '署名（DKIM）だけを、入力されたままの内容で検証しました。SPF と DMARC の結果はありません。コピーで変わった箇所や、中に含まれるメールも調べていません。これらを調べる部品が読み込まれていないためです。',
    again: 'もう一度試す',
  },
  claims: {
    heading: 'メールに書かれている内容',
    from: '差出人', to: '宛先', subject: '件名', date: '日付', none: 'なし',
  },
  consent: {
    waiting: 'メールを読み込みました。SPF と DMARC を調べる部品を読み込んでいます…', skip: '読み込まずに進む',
    needed: 'メールを読み込みました。DNS に問い合わせるには同意が必要です。',
    heading: '次の名前を DNS に問い合わせますか',
    lead: '公開鍵や、SPF と DMARC のレコードは DNS で公開されています。ブラウザーの外に出るのは、次の名前と、その回答から必要になる同じ種類の名前だけです（合計で最大 100 件）。',
    groups: {
      dkim: { heading: 'DKIM：署名の公開鍵', lead: '署名が本物かどうかを確かめます。' },
      spf_mailfrom: { heading: 'SPF：このサーバーは、エンベロープの差出人（MAIL FROM）のメールを送信してよいか', lead: 'まずドメインのレコードを、続いてそのレコードが参照するレコードとアドレスを問い合わせます。' },
      spf_helo: { heading: 'SPF：このサーバーは、名乗った名前（HELO）を使ってよいか', lead: 'まずその名前のレコードを、続いてそのレコードが参照するレコードとアドレスを問い合わせます。' },
      dmarc: { heading: 'DMARC：From のドメインは何を求めているか', lead: 'ドメインから順に上位の名前へたどります。必要な場合は、署名や送信に使われたドメインについても同じようにたどります。' },
    },
    spf_part: { record: t`SPF レコード`, mechanism: t`レコードが許可しているアドレスまたは名前`, explanation: t`拒否の理由の説明` },
    dmarc_need: { policy: t`ポリシー`, alignment: t`ドメインが属する組織の確認`, existence: t`ドメインが存在するかの確認` },
    more_names_of: (n) => t`ほか ${n} 件の名前`,
    count: (asked, answered) => t`${asked} 件のうち ${answered} 件に回答がありました`,
    telling: {
      heading: '送信者に知られる問い合わせ',
      lead: '次の名前には、送信者がこのメールに固有の情報を入れています。問い合わせると、このメールが調べられていることとその時刻が、その名前の DNS を運用する相手に伝わります。そのため、別に同意された場合だけ問い合わせます。',
      ask: (company) => t`これらも ${words(company)} に問い合わせる`, ask_own: 'これらもこのリゾルバーに問い合わせる', decline: 'これらは問い合わせない',
    },
    names: '問い合わせる名前',
    purposes: {
      dkim_key: (d) => t`${d} の公開鍵`,
      doubled_zone: (d) => t`${d} の公開鍵が、ドメイン名を二重にして登録されていないかの確認`,
      repaired_signature: () => t`コピーの際に署名が壊れていた場合に、本来指定されていたはずの公開鍵`,
    },
    who_sees: 'リゾルバーの運営者には、これらの名前とあなたの IP アドレスが伝わります。ドメインの管理者が、問い合わせがあったことに気づく場合もあります。メールのそれ以外の内容は送信されません。',
    resolver: '問い合わせ先',
    ask: (company) => t`${words(company)} に問い合わせる`,
    ask_own: 'このリゾルバーに問い合わせる',
    decline: '問い合わせない',
    own_label: 'DNS over HTTPS リゾルバーの URL',
    own_bad: 'https://（または http://localhost、http://127.0.0.1）で始まる URL を入力してください。',
    own_note: 'リゾルバーが CORS ヘッダーを返さない場合、このページは回答を読み取れません。',
    asking: '問い合わせ中…',
    asked: '回答あり',
    cancel: '中止',
    framed: 'このページは別のページの中に表示されています。意図しない同意を防ぐため、ここからは問い合わせません。',
    framed_link: 'Waxseal を新しいタブで開く',
    paste: '問い合わせずにレコードを貼り付ける',
    paste_label: '公開鍵レコード',
    paste_hint: 'ゾーンファイルの行、dig や nslookup の出力、または v=DKIM1 で始まる部分だけでもかまいません。',
    paste_use: 'このレコードを使う',
    paste_none: '必要な公開鍵レコードが見つかりませんでした。「v=DKIM1; k=rsa; p=…」のような形のものです。鍵の部分だけでは使えません。',
    record_problem: (kind, line) => {
      switch (kind) {
        case 'no_missing_key': return t`${line} 行目：不足している公開鍵がないため、名前のないレコードは使えません。`;
        case 'several_missing_keys': return t`${line} 行目：不足している公開鍵が複数あります。レコードの前に名前を書いてください。`;
        case 'type_ignored': return t`${line} 行目：この種類のレコードは使いません。`;
        case 'name': return t`${line} 行目：名前がドメイン名になっていません。`;
        case 'too_large': return t`1 MiB を超えているため、読み込みませんでした。`;
        case 'too_many_records': return t`${line} 行目：1 つの名前に同じ種類のレコードが 100 個を超えてあるため、どれも使いませんでした。`;
        default: return t`${line} 行目をレコードとして読み取れません。`;
      }
    },
    settled: (n, company) => t`${words(company)} に ${n} 件問い合わせました。`,
    settled_none: 'DNS への問い合わせはしていません。',
    ask_again: 'もう一度問い合わせる…',
    ask_after_all: 'DNS に問い合わせる…',
    paste_more: 'レコードを貼り付ける',
    more_names: '次の 10 件の名前を表示する',
    more_queries: (n) => t`${n} 件`,
  },
  signature: {
    heading: '署名',
    title: (n, total) => total === 1 ? t`署名` : t`署名 ${n}／${total}`,
    no_domain: 'ドメインを読み取れません',
    result: {
      pass: '正しい署名', fail: '署名が一致しません', neutral: '判定できません', permerror: '受け入れられません',
      temperror: '今は検証できません', pending: '公開鍵待ち', not_checked: '未検証',
    },
    header_only: 'ヘッダーは署名どおり・本文は未検証',
    because: (reason) => `：${reason}`,
    not_checked: {
      declined: '公開鍵を問い合わせていません', private_name: '公開鍵の名前が、公開された DNS 名ではありません',
      key_names: '問い合わせの上限に達しました', signatures: '署名の数が上限を超えています',
      header: 'ヘッダーが大きすぎます', arithmetic: '計算量の上限に達しました',
    },
    checks_heading: '検証項目',
    check: { body_hash: '本文', signature: 'ヘッダー', key_permits: '公開鍵', time: '期限', algorithm: 'アルゴリズム', form: '書式' },
    misfit: '署名と不一致',
    body_begins: (n) => t`先頭の ${n} バイトのみ`,
    passed: { body_hash: '変更なし', signature: '正しい', key_permits: '使用可', time: '有効' },
    failed: { body_hash: '変更あり', signature: '一致しません', key_permits: '使用不可', time: '期限切れ', algorithm: '使用不可', form: '規則違反' },
    open: { not_reached: '未判定', pending: '公開鍵待ち', untestable: '検証できません' },
    domain: '署名ドメイン', selector: 'セレクタ', identity: '識別子', algorithm: 'アルゴリズム',
    canonicalization: '正規化', key: '公開鍵', signed_on: '署名日時', days_ago: (n) => t`${n} 日前`, strict: '識別子の条件', strict_value: '署名ドメインそのものに限る（t=s）', expires: '有効期限',
    key_size: (type, bits) => type === 'rsa' ? t`RSA ${words(String(bits))} ビット` : t`Ed25519`,
    key_type: (type) => words(type === 'rsa' ? 'RSA' : 'Ed25519'),
    canon_value: (header, body) => t`ヘッダー ${words(header)}、本文 ${words(body)}`,
    unknown: '不明',
    signed_fields: '署名対象', unsigned_fields: '署名対象外', absent_fields: '追加を禁止',
    addable_fields: '気づかれずに追加できるもの',
    fields: (n) => t`${n} 個のフィールド`,
    unsigned_note: '途中のサーバーが加えるフィールドなど、署名されないものは必ずあります。通常のことです。',
    addable_note: '途中で、同じ名前のフィールドを署名済みのものの上に加えることができます。署名側が名前をもう 1 回並べれば防げますが（オーバーサイニング）、多くの署名では行われていないため、通常のことです。',
    body: '本文',
    body_whole: (n) => t`本文全体（署名対象の形で ${n} バイト）`,
    body_part: (signed, unsigned) => t`先頭の ${signed} バイト。末尾の ${unsigned} バイトは署名されていません`,
    body_unknown: '本文がありません',
    nothing: 'なし',
    key_record: '公開鍵レコード',
    provenance: { pasted: '貼り付けられたレコードです。', recorded: '例とともに記録されたもので、問い合わせはしていません。', nobody: '問い合わせていません。' },
    resolver: (company, time) => t`${{ time }}、${words(company)} からの回答です。`,
    validated: 'リゾルバーは、DNSSEC で検証済みの回答だとしています。',
    key_notes: 'レコードの注記（n=）',
    deciding: 'このレコードで判定しました。',
    repair: {
      heading: '正しいレコード', name: '名前', type: '種類', zone: 'ゾーンファイルの書き方',
      copy: 'レコードをコピー', copy_zone: 'この行をコピー', copied: 'コピーしました。',
      by_hand: 'ブラウザーがコピーを許可しませんでした。文字列を選択してあるので、Ctrl+C（Mac は ⌘C、スマートフォンはメニュー）でコピーしてください。',
      proof: {
        pass: '確認済み：このレコードであれば、このメールのヘッダーの署名が一致します。', fail: 'このレコードでも、この署名は一致しません。',
        not_reached: 'このレコードで署名が一致するかどうかは、登録後に確認できます。', untestable: 'このレコードで署名が一致するかどうかは、確認していません。', pending: '',
      },
    },
    tags: '署名のすべてのタグ',
    tag: 'タグ', value: '値',
    more: (n) => t`ほか ${n} 個`,
  },
  search: {
    looking: 'ブラウザーの中で原因を調べています…', cancel: '中止',
    cancelled: '中止したため、原因は調べていません。',
    missing: '原因を調べるための部品を読み込めなかったため、調べられませんでした。判定は変わりません。',
    stopped: '処理が止まったため、原因を調べられませんでした。判定は変わりません。',
    again: '原因を調べる', found: '原因が分かりました。', not_found: '原因は分かりませんでした。',
  },
  findings: problem,
  finding: {
    heading: 'メール全体について', empty_file: 'このファイルは空です。',
    severity: { error: '問題', warning: '警告', notice: '注意', info: '参考' },
    reference: (rfc, section) => `RFC ${rfc}、${section} 節`,
    field: (name) => t`${name}：`,
  },
  queries: {
    heading: 'DNS への問い合わせ',
    none: '必要ありませんでした。',
    pending: 'まだ問い合わせていません。',
    no_data: '名前はありますが、この種類のレコードはありません。',
    nx_domain: 'この名前は存在しません。',
    serv_fail: (rcode) => t`リゾルバーが調べられませんでした（RCODE ${rcode}）。`,
    unreachable_lead: '回答を読み取れませんでした：',
    unreachable: {
      network: '接続できないか、リゾルバーに拒否されました。',
      timeout: '時間内に回答がありませんでした。',
      http_status: 'リゾルバーが HTTP エラーを返しました。',
      content_type: '返されたものが DNS メッセージではありません。',
      too_large: '64 KiB を超えています。',
      truncated: '途中で切れています。',
      malformed: 'この問い合わせへの回答ではありません。',
      alias_chain: '別名が循環しているか、長すぎます。',
      cancelled: '中止されました。',
    },
    declined: 'ご指定のとおり、問い合わせていません。',
    limit: '上限に達したため、問い合わせていません。',
    private: '公開された DNS 名ではないため、問い合わせていません。',
    alias: (name) => t`${name} への別名です。`,
    ttl: (seconds) => t`リゾルバーはこの回答を ${seconds} 秒間保持することがあります。`,
    error_text: (text) => t`リゾルバーからの説明：${text}`,
    unanswered: (company, time) => t`${{ time }}、${words(company)} に問い合わせましたが、回答を得られませんでした。`,
  },
  sent: {
    heading: 'このブラウザーから送信されたもの',
    nothing: '何も送信していません。',
    lead: '次の問い合わせだけです。',
    answered: '回答あり',
    asking: '問い合わせ中…',
    line: (company, time) => t`${{ time }}、${words(company)} へ`,
    message_stays: 'メールそのものはこのページの中にとどまり、消去するか閉じると失われます。',
  },
  fault,
};
