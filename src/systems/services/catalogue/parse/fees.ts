import type { Fee } from '../entry.ts';

/** No fee of the State is under a thousand dong: "100 VNĐ" is a cut "100.000 đồng". */
const LEAST_VND = 1_000;
const MOST_SAID = 50;

/** Words in which a text says that there is nothing to pay; anything more is for the reader to judge. */
const NOTHING_TO_PAY =
  /^(?:không|không có|không thu|không thu phí|không quy định|chưa quy định|không phải nộp|miễn phí|không mất phí|không có phí|không có thông tin|phí, lệ phí không|không thu phí, lệ phí|miễn lệ phí|0 đồng)?[\s.;)]*$/iu;
const SPEAKS_OF_FEES = /lệ phí|mức thu|mức phí|phí thẩm định|biểu phí|thu phí|nộp phí/iu;
const SAID =
  /(?<![\d/.,])(\d{1,3}(?:[.,]\d{3}){1,4}|\d{1,12})\s?(?:\/-|,-)?\s?(?:(triệu|nghìn|ngàn)\s?)?(?:đồng|đ(?![\p{L}])|vnđ|vnd|việt nam đồng)/giu;

/** Whole dong amounts that a text names, in its order, at most 50. */
export function dongIn(text: string): number[] {
  const found: number[] = [];
  for (const [, digits = '', scale] of text.matchAll(SAID)) {
    if (found.length >= MOST_SAID) break;
    const times = scale === undefined ? 1 : scale.toLowerCase() === 'triệu' ? 1_000_000 : 1_000;
    found.push(Number(digits.replace(/[.,]/g, '')) * times);
  }
  return found;
}

/**
 * What may be said of a fee: the cell, the words in brackets behind it and the row's note. An amount or "free" holds only
 * when no word beside it says otherwise.
 */
export function judgeFee(stated: string, said: string, note: string): Fee {
  const text = said === '' ? stated : `${stated} (${said})`;
  if (stated === 'Không có thông tin')
    return said === '' ? { kind: 'unsaid', text: '', said, doubt: 'unsaid' } : unsure(said, said, 'words');
  if (stated === 'Miễn phí') {
    const contradicted = !NOTHING_TO_PAY.test(said) || dongIn(note).some((amount) => amount > 0) || SPEAKS_OF_FEES.test(note);
    return contradicted ? unsure(text, said, 'free-but-text') : { kind: 'free', text, said };
  }
  const currency = stated.endsWith('USD') ? 'USD' : 'VND';
  const amount = Number(/^[\d.,]+/.exec(stated)?.[0].replace(/,/g, ''));
  if (!Number.isFinite(amount)) return unsure(text, said, 'shape');
  if (currency === 'USD') return { kind: 'amount', text, said, amount, currency, ...(/\d/.test(said) ? { several: true } : {}) };
  if (amount < LEAST_VND) return unsure(text, said, 'cut');
  const named = dongIn(said);
  if ((named.length > 0 && !named.includes(amount)) || (named.length === 0 && said.includes('%'))) return unsure(text, said, 'differs');
  const others = [...named, ...dongIn(note)].some((other) => other !== amount);
  return { kind: 'amount', text, said, amount, currency, ...(others ? { several: true } : {}) };
}

function unsure(text: string, said: string, doubt: NonNullable<Fee['doubt']>): Fee {
  return { kind: 'unsure', text, said, doubt };
}
