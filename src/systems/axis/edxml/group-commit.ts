/** Work of many requests done in one go. */
export interface GroupCommit<T, R> {
  /** Resolves when the group that the item went with has been done; rejects with what the group's work threw. */
  add(item: T): Promise<R>;
}

export interface GroupCommitOptions {
  /** Longest wait for company, in ms. */
  readonly waitMs: number;
  readonly largest: number;
  /** Groups that may be at work at a time; while all are, new items gather. */
  readonly lanes: number;
}

interface Waiting<T, R> {
  readonly item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * Gathers items for a few milliseconds and does them together: a commit costs one sync of the disk, however many it holds.
 * Results come in the order of the group. When a group fails, its items are done one by one, so that only the faulty one
 * fails; `work` must therefore bear repetition after a rollback.
 */
export function groupCommit<T, R>(work: (items: readonly T[]) => Promise<readonly R[]>, options: GroupCommitOptions): GroupCommit<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let timer: NodeJS.Timeout | undefined;
  let busy = 0;

  const settle = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await work(group.map((one) => one.item));
      group.forEach((one, index) => one.resolve(results[index]!));
    } catch (error) {
      if (group.length === 1) return group[0]!.reject(error);
      for (const one of group) await settle([one]);
    }
  };

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0 && busy < options.lanes) {
      const group = waiting.slice(0, options.largest);
      waiting = waiting.slice(options.largest);
      busy += 1;
      void settle(group).finally(() => {
        busy -= 1;
        if (waiting.length > 0) flush();
      });
    }
  };

  return {
    add(item) {
      return new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length >= options.largest) flush();
        else timer ??= setTimeout(flush, options.waitMs);
      });
    },
  };
}
