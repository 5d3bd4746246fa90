import { Buffer } from 'node:buffer';
import { signDetached, theVault } from '#core/signatures/index.ts';
import { canonicalJson } from '#kernel/canonical-json.ts';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { writeZip } from '#kernel/zip/write-zip.ts';
import { findAccount } from './queries/accounts.ts';
import { type FakeCase, reportsOf, stepsOf } from './queries/fake-cases.ts';

/** As many screenshots as a pack holds; the others are named by their hashes. */
const MOST_PICTURES = 20;

/**
 * What a platform or the police is handed: the facts as RFC 8785 JSON with a detached JWS of the site over these bytes, and
 * the screenshots, whose SHA-256 the facts name.
 */
export async function evidencePack({ db, files, config }: Services, one: FakeCase): Promise<Buffer> {
  const reports = await reportsOf(db, one.id);
  const official = one.resembles ? await findAccount(db, one.resembles) : undefined;
  const hashes = [...new Set(reports.flatMap(({ screenshot }) => screenshot ?? []))];
  const facts = canonicalJson({
    madeAt: now(),
    madeBy: config.publicUrl,
    keys: `${config.publicUrl}/.well-known/jwks.json`,
    page: { url: one.url, key: one.pageKey, platform: one.platform, claimedName: one.claimedName },
    state: one.state,
    finding: one.finding,
    likeness: { percent: one.likeness, of: one.likenessOf },
    registered: official
      ? {
          agency: official.agencyName,
          platform: official.platform,
          stableId: official.stableId,
          url: official.url,
          openedOn: official.openedOn,
        }
      : undefined,
    reports: reports.map(({ url, why, screenshot, at }) => ({ at, url, why, screenshotSha256: screenshot ?? undefined })),
    steps: (await stepsOf(db, one.id)).map(({ state, note, route, at }) => ({ at, state, note, route: route ?? undefined })),
  });
  const pictures = await Promise.all(
    hashes.slice(0, MOST_PICTURES).map(async (hash) => ({ name: `anh/${hash}`, bytes: await files.get(hash) })),
  );
  return writeZip([
    { name: 'bang-chung.json', bytes: Buffer.from(facts) },
    { name: 'bang-chung.json.jws', bytes: Buffer.from(await signDetached(db, theVault(), config.site, facts)) },
    ...pictures,
  ]);
}
