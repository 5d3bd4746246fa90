import { createHash, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Services } from '#kernel/http/services.ts';
import { now } from '#kernel/time.ts';
import { publishedKeyIds, signingKeys, type SiteSecrets, siteSecrets } from '../keys.ts';
import { claimsSigner, type SignClaims } from '../plain/id-token.ts';
import { reportedAcr, levelOfAcr } from '../rules/levels.ts';
import { tellLater } from '../send-logout.ts';
import { type Limits, limitsAt } from '../settings.ts';
import { registerTokenExchange } from './acting.ts';
import { isFirstUse } from './adapter.ts';
import { configurationOf } from './configuration.ts';
import { cookieSigner } from './cookie-signer.ts';
import { essentialAcr } from './demands.ts';
import { registerLogIn } from './log-in.ts';
import { inOneRequest, writeNow } from './one-request.ts';
import { MOUNT } from './paths.ts';

/** The provider as one value: the library, and what handles a request of it. */
export interface OpenProvider {
  readonly provider: Provider;
  readonly secrets: SiteSecrets;
  readonly limits: Limits;
  /** Signs ID tokens with the key that signs now. */
  readonly signClaims: SignClaims;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** How long the ring and the limits are believed without asking again; a new key is published after this at the latest. */
const BELIEVED_MS = 2_000;

interface Remembered {
  at: number;
  readonly fingerprint: string;
  readonly open: OpenProvider;
}

const open = new WeakMap<Services, Remembered>();
const opening = new WeakMap<Services, Promise<OpenProvider>>();

/** Address of the issuer, as every token names it. */
export function issuerOf({ config }: Services): string {
  return `${config.publicUrl}${MOUNT}`;
}

/** The provider with the keys and limits of now. Holds no state of its own: it is made anew when these have changed. */
export async function providerOf(services: Services): Promise<OpenProvider> {
  const known = open.get(services);
  const age = known ? now().getTime() - known.at : -1;
  if (known && age >= 0 && age < BELIEVED_MS) return known.open;
  const running = opening.get(services);
  if (running) return running;
  const started = refresh(services, known).finally(() => opening.delete(services));
  opening.set(services, started);
  return started;
}

async function refresh(services: Services, known: Remembered | undefined): Promise<OpenProvider> {
  const { db } = services;
  const at = now();
  const limits = await limitsAt(db, at);
  const fingerprint = JSON.stringify([limits, await publishedKeyIds(db, at)]);
  if (known?.fingerprint === fingerprint) {
    known.at = at.getTime();
    return known.open;
  }
  const keys = await signingKeys(db);
  const secrets = await siteSecrets(db);
  const provider = new Provider(issuerOf(services), configurationOf({ services, limits, keys, secrets }));
  // Around all the others: nothing is answered before it is written.
  provider.use(async (_ctx, next) => {
    await next();
    await writeNow(db);
  });
  Object.assign(provider, { keys: cookieSigner(secrets.cookies) });
  adjust(provider, services);
  registerLogIn(provider, services);
  const handle = provider.callback();
  const made = {
    provider,
    secrets,
    limits,
    signClaims: claimsSigner(keys[0]!),
    handle: (request: IncomingMessage, response: ServerResponse) => inOneRequest(() => handle(request, response) as Promise<void>),
  };
  const ids = keys.map((key) => key.kid);
  open.set(services, { at: at.getTime(), fingerprint: JSON.stringify([limits, ids]), open: made });
  return made;
}

/** What the library has no setting for. */
function adjust(provider: Provider, { db, log }: Services): void {
  registerTokenExchange(provider, db);
  // Addresses come from the issuer that the route pins, not from what a request claims.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => log.error(error));
  provider.on('backchannel.error', (_ctx, error, client, accountId, sid) => {
    log.warn({ client: client.clientId, reason: error.message }, 'a site was not told of a log-out');
    void tellLater(db, accountId, client.clientId, sid).catch((failed: unknown) => log.error(failed));
  });
  // What the framework below it throws, outside any protocol.
  EventEmitter.prototype.on.call(provider, 'error', (error: unknown) => log.error(error));
  // Secrets are stored as hashes only.
  provider.Client.prototype.compareClientSecret = async function (given) {
    const hash = createHash('sha256').update(given).digest();
    return timingSafeEqual(hash, Buffer.from(this.clientSecret ?? '', 'base64url'));
  };
  // One statement decides, so that of two processes one only is the first to see a proof.
  Object.assign(provider.ReplayDetection, {
    unique: (issuer: string, id: string, expires: number) => isFirstUse(db, issuer, id, expires - Math.floor(now().getTime() / 1000)),
  });
  Object.defineProperty(provider.OIDCContext.prototype, 'acr', { get: answeredAcr });
}

/** The `acr` that codes and tokens bear; see `reportedAcr`. */
function answeredAcr(this: Provider['OIDCContext']['prototype']): string | undefined {
  const level = levelOfAcr(this.session?.acr);
  return level === undefined ? undefined : reportedAcr(level, essentialAcr(this.params ?? {}));
}
