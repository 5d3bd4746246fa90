import type { Action } from '../action.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db.ts';
import type { FileStore } from '../files.ts';
import type { Logger } from '../log.ts';
import type { Module } from '../module.ts';
import type { Actor } from '../permission.ts';
import type { Static, TSchema } from '../schema.ts';

/** What routes, jobs and seeds are handed. No container, no decorators: a value. */
export interface Services {
  readonly config: Config;
  readonly db: Db;
  readonly files: FileStore;
  readonly log: Logger;
  /** All manifests: for the pages that ask every module (the door, the desk, the board). */
  readonly modules: readonly Module[];
  /** Runs an action as somebody. */
  act<S extends TSchema, R>(action: Action<S, R>, actor: Actor, input: Static<S> | unknown, idempotencyKey?: string): Promise<R>;
}
