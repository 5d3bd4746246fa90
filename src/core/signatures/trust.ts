import { type Db, on } from '#kernel/db.ts';
import { type Certificate, isSignedBy } from './certificates/certificate.ts';
import type { Trust } from './certificates/chain.ts';
import type { Revocation, RevocationReason } from './certificates/revocation-list.ts';
import type { SignaturesTables } from './db.gen.ts';
import { lastChange } from './revocation/status.ts';
import { confirmedChanges, standingsOf, type TrustService, trustServices } from './trust/services.ts';
import type { AnchorStanding } from './trust/words.ts';
import { ensureAuthority } from './vault/authority.ts';
import { authorityCertificates } from './vault/store.ts';
import type { Vault } from './vault/vault.ts';

/**
 * This site's own authorities alone, with what was revoked up to this moment. Our records are the whole truth about what
 * they issued and say nothing of anybody else's certificates, though serial numbers may be the same.
 */
export async function siteTrust(db: Db, vault: Vault): Promise<Trust> {
  await ensureAuthority(db, vault);
  const all = (await authorityCertificates(db, vault)).map((one) => one.certificate);
  const revoked = await revocations(db, vault);
  const isOurs = (certificate: Certificate): boolean => all.some((one) => isSignedBy(certificate, one));
  return {
    anchors: all.filter((one) => isSignedBy(one, one)),
    intermediates: all.filter((one) => !isSignedBy(one, one)),
    revocationOf(certificate) {
      const found = revoked.get(certificate.serial);
      return found && isOurs(certificate) ? found : undefined;
    },
    recordsCover: isOurs,
  };
}

/** Whom this site believes: its own authorities, and every service of others with its history in the trusted list. */
export async function trustDomains(db: Db, vault: Vault): Promise<Trust> {
  const own = await siteTrust(db, vault);
  const { anchors, standings } = await others(db, vault);
  if (anchors.length === 0) return own;
  return { ...own, anchors: [...own.anchors, ...anchors], standingOf: (anchor) => standings.get(anchor.fingerprint) };
}

interface Others {
  readonly changes: number;
  readonly anchors: readonly Certificate[];
  readonly standings: ReadonlyMap<string, AnchorStanding>;
}

const known = new WeakMap<Vault, Others>();

/** Read anew only when a change was confirmed since. */
async function others(db: Db, vault: Vault): Promise<Others> {
  const changes = await confirmedChanges(db);
  const last = known.get(vault);
  if (last?.changes === changes) return last;
  const services = await trustServices(db);
  const standings = standingsOf(services);
  const found = { changes, anchors: distinct(services, standings), standings };
  // Of a transaction that is rolled back nothing may be left.
  if (!on<never>(db).isTransaction) known.set(vault, found);
  return found;
}

function distinct(services: readonly TrustService[], standings: Others['standings']): readonly Certificate[] {
  const byFingerprint = new Map(services.map(({ certificate }) => [certificate.fingerprint, certificate]));
  return [...byFingerprint.values()].filter(({ fingerprint }) => standings.has(fingerprint));
}

/** What is known in memory is brought up to the last status change; nothing but the changes is read. */
async function revocations(db: Db, vault: Vault): Promise<ReadonlyMap<string, Revocation>> {
  const known = vault.revocations;
  const last = await lastChange(db);
  if (last <= known.upTo) return known.bySerial;
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.status_change as s')
    .innerJoin('signatures.certificate as c', 'c.id', 's.certificate_id')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(['c.serial', 'r.revoked_at', 'r.reason'])
    .where('s.number', '>', known.upTo)
    .execute();
  for (const { serial, revoked_at: at, reason } of rows) {
    if (at) known.bySerial.set(serial, { serial, at, reason: reason as RevocationReason });
    else known.bySerial.delete(serial);
  }
  known.upTo = Math.max(known.upTo, last);
  return known.bySerial;
}
