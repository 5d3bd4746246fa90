import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';
import { addSigningKey, endSigningKeys } from '../keys.ts';
import { CLIENTS } from '../permissions.ts';
import { limitsAt } from '../settings.ts';

const DAY_MS = 86_400_000;

/**
 * Changes the key that tokens are signed with. In the ordinary way sites have time to fetch the new key, and the old one stays
 * published for what it has signed; of a key that has leaked nothing is believed from now on.
 */
export const rotateKeys = defineAction({
  name: 'eid.rotate-keys',
  title: { vi: 'Đổi khóa ký định danh điện tử', en: 'Change the signing key of electronic identification' },
  input: Type.Object({ leaked: Type.Optional(Type.Boolean()) }),
  permission: CLIENTS,
  scope: () => EVERYWHERE,
  async run({ tx, actor, now }, { leaked = false }) {
    const limits = await limitsAt(tx, now);
    const signsFrom = leaked ? now : instant(now.getTime() + limits.keyLeadSeconds * 1000);
    await endSigningKeys(tx, leaked ? now : instant(now.getTime() + limits.keyKeptDays * DAY_MS));
    return { id: await addSigningKey(tx, actor.id, signsFrom) };
  },
  ledger: ({ leaked = false }, { id }) => ({ subject: `eid-key:${id}`, facts: { leaked } }),
});
