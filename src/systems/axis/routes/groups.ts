import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { findAgency, findRecipient, groupsOwnedBy, removeGroup, saveGroup, savedGroupById } from '#core/agencies/index.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { allows } from '#kernel/permission.ts';
import { forbidden, notFound, type Problem, refused } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { groupMessages } from '../messages-groups.ts';
import { GroupPage, GROUPS, GroupsPage } from '../views/group-pages.tsx';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Id = Type.Object({ id: Type.String({ maxLength: 36 }) });
const config = { permission: 'agencies.save-groups' };
const MOST_LINES = 500;

type Body = Record<string, unknown>;

/** The groups of recipients that the staff of an agency save for themselves. */
export const groupRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get(GROUPS, { config, schema: {} }, async (request, reply) =>
    reply.page(h(GroupsPage, { groups: await groupsOwnedBy(db, ownerOf(request), today()) })),
  );

  app.get(`${GROUPS}/moi`, { config, schema: {} }, async (request, reply) => {
    ownerOf(request);
    return reply.page(h(GroupPage, { members: [] }));
  });

  app.get(`${GROUPS}/:id`, { config, schema: { params: Id } }, async (request, reply) => {
    const group = await groupOf(services, request);
    return reply.page(h(GroupPage, { group, members: group.members.map(({ id, name }) => ({ value: id, label: name })) }));
  });

  app.post(`${GROUPS}/moi`, { config, schema: { body: AnyForm } }, (request, reply) => save(services, request, reply));

  app.post(`${GROUPS}/:id`, { config, schema: { params: Id, body: AnyForm } }, async (request, reply) =>
    save(services, request, reply, await groupOf(services, request)),
  );

  app.post(`${GROUPS}/:id/bo`, { config, schema: { params: Id, body: AnyForm } }, async (request, reply) => {
    const { id } = await groupOf(services, request);
    return submit(request, reply, services, { action: removeGroup, input: { id, ownerId: ownerOf(request) }, done: () => GROUPS });
  });
};

/** The agency whose groups somebody keeps; 403 without a post there. */
function ownerOf({ actor }: FastifyRequest): string {
  if (actor.scope === undefined || !allows(actor, 'agencies.save-groups', actor.scope)) throw forbidden();
  return actor.scope;
}

async function groupOf({ db }: Services, request: FastifyRequest) {
  const group = await savedGroupById(db, (request.params as { id: string }).id, today());
  if (!group || group.ownerId !== ownerOf(request)) throw notFound();
  return group;
}

async function save(services: Services, request: FastifyRequest, reply: FastifyReply, group?: { id: string; name: string }) {
  const ownerId = ownerOf(request);
  const body = request.body as Body;
  const { found, unread } = await readMembers(services, body);
  const again = async (problem: Problem, values: Body) => {
    const agencies = await Promise.all(found.map((id) => findAgency(services.db, id)));
    const members = agencies.flatMap((agency) => (agency ? [{ value: agency.id, label: agency.name }] : []));
    return h(GroupPage, { group, members, problem, values: { ...values, lines: unread.join('\n'), members_text: '' } });
  };
  if (unread.length > 0) return reply.page(await again(notUnderstood(unread), body), { status: 409 });
  return submit(request, reply, services, {
    action: saveGroup,
    input: { ...(group ? { id: group.id } : {}), ownerId, name: body['name'], members: found },
    done: () => GROUPS,
    again,
  });
}

/** Those chosen, and those typed: a line that leaves a doubt is given back. */
async function readMembers({ db }: Services, body: Body): Promise<{ found: string[]; unread: string[] }> {
  const found = new Set([body['members'] ?? []].flat().map(String).filter(Boolean));
  const unread: string[] = [];
  const typed = [body['members_text'], body['lines']].filter((text) => typeof text === 'string').join('\n');
  const lines = typed.split('\n').map((line) => line.trim());
  for (const line of lines.filter(Boolean).slice(0, MOST_LINES)) {
    const meant = await findRecipient(db, line, today());
    if (meant?.agencyId === undefined) unread.push(line);
    else found.add(meant.agencyId);
  }
  return { found: [...found], unread };
}

function notUnderstood(lines: readonly string[]): Problem {
  const named = lines
    .slice(0, 10)
    .map((line) => `“${line.slice(0, 100)}”`)
    .join(', ');
  const message = { vi: groupMessages.vi.unread(named), en: groupMessages.en.unread(named) };
  return refused([{ code: 'unknown-agency', message, field: 'lines' }]);
}
