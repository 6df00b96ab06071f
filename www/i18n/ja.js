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
    label: 'メールのソース',
    hint: 'ヘッダーと本文を含むソース全体を、ここに貼り付けてください。',
    check: '検証する',
    file: 'ファイルを選ぶ…',
    drop: 'または .eml ファイルをここにドロップ',
    samples: '例を見る：',
    sample: { pass: '署名が正しいメール', 'list-footer': 'メーリングリストがフッターを加えたメール', forged: '差出人を偽ったメール', forwarded: '転送されたメール', 'forwarded-srs': 'SRS を使った転送', 'forwarded-unsigned': 'DKIM 署名なしの転送', 'forwarded-footer': 'フッターを加えた転送' },
    how: 'メールのソースを取り出すには',
  },
  source: {
    pasted: '貼り付けたソース',
    typed: '入力したソース',
    sample: (name) => `例：${name}`,
    bytes: (n) => t`${n} バイト`,
    preview: '先頭の部分',
    clear: '消去して最初から',
    again: 'もう一度試す',
    edit: '入力に戻る',
    cancel: '中止',
    reading: 'メールを読み込んでいます…',
  },
  status: {
    asking: '問い合わせています…',
    done: '結果が出ました。',
    cleared: 'すべて消去しました。',
    added: (n) => t`${n} 件のレコードを追加しました。`,
  },
  trouble: {
    stalled: 'このメールの検証は負荷が大きすぎるため、中止しました。入力した内容は残っています。',
    internal: '内部エラーのため検証が止まりました。入力した内容は残っています。もう一度試すか、メールそのものは添えずに不具合をお知らせください。',
    cancelled: '中止しました。入力した内容は残っています。',
    unreadable: 'ファイルを読み込めませんでした。移動されたか、フォルダーの可能性があります。もう一度選んでください。',
    too_large_paste: '貼り付けられるのは 25 MiB までです。メールを .eml ファイルとして保存し、そのファイルを選んでください。',
    too_large_file: 'ファイルは 64 MiB までです。これより大きいため、開きませんでした。',
    insecure: 'このページは https:（または localhost）で開く必要があります。それ以外では、ページの部品が正しいことをブラウザーが確かめられません。',
    assets: 'ページの部品を読み込めないか、内容が正しくありません。ページを再読み込みしてください。',
    worker: 'このページのセキュリティポリシーまたはブラウザーが、メールの読み取りに使うバックグラウンド処理（WebAssembly）を許可していません。',
  },
};
