import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

/**
 * Holds the import rule of ARCHITECTURE.md, that a migration names only its own schema, and the house's promises
 * (no process.env outside config, no clock outside time, no personal numbers, no raw HTML).
 * It fails when it sees too few imports: a check that checks nothing must not pass.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const FEWEST_EDGES = 150;

/** Core folders in the order in which each may import those before it. */
const coreOrder = ['agencies', 'identity', 'calendar', 'signatures', 'documents', 'exchange', 'notifications', 'registries', 'cases'];

interface Place {
  readonly layer: 'app' | 'kernel' | 'ui' | 'core' | 'systems';
  readonly folder: string;
  readonly inside: string;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function placeOf(path: string): Place {
  const [layer = '', folder = '', ...rest] = relative(src, path).split('/');
  const owned = layer === 'core' || layer === 'systems';
  return { layer: layer as Place['layer'], folder: owned ? folder : '', inside: owned ? rest.join('/') : [folder, ...rest].join('/') };
}

function target(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return join(src, specifier.slice(1));
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier);
  return undefined;
}

function edgesOf(path: string): Edge[] {
  const { module } = parseSync(path, readFileSync(path, 'utf8'));
  const edges: Edge[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const to = target(path, specifier);
    if (to) edges.push({ from: path, to, typeOnly });
  };
  for (const found of module.staticImports) {
    add(found.moduleRequest.value, found.entries.length > 0 && found.entries.every((entry) => entry.isType));
  }
  for (const found of module.staticExports) {
    for (const entry of found.entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType);
  }
  return edges;
}

/** The sentence that says why an import is not allowed; undefined when it is. */
function objection({ from, to, typeOnly }: Edge): string | undefined {
  const a = placeOf(from);
  const b = placeOf(to);
  const test = /(\.test\.tsx?|\/test-kit\.ts)$/.test(from);
  if (a.layer === b.layer && a.folder === b.folder) return undefined;
  // Tests stand outside the layers: they use the test kit and start the whole product.
  if (test) return undefined;
  switch (a.layer) {
    case 'kernel':
      return 'the kernel imports nothing above it';
    case 'ui':
      return b.layer === 'kernel' ? undefined : 'ui imports only the kernel';
    case 'core':
    case 'systems':
      return ownedObjection(a, b, typeOnly);
    case 'app':
      if (b.layer !== 'systems' && b.layer !== 'core') return undefined;
      return b.inside === 'module.ts' || b.inside === 'index.ts' ? undefined : 'app imports only module.ts and index.ts';
  }
}

function ownedObjection(a: Place, b: Place, typeOnly: boolean): string | undefined {
  if (b.layer === 'kernel') return undefined;
  if (b.layer === 'ui')
    return a.inside.startsWith('views/') || a.inside.startsWith('islands/') ? undefined : 'only views and islands import ui';
  if (b.layer === 'app') return 'nothing below imports app';
  if (b.layer === 'core') {
    if (b.inside !== 'index.ts') return 'of core only index.ts is public';
    if (a.layer === 'core' && coreOrder.indexOf(b.folder) >= coreOrder.indexOf(a.folder))
      return `core/${a.folder} comes before core/${b.folder}`;
    return undefined;
  }
  if (a.layer === 'systems' && b.inside === 'events.ts' && typeOnly) return undefined;
  return 'no system imports another; what two need moves to core';
}

function checkImports(problems: string[]): number {
  let edges = 0;
  for (const path of filesBelow(src).filter((file) => /\.tsx?$/.test(file))) {
    for (const edge of edgesOf(path)) {
      edges += 1;
      const why = objection(edge);
      if (why) problems.push(`${relative(root, path)} → ${relative(root, edge.to)}: ${why}`);
    }
  }
  return edges;
}

/** `schema.table` in a migration may name its own schema, PostgreSQL's, or the target of a foreign key to core. */
function checkMigrations(problems: string[]): void {
  const schemas = ['kernel', ...readdirSync(join(src, 'core')), ...readdirSync(join(src, 'systems'))].map((name) =>
    name.replaceAll('-', '_'),
  );
  for (const path of filesBelow(src).filter((file) => file.endsWith('.sql'))) {
    const { layer, folder } = placeOf(path);
    const own = layer === 'kernel' ? 'kernel' : folder.replaceAll('-', '_');
    const text = readFileSync(path, 'utf8')
      .replace(/--.*$/gm, '')
      .replace(/'(?:[^']|'')*'/g, "''");
    for (const [, before = '', schema = ''] of text.matchAll(/(\w+)?\s+\(?\b([a-z_]+)\.[a-z_]+/g)) {
      if (schema === own || !schemas.includes(schema)) continue;
      const core = schemas.indexOf(schema) > 0 && coreOrder.includes(schema);
      if (core && ['references', 'from', 'join'].includes(before)) continue;
      problems.push(`${relative(root, path)}: names the schema ${schema}, which is not its own`);
    }
  }
}

interface HousePromise {
  readonly pattern: RegExp;
  readonly except: RegExp;
  readonly why: string;
}

const promises: HousePromise[] = [
  { pattern: /process\.env/, except: /^src\/kernel\/config\.ts$/, why: 'process.env is read only in kernel/config.ts' },
  { pattern: /new Date\(\)|Date\.now\(\)/, except: /^src\/kernel\/(time|id)\.ts$/, why: 'the clock is read only through kernel/time.ts' },
  { pattern: /dangerouslySetInnerHTML/, except: /^src\/ui\/rich-text\.tsx$/, why: 'raw HTML is written only in ui/rich-text.tsx' },
  {
    pattern: /(?<![\d.])(?!0{6})\d{12}(?![\d.])/,
    except: /\.gen\.ts$/,
    why: 'a 12-digit number outside the test range 000000xxxxxx could be a person',
  },
];

function checkPromises(problems: string[]): void {
  for (const path of filesBelow(src).filter((file) => /\.(ts|tsx|sql)$/.test(file))) {
    const name = relative(root, path);
    if (/\.test\.tsx?$/.test(name) || name.includes('/islands/')) continue;
    const text = readFileSync(path, 'utf8');
    for (const promise of promises) {
      if (!promise.except.test(name) && promise.pattern.test(text)) problems.push(`${name}: ${promise.why}`);
    }
  }
}

const problems: string[] = [];
const edges = checkImports(problems);
checkMigrations(problems);
checkPromises(problems);
if (edges < FEWEST_EDGES) problems.push(`only ${edges} imports seen; at least ${FEWEST_EDGES} were expected, so this check is not looking`);
for (const problem of problems) console.error(problem);
console.log(`boundaries: ${edges} imports, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
