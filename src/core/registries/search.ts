import type { Db } from '#kernel/db.ts';
import type { DoorHit } from '#kernel/module.ts';
import { fold } from '#kernel/text.ts';
import type { Lang } from '#kernel/i18n.ts';
import { registers } from './queries/registers.ts';
import { registerMessages } from './register-messages.ts';
import { messages } from './messages.ts';
import { DATA, LOOKS, REGISTERS } from './urls.ts';

/** What people type who want to know what the State knows of them, and who looked. */
const MY_DATA = /\b(du lieu (cua toi|ca nhan)|thong tin (cua toi|ca nhan)|my data)\b/;
const WHO_LOOKED = /\b(ai da xem|ai xem|luot xem|tra cuu du lieu cua toi|who looked)\b/;

/** For the one search box: the person's own pages, and registers by their names. */
export async function searchRegistries(db: Db, text: string, limit: number, lang: Lang): Promise<DoorHit[]> {
  const asked = fold(text);
  const kind = { vi: messages.vi.title, en: messages.en.title };
  const words = asked.split(' ').length < 2 ? undefined : asked;
  const named = (await registers(db)).filter(({ title }) => words !== undefined && fold(`${title.vi} ${title.en}`).includes(words));
  const kindOf = { vi: registerMessages.vi.title, en: registerMessages.en.title };
  return [
    ...named.slice(0, limit).map(({ name, title, about }) => ({
      title: title[lang],
      summary: about[lang],
      url: `${REGISTERS}/${name}`,
      kind: kindOf,
    })),
    ...(WHO_LOOKED.test(asked) ? [{ title: messages.vi.whoLooked, summary: messages.vi.whoLookedLead, url: LOOKS, kind }] : []),
    ...(MY_DATA.test(asked) ? [{ title: messages.vi.title, summary: messages.vi.lead, url: DATA, kind }] : []),
  ];
}
