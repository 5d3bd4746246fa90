import type { ActionContext } from '#kernel/action.ts';
import { addProofs, type KnownLock, type UnderWay, type UseOrigin } from './under-way.ts';

/** Adds proven factors to an authentication, and tells of a device that its owner has not used before. The row must be locked. */
export async function proveFactors(
  { tx, now, emit }: Pick<ActionContext, 'tx' | 'now' | 'emit'>,
  under: UnderWay,
  accountId: string,
  factors: readonly string[],
  { device, addressPrefix }: UseOrigin,
  known?: KnownLock,
): ReturnType<typeof addProofs> {
  const done = await addProofs(tx, under, accountId, factors, { device, addressPrefix }, now, known);
  if (done.newDevice) await emit('identity.new-device', { accountId, device, addressPrefix });
  return done;
}
