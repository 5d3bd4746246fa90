import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { csvOf } from '#kernel/csv.ts';
import { recipientRows } from '../exports/recipients.ts';
import { xlsxOf } from '../exports/xlsx.ts';
import { outgoingMessages } from '../messages-outgoing.ts';
import { type Progress, progressOf } from '../queries/progress.ts';
import { outgoingFor } from './access.ts';
import { streamPlaces } from '#kernel/http/stream-places.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const config = { permission: 'axis.read' };
const EVERY_MS = 1_000;
/** The browser comes back by itself; a connection that nobody closes must not live for ever. */
const LONGEST_MS = 10 * 60_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What of a sending is streamed: live numbers and the two exports. */
export const outgoingStreams: Routes = (app, services) => {
  const { db } = services;
  const places = streamPlaces(6, 200);

  app.get('/van-ban-di/:id/tien-do', { config, schema: { params: Id } }, async (request, reply) => {
    const outgoing = await outgoingFor(db, (request.params as { id: string }).id, request.actor);
    const gone = new AbortController();
    const giveBack = places.take(request.actor.id);
    reply.raw.once('close', () => {
      giveBack();
      gone.abort();
    });
    const read = (): Promise<Progress> => progressOf(db, outgoing.envelopeId);
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(progressEvents(read, gone.signal)));
  });

  app.get('/van-ban-di/:id/noi-nhan.csv', { config, schema: { params: Id } }, async (request, reply) => {
    const outgoing = await outgoingFor(db, (request.params as { id: string }).id, request.actor);
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="noi-nhan.csv"');
    return reply.send(Readable.from(csvOf(recipientRows(db, outgoing.envelopeId, request.lang))));
  });

  app.get('/van-ban-di/:id/noi-nhan.xlsx', { config, schema: { params: Id } }, async (request, reply) => {
    const outgoing = await outgoingFor(db, (request.params as { id: string }).id, request.actor);
    void reply.type(XLSX).header('content-disposition', 'attachment; filename="noi-nhan.xlsx"');
    return reply.send(xlsxOf(outgoingMessages[request.lang].addressed, recipientRows(db, outgoing.envelopeId, request.lang)));
  });
};

/** Numbers whenever they have changed, a comment as a sign of life otherwise; `done` when nothing can change any more. */
export async function* progressEvents(read: () => Promise<Progress>, gone: AbortSignal, everyMs = EVERY_MS): AsyncGenerator<string> {
  let last = '';
  for (let elapsed = 0; elapsed < LONGEST_MS && !gone.aborted; elapsed += everyMs) {
    const progress = await read();
    const data = JSON.stringify(progress);
    yield data === last ? ': \n\n' : `data: ${data}\n\n`;
    last = data;
    if (progress.finished + progress.refused === progress.recipients) {
      yield 'event: done\ndata: {}\n\n';
      return;
    }
    await wait(everyMs, undefined, { signal: gone }).catch(() => undefined);
  }
}
