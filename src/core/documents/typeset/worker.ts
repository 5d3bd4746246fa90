/* oxlint-disable unicorn/require-post-message-target-origin -- a thread’s port has no origin */
import { parentPort } from 'node:worker_threads';
import { createCompiler, MissingCharacters } from './compiler.ts';
import type { Asked } from './typeset-document.ts';

const compiler = createCompiler();

parentPort?.on('message', ({ id, asked }: { id: number; asked: Asked }) => {
  try {
    const typeset = asked.kind === 'document' ? compiler.document(asked.data) : compiler.copy(asked.data);
    parentPort?.postMessage({ id, typeset });
  } catch (error) {
    const characters = error instanceof MissingCharacters ? error.characters : undefined;
    parentPort?.postMessage({ id, error: String(error), characters });
  }
});
