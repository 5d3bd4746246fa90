import { asAccount } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { RegistriesTables } from '../db.gen.ts';
import { answerDue, keeperOf } from '../keepers.ts';
import { lookAmong, ownOf } from '../queries/mine.ts';
import { questionsAbout } from '../queries/questions.ts';
import { AskAboutLook } from '../schemas.ts';

const askedAlready: Refusal = {
  code: 'asked-already',
  message: { vi: 'Bạn đã hỏi về lượt xem này rồi.', en: 'You have asked about this look already.' },
};
const ownLook: Refusal = {
  code: 'own-look',
  message: {
    vi: 'Đây là lượt xem của chính bạn hoặc người nộp hồ sơ cho bạn, không phải của cơ quan.',
    en: 'This was you, or somebody filing for you, and no agency.',
  },
};

/** "Tôi không hiểu lượt xem này": asks the keeper of the register, who answers within the term. */
export const askAboutLook = defineAction({
  name: 'registries.ask-about-look',
  title: { vi: 'Hỏi về một lượt xem dữ liệu', en: 'Ask about a look at one’s data' },
  input: AskAboutLook,
  permission: 'signed-in',
  async refuse({ tx, actor }, { lookId }) {
    const look = await lookAmong(tx, await ownOf(tx, actor), lookId);
    if (!look) throw notFound();
    if (look.capacity === 'applicant') return [ownLook];
    return (await questionsAbout(tx, asAccount(actor).personId, [lookId])).size > 0 ? [askedAlready] : [];
  },
  async run({ tx, actor, now }, { lookId, words }) {
    const look = await lookAmong(tx, await ownOf(tx, actor), lookId);
    if (!look) throw notFound();
    const keeper = await keeperOf(tx, look.register, dateOf(now));
    const id = newId();
    await on<RegistriesTables>(tx)
      .insertInto('registries.question')
      .values({
        id,
        look_id: lookId,
        keeper_id: keeper?.id ?? null,
        asked_by: actor.id,
        asked_person_id: asAccount(actor).personId,
        words: words.trim(),
        asked_at: now,
        due: await answerDue(tx, now),
      })
      .onConflict((conflict) => conflict.columns(['look_id', 'asked_person_id']).doNothing())
      .execute();
    return { id, lookId };
  },
  ledger: ({ lookId }, { id }) => ({ subject: `look-question:${id}`, facts: { look: lookId } }),
});
