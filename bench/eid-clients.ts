import { readFile } from 'node:fs/promises';
import { agent, BenchBrowser, logIn } from './eid-browser-kit.ts';
import type { BenchPerson } from './eid-kit.ts';

/** People who log in, or a server that asks about tokens; in a process of their own. Prints how long it took, as JSON. */
const [what = '', base = '', file = '', secret = '', lanesText = '', countText = ''] = process.argv.slice(2);
const people = JSON.parse(await readFile(file, 'utf8')) as BenchPerson[];
const [lanes, count] = [Number(lanesText), Number(countText)];

async function tokenForAll(): Promise<string> {
  const [person] = people;
  if (!person) throw new Error('nobody');
  return logIn(base, person, secret);
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
    token: await tokenForAll(),
    token_type_hint: 'access_token',
    client_id: 'bench',
    client_secret: secret,
  });
  return measure(async () => {
    const { body } = await server.send('/eid/token/introspection', { form });
    if (!body.includes('"active":true')) throw new Error(body.slice(0, 200));
  });
}

const measured =
  what === 'log-ins' ? await measure((index) => logIn(base, people[index % people.length]!, secret)) : await introspections();
console.log(JSON.stringify(measured));
agent.destroy();
