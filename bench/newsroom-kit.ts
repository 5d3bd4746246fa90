import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServices } from '../src/app/platform.ts';
import { connectKeys } from '../src/app/site-keys.ts';
import { modules } from '../src/app/systems.ts';
import { agencyByCode, seedAgencies } from '../src/core/agencies/index.ts';
import { defineAction } from '../src/kernel/action.ts';
import { readConfig } from '../src/kernel/config.ts';
import { type Db, openPool, transaction } from '../src/kernel/db.ts';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres/server.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { createLogger } from '../src/kernel/log.ts';
import { migrate, migrationSources } from '../src/kernel/migrate.ts';
import { systemActor } from '../src/kernel/permission.ts';
import { Type } from '../src/kernel/schema.ts';
import { instant } from '../src/kernel/time.ts';
import { graphileMigrations } from '../src/kernel/worker.ts';
import { addMedia } from '../src/systems/information/actions/add-media.ts';
import { checkLegality } from '../src/systems/information/actions/check-legality.ts';
import { createRelease } from '../src/systems/information/actions/create-release.ts';
import { reviewRelease } from '../src/systems/information/actions/review-release.ts';
import { submitRelease } from '../src/systems/information/actions/submit-release.ts';
import { takeStep } from '../src/systems/information/changes.ts';
import { publishReleaseJob } from '../src/systems/information/jobs.ts';
import { setShownAt } from '../src/systems/information/moment/shown-at.ts';
import { readPicture, storePicture } from '../src/systems/information/pictures.ts';
import { publishNow } from '../src/systems/information/publishing.ts';
import { lockNewest } from '../src/systems/information/queries/editions.ts';

/** An installation with the agencies of the country, its newsroom at hand in this process, for measurements. */
export interface Newsroom {
  readonly url: string;
  readonly folder: string;
  readonly db: Db;
  readonly services: Services;
  readonly agencyId: string;
  /** Written and approved by two others, as an official's is; waits for its moment. */
  approved(words: Words, picture?: Buffer): Promise<Written>;
  /** Sets the moment; without one it is published at once. */
  schedule(id: string, at?: Date): Promise<void>;
  close(): Promise<void>;
}

export interface Words {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
}

export interface Written {
  readonly id: string;
  readonly code: string;
  /** Of the picture, as its address has it. */
  readonly pictureHash: string | undefined;
}

/**
 * What `schedule-release` does, with a moment to the millisecond: officials choose minutes, and twenty of them would take
 * twenty minutes.
 */
const scheduleAt = defineAction({
  name: 'bench.schedule-at',
  title: { vi: 'Hẹn giờ đến phần nghìn giây', en: 'Schedule to the millisecond' },
  input: Type.Object({ id: Type.String(), at: Type.Optional(Type.String()) }),
  permission: 'information.publish',
  async run(context, input) {
    const at = input.at === undefined ? context.now : instant(input.at);
    const { edition } = await takeStep(context, input.id, 'schedule', { visible_from: at, shown_at: at });
    await setShownAt(context, edition, at);
    if (at <= context.now) return void (await publishNow(context, input.id));
    await context.enqueue(publishReleaseJob, { id: input.id, edition: edition.number }, { runAt: at });
  },
  ledger: () => undefined,
});

/** A database of its own in a folder, migrated, with keys and agencies; `settings` are PostgreSQL's. */
export async function openNewsroom(folder: string, settings: Record<string, string> = {}): Promise<Newsroom> {
  const database = await startEmbeddedPostgres({ folder, settings });
  await migrate(database.url, migrationSources(modules));
  await graphileMigrations(database.url);
  const pool = openPool(database.url, { max: 8, statementTimeoutMs: 600_000 });
  const config = readConfig({ MOTCUA_DATA: folder, MOTCUA_LOG: 'silent', DATABASE_URL: database.url });
  const services = createServices({ config, pool, log: createLogger('silent'), modules });
  await connectKeys(pool.db, config);
  await transaction(pool.db, (tx) => seedAgencies(tx, config.site));
  const agencyId = (await agencyByCode(pool.db, 'G22'))?.id ?? '';
  const by = (who: string) => systemActor(`bench-${who}`, agencyId);
  return {
    url: database.url,
    folder,
    db: pool.db,
    services,
    agencyId,
    approved: (words, picture) => approved(services, by, words, picture),
    schedule: (id, at) => services.act(scheduleAt, by('reviewer'), { id, ...(at ? { at: at.toISOString() } : {}) }),
    async close() {
      await pool.close();
      await database.stop();
    },
  };
}

type By = (who: string) => ReturnType<typeof systemActor>;

async function approved({ db, act, files }: Services, by: By, words: Words, picture?: Buffer): Promise<Written> {
  const texts = { titleVi: words.title, summaryVi: words.summary, bodyVi: words.body, titleEn: '', summaryEn: '', bodyEn: '' };
  const rest = { kind: 'thong-cao', topics: ['thien-tai'], persons: '', place: '' };
  const { id, code } = await act(createRelease, by('writer'), { ...rest, ...texts });
  const ref = async () => ({ id, version: (await transaction(db, (tx) => lockNewest(tx, id))).edition.version });
  const stored = picture && (await storePicture(files, await readPicture(picture)));
  if (stored) {
    const about = { altVi: 'Ảnh đo tốc độ', altEn: '', credit: 'Đo tốc độ', rights: 'own', shape: 'whole', focus: 'centre' };
    await act(addMedia, by('writer'), { ...(await ref()), ...about, picture: stored });
  }
  await act(submitRelease, by('writer'), await ref());
  await act(reviewRelease, by('reviewer'), await ref());
  await act(checkLegality, by('lawyer'), await ref());
  return { id, code, pictureHash: stored?.hash };
}

export interface Served {
  readonly origin: string;
  readonly pid: number;
  close(): void;
}

/** A process of the product on that database: web pages, and with `jobs` also what it does by itself. */
export async function serve({ url, folder }: Pick<Newsroom, 'url' | 'folder'>, jobs: boolean): Promise<Served> {
  const child: ChildProcess = fork(fileURLToPath(new URL('./page-kit.ts', import.meta.url)), [url, folder, jobs ? 'jobs' : 'pages'], {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    close() {
      child.removeAllListeners('exit');
      child.disconnect();
    },
  };
}
