import type { EnvelopeHeader } from './types.ts';

/** `exchange.arrived`: envelopes reached agencies of this site for the first time; runs in the receiving transaction. */
export interface EnvelopesArrived {
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  readonly envelopeId: string;
  readonly senderCode: string;
  readonly header: EnvelopeHeader;
  readonly arrivedAt: Date;
  /** Agencies that have not had it before. */
  readonly recipientIds: readonly string[];
}

/** `exchange.dead`: given up after the deadline; the sender must be told. */
export interface EnvelopeDead {
  readonly envelopeId: string;
  readonly site: string;
  readonly reason: string;
}
