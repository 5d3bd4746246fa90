import { workingCalendar } from '#core/calendar/index.ts';
import { defineAction } from '#kernel/action.ts';
import { datedSettings } from '#kernel/dated-settings.ts';
import { query, sql } from '#kernel/db.ts';
import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { EVERYWHERE, systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { type Rung, thresholds } from './rules.ts';

const PORTION = 2_000;

interface Climbed {
  readonly code: string;
  readonly rung: Rung;
}

/**
 * Notes each rung of the ladder that running cases have reached, once for each term, on the desk of whom it concerns and in the
 * history of the case. A case that somebody is deciding at this moment is met the next time.
 */
export const climbLadder = defineAction({
  name: 'cases.climb-ladder',
  title: { vi: 'Ghi nhận hồ sơ sắp hết hạn, quá hạn', en: 'Note cases that are nearly or already late' },
  input: Type.Object({}),
  permission: 'cases.keep-clock',
  scope: () => EVERYWHERE,
  async run({ tx, now }) {
    const calendar = await workingCalendar(tx);
    const today = dateOf(now);
    const days = thresholds(calendar, today, await datedSettings(tx, 'cases.setting', now));
    const climbed = await query<Climbed>(
      tx,
      sql<Climbed>`with reached as materialized (
          select c.id, c.code, c.state, c.due_on, r.rung, r.agency_id, r.place
          from cases.case_record c
            join agencies.agency a on a.id = c.handling_agency
            cross join lateral (values
              (1, 'apology-due', c.handling_agency, c.promised_on is null and c.due_at > ${now} and c.accepted_at < ${`${today}T00:00:00+07:00`}),
              (2, 'unit-head', c.handling_agency, c.due_at <= ${now}),
              (3, 'leader', c.handling_agency, c.due_at <= ${now} and c.due_on <= ${days.leaderUntil}),
              (4, 'superior', a.parent_id, c.due_at <= ${now} and c.due_on <= ${days.superiorUntil} and a.parent_id is not null)
            ) r (place, rung, agency_id, reached)
          where c.due_at is not null and c.ended_at is null and r.reached
            and c.due_at <= (${days.apologyUntil}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
            and not exists (select from cases.lateness l where l.case_id = c.id and l.due_on = c.due_on and l.rung = r.rung)
          order by c.due_at, c.id, r.place limit ${PORTION} for update of c skip locked
        ), noted as (
          insert into cases.lateness (case_id, due_on, rung, agency_id, reached_at)
          select id, due_on, rung, agency_id, ${now} from reached
        ), told as (
          insert into cases.event (case_id, number, at, event, from_state, to_state, actor, role, agency_id, data)
          select r.id, h.last + row_number() over (partition by r.id order by r.place), ${now}, r.rung, r.state, r.state, 'system:cases', 'system',
            r.agency_id, jsonb_build_object('due', r.due_on)
          from reached r cross join lateral (select coalesce(max(number), 0) as last from cases.event e where e.case_id = r.id) h
        )
        select code, rung from reached`,
    );
    return { climbed };
  },
  ledger: (_input, { climbed }) => (climbed.length > 0 ? { subject: 'cases-lateness', facts: { climbed } } : undefined),
});

/** Often enough that whoever comes to work finds what the day brings. */
export const climbJob: JobDefinition<Record<string, never>> = defineJob({
  name: 'cases.climb-ladder',
  title: { vi: 'Theo dõi hồ sơ sắp hết hạn, quá hạn', en: 'Watch cases that are nearly or already late' },
  cron: '*/10 * * * *',
  async handle(_payload: Record<string, never>, { services }) {
    let portion: number;
    do portion = (await services.act(climbLadder, systemActor('cases'), {})).climbed.length;
    while (portion === PORTION);
  },
});
