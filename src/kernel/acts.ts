let acts = 0;

/** A person or a program has changed something through this process. */
export function personActed(): void {
  acts += 1;
}

/**
 * How many changes have come through this process: whoever keeps something for a moment without asking the database looks
 * here first, so that people see what they have just done. What other processes did is seen when that moment is over.
 */
export function actsSoFar(): number {
  return acts;
}
