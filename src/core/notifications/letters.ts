import type { Lang } from '#kernel/i18n.ts';

/** Where a link leads: a path of this site, or one that ends in a mark made for each recipient (`linkToken` of this purpose). */
export type Target = { readonly path: string } | { readonly path: string; readonly purpose: string };

/** A piece of a letter. Letters are written in pieces, so that the HTML and the plain text say the same. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly to?: Target; readonly lang?: Lang }
  /** Paragraphs parted by an empty line; `lang` when it is not the letter's own. */
  | { readonly kind: 'text'; readonly text: string; readonly lang?: Lang }
  /** Small and grey: kind, agency, time. */
  | { readonly kind: 'meta'; readonly text: string }
  /** Set apart: a correction, a reason. */
  | { readonly kind: 'note'; readonly title: string; readonly text: string }
  | { readonly kind: 'button'; readonly text: string; readonly to: Target }
  /** Term and value, such as the code of a release. */
  | { readonly kind: 'fact'; readonly term: string; readonly value: string; readonly to?: Target }
  | { readonly kind: 'line' };

/** A letter by e-mail, the same for all who get it. */
export interface MailContent {
  readonly lang: Lang;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** Why the reader gets it, and how to end that. */
  readonly footer: readonly Block[];
  /** The list it belongs to (RFC 2919): letters, digits and hyphens. Absent: a letter to one person who asked. */
  readonly list?: string;
  /** Ends it in one click (RFC 8058): a POST to it must do so, a GET must not. */
  readonly unsubscribe?: Target;
}

/** What a notification on a screen shows; kept under 3 KB, because push services take 4 KB. */
export interface PushContent {
  readonly lang: Lang;
  readonly title: string;
  readonly body: string;
  /** Path that a click opens. */
  readonly path: string;
  /** A later one with the same tag takes the place of the first. */
  readonly tag: string;
}

export interface Letters {
  readonly mail: MailContent;
  readonly push: PushContent;
}

export type Channel = keyof Letters;
