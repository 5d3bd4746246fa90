import type { Updateable } from 'kysely';
import type { ActionContext } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { invalid, type Refusal } from '#kernel/problem.ts';
import { tidy } from '#kernel/text.ts';
import type { InformationTables } from '../db.gen.ts';
import type { LiveChanged } from '../events.ts';
import { chosenPlace } from '../places.ts';
import { topics } from '../queries/visible.ts';
import { momentOf } from '../rules/moment.ts';
import { findEntry, type LiveEvent, lockEvent } from './queries.ts';
import { entryGone, notOpen } from './rules.ts';
import type { LiveProposal } from './schemas.ts';

/** The form's fields as columns; throws a Problem 422 for a topic, place or moment that is none. */
export async function aboutOf({ tx }: ActionContext, form: LiveProposal) {
  const known = new Set((await topics(tx)).map(({ code }) => code));
  if (form.topics.some((code) => !known.has(code))) {
    throw invalid([{ field: 'topics', message: { vi: 'Hãy chọn chủ đề trong danh mục.', en: 'Choose topics from the list.' } }]);
  }
  const startsAt = momentOf(form.date, form.time);
  if (!startsAt) {
    const message = {
      vi: 'Ngày hoặc giờ bắt đầu chưa đúng (giờ Việt Nam, ví dụ 07:30).',
      en: 'The day or hour is not valid (such as 07:30).',
    };
    throw invalid([{ field: 'time', message }]);
  }
  const place = await chosenPlace(tx, form.place, form.place_text);
  return {
    title_vi: tidy(form.titleVi),
    title_en: tidy(form.titleEn),
    lead_vi: tidy(form.leadVi),
    lead_en: tidy(form.leadEn),
    topics: [...new Set(form.topics)],
    place_code: place?.code ?? null,
    place_name: place?.name ?? null,
    starts_at: startsAt,
  };
}

export async function openRefusals({ tx }: ActionContext, input: { readonly id: string }): Promise<Refusal[]> {
  return (await lockEvent(tx, input.id)).state === 'open' ? [] : [notOpen];
}

/** Why an entry cannot be changed: the event is over, or the entry is none or was taken back. */
export async function entryRefusals(context: ActionContext, input: { readonly id: string; readonly entry: number }): Promise<Refusal[]> {
  const reasons = await openRefusals(context, input);
  if (reasons.length > 0) return reasons;
  const entry = await findEntry(context.tx, input.id, input.entry);
  return entry && entry.takenBackReason === null ? [] : [entryGone];
}

type EventColumns = Omit<Updateable<InformationTables['information.live_event']>, 'topics' | 'edited_by'>;

/** Counts one change that readers will see, under the event's lock; returns its number. */
export async function countChange({ tx, emit }: ActionContext, event: LiveEvent, set: EventColumns = {}): Promise<number> {
  const { changes } = await on<InformationTables>(tx)
    .updateTable('information.live_event')
    .set((eb) => ({ ...(set as object), changes: eb('changes', '+', 1) }))
    .where('id', '=', event.id)
    .returning('changes')
    .executeTakeFirstOrThrow();
  await emit('information.live-changed', { code: event.code } satisfies LiveChanged);
  return changes;
}

/** Takes the pin from whichever entry has it. */
export async function unpin({ tx }: ActionContext, eventId: string, change: number): Promise<void> {
  await on<InformationTables>(tx)
    .updateTable('information.live_entry')
    .set({ pinned: false, change })
    .where('event_id', '=', eventId)
    .where('pinned', '=', true)
    .execute();
}

/** Windows sends CRLF; the house's Markdown knows LF. */
export function linesOf(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
