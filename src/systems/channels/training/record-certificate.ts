import { officialsOf } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { dateOf } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';

const day = (vi: string, en: string) => Type.String({ format: 'date', ...sentence(vi, en) });

/** Enters an official's training certificate from the issuer's paper; nobody enters their own. */
export const recordCertificate = defineAction({
  name: 'channels.record-certificate',
  title: { vi: 'Ghi chứng nhận tập huấn', en: 'Enter a training certificate' },
  input: Type.Object({
    agencyId: Type.String({ format: 'uuid', ...sentence('Hãy tải lại trang.', 'Reload the page.') }),
    accountId: Type.String({ minLength: 1, maxLength: 60, ...sentence('Hãy chọn người được cấp.', 'Choose who holds it.') }),
    course: Type.String({ minLength: 1, maxLength: 200, ...sentence('Hãy ghi tên khóa tập huấn.', 'Write the name of the course.') }),
    issuer: Type.String({ minLength: 1, maxLength: 200, ...sentence('Hãy ghi nơi cấp.', 'Write who issued it.') }),
    number: Type.String({ minLength: 1, maxLength: 60, ...sentence('Hãy ghi số chứng nhận.', 'Write its number.') }),
    validFrom: day('Hãy ghi ngày bắt đầu có giá trị.', 'Write from which day it is valid.'),
    validUntil: day('Hãy ghi ngày hết hạn.', 'Write the day on which it ends.'),
  }),
  permission: 'channels.manage',
  scope: (_tx, input) => input.agencyId,
  async refuse({ tx, actor, now }, input) {
    const refusals: Refusal[] = [];
    if (input.accountId === actor.id) refusals.push(own);
    if (input.validUntil < input.validFrom) refusals.push(backwards);
    const officials = await officialsOf(tx, input.agencyId, dateOf(now));
    if (!officials.some((one) => one.accountId === input.accountId)) refusals.push(stranger);
    const taken = await on<ChannelsTables>(tx)
      .selectFrom('channels.training_certificate')
      .select('id')
      .where('issuer', '=', input.issuer)
      .where('number', '=', input.number)
      .executeTakeFirst();
    return taken ? [...refusals, known] : refusals;
  },
  async run({ tx, actor, now }, input) {
    const id = newId();
    await on<ChannelsTables>(tx)
      .insertInto('channels.training_certificate')
      .values({
        id,
        agency_id: input.agencyId,
        account_id: input.accountId,
        course: input.course,
        issuer: input.issuer,
        number: input.number,
        valid_from: input.validFrom,
        valid_until: input.validUntil,
        entered_by: actor.id,
        entered_at: now,
      })
      .execute();
    return { id };
  },
  ledger: ({ accountId, issuer, number, validUntil }, { id }) => ({
    subject: `certificate:${id}`,
    facts: { accountId, issuer, number, validUntil },
  }),
});

const own: Refusal = {
  code: 'own-certificate',
  field: 'accountId',
  message: {
    vi: 'Không ai tự ghi chứng nhận của mình; hãy nhờ người khác ghi.',
    en: 'Nobody enters their own certificate; ask somebody else.',
  },
};
const backwards: Refusal = {
  code: 'period',
  field: 'validUntil',
  message: { vi: 'Ngày hết hạn phải từ ngày bắt đầu trở đi.', en: 'It must not end before it begins.' },
};
const stranger: Refusal = {
  code: 'stranger',
  field: 'accountId',
  message: { vi: 'Người này không phải cán bộ của cơ quan.', en: 'This person is not an official of the agency.' },
};
const known: Refusal = {
  code: 'known',
  field: 'number',
  message: { vi: 'Chứng nhận số này của nơi cấp ấy đã được ghi.', en: 'That number of that issuer has been entered already.' },
};
