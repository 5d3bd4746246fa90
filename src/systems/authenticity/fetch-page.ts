import { guardedRequest } from '#kernel/guarded-request.ts';

const MOST_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 3;

/** A page that may not be fetched, or could not be. */
export class UnreachablePage extends Error {}

export interface FetchOptions {
  /** Tests only: pages on this machine may be read too. */
  readonly anywhere?: boolean;
}

/**
 * The HTML of a page out there, its first megabyte at most, within ten seconds and three redirects; never of this network.
 * Throws UnreachablePage when it cannot be had or the server does not say 200.
 */
export async function fetchPage(address: string, { anywhere = false }: FetchOptions = {}): Promise<string> {
  try {
    let url = new URL(address);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (!anywhere && url.port !== '') throw new UnreachablePage('only https on its own port');
      const { status, headers, body } = await guardedRequest(url.href, {
        method: 'GET',
        headers: { accept: 'text/html', 'user-agent': 'MotCua (official accounts)' },
        closedNetworks: anywhere,
        maxBytes: MOST_BYTES,
        cut: true,
      });
      if (status === 200) return body.toString();
      const { location } = headers;
      if (status < 300 || status > 399 || typeof location !== 'string') throw new UnreachablePage(`status ${status}`);
      url = new URL(location, url);
    }
    throw new UnreachablePage('too many redirects');
  } catch (error) {
    if (error instanceof UnreachablePage) throw error;
    throw new UnreachablePage((error as Error).message);
  }
}
