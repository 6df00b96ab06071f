// Joins the modules and style sheets of www/ into few files in www/generated/: what is loaded at the same moment lies
// in one chunk, and no octet in two. The sources stay as they are; nothing but the bundle is published.
//
//   import { bundle } from './bundle.mjs';   writes what has changed
//
// A module belongs to the first chunk of CHUNKS that needs it, so that a chunk imports chunks above it alone. esbuild
// makes each chunk; the names under which one chunk hands something to another are given here. The same sources give
// the same octets, wherever the checkout lies.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, transform } from 'esbuild';
import ts from 'typescript';

import { LANGUAGES } from '../www/i18n/index.js';

export const WWW = join(dirname(dirname(fileURLToPath(import.meta.url))), 'www');

/**
 * When the page loads a chunk: to open, once idle, with the first result, with the first explanation of a failure, or where
 * the reader or the message gives a reason.
 * @typedef {'open' | 'leisure' | 'result' | 'explanation' | 'wish'} Moment
 * @typedef {{ name: string, when: Moment, roots: string[], language?: string }} Chunk
 */

/** @param {string} name @param {Moment} when @param {string[]} folders in i18n/ @returns {Chunk[]} */
const texts = (name, when, folders) =>
  LANGUAGES.map((language) => ({
    name: name ? `${name}-${language}` : language,
    when,
    language,
    roots: folders.map((folder) => posix.join('i18n', folder, `${language}.js`)),
  }));

/** What each chunk is made for; what these modules need comes with them. @type {readonly Chunk[]} */
export const CHUNKS = [
  { name: 'element', when: 'open', roots: ['element/register.js', 'i18n/index.js', 'i18n/text.js'] },
  { name: 'app', when: 'open', roots: ['app.js'] },
  { name: 'frame', when: 'wish', roots: ['frame.js'] },
  ...texts('', 'open', ['', 'around', 'embed']),
  { name: 'around', when: 'leisure', roots: ['around/index.js'] },
  {
    name: 'result',
    when: 'result',
    roots: [
      'element/reading.js',
      'element/result.js',
      'element/sender.js',
      'element/exports.js',
      'session/questions.js',
      'i18n/field.js',
    ],
  },
  ...texts('result', 'result', ['result', 'policy', 'doors', 'sender', 'requirements', 'exports']),
  { name: 'explanation', when: 'explanation', roots: ['element/explaining.js'] },
  ...texts('explanation', 'explanation', ['explanation']),
  { name: 'evidence', when: 'wish', roots: ['view/sender/evidence.js'] },
  { name: 'escaped', when: 'wish', roots: ['view/escaped.js'] },
  { name: 'source', when: 'wish', roots: ['element/source.js'] },
  ...texts('source', 'wish', ['source', 'fields']),
  {
    name: 'export',
    when: 'wish',
    roots: ['export/evidence.js', 'export/json.js', 'export/markdown.js', 'export/redact.js'],
  },
  { name: 'howto', when: 'wish', roots: ['view/howto.js'] },
  ...texts('howto', 'wish', ['howto']),
  { name: 'host-page', when: 'wish', roots: ['element/host-page.js'] },
];
/** The style sheets that pages link, with what they import. */
const SHEETS = ['page.css', 'embed.css'];
/** Where what is bundled lies; element/define.js is the address that other sites name. */
const SOURCES =
  /^(?:around|element|export|i18n|session|view)\/(?!define\.js$)|^samples\/index\.js$|^(?:app|frame)\.js$|^(?:tokens|page|embed)\.css$/;
/** Written by the build of the engine, and a file of its own: its content names that engine. */
const BUILD = 'generated/build.js';

/** Whether a file of www/ is published as a part of the bundle, not by itself. @param {string} path */
export const isSource = (path) => SOURCES.test(path);

/**
 * What a module takes from others: names that it imports, and modules that it imports on demand.
 * @typedef {{ fixed: Map<string, Set<string>>, demanded: Map<ts.CallExpression, string>, text: string }} Module
 */

/** @param {string} path in www/ @returns {Module} */
function read(path) {
  const text = readFileSync(join(WWW, path), 'utf8');
  /** @type {Module} */
  const module = { fixed: new Map(), demanded: new Map(), text };
  if (!path.endsWith('.js')) return module;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  /** @param {ts.Expression} specifier */
  const target = (specifier) => {
    if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith('.'))
      throw new Error(`www/${path}: ${specifier.getText()} is no module of the page`);
    return posix.join(posix.dirname(path), specifier.text);
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier)) {
      const names = module.fixed.get(target(/** @type {ts.Expression} */ (node.moduleSpecifier))) ?? new Set();
      module.fixed.set(target(/** @type {ts.Expression} */ (node.moduleSpecifier)), names);
      const clause = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
      if (
        ts.isImportDeclaration(node) ? clause && ts.isNamespaceImport(clause) : !clause || ts.isNamespaceExport(clause)
      )
        throw new Error(`www/${path} takes a whole module: name what is meant`);
      if (ts.isImportDeclaration(node) && node.importClause?.name) names.add('default');
      for (const { name, propertyName } of clause && 'elements' in clause ? clause.elements : [])
        names.add((propertyName ?? name).text);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0])
      module.demanded.set(node, target(node.arguments[0]));
    // Such addresses stay right where the bundle lies as deep as the module.
    if (ts.isMetaProperty(node) && path.split('/').length !== 2)
      throw new Error(`www/${path} asks for its own address, which is another one in the bundle`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return module;
}

/**
 * Every module, the name of its chunk, and what chunks hand to each other: [module, name or `*`] to the name in the
 * chunk.
 */
function plan() {
  /** @type {Map<string, Module & { chunk: string }>} */
  const modules = new Map();
  for (const { name: chunk, roots } of CHUNKS) {
    const met = new Set(roots);
    for (const path of met) {
      if (path === BUILD || modules.has(path)) continue;
      if (!isSource(path)) throw new Error(`www/${path} is bundled, and would be published by itself as well`);
      const module = read(path);
      modules.set(path, { ...module, chunk });
      for (const other of module.fixed.keys()) met.add(other);
    }
  }
  /** @type {Map<string, Set<string>>} */
  const handed = new Map();
  /** @param {string} path @param {string} name */
  const hand = (path, name) => {
    const names = handed.get(path) ?? new Set();
    handed.set(path, names.add(name));
  };
  for (const [path, { fixed, demanded, chunk }] of modules) {
    for (const [other, names] of fixed)
      if (modules.get(other)?.chunk !== chunk) for (const name of names) hand(other, name);
    for (const other of demanded.values()) {
      if (other !== BUILD && !modules.has(other)) throw new Error(`www/${path} loads ${other}, which is in no chunk`);
      hand(other, '*');
    }
  }
  /** @type {Map<string, string>} */
  const aliases = new Map();
  for (const { name: chunk } of CHUNKS) {
    const keys = [...handed]
      .filter(([path]) => modules.get(path)?.chunk === chunk)
      .flatMap(([path, names]) => [...names].map((name) => `${path} ${name}`))
      .sort();
    keys.forEach((key, at) => aliases.set(key, `_${at.toString(36)}`));
  }
  return { modules, handed, aliases };
}

/** The options of esbuild for everything. */
const COMMON = /** @type {const} */ ({ minify: true, charset: 'utf8', legalComments: 'none', logLevel: 'silent' });
/** The tool's scripts may be as new as their sources are; a style sheet is left as it is written. */
export const [JS, CSS] = /** @type {const} */ ([
  { ...COMMON, target: 'es2022' },
  { ...COMMON, target: 'esnext' },
]);

/** @param {ReturnType<typeof plan>} plan @param {Chunk} chunk @returns {import('esbuild').Plugin} */
const linked = ({ modules, handed, aliases }, { name: chunk }) => ({
  name: 'waxseal',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^chunk:/ }, ({ path }) => ({
      path: `./${path.slice('chunk:'.length)}.js`,
      external: true,
      sideEffects: false,
    }));
    onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) => {
      const target = relative(
        WWW,
        join(importer && importer !== '<stdin>' ? dirname(importer) : resolveDir, path),
      ).replaceAll(sep, '/');
      if (target === BUILD) return { path: `./${posix.basename(BUILD)}`, external: true, sideEffects: false };
      return modules.get(target)?.chunk === chunk
        ? { path: join(WWW, target), namespace: 'file' }
        : { path: join(WWW, target), namespace: 'other', sideEffects: false };
    });
    onLoad({ filter: /./, namespace: 'other' }, ({ path }) => {
      const target = relative(WWW, path).replaceAll(sep, '/');
      const names = [...(handed.get(target) ?? [])]
        .filter((name) => name !== '*')
        .map((name) => `${aliases.get(`${target} ${name}`)} as ${name}`);
      return { contents: `export { ${names} } from 'chunk:${modules.get(target)?.chunk}';`, loader: 'js' };
    });
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { ...CSS, loader: 'css' });
      return {
        contents: `const sheet = new CSSStyleSheet();\nsheet.replaceSync(${JSON.stringify(code.trim())});\nexport default sheet;`,
        loader: 'js',
      };
    });
    onLoad({ filter: /\.js$/, namespace: 'file' }, ({ path }) => {
      const { text, demanded } = /** @type {Module} */ (modules.get(relative(WWW, path).replaceAll(sep, '/')));
      let contents = text;
      for (const [call, target] of [...demanded].reverse()) {
        if (target === BUILD) continue;
        contents = `${contents.slice(0, call.getStart())}import('chunk:${modules.get(target)?.chunk}').then((chunk) => chunk.${aliases.get(`${target} *`)})${contents.slice(call.getEnd())}`;
      }
      return { contents, loader: 'js', resolveDir: dirname(path) };
    });
  },
});

/**
 * The files of the bundle by their names, and of each chunk the modules that went into it and the chunks that it imports.
 * @returns {Promise<{ files: Map<string, string>, chunks: Map<string, { modules: string[], imports: string[] }> }>}
 */
export async function make() {
  const all = plan();
  /** @type {Map<string, string>} */
  const files = new Map();
  /** @type {Map<string, { modules: string[], imports: string[] }>} */
  const chunks = new Map();
  for (const chunk of CHUNKS) {
    const own = [...all.modules].filter(([, module]) => module.chunk === chunk.name).map(([path]) => path);
    const contents = [
      ...chunk.roots.map((root) => `import './${root}';`),
      ...own
        .toSorted()
        .flatMap((path) =>
          [...(all.handed.get(path) ?? [])]
            .toSorted()
            .map((name) =>
              name === '*'
                ? `export * as ${all.aliases.get(`${path} *`)} from './${path}';`
                : `export { ${name} as ${all.aliases.get(`${path} ${name}`)} } from './${path}';`,
            ),
        ),
    ].join('\n');
    const {
      outputFiles: [made],
      metafile,
    } = await build({
      ...JS,
      stdin: { contents, resolveDir: WWW, loader: 'js' },
      bundle: true,
      format: 'esm',
      write: false,
      metafile: true,
      absWorkingDir: WWW,
      plugins: [linked(all, chunk)],
    });
    if (!made) throw new Error(`${chunk.name} is empty`);
    files.set(`${chunk.name}.js`, made.text);
    const imports = Object.values(metafile.outputs)
      .flatMap((output) => output.imports)
      .filter(({ kind }) => kind === 'import-statement')
      .map(({ path }) => posix.basename(path, '.js'));
    chunks.set(chunk.name, { modules: own.toSorted(), imports: [...new Set(imports)].toSorted() });
  }
  for (const sheet of SHEETS) {
    const {
      outputFiles: [made],
    } = await build({ ...CSS, entryPoints: [sheet], bundle: true, write: false, absWorkingDir: WWW });
    if (!made) throw new Error(`${sheet} is empty`);
    files.set(sheet, made.text);
  }
  // So that a module which imports one of them is not read as a source.
  files.set('element.d.ts', 'export {};\n');
  return { files, chunks };
}

/** Writes the bundle. @returns {Promise<string[]>} its files */
export async function bundle() {
  const { files } = await make();
  const output = join(WWW, 'generated');
  mkdirSync(output, { recursive: true });
  for (const [name, content] of files) {
    const path = join(output, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    // Never half a file: a page may be loading it.
    writeFileSync(`${path}.new`, content);
    renameSync(`${path}.new`, path);
  }
  return [...files.keys()];
}

/** What was bundled last, as times of the sources. */
let known = '';

/** Writes the bundle where a source has changed since this was asked last. */
export async function bundleAnew() {
  const times = readdirSync(WWW, { recursive: true })
    .map((path) => String(path).replaceAll(sep, '/'))
    .filter(isSource)
    .map((path) => `${path} ${statSync(join(WWW, path)).mtimeMs}`)
    .toSorted()
    .join('\n');
  if (times === known) return;
  await bundle();
  known = times;
}
