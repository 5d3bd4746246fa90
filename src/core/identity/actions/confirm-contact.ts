import { type ActionContext, defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { accountMark } from '#kernel/ledger/actor-mark.ts';
import { Type } from '#kernel/schema.ts';
import type { IdentityTables } from '../db.gen.ts';
import { findEnrolment, finishEnrolment, type OpenEnrolment, recoverable, tryCode } from '../enrolment/online.ts';
import { insertPerson, insertProof, personNumbered, withdrawProofs } from '../enrolment/people.ts';
import { endSessions, openSession, Origin, TokenHash } from '../sessions.ts';
import { limitsAt } from '../settings.ts';
import { TypedCode } from '../schemas.ts';

export interface EnrolmentResult {
  /** `not-online`: only a counter can help; `over`: no code is awaited in this browser any more. */
  readonly outcome: 'done' | 'wrong' | 'not-online' | 'over';
  readonly account: string | undefined;
  readonly purpose: 'enrol' | 'recover' | undefined;
}

/**
 * The one-time code: opens the account at level 1 with a session in which the person chooses a way to sign in, or gives a
 * lost account back, at level 1 until a counter has seen its owner again: recovery must not be the cheap way to level 2.
 */
export const confirmContact = defineAction({
  name: 'identity.confirm-contact',
  title: { vi: 'Xác nhận mã gửi tới điện thoại hoặc hộp thư', en: 'Confirm the code sent to a telephone or mailbox' },
  input: Type.Object({ code: TypedCode, tokenHash: TokenHash, newTokenHash: TokenHash, origin: Origin }),
  permission: 'public',
  secret: true,
  async run(context, input): Promise<EnrolmentResult> {
    const { tx, now } = context;
    const limits = await limitsAt(tx, now);
    const enrolment = await findEnrolment(tx, input.tokenHash, now, { lock: true });
    const nothing = { account: undefined, purpose: enrolment?.purpose };
    if (!enrolment || enrolment.result) return { ...nothing, outcome: enrolment?.result === 'not-online' ? 'not-online' : 'over' };
    if (!(await tryCode(tx, enrolment, input.code, limits.enrolmentFailures))) {
      return { ...nothing, outcome: enrolment.failures + 1 >= limits.enrolmentFailures ? 'over' : 'wrong' };
    }
    const accountId = enrolment.purpose === 'enrol' ? await enrol(context, enrolment) : await recover(context, enrolment);
    await finishEnrolment(tx, enrolment.id, accountId ? 'done' : 'not-online', now);
    if (!accountId) return { ...nothing, outcome: 'not-online' };
    await openSession(tx, { ...input.origin, accountId, tokenHash: input.newTokenHash, provenLevel: 1 }, limits, now);
    return { outcome: 'done', account: accountMark(accountId), purpose: enrolment.purpose };
  },
  ledger: (_input, { account, purpose }) =>
    account ? { subject: `account:${account}`, facts: { [purpose ?? 'enrol']: 'online' } } : undefined,
});

/** A new account; undefined when the number has one: what the page says then, it says for every number it cannot take. */
async function enrol({ tx, now }: ActionContext, enrolment: OpenEnrolment): Promise<string | undefined> {
  if (await personNumbered(tx, enrolment.personalNumber)) return undefined;
  const made = await insertPerson(tx, { ...enrolment, createdBy: 'anonymous' }, now);
  const { kind, value } = enrolment.contact;
  await on<IdentityTables>(tx)
    .insertInto('identity.contact')
    .values({ account_id: made.accountId, kind, value, confirmed_at: now })
    .execute();
  await insertProof(tx, { personId: made.personId, level: 1 }, now);
  return made.accountId;
}

async function recover(context: ActionContext, enrolment: OpenEnrolment): Promise<string | undefined> {
  const { tx, now, emit } = context;
  const found = await recoverable(tx, enrolment, now);
  if (!found) return undefined;
  const { accountId, personId } = found;
  await withdrawProofs(tx, personId, 'recovered', now);
  await on<IdentityTables>(tx).deleteFrom('identity.credential').where('account_id', '=', accountId).execute();
  await endSessions(context, { accountId }, 'recovered');
  await emit('identity.credential-changed', { accountId, change: 'recovered' });
  return accountId;
}
