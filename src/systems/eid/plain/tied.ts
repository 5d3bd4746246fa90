import type { Buffer } from 'node:buffer';
import type { AdapterPayload } from 'oidc-provider';
import { type ProvenPerson, provenPersonColumn } from '#core/identity/index.ts';
import { type Db, type Prepared, runPrepared } from '#kernel/db.ts';
import { gathered } from '#kernel/gathered.ts';
import { now } from '#kernel/time.ts';
import { keyOf } from '../provider/adapter.ts';
import { findTied, findTiedWithPerson } from '../provider/statements.ts';

/** A code or token with the grant and the session that it hangs on. */
export interface Tied {
  readonly key: Buffer;
  readonly kind: string;
  readonly payload: AdapterPayload;
  readonly consumed: number | null;
  readonly grant_payload: AdapterPayload | null;
  readonly session_payload: AdapterPayload | null;
}

/** As the provider makes them: 256 bits in letters that need no coding. Anything else is not looked up here. */
const VALUE = /^[\w-]{43}$/;

interface TiedToPerson extends Tied {
  readonly person: unknown;
}

const read = <R extends Tied>(statement: Prepared, kinds: readonly string[]) =>
  gathered<R>((db, keys) => runPrepared<R>(db, statement, [kinds, keys, now()]));

const tokens = read<Tied>(findTied, ['AccessToken', 'RefreshToken']);
const withPerson = {
  AccessToken: read<TiedToPerson>(findTiedWithPerson, ['AccessToken']),
  AuthorizationCode: read<TiedToPerson>(findTiedWithPerson, ['AuthorizationCode']),
};

/** An access or refresh token; undefined: there is none of this value. */
export function readToken(db: Db, value: string): Promise<Tied | undefined> {
  return tokens(db, keyOf(value));
}

/** One of a kind with its person, in one question. */
export async function readTiedToPerson(
  db: Db,
  kind: keyof typeof withPerson,
  value: string,
): Promise<{ readonly tied: Tied; readonly person: ProvenPerson | undefined } | undefined> {
  const tied = await withPerson[kind](db, keyOf(value));
  return tied && { tied, person: provenPersonColumn.read(tied.person) };
}

export const looksLikeOurs = (value: string | undefined): value is string => value !== undefined && VALUE.test(value);

const isOver = ({ exp }: AdapterPayload, seconds: number): boolean => exp === undefined || exp <= seconds;

/** The session in which something was given is there, is the same person's, and still has that grant. */
function sessionHolds({ payload, session_payload: session }: Tied, seconds: number): boolean {
  if (!payload.expiresWithSession) return true;
  if (!session || isOver(session, seconds) || session.accountId !== payload.accountId) return false;
  return session.authorizations?.[payload.clientId ?? '']?.grantId === payload.grantId;
}

/** Whether something is still good: itself, the grant it came from and, where it ends with one, the session. */
export function holds(tied: Tied, at: Date): boolean {
  const seconds = Math.floor(at.getTime() / 1000);
  const { payload, consumed, grant_payload: grant } = tied;
  if (consumed !== null || isOver(payload, seconds) || !sessionHolds(tied, seconds)) return false;
  if (!grant || isOver(grant, seconds)) return false;
  return grant.clientId === payload.clientId && grant.accountId === payload.accountId;
}
