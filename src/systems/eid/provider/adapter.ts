import { hash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { type Db, type Prepared, runPrepared, runTogether, type Statement } from '#kernel/db.ts';
import { instant, now } from '#kernel/time.ts';
import { clientMetadata } from '../clients.ts';
import { claimNamesOf } from '../rules/claims.ts';
import { levelOfAcr } from '../rules/levels.ts';
import { subjectOf } from '../rules/subjects.ts';
import { foresee, takeForeseen, writeNow, writeSoon } from './one-request.ts';
import * as statements from './statements.ts';

interface Found {
  readonly payload: AdapterPayload;
  readonly consumed: number | null;
}

interface FoundWithGrant extends Found {
  readonly grant_payload: AdapterPayload | null;
  readonly session_payload: AdapterPayload | null;
}

/** What is only as good as the grant and the session behind it. */
const OF_A_GRANT: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Under what key something is stored: its id opens a session or proves a right, so that it is stored nowhere. */
export function keyOf(id: string): Buffer {
  return hash('sha256', id, 'buffer');
}

const refused: () => Promise<undefined> = async () => undefined;

/** Clients are rows that administrators keep; the provider only reads them. */
function clientAdapter(db: Db): Adapter {
  return {
    find: (id) => clientMetadata(db, id),
    upsert: refused,
    findByUid: refused,
    findByUserCode: refused,
    consume: refused,
    destroy: refused,
    revokeByGrantId: refused,
  };
}

function payloadOf(id: string, row: Found | undefined): AdapterPayload | undefined {
  return row && { ...row.payload, jti: id, ...(row.consumed === null ? {} : { consumed: row.consumed }) };
}

/** The question for something that is remembered, and what its answer says. */
export function askModel(
  kind: string,
  id: string,
): { readonly statement: Statement; read(rows: readonly object[]): AdapterPayload | undefined } {
  const statement = { prepared: statements.find, values: [kind, keyOf(id), now()] };
  return { statement, read: ([row]) => payloadOf(id, row as Found | undefined) };
}

/** What one kind of thing that the provider remembers does with the table eid.model. The id itself is never stored. */
class ModelAdapter implements Adapter {
  readonly #db: Db;
  readonly #kind: string;

  constructor(db: Db, kind: string) {
    this.#db = db;
    this.#kind = kind;
  }

  async upsert(id: string, { jti: _jti, ...payload }: AdapterPayload, seconds: number): Promise<undefined> {
    const at = now();
    const subject = payload.accountId === undefined ? undefined : subjectOf(payload.accountId);
    const row = [
      JSON.stringify(payload),
      payload.grantId ?? null,
      payload.uid ?? null,
      subject?.accountId ?? null,
      subject?.mandateId ?? null,
      payload.clientId ?? null,
      instant(at.getTime() + seconds * 1000),
    ];
    const use = this.#useOf(payload);
    if (use) await this.#write(statements.saveUsed, id, ...row, use, at, claimNamesOf(payload), levelOfAcr(payload.acr) ?? 1);
    else await this.#write(statements.save, id, ...row);
    return undefined;
  }

  /** What the owner's history says of it: a code is a log-in, a token for somebody else is acting for them. */
  #useOf({ accountId }: AdapterPayload): 'logged-in' | 'acted-for' | undefined {
    if (accountId === undefined) return undefined;
    if (this.#kind === 'AuthorizationCode') return 'logged-in';
    return this.#kind === 'AccessToken' && subjectOf(accountId).mandateId !== undefined ? 'acted-for' : undefined;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const known = takeForeseen(this.#kind, id);
    if (known) return known.payload;
    await writeNow(this.#db);
    if (OF_A_GRANT.has(this.#kind)) return payloadOf(id, await this.#findWithGrant(id));
    const { statement, read } = askModel(this.#kind, id);
    const [rows = []] = await runTogether(this.#db, [statement]);
    return read(rows);
  }

  async #findWithGrant(id: string): Promise<Found | undefined> {
    const [row] = await runPrepared<FoundWithGrant>(this.#db, statements.findTied, [[this.#kind], [keyOf(id)], now()]);
    const { grantId, sessionUid } = (row?.payload ?? {}) as { grantId?: string; sessionUid?: string };
    if (grantId !== undefined) foresee('Grant', grantId, row?.grant_payload ? { ...row.grant_payload, jti: grantId } : undefined);
    if (sessionUid !== undefined) foresee('Session uid', sessionUid, row?.session_payload ?? undefined);
    return row;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const known = takeForeseen(`${this.#kind} uid`, uid);
    if (known) return known.payload;
    await writeNow(this.#db);
    const [row] = await runPrepared<Found>(this.#db, statements.findByUid, [uid, now()]);
    return row?.payload;
  }

  /** Device codes are not given out. */
  findByUserCode = refused;

  /** Of two processes that try at once one succeeds; for the other it is a replay, and everything of its grant ends. */
  async consume(id: string): Promise<undefined> {
    await writeNow(this.#db);
    const [won] = await this.#run(statements.consume, id, now());
    if (won) return undefined;
    if (this.#kind === 'PushedAuthorizationRequest') throw new errors.InvalidRequestUri('request_uri was already used');
    const grantId = (await this.find(id))?.grantId;
    if (grantId !== undefined) await runPrepared(this.#db, statements.removeGrant, [keyOf(grantId), grantId]);
    throw new errors.InvalidGrant('already used');
  }

  /** What ends something ends it at once; that an interaction was answered is written with its answer. */
  async destroy(id: string): Promise<undefined> {
    await this.#write(statements.remove, id);
    if (this.#kind !== 'Interaction') await writeNow(this.#db);
    return undefined;
  }

  async revokeByGrantId(grantId: string): Promise<undefined> {
    await writeNow(this.#db);
    await runPrepared(this.#db, statements.removeOfGrant, [this.#kind, grantId]);
    return undefined;
  }

  #write(prepared: Prepared, id: string, ...values: unknown[]): Promise<void> {
    return writeSoon(this.#db, { prepared, values: [this.#kind, keyOf(id), ...values] });
  }

  #run<Row extends object>(statement: Prepared, id: string, ...values: unknown[]): Promise<Row[]> {
    return runPrepared<Row>(this.#db, statement, [this.#kind, keyOf(id), ...values]);
  }
}

/**
 * Whether a proof (DPoP, client assertion, request object) is seen for the first time, by any process. `seconds`: as long as
 * it would be accepted.
 */
export async function isFirstUse(db: Db, issuer: string, id: string, seconds: number): Promise<boolean> {
  const until = instant(now().getTime() + seconds * 1000);
  return (await runPrepared(db, statements.saveOnce, [keyOf(JSON.stringify([issuer, id])), until])).length === 1;
}

/** What `oidc-provider` keeps, in PostgreSQL. */
export function adapterOf(db: Db): (kind: string) => Adapter {
  return (kind) => (kind === 'Client' ? clientAdapter(db) : new ModelAdapter(db, kind));
}
