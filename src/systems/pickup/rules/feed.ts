import { readXml, type XmlElement } from '#kernel/xml/read-xml.ts';
import { instant } from '#kernel/time.ts';
import { pageText } from './page-text.ts';

/** An entry of an outlet's feed. */
export interface FeedEntry {
  readonly guid: string;
  readonly url: string;
  readonly title: string;
  readonly publishedAt: Date | undefined;
  /** The longest text that the feed gives of it, without marks. */
  readonly text: string;
}

const ATOM = 'http://www.w3.org/2005/Atom';
const MOST_ENTRIES = 100;
const LONGEST = { guid: 500, url: 1_000, title: 300 };
const LIMITS = { maxBytes: 2 * 1024 * 1024, maxDepth: 32, maxNodes: 50_000, maxText: 512 * 1024 };

/**
 * The entries of an Atom or RSS 2.0 feed, at most 100, addresses made whole. Throws the XML reader's Problems for what is no
 * clean XML, and NotAFeed for XML of another kind. An entry without an http(s) address is left out.
 */
export function readFeed(bytes: Buffer, feedUrl: string): FeedEntry[] {
  const { root } = readXml(bytes, { limits: LIMITS });
  const entries = entriesOf(root);
  if (!entries) throw new NotAFeed(root.local);
  return entries.slice(0, MOST_ENTRIES).flatMap((entry) => {
    const url = addressIn(entry, feedUrl);
    if (!url) return [];
    const guid = (textOf(entry, 'guid') || textOf(entry, 'id') || url).slice(0, LONGEST.guid);
    const title = pageText(textOf(entry, 'title')).slice(0, LONGEST.title);
    return [{ guid, url, title, publishedAt: momentOf(entry), text: longestText(entry) }];
  });
}

/** Well-formed, but neither Atom nor RSS. */
export class NotAFeed extends Error {}

function entriesOf(root: XmlElement): readonly XmlElement[] | undefined {
  if (root.local === 'feed' && root.uri === ATOM) return root.children.filter(({ local }) => local === 'entry');
  const channel = root.local === 'rss' ? root.children.find(({ local }) => local === 'channel') : undefined;
  return channel?.children.filter(({ local }) => local === 'item');
}

function textOf(entry: XmlElement, name: string): string {
  return entry.children.find(({ local }) => local === name)?.text.trim() ?? '';
}

function addressIn(entry: XmlElement, feedUrl: string): string | undefined {
  const links = entry.children.filter(({ local }) => local === 'link');
  const atom = links.find(({ attributes }) => attributes['href'] && (attributes['rel'] ?? 'alternate') === 'alternate');
  const href = atom?.attributes['href'] ?? links.find(({ text }) => text.trim() !== '')?.text.trim();
  const url = href ? URL.parse(href, feedUrl) : null;
  return url && /^https?:$/.test(url.protocol) && url.href.length <= LONGEST.url ? url.href : undefined;
}

function momentOf(entry: XmlElement): Date | undefined {
  for (const name of ['published', 'pubDate', 'date', 'updated']) {
    const text = textOf(entry, name);
    if (text === '') continue;
    try {
      return instant(text);
    } catch {
      // The next one may be readable.
    }
  }
  return undefined;
}

/** Feeds hold HTML as text, or as elements of their own. */
function longestText(entry: XmlElement): string {
  const texts = ['encoded', 'content', 'description', 'summary'].flatMap((name) =>
    entry.children.filter(({ local }) => local === name).map((element) => pageText(`${element.text} ${wordsIn(element)}`)),
  );
  return texts.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

function wordsIn(element: XmlElement): string {
  return element.children.map((child) => `<p>${child.text} ${wordsIn(child)}</p>`).join('');
}
