import { h, type VNode } from 'preact';
import type { Lang } from '#kernel/i18n.ts';
import { now } from '#kernel/time.ts';
import { plainAssets } from '#ui/assets.ts';
import { renderFragment } from '#ui/render.ts';
import type { LiveEntry } from '../../live/queries.ts';
import { Essential, LiveEntryItem } from './live-entry.tsx';

/** What a reader's page is told when an event has changed; the markup is the same as the page's own. */
export interface LiveChange {
  /** How far the event has come; also the id of the server-sent event. */
  readonly changes: number;
  readonly entries: readonly { readonly number: number; readonly html: string }[];
  /** What everybody must know now; empty when nothing is pinned. */
  readonly essential: string;
  readonly count: number;
}

/** Renders a change once for all readers of a language. */
export function renderChange(changed: readonly LiveEntry[], pinned: LiveEntry | undefined, standing: Standing, lang: Lang): LiveChange {
  const html = (vnode: VNode<any>): string => renderFragment(vnode, contextIn(lang));
  return {
    changes: standing.changes,
    count: standing.entries,
    entries: changed.map((entry) => ({ number: entry.number, html: html(h(LiveEntryItem, { entry })) })),
    essential: pinned ? html(h(Essential, { entry: pinned })) : '',
  };
}

export interface Standing {
  readonly changes: number;
  readonly entries: number;
  readonly closed: boolean;
}

/** What a piece of a page needs to know: who reads it is nobody in particular. */
function contextIn(lang: Lang) {
  return {
    lang,
    path: '/',
    query: new URLSearchParams(),
    nav: { public: [], staff: [] },
    assets: plainAssets,
    productName: '',
    canonicalUrl: '/',
    now: now(),
  };
}
