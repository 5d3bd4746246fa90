import type { AccountActor } from '#core/identity/index.ts';
import type { TestApp } from '../../../test/kit.ts';

/** A browser in which somebody is signed in; `signInName` as `someoneAt` gave it. */
export function browserOf(t: TestApp, actor: AccountActor, signInName: string) {
  const cookies = new Map<string, string>();
  const signedIn = t.as(actor);
  const ask = async (method: 'GET' | 'POST', url: string, body?: Record<string, string>) => {
    const jar = [signedIn['cookie'], ...[...cookies].map(([name, value]) => `${name}=${value}`)].join('; ');
    const form = body ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    const answer = await t.app.inject({
      method,
      url,
      headers: { ...signedIn, ...form, cookie: jar },
      ...(body ? { payload: new URLSearchParams(body).toString() } : {}),
    });
    for (const cookie of answer.cookies) cookies.set(cookie.name, cookie.value);
    return answer;
  };
  return {
    cookies,
    ask,
    /** Proves who they are by password and comes back. */
    prove: async (location: string, password = 'mat khau chi de thu 1') => {
      const posted = await ask('POST', `${location}/mat-khau`, { signInName, password });
      return posted.statusCode === 303 ? ask('GET', String(posted.headers.location)) : posted;
    },
  };
}
