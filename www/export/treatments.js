// What becomes of each text of a report where something is hidden, by the place that it stands in. A place that is not
// known here is one of somebody's words.

/**
 * @typedef {'code' | 'word' | 'list' | 'protocol' | 'name' | 'host' | 'hosts' | 'ip' | 'date' | 'record' | 'address' |
 *   'sender' | 'people' | 'list_id' | 'person' | 'id' | 'subject' | 'content' | 'header' | 'url' | 'closed'} Treatment
 */
/**
 * The name of a place, and the object that has it; the nearest first.
 * @typedef {readonly [{ key: string, holder: any }, ...{ key: string, holder: any }[]]} Path
 */

/** @param {Treatment} treatment @param {string} keys @returns {[string, Treatment][]} */
const all = (treatment, keys) => keys.split(' ').map((key) => [key, treatment]);

/** By the name of the place alone. Codes are the core's own. @type {ReadonlyMap<string, Treatment>} */
const PLACES = new Map([
  ...all(
    'code',
    'adkim advice algorithm aligned applies_to aspf author basis body body_canonicalization body_hash cause chain_validation change changes characters check code condition container damage decided_by' +
      ' difference dkim dmarc effective_policy evidence existence fault form former found header header_canonicalization hidden identity internal key_cause key_permits key_state key_type kind limit' +
      ' method mode need next_step not_checked np obstacle outcome p part permits place policy policy_source policy_tag problem proof provider psd qualifier reason record_type reserve result rule scheme' +
      ' scope section service severity signature since sp spf standing state tag time trust type used verdict version field',
  ),
  ...all(
    'name',
    'a_label u_label aliases author_domain domain key_name name organizational_domain policy_domain published_at query target',
  ),
  ...all('host', 'forwarder host receiver'),
  ...all('person', 'display_name'),
  ...all('word', 'absent_fields addable_fields signed_fields ours theirs'),
  ...all('record', 'notes published record records strings uri'),
  ...all('address', 'address mailbox original original_sender placeholder'),
  ...all('ip', 'client client_ip ip'),
  ...all('people', 'to'),
  ...all('sender', 'sender'),
  ...all('list_id', 'list'),
  ...all('date', 'date'),
  ...all('subject', 'subject'),
  ...all('url', 'url'),
]);

/** What findings tell. @type {ReadonlyMap<string, Treatment>} */
const PARAMS = new Map([
  ...PLACES,
  ...all('code', 'effect end extent fold slip wrapping'),
  ...all(
    'word',
    'after algorithm character charset expected field found from hash hashed key meant named sent source tag to value',
  ),
  ...all('name', 'author domain label looks_like means name organization psd selector shown signer target'),
  // The dot or bracket that ends a message in a session, and what there is of a slip in a record.
  ...all('record', 'line written'),
  ...all('address', 'address recipient'),
  ...all('subject', 'prefix suffix'),
]);

/**
 * The same for SPF: its domains can be what the sender has put into the envelope.
 * @type {ReadonlyMap<string, Treatment>}
 */
const OF_SPF = new Map([
  ...PARAMS,
  ...all('record', 'costs meant text'),
  ...all('host', 'domain'),
  ...all('hosts', 'path'),
]);

/** The same for slips in other records. @type {ReadonlyMap<string, Treatment>} */
const OF_SLIPS = new Map([...PARAMS, ...all('record', 'text')]);

/** By the place that a piece of text with its octets stands in. @type {ReadonlyMap<string, Treatment>} */
const PIECES = new Map([
  ...all('host', 'authserv_id helo name reverse'),
  ...all('word', 'cipher key method property ptype result version'),
  ...all('protocol', 'via with'),
  ...all('address', 'envelope_from recipient'),
  ...all('id', 'id'),
  ...all('date', 'date'),
  ...all('record', 'record rua ruf terms'),
  ...all('people', 'from'),
]);

/** By the part of the envelope. @type {ReadonlyMap<string, Treatment>} */
const ENVELOPE = new Map([...all('ip', 'client'), ...all('address', 'mail_from recipient'), ...all('host', 'helo')]);

/** Tags of a signature that hold nothing but words of the protocol. */
const TAGS = new Set(['v', 'a', 'b', 'bh', 'c', 'd', 'h', 'l', 'q', 's', 't', 'x', 'cv']);

/** What a property of a result, or a key of Received-SPF, holds. @type {ReadonlyMap<string, Treatment>} */
const PROPERTIES = new Map([
  ...all('sender', 'from mailfrom rcptto i envelope-from'),
  ...all('address', 'auth'),
  ...all('host', 'd helo receiver'),
  ...all('name', 's'),
  ...all('list', 'a b'),
  ...all('ip', 'client-ip iprev remote-ip'),
  ...all('word', 'identity mechanism problem'),
]);

/** @param {string} code @returns {Treatment} */
const restored = (code) =>
  code.startsWith('diagnosis.header.') || code.startsWith('diagnosis.signature.') ? 'header' : 'content';

/** A value, by what it is one of. @param {Path} path @returns {Treatment} */
const treatmentOfValue = ([{ holder }, outer, further]) => {
  switch (outer?.key) {
    case 'tags':
      return holder.name === 'i'
        ? 'address'
        : holder.name === 'z'
          ? 'header'
          : TAGS.has(holder.name)
            ? 'list'
            : 'closed';
    case 'value': {
      const list = further?.key;
      if (list === 'signs')
        return outer.holder.kind === 'list_id'
          ? 'list_id'
          : ['resent', 'forwarded_for'].includes(outer.holder.kind)
            ? 'people'
            : 'address';
      const name = list === 'properties' ? outer.holder.property : list === 'pairs' ? outer.holder.key : null;
      return PROPERTIES.get(name?.text.toLowerCase()) ?? 'closed';
    }
    default:
      return ENVELOPE.get(outer?.key ?? '') ?? 'closed';
  }
};

/** @param {Path} path @returns {Treatment} */
const textOf = (path) => {
  const [, outer, further] = path;
  if (outer?.key === 'value') return treatmentOfValue(path);
  if (outer?.key === 'restored') return restored(outer.holder.finding.code);
  if (outer?.key === 'name' && further?.key !== 'by') return 'closed';
  return PIECES.get(outer?.key ?? '') ?? 'closed';
};

/** What a finding tells. @param {string} code @param {string} key @returns {Treatment} */
const paramOf = (code, key) =>
  (code.startsWith('spf.') ? OF_SPF : code.endsWith('.record.slip') ? OF_SLIPS : PARAMS).get(key) ?? 'closed';

/** @param {Path} path Of a text. @returns {Treatment} */
export const treatmentOf = (path) => {
  const [{ key }, outer] = path;
  if (outer?.key === 'params') return paramOf(outer.holder.code, key);
  // A piece of a record.
  if (outer?.key === 'guesses') return 'record';
  switch (key) {
    case 'text':
      return textOf(path);
    case 'value':
      return treatmentOfValue(path);
    case 'name':
      return outer?.key === 'mailboxes' ? 'person' : outer?.key === 'fields' || outer?.key === 'tags' ? 'word' : 'name';
    case 'identity':
      return outer?.key === 'signature' ? 'address' : 'code';
    // A name of one label is no domain of the public DNS.
    case 'domain':
      return outer?.key === 'nodes' ? 'host' : 'name';
    case 'url':
      return outer?.key === 'demands' ? 'code' : 'url';
    default:
      return PLACES.get(key) ?? 'closed';
  }
};
