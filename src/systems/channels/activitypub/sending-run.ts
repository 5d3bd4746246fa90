import { type Db, on, query, sql } from '#kernel/db.ts';
import { failpoint } from '#kernel/failpoint.ts';
import type { Services } from '#kernel/http/services.ts';
import { instant, now } from '#kernel/time.ts';
import type { ChannelsTables } from '../db.gen.ts';
import { deliver, type Letter, type Outcome, prepareLetter } from './deliver-activity.ts';

/** One activity that waits to go to one inbox. */
export interface Outgoing {
  readonly id: number;
  readonly activityId: string;
  readonly kind: string;
  readonly connectionId: string;
  readonly inbox: string;
  readonly host: string;
  readonly queuedAt: Date;
  /** Times in a row that the host took nothing. */
  readonly failures: number;
}

const MOST_IN_HAND = 2_000;
/** Requests under way at once: waiting for a slow server costs a socket and nothing else. */
const MOST_AT_ONCE = 128;
const MOST_LETTERS = 200;
/** What was sent is written down this often; a process that dies in between sends that much again, and ids make it harmless. */
const WRITTEN_EVERY = 200;
const WRITTEN_EVERY_MS = 100;
/** Kept for a server that is away; then it is not sent any more. */
const KEPT_MS = 7 * 86_400_000;
const OPEN_AFTER = 5;
const OPEN_MS = 30 * 60_000;
const LONGEST_WAIT_MS = 12 * 3_600_000;

/** One run of the sender: a lane for each host, many lanes at once, what was done written down in heaps. */
export class SendingRun {
  private readonly services: Services;
  private readonly lanes = new Map<string, Outgoing[]>();
  private readonly running = new Set<Promise<void>>();
  private readonly letters = new Map<string, Promise<Letter>>();
  private readonly resting = new Set<string>();
  private readonly queue: (() => void)[] = [];
  private readonly writing = new Set<Promise<void>>();
  private sent: Outgoing[] = [];
  private inHand = 0;
  private underWay = 0;
  private timer: NodeJS.Timeout | undefined;
  private wake: (() => void) | undefined;
  private trouble: unknown;

  constructor(services: Services) {
    this.services = services;
  }

  /** Puts one at the end of its host's lane: exactly the order of queueing, so that no Delete overtakes its Create. */
  add(one: Outgoing): void {
    this.inHand += 1;
    const lane = this.lanes.get(one.host);
    if (lane) {
      lane.push(one);
      return;
    }
    const fresh = [one];
    this.lanes.set(one.host, fresh);
    const run = this.runLane(one.host, fresh);
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  /** Waits until there is room for another page. */
  async room(): Promise<void> {
    if (this.inHand > MOST_IN_HAND) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** Waits until everything in hand had its turn and is written down; throws what went wrong here, not elsewhere. */
  async finish(): Promise<void> {
    await Promise.all(this.running);
    await this.written();
    if (this.trouble !== undefined) throw this.trouble;
  }

  /** All that was sent so far is written down, or `trouble` says why not. */
  private async written(): Promise<void> {
    this.write();
    await Promise.all(this.writing);
  }

  private async runLane(host: string, lane: Outgoing[]): Promise<void> {
    for (let one = lane.shift(); one; one = lane.shift()) {
      if (!this.resting.has(host)) await this.takeTurn(one).catch((error: unknown) => this.fail(host, error));
      this.inHand -= 1;
      if (this.inHand <= MOST_IN_HAND / 2) this.wake?.();
    }
    this.lanes.delete(host);
  }

  private fail(host: string, error: unknown): void {
    this.trouble ??= error;
    this.resting.add(host);
  }

  private async takeTurn(one: Outgoing): Promise<void> {
    if (this.underWay >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.underWay += 1;
    try {
      await this.settle(one, await this.send(one));
    } finally {
      this.underWay -= 1;
      this.queue.shift()?.();
    }
  }

  private async send(one: Outgoing): Promise<Outcome> {
    if (now().getTime() - one.queuedAt.getTime() > KEPT_MS) return { giveUp: 'seven days', gone: false };
    // A Create that is sent again after its Delete would bring the post back at a server that forgets what it deleted.
    if (one.kind === 'Delete') await this.written();
    const outcome = await deliver(this.services, one.inbox, await this.letter(one));
    failpoint('channels-after-activity');
    return outcome;
  }

  private letter({ activityId }: Outgoing): Promise<Letter> {
    let letter = this.letters.get(activityId);
    if (!letter) {
      if (this.letters.size >= MOST_LETTERS) this.letters.clear();
      letter = readLetter(this.services, activityId);
      this.letters.set(activityId, letter);
    }
    return letter;
  }

  private async settle(one: Outgoing, outcome: Outcome): Promise<void> {
    const { db } = this.services;
    if (outcome === 'done') this.keep(one);
    else if ('giveUp' in outcome) await giveUp(db, one, outcome);
    else {
      this.resting.add(one.host);
      await holdBack(db, one, outcome.waitMs);
    }
  }

  private keep(one: Outgoing): void {
    this.sent.push(one);
    if (this.sent.length >= WRITTEN_EVERY) this.write();
    else this.timer ??= setTimeout(() => this.write(), WRITTEN_EVERY_MS);
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.sent.length === 0) return;
    const sent = this.sent;
    this.sent = [];
    const write = markDone(this.services.db, sent).catch((error: unknown) => {
      this.trouble ??= error;
    });
    this.writing.add(write);
    void write.finally(() => this.writing.delete(write));
  }
}

async function readLetter(services: Services, activityId: string): Promise<Letter> {
  const found = await on<ChannelsTables>(services.db)
    .selectFrom('channels.activity as a')
    .innerJoin('channels.actor as c', 'c.connection_id', 'a.connection_id')
    .select(['a.connection_id', 'a.body', 'c.name'])
    .where('a.id', '=', activityId)
    .executeTakeFirstOrThrow();
  return prepareLetter(services, found.connection_id, found.name, found.body);
}

async function markDone(db: Db, sent: readonly Outgoing[]): Promise<void> {
  const ids = sent.map((one) => one.id);
  await query(
    db,
    sql`update channels.outgoing_activity set done_at = ${now()}, attempts = attempts + 1 where id = any(${sql.val(ids)}::bigint[])`,
  );
  const recovered = [...new Set(sent.filter((one) => one.failures > 0).map((one) => one.host))];
  if (recovered.length > 0) await on<ChannelsTables>(db).deleteFrom('channels.remote_host').where('host', 'in', recovered).execute();
}

async function giveUp(db: Db, one: Outgoing, outcome: { giveUp: string; gone: boolean }): Promise<void> {
  await on<ChannelsTables>(db)
    .updateTable('channels.outgoing_activity')
    .set((eb) => ({ given_up: outcome.giveUp, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', one.id)
    .execute();
  if (!outcome.gone) return;
  await on<ChannelsTables>(db)
    .deleteFrom('channels.follower')
    .where('inbox', '=', one.inbox)
    .where('connection_id', '=', one.connectionId)
    .execute();
}

/** Longer each time; after five failures in a row the host is left alone for half an hour at least. */
async function holdBack(db: Db, one: Outgoing, askedMs: number): Promise<void> {
  const failures = one.failures + 1;
  const growing = Math.min(10_000 * 2 ** (failures - 1), LONGEST_WAIT_MS);
  const waitMs = Math.max(askedMs, failures >= OPEN_AFTER ? Math.max(growing, OPEN_MS) : growing);
  const notBefore = instant(now().getTime() + waitMs);
  await on<ChannelsTables>(db)
    .insertInto('channels.remote_host')
    .values({ host: one.host, failures, not_before: notBefore })
    .onConflict((conflict) => conflict.column('host').doUpdateSet({ failures, not_before: notBefore }))
    .execute();
  await on<ChannelsTables>(db)
    .updateTable('channels.outgoing_activity')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', one.id)
    .execute();
}
