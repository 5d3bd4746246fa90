import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run new:system NAME` copies systems/_template under a new name and lists it in app/systems.ts;
 * `npm run new:system NAME -- --remove` takes it away again.
 */

const root = fileURLToPath(new URL('../', import.meta.url));
const systems = join(root, 'src', 'systems');
const contents = join(root, 'src', 'app', 'systems.ts');
/** The formatter's printWidth. */
const LINE = 140;

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  return camel(`-${name}`);
}

/** The template's own name in each of its spellings. */
function renamed(text: string, name: string): string {
  const schema = name.replaceAll('-', '_');
  return text
    .replaceAll('TemplateTables', `${pascal(name)}Tables`)
    .replace(/import \{ template \}/g, `import { ${camel(name)} }`)
    .replace(/export const template\b/g, `export const ${camel(name)}`)
    .replace(/extra: \[template\]/g, 'extra: []')
    .replace(/schema: 'template'/g, `schema: '${schema}'`)
    .replace(/\btemplate\.notice\b/g, `${schema}.notice`)
    .replace(/(?<=['/])template(?=[./'])/g, name);
}

async function create(name: string): Promise<void> {
  const target = join(systems, name);
  await cp(join(systems, '_template'), target, { recursive: true, errorOnExist: true, force: false });
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = renamed(await readFile(path, 'utf8'), name);
    await writeFile(path, entry.name === 'permissions.test.ts' ? withoutExtra(text) : text);
  }
  await list(name);
  console.log(`src/systems/${name} made. Next: npm run db:types, then npx vitest run src/systems/${name}`);
}

/** A system of the product needs not be added to the test's app by hand. */
function withoutExtra(text: string): string {
  return text.replace(/import \{ \w+ \} from '\.\/module\.ts';\n/, '').replace('testApp({ extra: [] })', 'testApp()');
}

/** The list of the modules with `change` made to their names, laid out as the formatter would. */
function relisted(text: string, change: (names: readonly string[]) => readonly string[]): string {
  return text.replace(/(export const modules: readonly Module\[\] = \[)([^\]]*)\];/, (_, start: string, body: string) => {
    const names = change(
      body
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    );
    const line = `${start}${names.join(', ')}];`;
    return line.length <= LINE ? line : `${start}\n${names.map((name) => `  ${name},\n`).join('')}];`;
  });
}

async function list(name: string): Promise<void> {
  const text = await readFile(contents, 'utf8');
  const entry = `import { ${camel(name)} } from '#systems/${name}/module.ts';\n`;
  const listed = relisted(text.replace(/\n(?!import)/, `\n${entry}`), (names) => [...names, camel(name)]);
  await rename(contents, `${contents}.old`);
  await writeFile(contents, listed);
  await rm(`${contents}.old`);
}

async function remove(name: string): Promise<void> {
  await rm(join(systems, name), { recursive: true });
  const text = await readFile(contents, 'utf8');
  const without = text.replace(new RegExp(`import \\{ ${camel(name)} \\}.*\n`), '');
  await writeFile(
    contents,
    relisted(without, (names) => names.filter((one) => one !== camel(name))),
  );
}

const [name, flag] = process.argv.slice(2);
if (!name || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error('Usage: npm run new:system NAME [-- --remove]; NAME in lower case with hyphens, e.g. national-bidding');
  process.exit(1);
}
await (flag === '--remove' ? remove(name) : create(name));
