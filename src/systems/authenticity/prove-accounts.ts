import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { recordProof } from './actions/record-proof.ts';
import { fetchPage, type FetchOptions, UnreachablePage } from './fetch-page.ts';
import { accountsToProve } from './queries/proofs.ts';
import { linkTo } from './rules/back-links.ts';

/** Reads every account's own page and looks for the link back; a page that cannot be read now says nothing. */
export async function proveAccounts(services: Services, options: FetchOptions = {}): Promise<void> {
  for (const { id, url } of await accountsToProve(services.db)) {
    try {
      const link = linkTo(await fetchPage(url, options), services.config.publicUrl);
      await services.act(recordProof, systemActor('authenticity'), { id, ...(link === undefined ? {} : { link }) });
    } catch (error) {
      if (!(error instanceof UnreachablePage)) throw error;
      services.log.warn({ account: id, reason: error.message }, 'the page of an official account could not be read');
    }
  }
}
