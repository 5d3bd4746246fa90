import type { ReceivedEnvelope } from '../actions/receive-consignment.ts';
import type { Consignment } from '../types.ts';

/**
 * Carries envelopes to one kind of destination and brings the receipts back. It may fail, be slow or deliver twice: the
 * outbox repeats, the inbox tells repeats apart. Receipts it returns have been verified. A thrown error means: try again.
 */
export interface Transport {
  send(site: string, consignments: readonly Consignment[]): Promise<readonly ReceivedEnvelope[]>;
}
