import { type Db, on, query, sql } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import { instant } from '#kernel/time.ts';
import { hasSecondFactor } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { countingFactors, type Level, type ProvenFactor } from '../rules/levels.ts';
import { lockOf } from '../lock.ts';
import { levelOf } from './levels.ts';
import { wayBack } from './open.ts';

/** An authentication that its browser may go on with, or that is decided. */
export interface UnderWay {
  readonly id: string;
  readonly minimumLevel: Level;
  /** Step-up: only this account may prove itself. */
  readonly accountId: string | undefined;
  readonly loginHint: string;
  readonly freshSeconds: number | null;
  readonly takesTemporary: boolean;
  readonly forWhom: Text;
  /** Where the browser goes when it is decided. */
  readonly back: string;
  /** Whose factors have been proven so far. */
  readonly provenAccountId: string | undefined;
  readonly proofs: readonly ProvenFactor[];
  readonly decided: boolean;
}

/** The authentication for whoever holds its token; undefined: none, over, taken, or another browser's. `lock`: for changing it. */
export async function findUnderWay(
  db: Db,
  id: string,
  tokenHash: string,
  at: Date,
  options: { lock?: true } = {},
): Promise<UnderWay | undefined> {
  let select = on<IdentityTables>(db)
    .selectFrom('identity.authentication')
    .selectAll()
    .where('id', '=', id)
    .where('token_hash', '=', Buffer.from(tokenHash, 'hex'))
    .where('taken_at', 'is', null)
    .where('expires_at', '>', at);
  if (options.lock) select = select.forUpdate();
  const row = await select.executeTakeFirst();
  return (
    row && {
      id: row.id,
      minimumLevel: row.minimum_level as Level,
      accountId: row.account_id ?? undefined,
      loginHint: row.login_hint ?? '',
      freshSeconds: row.fresh_seconds,
      takesTemporary: row.takes_temporary,
      forWhom: { vi: row.for_vi, en: row.for_en },
      back: wayBack(row.return_path, row.id),
      provenAccountId: row.proven_account_id ?? undefined,
      proofs: (row.proofs as { factor: string; at: string }[]).map((proof) => ({ factor: proof.factor, at: instant(proof.at) })),
      decided: row.outcome !== null,
    }
  );
}

/** What the person does next: say who they are, give a code, unlock, nothing more (`done`), or nothing that helps (`unmet`). */
export type Step = 'identify' | 'code' | 'locked' | 'unmet' | 'done';

/** The level that the proofs of an authentication reach by now. */
export function reachedLevel(under: UnderWay, at: Date): Level | undefined {
  return levelOf(countingFactors(under.proofs, under.freshSeconds, at), at);
}

/** The next step, from what has been proven and what the account has. A second factor that is on is always asked for beside the password. */
export async function nextStep(db: Db, under: UnderWay, at: Date): Promise<Step> {
  const factors = countingFactors(under.proofs, under.freshSeconds, at);
  if (!under.provenAccountId || factors.length === 0) return 'identify';
  const levelWith = (factor: string) => reachedLevel({ ...under, proofs: [...under.proofs, { factor, at }] }, at) ?? 0;
  const hasPasskey = factors.includes('hwk') || factors.includes('swk');
  // Asked of the database only where the answer decides something.
  const codeWanted =
    !factors.includes('otp') &&
    (!hasPasskey || (reachedLevel(under, at) ?? 0) < under.minimumLevel) &&
    (await hasSecondFactor(db, under.provenAccountId));
  if (factors.includes('pwd') && codeWanted && !hasPasskey) return 'code';
  const locked = await lockOf(db, under.provenAccountId);
  const wanted = Math.max(under.minimumLevel, locked?.level ?? 1);
  if ((reachedLevel(under, at) ?? 0) >= wanted) return locked ? 'locked' : 'done';
  if (codeWanted && levelWith('otp') >= wanted) return 'code';
  if (!factors.includes('pwd') && levelWith('pwd') >= wanted) return 'identify';
  return locked ? 'locked' : 'unmet';
}

/** Where a use came from, for its owner. */
export interface UseOrigin {
  readonly device: string;
  readonly addressPrefix: string;
}

/**
 * Adds proven factors of an account; when they reach what is demanded, the authentication is decided and the use noted.
 * The row must be locked. Another account's factors take the place of the earlier ones.
 */
export async function addProofs(
  tx: Db,
  under: UnderWay,
  accountId: string,
  factors: readonly string[],
  origin: UseOrigin,
  at: Date,
): Promise<{ under: UnderWay } & Settled> {
  const before = under.provenAccountId === accountId ? under.proofs.filter(({ factor }) => !factors.includes(factor)) : [];
  const proofs = [...before, ...factors.map((factor) => ({ factor, at }))];
  const next: UnderWay = { ...under, provenAccountId: accountId, proofs };
  return { under: next, ...(await settle(tx, next, origin, at)) };
}

/** What became of an authentication with the latest proof. */
export interface Settled {
  readonly step: Step;
  /** It is decided, on a device or in a network that the account was not used from before. */
  readonly newDevice: boolean;
}

/** Writes what has been proven into a locked row; decides it when nothing more is wanted, and notes the use. */
export async function settle(tx: Db, under: UnderWay, origin: UseOrigin, at: Date): Promise<Settled> {
  const step = await nextStep(tx, under, at);
  const factors = countingFactors(under.proofs, under.freshSeconds, at);
  const level = step === 'done' ? levelOf(factors, at) : undefined;
  await on<IdentityTables>(tx)
    .updateTable('identity.authentication')
    .set({
      proven_account_id: under.provenAccountId ?? null,
      proofs: JSON.stringify(under.proofs),
      ...(level === undefined ? {} : { outcome: 'proven', decided_at: at, level, factors }),
    })
    .where('id', '=', under.id)
    .execute();
  if (level === undefined || under.provenAccountId === undefined) return { step, newDevice: false };
  return { step, newDevice: await noteUse(tx, under, under.provenAccountId, level, factors, origin, at) };
}

/** Notes a use; true: the account was used before, and never from there. */
async function noteUse(
  tx: Db,
  under: UnderWay,
  accountId: string,
  level: number,
  factors: string[],
  { device, addressPrefix }: UseOrigin,
  at: Date,
): Promise<boolean> {
  const { vi, en } = under.forWhom;
  const used = sql`select 1 from identity.use u where u.account_id = ${accountId}`;
  // A passkey is a device by itself, in whatever network it is; beside a telephone it is the computer that may be new.
  const byPasskey = (factors.includes('hwk') || factors.includes('swk')) && !factors.includes('mca');
  const unknown = byPasskey
    ? sql`false`
    : sql`exists (${used}) and not exists (${used} and u.device = ${device} and u.address_prefix = ${addressPrefix})`;
  const [row] = await query<{ unknown: boolean }>(
    tx,
    sql`insert into identity.use (id, account_id, at, for_vi, for_en, level, factors, device, address_prefix)
      values (${newId()}, ${accountId}, ${at}, ${vi}, ${en}, ${level}, ${factors}::text[], ${device}, ${addressPrefix})
      returning ${unknown} as unknown`,
  );
  return row?.unknown ?? false;
}

/** Ends an authentication without a proof. */
export async function giveUp(tx: Db, under: UnderWay, outcome: 'cancelled' | 'unmet', at: Date): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.authentication')
    .set({ outcome, decided_at: at })
    .where('id', '=', under.id)
    .where('outcome', 'is', null)
    .execute();
}

/** Forgets what was proven: the person begins again. */
export async function startOver(tx: Db, under: UnderWay): Promise<void> {
  await on<IdentityTables>(tx)
    .updateTable('identity.authentication')
    .set({ proven_account_id: null, proofs: '[]' })
    .where('id', '=', under.id)
    .where('outcome', 'is', null)
    .execute();
}
