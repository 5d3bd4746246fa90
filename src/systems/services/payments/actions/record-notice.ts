import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { TELL } from '../permissions.ts';
import { TransferSchema } from '../transfers.ts';
import { receiveMoney } from '../receive-money.ts';

const RecordNotice = Type.Object({
  ...TransferSchema.properties,
  provider: Type.String({ minLength: 1, maxLength: 40 }),
  /** The notice as it came. */
  raw: Type.String({ maxLength: 16_384 }),
});

/** Takes a notice of money. Whoever told of it tells again until this is committed; a repeat changes nothing. */
export const recordNotice = defineAction({
  name: 'services.record-payment-notice',
  title: { vi: 'Ghi nhận khoản tiền được báo', en: 'Record money that was told of' },
  input: RecordNotice,
  permission: TELL,
  run(context, { provider, id, amount, content, paidAt, agency, raw }) {
    return receiveMoney(context, { provider, providerId: id, amount, content, paidAt: instant(paidAt), agency, raw });
  },
  ledger: ({ amount, provider }, { noticeId, repeated, outcome, caseCode, paid }) =>
    repeated
      ? undefined
      : {
          subject: caseCode === undefined ? `payment:${noticeId}` : `case:${caseCode}`,
          facts: { noticeId, provider, amount, outcome, paid },
        },
});
