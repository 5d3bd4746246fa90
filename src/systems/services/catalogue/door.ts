import type { Db } from '#kernel/db.ts';
import { fold } from '#kernel/text.ts';
import { type Lang, say } from '#kernel/i18n.ts';
import type { DoorHit } from '#kernel/module.ts';
import { summaryWords } from '../views/catalogue/words.ts';
import { eventUrl, procedureUrl } from './addresses.ts';
import { lifeEvents } from './events/all.ts';
import { eventMessages } from './events/messages.ts';
import { messages } from './messages.ts';
import { answers } from './queries.ts';

/** Below this the question is about something else: the door also leads to documents, places and news. */
const LEAST_COVERED = 0.5;

/** What the catalogue answers to the one question: life events by their name, then procedures. */
export async function searchDoor(db: Db, text: string, limit: number, lang: Lang): Promise<DoorHit[]> {
  const asked = ` ${fold(text)} `;
  const events = lifeEvents.filter(({ title }) => asked.includes(` ${fold(title.vi)} `) || fold(title.en) === asked.trim());
  const found = (await answers(db, text)).filter(({ covered }) => covered >= LEAST_COVERED);
  return [
    ...events.map(({ key, title, lead }) => ({
      title: say(title, lang),
      summary: say(lead, lang),
      url: eventUrl(key),
      kind: { vi: eventMessages.vi.kind, en: eventMessages.en.kind },
    })),
    ...found.slice(0, limit).map(({ code, name, summary }) => ({
      title: name,
      summary: summaryWords(summary, lang),
      url: procedureUrl(code),
      kind: { vi: messages.vi.procedure, en: messages.en.procedure },
    })),
  ].slice(0, limit);
}
