import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { modules } from '../src/app/systems.ts';
import { kinds } from '../src/core/documents/index.ts';
import { type Db, openPool } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { withoutMarks } from '../src/kernel/text.ts';
import { graphileMigrations } from '../src/kernel/worker.ts';
import { searchDocuments, type SearchRequest } from '../src/systems/library/queries/search.ts';
import { childrenSeconds, processorSeconds } from './processor-time-kit.ts';
import { asMarkdown, type BenchRow } from './report.ts';
import { fill, type MadeDocument, randomFrom, readPieces } from './search-data.ts';

const CLIENTS = 16;
const QUERIES = 3_200;
/** The peer takes some seconds a question at 100,000. */
const PEER_QUERIES = 320;
const WARM_UP = 400;
const keep = process.argv.includes('--keep');

/** A question and the sort it is of. */
interface Question {
  readonly sort: string;
  readonly request: SearchRequest;
}

/** What people type: words of abstracts with and without marks, numbers well and badly typed, frequent words, filters. */
function* questions(sample: readonly MadeDocument[]): Generator<Question> {
  const random = randomFrom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = (count: number): string => {
    const all = pick(sample).abstract.split(' ');
    const at = Math.floor(random() * Math.max(1, all.length - count));
    return all.slice(at, at + count).join(' ');
  };
  const ask = (sort: string, text: string, filters = {}, order: SearchRequest['order'] = 'relevance'): Question => ({
    sort,
    request: { text, filters, order },
  });
  for (;;) {
    const dice = random();
    if (dice < 0.2) yield ask('two words, no marks', withoutMarks(words(2)));
    else if (dice < 0.4) yield ask('four words with marks', words(4));
    else if (dice < 0.5) yield ask('number', pick(sample).number);
    else if (dice < 0.6) yield ask('number, badly typed', withoutMarks(pick(sample).number).replaceAll('/', ' ').toLowerCase());
    else if (dice < 0.7)
      yield ask('frequent word', pick(['quyết định', 'ban hành', 'kế hoạch', 'quy định', 'của', 'thực hiện', 'nhân dân']));
    else if (dice < 0.8) yield ask('with filters', words(2), { kind: pick(sample).kind, year: pick(sample).day.slice(0, 4) });
    else if (dice < 0.85) yield ask('absent word', `zq${Math.floor(random() * 1e6)} ${words(1)}`);
    else if (dice < 0.9) yield ask('phrase', `"${words(3)}"`);
    else if (dice < 0.95) yield ask('scattered words', `${words(1)} ${words(1)} ${words(1)}`);
    else yield ask('newest, by kind', '', { kind: pick(sample).kind }, 'date');
  }
}

interface Measured {
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
  /** Processor time of database and client together for one question, in ms: does not depend on what else the machine does. */
  readonly processorMs: number;
  readonly bySort: ReadonlyMap<string, number>;
}

export async function measure(
  ask: (question: Question) => Promise<unknown>,
  sample: readonly MadeDocument[],
  postmaster: number,
  count: number,
): Promise<Measured> {
  const source = questions(sample);
  const times: { sort: string; ms: number }[] = [];
  const client = async (count: number, counted: boolean): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const question = source.next().value as Question;
      const start = performance.now();
      await ask(question);
      if (counted) times.push({ sort: question.sort, ms: performance.now() - start });
    }
  };
  const all = (questionsInAll: number, counted: boolean) =>
    Promise.all(Array.from({ length: CLIENTS }, () => client(questionsInAll / CLIENTS, counted)));
  await all(Math.min(WARM_UP, count), false);
  const used = (): number => childrenSeconds(postmaster) + processorSeconds(process.pid);
  const before = used();
  const start = performance.now();
  await all(count, true);
  const seconds = (performance.now() - start) / 1_000;
  const processorMs = ((used() - before) * 1_000) / count;
  const quantile = (list: readonly number[], part: number): number => list.toSorted((a, b) => a - b)[Math.floor(list.length * part)] ?? 0;
  const ms = times.map((time) => time.ms);
  const groups = Map.groupBy(times, (time) => time.sort);
  const bySort = new Map(
    [...groups].map(([sort, list]) => [
      sort,
      quantile(
        list.map((time) => time.ms),
        0.95,
      ),
    ]),
  );
  return { p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), perSecond: count / seconds, processorMs, bySort };
}

/** Stock full-text search over the same rows: one tsvector, one GIN index, ts_rank over all matches. */
async function peerOf(url: string, db: pg.Pool): Promise<(question: Question) => Promise<unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop table if exists peer');
  await client.query(`create table peer as select i.id, i.kind, i.year, i.sort_day,
    setweight(to_tsvector('simple', i.head_folded), 'A') || to_tsvector('simple', t.folded) as words
    from library.document_index i join library.document_text t using (id)`);
  await client.query('create index on peer using gin (words)');
  await client.query('vacuum analyze peer');
  await client.end();
  return ({ request }) =>
    db.query(
      `select id from peer, plainto_tsquery('simple', $1) q where words @@ q and ($2::text is null or kind = $2) and ($3::int is null or year = $3)
        order by ts_rank(words, q) desc, id limit 10`,
      [withoutMarks(request.text).toLowerCase() || 'quyet', request.filters.kind ?? null, request.filters.year ?? null],
    );
}

interface Filled {
  readonly folder: string;
  readonly sample: MadeDocument[];
  readonly source: string;
}

/** Everything that the filled database depends on: another index, other words or other documents make another folder. */
async function shapeOf(count: number): Promise<string> {
  const parts = ['../src/systems/library/migrations/0001-create-index.sql', '../src/systems/library/rules/terms.ts', './search-data.ts'];
  const texts = await Promise.all(parts.map((part) => readFile(new URL(part, import.meta.url))));
  return createHash('sha256').update(`${count}`).update(Buffer.concat(texts)).digest('hex').slice(0, 12);
}

const settings = { fsync: 'off', synchronous_commit: 'off', shared_buffers: '1GB', max_wal_size: '8GB' };

/** A database of so many documents; with `--keep` it stays for the next run, since a million take long to write. */
async function filled(count: number): Promise<Filled> {
  const folder = keep
    ? join(tmpdir(), `motcua-bench-search-${count}-${await shapeOf(count)}`)
    : await mkdtemp(join(tmpdir(), 'motcua-bench-search-'));
  const note = join(folder, 'filled.json');
  if (existsSync(note)) return { folder, ...(JSON.parse(await readFile(note, 'utf8')) as Omit<Filled, 'folder'>) };
  await rm(folder, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ folder, settings });
  try {
    await migrate(server.url, migrationSources(modules));
    await graphileMigrations(server.url);
    const pool = openPool(server.url, { max: 1 });
    const pieces = readPieces(await kinds(pool.db));
    await pool.close();
    const sample = await fill(server.url, count, pieces, (done) => process.stderr.write(`\r${done} / ${count}`));
    process.stderr.write('\n');
    await writeFile(note, JSON.stringify({ sample, source: pieces.source }));
    return { folder, sample, source: pieces.source };
  } finally {
    await server.stop();
  }
}

async function measureSize(count: number, withPeer: boolean): Promise<{ ours: Measured; peer: Measured | undefined; source: string }> {
  const { folder, sample, source } = await filled(count);
  const server = await startEmbeddedPostgres({ folder, settings });
  try {
    const pool = openPool(server.url, { max: CLIENTS });
    const postmaster = server.pid() ?? 0;
    const ours = await measure(({ request }) => searchDocuments(pool.db as Db, request), sample, postmaster, QUERIES);
    const peer = withPeer ? await measure(await peerOf(server.url, pool.pg), sample, postmaster, PEER_QUERIES) : undefined;
    await pool.close();
    return { ours, peer, source };
  } finally {
    await server.stop();
    if (!keep) await rm(folder, { recursive: true, force: true });
  }
}

/** p95 of searching with 16 clients that never pause, at each number of documents. */
export async function run(sizes: readonly number[] = [10_000, 100_000, 1_000_000]): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  let at100k: number | undefined;
  for (const size of sizes) {
    const { ours, peer, source } = await measureSize(size, size <= 100_000);
    if (size === 100_000) at100k = ours.p95;
    const sorts = [...ours.bySort].map(([sort, ms]) => `${sort} ${ms.toFixed(1)}`).join(', ');
    const against = peer?.p95 ?? (size > 100_000 ? at100k : undefined);
    rows.push({
      figure: `search, p95, ${CLIENTS} clients, ${size.toLocaleString('en')} documents (ms)`,
      ours: ours.p95.toFixed(1),
      peer: peer ? peer.p95.toFixed(1) : against === undefined ? '–' : `${against.toFixed(1)} (ours at 100,000)`,
      ratio: against === undefined ? Number.NaN : Number((ours.p95 / against).toFixed(2)),
      note: `p50 ${ours.p50.toFixed(1)} ms, ${ours.perSecond.toFixed(0)}/s, ${ours.processorMs.toFixed(1)} ms of processor time a question${peer ? ` (peer ${peer.processorMs.toFixed(1)})` : ''}; p95 by sort: ${sorts}; words of ${source}; peer: one tsvector, GIN, ts_rank`,
    });
  }
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizes = process.argv.slice(2).map(Number).filter(Boolean);
  console.log(asMarkdown(await run(sizes.length > 0 ? sizes : undefined)));
}
