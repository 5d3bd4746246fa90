import { createHash, randomBytes } from 'node:crypto';
import { finishSignIn } from '../src/core/identity/relying-party/finish-sign-in.ts';
import type { Services } from '../src/kernel/http/services.ts';
import { systemActor } from '../src/kernel/permission.ts';
import { now } from '../src/kernel/time.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where a browser of a test sits. */
export interface TestOrigin {
  readonly addressPrefix: string;
  readonly device: string;
}

/**
 * Opens a session by the action that the return from the provider runs, for tests that are about something else than the way in;
 * returns the session's token.
 */
export async function openSessionOf(
  act: Services['act'],
  accountId: string,
  origin: TestOrigin = { addressPrefix: '203.0.113.0/24', device: 'Firefox, Linux' },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const done = await act(finishSignIn, systemActor('relying-party'), {
    state: randomBytes(32).toString('base64url'),
    provider: 'own',
    issuer: 'https://motcua.example/eid',
    subject: accountId,
    level: 1,
    amr: ['pwd'],
    authenticatedAt: now().getTime(),
    idToken: 'of-a-test',
    browserHash: sha256(token),
    tokenHash: sha256(token),
    origin,
  });
  if (done.outcome !== 'signed-in') throw new Error(`not signed in: ${done.outcome}`);
  return token;
}

/** What came back over HTTP, as far as the way in needs it. */
interface Came {
  readonly status: number;
  readonly setCookies: readonly string[];
  readonly location: string | undefined;
}

/** Sends a GET, or a form, with a header of cookies. */
export type Asker = (path: string, cookie: string, form?: Readonly<Record<string, string>>) => Promise<Came>;

const onTheWay = (path: string): boolean => /^\/(dang-nhap|eid|xac-thuc)\b/.test(path);

/** The way in as a browser without script goes it, over HTTP: to the provider, a name and a password there, and back. Returns the session's cookie. */
export async function signInOverHttp(ask: Asker, signInName: string, password: string): Promise<string> {
  const jar = new Map<string, string>();
  const send = async (path: string, form?: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const came = await ask(path, [...jar].map(([name, value]) => `${name}=${value}`).join('; '), form);
    for (const line of came.setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    if (came.status !== 303 || came.location === undefined) return undefined;
    return came.location.replace(/^https?:\/\/[^/]+/, '');
  };
  let path: string | undefined = '/dang-nhap';
  while (path !== undefined && onTheWay(path)) {
    const page: string | undefined = /^\/xac-thuc\/[0-9a-f-]{36}(?=\?|$)/.exec(path)?.[0];
    const next: string | undefined = await send(path);
    path = next ?? (page && (await send(`${page}/mat-khau`, { signInName, password })));
  }
  const session = jar.get('phien');
  if (session === undefined) throw new Error(`${signInName} was not signed in`);
  return `phien=${session}`;
}
