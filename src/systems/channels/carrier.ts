import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { instant, now } from '#kernel/time.ts';
import { recordStep } from './actions/record-step.ts';
import type { Account, Adapter, Handles, Post, Trouble, Video } from './adapters/adapter.ts';
import { type Delivery, findDelivery, type KnownRelease } from './queries/deliveries.ts';
import { englishPost, render, wholePost } from './rules/rendition.ts';
import type { DeliveryState } from './rules/states.ts';
import { openCredentials, openHandles, sealHandles } from './secrets.ts';

export const AGAIN_MS = 60_000;

export type Change = Parameters<NonNullable<typeof recordStep.run>>[1]['set'];

/** One delivery in hand. */
export class Carrier {
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

  get handles(): Handles {
    return openHandles(this.delivery.handles, this.delivery.id);
  }

  /** To be written down with a step: what was known and what has come to it. */
  withHandles(more: Handles): { handles: string } {
    return { handles: sealHandles({ ...this.handles, ...more }, this.delivery.id) };
  }

  async move(to: DeliveryState, note: string, set: Change = {}, posted?: string): Promise<void> {
    const { id, version, agencyId } = this.delivery;
    const input = { deliveryId: id, version, to, note, set, ...(posted === undefined ? {} : { posted }) };
    await this.services.act(recordStep, systemActor('channels', agencyId), input);
    this.delivery = (await findDelivery(this.services.db, id)) ?? this.delivery;
  }

  async account(): Promise<Account> {
    const { connectionId, stableId, connectionName, agencyId } = this.delivery;
    return { connectionId, agencyId, stableId, name: connectionName, credentials: await openCredentials(this.services.db, connectionId) };
  }

  post(): Post {
    const { release, services } = this;
    const video = videoOf(release);
    const english = englishPost(release, this.adapter.platform, services.config.publicUrl);
    return {
      deliveryId: this.delivery.id,
      text: this.whole,
      ...(english === undefined ? {} : { english }),
      code: release.code,
      link: `${services.config.publicUrl}${release.path}`,
      publishedAt: release.publishedAt,
      pictures: release.ended === null ? release.media.filter((media) => media.type.startsWith('image/')) : [],
      ...(video ? { video } : {}),
      read: (hash) => services.files.get(hash),
      readPiece: (hash, start, length) => pieceOf(services, hash, start, length),
    };
  }

  rendered(): Change {
    const { release, adapter, services } = this;
    const text = render(release, adapter.platform, services.config.publicUrl);
    return { text, textEdition: release.edition, textRevision: release.revision, problem: '' };
  }

  /** Nothing has left: wait, ask a person, or give up. */
  notNow(trouble: Trouble): Promise<void> {
    const { why } = trouble;
    if (this.delivery.state === 'remote_processing' && trouble.kind !== 'refused' && trouble.kind !== 'needs-auth') {
      const wait = trouble.kind === 'throttled' ? trouble.waitMs : AGAIN_MS;
      return this.move('remote_processing', why, { problem: why, lookAgainAt: later(wait) });
    }
    if (trouble.kind === 'throttled') return this.move('rate_limited', why, { problem: why, lookAgainAt: later(trouble.waitMs) });
    if (trouble.kind === 'needs-auth') return this.move('needs_auth', why, { problem: why });
    // What the platform took and then threw away does not stand: it may be sent anew.
    if (trouble.kind === 'refused') return this.move('failed_permanent', why, { problem: why, acceptedAt: null });
    return this.move('queued', why, { problem: why, lookAgainAt: later(Math.min(AGAIN_MS, this.adapter.readEveryMs)) });
  }
}

function videoOf({ media }: KnownRelease): Video | undefined {
  const video = media.find((one) => one.kind === 'video');
  return video && { hash: video.hash, type: video.type, bytes: video.bytes ?? 0, captions: video.captions ?? [] };
}

async function pieceOf({ files }: Services, hash: string, start: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await files.stream(hash, { start, end: start + length - 1 })) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export function later(ms: number): Date {
  return instant(now().getTime() + ms);
}
