/** The two languages of the product; Vietnamese first, English whole. */
export type Lang = 'vi' | 'en';

/** A short text in both languages. */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

/**
 * Messages of a module: `{ vi: {...}, en: {...} }`. The type of `en` follows `vi`, so a missing
 * translation is a compile error. Parameters are function arguments.
 */
export function defineMessages<const M extends Record<string, unknown>>(messages: { vi: M; en: Widen<M> }): Messages<M> {
  return messages as Messages<M>;
}

export interface Messages<M> {
  readonly vi: Widen<M>;
  readonly en: Widen<M>;
}

type Widen<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : T[K] extends object
        ? Widen<T[K]>
        : T[K];
};

/** Picks a text's language. */
export function say(text: Text, lang: Lang): string {
  return text[lang];
}

/** Numbers as Vietnamese and English readers write them: 3.321 / 3,321. */
export function formatNumber(value: number, lang: Lang): string {
  return new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB').format(value);
}
