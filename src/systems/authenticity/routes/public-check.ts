import type { Buffer } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import type { Db } from '#kernel/db.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import type { Routes } from '#kernel/module.ts';
import type { FieldError } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { checkMessages } from '../check-messages.ts';
import { checkAnything, LONGEST_TEXT } from '../queries/check-anything.ts';
import { checkPicture, type PictureCheck } from '../queries/pictures.ts';
import { UnreadablePicture } from '../rules/picture-shape.ts';
import { LargestPicture } from '../schemas.ts';
import { CheckPage } from '../views/check-page.tsx';

const text = Type.Optional(Type.String({ maxLength: 2_000 }));
const CheckQuery = Type.Object({ ma: text, 'dia-chi': text, lang: text, theme: text });
/** A comparison costs milliseconds; nobody types faster than this. */
const limited = { permission: 'public', rateLimit: { max: 60, timeWindow: 60_000 } };

function wrong(name: 'empty' | 'tooLong' | 'tooBig' | 'notPicture', field = 'noi-dung'): FieldError[] {
  return [{ field, message: { vi: checkMessages.vi[name], en: checkMessages.en[name] } }];
}

interface Given {
  readonly text: string;
  readonly picture: Buffer | undefined;
}

async function readGiven(request: FastifyRequest): Promise<Given> {
  const upload = request.isMultipart() ? await readUpload(request) : undefined;
  const fields = upload?.fields ?? (request.body as Record<string, unknown> | undefined);
  const given = fields?.['noi-dung'];
  return { text: typeof given === 'string' ? given : '', picture: upload?.file?.bytes };
}

function refusalOf({ text, picture }: Given): FieldError[] {
  if (text.trim() === '' && !picture) return wrong('empty');
  if (text.length > LONGEST_TEXT) return wrong('tooLong');
  return picture && picture.length > LargestPicture ? wrong('tooBig', 'anh') : [];
}

/** The answer about the picture; a sentence when it is none. */
async function pictureAnswer(db: Db, picture: Buffer | undefined): Promise<{ picture?: PictureCheck; errors?: FieldError[] }> {
  if (!picture) return {};
  try {
    return { picture: await checkPicture(db, picture) };
  } catch (error) {
    if (error instanceof UnreadablePicture) return { errors: wrong('notPicture', 'anh') };
    throw error;
  }
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
    const text = given.text.slice(0, LONGEST_TEXT);
    const refused = refusalOf(given);
    if (refused.length > 0) return reply.page(CheckPage({ given: text, errors: refused }), { status: 422 });
    const answer = await pictureAnswer(db, given.picture);
    const check = text.trim() === '' ? undefined : await checkAnything(db, text, config.publicUrl);
    return reply.page(CheckPage({ given: text, check, ...answer }), { status: answer.errors ? 422 : 200 });
  });
};
