import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { findReport } from './queries.ts';

const Settlement = Type.Object({
  id: Type.String({ format: 'uuid' }),
  reason: Type.String({
    minLength: 5,
    maxLength: 2_000,
    pattern: '\\S',
    ...sentence('Hãy ghi đã xử lý thế nào và vì sao, từ 5 ký tự.', 'Write what was done and why, at least 5 characters.'),
  }),
});

/** Somebody has read a report and says what was done about it. It is said once; nothing goes to the other server. */
export const settleReport = defineAction({
  name: 'channels.settle-report',
  title: { vi: 'Xử lý báo xấu về tài khoản hoặc bài', en: 'Settle a report about an account or a post' },
  input: Settlement,
  permission: 'channels.approve',
  scope: async (tx, input) => (await findReport(tx, input.id))?.agencyId,
  async refuse({ tx }, input) {
    const report = await findReport(tx, input.id);
    if (!report) throw notFound();
    const message = { vi: 'Báo cáo này đã được xử lý.', en: 'This report is settled already.' };
    return report.settledAt === null ? [] : [{ code: 'settled', message }];
  },
  async run({ tx, actor, now }, input) {
    await on<ChannelsTables>(tx)
      .updateTable('channels.flag')
      .set({ settled_at: now, settled_by: actor.id, reason: input.reason.trim() })
      .where('id', '=', input.id)
      .execute();
    return { id: input.id };
  },
  ledger: (input) => ({ subject: `report:${input.id}`, facts: { settled: true, reason: input.reason } }),
});
