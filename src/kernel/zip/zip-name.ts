import { isUtf8 } from 'node:buffer';
import { getFileNameLowLevel } from 'yauzl';

const CONTROL = /\p{Cc}/u;

/** Whether a name would leave its folder, or mean different files on different systems. A `/` alone is fine. */
export function isUnsafePath(name: string): boolean {
  return (
    name === '' ||
    name.length > 1000 ||
    name.startsWith('/') ||
    name.includes('\\') ||
    /^[A-Za-z]:/.test(name) ||
    CONTROL.test(name) ||
    name.split('/').some((part) => part === '..' || part === '.')
  );
}

/** An entry's name. Older Vietnamese software writes UTF-8 without the flag that says so. */
export function entryName(flags: number, raw: Buffer): string {
  if ((flags & 0x800) !== 0 || isUtf8(raw)) return raw.toString('utf8').normalize('NFC');
  return getFileNameLowLevel(flags, raw, [], true);
}

/** A name for a sentence: on one line, short, whatever was in it. */
export function shownName(name: string): string {
  const line = name.replace(/[\p{C}\p{Z}]+/gu, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
