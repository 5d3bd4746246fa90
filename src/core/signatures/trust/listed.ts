import { type Db, on } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { ensureAuthority } from '../vault/authority.ts';
import type { Vault } from '../vault/vault.ts';
import { trustServices } from './services.ts';
import type { ServiceType, StatusSince, TrustDomain } from './words.ts';

/** A service as the trusted list names it: this site's own, or another's. */
export interface ListedService {
  /** Absent: this site's own. */
  readonly id?: string | undefined;
  readonly domain: TrustDomain;
  readonly type: ServiceType;
  readonly provider: string;
  readonly name: string;
  readonly certificate: Certificate;
  /** In the order of their instants; never empty. `basis` is absent for this site's own. */
  readonly history: readonly (StatusSince & { readonly basis?: string | undefined })[];
}

/** Everything on the list: this site's own services first. */
export async function listedServices(db: Db, vault: Vault): Promise<readonly ListedService[]> {
  await ensureAuthority(db, vault);
  return [...(await ownServices(db)), ...(await trustServices(db))];
}

const OWN: Readonly<Record<string, ServiceType>> = { root: 'CA/PKC', ca: 'CA/PKC', tsa: 'TSA' };

/** Authorities and time-stamping keys, former ones too: what they signed is still checked. */
async function ownServices(db: Db): Promise<readonly ListedService[]> {
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(['c.kind', 'c.der', 'c.not_before as from', 'r.revoked_at as until'])
    .where('c.kind', 'in', Object.keys(OWN))
    .orderBy('c.not_before')
    .orderBy('c.id')
    .execute();
  return rows.map(({ kind, der, from, until }) => {
    const certificate = readCertificate(der);
    const ended = until && until <= now() ? [{ status: 'withdrawn' as const, from: until }] : [];
    const { commonName, organization = commonName } = certificate.subject;
    const history = [{ status: 'granted' as const, from }, ...ended];
    return { domain: 'site', type: OWN[kind]!, provider: organization, name: commonName, certificate, history };
  });
}
