import { h } from 'preact';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Db } from '#kernel/db.ts';
import { keepPages, type PageVersion } from '#kernel/http/page-cache.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Routes } from '#kernel/module.ts';
import { notFound } from '#kernel/problem.ts';
import { Type } from '#kernel/schema.ts';
import { now } from '#kernel/time.ts';
import { embedRoutes } from '../embed/routes.ts';
import { calendarPublicRoutes } from '../calendar/routes/public.ts';
import { runningEvents } from '../live/queries.ts';
import { livePublicRoutes } from '../live/routes/public.ts';
import { suggestPlaces } from '../places.ts';
import { answerRoutes } from '../press/answers/routes.ts';
import { answeredQuestions, askedAbout, lateQuestions } from '../press/queries.ts';
import { coversOf, mediaOf } from '../queries/media.ts';
import {
  type FoundRelease,
  nextMoment,
  shares,
  shownEditions,
  topics,
  visibleByCode,
  visibleReleases,
  visibleVersion,
} from '../queries/visible.ts';
import { cacheControl } from '../rules/moment.ts';
import { CODE_PATTERN } from '../rules/release-code.ts';
import { shownVersion } from '../queries/shown-version.ts';
import { FrontPage } from '../views/front-page.tsx';
import { ReleasePage } from '../views/release-page.tsx';
import { videoFiles } from '../video/serve.ts';
import { relatedDocuments } from '../related/queries.ts';
import { playersOf } from '../video/players.ts';
import { Asked, readAsked } from './asked.ts';
import { communiqueRoutes } from './communiques.ts';
import { feedPaths, feedRoutes } from './public-feeds.ts';
import { proofRoutes } from './public-proofs.ts';
import { pictureRoutes } from './pictures.ts';
import { pressReaderRoutes } from './press.ts';

const config = { permission: 'public' };
const PER_PAGE = 20;
const KNOWN_CODE = new RegExp(CODE_PATTERN);
/** How long anybody may keep a page, when nothing appears before. */
const LONGEST_SECONDS = 60;

/** `Cache-Control` of a public answer of this system; a reader who is signed in has a page of their own. */
export async function keepFor({ db }: Services, signedIn: boolean): Promise<string> {
  return signedIn ? 'private, no-store' : cacheControl(now(), await nextMoment(db), LONGEST_SECONDS);
}

/** The release on show, or 404: also for one whose moment has not come, so that nobody learns that it exists. */
export async function shownRelease({ db }: Services, code: string): Promise<FoundRelease> {
  const release = KNOWN_CODE.test(code) ? await visibleByCode(db, code) : undefined;
  if (!release) throw notFound();
  return release;
}

export const publicRoutes: Routes = (app, services) => {
  void app.register(async (pages) => listRoutes(pages, services));
  void app.register(async (pages) => releaseRoute(pages, services));
  embedRoutes(app, services);
  proofRoutes(app, services);
  pictureRoutes(app, services);
  videoFiles(app, services);
  pressReaderRoutes(app, services);
  communiqueRoutes(app, services);
  answerRoutes(app, services);
  livePublicRoutes(app, services);
  calendarPublicRoutes(app, services);
};

/**
 * So long a page is sent without a question to the database, never past the next moment that is set: a wave of readers costs
 * no more questions than a trickle. What is published at once, corrected or withdrawn shows so much later at most.
 */
const TRUSTED_MS = 200;

/** The front page and the feeds of all releases: the same for everybody, and asked for by everybody in the same minute. */
function listRoutes(app: FastifyInstance, services: Services): void {
  const whole = new Set(['/tin', ...feedPaths]);
  keepPages(app, {
    keyOf: ({ url }) => (whole.has(url) ? url : undefined),
    versionOf: () => shownVersion(services.db),
    trustedMs: TRUSTED_MS,
  });
  frontRoutes(app, services);
  feedRoutes(app, services);
}

function frontRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  app.get('/tin', { config, schema: { querystring: Asked } }, async (request, reply) => {
    const asked = request.query as Asked;
    const narrowing = await readAsked(db, asked);
    const [found, parts, all, running] = await Promise.all([
      visibleReleases(db, { ...narrowing.filter, limit: PER_PAGE + 1 }),
      shares(db),
      topics(db),
      narrowing.query.size === 0 ? runningEvents(db) : [],
    ]);
    const releases = found.slice(0, PER_PAGE);
    const page = h(FrontPage, {
      releases,
      covers: await coversOf(db, releases),
      more: found.length > PER_PAGE,
      narrowing,
      shares: parts,
      topics: all,
      running,
    });
    const personal = request.actor.kind !== 'anonymous' || 'lang' in asked || 'theme' in asked;
    void reply.header('vary', 'cookie');
    return reply.page(page, { cacheControl: await keepFor(services, personal) });
  });

  const Typed = Type.Object({ q: Type.Optional(Type.String({ maxLength: 120 })) });
  app.get('/tin/dia-phuong', { config, schema: { querystring: Typed } }, async (request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').send(await suggestPlaces(db, (request.query as { q?: string }).q ?? '')),
  );
}

function codeOf(request: FastifyRequest): string {
  return (request.params as { code?: string }).code ?? '';
}

/** One that does not exist and one whose moment has not come are alike in this too. */
async function pageVersion(db: Db, code: string): Promise<PageVersion> {
  const [shown, until] = await Promise.all([visibleVersion(db, code), nextMoment(db)]);
  if (!shown) return { value: 'absent', until };
  const documents = shown.hasDocuments ? await relatedDocuments(db, shown.id, shown.number) : [];
  return { value: [...Object.values(shown), ...documents.map(({ id }) => id)].join(' '), until };
}

/** The page that everybody opens in the minute a release appears: made once, sent many times, compared with the database ten times a second. */
function releaseRoute(app: FastifyInstance, services: Services): void {
  const { db } = services;
  keepPages(app, {
    keyOf: (request) => (request.url.includes('?') || !KNOWN_CODE.test(codeOf(request)) ? undefined : codeOf(request).toUpperCase()),
    versionOf: (code) => pageVersion(db, code),
    trustedMs: TRUSTED_MS,
  });
  const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });
  app.get('/tin/:code', { config, schema: { params: Code, querystring: Asked } }, async (request, reply) => {
    const release = await shownRelease(services, (request.params as { code: string }).code);
    const asked = request.query as Asked;
    const page = h(ReleasePage, {
      release,
      editions: await shownEditions(db, release.id),
      topics: await topics(db),
      media: await mediaOf(db, release.id, release.number),
      documents: release.hasDocuments ? await relatedDocuments(db, release.id, release.number) : [],
      videos: release.hasVideos ? await playersOf(db, services.files, release.id, release.number, request.lang) : [],
      about: release.kind === 'tra-loi-bao-chi' ? await askedAbout(db, release.id) : undefined,
      questions: [...(await answeredQuestions(db, release.id)), ...(await lateQuestions(db, release.id))],
    });
    const personal = request.actor.kind !== 'anonymous' || 'lang' in asked || 'theme' in asked;
    void reply.header('vary', 'cookie');
    return reply.page(page, {
      status: release.ended === 'retracted' ? 410 : 200,
      cacheControl: await keepFor(services, personal),
    });
  });
}
