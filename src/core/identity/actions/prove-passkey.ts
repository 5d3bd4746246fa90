import { defineAction } from '#kernel/action.ts';
import { type Db, on } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { findUnderWay } from '../authentication/under-way.ts';
import { proveFactors } from '../authentication/prove-factors.ts';
import type { IdentityTables } from '../db.gen.ts';
import { challengeOf } from '../passkeys/challenges.ts';
import { findPasskey, type StoredPasskey } from '../passkeys/store.ts';
import { checkPasskey } from '../passkeys/verify.ts';
import { steppedOn, type StepResult, stepResult, Which } from './prove-password.ts';

/** What a browser sends of a passkey; the library checks what is in it. */
export const PasskeyAnswer = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 1400 }),
    rawId: Type.String({ maxLength: 1400 }),
    type: Type.String({ maxLength: 20 }),
    response: Type.Record(Type.String(), Type.Unknown()),
    clientExtensionResults: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: true },
);

/** The host and origin, filled in by the route from the configuration. */
export const Site = Type.Object({ origin: Type.String(), rpId: Type.String() });

/** A passkey's answer for an authentication under way. Whatever is wrong with it, the answer is the same. */
export const provePasskeyStep = defineAction({
  name: 'identity.prove-passkey',
  title: { vi: 'Xác thực bằng khóa truy cập', en: 'Prove with a passkey' },
  input: Type.Object({ ...Which, answer: PasskeyAnswer, site: Site }),
  permission: 'public',
  secret: true,
  async run(context, input): Promise<StepResult> {
    const { tx, now } = context;
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now, { lock: true });
    if (!under || under.decided) return stepResult('over');
    const passkey = await findPasskey(tx, input.answer.id);
    if (!passkey || (under.accountId && under.accountId !== passkey.accountId)) return stepResult('wrong');
    const checked = await checkPasskey(input.answer, challengeOf(under.id, input.tokenHash), passkey, input.site);
    if (!checked) return stepResult('wrong');
    await noteUsed(tx, passkey, checked, now);
    const factors = [passkey.bound ? 'hwk' : 'swk', 'mfa', 'user'];
    const { step, under: after } = await proveFactors(context, under, passkey.accountId, factors, input.origin);
    return steppedOn(after, step, passkey.accountId, factors);
  },
  ledger: (_input, { proven, factors }) => (proven ? { subject: `account:${proven}`, facts: { account: proven, factors } } : undefined),
});

async function noteUsed(tx: Db, passkey: StoredPasskey, checked: { counter: number; backedUp: boolean }, at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.passkey')
    .set({ used_at: at, counter: checked.counter, backed_up: checked.backedUp })
    .where('id', '=', passkey.id)
    .execute();
}
