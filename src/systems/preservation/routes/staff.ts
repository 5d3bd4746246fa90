import type { FastifyRequest } from 'fastify';
import { submit } from '#kernel/http/forms.ts';
import type { Routes } from '#kernel/module.ts';
import { forbidden, notFound } from '#kernel/problem.ts';
import { type Actor, EVERYWHERE } from '#kernel/permission.ts';
import { Type } from '#kernel/schema.ts';
import { instant, now } from '#kernel/time.ts';
import { tendAll } from '../actions/tend-all.ts';
import { tendFile } from '../actions/tend-file.ts';
import { countFiles, findKeptFile, keptFiles, PAGE, type Place } from '../queries.ts';
import { TendFile } from '../schemas.ts';
import { type KeptFileLine, VIEWS } from '../types.ts';
import { RegisterPage } from '../views/register-page.tsx';

const config = { permission: 'preservation.read' };
const renewing = { permission: 'preservation.renew' };
const HOME = '/luu-tru-chu-ky';

interface Asked {
  readonly muc?: string;
  readonly sau?: string;
  readonly 'ket-qua'?: string;
}

const Asked = Type.Object({
  muc: Type.Optional(Type.String({ maxLength: 20 })),
  sau: Type.Optional(Type.String({ maxLength: 120 })),
  'ket-qua': Type.Optional(Type.String({ maxLength: 20 })),
});

/** The agency whose files somebody sees; `undefined`: everybody's. */
function scopeOf(actor: Actor): string | undefined {
  if (actor.may('preservation.read', EVERYWHERE)) return undefined;
  if (!actor.scope || !actor.may('preservation.read', actor.scope)) throw forbidden();
  return actor.scope;
}

/** `2031-11-22T00:00:00.000Z_ab12…`, where the page before ended; anything else is the beginning. */
function placeOf(text: string | undefined): Place | undefined {
  const [until = '', sha256 = ''] = (text ?? '').split('_');
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  if (until === 'infinity') return { until, sha256 };
  try {
    return { until: instant(until).toISOString(), sha256 };
  } catch {
    return undefined;
  }
}

const placeText = ({ proofUntil, sha256 }: KeptFileLine): string => `${proofUntil?.toISOString() ?? 'infinity'}_${sha256}`;

/** Whoever works where the file is kept may have it; whoever only watches the register may not. */
const mayOpen = (actor: Actor, { scope }: KeptFileLine): boolean =>
  scope !== null && actor.scope === scope && actor.may('preservation.read', scope);

/** The register for archivists and operators. */
export const staffRoutes: Routes = (app, services) => {
  const { db } = services;

  app.get<{ Querystring: Asked }>(HOME, { config, schema: { querystring: Asked } }, async (request, reply) => {
    const { actor, query } = request;
    const scope = scopeOf(actor);
    const at = now();
    const view = VIEWS.find((one) => one === query.muc) ?? 'due';
    const after = placeOf(query.sau);
    const [counts, rows] = await Promise.all([countFiles(db, scope, at), keptFiles(db, { view, scope, after, at })]);
    const files = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? files.at(-1) : undefined;
    return reply.page(
      RegisterPage({
        view,
        counts,
        files,
        outcome: query['ket-qua'],
        begun: after !== undefined,
        next: last && placeText(last),
        mayRenew: (file) => actor.may('preservation.renew', file.scope ?? EVERYWHERE),
        mayRenewAll: actor.may('preservation.renew', EVERYWHERE),
        mayOpen: (file) => mayOpen(actor, file),
      }),
    );
  });

  app.post(
    `${HOME}/gia-han`,
    { config: renewing, schema: { body: Type.Object({ ...TendFile.properties, _key: Type.Optional(Type.String()) }) } },
    (request, reply) =>
      submit(request, reply, services, {
        action: tendFile,
        input: { sha256: (request.body as { sha256: string }).sha256 },
        done: (result) =>
          `${HOME}?muc=${viewAfter(result?.state)}&ket-qua=${result ? (result.renewed ? 'renewed' : result.state) : 'busy'}`,
      }),
  );

  app.post(`${HOME}/gia-han-het`, { config: renewing, schema: { body: Type.Record(Type.String(), Type.Unknown()) } }, (request, reply) =>
    submit(request, reply, services, { action: tendAll, input: {}, done: () => `${HOME}?ket-qua=started` }),
  );

  const params = Type.Object({ sha256: Type.String({ maxLength: 64 }), which: Type.Enum(['cong-bo', 'gia-han']) });
  app.get(`${HOME}/tep/:sha256/:which`, { config, schema: { params } }, async (request, reply) => {
    const { sha256, which } = (request as FastifyRequest<{ Params: { sha256: string; which: string } }>).params;
    const file = await findKeptFile(db, sha256);
    if (!file || !mayOpen(request.actor, file)) throw notFound();
    return reply
      .type('application/octet-stream')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .send(await services.files.get(which === 'gia-han' ? file.currentSha256 : file.sha256));
  });
};

/** Where the file is to be found after it was looked at. */
const viewAfter = (state: string | undefined): string => VIEWS.find((one) => one === state) ?? 'due';
