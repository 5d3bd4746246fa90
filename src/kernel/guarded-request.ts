import { Buffer } from 'node:buffer';
import { lookup } from 'node:dns';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

type Nets = readonly (readonly [string, number])[];

function blocks(family: 'ipv4' | 'ipv6', nets: Nets): BlockList {
  const list = new BlockList();
  for (const [net, bits] of nets) list.addSubnet(net, bits, family);
  return list;
}

/** What belongs to this machine, a closed network or nobody (IANA's special-purpose registries). */
const closed4 = blocks('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);
/** Of IPv6 only global unicast is open, less what carries an IPv4 address inside (Teredo, 6to4) or is for documents and tests. */
const global6 = blocks('ipv6', [['2000::', 3]]);
const closed6 = blocks('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

/** Whether an address is one that anybody on the Internet reaches; IPv4 written as IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const bare = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(bare);
  if (family === 4) return !closed4.check(bare, 'ipv4');
  return family === 6 && global6.check(bare, 'ipv6') && !closed6.check(bare, 'ipv6');
}

/** The address may not be asked: not https, or of a closed network. */
export class ClosedAddress extends Error {}

/** Looks a name up and refuses closed addresses; the connection goes to the very address that was checked. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = error ? [] : addresses;
    if (error || !first) return callback(error ?? new ClosedAddress(`${hostname} has no address`), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new ClosedAddress(`${hostname} leads to a closed address`), '', 0);
    }
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

export interface GuardedOptions {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Closed addresses and plain http are allowed: for tests and for sites inside one network. */
  readonly closedNetworks: boolean;
  /** Of the whole exchange; ten seconds when absent. */
  readonly timeoutMs?: number;
  /** Longest answer; 256 KiB when absent. */
  readonly maxBytes?: number;
  /** Of a longer answer the beginning is given, instead of an error. */
  readonly cut?: boolean;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const PATIENCE_MS = 10_000;
const MOST_BYTES = 256 * 1024;

/** Whether an address may be asked as far as it can be read off it: https, no password in it, no closed address. Where its name leads is judged when it is asked. */
export function isOpenAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isPublicAddress(host);
}

/**
 * One request to an address that a stranger named: no redirects, bounded in time and size, never into a closed network.
 * Throws ClosedAddress, or what the network threw.
 */
export async function guardedRequest(address: string, options: GuardedOptions): Promise<GuardedAnswer> {
  const url = new URL(address);
  if (!options.closedNetworks && !isOpenAddress(address)) throw new ClosedAddress('only https, only public addresses');
  const { body } = options;
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = start(
      url,
      {
        method: options.method,
        headers: { 'user-agent': 'motcua', ...options.headers, ...(body ? { 'content-length': String(body.length) } : {}) },
        signal: AbortSignal.timeout(options.timeoutMs ?? PATIENCE_MS),
        ...(options.closedNetworks ? {} : { lookup: publicLookup }),
      },
      (response) => void readAnswer(response, options).then(resolve, reject),
    );
    asked.on('error', reject);
    // Without a listener Node drops the connection and says nothing: whoever asked would wait for ever.
    asked.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new Error('the server wants to speak another protocol'));
    });
    asked.end(body);
  });
}

async function readAnswer(response: IncomingMessage, { maxBytes = MOST_BYTES, cut = false }: GuardedOptions): Promise<GuardedAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    const room = maxBytes - size;
    size += part.length;
    parts.push(part.length > room ? part.subarray(0, room) : part);
    if (size <= maxBytes) continue;
    if (!cut) throw new Error('the answer is too long');
    // Leaving the loop destroys the connection.
    break;
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) };
}
