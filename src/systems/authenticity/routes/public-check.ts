import type { FastifyRequest } from 'fastify';
import { readUpload } from '#kernel/http/uploads.ts';
import type { Routes } from '#kernel/module.ts';
import type { FieldError } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { checkMessages } from '../check-messages.ts';
import { checkAnything, LONGEST_TEXT } from '../queries/check-anything.ts';
import { CheckPage } from '../views/check-page.tsx';

const text = Type.Optional(Type.String({ maxLength: 2_000 }));
const CheckQuery = Type.Object({ ma: text, 'dia-chi': text, lang: text, theme: text });
/** A comparison costs milliseconds; nobody types faster than this. */
const limited = { permission: 'public', rateLimit: { max: 60, timeWindow: 60_000 } };

function wrong(name: 'empty' | 'tooLong', field = 'noi-dung'): FieldError[] {
  return [{ field, message: { vi: checkMessages.vi[name], en: checkMessages.en[name] } }];
}

async function readGiven(request: FastifyRequest): Promise<string> {
  const fields = request.isMultipart() ? (await readUpload(request)).fields : (request.body as Record<string, unknown> | undefined);
  const given = fields?.['noi-dung'];
  return typeof given === 'string' ? given : '';
}

/** "Kiểm tra tin". What people paste is read, answered and forgotten. */
export const checkRoutes: Routes = (app, { db, config }) => {
  app.get<{ Querystring: { ma?: string; 'dia-chi'?: string } }>(
    '/kiem-tra-tin',
    { config: limited, schema: { querystring: CheckQuery } },
    async (request, reply) => {
      const given = request.query.ma ?? request.query['dia-chi'];
      if (!given?.trim()) return reply.page(CheckPage({}));
      return reply.page(CheckPage({ given, check: await checkAnything(db, given, config.publicUrl) }));
    },
  );

  app.post('/kiem-tra-tin', { config: limited, schema: {} }, async (request, reply) => {
    const given = await readGiven(request);
    if (given.trim() === '') return reply.page(CheckPage({ errors: wrong('empty') }), { status: 422 });
    if (given.length > LONGEST_TEXT) {
      return reply.page(CheckPage({ given: given.slice(0, LONGEST_TEXT), errors: wrong('tooLong') }), { status: 422 });
    }
    return reply.page(CheckPage({ given, check: await checkAnything(db, given, config.publicUrl) }));
  });
};
