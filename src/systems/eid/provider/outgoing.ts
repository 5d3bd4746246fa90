import { Buffer } from 'node:buffer';
import type { Config } from '#kernel/config.ts';
import { guardedRequest } from '#kernel/guarded-request.ts';

const EMPTY = new Set([204, 304]);

/**
 * What the provider asks of other servers (keys of clients, log-outs told to them): addresses that administrators typed, so never
 * into a closed network unless this site lies in one. The site itself may be asked wherever it lies.
 */
export function fetchGuarded({ closedNetworks, labHosts, publicUrl }: Config): typeof fetch {
  return async (input, { method = 'GET', headers, body } = {}) => {
    const url = input instanceof Request ? input.url : input;
    const {
      status,
      headers: given,
      body: answer,
    } = await guardedRequest(String(url), {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(headers)),
      closedNetworks: closedNetworks || labHosts.includes(new URL(url).host) || new URL(url).origin === new URL(publicUrl).origin,
      ...(body === undefined || body === null ? {} : { body: Buffer.from(String(body)) }),
    });
    const kept = Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []));
    return new Response(EMPTY.has(status) ? null : new Uint8Array(answer), { status, headers: kept });
  };
}
