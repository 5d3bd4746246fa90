import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { shownEdition } from '../queries/visible.ts';
import { CODE_PATTERN } from '../rules/release-code.ts';
import { wordsFile } from '../signed-text.ts';
import { keepFor } from './public.ts';

const config = { permission: 'public' };
const File = Type.Object({ code: Type.String({ pattern: CODE_PATTERN }), file: Type.String({ maxLength: 20 }) });
const types = { jws: 'application/jose', json: 'application/json; charset=utf-8', md: 'text/markdown; charset=utf-8' } as const;

/**
 * What anybody needs to check a release without us: `/tin/<code>/<edition>.jws` (detached signature), `.json` (the signed
 * text), `.vi.md`, `.en.md` (the words whose hashes are in it). Of a retracted release only the proofs stay.
 */
export function proofRoutes(app: FastifyInstance, services: Services): void {
  app.get('/tin/:code/:file', { config, schema: { params: File } }, async (request, reply) => {
    const { code, file } = request.params as { code: string; file: string };
    const [, number, lang, ending] = /^([1-9]\d{0,4})(?:\.(vi|en))?\.(jws|json|md)$/.exec(file) ?? [];
    const edition = number ? await shownEdition(services.db, code, Number(number)) : undefined;
    if (!edition || !isEnding(ending) || (ending === 'md') !== (lang !== undefined)) throw notFound();
    const text = ending === 'md' ? wordsIn(edition, lang) : ending === 'jws' ? edition.jws : edition.signedText;
    if (!text) throw notFound();
    return send(services, reply, types[ending], text);
  });
}

function isEnding(text: string | undefined): text is keyof typeof types {
  return text !== undefined && text in types;
}

type Shown = NonNullable<Awaited<ReturnType<typeof shownEdition>>>;

function wordsIn(edition: Shown, lang: string | undefined): string | undefined {
  if (edition.ended === 'retracted') return undefined;
  if (lang === 'vi') return wordsFile(edition.titleVi, edition.summaryVi, edition.bodyVi);
  return edition.titleEn === '' ? undefined : wordsFile(edition.titleEn, edition.summaryEn, edition.bodyEn);
}

async function send(services: Services, reply: FastifyReply, type: string, text: string): Promise<FastifyReply> {
  return reply
    .type(type)
    .header('cache-control', await keepFor(services, false))
    .header('access-control-allow-origin', '*')
    .send(text);
}
