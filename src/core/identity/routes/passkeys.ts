import type { FastifyReply, FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { invalid, Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { addPasskey, askNewPasskey } from '../actions/add-passkey.ts';
import { removePasskey, renamePasskey } from '../actions/change-passkey.ts';
import { asAccount } from '../actor.ts';
import { passkeyRefused } from '../errors.ts';
import { optionsToAdd } from '../passkeys/options.ts';
import { passkeysOf } from '../passkeys/store.ts';
import { passkeySite } from '../passkeys/verify.ts';
import { deviceOf } from '../rules/origin.ts';
import { AddPasskeyPage, passkeyNotes, PasskeysPage } from '../views/account/passkey-pages.tsx';
import { sentToConfirm } from './confirm.ts';
import { AnyForm, fieldsOf, textOf } from './request.ts';

const LIST = '/tai-khoan/khoa';
const ADD = '/tai-khoan/khoa/them';

async function list(request: FastifyRequest, services: Services, problem?: Problem) {
  const { xong } = request.query as { xong?: string };
  const done = Object.keys(passkeyNotes).find((name) => name === xong) as keyof typeof passkeyNotes | undefined;
  return PasskeysPage({ passkeys: await passkeysOf(services.db, asAccount(request.actor).id), done, problem });
}

/** The options for a new passkey of the owner of this session, as the page's script asks for them. */
async function askToAdd(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { id: accountId, name } = asAccount(request.actor);
  const present = await passkeysOf(services.db, accountId);
  const options = await optionsToAdd(
    passkeySite(services.config.publicUrl),
    { accountId, name },
    present.map(({ id }) => id),
  );
  await services.act(askNewPasskey, request.actor, { challenge: options.challenge });
  return reply.send(options);
}

async function add(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<FastifyReply> {
  const { name, answer } = fieldsOf(request);
  const input = { name, answer, site: passkeySite(services.config.publicUrl) };
  const { added } = await services.act(addPasskey, request.actor, input);
  if (!added) throw passkeyRefused();
  return reply.send({ next: `${LIST}?xong=them` });
}

/** Without script a passkey cannot be made: the form comes back and says so. */
function withoutScript(request: FastifyRequest, reply: FastifyReply) {
  const message = {
    vi: 'Trình duyệt này đang chặn mã (JavaScript) hoặc không hỗ trợ khóa truy cập. Hãy mở trang bằng trình duyệt của điện thoại, hoặc tiếp tục dùng mật khẩu cùng xác thực hai lớp.',
    en: 'This browser blocks scripts or does not support passkeys. Open the page in your telephone’s browser, or go on with the password and two-step sign-in.',
  };
  const name = textOf(fieldsOf(request), 'name');
  return reply.page(AddPasskeyPage({ name, problem: invalid([{ field: 'name', message }]) }), { status: 422 });
}

/** One's own passkeys: look over, add, name, remove. */
export const passkeyRoutes: Routes = (app, services) => {
  const config = { permission: 'signed-in' };
  const form = { config, schema: { body: AnyForm } };

  app.get(LIST, { config, schema: { querystring: Type.Object({ xong: Type.Optional(Type.String()) }) } }, async (request, reply) =>
    reply.page(await list(request, services)),
  );
  app.get(ADD, { config, schema: {} }, async (request, reply) => {
    if (await sentToConfirm(request, reply, services, ADD)) return reply;
    return reply.page(AddPasskeyPage({ name: deviceOf(request.headers['user-agent'] ?? '') }));
  });
  app.post(ADD, form, (request, reply) => withoutScript(request, reply));
  app.post(`${ADD}/hoi`, form, (request, reply) => askToAdd(request, reply, services));
  app.post(`${ADD}/xong`, form, (request, reply) => add(request, reply, services));
  app.post(`${LIST}/ten`, form, (request, reply) =>
    submit(request, reply, services, {
      action: renamePasskey,
      done: () => `${LIST}?xong=ten`,
      again: (problem) => list(request, services, problem),
    }),
  );
  app.post(`${LIST}/go`, form, async (request, reply) => {
    if (await sentToConfirm(request, reply, services, LIST)) return reply;
    return submit(request, reply, services, {
      action: removePasskey,
      done: () => `${LIST}?xong=go`,
      again: (problem) => list(request, services, problem),
    });
  });
};
