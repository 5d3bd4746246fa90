import type { CaseRecord } from '#core/cases/index.ts';
import type { ActionContext } from '#kernel/action.ts';
import { invalid } from '#kernel/problem.ts';
import { openRequest } from '../payments/open-request.ts';
import { paymentSettings } from '../payments/settings.ts';
import { dong } from '../payments/words.ts';

/** What the officer found that must be paid, and why, in words for the person who pays. */
export interface Notified {
  readonly amount?: number | undefined;
  readonly purpose?: string | undefined;
}

/** Asks the applicant for what the officer worked out; see docs/decisions on payments for what happens with the money. */
export async function askPayment(context: ActionContext, record: CaseRecord, { amount, purpose = '' }: Notified): Promise<void> {
  const setting = await paymentSettings(context.tx, context.now);
  const [least, most] = [setting('smallest-amount'), setting('largest-amount')];
  if (amount === undefined || amount < least || amount > most) {
    const message = {
      vi: `Ghi số tiền phải nộp, từ ${dong(least)} đến ${dong(most)}.`,
      en: `Write the amount to be paid, from ${dong(least, 'en')} to ${dong(most, 'en')}.`,
    };
    throw invalid([{ field: 'amount', message }]);
  }
  if (purpose.trim().length < 5) {
    const message = {
      vi: 'Ghi rõ khoản phải nộp và cách tính, để người nộp hiểu.',
      en: 'Write what is to be paid and how it was worked out.',
    };
    throw invalid([{ field: 'purpose', message }]);
  }
  await openRequest(context, { caseId: record.id, agencyId: record.handlingAgency, amount, purpose: purpose.trim() });
}
