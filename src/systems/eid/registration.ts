import { createHash } from 'node:crypto';
import { type Db, on } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { forgetClients } from './clients.ts';
import type { EidTables } from './db.gen.ts';
import type { Level } from './rules/levels.ts';

/** A site or app that people may log in to through the provider. */
export interface ClientRegistration {
  /** 3 to 64 lower-case letters, digits, dots, hyphens. */
  readonly id: string;
  readonly title: Text;
  readonly agencyId?: string | undefined;
  /** `native`: an app on a phone or desktop, whose loopback port may change. */
  readonly kind?: 'web' | 'native';
  /** How it shows that it is itself: not at all (an app that cannot keep a secret), a secret of 256 random bits, a key pair. */
  readonly proof:
    | { readonly kind: 'none' }
    | { readonly kind: 'secret'; readonly secretHash: string }
    | { readonly kind: 'key'; readonly keys: readonly object[] }
    | { readonly kind: 'key'; readonly keysUrl: string };
  readonly redirectUris: readonly string[];
  readonly logoutUris?: readonly string[];
  readonly backchannelLogoutUri?: string | undefined;
  /** Clients of one sector know a person by the same subject. */
  readonly sector: string;
  /** Names of rules/claims.ts, `openid` among them. */
  readonly scopes: readonly string[];
  readonly minimumLevel?: Level;
  /** A log-in older than this does not count here. */
  readonly freshestSeconds?: number | undefined;
  /** `fapi2`: pushed requests, proof of possession, a key of its own. */
  readonly profile?: 'standard' | 'fapi2';
  /** One of the State's own doors: people are not asked what it may learn. */
  readonly own?: boolean;
  /** May ask what tokens of other clients are good for. */
  readonly readsTokens?: boolean;
  readonly refreshes?: boolean;
  /** People may act for others here. */
  readonly represents?: boolean;
}

/** SHA-256 of a client's secret, as it is stored. */
export function clientSecretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function columnsOf(registration: ClientRegistration) {
  const { proof } = registration;
  return {
    title_vi: registration.title.vi,
    title_en: registration.title.en,
    agency_id: registration.agencyId ?? null,
    kind: registration.kind ?? 'web',
    proof: proof.kind,
    secret_hash: proof.kind === 'secret' ? proof.secretHash : null,
    keys: 'keys' in proof ? JSON.stringify({ keys: proof.keys }) : null,
    keys_url: 'keysUrl' in proof ? proof.keysUrl : null,
    redirect_uris: [...registration.redirectUris],
    logout_uris: [...(registration.logoutUris ?? [])],
    backchannel_logout_uri: registration.backchannelLogoutUri ?? null,
    sector: registration.sector,
    scopes: [...registration.scopes],
    minimum_level: registration.minimumLevel ?? 1,
    freshest_seconds: registration.freshestSeconds ?? null,
    profile: registration.profile ?? 'standard',
    consent: registration.own ? 'own' : 'ask',
    reads_tokens: registration.readsTokens ?? false,
    refreshes: registration.refreshes ?? false,
    represents: registration.represents ?? false,
  };
}

/** Stores a new client; throws when its id is taken. */
export async function insertClient(tx: Db, registration: ClientRegistration, by: string, at: Date): Promise<void> {
  await on<EidTables>(tx)
    .insertInto('eid.client')
    .values({ id: registration.id, ...columnsOf(registration), created_at: at, created_by: by })
    .execute();
}

/**
 * Stores a client, or brings it up to date when its id is there: for the product's own and the demonstration's; administrators
 * register by the action. A closed one stays closed.
 */
export async function registerClient(tx: Db, registration: ClientRegistration, by: string, at: Date): Promise<void> {
  const columns = columnsOf(registration);
  await on<EidTables>(tx)
    .insertInto('eid.client')
    .values({ id: registration.id, ...columns, created_at: at, created_by: by })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
  forgetClients(tx);
}
