import type { Db } from '#kernel/db.ts';
import { on } from '#kernel/db.ts';
import type { Indicator, SubjectList, WorkItem } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { instant, now } from '#kernel/time.ts';
import type { InformationTables } from '../db.gen.ts';
import { calendarWorklist } from '../calendar/worklist.ts';
import { liveWorklist } from '../live/worklist.ts';
import { waitingProposals } from '../moment/queries.ts';
import { type EditionState, PUBLISH, steps } from '../rules/states.ts';
import { staffMessages } from '../staff-messages.ts';
import { linesAt, type ReleaseLine } from './editions.ts';
import { type Share, shares, topics } from './visible.ts';

/** Releases at a step that this person may take. */
async function linesWaiting(db: Db, actor: Actor, scope: string): Promise<ReleaseLine[]> {
  const asked = steps.filter(
    ({ from, verb, permission }) =>
      from !== 'draft' && verb !== 'unschedule' && verb !== 'move' && verb !== 'publish' && actor.may(permission, scope),
  );
  const states = [...new Set(asked.map(({ from }) => from))] satisfies EditionState[];
  const lines = states.length > 0 ? await linesAt(db, scope, states) : [];
  return lines.filter(({ ended }) => ended === null);
}

/** What this person works on: releases that wait for their step, and what they are writing. */
export async function linesForMe(db: Db, actor: Actor): Promise<ReleaseLine[]> {
  const { scope } = actor;
  if (!scope) return [];
  const own = await linesAt(db, scope, ['draft'], actor.id);
  return [...(await linesWaiting(db, actor, scope)), ...own.filter(({ ended }) => ended === null)];
}

/** Releases that wait for this person's step; returned ones wait for whoever wrote them. */
export async function informationWorklist(db: Db, actor: Actor): Promise<WorkItem[]> {
  const { scope } = actor;
  if (!scope) return [];
  const returned = (await linesAt(db, scope, ['draft'], actor.id)).filter(
    ({ returnedReason, ended }) => returnedReason !== null && ended === null,
  );
  const releases = [...(await linesWaiting(db, actor, scope)), ...returned].map((line) => ({
    title: line.titleVi,
    kind: {
      vi: staffMessages.vi.waiting(staffMessages.vi.states[line.state] ?? line.state),
      en: staffMessages.en.waiting(staffMessages.en.states[line.state] ?? line.state),
    },
    url: `/thong-tin/${line.id}`,
    due: undefined,
    since: line.stateSince,
  }));
  const proposals = actor.may(PUBLISH, scope) ? await waitingProposals(db, scope, actor.id) : [];
  return [...(await liveWorklist(db, actor)), ...(await calendarWorklist(db, actor)), ...proposals, ...releases];
}

/** How long a release may wait for somebody's approval before the board counts it as late. */
const LATE_MS = 24 * 3_600_000;

/** Releases between their submission and approval; late after a day. */
export const waitingReleases: Indicator = {
  name: 'information.waiting',
  title: { vi: staffMessages.vi.indicator, en: staffMessages.en.indicator },
  async read(db, scope) {
    let select = on<InformationTables>(db)
      .selectFrom('information.edition as e')
      .innerJoin('information.release as r', 'r.id', 'e.release_id')
      .select(({ fn, eb }) => [
        fn.countAll<number>().as('value'),
        fn
          .count<number>('e.number')
          .filterWhere(eb('e.state_since', '<', instant(now().getTime() - LATE_MS)))
          .as('late'),
      ])
      .where('e.state', 'in', ['review', 'legal'])
      .where('r.ended', 'is', null);
    if (scope !== undefined) select = select.where('r.agency_id', '=', scope);
    const { value, late } = await select.executeTakeFirstOrThrow();
    return { value, late, url: '/thong-tin?buoc=review' };
  },
};

/** What readers may subscribe to: every topic; agencies, places and persons of the newest releases. */
export async function releaseSubjects(db: Db): Promise<SubjectList[]> {
  const [all, { agencies, places, persons }] = await Promise.all([topics(db), shares(db)]);
  const named = (name: string, found: readonly Share[]): SubjectList => ({
    name,
    options: found.map(({ value, label }) => ({ value, title: { vi: label, en: label } })),
  });
  return [
    { name: 'topic', options: all.map(({ code, titleVi, titleEn }) => ({ value: code, title: { vi: titleVi, en: titleEn } })) },
    named('agency', agencies),
    named('place', places),
    named('person', persons),
  ];
}
