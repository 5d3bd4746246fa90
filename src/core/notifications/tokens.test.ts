import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPostKeys } from './keys.ts';
import { linkToken, readLinkToken } from './tokens.ts';

await openPostKeys(await mkdtemp(join(tmpdir(), 'motcua-links-')));
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

it('one spelling of a link is the link, for its own purpose', () => {
  const owner = { addressId: 7, letterId: 12 };
  const token = linkToken('manage', owner);
  expect(readLinkToken('manage', token)).toEqual(owner);
  expect(readLinkToken('unsubscribe', token)).toBeUndefined();
  const others = [...SIGNS].map((sign) => token.slice(0, -1) + sign).filter((one) => one !== token);
  for (const other of others) expect(readLinkToken('manage', other), other).toBeUndefined();
});
