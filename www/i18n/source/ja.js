import { text as t } from '../text.js';

/** @type {import('./texts.js').SourceTexts} */
export const source = {
  lead: '読み取ったメールを 1 バイトも省かずに示します。行の左には、選択した署名の対象かどうかを示し、検出された箇所には下線を引いています。箇所をクリックすると何に属するかを、［?］を押すとヘッダーフィールドの説明を表示します。',
  mended: 'コピーなどで変わっていた部分は、判定結果の上に示したとおり元に戻してあります。以下は、検証に使った内容です。',
  reading: (percent) => t`行を数えています… ${percent} %`,
  failed: '現在は行を表示できません。いったん閉じて、もう一度開いてください。',
  region: 'メールの内容（行ごと）',
  explain: (field) => `フィールド ${field} の説明`,
  chooser: {
    label: '対象範囲を示す署名', signature: (n, d) => `署名 ${n}（${d}）`, unsigned: 'このメールには DKIM 署名がないため、署名の対象となっている部分はありません。',
    only: (n) => t`署名 ${n} の対象範囲を示しています。`,
  },
  legend: '記号の意味',
  cover: { signed: '署名済み', altered: '変更前に署名', broken: '不一致', open: '未検証', unsigned: '対象外', tail: 'l= の後', outside: '' },
  means: {
    signed: '署名の対象で、署名後に変更されていません',
    altered: '変更される前に署名された部分です。検出された変更を元に戻すと署名と一致します（証明済み）。変更された箇所だけに印を付けています',
    broken: '署名の対象ですが、署名と一致しません。対象の中のどこかが変更されています',
    open: '署名の対象ですが、検証できていません',
    unsigned: '署名の対象外で、配送の途中で誰でも書き加えたり変更したりできます',
    tail: '署名が対象から外している本文の末尾（l=）で、誰でも付け加えることができます',
    outside: '署名の対象となる部分には含まれません',
  },
  mark: { finding: '検出された箇所', changed: '署名後に変更された箇所', added: '署名後に追加された箇所', missing: '署名時にはここに何かがありました', repaired: 'コピーなどで変わったため、検証の前に元に戻した箇所（⟨…⟩ は取り除いた箇所）' },
  note: { changed: '変更：', added: '追加：', repaired: '復元：' },
  repaired: '復元',
  previous: '前の箇所', next: '次の箇所',
  position: (n, total) => t`${n} / ${total} か所目`,
  no_marks: 'メールの中の特定の箇所を示す検出内容はありません。',
  findings: {
    heading: '検出された箇所の一覧', show: 'メールの中で表示：',
    line: (n) => t`${n} 行目`, not_listed: (n) => t`ほかに ${n} 件あります。［次の箇所］で順に表示できます。`,
  },
  table: {
    summary: 'メールの各部分の一覧表', lines: '行', part: '部分', cover: '署名',
    range: (first, last) => first === last ? t`${first}` : t`${first}～${last}`, not_listed: (n) => t`ほかに ${n} 個の部分があります。`,
  },
  place: { stray: 'ヘッダーフィールドではない行', blank: 'ヘッダーの終わりを示す空行', body: '本文' },
  field: (name) => t`ヘッダーフィールド ${name}`,
  piece: {
    heading: '選択中の箇所', empty: '何も選択されていません。メールの中の箇所をクリックしてください。',
    lines: (first, last) => first === last ? t`${first} 行目` : t`${first}～${last} 行目`, octets: (n) => t`${n} バイト`,
    signatures: '署名との関係', brackets: ['（', '）'], colon: '：', signature: (n) => t`署名 ${n}`, own: (n) => t`このフィールドが署名 ${n} です。`,
    findings: '検出された内容', restored: '署名時の内容：', nothing_stood: '署名時には、ここには何もありませんでした。',
  },
  about: {
    heading: 'このフィールドについて', by: '書き込むもの', says: '内容', trust: '信用できるか', here: 'このメールでは',
    usual: '一般に知られている内容に基づく説明で、仕様書で確認したものではありません。',
    position: {
      above: '受信側がメールを受け取った地点より上にあります。その地点の推定が正しければ、受信側のサーバーが書いたか、そのまま残したものです。',
      below: '受信側がメールを受け取った地点より下にあります。差出人を含め、それ以前にメールを扱った者なら誰でも書くことができます。',
      unknown: '受信側のサーバーがどこから始まるのかが分からないため、誰が書いたものかは判断できません。',
    },
    unknown: '未知のシステムが加えたもので、何の証拠にもなりません。',
  },
};
