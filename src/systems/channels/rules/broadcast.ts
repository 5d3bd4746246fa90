export const broadcastStates = ['asked', 'sending', 'sent', 'unconfirmed', 'refused', 'cancelled'] as const;

export type BroadcastState = (typeof broadcastStates)[number];

/** It has reached people, or may have: it cannot be taken back. */
export function mayHaveArrived(state: BroadcastState | undefined): boolean {
  return state === 'sending' || state === 'sent' || state === 'unconfirmed';
}
