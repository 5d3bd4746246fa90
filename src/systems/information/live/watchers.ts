import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Db } from '#kernel/db.ts';
import type { Lang } from '#kernel/i18n.ts';
import type { Logger } from '#kernel/log.ts';
import { renderChange, type Standing } from '../views/live/fragments.ts';
import { entriesChangedSince, pinnedEntry, standingsOf } from './queries.ts';

/** How often the database is asked, once for all watchers of all events in this process. */
const EVERY_MS = 500;
/** Proxies close a connection that is silent for a minute; half of it leaves room for a slow one. */
const ALIVE_MS = 25_000;
/** A reader who takes nothing in for so long is let go; the browser comes back and says how far it had come. */
const MOST_WAITING_BYTES = 256 * 1024;
/** Reconnections after a restart are spread over these milliseconds. */
const BACK_FROM_MS = 1_500;
const BACK_UNTIL_MS = 6_000;
const MOST_REMEMBERED = 64;
/** Who missed more entries is told the newest of them and where the older ones are. */
const MOST_TOLD = 100;

interface Told {
  readonly text: string;
  readonly changes: number;
}

interface Room {
  standing: Standing;
  readonly readers: Readonly<Record<Lang, Set<Readable>>>;
  /** What readers who had seen so many changes have missed, by language and number: many come back with the same one. */
  readonly missed: Map<string, Promise<Told>>;
}

export interface Watchers {
  /** Server-sent events for a reader of an open event who has seen `after` changes; the stream ends with the event. */
  join(eventId: string, lang: Lang, after: number): Promise<Readable>;
  /** Readers at present. */
  count(): number;
  close(): void;
}

/** Everybody in this process who watches running events. Without readers it asks the database nothing. */
export function watchEvents(db: Db, log: Logger, everyMs = EVERY_MS): Watchers {
  return new Watching(db, log, everyMs);
}

class Watching implements Watchers {
  readonly #db: Db;
  readonly #log: Logger;
  readonly #everyMs: number;
  readonly #rooms = new Map<string, Promise<Room>>();
  #timers: NodeJS.Timeout[] = [];
  #asking = false;
  #readers = 0;

  constructor(db: Db, log: Logger, everyMs: number) {
    this.#db = db;
    this.#log = log;
    this.#everyMs = everyMs;
  }

  async join(id: string, lang: Lang, after: number): Promise<Readable> {
    const reader = new Readable({ read: () => undefined });
    reader.push(`retry: ${randomInt(BACK_FROM_MS, BACK_UNTIL_MS)}\n\n`);
    let seen = after;
    let room: Room;
    let opened: Promise<Room>;
    do {
      opened = this.#rooms.get(id) ?? openRoom(this.#db, this.#rooms, id);
      room = await opened;
      while (seen < room.standing.changes) {
        const told = await missedBy(this.#db, id, room, lang, seen);
        reader.push(told.text);
        seen = told.changes;
      }
      // The last reader may have left meanwhile and closed this room behind them.
    } while (this.#rooms.get(id) !== opened);
    // Nothing is awaited from here on: a change comes to this reader either above or with everybody's.
    if (room.standing.closed) {
      this.#rooms.delete(id);
      return end(reader);
    }
    room.readers[lang].add(reader);
    this.#readers += 1;
    this.#start();
    reader.once('close', () => this.#leave(id, room, lang, reader));
    return reader;
  }

  count(): number {
    return this.#readers;
  }

  close(): void {
    this.#stop();
    void this.#open().then((open) => open.forEach(([, room]) => everybody(room).forEach((reader) => reader.push(null))));
    this.#rooms.clear();
  }

  #start(): void {
    if (this.#timers.length > 0) return;
    this.#timers = [setInterval(() => void this.#ask(), this.#everyMs).unref(), setInterval(() => void this.#greet(), ALIVE_MS).unref()];
  }

  #stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #leave(id: string, room: Room, lang: Lang, reader: Readable): void {
    if (!room.readers[lang].delete(reader)) return;
    this.#readers -= 1;
    if (everybody(room).length === 0) this.#rooms.delete(id);
    if (this.#readers === 0) this.#stop();
  }

  async #open(): Promise<[string, Room][]> {
    return Promise.all([...this.#rooms].map(async ([id, room]) => [id, await room] as [string, Room]));
  }

  async #greet(): Promise<void> {
    for (const [, room] of await this.#open()) everybody(room).forEach((reader) => send(reader, ': \n\n'));
  }

  /** One question for all events that anybody here watches; what has changed is read once. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const open = await this.#open();
      if (open.length === 0) return;
      const standings = await standingsOf(
        this.#db,
        open.map(([id]) => id),
      );
      for (const [id, room] of open) {
        const standing = standings.get(id);
        if (standing && standing.changes > room.standing.changes) await tell(this.#db, id, room, standing);
        if (room.standing.closed) this.#rooms.delete(id);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'running events could not be looked at; tried again at once');
    } finally {
      this.#asking = false;
    }
  }
}

function openRoom(db: Db, rooms: Map<string, Promise<Room>>, id: string): Promise<Room> {
  const room = standingsOf(db, [id]).then((found) => ({
    standing: found.get(id) ?? { changes: 0, entries: 0, closed: true },
    readers: { vi: new Set<Readable>(), en: new Set<Readable>() },
    missed: new Map<string, Promise<Told>>(),
  }));
  rooms.set(id, room);
  room.catch(() => rooms.delete(id));
  return room;
}

function everybody(room: Room): Readable[] {
  return [...room.readers.vi, ...room.readers.en];
}

/** Reads and renders what has changed once a language, then hands the same text to all. */
async function tell(db: Db, id: string, room: Room, standing: Standing): Promise<void> {
  const langs = (['vi', 'en'] as const).filter((lang) => room.readers[lang].size > 0);
  const texts = await changeText(db, id, room.standing.changes, standing);
  room.standing = standing;
  room.missed.clear();
  for (const lang of langs) {
    const text = texts(lang);
    for (const reader of room.readers[lang]) send(reader, text);
  }
  if (standing.closed) everybody(room).forEach(end);
}

async function changeText(db: Db, id: string, after: number, standing: Standing): Promise<(lang: Lang) => string> {
  const [changed, pinned] = await Promise.all([entriesChangedSince(db, id, after, MOST_TOLD + 1), pinnedEntry(db, id)]);
  const told = changed.slice(-MOST_TOLD);
  const older = told.length < changed.length ? (told[0]?.number ?? 0) : 0;
  return (lang) => `id: ${standing.changes}\ndata: ${JSON.stringify({ ...renderChange(told, pinned, standing, lang), older })}\n\n`;
}

function missedBy(db: Db, id: string, room: Room, lang: Lang, after: number): Promise<Told> {
  const key = `${lang}:${after}`;
  const known = room.missed.get(key);
  if (known) return known;
  const { standing } = room;
  const told = changeText(db, id, after, standing).then((text) => ({ text: text(lang), changes: standing.changes }));
  if (room.missed.size < MOST_REMEMBERED) room.missed.set(key, told);
  told.catch(() => room.missed.delete(key));
  return told;
}

function send(reader: Readable, text: string): void {
  if (reader.destroyed) return;
  if (reader.readableLength > MOST_WAITING_BYTES) reader.destroy();
  else reader.push(text);
}

function end(reader: Readable): Readable {
  reader.push('event: done\ndata: {}\n\n');
  reader.push(null);
  return reader;
}
