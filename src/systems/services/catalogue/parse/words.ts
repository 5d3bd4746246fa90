import type { Level } from '../entry.ts';

const levels: Readonly<Record<string, Level>> = {
  'Cấp bộ': 'ministry',
  'Cấp tỉnh': 'province',
  'Cấp xã': 'commune',
  'Cơ quan khác': 'other',
};

/** Those of the database, in the order in which lists show them; the one with commas first, since commas part them. */
export const AUDIENCES = [
  'Cán bộ, công chức, viên chức',
  'Tổ chức (không bao gồm doanh nghiệp, HTX)',
  'Công dân Việt Nam',
  'Người Việt Nam định cư ở nước ngoài',
  'Người nước ngoài cư trú tại Việt Nam',
  'Người nước ngoài',
  'Doanh nghiệp có vốn đầu tư nước ngoài',
  'Doanh nghiệp Việt Nam',
  'Doanh nghiệp',
  'Hợp tác xã',
  'Tổ chức nước ngoài',
  'Tổ chức Đảng',
  'Đảng viên',
] as const;

/** Words of a list with commas, and what is none of the words it may hold. */
export interface KnownWords<T> {
  readonly known: readonly T[];
  readonly unknown: readonly string[];
}

export function readLevels(text: string): KnownWords<Level> {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .slice(0, 20);
  return {
    known: words.flatMap((word) => levels[word] ?? []),
    unknown: words.filter((word) => !levels[word]),
  };
}

/** Takes known words off the front again and again; a word with a comma inside is one word. */
export function readAudiences(text: string): KnownWords<string> {
  const known: string[] = [];
  const unknown: string[] = [];
  let rest = text.slice(0, 2_000).trim();
  while (rest !== '') {
    const word =
      AUDIENCES.find((one) => rest.startsWith(one) && /^\s*(?:,|$)/.test(rest.slice(one.length))) ?? rest.split(',', 1)[0] ?? rest;
    ((AUDIENCES as readonly string[]).includes(word) ? known : unknown).push(word.trim());
    rest = rest.slice(word.length).replace(/^[\s,]+/, '');
  }
  return { known: [...new Set(known)], unknown: unknown.filter(Boolean) };
}
