import type { Result } from '../entry.ts';

/** Where the page's furniture begins: key words, description, the choice of an agency. */
const FURNITURE = /Từ khóa(?:Không có thông tin|[^\n]{0,400}?Mô tả|$)/u;
const CODE =
  /Mã: ?(KQ[.-]?[A-Z]\d\d[.-]\d{6}|(?:\d{3}\.\d\d\.\d\d\.[A-Z]\d\d-KQ\d{4,6})|[A-Z]{2,4}-[A-Z]{1,4}\d{0,2}\.?(?:KQ)?\d{4,7}|[A-Z]\d\d-KQ\d{6})/gu;
const MOST_RESULTS = 200;

/** Results with their codes. The words after the last code, when there are any, are a result without one. */
export function readResults(text: string): Result[] {
  const furniture = text.search(FURNITURE);
  const body = furniture === -1 ? text : text.slice(0, furniture);
  const results: Result[] = [];
  let from = 0;
  for (const match of body.matchAll(CODE)) {
    if (results.length >= MOST_RESULTS) break;
    const words = body.slice(from, match.index).trim();
    results.push({ text: words, ...(match[1] ? { code: match[1] } : {}) });
    from = match.index + match[0].length;
  }
  const rest = body.slice(from).trim();
  return rest === '' ? results : [...results, { text: rest }];
}
