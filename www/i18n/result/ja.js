import { findings } from '../findings/ja.js';
import { fieldName } from '../field.js';
import { listed, text as t, words } from '../text.js';

/** @param {import('../../types/report.js').Domain | null} d */
const signer = (d) => d ?? words('読み取れないドメイン');

/** How an open question is settled. @type {Record<import('../catalogue.js').Chance, string>} */
const settling = {
  ask: '検証するには、下の問いに答えてください。',
  asking: 'DNS からの回答が届き次第、検証します。',
  paste: '検証するには、下に示す名前のレコードを貼り付けてください。',
  file: '証拠ファイルに必要な回答がありません。検証するには、上のボタンで DNS に問い合わせ直してください。',
  none: '検証に必要な問い合わせが、まだ済んでいません。',
};

/** @type {import('../catalogue.js').ResultTexts['headline']} */
const headline = {
  pending: ({ d, chance }) => ({
    title: t`${signer(d)} の署名とされるものが付いています。本物かどうかは公開鍵で確かめられます。`,
    meaning: t`${words(settling[chance])}DNS に問い合わせなくても分かることは、その後に表示しています。`,
  }),
  verified: ({ d, a }) => ({
    title:
      d && a && d.a_label !== a.a_label
        ? t`${a} から送信されたメールです。同じ組織の ${d} の署名で確認できました。`
        : t`${signer(d)} から送信されたメールです。From のドメインを署名で確認できました。`,
    meaning: t`署名は正しく検証できました。このメールの責任はこのドメインが負っており、署名された部分は変更されていません。ただし、誰が書いたか、内容が真実または無害であるか、あなた宛てに送られたかまでは証明しません。`,
  }),
  partly: ({ d }) => ({
    title: t`${signer(d)} が署名しているのは、このメールの一部だけです。`,
    meaning: t`署名は検証できましたが、読み手の目に入る部分に署名の対象外があり、第三者が加えた可能性があります。`,
  }),
  resent: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、署名されたのは配信よりずっと前です。`,
    meaning: t`署名は検証できたため、このドメインが署名したメールであることは確かです。ただし、改めて送信したのが誰か、もともと誰に宛てたものかは証明されていません。署名されたメールを入手した人は、それを再送信できます（リプレイ攻撃）。配送の遅延や、後からの転送でも同じようになります。`,
  }),
  ahead: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、署名の日時が未来になっています。`,
    meaning: t`署名は検証できたため、このドメインが署名したメールであることは確かです。ただし署名の日時がまだ来ていません。時計が合っていないか、日時が偽られています。署名のないメールと同じに扱う受信側もあります。`,
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
    title: t`${signer(d)} の署名は正しいものの、From は別の差出人と見間違えるおそれのある書き方になっています。`,
    meaning: t`署名は検証できましたが、表示名やよく似た文字から連想される相手については何も証明していません。メーリングリストでもなりすましでも、このような書き方が使われます。表示名ではなく、署名したドメインで判断してください。`,
  }),
  author_unclear: ({ d }) => ({
    title: t`${signer(d)} の署名は正しいものの、差出人がはっきりしません。`,
    meaning: t`署名は検証できましたが、照らし合わせる差出人が 1 つに定まらないため、差出人は確認できません。`,
  }),
  other_domain: ({ d, a, isHeaderOnly }) => ({
    title: t`署名したのは ${signer(d)} で、${signer(a)} ではありません。`,
    meaning: t`署名は検証できましたが、From とは別のドメインのものです。メール配信サービスでもなりすましでも、このようになります。${signer(a)} が関わっていることは証明されていません。${words(isHeaderOnly ? 'ヘッダーだけが貼り付けられていますが、本文があってもこの結果は変わりません。' : '')}`,
  }),
  unsigned_unchecked: ({ a }) => ({
    title: t`署名がなく、配送経路も十分に分からないため、検証できません。`,
    meaning: t`ここにある情報だけでは、${signer(a)} からのメールかどうかは分かりません。DKIM 署名がなく、どのサーバーがメールを引き渡したかもヘッダーに記録されていないため、SPF も確認できないからです。メールに問題があるという意味ではありません。これがメールの一部だけの場合は、受信したメールボックスでメールを開き、すべての Received を含むソース全体を貼り付けてください。`,
  }),
  unsigned_unasked: ({ a }) => ({
    title: t`署名がなく、配送経路について DNS に問い合わせていないため、検証していません。`,
    meaning: t`メールを引き渡したサーバーは、ヘッダーから分かります。そのサーバーが ${signer(a)} のメールを送信してよいか（SPF）は、DNS で確かめられます。メールに問題があるという意味ではありません。`,
  }),
  unsigned_unanswered: ({ a }) => ({
    title: t`署名がなく、配送経路について DNS から回答が得られないため、検証できません。`,
    meaning: t`メールを引き渡したサーバーは、ヘッダーから分かります。そのサーバーが ${signer(a)} のメールを送信してよいか（SPF）は、確認できませんでした。メールに問題があるという意味ではありません。`,
  }),
  unproven: ({ d, a, isHeaderOnly }) => ({
    title: t`${signer(a)} からのメールであることを証明するものがありません。`,
    meaning: t`${d ? t`DKIM 署名は別のドメイン ${d} のもので、何も証明しません。` : words('DKIM 署名がありません。')}メールを引き渡したサーバーがこのドメインのメールを送信してよいこと（SPF）も確認できません。転送されたメールでも同じようになるため、それだけでなりすましと決まるわけではありません。${words(isHeaderOnly ? 'ヘッダーだけが貼り付けられていますが、本文があってもこの結果は変わりません。' : '')}`,
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
  undecided: ({ d, a, chance }) => ({
    title: d
      ? t`${d} の署名は正しいものの、${signer(a)} からのメールと言えるかはまだ分かりません。`
      : t`署名がありません。配送経路から ${signer(a)} のメールと言えるかはまだ分かりません。`,
    meaning: t`SPF と DMARC で確かめられます。${words(settling[chance])}DNS に問い合わせなくても分かることは、その後に表示しています。`,
  }),
  body_absent: ({ d }) => ({
    title: t`ヘッダーは ${signer(d)} が署名したものです。本文がないため、本文は未検証です。`,
    meaning: t`ヘッダーの署名は検証できました。本文も検証するには、ヘッダーだけでなくソース全体を貼り付けてください。`,
  }),
  nothing_signed: ({ d }) => ({
    title: t`${signer(d)} が署名したのはヘッダーだけで、本文は署名されていません。`,
    meaning: t`署名に含まれているハッシュは、文章がない状態とだけ一致します。送信側が本文のできる前に署名したか、署名された空のメールや空のパートに第三者が文章を入れたかのどちらかです。本文の内容は信用しないでください。受信側では署名が受け入れられません。`,
  }),
  body_changed: ({ d }) => ({
    title: t`ヘッダーは ${signer(d)} が署名したものですが、本文はその後に変更されています。`,
    meaning: t`ヘッダーの署名は本物ですが、本文が署名されたときのものと異なります。メーリングリストや転送の途中で、フッターの追加や書き換えが行われるとこうなります。なりすましとは限りませんが、本文の内容は信用しないでください。`,
  }),
  partly_altered: ({ d, changes }) => ({
    title: t`${signer(d)} が署名した後に変更されています：${changes}（証明済み）。本文は確認できません。`,
    meaning: t`変更を元に戻すとヘッダーの署名が一致するため、変更される前のメールはこのドメインが署名したものです。ただし、署名されたときの本文は分からないため、本文の内容は信用しないでください。`,
  }),
  altered: ({ d, changes }) => ({
    title: t`${signer(d)} が署名した後に変更されています：${changes}（証明済み）。`,
    meaning: t`変更を元に戻すと署名が一致するため、変更される前のメールはこのドメインが署名したものです。その後に追加または変更された部分は署名されておらず、第三者が加えた可能性があります。`,
  }),
  faulty: ({ d, changes }) => ({
    title: t`${signer(d)} の署名ですが、規則どおりに作られていません：${changes}（証明済み）。`,
    meaning: t`誤りを正すと署名が一致するため、このドメインの鍵で作られた署名です。ただし、このままでは受信側で受け入れられません。`,
  }),
  expired: ({ d, until, arrival, isHeaderOnly }) => {
    const end = { time: until ?? 0 };
    const right = words(
      isHeaderOnly
        ? 'ヘッダーの署名は正しいものです（本文がないため、本文は未検証です）。'
        : '署名は正しく、署名された部分は変更されていません。',
    );
    if (arrival === null)
      return {
        title: t`${signer(d)} の署名は正しいものの、有効期限が切れています。`,
        meaning: t`${right}有効だったのは ${end} までです。署名は受信時に確かめるためのものなので、古いメールを検証するとこうなるのが普通です。期限内に受信されたかどうかは、ここからは分かりません。`,
      };
    return arrival <= (until ?? 0)
      ? {
          title: t`${signer(d)} の署名は受信時には有効でしたが、その後、期限が切れています。`,
          meaning: t`${right}受信サーバーの記録では ${{ time: arrival }} に届いていて、署名の有効期限は ${end} なので、受信した時点では有効な署名でした。古いメールでは、その後に期限が切れているのが普通です。`,
        }
      : {
          title: t`${signer(d)} の署名は正しいものの、届いたときには有効期限が切れていました。`,
          meaning: t`${right}ただし、有効だったのは ${end} までで、受信サーバーの記録では ${{ time: arrival }} に届いています。期限を過ぎた署名は、受信側で認められないことがあります。以前のメールが誰かに再送された可能性もあります。`,
        };
  },
  failed: ({ d, changes, isChanged }) =>
    isChanged
      ? {
          title: t`${signer(d)} の署名は一致しません。署名後の変更：${changes}（証明済み）。残りの原因は不明です。`,
          meaning: t`この変更を元に戻すと、本文は署名されたものと一致します。しかし、ヘッダーの署名は一致せず、原因は見つかりませんでした。そのため、このドメインが署名したことは証明されていません。`,
        }
      : {
          title: t`${signer(d)} の署名は一致しません。`,
          meaning: t`署名された部分が配送やコピーの途中で変わったか、このドメインが署名したものではありません。どちらであるかは、署名だけでは分かりません。`,
        },
  misfit: ({ d, isPasted }) => ({
    title: isPasted
      ? t`貼り付けられた公開鍵は、${signer(d)} の署名と合いません。`
      : t`公開されている鍵は、${signer(d)} の署名と合いません。`,
    meaning: t`別の鍵で作られた署名か、署名そのものが壊れています。この署名からは、正しいとも偽物とも言えません。`,
  }),
  unusable: ({ d, isPasted }) => ({
    title: t`${signer(d)} の署名は受け入れられません。`,
    meaning: isPasted
      ? t`署名、または貼り付けられた公開鍵レコードに、上に示した問題があります。そのため、この署名は何も証明しません。`
      : t`署名または公開されている鍵に、上に示した、一時的ではない問題があります。そのため、この署名は何も証明しません。`,
  }),
  unreachable: ({ d, chance }) => ({
    title: t`${signer(d)} の公開鍵について回答が得られず、検証できません。`,
    meaning:
      chance === 'ask'
        ? t`メールに問題があるという意味ではありません。もう一度問い合わせるか、別のリゾルバーを選ぶか、公開鍵レコードを貼り付けてください。`
        : chance === 'paste'
          ? t`メールに問題があるという意味ではありません。検証するには、公開鍵レコードを貼り付けてください。`
          : t`メールに問題があるという意味ではありません。`,
  }),
  declined: ({ d }) => ({
    title: t`${signer(d)} の公開鍵を問い合わせていないため、検証していません。`,
    meaning: t`公開鍵がなければ、署名が正しいとも正しくないとも言えません。`,
  }),
  not_checked: ({ d }) => ({
    title: t`${signer(d)} の署名は検証していません。`,
    meaning: t`署名が正しいとも正しくないとも言えません。`,
  }),
  fragment: ({ d, absent }) => ({
    title: d
      ? t`${d} の署名の対象となったフィールドがこのコピーにないため、検証できません。`
      : t`ヘッダーの一部だけで From がないため、検証できません。`,
    meaning: t`メールに問題があるという意味ではありません。${absent.length > 0 ? t`署名対象のうち、次のフィールドがここにありません：${listed(absent.map(fieldName), '、')}。` : words(d ? '署名が途中で切れており、From もありません。' : 'メールが誰を差出人としているのかも分かりません。')}ヘッダー全体、空行、本文を含むソース全体を貼り付けてください。`,
  }),
};

/** @type {import('../catalogue.js').ResultTexts} */
export const ja = {
  headline,
  policy: {
    none: (a) => t`${a} の DMARC ポリシーは、このようなメールに特別な扱いを求めていません（none）。`,
    quarantine: (a) =>
      t`${a} の DMARC ポリシーは、このようなメールを疑わしいものとして扱うよう、受信側に求めています（quarantine。迷惑メールフォルダーに入れるなど）。`,
    reject: (a) => t`${a} の DMARC ポリシーは、このようなメールを受け取らないよう、受信側に求めています（reject）。`,
    absent: (a) => t`${a} には、このようなメールの扱いを定める有効な DMARC ポリシーがありません。`,
  },
  display_name: (name) => t`From の表示名「${name}」は証明されていません。表示名は送信者が自由に書けます。`,
  receiver: (host, result) =>
    host === null
      ? t`受信側のメールサーバーがヘッダーに記録した結果：dmarc=${result}`
      : t`受信側のメールサーバー（${host}）がヘッダーに記録した結果：dmarc=${result}`,
  server: (a, isGiven) =>
    t`署名とは別に、SPF では、メールを引き渡したサーバーが ${a} のメールの送信を許可されていることを確認できました。${words(isGiven ? '入力された配送経路' : '受信側のメールサーバーがヘッダーに記録した配送経路')}に基づく結果であり、そのサーバーを誰が使ったか、メールが変更されていないかまでは証明しません。`,
  typed: {
    address:
      'これはメールアドレスです。アドレスだけでは何も検証できませんが、ドメインが SPF、DKIM、DMARC のために DNS で公開している内容は確認できます。',
    url: 'これは Web ページまたはサーバーのアドレスで、メールではありません。そのページにメールのソースが表示されている場合は、ソース全体をコピーして、ここに貼り付けてください。このアドレスのドメインが SPF、DKIM、DMARC のために DNS で公開している内容も確認できます。',
    named_record:
      'これは DNS レコードで、メールではありません。このレコードを使って、レコードのドメインを確認できます。貼り付けた内容は消えず、結果の下のレコード欄に入ります。',
    host: 'これはメールでも、確認できるドメイン名でもありません。SPF、DKIM、DMARC は example.com のような名前で公開されます。そのようなドメイン名を入力するか、メールのソース全体を貼り付けてください。',
    record:
      'これは名前のない DNS レコードで、メールではありません。先に、レコードのドメイン（DKIM の公開鍵の場合は「ドメイン セレクター」）を入力するか、メールのソースを貼り付けてください。その後、レコードの欄に貼り付けると使えます。',
  },
  seal: {
    verified: '検証済み',
    partly: '一部のみ検証済み',
    testing: 'テスト中',
    doubtful: '回答が不一致',
    misleading: '表示名に注意',
    author_unclear: '差出人が不明確',
    other_domain: '別のドメインの署名',
    pending: '公開鍵は未取得',
    body_absent: '本文は未検証',
    unreachable: '検証できません',
    declined: '未検証',
    not_checked: '未検証',
    fragment: '検証できません',
    resent: 'ずっと前の署名',
    ahead: '署名の日時が未来',
    route: '配送経路のみ確認',
    undecided: '確認待ち',
    unproven: '証明なし',
    unsigned_unchecked: '検証できません',
    unsigned_unasked: '未検証',
    unsigned_unanswered: '検証できません',
    no_author: '差出人が不明',
    altered: '署名後に変更',
    partly_altered: '署名後に変更',
    faulty: '署名に誤り',
    nothing_signed: '本文は署名なし',
    body_changed: '本文に変更あり',
    expired: '期限切れ',
    failed: '検証に失敗',
    misfit: '公開鍵が不一致',
    unusable: '検証に失敗',
  },
  which: {
    label: '検証しているメール',
    unnamed: words('記載なし'),
    outer: (from) => t`貼り付けられたメール（差出人：${from}）を検証しています。中に含まれるメールは検証していません。`,
    around: (from) => t`外側のメール（差出人：${from}）を検証しています。中に含まれるメールは検証していません。`,
    message: (from) => t`添付されていたメール（差出人：${from}）を検証しています。外側のメールは検証していません。`,
    bounce: (from) =>
      t`返送された元のメール（差出人：${from}）を検証しています。配信エラーの通知そのものは検証していません。`,
    mbox: (n, total, from) => t`全 ${total} 通のうち ${n} 通目のメール（差出人：${from}）です。`,
    outlook_msg: (from) => t`Outlook の .msg ファイルにあるヘッダー（差出人：${from}）を検証しています。`,
    mended: (from) => t`コピーなどで変わった箇所を元に戻して、メール（差出人：${from}）を検証しています。`,
    choose: (n) => t`別のメールを選ぶ（全 ${n} 通）`,
    chosen: '（選択中）',
    listing: '一覧を作っています…',
    more: (n) => t`続きを表示（残り ${n} 通）`,
  },
  of_file: {
    mark: '証拠ファイルによる判定です。メールも DNS の回答も、ファイルの記載にすぎません。',
    says: 'ファイルの記載：',
    signature: {
      provenance: {
        pasted: 'ファイルの記載：作成者が貼り付けたレコードです。',
        recorded: 'ファイルの記載：メールとともに記録されたレコードです。',
        nobody: 'ファイルの記載：問い合わせていません。',
      },
      resolver: (company, time) => t`ファイルの記載：${{ time }}、${words(company)} からの回答です。`,
      validated: 'リゾルバーが DNSSEC で検証済みとした、とも書かれています。',
    },
    queries: {
      unanswered: (company, time) =>
        t`ファイルの記載：${{ time }}、${words(company)} に問い合わせ、回答を得られませんでした。`,
    },
  },
  claims: {
    heading: 'メールに書かれている内容',
    from: '差出人',
    to: '宛先',
    subject: '件名',
    date: '日付',
    none: 'なし',
  },
  consent: {
    read: { message: 'メールを読み込みました。', domain: 'ドメイン名を読み込みました。' },
    needed: {
      ask: 'DNS に問い合わせるには同意が必要です。',
      paste: 'ここからは問い合わせないため、DNS レコードの貼り付けが必要です。',
    },
    heading: '次の名前を DNS に問い合わせますか',
    lead: '公開鍵や、SPF と DMARC のレコードは DNS で公開されています。ブラウザーの外に出るのは、次の名前と、その回答から必要になる同じ種類の名前だけです（合計で最大 100 件）。',
    groups: {
      dkim: { heading: 'DKIM：署名の公開鍵', lead: '署名が本物かどうかを確かめます。' },
      spf_mailfrom: {
        heading: 'SPF：このサーバーは、エンベロープ From（MAIL FROM）のメールを送信してよいか',
        lead: 'まずドメインのレコードを、続いてそのレコードが参照するレコードとアドレスを問い合わせます。',
      },
      spf_helo: {
        heading: 'SPF：このサーバーは、名乗った名前（HELO）を使ってよいか',
        lead: 'まずその名前のレコードを、続いてそのレコードが参照するレコードとアドレスを問い合わせます。',
      },
      spf_domain: {
        heading: 'SPF：このドメインからメールを送信できるサーバー',
        lead: 'まずドメインのレコードを、続いてそのレコードが参照するレコードを問い合わせます。',
      },
      wished: { heading: '追加で確認する項目', lead: '判定の結果には影響しません。' },
      dmarc: {
        heading: 'DMARC：From のドメインは何を求めているか',
        lead: 'ドメインとその上位の階層で、ポリシーを探します（RFC 9989）。必要な場合は、署名や送信に使われたドメインについても探します。',
      },
      dmarc_domain: {
        heading: 'DMARC：ドメインは何を求めているか',
        lead: 'ドメインとその上位の階層で、ポリシーを探します（RFC 9989）。',
      },
    },
    spf_part: {
      record: t`SPF レコード`,
      mechanism: t`レコードが許可しているアドレスまたは名前`,
      explanation: t`拒否の理由の説明`,
    },
    dmarc_need: {
      policy: t`ポリシー`,
      alignment: t`ドメインが属する組織の確認`,
      existence: t`ドメインが存在するかの確認`,
      doubled_name: t`ドメイン名が二重に登録されていないかの確認`,
    },
    more_names_of: (n) => t`ほか ${n} 件の名前`,
    count: (all, done, failed) =>
      failed === 0
        ? t`${all} 件のうち ${done} 件に回答がありました`
        : t`${all} 件のうち ${done} 件が終わりました（うち ${failed} 件は回答なし）`,
    telling: {
      heading: '送信者に知られる問い合わせ',
      lead: '次の名前には、送信者がこのメールに固有の情報を入れています。問い合わせると、このメールが調べられていることとその時刻が、その名前の DNS を運用する相手に伝わります。そのため、別に同意された場合だけ問い合わせます。',
      ask: (company) => t`これらも ${words(company)} に問い合わせる`,
      ask_own: 'これらもこのリゾルバーに問い合わせる',
      ask_own_both: 'これらも両方のリゾルバーに問い合わせる',
      decline: 'これらは問い合わせない',
    },
    names: '問い合わせる名前',
    purposes: {
      dkim_key: (d) => t`${d} の公開鍵`,
      doubled_zone: (d) => t`${d} の公開鍵が、ドメイン名を二重にして登録されていないかの確認`,
      repaired_signature: () => t`コピーの際に署名が壊れていた場合に、本来指定されていたはずの公開鍵`,
      arc_seal_key: (d) => t`${d} による ARC の封印の公開鍵`,
      arc_message_key: (d) => t`${d} による ARC 署名の公開鍵`,
      published_key: () => t`指定されたセレクターの公開鍵`,
      reverse: () => t`送信元アドレスの逆引き名と、その正引きが一致するかの確認`,
      report_destination: () => t`レポートの受け取りを承諾しているかの確認`,
    },
    who_sees:
      'リゾルバーの運営者には、これらの名前とあなたの IP アドレスが伝わります。ドメインの管理者が、問い合わせがあったことに気づく場合もあります。それ以外は何も送信されません。',
    resolver: '問い合わせ先',
    ask: (company) => t`${words(company)} に問い合わせる`,
    ask_own: 'このリゾルバーに問い合わせる',
    ask_own_both: '両方のリゾルバーに問い合わせる',
    decline: '問い合わせない',
    own_label: 'DNS over HTTPS リゾルバーの URL',
    own_bad: 'https://（または http://localhost、http://127.0.0.1）で始まる URL を入力してください。',
    own_note: 'リゾルバーが CORS ヘッダーを返さない場合、このページは回答を読み取れません。',
    asking: '問い合わせ中…',
    asked: '回答あり',
    unanswered: '回答なし',
    cancel: '中止',
    offline:
      'オフラインのため、問い合わせできません。下にレコードを貼り付けるか、接続してから続けてください。入力した内容は失われません。',
    framed: 'このページは別のページの中に表示されています。意図しない同意を防ぐため、ここからは問い合わせません。',
    framed_link: 'Waxseal を新しいタブで開く',
    unseen:
      'この枠からは問い合わせません。お使いのブラウザーでは、クリックされたときに枠が実際に見えていたかどうかを確認できないためです。Waxseal のページを開いてメールを貼り付けるか、下にレコードを貼り付けてください。',
    unseen_link: 'Waxseal のページで問い合わせる',
    confirm: {
      heading: (companies) => t`次の名前を ${words(companies)} に問い合わせますか`,
      heading_own: '次の名前を問い合わせますか',
      ask_own: '問い合わせる',
      why: '最初のクリックは、この枠を設置しているページに誘導されたものかもしれません。そのため、別の場所に表示されるボタンをもう一度押してください。ボタンは、ここに表示されている名前とボタンがすべて 1 秒以上見えていると押せるようになります。ウィンドウに収まらない場合：',
      back: '戻る',
    },
    never: {
      heading: 'DNS レコードが必要です',
      decline: 'レコードなしで進む',
      paste: 'レコードを貼り付ける',
      lead: '公開鍵や、SPF と DMARC のレコードは DNS で公開されています。ここからは問い合わせません。次の名前のレコードを下に貼り付けるか、レコードなしで進んでください。',
    },
    paste: '問い合わせずにレコードを貼り付ける',
    paste_label: 'DNS レコード',
    paste_hint:
      '公開鍵、SPF、DMARC のレコードを、ゾーンファイルの行か dig や nslookup の出力の形で貼り付けます。公開鍵レコードは、名前を省いて v=DKIM1 から始まる部分だけでもかまいません。',
    paste_use: 'このレコードを使う',
    paste_none:
      'レコードが見つかりませんでした。名前を含む行は「example.com. TXT "v=spf1 …"」のような形です。公開鍵レコードは「v=DKIM1; k=rsa; p=…」だけでも使えますが、鍵の部分だけでは使えません。',
    replaced: (names) =>
      t`${listed(names, '、')} について前に貼り付けたレコードは、今回のもので置き換えました。同じ名前に複数のレコードがある場合は、まとめて貼り付けてください。`,
    record_problem: (kind, line) => {
      switch (kind) {
        case 'no_missing_key':
          return t`${line} 行目：不足している公開鍵がないため、名前のないレコードは使えません。`;
        case 'several_missing_keys':
          return t`${line} 行目：不足している公開鍵が複数あります。レコードの前に名前を書いてください。`;
        case 'type_ignored':
          return t`${line} 行目：この種類のレコードは使いません。`;
        case 'name':
          return t`${line} 行目：名前がドメイン名になっていません。`;
        case 'too_large':
          return t`1 MiB を超えているため、読み込みませんでした。`;
        case 'too_many_records':
          return t`${line} 行目：1 つの名前に同じ種類のレコードが 100 個を超えてあるため、どれも使いませんでした。`;
        default:
          return t`${line} 行目をレコードとして読み取れません。`;
      }
    },
    settled: (n, companies) => t`${words(companies)} に ${n} 件問い合わせました。`,
    settled_none: 'DNS への問い合わせはしていません。',
    ask_again: 'もう一度問い合わせる…',
    ask_after_all: 'DNS に問い合わせる…',
    paste_more: 'レコードを貼り付ける',
    more_names: '次の 10 件の名前を表示する',
    more_queries: (n) => t`${n} 件`,
  },
  resolvers: {
    second: '別の会社にも問い合わせる',
    second_own: '別のリゾルバーにも問い合わせる',
    second_what:
      '両方にすべての名前が伝わります。回答が食い違った場合は両方を表示し、その回答に基づくものは証明されたことにしません。',
    whom: 'あわせて問い合わせる先',
    other_url: '別の URL',
    second_label: '2 つ目のリゾルバーの URL',
    second_bad:
      'https://（または http://localhost、http://127.0.0.1）で始まり、1 つ目の問い合わせ先とはホストが異なる URL を入力してください。',
    who_sees:
      '2 つのリゾルバーの運営者それぞれに、これらの名前とあなたの IP アドレスが伝わります。ドメインの管理者が、問い合わせがあったことに気づく場合もあります。それ以外は何も送信されません。',
    again: {
      heading: '同じ名前を別のリゾルバーにも問い合わせますか',
      lead: '次の名前はすでに問い合わせたものです。回答が一致するかどうかを確かめるため、これらだけを別の相手にもう一度問い合わせます。',
      offer: '別のリゾルバーにも問い合わせる…',
      close: '問い合わせない',
    },
    wanted: {
      commands: 'ターミナルで調べる場合のコマンド',
      copy_commands: 'コマンドをコピー',
      lines: '名前と種類だけの一覧',
      copy_lines: '一覧をコピー',
      left_out: (n) =>
        t`${n} 個の名前には、ターミナルでコマンドとして解釈されるおそれのある文字が含まれているため、コピーする内容から除いています。`,
    },
    modes: {
      summary: 'DNS への問い合わせ：',
      legend: 'このページから DNS に問い合わせるタイミング',
      short: { ask: '毎回確認する', always: '同意済みの名前は、ページを閉じるまで確認しない', never: '問い合わせない' },
      label: {
        ask: '毎回確認する',
        always: 'このページを閉じるまで、同意済みの名前は確認せずに問い合わせる',
        never: '問い合わせず、レコードを貼り付ける',
      },
      ask: '名前を確認して同意するまで、何も問い合わせません。この設定はブラウザーに保存されます。',
      always: (companies) =>
        t`次のメールからは、これまでに同意のうえで問い合わせた名前を、すぐに ${words(companies)} に問い合わせます。問い合わせた名前は表示されます。送信者は 1 通のメールのためだけに名前を作れるため、新しい名前はそのつど確認します。この設定は保存されません。`,
      never: '調べる名前の一覧を表示します。この設定はブラウザーに保存されます。',
      holds: (companies) =>
        t`ご指定により、このページを閉じるまで、同意済みの名前は確認せずに ${words(companies)} に問い合わせます。`,
      off: '毎回確認する設定に戻す',
    },
    disputed: {
      heading: '回答が食い違っています',
      lead: '同じ名前について、問い合わせ先によって回答が異なります。一方の情報が古いか、途中で回答が書き換えられた可能性があります。これらの回答に基づくものは、証明されたことになりません。',
    },
    failed: {
      heading: '回答を得られなかった問い合わせがあります',
      count: (company, failed, asked) =>
        failed < asked
          ? t`${words(company)} への ${asked} 件の問い合わせのうち、${failed} 件は回答を読み取れませんでした。`
          : t`${words(company)} への問い合わせ（${asked} 件）は、回答を読み取れませんでした。`,
      others_count: 'これらの名前については、もう一方の回答を使います。',
      names: 'どこからも回答がなかった名前：',
      instead: (company) => t`これらを ${words(company)} に問い合わせる`,
      instead_what:
        '回答から必要になる同じ種類の名前も問い合わせます。問い合わせ先には、これらの名前とあなたの IP アドレスが伝わります。',
      hint: {
        network:
          '接続できないか、ブラウザーに回答の読み取りが許可されていません。オフラインになっている、ネットワークやブラウザーの拡張機能がこのリゾルバーをブロックしている、リゾルバーが停止している、などの可能性があります。ブロックを解除する、別のネットワークを使う、別のリゾルバーに問い合わせる、のいずれかをお試しください。',
        timeout:
          '時間内に回答がありませんでした。ネットワークが遅いか、問い合わせが途中で遮断されている可能性があります。もう一度問い合わせるか、別のリゾルバーをお試しください。',
        http_status:
          'リゾルバーが HTTP エラーを返しました。混雑しているか、URL が誤っている可能性があります。しばらくしてからもう一度問い合わせるか、別のリゾルバーをお試しください。',
        content_type:
          '返されたものが DNS メッセージではありません。URL が誤っているか、ネットワークのログイン画面が表示された可能性があります。その場合は先にログインしてください。',
        too_large: '回答が DNS メッセージの上限を超えています。別のリゾルバーをお試しください。',
        truncated: '回答が途中で切れています。もう一度問い合わせるか、別のリゾルバーをお試しください。',
        malformed: '問い合わせと異なる内容の回答でした。もう一度問い合わせるか、別のリゾルバーをお試しください。',
        alias_chain: '別名が循環しているか、長すぎます。修正できるのはドメインの管理者だけです。',
        cancelled: '中止されました。必要なときにもう一度問い合わせてください。',
      },
    },
  },
  signature: {
    heading: '署名',
    title: (n, total) => (total === 1 ? t`署名` : t`署名 ${n}／${total}`),
    no_domain: 'ドメインを読み取れません',
    result: {
      pass: '正しい署名',
      fail: '署名が一致しません',
      neutral: '判定できません',
      permerror: '受け入れられません',
      temperror: '今は検証できません',
      pending: '公開鍵は未取得',
      not_checked: '未検証',
    },
    header_only: 'ヘッダーは署名どおり・本文は未検証',
    because: (reason) => `：${reason}`,
    not_checked: {
      declined: '公開鍵を問い合わせていません',
      private_name: '公開鍵の名前が、公開された DNS 名ではありません',
      key_names: '問い合わせの上限に達しました',
      signatures: '署名の数が上限を超えています',
      header: 'ヘッダーが大きすぎるか、一部しかありません',
      arithmetic: '計算量の上限に達しました',
    },
    checks_heading: '検証項目',
    check: {
      body_hash: '本文',
      signature: 'ヘッダー',
      key_permits: '公開鍵',
      time: '期限',
      algorithm: 'アルゴリズム',
      form: '書式',
    },
    misfit: '署名と不一致',
    body_begins: (n) => t`先頭の ${n} バイトのみ`,
    passed: { body_hash: '変更なし', signature: '正しい', key_permits: '使用可', time: '有効' },
    failed: {
      body_hash: '変更あり',
      signature: '一致しません',
      key_permits: '使用不可',
      time: '期限切れ',
      algorithm: '使用不可',
      form: '規則違反',
    },
    open: { not_reached: '未判定', pending: '公開鍵は未取得', untestable: '検証できません' },
    domain: '署名ドメイン',
    selector: 'セレクター',
    identity: '識別子',
    algorithm: 'アルゴリズム',
    canonicalization: '正規化',
    key: '公開鍵',
    signed_on: '署名日時',
    days_ago: (n) => t`${n} 日前`,
    strict: '識別子の条件',
    strict_value: '署名ドメインそのものに限る（t=s）',
    expires: '有効期限',
    key_size: (type, bits) => (type === 'rsa' ? t`RSA ${words(String(bits))} ビット` : t`Ed25519`),
    key_type: (type) => words(type === 'rsa' ? 'RSA' : 'Ed25519'),
    canon_value: (header, body) => t`ヘッダー ${words(header)}、本文 ${words(body)}`,
    unknown: '不明',
    signed_fields: '署名対象',
    unsigned_fields: '署名対象外',
    absent_fields: '追加を禁止',
    missing_fields: 'h= にあって、ここにないもの（署名時からないか、後で削除）',
    addable_fields: '気づかれずに追加できるもの',
    fields: (n) => t`${n} 個のフィールド`,
    unsigned_note: '途中のサーバーが加えるフィールドなど、署名されないものは必ずあります。通常のことです。',
    addable_note:
      '途中で、同じ名前のフィールドを署名済みのものの上に加えることができます。署名側が名前をもう 1 回並べれば防げますが（オーバーサイニング）、多くの署名では行われていないため、通常のことです。',
    body: '本文',
    body_whole: (n) => t`本文全体（署名対象の形で ${n} バイト）`,
    body_part: (signed, unsigned) => t`先頭の ${signed} バイト。末尾の ${unsigned} バイトは署名されていません`,
    body_unknown: '本文がありません',
    nothing: 'なし',
    details: 'この署名の詳細',
    key_record: '公開鍵レコード',
    provenance: {
      pasted: '貼り付けられたレコードです。',
      recorded: '例とともに記録されたもので、問い合わせはしていません。',
      nobody: '問い合わせていません。',
    },
    resolver: (company, time) => t`${{ time }}、${words(company)} からの回答です。`,
    validated: 'リゾルバーは、DNSSEC で検証済みの回答だとしています。',
    key_notes: 'レコードの注記（n=）',
    deciding: 'このレコードで判定しました。',
    repair: {
      heading: '正しいレコード',
      name: '名前',
      type: '種類',
      zone: 'ゾーンファイルの書き方',
      copy: 'レコードをコピー',
      copy_zone: 'この行をコピー',
      copied: 'コピーしました。',
      by_hand:
        'ブラウザーがコピーを許可しませんでした。文字列を選択してあるので、Ctrl+C（Mac は ⌘C、スマートフォンはメニュー）でコピーしてください。',
      proof: {
        pass: '確認済み：このレコードであれば、このメールのヘッダーの署名が一致します。',
        fail: 'このレコードでも、この署名は一致しません。',
        not_reached: 'このレコードで署名が一致するかどうかは、登録後に確認できます。',
        untestable: 'このレコードで署名が一致するかどうかは、確認していません。',
        pending: '',
      },
    },
    tags: '署名のすべてのタグ',
    tag: 'タグ',
    value: '値',
    more: (n) => t`ほか ${n} 個`,
  },
  search: {
    looking: 'ブラウザーの中で原因を調べています…',
    cancel: '中止',
    cancelled: '中止したため、原因は調べていません。',
    missing: '原因を調べる機能を読み込めなかったため、調べられませんでした。判定は変わりません。',
    stopped: '処理が止まったため、原因を調べられませんでした。判定は変わりません。',
    again: '原因を調べる',
    found: '原因が分かりました。',
    not_found: '原因は分かりませんでした。',
  },
  findings,
  finding: {
    heading: 'メール全体について',
    empty_file: 'このファイルは空です。',
    octets: 'メールの中で表示',
    severity: { error: '問題', warning: '警告', notice: 'お知らせ', info: '参考' },
    reference: (rfc, section) => `RFC ${rfc}、${section} 節`,
    field: (name) => t`${name}：`,
    arc_set: (instance) => t`ARC セット ${instance}：`,
    signatures: (all) =>
      t`署名 ${listed(
        all.map(({ n, domain }) => (domain ? t`${n}（${domain}）` : t`${n}`)),
        '、',
      )}：`,
  },
  queries: {
    heading: 'DNS への問い合わせ',
    none: '必要ありませんでした。',
    pending: 'まだ問い合わせていません。',
    records: (n) => t`レコード ${n} 件`,
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
    stays: {
      message: 'メールそのものはこのページの中にとどまり、消去するか閉じると失われます。',
      domain: '確認した結果はこのページの中にとどまり、消去するか閉じると失われます。',
    },
    record: {
      heading: 'ブラウザーが記録した、このページのすべての通信',
      lead: 'ページを開いてからの、ブラウザー自身による記録です。ファイルはこのツールを構成するもので、入力された内容を送らずに読み込まれます。オフライン用に保存するときは、もう一度読み込まれます。',
      own: (n) => t`ツールのファイル：${n} 個`,
      other: (n) => t`DNS の問い合わせ：${n} 件`,
    },
  },
};
