import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { agencyUrl, findAgency } from '#core/agencies/index.ts';
import { documentByNumber, filesOf, type OfficialDocument } from '#core/documents/index.ts';
import { keepPages, type PageVersion } from '#kernel/http/page-cache.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId } from '#kernel/id.ts';
import { say } from '#kernel/i18n.ts';
import { publishedAbout, type Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { documentUrl, numberUrl } from '../addresses.ts';
import { sendFile } from '../file-answer.ts';
import { documentRecord, findPublicDocument, publicVersion } from '../queries/document-record.ts';
import { kindNames } from '../queries/facets.ts';
import { describeFilters } from '../queries/filter-labels.ts';
import { searchDocuments } from '../queries/search.ts';
import { NO_SUGGESTION, suggestFor } from '../queries/suggest.ts';
import { textParts } from '../rules/text-parts.ts';
import { DocumentPage } from '../views/document-page.tsx';
import { SearchPage } from '../views/search-page.tsx';
import { SeveralPage } from '../views/several-page.tsx';
import { readAsked, type SearchParameters, SearchQuery } from './asked.ts';

const PageQuery = Type.Object({
  phan: Type.Optional(Type.String()),
  lang: Type.Optional(Type.String()),
  theme: Type.Optional(Type.String()),
});
const Slug = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 200 }) });
const FileAddress = Type.Object({ id: Type.String(), file: Type.String(), name: Type.String() });
const config = { permission: 'public' };
const FOR_EVERYBODY = 'public, max-age=60';

function slugOf(request: FastifyRequest): string {
  return (request.params as { slug?: string }).slug ?? '';
}

/** The document and the part of its text; undefined for addresses that are no page of one document. */
function pageOfDocument(request: FastifyRequest): string | undefined {
  // The raw address: links of the page repeat every parameter, and a choice in the address sets a cookie.
  const phan = isId(slugOf(request)) ? /^[^?]*(?:\?phan=(\d{1,6}))?$/.exec(request.url) : undefined;
  return phan ? `${slugOf(request)} ${phan[1] ?? '1'}` : undefined;
}

/** Search, the page of a document, its files. */
export const documentRoutes: Routes = async (app, services) => {
  const { db } = services;

  app.get<{ Querystring: SearchParameters }>('/van-ban', { config, schema: { querystring: SearchQuery } }, async (request, reply) => {
    const { asked, filters } = readAsked(request.query);
    const search = { text: asked.q, filters, order: asked.order, after: asked.after };
    let result = await searchDocuments(db, search);
    let suggestion = NO_SUGGESTION;
    if (result.total === 0 && result.query.words.length > 0) {
      suggestion = await suggestFor(db, result.query);
      if (suggestion.dropped.length > 0) {
        const rest = result.query.words.filter((word) => !suggestion.dropped.includes(word)).join(' ');
        result = await searchDocuments(db, { ...search, text: rest, after: undefined });
      }
    }
    const names = await kindNames(db);
    const chosen = await describeFilters(db, asked.filters, request.lang);
    const kindName = (kind: string): string => say(names.get(kind) ?? { vi: kind, en: kind }, request.lang);
    return reply.page(h(SearchPage, { asked, result, suggestion, kindName, chosen }), { cacheControl: 'public, max-age=30' });
  });

  await app.register(async (pages) => {
    keepPages(pages, {
      keyOf: pageOfDocument,
      versionOf: (page) => pageVersion(services, page.split(' ')[0] ?? ''),
      trustedMs: 1_000,
    });
    pages.get('/van-ban/:slug', { config, schema: { params: Slug, querystring: PageQuery } }, async (request, reply) => {
      const { slug } = request.params as { slug: string };
      if (!isId(slug)) return byNumber(services, slug, reply);
      const document = await findPublicDocument(db, slug);
      if (!document) throw noDocument();
      const { phan } = request.query as { phan?: string };
      return reply.page(await documentPage(services, document, Number(phan ?? 1) || 1, request.lang), { cacheControl: FOR_EVERYBODY });
    });
  });

  app.get('/van-ban/:id/tep/:file/:name', { config, schema: { params: FileAddress } }, async (request, reply) => {
    const { id, file: fileId } = request.params as { id: string; file: string };
    const document = await findPublicDocument(db, id);
    const file = document && (await filesOf(db, id)).find((one) => one.id === fileId && one.role !== 'source');
    if (!file) throw notFound();
    return sendFile(request, reply, file, await services.files.get(file.sha256));
  });
};

/** What differs whenever the document does, or what other systems publish about it. */
async function pageVersion({ db, modules }: Services, id: string): Promise<PageVersion | undefined> {
  const version = await publicVersion(db, id);
  if (version === undefined) return undefined;
  const about = await publishedAbout(modules, db, `document:${id}`, 'vi');
  const value = [version, ...about.flatMap(({ items }) => items.map(({ url, title, at }) => `${url} ${title} ${at.getTime()}`))].join('\n');
  return { value };
}

async function documentPage(services: Services, document: OfficialDocument, part: number, lang: 'vi' | 'en') {
  const { db } = services;
  const record = await documentRecord(db, document);
  const parts = textParts(record.markdown);
  if (part < 1 || part > Math.max(1, parts.length)) throw notFound();
  const issuer = document.issuerAgencyId === null ? undefined : await findAgency(db, document.issuerAgencyId);
  const kindName = say((await kindNames(db)).get(document.kind) ?? { vi: document.kindName, en: document.kindName }, lang);
  const about = part === 1 ? await publishedAbout(services.modules, db, `document:${document.id}`, lang) : [];
  return h(DocumentPage, { record, kindName, issuerUrl: issuer && agencyUrl(issuer), parts, part, about });
}

/** A number typed into the address: the document itself, or a choice when several agencies have it. */
async function byNumber({ db }: Services, slug: string, reply: FastifyReply) {
  const documents = await documentByNumber(db, slug, { visibility: 'public', limit: 50 });
  const [first] = documents;
  if (!first) throw noDocument();
  const exact = documents.filter((document) => document.numberKey === first.numberKey);
  if (exact.length === 1 && first.numberKey !== null && (documents.length === 1 || numberUrl(first.numberKey).endsWith(`/${slug}`))) {
    return reply.redirect(documentUrl(first.id), 302);
  }
  return reply.page(h(SeveralPage, { number: slug, documents }), { cacheControl: FOR_EVERYBODY });
}

function noDocument() {
  return notFound({
    vi: 'Không có văn bản công khai nào ở địa chỉ này. Hãy tìm theo số hoặc từ khóa trong Thư viện văn bản.',
    en: 'No public document has this address. Search for its number or words in the document library.',
  });
}
