import type { Text } from '#kernel/i18n.ts';
import type { WorkItem } from '#kernel/module.ts';
import { fold } from '#kernel/text.ts';

/** Something that waits, with the module that says so. */
export interface Waiting extends WorkItem {
  readonly module: { readonly name: string; readonly title: Text };
}

export const dueWindows = ['overdue', 'today', 'week'] as const;
/** What of the list is wanted by deadline. */
export type DueWindow = (typeof dueWindows)[number];

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** Calendar days from one date to another, `yyyy-mm-dd`; negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Days by which a deadline is missed, 0 when it is not: the deadline itself is still in time. */
export function daysLate(due: string | undefined, today: string): number {
  return due === undefined ? 0 : Math.max(0, daysBetween(due, today));
}

/** Deadlines first, the earliest first; then what has waited longest. */
export function byDeadlineThenAge(a: WorkItem, b: WorkItem): number {
  if (a.due !== b.due) {
    if (a.due === undefined) return 1;
    if (b.due === undefined) return -1;
    return a.due < b.due ? -1 : 1;
  }
  return a.since.getTime() - b.since.getTime();
}

/** The kind of an item as an address has it: the module and the folded name, `drafting.cho-ky`. */
export function kindKey(item: Pick<Waiting, 'module' | 'kind'>): string {
  return `${item.module.name}.${fold(item.kind.vi).replaceAll(' ', '-')}`;
}

export interface KindCount {
  readonly key: string;
  readonly kind: Text;
  readonly module: Waiting['module'];
  readonly count: number;
}

/** How many of each kind there are, in the order in which the kinds first appear. */
export function countKinds(items: readonly Waiting[]): KindCount[] {
  return [...Map.groupBy(items, kindKey)].map(([key, group]) => ({
    key,
    kind: group[0]!.kind,
    module: group[0]!.module,
    count: group.length,
  }));
}

export function isIn(item: WorkItem, window: DueWindow, today: string): boolean {
  if (item.due === undefined) return false;
  const left = daysBetween(today, item.due);
  if (window === 'overdue') return left < 0;
  return window === 'today' ? left === 0 : left >= 0 && left < WEEK_DAYS;
}

export interface Wanted {
  readonly kind?: string | undefined;
  readonly window?: DueWindow | undefined;
}

/** The part of the list that is asked for. */
export function choose(items: readonly Waiting[], wanted: Wanted, today: string): Waiting[] {
  return items.filter(
    (item) =>
      (wanted.kind === undefined || kindKey(item) === wanted.kind) && (wanted.window === undefined || isIn(item, wanted.window, today)),
  );
}
