/** A piece of text with form: a string, or an element from the allow-list. */
export type RichNode = string | RichElement;

export interface RichElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: RichNode[];
}

export function element(tag: string, children: RichNode[], attributes: Readonly<Record<string, string>> = {}): RichElement {
  return { tag, attributes, children };
}

/** An address that is safe to follow: a web page, a letter, or a place on this site; otherwise `undefined`. */
export function safeHref(href: string): string | undefined {
  // Browsers drop tabs and line ends inside a scheme, so `java\nscript:` would run.
  const plain = [...href.trim()].filter((sign) => sign > ' ').join('');
  if (/^(https?:|mailto:)/i.test(plain)) return plain;
  return /^[/#?](?![/\\])/.test(plain) ? plain : undefined;
}
