import { h } from 'preact';
import { theVault, validateFile } from '#core/signatures/index.ts';
import type { Routes } from '#kernel/module.ts';
import { outlookOf } from '../outlook.ts';
import { readUpload } from '../read-upload.ts';
import { ValidationPage } from '../views/validation-page.tsx';

/** The page itself may be asked for often; a file costs a thread some time, so each address gets a few a minute. */
const asked = { permission: 'public', rateLimit: { max: 120, timeWindow: 60_000 } };
const limited = { permission: 'public', rateLimit: { max: 20, timeWindow: 60_000 } };

/** Kiểm tra chữ ký số: any signed file, read from memory and forgotten. */
export const publicRoutes: Routes = (app, { db }) => {
  app.get('/kiem-tra-chu-ky', { config: asked, schema: {} }, async (_request, reply) => reply.page(h(ValidationPage, { empty: false })));

  app.post('/kiem-tra-chu-ky', { config: limited, schema: {} }, async (request, reply) => {
    const { file, original } = await readUpload(request);
    if (!file) return reply.page(h(ValidationPage, { empty: true }), { status: 422 });
    const validation = await validateFile(db, theVault(), { bytes: file.bytes, detached: original && [{ bytes: original }] });
    const outlook = await outlookOf(db, file.bytes, original, validation);
    return reply.page(h(ValidationPage, { name: file.name, validation, outlook }));
  });
};
