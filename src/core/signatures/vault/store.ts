import type { Buffer } from 'node:buffer';
import { type Db, on } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import { issueCertificate, type Issuer, type Profile } from '../certificates/issue.ts';
import { nameText, type Subject } from '../certificates/names.ts';
import { publicHalf, type SigningKey } from '../certificates/signing-key.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { messages } from '../messages.ts';
import { partitionOf, pointersFor } from '../revocation/addresses.ts';
import { makeKey, openKey } from './keys.ts';
import type { Vault } from './vault.ts';

/** Whose certificate it is. */
export interface Holding {
  readonly kind: Profile;
  readonly accountId?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly site?: string | undefined;
  /** The authority whose certificates a responder (`ocsp`) speaks about. */
  readonly issuerId?: string | undefined;
}

/** A certificate of ours with its row's id. */
export interface StoredCertificate {
  readonly id: string;
  readonly certificate: Certificate;
}

/** The certificate of a holder that is valid longest from `at` on and not revoked; `undefined` when there is none. */
export async function currentCertificate(db: Db, vault: Vault, holding: Holding, at: Date): Promise<StoredCertificate | undefined> {
  let query = on<SignaturesTables>(db)
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select(['c.id', 'c.der'])
    .where('c.kind', '=', holding.kind)
    .where('c.not_before', '<=', at)
    .where('c.not_after', '>', at)
    .where('r.certificate_id', 'is', null)
    .orderBy('c.not_after', 'desc')
    .orderBy('c.issued_at', 'desc')
    .limit(1);
  if (holding.accountId !== undefined) query = query.where('c.account_id', '=', holding.accountId);
  if (holding.agencyId !== undefined) query = query.where('c.agency_id', '=', holding.agencyId);
  if (holding.issuerId !== undefined) query = query.where('c.issuer_id', '=', holding.issuerId);
  if (holding.site !== undefined) query = query.where('c.site', '=', holding.site);
  const row = await query.executeTakeFirst();
  return row && { id: row.id, certificate: remember(vault, row.id, row.der) };
}

/** All roots and issuing authorities this site ever had: signatures of former ones stay good. */
export async function authorityCertificates(db: Db, vault: Vault): Promise<readonly StoredCertificate[]> {
  const rows = await on<SignaturesTables>(db)
    .selectFrom('signatures.certificate')
    .select(['id', 'der'])
    .where('kind', 'in', ['root', 'ca'])
    .orderBy('not_after', 'desc')
    .execute();
  return rows.map((row) => ({ id: row.id, certificate: remember(vault, row.id, row.der) }));
}

function remember(vault: Vault, id: string, der: Buffer): Certificate {
  let certificate = vault.certificates.get(id);
  if (!certificate) {
    certificate = readCertificate(der);
    vault.certificates.set(id, certificate);
  }
  return certificate;
}

/** The private key of one of our certificates; `undefined` when it is kept elsewhere. */
export async function findKey(db: Db, vault: Vault, certificateId: string): Promise<SigningKey | undefined> {
  const stored = await on<SignaturesTables>(db)
    .selectFrom('signatures.signing_key')
    .select(['master_key', 'nonce', 'sealed', 'token'])
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
  return stored && openKey(vault, stored, certificateId);
}

/** Whether the private key of a certificate is here, or in our token. */
export async function hasKey(db: Db, certificateId: string): Promise<boolean> {
  const tables = on<SignaturesTables>(db);
  const row = await tables
    .selectFrom('signatures.signing_key')
    .select('token')
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Destroys our copy of a private key. */
export async function forgetKey(tx: Db, certificateId: string): Promise<void> {
  await on<SignaturesTables>(tx).deleteFrom('signatures.signing_key').where('certificate_id', '=', certificateId).execute();
}

/** The private key of one of our certificates, which must be here. */
export async function privateKey(db: Db, vault: Vault, certificateId: string): Promise<SigningKey> {
  const key = await findKey(db, vault, certificateId);
  if (!key) throw keyAway();
  return key;
}

/** Why something that needs a key cannot be done: the key is elsewhere. */
export function keyAway(): Problem {
  return new Problem({
    slug: 'key-away',
    status: 503,
    title: { vi: 'Khóa không có ở đây', en: 'The key is not here' },
    detail: messages.keyAway,
  });
}

export interface NewCertificate {
  readonly holding: Holding;
  readonly subject: Subject;
  readonly years: number;
  /** Absent for a root. */
  readonly issuer?: (Issuer & { readonly id: string }) | undefined;
}

const DAY = 86_400_000;

/** Makes a key, issues its certificate and stores both, the key sealed. It never outlives its issuer. */
export async function createCertificate(
  db: Db,
  vault: Vault,
  wanted: NewCertificate,
): Promise<StoredCertificate & { readonly key: SigningKey }> {
  const { holding, issuer } = wanted;
  const at = now();
  const id = newId();
  const { key, stored } = makeKey(vault, holding.kind, id);
  const partition = issuer && vault.pointers ? partitionOf(holding.kind, at) : '';
  const pointers = issuer && vault.pointers ? pointersFor(vault.pointers, holding.kind, issuer.certificate, partition) : undefined;
  const end = laterBy(at, wanted.years * 365.25 * DAY);
  const certificate = issueCertificate(
    {
      profile: holding.kind,
      subject: wanted.subject,
      publicKey: publicHalf(key),
      // A verifier whose clock is a little behind must not find it invalid.
      notBefore: laterBy(at, -5 * 60_000),
      notAfter: issuer && issuer.certificate.notAfter < end ? issuer.certificate.notAfter : end,
      pointers,
    },
    issuer ?? { key },
  );
  await insertCertificate(db, { id, certificate, holding, subject: wanted.subject, issuerId: issuer?.id ?? null, at, partition });
  if (issuer && pointers?.list) await insertPoint(db, issuer.id, partition, pointers.list);
  await on<SignaturesTables>(db)
    .insertInto('signatures.signing_key')
    .values({ certificate_id: id, ...stored })
    .execute();
  return { id, certificate, key };
}

export interface CertificateToStore {
  readonly id: string;
  readonly certificate: Certificate;
  readonly holding: Holding;
  readonly subject: Subject;
  readonly issuerId: string | null;
  readonly at: Date;
  readonly partition: string;
}

/** Remembers where certificates look for their list; the list says so too. */
export async function insertPoint(db: Db, issuerId: string, partition: string, url: string): Promise<void> {
  await on<SignaturesTables>(db)
    .insertInto('signatures.distribution_point')
    .values({ issuer_id: issuerId, partition, url })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Stores a certificate of ours. */
export async function insertCertificate(
  db: Db,
  { id, certificate, holding, subject, issuerId, at, partition }: CertificateToStore,
): Promise<void> {
  await on<SignaturesTables>(db)
    .insertInto('signatures.certificate')
    .values({
      id,
      serial: certificate.serial,
      kind: holding.kind,
      subject: nameText(subject),
      issuer_id: issuerId,
      account_id: holding.accountId ?? null,
      agency_id: holding.agencyId ?? null,
      site: holding.site ?? null,
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
      issued_at: at,
      fingerprint: certificate.fingerprint,
      der: certificate.der,
      partition,
    })
    .execute();
}

function laterBy(at: Date, milliseconds: number): Date {
  const later = now();
  later.setTime(at.getTime() + milliseconds);
  return later;
}
