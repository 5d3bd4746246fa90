import { defineAction } from '#kernel/action.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { reviveDead } from '../commands/revive.ts';

/** Somebody has mended what was wrong: an envelope that was given up is tried again for another day. */
export const retryDead = defineAction({
  name: 'exchange.retry-dead',
  title: { vi: 'Gửi lại phong bì đã ngừng gửi', en: 'Send an abandoned envelope again' },
  input: Type.Object({ envelopeId: Type.String({ format: 'uuid' }), site: Type.String() }),
  permission: 'exchange.retry',
  scope: () => EVERYWHERE,
  async run({ tx, now }, { envelopeId, site }) {
    return { retried: (await reviveDead(tx, envelopeId, now, site)) > 0 };
  },
  ledger: ({ envelopeId, site }, { retried }) => (retried ? { subject: `envelope:${envelopeId}`, facts: { retried, site } } : undefined),
});
