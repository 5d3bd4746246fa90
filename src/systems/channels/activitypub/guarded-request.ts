import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Two lists: one that holds IPv4 written as IPv6 would take every IPv4 address for closed. */
const PRIVATE = { 4: new BlockList(), 6: new BlockList() };
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE[4].addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['2002::', 16],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE[6].addSubnet(net, bits, 'ipv6');
}

/** Whether an address belongs to this machine or a closed network; IPv4 written as IPv6 is taken for one. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return PRIVATE[4].check(address, 'ipv4');
  return family === 0 || PRIVATE[6].check(address, 'ipv6');
}

/** Looks a name up and refuses closed addresses; the connection goes to the very address that was checked. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    if (addresses.length === 0 || addresses.some((one) => isPrivateAddress(one.address))) {
      return callback(Object.assign(new Error('closed address'), { code: 'ECLOSED' }), '', 0);
    }
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family ?? 4);
  });
};

export interface GuardedOptions {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Closed addresses and plain http are allowed: for tests and for sites inside one network. */
  readonly closedNetworks: boolean;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The address may not be asked: not https, or of a closed network. */
export class ClosedAddress extends Error {}

function checkUrl(url: URL, closedNetworks: boolean): void {
  if (closedNetworks) return;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' || url.username !== '' || (isIP(host) !== 0 && isPrivateAddress(host)))
    throw new ClosedAddress('closed address');
}

/** One request to an address that a stranger named: no redirects, bounded in time and size, never into a closed network. */
export async function guardedRequest(address: string, options: GuardedOptions): Promise<GuardedAnswer> {
  const url = new URL(address);
  checkUrl(url, options.closedNetworks);
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = start(
      url,
      {
        method: options.method,
        headers: { 'user-agent': 'motcua', ...options.headers, ...(options.body ? { 'content-length': String(options.body.length) } : {}) },
        signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
        ...(options.closedNetworks ? {} : { lookup: publicLookup }),
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > (options.maxBytes ?? 256 * 1024)) asked.destroy(new Error('the answer is too long'));
          else parts.push(part);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(options.body);
  });
}
