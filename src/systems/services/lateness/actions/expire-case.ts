import { clockSetting, definitionOf, holdCase, neverSupplied, refuseStep, takeStep } from '#core/cases/index.ts';
import { defineAction } from '#kernel/action.ts';
import { defineJob, type JobDefinition } from '#kernel/jobs.ts';
import { EVERYWHERE, systemActor } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { instant, now as present } from '#kernel/time.ts';
import { circumstancesOf } from '../../apply/circumstances.ts';
import { refundCase } from '../../effects/refund.ts';
import { tellApplicant } from '../../effects/tell-applicant.ts';

const DAY_MS = 86_400_000;
const PORTION = 200;
const REASON = 'Đã quá thời hạn bổ sung mà cơ quan chưa nhận được phần bổ sung. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.';
const BY = { actor: 'system:services', role: 'system' } as const;

/** Ends a case whose supplement never came. Whoever supplied meanwhile is left alone. */
const expireCase = defineAction({
  name: 'services.expire-case',
  title: { vi: 'Dừng hồ sơ quá hạn bổ sung', en: 'Stop a case whose supplement never came' },
  input: Type.Object({ caseId: Type.String({ minLength: 36, maxLength: 36 }) }),
  permission: 'cases.keep-clock',
  scope: () => EVERYWHERE,
  async run(context, { caseId }) {
    const { tx, now } = context;
    const record = await holdCase(tx, caseId);
    if (!record) return { code: undefined };
    const { procedure } = await definitionOf(tx, record.definitionVersion);
    const facts = circumstancesOf(record, {}, {}, record.channel);
    const given = { reason: REASON };
    if (record.nationalStatus !== 5 || refuseStep(record, procedure, 'expire', ['system'], facts, given).length > 0)
      return { code: undefined };
    const taken = await takeStep(tx, record, procedure, 'expire', facts, given, BY, now);
    for (const effect of taken.effects) {
      if (effect.do === 'refund') await refundCase(context, record);
      else if (effect.do === 'tell') await context.enqueue(tellApplicant, { caseId, what: effect.what });
    }
    return { code: record.code };
  },
  ledger: (_input, { code }) => (code ? { subject: `case:${code}`, facts: { event: 'expire' } } : undefined),
});

/** Each morning before work: cases that wait for a supplement longer than the dated rule allows. */
export const expireJob: JobDefinition<Record<string, never>> = defineJob({
  name: 'services.expire-cases',
  title: { vi: 'Dừng các hồ sơ quá hạn bổ sung', en: 'Stop cases whose supplement never came' },
  cron: '10 22 * * *',
  async handle(_payload: Record<string, never>, { db, services }) {
    const days = await clockSetting(db, 'supplement-days', present());
    const before = instant(present().getTime() - days * DAY_MS);
    for (const caseId of await neverSupplied(db, before, PORTION)) await services.act(expireCase, systemActor('services'), { caseId });
  },
});

export const expireActions = [expireCase];
