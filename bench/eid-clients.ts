import { readFile } from 'node:fs/promises';
import { BenchBrowser, client, logIn, logInAtKeycloak } from './eid-browser-kit.ts';
import type { BenchPerson } from './eid-kit.ts';
import { KEYCLOAK_PASSWORD } from './keycloak-kit.ts';

/**
 * People who log in, or a server that asks about tokens; in a process of their own. Ends after so many, or so many seconds. Prints
 * how long it took, as JSON.
 */
const [what = '', base = '', file = '', secret = '', ...numbers] = process.argv.slice(2);
const people = JSON.parse(await readFile(file, 'utf8')) as BenchPerson[];
const [lanes = 1, count = 1, longest = 60] = numbers.map(Number);

/** One person's log-in, at ours or at Keycloak. */
function logInAs(index: number): Promise<string> {
  const number = index % people.length;
  return what.startsWith('keycloak')
    ? logInAtKeycloak(base, `nguoi-${number}`, KEYCLOAK_PASSWORD, secret)
    : logIn(base, people[number]!, secret);
}

/** What one run came to; `processorSeconds`: of this process, which stands for the browsers and servers of others. */
export interface ClientRun {
  readonly done: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly processorSeconds: number;
}

const processorSeconds = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;

/** `count` times `work`, `lanes` at a time. */
async function measure(work: (index: number) => Promise<unknown>): Promise<ClientRun> {
  let next = 0;
  const times: number[] = [];
  const [started, before] = [performance.now(), processorSeconds()];
  const isLate = (): boolean => performance.now() - started > longest * 1_000;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count && !isLate(); index = next++) {
      const begun = performance.now();
      await work(index);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  const seconds = (performance.now() - started) / 1_000;
  return { done: times.length, seconds, p50: at(0.5), p95: at(0.95), processorSeconds: processorSeconds() - before };
}

async function introspections(): Promise<ClientRun> {
  const server = new BenchBrowser(base);
  const forms: URLSearchParams[] = [];
  // Each of so many tokens is asked about in its turn.
  for (let index = 0; index < Math.min(people.length, 64); index += 1) {
    const asked = { token: await logInAs(index), token_type_hint: 'access_token', client_id: 'bench', client_secret: secret };
    forms.push(new URLSearchParams(asked));
  }
  const path = what.startsWith('keycloak') ? '/protocol/openid-connect/token/introspect' : '/eid/token/introspection';
  return measure(async (index) => {
    const { body } = await server.send(path, { form: forms[index % forms.length]! });
    if (!body.includes('"active":true')) throw new Error(body.slice(0, 200));
  });
}

const measured = what.endsWith('log-ins') ? await measure(logInAs) : await introspections();
console.log(JSON.stringify(measured));
client.close();
