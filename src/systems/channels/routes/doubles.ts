import { Buffer } from 'node:buffer';
import type { Lang } from '#kernel/i18n.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { type Static, Type } from '#kernel/schema.ts';
import { type FacebookDouble, pictureOf } from '../doubles/facebook/double.ts';
import { facebookFaults, type FakePage } from '../doubles/facebook/state.ts';
import { closeDoublesOf, doublesOf } from '../doubles/index.ts';
import { type ShownAccount, shownChannel, shownOa, shownPage } from '../doubles/shown.ts';
import { youtubeFaults } from '../doubles/youtube/state.ts';
import { zaloFaults } from '../doubles/zalo/state.ts';
import { doublesMessages } from '../doubles-messages.ts';
import type { Platform } from '../rules/platforms.ts';
import { DoublePage, DoublesPage, type PlatformShown } from '../views/doubles-pages.tsx';

const Fault = Type.Object({ fault: Type.String({ minLength: 1, maxLength: 40 }) });

/** Platforms that have a double. */
type Kept = 'facebook' | 'youtube' | 'zalo';
const isKept = (platform: string): platform is Kept => ['facebook', 'youtube', 'zalo'].includes(platform);

interface Shown {
  readonly accounts: readonly ShownAccount[];
  readonly faults: readonly string[];
  readonly possible: readonly string[];
}

async function shown(services: Services, lang: Lang = 'vi'): Promise<Readonly<Record<Kept, Shown>>> {
  const { facebook, youtube, zalo, within } = await doublesOf(services);
  const notes = doublesMessages[lang];
  return {
    facebook: await within('facebook', () => ({
      accounts: [...facebook.pages.values()].map(shownPage),
      faults: [...facebook.faults],
      possible: facebookFaults,
    })),
    youtube: await within('youtube', () => ({
      accounts: [...youtube.channels.values()].map(shownChannel),
      faults: [...youtube.faults],
      possible: youtubeFaults,
    })),
    zalo: await within('zalo', () => ({
      accounts: [...zalo.accounts.values()].map((oa) => shownOa(oa, notes)),
      faults: [...zalo.faults],
      possible: zaloFaults,
    })),
  };
}

/** What the platforms' doubles show; there are no such pages where posts go to the real ones. */
export const doublesRoutes: Routes = (app, services) => {
  if (services.config.channels !== 'doubles') return;
  const open = { permission: 'public' };
  app.addHook('onClose', () => closeDoublesOf(services));

  app.get('/doi', { config: open, schema: {} }, async (request, reply) => {
    const platforms = Object.entries(await shown(services)).map(([platform, one]) => ({ platform, ...one }) as PlatformShown);
    return reply.page(DoublesPage({ platforms, mayBreak: request.actor.may('channels.manage') }));
  });

  app.get<{ Params: { platform: Platform; id: string } }>('/doi/:platform/:id', { config: open, schema: {} }, async (request, reply) => {
    const { platform, id } = request.params;
    const account = isKept(platform) ? (await shown(services, request.lang))[platform].accounts.find((one) => one.id === id) : undefined;
    if (!account) throw notFound();
    return reply.page(DoublePage({ platform, account, mayBreak: request.actor.may('channels.manage') }));
  });

  app.post<{ Body: Static<typeof Fault> }>(
    '/doi/loi',
    { config: { permission: 'channels.manage' }, schema: { body: Fault } },
    async (request, reply) => {
      const [platform = '', fault = ''] = request.body.fault.split('/');
      const all = await shown(services);
      if (!isKept(platform) || !all[platform].possible.includes(fault)) throw notFound();
      const doubles = await doublesOf(services);
      await doubles.within(platform, () => doubles[platform].faults.push(fault as never));
      return reply.redirect('/doi', 303);
    },
  );

  foreignPageRoutes(app, services);
};

type OfPage = { Params: { id: string }; Body: { text?: string } };
const AsStranger = Type.Object({ text: Type.Optional(Type.String({ maxLength: 10_000 })) });

/** For trying: what the owner of a foreign page does there, by the platform's own contract, and the platform taking the page down. */
const foreignPageRoutes: Routes = (app, services) => {
  const config = { permission: 'channels.manage' };
  const atForeignPage = async (id: string, work: (page: FakePage, facebook: FacebookDouble) => unknown): Promise<void> => {
    const { facebook, within } = await doublesOf(services);
    await within('facebook', () => {
      const page = facebook.pages.get(id);
      if (!page?.foreign) throw notFound();
      return work(page, facebook);
    });
  };

  app.get<OfPage>('/doi/facebook/:id/anh-dai-dien', { config: { permission: 'public' }, schema: {} }, async (request, reply) => {
    const { facebook, within } = await doublesOf(services);
    const page = await within('facebook', () => facebook.pages.get(request.params.id));
    if (!page || page.removed) throw notFound();
    return reply.type('image/png').header('cache-control', 'public, max-age=3600').send(pictureOf(page));
  });

  app.post<OfPage>('/doi/facebook/:id/bai', { config, schema: { body: AsStranger } }, async (request, reply) => {
    const { id } = request.params;
    const url = new URL(`http://double/v26.0/${id}/feed`);
    const body = Buffer.from(JSON.stringify({ message: request.body.text ?? '' }));
    await atForeignPage(id, (page, facebook) =>
      facebook.answer({ method: 'POST', url, headers: { authorization: `Bearer ${page.token}` }, body }),
    );
    return reply.redirect(`/doi/facebook/${id}`, 303);
  });

  app.post<OfPage>('/doi/facebook/:id/go', { config, schema: {} }, async (request, reply) => {
    const { id } = request.params;
    await atForeignPage(id, (page) => (page.removed = true));
    return reply.redirect(`/doi/facebook/${id}`, 303);
  });
};
