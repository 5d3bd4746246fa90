import type { VNode } from 'preact';
import { accountNames, officialsOf } from '#core/identity/index.ts';
import { submit } from '#kernel/http/forms.ts';
import { isId } from '#kernel/id.ts';
import type { Routes } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { forbidden, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { today } from '#kernel/time.ts';
import { certificatesOf } from './certificates.ts';
import { CertificatesPage } from '../views/certificates-page.tsx';
import { recordCertificate } from './record-certificate.ts';
import { withdrawCertificate } from './withdraw-certificate.ts';

const AnyForm = Type.Record(Type.String(), Type.Unknown());
const LIST = '/kenh/chung-nhan';
const read = { permission: 'channels.read' };
const manage = { permission: 'channels.manage' };

/** Training certificates of an agency's officials: the list, entering, withdrawing. */
export const trainingRoutes: Routes = (app, services) => {
  const page = async (actor: Actor, tried: { problem?: Problem; values?: Record<string, unknown> } = {}): Promise<VNode<any>> => {
    const agencyId = actor.scope;
    if (!agencyId) throw forbidden();
    const mayManage = actor.may('channels.manage', agencyId);
    const [certificates, officials] = await Promise.all([
      certificatesOf(services.db, agencyId),
      mayManage ? officialsOf(services.db, agencyId, today()) : [],
    ]);
    const names = await accountNames(services.db, certificates.map(({ accountId }) => accountId).filter(isId));
    const people = officials
      .filter(({ accountId }) => accountId !== actor.id)
      .map((one) => ({ value: one.accountId, label: `${one.fullName}, ${one.postTitle}` }));
    return CertificatesPage({ agencyId, certificates, names, people, mayManage, today: today(), ...tried });
  };
  app.get(LIST, { config: read, schema: {} }, async (request, reply) => reply.page(await page(request.actor)));
  app.post(LIST, { config: manage, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: recordCertificate,
      done: () => LIST,
      again: (problem, values) => page(request.actor, { problem, values }),
    }),
  );
  app.post<{ Params: { id: string } }>(`${LIST}/:id/huy`, { config: manage, schema: { body: AnyForm } }, (request, reply) =>
    submit(request, reply, services, {
      action: withdrawCertificate,
      input: { ...(request.body as object), id: request.params.id },
      done: () => LIST,
      again: (problem, values) => page(request.actor, { problem, values }),
    }),
  );
};
