import { theVault, validateFile } from '#core/signatures/index.ts';
import type { Routes } from '#kernel/module.ts';
import { invalid } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { machineReport } from '../machine-report.ts';
import { messages } from '../messages.ts';
import { readUpload } from '../read-upload.ts';

const Answer = Type.Object({
  report: Type.Unknown({
    description: 'indication and sub-indication of each signature by EN 319 102-1, and the worst of them as overall',
  }),
  signature: Type.String({ description: 'detached JWS over the canonical JSON (RFC 8785) of report; keys at /.well-known/jwks.json' }),
});

const limited = { permission: 'public', rateLimit: { max: 30, timeWindow: 60_000 } };

export const apiRoutes: Routes = (app, { db, config }) => {
  const schema = {
    tags: ['validation'],
    summary: 'Validate a signed file (multipart: tep, and goc for a detached original)',
    response: { 200: Answer },
  };
  app.post('/api/kiem-tra-chu-ky', { config: limited, schema }, async (request) => {
    const { file, original } = await readUpload(request);
    if (!file) throw invalid([{ field: 'tep', message: { vi: messages.vi.empty, en: messages.en.empty } }]);
    const validation = await validateFile(db, theVault(), { bytes: file.bytes, detached: original && [{ bytes: original }] });
    return machineReport(db, config.site, file.bytes, validation);
  });
};
