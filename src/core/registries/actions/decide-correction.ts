import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { notFound, type Refusal, refused } from '#kernel/problem.ts';
import type { RegistriesTables } from '../db.gen.ts';
import { KEEP } from '../permissions.ts';
import { type Correction, findCorrection } from '../queries/corrections.ts';
import { registerNamed } from '../queries/registers.ts';
import { replaceFact } from '../record-facts.ts';
import { fits, type Shape } from '../rules/shapes.ts';
import { isTypable, typedValue } from '../rules/typed-value.ts';
import { ConfirmCorrection, ProposeCorrection } from '../schemas.ts';
import type { Json } from '../types.ts';

const reasons = {
  decided: { vi: 'Yêu cầu này đã có quyết định.', en: 'This request has been decided.' },
  proposed: {
    vi: 'Yêu cầu này đã có người đề nghị, chờ người thứ hai.',
    en: 'Somebody has proposed a decision; a second person is awaited.',
  },
  notProposed: { vi: 'Chưa có đề nghị để xác nhận.', en: 'There is no proposal to confirm.' },
  samePerson: { vi: 'Người đề nghị không tự xác nhận.', en: 'Who proposed it cannot confirm it.' },
  ownRequest: { vi: 'Người yêu cầu không tự quyết định.', en: 'Who asked cannot decide.' },
  factChanged: {
    vi: 'Dữ liệu đã đổi từ khi có yêu cầu: hãy không sửa, và nói rõ để người yêu cầu xem lại.',
    en: 'The fact has changed since: decide not to correct it, and say so.',
  },
  value: { vi: 'Nội dung mới chưa đúng dạng của mục này.', en: 'The new content is not of this item’s form.' },
  list: {
    vi: 'Mục này là một danh sách: chỉ thay đổi qua thủ tục của nó.',
    en: 'This item is a list: it changes through its procedure only.',
  },
} satisfies Record<string, Text>;
const refusal = (code: keyof typeof reasons, field?: string): Refusal => ({ code, message: reasons[code], ...(field ? { field } : {}) });

async function shapeOf(tx: Db, { register, attribute }: Correction): Promise<Shape> {
  const shape = (await registerNamed(tx, register))?.attributes.find(({ name }) => name === attribute)?.shape;
  if (!shape) throw notFound();
  return shape;
}

async function demand(tx: Db, id: string): Promise<Correction> {
  const correction = await findCorrection(tx, id);
  if (!correction) throw notFound();
  return correction;
}

const scope = async (tx: Db, { id }: { readonly id: string }): Promise<string> => (await findCorrection(tx, id))?.keeperId ?? EVERYWHERE;

function open(correction: Correction, { actor }: ActionContext): Refusal[] {
  if (correction.confirmedAt) return [refusal('decided')];
  return correction.askedBy === actor.id ? [refusal('ownRequest')] : [];
}

/** One keeper proposes: correct the fact to this, or leave it, and why. Nothing changes before a second one confirms. */
export const proposeCorrection = defineAction({
  name: 'registries.propose-correction',
  title: { vi: 'Đề nghị quyết định về yêu cầu sửa dữ liệu', en: 'Propose a decision on a correction' },
  input: ProposeCorrection,
  permission: KEEP,
  scope,
  async refuse(context, { id, decision, typed }) {
    const correction = await demand(context.tx, id);
    const shut = open(correction, context);
    if (shut.length > 0) return shut;
    if (correction.decision) return [refusal('proposed')];
    if (decision === 'refuse') return [];
    if (!correction.known) return [refusal('factChanged')];
    const shape = await shapeOf(context.tx, correction);
    if (!isTypable(shape)) return [refusal('list')];
    return fits(shape, typedValue(shape, typed)) ? [] : [refusal('value', 'value')];
  },
  async run({ tx, actor, now }, { id, decision, reason, typed }) {
    const value: Json | undefined = decision === 'correct' ? typedValue(await shapeOf(tx, await demand(tx, id)), typed) : undefined;
    const done = await on<RegistriesTables>(tx)
      .updateTable('registries.correction')
      .set({
        decision,
        reason: reason.trim(),
        value: value === undefined ? null : JSON.stringify(value),
        proposed_by: actor.id,
        proposed_at: now,
      })
      .where('id', '=', id)
      .where('decision', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw refused([refusal('proposed')]);
    return { id };
  },
  ledger: ({ decision }, { id }) => ({ subject: `correction:${id}`, facts: { proposed: decision } }),
});

/** A second keeper confirms: the fact is corrected over its whole span, the wrong one stays as no longer known. Or returns it. */
export const confirmCorrection = defineAction({
  name: 'registries.confirm-correction',
  title: { vi: 'Xác nhận quyết định về yêu cầu sửa dữ liệu', en: 'Confirm a decision on a correction' },
  input: ConfirmCorrection,
  permission: KEEP,
  scope,
  async refuse(context, { id, answer }) {
    const correction = await demand(context.tx, id);
    const shut = open(correction, context);
    if (shut.length > 0) return shut;
    if (!correction.decision) return [refusal('notProposed')];
    if (correction.proposedBy === context.actor.id) return [refusal('samePerson')];
    return answer === 'confirm' && correction.decision === 'correct' && !correction.known ? [refusal('factChanged')] : [];
  },
  async run({ tx, actor, now }, { id, answer }) {
    const { fact, value } = await demand(tx, id);
    const db = on<RegistriesTables>(tx);
    const nothing = { decision: null, reason: null, value: null, proposed_by: null, proposed_at: null };
    const done = await db
      .updateTable('registries.correction')
      .set(answer === 'confirm' ? { confirmed_by: actor.id, confirmed_at: now } : nothing)
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .where('decision', 'is not', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw refused([refusal('decided')]);
    const replaced = answer !== 'confirm' || value === null || (await replaceFact(tx, fact.id, value, `correction:${id}`, actor));
    if (!replaced) throw refused([refusal('factChanged')]);
    return { id };
  },
  ledger: ({ answer }, { id }) => ({ subject: `correction:${id}`, facts: { answer } }),
});
