export interface Span {
  /** Both of them included. */
  readonly start: number;
  readonly end: number;
}

/**
 * The part that a request asks for (RFC 9110 §14): undefined when it is the whole, or when what is asked is not understood
 * or several parts, which a server may answer with the whole.
 */
export function askedSpan(range: string | undefined, size: number): Span | 'none' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return Number(last) === 0 ? 'none' : { start: Math.max(0, size - Number(last)), end: size - 1 };
  if (last !== '' && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) return 'none';
  return { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Where a piece of an upload begins, and how long the whole is: `bytes 0-99/1000`; undefined when it says neither. */
export function sentSpan(contentRange: string | undefined): { readonly start: number; readonly total: number } | undefined {
  const [, start, , total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(contentRange ?? '') ?? [];
  return start === undefined || total === undefined ? undefined : { start: Number(start), total: Number(total) };
}
