import { failpoint } from '#kernel/failpoint.ts';
import { now } from '#kernel/time.ts';
import type { Committed, Handles } from './adapters/adapter.ts';
import { AGAIN_MS, type Carrier, later } from './carrier.ts';

/** Longer than this between writing down that it leaves and letting it leave, and it does not leave: another may carry it already. */
const LEASE_MS = 10_000;
/** After so many attempts of unknown outcome a person decides. */
const MOST_ATTEMPTS = 5;
/** Two looks that agree, the last after the platform had time to show what it took. */
const ABSENT_READS = 2;

/** Prepare, write down that it leaves, let it leave once, write down what came of it. */
export async function send(c: Carrier): Promise<void> {
  const account = await c.account();
  const prepared = await c.adapter.prepare(account, c.post(), c.handles);
  failpoint('channels-after-prepare');
  if (prepared.kind === 'more') return c.move('queued', '', { ...c.withHandles(prepared.handles), problem: '', lookAgainAt: null });
  if (prepared.kind !== 'ready') return c.notNow(prepared);
  const attempt = { attempts: c.delivery.attempts + 1, attemptedAt: now(), absentReads: 0, lookAgainAt: null, problem: '' };
  await c.move('sending', '', { ...attempt, ...c.withHandles(prepared.handles) });
  failpoint('channels-before-commit');
  if (now().getTime() - attempt.attemptedAt.getTime() > LEASE_MS) return c.move('unconfirmed', 'Máy dừng quá lâu trước khi gửi');
  const outcome = await c.adapter.commit(account, c.post(), c.handles);
  failpoint('channels-after-commit');
  await settle(c, outcome);
}

/** Asks what became of what the platform has. */
export async function check(c: Carrier): Promise<void> {
  const outcome = await c.adapter.check(await c.account(), c.post(), c.handles);
  failpoint('channels-after-check');
  await settle(c, outcome);
}

/** Writes down what a platform answered to an attempt, or to the question what became of it. */
async function settle(c: Carrier, outcome: Committed): Promise<void> {
  switch (outcome.kind) {
    case 'published':
      return published(c, outcome.postId, outcome.postUrl, outcome.note);
    case 'processing':
      return accepted(c, outcome.handles, outcome.waitMs);
    case 'unknown':
      return c.move('unconfirmed', outcome.why, { problem: outcome.why, absentReads: 0, lookAgainAt: later(c.adapter.readEveryMs) });
    default:
      return c.notNow(outcome);
  }
}

/** The platform has it all: from now on it is asked about, not sent. */
function accepted(c: Carrier, handles: Handles, waitMs: number): Promise<void> {
  const acceptedAt = c.delivery.accepted ? {} : { acceptedAt: now() };
  return c.move('remote_processing', '', { ...c.withHandles(handles), ...acceptedAt, problem: '', lookAgainAt: later(waitMs) });
}

function published(c: Carrier, postId: string, postUrl: string, note = ''): Promise<void> {
  const set = { postId, postUrl, postedRevision: c.delivery.textRevision, lookAgainAt: null, problem: '' };
  return c.move('published', note, set, c.whole);
}

/** Looks for the code on the platform. Only two looks without it, the last after the platform had time, let it be sent again. */
export async function readBack(c: Carrier): Promise<void> {
  const { delivery, adapter } = c;
  const since = delivery.attemptedAt ?? delivery.notBefore;
  const lookedAt = now();
  const seen = await adapter.readBack(await c.account(), c.post(), since, c.handles);
  failpoint('channels-after-read-back');
  if (seen.kind === 'found') return published(c, seen.postId, seen.postUrl);
  if (seen.kind === 'processing') return accepted(c, seen.handles, seen.waitMs);
  if (seen.kind === 'unreadable') {
    return c.move('unconfirmed', seen.why, {
      problem: seen.why,
      lookAgainAt: later(Math.max(adapter.readEveryMs, 4 * adapter.readEveryMs)),
    });
  }
  const absentReads = delivery.absentReads + 1;
  const settled = lookedAt.getTime() - since.getTime() >= adapter.settleMs && absentReads >= ABSENT_READS;
  if (!settled || delivery.attempts >= MOST_ATTEMPTS) {
    const problem = settled ? 'Đã gửi nhiều lần mà không thấy bài; cần người xem' : delivery.problem;
    const wait = settled ? 60 * AGAIN_MS : adapter.readEveryMs;
    return c.move('unconfirmed', '', { absentReads, problem, lookAgainAt: later(wait) });
  }
  if (c.release.ended !== null) return c.move('cancelled', 'Không có trên kênh; tin đã kết thúc');
  return c.move('queued', `Đã tìm ${absentReads} lần, không có trên kênh`, { lookAgainAt: null, acceptedAt: null });
}
