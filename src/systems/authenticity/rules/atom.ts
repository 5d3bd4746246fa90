const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for XML: marks escaped, control characters that XML 1.0 has no way to write left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (mark) => escapes[mark] ?? '');
}

export interface AtomEntry {
  /** A URI that never changes. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly updated: Date;
}

export interface AtomHead {
  readonly title: string;
  readonly self: string;
  readonly page: string;
  readonly author: string;
  /** Where to be told of changes (WebSub). */
  readonly hub: string | undefined;
}

/** An Atom feed (RFC 4287). Addresses are absolute. */
export function atomFeed(head: AtomHead, entries: readonly AtomEntry[]): string {
  const updated = entries.reduce((latest, entry) => Math.max(latest, entry.updated.getTime()), 0);
  const stamp = entries.find((entry) => entry.updated.getTime() === updated)?.updated.toISOString() ?? '1970-01-01T00:00:00Z';
  const lines = entries.map(
    (entry) =>
      `<entry><id>${xmlText(entry.id)}</id><title>${xmlText(entry.title)}</title><updated>${entry.updated.toISOString()}</updated><link rel="alternate" type="text/html" href="${xmlText(entry.url)}"/><summary>${xmlText(entry.summary)}</summary></entry>`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><id>${xmlText(head.self)}</id><title>${xmlText(head.title)}</title><updated>${stamp}</updated>`,
    `<author><name>${xmlText(head.author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(head.self)}"/><link rel="alternate" type="text/html" href="${xmlText(head.page)}"/>`,
    ...(head.hub === undefined ? [] : [`<link rel="hub" href="${xmlText(head.hub)}"/>`]),
    ...lines,
    '</feed>\n',
  ].join('\n');
}
