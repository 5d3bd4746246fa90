import { describe, expect, it } from 'vitest';
import { type Procedure, publishDefinition } from '#core/cases/index.ts';
import { query, sql, transaction } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { freezeTime, instant } from '#kernel/time.ts';
import { caseGround } from '../../../../test/cases-kit.ts';
import { official, testApp } from '../../../../test/kit.ts';
import { birthRegistration } from '../definitions/birth-registration.ts';
import { indexOn } from './index-definition.ts';
import { periodOf } from './period.ts';
import { scoreOf } from './points.ts';
import { countsOf } from './queries/counts.ts';
import { lateCases, progressOf } from './queries/progress.ts';

const site = await testApp();
const { db } = site.services;
const [HERE, THERE, MANY] = [newId(), newId(), newId()];
for (const [index, id] of [HERE, THERE, MANY].entries()) {
  await query(
    db,
    sql`insert into agencies.agency (id, code_qd20, code_source, kind, name, name_folded, bare_folded, site, search)
      values (${id}, ${`H99.1${index}`}, 'generated', 'other', ${`Cơ quan Mẫu ${index}`}, 'co quan mau', 'mau', 'thu', '')`,
  );
}
const ground = await caseGround(db, [MANY]);
const paper = await publishDefinition(
  db,
  { ...birthRegistration, code: '9.000001', ways: birthRegistration.ways.filter(({ channel }) => channel !== 'online') } as Procedure,
  { added: 'test', approved: 'test' },
);

interface Written {
  readonly accepted?: string;
  readonly ended?: string;
  readonly state: string;
  /** Working days; 5 where it is not said. */
  readonly term?: number;
  readonly pauses?: readonly (readonly [string, string | null])[];
  /** Null while the clock stands still. */
  readonly due: string | null;
  readonly promised?: readonly [on: string, at: string];
  readonly channel?: string;
  readonly version?: string;
  readonly parent?: string;
  readonly agency?: string;
  readonly events?: readonly (readonly [string, string, string])[];
  readonly papers?: readonly string[];
}

const at = (text: string) => instant(`${text}:00+07:00`);
let last = 0;

async function write(one: Written): Promise<string> {
  const id = newId();
  const agency = one.agency ?? HERE;
  const accepted = one.accepted ? at(one.accepted) : null;
  const pauses = (one.pauses ?? []).map(([from, to]) => [at(from).toISOString(), to && at(to).toISOString(), 'supplement']);
  last += 1;
  await query(
    db,
    sql`insert into cases.case_record (id, code, procedure_code, definition_version, state, national_status, channel, receiving_agency,
        handling_agency, applicant_person, subject_person, submitted_by, waits_for, title, submitted_at, accepted_at, ended_at, term_amount,
        term_unit, pauses, due_on, due_at, promised_on, promised_at, parent_id)
      values (${id}, ${`H99.10-261001-${String(last).padStart(4, '0')}`}, '1.001193', ${one.version ?? ground.version}, ${one.state}, 4,
        ${one.channel ?? 'online'}, ${agency}, ${agency}, ${ground.person}, ${ground.person}, 'test', 'handler', ${`Hồ sơ ${last}`},
        ${accepted ?? at('2026-10-01T08:00')}, ${accepted}, ${one.ended ? at(one.ended) : null}, ${one.term ?? 5}, 'working-day',
        ${JSON.stringify(pauses)}::jsonb, ${one.due}, ${one.due ? instant(`${one.due}T17:00:00Z`) : null}, ${one.promised?.[0] ?? null},
        ${one.promised ? at(one.promised[1]) : null}, ${one.parent ?? null})`,
  );
  for (const [number, [when, event, to]] of (one.events ?? []).entries()) {
    await query(
      db,
      sql`insert into cases.event (case_id, number, at, event, to_state, actor, role) values (${id}, ${number + 1}, ${at(when)}, ${event}, ${to}, 'test', 'handler')`,
    );
  }
  for (const [number, how] of (one.papers ?? []).entries()) {
    await query(
      db,
      sql`insert into cases.paper (case_id, key, number, how, file, added_at, added_by)
        values (${id}, 'giay', ${number}, ${how}, ${how === 'upload' ? 'f'.repeat(64) : null}, now(), 'test')`,
    );
  }
  return id;
}

/** October 2026 began on a Thursday; no holiday lies in it. Five working days from Monday the 5th end on Monday the 12th. */
async function history(): Promise<void> {
  // On time: on the last day, and within a term that a pause of two working days moved to the 14th.
  const bundle = await write({
    accepted: '2026-10-05T08:00',
    ended: '2026-10-12T16:59',
    state: 'returned',
    due: '2026-10-12',
    papers: ['register', 'upload', 'original', 'upload'],
  });
  await write({
    accepted: '2026-10-05T08:00',
    ended: '2026-10-14T10:00',
    state: 'done',
    due: '2026-10-14',
    pauses: [['2026-10-06T09:00', '2026-10-08T09:00']],
  });
  await write({ accepted: '2026-10-05T08:00', ended: '2026-10-09T10:00', state: 'refused', due: '2026-10-12', channel: 'counter' });
  // What the bundle opened counts for progress, and was handed in by nobody.
  await write({
    accepted: '2026-10-12T17:00',
    ended: '2026-10-13T09:00',
    state: 'done',
    due: '2026-10-19',
    parent: bundle,
    channel: 'counter',
  });
  // Late: a day after; and within a promised date, but not within the law.
  await write({
    accepted: '2026-10-05T08:00',
    ended: '2026-10-13T08:00',
    state: 'done',
    due: '2026-10-12',
    events: [
      ['2026-10-05T07:30', 'submit', 'submitted'],
      ['2026-10-05T08:00', 'accept', 'processing'],
      ['2026-10-06T08:00', 'propose', 'deciding'],
      ['2026-10-13T08:00', 'approve', 'done'],
    ],
  });
  await write({
    accepted: '2026-10-05T08:00',
    ended: '2026-10-20T08:00',
    state: 'done',
    due: '2026-10-23',
    promised: ['2026-10-23', '2026-10-09T08:00'],
  });
  // Open and past due; standing still since before its term; standing still since after it.
  await write({ accepted: '2026-10-05T08:00', state: 'processing', due: '2026-10-12' });
  await write({ accepted: '2026-10-05T08:00', state: 'supplement', due: null, pauses: [['2026-10-07T09:00', null]] });
  await write({ accepted: '2026-10-05T08:00', state: 'supplement', due: null, pauses: [['2026-10-15T09:00', null]] });
  // Not decided by the agency: withdrawn, never accepted; and open within its time.
  await write({ accepted: '2026-10-05T08:00', ended: '2026-10-20T08:00', state: 'withdrawn', due: '2026-10-12' });
  await write({ ended: '2026-10-02T08:00', state: 'not-accepted', due: null, channel: 'post', version: paper });
  await write({ accepted: '2026-10-30T08:00', state: 'processing', due: '2026-11-06' });
  // Elsewhere, and in another month.
  await write({ agency: THERE, accepted: '2026-10-05T08:00', ended: '2026-10-30T08:00', state: 'done', due: '2026-10-12' });
  await write({ accepted: '2026-09-01T08:00', ended: '2026-09-03T08:00', state: 'done', due: '2026-09-09' });
}
await history();

describe('the index of a small written history', () => {
  it('is what a hand counts, also when the month is long over', async () => {
    freezeTime(at('2026-11-03T09:00'));
    try {
      const october = periodOf('2026-10', at('2026-11-03T09:00'))!;
      const counts = (await countsOf(db, [HERE], october)).get(HERE)!;
      expect(counts).toMatchObject({
        // Four on time; late: two decided, one open, one that stood still when it was late already.
        'on-time': { part: 4, whole: 8 },
        // Of eleven handed in here in October one is of a procedure that is not offered online, one came by the counter.
        online: { part: 9, whole: 10 },
        'papers-digital': { part: 3, whole: 4 },
        'papers-reused': { part: 1, whole: 4 },
        'result-electronic': { part: 0, whole: 5 },
        published: { part: 0, whole: 2 },
      });
      const score = scoreOf(indexOn(october.after), counts);
      // 10 of 20, 6 + 1.5 + 0 of 22, 10.8 of 12, 0 of 14; nobody rated or paid, no version took effect.
      expect(score).toMatchObject({ scored: 28.3, measurable: 68, percent: 41.62 });
      const late = await lateCases(db, [HERE], october, 10);
      expect(late.map(({ cause }) => cause)).toEqual(expect.arrayContaining(['decider', undefined]));
      // 6 October 8:00 to 13 October 8:00: five working days of eight hours.
      expect(late.find(({ cause }) => cause === 'decider')?.spent).toEqual({ handler: 480, decider: 2_400 });
      expect(late).toHaveLength(4);
    } finally {
      freezeTime(undefined);
    }
  });

  it('is public in counts, and opens to cases only for officials of the agency', async () => {
    freezeTime(at('2026-11-03T09:00'));
    try {
      const shown = await site.app.inject('/chi-so-766/H99.10?ky=2026-10');
      expect([shown.statusCode, shown.body.includes('28,3'), shown.body.includes('Hồ sơ 1')]).toEqual([200, true, false]);
      expect((await site.app.inject('/chi-so-766?ky=2026-10')).body).toContain('Cơ quan Mẫu 1');
      expect((await site.app.inject('/chi-so-766?ky=2031')).statusCode).toBe(404);
      expect((await site.app.inject('/api/chi-so-766/H99.10?ky=2026-10')).json()).toMatchObject({ score: { scored: 28.3 } });
      expect((await site.app.inject('/api/chi-so-766.csv?ky=2026-10')).body).toContain('H99.10,Cơ quan Mẫu 0,28.3,68,41.62');
      const get = (agency: string, url: string) =>
        site.app.inject({ url, headers: site.as({ ...official(['services.handle'], agency), scope: agency }) });
      const own = await get(HERE, '/giai-quyet/chi-so?ky=2026-10');
      expect([own.statusCode, own.body.includes('/giai-quyet/H99.10-261001-0005')]).toEqual([200, true]);
      const online = await get(HERE, '/giai-quyet/chi-so?ky=2026-10&muc=online');
      expect([online.body.includes('-0003'), online.body.includes('-0011'), online.body.includes('-0001')]).toEqual([true, false, false]);
      expect((await get(THERE, '/giai-quyet/chi-so?ky=2026-10')).body).not.toContain('H99.10-261001-0005');
      const nobody = await site.app.inject({ url: '/giai-quyet/chi-so', headers: site.as(official([], HERE)) });
      expect(nobody.statusCode).toBe(403);
    } finally {
      freezeTime(undefined);
    }
  });

  it('reads only what lies in its span, with a hundred thousand cases beside it', async () => {
    await transaction(db, async (tx) => {
      await query(tx, sql`set local session_replication_role = replica`);
      await query(
        tx,
        sql`insert into cases.case_record (id, code, procedure_code, definition_version, state, national_status, channel, receiving_agency,
            handling_agency, subject_person, submitted_by, waits_for, title, submitted_at, accepted_at, ended_at, term_amount, term_unit, due_at)
          select gen_random_uuid(), 'H99.12-' || n, '1.001193', ${ground.version}, 'done', 9, 'online', ${MANY}, ${MANY}, ${ground.person}, 'test',
            'nobody', 'Hồ sơ', at, at, at + interval '3 days', 5, 'working-day', at + interval '7 days'
          from generate_series(1, 100000) n cross join lateral (select '2024-01-01T01:00:00Z'::timestamptz + make_interval(mins => n * 10) as at) one`,
      );
    });
    await query(db, sql`analyze cases.case_record`);
    const period = periodOf('2025-03', at('2026-11-03T09:00'))!;
    const shares = await progressOf(db, [MANY], period);
    expect(shares.get(MANY)!.part).toBeGreaterThan(1_000);
    const plan = await query<{ 'QUERY PLAN': string }>(
      db,
      sql<{ 'QUERY PLAN': string }>`explain select count(*) from cases.case_record where handling_agency = any(${sql.val([MANY])}::uuid[])
        and ended_at >= ${period.from} and ended_at < ${period.until}`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('case_record_ended');
    expect(text).not.toContain('Seq Scan');
  });
});
