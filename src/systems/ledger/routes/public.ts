import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import type { Static } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { entriesOfSeal, entriesOfSubject, findSeal, ledgerStanding, newestSeals, proveEntries } from '#kernel/ledger/queries.ts';
import { exportStreams } from '../export-stream.ts';
import { agencyNamesOf, sealerOf } from '../queries.ts';
import { actionTitles, readSubject } from '../rules.ts';
import { EntriesQuery, EntryRef, SealRef, SealsQuery, SubjectQuery } from '../schemas.ts';
import { EntryPage } from '../views/entry-page.tsx';
import { LedgerPage } from '../views/ledger-page.tsx';
import { SealPage } from '../views/seal-page.tsx';
import { SubjectPage } from '../views/subject-page.tsx';

const SEALS_A_PAGE = 20;
const ENTRIES_A_PAGE = 50;
const EXPORTS_AT_ONCE = 2;
/** What is not sealed after this long means that the sealer stands still. */
const SEALED_WITHIN_MS = 60_000;

const config = { permission: 'public' } as const;

export const publicRoutes: Routes = (app, { db, modules, config: settings }) => {
  const titles = actionTitles(modules);

  app.get<{ Querystring: Static<typeof SealsQuery> }>(
    '/so-cai',
    { config, schema: { querystring: SealsQuery } },
    async (request, reply) => {
      const { truoc } = request.query;
      const late = now();
      late.setTime(late.getTime() - SEALED_WITHIN_MS);
      const seals = await newestSeals(db, SEALS_A_PAGE, truoc);
      const [head] = truoc === undefined ? seals : await newestSeals(db, 1);
      const sealer = head && (await sealerOf(db, head.keyId));
      const standing = await ledgerStanding(db, late);
      return reply.page(
        LedgerPage({ seals, head, sealer, standing, site: settings.site, publicUrl: settings.publicUrl, later: truoc !== undefined }),
      );
    },
  );

  app.get<{ Querystring: Static<typeof SubjectQuery> }>(
    '/so-cai/tra-cuu',
    { config, schema: { querystring: SubjectQuery } },
    async (request, reply) => {
      const { 'doi-tuong': typed = '', sau } = request.query;
      const subject = readSubject(typed);
      const entries = subject ? await entriesOfSubject(db, subject, ENTRIES_A_PAGE, sau) : [];
      return reply.page(
        SubjectPage({
          typed,
          subject,
          entries,
          titles,
          agencies: await agencyNamesOf(db, entries),
          more: entries.length === ENTRIES_A_PAGE,
        }),
      );
    },
  );

  const exportStream = exportStreams(db, settings.site, EXPORTS_AT_ONCE);
  const limited = { ...config, rateLimit: { max: 6, timeWindow: 60_000 } };
  app.get('/so-cai/ket-xuat.ndjson', { config: limited, schema: {}, exposeHeadRoute: false }, (_request, reply) =>
    reply
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', `attachment; filename="so-cai-${settings.site}.ndjson"`)
      .header('cache-control', 'no-store')
      .send(exportStream()),
  );

  app.get<{ Params: SealRef; Querystring: Static<typeof EntriesQuery> }>(
    '/so-cai/:no',
    { config, schema: { params: SealRef, querystring: EntriesQuery } },
    async (request, reply) => {
      const seal = await findSeal(db, request.params.no);
      if (!seal) throw notFound();
      const entries = await entriesOfSeal(db, seal, ENTRIES_A_PAGE, request.query.sau);
      return reply.page(
        SealPage({ seal, entries, titles, agencies: await agencyNamesOf(db, entries), sealer: await sealerOf(db, seal.keyId) }),
      );
    },
  );

  app.get<{ Params: EntryRef }>('/so-cai/:no/:seq', { config, schema: { params: EntryRef } }, async (request, reply) => {
    const { no, seq } = request.params;
    const seal = await findSeal(db, no);
    const [entry] = seal ? await entriesOfSeal(db, seal, 1, seq - 1) : [];
    const [proof] = entry?.seq === seq ? await proveEntries(db, [entry]) : [];
    if (!proof) throw notFound();
    return reply.page(EntryPage({ proof, titles, agencies: await agencyNamesOf(db, [proof.entry]) }));
  });
};
