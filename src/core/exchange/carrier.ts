import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { failpoint } from '#kernel/failpoint.ts';
import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { type Claimed, claimDue, LEASE_MS } from './actions/claim-due.ts';
import type { ReceivedEnvelope } from './actions/receive-consignment.ts';
import { recordFailure } from './actions/record-failure.ts';
import { recordReceipts } from './actions/record-receipts.ts';
import { renewLease } from './actions/renew-lease.ts';
import { sealedEnvelopes, undelivered, undeliveredOf, withMoreThan } from './queries/outbox.ts';
import type { Transport } from './transport/transport.ts';
import type { Consignment } from './types.ts';

const ROWS = 500;
const CHUNK = 1_000;
const SMALL = 20;
const actor = systemActor('exchange');
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface CarrierParts {
  readonly services: Services;
  /** The way to a site; undefined: there is none yet, the envelope waits. */
  transportTo(site: string): Transport | undefined;
}

/**
 * Carries everything that is due, once: leases outbox rows, sends them, stores the receipts. Returns how many rows were
 * leased. Safe to run in many processes at a time and to be killed anywhere: what is not receipted comes up again.
 */
export async function carryOnce(parts: CarrierParts): Promise<number> {
  const claimed = await parts.services.act(claimDue, actor, { limit: ROWS });
  if (claimed.length === 0) return 0;
  failpoint('after-commit-before-delivery');
  const stopRenewing = keepLease(parts, claimed[0]!.lease);
  try {
    for (const [site, rows] of Map.groupBy(claimed, (row) => row.site)) await carryTo(parts, site, rows);
  } finally {
    stopRenewing();
  }
  return claimed.length;
}

/** A renewal that fails is no harm: another process may then carry the rows too, and every step bears repetition. */
function keepLease({ services }: CarrierParts, lease: string): () => void {
  const timer = setInterval(() => {
    services.act(renewLease, actor, { lease }).catch((error: unknown) => services.log.warn({ err: error }, 'a lease was not renewed'));
  }, LEASE_MS / 3);
  return () => clearInterval(timer);
}

async function carryTo(parts: CarrierParts, site: string, rows: readonly Claimed[]): Promise<void> {
  const transport = parts.transportTo(site);
  if (!transport) {
    for (const row of rows) await fail(parts, row, new Error(`there is no way to the site "${site}" yet`));
    return;
  }
  const { db } = parts.services;
  const ids = rows.map((row) => row.envelopeId);
  const envelopes = await sealedEnvelopes(db, ids);
  const large = new Set(await withMoreThan(db, ids, site, SMALL));
  const small = rows.filter((row) => !large.has(row.envelopeId));
  const waiting = await undeliveredOf(
    db,
    small.map((row) => row.envelopeId),
    site,
  );
  const consignments = small.map((row) => ({ envelope: envelopes.get(row.envelopeId)!, recipientIds: waiting.get(row.envelopeId) ?? [] }));
  await carrySmall(parts, transport, site, small, consignments);
  for (const row of rows.filter((one) => large.has(one.envelopeId))) {
    await carryLarge(parts, transport, row, { envelope: envelopes.get(row.envelopeId)!, recipientIds: [] }).catch((error: unknown) =>
      fail(parts, row, error),
    );
  }
}

/** Many envelopes in one go; if that fails, one by one, so that a poisoned one does not hold up the others. */
async function carrySmall(
  parts: CarrierParts,
  transport: Transport,
  site: string,
  rows: readonly Claimed[],
  consignments: readonly Consignment[],
): Promise<void> {
  if (rows.length === 0) return;
  try {
    await keep(parts, rows, consignments, await transport.send(site, consignments));
  } catch (error) {
    if (rows.length === 1) return fail(parts, rows[0]!, error);
    for (const [index, row] of rows.entries()) await carrySmall(parts, transport, site, [row], [consignments[index]!]);
  }
}

/** One envelope to thousands: chunk after chunk, three at a time, so that signing, receiving and recording overlap. */
async function carryLarge(parts: CarrierParts, transport: Transport, row: Claimed, { envelope }: Consignment): Promise<void> {
  let after = FIRST_ID;
  let more = true;
  const lane = async (): Promise<void> => {
    while (more) {
      const recipientIds = await next();
      if (recipientIds.length === 0) return;
      const chunk = [{ envelope, recipientIds }];
      await keep(parts, [row], chunk, await transport.send(row.site, chunk));
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  const next = (): Promise<string[]> => {
    const mine = turn.then(async () => {
      if (!more) return [];
      const ids = await undelivered(parts.services.db, row.envelopeId, row.site, after, CHUNK);
      more = ids.length === CHUNK;
      after = ids.at(-1) ?? after;
      return ids;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  const results = await Promise.allSettled([lane(), lane(), lane()]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function keep(
  parts: CarrierParts,
  rows: readonly Claimed[],
  sent: readonly Consignment[],
  received: readonly ReceivedEnvelope[],
): Promise<void> {
  failpoint('after-inbox-commit');
  const receipts = received.flatMap((one) => one.receipts.map((receipt) => ({ envelopeId: one.envelopeId, ...receipt })));
  if (receipts.length > 0) await parts.services.act(recordReceipts, actor, { site: rows[0]!.site, receipts });
  for (const row of rows) {
    const answer = received.find(({ envelopeId }) => envelopeId === row.envelopeId);
    const asked = sent.find(({ envelope }) => envelope.id === row.envelopeId)?.recipientIds.length ?? 0;
    if (answer?.refused !== undefined) await fail(parts, row, new Error(answer.refused), true);
    else if ((answer?.receipts.length ?? 0) < asked) await fail(parts, row, new Error('no receipt for some of the recipients'));
  }
}

async function fail(parts: CarrierParts, row: Claimed, error: unknown, final = false): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  parts.services.log.warn({ envelope: row.envelopeId, site: row.site, attempts: row.attempts, reason }, 'an envelope was not delivered');
  const { envelopeId, site, lease } = row;
  await parts.services.act(recordFailure, actor, { envelopeId, site, lease, reason, final, chance: randomInt(1_000) / 1_000 });
}

export interface Carrier {
  /** Something was accepted: look at once instead of at the next turn. */
  wake(): void;
  stop(): Promise<void>;
}

/** Carries until stopped, looking every `everyMs` (default 250) and whenever woken; a database that is away is waited for. */
export function startCarrier(parts: CarrierParts, everyMs = 250): Carrier {
  let stopped = false;
  let alarm = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const mine = alarm;
      try {
        while (!stopped && (await carryOnce(parts)) > 0) continue;
      } catch (error) {
        parts.services.log.warn({ err: error }, 'carrying envelopes failed; trying again');
      }
      if (stopped) return;
      await wait(everyMs, undefined, { signal: mine.signal }).catch(() => undefined);
      if (mine.signal.aborted) alarm = new AbortController();
    }
  };
  const running = loop();
  return {
    wake: () => alarm.abort(),
    async stop() {
      stopped = true;
      alarm.abort();
      await running;
    },
  };
}
