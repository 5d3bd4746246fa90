import { createHash } from 'node:crypto';
import type { Told } from './server.ts';

/** A picture of one colour, another for each account. */
export function fakeAvatar(id: string): Told {
  const colour = createHash('sha256').update(id).digest('hex').slice(0, 6);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="88" height="88"><rect width="88" height="88" fill="#${colour}"/></svg>`;
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, text };
}
