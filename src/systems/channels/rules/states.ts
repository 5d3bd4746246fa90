/** States of a delivery; see the table in README.md. */
export const deliveryStates = [
  'planned',
  'rendered',
  'approved',
  'queued',
  'sending',
  'remote_processing',
  'published',
  'rate_limited',
  'needs_auth',
  'unconfirmed',
  'failed_permanent',
  'cancelled',
  'unsuitable',
  'correcting',
  'corrected',
  'correction_unsupported',
  'retracting',
  'retracted',
  'retract_failed',
  'irrevocable_notice_sent',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

const next: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  planned: ['rendered', 'unsuitable', 'failed_permanent', 'cancelled'],
  rendered: ['rendered', 'approved', 'unsuitable', 'cancelled'],
  approved: ['queued', 'rendered', 'unsuitable', 'cancelled'],
  queued: ['sending', 'rendered', 'rate_limited', 'needs_auth', 'failed_permanent', 'unsuitable', 'cancelled'],
  sending: ['published', 'remote_processing', 'unconfirmed', 'queued', 'rate_limited', 'needs_auth', 'failed_permanent'],
  remote_processing: ['published', 'unconfirmed', 'needs_auth', 'failed_permanent'],
  published: ['correcting', 'correction_unsupported', 'retracting'],
  rate_limited: ['queued', 'rendered', 'unsuitable', 'cancelled'],
  needs_auth: ['queued', 'rendered', 'remote_processing', 'unsuitable', 'cancelled'],
  unconfirmed: ['published', 'remote_processing', 'queued', 'cancelled'],
  failed_permanent: ['queued', 'rendered', 'unsuitable', 'cancelled'],
  cancelled: [],
  unsuitable: ['rendered', 'cancelled'],
  correcting: ['corrected', 'correction_unsupported', 'retracting'],
  corrected: ['correcting', 'correction_unsupported', 'retracting'],
  correction_unsupported: ['correcting', 'correction_unsupported', 'retracting'],
  retracting: ['retracted', 'retract_failed', 'irrevocable_notice_sent'],
  retracted: [],
  retract_failed: ['retracting', 'retracted'],
  irrevocable_notice_sent: [],
};

/** Whether a delivery may go from one state to another. */
export function mayMove(from: DeliveryState, to: DeliveryState): boolean {
  return next[from].includes(to);
}

/** Nothing of it has left, and nothing may have: it can still be changed or cancelled. */
export const UNSENT: readonly DeliveryState[] = [
  'planned',
  'rendered',
  'approved',
  'queued',
  'rate_limited',
  'needs_auth',
  'failed_permanent',
  'unsuitable',
];

/** The post exists on the platform. */
export const STANDING: readonly DeliveryState[] = ['published', 'corrected', 'correction_unsupported'];

/** What an operator has to look at. */
export const TROUBLED: readonly DeliveryState[] = [
  'needs_auth',
  'unconfirmed',
  'failed_permanent',
  'correction_unsupported',
  'retract_failed',
];
