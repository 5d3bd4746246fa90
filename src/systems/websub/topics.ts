import { codeInPath, type Feed, type FeedDocument } from '#kernel/feeds.ts';
import type { Services } from '#kernel/http/services.ts';

/** A feed with its filters, as an address on this site: `/tin.atom?chu-de=kinh-te`. */
export interface Topic {
  readonly address: string;
  readonly feed: Feed;
  readonly document: FeedDocument;
}

/** The feed that an absolute or local address names, read now; undefined when there is none. */
export async function readTopic(services: Services, address: string): Promise<Topic | undefined> {
  const { publicUrl } = services.config;
  const url = URL.parse(address, `${publicUrl}/`);
  if (!url || url.origin !== new URL(publicUrl).origin || address.length > 600) return undefined;
  const feed = allFeeds(services).find((one) => codeInPath(one, url.pathname) !== undefined);
  const document = await feed?.read(services, url.searchParams, codeInPath(feed, url.pathname) ?? '');
  return feed && document && { address: localPart(document.self, publicUrl), feed, document };
}

/** An address without the site's own beginning. */
function localPart(self: string, publicUrl: string): string {
  return self.startsWith(publicUrl) ? self.slice(publicUrl.length) : self;
}

/** The feeds that anybody may follow, in the order of their modules. */
export function allFeeds({ modules }: Pick<Services, 'modules'>): readonly Feed[] {
  return modules.flatMap((module) => [...(module.feeds ?? [])]);
}
