import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Accepted, MAX_PACKET_BYTES, receivePacketBytes } from '#core/exchange/index.ts';
import { authenticateSoftware } from '#core/identity/index.ts';
import type { Services } from '#kernel/http/services.ts';
import { isId, newId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import { type Actor, allows, systemActor } from '#kernel/permission.ts';
import { forbidden, notFound, Problem, unauthenticated } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { postStatus } from '../actions/post-status.ts';
import { acceptTogether } from '../edxml/accept-together.ts';
import { kindNames, type KindNames } from '../edxml/content-of-packet.ts';
import { exportPacket } from '../edxml/export-packet.ts';
import { groupCommit } from '../edxml/group-commit.ts';
import { preparePacket, type PreparedPacket } from '../edxml/prepare.ts';
import { messageConflict } from '../errors.ts';
import { incomingDetail } from '../queries/incoming.ts';
import { packetsFor } from '../queries/packets.ts';
import type { IncomingState } from '../rules.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const ListQuery = Type.Object({
  state: Type.Optional(
    Type.Union((['arrived', 'refused', 'registered', 'assigned', 'processing', 'finished'] as const).map((one) => Type.Literal(one))),
  ),
  after: Type.Optional(Type.String({ maxLength: 36 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
});
const StatusBody = Type.Object({ code: Type.String(), description: Type.Optional(Type.String()) });
const PacketAnswer = Type.Object({
  outcome: Type.Union([Type.Literal('accepted'), Type.Literal('duplicate')]),
  id: Type.String({ description: 'Id of the envelope.' }),
  acceptance: Type.Object({
    bytes: Type.String({ description: 'Canonical JSON, base64: what this site says it has taken over.' }),
    signature: Type.String({ description: 'ECDSA P-256 with SHA-256 over the bytes, DER, base64.' }),
    keyId: Type.String(),
  }),
});
const XML = ['application/xml', 'text/xml', 'application/edxml+xml', 'application/octet-stream'];
/** Who has been asked for by header is checked here, before a byte of the body is read. */
const config = { permission: 'public', largestBody: MAX_PACKET_BYTES };
const tags = ['axis'];
const KINDS_FOR_MS = 60_000;

/** For agencies' own software: packets in, packets out, statuses; by HTTP Basic or the headers X-System-Id and X-Secret-Key. */
export const apiRoutes: Routes = async (app, services) => {
  await app.register(async (api) => {
    api.addContentTypeParser(XML, (_request, payload, done) => done(null, payload));
    api.addHook('onRequest', (request) => admit(request, services));
    packetRoutes(api, services);
  });
};

async function admit(request: FastifyRequest, { db }: Services): Promise<void> {
  const { 'x-system-id': id, 'x-secret-key': secret } = request.headers;
  if (request.actor.kind === 'anonymous' && typeof id === 'string' && typeof secret === 'string') {
    request.actor = (await authenticateSoftware(db, id, secret)) ?? request.actor;
  }
  if (request.actor.kind === 'anonymous') throw unauthenticated();
  if (request.actor.scope === undefined || !allows(request.actor, 'axis.packets', request.actor.scope)) throw forbidden();
}

function packetRoutes(api: FastifyInstance, services: Services): void {
  const { db } = services;
  const gate = systemActor('axis-gate');
  const commit = groupCommit<PreparedPacket, Accepted>((packets) => acceptTogether(services, gate, packets), {
    waitMs: 5,
    largest: 200,
    lanes: 2,
  });
  const names = remembered(() => kindNames(db));

  const schema = { tags, summary: 'Hand in an edXML packet (QCVN 102:2016)', response: { 200: PacketAnswer, 202: PacketAnswer } };
  api.post('/api/axis/v1/packets', { config, schema, bodyLimit: MAX_PACKET_BYTES }, async (request, reply) => {
    const announced = Number(request.headers['content-length'] ?? Number.NaN);
    const bytes = await receivePacketBytes(request.body as AsyncIterable<Uint8Array>, Number.isNaN(announced) ? undefined : announced);
    const { id, scope } = request.actor;
    const admitSender = (senderId: string | null): void => {
      if (senderId !== scope) throw notYourCode();
    };
    const packet = await preparePacket(bytes, { db, names: await names(), unknownAgencies: 'refuse', admit: admitSender });
    return answer(reply, packet, await commit.add({ ...packet, by: { actor: id, scope } }));
  });

  const listSchema = { tags, summary: 'Packets that arrived for the caller’s agency', querystring: ListQuery };
  api.get('/api/axis/v1/packets', { config, schema: listSchema }, async (request) => {
    const { state, after, limit = 100 } = request.query as { state?: IncomingState; after?: string; limit?: number };
    const packets = await packetsFor(db, request.actor.scope ?? '', state, after !== undefined && isId(after) ? after : undefined, limit);
    return { packets, next: packets.length === limit ? packets.at(-1)?.id : undefined };
  });

  api.get('/api/axis/v1/packets/:id', { config, schema: { tags, summary: 'One packet as edXML', params: Id } }, async (request, reply) => {
    const incoming = await own(services, request.actor, (request.params as { id: string }).id);
    return reply.type('application/xml; charset=utf-8').send(await exportPacket(services, incoming.envelopeId, [incoming.agencyId]));
  });

  const statusSchema = { tags, summary: 'Say how a document stands (02–06, 15, 16)', params: Id, body: StatusBody };
  api.post('/api/axis/v1/packets/:id/status', { config, schema: statusSchema }, async (request) => {
    const incoming = await own(services, request.actor, (request.params as { id: string }).id);
    const key = request.headers['idempotency-key'];
    const input = { ...(request.body as object), id: incoming.id };
    return services.act(postStatus, request.actor, input, typeof key === 'string' ? key : newId());
  });
}

/** A record of the caller's own agency; anybody else's does not exist for it. */
async function own({ db }: Services, actor: Actor, id: string) {
  const incoming = isId(id) ? await incomingDetail(db, id) : undefined;
  if (!incoming || incoming.agencyId !== actor.scope) throw notFound();
  return incoming;
}

function answer(reply: FastifyReply, packet: PreparedPacket, accepted: Accepted) {
  if (accepted.outcome === 'conflict') throw messageConflict(packet.messageId);
  const { bytes, signature, keyId } = accepted.acceptance;
  const acceptance = { bytes: bytes.toString('base64'), signature: signature.toString('base64'), keyId };
  return reply.code(accepted.outcome === 'accepted' ? 202 : 200).send({ outcome: accepted.outcome, id: accepted.envelopeId, acceptance });
}

/** Kinds of document change by decree, not by the second. */
function remembered(read: () => Promise<KindNames>): () => Promise<KindNames> {
  let known: { at: number; value: Promise<KindNames> } | undefined;
  return () => {
    const at = performance.now();
    if (!known || at - known.at > KINDS_FOR_MS) known = { at, value: read() };
    return known.value;
  };
}

function notYourCode(): Problem {
  return new Problem({
    slug: 'sender-not-caller',
    status: 403,
    title: { vi: 'Bên gửi không phải cơ quan của phần mềm', en: 'The sender is not the caller’s agency' },
    detail: {
      vi: 'Mã cơ quan ở phần From phải là mã của cơ quan đã được cấp tài khoản phần mềm này.',
      en: 'The agency code in From must be that of the agency this software account belongs to.',
    },
  });
}
