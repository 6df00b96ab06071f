/** @type {import('./texts.js').AroundTexts} */
export const ja = {
  offline: 'オフラインです。DNS への問い合わせはできませんが、レコードを貼り付ければ検証できます。',
  update: {
    ready: '新しいバージョンがあります。読み込むと、ここに入力した内容は消去されます。',
    load: '読み込む',
    later: 'あとで',
    others: 'ほかのタブでも Waxseal が開いています。そのタブを閉じてから、新しいバージョンを読み込んでください。',
  },
  about: {
    heading: 'このバージョンについて',
    version: 'バージョン',
    build: 'ビルド',
    unicode: '文字データの Unicode バージョン',
    rules: (provider) => `収録している ${provider} の送信者要件のうち最新のもの`,
    provider: { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft' },
    since: (time) => `${time} 施行`,
  },
};
