import type { TermUnit } from '#core/calendar/index.ts';
import type { Entry, Paper } from './entry.ts';

/** The first line of a procedure's page, made only of what is sure; the words are the page's. */
export interface Summary {
  /** How many papers may be asked for; 0: the source lists none. */
  readonly papers: number;
  /** Not all of them of everybody. */
  readonly depends: boolean;
  /** Undefined: not sure, or the source does not say. */
  readonly time?: { readonly least: number; readonly most: number; readonly unit: TermUnit };
  /** `free-mostly`: free by the table, though the steps speak of a fee in some case. */
  readonly fee: 'free' | 'free-mostly' | 'amount' | 'unsaid' | 'see';
  readonly amount?: number;
  readonly online: boolean;
}

const IN_A_CASE = /^[\s\-–+*•(\d.a-zđ)]{0,12}(?:trường hợp|đối với|nếu|lưu ý)/iu;
const PAYING = /(?:nộp|thu|đóng)\s+(?:đủ\s+)?(?:phí|lệ phí)/iu;

/** A paper that is handed in; rows with a count of nought are remarks that the source keeps among the papers. */
export function isHandedIn({ originals, copies }: Paper): boolean {
  return originals === undefined || originals + (copies ?? 0) > 0;
}

export function summaryOf(entry: Entry): Summary {
  const groups = entry.papers
    .map(({ title, papers }) => ({ inCase: IN_A_CASE.test(title), papers: papers.filter(isHandedIn) }))
    .filter(({ papers }) => papers.length > 0);
  // Nobody is in two cases at once: of those the longest counts, besides what everybody brings.
  const always = groups.filter(({ inCase }) => !inCase).flatMap(({ papers }) => papers);
  const longest = Math.max(0, ...groups.filter(({ inCase }) => inCase).map(({ papers }) => papers.length));
  return {
    papers: always.length + longest,
    depends: groups.length > 1 || groups.some(({ papers }) => papers.some(({ text }) => IN_A_CASE.test(text))),
    ...timeOf(entry),
    ...feeOf(entry),
    online: entry.channels.some(({ channel }) => channel === 'online'),
  };
}

function timeOf({ channels }: Entry): Pick<Summary, 'time'> | Record<string, never> {
  const times = channels.map(({ time }) => time);
  const [first] = times;
  if (!first?.unit || times.some(({ amount, unit }) => amount === undefined || unit !== first.unit)) return {};
  const amounts = times.map(({ amount }) => amount ?? 0);
  return { time: { least: Math.min(...amounts), most: Math.max(...amounts), unit: first.unit } };
}

function feeOf({ channels, steps }: Entry): Pick<Summary, 'fee' | 'amount'> {
  const fees = channels.flatMap((row) => row.fees);
  const [first] = fees;
  if (!first || fees.every(({ kind }) => kind === 'unsaid')) return { fee: 'unsaid' };
  if (fees.every(({ kind }) => kind === 'free')) return { fee: steps.some(({ text }) => PAYING.test(text)) ? 'free-mostly' : 'free' };
  const same = fees.every(({ amount, several, currency }) => amount === first.amount && !several && currency === 'VND');
  return same && first.amount !== undefined ? { fee: 'amount', amount: first.amount } : { fee: 'see' };
}
