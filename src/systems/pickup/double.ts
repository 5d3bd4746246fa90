import type { Config } from '#kernel/config.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import { escapeXmlText } from '#kernel/xml/write-xml.ts';

/** Host of the made-up outlet; names under .test lead nowhere (RFC 6761), so it can be mistaken for no real one. */
const HOST = 'bao-mau.test';
export const DOUBLE_FEED = `https://${HOST}/tin.atom`;
/** Where its pages are on this site. */
const PATH = '/bao-mau';

/** Where an address of the made-up outlet is answered: by this very server, and only where platforms are doubles too. */
export function localAddress(config: Config, address: string): string | undefined {
  const url = URL.parse(address);
  if (config.channels !== 'doubles' || url?.hostname !== HOST) return undefined;
  return `http://127.0.0.1:${config.port}${PATH}${url.pathname}`;
}

/** The address under which people see a page of the made-up outlet; others as they are. */
export function shownAddress(address: string): string {
  const url = URL.parse(address);
  return url?.hostname === HOST ? PATH + url.pathname : address;
}

export interface DoubleArticle {
  readonly code: string;
  readonly url: string;
  readonly title: string;
  readonly teaser: string;
  readonly paragraphs: readonly string[];
  readonly publishedAt: Date;
}

interface Source {
  readonly code: string;
  readonly publishedAt: Date;
  readonly paragraphs: readonly string[];
}

/** What the made-up outlet writes: a part of each of the newest releases, in words of its own at the edges, a figure wrong here and there. */
export async function doubleArticles(db: Db): Promise<DoubleArticle[]> {
  const sources = await query<Source>(
    db,
    sql<Source>`select r.code, r.published_at as "publishedAt", array_agg(p.text order by p.number) as paragraphs
      from pickup.release r join pickup.paragraph p on p.release_id = r.id and p.edition = r.edition
      where r.ended is null group by r.id order by r.published_at desc limit 30`,
  );
  return sources.map(articleOf).filter(({ publishedAt }) => publishedAt <= now());
}

function articleOf({ code, publishedAt, paragraphs }: Source): DoubleArticle {
  const [title = '', summary = '', ...body] = paragraphs;
  const turn = [...code].reduce((sum, sign) => sum + sign.charCodeAt(0), 0);
  const kept = body.filter((_, index) => (index + turn) % 3 !== 0);
  return {
    code,
    url: `https://${HOST}/${code}`,
    title: `Báo Mẫu: ${title.slice(0, 60)}`,
    teaser: summary.split(' ').slice(0, 10).join(' '),
    paragraphs: ['Theo tin từ cơ quan chức năng.', summary, ...(turn % 2 === 0 ? kept.map(withWrongFigure) : kept)],
    publishedAt: instant(publishedAt.getTime() + (turn % 5) * 20_000),
  };
}

function withWrongFigure(text: string): string {
  return text.replace(/\d+/, (digits) => String(Number(digits) + 1));
}

/** Its feed: an address and a teaser for each article, as most newsrooms' feeds have it. */
export function doubleFeed(articles: readonly DoubleArticle[]): string {
  const entry = ({ url, title, teaser, publishedAt }: DoubleArticle): string =>
    `<entry><id>${url}</id><title>${escapeXmlText(title)}</title><link href="${url}"/><published>${publishedAt.toISOString()}</published><summary>${escapeXmlText(teaser)}</summary></entry>`;
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Mẫu</title>${articles.map(entry).join('')}</feed>`;
}
