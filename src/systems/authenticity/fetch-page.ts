import { Buffer } from 'node:buffer';
import { lookup } from 'node:dns';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const MOST_BYTES = 1024 * 1024;
const PATIENCE_MS = 10_000;
const MOST_REDIRECTS = 3;

/** What belongs to this machine, this network or nobody (IANA special-purpose registries). */
const closed = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(net, bits, 'ipv4');
}

/** Whether an address is one that anybody on the Internet reaches. Of IPv6 only the global unicast range is. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIP(mapped) === 4) return !closed.check(mapped, 'ipv4');
  if (isIP(mapped) !== 6) return false;
  // 2002::/16 and 2001::/32 carry an IPv4 address inside, 2001:db8::/32 is for documents.
  return /^[23]/.test(mapped) && !/^(2002:|2001:0?:|2001:0{0,3}:|2001:0?db8:)/i.test(mapped) && !mapped.startsWith('2001::');
}

/** A page that may not be fetched, or could not be. */
export class UnreachablePage extends Error {}

/** The address is checked where it is connected to, so that a name cannot change its mind between the two. */
const guarded: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const open = error ? [] : addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (error || !first) callback(error ?? new UnreachablePage(`${hostname} leads to no public address`), '', 0);
    else if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};

export interface FetchOptions {
  /** Tests only: pages on this machine may be read too. */
  readonly anywhere?: boolean;
}

function get(url: URL, { anywhere = false }: FetchOptions): Promise<IncomingMessage> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!anywhere && (url.protocol !== 'https:' || url.port !== '' || (isIP(literal) !== 0 && !isPublicAddress(literal)))) {
    throw new UnreachablePage('only https on its own port, only public addresses');
  }
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { accept: 'text/html', 'user-agent': 'MotCua (official accounts)' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS), ...(anywhere ? {} : { lookup: guarded }) }, resolve);
    sent.on('error', reject);
    sent.end();
  });
}

async function read(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/**
 * The HTML of a page out there, its first megabyte at most, within ten seconds and three redirects; never of this network.
 * Throws UnreachablePage when it cannot be had or the server does not say 200.
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<string> {
  try {
    let url = new URL(address);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await get(url, options);
      const { statusCode = 0, headers } = answer;
      if (statusCode === 200) return await read(answer);
      answer.destroy();
      if (statusCode < 300 || statusCode > 399 || headers.location === undefined) throw new UnreachablePage(`status ${statusCode}`);
      url = new URL(headers.location, url);
    }
    throw new UnreachablePage('too many redirects');
  } catch (error) {
    if (error instanceof UnreachablePage) throw error;
    throw new UnreachablePage((error as Error).message);
  }
}
