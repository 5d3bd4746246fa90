import type { Services } from '#kernel/http/services.ts';
import type { Actor } from '#kernel/permission.ts';
import { addDays, today } from '#kernel/time.ts';
import { acceptTerms } from '../actions/accept-terms.ts';
import { accreditJournalist } from '../actions/accredit-journalist.ts';
import { answerQuestion } from '../actions/answer-question.ts';
import { askQuestion } from '../actions/ask-question.ts';
import { offerToPress } from '../actions/offer-to-press.ts';
import { openCopy } from '../actions/open-copy.ts';
import { addressOf } from './journalists.ts';

const YEAR_DAYS = 365;

/** A reporter of a newsroom that does not exist reads a sample release early and asks two questions; one is answered. */
export async function seedPress(
  { db, act }: Services,
  officer: Actor,
  release: { readonly id: string; readonly code: string },
): Promise<void> {
  const { id } = await act(accreditJournalist, officer, {
    fullName: 'Nhà báo Ví Dụ',
    outlet: 'Báo Mẫu',
    cardNumber: 'VI-DU-01',
    cardUntil: addDays(today(), YEAR_DAYS),
  });
  const token = (await addressOf(db, id)).split('/').at(-1) ?? '';
  await act(acceptTerms, officer, { token });
  await act(offerToPress, officer, { id: release.id });
  await act(openCopy, officer, { token, code: release.code });
  const ask = (question: string) => act(askQuestion, officer, { token, code: release.code, question });
  const { id: answered } = await ask('Xe thô sơ qua cầu đi làn nào?');
  await act(answerQuestion, officer, { question: answered, answer: 'Xe thô sơ có làn riêng ở phía thượng lưu, rộng hai mét.' });
  await ask('Kinh phí xây cầu lấy từ nguồn nào?');
}
