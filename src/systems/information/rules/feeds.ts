/** One entry of a feed; instants are ISO 8601. */
export interface FeedEntry {
  readonly id: string;
  readonly code: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly author: string;
  readonly updated: string;
  readonly published: string;
  readonly topics: readonly string[];
}

export interface FeedHead {
  readonly title: string;
  readonly description: string;
  /** Address of the feed itself and of the page it follows, absolute. */
  readonly self: string;
  readonly page: string;
  /** Where to ask to be told of changes (WebSub), absolute. */
  readonly hub: string | undefined;
  readonly updated: string;
}

/** A release that has gone, for readers that had it (RFC 6721). */
export interface GoneEntry {
  readonly id: string;
  readonly at: string;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for XML: marks escaped, characters that XML 1.0 forbids left out. */
export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 has no way to write
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (mark) => escapes[mark] ?? '');
}

/** An Atom feed (RFC 4287). */
export function atomFeed(head: FeedHead, entries: readonly FeedEntry[], gone: readonly GoneEntry[]): string {
  return lines([
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="vi">',
    `<id>${xmlText(head.self)}</id>`,
    `<title>${xmlText(head.title)}</title>`,
    `<subtitle>${xmlText(head.description)}</subtitle>`,
    `<updated>${head.updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(head.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(head.page)}"/>`,
    ...(head.hub ? [`<link rel="hub" href="${xmlText(head.hub)}"/>`] : []),
    ...gone.map(({ id, at }) => `<at:deleted-entry ref="${xmlText(id)}" when="${at}"/>`),
    ...entries.flatMap((entry) => [
      '<entry>',
      `<id>${xmlText(entry.id)}</id>`,
      `<title>${xmlText(entry.title)}</title>`,
      `<updated>${entry.updated}</updated>`,
      `<published>${entry.published}</published>`,
      `<author><name>${xmlText(entry.author)}</name></author>`,
      `<link rel="alternate" type="text/html" href="${xmlText(entry.url)}"/>`,
      ...entry.topics.map((topic) => `<category term="${xmlText(topic)}"/>`),
      `<summary>${xmlText(entry.summary)}</summary>`,
      '</entry>',
    ]),
    '</feed>',
  ]);
}

/** RSS 2.0 wants RFC 822 dates. */
function rssDate(iso: string): string {
  const [day = '', clock = ''] = iso.split('T');
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][weekdayOf(year, month, date)];
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1];
  return `${weekday}, ${String(date).padStart(2, '0')} ${name} ${year} ${clock.slice(0, 8)} GMT`;
}

/** Sakamoto's rule; Sunday is 0. */
function weekdayOf(year: number, month: number, day: number): number {
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0;
  const y = month < 3 ? year - 1 : year;
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shift + day) % 7;
}

/** An RSS 2.0 feed. */
export function rssFeed(head: FeedHead, entries: readonly FeedEntry[]): string {
  return lines([
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>',
    `<title>${xmlText(head.title)}</title>`,
    `<link>${xmlText(head.page)}</link>`,
    `<description>${xmlText(head.description)}</description>`,
    '<language>vi</language>',
    `<lastBuildDate>${rssDate(head.updated)}</lastBuildDate>`,
    `<atom:link rel="self" type="application/rss+xml" href="${xmlText(head.self)}"/>`,
    ...(head.hub ? [`<atom:link rel="hub" href="${xmlText(head.hub)}"/>`] : []),
    ...entries.flatMap((entry) => [
      '<item>',
      `<title>${xmlText(entry.title)}</title>`,
      `<link>${xmlText(entry.url)}</link>`,
      `<guid isPermaLink="false">${xmlText(entry.id)}</guid>`,
      `<pubDate>${rssDate(entry.published)}</pubDate>`,
      `<dc:creator>${xmlText(entry.author)}</dc:creator>`,
      ...entry.topics.map((topic) => `<category>${xmlText(topic)}</category>`),
      `<description>${xmlText(entry.summary)}</description>`,
      '</item>',
    ]),
    '</channel></rss>',
  ]);
}

/** A JSON Feed (version 1.1). */
export function jsonFeed(head: FeedHead, entries: readonly FeedEntry[]): Record<string, unknown> {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: head.title,
    description: head.description,
    home_page_url: head.page,
    feed_url: head.self,
    ...(head.hub ? { hubs: [{ type: 'WebSub', url: head.hub }] } : {}),
    language: 'vi',
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      summary: entry.summary,
      content_text: entry.summary,
      date_published: entry.published,
      date_modified: entry.updated,
      authors: [{ name: entry.author }],
      tags: entry.topics,
    })),
  };
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
