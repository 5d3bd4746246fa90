import { plainText } from '#core/documents/index.ts';
import { livePath } from './urls.ts';
import { changedAt, lastOf, type LiveEntry, type LiveEvent } from './queries.ts';

/** A running event as schema.org's LiveBlogPosting; entries that were taken back are not in it. */
export function liveBlog(event: LiveEvent, entries: readonly LiveEntry[], publicUrl: string): Record<string, unknown> {
  const url = publicUrl + livePath(event.code);
  const publisher = { '@type': 'GovernmentOrganization', name: event.agencyName };
  return {
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': url,
    url,
    headline: event.titleVi,
    description: event.leadVi,
    inLanguage: 'vi',
    datePublished: event.openedAt?.toISOString(),
    dateModified: lastOf([event.openedAt, event.closedAt, ...entries.map(changedAt)])?.toISOString(),
    coverageStartTime: event.startsAt.toISOString(),
    ...(event.closedAt ? { coverageEndTime: event.closedAt.toISOString() } : {}),
    ...(event.placeName ? { contentLocation: { '@type': 'Place', name: event.placeName } } : {}),
    author: publisher,
    publisher,
    liveBlogUpdate: entries.filter(({ takenBackReason }) => takenBackReason === null).map((entry) => update(entry, url, publisher)),
  };
}

function update(entry: LiveEntry, url: string, author: unknown): Record<string, unknown> {
  const text = plainText(entry.textVi);
  const [correction] = entry.corrections;
  return {
    '@type': 'BlogPosting',
    '@id': `${url}#tin-${entry.number}`,
    url: `${url}#tin-${entry.number}`,
    headline: text.split('\n')[0]?.slice(0, 110),
    articleBody: text,
    datePublished: entry.at.toISOString(),
    ...(correction ? { dateModified: correction.at, correction: { '@type': 'CorrectionComment', text: correction.reason } } : {}),
    author,
  };
}
