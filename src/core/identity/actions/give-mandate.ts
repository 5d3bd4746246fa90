import { type ActionContext, defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { addDays, dateOf, isDate } from '#kernel/time.ts';
import { tidy } from '#kernel/text.ts';
import { asAccount } from '../actor.ts';
import { personNumbered } from '../enrolment/people.ts';
import { organisationsOf } from '../mandates/queries.ts';
import { allFields, insertMandate, type NewMandate } from '../mandates/write.ts';
import { Day } from '../schemas.ts';
import { PersonalNumber } from './begin-enrolment.ts';

/** No paper of the State gives a mandate without an end, and a forgotten one is a risk. */
const LONGEST_DAYS = 5 * 366;

const Input = Type.Object({
  /** `self`, `organisation:<id>` or `agency:<id>`. */
  principal: Type.String({
    pattern: '^(self|(organisation|agency):[0-9a-f-]{36})$',
    ...sentence('Hãy chọn thay mặt cho ai.', 'Choose for whom.'),
  }),
  personalNumber: PersonalNumber,
  scope: Type.Array(Type.String({ maxLength: 40 }), {
    minItems: 1,
    maxItems: 40,
    ...sentence('Hãy chọn ít nhất một việc.', 'Choose at least one thing.'),
  }),
  basis: Type.String({
    minLength: 1,
    maxLength: 300,
    pattern: '\\S',
    ...sentence('Hãy ghi lý do hoặc giấy ủy quyền.', 'Write the reason or the paper.'),
  }),
  from: Day,
  to: Day,
});

/**
 * Gives somebody the power to act for oneself, an organisation that one leads, or an agency that one manages. It counts once the
 * other has accepted. Whether the number has an account is not told.
 */
export const giveMandate = defineAction({
  name: 'identity.give-mandate',
  title: { vi: 'Ủy quyền', en: 'Give a mandate' },
  input: Input,
  permission: 'signed-in',
  async refuse(context, input): Promise<Refusal[]> {
    const reasons = refuseDates(input, dateOf(context.now));
    const fields = await allFields(context.tx);
    if (input.scope.some((name) => !fields.includes(name))) {
      reasons.push({
        code: 'scope',
        field: 'scope',
        message: { vi: 'Có việc không nằm trong danh sách.', en: 'Something is not on the list.' },
      });
    }
    if (!(await principalOf(context, input.principal))) {
      const message = { vi: 'Bạn không có quyền ủy quyền thay bên này.', en: 'You may not give mandates for this side.' };
      reasons.push({ code: 'principal', field: 'principal', message });
    }
    const other = await personNumbered(context.tx, input.personalNumber.trim());
    if (other?.personId === asAccount(context.actor).personId) {
      reasons.push({ code: 'self', field: 'personalNumber', message: { vi: 'Đây là số của chính bạn.', en: 'This is your own number.' } });
    }
    return reasons;
  },
  async run(context, input): Promise<{ mandateId: string | undefined }> {
    const { tx, actor, now } = context;
    const principal = await principalOf(context, input.principal);
    const other = await personNumbered(tx, input.personalNumber.trim());
    if (!principal || !other) return { mandateId: undefined };
    const mandate: NewMandate = {
      kind: 'agencyId' in principal ? 'deputy' : 'authorised',
      principal,
      representativePersonId: other.personId,
      scope: [...new Set(input.scope)],
      basis: tidy(input.basis),
      from: input.from,
      to: addDays(input.to, 1),
      accepted: false,
      createdBy: actor.id,
    };
    const mandateId = await insertMandate(tx, mandate, now);
    await context.emit('identity.mandate-offered', { mandateId, giverAccountId: actor.id, representativePersonId: other.personId });
    return { mandateId };
  },
  ledger: (input, { mandateId }) =>
    mandateId ? { subject: `mandate:${mandateId}`, facts: { scope: input.scope, from: input.from, to: input.to } } : undefined,
});

function refuseDates({ from, to }: Static<typeof Input>, day: string): Refusal[] {
  if (isDate(from) && isDate(to) && from >= day && to >= from && to <= addDays(from, LONGEST_DAYS)) return [];
  const message = {
    vi: 'Thời hạn bắt đầu từ hôm nay trở đi, kết thúc không trước ngày bắt đầu và dài nhất 5 năm.',
    en: 'The period begins today or later, does not end before it begins, and lasts five years at most.',
  };
  return [{ code: 'period', field: 'to', message }];
}

/** The side for which a mandate is given; undefined when the actor may not. */
async function principalOf({ tx, actor, now }: ActionContext, wanted: string): Promise<NewMandate['principal'] | undefined> {
  const { personId } = asAccount(actor);
  const [kind, id = ''] = wanted.split(':');
  if (kind === 'self') return { personId };
  if (kind === 'agency') return actor.may('identity.manage', id) ? { agencyId: id } : undefined;
  return (await organisationsOf(tx, personId, now)).some((one) => one.id === id) ? { organisationId: id } : undefined;
}
