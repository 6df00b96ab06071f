// What was given in place of an e-mail, where it is something that names a domain, or could have named one.

/** @typedef {{ kind: 'address' | 'url' | 'named_record', domain: string, query: string, records: string }} Instead `query`: what is checked in place of it, with these records. */
/** @typedef {Instead | { kind: 'host' | 'record' }} Stranger */

/** UTF-16 units in which all the records of a domain have room; in a longer text nothing is looked for. */
export const LONGEST = 20_000;
const VERSIONS = ['v=dkim1', 'v=spf1', 'v=dmarc1'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.:[]';

/** Whether none of these characters stands in a text. @param {string} text @param {string} characters */
const isWithout = (text, characters) => [...characters].every((character) => !text.includes(character));

/** The domain of an address that stands alone, or with a name before it. @param {string} line */
const domainOfAddress = (line) => {
  if (line.length > 400) return null;
  const start = line.endsWith('>') ? line.indexOf('<') + 1 : 0;
  const address = start > 0 ? line.slice(start, -1) : line.toLowerCase().startsWith('mailto:') ? line.slice(7) : line;
  const [local = '', domain = '', ...more] = address.split('@');
  const dot = domain.lastIndexOf('.');
  const isAddress = more.length === 0 && local !== '' && dot > 0 && dot < domain.length - 1 && isWithout(address, ' \t\r\n<>') && (start > 0 || isWithout(local, ':'));
  return isAddress && isWithout(line.slice(0, start), '@:>\r\n') ? domain : null;
};

/** The first name that a TXT record stands under, in what a zone file, dig, host or nslookup writes. @param {string} text */
const nameOfRecord = (text) => {
  for (const line of text.split('\n')) {
    const [first = '', ...rest] = line.replaceAll('\t', ' ').split(' ').map((word) => word.trim()).filter((word) => word !== '');
    const name = first.endsWith('.') ? first.slice(0, -1) : first;
    if (name.includes('.') && isWithout(name, ';"=') && rest.some((word) => ['txt', 'text'].includes(word.toLowerCase()))) return name.toLowerCase();
  }
  return null;
};

/** @param {string} text @returns {Stranger | null} */
const recordIn = (text) => {
  const plain = text.toLowerCase();
  if (!VERSIONS.some((version) => plain.includes(version))) return null;
  const name = nameOfRecord(text);
  if (name === null) return VERSIONS.some((version) => plain.startsWith(version, plain.startsWith('"') ? 1 : 0)) ? { kind: 'record' } : null;
  const [, ofKey] = name.split('._domainkey.');
  return { kind: 'named_record', domain: ofKey ?? (name.startsWith('_dmarc.') ? name.slice(7) : name), query: name, records: text };
};

/** The host that a URL, or what could be one without its scheme, names. @param {string} word */
const hostIn = (word) => {
  try {
    return new URL(word.includes('://') ? word : `https://${word}`).hostname;
  } catch {
    // An IPv6 address without its brackets.
    return word.split(':').length > 2 ? word.toLowerCase() : '';
  }
};

/** @param {string} word @returns {Stranger | null} */
const hostOf = (word) => {
  const host = hostIn(word);
  const labels = host.split('.');
  if (host === '' || labels.some((label) => label === '' || label.length > 63) || [...host].some((letter) => !LETTERS.includes(letter))) return null;
  const top = labels.at(-1) ?? '';
  const isDomain = labels.length > 1 && top.length > 1 && !(Number(top) >= 0) && isWithout(host, '[:');
  return isDomain ? { kind: 'url', domain: host, query: host, records: '' } : { kind: 'host' };
};

/**
 * What a text is that is no message.
 * @param {string} text
 * @param {string} found What the core takes it for.
 * @returns {Stranger | null}
 */
export const strangerOf = (text, found) => {
  if (text.length > LONGEST) return null;
  const line = text.trim();
  const domain = domainOfAddress(line);
  if (domain !== null) return { kind: 'address', domain, query: domain, records: '' };
  if (found !== 'unknown' && found !== 'dkim_record') return null;
  return recordIn(line) ?? (line !== '' && isWithout(line, ' \t\r\n') ? hostOf(line) : null);
};
