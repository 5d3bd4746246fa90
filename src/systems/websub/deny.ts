import type { Services } from '#kernel/http/services.ts';
import { call } from './call.ts';
import { withParameters } from './rules/callback.ts';

export interface Denial {
  /** Path and query on this site. */
  readonly topic: string;
  readonly callback: string;
  readonly reason: string;
}

/** Tells a callback that its subscription was ended here, and why; nothing hangs on its answer. */
export async function deny(services: Services, { topic, callback, reason }: Denial): Promise<void> {
  const parameters = { 'hub.mode': 'denied', 'hub.topic': services.config.publicUrl + topic, 'hub.reason': reason };
  await call(services, withParameters(callback, parameters), { method: 'GET', headers: {}, maxBytes: 1_024 }).catch((error: unknown) =>
    services.log.info({ err: error, callback }, 'a subscriber was not told that its subscription has ended'),
  );
}
