import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { type Db, on, transaction } from './db.ts';
import type { KernelTables } from './db.gen.ts';
import type { EventSink } from './events.ts';
import { personActed } from './acts.ts';
import { failpoint } from './failpoint.ts';
import type { FileStore } from './files.ts';
import type { Text } from './i18n.ts';
import type { EnqueueOptions, JobDefinition } from './jobs.ts';
import { enqueue } from './jobs.ts';
import { appendLedgerEntry } from './ledger/append.ts';
import { allows, type Actor, type Permission } from './permission.ts';
import { forbidden, invalid, Problem, type Refusal, refused, unauthenticated } from './problem.ts';
import { parse, type Static, type TSchema } from './schema.ts';
import { now } from './time.ts';

/** What an action has in hand while it runs. Everything it does goes through `tx`. */
export interface ActionContext {
  readonly tx: Db;
  readonly actor: Actor;
  /** The one instant of this action. */
  readonly now: Date;
  /** Files are stored before the commit; when that fails, what stays is bytes that nothing refers to. */
  readonly files: FileStore;
  /** Announces something that happened; subscribers run in the same transaction. */
  emit(name: string, payload: unknown): Promise<void>;
  /** Whether the actor may know of a record that the input names; see `Module.shows`. */
  isShown(subject: string): Promise<boolean>;
  /** Queues work that starts only if the transaction commits. */
  enqueue<P>(job: JobDefinition<P>, payload: P, options?: EnqueueOptions): Promise<void>;
}

/** What the ledger keeps of an action: who in what capacity did what to what, and the hash of the facts; never personal data. */
export interface LedgerFacts {
  /** `document:0190…`, `assignment:…`: what was acted on. */
  readonly subject: string;
  /** Facts that a verifier may later be shown; only their hash is kept. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Whose act it was, when the product gathers the acts of several in one transaction; heeded of system actors only. */
  readonly by?: { readonly actor: string; readonly scope: string | undefined };
}

export interface ActionDefinition<S extends TSchema, R> {
  /** `<module>.<verb-noun>`, e.g. `axis.register-delivery`. */
  readonly name: string;
  readonly title: Text;
  readonly input: S;
  readonly permission: Permission;
  /**
   * The input holds a secret that a person chose. Idempotency keys are then ignored: the hash of the input that is kept
   * with a key is a fast one, from which a password could be guessed.
   */
  readonly secret?: true;
  /** The scope (agency id, or EVERYWHERE) in which the permission must be held; absent: anywhere. */
  scope?(tx: Db, input: Static<S>, actor: Actor): Promise<string | undefined> | string | undefined;
  /** Reasons why it may not be done now; an empty list means it may. */
  refuse?(context: ActionContext, input: Static<S>): Promise<readonly Refusal[]> | readonly Refusal[];
  run(context: ActionContext, input: Static<S>): Promise<R>;
  /** `undefined` or none when nothing official happened (a repeat that changed nothing). */
  ledger(input: Static<S>, result: R, actor: Actor): LedgerFacts | readonly LedgerFacts[] | undefined;
}

export type Action<S extends TSchema = TSchema, R = unknown> = ActionDefinition<S, R>;

/** The only way to change state. See ARCHITECTURE.md, "An action". */
export function defineAction<S extends TSchema, R>(definition: ActionDefinition<S, R>): Action<S, R> {
  return definition;
}

export interface RunOptions {
  readonly db: Db;
  readonly actor: Actor;
  readonly events: EventSink;
  readonly files: FileStore;
  /** What answers `context.isShown`; absent: nothing is shown. */
  isShown?(tx: Db, actor: Actor, subject: string): Promise<boolean>;
  /** A repeat with the same key by the same actor answers with the first result and changes nothing. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * Authorise → parse → refuse → run → ledger → events and jobs → commit, in one transaction.
 * Throws a Problem: 401, 403, 422 with field errors, or 409 with reasons.
 */
export async function runAction<S extends TSchema, R>(action: Action<S, R>, input: unknown, options: RunOptions): Promise<R> {
  const { actor } = options;
  if (!allows(actor, action.permission) && actor.kind === 'anonymous') throw unauthenticated();
  const parsed = parse(action.input, input);
  if (!parsed.ok) {
    if (!allows(actor, action.permission)) throw forbidden();
    throw invalid(parsed.errors);
  }
  const result = await transaction(options.db, async (tx) => {
    const scope = await action.scope?.(tx, parsed.value, actor);
    if (!allows(actor, action.permission, scope)) throw forbidden();
    const key = action.secret ? undefined : options.idempotencyKey;
    const done =
      key === undefined ? await perform(action, parsed.value, tx, options) : await performOnce(action, parsed.value, tx, options, key);
    failpoint('action-before-commit', action.name);
    return done;
  });
  failpoint('action-after-commit', action.name);
  if (actor.kind !== 'system') personActed();
  return result;
}

async function perform<S extends TSchema, R>(action: Action<S, R>, input: Static<S>, tx: Db, options: RunOptions): Promise<R> {
  const { actor } = options;
  const context: ActionContext = {
    tx,
    actor,
    now: now(),
    files: options.files,
    emit: (name, payload) => options.events.emit(tx, name, payload),
    isShown: async (subject) => (await options.isShown?.(tx, actor, subject)) ?? false,
    enqueue: (job, payload, enqueueOptions) => enqueue(tx, job, payload, enqueueOptions),
  };
  const reasons = (await action.refuse?.(context, input)) ?? [];
  if (reasons.length > 0) throw refused(reasons);
  const result = await action.run(context, input);
  for (const facts of [action.ledger(input, result, actor) ?? []].flat()) {
    const own = { actor: actor.id, scope: actor.scope };
    const by = actor.kind === 'system' ? (facts.by ?? own) : own;
    await appendLedgerEntry(tx, { action: action.name, ...by, subject: facts.subject, facts: facts.facts, at: context.now });
  }
  return result;
}

/** The row is inserted first: a second request with the same key waits on it, then finds the stored result. */
async function performOnce<S extends TSchema, R>(
  action: Action<S, R>,
  input: Static<S>,
  tx: Db,
  options: RunOptions,
  key: string,
): Promise<R> {
  const db = on<KernelTables>(tx);
  const inputHash = createHash('sha256').update(canonicalJson(input)).digest();
  const mine = { actor: options.actor.id, key };
  const inserted = await db
    .insertInto('kernel.idempotency')
    .values({ ...mine, action: action.name, input_hash: inputHash, at: now() })
    .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!inserted) {
    const first = await db
      .selectFrom('kernel.idempotency')
      .select(['action', 'input_hash', 'result'])
      .where('actor', '=', mine.actor)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    if (first.action !== action.name || !first.input_hash.equals(inputHash)) throw keyReused();
    return first.result as R;
  }
  const result = await perform(action, input, tx, options);
  await db
    .updateTable('kernel.idempotency')
    .set({ result: JSON.stringify(result ?? null) })
    .where('actor', '=', mine.actor)
    .where('key', '=', key)
    .execute();
  return result;
}

function keyReused(): Problem {
  return new Problem({
    slug: 'idempotency-key-reused',
    status: 409,
    title: { vi: 'Yêu cầu trùng mã', en: 'Key used for something else' },
    detail: {
      vi: 'Mã chống gửi trùng này đã dùng cho một yêu cầu khác nội dung. Hãy tải lại trang rồi làm lại.',
      en: 'This idempotency key was used for a request with other content. Reload the page and try again.',
    },
  });
}
