import { tooBusy } from './errors.ts';

/**
 * Lets so many pieces of work run at once and others wait in line, up to a length: a sign-in holds a database connection while
 * the password is hashed, and a wave of them must not take all connections from everybody who is signed in already.
 */
export function gate(width: number, longestLine: number): <R>(work: () => Promise<R>) => Promise<R> {
  const line: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= width) {
      if (line.length >= longestLine) throw tooBusy();
      await new Promise<void>((resolve) => line.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place, so `running` stays as it is.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** As many password hashes at once as a small machine has cores for, and a line of a few seconds. */
export const atTheDoor = gate(4, 200);
