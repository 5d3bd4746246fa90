import type { Module, Routes } from '#kernel/module.ts';
import { doorRoutes } from './public-door.ts';
import { documentRoutes } from './public-documents.ts';

/** Everything the public sees. `modules` answer the one question together. */
export function publicRoutes(modules: () => readonly Module[]): Routes {
  return async (app, services) => {
    await doorRoutes(modules)(app, services);
    await documentRoutes(app, services);
  };
}
