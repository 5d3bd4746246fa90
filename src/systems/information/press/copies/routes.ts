import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { pdfAsIs } from '#core/documents/index.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import { forbidden, invalid, notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { openCopy } from '../../actions/open-copy.ts';
import { readPicture } from '../../pictures.ts';
import { mediaOf } from '../../queries/media.ts';
import { CODE_PATTERN } from '../../rules/release-code.ts';
import { PRESS } from '../../rules/states.ts';
import { LeakPage } from '../../views/press/leak-page.tsx';
import { Token } from '../schemas.ts';
import { type Breach, compareLeak, comparePicture } from './leaks.ts';
import { markedPdf } from './marked-pdf.ts';
import { markedPicture } from './marked-picture.ts';
import { copyMessages } from './messages.ts';

const Copy = Type.Object({ token: Token, code: Type.String({ pattern: CODE_PATTERN }) });
const Picture = Type.Object({ ...Copy.properties, name: Type.String({ pattern: '^[0-9a-f-]{36}(-lon)?\\.jpg$' }) });

/** One reader's file: nobody else keeps it, and no search engine lists it. */
function own(reply: FastifyReply, type: string, name: string): FastifyReply {
  return reply
    .type(type)
    .header('cache-control', 'private, no-store')
    .header('x-robots-tag', 'noindex, nofollow, noarchive')
    .header('referrer-policy', 'no-referrer')
    .header('content-disposition', name);
}

/** A reporter's own copy to take away: typeset, and its pictures. */
export function copyFileRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;
  const config = { permission: 'public' };

  app.get('/bao-chi/:token/:code/ban-rieng.pdf', { config, schema: { params: Copy } }, async (request, reply) => {
    const { token, code } = request.params as { token: string; code: string };
    const copy = await services.act(openCopy, request.actor, { token, code, what: 'pdf' });
    const pdf = await markedPdf(copy, await mediaOf(db, copy.release.id, copy.release.edition));
    return own(reply, 'application/pdf', `attachment; filename="${copy.release.code}-ban-rieng.pdf"`).send(pdf);
  });

  app.get('/bao-chi/:token/:code/anh/:name', { config, schema: { params: Picture } }, async (request, reply) => {
    const { token, code, name } = request.params as { token: string; code: string; name: string };
    const { release, mark } = await services.act(openCopy, request.actor, { token, code, what: 'picture' });
    const found = (await mediaOf(db, release.id, release.edition)).find(({ id }) => name.startsWith(id));
    if (!found) throw notFound();
    const large = name.endsWith('-lon.jpg');
    const picture = await markedPicture(await files.get(found.hash), large ? 1600 : 960, mark, release.visibleFrom);
    const disposition = large ? `attachment; filename="${release.code}-${found.id.slice(-6)}.jpg"` : 'inline';
    return own(reply, 'image/jpeg', disposition).send(picture);
  });
}

interface Answer {
  readonly breach: Breach;
  readonly cut?: boolean;
  readonly scanned?: boolean;
}

/** The agency's side: whose copy leaked. */
export function leakRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;
  const config = { permission: PRESS };
  const agencyOf = ({ actor }: FastifyRequest): string => {
    if (!actor.scope || !actor.may(PRESS, actor.scope)) throw forbidden();
    return actor.scope;
  };

  app.get('/thong-tin/bao-chi/doi-chieu', { config, schema: {} }, async (request, reply) => {
    agencyOf(request);
    return reply.page(h(LeakPage, { breach: undefined }));
  });

  app.post('/thong-tin/bao-chi/doi-chieu', { config, schema: {} }, async (request, reply) => {
    const agencyId = agencyOf(request);
    const { fields, file } = await readUpload(request);
    const text = (fields['text'] ?? '').slice(0, 100_000);
    try {
      const answer = file ? await lookAt(agencyId, file) : await lookAtText(agencyId, text);
      return await reply.page(h(LeakPage, answer));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return reply.page(h(LeakPage, { breach: undefined, problem }), { status: problem.status });
    }
  });

  async function lookAtText(agencyId: string, text: string): Promise<Answer> {
    if (text.trim() === '') throw invalid([{ field: 'text', message: { vi: copyMessages.vi.nothing, en: copyMessages.en.nothing } }]);
    return { breach: await compareLeak(db, agencyId, text) };
  }

  async function lookAt(agencyId: string, { name, bytes }: { name: string; bytes: Buffer }): Promise<Answer> {
    if (bytes.toString('latin1', 0, 5) !== '%PDF-') return { breach: await comparePicture(db, files, agencyId, await readPicture(bytes)) };
    const { text, notes, cut } = await pdfAsIs(name, bytes);
    return { breach: await compareLeak(db, agencyId, `${notes}\n${text}`), cut, scanned: text.trim() === '' };
  }
}
