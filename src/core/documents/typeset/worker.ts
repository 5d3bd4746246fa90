/* oxlint-disable unicorn/require-post-message-target-origin -- a thread’s port has no origin */
import { parentPort } from 'node:worker_threads';
import { createCompiler, MissingCharacters } from './compiler.ts';
import type { PageData } from './input.ts';

const compile = createCompiler();

parentPort?.on('message', ({ id, data }: { id: number; data: PageData }) => {
  try {
    parentPort?.postMessage({ id, typeset: compile(data) });
  } catch (error) {
    const characters = error instanceof MissingCharacters ? error.characters : undefined;
    parentPort?.postMessage({ id, error: String(error), characters });
  }
});
