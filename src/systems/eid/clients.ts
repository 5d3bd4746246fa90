import type { ClientMetadata } from 'oidc-provider';
import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import type { EidTables } from './db.gen.ts';
import type { Level } from './rules/levels.ts';

/** What a client is beyond what OpenID Connect knows of it; see the table eid.client. */
export interface OwnMetadata {
  readonly title_en: string;
  readonly sector: string;
  readonly minimum_level: Level;
  readonly profile: 'standard' | 'fapi2';
  /** One of the State's own doors: its users are not asked what it may learn. */
  readonly own: boolean;
  readonly reads_tokens: boolean;
  readonly represents: boolean;
}

/** A client in the words of OpenID Connect, and what it is beyond them. */
export type Client = ClientMetadata & OwnMetadata;

export const OWN_METADATA = ['title_en', 'sector', 'minimum_level', 'profile', 'own', 'reads_tokens', 'represents'] as const;

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

const METHODS = { none: 'none', secret: 'client_secret_basic', key: 'private_key_jwt' } as const;

function rows(db: Db) {
  return on<EidTables>(db).selectFrom('eid.client').selectAll().where('closed_at', 'is', null);
}

type ClientRow = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

/** A row in the words of OpenID Connect; the secret stays hashed, see provider.ts. */
export function metadataOf(row: ClientRow): Client {
  const fapi = row.profile === 'fapi2';
  return {
    client_id: row.id,
    client_name: row.title_vi,
    title_en: row.title_en,
    application_type: row.kind === 'native' ? 'native' : 'web',
    redirect_uris: row.redirect_uris,
    post_logout_redirect_uris: row.logout_uris,
    response_types: ['code'],
    grant_types: ['authorization_code', ...(row.refreshes ? ['refresh_token'] : []), ...(row.represents ? [TOKEN_EXCHANGE] : [])],
    scope: row.scopes.join(' '),
    subject_type: 'pairwise',
    id_token_signed_response_alg: 'ES256',
    token_endpoint_auth_method: METHODS[row.proof as keyof typeof METHODS],
    ...(row.secret_hash === null ? {} : { client_secret: row.secret_hash }),
    ...(row.keys === null ? {} : { jwks: row.keys as NonNullable<ClientMetadata['jwks']> }),
    ...(row.keys_url === null ? {} : { jwks_uri: row.keys_url }),
    ...(row.freshest_seconds === null ? {} : { default_max_age: row.freshest_seconds }),
    ...(row.backchannel_logout_uri === null
      ? {}
      : { backchannel_logout_uri: row.backchannel_logout_uri, backchannel_logout_session_required: true }),
    require_auth_time: true,
    require_pushed_authorization_requests: fapi,
    dpop_bound_access_tokens: fapi,
    sector: row.sector,
    minimum_level: row.minimum_level as Level,
    profile: fapi ? 'fapi2' : 'standard',
    own: row.consent === 'own',
    reads_tokens: row.reads_tokens,
    represents: row.represents,
  };
}

/** How long a row is believed without asking again; a closed client is shut out after this at the latest. */
const BELIEVED_MS = 2_000;
const LARGEST_CACHE = 5_000;
const caches = new WeakMap<Db, Map<string, { readonly at: number; readonly metadata: Client }>>();

function cacheOf(db: Db) {
  const cache = caches.get(db) ?? new Map<string, { readonly at: number; readonly metadata: Client }>();
  caches.set(db, cache);
  return cache;
}

/** Forgets what was believed about clients, after one has changed in this process. */
export function forgetClients(db: Db): void {
  cacheOf(db).clear();
}

/** An open client's metadata; undefined when there is none of this id. */
export async function clientMetadata(db: Db, id: string): Promise<Client | undefined> {
  const cache = cacheOf(db);
  const at = now().getTime();
  const known = cache.get(id);
  const age = known ? at - known.at : -1;
  if (known && age >= 0 && age < BELIEVED_MS) return known.metadata;
  const row = await rows(db).where('id', '=', id).executeTakeFirst();
  cache.delete(id);
  if (!row) return undefined;
  if (cache.size >= LARGEST_CACHE) cache.clear();
  const metadata = metadataOf(row);
  cache.set(id, { at, metadata });
  return metadata;
}
