import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { CustomFetch } from 'openid-client';
import type { Config } from '#kernel/config.ts';
import { createOnce } from '#kernel/create-once.ts';
import { readCredential } from './credential.ts';
import { openProvider, type Provider } from './provider.ts';

/** Name of the product at the provider of its own site; nobody else is registered under it. */
export const OWN_CLIENT = 'motcua';
/** Where the provider of this site lives. */
const MOUNT = '/eid';

function keyPath({ dataFolder }: Config): string {
  return join(dataFolder, 'secrets', 'relying-party.jwk');
}

/** The public key with which the product shows its own provider that it is itself; the pair is made on the first start. */
export async function ownClientKey(config: Config): Promise<object> {
  const path = keyPath(config);
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(join(config.dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = randomBytes(6).toString('hex');
    await createOnce(path, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid }));
    return readFile(path, 'utf8');
  });
  const { d: _secret, ...publicKey } = JSON.parse(text) as Record<string, string>;
  return { ...publicKey, alg: 'ES256', use: 'sig' };
}

/**
 * The provider of this site, called within the process: a call over the network to one's own address waits for a free connection
 * of the very server that is waiting, and an address that only the public can reach would not answer at all.
 */
export function openOwnProvider(config: Config, app: FastifyInstance): Provider {
  return openProvider({
    kind: 'own',
    issuer: `${config.publicUrl}${MOUNT}`,
    clientId: OWN_CLIENT,
    fetch: inProcess(app),
    async credential() {
      await ownClientKey(config);
      return readCredential(keyPath(config));
    },
  });
}

function inProcess(app: FastifyInstance): CustomFetch {
  return async (address, { method = 'GET', headers, body }) => {
    const { pathname, search } = new URL(address);
    const payload = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined;
    const answer = await app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url: pathname + search,
      headers: Object.fromEntries(new Headers(headers)),
      ...(payload === undefined ? {} : { payload }),
    });
    const told = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
    );
    return new Response(answer.rawPayload.length > 0 ? new Uint8Array(answer.rawPayload) : null, {
      status: answer.statusCode,
      headers: told,
    });
  };
}
