import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '#kernel/http/services.ts';
import type { Text } from '#kernel/i18n.ts';
import type { Module } from '#kernel/module.ts';
import type { Actor } from '#kernel/permission.ts';
import { byDeadlineThenAge, type Waiting } from './rules.ts';

/** One slow module must not make everybody's first page of the day slow. */
const PATIENCE_MS = 5_000;

type Source = Pick<Module, 'name' | 'title'>;

/** What the modules answered, and which of them did not. */
export interface Gathered<T> {
  readonly found: readonly T[];
  readonly silent: readonly Source[];
}

async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  const stop = new AbortController();
  const late = wait(patienceMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${patienceMs} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}

async function gather<T>(
  { modules, log }: Services,
  patienceMs: number,
  ask: (module: Module) => Promise<readonly T[]> | undefined,
): Promise<Gathered<T>> {
  const silent: Source[] = [];
  const answers = await Promise.all(
    modules.map(async (module) => {
      try {
        const work = (async () => (await ask(module)) ?? [])();
        return await inTime(work, patienceMs);
      } catch (err) {
        log.error({ err, module: module.name }, 'a module did not answer the desk');
        silent.push({ name: module.name, title: module.title });
        return [];
      }
    }),
  );
  return { found: answers.flat(), silent };
}

/** Everything that waits for a person, from every module, in the order in which it should be done. */
export async function worklistOf(services: Services, actor: Actor, patienceMs = PATIENCE_MS): Promise<Gathered<Waiting>> {
  const { found, silent } = await gather(services, patienceMs, async (module) => {
    const items = (await module.worklist?.(services.db, actor)) ?? [];
    const source = { name: module.name, title: module.title };
    return items.map((item) => ({ ...item, module: source }));
  });
  return { found: found.toSorted(byDeadlineThenAge), silent };
}

/** A figure of the board as it stands. */
export interface Reading {
  readonly module: Source;
  readonly name: string;
  readonly title: Text;
  readonly value: number;
  readonly late: number;
  readonly url: string;
}

/** All modules' figures for an agency, or for the whole site when no scope is given. */
export function indicatorsOf(services: Services, scope: string | undefined, patienceMs = PATIENCE_MS): Promise<Gathered<Reading>> {
  return gather(services, patienceMs, async (module) => {
    const source = { name: module.name, title: module.title };
    return Promise.all(
      (module.indicators ?? []).map(async ({ name, title, read }) => ({
        module: source,
        name,
        title,
        ...(await read(services.db, scope)),
      })),
    );
  });
}
