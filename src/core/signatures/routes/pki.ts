import { Buffer } from 'node:buffer';
import type { FastifyInstance, FastifyReply, RouteHandlerMethod } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import type { Text } from '#kernel/i18n.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { messages } from '../messages.ts';
import { type OcspReply, ocspResponder } from '../ocsp/respond.ts';
import { authorityName } from '../revocation/addresses.ts';
import { revocationList } from '../revocation/lists.ts';
import { authorityState } from '../root/state.ts';
import { saysClockIsUnsound } from '../tsp/clock.ts';
import { respond, timeNotAvailable } from '../tsp/respond.ts';
import { ensureAuthority, timestampSigner } from '../vault/authority.ts';
import { authorityCertificates, type StoredCertificate } from '../vault/store.ts';
import { openVault, type Vault } from '../vault/vault.ts';
import type { Db } from '#kernel/db.ts';

const NOT_KEPT = { 'cache-control': 'no-store' };
const MAX_STATE_QUERY = 8192;

const open = { config: { permission: 'public' }, schema: {} } as const;
const named = {
  config: { permission: 'public' },
  schema: { params: Type.Object({ authority: Type.String({ pattern: '^([0-9a-f]{16}|root|issuing)$' }) }) },
} as const;
const listFile = {
  config: { permission: 'public' },
  schema: {
    params: Type.Object({
      authority: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
      file: Type.String({ pattern: '^([0-9a-f]{16}|root|issuing|[0-9]{6})(\\.delta)?\\.crl$' }),
    }),
  },
} as const;

/** What programs fetch: time-stamps (RFC 3161 §3.4), states (RFC 6960 appendix A), certificates and lists (RFC 5280, RFC 2585). */
export const pkiRoutes: Routes = async (app, { config, db }) => {
  const vault = await openVault(config.dataFolder, config.pkiUrl);
  const responder = ocspResponder(db, vault);
  measureEnds(app, db, vault);
  app.machineEndpoint({
    url: '/pki/tsa',
    takes: 'application/timestamp-query',
    largest: 4096,
    otherwise: wrongType({ slug: 'timestamp-query-expected', detail: messages.timestampQueryExpected }),
    answer: async (body) => ({ type: 'application/timestamp-reply', headers: NOT_KEPT, body: await stamp(db, vault, body) }),
  });
  app.machineEndpoint({
    url: '/pki/ocsp',
    takes: 'application/ocsp-request',
    largest: MAX_STATE_QUERY,
    otherwise: wrongType({ slug: 'ocsp-request-expected', detail: messages.ocspRequestExpected }),
    async answer(body) {
      const { der, nextUpdate } = await responder.respond(body);
      const headers = nextUpdate ? { ...NOT_KEPT, expires: nextUpdate.toUTCString() } : NOT_KEPT;
      return { type: 'application/ocsp-response', headers, body: der };
    },
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
  const list: RouteHandlerMethod = async (request, reply) => {
    const { authority, file } = request.params as { authority?: string; file: string };
    const [stem = '', delta] = file.slice(0, -'.crl'.length).split('.');
    const issuer = await findAuthority(db, vault, authority ?? stem);
    const found = await revocationList(db, vault, { issuer, partition: authority ? stem : '', delta: delta !== undefined });
    if (!found) throw notFound();
    return reply.header('cache-control', 'public, max-age=60').type('application/pkix-crl').send(found.der);
  };
  app.get('/pki/crl/:file', listFile, list);
  app.get('/pki/crl/:authority/:file', listFile, list);
};

async function stamp(db: Db, vault: Vault, query: Buffer): Promise<Buffer> {
  try {
    return respond(await timestampSigner(db, vault), query, now());
  } catch (error) {
    if (saysClockIsUnsound(error)) return timeNotAvailable();
    throw error;
  }
}

function sendState(reply: FastifyReply, state: OcspReply): FastifyReply {
  if (state.nextUpdate) void reply.header('expires', state.nextUpdate.toUTCString());
  return reply.type('application/ocsp-response').send(state.der);
}

/** An authority of this site, former ones too; `root` and `issuing` are those of today. */
async function findAuthority(db: Db, vault: Vault, name: string): Promise<StoredCertificate> {
  const today = await ensureAuthority(db, vault);
  if (name === 'root' || name === 'issuing') return today[name];
  const found = (await authorityCertificates(db, vault)).find(({ certificate }) => authorityName(certificate) === name);
  if (!found) throw notFound();
  return found;
}

function wrongType(about: { slug: string; detail: Text }): Problem {
  return new Problem({ ...about, status: 415, title: { vi: 'Yêu cầu không đúng kiểu', en: 'Not the expected type' } });
}

/** How long the authorities and the root's list still last, for whoever watches the machine. */
function measureEnds(app: FastifyInstance, db: Db, vault: Vault): void {
  const { metrics } = app as unknown as { metrics: Registry };
  const gauge = new Gauge({
    name: 'motcua_authority_seconds_left',
    help: 'Seconds until something of the certificate authority ends: root, issuing, root-list (while the root is offline)',
    labelNames: ['what'],
    registers: [],
    async collect() {
      const state = await authorityState(db, vault).catch(() => undefined);
      this.reset();
      const ends = [
        ['root', state?.root.certificate.notAfter],
        ['issuing', state?.issuing.certificate.notAfter],
        ['root-list', state?.rootListEnds],
      ] as const;
      for (const [what, at] of ends) if (at) this.set({ what }, (at.getTime() - now().getTime()) / 1000);
    },
  });
  metrics.registerMetric(gauge);
}
