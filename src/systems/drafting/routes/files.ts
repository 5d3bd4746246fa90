import type { FastifyInstance } from 'fastify';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import { submit } from '#kernel/http/forms.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { attachFile } from '../actions/attach-file.ts';
import { typesetDraft } from '../making-pdf.ts';
import { draftFor } from './staff.ts';

const config = { permission: 'drafting.read' };

/** Files of a draft: the preview of its page, what was attached, and attaching more. */
export function fileRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;
  const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });

  app.get('/soan-thao/:id/xem-truoc.pdf', { config, schema: { params: Id } }, async (request, reply) => {
    const view = await draftFor(db, (request.params as { id: string }).id, request.actor);
    const { pdf } = await typesetDraft(db, view);
    return reply
      .type('application/pdf')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'inline; filename="xem-truoc.pdf"')
      .send(pdf);
  });

  app.get(
    '/soan-thao/:id/tep/:fileId',
    { config, schema: { params: Type.Object({ id: Type.String({ maxLength: 36 }), fileId: Type.String({ maxLength: 36 }) }) } },
    async (request, reply) => {
      const { id, fileId } = request.params as { id: string; fileId: string };
      const view = await draftFor(db, id, request.actor);
      const file = view.files.find((one) => one.id === fileId);
      if (!file) throw notFound();
      const inline = file.mediaType === 'application/pdf' || file.mediaType.startsWith('image/');
      return reply
        .type(file.mediaType)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename="${file.name}"`)
        .send(await files.get(file.sha256));
    },
  );

  app.post('/soan-thao/:id/tep', { config, schema: { params: Id } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    await draftFor(db, id, request.actor);
    const { fields, file } = await readUpload(request);
    // Never the form's own name and hash: a hash alone would open any file of the store.
    const stored = file ? { name: file.name, sha256: await files.put(file.bytes) } : {};
    const { use, _version } = fields;
    return submit(request, reply, services, {
      action: attachFile,
      input: { use, _version, ...stored, id },
      idempotencyKey: fields['_key'],
      done: () => `/soan-thao/${id}`,
    });
  });
}
