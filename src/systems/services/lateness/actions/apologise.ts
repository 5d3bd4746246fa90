import { findAgency } from '#core/agencies/index.ts';
import { workingCalendar } from '#core/calendar/index.ts';
import { clockSetting, definitionOf, holdCase, promiseDate, refusePromise } from '#core/cases/index.ts';
import { accountOf } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { notFound, refused } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import { rolesIn } from '../../apply/access.ts';
import { refusals } from '../../desk/messages.ts';
import { tellApplicant } from '../../effects/tell-applicant.ts';
import { writeApology } from '../apology-letter.ts';

const Apologise = Type.Object({
  caseId: Type.String({ minLength: 36, maxLength: 36 }),
  version: Type.Integer({ minimum: 1 }),
  promisedOn: Type.String({ format: 'date', ...sentence('Hãy chọn ngày hẹn lại.', 'Choose the new date.') }),
  reason: Type.String({
    minLength: 5,
    maxLength: 1_000,
    ...sentence('Hãy ghi lý do chậm để người nộp hiểu.', 'Write why it is late, so that the applicant understands.'),
  }),
});

/**
 * The agency apologises that a result will be late and promises a new date, at most once: the letter is signed in the same
 * transaction and goes to the applicant.
 */
export const apologise = defineAction({
  name: 'services.apologise',
  title: { vi: 'Xin lỗi và hẹn lại ngày trả kết quả', en: 'Apologise and promise a new date' },
  input: Apologise,
  permission: 'signed-in',
  async run(context, input) {
    const { tx, actor, now } = context;
    const record = await holdCase(tx, input.caseId);
    const roles = record ? await rolesIn(tx, actor, record) : [];
    if (!record || !roles.some((role) => role === 'handler' || role === 'decider')) throw notFound();
    if (record.version !== input.version) throw refused([refusals.stale]);
    const most = await clockSetting(tx, 'promise-working-days-most', now);
    const reasons = refusePromise(await workingCalendar(tx), record, input.promisedOn, dateOf(now), most);
    if (reasons.length > 0) throw refused(reasons);
    const agency = await findAgency(tx, record.handlingAgency);
    if (!agency) throw notFound();
    const { procedure } = await definitionOf(tx, record.definitionVersion);
    const { promisedOn, reason } = input;
    const { sha256, number } = await writeApology(context, { record, procedure, agency, promisedOn, reason });
    const post = accountOf(actor)?.posts.find(({ agencyId }) => agencyId === record.handlingAgency);
    const by = { actor: actor.id, role: 'handler', agencyId: agency.id, post: post?.title };
    await promiseDate(tx, record, { on: promisedOn, reason, letter: sha256, number }, by, now);
    await context.enqueue(tellApplicant, { caseId: record.id, what: 'apologised' });
    return { code: record.code, letter: sha256 };
  },
  ledger: ({ promisedOn }, { code, letter }) => ({ subject: `case:${code}`, facts: { event: 'apologise', promisedOn, letter } }),
});
