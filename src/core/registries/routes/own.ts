import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { findAgencies } from '#core/agencies/index.ts';
import { asAccount } from '#core/identity/index.ts';
import { csvOf } from '#kernel/csv.ts';
import type { Db } from '#kernel/db.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound, type Problem } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { dateOf, now, shortInstant, today } from '#kernel/time.ts';
import { askAboutLook } from '../actions/ask-about-look.ts';
import { answerDue, keeperOf } from '../keepers.ts';
import { placesOf } from '../places.ts';
import { correctionsOf } from '../queries/corrections.ts';
import { factsOf } from '../queries/facts.ts';
import { type Look, looksAt } from '../queries/looks.ts';
import { chosen, lookAmong, monthsLooked, type Own, ownOf } from '../queries/mine.ts';
import { questionsAbout } from '../queries/questions.ts';
import { registers } from '../queries/registers.ts';
import { DATA, LOOKS, type LooksAddress, lookUrl } from '../urls.ts';
import { DataPage, type RegisterFacts } from '../views/data-page.tsx';
import { LookPage } from '../views/look-page.tsx';
import { LooksPage } from '../views/looks-page.tsx';

const PAGE = 50;
const MOST_IN_FILE = 10_000;

const Whose = Type.Object({ cua: Type.Optional(Type.String({ format: 'uuid' })) });
export const Asked = Type.Object({
  cua: Type.Optional(Type.String({ format: 'uuid' })),
  so: Type.Optional(Type.String({ pattern: '^[a-z-]{0,40}$' })),
  thang: Type.Optional(Type.String({ pattern: '^(2\\d{3}-(0[1-9]|1[0-2]))?$' })),
  truoc: Type.Optional(Type.String({ format: 'uuid' })),
});
const LookId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const AnyForm = Type.Record(Type.String(), Type.Unknown());

/** What all registers say of one subject today; those for another kind of subject are left out. */
export async function allFactsOf(db: Db, { subject }: Own): Promise<RegisterFacts[]> {
  const at = now();
  const fitting = (await registers(db)).filter(({ subjectKind }) => subjectKind === 'both' || subjectKind === subject.kind);
  return Promise.all(
    fitting.map(async (register) => {
      const facts = await factsOf(db, register.name, subject, at);
      return {
        register,
        keeper: (await keeperOf(db, register.name, dateOf(at)))?.name,
        facts: register.attributes.flatMap((attribute) => {
          const fact = facts[attribute.name];
          return fact ? [{ attribute, fact }] : [];
        }),
      };
    }),
  );
}

/** Looks as an address asks for them, one more than `limit` when there are more; software is called by its agency. */
export async function askedLooks(db: Db, owns: readonly Own[], own: Own, asked: LooksAddress, limit: number): Promise<Look[]> {
  const before = asked.truoc ? await lookAmong(db, owns, asked.truoc) : undefined;
  if (asked.truoc && !before) throw notFound();
  const filter = { before, register: asked.so || undefined, month: asked.thang || undefined, limit: limit + 1 };
  const looks = await looksAt(db, [own.subject.id], filter);
  const unnamed = looks.flatMap(({ agencyId, agencyName }) => (agencyId !== null && agencyName === null ? [agencyId] : []));
  const names = new Map((await findAgencies(db, unnamed)).map(({ id, name }) => [id, name]));
  return looks.map((look) => (look.agencyName === null ? { ...look, agencyName: names.get(look.agencyId ?? '') ?? null } : look));
}

async function looksPage(request: FastifyRequest, db: Db) {
  const asked = request.query as LooksAddress;
  const owns = await ownOf(db, request.actor);
  const own = chosen(owns, asked.cua);
  const found = await askedLooks(db, owns, own, asked, PAGE);
  const looks = found.slice(0, PAGE);
  const ids = looks.map(({ id }) => id);
  return h(LooksPage, {
    owns,
    own,
    looks,
    asked: { ...asked, so: asked.so || undefined, thang: asked.thang || undefined },
    registers: await registers(db),
    months: await monthsLooked(db, own.subject.id),
    questions: await questionsAbout(db, asAccount(request.actor).personId, ids),
    next: found.length > PAGE ? ids.at(-1) : undefined,
  });
}

async function lookPage(request: FastifyRequest, { db }: Services, again: { problem?: Problem; values?: Record<string, unknown> } = {}) {
  const { id } = request.params as { id: string };
  const owns = await ownOf(db, request.actor);
  const look = await lookAmong(db, owns, id);
  if (!look) throw notFound();
  return h(LookPage, {
    own: chosen(owns, look.subject.id),
    look,
    registers: await registers(db, dateOf(look.at)),
    keeper: (await keeperOf(db, look.register, today()))?.name,
    question: (await questionsAbout(db, asAccount(request.actor).personId, [id])).get(id),
    due: await answerDue(db, now()),
    today: today(),
    ...again,
  });
}

const COLUMNS = ['luc', 'co_quan', 'chuc_danh', 'tu_cach', 'co_so_du_lieu', 'muc_da_xem', 'muc_co', 'muc_dich', 'can_cu', 'ho_so'];

function* rowsOf(looks: readonly Look[]): Generator<string[]> {
  yield COLUMNS;
  for (const look of looks) {
    const who = [look.agencyName ?? '', look.post ?? '', look.capacity];
    const what = [look.register, look.attributes.join(' '), look.found.join(' ')];
    yield [shortInstant(look.at), ...who, ...what, look.purpose.vi, look.basis, look.about ?? ''];
  }
}

/** For the person signed in: what the State knows of them and of whom they represent, and who looked. */
export const ownRoutes: Routes = (app, services) => {
  const { db } = services;
  const config = { permission: 'signed-in' } as const;

  app.get(DATA, { config, schema: { querystring: Whose } }, async (request, reply) => {
    const owns = await ownOf(db, request.actor);
    const own = chosen(owns, (request.query as { cua?: string }).cua);
    const known = await allFactsOf(db, own);
    const places = await placesOf(
      db,
      known.flatMap(({ facts }) => facts.map(({ attribute, fact }) => ({ shape: attribute.shape, fact }))),
    );
    const corrections = await correctionsOf(db, asAccount(request.actor).personId, own.subject.id);
    return reply.page(h(DataPage, { owns, own, known, places, corrections, today: today() }));
  });

  app.get(LOOKS, { config, schema: { querystring: Asked } }, async (request, reply) => reply.page(await looksPage(request, db)));

  app.get(`${LOOKS}.csv`, { config, schema: { querystring: Asked } }, async (request, reply) => {
    const asked = request.query as LooksAddress;
    const owns = await ownOf(db, request.actor);
    const looks = await askedLooks(db, owns, chosen(owns, asked.cua), asked, MOST_IN_FILE);
    void reply.type('text/csv; charset=utf-8').header('cache-control', 'private, no-store');
    void reply.header('content-disposition', 'attachment; filename="luot-xem.csv"');
    return reply.send(Readable.from(csvOf(rowsOf(looks))));
  });

  app.get(`${LOOKS}/:id`, { config, schema: { params: LookId } }, async (request, reply) => reply.page(await lookPage(request, services)));

  app.post(`${LOOKS}/:id`, { config, schema: { params: LookId, body: AnyForm } }, (request, reply) => {
    const { id } = request.params as { id: string };
    return submit(request, reply, services, {
      action: askAboutLook,
      input: { ...(request.body as object), lookId: id },
      done: () => lookUrl(id),
      again: (problem, values) => lookPage(request, services, { problem, values }),
    });
  });
};
