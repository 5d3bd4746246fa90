import { Buffer } from 'node:buffer';
import type { Routes } from '#kernel/module.ts';
import { Problem } from '#kernel/problem.ts';
import { now } from '#kernel/time.ts';
import { publicKeys } from '../jws.ts';
import { messages } from '../messages.ts';
import { revocationList } from '../queries.ts';
import { respond } from '../tsp/respond.ts';
import { type Authority, ensureAuthority, timestampSigner } from '../vault/authority.ts';
import { openVault } from '../vault/vault.ts';

const QUERY = 'application/timestamp-query';
const REPLY = 'application/timestamp-reply';
const MAX_QUERY_BYTES = 4096;

const open = { config: { permission: 'public' }, schema: {} } as const;

/** What programs fetch: the time-stamping service (RFC 3161 §3.4), certificates and revocation lists (RFC 5280, RFC 2585). */
export const publicRoutes: Routes = async (app, { config, db }) => {
  const vault = await openVault(config.dataFolder, config.publicUrl);
  app.addContentTypeParser(QUERY, { parseAs: 'buffer', bodyLimit: MAX_QUERY_BYTES }, async (_request: unknown, body: unknown) => body);

  app.post('/tsa', open, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) throw wrongType();
    const tsa = await timestampSigner(db, vault);
    return reply
      .header('cache-control', 'no-store')
      .type(REPLY)
      .send(respond(tsa, request.body, now()));
  });

  app.get('/.well-known/jwks.json', open, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .type('application/jwk-set+json')
      .send(JSON.stringify(await publicKeys(db, vault, config.site))),
  );

  for (const which of ['root', 'issuing'] satisfies (keyof Authority)[]) {
    app.get(`/pki/${which}.cer`, open, async (_request, reply) => {
      const { certificate } = (await ensureAuthority(db, vault))[which];
      return reply.header('cache-control', 'public, max-age=86400').type('application/pkix-cert').send(certificate.der);
    });
    app.get(`/pki/${which}.crl`, open, async (_request, reply) => {
      const list = await revocationList(db, vault, which);
      return reply.header('cache-control', 'public, max-age=60').type('application/pkix-crl').send(list);
    });
  }
};

function wrongType(): Problem {
  return new Problem({
    slug: 'timestamp-query-expected',
    status: 415,
    title: { vi: 'Yêu cầu dấu thời gian không đúng kiểu', en: 'Not a timestamp query' },
    detail: messages.timestampQueryExpected,
  });
}
