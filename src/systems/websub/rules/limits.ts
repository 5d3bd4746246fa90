/** How long a subscription holds before it has to be renewed, in seconds. The product's own choice; WebSub only says that it must end. */
const LEASE = { least: 3_600, usual: 10 * 86_400, most: 30 * 86_400 } as const;

/** What the hub takes on at most. Each topic costs a reading of its feed at every change. */
export const MOST = {
  topics: 1_000,
  subscriptions: 100_000,
  ofHost: 200,
  requests: 5_000,
  requestsOfHost: 20,
} as const;

/** The lease granted to who asks for so many seconds; nonsense counts as nothing asked. */
export function leaseFor(asked: string | undefined): number {
  const seconds = asked !== undefined && /^\d{1,12}$/.test(asked) ? Number(asked) : 0;
  return seconds === 0 ? LEASE.usual : Math.min(Math.max(seconds, LEASE.least), LEASE.most);
}
