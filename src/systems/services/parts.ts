import type { Module, Routes } from '#kernel/module.ts';

/** What one part of this system (catalogue, apply, desk, counter, payments, …) brings; a part states only what it has. */
export type Part = Pick<
  Module,
  | 'permissions'
  | 'actions'
  | 'routes'
  | 'jobs'
  | 'nav'
  | 'indicators'
  | 'sitemaps'
  | 'search'
  | 'front'
  | 'about'
  | 'worklist'
  | 'seed'
  | 'seedDemo'
>;

/** All parts as one, in their order: lists joined, each part asked what the module is asked. */
export function united(parts: readonly Part[]): Part {
  const routes = (audience: 'public' | 'staff' | 'api'): Routes => {
    return async (app, services) => {
      for (const part of parts) await part.routes?.[audience]?.(app, services);
    };
  };
  return {
    permissions: parts.flatMap(({ permissions }) => permissions ?? []),
    actions: parts.flatMap(({ actions }) => actions ?? []),
    routes: { public: routes('public'), staff: routes('staff'), api: routes('api') },
    jobs: parts.flatMap(({ jobs }) => jobs ?? []),
    nav: parts.flatMap(({ nav }) => nav ?? []),
    indicators: parts.flatMap(({ indicators }) => indicators ?? []),
    sitemaps: async (db) => flat(parts.map((part) => part.sitemaps?.(db) ?? [])),
    search: async (db, text, limit, lang) => (await flat(parts.map((part) => part.search?.(db, text, limit, lang) ?? []))).slice(0, limit),
    front: async (db, lang) => flat(parts.map((part) => part.front?.(db, lang) ?? [])),
    about: async (db, subject, lang) => flat(parts.map((part) => part.about?.(db, subject, lang) ?? [])),
    worklist: async (db, actor) => flat(parts.map((part) => part.worklist?.(db, actor) ?? [])),
    seed: async (context) => {
      for (const part of parts) await part.seed?.(context);
    },
    seedDemo: async (context) => {
      for (const part of parts) await part.seedDemo?.(context);
    },
  };
}

async function flat<T>(answers: readonly (readonly T[] | Promise<readonly T[]>)[]): Promise<T[]> {
  return (await Promise.all(answers)).flat();
}
