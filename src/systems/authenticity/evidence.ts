import { Buffer } from 'node:buffer';
import { signDetached, theVault } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Db } from '#kernel/db.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { findAccount } from './queries/accounts.ts';
import { shapeLikeness } from './rules/picture-shape.ts';
import { pageFactsOf, referralsOf } from './queries/case-records.ts';
import { type FakeCase, type FakeReportRow, reportsOf, stepsOf } from './queries/fake-cases.ts';

/** As many screenshots as a pack holds; the others are named by their hashes. */
const MOST_PICTURES = 20;

/**
 * What a platform or the police is handed: the facts as RFC 8785 JSON with a detached JWS of the site over these bytes, and
 * the pictures, whose SHA-256 the facts name.
 */
export async function evidencePack({ db, files, config }: Services, one: FakeCase): Promise<Buffer> {
  const reports = await reportsOf(db, one.id);
  const named = [one.avatar, one.avatarOfficial, ...reports.flatMap(({ avatar, screenshot }) => [avatar, screenshot])];
  const hashes = [...new Set(named.filter((hash) => hash !== null))].slice(0, MOST_PICTURES);
  const made = { madeAt: now(), madeBy: config.publicUrl, keys: `${config.publicUrl}/.well-known/jwks.json` };
  const facts = canonicalJson({ ...made, ...(await caseFacts(db, one, reports)) });
  const pictures = await Promise.all(hashes.map(async (hash) => ({ name: `anh/${hash}`, bytes: await files.get(hash) })));
  return writeZip([
    { name: 'bang-chung.json', bytes: Buffer.from(facts) },
    { name: 'bang-chung.json.jws', bytes: Buffer.from(await signDetached(db, theVault(), config.site, facts)) },
    ...pictures,
  ]);
}

async function caseFacts(db: Db, one: FakeCase, reports: readonly FakeReportRow[]) {
  const official = one.resembles ? await findAccount(db, one.resembles) : undefined;
  return {
    page: { url: one.url, key: one.pageKey, platform: one.platform, claimedName: one.claimedName },
    state: one.state,
    finding: one.finding,
    likeness: { percent: one.likeness, of: one.likenessOf },
    avatar: await avatarFacts(db, one),
    registered: official && {
      agency: official.agencyName,
      platform: official.platform,
      stableId: official.stableId,
      url: official.url,
      openedOn: official.openedOn,
    },
    disclosed: (await pageFactsOf(db, one.id)).map(({ pageCreatedOn, adminCountries, formerNames, seenOn }) => {
      const names = formerNames.split('\n').filter(Boolean);
      return { seenOn, pageCreatedOn: pageCreatedOn ?? undefined, adminCountries: adminCountries || undefined, formerNames: names };
    }),
    referrals: (await referralsOf(db, one.id)).map(({ route, referredOn, reference }) => {
      return { route, referredOn, reference: reference ?? undefined };
    }),
    reports: reports.map(({ url, why, screenshot, avatar, at }) => {
      return { at, url, why, screenshotSha256: screenshot ?? undefined, avatarSha256: avatar ?? undefined };
    }),
    steps: (await stepsOf(db, one.id)).map(({ state, note, route, at }) => ({ at, state, note, route: route ?? undefined })),
  };
}

/** The page's own picture, and how near it comes to that of a registered account. */
async function avatarFacts(db: Db, { avatar, avatarDistance, avatarAccount, avatarOfficial }: FakeCase) {
  if (avatar === null) return undefined;
  if (avatarDistance === null || avatarAccount === null) return { sha256: avatar };
  const official = await findAccount(db, avatarAccount);
  const of = official && { platform: official.platform, stableId: official.stableId, sha256: avatarOfficial ?? undefined };
  return { sha256: avatar, differingSigns: avatarDistance, signs: 128, percent: shapeLikeness(avatarDistance), of };
}
