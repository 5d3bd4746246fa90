import { Problem } from '#kernel/problem.ts';
import { staffMessages } from '../staff-messages.ts';
import { type Finding, findingTexts } from './findings.ts';

const LONGEST_VALUE = 120;

/** A finding in both languages for who reads a report: which field, what is wrong, what was given, what the text suggests. */
export function findingSentence({ field, code, given, suggested }: Finding): string {
  const where = `${staffMessages.vi.fields[field]} / ${staffMessages.en.fields[field]}`;
  const what = findingTexts[code];
  const was = given === null ? '' : ` “${shortened(given)}”`;
  const better = suggested === null ? '' : ` → “${shortened(suggested)}”`;
  return `${where}: ${what.vi} / ${what.en}${was}${better}`;
}

function shortened(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** Refusals are sentences already; the words of the machine (no such file, broken archive) name paths and are not shown. */
export function failureSentence(error: unknown): string {
  if (error instanceof Problem) {
    const { vi, en } = error.detail ?? error.title;
    return `${vi} / ${en}`.slice(0, 1_000);
  }
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'Không có tệp này. / There is no such file.';
  return 'Không đọc được: tệp hỏng hoặc bị cắt. / It cannot be read: damaged or cut off.';
}
