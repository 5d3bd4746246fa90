import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { type Check, checkAnything, LONGEST_TEXT } from '../queries/check-anything.ts';
import type { KnownRelease } from '../queries/releases.ts';

const Given = Type.Object({ text: Type.String({ minLength: 1, maxLength: LONGEST_TEXT, description: 'A text, a code or an address.' }) });
const Release = Type.Object({
  code: Type.String(),
  agency: Type.String(),
  url: Type.String(),
  edition: Type.Integer({ description: 'The edition that was recognised.' }),
  newestEdition: Type.Integer(),
  state: Type.String({ description: 'published, withdrawn or retracted' }),
});
const Answer = Type.Object({
  kind: Type.String({ description: 'text, code or address' }),
  verdict: Type.String({
    description: 'text: same, excerpt, changed, part, none, short. code: known, unknown. address: release, site, post, unknown.',
  }),
  release: Type.Optional(Release),
  differences: Type.Optional(Type.Array(Type.Object({ kind: Type.String(), text: Type.String() }))),
  foreignLinks: Type.Optional(Type.Array(Type.String())),
});

const limited = { permission: 'public', rateLimit: { max: 60, timeWindow: 60_000 } };

function releaseOf(release: KnownRelease | undefined, edition: number | undefined, publicUrl: string) {
  if (!release) return undefined;
  const { code, agencyName: agency, state } = release;
  return { code, agency, url: publicUrl + release.path, edition: edition ?? release.edition, newestEdition: release.edition, state };
}

/** The page's answer for programs. */
function answerOf(check: Check, publicUrl: string) {
  if (check.kind === 'code') {
    return { kind: 'code', verdict: check.release ? 'known' : 'unknown', release: releaseOf(check.release, undefined, publicUrl) };
  }
  const release = releaseOf(check.release, check.edition, publicUrl);
  if (check.kind === 'address') return { kind: 'address', verdict: check.verdict, release };
  const differences = check.comparison?.stretches
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, words }) => ({ kind, text: words.map((word) => word.shown).join(' ') }));
  return { kind: 'text', verdict: check.verdict, release, differences, foreignLinks: check.foreignLinks };
}

export const apiRoutes: Routes = (app, { db, config }) => {
  const schema = { tags: ['authenticity'], summary: 'Is this from us, word for word?', body: Given, response: { 200: Answer } };
  app.post<{ Body: { text: string } }>('/api/kiem-tra-tin', { config: limited, schema }, async (request) =>
    answerOf(await checkAnything(db, request.body.text, config.publicUrl), config.publicUrl),
  );
};
