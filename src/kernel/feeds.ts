import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Services } from './http/services.ts';
import type { Text } from './i18n.ts';

/** A feed as it reads at this moment. */
export interface FeedDocument {
  /** Its own absolute address: the filters that it heeds, in one order. */
  readonly self: string;
  /** Of the content, with its character set. */
  readonly type: string;
  readonly text: string;
}

/** A feed that software follows: what a module serves at `path`, with whatever filters it takes in the query. */
export interface Feed {
  /** Such as `/tin.atom`; `{code}` stands for one part of the path, for a feed of each of many things. */
  readonly path: string;
  readonly title: Text;
  /** Events after which it may read otherwise. */
  readonly changedBy: readonly string[];
  /** Undefined when the query is none that the feed can read, or nothing has that code. */
  read(services: Services, query: URLSearchParams, code?: string): Promise<FeedDocument | undefined>;
}

/** The code that a path names where the feed's own path has `{code}`; '' where it has none; undefined for another path. */
export function codeInPath(feed: Pick<Feed, 'path'>, path: string): string | undefined {
  const [before = '', after] = feed.path.split('{code}');
  if (after === undefined) return path === before ? '' : undefined;
  const code = path.slice(before.length, path.length - after.length);
  return path === before + code + after && /^[^/]+$/.test(code) ? code : undefined;
}

/** The absolute address of the hub that feeds tell their readers of (WebSub); undefined when no module is one. */
export function hubAddress({ config, modules }: Pick<Services, 'config' | 'modules'>): string | undefined {
  const path = modules.find(({ hub }) => hub !== undefined)?.hub;
  return path === undefined ? undefined : config.publicUrl + path;
}

/** What the `Link` header of a feed says (RFC 8288): where to be told of changes, and what to ask for there. */
export function feedLinks(services: Pick<Services, 'config' | 'modules'>, self: string): string {
  const hub = hubAddress(services);
  return [...(hub === undefined ? [] : [`<${hub}>; rel="hub"`]), `<${self}>; rel="self"`].join(', ');
}

/** SHA-256 in hex of a feed's bytes: two that are equal read the same. */
export function feedHash({ text }: FeedDocument): string {
  return createHash('sha256').update(Buffer.from(text)).digest('hex');
}
