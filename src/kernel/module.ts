import type { FastifyInstance } from 'fastify';
import type { Action } from './action.ts';
import type { Db } from './db.ts';
import type { Subscriptions } from './events.ts';
import type { Feed } from './feeds.ts';
import type { Services } from './http/services.ts';
import type { Lang, Text } from './i18n.ts';
import type { JobDefinition } from './jobs.ts';
import type { Actor } from './permission.ts';

/** One audience's routes; every route states `config.permission` and a `schema`. */
export type Routes = (app: FastifyInstance, services: Services) => void | Promise<void>;

/** A permission a module brings, with the sentence an administrator reads. */
export interface PermissionDefinition {
  readonly name: string;
  readonly title: Text;
}

/** A hit of the one search box (the door). */
export interface DoorHit {
  readonly title: string;
  readonly summary: string;
  readonly url: string;
  readonly kind: Text;
}

/** Something new that a module publishes, for the front page. */
export interface FrontItem extends DoorHit {
  /** Name of the agency whose it is. */
  readonly source: string;
  readonly at: Date;
}

/** A module's part of the front page, or of the page of a record that it publishes something about. */
export interface FrontSection {
  readonly title: Text;
  /** Happens now, such as a flood: shown before everything else. */
  readonly urgent: boolean;
  readonly items: readonly FrontItem[];
  /** Where the rest is. */
  readonly more: { readonly title: Text; readonly url: string };
}

/** Something that waits for a person (the desk). */
export interface WorkItem {
  readonly title: string;
  readonly kind: Text;
  readonly url: string;
  /** Calendar date, if there is a deadline. */
  readonly due: string | undefined;
  readonly since: Date;
}

/** A figure for the board, with what is late. */
export interface Indicator {
  readonly name: string;
  readonly title: Text;
  read(db: Db, scope: string | undefined): Promise<{ value: number; late: number; url: string }>;
}

export interface NavItem {
  readonly title: Text;
  readonly url: string;
  /** Shown only to those who hold it. */
  readonly permission: string;
  /** Shown only to those who hold it in every scope. */
  readonly everywhere?: true;
  readonly audience: 'public' | 'staff';
}

/** A warning that stands on every page of the product, such as that an official account was taken over. */
export interface SiteNotice {
  readonly kind: 'warning' | 'error';
  readonly text: Text;
  /** Where more is said. */
  readonly url: string;
}

/**
 * A signed file that a module keeps. Signatures outlive their certificates only if somebody renews their proof in time: whoever
 * does asks every module for these. The file itself is never changed; see `cursor`.
 */
export interface KeptFile {
  /** Of the bytes in the store, as they were published: nobody else's name for the file changes. */
  readonly sha256: string;
  readonly name: string;
  /** `document:0190…`, as the ledger names what it belongs to. */
  readonly subject: string;
  /** What it belongs to in words for a list; nothing that only some of its readers may see. */
  readonly title: string;
  /** Whose it is: the scope in which its keepers hold their permissions. */
  readonly scope: string | null;
  readonly keptSince: Date;
  /** Grows as files are added; the list is also read again from its beginning, for what was signed later than added. */
  readonly cursor: string;
}

/** Demonstration data: `motcua seed` and the first start run it; it must change nothing when run again. */
export interface SeedContext {
  readonly db: Db;
  readonly services: Services;
  report(done: number, total: number, what: Text): void;
}

/** One way to narrow what a module publishes, such as its topics, with the values that a reader may choose. */
export interface SubjectList {
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly title: Text }[];
}

/** What a module of core or a system states about itself: a plain object, readable in one screen. */
export interface Module {
  readonly name: string;
  readonly title: Text;
  /** The Postgres schema that its migrations own, and where they lie. */
  readonly schema?: string;
  readonly migrations?: URL;
  /** Names of core modules whose readable tables its queries may join. */
  readonly reads?: readonly string[];
  readonly permissions?: readonly PermissionDefinition[];
  readonly actions?: readonly Action<any, any>[];
  readonly routes?: { readonly public?: Routes; readonly staff?: Routes; readonly api?: Routes };
  readonly jobs?: readonly JobDefinition<any>[];
  readonly on?: Subscriptions;
  readonly nav?: readonly NavItem[];
  /** Paths of its sitemap files (sitemaps.org), each of at most 50,000 addresses; the site's index names them. */
  sitemaps?(db: Db): Promise<readonly string[]>;
  /** What software may follow; the hub tells its subscribers when one changes. */
  readonly feeds?: readonly Feed[];
  /** Path at which this module takes subscriptions to the feeds of all (WebSub). */
  readonly hub?: string;
  /** The door: at most `limit` hits for a query. */
  search?(db: Db, text: string, limit: number, lang: Lang): Promise<DoorHit[]>;
  /** The front page: what is new; parts without items are left out. */
  front?(db: Db, lang: Lang): Promise<readonly FrontSection[]>;
  /**
   * What it publishes about a record of another module, for that record's own page: `document:0190…`, as the ledger names it, or
   * `unit:46`, a unit of today by its code. Only what everybody may see now; parts without items are left out.
   */
  about?(db: Db, subject: string, lang: Lang): Promise<readonly FrontSection[]>;
  /** The desk: what waits for this person. */
  worklist?(db: Db, actor: Actor): Promise<WorkItem[]>;
  /**
   * Whether this module has shown a record (`document:0190…`, as the ledger names it) to where the person works, or to
   * everybody; no: it does not know. Another module asks before it tells them more of it than they brought.
   */
  shows?(db: Db, actor: Actor, subject: string): Promise<boolean>;
  /** Signed files that it keeps, in the order of `cursor`, at most `limit` of those after `after` ('' at first); see `KeptFile`. */
  keptFiles?(db: Db, after: string, limit: number): Promise<readonly KeptFile[]>;
  readonly indicators?: readonly Indicator[];
  /** What every page must warn of now; asked several times a minute. */
  notices?(db: Db): Promise<readonly SiteNotice[]>;
  /** By what readers may narrow what it publishes; asked by the page on which they subscribe. */
  subjects?(db: Db): Promise<readonly SubjectList[]>;
  seed?(context: SeedContext): Promise<void>;
  /** Demonstration data that needs the demonstration's people: runs after their accounts are made, and only with MOTCUA_DEMO=on. */
  seedDemo?(context: SeedContext): Promise<void>;
}

/** What all modules publish about a record; see `Module.about`. */
export async function publishedAbout(modules: readonly Module[], db: Db, subject: string, lang: Lang): Promise<FrontSection[]> {
  const parts = await Promise.all(modules.map((module) => module.about?.(db, subject, lang) ?? []));
  return parts.flat().filter(({ items }) => items.length > 0);
}

/** Whether any module shows a record to somebody; see `Module.shows`. */
export async function isShown(modules: readonly Module[], db: Db, actor: Actor, subject: string): Promise<boolean> {
  for (const module of modules) if (await module.shows?.(db, actor, subject)) return true;
  return false;
}
