import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { newId } from '../id.ts';
import type { Lang } from '../i18n.ts';
import type { Module } from '../module.ts';
import { type Actor, anonymous } from '../permission.ts';
import { notFound, Problem } from '../problem.ts';
import { compressAnswers } from './compression.ts';
import { endConnectionsOnClose } from './closing.ts';
import type { Renderer } from './context.ts';
import { databaseAway, sendProblem } from './errors.ts';
import { type Authenticate, checkOrigin, checkPermission, demandPermissionAndSchema } from './guards.ts';
import { healthRoutes } from './health.ts';
import { answerKeptFirst } from './kept-first.ts';
import { answerMachinesFirst } from './machine-endpoints.ts';
import { createMetrics } from './metrics.ts';
import { answerPlainFirst } from './plain-requests.ts';
import { renderOnce } from './render-once.ts';
import { type CountedRequests, countRefused, limitRequests } from './request-limits.ts';
import { schemaCompiler } from './schema-compiler.ts';
import type { Services } from './services.ts';
import { endSlowBodies, LONGEST_BODY_MINUTES } from './slow-bodies.ts';

export const LARGEST_FILE = 50 * 1024 * 1024;
/**
 * Connections that may wait to be taken: a crowd at one moment is longer than Node's 511, and whoever is turned away there
 * comes again only after one, three, seven seconds. The system's own limit (net.core.somaxconn) counts too.
 */
export const LONGEST_QUEUE = 4_096;
const LARGEST_FORM = 2 * 1024 * 1024;

export interface ServerOptions {
  readonly services: Services;
  readonly modules: readonly Module[];
  readonly authenticate: Authenticate;
  readonly render: Renderer;
  /** Where a browser is led instead of a problem's page; undefined: nowhere. */
  readonly lead?: (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
  readonly problemPage: (problem: Problem, request: FastifyRequest) => string;
  /** Folder of built scripts, styles and fonts, served under /assets/ for a year. */
  readonly assetsFolder: string | undefined;
  readonly title: string;
  /** The database is known not to answer: pages say so at once. */
  readonly databaseAway?: () => boolean;
}

const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

const everywhereHeaders = (publicUrl: string): Readonly<Record<string, string>> => ({
  ...securityHeaders,
  ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});

/** The web server: guards first, then each module's routes in a context of its own. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services } = options;
  const app = Fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    trustProxy: services.config.behindProxy ? 'loopback' : false,
    bodyLimit: LARGEST_FORM,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    requestTimeout: LONGEST_BODY_MINUTES * 60_000,
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(schemaCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  const limits = await registerPlugins(app, options);
  decorate(app, options, limits);
  compressAnswers(app);
  endConnectionsOnClose(app);
  endSlowBodies(app);
  demandPermissionAndSchema(app);
  await app.register(async (routes) => healthRoutes(routes, services));
  for (const module of options.modules) await registerModule(app, module, services);
  return app;
}

async function registerPlugins(app: FastifyInstance, options: ServerOptions): Promise<CountedRequests> {
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: LARGEST_FORM });
  await app.register(multipart, { limits: { fileSize: LARGEST_FILE, files: 20, fields: 50, fieldSize: 64 * 1024, parts: 70 } });
  const limits = await limitRequests(app, options.services.config);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: options.title, version: '1' }, servers: [{ url: options.services.config.publicUrl }] },
    hideUntagged: true,
  });
  if (options.assetsFolder) {
    await app.register(fastifyStatic, {
      root: options.assetsFolder,
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
      decorateReply: false,
    });
  }
  return limits;
}

function decorate(app: FastifyInstance, options: ServerOptions, limits: CountedRequests): void {
  const { services } = options;
  const headers = everywhereHeaders(services.config.publicUrl);
  app.decorateRequest('actor', null as unknown as Actor);
  app.decorateRequest('lang', 'vi');
  app.decorateRequest('sessionToken', undefined);
  const once = renderOnce();
  app.decorateReply('page', function (vnode, pageOptions = {}) {
    const render = (): string => options.render(vnode, this.request);
    return this.code(pageOptions.status ?? 200)
      .header('cache-control', pageOptions.cacheControl ?? 'private, no-store')
      .type('text/html; charset=utf-8')
      .send(pageOptions.almostSame ? once(this.request, pageOptions.almostSame, render) : render());
  });
  const whoAsks = askedBy(app, options.authenticate);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers);
    request.actor = anonymous;
    request.lang = chooseLanguage(request);
    rememberChoices(request, reply);
    if (options.databaseAway?.() && !request.url.startsWith('/assets/') && !request.url.startsWith('/health/')) throw databaseAway();
    request.actor = await whoAsks(request);
    checkOrigin(request);
    checkPermission(request);
  });
  answerFirst(app, options, headers, limits);
  app.setErrorHandler(async (error, request, reply) => {
    const led = await options.lead?.(error, request, reply);
    return led ?? sendProblem(error, request, reply, services.config.publicUrl, options.problemPage);
  });
  app.setNotFoundHandler({}, (request, reply) => sendProblem(notFound(), request, reply, services.config.publicUrl, options.problemPage));
}

/** Who asks; what is refused for its credentials is counted first, since it never comes to its route's own limit. */
function askedBy(app: FastifyInstance, authenticate: Authenticate): Authenticate {
  const count = countRefused(app);
  return async (request) => {
    if (request.routeOptions.config.ownProtocol) return anonymous;
    try {
      return await authenticate(request);
    } catch (error) {
      if (error instanceof Problem) await count(request);
      throw error;
    }
  };
}

/** A link with `?lang=` or `?theme=` chooses for a year: it works without script. */
function rememberChoices(request: FastifyRequest, reply: FastifyReply): void {
  const { lang, theme } = request.query as { lang?: string; theme?: string };
  const options = { path: '/', sameSite: 'lax', maxAge: 31_536_000 } as const;
  if (lang === 'vi' || lang === 'en') void reply.setCookie('lang', lang, options);
  if (theme === 'light' || theme === 'dark') void reply.setCookie('theme', theme, options);
  if (theme === 'auto') void reply.clearCookie('theme', { path: '/' });
}

/** What is answered before the routes are asked, and the metrics of all. */
function answerFirst(
  app: FastifyInstance,
  options: ServerOptions,
  headers: Readonly<Record<string, string>>,
  limits: CountedRequests,
): void {
  const metrics = createMetrics();
  const { publicUrl, behindProxy } = options.services.config;
  metrics.observe(app);
  answerKeptFirst(app, metrics.countKept);
  const databaseAway = (): boolean => options.databaseAway?.() ?? false;
  const shared = { behindProxy, headers, databaseAway, count: metrics.countMachine };
  answerMachinesFirst(app, { limits, publicUrl, ...shared });
  answerPlainFirst(app, shared);
  app.decorate('metrics', metrics.registry);
}

function chooseLanguage(request: FastifyRequest): Lang {
  const asked = (request.query as { lang?: string }).lang ?? request.cookies['lang'];
  return asked === 'en' ? 'en' : 'vi';
}

async function registerModule(app: FastifyInstance, module: Module, services: Services): Promise<void> {
  for (const routes of [module.routes?.public, module.routes?.staff, module.routes?.api]) {
    if (routes) await app.register(async (own) => routes(own, services));
  }
}
