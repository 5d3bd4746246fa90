import { Buffer } from 'node:buffer';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { newId } from '#kernel/id.ts';
import { instant, now } from '#kernel/time.ts';
import { type Certificate, isSignedBy, KeyUsage, readCertificate } from '../certificates/certificate.ts';
import { encodeName, type Subject } from '../certificates/names.ts';
import { readRevocationList, type RevocationReason } from '../certificates/revocation-list.ts';
import { publicHalf, signWith } from '../certificates/signing-key.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { pointersFor } from '../revocation/addresses.ts';
import { keepList, latestNumber } from '../revocation/lists.ts';
import { lastChange } from '../revocation/status.ts';
import { authoritySubjects } from '../vault/authority.ts';
import { makeKey } from '../vault/keys.ts';
import { authorityCertificates, insertCertificate, type StoredCertificate } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { proofBytes, type RootAnswer, type RootRequest, type WantedCertificate } from './forms.ts';
import { RootFileError } from './key-file.ts';

/** What shall be asked of the root. Its revocation list always is. */
export interface RootWishes {
  readonly site: string;
  readonly certificates: readonly WantedCertificate['profile'][];
  /** How long the root's list shall last. */
  readonly listDays: number;
}

const LOCK = 720_611_023;
const years = { ca: 10, tsa: 5, ocsp: 1 } as const;

/** Makes keys for new certificates, keeps them apart until the answer comes, and says what the root has to sign. */
export async function requestFromRoot(tx: Db, vault: Vault, root: StoredCertificate, wishes: RootWishes): Promise<RootRequest> {
  await query(tx, sql`select pg_advisory_xact_lock(${LOCK})`);
  const hasResponder = wishes.certificates.includes('ocsp') || (await responderOfRoot(tx, root.id)) !== undefined;
  const certificates: WantedCertificate[] = [];
  for (const profile of wishes.certificates) certificates.push(await want(tx, vault, root, profile, hasResponder));
  return {
    format: 'motcua-root-request-1',
    site: wishes.site,
    madeAt: now().toISOString(),
    root: root.certificate.fingerprint,
    certificates,
    list: {
      after: await latestNumber(tx, { issuer: root, partition: '' }),
      days: wishes.listDays,
      revoked: (await revokedUnder(tx, root.id)).map(({ serial, at, reason }) => ({ serial, at: at.toISOString(), reason })),
    },
  };
}

async function want(
  tx: Db,
  vault: Vault,
  root: StoredCertificate,
  profile: WantedCertificate['profile'],
  hasResponder: boolean,
): Promise<WantedCertificate> {
  const id = newId();
  const { key, stored } = makeKey(vault, profile, id);
  const publicKey = publicHalf(key).export({ type: 'spki', format: 'der' });
  const subject = await nextSubject(tx, profile);
  await on<SignaturesTables>(tx)
    .insertInto('signatures.pending_certificate')
    .values({
      id,
      profile,
      issuer_id: root.id,
      subject: JSON.stringify(subject),
      public_key: publicKey,
      requested_at: now(),
      ...stored,
    })
    .execute();
  const pointers = vault.pointers ? pointersFor(vault.pointers, profile === 'ocsp' ? 'ocsp' : 'ca', root.certificate, '') : undefined;
  const wanted = {
    id,
    profile,
    subject,
    years: years[profile],
    publicKey: publicKey.toString('base64'),
    ...(pointers ? { pointers: withResponder(pointers, profile, hasResponder ? vault.pointers : undefined) } : {}),
  };
  return { ...wanted, proof: signWith(key, proofBytes(root.certificate.fingerprint, wanted)).toString('base64') };
}

function withResponder(
  { issuer, list }: { readonly issuer: string; readonly list?: string | undefined },
  profile: WantedCertificate['profile'],
  base: string | undefined,
): NonNullable<WantedCertificate['pointers']> {
  return { issuer, ...(list ? { list } : {}), ...(base && profile !== 'ocsp' ? { ocsp: `${base}/ocsp` } : {}) };
}

/** Each issuing authority has a name of its own: lists are found by the issuer's name. */
async function nextSubject(tx: Db, profile: WantedCertificate['profile']): Promise<WantedCertificate['subject']> {
  const { commonName, organization } = authoritySubjects[profile];
  const [row] = await query<{ count: number }>(
    tx,
    sql`select (select count(*) from signatures.certificate where kind = ${profile} and kind = 'ca')::int
      + (select count(*) from signatures.pending_certificate where profile = ${profile} and profile = 'ca')::int as count`,
  );
  const number = (row?.count ?? 0) + 1;
  return { commonName: number === 1 ? commonName : `${commonName} (${number})`, ...(organization ? { organization } : {}) };
}

interface RevokedUnder {
  readonly serial: string;
  readonly at: Date;
  readonly reason: RevocationReason;
}

function revokedUnder(db: Db, issuerId: string): Promise<RevokedUnder[]> {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.revocation as r')
    .innerJoin('signatures.certificate as c', 'c.id', 'r.certificate_id')
    .select(['c.serial', 'r.revoked_at as at', 'r.reason'])
    .where('r.issuer_id', '=', issuerId)
    .orderBy('r.change')
    .$narrowType<{ reason: RevocationReason }>()
    .execute();
}

/** Whether the root has a responder of its own now. */
export async function responderOfRoot(db: Db, rootId: string): Promise<string | undefined> {
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.certificate')
    .select('id')
    .where('kind', '=', 'ocsp')
    .where('issuer_id', '=', rootId)
    .where('not_after', '>', now())
    .executeTakeFirst();
  return row?.id;
}

export interface Brought {
  readonly certificates: readonly { readonly id: string; readonly serial: string; readonly profile: string }[];
  readonly listNumber: number;
  readonly listEnds: Date;
}

/**
 * Takes what the root answered into use: new certificates with the keys that waited for them, and its revocation list. Throws
 * RootFileError and changes nothing when anything in it is not what was asked for.
 */
export async function bringAnswer(tx: Db, vault: Vault, answer: RootAnswer): Promise<Brought> {
  await query(tx, sql`select pg_advisory_xact_lock(${LOCK})`);
  const root = (await authorityCertificates(tx, vault)).find(({ certificate }) => certificate.fingerprint === answer.root);
  if (!root) throw wrongAnswer('root');
  const certificates = [];
  for (const { id, der } of answer.certificates) certificates.push(await bringCertificate(tx, root, id, Buffer.from(der, 'base64')));
  const list = await bringList(tx, root, Buffer.from(answer.list, 'base64'));
  return { certificates, ...list };
}

async function bringCertificate(tx: Db, root: StoredCertificate, id: string, der: Buffer): Promise<Brought['certificates'][number]> {
  const tables = on<SignaturesTables>(tx);
  const pending = await tables.selectFrom('signatures.pending_certificate').selectAll().where('id', '=', id).executeTakeFirst();
  if (!pending || pending.issuer_id !== root.id) throw wrongAnswer('not-asked-for');
  const certificate = readCertificate(der);
  const subject = pending.subject as Subject;
  const profile = pending.profile as WantedCertificate['profile'];
  const key = createPublicKey({ key: pending.public_key, format: 'der', type: 'spki' });
  if (!isSignedBy(certificate, root.certificate) || !certificate.publicKey.equals(key)) throw wrongAnswer('key');
  if (!certificate.subject.raw.equals(encodeName(subject)) || !fitsProfile(certificate, profile)) throw wrongAnswer('content');
  if (certificate.notAfter <= now()) throw wrongAnswer('dates');
  const at = now();
  await insertCertificate(tx, { id, certificate, holding: { kind: profile }, subject, issuerId: root.id, at, partition: '' });
  const { master_key, nonce, sealed, token } = pending;
  await tables.insertInto('signatures.signing_key').values({ certificate_id: id, master_key, nonce, sealed, token }).execute();
  await tables.deleteFrom('signatures.pending_certificate').where('id', '=', id).execute();
  return { id, serial: certificate.serial, profile };
}

function fitsProfile(certificate: Certificate, profile: WantedCertificate['profile']): boolean {
  const isAuthority = profile === 'ca';
  const signsCertificates = certificate.keyUsage?.has(KeyUsage.keyCertSign) === true;
  return (
    certificate.isAuthority === isAuthority && signsCertificates === isAuthority && new X509Certificate(certificate.der).ca === isAuthority
  );
}

async function bringList(tx: Db, root: StoredCertificate, der: Buffer): Promise<Pick<Brought, 'listNumber' | 'listEnds'>> {
  const list = readRevocationList(der, root.certificate);
  const name = { issuer: root, partition: '' };
  const missing = (await revokedUnder(tx, root.id)).some(({ serial }) => !list.revoked.has(serial));
  if (list.number <= (await latestNumber(tx, name)) || missing) throw wrongAnswer('list');
  if (list.nextUpdate <= now() || list.thisUpdate.getTime() > now().getTime() + 5 * 60_000) throw wrongAnswer('dates');
  const upTo = await lastChange(tx);
  const { number, thisUpdate, nextUpdate, revoked } = list;
  await keepList(tx, name, { number, baseNumber: undefined, upTo, thisUpdate, nextUpdate, entries: revoked.size, der });
  return { listNumber: number, listEnds: instant(nextUpdate.getTime()) };
}

const whyNot = {
  root: { vi: 'của gốc khác', en: 'of another root' },
  'not-asked-for': {
    vi: 'có chứng thư số không được yêu cầu hoặc đã nhập rồi',
    en: 'a certificate that was not asked for, or is here already',
  },
  key: { vi: 'chứng thư số không do gốc ký hoặc của khóa khác', en: 'a certificate not signed by the root, or of another key' },
  content: { vi: 'chứng thư số ghi khác yêu cầu', en: 'a certificate that says other than was asked for' },
  list: { vi: 'danh sách thu hồi cũ hơn danh sách đang có', en: 'a revocation list older than what is here' },
  dates: { vi: 'đã hết hạn, hoặc đồng hồ hai máy lệch nhau', en: 'ended already, or the clocks of the machines differ' },
} as const;

function wrongAnswer(why: keyof typeof whyNot): RootFileError {
  return new RootFileError({
    vi: `Không nhập tệp trả lời: ${whyNot[why].vi}.`,
    en: `the answer was not taken: ${whyNot[why].en}.`,
  });
}
