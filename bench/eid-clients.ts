import { readFile } from 'node:fs/promises';
import { agent, BenchBrowser, logIn, logInAtKeycloak } from './eid-browser-kit.ts';
import type { BenchPerson } from './eid-kit.ts';
import { KEYCLOAK_PASSWORD } from './keycloak-kit.ts';

/** People who log in, or a server that asks about tokens; in a process of their own. Prints how long it took, as JSON. */
const [what = '', base = '', file = '', secret = '', lanesText = '', countText = ''] = process.argv.slice(2);
const people = JSON.parse(await readFile(file, 'utf8')) as BenchPerson[];
const [lanes, count] = [Number(lanesText), Number(countText)];

/** One person's log-in, at ours or at Keycloak. */
function logInAs(index: number): Promise<string> {
  const number = index % people.length;
  return what.startsWith('keycloak')
    ? logInAtKeycloak(base, `nguoi-${number}`, KEYCLOAK_PASSWORD, secret)
    : logIn(base, people[number]!, secret);
}

/** `alone` before the clock starts, then `count` times `work`, `lanes` at a time. */
async function measure(work: (index: number) => Promise<unknown>): Promise<{ seconds: number; p50: number; p95: number }> {
  let next = 0;
  const times: number[] = [];
  const started = performance.now();
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const begun = performance.now();
      await work(index);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { seconds: (performance.now() - started) / 1_000, p50: at(0.5), p95: at(0.95) };
}

async function introspections(): Promise<{ seconds: number; p50: number; p95: number }> {
  const server = new BenchBrowser(base);
  const form = new URLSearchParams({
    token: await logInAs(0),
    token_type_hint: 'access_token',
    client_id: 'bench',
    client_secret: secret,
  });
  const path = what.startsWith('keycloak') ? '/protocol/openid-connect/token/introspect' : '/eid/token/introspection';
  return measure(async () => {
    const { body } = await server.send(path, { form });
    if (!body.includes('"active":true')) throw new Error(body.slice(0, 200));
  });
}

const measured = what.endsWith('log-ins') ? await measure(logInAs) : await introspections();
console.log(JSON.stringify(measured));
agent.destroy();
