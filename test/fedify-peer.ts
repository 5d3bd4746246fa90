import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Context,
  createFederation,
  type Federation,
  generateCryptoKeyPair,
  getDocumentLoader,
  type HttpMessageSignaturesSpec,
  MemoryKvStore,
} from '@fedify/fedify';
import {
  Accept,
  type Activity,
  Announce,
  Create,
  Delete,
  Endpoints,
  Flag,
  Follow,
  isActor,
  Like,
  Organization,
  Person,
  Undo,
  Update,
} from '@fedify/fedify/vocab';

/** Another server of the fediverse, by other people's software: it believes what its own checks of signatures let through. */
export interface FedifyPeer {
  readonly url: string;
  readonly host: string;
  readonly actorUri: string;
  /** Activities that came with a proven signature, as fedify understood them. */
  readonly received: readonly Activity[];
  /** Answers the next requests to inboxes with these statuses, before fedify sees them. */
  readonly statuses: number[];
  /** Finds an account as a person would who typed its address. */
  find(address: string): Promise<{ readonly subject: string; readonly actor: Organization | null }>;
  say(kind: 'follow' | 'unfollow', actorUri: string): Promise<void>;
  say(kind: 'like' | 'announce' | 'flag', objectUri: string, to: string): Promise<void>;
  lookup: Context<undefined>['lookupObject'];
  close(): Promise<void>;
}

export interface PeerOptions {
  /** What it signs with at first; refused, it tries the other. */
  readonly knocksWith?: HttpMessageSignaturesSpec;
}

const NAME = 'mai';

/** Starts a fedify server with one account on a free port of this machine. */
export async function startFedifyPeer(options: PeerOptions = {}): Promise<FedifyPeer> {
  const received: Activity[] = [];
  const statuses: number[] = [];
  const federation = await federationOf(options, received);
  const server = createServer((request, response) => {
    const status = request.method === 'POST' ? statuses.shift() : undefined;
    if (status !== undefined) request.resume().on('end', () => response.writeHead(status).end());
    else void answer(federation, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  const context = federation.createContext(new URL(url), undefined);
  const me = context.getActorUri(NAME);
  // Its own loader remembers what it has read.
  const documentLoader = getDocumentLoader({ allowPrivateAddress: true });
  const lookup: typeof context.lookupObject = (address) => context.lookupObject(address, { documentLoader });
  let said = 0;
  return {
    url,
    host,
    actorUri: me.href,
    received,
    statuses,
    lookup,
    async find(address) {
      const found = await context.lookupWebFinger(address);
      const self = found?.links?.find((link) => link.rel === 'self')?.href ?? '';
      const actor = await lookup(self);
      return { subject: found?.subject ?? '', actor: actor instanceof Organization ? actor : null };
    },
    async say(kind: string, about: string, to?: string) {
      said += 1;
      const target = await lookup(to ?? about);
      if (!target || !isActor(target)) throw new Error(`${to ?? about} is no actor`);
      await context.sendActivity({ identifier: NAME }, target, activity(kind, said, me, new URL(about)), { immediate: true });
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function activity(kind: string, number: number, actor: URL, object: URL): Activity {
  const id = new URL(`#${kind}-${number}`, actor);
  const follow = new Follow({ id: new URL('#follow', actor), actor, object });
  switch (kind) {
    case 'follow':
      return follow;
    case 'unfollow':
      return new Undo({ id, actor, object: follow });
    case 'like':
      return new Like({ id, actor, object });
    case 'announce':
      return new Announce({ id, actor, object });
    default:
      return new Flag({ id, actor, object, content: 'Tin này sai ngày.' });
  }
}

async function federationOf({ knocksWith = 'rfc9421' }: PeerOptions, received: Activity[]): Promise<Federation<undefined>> {
  const federation = createFederation<undefined>({
    kv: new MemoryKvStore(),
    allowPrivateAddress: true,
    firstKnock: knocksWith,
  });
  const keys = [await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')];
  federation
    .setActorDispatcher('/users/{identifier}', async (context, identifier) => {
      if (identifier !== NAME) return null;
      const [pair] = await context.getActorKeyPairs(identifier);
      return new Person({
        id: context.getActorUri(identifier),
        preferredUsername: identifier,
        name: 'Nguyễn Thị Mai',
        inbox: context.getInboxUri(identifier),
        endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
        ...(pair ? { publicKey: pair.cryptographicKey } : {}),
      });
    })
    .setKeyPairsDispatcher(() => keys);
  const keep = (_context: unknown, one: Activity): void => {
    received.push(one);
  };
  federation.setInboxListeners('/users/{identifier}/inbox', '/inbox').on(Accept, keep).on(Create, keep).on(Update, keep).on(Delete, keep);
  return federation;
}

async function answer(federation: Federation<undefined>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const body = request.method === 'POST' ? { body: Buffer.concat(parts) } : {};
  const asked = new Request(`http://${request.headers.host}${request.url}`, { method: request.method ?? 'GET', headers, ...body });
  const answered = await federation.fetch(asked, { contextData: undefined });
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(Buffer.from(await answered.arrayBuffer()));
}
