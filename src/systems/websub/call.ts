import type { Services } from '#kernel/http/services.ts';
import { type GuardedAnswer, type GuardedOptions, guardedRequest } from '#kernel/guarded-request.ts';

/** Subscribers answer at once; whoever does not is asked again later. */
const PATIENCE_MS = 6_000;

/** Whether an address may lie in a closed network and need no https: only where the operator said so. */
export function isOpen({ config }: Pick<Services, 'config'>, url: URL): boolean {
  return config.closedNetworks || config.labHosts.includes(url.host);
}

/** One request to a callback; see `guardedRequest`. */
export function call(
  services: Pick<Services, 'config'>,
  callback: string,
  options: Pick<GuardedOptions, 'method' | 'headers'> & { readonly body?: Uint8Array; readonly maxBytes: number },
): Promise<GuardedAnswer> {
  const closedNetworks = isOpen(services, new URL(callback));
  return guardedRequest(callback, { ...options, cut: true, timeoutMs: PATIENCE_MS, closedNetworks });
}
