import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { documentUrl, fileUrl } from '../addresses.ts';
import { type DocumentRecord, documentRecord, findPublicDocument } from '../queries/document-record.ts';
import type { Hit } from '../queries/hits.ts';
import { searchDocuments } from '../queries/search.ts';
import { completionsOf } from '../queries/suggest.ts';
import { readAsked } from './asked.ts';

const optional = (description: string) => Type.Optional(Type.String({ description }));

const ApiQuery = Type.Object({
  q: optional('Words with or without diacritics, a "phrase", or a number such as 118/2025/NĐ-CP.'),
  kind: optional('Code of the kind: nghi-dinh, quyet-dinh, …'),
  issuer: optional('Id of the agency.'),
  field: optional('Key of the field of law, as in the facets.'),
  year: optional('Year of issue.'),
  unit: optional('Code of the administrative unit.'),
  status: optional('in_force, not_yet, expired, replaced, revoked or recalled.'),
  recipient: optional('Id of an agency the document is addressed to.'),
  order: Type.Optional(Type.Union([Type.Literal('relevance'), Type.Literal('date')])),
  after: optional('`next` of the page before.'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});

const nullable = Type.Union([Type.String(), Type.Null()]);
const Summary = Type.Object({
  id: Type.String(),
  url: Type.String(),
  numberNotation: nullable,
  kind: Type.String(),
  issuer: Type.Object({ id: nullable, name: Type.String() }),
  issuedOn: nullable,
  field: nullable,
  status: Type.String(),
  abstract: Type.String(),
});
const Page = Type.Object({
  total: Type.Integer(),
  more: Type.Boolean(),
  documents: Type.Array(Summary),
  facets: Type.Unknown(),
  next: nullable,
});
const tags = ['documents'];
const config = { permission: 'public' };

/** The library as JSON: the same search and the same records as the pages. */
export const apiRoutes: Routes = (app, services) => {
  const { db } = services;
  const schema = { tags, summary: 'Search the public documents', querystring: ApiQuery, response: { 200: Page } };
  app.get('/api/documents', { config, schema }, async (request, reply) => {
    const asked = request.query as Static<typeof ApiQuery>;
    const { filters } = readAsked({
      loai: asked.kind,
      'co-quan': asked.issuer,
      'linh-vuc': asked.field,
      nam: asked.year,
      'don-vi': asked.unit,
      'tinh-trang': asked.status,
      'noi-nhan': asked.recipient,
    });
    const { q: text = '', order = 'relevance', after, limit } = asked;
    const result = await searchDocuments(db, { text, filters, order, after, limit });
    void reply.header('cache-control', 'public, max-age=30').header('access-control-allow-origin', '*');
    const documents = result.hits.map((hit) => summaryOf(services, hit));
    return { total: result.total, more: result.more, documents, facets: result.facets, next: result.next ?? null };
  });

  const Id = Type.Object({ id: Type.String() });
  const one = { tags, summary: 'A public document with its text, files, signatures and relations', params: Id };
  app.get('/api/documents/:id', { config, schema: one }, async (request, reply) => {
    const document = await findPublicDocument(db, (request.params as { id: string }).id);
    if (!document) throw notFound();
    void reply.header('cache-control', 'public, max-age=60').header('access-control-allow-origin', '*');
    return recordOf(services, await documentRecord(db, document));
  });

  const Typed = Type.Object({ q: Type.String() });
  app.get(
    '/api/documents/suggestions',
    { config, schema: { tags, summary: 'Ways to complete what is typed', querystring: Typed } },
    async (request, reply) => {
      void reply.header('cache-control', 'public, max-age=60').header('access-control-allow-origin', '*');
      return { suggestions: await completionsOf(db, (request.query as { q: string }).q) };
    },
  );
};

function summaryOf({ config: { publicUrl } }: Services, hit: Hit): Static<typeof Summary> {
  const { id, numberNotation, kind, field, status, abstract } = hit;
  return {
    id,
    url: publicUrl + documentUrl(id),
    numberNotation,
    kind,
    issuer: { id: hit.issuerId, name: hit.issuerName },
    issuedOn: hit.sortDay === '0001-01-01' ? null : hit.sortDay,
    field,
    status,
    abstract,
  };
}

function recordOf({ config: { publicUrl } }: Services, record: DocumentRecord): Record<string, unknown> {
  const { document, inForce, endedBy, files, signatures, relations, recipients, markdown } = record;
  const {
    id,
    numberNotation,
    kind,
    kindName,
    normative,
    issuedOn,
    effectiveFrom,
    effectiveTo,
    place,
    abstract,
    field,
    unitCode,
    signer,
    version,
  } = document;
  return {
    id,
    url: publicUrl + documentUrl(id),
    version,
    numberNotation,
    kind,
    kindName,
    normative,
    issuer: { id: document.issuerAgencyId, code: document.issuerCode, name: document.issuerName },
    issuedOn,
    effectiveFrom,
    effectiveTo,
    place,
    abstract,
    field,
    unitCode,
    signer,
    status: inForce.status,
    statusSince: inForce.since,
    endedBy: endedBy ? { id: endedBy.id, numberNotation: endedBy.numberNotation } : null,
    recallReason: document.recallReason,
    recipients: recipients.map(({ role, label }) => ({ role, label })),
    files: files.map((file) => ({
      name: file.name,
      role: file.role,
      mediaType: file.mediaType,
      size: file.size,
      sha256: file.sha256,
      url: publicUrl + fileUrl(id, file.id, file.name),
    })),
    signatures: signatures.map(({ role, holderName, certificateSerial, signedAt }) => ({ role, holderName, certificateSerial, signedAt })),
    relations: relations.map(({ direction, kind: relation, partial, documentId, numberNotation: number, issuerName }) => ({
      direction,
      kind: relation,
      partial,
      documentId,
      numberNotation: number,
      issuerName,
    })),
    markdown,
  };
}
