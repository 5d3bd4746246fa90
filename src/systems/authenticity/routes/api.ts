import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { listAccounts, type OfficialAccount, type Recognised } from '../queries/accounts.ts';
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
const Account = Type.Object({
  id: Type.String(),
  platform: Type.String(),
  stableId: Type.String(),
  handle: Type.String(),
  displayName: Type.String(),
  url: Type.String(),
  agency: Type.String(),
  status: Type.String({ description: 'active, suspended, compromised or closed' }),
  statusSince: Type.String({ format: 'date-time' }),
  example: Type.Boolean({ description: 'made up, to try the product with' }),
});
const Held = Type.Object({
  nameHeldFrom: Type.String({ format: 'date-time' }),
  nameGivenUpAt: Type.Optional(Type.String({ format: 'date-time' })),
  nameConfirmed: Type.Boolean({ description: 'false: the platform shows this name and the agency has not confirmed it' }),
});
const Answer = Type.Object({
  kind: Type.String({ description: 'text, code or address' }),
  verdict: Type.String({
    description:
      'text: same, excerpt, changed, part, none, short. code: known, unknown. address: release, site, post, account, fake, unknown.',
  }),
  release: Type.Optional(Release),
  differences: Type.Optional(Type.Array(Type.Object({ kind: Type.String(), text: Type.String() }))),
  foreignLinks: Type.Optional(Type.Array(Type.String())),
  account: Type.Optional(Type.Intersect([Account, Held])),
});

const limited = { permission: 'public', rateLimit: { max: 60, timeWindow: 60_000 } };

function releaseOf(release: KnownRelease | undefined, edition: number | undefined, publicUrl: string) {
  if (!release) return undefined;
  const { code, agencyName: agency, state } = release;
  return { code, agency, url: publicUrl + release.path, edition: edition ?? release.edition, newestEdition: release.edition, state };
}

function accountOf({ id, platform, stableId, handle, displayName, url, agencyName, status, statusAt, demo }: OfficialAccount) {
  return {
    id,
    platform,
    stableId,
    handle,
    displayName,
    url,
    agency: agencyName,
    status,
    statusSince: statusAt.toISOString(),
    example: demo,
  };
}

function recognisedOf(recognised: Recognised | undefined) {
  if (!recognised) return undefined;
  const { account, namedSince, formerUntil, unconfirmed } = recognised;
  const held = { nameHeldFrom: namedSince.toISOString(), nameGivenUpAt: formerUntil?.toISOString(), nameConfirmed: !unconfirmed };
  return { ...accountOf(account), ...held };
}

/** The page's answer for programs. */
function answerOf(check: Check, publicUrl: string) {
  if (check.kind === 'code') {
    return { kind: 'code', verdict: check.release ? 'known' : 'unknown', release: releaseOf(check.release, undefined, publicUrl) };
  }
  const release = releaseOf(check.release, check.edition, publicUrl);
  if (check.kind === 'address') return { kind: 'address', verdict: check.verdict, release, account: recognisedOf(check.recognised) };
  const differences = check.comparison?.stretches
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, words }) => ({ kind, text: words.map((word) => word.shown).join(' ') }));
  return { kind: 'text', verdict: check.verdict, release, differences, foreignLinks: check.foreignLinks };
}

const text = Type.Optional(Type.String({ maxLength: 200 }));
const Search = Type.Object({
  q: text,
  platform: text,
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
});
const Accounts = Type.Object({ accounts: Type.Array(Account, { description: 'At most 100; ask on with offset.' }) });

export const apiRoutes: Routes = (app, { db, config }) => {
  const schema = { tags: ['authenticity'], summary: 'Is this from us, word for word?', body: Given, response: { 200: Answer } };
  app.post<{ Body: { text: string } }>('/api/kiem-tra-tin', { config: limited, schema }, async (request) =>
    answerOf(await checkAnything(db, request.body.text, config.publicUrl), config.publicUrl),
  );

  const list = { tags: ['authenticity'], summary: 'Official accounts of agencies', querystring: Search, response: { 200: Accounts } };
  app.get<{ Querystring: { q?: string; platform?: string; offset?: number } }>(
    '/api/tai-khoan-chinh-thuc',
    { config: { permission: 'public' }, schema: list },
    async (request, reply) => {
      const { q, platform, offset = 0 } = request.query;
      void reply.header('cache-control', 'public, max-age=20').header('access-control-allow-origin', '*');
      return { accounts: (await listAccounts(db, { text: q, platform, offset })).map(accountOf) };
    },
  );
};
