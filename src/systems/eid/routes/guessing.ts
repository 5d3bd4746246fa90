import { tooManyRequests } from '#kernel/http/errors.ts';
import { addressKey } from '#kernel/http/request-limits.ts';
import { now } from '#kernel/time.ts';

const MINUTE_MS = 60_000;
const WRONG_A_MINUTE = 60;
const LARGEST = 50_000;

/** Wrong proofs of clients and tokens in this minute, by address. Sites' servers send far more right ones than a person's browser. */
const wrong = new Map<string, { readonly minute: number; count: number }>();

function minuteNow(): number {
  return Math.floor(now().getTime() / MINUTE_MS);
}

/** Whether an address has given too many wrong proofs in this minute. */
export function isGuessing(ip: string): boolean {
  const known = wrong.get(addressKey(ip));
  return known !== undefined && known.minute === minuteNow() && known.count >= WRONG_A_MINUTE;
}

/** Throws 429 for such an address, before anything is looked up. */
export function refuseGuessing(ip: string): void {
  if (isGuessing(ip)) throw tooManyRequests();
}

/** Counts a wrong proof against its address. */
export function countWrong(ip: string): void {
  const key = addressKey(ip);
  const minute = minuteNow();
  const known = wrong.get(key);
  if (known?.minute === minute) known.count += 1;
  else {
    if (wrong.size >= LARGEST) wrong.clear();
    wrong.set(key, { minute, count: 1 });
  }
}
