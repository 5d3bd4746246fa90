import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { modules } from '../src/app/systems.ts';
import { kinds } from '../src/core/documents/index.ts';
import { openPool } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import { newId } from '../src/kernel/id.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { checkText } from '../src/systems/authenticity/queries/check-text.ts';
import { fingerprints, wordsHash } from '../src/kernel/comparison/fingerprints.ts';
import { readText } from '../src/kernel/comparison/words.ts';
import { type BenchRow, printWhenAlone } from './report.ts';
import { type Pieces, randomFrom, readPieces } from './search-data.ts';

const RELEASES = 100_000;
const SENTENCES = 9;
const QUESTIONS = 1_200;
const CLIENTS = 2;
const TARGET_MS = 100;
const SITE = 'https://motcua.example';

const targets = [
  'authenticity.release (id, code, agency_id, agency_name, kind, path, edition)',
  'authenticity.edition (release_id, edition, published_at)',
  'authenticity.edition_text (id, release_id, edition, lang, title, summary, plain, shingles)',
  'authenticity.text_hash (hash, text_id)',
];

interface Made {
  readonly title: string;
  readonly plain: string;
}

function makeText(pick: <T>(list: readonly T[]) => T, pieces: Pieces, no: number): Made {
  const sentences = Array.from({ length: SENTENCES }, () => pick(pieces.sentences).replace(/[\t\\\n]/g, ' '));
  sentences.splice(3, 0, `Thông tin số ${no} ngày ${1 + (no % 28)}/${1 + (no % 12)}/2026, kinh phí ${no * 37} đồng`);
  return { title: pick(pieces.abstracts).slice(0, 120), plain: `${sentences.join('. ')}.` };
}

/** Fills an empty migrated database through COPY; keeps every 97th text to ask about. */
async function fill(url: string, pieces: Pieces, count: number): Promise<Made[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop index authenticity.edition_text_shingles');
  const random = randomFrom(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const sample: Made[] = [];
  const rows: string[][] = targets.map(() => []);
  for (let no = 1; no <= count; no += 1) {
    const made = makeText(pick, pieces, no);
    if (no % 97 === 0) sample.push(made);
    addRows(rows, made, no);
    if (no % 2_000 === 0 || no === count) {
      for (const [at, target] of targets.entries()) {
        const lines = rows[at] ?? [];
        await pipeline(Readable.from(lines.map((line) => `${line}\n`)), client.query(copyFrom(`copy ${target} from stdin`)));
        lines.length = 0;
      }
    }
  }
  await client.query(`set maintenance_work_mem = '512MB'`);
  await client.query('create index edition_text_shingles on authenticity.edition_text using gin (shingles)');
  await client.query('vacuum analyze authenticity.edition_text');
  await client.query('analyze');
  await client.end();
  return sample;
}

function addRows(rows: readonly string[][], { title, plain }: Made, no: number): void {
  const id = newId();
  const code = `CP-261122-${String(no).padStart(6, '0')}-K7F3`;
  const { words } = readText(`${title}\n\n${plain}`);
  rows[0]?.push([id, code, 'x', 'Văn phòng Chính phủ', 'news', `/tin/${code}`, 1].join('\t'));
  rows[1]?.push([id, 1, '2026-11-22T00:00:00+07'].join('\t'));
  rows[2]?.push([no, id, 1, 'vi', title, '', plain, `{${fingerprints(words).join(',')}}`].join('\t'));
  rows[3]?.push([`\\\\x${wordsHash(words).toString('hex')}`, no].join('\t'));
}

/** What people paste: whole texts, with one figure changed, a paragraph, with a foreign tail, and texts that are not ours. */
function* questions(sample: readonly Made[], pieces: Pieces): Generator<{ sort: string; text: string; expected: readonly string[] }> {
  const random = randomFrom(5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (;;) {
    const made = pick(sample);
    const whole = `${made.title}\n\n${made.plain}`;
    const dice = random();
    if (dice < 0.25) yield { sort: 'whole', text: `🔴 ${whole.toUpperCase()} #tin`, expected: ['same'] };
    else if (dice < 0.55)
      yield { sort: 'one figure changed', text: whole.replace(/kinh phí \d/, (found) => `${found}9`), expected: ['changed'] };
    else if (dice < 0.7)
      yield { sort: 'part', text: made.plain.slice(made.plain.indexOf('Thông tin số'), -40), expected: ['excerpt', 'changed'] };
    else if (dice < 0.85)
      yield { sort: 'foreign tail', text: `${whole}. ${'bấm vào đây để nhận quà của anh chị em nhé '.repeat(3)}`, expected: ['part'] };
    else
      yield {
        sort: 'not ours',
        text: Array.from({ length: 80 }, () => pick(pick(pieces.sentences).split(' '))).join(' '),
        expected: ['none'],
      };
  }
}

async function measure(
  ask: (text: string) => Promise<string>,
  source: ReturnType<typeof questions>,
): Promise<{ p50: number; p95: number; wrong: number; bySort: string }> {
  const times: { sort: string; ms: number }[] = [];
  let wrong = 0;
  const client = async (count: number, keep: boolean): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const { sort, text, expected } = source.next().value as { sort: string; text: string; expected: readonly string[] };
      const started = performance.now();
      const verdict = await ask(text);
      if (!keep) continue;
      times.push({ sort, ms: performance.now() - started });
      if (!expected.includes(verdict)) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, () => client(60, false)));
  await Promise.all(Array.from({ length: CLIENTS }, () => client(QUESTIONS / CLIENTS, true)));
  const quantile = (list: readonly number[], part: number): number => list.toSorted((a, b) => a - b)[Math.floor(list.length * part)] ?? 0;
  const ms = times.map((time) => time.ms);
  const sorts = [...Map.groupBy(times, (time) => time.sort)].map(
    ([sort, list]) =>
      `${sort} ${quantile(
        list.map((time) => time.ms),
        0.95,
      ).toFixed(1)}`,
  );
  return { p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), wrong, bySort: sorts.join(', ') };
}

/** p95 of "Kiểm tra tin", two readers who never pause, beside a look-up of the hash alone, which knows only identical texts. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-check-'));
  const settings = { fsync: 'off', synchronous_commit: 'off', shared_buffers: '512MB', max_wal_size: '8GB' };
  const server = await startEmbeddedPostgres({ folder, settings });
  try {
    await migrate(server.url, migrationSources(modules));
    const pool = openPool(server.url, { max: CLIENTS });
    const pieces = readPieces(await kinds(pool.db));
    const sample = await fill(server.url, pieces, RELEASES);
    const ours = await measure(async (text) => (await checkText(pool.db, text, SITE)).verdict, questions(sample, pieces));
    const peer = await measure(
      async (text) => {
        const hash = wordsHash(readText(text).words);
        const { rows } = await pool.pg.query('select text_id from authenticity.text_hash where hash = $1', [hash]);
        return rows.length > 0 ? 'same' : 'none';
      },
      questions(sample, pieces),
    );
    await pool.close();
    return [
      {
        figure: `"Kiểm tra tin", p95, ${CLIENTS} readers, ${RELEASES.toLocaleString('en')} releases (ms)`,
        ours: ours.p95.toFixed(1),
        peer: `${peer.p95.toFixed(1)} (hash look-up, ${peer.wrong} of ${QUESTIONS} wrong); limit ${TARGET_MS}`,
        ratio: ours.p95 / peer.p95,
        note: `p50 ${ours.p50.toFixed(1)} ms, ${ours.wrong} of ${QUESTIONS} answers wrong; p95 by sort: ${ours.bySort}; words of ${pieces.source}`,
      },
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await printWhenAlone(import.meta.url, run);
