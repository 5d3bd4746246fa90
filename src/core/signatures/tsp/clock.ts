import { type Db, on, query, sql } from '#kernel/db.ts';
import { Problem } from '#kernel/problem.ts';
import { machineClock } from '#kernel/time.ts';

/** The clocks of this machine, in ms: the wall clock that may be set, and one that only runs forward. */
export interface Clocks {
  wall(): number;
  steady(): number;
}

/** The database: its own clock, and the latest instant at which any process of the site was ready to stamp. */
export interface OutsideClock {
  ask(): Promise<{ readonly now: number; readonly latest: number }>;
  /** Keeps that stamps are given from this instant on. */
  mark(wall: number): Promise<void>;
}

/** Our time-stamps promise one second; half of it is for the clock, the other half for writing whole seconds. */
const BOUND_MS = 500;
/** How old the comparison with the database may be. */
const COMPARED_EVERY_MS = 10_000;
const TRUSTED_FOR_MS = 60_000;
/** How long a clock that was set is not believed, whoever agrees with it. */
const SILENT_AFTER_JUMP_MS = 60_000;

/** Watches whether this machine's clock may be believed. It can refuse for cause; that it agrees with the world nobody here can prove. */
export class ClockWatch {
  readonly #clocks: Clocks;
  readonly #outside: OutsideClock;
  /** The clocks as they stood when the outside last agreed; `undefined`: it does not. */
  #agreed: { readonly wall: number; readonly steady: number } | undefined;
  #silentUntil = Number.NEGATIVE_INFINITY;
  #comparing: Promise<void> | undefined;

  constructor(clocks: Clocks, outside: OutsideClock) {
    this.#clocks = clocks;
    this.#outside = outside;
  }

  /** Whether the clock is sound at this moment. Asks outside at most every ten seconds; nobody reached for a minute: not sound. */
  async isSound(): Promise<boolean> {
    if (this.#hasJumped()) {
      this.#agreed = undefined;
      this.#silentUntil = this.#clocks.steady() + SILENT_AFTER_JUMP_MS;
    }
    if (this.#clocks.steady() < this.#silentUntil) return false;
    if (this.#age() > COMPARED_EVERY_MS) {
      this.#comparing ??= this.#compare().finally(() => (this.#comparing = undefined));
      await this.#comparing.catch(() => undefined);
    }
    return this.#age() <= TRUSTED_FOR_MS && !this.#hasJumped();
  }

  #age(): number {
    return this.#agreed ? this.#clocks.steady() - this.#agreed.steady : Number.POSITIVE_INFINITY;
  }

  /** The wall clock went another way than the steady one since they were compared: somebody set it, or the machine slept. */
  #hasJumped(): boolean {
    return this.#agreed !== undefined && Math.abs(this.#clocks.wall() - this.#agreed.wall - this.#age()) > BOUND_MS;
  }

  async #compare(): Promise<void> {
    const before = this.#clocks.steady();
    const outside = await this.#outside.ask();
    const { wall, steady } = { wall: this.#clocks.wall(), steady: this.#clocks.steady() };
    // The answer was made somewhere between question and receipt.
    const doubt = (steady - before) / 2;
    const agrees = Math.abs(wall - doubt - outside.now) - doubt <= BOUND_MS && outside.latest - wall <= BOUND_MS;
    this.#agreed = agrees ? { wall, steady } : undefined;
    if (agrees) await this.#outside.mark(wall);
  }
}

const machine: Clocks = { wall: machineClock, steady: () => performance.now() };
const watches = new WeakMap<Db, ClockWatch>();

/** Throws a Problem 503 unless this machine's clock may be believed. One watch for each database. */
export async function demandSoundClock(db: Db): Promise<void> {
  let watch = watches.get(db);
  if (!watch) watches.set(db, (watch = new ClockWatch(machine, databaseClock(db))));
  if (!(await watch.isSound())) throw unsoundClock();
}

/** A transaction looks for itself and leaves no mark: its mark would hold up every other until it commits. */
function databaseClock(db: Db): OutsideClock {
  return {
    async ask() {
      const [row] = await query(
        db,
        sql<{ now: number; latest: number }>`
          select extract(epoch from clock_timestamp())::float8 * 1000 as now,
            coalesce((select extract(epoch from latest)::float8 * 1000 from signatures.stamping_clock), 0) as latest`,
      );
      if (!row) throw new Error('the database tells no time');
      return row;
    },
    async mark(wall) {
      if (on<never>(db).isTransaction) return;
      await query(
        db,
        sql`insert into signatures.stamping_clock (latest) values (to_timestamp(${wall / 1000}))
          on conflict (one) do update set latest = greatest(stamping_clock.latest, excluded.latest)`,
      );
    },
  };
}

/** Whether it is why no time-stamp is given now. */
export function saysClockIsUnsound(error: unknown): boolean {
  return error instanceof Problem && error.slug === unsoundClock().slug;
}

function unsoundClock(): Problem {
  return new Problem({
    slug: 'clock-not-sound',
    status: 503,
    title: { vi: 'Đồng hồ của máy chủ chưa đáng tin', en: 'The server’s clock cannot be believed' },
    detail: {
      vi: 'Đồng hồ của máy chủ lệch với cơ sở dữ liệu hoặc vừa bị chỉnh, nên hệ thống không cấp dấu thời gian. Hãy kiểm tra đồng bộ giờ (NTP).',
      en: 'The server’s clock disagrees with the database or was just set, so that no time-stamp is given. Check its synchronisation (NTP).',
    },
  });
}
