import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { tablePdf } from '../test/signature-kit.ts';
import { withSection } from './channel-report.ts';
import { type Answer, openClient } from './http-client.ts';
import type { Random } from './random.ts';
import { openSite, type Site } from './site.ts';
import { copyData, type World } from './world.ts';

export interface SigningPlan {
  readonly template: string;
  readonly world: World;
  readonly folder: string;
  readonly random: Random;
  readonly files: number;
  /** At most so many; the list may be done before. */
  readonly kills: number;
}

export interface SigningResult {
  readonly files: number;
  readonly kills: number;
  /** How many were signed when the process died, each time. */
  readonly signedAtKill: readonly number[];
  readonly seconds: number;
  /** Files not signed, signed twice, without or with more than one entry of the ledger, or not valid. */
  readonly wrong: readonly string[];
}

const AT_ONCE = 50;
const OFFICER = 'chuyenvien.vpcp';
const LEADER = 'lanhdao.vpcp';

/**
 * A list is put up, authorised once and signed by the built product, which is killed (SIGKILL) at instants by chance and started
 * again; then every file is held against the list, the ledger and the validator.
 */
export async function runSigning(plan: SigningPlan): Promise<SigningResult> {
  const folder = join(plan.folder, 'signing');
  await rm(folder, { recursive: true, force: true });
  await copyData(plan.template, join(folder, 'data'));
  const site = await openSite({ dataFolder: join(folder, 'data'), logFile: join(folder, 'product.log') });
  await site.start();
  const database = new pg.Client({ connectionString: await site.databaseUrl() });
  await database.connect();
  let held = false;
  try {
    const path = await putUp(site, plan, database);
    await authorise(site, plan.world, path);
    const began = performance.now();
    const id = path.slice('/ky-so/'.length);
    const signedAtKill = await killOnTheWay(site, plan, () => signedOf(database, id));
    const seconds = (performance.now() - began) / 1000;
    const wrong = await judge(site, plan, database, id);
    held = wrong.length === 0;
    return { files: plan.files, kills: signedAtKill.length, signedAtKill, seconds, wrong };
  } finally {
    await database.end();
    await site.stop();
    if (held) await rm(folder, { recursive: true, force: true });
  }
}

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

function multipart(fields: Readonly<Record<string, string>>, [field, name, bytes]: readonly [string, string, Buffer]): Buffer {
  const part = (disposition: string, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`), content, Buffer.from('\r\n')]);
  const texts = Object.entries(fields).map(([text, value]) => part(`name="${text}"`, Buffer.from(value)));
  return Buffer.concat([...texts, part(`name="${field}"; filename="${name}"`, bytes), Buffer.from('--x--\r\n')]);
}

function redirected(answer: Answer, what: string): string {
  if (answer.status !== 303 || !answer.headers.location) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 300)}`);
  return answer.headers.location;
}

/** Puts the files up, some fifty in a ZIP at a time; the list's path. */
async function putUp(site: Site, { world, files }: SigningPlan, database: pg.Client): Promise<string> {
  const { rows } = await database.query<{ id: string }>('select account_id as id from identity.credential where identifier = $1', [LEADER]);
  const client = openClient(site.port, 41, world.sessions[OFFICER]);
  const headers = { ...sameOrigin, 'content-type': 'multipart/form-data; boundary=x' };
  let path = '';
  for (let from = 0; from < files; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, files - from);
    const zip = await writeZip(
      Array.from({ length: count }, (_, at) => ({ name: `giay-moi-${from + at + 1}.pdf`, bytes: tablePdf(from + at) })),
    );
    const fields = { title: 'Giấy mời', step: 'personal', signerId: rows[0]?.id ?? '', level: 'B-T', _key: `list-${from}` };
    const answer = await client.send(from === 0 ? '/ky-so/moi' : `${path}/tep`, multipart(fields, ['files', 'tep.zip', zip]), headers);
    path = redirected(answer, 'putting files up');
  }
  client.close();
  return path;
}

/** The signer says yes to the list on their page and proves who they are by password, as accounts of the demonstration may. */
async function authorise(site: Site, world: World, path: string): Promise<void> {
  const session = world.sessions[LEADER] ?? '';
  const client = openClient(site.port, 42, session);
  const page = await client.get(path);
  const root = /name="root" value="([0-9a-f]{64})"/.exec(page.body)?.[1] ?? '';
  const asked = await client.form(`${path}/ky`, { root });
  client.close();
  const proof = asked.headers['set-cookie']?.map((one) => one.split(';')[0]).find((one) => one?.startsWith('xac-thuc=')) ?? '';
  const proving = openClient(site.port, 42, `${session}; ${proof}`);
  const password = (await readFile(join(site.dataFolder, 'secrets/demo-password'), 'utf8')).trim();
  const to = redirected(asked, 'authorising');
  let next = redirected(await proving.form(`${to}/mat-khau`, { signInName: LEADER, password }), 'proving who one is');
  for (let hops = 0; next !== path && hops < 4; hops += 1) next = redirected(await proving.get(next), 'coming back');
  proving.close();
  if (next !== path) throw new Error(`not authorised: ${next}`);
}

async function signedOf(database: pg.Client, id: string): Promise<{ signed: number; waiting: number }> {
  const { rows } = await database.query<{ signed: number; waiting: number }>(
    `select count(*) filter (where state = 'signed')::int as signed, count(*) filter (where state = 'waiting')::int as waiting
     from signing.item where batch_id = $1`,
    [id],
  );
  return rows[0] ?? { signed: 0, waiting: 0 };
}

const PATIENCE_MS = 20 * 60_000;

async function killOnTheWay(site: Site, plan: SigningPlan, count: () => Promise<{ signed: number; waiting: number }>): Promise<number[]> {
  const signedAtKill: number[] = [];
  const until = performance.now() + PATIENCE_MS;
  for (let state = await count(); state.waiting > 0 && performance.now() < until; state = await count()) {
    const isLast = signedAtKill.length >= plan.kills;
    const target = Math.ceil(((signedAtKill.length + 1) * plan.files) / (plan.kills + 1));
    if (isLast || state.signed < target * 0.9) {
      await wait(20);
      continue;
    }
    await wait(plan.random.between(0, 150));
    await site.kill();
    signedAtKill.push((await count()).signed);
    await site.start();
  }
  return signedAtKill;
}

/** What the list, the ledger and the files say after it all. */
async function judge(site: Site, plan: SigningPlan, database: pg.Client, id: string): Promise<string[]> {
  const { rows: items } = await database.query<{ name: string; state: string; sha256: string; signed: string | null }>(
    'select name, state, sha256, signed_sha256 as signed from signing.item where batch_id = $1 order by position',
    [id],
  );
  const wrong = items.filter((item) => item.state !== 'signed').map((item) => `${item.name} is ${item.state}`);
  if (items.length !== plan.files) wrong.push(`${items.length} files in the list`);
  const { rows: entries } = await database.query<{ facts: number; entries: number }>(
    `select count(*)::int as entries, count(distinct facts_hash)::int as facts from (
       select facts_hash from kernel.ledger_pending where action = 'signing.sign-item' and subject = $1
       union all select facts_hash from kernel.ledger_entry where action = 'signing.sign-item' and subject = $1) told`,
    [`signing-batch:${id}`],
  );
  const told = entries[0];
  if (told?.entries !== plan.files || told.facts !== plan.files) wrong.push(`${told?.entries} entries with ${told?.facts} different facts`);
  const client = openClient(site.port, 43, plan.world.sessions[OFFICER]);
  const { rows: ids } = await database.query<{ id: string }>('select id from signing.item where batch_id = $1 order by position', [id]);
  for (const [index, item] of ids.entries()) {
    const { body, status } = await client.get(`/ky-so/${id}/tep/${item.id}/da-ky`);
    const times = body.split('/ByteRange').length - 1;
    if (status !== 200 || times !== 1) wrong.push(`${items[index]?.name}: ${status}, ${times} signatures`);
  }
  client.close();
  for (const item of plan.random.shuffled(items).slice(0, SAMPLE)) {
    const verdict = await verdictOf(site, item.signed ?? '');
    if (!verdict.includes('TOTAL-PASSED')) wrong.push(`${item.name}: ${verdict.slice(0, 200)}`);
  }
  return wrong;
}

const SAMPLE = 10;

/** What the product's own service says of a signed file, taken from the store as it lies there. */
async function verdictOf(site: Site, sha256: string): Promise<string> {
  const bytes = await readFile(join(site.dataFolder, 'files', sha256.slice(0, 2), sha256));
  const client = openClient(site.port, 44);
  const answer = await client.send('/api/kiem-tra-chu-ky', multipart({}, ['tep', 'tep.pdf', bytes]), {
    ...sameOrigin,
    accept: 'application/json',
    'content-type': 'multipart/form-data; boundary=x',
  });
  client.close();
  return answer.body;
}

const HEADING = '\n## A list of 500 files\n';

/** The part of docs/faults.md. */
export function signingReport(seed: number, result: SigningResult): string {
  const { files, kills, signedAtKill, seconds, wrong } = result;
  return `${HEADING}
The built product signs a list of ${files} PDFs after one authorisation (PAdES B-T, a ledger entry each) and is killed (SIGKILL) at instants
by chance, then started again. Printed by \`npm run faults -- --only-signing --seed ${seed}\`.

| files | kills | signed when it died | seconds with all starts | not signed exactly once, or not with one entry |
|---|---|---|---|---|
| ${files} | ${kills} | ${signedAtKill.join(', ')} | ${seconds.toFixed(1)} | **${wrong.length}** |
`;
}

export function withSigning(document: string, section: string): string {
  return withSection(document, HEADING, section);
}
