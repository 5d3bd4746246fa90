import { type Db, query, sql } from '#kernel/db.ts';
import type { Indicator } from '#kernel/module.ts';
import { now } from '#kernel/time.ts';
import { messages } from './messages.ts';
import { lateAfterDays, type Stage } from './rules.ts';

const { ordinary, urgent } = lateAfterDays;

/** Steps at which a draft waits for somebody; writing itself has no clock. */
const waiting: readonly Stage[] = ['content-review', 'format-check', 'signing', 'sealing', 'issuing'];

/** Drafts at a step, and those of them that have waited too long there; of one agency or of all. */
async function atStage(db: Db, scope: string | undefined, stage: Stage): Promise<{ value: number; late: number }> {
  const [row] = await query<{ value: number; late: number }>(
    db,
    sql<{ value: number; late: number }>`
      select count(*)::int as value, count(*) filter (where draft.stage_since <
        ${now()}::timestamptz - make_interval(days => case when document.urgency > 0 then ${urgent}::int else ${ordinary}::int end))::int as late
      from drafting.draft join documents.document on document.id = draft.document_id
      where draft.stage = ${stage} and (${scope ?? null}::uuid is null or draft.agency_id = ${scope ?? null}::uuid)`,
  );
  return row ?? { value: 0, late: 0 };
}

/** For the board: how many drafts wait at each step, and which have waited too long. */
export const waitingDrafts: readonly Indicator[] = waiting.map((stage) => ({
  name: `drafting.${stage}`,
  title: {
    vi: `Dự thảo chờ ${messages.vi.stages[stage].toLowerCase().replace(/^chờ /, '')} (hạn ${ordinary} ngày; khẩn: ${urgent} ngày)`,
    en: `Drafts: ${messages.en.stages[stage].toLowerCase()} (within ${ordinary} days; urgent: ${urgent})`,
  },
  read: async (db, scope) => ({ ...(await atStage(db, scope, stage)), url: `/soan-thao?buoc=${stage}` }),
}));
