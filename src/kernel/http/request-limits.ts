import { isIPv6 } from 'node:net';
import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { tooManyRequests } from './errors.ts';
import { RequestCounts } from './request-counts.ts';

const MINUTE_MS = 60_000;

/** The count of requests that the rate limit of all routes keeps too. */
export interface CountedRequests {
  /** Counts one of an address; headers that say what is left, or undefined: it may make no more now. */
  count(address: string): Readonly<Record<string, string | number>> | undefined;
}

/**
 * So many requests a minute: of an address, or of a program that has shown its secret. The latter are counted by their
 * own id, because many may stand behind one address; nobody is counted by a name they have only claimed.
 */
export async function limitRequests(app: FastifyInstance, config: Config): Promise<CountedRequests> {
  const counts = new RequestCounts();
  await app.register(rateLimit, {
    keyGenerator: (request) => (request.actor.kind === 'software' ? request.actor.id : addressKey(request.ip)),
    max: (request) => (request.actor.kind === 'software' ? config.softwareRequestsPerMinute : config.requestsPerMinute),
    timeWindow: MINUTE_MS,
    // The plugin wants to make its store itself; it is given ours.
    store: function () {
      return counts;
    } as unknown as FastifyRateLimitStoreCtor,
    allowList: (request) => request.url.startsWith('/assets/'),
  });
  const most = config.requestsPerMinute;
  return {
    count(address) {
      const counted = counts.add(addressKey(address), MINUTE_MS);
      return counted.count > most ? undefined : whatIsLeft(most, counted);
    },
  };
}

type Left = Readonly<Record<string, string | number>>;

function whatIsLeft(most: number, { count, left }: ReturnType<RequestCounts['add']>): Left {
  return { 'x-ratelimit-limit': most, 'x-ratelimit-remaining': Math.max(0, most - count), 'x-ratelimit-reset': Math.ceil(left / 1000) };
}

/** A limit of requests a minute of an address, in which a route and what answers before it count together. */
export interface SharedLimit {
  /** For the route's `config.rateLimit`. */
  readonly ofRoute: { readonly max: number; readonly counts: RequestCounts };
  allows(address: string): boolean;
  /** Counts one; headers that say what is left. */
  count(address: string): Left;
}

export function sharedLimit(max: number): SharedLimit {
  const counts = new RequestCounts();
  return {
    ofRoute: { max, counts },
    allows: (address) => counts.current(addressKey(address), MINUTE_MS) < max,
    count: (address) => whatIsLeft(max, counts.add(addressKey(address), MINUTE_MS)),
  };
}

/**
 * Counts a request that ends before the limit of its route is asked: one with wrong credentials. It counts against its
 * address like any other. Returns the 429 to answer with when there were too many.
 */
export function countRefused(app: FastifyInstance): (request: FastifyRequest) => Promise<void> {
  const count = app.createRateLimit();
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) throw tooManyRequests();
  };
}

/** The address that requests are counted by: IPv4 whole, IPv6 by its /64, which one household or machine can fill. */
export function addressKey(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
