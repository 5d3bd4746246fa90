import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { filesOf } from '#core/documents/index.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { checkFile, checkNumber, type FileCheck, withStatus } from '../queries/check.ts';
import { findPublicDocument } from '../queries/document-record.ts';
import { CheckPage } from '../views/check-page.tsx';

const text = Type.Optional(Type.String());
const CheckQuery = Type.Object({ so: text, 'van-ban': text, lang: text, theme: text });
const LONGEST_NUMBER = 200;

/** Checking costs seconds of a processor for a large file that somebody sends: each address gets a few a minute. */
const limited = { permission: 'public', rateLimit: { max: 20, timeWindow: 60_000 } };
/** The page, a number, or a file of our own, which is bounded: a whole school may share an address. */
const asked = { permission: 'public', rateLimit: { max: 120, timeWindow: 60_000 } };

/** Kiểm tra văn bản: by file, by number, or for a document of the library. Files are read from memory and forgotten. */
export const checkRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get('/kiem-tra', { config: asked, schema: { querystring: CheckQuery } }, async (request, reply) => {
    const { so, 'van-ban': id } = request.query as { so?: string; 'van-ban'?: string };
    if (id !== undefined) {
      const document = await findPublicDocument(db, id);
      if (!document) throw notFound();
      const main = (await filesOf(db, id)).filter((file) => file.role === 'main').at(-1);
      if (!main) return reply.page(h(CheckPage, { found: await withStatus(db, [document]) }));
      return reply.page(h(CheckPage, { file: await checkFile(services, main.name, await services.files.get(main.sha256)) }));
    }
    const number = so?.trim().slice(0, LONGEST_NUMBER);
    if (!number) return reply.page(h(CheckPage, { number: undefined }), { cacheControl: 'public, max-age=60' });
    return reply.page(h(CheckPage, { number, found: await checkNumber(db, number) }));
  });

  app.post('/kiem-tra', { config: limited, schema: {} }, async (request, reply) => {
    const { file, number } = await readForm(request);
    const checked: FileCheck | undefined = file && (await checkFile(services, file.name, file.bytes));
    if (checked) return reply.page(h(CheckPage, { file: checked, number }));
    if (number) return reply.page(h(CheckPage, { number, found: await checkNumber(db, number) }));
    return reply.page(h(CheckPage, { empty: true }), { status: 422 });
  });
};

/** The first file with content, and the number. Without a file a browser sends an empty one. */
async function readForm(
  request: FastifyRequest,
): Promise<{ file: { name: string; bytes: Buffer } | undefined; number: string | undefined }> {
  if (!request.isMultipart()) {
    const number = (request.body as { so?: unknown } | undefined)?.so;
    return { file: undefined, number: typeof number === 'string' ? number.trim().slice(0, LONGEST_NUMBER) : undefined };
  }
  let file: { name: string; bytes: Buffer } | undefined;
  let number: string | undefined;
  for await (const part of request.parts({ limits: { files: 1, fields: 10 } })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      if (bytes.length > 0) file = { name: part.filename, bytes };
    } else if (part.fieldname === 'so' && typeof part.value === 'string') {
      number = part.value.trim().slice(0, LONGEST_NUMBER);
    }
  }
  return { file, number };
}
