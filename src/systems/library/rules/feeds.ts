/** One entry of a feed. Instants are ISO 8601. */
export interface FeedEntry {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly author: string;
  readonly updated: string;
  /** Date of issue at midnight in Vietnam; absent when unknown. */
  readonly published: string | undefined;
}

export interface FeedHead {
  readonly title: string;
  /** Address of the feed itself and of the page it follows, absolute. */
  readonly self: string;
  readonly page: string;
  readonly updated: string;
  /** Where to be told of changes (WebSub). */
  readonly hub: string | undefined;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for XML: marks escaped, characters that XML 1.0 forbids left out. */
export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 has no way to write
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (mark) => escapes[mark] ?? '');
}

/** An Atom feed (RFC 4287). */
export function atomFeed(head: FeedHead, entries: readonly FeedEntry[]): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
    `<id>${xmlText(head.self)}</id>`,
    `<title>${xmlText(head.title)}</title>`,
    `<updated>${head.updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(head.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(head.page)}"/>`,
    ...(head.hub === undefined ? [] : [`<link rel="hub" href="${xmlText(head.hub)}"/>`]),
    ...entries.map(atomEntry),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function atomEntry(entry: FeedEntry): string {
  return [
    '<entry>',
    `<id>urn:uuid:${entry.id}</id>`,
    `<title>${xmlText(entry.title)}</title>`,
    `<updated>${entry.updated}</updated>`,
    ...(entry.published === undefined ? [] : [`<published>${entry.published}</published>`]),
    `<author><name>${xmlText(entry.author)}</name></author>`,
    `<link rel="alternate" type="text/html" href="${xmlText(entry.url)}"/>`,
    `<summary>${xmlText(entry.summary)}</summary>`,
    '</entry>',
  ].join('\n');
}

/** A JSON Feed (version 1.1). */
export function jsonFeed(head: FeedHead, entries: readonly FeedEntry[]): Record<string, unknown> {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: head.title,
    home_page_url: head.page,
    feed_url: head.self,
    language: 'vi',
    ...(head.hub === undefined ? {} : { hubs: [{ type: 'WebSub', url: head.hub }] }),
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      summary: entry.summary,
      content_text: entry.summary,
      date_modified: entry.updated,
      ...(entry.published === undefined ? {} : { date_published: entry.published }),
      authors: [{ name: entry.author }],
    })),
  };
}
