import { text as t } from './text.js';

/** @type {import('./catalogue.js').PageTexts} */
export const ja = {
  page: {
    title: 'Waxseal：メールの署名を検証',
    own_resolver_title: 'Waxseal：指定したリゾルバーで検証',
    language: '言語',
    theme: '表示',
    theme_auto: 'システムに合わせる',
    theme_light: 'ライト',
    theme_dark: 'ダーク',
  },
  input: {
    label: 'メールのソース、またはドメイン名',
    hint: 'ソース全体（ヘッダーと本文）を貼り付けるか、example.com のようなドメイン名を入力してください。',
    check: '検証する',
    file: 'ファイルを選ぶ…',
    drop: 'またはファイル（.eml、.msg、mbox）をここにドロップ',
    samples: '例を見る：',
    sample: {
      pass: '署名が正しいメール',
      'list-footer': 'メーリングリストがフッターを加えたメール',
      forged: '差出人を偽ったメール',
      forwarded: '転送されたメール',
      'forwarded-srs': 'SRS を使って転送されたメール',
      'forwarded-unsigned': 'DKIM 署名なしで転送されたメール',
      'forwarded-footer': 'フッターを加えて転送されたメール',
    },
    how: 'メールのソースを取り出すには',
  },
  source: {
    pasted: '貼り付けたテキスト',
    typed: '入力した内容',
    sample: (name) => `例：${name}`,
    bytes: (n) => t`${n} バイト`,
    preview: '先頭の部分',
    clear: '消去して最初から',
    again: 'もう一度試す',
    edit: '入力に戻る',
    cancel: '中止',
    reading: '読み込んでいます…',
    check_domain: (domain) => t`ドメイン ${domain} を確認`,
  },
  status: {
    asking: '問い合わせています…',
    done: '結果が出ました。',
    cleared: 'すべて消去しました。',
    added: (n) => t`${n} 件のレコードを追加しました。`,
  },
  trouble: {
    stalled: 'このメールの検証は負荷が大きすぎるため、中止しました。入力した内容は残っています。',
    internal:
      '内部エラーのため検証が止まりました。入力した内容は残っています。もう一度試すか、メールそのものは添えずに不具合をお知らせください。',
    cancelled: '中止しました。入力した内容は残っています。',
    unreadable: 'ファイルを読み込めませんでした。移動されたか、フォルダーの可能性があります。もう一度選んでください。',
    too_large_paste:
      '貼り付けられるのは 25 MiB までです。メールを .eml ファイルとして保存し、そのファイルを選んでください。',
    too_large_file: 'ファイルは 64 MiB までです。これより大きいため、開きませんでした。',
    insecure:
      'このページは https:（または localhost）で開く必要があります。それ以外では、ページのファイルが正しいことをブラウザーが確かめられません。',
    assets: 'ページの一部を読み込めないか、内容が正しくありません。ページを再読み込みしてください。',
    worker:
      'このページのセキュリティポリシーまたはブラウザーが、メールの読み取りに使うバックグラウンド処理（WebAssembly）を許可していません。',
    evidence_damaged: 'この証拠ファイルは壊れているか、Waxseal 以外で変更されています。判定は行いませんでした。',
    evidence_excessive:
      'この証拠ファイルには、1 通のメールの検証に必要な量をはるかに超える操作や回答が含まれています。処理に時間がかかりすぎるため、判定は行いませんでした。',
    evidence_newer:
      'この証拠ファイルは、より新しい Waxseal で作成されています。ページを再読み込みしてください。それでも開けない場合は、この Waxseal が古くなっています。',
  },
};
