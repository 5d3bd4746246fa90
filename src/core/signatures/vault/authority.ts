import { type Db, on, query, sql, transaction } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import { machineClock, now } from '#kernel/time.ts';
import { type Certificate, isSignedBy } from '../certificates/certificate.ts';
import type { Subject } from '../certificates/names.ts';
import { type CmsSigner, cmsSigner } from '../cms/signer.ts';
import { Oid } from '../der/oids.ts';
import { type OcspSigner, ocspSigner } from '../ocsp/answer.ts';
import { certifyKey, type ForeignKey } from './certify-key.ts';
import { demandSoundClock } from '../tsp/clock.ts';
import {
  authorityCertificates,
  createCertificate,
  currentCertificate,
  type Holding,
  keyAway,
  privateKey,
  type StoredCertificate,
} from './store.ts';
import type { Vault } from './vault.ts';

/** The site's authorities: the root that is believed, and the one that issues. */
export interface Authority {
  readonly root: StoredCertificate;
  readonly issuing: StoredCertificate;
}

/** How long certificates last, in years. The site's own rule: no decree fixes it for an internal authority. */
const validityYears = { root: 20, ca: 10, person: 3, seal: 5, tsa: 5, gateway: 5, ocsp: 0.25, tls: 1, tsl: 5 } as const;

const LOCK = 720_611_020;

/** Authority names are data of the product, in Vietnamese as the holders read them. */
export const authoritySubjects: Readonly<Record<'root' | 'ca' | 'tsa' | 'ocsp', Subject>> = {
  root: { commonName: 'Một Cửa - Chứng thực gốc', organization: 'Một Cửa' },
  ca: { commonName: 'Một Cửa - Chứng thực chữ ký số công vụ', organization: 'Một Cửa' },
  tsa: { commonName: 'Một Cửa - Dấu thời gian', organization: 'Một Cửa' },
  ocsp: { commonName: 'Một Cửa - Trạng thái chứng thư số (OCSP)', organization: 'Một Cửa' },
};

/** The authorities, made on the first call; of several processes that start at once one makes them. */
export async function ensureAuthority(db: Db, vault: Vault): Promise<Authority> {
  return (await findAuthority(db, vault)) ?? transaction(db, (tx) => createAuthority(tx, vault));
}

async function findAuthority(db: Db, vault: Vault): Promise<Authority | undefined> {
  const at = now();
  const root = await currentCertificate(db, vault, { kind: 'root' }, at);
  const issuing = root && (await currentCertificate(db, vault, { kind: 'ca' }, at));
  return root && issuing && { root, issuing };
}

async function createAuthority(tx: Db, vault: Vault): Promise<Authority> {
  await query(tx, sql`select pg_advisory_xact_lock(${LOCK})`);
  const at = now();
  const known = await currentCertificate(tx, vault, { kind: 'root' }, at);
  // A root that has ended is not replaced unseen: everybody who trusts this site has to hear of the next one.
  if (!known && (await authorityCertificates(tx, vault)).some(({ certificate }) => certificate.notAfter <= at)) throw keyAway();
  const root = known
    ? { ...known, key: await privateKey(tx, vault, known.id) }
    : await createCertificate(tx, vault, { holding: { kind: 'root' }, subject: authoritySubjects.root, years: validityYears.root });
  const issuing =
    (await currentCertificate(tx, vault, { kind: 'ca' }, at)) ??
    (await createCertificate(tx, vault, { holding: { kind: 'ca' }, subject: authoritySubjects.ca, years: validityYears.ca, issuer: root }));
  return { root: plain(root), issuing: plain(issuing) };
}

const plain = ({ id, certificate }: StoredCertificate): StoredCertificate => ({ id, certificate });

/** A certificate about to end is replaced this many days before. */
const RENEW_BEFORE_DAYS = 30;
const DAY = 86_400_000;

/**
 * The holder's certificate, issued now when there is none, it ends soon, or the name or post on it is no longer true.
 * `mayIssue` is asked before a new one is issued, and throws when it may not be.
 */
export async function ensureCertificate(
  db: Db,
  vault: Vault,
  holding: Holding,
  subject: Subject,
  mayIssue?: (tx: Db) => Promise<void>,
): Promise<StoredCertificate> {
  const soon = now();
  soon.setUTCDate(soon.getUTCDate() + RENEW_BEFORE_DAYS);
  const fits = (found: StoredCertificate | undefined): found is StoredCertificate =>
    found !== undefined &&
    found.certificate.notAfter > soon &&
    saysTheSame(found.certificate, subject) &&
    isForItsUse(found.certificate, holding);
  const found = await currentCertificate(db, vault, holding, now());
  if (fits(found)) return found;
  return transaction(db, async (tx) => {
    await query(tx, sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${JSON.stringify(holding)}))`);
    const again = await currentCertificate(tx, vault, holding, now());
    if (fits(again)) return again;
    await mayIssue?.(tx);
    return issueAnew(tx, vault, holding, subject);
  });
}

/** Issues a certificate, whatever others the holder has. */
export async function issueAnew(tx: Db, vault: Vault, holding: Holding, subject: Subject): Promise<StoredCertificate> {
  const issuing = await issuerFor(tx, vault, holding);
  const issuer = { ...issuing, key: await privateKey(tx, vault, issuing.id) };
  const kind = holding.kind as keyof typeof validityYears;
  const issued = plain(await createCertificate(tx, vault, { holding, subject, years: validityYears[kind], issuer }));
  failpoint('certificate-issued');
  return issued;
}

/** Issues a TLS certificate for a server's own key, which never leaves the server. */
export async function issueForKey(tx: Db, vault: Vault, wanted: Omit<ForeignKey, 'issuer' | 'years'>): Promise<StoredCertificate> {
  const issuing = await issuerFor(tx, vault, wanted.holding);
  const issuer = { ...issuing, key: await privateKey(tx, vault, issuing.id) };
  return certifyKey(tx, vault, { ...wanted, years: validityYears.tls, issuer });
}

async function issuerFor(db: Db, vault: Vault, { issuerId }: Holding): Promise<StoredCertificate> {
  const named = issuerId === undefined ? undefined : (await issuingAuthorities(db, vault)).find((one) => one.id === issuerId);
  return named ?? (await ensureAuthority(db, vault)).issuing;
}

/** Certificates of sites that were issued before their purpose was written into them are replaced. */
function isForItsUse(certificate: Certificate, holding: Holding): boolean {
  return holding.kind !== 'gateway' || certificate.extendedKeyUsage?.includes(Oid.siteSealing) === true;
}

function saysTheSame(certificate: Certificate, subject: Subject): boolean {
  const fields = ['commonName', 'organization', 'organizationalUnit', 'title', 'organizationIdentifier', 'serialNumber'] as const;
  return fields.every((field) => (certificate.subject[field] ?? '') === (subject[field]?.normalize('NFC') ?? ''));
}

/** A signer ready for use, from memory where it was used before. */
export async function signerOf(db: Db, vault: Vault, stored: StoredCertificate, contentType: string = Oid.data): Promise<CmsSigner> {
  const known = vault.signers.get(stored.id);
  if (known) return known;
  const key = await privateKey(db, vault, stored.id);
  const signer = cmsSigner(stored.certificate, await issuersOf(db, vault, stored.certificate), key, contentType);
  vault.signers.set(stored.id, signer);
  return signer;
}

/** The authorities above a certificate without the root, which a verifier must have by itself. */
async function issuersOf(db: Db, vault: Vault, certificate: Certificate): Promise<readonly Certificate[]> {
  const authorities = (await authorityCertificates(db, vault)).map((one) => one.certificate);
  return authorities.filter((one) => isSignedBy(certificate, one) && !isSignedBy(one, one));
}

/** How long a revocation of the time-stamping certificate may go unheard in this process. */
const LOOKS_AFTER_MS = 1000;

/**
 * The time-stamping authority's signer, for now. From memory for a second at a time: tokens come by thousands. Throws a
 * Problem 503 when this machine's clock cannot be believed.
 */
export async function timestampSigner(db: Db, vault: Vault): Promise<CmsSigner> {
  await demandSoundClock(db);
  const known = vault.stamper;
  if (known && Math.abs(machineClock() - known.lookedAt) < LOOKS_AFTER_MS && known.signer.certificate.notAfter > now()) return known.signer;
  const signer = await signerOf(db, vault, await ensureCertificate(db, vault, { kind: 'tsa' }, authoritySubjects.tsa), Oid.tstInfo);
  // Of a transaction that is rolled back nothing may be left.
  if (!on<never>(db).isTransaction) vault.stamper = { signer, lookedAt: machineClock() };
  return signer;
}

/** All authorities that issue or once issued to holders; not the roots. */
export async function issuingAuthorities(db: Db, vault: Vault): Promise<readonly StoredCertificate[]> {
  return (await authorityCertificates(db, vault)).filter(({ certificate }) => !isSignedBy(certificate, certificate));
}

/** Those about whose certificates this site answers: the authorities that issue, and a root that has a responder. */
export async function answeredAuthorities(db: Db, vault: Vault): Promise<readonly StoredCertificate[]> {
  const answered: StoredCertificate[] = [];
  for (const one of await authorityCertificates(db, vault)) {
    const isRoot = isSignedBy(one.certificate, one.certificate);
    if (!isRoot || (await currentCertificate(db, vault, { kind: 'ocsp', issuerId: one.id }, now()))) answered.push(one);
  }
  return answered;
}

/** Who signs answers about an authority's certificates; from memory until a month before its own certificate ends. */
export async function ocspResponderFor(db: Db, vault: Vault, issuer: StoredCertificate): Promise<OcspSigner> {
  const known = vault.responders.get(issuer.id);
  if (known && known.certificate.notAfter.getTime() - now().getTime() > RENEW_BEFORE_DAYS * DAY) return known;
  const holding = { kind: 'ocsp', issuerId: issuer.id } as const;
  // The root signs its responder's certificate in a ceremony.
  const brought = isSignedBy(issuer.certificate, issuer.certificate) ? await currentCertificate(db, vault, holding, now()) : undefined;
  const stored = brought ?? (await ensureCertificate(db, vault, holding, authoritySubjects.ocsp));
  const signer = ocspSigner(stored.certificate, await privateKey(db, vault, stored.id));
  vault.responders.set(issuer.id, signer);
  return signer;
}
