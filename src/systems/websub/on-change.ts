import type { Subscriptions } from '#kernel/events.ts';
import { enqueue } from '#kernel/jobs.ts';
import { distributeJob } from './jobs.ts';

/** Every event that a feed of this site names in `changedBy`. */
const EVENTS = [
  'information.published',
  'information.corrected',
  'information.withdrawn',
  'information.retracted',
  'information.live-changed',
  'authenticity.account-changed',
  'authenticity.fakes-changed',
  'library.index-changed',
] as const;

/** The feeds are looked at once the change is committed; several of the same kind at once are one look. */
export const onChange: Subscriptions = Object.fromEntries(
  EVENTS.map((event) => [
    event,
    (tx: Parameters<NonNullable<Subscriptions[string]>>[0]) => enqueue(tx, distributeJob, { event }, { key: `websub:distribute:${event}` }),
  ]),
);
