import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { type EidDouble, startEidDouble } from './double/double.ts';
import { BACK_CHANNEL, CALLBACK, SIGNED_OUT } from './relying-party.ts';

export const CLIENT_ID = 'motcua-thu';

/** The double with this site as its client, and the settings with which the site finds it. */
export interface TriedDouble {
  readonly double: EidDouble;
  readonly settings: { readonly MOTCUA_EID_ISSUER: string; readonly MOTCUA_EID_CLIENT_ID: string; readonly MOTCUA_EID_KEY_FILE: string };
  close(): Promise<void>;
}

/** @param port of the double; one that is free otherwise */
export async function tryDouble(clientUrl: string, port?: number): Promise<TriedDouble> {
  const folder = await mkdtemp(join(tmpdir(), 'eid-'));
  const keyFile = join(folder, 'client.jwk');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(keyFile, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'khoa-thu' }), { mode: 0o600 });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'khoa-thu', alg: 'ES256', use: 'sig' } as JWK;
  const paths = { callback: CALLBACK, backChannel: BACK_CHANNEL, signedOut: SIGNED_OUT };
  const double = await startEidDouble({
    clientId: CLIENT_ID,
    credential: { key },
    clientUrl,
    paths,
    ...(port === undefined ? {} : { port }),
  });
  return {
    double,
    settings: { MOTCUA_EID_ISSUER: double.url, MOTCUA_EID_CLIENT_ID: CLIENT_ID, MOTCUA_EID_KEY_FILE: keyFile },
    async close() {
      await double.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A browser's part at the double: cookies, redirects there, the choice of a citizen, the telephone. */
export class DoubleVisitor {
  private readonly cookies = new Map<string, string>();

  /** From the address that the site sent the browser to, until the double sends it back; returns that address. */
  async approve(url: string, subject: string, answer: 'yes' | 'no' = 'yes'): Promise<string> {
    const here = new URL(url).origin;
    let at = await this.follow(url, here);
    if (!at.startsWith(here)) return at;
    const phone = await this.send(at, { subject });
    const uid = new URL(at).pathname.split('/')[2] ?? '';
    const level = /name="level" value="(\d)"/.exec(await phone.text())?.[1] ?? '';
    const answered = await this.send(`${here}/dien-thoai/${uid}`, { subject, level, answer });
    at = await this.follow(new URL(answered.headers.get('location') ?? '', here).href, here);
    return at;
  }

  /** Follows redirects on the double; returns the first address that is a page, or elsewhere. */
  private async follow(url: string, here: string): Promise<string> {
    for (let at = url; ;) {
      if (!at.startsWith(here)) return at;
      const answer = await this.send(at);
      const location = answer.headers.get('location');
      if (location === null) return at;
      at = new URL(location, at).href;
    }
  }

  private async send(url: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(one)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
