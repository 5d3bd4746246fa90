import { h } from 'preact';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openAddress, postKeys, readLinkToken } from '#core/notifications/index.ts';
import { submit } from '#kernel/http/forms.ts';
import { addressKey } from '#kernel/http/request-limits.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes, SubjectList } from '#kernel/module.ts';
import { Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { changeFollow } from '../actions/change-follow.ts';
import { confirm } from '../actions/confirm.ts';
import { endFollow } from '../actions/end-follow.ts';
import { leave } from '../actions/leave.ts';
import { subscribe } from '../actions/subscribe.ts';
import { followsOf, namesOf } from '../queries/follows.ts';
import { type Asked, readWanted } from '../queries/wanted.ts';
import { pushRoutes } from './push.ts';
import { BadLinkPage, LinkPage, ManagePage, SaidPage } from '../views/link-pages.tsx';
import { SubscribePage } from '../views/subscribe-page.tsx';

const config = { permission: 'public' } as const;
const AnyForm = Type.Record(Type.String(), Type.Unknown());
const Short = Type.Optional(Type.String({ maxLength: 120 }));
/** The filters of the front page of official information, under the same names. */
const Filter = Type.Object({ 'chu-de': Short, 'co-quan': Short, noi: Short, nguoi: Short, lang: Short, theme: Short, luu: Short });
type Filter = Record<'chu-de' | 'co-quan' | 'noi' | 'nguoi' | 'luu', string | undefined>;
const Token = Type.Object({ token: Type.String({ maxLength: 100 }) });

/** By what readers may narrow, from whatever module publishes. */
export async function subjectsOf({ modules, db }: Services): Promise<SubjectList[]> {
  const lists = await Promise.all(modules.map((module) => module.subjects?.(db) ?? []));
  return lists.flat();
}

export const publicRoutes: Routes = (app, services) => {
  subscribeRoutes(app, services);
  confirmRoutes(app, services);
  leaveRoutes(app, services);
  manageRoutes(app, services);
  pushRoutes(app, services);
};

function subscribeRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const page = async (asked: Asked, form: { problem?: Problem; values?: Record<string, unknown> } = {}) => {
    const subjects = await subjectsOf(services);
    const known = await readWanted(db, asked, subjects).catch(() => undefined);
    return h(SubscribePage, {
      subjects,
      pushKey: postKeys().vapid.publicKey,
      digestHour: services.config.digestHour,
      ...(known ? { known } : {}),
      ...form,
    });
  };

  app.get('/nhan-tin', { config, schema: { querystring: Filter } }, async (request, reply) => {
    const { 'chu-de': topic, 'co-quan': agency, noi: place, nguoi: person } = request.query as Filter;
    return reply.page(await page({ topic, agency, place, person }));
  });

  app.post('/nhan-tin', { config, schema: { body: AnyForm } }, async (request, reply) => {
    const values = request.body as Record<string, string>;
    const asked = { topic: values['topic'], agency: values['agency'], place: values['place'], person: values['person'] };
    const again = (problem: Problem) => page({}, { problem, values });
    try {
      const { wanted, labels } = await readWanted(db, asked, await subjectsOf(services));
      const { email = '', frequency = '', lang = '' } = values;
      const input = {
        email: email.trim(),
        frequency,
        lang,
        ...wanted,
        labels: labels[lang === 'en' ? 'en' : 'vi'],
        from: addressKey(request.ip),
      };
      return await submit(request, reply, services, { action: subscribe, input, done: () => '/nhan-tin/da-gui', again });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      return reply.page(await again(error), { status: 422 });
    }
  });

  app.get('/nhan-tin/da-gui', { config, schema: {} }, async (_request, reply) => reply.page(h(SaidPage, { said: 'sent' })));
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as { token: string }).token;
}

/** A link that is not ours, or whose address is forgotten: said kindly, with a way on. */
function badLink(reply: FastifyReply): FastifyReply | Promise<FastifyReply> {
  return reply.page(h(BadLinkPage, {}), { status: 404 });
}

/** Looking changes nothing: mail programs and scanners open links by themselves. */
function confirmRoutes(app: FastifyInstance, services: Services): void {
  const path = '/nhan-tin/xac-nhan/:token';
  app.get(path, { config, schema: { params: Token } }, async (request, reply) => {
    const token = tokenOf(request);
    return readLinkToken('confirm', token) ? reply.page(h(LinkPage, { purpose: 'confirm', token })) : badLink(reply);
  });
  app.post(path, { config, schema: { params: Token, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: confirm,
      input: { token: tokenOf(request) },
      done: () => '/nhan-tin/da-xac-nhan',
      again: () => h(BadLinkPage, {}),
    }),
  );
  app.get('/nhan-tin/da-xac-nhan', { config, schema: {} }, async (_request, reply) => reply.page(h(SaidPage, { said: 'confirmed' })));
}

/** RFC 8058: the mail program posts, without a form of ours and in whichever encoding; people see a page first. */
function leaveRoutes(app: FastifyInstance, services: Services): void {
  const path = '/nhan-tin/huy/:token';
  app.get(path, { config, schema: { params: Token } }, async (request, reply) => {
    const token = tokenOf(request);
    return readLinkToken('unsubscribe', token) ? reply.page(h(LinkPage, { purpose: 'leave', token })) : badLink(reply);
  });
  app.post(path, { config, schema: { params: Token } }, (request, reply) =>
    submit(request, reply, services, { action: leave, input: { token: tokenOf(request) }, done: () => '/nhan-tin/da-huy' }),
  );
  app.get('/nhan-tin/da-huy', { config, schema: {} }, async (_request, reply) => reply.page(h(SaidPage, { said: 'left' })));
}

function manageRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;
  const path = '/nhan-tin/quan-ly/:token';

  app.get(path, { config, schema: { params: Token, querystring: Filter } }, async (request, reply) => {
    const token = tokenOf(request);
    const owner = readLinkToken('manage', token);
    const address = owner && (await openAddress(db, owner.addressId));
    const follows = owner && address ? await followsOf(db, owner.addressId) : [];
    if (!address || follows.length === 0) return badLink(reply);
    const names = await namesOf(db, follows, await subjectsOf(services), request.lang);
    const lines = follows.map((follow, index) => ({ follow, names: names[index] ?? [] }));
    const saved = (request.query as Filter).luu !== undefined;
    return reply.page(h(ManagePage, { token, address: masked(address), lines, saved }));
  });

  app.post(`${path}/doi`, { config, schema: { params: Token, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: changeFollow,
      input: changeIn(request),
      done: () => `/nhan-tin/quan-ly/${tokenOf(request)}?luu=1`,
    }),
  );
  app.post(`${path}/bo`, { config, schema: { params: Token, body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: endFollow,
      input: { ...(request.body as object), token: tokenOf(request) },
      done: ({ left }) => (left === 0 ? '/nhan-tin/da-huy' : `/nhan-tin/quan-ly/${tokenOf(request)}?luu=1`),
    }),
  );
}

/** Fields carry the number of what they are about: several such forms stand on one page. */
function changeIn(request: FastifyRequest) {
  const body = request.body as Record<string, unknown>;
  const id = String(body['id']);
  return { token: tokenOf(request), id, frequency: body[`frequency-${id}`], lang: body[`lang-${id}`] };
}

/** `n***@example.vn`: enough for its owner to know it, too little for who looks over a shoulder. */
function masked(address: string): string {
  return address.replace(/^(.).*(@.*)$/, '$1***$2');
}
