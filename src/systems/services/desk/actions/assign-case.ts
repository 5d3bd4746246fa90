import { assignCase, holdCase } from '#core/cases/index.ts';
import { asAccount, officialsOf } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { today } from '#kernel/time.ts';
import { DECIDE, rolesIn } from '../../apply/access.ts';
import { refusals } from '../messages.ts';
import { AssignCase } from '../schemas.ts';

/** Takes a case for oneself, or gives it to a colleague: whoever decides, or whoever has it, may give it away. */
export const assignCaseTo = defineAction({
  name: 'services.assign-case',
  title: { vi: 'Nhận hoặc giao thụ lý hồ sơ', en: 'Take or assign a case' },
  input: AssignCase,
  permission: 'signed-in',
  async run({ tx, actor, now }, input) {
    const record = await holdCase(tx, input.caseId);
    const roles = record ? await rolesIn(tx, actor, record) : [];
    if (!record || !roles.some((role) => role === 'handler' || role === 'decider')) throw notFound();
    if (record.version !== input.version) throw refused([refusals.stale]);
    if (record.endedAt) throw refused([refusals.ended]);
    const accountId = input.accountId ?? actor.id;
    const own = accountId === actor.id && roles.includes('handler');
    const mayGive = actor.may(DECIDE, record.handlingAgency) || record.assignedTo === actor.id;
    if (!own && !mayGive) throw refused([refusals.notYoursToGive]);
    if (own && record.assignedTo !== null && record.assignedTo !== actor.id && !mayGive) throw refused([refusals.taken]);
    const colleagues = await officialsOf(tx, record.handlingAgency, today());
    if (!colleagues.some((one) => one.accountId === accountId)) throw refused([refusals.notHere]);
    const post = asAccount(actor).posts.find(({ agencyId }) => agencyId === record.handlingAgency);
    await assignCase(tx, record, accountId, { actor: actor.id, role: 'handler', agencyId: record.handlingAgency, post: post?.title }, now);
    return { code: record.code };
  },
  ledger: (_input, { code }) => ({ subject: `case:${code}`, facts: { event: 'assign' } }),
});
