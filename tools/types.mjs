// Writes from the Rust types www/types/report.d.ts, the types of what the module hands to the page, and
// www/report.schema.json, which describes the JSON that a reader takes along.
//
//   node tools/types.mjs           writes them
//   node tools/types.mjs --check   fails if they are not what would be written
//
// The JSON schema comes from examples/schema.rs. A keyword that is not known here is an error, so
// that nothing is left out in silence. General converters copy a type for each place that describes
// it again, and lose its name; the page's code needs the names.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { KINDS } from '../www/export/kinds.js';
import { root } from './build.mjs';

const TYPES = join(root, 'www', 'types', 'report.d.ts');
const SCHEMA = join(root, 'www', 'report.schema.json');
const WIDTH = 120;
/** Bounds and formats of numbers have no counterpart in TypeScript. */
const IGNORED = new Set(['format', 'minimum', 'maximum', 'description']);

/** Rust has a type of this name for each protocol; the schema numbers them. */
const PROBLEM = /^Problem\d*$/;

/** @typedef {Record<string, any>} Schema */

/** What cargo has said. @type {Schema | undefined} */
let known;

/** @returns {Schema} */
function schema() {
  known ??= described();
  return known;
}

/** @returns {Schema} */
function described() {
  const cargo = ['run', '--quiet', '--release', '--locked', '--features', 'schema', '--example', 'schema'];
  const { status, stdout, stderr, error } = spawnSync('cargo', cargo, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`cargo ${cargo.join(' ')}: ${error?.message ?? stderr}`);
  return JSON.parse(stdout);
}

/** @param {string} text @param {string} indent */
function comment(text, indent) {
  const lines = text
    .replaceAll('`None`', '`null`')
    .replace(/\[(`[^`]+`)\](\([^)]*\))?/g, '$1')
    .replaceAll('*/', '*\\/')
    .split('\n')
    .map((line) => line.trim());
  const short = `${indent}/** ${lines.join(' ')} */`;
  if (short.length <= WIDTH) return `${short}\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** The name of a definition; that of problems after their protocol. @param {string} name @param {Schema} definitions */
function nameOf(name, definitions) {
  if (!PROBLEM.test(name)) return name;
  const [protocol = ''] = definitions[name].oneOf[0].properties.code.const.split('.');
  return `${protocol[0]?.toUpperCase()}${protocol.slice(1)}Problem`;
}

/** @param {string} keyword @param {Schema} node @returns {never} */
function unknown(keyword, node) {
  throw new Error(`no type for ${keyword} in ${JSON.stringify(node).slice(0, 200)}`);
}

/** @param {Schema} node @param {Schema} definitions @param {string} indent @returns {string} */
function members(node, definitions, indent) {
  const required = new Set(node.required ?? []);
  const inner = `${indent}  `;
  const lines = Object.entries(node.properties).map(([name, property]) => {
    const type = typeOf(property, definitions, inner);
    return `${property.description ? comment(property.description, inner) : ''}${inner}${name}${required.has(name) ? '' : '?'}: ${type};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

/**
 * Each with its comment where one has any.
 * @param {Schema[]} parts
 * @param {Schema} definitions
 * @param {string} indent
 */
function union(parts, definitions, indent) {
  const plain = parts.map((part) => typeOf(part, definitions, indent)).join(' | ');
  // A reference is described where it is defined.
  const described = parts.some(({ description, $ref }) => description && !$ref);
  if (!described && plain.length + indent.length < WIDTH) return plain;
  const inner = `${indent}  `;
  return parts
    .map(
      ({ description, ...part }) =>
        `\n${description && !part.$ref ? comment(description, inner) : ''}${inner}| ${typeOf(part, definitions, inner)}`,
    )
    .join('');
}

/** @param {Schema} node @param {Schema} definitions @param {string} indent @returns {string} */
function typeOf(node, definitions, indent) {
  const { $ref, anyOf, oneOf, properties, required, items, type, const: constant, enum: list, ...rest } = node;
  for (const keyword of Object.keys(rest)) if (!IGNORED.has(keyword)) unknown(keyword, node);
  const parts = [];
  if ($ref) parts.push(nameOf($ref.replace('#/$defs/', ''), definitions));
  if (anyOf ?? oneOf) {
    const alternatives = union(anyOf ?? oneOf, definitions, indent);
    parts.push(properties ? `(${alternatives})` : alternatives);
  }
  if (properties) parts.push(members(node, definitions, indent));
  if (parts.length > 0) return parts.join(' & ');
  if (constant !== undefined) return quoted(constant);
  if (list) return list.map(quoted).join(' | ');
  const types = [type].flat().map((/** @type {string} */ one) => {
    switch (one) {
      case 'string':
      case 'boolean':
      case 'null':
        return one;
      case 'integer':
      case 'number':
        return 'number';
      case 'array': {
        const each = typeOf(items, definitions, indent);
        return /[ |&]/.test(each) ? `(${each})[]` : `${each}[]`;
      }
      default:
        return unknown(`type ${one}`, node);
    }
  });
  return types.join(' | ');
}

/** @param {unknown} value */
function quoted(value) {
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : String(value);
}

/** The whole file. */
export function types() {
  const { $defs: definitions } = schema();
  const texts = Object.entries(/** @type {Record<string, Schema>} */ (definitions)).map(([name, node]) => {
    const { description, ...rest } = node;
    const head = description ? comment(description, '') : '';
    const called = nameOf(name, definitions);
    if (rest.properties && !rest.anyOf && !rest.oneOf)
      return `${head}export interface ${called} ${members(rest, definitions, '')}\n`;
    return `${head}export type ${called} = ${typeOf(rest, definitions, '')};\n`.replace(' = \n', ' =\n');
  });
  const problems = Object.keys(definitions)
    .filter((name) => PROBLEM.test(name))
    .map((name) => nameOf(name, definitions));
  texts.push(`/** Of whatever protocol. */\nexport type Problem = ${problems.join(' | ')};\n`);
  return `// Written by tools/types.mjs from the Rust types: make types.\n\n${texts.join('\n')}`;
}

/** What stands around the report in the file that a reader takes along: www/export/json.js. */
const ROOT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A report of Waxseal',
  description:
    'Text of the message and of the DNS is data of others. Where something is hidden, a mark such as ⟨IP 1⟩ stands for it.',
  type: 'object',
  required: ['waxseal', 'judged_at', 'from_evidence_file', 'hidden', 'report', 'diagnoses'],
  properties: {
    waxseal: { description: 'The version that judged.', type: 'string' },
    judged_at: { description: 'The moment that it was judged for, in seconds since 1970.', type: 'integer' },
    from_evidence_file: {
      description: 'Whether it rests on what an evidence file says: then the DNS was not asked.',
      type: 'boolean',
    },
    hidden: { description: 'What is hidden.', type: 'array', items: { enum: KINDS } },
    report: { $ref: '#/$defs/Report' },
    diagnoses: {
      description: 'Why signatures do not verify, as far as it was looked for.',
      type: 'array',
      items: { $ref: '#/$defs/Diagnosis' },
    },
  },
};

/** The schema of the file that a reader takes along, with what it refers to. */
export function reportSchema() {
  const { $defs: definitions } = schema();
  /** @param {any} node @returns {any} */
  const renamed = (node) => {
    if (Array.isArray(node)) return node.map(renamed);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        key === '$ref' ? `#/$defs/${nameOf(value.replace('#/$defs/', ''), definitions)}` : renamed(value),
      ]),
    );
  };
  const all = Object.fromEntries(
    Object.entries(definitions).map(([name, node]) => [nameOf(name, definitions), renamed(node)]),
  );
  const used = new Set(['Report', 'Diagnosis']);
  for (const name of used)
    for (const [, found = ''] of JSON.stringify(all[name]).matchAll(/"#\/\$defs\/([^"]+)"/g)) used.add(found);
  return `${JSON.stringify({ ...ROOT, $defs: Object.fromEntries([...used].sort().map((name) => [name, all[name]])) }, null, 1)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    for (const [path, text] of /** @type {const} */ ([
      [TYPES, types()],
      [SCHEMA, reportSchema()],
    ])) {
      if (!process.argv.includes('--check')) writeFileSync(path, text);
      else if (readFileSync(path, 'utf8') !== text)
        throw new Error(`${relative(root, path)} is not what the Rust types give: make types`);
    }
  } catch (error) {
    console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
