import { checkOf } from './watermark.ts';

const SIGNS = /M\s?C[\s.-]?((?:[0-9A-FOIL][\s.-]?){10})/gi;

/** The number of a copy as it is printed, `MC` and ten signs, the last two to find a misread one. */
export function copyCode(mark: number): string {
  return `MC${hex(mark, 8)}${hex(checkOf(mark), 2)}`;
}

function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0');
}

/** The copies whose printed numbers are in a text, typed off paper or copied; a number with a wrong sign is none. */
export function codesIn(text: string): number[] {
  const found = [...text.matchAll(SIGNS)].flatMap(([, signs = '']) => {
    const digits = signs
      .replaceAll(/[\s.-]/g, '')
      .replaceAll(/o/gi, '0')
      .replaceAll(/[il]/gi, '1');
    const mark = Number.parseInt(digits.slice(0, 8), 16);
    return checkOf(mark) === Number.parseInt(digits.slice(8), 16) ? [mark] : [];
  });
  return [...new Set(found)];
}
