import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { findUnderWay } from '../authentication/under-way.ts';
import { rememberChallenge } from '../passkeys/challenges.ts';
import { Which } from './prove-password.ts';

/** Keeps the challenge that an authentication puts to a passkey. */
export const askPasskey = defineAction({
  name: 'identity.ask-passkey',
  title: { vi: 'Hỏi khóa truy cập', en: 'Ask for a passkey' },
  input: Type.Object({ ...Which, challenge: Type.String({ minLength: 20, maxLength: 100 }) }),
  permission: 'public',
  async run({ tx, now }, input): Promise<{ asked: boolean }> {
    const under = await findUnderWay(tx, input.authenticationId, input.tokenHash, now);
    if (!under || under.decided) return { asked: false };
    await rememberChallenge(tx, input.challenge, { authenticationId: under.id }, now);
    return { asked: true };
  },
  ledger: () => undefined,
});
