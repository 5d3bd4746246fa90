import type { Db } from '#kernel/db.ts';
import type { Lang } from '#kernel/i18n.ts';
import { shortInstant } from '#kernel/time.ts';
import { messages } from '../messages.ts';
import { outgoingMessages } from '../messages-outgoing.ts';
import { type RecipientLine, recipientsOf } from '../queries/progress.ts';

const PAGE = 2_000;

/** Status of a recipient as the sender knows it, in words. */
export function statusText(line: RecipientLine, lang: Lang): string {
  const m = messages[lang];
  const out = outgoingMessages[lang];
  const base = line.status !== null ? m.codes[line.status] : line.deliveredAt !== null ? m.codes['01'] : out.accepted;
  return line.recall === null ? base : `${base}; ${out.recallStates[line.recall]}`;
}

/** Every recipient of an envelope as a row of text, a header row first; read page by page. */
export async function* recipientRows(db: Db, envelopeId: string, lang: Lang): AsyncGenerator<string[]> {
  const m = outgoingMessages[lang];
  yield [m.code, m.agency, m.status, m.acceptedAt, m.deliveredAt, m.openedAt, m.changedAt, m.noteColumn];
  const at = (instant: Date | null): string => (instant ? shortInstant(instant) : '');
  let after = '';
  for (;;) {
    const lines = await recipientsOf(db, envelopeId, 'all', after, PAGE);
    for (const line of lines) {
      const times = [at(line.acceptedAt), at(line.deliveredAt), at(line.openedAt), at(line.changedAt)];
      yield [line.code, line.name, statusText(line, lang), ...times, line.note ?? ''];
    }
    if (lines.length < PAGE) return;
    after = lines.at(-1)?.code ?? '';
  }
}
