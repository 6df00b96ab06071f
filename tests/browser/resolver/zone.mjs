// Writes zone files from the `dns` objects of the message collections.

/**
 * A name's records as the collections have them: TXT, A, AAAA, MX, PTR, CNAME, SPF; every string is
 * octets, one to a character (U+0000 to U+00FF). `_timeout` and `_servfail`: any type that is not listed fails.
 * @typedef {Record<string, unknown>} Records
 */

/** @typedef {{ name: string, except: string[], how: 'servfail' | 'timeout' }} Failure */

/** One character-string of a zone file. @param {string} octets */
function characterString(octets) {
  let text = '"';
  for (const character of octets) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xff) throw new RangeError(`U+${code.toString(16)} is no octet`);
    if (character === '"' || character === '\\') text += `\\${character}`;
    else if (code >= 0x20 && code < 0x7f) text += character;
    else text += `\\${String(code).padStart(3, '0')}`;
  }
  return `${text}"`;
}

/**
 * The data of a TXT record: character-strings of at most 255 octets. An array keeps its borders.
 * @param {string | string[]} record
 */
export function txt(record) {
  const chunks = (Array.isArray(record) ? record : [record]).flatMap((chunk) =>
    chunk === '' ? [''] : (chunk.match(/[^]{1,255}/g) ?? []),
  );
  return (chunks.length ? chunks : ['']).map(characterString).join(' ');
}

/** An absolute owner name; octets outside of plain names are escaped. @param {string} name */
function owner(name) {
  const trimmed = name.endsWith('.') ? name.slice(0, -1) : name;
  if (trimmed === '') return '.';
  return `${trimmed.replace(/[^A-Za-z0-9._*-]/g, (c) => `\\${String(c.codePointAt(0)).padStart(3, '0')}`)}.`;
}

/**
 * The lines of a zone file with absolute names, for the zone `.`, and the names that are to fail.
 * @param {Record<string, Records>} dns @param {number} [ttl]
 * @returns {{ lines: string[], failures: Failure[] }}
 */
export function zoneLines(dns, ttl = 300) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Failure[]} */
  const failures = [];
  for (const [name, records] of Object.entries(dns)) {
    const types = Object.keys(records).filter((type) => !type.startsWith('_'));
    if (records._timeout || records._servfail) {
      failures.push({ name, except: types, how: records._servfail ? 'servfail' : 'timeout' });
    }
    for (const type of types) {
      const list = Array.isArray(records[type]) ? records[type] : [records[type]];
      for (const record of /** @type {any[]} */ (list)) {
        const data = dataOf(type, record);
        if (data !== undefined) lines.push(`${owner(name)} ${ttl} IN ${type} ${data}`);
      }
    }
  }
  return { lines, failures };
}

/** @param {string} type @param {any} record */
function dataOf(type, record) {
  switch (type) {
    case 'TXT':
    case 'SPF':
      return txt(record);
    case 'MX':
      return `${record[0]} ${owner(record[1])}`;
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return owner(record);
    case 'A':
    case 'AAAA':
      return record;
    default:
      return undefined;
  }
}

/** The whole text of a zone file. @param {string} name @param {string[]} lines */
export function zoneFile(name, lines) {
  const origin = owner(name);
  const below = origin === '.' ? '' : `.${origin}`;
  return [
    `$ORIGIN ${origin}`,
    '$TTL 300',
    `@ IN SOA ns${below || '.'} hostmaster${below || '.'} 1 3600 600 86400 60`,
    `@ IN NS ns${below || '.'}`,
    `ns${below || '.'} IN A 127.0.0.1`,
    ...lines,
    '',
  ].join('\n');
}
