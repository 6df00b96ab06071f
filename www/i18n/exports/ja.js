import { text as t, words } from '../text.js';

/** @type {import('./texts.js').ExportTexts} */
export const exports = {
  heading: '結果を保存・共有する',
  lead: 'すべてブラウザーの中で作られ、どこにも送信されません。',
  hide: {
    legend: 'テキストと JSON で伏せるもの',
    note: 'ドメイン名は、判定の対象なので伏せません。同じものは同じ印に置き換わります。',
    kinds: {
      addresses: '人名とアドレスの @ より前',
      subject: '件名',
      content: 'メールの内容の一部',
      ips: 'IP アドレス',
      ids: 'メッセージ ID とキュー ID',
    },
  },
  marks: { local: 'ローカル部', name: '名前', subject: '件名', content: '内容', ip: 'IP', id: 'ID', host: 'ラベル' },
  formats: {
    markdown: {
      name: '問い合わせに貼るテキスト（Markdown）',
      lead: '判定とその根拠を、このページの言語でまとめます。',
    },
    json: { name: 'JSON 形式のレポート', lead: '検証で分かったことのすべてです。プログラムで処理するときに使います。' },
    evidence: {
      name: '証拠ファイル',
      lead: 'メール全体と DNS の回答を収めたファイルです。後から誰でも、DNS に問い合わせずに、このページで同じ判定を確かめられます。何も伏せていないので、メールを読んでもよい相手にだけ渡してください。',
    },
  },
  evidence_of_domain:
    'DNS の回答を収めたファイルです。後から誰でも、DNS に問い合わせずに、このページで同じ判定を確かめられます。何も伏せていません。',
  copy: { markdown: 'Markdown をコピー', json: 'JSON をコピー' },
  download: { markdown: 'Markdown を保存', json: 'JSON を保存', evidence: '証拠ファイルを保存' },
  print: {
    name: '紙または PDF',
    lead: '判定と、その下で選んでいる項目を、詳細をすべて開いて印刷します。何も伏せていません。',
    button: '印刷',
  },
  making: 'ファイルを作成しています…',
  copied: 'コピーしました。',
  saved: (name) => t`${words(name)} をブラウザーに渡しました。`,
  by_hand:
    'ブラウザーに許可されませんでした。下のテキストを選択してあるので、Ctrl+C（Mac では⌘C、スマートフォンではメニュー）でコピーしてください。',
  framed:
    'ファイルが保存されない場合は、埋め込み先のページが許可していません。下のテキストを選択してあるので、コピーしてください。',
  large:
    'ファイルが保存されない場合は、埋め込み先のページが許可していません。テキストとして表示するには大きすぎるため、Waxseal を別のタブで開いてください。',
  unreadable: 'メールのファイルを読み込めなくなったため、証拠ファイルを作成できませんでした。',
  failed: '大きくなりすぎるため、証拠ファイルを作成できません。',
  text: 'コピーするテキスト',
  banner: {
    heading: '証拠ファイルによる判定です',
    text: (time, version) =>
      t`ファイルに記録された DNS の回答を使い、${{ time }} の時点で判定しています（Waxseal ${words(version)}）。今回は何も問い合わせていません。回答もメールも、ファイルの作成者が書き換えた可能性があります。`,
    you: '以下で検証した人の操作とされているものは、ファイルの作成者によるものです。',
    again: 'DNS に問い合わせ直す…',
  },
  ticket: {
    colon: '：',
    gap: '',
    separator: '、',
    above: '上に示したレコード',
    title: (verdict) => t`Waxseal：${verdict}`,
    title_from_file: (verdict) => t`Waxseal（証拠ファイルによる判定）：${verdict}`,
    domain: 'From のドメイン',
    no_domain: '1 つに定まりません',
    result: '結果',
    judged: (time, version) => t`判定日時：${{ time }}（Waxseal ${words(version)}）`,
    from_file:
      '証拠ファイルによる判定です。ファイルに記録された DNS の回答は、作成者が書き換えた可能性があります。今回は何も問い合わせていません。',
    hidden: (kinds) => t`伏せたもの：${words(kinds)}`,
    hidden_none: '伏せたものはありません。',
    more: (n) => t`ほか ${n} 件`,
    signature: (n, d, s) => t`署名 ${n}（d=${d}、s=${s}）：`,
    checks: '検証項目',
    aligned: 'From との比較',
    causes: (n) => t`署名 ${n} が一致しない原因：`,
    hop: (from, by) => t`${from} から ${by} へ`,
    set: (instance, d) => t`セット ${instance}（封印：${d}）：`,
    seal: '封印：',
    message: 'メールの署名：',
    boundary: 'ここで外部から届きました',
  },
};
