import { type ActionContext, defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { notFound, type Refusal } from '#kernel/problem.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { asAccount } from '../actor.ts';
import type { IdentityTables } from '../db.gen.ts';
import { findVisit, type VisitLine } from '../enrolment/counter.ts';
import { insertPassword, insertPerson, insertProof, personNumbered, withdrawProofs } from '../enrolment/people.ts';
import { lockOf, unlock } from '../lock.ts';
import { endSessions } from '../sessions.ts';

async function find(tx: Db, id: string): Promise<VisitLine> {
  const found = await findVisit(tx, id);
  if (!found) throw notFound();
  return found;
}

export interface DecidedVisit {
  readonly outcome: 'confirmed' | 'refused';
  readonly account: string | undefined;
  /** The temporary password was given to an account that had no way in. */
  readonly passwordGiven: boolean;
}

/** The second officer: looks at what the first one wrote and at the person, and confirms or refuses. Never the first one; the database says so too. */
export const decideVisit = defineAction({
  name: 'identity.decide-visit',
  title: { vi: 'Xác nhận người đến quầy định danh', en: 'Decide on a visit at the counter' },
  input: Type.Object({
    id: Type.String({ format: 'uuid' }),
    outcome: Type.Union([Type.Literal('confirmed'), Type.Literal('refused')]),
    reason: Type.Optional(Type.String({ maxLength: 500, ...sentence('Hãy ghi lý do.', 'Write the reason.') })),
    temporaryPassword: Type.String({ minLength: 20, maxLength: 64 }),
  }),
  permission: 'identity.enrol',
  scope: async (tx, { id }) => (await find(tx, id)).agencyId,
  async refuse({ tx, actor }, input): Promise<Refusal[]> {
    const visit = await find(tx, input.id);
    if (visit.outcome) return [{ code: 'decided', message: { vi: 'Lượt này đã có kết quả.', en: 'This visit is decided already.' } }];
    if (visit.receivedBy === asAccount(actor).id) {
      const message = {
        vi: 'Người tiếp nhận không tự xác nhận: cần một cán bộ thứ hai.',
        en: 'Whoever received the person does not confirm: a second officer must.',
      };
      return [{ code: 'two-officers', message }];
    }
    if (input.outcome === 'confirmed' || input.reason?.trim()) return [];
    return [{ code: 'reason', field: 'reason', message: { vi: 'Hãy ghi lý do không xác nhận.', en: 'Write why it is not confirmed.' } }];
  },
  async run(context, input): Promise<DecidedVisit> {
    const { tx, actor, now } = context;
    const decided = await on<IdentityTables>(tx)
      .updateTable('identity.counter_visit')
      .set({ outcome: input.outcome, decided_by: asAccount(actor).id, decided_at: now, reason: input.reason?.trim() || null })
      .where('id', '=', input.id)
      .where('outcome', 'is', null)
      .executeTakeFirst();
    if (Number(decided.numUpdatedRows) !== 1) throw new Error('the visit was decided at the same time');
    if (input.outcome === 'refused') return { outcome: 'refused', account: undefined, passwordGiven: false };
    return confirm(context, await find(tx, input.id), asAccount(actor).id, input.temporaryPassword);
  },
  ledger: (input, result) => ({ subject: `visit:${input.id}`, facts: { outcome: result.outcome, account: result.account } }),
});

async function confirm(context: ActionContext, visit: VisitLine, officer: string, temporaryPassword: string): Promise<DecidedVisit> {
  const { tx, now, emit } = context;
  const known = await personNumbered(tx, visit.personalNumber);
  const person = known ?? (await insertPerson(tx, { ...visit, residenceCard: visit.residenceCard ?? undefined, createdBy: officer }, now));
  const { accountId, personId } = person;
  await withdrawProofs(tx, personId, 'counter', now);
  const officers = [visit.receivedBy, officer] as const;
  await insertProof(tx, { personId, level: 2, checked: visit.checked, agencyId: visit.agencyId, officers }, now);
  await emit('identity.level-raised', { accountId, level: 2 });
  if (visit.wants === 'recover') {
    await forgetWaysIn(tx, accountId, now);
    await endSessions(context, { accountId }, 'recovered');
    await emit('identity.credential-changed', { accountId, change: 'recovered' });
  }
  if (visit.wants !== 'level' && (await lockOf(tx, accountId))) {
    await unlock(tx, accountId);
    await emit('identity.unlocked', { accountId, personId });
  }
  const passwordGiven = !known || visit.wants === 'recover';
  if (passwordGiven) await insertPassword(tx, accountId, visit.personalNumber, temporaryPassword, true, now);
  return { outcome: 'confirmed', account: accountMark(accountId), passwordGiven };
}

/** A lost telephone or password: every way in goes, so that whoever found them has nothing. */
async function forgetWaysIn(tx: Db, accountId: string, at: Date): Promise<void> {
  const db = on<IdentityTables>(tx);
  await db.deleteFrom('identity.credential').where('account_id', '=', accountId).execute();
  await db
    .updateTable('identity.passkey')
    .set({ removed_at: at })
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .execute();
}
