import type { Routes } from '#kernel/module.ts';
import { Type } from '#kernel/schema.ts';
import { postedNotices } from '../queries.ts';

const Notices = Type.Object({
  notices: Type.Array(
    Type.Object({ id: Type.String(), title: Type.String(), body: Type.String(), postedAt: Type.String({ format: 'date-time' }) }),
  ),
});

export const apiRoutes: Routes = (app, { db }) => {
  const schema = { tags: ['information'], summary: 'Notices on show', response: { 200: Notices } };
  app.get('/api/information', { config: { permission: 'public' }, schema }, async () => ({
    notices: (await postedNotices(db)).map(({ id, title, body, postedAt }) => ({ id, title, body, postedAt })),
  }));
};
