type Told = (error: Error | null, state: { current: number; ttl: number }) => void;

/** Addresses remembered; the oldest is forgotten first. */
const MOST = 5_000;

interface Window {
  count: number;
  readonly began: number;
}

/**
 * How many requests came under a name in the window that began with its first one. The rate limit's store, and what the way
 * past the routes counts with, so that both ways share one limit.
 */
export class RequestCounts {
  readonly #windows = new Map<string, Window>();

  /** Counts one more; `left` is how many ms the window still has. */
  add(name: string, windowMs: number): { readonly count: number; readonly left: number } {
    const now = performance.now();
    const known = this.#windows.get(name);
    if (known && known.began + windowMs > now) {
      known.count += 1;
      return { count: known.count, left: known.began + windowMs - now };
    }
    this.#windows.delete(name);
    if (this.#windows.size >= MOST) this.#windows.delete(this.#windows.keys().next().value!);
    this.#windows.set(name, { count: 1, began: now });
    return { count: 1, left: windowMs };
  }

  /** How often it was counted in the window that is open now. */
  current(name: string, windowMs: number): number {
    const known = this.#windows.get(name);
    return known && known.began + windowMs > performance.now() ? known.count : 0;
  }

  /** As the rate limit asks. */
  incr(name: string, told: Told, windowMs: number): void {
    const { count, left } = this.add(name, windowMs);
    told(null, { current: count, ttl: left });
  }

  /** A limit of its own, such as that of wrong credentials, has counts of its own, unless it brings those it shares. */
  child({ counts }: { readonly counts?: RequestCounts } = {}): RequestCounts {
    return counts ?? new RequestCounts();
  }
}
