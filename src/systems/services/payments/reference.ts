import { randomInt } from 'node:crypto';

/** Crockford's digits: no I, L, O or U, so that what is copied by hand or read out stays the same. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'MC';
const LENGTH = 9;
/** The largest prime below 32: any one digit that is wrong, and any two that change places, change the sum. */
const PRIME = 31;

/** A new reference: 45 bits by chance and a digit that checks them. */
export function newReference(): string {
  const body = Array.from({ length: LENGTH }, () => DIGITS[randomInt(DIGITS.length)]!).join('');
  return `${PREFIX}${body}${checkOf(body)}`;
}

function checkOf(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + DIGITS.indexOf(digit) * (place + 2), 0);
  return DIGITS[sum % PRIME]!;
}

/**
 * The reference that the content of a transfer names, however the bank or the person wrote around it: lower case, spaces or
 * dashes inside, words before and after. Undefined when there is none, or when two differ.
 */
export function referenceIn(content: string): string | undefined {
  const text = content.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const found = new Set<string>();
  for (let at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
    const body = text.slice(at + PREFIX.length, at + PREFIX.length + LENGTH);
    const check = text[at + PREFIX.length + LENGTH];
    if (body.length === LENGTH && [...body].every((digit) => DIGITS.includes(digit)) && check === checkOf(body)) {
      found.add(`${PREFIX}${body}${check}`);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}
