import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { chosen, ownOf } from '../queries/mine.ts';
import type { LooksAddress } from '../urls.ts';
import { allFactsOf, Asked, askedLooks } from './own.ts';

const PAGE = 100;
const text = Type.String();
const Words = Type.Object({ vi: text, en: text });
const Data = Type.Object({
  subject: Type.Object({ kind: text, id: text, name: text }),
  registers: Type.Array(
    Type.Object({
      name: text,
      title: Words,
      facts: Type.Array(
        Type.Object({
          attribute: text,
          title: Words,
          value: Type.Unknown(),
          validFrom: Type.String({ format: 'date' }),
          validTo: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
          source: text,
        }),
      ),
    }),
  ),
});
const textOrNull = Type.Union([text, Type.Null()]);
const Looks = Type.Object({
  looks: Type.Array(
    Type.Object({
      id: text,
      at: Type.String({ format: 'date-time' }),
      register: text,
      attributes: Type.Array(text),
      found: Type.Array(text),
      purpose: Words,
      basis: text,
      about: textOrNull,
      capacity: text,
      agency: textOrNull,
      post: textOrNull,
    }),
  ),
  next: Type.Optional(Type.String({ description: 'Hand it in as `truoc` for older ones.' })),
});

/** The same as programs of the person's own session read it. */
export const ownApi: Routes = (app, { db }) => {
  const config = { permission: 'signed-in' } as const;

  app.get(
    '/api/du-lieu-cua-toi',
    {
      config,
      schema: {
        tags: ['registries'],
        summary: 'What the registers say of me, or of somebody I represent',
        querystring: Type.Pick(Asked, ['cua']),
        response: { 200: Data },
      },
    },
    async (request) => {
      const own = chosen(await ownOf(db, request.actor), (request.query as LooksAddress).cua);
      const known = await allFactsOf(db, own);
      return {
        subject: { ...own.subject, name: own.name },
        registers: known.map(({ register: { name, title }, facts }) => ({
          name,
          title,
          facts: facts.map(({ attribute, fact: { value, validFrom, validTo, source } }) => ({
            attribute: attribute.name,
            title: attribute.title,
            value,
            validFrom,
            validTo,
            source,
          })),
        })),
      };
    },
  );

  app.get(
    '/api/du-lieu-cua-toi/luot-xem',
    {
      config,
      schema: {
        tags: ['registries'],
        summary: 'Who looked at my facts, or at those of somebody I represent',
        querystring: Asked,
        response: { 200: Looks },
      },
    },
    async (request) => {
      const asked = request.query as LooksAddress;
      const owns = await ownOf(db, request.actor);
      const looks = await askedLooks(db, owns, chosen(owns, asked.cua), asked, PAGE);
      return {
        looks: looks.slice(0, PAGE).map(({ agencyName, at, ...look }) => ({ ...look, at: at.toISOString(), agency: agencyName })),
        ...(looks.length > PAGE ? { next: looks[PAGE - 1]?.id } : {}),
      };
    },
  );
};
