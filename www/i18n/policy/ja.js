import { text as t } from '../text.js';

/** What is noticed of those who are to get reports. @type {import('../requirements/texts.js').DestinationTexts} */
export const problems = {
  'dmarc.destination.not-authorized': (p) => t`DMARC レコードは別の組織のドメイン ${p.domain} をレポートの送付先に指定していますが、${p.domain} 側に受け取りを承諾するレコードがありません。そのため、受信側はここにレポートを送りません。${p.domain} の管理者が承諾のレコードを公開する必要があります。`,
};
