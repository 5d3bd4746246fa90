import type { ReadList, ReadService } from './read-list.ts';
import type { TrustService } from './services.ts';
import { isBelieved, type StatusSince } from './words.ts';

/** What another list brings that is not known so far. */
export interface Comparison {
  /** New services, and known ones whose history is another now; `known`: the id of the service. */
  readonly changed: readonly { readonly service: ReadService; readonly known: string | undefined }[];
  /** Services of this source that the list names no more, with the history they get: a list that forgets one withdraws it. */
  readonly missing: readonly { readonly id: string; readonly history: readonly StatusSince[] }[];
}

/** Holds a list against what its source brought before. What a person or another source brought stays as it is. */
export function compareLists(listed: readonly TrustService[], list: ReadList, sourceId: string): Comparison {
  const keyOf = (one: { readonly type: string; readonly certificate: { readonly fingerprint: string } }): string =>
    `${one.type} ${one.certificate.fingerprint}`;
  const known = new Map(listed.map((one) => [keyOf(one), one]));
  const distinct = new Map(list.services.map((one) => [keyOf(one), one]));
  const changed = [...distinct].flatMap(([key, service]) => {
    const before = known.get(key);
    const ours = before === undefined || (before.sourceId === sourceId && !sameHistory(before.history, service.history));
    return ours ? [{ service, known: before?.id }] : [];
  });
  const missing = listed
    .filter((one) => one.sourceId === sourceId && !distinct.has(keyOf(one)) && isBelieved(one.history.at(-1)?.status))
    .map(({ id, history }) => ({ id, history: [...history, { status: 'withdrawn' as const, from: list.issuedAt }] }));
  return { changed, missing };
}

function sameHistory(a: readonly StatusSince[], b: readonly StatusSince[]): boolean {
  return (
    a.length === b.length && a.every((one, index) => one.status === b[index]!.status && one.from.getTime() === b[index]!.from.getTime())
  );
}
