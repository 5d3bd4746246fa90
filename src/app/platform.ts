import { join } from 'node:path';
import { runAction } from '#kernel/action.ts';
import type { Config } from '#kernel/config.ts';
import type { Pool } from '#kernel/db.ts';
import { eventSink } from '#kernel/events.ts';
import { folderStore } from '#kernel/files.ts';
import type { Services } from '#kernel/http/services.ts';
import type { Logger } from '#kernel/log.ts';
import { isShown, type Module } from '#kernel/module.ts';

export interface PlatformParts {
  readonly config: Config;
  readonly pool: Pool;
  readonly log: Logger;
  readonly modules: readonly Module[];
}

/** Puts the services together that routes, jobs, seeds and commands are handed. */
export function createServices({ config, pool, log, modules }: PlatformParts): Services {
  const events = eventSink(modules.flatMap((module) => (module.on ? [module.on] : [])));
  const { db } = pool;
  const files = folderStore(join(config.dataFolder, 'files'), db);
  return {
    config,
    db,
    log,
    modules,
    files,
    act: (action, actor, input, idempotencyKey) =>
      runAction(action, input, {
        db,
        actor,
        events,
        files,
        idempotencyKey,
        isShown: (tx, who, subject) => isShown(modules, tx, who, subject),
      }),
  };
}
