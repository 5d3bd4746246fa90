/** Runs work now, or when those before it are done. */
export type Gate = <R>(work: () => Promise<R>) => Promise<R>;

/**
 * A gate that lets `count` works through at a time, the others in the order they came. For work that keeps a processor
 * busy: more of it at once is not done sooner, and the last of them waits longer than it would in a queue.
 */
export function atMost(count: number): Gate {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
