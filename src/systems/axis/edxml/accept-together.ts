import type { Accepted } from '#core/exchange/index.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Actor } from '#kernel/permission.ts';
import { acceptPackets } from '../actions/accept-packets.ts';
import type { PreparedPacket } from './prepare.ts';

/**
 * Stores packets and their files durably, one sync of the disk for all of them, then accepts them in one transaction. Answers
 * come in the order of the packets. What a failure leaves is bytes that nothing names; it may be repeated.
 */
export async function acceptTogether(services: Services, actor: Actor, packets: readonly PreparedPacket[]): Promise<Accepted[]> {
  const parts = await services.files.putTogether(packets.flatMap((packet) => packet.files));
  return services.act(acceptPackets, actor, { packets, parts });
}
