import type { Db } from '#kernel/db.ts';
import type { DoorHit } from '#kernel/module.ts';
import { fold } from '#kernel/text.ts';
import { messages } from './messages.ts';
import { DATA, LOOKS } from './urls.ts';

/** What people type who want to know what the State knows of them, and who looked. */
const MY_DATA = /\b(du lieu (cua toi|ca nhan)|thong tin (cua toi|ca nhan)|my data)\b/;
const WHO_LOOKED = /\b(ai da xem|ai xem|luot xem|tra cuu du lieu cua toi|who looked)\b/;

/** For the one search box: the person's own pages. */
export async function searchRegistries(_db: Db, text: string): Promise<DoorHit[]> {
  const asked = fold(text);
  const kind = { vi: messages.vi.title, en: messages.en.title };
  return [
    ...(WHO_LOOKED.test(asked) ? [{ title: messages.vi.whoLooked, summary: messages.vi.whoLookedLead, url: LOOKS, kind }] : []),
    ...(MY_DATA.test(asked) ? [{ title: messages.vi.title, summary: messages.vi.lead, url: DATA, kind }] : []),
  ];
}
