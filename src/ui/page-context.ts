import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Lang, Messages, Text } from '#kernel/i18n.ts';
import type { Assets } from './assets.ts';

/** A link of the navigation; the kernel's `NavItem` fits. */
export interface NavLink {
  readonly title: Text;
  readonly url: string;
}

/** Whoever is signed in, as shown in the header. */
export interface PageUser {
  readonly name: string;
  readonly post: string;
  readonly unit: string;
}

/** One sentence about what has just happened, shown once at the top of the next page. */
export interface Flash {
  readonly kind: 'done' | 'info' | 'warning';
  readonly text: Text;
}

/** Addresses that the frame links to; those left out are the defaults. */
export interface FrameUrls {
  readonly home: string;
  readonly search: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly account: string;
  /** Where the work of whoever is signed in waits; absent: there is no such page. */
  readonly desk?: string;
}

export interface FooterContent {
  readonly links: readonly NavLink[];
  readonly note: Text;
}

/** What every page is rendered with; the app builds one for each request. */
export interface PageContext {
  readonly lang: Lang;
  /** Path of this page without the query, as asked for. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Absent: nobody is signed in. */
  readonly user?: PageUser | undefined;
  /** Already filtered by what the user may see. */
  readonly nav: { readonly public: readonly NavLink[]; readonly staff: readonly NavLink[] };
  readonly flash?: Flash | undefined;
  /** What every page warns of at present; the kernel's `SiteNotice` fits. */
  readonly notices?: readonly { readonly kind: 'warning' | 'error'; readonly text: Text; readonly url: string }[] | undefined;
  readonly assets: Assets;
  readonly productName: string;
  readonly tagline?: Text | undefined;
  /** The one public address of this page, absolute. */
  readonly canonicalUrl: string;
  readonly now: Date;
  /** From the cookie; absent: the reader's system decides. */
  readonly theme?: 'light' | 'dark' | undefined;
  /** Of the app that this site can be installed as (W3C Web App Manifest). */
  readonly manifest?: string | undefined;
  readonly urls?: Partial<FrameUrls> | undefined;
  readonly footer?: FooterContent | undefined;
}

export const PageContext = createContext<PageContext | undefined>(undefined);

const defaultUrls: FrameUrls = { home: '/', search: '/search', signIn: '/sign-in', signOut: '/sign-out', account: '/account' };

/** The context of the page being rendered; throws when a component is rendered outside `renderPage`. */
export function usePage(): PageContext {
  const page = useContext(PageContext);
  if (!page) throw new Error('No page context: render through renderPage(vnode, context) of #ui/render.ts.');
  return page;
}

export function useLang(): Lang {
  return usePage().lang;
}

/** The half of a module's messages that this reader reads. */
export function useMessages<M>(messages: Messages<M>): Messages<M>['vi'] {
  return messages[useLang()];
}

/** The frame's addresses, defaults filled in. */
export function useUrls(): FrameUrls {
  return { ...defaultUrls, ...usePage().urls };
}
