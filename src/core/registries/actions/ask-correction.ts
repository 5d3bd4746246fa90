import { asAccount } from '#core/identity/index.ts';
import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import type { Actor } from '#kernel/permission.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { dateOf } from '#kernel/time.ts';
import type { RegistriesTables } from '../db.gen.ts';
import { answerDue, keeperOf } from '../keepers.ts';
import { type FactLine, factLineOf, isInCorrection } from '../queries/corrections.ts';
import { chosen, ownOf } from '../queries/mine.ts';
import { AskCorrection } from '../schemas.ts';

const underWay: Refusal = {
  code: 'under-way',
  message: { vi: 'Mục này đang được xét để sửa.', en: 'A correction of this item is being looked at.' },
};
const changed: Refusal = {
  code: 'fact-changed',
  message: { vi: 'Mục này đã thay đổi; hãy xem lại trang dữ liệu của bạn.', en: 'This item has changed; look at your data again.' },
};

/** A fact of one's own, or of somebody one represents; 404 for anybody else's. */
export async function ownFact(db: Db, actor: Actor, factId: number): Promise<FactLine> {
  const owns = await ownOf(db, actor);
  const line = await factLineOf(db, factId);
  if (!line) throw notFound();
  chosen(owns, line.subject.id);
  return line;
}

/** Asks the keeper of a register to correct a fact, with what is right and why. */
export const askCorrection = defineAction({
  name: 'registries.ask-correction',
  title: { vi: 'Yêu cầu sửa dữ liệu', en: 'Ask for a correction' },
  input: AskCorrection,
  permission: 'signed-in',
  async refuse({ tx, actor }, { factId }) {
    if (!(await ownFact(tx, actor, factId)).known) return [changed];
    return (await isInCorrection(tx, factId)) ? [underWay] : [];
  },
  async run({ tx, actor, now }, { factId, words }) {
    const { register, subject } = await ownFact(tx, actor, factId);
    const id = newId();
    await on<RegistriesTables>(tx)
      .insertInto('registries.correction')
      .values({
        id,
        fact_id: factId,
        register,
        keeper_id: (await keeperOf(tx, register, dateOf(now)))?.id ?? null,
        asked_by: actor.id,
        asked_person_id: asAccount(actor).personId,
        words: words.trim(),
        asked_at: now,
        due: await answerDue(tx, now),
      })
      .onConflict((conflict) => conflict.column('fact_id').where('confirmed_at', 'is', null).doNothing())
      .execute();
    return { id, subjectId: subject.id };
  },
  ledger: ({ factId }, { id }) => ({ subject: `correction:${id}`, facts: { fact: factId } }),
});
