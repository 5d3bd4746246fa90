import { failpoint } from '#kernel/failpoint.ts';
import type { Services } from '#kernel/http/services.ts';
import { Problem } from '#kernel/problem.ts';
import { systemActor } from '#kernel/permission.ts';
import { instant, now } from '#kernel/time.ts';
import { recordStep } from './actions/record-step.ts';
import type { Account, Adapter, Changed, Committed, Handles, Post, Trouble } from './adapters/adapter.ts';
import { type Delivery, findDelivery, findRelease, type KnownRelease } from './queries/deliveries.ts';
import { nextStep, type Step } from './rules/next-step.ts';
import type { Platform } from './rules/platforms.ts';
import { render, wholePost } from './rules/rendition.ts';
import type { DeliveryState } from './rules/states.ts';
import { openCredentials } from './secrets.ts';

export type Adapters = Readonly<Record<Platform, Adapter>>;

/** Longer than this between writing down that it leaves and letting it leave, and it does not leave: another may carry it already. */
const LEASE_MS = 10_000;
/** After so many attempts of unknown outcome a person decides. */
const MOST_ATTEMPTS = 5;
/** Two looks that agree, the last after the platform had time to show what it took. */
const ABSENT_READS = 2;
const MOST_STEPS = 40;
const AGAIN_MS = 60_000;

/**
 * Takes a delivery as far as it goes now. Returns when to look again, if ever. May be killed anywhere and called again: what
 * was about to leave was written down before, and is then looked for, not sent.
 */
export async function carry(
  services: Services,
  adapters: Adapters,
  deliveryId: string,
): Promise<{ at: Date; connectionId: string } | undefined> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const delivery = await findDelivery(services.db, deliveryId);
    const release = delivery && (await findRelease(services.db, delivery.releaseId));
    if (!delivery || !release) return undefined;
    const adapter = adapters[delivery.platform];
    const next = nextStep({ ...delivery, approval: adapter.capabilities.irrevocable ? 'each' : delivery.approval }, now());
    if (next === 'rest') return undefined;
    if ('at' in next) return { at: next.at, connectionId: delivery.connectionId };
    await take(new Carrier(services, adapter, delivery, release), next.step).catch((error: unknown) => {
      // A person or another process was faster: look again at what they left.
      if (!(error instanceof Problem) || error.status !== 409) throw error;
    });
  }
  return { at: instant(now().getTime() + AGAIN_MS), connectionId: (await findDelivery(services.db, deliveryId))?.connectionId ?? '' };
}

type Change = Parameters<NonNullable<typeof recordStep.run>>[1]['set'];

/** One delivery in hand. */
class Carrier {
  readonly services: Services;
  readonly adapter: Adapter;
  readonly release: KnownRelease;
  delivery: Delivery;

  constructor(services: Services, adapter: Adapter, delivery: Delivery, release: KnownRelease) {
    this.services = services;
    this.adapter = adapter;
    this.delivery = delivery;
    this.release = release;
  }

  get whole(): string {
    return wholePost(this.delivery.text, this.release, this.services.config.publicUrl);
  }

  async move(to: DeliveryState, note: string, set: Change = {}, posted?: string): Promise<void> {
    const { id, version, agencyId } = this.delivery;
    const input = { deliveryId: id, version, to, note, set, ...(posted === undefined ? {} : { posted }) };
    await this.services.act(recordStep, systemActor('channels', agencyId), input);
    this.delivery = (await findDelivery(this.services.db, id)) ?? this.delivery;
  }

  async account(): Promise<Account> {
    const { connectionId, stableId, connectionName } = this.delivery;
    return { connectionId, stableId, name: connectionName, credentials: await openCredentials(this.services.db, connectionId) };
  }

  post(): Post {
    const { release, services } = this;
    return {
      deliveryId: this.delivery.id,
      text: this.whole,
      code: release.code,
      link: `${services.config.publicUrl}${release.path}`,
      publishedAt: release.publishedAt,
      pictures: release.ended === null ? release.media.filter((media) => media.type.startsWith('image/')) : [],
      read: (hash) => services.files.get(hash),
    };
  }

  rendered(): Change {
    const { release, adapter, services } = this;
    const text = render(release, adapter.platform, services.config.publicUrl);
    return { text, textEdition: release.edition, textRevision: release.revision, problem: '' };
  }
}

function later(ms: number): Date {
  return instant(now().getTime() + ms);
}

async function take(c: Carrier, step: Step): Promise<void> {
  switch (step) {
    case 'render':
      return c.move('rendered', '', c.rendered());
    case 'approve':
      return c.move('approved', 'Tự động theo quy định của tài khoản', { approvedBy: 'system:channels' });
    case 'queue':
      return c.move('queued', '', { lookAgainAt: null, problem: '' });
    case 'cancel':
      return c.move('cancelled', c.release.endedReason);
    case 'send':
      return send(c);
    case 'presume-unconfirmed':
      return c.move('unconfirmed', 'Lần gửi trước bị ngắt giữa chừng', { absentReads: 0, lookAgainAt: later(c.adapter.readEveryMs) });
    case 'read-back':
      return readBack(c);
    case 'check':
      return settle(c, await c.adapter.check(await c.account(), c.post(), c.delivery.handles));
    case 'begin-correction':
      return beginCorrection(c);
    case 'edit':
      return edit(c);
    case 'begin-retraction':
      return c.move('retracting', c.release.endedReason, { lookAgainAt: null });
    case 'retract':
      return retract(c);
  }
}

/** Prepare, write down that it leaves, let it leave once, write down what came of it. */
async function send(c: Carrier): Promise<void> {
  const account = await c.account();
  const prepared = await c.adapter.prepare(account, c.post(), c.delivery.handles);
  failpoint('channels-after-prepare');
  if (prepared.kind !== 'ready') return notNow(c, prepared);
  const attempt = { attempts: c.delivery.attempts + 1, attemptedAt: now(), absentReads: 0, lookAgainAt: null, problem: '' };
  await c.move('sending', '', { ...attempt, handles: { ...c.delivery.handles, ...prepared.handles } });
  failpoint('channels-before-commit');
  if (now().getTime() - attempt.attemptedAt.getTime() > LEASE_MS) return c.move('unconfirmed', 'Máy dừng quá lâu trước khi gửi');
  const outcome = await c.adapter.commit(account, c.post(), c.delivery.handles);
  failpoint('channels-after-commit');
  await settle(c, outcome);
}

/** Writes down what a platform answered to an attempt, or to the question what became of it. */
async function settle(c: Carrier, outcome: Committed): Promise<void> {
  switch (outcome.kind) {
    case 'published':
      return published(c, outcome.postId, outcome.postUrl);
    case 'processing':
      return c.move('remote_processing', '', { handles: merged(c, outcome.handles), lookAgainAt: later(outcome.waitMs) });
    case 'unknown':
      return c.move('unconfirmed', outcome.why, { problem: outcome.why, absentReads: 0, lookAgainAt: later(c.adapter.readEveryMs) });
    default:
      return notNow(c, outcome);
  }
}

function merged(c: Carrier, handles: Handles): Record<string, string> {
  return { ...c.delivery.handles, ...handles };
}

function published(c: Carrier, postId: string, postUrl: string): Promise<void> {
  const set = { postId, postUrl, postedRevision: c.delivery.textRevision, lookAgainAt: null, problem: '' };
  return c.move('published', '', set, c.whole);
}

/** Nothing has left: wait, ask a person, or give up. */
function notNow(c: Carrier, trouble: Trouble): Promise<void> {
  const { why } = trouble;
  if (c.delivery.state === 'remote_processing' && trouble.kind !== 'refused' && trouble.kind !== 'needs-auth') {
    return c.move('remote_processing', why, { problem: why, lookAgainAt: later(trouble.kind === 'throttled' ? trouble.waitMs : AGAIN_MS) });
  }
  if (trouble.kind === 'throttled') return c.move('rate_limited', why, { problem: why, lookAgainAt: later(trouble.waitMs) });
  if (trouble.kind === 'needs-auth') return c.move('needs_auth', why, { problem: why });
  if (trouble.kind === 'refused') return c.move('failed_permanent', why, { problem: why });
  return c.move('queued', why, { problem: why, lookAgainAt: later(Math.min(AGAIN_MS, c.adapter.readEveryMs)) });
}

/** Looks for the code on the platform. Only two looks without it, the last after the platform had time, let it be sent again. */
async function readBack(c: Carrier): Promise<void> {
  const { delivery, adapter } = c;
  const since = delivery.attemptedAt ?? delivery.notBefore;
  const lookedAt = now();
  const seen = await adapter.readBack(await c.account(), c.post(), since, delivery.handles);
  if (seen.kind === 'found') return published(c, seen.postId, seen.postUrl);
  if (seen.kind === 'processing') {
    return c.move('remote_processing', '', { handles: merged(c, seen.handles), lookAgainAt: later(seen.waitMs) });
  }
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
  return c.move('queued', `Đã tìm ${absentReads} lần, không có trên kênh`, { lookAgainAt: null });
}

async function beginCorrection(c: Carrier): Promise<void> {
  const text = c.rendered();
  if (c.adapter.capabilities.edit) return c.move('correcting', '', { ...text, lookAgainAt: null });
  const why = 'Kênh này không cho sửa bài đã đăng';
  return c.move('correction_unsupported', why, { ...text, problem: why, postedRevision: c.release.revision });
}

async function edit(c: Carrier): Promise<void> {
  const { delivery } = c;
  const changed = await c.adapter.edit(await c.account(), c.post(), delivery.postId ?? '', delivery.handles);
  failpoint('channels-after-edit');
  if (changed.kind === 'done') {
    const set = { postedRevision: delivery.textRevision, lookAgainAt: null, problem: '', ...urlOf(changed) };
    return c.move('corrected', '', set, c.whole);
  }
  if (changed.kind === 'kept' || changed.kind === 'refused') {
    return c.move('correction_unsupported', changed.why, { problem: changed.why, postedRevision: delivery.textRevision });
  }
  return c.move('correcting', changed.why, {
    problem: changed.why,
    lookAgainAt: later(changed.kind === 'throttled' ? changed.waitMs : AGAIN_MS),
  });
}

function urlOf(changed: Extract<Changed, { kind: 'done' }>): { postUrl?: string } {
  return changed.postUrl === undefined ? {} : { postUrl: changed.postUrl };
}

async function retract(c: Carrier): Promise<void> {
  const { delivery } = c;
  const changed = await c.adapter.retract(await c.account(), delivery.postId ?? '', delivery.handles);
  failpoint('channels-after-retract');
  if (changed.kind === 'done') return c.move('retracted', '', { lookAgainAt: null, problem: '' });
  if (changed.kind === 'kept') return c.move('irrevocable_notice_sent', changed.why, { problem: changed.why });
  if (changed.kind === 'refused') return c.move('retract_failed', changed.why, { problem: changed.why });
  return c.move('retracting', changed.why, {
    problem: changed.why,
    lookAgainAt: later(changed.kind === 'throttled' ? changed.waitMs : AGAIN_MS),
  });
}
