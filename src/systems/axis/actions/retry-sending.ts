import { reviveDead } from '#core/exchange/index.ts';
import { defineAction } from '#kernel/action.ts';
import { Type } from '#kernel/schema.ts';
import { lockDispatch } from '../commands/lock-dispatch.ts';
import { senderOf } from '../commands/scope.ts';
import { refusedBecause } from '../errors.ts';
import { Id } from '../schemas.ts';

/** The sender has what was given up tried again: its envelope, for another day. */
export const retrySending = defineAction({
  name: 'axis.retry-sending',
  title: { vi: 'Gửi lại đến nơi chưa tới được', en: 'Send again to where it could not be delivered' },
  input: Type.Object({ dispatchId: Id }),
  permission: 'axis.send',
  scope: (tx, { dispatchId }) => senderOf(tx, dispatchId),
  async run({ tx, now }, { dispatchId }) {
    const { envelopeId } = await lockDispatch(tx, dispatchId);
    const sites = await reviveDead(tx, envelopeId, now);
    if (sites === 0) throw nothingDead();
    return { dispatchId, envelopeId, sites };
  },
  ledger: (_input, { envelopeId, sites }) => ({ subject: `envelope:${envelopeId}`, facts: { retried: true, sites } }),
});

function nothingDead() {
  return refusedBecause('nothing-to-retry', {
    vi: 'Không còn nơi nào bị ngừng gửi; có thể người khác vừa cho gửi lại. Hãy tải lại trang.',
    en: 'Nothing is given up any more; somebody else may just have had it sent again. Reload the page.',
  });
}
