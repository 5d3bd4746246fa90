import type { Db } from '#kernel/db.ts';
import { addressKey, readAddress } from '../rules/addresses.ts';
import { namedAccount, type Platform } from '../rules/platforms.ts';
import { type Recognised, recogniseAccount } from './accounts.ts';
import { checkText, type TextCheck } from './check-text.ts';
import { caseOfPage, type FakeCase, isPublic } from './fake-cases.ts';
import { findRelease, type KnownRelease, releaseOfPost } from './releases.ts';
import { pageKeyOf } from './write-cases.ts';

/** The answer about a code alone. */
export interface CodeCheck {
  readonly kind: 'code';
  readonly code: string;
  readonly release: KnownRelease | undefined;
}

/** The answer about an address. */
export interface AddressCheck {
  readonly kind: 'address';
  readonly address: string;
  /** `release`: a page of ours; `site`: another page of this site; `post`: a post that our channels made; `account`: an account of the registry or a post by it; `fake`: found to be false; `unknown`. */
  readonly verdict: 'release' | 'site' | 'post' | 'account' | 'fake' | 'unknown';
  readonly fake?: FakeCase;
  /** The registry's account of that name, now or then; of a post, who posted it. */
  readonly recognised?: Recognised;
  readonly postedAt?: Date;
  readonly release?: KnownRelease;
  readonly edition?: number;
}

export type Check = TextCheck | CodeCheck | AddressCheck;

const ONE_CODE = /^[A-Z][A-Z0-9]{0,9}-\d{6}-\d{3,6}-[A-Z0-9]{4}$/i;

export const LONGEST_TEXT = 20_000;

/** Finds out whether a person gave a code, an address or a text, and answers. `publicUrl` is this site's. */
export async function checkAnything(db: Db, given: string, publicUrl: string): Promise<Check> {
  const text = given.trim();
  if (ONE_CODE.test(text)) {
    const code = text.toUpperCase();
    return { kind: 'code', code, release: await findRelease(db, { code }) };
  }
  if (readAddress(text) || namedAccount(text)) return checkAddress(db, text, publicUrl);
  return checkText(db, text, publicUrl);
}

async function checkAddress(db: Db, address: string, publicUrl: string): Promise<AddressCheck> {
  const url = readAddress(address);
  const common = { kind: 'address' as const, address };
  if (url && url.host === readAddress(publicUrl)?.host) {
    const release = await findRelease(db, { path: url.pathname.replace(/\/+$/, '') });
    return release ? { ...common, verdict: 'release', release } : { ...common, verdict: 'site' };
  }
  const post = await releaseOfPost(db, addressKey(address));
  const release = post ? await findRelease(db, { id: post.releaseId }) : undefined;
  if (post && release) {
    const by = await recogniseAccount(db, { platform: post.platform as Platform, name: post.accountStableId.toLowerCase() });
    return { ...common, verdict: 'post', release, edition: post.edition, postedAt: post.postedAt, ...(by ? { recognised: by } : {}) };
  }
  const named = namedAccount(address);
  const recognised = named && (await recogniseAccount(db, named));
  const fake = await caseOfPage(db, pageKeyOf(address).key);
  if (fake && isPublic(fake)) return { ...common, verdict: 'fake', fake, ...(recognised ? { recognised } : {}) };
  return recognised ? { ...common, verdict: 'account', recognised } : { ...common, verdict: 'unknown' };
}
