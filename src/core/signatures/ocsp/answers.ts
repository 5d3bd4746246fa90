import type { Buffer } from 'node:buffer';
import { type Db, on, query, sql } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import type { RevocationReason } from '../certificates/revocation-list.ts';
import type { SignaturesTables } from '../db.gen.ts';
import { ocspResponderFor } from '../vault/authority.ts';
import type { StoredCertificate } from '../vault/store.ts';
import type { Vault } from '../vault/vault.ts';
import { type CertificateState, certId, writeOcspAnswer } from './answer.ts';
import type { CertIdHash } from './request.ts';

/** A signed answer about one certificate. */
export interface SignedAnswer {
  readonly der: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

const LASTS_MS = 86_400_000;
/** An answer is signed anew when half its time is over, so that whoever gets one can use it for half a day. */
const SIGNED_AGAIN_MS = LASTS_MS / 2;

/** What the database knows of a certificate's state. */
export interface KnownState {
  readonly certificateId: string;
  readonly serial: string;
  /** Its last status change, 0 for none. */
  readonly change: number;
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason | null;
}

function states(db: Db) {
  return on<SignaturesTables>(db)
    .selectFrom('signatures.certificate as c')
    .leftJoin('signatures.revocation as r', 'r.certificate_id', 'c.id')
    .select((eb) => [
      'c.id as certificateId',
      'c.serial',
      'r.revoked_at as revokedAt',
      'r.reason',
      eb.fn
        .coalesce(
          eb
            .selectFrom('signatures.status_change as s')
            .select(({ fn }) => fn.max('s.number').as('number'))
            .whereRef('s.certificate_id', '=', 'c.id'),
          eb.val(0),
        )
        .as('change'),
    ])
    .$narrowType<{ reason: RevocationReason | null; change: number }>();
}

/** The state of a certificate of an authority by its serial number; `undefined`: never issued. */
export function knownState(db: Db, issuerId: string, serial: string): Promise<KnownState | undefined> {
  return states(db).where('c.serial', '=', serial).where('c.issuer_id', '=', issuerId).executeTakeFirst();
}

/** How an answer says a state. */
export function stateFor(
  issuer: StoredCertificate,
  known: KnownState,
  name: CertIdHash,
  dates: { readonly thisUpdate: Date; readonly nextUpdate: Date },
): CertificateState {
  const status = known.revokedAt ? { at: known.revokedAt, reason: known.reason ?? 'unspecified' } : 'good';
  return { certId: certId(issuer.certificate, known.serial, name), status, ...dates };
}

/** Signs an answer about one certificate, good from now on for a day. */
export async function signAnswer(
  db: Db,
  vault: Vault,
  issuer: StoredCertificate,
  known: KnownState,
  name: CertIdHash,
): Promise<SignedAnswer> {
  const signer = await ocspResponderFor(db, vault, issuer);
  const thisUpdate = wholeSecond(now());
  const nextUpdate = instant(thisUpdate.getTime() + LASTS_MS);
  const state = stateFor(issuer, known, name, { thisUpdate, nextUpdate });
  return { der: writeOcspAnswer(signer, [state], { producedAt: thisUpdate }), thisUpdate, nextUpdate };
}

/**
 * The answer signed beforehand, or one signed now and kept. It tells the state as the database knows it at this moment, and
 * is not older than `notBefore`.
 */
export async function presignedAnswer(
  db: Db,
  vault: Vault,
  issuer: StoredCertificate,
  known: KnownState,
  name: CertIdHash,
  notBefore?: Date,
): Promise<SignedAnswer> {
  const row = await on<SignaturesTables>(db)
    .selectFrom('signatures.ocsp_answer')
    .select(['der', 'this_update as thisUpdate', 'next_update as nextUpdate'])
    .where('certificate_id', '=', known.certificateId)
    .where('hash_name', '=', name)
    .where('change', '=', known.change)
    .executeTakeFirst();
  if (row && isYoung(row) && !(notBefore && row.thisUpdate < notBefore)) return row;
  const answer = await signAnswer(db, vault, issuer, known, name);
  await storeAnswers(db, [{ known, name, answer }]);
  return answer;
}

export const isYoung = ({ thisUpdate }: Pick<SignedAnswer, 'thisUpdate'>): boolean =>
  now().getTime() - thisUpdate.getTime() < SIGNED_AGAIN_MS;

export interface AnswerToStore {
  readonly known: KnownState;
  readonly name: CertIdHash;
  readonly answer: SignedAnswer;
}

/** Keeps answers for all processes; one that knows a later change stays. */
export async function storeAnswers(db: Db, answers: readonly AnswerToStore[]): Promise<void> {
  await on<SignaturesTables>(db)
    .insertInto('signatures.ocsp_answer')
    .values(
      answers.map(({ known, name, answer }) => ({
        certificate_id: known.certificateId,
        hash_name: name,
        change: known.change,
        this_update: answer.thisUpdate,
        next_update: answer.nextUpdate,
        der: answer.der,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['certificate_id', 'hash_name'])
        .doUpdateSet(({ ref }) => ({
          change: ref('excluded.change'),
          this_update: ref('excluded.this_update'),
          next_update: ref('excluded.next_update'),
          der: ref('excluded.der'),
        }))
        .whereRef('signatures.ocsp_answer.change', '<=', ({ ref }) => ref('excluded.change')),
    )
    .execute();
}

/** Certificates of an authority, still valid, that have no answer for half a day to come; at most `limit`. */
export function statesToSign(db: Db, issuerId: string, name: CertIdHash, limit: number): Promise<KnownState[]> {
  const due = instant(now().getTime() + LASTS_MS - SIGNED_AGAIN_MS);
  return states(db)
    .where('c.issuer_id', '=', issuerId)
    .where('c.not_after', '>', now())
    .where('c.kind', '<>', 'ocsp')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('signatures.ocsp_answer as a')
            .select('a.certificate_id')
            .whereRef('a.certificate_id', '=', 'c.id')
            .where('a.hash_name', '=', name)
            .where('a.next_update', '>', due),
        ),
      ),
    )
    .limit(limit)
    .execute();
}

/** Numbers of the certificates whose state changed after a change, with the last change of all. */
export async function changedSince(db: Db, change: number): Promise<{ readonly serials: readonly string[]; readonly last: number }> {
  const rows = await query(
    db,
    sql<{ number: number; serial: string }>`
      select s.number, c.serial from signatures.status_change s join signatures.certificate c on c.id = s.certificate_id
      where s.number > ${change} order by s.number`,
  );
  return { serials: rows.map((row) => row.serial), last: rows.at(-1)?.number ?? change };
}

function wholeSecond(at: Date): Date {
  at.setUTCMilliseconds(0);
  return at;
}
