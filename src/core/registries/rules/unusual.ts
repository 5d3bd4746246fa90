/** One look by one account, for counting. */
export interface Counted {
  readonly at: Date;
  readonly subjectId: string;
}

const HOUR_MS = 3_600_000;

/** The hour in which most different subjects were looked at; `looks` in the order of time. */
export function busiestHour(looks: readonly Counted[]): { readonly from: Date; readonly subjects: number } | undefined {
  let best: { from: Date; subjects: number } | undefined;
  const inside = new Map<string, number>();
  let first = 0;
  for (const look of looks) {
    inside.set(look.subjectId, (inside.get(look.subjectId) ?? 0) + 1);
    for (let left = looks[first]!; look.at.getTime() - left.at.getTime() >= HOUR_MS; left = looks[(first += 1)]!) {
      const remaining = (inside.get(left.subjectId) ?? 1) - 1;
      if (remaining === 0) inside.delete(left.subjectId);
      else inside.set(left.subjectId, remaining);
    }
    if (!best || inside.size > best.subjects) best = { from: looks[first]!.at, subjects: inside.size };
  }
  return best;
}
