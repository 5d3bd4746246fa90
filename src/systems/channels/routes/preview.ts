import { plainText } from '#core/documents/index.ts';
import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { connectionsOf } from '../queries/connections.ts';
import { previewOf } from '../rules/preview.ts';
import { PreviewPage } from '../views/preview-page.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** As long as a form of the editor may be. */
const LONGEST = 400_000;

/** The editor of releases sends its fields here as they are; nothing is kept. */
export const previewRoutes: Routes = (app, { db, config }) => {
  app.post('/kenh/xem-truoc', { config: { permission: 'channels.read' }, schema: { body: AnyForm } }, async (request, reply) => {
    const form = request.body as Record<string, unknown>;
    const field = (name: string): string => (typeof form[name] === 'string' ? form[name].slice(0, LONGEST) : '');
    // As the information system announces it: every line a paragraph of its own.
    const plain = plainText(field('bodyVi')).split(/\n+/).join('\n\n');
    const words = { title: field('titleVi'), summary: field('summaryVi'), plain };
    const { scope } = request.actor;
    const connections = scope === undefined ? [] : await connectionsOf(db, scope);
    const shown = connections
      .filter((connection) => connection.status !== 'closed')
      .map((connection) => ({ connection, preview: previewOf(connection.platform, words, field('note'), config.publicUrl) }));
    return reply.page(PreviewPage({ shown }));
  });
};
