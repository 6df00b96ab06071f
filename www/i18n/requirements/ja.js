import { fieldName } from '../field.js';
import { text as t, words } from '../text.js';

const BULK = 'List-Unsubscribe、List-Id、Precedence のいずれかにより、一斉配信のメールと見なしています。';

/** @type {import('./texts.js').RequirementTexts} */
export const requirements = {
  heading: '大手メールサービスの送信者要件',
  lead: 'Gmail、Yahoo（米国）、Microsoft（outlook.com、hotmail.com、live.com）が公開している送信者要件を、このメール 1 通に照らしました。1 通のメールから分からない項目を、満たしているものとして数えることはありません。',
  group: { all: 'すべての送信者', bulk: '大量送信者（1 日 5,000 通程度）' },
  column: { rule: '要件', state: 'このメール', source: '要件の出典と適用開始' },
  rule: {
    spf_or_dkim: 'SPF または DKIM に合格する',
    spf_and_dkim: 'SPF と DKIM の両方に合格する',
    dmarc_record: '差出人のドメインに DMARC レコードがある（p=none で可）',
    alignment: '差出人のドメインが、SPF または DKIM で認証されたドメインと一致している（アライメント）',
    key_length: 'DKIM の鍵が 1024 ビット以上ある（2048 ビットを推奨）',
    tls: 'TLS で送信されている',
    reverse_name: '送信元 IP アドレスに逆引き名（PTR）があり、その名前の正引きが同じアドレスになる',
    message_form: 'From が 1 つで、1 回しか使えないフィールドに重複がなく、Date と Message-ID がある',
    one_click: 'ワンクリックで配信停止でき（RFC 8058）、その指定が有効な署名の対象に入っている',
    arc_when_forwarding: 'メールを転送する側が ARC ヘッダーを付けている（RFC 8617）',
    list_id: 'メーリングリストのメールに、リストを示す List-Id がある（RFC 2919）',
    provider_from: 'Gmail のアドレスを差出人とするメールは Gmail から送る',
    spam_rate: '迷惑メール報告率が 0.3 % 未満である（0.1 % 未満が望ましい）',
    volume: 'ドメイン全体の送信量（大量送信者の要件が適用されるかどうかを左右します）',
  },
  state: {
    met: '満たしている', not_met: '満たしていない', pending: '未問い合わせ', not_checked: '未確認', not_visible: 'このメールからは分からない', not_applicable: '対象外',
  },
  concern: { forwarder: '転送する側が対象', bulk: '大量送信者のみが対象' },
  provider: { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft' },
  demand: (provider, since, isBulk) => `${provider}（${since} から${isBulk ? '、大量送信者のみ' : ''}）`,
  evidence: {
    signature: (n) => t`署名 ${n}`,
    key: (bits, isAdvised) => isAdvised ? t`${bits} ビットの鍵` : t`${bits} ビットの鍵（推奨は 2048 ビット以上）`,
    spf: (mailbox) => t`${mailbox} の SPF`,
    policy_record: (domain) => t`${domain} のレコード`,
    hop: (n) => t`${n} 番目の区間`,
    field: (name) => t`${fieldName(name)} フィールド`,
    missing: (name) => t`${fieldName(name)} がない`,
    unmet: {
      unsubscribe: t`List-Unsubscribe が 1 つ必要`, https: t`List-Unsubscribe に https のアドレスが必要`, post: t`List-Unsubscribe-Post が 1 つ必要`,
      post_value: t`List-Unsubscribe-Post の値は List-Unsubscribe=One-Click とする必要あり`, signed: t`両フィールドを対象とする有効な署名が必要`,
    },
    host: (name, leadsBack) => leadsBack ? t`${name} の正引きが一致` : t`${name} の正引きが不一致`,
  },
  note: {
    spam_rate: { not_visible: 'Postmaster Tools などでしか確認できません。' },
    volume: { not_visible: '1 通のメールからは分かりません。' },
    tls: { not_visible: '受信サーバーが記録していません。' },
    reverse_name: { not_visible: '送信元の IP アドレスが分かりません。', not_checked: '希望する場合にだけ問い合わせます。' },
    one_click: { met: BULK, not_met: BULK, not_applicable: '一斉配信のメールであることを示すものがないか、投稿を受け付けるメーリングリストのメールです。' },
    arc_when_forwarding: { not_applicable: 'サーバーによる転送を示すものがありません。' },
    list_id: { not_applicable: 'メーリングリストのメールであることを示すものがありません。' },
    provider_from: { not_applicable: '差出人は Gmail のアドレスではありません。' },
    key_length: { not_applicable: 'RSA の鍵を確認していません。' },
  },
  not_meant: { list: '告知用のメーリングリストから配信されています。この項目は、他の人が書いたメールを転送する側に求められるものです。', resent: '手動で再送されています。この項目は、メールを転送するサーバーに求められるものです。' },
  no_name: '問い合わせを見送ったか、回答がないか、回答が食い違っています。',
  ask: { reverse: '送信元アドレスの逆引きを確認する', destinations: 'レポートの受け取りを承諾しているか確認する' },
  destinations: {
    heading: 'DMARC レポートの送付先',
    lead: '別の組織のドメインには、そのドメインが受け取りを承諾している場合にだけレポートが送られます。',
    column: { address: 'アドレス', tag: '種類', state: '状態' },
    tag: { rua: '集計レポート（rua）', ruf: '失敗レポート（ruf）' },
    state: {
      not_needed: '承諾は不要', authorized: '承諾している', not_authorized: '承諾していない（送られません）', answers_differ: '回答が食い違っている', pending: '未問い合わせ', not_checked: '未確認',
    },
  },
  domain: {
    heading: (domain) => t`${domain} が公開しているレコード`,
    lead: 'メールを検証したわけではないので、なりすましかどうかは分かりません。このドメインを名乗るメールを受信した側が参照するレコードを表示しています。',
    no_selector: 'DKIM の公開鍵はセレクターごとに置かれ、セレクターは署名を見ないと分かりません。「example.com selector1」のように、ドメインの後にセレクターを付けると公開鍵を確認できます。',
    key: {
      pending: (name) => t`${name} の公開鍵については、まだ回答がありません。`,
      found: (name) => t`${name} にある公開鍵：`,
      absent: (name) => t`${name} に公開鍵がありません。`,
      not_checked: (name) => t`${name} に公開鍵があるかどうかは、未確認か、回答が得られませんでした。`,
    },
    spf: {
      pending: (name) => t`${name} の SPF レコードについては、まだ回答がありません。`, found: (name) => t`${name} にある SPF レコード：`,
      absent: (name) => t`${name} に SPF レコードがありません。`, not_checked: (name) => t`${name} に SPF レコードがあるかどうかは、未確認か、回答が得られませんでした。`,
    },
    dmarc: {
      pending: (name) => t`${name} の DMARC レコードについては、まだ回答がありません。`, found: (name) => t`${name} にある DMARC レコード：`,
      absent: (name) => t`${name} に DMARC レコードがありません。`, not_checked: (name) => t`${name} に DMARC レコードがあるかどうかは、未確認か、回答が得られませんでした。`,
    },
    key_line: (bits, type) => t`${type}、${words(String(bits))} ビット`,
    unusable: 'このレコードは、このままでは使えません。',
    publish: '代わりに次のレコードを公開してください。',
  },
};
