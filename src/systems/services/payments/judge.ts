/** What is decided about money, pure: the same for a provider's notice, a question to the provider, and cash. */

export type Outcome = 'matched' | 'short' | 'over' | 'again' | 'late' | 'unknown';

/** Money that lies on a request and waits for an officer. */
export interface Held {
  readonly id: string;
  readonly amount: number;
}

export interface Asked {
  readonly state: 'waiting' | 'paid' | 'expired' | 'refunding' | 'refunded';
  readonly amount: number;
  readonly received: number;
  readonly until: Date;
  /** Whether the case still waits for a payment. */
  readonly caseWaits: boolean;
  readonly held: readonly Held[];
}

export interface Judgement {
  readonly outcome: Outcome;
  /** What the case keeps of the new money and of money held before, by notice; the new one has the id `new`. */
  readonly keep: readonly Held[];
  /** What goes back at once. */
  readonly giveBack: readonly (Held & { readonly reason: 'again' | 'late' })[];
  /** The request is now paid in full. */
  readonly paid: boolean;
}

const NEW = 'new';

/**
 * What happens with money for a request. Exactly what is open: kept, and whatever lay there with a wrong amount goes back.
 * A wrong amount that together with what lies there is exactly what is open: all kept. Any other amount waits for an officer.
 * For a request that is paid, or closed before the money was paid: goes back. News that come late of money that was paid in time count.
 */
export function judge(asked: Asked | undefined, money: { readonly amount: number; readonly paidAt: Date }): Judgement {
  const all = { id: NEW, amount: money.amount };
  const back = (outcome: 'again' | 'late'): Judgement => ({ outcome, keep: [], giveBack: [{ ...all, reason: outcome }], paid: false });
  if (!asked) return { outcome: 'unknown', keep: [], giveBack: [], paid: false };
  if (asked.state === 'paid' || asked.state === 'refunding' || asked.state === 'refunded') return back('again');
  if (!asked.caseWaits || money.paidAt > asked.until) return back('late');
  const open = asked.amount - asked.received;
  const held = asked.held.reduce((sum, { amount }) => sum + amount, 0);
  if (money.amount === open) {
    return { outcome: 'matched', keep: [all], giveBack: asked.held.map((one) => ({ ...one, reason: 'again' })), paid: true };
  }
  if (held > 0 && held + money.amount === open) return { outcome: 'matched', keep: [...asked.held, all], giveBack: [], paid: true };
  return { outcome: money.amount < open ? 'short' : 'over', keep: [], giveBack: [], paid: false };
}

/** What an officer may decide about money that waits. */
export const DECISIONS = ['keep-part', 'keep-and-return', 'return'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Decided {
  readonly keep: number;
  readonly giveBack: number;
  readonly paid: boolean;
}

/**
 * `keep-part`: counts towards what is asked, the rest is asked for. `keep-and-return`: what is open is kept, the rest goes back.
 * `return`: all goes back. Undefined: not possible with this amount.
 */
export function decide(decision: Decision, held: number, open: number): Decided | undefined {
  if (decision === 'return') return { keep: 0, giveBack: held, paid: false };
  if (decision === 'keep-part') return held < open ? { keep: held, giveBack: 0, paid: false } : undefined;
  return held >= open && open > 0 ? { keep: open, giveBack: held - open, paid: true } : undefined;
}

/**
 * When the clock goes on: the person has done their part when the money left their account (Law 38/2019/QH14 art. 58 says so of
 * taxes), however late the news come; never before the case began to wait, nor in the future.
 */
export function paidInstant(paidAt: Date, waitsSince: Date, told: Date): Date {
  if (paidAt < waitsSince) return waitsSince;
  return paidAt > told ? told : paidAt;
}
