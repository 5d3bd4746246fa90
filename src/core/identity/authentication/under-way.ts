import type { Selectable } from 'kysely';
import { type Db, on, type Prepared, runLater, runPrepared, runTogether, type Statement } from '#kernel/db.ts';
import type { Text } from '#kernel/i18n.ts';
import { newId } from '#kernel/id.ts';
import { instant } from '#kernel/time.ts';
import { hasSecondFactor } from '../credentials.ts';
import type { IdentityTables } from '../db.gen.ts';
import { countingFactors, type Level, type ProvenFactor } from '../rules/levels.ts';
import { type Lock, lockOf } from '../lock.ts';
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

type UnderWayRow = Selectable<IdentityTables['identity.authentication']>;

const COLUMNS = `id, minimum_level, account_id, login_hint, fresh_seconds, takes_temporary, for_vi, for_en, return_path, proven_account_id,
  proofs, outcome`;
const OF_ITS_BROWSER = 'id = $1 and token_hash = $2 and taken_at is null and expires_at > $3';
const FIND: Prepared = {
  name: 'identity-under-way',
  text: `select ${COLUMNS} from identity.authentication where ${OF_ITS_BROWSER}`,
};
const FIND_LOCKED: Prepared = { name: 'identity-under-way-locked', text: `${FIND.text} for update` };

/** The question for an authentication, and what its answer says. */
export function askUnderWay(
  id: string,
  tokenHash: string,
  at: Date,
  options: { lock?: true } = {},
): { readonly statement: Statement; read(rows: readonly object[]): UnderWay | undefined } {
  const prepared = options.lock ? FIND_LOCKED : FIND;
  const statement = { prepared, values: [id, Buffer.from(tokenHash, 'hex'), at] };
  return { statement, read: ([row]) => row && underWayOf(row as UnderWayRow) };
}

/** The authentication for whoever holds its token; undefined: none, over, taken, or another browser's. `lock`: for changing it. */
export async function findUnderWay(
  db: Db,
  id: string,
  tokenHash: string,
  at: Date,
  options: { lock?: true } = {},
): Promise<UnderWay | undefined> {
  const { statement, read } = askUnderWay(id, tokenHash, at, options);
  const [rows = []] = await runTogether(db, [statement]);
  return read(rows);
}

function underWayOf(row: UnderWayRow): UnderWay {
  return {
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
  };
}

/** What the person does next: say who they are, give a code, unlock, nothing more (`done`), or nothing that helps (`unmet`). */
export type Step = 'identify' | 'code' | 'locked' | 'unmet' | 'done';

/** The level that the proofs of an authentication reach by now. */
export function reachedLevel(under: UnderWay, at: Date): Level | undefined {
  return levelOf(countingFactors(under.proofs, under.freshSeconds, at), at);
}

/** The lock of the account that is being proven, where it was read together with something else. */
export interface KnownLock {
  readonly lock: Lock | undefined;
}

/** The next step, from what has been proven and what the account has. A second factor that is on is always asked for beside the password. */
export async function nextStep(db: Db, under: UnderWay, at: Date, known?: KnownLock): Promise<Step> {
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
  const locked = known ? known.lock : await lockOf(db, under.provenAccountId);
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
  known?: KnownLock,
): Promise<{ under: UnderWay } & Settled> {
  const before = under.provenAccountId === accountId ? under.proofs.filter(({ factor }) => !factors.includes(factor)) : [];
  const proofs = [...before, ...factors.map((factor) => ({ factor, at }))];
  const next: UnderWay = { ...under, provenAccountId: accountId, proofs };
  return { under: next, ...(await settle(tx, next, origin, at, known)) };
}

const KEEP_PROOFS: Prepared = {
  name: 'identity-keep-proofs',
  text: 'update identity.authentication set proven_account_id = $2, proofs = $3 where id = $1',
};
const DECIDE: Prepared = {
  name: 'identity-decide-authentication',
  text: `update identity.authentication set proven_account_id = $2, proofs = $3, outcome = 'proven', decided_at = $4, level = $5, factors = $6
    where id = $1`,
};

/** What became of an authentication with the latest proof. */
export interface Settled {
  readonly step: Step;
  /** It is decided, on a device or in a network that the account was not used from before. */
  readonly newDevice: boolean;
}

/** Writes what has been proven into a locked row; decides it when nothing more is wanted, and notes the use. */
export async function settle(tx: Db, under: UnderWay, origin: UseOrigin, at: Date, known?: KnownLock): Promise<Settled> {
  const step = await nextStep(tx, under, at, known);
  const factors = countingFactors(under.proofs, under.freshSeconds, at);
  const level = step === 'done' ? levelOf(factors, at) : undefined;
  const proven = [under.id, under.provenAccountId ?? null, JSON.stringify(under.proofs)];
  if (level === undefined) await runLater(tx, { prepared: KEEP_PROOFS, values: proven });
  else await runLater(tx, { prepared: DECIDE, values: [...proven, at, level, factors] });
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
  const values = [newId(), accountId, at, vi, en, level, factors, device, addressPrefix];
  // A passkey is a device by itself, in whatever network it is; beside a telephone it is the computer that may be new.
  if ((factors.includes('hwk') || factors.includes('swk')) && !factors.includes('mca')) {
    await runLater(tx, { prepared: NOTE_USE, values });
    return false;
  }
  const [row] = await runPrepared<{ unknown: boolean }>(tx, NOTE_USE_AND_COMPARE, values);
  return row?.unknown ?? false;
}

const NOTE_USE: Prepared = {
  name: 'identity-note-use',
  text: `insert into identity.use (id, account_id, at, for_vi, for_en, level, factors, device, address_prefix)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};
const USED = 'select 1 from identity.use u where u.account_id = $2';
const NOTE_USE_AND_COMPARE: Prepared = {
  name: 'identity-note-use-and-compare',
  text: `${NOTE_USE.text} returning exists (${USED}) and not exists (${USED} and u.device = $8 and u.address_prefix = $9) as unknown`,
};

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
