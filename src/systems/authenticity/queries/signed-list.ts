import { signDetached, theVault } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Services } from '#kernel/http/services.ts';
import { instant } from '#kernel/time.ts';
import { listAccounts, type OfficialAccount } from './accounts.ts';

/** More than the country has; the file stays one file. */
const MOST = 50_000;

/** The registry as other systems read it: RFC 8785 JSON, and a detached JWS over these very bytes. */
export interface SignedList {
  readonly body: string;
  readonly jws: string;
}

function publicFacts(account: OfficialAccount, publicUrl: string) {
  const { platform, stableId, handle, displayName, url, agencyId, agencyName, status, statusAt, openedOn, closedOn } = account;
  return {
    platform,
    stableId,
    handle,
    displayName,
    url,
    agency: { id: agencyId, name: agencyName },
    status,
    statusSince: statusAt.toISOString(),
    openedOn,
    ...(closedOn === null ? {} : { closedOn }),
    ...(account.shownAs === null ? {} : { platformShows: account.shownAs, platformShowsSince: account.shownSince?.toISOString() }),
    ...(account.demo ? { example: true } : {}),
    history: `${publicUrl}/tai-khoan-chinh-thuc/${account.id}`,
  };
}

let last: { readonly key: string; readonly list: SignedList } | undefined;

/** The signed registry. Signed again only when it has changed. */
export async function signedList({ db, config }: Services): Promise<SignedList> {
  const accounts = await listAccounts(db, { limit: MOST });
  const updated = accounts.reduce(
    (latest, { changedAt, shownSince }) => Math.max(latest, changedAt.getTime(), shownSince?.getTime() ?? 0),
    0,
  );
  const body = canonicalJson({
    site: config.publicUrl,
    keys: `${config.publicUrl}/.well-known/jwks.json`,
    updated: instant(updated).toISOString(),
    accounts: accounts.map((account) => publicFacts(account, config.publicUrl)),
  });
  const key = `${theVault().keyId} ${body}`;
  if (last?.key !== key) last = { key, list: { body, jws: await signDetached(db, theVault(), config.site, body) } };
  return last.list;
}

/** trust.txt (JournalList, draft-org-trust-relationship-protocol): which accounts speak for this site. */
export async function trustText({ db, config }: Services): Promise<string> {
  const accounts = await listAccounts(db, { limit: MOST });
  const lines = accounts.filter(({ status, platform }) => status === 'active' && platform !== 'website').map(({ url }) => `social=${url}`);
  const sites = accounts.filter(({ status, platform }) => status === 'active' && platform === 'website').map(({ url }) => `control=${url}`);
  const head = [`# ${config.publicUrl}/tai-khoan-chinh-thuc`, `disclosure=${config.publicUrl}/tai-khoan-chinh-thuc`];
  return `${[...head, `contact=${config.publicUrl}/bao-gia-mao`, ...sites, ...lines].join('\n')}\n`;
}
