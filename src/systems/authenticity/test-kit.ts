import { eventSink } from '#kernel/events.ts';
import { newId } from '#kernel/id.ts';
import { instant } from '#kernel/time.ts';
import { transaction } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import type { ReleaseEdition } from '#systems/information/events.ts';
import { authenticity } from './module.ts';

/** Announces something as another system would: in a transaction of its own. */
export async function announce({ db }: Services, name: string, payload: unknown): Promise<void> {
  const sink = eventSink(authenticity.on ? [authenticity.on] : []);
  await transaction(db, (tx) => sink.emit(tx, name, payload));
}

let count = 0;

/** An edition as the information system announces it. */
export function editionOf(text: { title: string; summary?: string; plain: string }, more: Partial<ReleaseEdition> = {}): ReleaseEdition {
  count += 1;
  const code = `CP-261122-${String(count).padStart(4, '0')}-K7F3`;
  return {
    releaseId: newId(),
    code,
    edition: 1,
    kind: 'news',
    agencyId: newId(),
    agencyName: 'Văn phòng Chính phủ',
    publishedAt: instant('2026-11-22T03:00:00Z'),
    path: `/tin/${code}`,
    texts: { vi: { summary: '', ...text } },
    media: [],
    ...more,
  };
}
