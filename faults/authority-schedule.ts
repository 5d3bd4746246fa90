import { Buffer } from 'node:buffer';
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Db, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { nullValue, octetString, oid, sequence, integer } from '#core/signatures/der/write.ts';
import { Oid } from '#core/signatures/der/oids.ts';
import type { Given, IssuerTurn } from './authority-issuer.ts';
import { type AuthorityJudgement, judgeAuthority } from './authority-judge.ts';
import type { Random } from './random.ts';

/** Places at which an issuer dies: with a certificate made and not kept, kept and not told, and the same of lists, states and stamps. */
const points = [
  'certificate-issued',
  'action-before-commit@certificates.issue-certificate',
  'action-after-commit@certificates.issue-certificate',
  'certificate-status-noted',
  'action-before-commit@certificates.end-certificate',
  'action-after-commit@certificates.end-certificate',
  'revocation-list-stored',
  'time-stamp-signed',
] as const;

export interface AuthorityResult extends AuthorityJudgement {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly kills: number;
}

/** A site whose numbers are held together over all schedules. */
export interface AuthorityWorld {
  readonly db: Db;
  readonly databaseUrl: string;
  /** Its data folder, with the master key. */
  readonly folder: string;
  /** What was given away so far. */
  readonly given: Given[];
}

export interface AuthorityPlan {
  readonly seed: number;
  readonly random: Random;
  readonly rounds: number;
  readonly requests: number;
  /** Points at which both die in the first round, instead of such as come by chance. */
  readonly first?: readonly [string, string];
}

/**
 * Two processes issue the same requests at once, revoke, list and stamp; in every round both die, at a point or after some
 * milliseconds. Then two in peace, then the reckoning.
 */
export async function runAuthoritySchedule(world: AuthorityWorld, plan: AuthorityPlan): Promise<AuthorityResult> {
  const { db, databaseUrl, folder, given } = world;
  const { seed, random } = plan;
  const journals: string[] = [];
  const start = (): ChildProcess => {
    const journal = join(folder, `given-${seed}-${journals.length}.ndjson`);
    journals.push(journal);
    return fork(fileURLToPath(new URL('authority-issuer.ts', import.meta.url)), [databaseUrl, folder, journal], {
      execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
    });
  };
  const requests = await approvedRequests(db, plan.requests);
  const faults: string[] = [];
  let kills = 0;
  for (let round = 0; round <= plan.rounds; round += 1) {
    const isLast = round === plan.rounds;
    const byChance = [deathOf(random, false), deathOf(random, random.between(0, 1) === 0)];
    const chosen = round === 0 ? plan.first?.map(deathAt) : undefined;
    const deaths = isLast ? [undefined, undefined] : (chosen ?? byChance);
    const turn = { requests, query: stampQuery() };
    const ends = await Promise.all(deaths.map((death) => oneLife(start(), { ...turn, seed: random.between(0, 1e9), ...death })));
    kills += ends.filter((end) => end === 'killed').length;
    faults.push(...deaths.flatMap((death, index) => (death ? [`${death.name}${ends[index] === 'killed' ? '' : ' (not reached)'}`] : [])));
  }
  for (const journal of journals) given.push(...linesOf(await readFile(journal, 'utf8').catch(() => '')));
  return { seed, faults, kills, ...(await judgeAuthority(db, folder, given)) };
}

interface Death {
  readonly name: string;
  readonly failpoint: string;
  /** Killed from outside so many ms after it began. */
  readonly after?: number;
}

function deathOf(random: Random, byChance: boolean): Death {
  const after = random.between(5, 400);
  if (byChance) return { name: `kill -9 after ${after} ms`, failpoint: '', after };
  return deathAt(`${random.pick(points)}:${random.between(1, 4)}`);
}

const deathAt = (failpoint: string): Death => ({ name: `kill -9 at ${failpoint}`, failpoint });

/** One process from its beginning to its end, in peace or not. */
function oneLife(child: ChildProcess, turn: Omit<IssuerTurn, 'failpoint'> & Partial<Death>): Promise<'killed' | 'done'> {
  const { requests, seed, query: asked, failpoint = '', after } = turn;
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed');
      else if (code === 0) resolve('done');
      else reject(new Error(`an issuer ended with ${code ?? signal}`));
    });
    child.once('message', () => {
      child.send({ requests, seed, query: asked, failpoint } satisfies IssuerTurn);
      if (after !== undefined) void wait(after).then(() => child.kill('SIGKILL'));
      child.once('message', (told) => {
        if (told !== 'done') reject(new Error(String(told)));
        if (child.connected) child.disconnect();
      });
    });
  });
}

/** Requests for seals of agencies, approved: two persons have done their part. */
async function approvedRequests(db: Db, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await query(
    db,
    sql`insert into certificates.request (id, kind, purpose, state, version, agency_id, common_name, agency_name, reason, requested_by,
        requested_at, approved_by, approved_at)
      select id::uuid, 'seal', 'new', 'approved', 2, gen_random_uuid(), 'Cơ quan ' || id, 'Cơ quan ' || id, 'Thử', 'clerk', now(), 'leader', now()
      from unnest(${ids}::text[]) id`,
  );
  return ids;
}

function stampQuery(): string {
  const imprint = sequence(sequence(oid(Oid.sha256), nullValue), octetString(randomBytes(32)));
  return Buffer.from(sequence(integer(1), imprint)).toString('base64');
}

/** The last line of a process that was killed may be cut. */
function linesOf(text: string): Given[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Given);
}
