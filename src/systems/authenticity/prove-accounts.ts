import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { now } from '#kernel/time.ts';
import { recordProof } from './actions/record-proof.ts';
import { fetchPage, type FetchOptions, UnreachablePage } from './fetch-page.ts';
import { accountsToProve } from './queries/proofs.ts';
import { linkTo } from './rules/back-links.ts';

/** Pages asked at once: most of the time is waiting for servers that do not answer. */
const AT_ONCE = 16;
/** Then the run ends; the next day begins with others. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Reads accounts' own pages and looks for the link back; a page that cannot be read now says nothing. Ends after a quarter of
 * an hour, however many servers are silent.
 */
export async function proveAccounts(services: Services, options: FetchOptions = {}, patienceMs = PATIENCE_MS): Promise<void> {
  const until = now().getTime() + patienceMs;
  const waiting = await accountsToProve(services.db);
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next && now().getTime() < until; next = waiting.shift()) await prove(services, next, options);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (waiting.length > 0) services.log.warn({ left: waiting.length }, 'no time was left to ask all official accounts');
}

async function prove(services: Services, { id, url }: { readonly id: string; readonly url: string }, options: FetchOptions): Promise<void> {
  try {
    const link = linkTo(await fetchPage(url, options), services.config.publicUrl);
    await services.act(recordProof, systemActor('authenticity'), { id, ...(link === undefined ? {} : { link }) });
  } catch (error) {
    if (!(error instanceof UnreachablePage)) throw error;
    services.log.warn({ account: id, reason: error.message }, 'the page of an official account could not be read');
  }
}
