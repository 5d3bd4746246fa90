import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Article, Peer } from './wordpress-kit.ts';

/** Where Ghost's package lies, with its dependencies installed and better-sqlite3 built for the Node it runs on (docs/benchmarks.md). */
const FOLDER = 'MOTCUA_BENCH_GHOST';
/** That Node, when it is not ours. */
const NODE = 'MOTCUA_BENCH_GHOST_NODE';

/** A first start makes the database: minutes where others work on the machine too. */
const START_TRIES = 480;
const TRY_MS = 500;

/** Ghost's own settings are kept but for where it lies, that it calls nobody, and that its first log-in asks for no code by mail. */
function environment(folder: string, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    url: `http://127.0.0.1:${port}`,
    server__host: '127.0.0.1',
    server__port: String(port),
    database__client: 'better-sqlite3',
    database__connection__filename: join(folder, 'data/ghost.db'),
    database__useNullAsDefault: 'true',
    paths__contentPath: folder,
    logging__level: 'error',
    mail__transport: 'Direct',
    privacy__useUpdateCheck: 'false',
    privacy__useGravatar: 'false',
    privacy__useRpcPing: 'false',
    security__staffDeviceVerification: 'false',
  };
}

async function callAdmin(origin: string, path: string, body: unknown, cookie = ''): Promise<{ cookie: string; body: string }> {
  const answer = await fetch(`${origin}/ghost/api/admin/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-version': 'v6.0', origin, cookie },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Ghost answered ${answer.status} to ${path}: ${text.slice(0, 200)}`);
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', body: text };
}

/** Makes the first account and publishes the article, as its own editor does. */
async function publish(origin: string, { title, html }: Article): Promise<string> {
  const person = { name: 'Quản trị', email: 'quantri@vidu.example', password: `${randomBytes(12).toString('base64url')}aA1!` };
  await callAdmin(origin, 'authentication/setup/', { setup: [{ ...person, blogTitle: 'Cổng' }] });
  const { cookie } = await callAdmin(origin, 'session/', { username: person.email, password: person.password });
  const { body } = await callAdmin(origin, 'posts/?source=html', { posts: [{ title, html, status: 'published' }] }, cookie);
  const [post] = (JSON.parse(body) as { posts: { url: string }[] }).posts;
  return post?.url ?? '';
}

/** Name and version of the Ghost that lies there; a sentence when none does. */
export async function ghostAt(): Promise<{ readonly folder: string; readonly name: string } | string> {
  const folder = process.env[FOLDER] ?? '';
  if (folder === '' || !existsSync(join(folder, 'index.js'))) return `${FOLDER} names no folder with Ghost`;
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, name: `Ghost ${version}` };
}

/** Ghost as npm has it, on its own SQLite, with one article; on this machine only, in a folder of its own. */
export async function startGhost(ghost: string, own: string, port: number, article: Article): Promise<Peer> {
  await mkdir(join(own, 'data'), { recursive: true });
  for (const part of ['themes', 'public']) await cp(join(ghost, 'content', part), join(own, part), { recursive: true });
  for (const part of ['images', 'media', 'files', 'settings', 'logs', 'adapters']) await mkdir(join(own, part), { recursive: true });
  const child = spawn(process.env[NODE] ?? process.execPath, ['index.js'], {
    cwd: ghost,
    env: environment(own, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2_000)));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    const isUp = async () => (await fetch(`${origin}/ghost/api/admin/site/`).catch(() => undefined))?.ok === true;
    for (let tries = 0; !(await isUp()); tries += 1) {
      if (child.exitCode !== null || tries === START_TRIES) throw new Error(`Ghost did not start: ${said.trim().split('\n')[0] ?? ''}`);
      await wait(TRY_MS);
    }
    const url = await publish(origin, article);
    if (!(await (await fetch(url)).text()).includes(article.title)) throw new Error('Ghost does not show the article');
    return { url, close, pids: async () => [child.pid ?? 0] };
  } catch (error) {
    await close();
    throw error;
  }
}
