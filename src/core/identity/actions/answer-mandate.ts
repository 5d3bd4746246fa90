import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { anyMandate, type MandateLine, organisationsOf } from '../mandates/queries.ts';

const Input = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** The representative takes a mandate on: nobody acts for another without having said yes. */
export const acceptMandate = defineAction({
  name: 'identity.accept-mandate',
  title: { vi: 'Nhận ủy quyền', en: 'Accept a mandate' },
  input: Input,
  permission: 'signed-in',
  async refuse({ tx, actor, now }, { id }): Promise<Refusal[]> {
    const mandate = await anyMandate(tx, id, now);
    if (!mandate || mandate.representativePersonId !== asAccount(actor).personId) throw notFound();
    if (mandate.state === 'offered') return [];
    return [
      {
        code: 'not-offered',
        message: { vi: 'Ủy quyền này đã được nhận hoặc đã hết hiệu lực.', en: 'This mandate is accepted or over already.' },
      },
    ];
  },
  async run({ tx, now }, { id }) {
    await on<IdentityTables>(tx)
      .updateTable('identity.mandate')
      .set({ accepted_at: now })
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .execute();
    return {};
  },
  ledger: ({ id }) => ({ subject: `mandate:${id}`, facts: { accepted: true } }),
});

/** Either side ends a mandate, at once: the principal revokes it, the representative lays it down or does not take it on. */
export const revokeMandate = defineAction({
  name: 'identity.revoke-mandate',
  title: { vi: 'Chấm dứt ủy quyền', en: 'End a mandate' },
  input: Input,
  permission: 'signed-in',
  async refuse(context, { id }): Promise<Refusal[]> {
    const mandate = await anyMandate(context.tx, id, context.now);
    if (!mandate || !(await isSide(context, mandate))) throw notFound();
    if (mandate.state !== 'over') return [];
    return [{ code: 'over', message: { vi: 'Ủy quyền này đã hết hiệu lực.', en: 'This mandate is over already.' } }];
  },
  async run({ tx, actor, now, emit }, { id }) {
    const mine = (await anyMandate(tx, id, now))?.representativePersonId === asAccount(actor).personId;
    const { representative_person_id: representativePersonId } = await on<IdentityTables>(tx)
      .updateTable('identity.mandate')
      .set({ revoked_at: now, revoked_by: actor.id, revoked_because: mine ? 'laid down' : 'revoked' })
      .where('id', '=', id)
      .returning('representative_person_id')
      .executeTakeFirstOrThrow();
    await emit('identity.mandate-revoked', { mandateId: id, representativePersonId });
    return {};
  },
  ledger: ({ id }) => ({ subject: `mandate:${id}`, facts: { revoked: true } }),
});

/** A guardian's and a legal representative's mandate rest on the law and its registers: nobody ends them with a button. */
async function isSide({ tx, actor, now }: ActionContext, { representativePersonId, principal, kind }: MandateLine): Promise<boolean> {
  const { personId } = asAccount(actor);
  if (kind === 'guardian' || kind === 'legal-representative') return false;
  if (representativePersonId === personId) return true;
  if (principal.kind === 'person') return principal.id === personId;
  if (principal.kind === 'agency') return actor.may('identity.manage', principal.id);
  return (await organisationsOf(tx, personId, now)).some(({ id }) => id === principal.id);
}
