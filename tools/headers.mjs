// Reads the `_headers` format of static hosts, with the semantics of Cloudflare Pages: every rule
// that matches adds its headers, a second value for a name is joined with a comma, and a line
// `! Name` takes away what the rules before it have set.

/** @typedef {{ pattern: string, unset: string[], set: [string, string][] }} Rule */

/** @param {string} text @returns {Rule[]} */
export function parseHeaders(text) {
  /** @type {Rule[]} */
  const rules = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (line === line.trimStart()) {
      if (!content.startsWith('/')) throw new Error(`_headers, line ${index + 1}: a path begins with /`);
      rules.push({ pattern: content, unset: [], set: [] });
      continue;
    }
    const rule = rules.at(-1);
    const colon = content.indexOf(':');
    if (!rule) throw new Error(`_headers, line ${index + 1}: a header before the first path`);
    if (content.startsWith('!')) rule.unset.push(content.slice(1).trim().toLowerCase());
    else if (colon > 0) rule.set.push([content.slice(0, colon).trim(), content.slice(colon + 1).trim()]);
    else throw new Error(`_headers, line ${index + 1}: neither a header nor a path`);
  }
  return rules;
}

/**
 * Whether a pattern matches the whole path: `*` stands for anything, `:name` for anything up to the next slash.
 * @param {string} pattern
 * @param {string} path
 */
function matches(pattern, path) {
  const expression = pattern
    .replace(/[.+?^$()|[\]{}\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replace(/:[A-Za-z]\w*/g, '[^/]+');
  return new RegExp(`^${expression}$`, 's').test(path);
}

/**
 * The headers of a path; the names in lower case.
 * @param {Rule[]} rules @param {string} path
 * @returns {Map<string, string>}
 */
export function headersFor(rules, path) {
  /** @type {Map<string, string>} */
  const headers = new Map();
  for (const rule of rules) {
    if (!matches(rule.pattern, path)) continue;
    for (const name of rule.unset) headers.delete(name);
    for (const [name, value] of rule.set) {
      const before = headers.get(name.toLowerCase());
      headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
    }
  }
  return headers;
}
