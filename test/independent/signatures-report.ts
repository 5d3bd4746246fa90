import { differences } from './signatures-differences.ts';

/** What a program said of a file: an indication and sub-indication of EN 319 102-1, `NOT-SIGNED`, or `refused`. */
export interface Verdict {
  readonly result: string;
  /** Format and level of each signature, as the program names them. */
  readonly levels?: readonly string[];
  readonly detail?: string;
}

export interface Row {
  readonly group: string;
  readonly name: string;
  readonly ours: Verdict;
  /** Absent: it does not know this kind of file. */
  readonly dss: Verdict | undefined;
  readonly hanko: Verdict | undefined;
}

type Program = 'dss' | 'hanko';
const names: Readonly<Record<Program, string>> = { dss: 'DSS', hanko: 'pyHanko' };

/** Two ways of saying the same: a file that is no longer what was signed, and one that a strict reader does not open. */
function isSame(ours: string, theirs: string): boolean {
  if (ours === theirs) return true;
  if (ours.startsWith('TOTAL-FAILED') && (theirs.startsWith('TOTAL-FAILED (') || theirs === 'refused')) return true;
  return ours === 'UNREADABLE' && theirs === 'refused';
}

function explanationOf(row: Row, program: Program): string | undefined {
  const theirs = row[program]?.result ?? '';
  return differences.find(
    (one) =>
      one.programs.includes(program) &&
      (one.group?.test(row.group) ?? true) &&
      (one.name?.test(row.name) ?? true) &&
      (one.theirs?.test(theirs) ?? true),
  )?.why;
}

const differing = (row: Row): Program[] =>
  (['dss', 'hanko'] as const).filter((program) => row[program] && !isSame(row.ours.result, row[program].result));

const short = (verdict: Verdict | undefined): string => (verdict ? verdict.result.replace('TOTAL-', '') : '–');

/** Cases of one group with the same verdicts stand in one line. */
function merged(rows: readonly Row[]): readonly { readonly row: Row; readonly cases: readonly string[] }[] {
  const lines = new Map<string, { row: Row; cases: string[] }>();
  for (const row of rows) {
    const explained = differing(row).map((program) => explanationOf(row, program));
    const key = JSON.stringify([row.group, short(row.ours), short(row.dss), short(row.hanko), levelsOf(row), explained]);
    const line = lines.get(key) ?? { row, cases: [] };
    line.cases.push(row.name);
    lines.set(key, line);
  }
  return [...lines.values()];
}

const MANY = 4;
const casesText = (cases: readonly string[]): string => (cases.length > MANY ? `${cases.length} trường hợp` : cases.join('; '));

/** Levels of the valid: only there do they mean anything. */
function levelsOf({ ours, dss }: Row): string {
  if (ours.result !== 'TOTAL-PASSED') return '';
  const of = (verdict: Verdict | undefined): string => [...new Set(verdict?.levels)].join(', ');
  return `${of(ours)} / ${of(dss)}`;
}

function lineOf({ row, cases }: { row: Row; cases: readonly string[] }, footnotes: Map<string, number>): string {
  const notes = differing(row).map((program) => {
    const why = explanationOf(row, program) ?? '?';
    footnotes.set(why, footnotes.get(why) ?? footnotes.size + 1);
    return `${names[program]} [${footnotes.get(why)}]`;
  });
  const cells = [row.group, casesText(cases), levelsOf(row), short(row.ours), short(row.dss), short(row.hanko), notes.join(', ')];
  return `| ${cells.join(' | ')} |`;
}

/** The tables in Markdown, and the rows with a difference that nobody has explained. */
export function reportOf(rows: readonly Row[]): { readonly text: string; readonly unexplained: readonly Row[] } {
  const footnotes = new Map<string, number>();
  const lines = merged(rows).map((line) => lineOf(line, footnotes));
  const unexplained = rows.filter((row) => differing(row).some((program) => !explanationOf(row, program)));
  const count = (program: Program): string => {
    const asked = rows.filter((row) => row[program]);
    const other = asked.filter((row) => differing(row).includes(program));
    return `${names[program]}: ${asked.length} tệp, ${asked.length - other.length} giống, ${other.length} khác`;
  };
  const head = ['Nhóm', 'Trường hợp', 'Mức (ta / DSS)', 'Ta', 'DSS', 'pyHanko', 'Khác'];
  const table = [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...lines];
  const notes = [...footnotes].map(([why, number]) => `${number}. ${why}`);
  return { text: [`${rows.length} tệp. ${count('dss')}. ${count('hanko')}.`, '', ...table, '', ...notes].join('\n'), unexplained };
}
