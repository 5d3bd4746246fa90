import { type NewRelation, numberKey } from '#core/documents/index.ts';

const MOST = 300;
const NUMBER = /số\s+(\d{1,6}\s*\/\s*(?:(?:19|20)\d\d\s*\/\s*)?\p{L}[\p{L}\d]*(?:\s*-\s*\p{L}[\p{L}\d]*)*)/giu;
const REPLACES = /(?:này|ban hành kèm theo)\s+thay thế\s+(?:toàn bộ\s+)?(?:\p{L}+\s+){1,4}số\s+(\d{1,6}\/[\p{L}\d/-]+)/giu;

/**
 * Which documents a text names by number, and how: its grounds ("Căn cứ …") are based on, "thay thế … số …" replaces,
 * the rest it refers to; each number once, the strongest relation first. `own` is the document's own number.
 */
export function citationsIn(markdown: string, own: string | null): NewRelation[] {
  const text = markdown.replaceAll('*', '').replace(/\s+/g, ' ');
  const found = new Map<string, NewRelation>();
  const ownKey = own === null ? undefined : numberKey(own);
  const add = (kind: NewRelation['kind'], notation: string | undefined) => {
    const tidied = notation?.replace(/\s*([/-])\s*/g, '$1') ?? '';
    const key = numberKey(tidied);
    if (key === undefined || !/\/[a-z]/.test(key) || key === ownKey || found.has(key) || found.size >= MOST) return;
    found.set(key, { kind, toNumberNotation: tidied });
  };
  for (const match of text.matchAll(REPLACES)) add('replaces', match[1]);
  for (const line of markdown.split('\n').filter((one) => /^[\s*_]*(?:Căn cứ|Thực hiện)\s/u.test(one))) {
    for (const match of line.replaceAll('*', '').matchAll(NUMBER)) add('based_on', match[1]);
  }
  for (const match of text.matchAll(NUMBER)) add('refers', match[1]);
  return [...found.values()];
}
