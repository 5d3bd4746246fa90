import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { retryDead } from '#core/exchange/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { allows } from '#kernel/permission.ts';
import { invalid, notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { exportPacket } from '../edxml/export-packet.ts';
import { type ImportLine, importPacket } from '../edxml/import-files.ts';
import { conflicts, deadEnvelopes } from '../queries/outgoing.ts';
import { ImportPage } from '../views/import-page.tsx';
import { OversightPage } from '../views/oversight-page.tsx';
import { incomingFor, outgoingFor } from './access.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const read = { permission: 'axis.read' };
const oversee = { permission: 'axis.oversee', everywhere: true } as const;
const importing = { permission: 'axis.import' };
const XML = 'application/xml; charset=utf-8';

/** edXML by hand: download, upload; and the page of those who oversee the axis. */
export const packetPages: Routes = (app, services) => {
  const { db } = services;

  app.get('/van-ban-den/nhap', { config: importing, schema: {} }, async (_request, reply) =>
    reply.page(h(ImportPage, { lines: undefined })),
  );

  app.post('/van-ban-den/nhap', { config: importing, schema: {} }, async (request, reply) => {
    try {
      return await reply.page(h(ImportPage, { lines: await importUploads(services, request) }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      return await reply.page(h(ImportPage, { problem: error }), { status: 422 });
    }
  });

  app.get('/van-ban-den/:id/edxml', { config: read, schema: { params: Id } }, async (request, reply) => {
    const incoming = await incomingFor(db, (request.params as { id: string }).id, request.actor);
    void reply.type(XML).header('content-disposition', 'attachment; filename="van-ban.edxml"');
    return reply.send(await exportPacket(services, incoming.envelopeId, [incoming.agencyId]));
  });

  app.get('/van-ban-di/:id/edxml', { config: read, schema: { params: Id } }, async (request, reply) => {
    const outgoing = await outgoingFor(db, (request.params as { id: string }).id, request.actor);
    // Those who oversee the axis see how a sending stands, not what was sent.
    if (outgoing.senderId === null || !allows(request.actor, 'axis.read', outgoing.senderId)) throw notFound();
    void reply.type(XML).header('content-disposition', 'attachment; filename="van-ban.edxml"');
    return reply.send(await exportPacket(services, outgoing.envelopeId));
  });

  app.get('/giam-sat-truc', { config: oversee, schema: {} }, async (_request, reply) =>
    reply.page(h(OversightPage, { dead: await deadEnvelopes(db, 200), conflicts: await conflicts(db, 200) })),
  );

  app.post('/giam-sat-truc/:id/gui-lai', { config: oversee, schema: { params: Id, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: retryDead,
      input: { ...(request.body as object), envelopeId: (request.params as { id: string }).id },
      done: () => '/giam-sat-truc',
    }),
  );
};

async function importUploads(services: Services, request: FastifyRequest): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for await (const part of request.files()) {
    const bytes = await part.toBuffer();
    if (bytes.length > 0) lines.push(await importPacket(services, bytes, part.filename, request.actor));
  }
  if (lines.length === 0)
    throw invalid([{ field: 'packets', message: { vi: 'Hãy chọn ít nhất một tệp.', en: 'Choose at least one file.' } }]);
  return lines;
}
