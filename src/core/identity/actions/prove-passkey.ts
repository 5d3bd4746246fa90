import { defineAction } from '#kernel/action.ts';
import { type Db, type Prepared, runLater, runTogether } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import { askUnderWay } from '../authentication/under-way.ts';
import { proveFactors } from '../authentication/prove-factors.ts';
import { challengeOf } from '../passkeys/challenges.ts';
import { askPasskey, type StoredPasskey } from '../passkeys/store.ts';
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
    const [authentication, stored] = [
      askUnderWay(input.authenticationId, input.tokenHash, now, { lock: true }),
      askPasskey(input.answer.id),
    ];
    const [first = [], second = []] = await runTogether(tx, [authentication.statement, stored.statement]);
    const [under, passkey] = [authentication.read(first), stored.read(second)];
    if (!under || under.decided) return stepResult('over');
    if (!passkey || (under.accountId && under.accountId !== passkey.accountId)) return stepResult('wrong');
    const checked = await checkPasskey(input.answer, challengeOf(under.id, input.tokenHash), passkey, input.site);
    if (!checked) return stepResult('wrong');
    await noteUsed(tx, passkey, checked, now);
    const factors = [passkey.bound ? 'hwk' : 'swk', 'mfa', 'user'];
    const { step, under: after } = await proveFactors(context, under, passkey.accountId, factors, input.origin, passkey);
    return steppedOn(after, step, passkey.accountId, factors);
  },
  ledger: (_input, { proven, factors }) => (proven ? { subject: `account:${proven}`, facts: { account: proven, factors } } : undefined),
});

const NOTE_USED: Prepared = {
  name: 'identity-note-passkey-used',
  text: 'update identity.passkey set used_at = $2, counter = $3, backed_up = $4 where id = $1',
};

function noteUsed(tx: Db, passkey: StoredPasskey, checked: { counter: number; backedUp: boolean }, at: Date): Promise<void> {
  return runLater(tx, { prepared: NOTE_USED, values: [passkey.id, at, checked.counter, checked.backedUp] });
}
