import { Buffer } from 'node:buffer';
import type { FastifyReply } from 'fastify';
import type { Routes } from '#kernel/module.ts';
import { notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { messages } from '../messages.ts';
import { type OcspReply, ocspResponder } from '../ocsp/respond.ts';
import { authorityName } from '../revocation/addresses.ts';
import { revocationList } from '../revocation/lists.ts';
import { respond } from '../tsp/respond.ts';
import { ensureAuthority, timestampSigner } from '../vault/authority.ts';
import { authorityCertificates, type StoredCertificate } from '../vault/store.ts';
import { openVault, type Vault } from '../vault/vault.ts';
import type { Db } from '#kernel/db.ts';

const STAMP_QUERY = 'application/timestamp-query';
const STATE_QUERY = 'application/ocsp-request';
const MAX_STAMP_QUERY = 4096;
const MAX_STATE_QUERY = 8192;

const open = { config: { permission: 'public' }, schema: {} } as const;
const named = {
  config: { permission: 'public' },
  schema: { params: Type.Object({ authority: Type.String({ pattern: '^([0-9a-f]{16}|root|issuing)$' }) }) },
} as const;
const part = {
  config: { permission: 'public' },
  schema: {
    params: Type.Object({ authority: Type.String({ pattern: '^[0-9a-f]{16}$' }), partition: Type.String({ pattern: '^[0-9]{6}$' }) }),
  },
} as const;

/** What programs fetch: time-stamps (RFC 3161 §3.4), states (RFC 6960 appendix A), certificates and lists (RFC 5280, RFC 2585). */
export const pkiRoutes: Routes = async (app, { config, db }) => {
  const vault = await openVault(config.dataFolder, config.pkiUrl);
  const responder = ocspResponder(db, vault);
  const asBytes = async (_request: unknown, body: unknown): Promise<unknown> => body;
  app.addContentTypeParser(STAMP_QUERY, { parseAs: 'buffer', bodyLimit: MAX_STAMP_QUERY }, asBytes);
  app.addContentTypeParser(STATE_QUERY, { parseAs: 'buffer', bodyLimit: MAX_STATE_QUERY }, asBytes);

  app.post('/pki/tsa', open, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) throw wrongType('timestamp-query-expected', messages.timestampQueryExpected);
    const tsa = await timestampSigner(db, vault);
    return reply
      .header('cache-control', 'no-store')
      .type('application/timestamp-reply')
      .send(respond(tsa, request.body, now()));
  });

  app.post('/pki/ocsp', open, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) throw wrongType('ocsp-request-expected', messages.ocspRequestExpected);
    return sendState(reply.header('cache-control', 'no-store'), await responder.respond(request.body));
  });
  app.get('/pki/ocsp/*', open, async (request, reply) => {
    const { '*': text } = request.params as { '*': string };
    const state = await responder.respond(Buffer.from(text.slice(0, 2 * MAX_STATE_QUERY), 'base64'));
    return sendState(reply.header('cache-control', state.nextUpdate ? 'public, max-age=60' : 'no-store'), state);
  });

  app.get('/pki/ca/:authority.cer', named, async (request, reply) => {
    const { certificate } = await findAuthority(db, vault, (request.params as { authority: string }).authority);
    return reply.header('cache-control', 'public, max-age=86400').type('application/pkix-cert').send(certificate.der);
  });
  app.get('/pki/crl/:authority.crl', named, async (request, reply) => {
    const { authority } = request.params as { authority: string };
    return sendList(reply, db, vault, authority, '');
  });
  app.get('/pki/crl/:authority/:partition.crl', part, async (request, reply) => {
    const { authority, partition } = request.params as { authority: string; partition: string };
    return sendList(reply, db, vault, authority, partition);
  });
};

function sendState(reply: FastifyReply, state: OcspReply): FastifyReply {
  if (state.nextUpdate) void reply.header('expires', state.nextUpdate.toUTCString());
  return reply.type('application/ocsp-response').send(state.der);
}

async function sendList(reply: FastifyReply, db: Db, vault: Vault, authority: string, partition: string): Promise<FastifyReply> {
  const list = await revocationList(db, vault, { issuer: await findAuthority(db, vault, authority), partition });
  if (!list) throw notFound();
  return reply.header('cache-control', 'public, max-age=60').type('application/pkix-crl').send(list.der);
}

/** An authority of this site, former ones too; `root` and `issuing` are those of today. */
async function findAuthority(db: Db, vault: Vault, name: string): Promise<StoredCertificate> {
  const today = await ensureAuthority(db, vault);
  if (name === 'root' || name === 'issuing') return today[name];
  const found = (await authorityCertificates(db, vault)).find(({ certificate }) => authorityName(certificate) === name);
  if (!found) throw notFound();
  return found;
}

function wrongType(slug: string, detail: (typeof messages)['timestampQueryExpected']): Problem {
  return new Problem({ slug, status: 415, title: { vi: 'Yêu cầu không đúng kiểu', en: 'Not the expected type' }, detail });
}
